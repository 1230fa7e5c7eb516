package asking

import "testing"

// TestExamplesArePlausible: a range that is offered as an example is one that people have.
func TestExamplesArePlausible(t *testing.T) {
	base := published(t)
	for id, want := range map[string]string{"surgery.levels": "2-3", "surgery.months-since": "6-12", "health.age": "", "pain.severity": "4-6"} {
		q, ok := base.Question(id)
		if !ok {
			t.Fatal(id)
		}
		if got := Example(q); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
