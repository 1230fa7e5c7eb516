package plain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

func is(q string, choices ...string) rules.Condition {
	return rules.Condition{Op: rules.Is, Question: q, Choices: choices}
}

// same is a text with a wording for each reader, so that tests see which was used.
func same(s string) rules.Text { return rules.Text{Patient: s, Clinician: s + " [clin]"} }

func plainChoices(ids ...string) []rules.Choice {
	out := make([]rules.Choice, len(ids))
	for i, id := range ids {
		out[i] = rules.Choice{ID: id, Text: rules.Text{Patient: "It is " + id, Clinician: "is " + id}}
	}
	return out
}

func question(id, section, kind string, choices ...string) rules.Question {
	return rules.Question{ID: id, Section: section, Kind: kind, Readers: []rules.Reader{rules.Patient, rules.Clinician},
		Text: same("Ask " + id + "?"), Why: same("Since " + id + " matters."), Choices: plainChoices(choices...)}
}

func amount(id, section string, hi float64, decimals int) rules.Question {
	q := question(id, section, rules.KindNumber)
	q.Range, q.Decimals, q.Unit = []float64{0, hi}, decimals, same("months")
	return q
}

// small is a knowledge with every kind of question, small enough to write out.
func small() *rules.Knowledge {
	legs := question("safety.legs", "safety", rules.KindChoices, "numb", "weak", "cold", "none")
	legs.Unsure, legs.Grid, legs.Quick = "urgent", "legs", 1
	onset := question("safety.onset", "safety", rules.KindChoice, "new", "old")
	onset.When = is("safety.legs", "numb", "weak")
	mood := question("safety.mood", "safety", rules.KindChoice, "never", "often", "rather-not-say")
	mood.Private = true
	zones := question("pain.zones", "places", rules.KindZones, "back-left", "back-right", "back-mid", "leg-left", "leg-right", "leg-both", "neck")
	for i, at := range [][2]string{{"left", "lower-back"}, {"right", "lower-back"}, {"midline", "lower-back"}, {"left", "leg-left"}, {"right", "leg-right"}, {"both", "leg-left"}, {"midline", "neck"}} {
		zones.Choices[i].Side, zones.Choices[i].Region = at[0], at[1]
	}
	side := question("pain.side", "places", rules.KindChoice, "left", "right", "both", "midline")
	side.Derive = "side-from-zones"
	one, two := question("tried.one", "tried", rules.KindChoice, "never", "helped"), question("tried.two", "tried", rules.KindChoice, "never", "helped")
	one.Grid, two.Grid = "tried", "tried"
	exam := question("exam.test", "exam", rules.KindChoice, "positive", "negative")
	exam.Readers = []rules.Reader{rules.Clinician}
	levels := amount("surgery.levels", "basics", 17, 0)
	levels.Range[0], levels.Derive = 1, "levels-from-ends"
	age := amount("age", "basics", 120, 0)
	age.Quick, age.Help, age.Unit = 1, same("A guess is fine."), same("years")
	return &rules.Knowledge{
		Version: rules.Version{Version: "small"},
		Policy: rules.Policy{IntendedUse: same("For learning only."), Emergency: same("Get help now."), NoFlag: same("This is not an all-clear."),
			NoCause: rules.Claim{Says: same("No cause may be found.")}, SeverityWords: []rules.WordRange{{ID: "mild", Range: []float64{1, 3}}, {ID: "moderate", Range: []float64{4, 6}}}},
		Sections: []rules.Section{{ID: "basics", Name: same("Basics")}, {ID: "safety", Name: same("Safety")}, {ID: "places", Name: same("Pain")},
			{ID: "tried", Name: same("Tried")}, {ID: "exam", Name: same("Examination")}, {ID: "tests", Name: same("Tests")}},
		Grids: []rules.Grid{{ID: "legs", Text: same("About the legs"), Help: same("A row each.")}, {ID: "tried", Text: same("Since then"), Why: same("Why since then.")}},
		Questions: []rules.Question{
			age,
			question("surgery.top-level", "basics", rules.KindChoice, "l3", "l4", "l5"),
			question("surgery.bottom-level", "basics", rules.KindChoice, "l4", "l5", "s1"),
			levels, legs, onset, mood, zones, side, amount("pain.severity", "places", 10, 0), amount("pain.months", "places", 720, 1),
			question("pain.words", "places", rules.KindChoices, "burning", "aching", "none"), one, two, exam,
		},
		Flags: []rules.Flag{{
			ID: "nerve", Name: same("Nerve in danger"), Trigger: is("safety.legs", "numb", "weak"),
			Levels: rules.Levels{Emergency: rules.FlagLevel{When: rules.Condition{Op: rules.Any, Args: []rules.Condition{is("safety.onset", "new"), is("safety.legs", "weak")}}, Act: same("Go to the hospital."), Meanwhile: same("Lie down.")},
				Soon: rules.FlagLevel{Act: same("See someone soon.")}},
		}, {
			ID: "mood", Name: same("Dark thoughts"), Trigger: is("safety.mood", "often"), BecausePrivate: true,
			Levels: rules.Levels{Urgent: rules.FlagLevel{Act: same("You matter. Talk to someone today.")}},
			Notice: rules.Line{When: is("safety.mood", "rather-not-say"), Says: same("Help is there today.")},
		}},
	}
}

func compile(t testing.TB, k *rules.Knowledge) *rules.Base {
	t.Helper()
	b, err := rules.Compile(k)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// real is the knowledge of the project's files, or the embedded one where the
// files are being edited.
func real(t testing.TB) *rules.Base {
	t.Helper()
	if l, err := knowledge.Load(os.DirFS("../../data/knowledge")); err == nil {
		if b, err := rules.Compile(l.Knowledge); err == nil {
			return b
		}
	}
	b, err := knowledge.Base()
	if err != nil {
		t.Skip("the knowledge does not compile:", err)
	}
	return b
}

// talk is what came of an interview.
type talk struct {
	answers      rules.Answers
	prompts, out string
	kept         []rules.Answers
	err          error
}

// hold runs an interview over typed lines.
func hold(c Config, typed ...string) talk {
	var t talk
	var prompts, out bytes.Buffer
	in := ""
	if len(typed) > 0 {
		in = strings.Join(typed, "\n") + "\n"
	}
	c.In, c.Prompts, c.Out = strings.NewReader(in), &prompts, &out
	c.Keep = func(a, _ rules.Answers) error { t.kept = append(t.kept, a); return nil }
	t.answers, t.err = Run(context.Background(), c)
	t.prompts, t.out = prompts.String(), out.String()
	return t
}

// faults says which rules of this interface a talk breaks.
func (t *talk) faults(b *rules.Base) error {
	for n, line := range strings.Split(t.prompts, "\n") {
		if utf8.RuneCountInString(line) > width && strings.Contains(strings.TrimSpace(line), " ") {
			return fmt.Errorf("line %d of the prompts is too wide: %q", n+1, line)
		}
	}
	if i := strings.IndexFunc(t.prompts+t.out, func(c rune) bool { return unicode.IsControl(c) && c != '\n' }); i >= 0 {
		return fmt.Errorf("a control character was written, at %d", i)
	}
	if !utf8.ValidString(t.prompts + t.out) {
		return errors.New("broken bytes were written")
	}
	if t.prompts != "" && !strings.HasSuffix(t.prompts, "\n") {
		return errors.New("the last line does not end")
	}
	if err := b.Check(t.answers); err != nil {
		return fmt.Errorf("the answers are wrong: %w", err)
	}
	for _, a := range t.kept {
		if err := b.Check(a); err != nil {
			return fmt.Errorf("kept answers are wrong: %w", err)
		}
	}
	if errors.Is(t.err, ErrLeft) != (t.out == "") {
		return fmt.Errorf("error %v and a result of %d characters", t.err, len(t.out))
	}
	return nil
}
