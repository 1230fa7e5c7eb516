package tui

import (
	"testing"

	"afterfusion/rules"
)

// basics are the answers that stand before the questions about danger.
func basics() rules.Answers {
	return rules.Answers{"health.age": rules.Number(72), "health.sex": rules.One("female"), "surgery.months-since": rules.Number(120),
		"safety.last-needle": rules.One("longer"), "health.blood-thinner": rules.One("no"), "health.devices": rules.List("none"),
		"safety.infection-risk": rules.List("none")}
}

// Whoever was cut off in the middle of a list of warning signs comes back to it: one line
// answered says nothing of the others, and they count as open until then.
func TestHalfAListOfWarningSignsIsOpen(t *testing.T) {
	for _, reader := range readers {
		a := basics()
		a["safety.bladder-bowel"] = rules.Map(nil, []string{"hard-to-pass-urine"}, nil)
		m := opened(t, Config{Base: real(t), Reader: reader, Suspicion: waived, Answers: a}, 140, 40)
		press(m, "enter")
		if hand := m.ask.part.Hand(); hand != "safety.bladder-bowel" {
			t.Fatalf("%s: went on at %s", reader, hand)
		}
		sees(t, m, "0/13")
		waits := m.liveWaits()
		press(m, "tab")
		sees(t, m, "4 lines are left open")
		press(m, "shift+tab")
		m.View() // what was not on the screen is not answered
		press(m, "N")
		if sees(t, m, "1/13"); m.liveWaits() != waits-1 {
			t.Errorf("%s: %d questions keep the differential hidden, %d before", reader, m.liveWaits(), waits)
		}
	}
}
