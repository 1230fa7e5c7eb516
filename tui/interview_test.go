package tui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// with opens an app over the small knowledge, altered.
func with(t *testing.T, cfg Config, alter func(*rules.Knowledge), width, height int) *app {
	t.Helper()
	k := small()
	alter(k)
	b, err := rules.Compile(k)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Base = b
	return opened(t, cfg, width, height)
}

func TestGoingOnEndsInTheReview(t *testing.T) {
	m := opened(t, Config{Reader: rules.Clinician}, 100, 30)
	press(m, "enter", "right")
	for range 20 {
		if m.screen != atStep {
			break
		}
		press(m, "tab")
	}
	if m.screen != atReview {
		t.Fatalf("screen %d", m.screen)
	}
	press(m, "left")
	sees(t, m, "exam.press")
}

func TestFollowUpsComeBackAtTheEndOfTheSection(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 100, 30)
	press(m, "enter", "tab", "enter")
	sees(t, m, "course.after")
	answer(m, "course.after", rules.One("better"))
	press(m, "tab", "enter")
	if got := m.know.Questions[m.ask.asked[0]].ID; got != "pain.zones" && got != "pain.how" {
		t.Fatalf("asked %s", got)
	}
	seen := map[string]bool{}
	for range 10 {
		if m.screen != atStep {
			break
		}
		seen[m.know.Questions[m.ask.asked[0]].ID] = true
		press(m, "tab")
	}
	if !seen["pain.how"] {
		t.Fatalf("the follow-up was never asked: %v", seen)
	}
}

func TestGoingOnWithKeptAnswersOpensTheFirstOpenStep(t *testing.T) {
	a := full()
	delete(a, "pain.lead")
	m := opened(t, Config{Reader: rules.Patient, Answers: a}, 100, 30)
	press(m, "enter")
	sees(t, m, "plain pain.lead")
	press(m, "shift+tab")
	sees(t, m, "!plain help pain.lead")
}

func TestQuickFollowsItsOwnOrder(t *testing.T) {
	m := with(t, Config{Reader: rules.Clinician, Quick: true}, func(k *rules.Knowledge) {
		for i := range k.Questions {
			k.Questions[i].Quick = 0
			switch k.Questions[i].ID {
			case "safety.legs":
				k.Questions[i].Quick = 2
			case "pain.lead":
				k.Questions[i].Quick = 1
			}
		}
	}, 100, 30)
	press(m, "enter")
	sees(t, m, "1 of 2", "help pain.lead")
	press(m, "tab")
	sees(t, m, "2 of 2", "help safety.legs")
	press(m, "tab")
	if m.screen != atReview {
		t.Fatal("after the last quick screen comes the review")
	}
}

func TestHalfTypedNumberIsPointedOutOnceAndNeverInTheWay(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: rules.Answers{"safety.legs": rules.List("none"), "course.after": rules.One("never"),
		"pain.zones": rules.List("left"), "pain.lead": rules.One("back")}}, 100, 30)
	press(m, "enter")
	sees(t, m, "months of pain")
	press(m, "9", "9", "9", "9", "tab")
	sees(t, m, "months of pain")
	press(m, "tab")
	sees(t, m, "!plain months of pain")
	press(m, "shift+tab", "9", "9", "9", "9", "shift+tab")
	sees(t, m, "!plain months of pain")
}

func TestUrgentStopsPatientsOnce(t *testing.T) {
	weak := rules.Answers{"safety.onset": rules.One("stable")}
	m := opened(t, Config{Reader: rules.Patient, Answers: weak}, 100, 30)
	press(m, "enter")
	answer(m, "safety.legs", rules.List("weak"))
	if m.now.Triage.Level != rules.Emergency && m.now.Triage.Level != rules.Urgent {
		t.Skip("the small knowledge has no urgent case")
	}
	if m.screen != atAlert {
		t.Fatal("a patient must see it at once")
	}
}

func TestPrivateDangerIsToldInWordsOfItsOwn(t *testing.T) {
	m := with(t, Config{Reader: rules.Patient}, func(k *rules.Knowledge) {
		k.Flags[0].BecausePrivate = true
		k.Policy.Crisis = both("you matter")
	}, 100, 30)
	press(m, "enter")
	answer(m, "safety.legs", rules.List("numb"))
	sees(t, m, "you matter", "!get help now. Call", "!You said")
}

func TestPrivateNoticeIsShownAtOnce(t *testing.T) {
	m := with(t, Config{Reader: rules.Patient}, func(k *rules.Knowledge) {
		k.Flags[0].BecausePrivate = true
		k.Flags[0].Notice = rules.Line{When: is("course.after", "never"), Says: both("help is there")}
	}, 100, 30)
	press(m, "enter", "tab", "enter")
	answer(m, "course.after", rules.One("never"))
	sees(t, m, "help is there", "Go on with the questions")
}

func TestOutOfScopeIsSaidFirst(t *testing.T) {
	m := with(t, Config{Reader: rules.Clinician, Answers: full(), Suspicion: waived}, func(k *rules.Knowledge) {
		k.Policy.Scope = []rules.Exclusion{{When: is("pain.lead", "back"), Says: both("not made for this")}}
	}, 100, 30)
	press(m, "enter")
	m.openResult()
	sees(t, m, "not made for this")
	press(m, "4")
	sees(t, m, "not made for this", "!rung")
}

func TestCandidacyIsToldMetOrNot(t *testing.T) {
	m := with(t, Config{Reader: rules.Clinician, Answers: full(), Suspicion: waived}, func(k *rules.Knowledge) {
		k.Options[0].Candidacy = []rules.Criterion{{ID: "a", Says: both("presses"), When: is("exam.press", "positive")},
			{ID: "b", Says: both("sudden"), When: is("pain.how", "sudden")}, {ID: "c", Says: both("pill helped"), When: is("tried.pill", "helped-some")}}
	}, 100, 60)
	press(m, "enter")
	m.openResult()
	m.result.open(leaf{kind: pageOption, id: "burn"})
	sees(t, m, "presses: met", "sudden: not met", "pill helped: not known")
}

func TestCopyUsesTheClipboardOfTheTerminal(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 100, 30)
	_, cmd := m.Update(keyNamed("c"))
	if cmd == nil || cmd() == nil {
		t.Fatal("nothing was copied")
	}
	sees(t, m, "Copied")
}

func TestChangeSinceTheLastAnswerIsShown(t *testing.T) {
	a := full()
	delete(a, "exam.press")
	m := opened(t, Config{Reader: rules.Clinician, Answers: a, Suspicion: waived}, 140, 40)
	press(m, "enter")
	i := slices.IndexFunc(m.ask.steps, func(s rules.StepState) bool { return m.know.Questions[s.Questions[0]].ID == "exam.press" })
	m.openStep(i)
	answer(m, "exam.press", rules.One("positive"))
	sees(t, m, "+2")
}

func TestMouseIsOnForDrawingsOnly(t *testing.T) {
	m := at(t, Config{Reader: rules.Clinician, Answers: full(), Suspicion: waived}, "drawing", 100, 30)
	if m.View().MouseMode != tea.MouseModeCellMotion {
		t.Fatal("the drawing takes clicks")
	}
	m = toResult(t, rules.Clinician, full(), 100, 30)
	if m.View().MouseMode != tea.MouseModeNone {
		t.Fatal("elsewhere the terminal selects text")
	}
	press(m, "ctrl+o")
	if m.View().MouseMode != tea.MouseModeCellMotion {
		t.Fatal("a key turns the mouse on")
	}
}
