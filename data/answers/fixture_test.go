package answers_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/knowledge"
	"afterfusion/data/sample"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

func embedded(t testing.TB) *rules.Base {
	t.Helper()
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// someone makes up a person; few or many answers.
func someone(t *rapid.T, base *rules.Base) rules.Answers {
	seed := rapid.Uint64().Draw(t, "seed")
	return sample.Person(base, rand.New(rand.NewPCG(seed, 1)), rapid.IntRange(0, 100).Draw(t, "share"))
}

// tiny is a knowledge with short names and a question of every kind.
func tiny(t testing.TB) *rules.Base {
	t.Helper()
	choices := func(ids ...string) []rules.Choice {
		out := make([]rules.Choice, len(ids))
		for i, id := range ids {
			out[i].ID = id
		}
		return out
	}
	base, err := rules.Compile(&rules.Knowledge{
		Sections: []rules.Section{{ID: "s"}},
		Questions: []rules.Question{
			{ID: "n", Section: "s", Kind: rules.KindNumber, Range: []float64{0, 120}, Unit: rules.Text{Patient: "years", Clinician: "years"}},
			{ID: "severity", Section: "s", Kind: rules.KindNumber, Range: []float64{0, 10}},
			{ID: "c", Section: "s", Kind: rules.KindChoice, Choices: choices("yes", "no", "rather-not-say")},
			{ID: "d", Section: "s", Kind: rules.KindChoice, Choices: choices("pos", "not-done")},
			{ID: "m", Section: "s", Kind: rules.KindChoices, Choices: choices("a", "b", "yes", "none")},
			{ID: "z", Section: "s", Kind: rules.KindZones, Choices: choices("left", "right")},
			{ID: "e", Section: "s", Kind: rules.KindChoice, Choices: choices("pos", "neg")},
		},
		Policy:  rules.Policy{SeverityWords: []rules.WordRange{{ID: "mild", Range: []float64{1, 3}}}},
		Sources: []rules.Source{{ID: "joint", Prior: []rules.Prior{{P: 0.2, Interval: []float64{0.1, 0.3}}}}},
		Options: []rules.Option{{ID: "walk", Tier: "self-care"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// leaves takes joined errors apart.
func leaves(err error) []*yamltree.Error {
	var out []*yamltree.Error
	var walk func(error)
	walk = func(err error) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				walk(e)
			}
			return
		}
		var e *yamltree.Error
		if !errors.As(err, &e) {
			e = &yamltree.Error{Problem: "not an error with a place: " + err.Error()}
		}
		out = append(out, e)
	}
	if err != nil {
		walk(err)
	}
	return out
}

// same says whether two values say the same, whatever the order of their items.
func same(a, b rules.Value) bool {
	sorted := func(s []string) []string { return slices.Sorted(slices.Values(s)) }
	return a.Unsure == b.Unsure && a.Listed == b.Listed && a.Partial == b.Partial && a.Numeric == b.Numeric && a.Lo == b.Lo && a.Hi == b.Hi &&
		slices.Equal(sorted(a.Yes), sorted(b.Yes)) && slices.Equal(sorted(a.No), sorted(b.No)) && slices.Equal(sorted(a.NotSure), sorted(b.NotSure))
}

func sameAnswers(t interface{ Errorf(string, ...any) }, got, want rules.Answers) {
	for id, v := range want {
		if w, ok := got[id]; !ok || !same(v, w) {
			t.Errorf("%s: got %+v, want %+v", id, w, v)
		}
	}
	for id := range got {
		if _, ok := want[id]; !ok {
			t.Errorf("%s was not said", id)
		}
	}
}
