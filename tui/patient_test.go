package tui

import (
	"strings"
	"testing"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// well is a person three years after the operation who was asked all that comes before the
// wound and fever.
func well() rules.Answers {
	return rules.Answers{"health.age": rules.Number(58), "surgery.months-since": rules.Number(36), "health.sex": rules.One("male"),
		"safety.last-operation": rules.One("longer"), "safety.last-needle": rules.One("longer"), "health.blood-thinner": rules.One("no"),
		"health.devices": rules.List("none"), "safety.infection-risk": rules.List("none"), "safety.bladder-bowel": rules.List("none"),
		"safety.weakness": rules.One("none"), "safety.both-legs": rules.One("no"), "safety.cord": rules.List("none")}
}

// TestFeverAloneFrightensNobody: a fever is an emergency only with what the lines below ask,
// so it is told when they are answered or left; with one of them it is told at once.
func TestFeverAloneFrightensNobody(t *testing.T) {
	tests := []struct {
		name      string
		keys      []string
		see, hide string
	}{
		{"while the lines below are open", []string{"y"}, "What you said can matter.", "Get help now"},
		{"in the middle of the second list", []string{"y", "n", "n", "n", "n", "n", "n"}, "What you said can matter.", "Get help now"},
		{"when all are answered", []string{"y", "n", "n", "n", "n", "n", "n", "n", "n", "n", "n", "n"}, "Talk to a doctor today", "Get help now"},
		{"when they are left open", []string{"y", "tab"}, "Get help now", "What you said can matter."},
		{"with a wound that leaks", []string{"y", "n", "y"}, "Get help now", "What you said can matter."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := opened(t, Config{Base: real(t), Reader: rules.Patient, Answers: well()}, 100, 40)
			press(m, "enter")
			for _, key := range tt.keys {
				m.ask.unread = false // as after a moment
				press(m, key)
			}
			sees(t, m, tt.see, "!"+tt.hide)
		})
	}
}

// TestPauseTellsTheTruth: that one can come back is said only where the answers are kept.
func TestPauseTellsTheTruth(t *testing.T) {
	for _, tt := range []struct {
		cfg  Config
		want []string
	}{
		{Config{Reader: rules.Patient, Saver: &notes{}}, []string{"come back another day", "!gone once you stop"}},
		{Config{Reader: rules.Patient, Saver: &notes{}, Private: true}, []string{"gone once you stop", "!come back another day"}},
	} {
		m := opened(t, tt.cfg, 100, 30)
		press(m, "enter")
		answer(m, "safety.legs", rules.List("none"))
		press(m, "tab")
		if m.screen != atPause {
			t.Fatalf("screen %d", m.screen)
		}
		sees(t, m, tt.want...)
	}
}

// TestNoCauseStandsOut: where all is told and nothing stands out, that is said, and nothing is
// announced that does not follow.
func TestNoCauseStandsOut(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full()}, 100, 40)
	for reader, says := range map[rules.Reader]string{rules.Patient: "No one cause stands out", rules.Clinician: "none stands out from its prior"} {
		m.reader = reader
		w := &writer{look: &m.look, width: 100}
		m.missing(w, &report.Document{})
		s := ""
		for _, r := range w.rows {
			s += r.text + "\n"
		}
		if !strings.Contains(s, says) || strings.Contains(s, "help to know") || strings.Contains(s, "Missing:") {
			t.Errorf("%s: %s", reader, s)
		}
	}
}

// What removes the kept answers is said in full, also that a saved result and q do.
func TestKeepingIsToldInFull(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Saver: &notes{}, Kept: "/there"}, 100, 40)
	for _, want := range []string{"/there", "start anew", "forget them", "save your result and then leave with q"} {
		if !strings.Contains(m.keepsWords(), want) {
			t.Errorf("%q is not in %q", want, m.keepsWords())
		}
	}
	press(m, "?")
	sees(t, m, "leave with q")
}

// The figures that a patient asks for have their unit.
func TestFiguresHaveTheirUnit(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full()}, 100, 40)
	m.result.numbers = true
	for _, s := range m.document().Sources {
		if words := m.sourceWords(&s); !strings.Contains(words, " in 100 (") {
			t.Errorf("%q", words)
		}
	}
}
