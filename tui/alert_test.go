package tui

import (
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
