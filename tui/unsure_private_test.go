package tui

import (
	"testing"

	"afterfusion/rules"
)

// calmUntil is a patient to whom all of the questions about danger but the private one were
// answered.
func calmUntil() rules.Answers {
	a := well()
	for _, id := range []string{"safety.headache", "safety.infection", "safety.clot", "safety.vascular", "safety.cancer", "safety.bone", "safety.sedation"} {
		a[id] = rules.List("none")
	}
	return a
}

// Who is not sure whether they wish to be dead reads the words for a crisis at once, like one
// who would rather not say; nothing is raised, and nobody is praised for it.
func TestNotSureOnThePrivateQuestion(t *testing.T) {
	for _, key := range []string{"u", "5"} {
		m := opened(t, Config{Base: real(t), Reader: rules.Patient, Answers: calmUntil()}, 100, 40)
		m.begin()
		m.screen = atStep
		toQuestion(t, m, "safety.self-harm")
		press(m, key)
		if m.screen != atAlert {
			t.Fatalf("%s: screen %d\n%s", key, m.screen, shown(m))
		}
		if key == "u" {
			sees(t, m, "You matter, and help is there today.", "crisis line", "!You chose not to say")
		}
		for _, f := range m.now.Triage.Flags {
			if m.know.Flags[f.Flag].BecausePrivate {
				t.Errorf("%s: raised", key)
			}
		}
		m.alert.armed = true
		press(m, "enter")
		sees(t, m, "!Well done")
		if m.screen == atPause {
			sees(t, m, "is behind you")
		}
		if m.screen == atAlert {
			t.Errorf("%s: told twice", key)
		}
	}
}

// Going back from those words leads to the private question.
func TestNotSureIsCorrected(t *testing.T) {
	m := opened(t, Config{Base: real(t), Reader: rules.Patient, Answers: calmUntil()}, 100, 40)
	m.begin()
	m.screen = atStep
	toQuestion(t, m, "safety.self-harm")
	press(m, "u")
	m.alert.armed = true
	press(m, "left")
	if m.screen != atStep || m.ask.part.Hand() != "safety.self-harm" {
		t.Errorf("screen %d", m.screen)
	}
}
