package knowledge_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"afterfusion/data/sample"
	"afterfusion/rules"
)

// interviewed answers all that a reader is asked, whole and sure, until nothing is left
// open.
func interviewed(t *testing.T, base *rules.Base, reader rules.Reader, r *rand.Rand) rules.Answers {
	t.Helper()
	k := base.Knowledge()
	a := rules.Answers{}
	for range 50 {
		steps, err := base.Interview(a, rules.Asking{Reader: reader})
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

// opens are lists of what was looked at: what was not is not known, so all is marked.
var opens = []string{"exam.any", "tests.any", "tests.more"}

// sure makes up an answer that leaves nothing open.
func sure(q *rules.Question, r *rand.Rand) rules.Value {
	switch {
	case q.ID == "tests.told-by": // what was only told counts as unknown
		return rules.One("report")
	case q.Kind == rules.KindNumber:
		return rules.Number(q.Range[0] + float64(r.IntN(int(q.Range[1]-q.Range[0])+1)))
	case q.Kind == rules.KindChoice:
		return rules.One(q.Choices[r.IntN(len(q.Choices))].ID)
	}
	var yes []string
	rest := q.Choices[0].ID
	for _, c := range q.Choices {
		switch {
		case c.ID == "none":
			rest = c.ID
		case slices.Contains(opens, q.ID) || r.IntN(4) == 0:
			yes = append(yes, c.ID)
		}
	}
	if len(yes) == 0 {
		return rules.List(rest)
	}
	return rules.List(yes...)
}

// TestNothingHangsOnWhatIsNotAsked interviews made-up people to the end. What is then
// still said to be unknown could be answered by nobody: a caution that never goes, a
// step that never opens. What only a clinician can find is no fault in a patient's.
func TestNothingHangsOnWhatIsNotAsked(t *testing.T) {
	base := embedded(t)
	r := rand.New(rand.NewPCG(3, 4))
	told := map[string]bool{}
	for range 60 {
		for _, reader := range []rules.Reader{rules.Clinician, rules.Patient} {
			for _, x := range hanging(t, base, interviewed(t, base, reader, r)) {
				q, _ := base.Question(x[1])
				if key := x[0] + " hangs on " + x[1]; !told[key] && slices.Contains(q.Readers, reader) {
					told[key] = true
					t.Errorf("%s, which is not asked of this %s", key, reader)
				}
			}
		}
	}
}

// hanging are the options with the questions that their cautions, contraindications
// and prerequisites still want to know of somebody.
func hanging(t *testing.T, base *rules.Base, said rules.Answers) (out [][2]string) {
	t.Helper()
	k := base.Knowledge()
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
			var when *rules.Condition
			switch {
			case reason.Truth != rules.Unknown:
				continue
			case reason.Kind == rules.ByAvoid:
				when = &in.Avoid[reason.Index].When
			case reason.Kind == rules.ByNeed:
				when = &in.Needs[reason.Index].When
			default:
				continue
			}
			for _, q := range explain.Unanswered(when) {
				out = append(out, [2]string{in.ID, q})
			}
		}
	})
	return out
}
