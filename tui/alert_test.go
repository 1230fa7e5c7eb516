package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/rules"
)

// The key for safety opens what was raised at any level, the gravest first.
func TestSafetyKeyShowsAllDangers(t *testing.T) {
	for _, reader := range readers {
		a := well()
		a["safety.cancer"] = rules.List("weight-loss")
		m := opened(t, Config{Base: real(t), Reader: reader, Suspicion: waived, Answers: a}, 80, 40)
		m.begin()
		if m.level() != rules.Soon {
			t.Fatalf("level %s", m.level())
		}
		m.screen = atStep
		toQuestion(t, m, "safety.vascular")
		hand := m.ask.part.Hand()
		press(m, "!")
		if m.screen != atAlert {
			t.Fatalf("screen %d", m.screen)
		}
		flags := m.alertFlags()
		if len(flags) != len(m.now.Triage.Flags) || len(flags) == 0 {
			t.Fatalf("%d of %d", len(flags), len(m.now.Triage.Flags))
		}
		sees(t, m, strings.Fields(flags[0].Do)[0], strings.Fields(flags[0].Why)[0], "!Please read this")
		m.alert.armed = true
		press(m, "left")
		if m.screen != atStep || m.ask.part.Hand() != hand {
			t.Errorf("%s: back leads to screen %d", reader, m.screen)
		}
	}
	a := well()
	a["safety.cancer"] = rules.List("weight-loss")
	a["safety.weakness"] = rules.One("severe")
	m := opened(t, Config{Base: real(t), Reader: rules.Clinician, Suspicion: waived, Answers: a}, 80, 40)
	last := rules.Emergency
	for _, f := range m.alertFlags() {
		if levelOf(f) > last {
			t.Errorf("%s stands behind %s", f.Level, last)
		}
		last = levelOf(f)
	}
}

// In an emergency the review offers a patient nothing but what to do, and Enter on the warning
// does not lead away from it.
func TestEmergencyReviewLeadsNowhereElse(t *testing.T) {
	a := well()
	a["safety.bladder-bowel"], a["safety.bladder-bowel-onset"] = rules.List("hard-to-pass-urine"), rules.One("under-14-days")
	m := opened(t, Config{Base: real(t), Reader: rules.Patient, Answers: a, Export: func(string, State) (string, error) { return "", nil }}, 80, 24)
	m.begin()
	if !m.blocked() {
		t.Fatalf("level %s", m.level())
	}
	if first := m.alertActions()[0].id; first != actSave {
		t.Errorf("chosen before: %s", first)
	}
	m.openReview()
	sees(t, m, "See what to do now", "what to do", "!what it may mean", "!more questions")
	press(m, "enter")
	if m.screen != atAlert {
		t.Errorf("screen %d", m.screen)
	}
}

// The banner fits its window, says how to read more, and names to no patient a diagnosis.
func TestBannerFits(t *testing.T) {
	sure, unsure := well(), well()
	sure["safety.bladder-bowel"], sure["safety.bladder-bowel-onset"] = rules.List("hard-to-pass-urine"), rules.One("under-14-days")
	unsure["safety.bladder-bowel"] = rules.Unsure()
	soon := well()
	soon["safety.cancer"] = rules.List("weight-loss")
	for name, a := range map[string]rules.Answers{"sure": sure, "unsure": unsure, "soon": soon} {
		for _, width := range []int{40, 80} {
			for _, reader := range readers {
				m := opened(t, Config{Base: real(t), Reader: reader, Suspicion: waived, Answers: a}, width, 24)
				m.begin()
				m.screen = atStep
				toQuestion(t, m, "safety.vascular")
				m.alert.known = map[int]rules.Level{}
				m.alert.waits = nil
				b := m.banner()
				if wide(b) > width || !strings.Contains(b, "ress !") {
					t.Errorf("%s, %s, %d: %q has %d cells", name, reader, width, b, wide(b))
				}
				sees(t, m, strings.TrimLeft(b, "! "))
				if flag := m.text(m.know.Flags[m.now.Triage.Flags[0].Flag].Name); reader == rules.Patient && strings.Contains(b, flag) {
					t.Errorf("%s: %q names %s", name, b, flag)
				}
				if reader == rules.Clinician && strings.Contains(b, "not sure") != (name == "unsure") {
					t.Errorf("%s: %q", name, ansi.Strip(b))
				}
			}
		}
	}
}

// All that is known of danger can be looked at in the middle of the questions: nothing but
// that is shown, the way back is named first, and it leads to where one was.
func TestVisitToSafety(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		m := opened(t, Config{Base: real(t), Reader: rules.Patient, Answers: well(), Saver: &notes{}}, size[0], size[1])
		m.begin()
		m.screen = atStep
		toQuestion(t, m, "safety.weakness")
		press(m, "2")
		if m.screen != atAlert {
			m.showAlert()
		}
		at := m.ask.steps[m.ask.at].Step
		m.act(actSafety)
		sees(t, m, map[bool]string{true: "← questions", false: "← back to the questions"}[size[0] < 60], "[Safety]", "!Causes", "!Steps", "!Summary")
		press(m, "1", "f", "/", "o", "right")
		if m.screen != atResult || m.result.tab != tabSafety || m.result.typing.what != nothing {
			t.Fatalf("led on to screen %d, tab %d", m.screen, m.result.tab)
		}
		m.filed = m.sequence
		if m.finished() {
			t.Error("a visit finishes the interview")
		}
		open := slices.IndexFunc(m.laid(m.result.leaf(), m.width).targets, func(t target) bool { return t.do == "mend" })
		m.follow(m.laid(m.result.leaf(), m.width).targets[open])
		if m.screen != atStep {
			t.Fatal("an open question of the page is not asked")
		}
		press(m, "shift+tab")
		if m.screen == atResult {
			press(m, "left")
		}
		if m.screen != atStep || m.ask.steps[m.ask.at].Step != at {
			t.Errorf("%v: back leads to screen %d, step %d, not %d", size, m.screen, m.ask.steps[m.ask.at].Step, at)
		}
	}
}

// Before it is said that this is the same person, no window tells what was found.
func TestNothingIsToldOfAnother(t *testing.T) {
	a := well()
	a["safety.bladder-bowel"], a["safety.bladder-bowel-onset"] = rules.List("hard-to-pass-urine"), rules.One("under-14-days")
	for _, size := range [][2]int{{30, 8}, {40, 12}, {80, 24}} {
		m := opened(t, Config{Base: real(t), Reader: rules.Patient, ReaderKept: true, Answers: a, Found: "Answers were kept."}, size[0], size[1])
		sees(t, m, "!et help now", "!!!")
		press(m, "?")
		if !m.small() && m.screen != atHow {
			t.Fatalf("screen %d", m.screen)
		}
		sees(t, m, "!et help now", "!!!")
	}
}
