package asking

import (
	"slices"
	"testing"

	"afterfusion/rules"
)

// TestQuestionsStandAlone: in a review and where an answer is to be changed a question stands
// without its page, so no two read the same.
func TestQuestionsStandAlone(t *testing.T) {
	seen := map[string]string{}
	for _, q := range published(t).Knowledge().Questions {
		words := q.Text.For(rules.Patient)
		if words == "" || !slices.Contains(q.Readers, rules.Patient) {
			continue
		}
		if other, ok := seen[words]; ok {
			t.Errorf("%s and %s both read %q", q.ID, other, words)
		}
		seen[words] = q.ID
		for _, vague := range []string{"Do you have any of these now?", "Have you noticed any of these?", "Does any of these apply to you?", "When did this start, and is it getting worse?"} {
			if words == vague {
				t.Errorf("%s does not say what it asks about: %q", q.ID, words)
			}
		}
	}
}
