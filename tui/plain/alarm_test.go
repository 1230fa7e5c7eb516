package plain

import (
	"strings"
	"testing"

	"afterfusion/rules"
)

// In small, weakness is an emergency whatever else is said; numbness only where it
// is new, which is asked next.
func TestEmergencyIsSaidAtOnce(t *testing.T) {
	b := compile(t, small())
	const alarm, waiting = "STOP AND READ THIS FIRST\nGet help now.\n  ! Go to the hospital.\n", "The next questions tell how soon"
	tests := []struct {
		name          string
		lines         []string
		before, after string // what the alarm stands between
		waits         bool
	}{
		{"at once", after(4, "2"), "n if none", "Ask safety.onset?", false},
		{"at once, in the row", after(4, "y", "n", "y"), "2 of 3", "3 of 3", false},
		{"on the next answer", after(4, "1", "1"), "Ask safety.onset?", "Ask safety.mood?", true},
		{"when the next question is left open", after(4, "1", ""), "Ask safety.onset?", "Ask safety.mood?", true},
		{"when the next question is not known", after(4, "1", "u"), "Ask safety.onset?", "Ask safety.mood?", true},
		{"after the row", after(4, "y", "y", "n", "n", "1"), "Ask safety.onset?", "Ask safety.mood?", true},
		{"when the section is left out", after(4, "1", "skip"), "Ask safety.onset?", "Ask pain.zones?", true},
		{"before the result", after(4, "1", "done"), "Ask safety.onset?", "", true},
		{"before leaving", after(4, "1", "quit"), "Ask safety.onset?", "", true},
		{"at the end of the input", after(4, "1"), "Ask safety.onset?", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := hold(Config{Base: b, Reader: rules.Patient}, tt.lines...)
			before, at, after := strings.LastIndex(got.prompts, tt.before), strings.Index(got.prompts, alarm), strings.LastIndex(got.prompts, tt.after)
			if before < 0 || at < before || tt.after != "" && after < at {
				t.Errorf("said at %d, not between %d and %d:\n%s", at, before, after, got.prompts)
			}
			if n := strings.Count(got.prompts, "STOP AND READ"); n != 1 {
				t.Errorf("said %d times", n)
			}
			if tt.waits != strings.Contains(got.prompts, waiting) {
				t.Errorf("that more is to be known, want %v:\n%s", tt.waits, got.prompts)
			}
		})
	}
}

func TestEmergencyThatIsNone(t *testing.T) {
	b := compile(t, small())
	old := hold(Config{Base: b, Reader: rules.Patient}, after(4, "1", "2")...)
	if strings.Contains(old.prompts, "STOP AND READ") {
		t.Errorf("old numbness is told as an emergency:\n%s", old.prompts)
	}
	less := hold(Config{Base: b, Reader: rules.Patient}, after(4, "1", "1", "b", "2")...)
	if !strings.Contains(less.prompts, "Nerve in danger: by your answers now this counts as:") {
		t.Errorf("that it is less is not said:\n%s", less.prompts)
	}
	none := hold(Config{Base: b, Reader: rules.Patient}, after(4, "2", "b", "n")...)
	if !strings.Contains(none.prompts, "by your answers now this is no longer raised") {
		t.Errorf("that it is gone is not said:\n%s", none.prompts)
	}
	saved := hold(Config{Base: b, Reader: rules.Patient, Answers: rules.Answers{"safety.legs": rules.List("numb")}})
	if !strings.Contains(saved.prompts, "STOP AND READ") {
		t.Errorf("not said for answers that were there:\n%s", saved.prompts)
	}
	if !strings.Contains(saved.out, "!!! DO THIS FIRST\nGet help now.") {
		t.Errorf("the result begins:\n%s", saved.out)
	}
}

func TestPrivateAnswers(t *testing.T) {
	b := compile(t, small())
	got := hold(Config{Base: b, Reader: rules.Patient}, after(5, "2", "review")...)
	if !strings.Contains(got.prompts, "You matter.") {
		t.Errorf("no help is offered at once:\n%s", got.prompts)
	}
	if !strings.Contains(got.prompts, "Ask safety.mood? answered (private)") {
		t.Errorf("the review tells it:\n%s", got.prompts)
	}
	if strings.Contains(got.out, "You matter") || strings.Contains(got.out, "Dark thoughts") || !strings.Contains(got.out, "private") {
		t.Errorf("the result:\n%s", got.out)
	}
	if got := hold(Config{Base: b, Reader: rules.Patient}, after(5, "3")...); !strings.Contains(got.prompts, "Help is there today.") {
		t.Errorf("the notice is not said:\n%s", got.prompts)
	}
}
