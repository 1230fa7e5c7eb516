package knowledge_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"afterfusion/data/sample"
	"afterfusion/rules"
)

// interviewed answers all that a clinician is asked, whole and sure, until nothing is
// left open.
func interviewed(t *testing.T, base *rules.Base, r *rand.Rand) rules.Answers {
	t.Helper()
	k := base.Knowledge()
	a := rules.Answers{}
	for range 50 {
		steps, err := base.Interview(a, rules.Asking{Reader: rules.Clinician})
		if err != nil {
			t.Fatal(err)
		}
		before := len(a)
		for _, s := range steps {
			for _, q := range s.Questions {
				if in := &k.Questions[q]; !hasAnswer(a, in.ID) {
					a[in.ID] = sure(in, r)
				}
			}
			sample.Consistent(base, a)
		}
		if len(a) == before {
			return a
		}
	}
	return a
}

func hasAnswer(a rules.Answers, id string) bool { _, ok := a[id]; return ok }

// opens are lists that open questions: all that they have is marked.
var opens = []string{"tried.any", "block.any", "exam.any", "tests.any", "tests.more"}

// sure makes up an answer that leaves nothing open.
func sure(q *rules.Question, r *rand.Rand) rules.Value {
	switch {
	case q.Kind == rules.KindNumber:
		return rules.Number(q.Range[0] + float64(r.IntN(int(q.Range[1]-q.Range[0])+1)))
	case q.Kind == rules.KindChoice:
		return rules.One(q.Choices[r.IntN(len(q.Choices))].ID)
	}
	var yes []string
	for _, c := range q.Choices {
		if c.ID != "none" && (slices.Contains(opens, q.ID) || r.IntN(4) == 0) {
			yes = append(yes, c.ID)
		}
	}
	if len(yes) == 0 {
		return rules.List("none")
	}
	return rules.List(yes...)
}

// TestNothingHangsOnWhatIsNotAsked interviews made-up people to the end. What is then
// still said to be unknown could be answered by nobody: a caution that never goes, a
// step that never opens.
func TestNothingHangsOnWhatIsNotAsked(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	r := rand.New(rand.NewPCG(3, 4))
	told := map[string]bool{}
	for range 60 {
		said := interviewed(t, base, r)
		explain, err := base.Explain(said)
		if err != nil {
			t.Fatal(err)
		}
		a, err := base.Assess(said)
		if err != nil {
			t.Fatal(err)
		}
		places(a, func(o *rules.OptionResult) {
			in := &k.Options[o.Option]
			for _, reason := range a.ReasonsOf(o) {
				if reason.Truth != rules.Unknown {
					continue
				}
				var when *rules.Condition
				switch reason.Kind {
				case rules.ByAvoid:
					when = &in.Avoid[reason.Index].When
				case rules.ByNeed:
					when = &in.Needs[reason.Index].When
				default:
					continue
				}
				for _, q := range explain.Unanswered(when) {
					if key := in.ID + " " + q; !told[key] {
						told[key] = true
						t.Errorf("%s hangs on %s, which is not asked of this person", in.ID, q)
					}
				}
			}
		})
	}
}
