package plain

import (
	"regexp"
	"strings"
	"testing"

	"afterfusion/rules"
)

// TestQuickGoesThroughItsSteps: the quick interview is asked in the order of its screens, each
// told once, and what is best answered alone comes last.
func TestQuickGoesThroughItsSteps(t *testing.T) {
	b := real(t)
	private, _ := b.Question("safety.self-harm")
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		for name, lines := range map[string][]string{"left open": enters(150), "not sure": strings.Split(strings.Repeat("u ", 150), " ")} {
			got := hold(Config{Base: b, Reader: reader, Quick: true}, lines...)
			var steps []string
			for _, m := range regexp.MustCompile(`(?m)^(Step|Section) (\d+ of \d+)`).FindAllStringSubmatch(got.prompts, -1) {
				steps = append(steps, m[2])
			}
			want := "1 of 12, 2 of 12, 3 of 12, 4 of 12, 5 of 12, 6 of 12, 7 of 12, 8 of 12, 9 of 12, 10 of 12, 11 of 12, 12 of 12"
			if s := strings.Join(steps, ", "); s != want {
				t.Errorf("%s, %s: steps %s", reader, name, s)
			}
			for _, picture := range []string{"mark the bar", "with w the worst", "w marks", "Mark every place", "Pain drawing"} {
				if strings.Contains(flat(got.prompts), picture) {
					t.Errorf("%s, %s: %q is said where nothing is drawn", reader, name, picture)
				}
			}
			before, after, _ := strings.Cut(flat(got.prompts), "Step 12 of 12")
			if words := private.Text.For(reader); strings.Contains(before, words) || !strings.Contains(after, words) {
				t.Errorf("%s, %s: the private question is not in the last step", reader, name)
			}
		}
	}
}
