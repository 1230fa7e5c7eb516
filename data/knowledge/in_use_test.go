package knowledge

import (
	"testing"

	"afterfusion/rules"
)

// TestWhatIsTakenAndNotSafeHasItsOwnWords: the words that keep people from beginning a
// medicine tell who takes it to stop. So every medicine that people take has words for
// those, with each of its contraindications.
func TestWhatIsTakenAndNotSafeHasItsOwnWords(t *testing.T) {
	k := Embedded()
	seen := 0
	for i := range k.Options {
		o := &k.Options[i]
		if o.Tier != "medication" || o.Tried == "" && !o.InUse.Given() {
			continue
		}
		for j := range o.Avoid {
			a := &o.Avoid[j]
			if a.Level != rules.Never {
				continue
			}
			seen++
			if a.InUse.Patient == "" || a.InUse.Clinician == "" {
				t.Errorf("%s, row %d (%s) has no words for those who take it", o.ID, j+1, a.Says.Clinician)
			}
			if rules.Forbids(a.InUse.Patient) {
				t.Errorf("%s, row %d forbids or stops what is taken: %s", o.ID, j+1, a.InUse.Patient)
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d contraindications of medicines were seen", seen)
	}
}

func TestForbids(t *testing.T) {
	for words, want := range map[string]bool{
		"If you are pregnant, do not use this now.":                     true,
		"With a very weak kidney this is not used.":                     true,
		"Stop it and call.":                                             true,
		"Ask first. Never stop suddenly.":                               false,
		"If you stop breathing in your sleep, it can slow your breath.": false,
		"Do not drive while it is new.":                                 false,
	} {
		if got := rules.Forbids(words); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}
