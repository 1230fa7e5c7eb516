package tui

import (
	"errors"
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

// full are answers that make a result.
func full() rules.Answers {
	return rules.Answers{"safety.legs": rules.List("none"), "course.after": rules.One("better"), "pain.how": rules.One("slow"),
		"pain.zones": rules.List("left"), "pain.lead": rules.One("back"), "pain.months": rules.Number(12), "exam.press": rules.One("positive")}
}

func toResult(t *testing.T, reader rules.Reader, a rules.Answers, width, height int) *app {
	t.Helper()
	m := opened(t, Config{Reader: reader, Answers: a, Suspicion: waived}, width, height)
	press(m, "enter")
	m.openResult()
	return m
}

func TestHomeAsksWhoReadsOnlyOnce(t *testing.T) {
	m := opened(t, Config{}, 80, 24)
	sees(t, m, "Who is reading?", "intended use")
	press(m, "down", "enter")
	if m.reader != rules.Clinician {
		t.Fatalf("reader is %q", m.reader)
	}
	sees(t, m, "What would you like to do?", "New interview", "!Who is reading?")
	press(m, "left")
	sees(t, m, "Who is reading?")
}

func TestHomeOffersToGoOn(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full(), Found: "Answers were kept."}, 80, 24)
	sees(t, m, "Answers were kept. Same person?", "Go on")
	m = opened(t, Config{Reader: rules.Patient}, 80, 24)
	sees(t, m, "!Go on")
}

// TestFirstFrameNeedsNoTable: the table of the widths of characters begins at U+0300, and
// a first frame that needs it waits for 2 MB.
func TestFirstFrameNeedsNoTable(t *testing.T) {
	for _, reader := range append(readers, "") {
		m := newApp(Config{Know: knowledge.Embedded(), Load: knowledge.Base, Reader: reader, Kept: "/home/a/.local/state/afterfusion/unfinished.json"})
		m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		shown := m.View().Content
		if !strings.Contains(shown, "It works offline") || strings.Contains(shown, "Who is reading?") != (reader == "") {
			t.Fatalf("this is not the first screen: %s", shown)
		}
		for _, r := range shown {
			if r >= 0x300 {
				t.Errorf("for %q there is %q", reader, r)
			}
		}
	}
}

func TestQuitAndLeave(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full()}, 80, 24)
	press(m, "enter", "q")
	if m.quitting {
		t.Fatal("one q left answers behind that nobody keeps")
	}
	sees(t, m, "not kept")
	press(m, "q")
	if !m.quitting {
		t.Fatal("the second q did not leave")
	}
	m = opened(t, Config{Reader: rules.Patient, Answers: full()}, 80, 24)
	_, cmd := m.Update(keyNamed("ctrl+c"))
	if _, ok := cmd().(tea.InterruptMsg); !ok || !m.quitting {
		t.Fatal("Ctrl+C must leave from everywhere")
	}
}

func TestKeysBehindTheLastOneChangeNothing(t *testing.T) {
	m := opened(t, Config{Reader: rules.Clinician, Answers: full(), Suspicion: waived}, 80, 24)
	press(m, "enter", "ctrl+c", "enter", "1")
	if m.screen == atHome || len(m.rec.answers) != len(full()) {
		t.Fatal("a key typed behind the last one was taken")
	}
}

func TestSuspicionIsAskedOfCliniciansOnly(t *testing.T) {
	m := opened(t, Config{Reader: rules.Clinician}, 80, 24)
	press(m, "enter")
	sees(t, m, "first suspicion")
	press(m, "down", "enter")
	if m.suspicion != "joint" {
		t.Fatalf("suspicion is %q", m.suspicion)
	}
	m = opened(t, Config{Reader: rules.Patient}, 80, 24)
	press(m, "enter")
	sees(t, m, "plain safety.legs")
}

func TestLiveDifferentialWaits(t *testing.T) {
	m := opened(t, Config{Reader: rules.Clinician}, 140, 40)
	press(m, "enter", "enter")
	sees(t, m, "is shown once safety")
	m = opened(t, Config{Reader: rules.Clinician, Suspicion: waived, Answers: full()}, 140, 40)
	delete(m.rec.answers, "pain.months")
	press(m, "enter")
	sees(t, m, "Sources", "joint")
	m = opened(t, Config{Reader: rules.Patient, Answers: rules.Answers{"safety.legs": rules.List("none")}}, 140, 40)
	press(m, "enter")
	sees(t, m, "!joint")
}

func TestPatientEmergencyLeadsNowhereElse(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 80, 24)
	press(m, "enter")
	answer(m, "safety.legs", rules.List("numb"))
	if m.screen != atAlert {
		t.Fatalf("screen is %d", m.screen)
	}
	sees(t, m, "get help now", "go to hospital", "You said", "one more question", "!Go on with")
	press(m, "enter")
	if m.screen != atAlert {
		t.Fatal("a key that was under way closed the warning")
	}
	m.alert.armed = true
	press(m, "enter")
	sees(t, m, "plain safety.onset")
	answer(m, "safety.onset", rules.One("days"))
	press(m, "tab")
	if m.screen != atAlert {
		t.Fatal("a patient was led on in an emergency")
	}
	m.openResult()
	sees(t, m, "What to do", "For the emergency team", "!joint")
	press(m, "1")
	if m.result.tab != tabSafety {
		t.Fatal("a patient saw the summary in an emergency")
	}
}

func TestCorrectingEndsTheEmergency(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 80, 24)
	press(m, "enter")
	answer(m, "safety.legs", rules.List("numb"))
	m.alert.armed = true
	press(m, "left")
	if m.screen != atStep {
		t.Fatal("back from a warning is the answer")
	}
	answer(m, "safety.legs", rules.List("none"))
	press(m, "tab")
	sees(t, m, "plain Safety is behind you", "What you said is gone", "!come back", "!get help")
	press(m, "enter")
	sees(t, m, "plain course.after")
}

func TestClinicianGoesOn(t *testing.T) {
	m := opened(t, Config{Reader: rules.Clinician}, 80, 24)
	press(m, "enter", "enter")
	answer(m, "safety.legs", rules.List("numb"))
	sees(t, m, "go to hospital", "Go on")
	m.alert.armed = true
	press(m, "down", "enter")
	sees(t, m, "safety.onset")
	answer(m, "safety.onset", rules.One("days"))
	if m.screen != atStep {
		t.Fatal("the same emergency was shown twice")
	}
}

// answer gives the step on show an answer, as its part would.
func answer(m *app, id string, v rules.Value) {
	m.ask.part = fake{m.ask.part, rules.Answers{id: v}}
	cmd, _ := m.took(true)
	send(m, cmd)
	send(m, m.raise(moving))
}

func TestStepsGoForwardAndBack(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 80, 24)
	press(m, "enter", "tab", "enter")
	sees(t, m, "plain course.after")
	press(m, "shift+tab")
	sees(t, m, "plain safety.legs")
	press(m, "tab", "left")
	sees(t, m, "plain safety.legs")
	press(m, "shift+tab")
	if m.screen != atHome {
		t.Fatal("back from the first step is home")
	}
}

func TestReviewMendsAndReturns(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full()}, 80, 40)
	press(m, "enter")
	m.openReview()
	sees(t, m, "plain safety.legs", "plain none", "No answer yet")
	press(m, "down", "enter")
	sees(t, m, "plain help safety.legs")
	press(m, "tab")
	if m.screen != atReview {
		t.Fatal("mending returns to the review")
	}
	press(m, "right")
	if m.screen != atResult {
		t.Fatal("on from the review is the result")
	}
}

func TestPatientSeesNumbersOnlyWhenAsked(t *testing.T) {
	m := toResult(t, rules.Patient, full(), 100, 60)
	press(m, "2")
	sees(t, m, "!in 100", "likely")
	press(m, "n")
	sees(t, m, "in 100")
}

func TestPausingAFinding(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 120, 60)
	was := m.now.Sources[0].Probability
	press(m, "2", "enter")
	sees(t, m, "From prior to result", "LR 3", "[one]", "moderate")
	press(m, "space")
	sees(t, m, "WHAT IF", "left out")
	if m.result.whatIf == nil || m.result.whatIf.Sources[0].Probability >= was {
		t.Fatal("the finding was not left out")
	}
	press(m, "0")
	sees(t, m, "!WHAT IF")
}

func TestLadderSaysWhereOneStands(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 120, 60)
	press(m, "4")
	sees(t, m, "current rung", "pill: open now", "burning: with caution", "some against")
	press(m, "down", "enter")
	sees(t, m, "Effect", "Harms", "one trial against", "40 to 60 in 100")
	press(m, "a")
	sees(t, m, "Accepted by you")
	press(m, "x", "q", "enter")
	sees(t, m, "Set aside by you: q")
	press(m, "left")
	sees(t, m, "current rung")
}

func TestSearchFindsAndCloses(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 60, 14)
	press(m, "4", "/", "b", "u", "r", "n")
	sees(t, m, "Search: burn", "burning")
	press(m, "q")
	if m.quitting {
		t.Fatal("q in the search is a letter")
	}
	press(m, "esc")
	sees(t, m, "!Search:")
}

func TestHelpSaysWhy(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 80, 30)
	press(m, "enter", "?")
	sees(t, m, "plain why safety.legs", "Why we ask")
	press(m, "?")
	sees(t, m, "!Why we ask")
}

func TestExport(t *testing.T) {
	var got State
	m := toResult(t, rules.Clinician, full(), 80, 24)
	m.cfg.Formats = []string{"text", "html"}
	m.cfg.Export = func(format string, s State) (string, error) {
		got = s
		if format == "html" {
			return "", errors.New("disk full")
		}
		return "here.txt", nil
	}
	press(m, "s")
	sees(t, m, "Save as", "Text")
	press(m, "enter")
	sees(t, m, "Saved: here.txt")
	if len(got.Answers) != len(full()) {
		t.Fatal("the export was given other answers")
	}
	press(m, "s", "down", "enter")
	sees(t, m, "Not saved: disk full")
}

func TestAccessibleCursor(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 80, 24)
	press(m, "enter")
	if m.View().Cursor == nil {
		t.Fatal("a screen reader follows the cursor")
	}
}

func TestTooSmallSaysSo(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 39, 30)
	sees(t, m, "too small")
	for _, s := range [][2]int{{20, 5}, {30, 11}, {39, 11}} {
		m := opened(t, Config{Reader: rules.Patient}, s[0], s[1])
		fits(t, m, s[0], s[1])
	}
}

func TestASCIIShowsNothingElse(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 100, 40)
	m.cfg.ASCII = true
	*m = *opened(t, m.cfg, 100, 40)
	press(m, "enter")
	m.openResult()
	for _, k := range []string{"1", "2", "3", "4", "5", "6"} {
		press(m, k)
		if s := shown(m); strings.IndexFunc(s, func(r rune) bool { return r > 126 }) >= 0 {
			t.Errorf("tab %s has other signs:\n%s", k, s)
		}
	}
}

func TestStartingAnewForgetsOnlyWhenTold(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full()}, 80, 24)
	press(m, "down", "enter")
	sees(t, m, "Start anew?")
	if len(m.rec.answers) == 0 {
		t.Fatal("the answers are gone already")
	}
	press(m, "left")
	sees(t, m, "Go on with the answers")
	press(m, "down", "enter", "down", "enter")
	if len(m.rec.answers) != 0 || m.screen != atStep {
		t.Fatal("the answers were not forgotten")
	}
}

func TestClicks(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 100, 40)
	click := func(x, y int) { m.Update(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(14, 1)
	if m.result.tab != tabSources {
		t.Fatalf("tab %d", m.result.tab)
	}
	for y, s := range strings.Split(shown(m), "\n") {
		if strings.Contains(s, "Nerve") {
			click(4, y)
			click(4, y)
			break
		}
	}
	sees(t, m, "about nerve")
	m.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	fits(t, m, 100, 40)
}

func TestBackgroundChangesColoursOnly(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 100, 40)
	was, plain := m.View().Content, shown(m)
	m.Update(tea.BackgroundColorMsg{Color: color.Black})
	if m.View().Content == was || shown(m) != plain {
		t.Fatal("a dark background changes colours and nothing else")
	}
}
