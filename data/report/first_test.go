package report

import (
	"strings"
	"testing"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

// TestWhatIsOnPaperIsNotThoughtAbout: what was operated on a person finds out, not feels.
func TestWhatIsOnPaperIsNotThoughtAbout(t *testing.T) {
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	b := builder{k: base.Knowledge(), base: base, a: &rules.Assessment{}}
	for id, says := range map[string][2]string{
		"surgery.adjacent-laminectomy": {"Find this out first: ", " Your doctor or your papers from the hospital can tell."},
		"pain.morning-stiffness":       {"Think about this first: ", "?"},
	} {
		got := b.firstSays(&First{Questions: []string{id}, Source: "facet-joint"}, rules.Patient)
		if !strings.HasPrefix(got, says[0]) || !strings.HasSuffix(got, says[1]) {
			t.Errorf("%s: %q", id, got)
		}
	}
}
