package sample_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/knowledge"
	"afterfusion/data/sample"
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

func chooser(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// sound checks that a value is one that its question offers.
func sound(t interface{ Errorf(string, ...any) }, q *rules.Question, v rules.Value) {
	if v.Unsure {
		return
	}
	if v.Numeric != (q.Kind == rules.KindNumber) {
		t.Errorf("%s is a %s: %+v", q.ID, q.Kind, v)
	}
	scale := math.Pow(10, float64(q.Decimals))
	for _, x := range []float64{v.Lo, v.Hi} {
		if v.Numeric && (x < q.Range[0] || x > q.Range[1] || math.Abs(x*scale-math.Round(x*scale)) > 1e-6) {
			t.Errorf("%s: %v is not within %v to %d decimals", q.ID, x, q.Range, q.Decimals)
		}
	}
	seen := map[string]bool{}
	for _, id := range slices.Concat(v.Yes, v.No, v.NotSure) {
		if seen[id] || !slices.ContainsFunc(q.Choices, func(c rules.Choice) bool { return c.ID == id }) {
			t.Errorf("%s: %q is given twice or not offered", q.ID, id)
		}
		seen[id] = true
	}
	if !v.Numeric && len(seen) == 0 && !v.Partial {
		t.Errorf("%s: an answer that says nothing", q.ID)
	}
}

func TestPersonIsPermitted(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := sample.Person(base, chooser(rapid.Uint64().Draw(t, "seed")), rapid.IntRange(0, 100).Draw(t, "share"))
		if err := base.Check(a); err != nil {
			t.Fatal(err)
		}
		for id, v := range a {
			q, ok := base.Question(id)
			if !ok {
				t.Fatalf("there is no question %s", id)
			}
			sound(t, q, v)
		}
	})
}

func TestFullAnswersEverything(t *testing.T) {
	base := embedded(t)
	for seed := range uint64(50) {
		a := sample.Full(base, chooser(seed))
		if err := base.Check(a); err != nil {
			t.Fatal(err)
		}
		for id, v := range a {
			if v.Unsure || v.Partial || len(v.NotSure) > 0 {
				t.Errorf("%s is not known", id)
			}
		}
		// What contradicts is dropped, and nothing more: the ends of the fusion, the
		// answers that follow from others.
		if n := len(base.QuestionIDs()); len(a) < n-12 {
			t.Errorf("only %d of %d questions are answered", len(a), n)
		}
	}
}

func TestShares(t *testing.T) {
	base := embedded(t)
	n := len(base.QuestionIDs())
	for _, c := range []struct{ share, least, most int }{{0, 0, 0}, {10, 5, 15}, {50, 40, 60}, {100, 96, 100}} {
		said := 0
		for seed := range uint64(20) {
			said += len(sample.Person(base, chooser(seed), c.share))
		}
		if got := 100 * said / (20 * n); got < c.least || got > c.most {
			t.Errorf("share %d gives %d in 100", c.share, got)
		}
	}
}

func TestSameSeedSamePerson(t *testing.T) {
	base := embedded(t)
	for seed := range uint64(20) {
		if x, y := sample.Person(base, chooser(seed), 50), sample.Person(base, chooser(seed), 50); !reflect.DeepEqual(x, y) {
			t.Fatalf("seed %d gives two people", seed)
		}
	}
	if reflect.DeepEqual(sample.Person(base, chooser(1), 50), sample.Person(base, chooser(2), 50)) {
		t.Error("two seeds give one person")
	}
}

// Every form that an answer can take occurs, or tests that draw on people miss it.
func TestEveryFormOccurs(t *testing.T) {
	base := embedded(t)
	forms := map[string]int{}
	levels := map[rules.Level]int{}
	chosen := map[string]bool{}
	for seed := range uint64(600) {
		a := sample.Person(base, chooser(seed), int(seed)%101)
		for id, v := range a {
			q, _ := base.Question(id)
			switch {
			case v.Unsure:
				forms["unsure"]++
			case v.Numeric && v.Lo == v.Hi:
				forms["number"]++
			case v.Numeric:
				forms["range"]++
			case q.Kind == rules.KindChoice:
				forms["choice"]++
				chosen[id+"="+v.Yes[0]] = true
			case v.Partial:
				forms[q.Kind+" partial"]++
			case v.Listed && v.Yes[0] == "none":
				forms[q.Kind+" none"]++
			case v.Listed:
				forms[q.Kind+" list"]++
			default:
				forms[q.Kind+" table"]++
			}
		}
		got, err := base.Assess(a)
		if err != nil {
			t.Fatal(err)
		}
		levels[got.Triage.Level]++
	}
	for _, f := range []string{"unsure", "number", "range", "choice", "choices partial", "choices none", "choices list", "choices table", "zones partial", "zones list", "zones table"} {
		if forms[f] < 20 {
			t.Errorf("%s occurs %d times", f, forms[f])
		}
	}
	for l, least := range map[rules.Level]int{rules.Routine: 150, rules.Soon: 30, rules.Urgent: 1, rules.Emergency: 100} {
		if levels[l] < least {
			t.Errorf("%d are %v", levels[l], l)
		}
	}
	for _, q := range base.Knowledge().Questions {
		for _, c := range q.Choices {
			if q.Kind == rules.KindChoice && !chosen[q.ID+"="+c.ID] {
				t.Errorf("%s: nobody said %s", q.ID, c.ID)
			}
		}
	}
}

func TestConsistentDropsOnlyWhatContradicts(t *testing.T) {
	base := embedded(t)
	a := rules.Answers{"surgery.top-level": rules.One("l4"), "surgery.bottom-level": rules.One("s1"), "surgery.levels": rules.Number(5),
		"health.age": rules.Number(50), "pain.zones": rules.List("psis-left"), "pain.side": rules.One("right")}
	sample.Consistent(base, a)
	want := rules.Answers{"surgery.top-level": rules.One("l4"), "surgery.bottom-level": rules.One("s1"), "health.age": rules.Number(50), "pain.zones": rules.List("psis-left")}
	if !reflect.DeepEqual(a, want) {
		t.Errorf("left are %v", a)
	}
}

func TestCalm(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		c := chooser(rapid.Uint64().Draw(t, "seed"))
		a := rules.Answers{}
		for _, id := range base.QuestionIDs() {
			q, _ := base.Question(id)
			a[id] = sample.Value(q, c)
		}
		sample.Consistent(base, a)
		said := len(a)
		most := rapid.SampledFrom([]rules.Level{rules.Routine, rules.Soon, rules.Urgent}).Draw(t, "most")
		sample.Calm(base, c, a, most)
		got, err := base.Assess(a)
		if err != nil {
			t.Fatal(err)
		}
		if got.Triage.Level > most || !got.Scope.In || len(a) < said*4/5 {
			t.Fatalf("%v, at most %v; in scope %v; %d of %d answers left", got.Triage.Level, most, got.Scope.In, len(a), said)
		}
	})
}
