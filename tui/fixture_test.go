package tui

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

func both(s string) rules.Text { return rules.Text{Patient: "plain " + s, Clinician: s} }

func is(q string, choices ...string) rules.Condition {
	return rules.Condition{Op: rules.Is, Question: q, Choices: choices}
}

func choices(ids ...string) []rules.Choice {
	out := make([]rules.Choice, len(ids))
	for i, id := range ids {
		out[i] = rules.Choice{ID: id, Text: both(id)}
	}
	return out
}

var readers = []rules.Reader{rules.Patient, rules.Clinician}

func choice(id, section string, ids ...string) rules.Question {
	return rules.Question{ID: id, Section: section, Kind: rules.KindChoice, Readers: readers, Text: both(id), Help: both("help " + id),
		Why: both("why " + id), Choices: choices(ids...), Quick: 1}
}

func list(id, section string, ids ...string) rules.Question {
	q := choice(id, section, append(ids, "none")...)
	q.Kind = rules.KindChoices
	return q
}

// small is a knowledge in which everything that the screens show occurs once.
func small() *rules.Knowledge {
	onset := choice("safety.onset", "safety", "days", "stable")
	onset.When = is("safety.legs", "numb", "weak")
	where := list("pain.zones", "pain", "left", "right", "mid")
	where.Kind, where.Choices = rules.KindZones, where.Choices[:3]
	for i, side := range []string{"left", "right", "midline"} {
		where.Choices[i].Side, where.Choices[i].Region = side, side
	}
	months := rules.Question{ID: "pain.months", Section: "pain", Kind: rules.KindNumber, Readers: readers, Text: both("months of pain"), Quick: 1,
		Range: []float64{0, 720}, Unit: both("months")}
	follow := choice("pain.how", "pain", "sudden", "slow")
	follow.When = is("course.after", "better")
	exam := choice("exam.press", "exam", "positive", "negative")
	exam.Readers = []rules.Reader{rules.Clinician}
	return &rules.Knowledge{
		Version: rules.Version{Version: "test", Date: "2026-11-20", Note: both("not reviewed")},
		Sections: []rules.Section{{ID: "safety", Name: both("Safety")}, {ID: "course", Name: both("Course")}, {ID: "pain", Name: both("Pain")},
			{ID: "exam", Name: both("Examination")}, {ID: "tests", Name: both("Tests")}},
		Questions: []rules.Question{list("safety.legs", "safety", "numb", "weak"), onset, choice("course.after", "course", "better", "never"),
			follow, where, choice("pain.lead", "pain", "back", "leg"), months, choice("tried.pill", "pain", "not-tried", "helped-some", "no-help", "using-helps"), exam},
		Policy: rules.Policy{IntendedUse: both("intended use"), NoCause: rules.Claim{Says: both("no cause is found in some")},
			Emergency: both("get help now"), NoFlag: both("no flag, not an all-clear"), Unverified: rules.Unverified{Section: "tests"},
			Core: []rules.CoreAnswer{{ID: "lead", When: rules.Condition{Op: rules.Known, Question: "pain.lead"}, Says: both("back or leg")}}},
		Sources: []rules.Source{smallSource(), {ID: "nerve", Name: both("nerve"), About: both("about nerve"), Ceiling: 0.79,
			Prior:  []rules.Prior{{P: 0.2, Interval: []float64{0.1, 0.4}, Refs: []string{"one"}}},
			Groups: []rules.Group{{Name: "lead", Cap: []float64{0.2, 5}}},
			Evidence: []rules.Evidence{{ID: "lead", Group: "lead", Obtain: rules.Ask, Strength: "high", Ask: both("ask which is worse"),
				Outcomes: []rules.Outcome{{When: is("pain.lead", "leg"), LR: 3, Says: both("leg is worse"), Refs: []string{"one"}},
					{When: is("pain.lead", "back"), LR: 0.3, Says: both("back is worse"), Estimate: true}}}}}},
		Options:    smallOptions(),
		Flags:      []rules.Flag{smallFlag()},
		References: []rules.Reference{{ID: "one", Cite: "One A. A study of one.", DOI: "10.1/one", Read: "yes"}, {ID: "two", Cite: "Two B. Seen.", Read: "recalled"}},
	}
}

func smallSource() rules.Source {
	return rules.Source{ID: "joint", Name: both("joint"), About: both("about joint"), Caveat: both("only a block tells"), Ceiling: 0.79,
		ICD10CM: []string{"M00"}, Prior: []rules.Prior{{P: 0.25, Interval: []float64{0.1, 0.4}, Refs: []string{"two"}, Estimate: true}},
		Groups: []rules.Group{{Name: "map", Cap: []float64{0.3, 3}}, {Name: "exam", Cap: []float64{0.15, 4}}},
		Evidence: []rules.Evidence{
			{ID: "side", Group: "map", Obtain: rules.Ask, Strength: "low", Ask: both("ask where"), Outcomes: []rules.Outcome{
				{When: is("pain.zones", "left", "right"), LR: 2, Interval: []float64{1.2, 3}, Says: both("on one side"), Refs: []string{"one"}},
				{When: is("pain.zones", "mid"), LR: 0.5, Says: both("in the middle")}}},
			{ID: "press", Group: "exam", Obtain: rules.Examine, Strength: "moderate", Ask: both("press"), Outcomes: []rules.Outcome{
				{When: is("exam.press", "positive"), LR: 3, Says: both("hurts when pressed")}, {When: is("exam.press", "negative"), LR: 0.4, Says: both("does not hurt")}}},
			{ID: "pace", Group: "map", Obtain: rules.Ask, Strength: "expert", Ask: both("ask how"), Outcomes: []rules.Outcome{
				{When: is("pain.how", "slow"), LR: 1.5, Says: both("came slowly")}, {When: is("pain.how", "sudden"), LR: 0.7, Says: both("came at once")}}},
		},
		Base: []string{"walk"},
		Ladder: []rules.Rung{{ID: "pills", Says: both("medicines"), Options: []string{"pill"}},
			{ID: "burn", Says: both("ablation"), Options: []string{"burn"}}},
	}
}

func smallOptions() []rules.Option {
	return []rules.Option{
		{ID: "burn", Name: both("burning"), Tier: "targeted", Kind: rules.Treatment, Invasive: true, About: both("about burning"), Most: "caution",
			Needs:    []rules.Need{{When: is("exam.press", "positive"), Says: both("a sign first"), First: []string{"scan"}}},
			Effect:   []rules.Effect{{Says: both("half get better"), Responders: []float64{0.4, 0.6}, Months: []float64{6, 12}, Refs: []string{"one"}}},
			Harms:    []rules.Harm{{Says: both("numb skin"), Rate: 0.02, Refs: []string{"two"}}},
			Evidence: rules.OptionEvidence{Grade: "moderate", For: []rules.Claim{{Says: both("one trial for")}}, Against: []rules.Claim{{Says: both("one trial against")}}}},
		{ID: "pill", Name: both("pill"), Tier: "medication", Kind: rules.Treatment, Tried: "tried.pill", About: both("about pill"), AskYourDoctor: both("is it for me?")},
		{ID: "scan", Name: both("scan"), Tier: "diagnosis", Kind: rules.Test, InDanger: "act", About: both("about scan")},
		{ID: "walk", Name: both("walking"), Tier: "self-care", Kind: rules.Habit, InDanger: "safe", About: both("about walking")},
	}
}

func smallFlag() rules.Flag {
	return rules.Flag{ID: "cord", Name: both("cord"), Trigger: is("safety.legs", "numb", "weak"), Watch: both("watch the legs"), Refs: []string{"one"},
		Levels: rules.Levels{
			Emergency: rules.FlagLevel{When: is("safety.onset", "days"), Act: both("go to hospital"), Options: []string{"scan"}, Meanwhile: both("lie down")},
			Urgent:    rules.FlagLevel{When: is("safety.legs", "weak"), Act: both("call today")},
			Soon:      rules.FlagLevel{Act: both("see someone this week")}}}
}

func compiled(t testing.TB) *rules.Base {
	t.Helper()
	b, err := rules.Compile(small())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// opened is an app with a size, its first messages done.
func opened(t testing.TB, cfg Config, width, height int) *app {
	t.Helper()
	if cfg.Base == nil {
		cfg.Base = compiled(t)
	}
	m := newApp(cfg)
	send(m, m.Init())
	_, cmd := m.Update(tea.WindowSizeMsg{Width: width, Height: height})
	send(m, cmd)
	return m
}

// real is the knowledge that the program carries.
func real(t testing.TB) *rules.Base {
	t.Helper()
	b, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// send does what commands do, and gives their messages back, as the program would.
// Commands that wait are left out.
func send(m *app, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	select {
	case msg := <-done:
		if v := reflect.ValueOf(msg); v.IsValid() && v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range v.Len() {
				send(m, v.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		if msg != nil && !m.quitting {
			_, next := m.Update(msg)
			send(m, next)
		}
	case <-time.After(grace / 4):
	}
}

// press presses keys by their names.
func press(m *app, keys ...string) {
	for _, k := range keys {
		_, cmd := m.Update(keyNamed(k))
		send(m, cmd)
	}
}

func keyNamed(name string) tea.KeyPressMsg {
	codes := map[string]rune{"enter": tea.KeyEnter, "tab": tea.KeyTab, "left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp,
		"down": tea.KeyDown, "space": tea.KeySpace, "esc": tea.KeyEscape, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "end": tea.KeyEnd,
		"home": tea.KeyHome, "backspace": tea.KeyBackspace}
	rest, ctrl := strings.CutPrefix(name, "ctrl+")
	switch {
	case name == "shift+tab":
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	case ctrl:
		return tea.KeyPressMsg{Code: []rune(rest)[0], Mod: tea.ModCtrl}
	case codes[name] == tea.KeySpace:
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	case codes[name] != 0:
		return tea.KeyPressMsg{Code: codes[name]}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// shown is the screen without its colours.
func shown(m *app) string { return ansi.Strip(m.View().Content) }

// sees fails where a text is not on the screen, or is where it must not be.
func sees(t *testing.T, m *app, want ...string) {
	t.Helper()
	s := shown(m)
	for _, w := range want {
		w, not := strings.CutPrefix(w, "!")
		if strings.Contains(s, w) == not {
			t.Errorf("on the screen: %q is %v\n%s", w, !not, s)
		}
	}
}

// fits fails where a screen is wider or higher than its window.
func fits(t *testing.T, m *app, width, height int) {
	t.Helper()
	lines := strings.Split(m.View().Content, "\n")
	if len(lines) > height {
		t.Fatalf("%dx%d: %d lines\n%s", width, height, len(lines), shown(m))
	}
	for i, s := range lines {
		if n := ansi.StringWidth(s); n > width {
			t.Fatalf("%dx%d: line %d has %d cells: %q", width, height, i, n, ansi.Strip(s))
		}
	}
}
