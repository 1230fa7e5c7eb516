package knowledge

import (
	"reflect"
	"slices"
	"testing"

	"afterfusion/rules"
)

// TestGates: a gate only decides what is asked. What was answered without it stays
// listed, also when the gate says that it was not done, and means the same.
func TestGates(t *testing.T) {
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		gate, id string
		open     rules.Value
		is       rules.Value
	}{
		{"exam.any", "exam.slr", rules.List("nerves"), rules.One("positive")},
		{"exam.any", "exam.perianal", rules.List("signs"), rules.One("reduced")},
		{"tests.more", "labs.crp", rules.List("labs"), rules.One("raised")},
		{"scores.any", "scores.csi", rules.List("csi"), rules.Number(50)},
	} {
		given := rules.Answers{c.id: c.is}
		if !isAsked(t, base, given, c.id) || !isAsked(t, base, rules.Answers{c.id: c.is, c.gate: rules.List("none")}, c.id) {
			t.Errorf("%s is not listed although it has an answer", c.id)
		}
		if isAsked(t, base, rules.Answers{}, c.id) || !isAsked(t, base, rules.Answers{c.gate: c.open}, c.id) {
			t.Errorf("%s is not asked just where %s opens it", c.id, c.gate)
		}
		without, err1 := base.Assess(given)
		with, err2 := base.Assess(rules.Answers{c.id: c.is, c.gate: c.open})
		if err1 != nil || err2 != nil || !reflect.DeepEqual(without.Sources, with.Sources) || !reflect.DeepEqual(without.Ladders, with.Ladders) {
			t.Errorf("%s changes what %s means", c.gate, c.id)
		}
	}
}

func isAsked(t *testing.T, base *rules.Base, a rules.Answers, id string) bool {
	t.Helper()
	steps, err := base.Interview(a, rules.Asking{Reader: rules.Clinician})
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(steps, func(s rules.StepState) bool {
		return slices.ContainsFunc(s.Questions, func(q int) bool { return base.Knowledge().Questions[q].ID == id })
	})
}

// TestTwelveQuickScreens: the quick interview has twelve screens for either reader.
func TestTwelveQuickScreens(t *testing.T) {
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		steps, err := base.Interview(nil, rules.Asking{Reader: reader, Quick: true})
		if err != nil || len(steps) != 12 {
			t.Errorf("%s: %d screens, %v", reader, len(steps), err)
		}
		for i, s := range steps {
			if n := base.Steps()[s.Step].Quick; n != i+1 || s.Skipped {
				t.Errorf("%s: screen %d has number %d and is skipped: %v", reader, i+1, n, s.Skipped)
			}
		}
	}
}
