package knowledge

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/rules"
)

func choicesOf(ids ...string) []rules.Choice {
	out := make([]rules.Choice, len(ids))
	for i, id := range ids {
		out[i] = rules.Choice{ID: id}
	}
	return out
}

// smallQuestions are one question of each kind.
func smallQuestions() map[string]*rules.Question {
	return map[string]*rules.Question{
		"side":  {ID: "side", Kind: rules.KindChoice, Choices: choicesOf("left", "right", "both")},
		"items": {ID: "items", Kind: rules.KindChoices, Choices: choicesOf("a", "b", "c", "none")},
		"zones": {ID: "zones", Kind: rules.KindZones, Choices: choicesOf("x", "y")},
		"level": {ID: "level", Kind: rules.KindNumber, Range: []float64{0, 10}},
	}
}

func is(q string, choices ...string) rules.Condition {
	return rules.Condition{Op: rules.Is, Question: q, Choices: choices}
}

func num(c rules.Cmp, x float64) rules.Condition {
	return rules.Condition{Op: rules.Compare, Question: "level", Cmp: c, Number: x}
}

func op(o rules.Op, args ...rules.Condition) rules.Condition {
	return rules.Condition{Op: o, Args: args}
}

func isKnown(q string) rules.Condition { return rules.Condition{Op: rules.Known, Question: q} }

func TestSatisfiable(t *testing.T) {
	count := func(c rules.Cmp, n int, args ...rules.Condition) rules.Condition {
		return rules.Condition{Op: rules.Count, Cmp: c, N: n, Args: args}
	}
	joint := func(band string) rules.Condition {
		return rules.Condition{Op: rules.SourceIs, Question: "joint", Band: band}
	}
	a, b, c, none := is("items", "a"), is("items", "b"), is("items", "c"), is("items", "none")
	for _, test := range []struct {
		name string
		c    rules.Condition
		want verdict
	}{
		{"nothing asked", rules.Condition{}, possible},
		{"a choice", is("side", "left"), possible},
		{"two choices at once", op(rules.All, is("side", "left"), is("side", "right")), impossible},
		{"no choice at all", op(rules.None, is("side", "left"), is("side", "right"), is("side", "both")), impossible},
		{"the choice that is left", op(rules.None, is("side", "left"), is("side", "right")), possible},
		{"overlapping sets", op(rules.All, is("side", "left", "both"), is("side", "right", "both")), possible},
		{"two items", op(rules.All, a, b), possible},
		{"an item and none", op(rules.All, a, none), impossible},
		{"an item and none, another item left open", op(rules.All, b, none, op(rules.Any, is("side", "left"), a)), impossible},
		{"not none and no item", op(rules.None, a, b, c, none), impossible},
		{"not none and some items not", op(rules.None, a, b, none), possible},
		{"no zone at all", op(rules.None, is("zones", "x", "y")), possible},
		{"a number", num(rules.AtLeast, 10), possible},
		{"a number out of range", num(rules.More, 10), impossible},
		{"between", op(rules.All, num(rules.More, 4), num(rules.Less, 5)), possible},
		{"nothing between", op(rules.All, num(rules.More, 4), num(rules.AtMost, 4)), impossible},
		{"exactly", op(rules.All, num(rules.Equal, 4), num(rules.AtLeast, 4)), possible},
		{"enough", count(rules.AtLeast, 3, a, b, c), possible},
		{"more than there are", count(rules.AtLeast, 4, a, b, c), impossible},
		{"all three and one not", op(rules.All, count(rules.AtLeast, 3, a, b, c), op(rules.Not, b)), impossible},
		{"exactly two of three, a and b not both", op(rules.All, count(rules.Equal, 2, a, b, c), op(rules.Not, op(rules.All, a, b))), possible},
		{"at most one, and two", op(rules.All, count(rules.AtMost, 1, a, b, c), a, b), impossible},
		{"known", op(rules.All, isKnown("side"), is("side", "left")), possible},
		{"not known", op(rules.Not, isKnown("side")), possible},
		{"not known and yet told", op(rules.All, op(rules.Not, isKnown("items")), a), impossible},
		{"not known and yet not", op(rules.All, op(rules.Not, isKnown("level")), op(rules.Not, num(rules.AtLeast, 3))), impossible},
		{"a likely source", joint("likely"), possible},
		{"a source both ways", op(rules.All, joint("likely"), op(rules.Not, joint("possible"))), impossible},
		{"a source between", op(rules.All, joint("possible"), op(rules.Not, joint("likely"))), possible},
		{"a flag", op(rules.All, rules.Condition{Op: rules.FlagIs, Question: "f", Level: rules.Soon}, op(rules.Not, rules.Condition{Op: rules.FlagIs, Question: "f", Level: rules.Urgent})), possible},
		{"a flag both ways", op(rules.All, rules.Condition{Op: rules.FlagIs, Question: "f", Level: rules.Urgent}, op(rules.Not, rules.Condition{Op: rules.FlagIs, Question: "f", Level: rules.Soon})), impossible},
		{"a question that is not there", is("nowhere", "a"), possible},
		{"and not", op(rules.All, is("nowhere", "a"), op(rules.Not, is("nowhere", "a"))), impossible},
	} {
		if got, _ := solve(smallQuestions(), test.c); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestFirst(t *testing.T) {
	questions := smallQuestions()
	high, low := num(rules.AtLeast, 5), num(rules.Less, 5)
	for _, test := range []struct {
		name  string
		when  rules.Condition
		above []rules.Condition
		want  verdict
	}{
		{"nothing above", high, nil, possible},
		{"the same above", high, []rules.Condition{high}, impossible},
		{"all cases above", is("side", "left"), []rules.Condition{high, low}, possible}, // where the number is not known
		{"all cases above, told", op(rules.All, is("side", "left"), isKnown("level")), []rules.Condition{high, low}, impossible},
		{"no condition is for those of whom it is not known", rules.Condition{}, []rules.Condition{high, low}, possible},
		{"something without a condition above", high, []rules.Condition{{}}, impossible},
	} {
		if got := first(questions, test.when, test.above); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestImplies(t *testing.T) {
	questions := smallQuestions()
	for _, test := range []struct {
		name string
		a, b rules.Condition
		want bool
	}{
		{"itself", num(rules.AtLeast, 5), num(rules.AtLeast, 5), true},
		{"a wider one", num(rules.AtLeast, 5), num(rules.AtLeast, 4), true},
		{"a narrower one", num(rules.AtLeast, 4), num(rules.AtLeast, 5), false},
		{"more choices", is("items", "a"), is("items", "a", "b"), true},
		{"the same in other words", is("items", "a", "b"), op(rules.Any, is("items", "b"), is("items", "a")), true},
		{"no longer asked where not known", num(rules.Less, 5), op(rules.All, isKnown("level"), num(rules.Less, 5)), false},
	} {
		if got := implies(questions, test.a, test.b); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestTooComplexIsSaid(t *testing.T) {
	// A pigeonhole: eleven pigeons into ten holes of one choice each, no two together.
	questions := map[string]*rules.Question{}
	var all []rules.Condition
	for p := range 11 {
		id := fmt.Sprint("p", p)
		questions[id] = &rules.Question{ID: id, Kind: rules.KindChoice, Choices: choicesOf("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")}
		for other := range p {
			for hole := range 10 {
				all = append(all, op(rules.Not, op(rules.All, is(id, fmt.Sprint(hole)), is(fmt.Sprint("p", other), fmt.Sprint(hole)))))
			}
		}
	}
	if got, _ := solve(questions, op(rules.All, all...)); got != tooComplex {
		t.Errorf("got %v", got)
	}
}

// drawCondition makes a condition over the small questions.
func drawCondition(t *rapid.T, depth int, known bool) rules.Condition {
	kinds := []string{"side", "items", "zones", "level", "level"}
	if known {
		kinds = append(kinds, "known")
	}
	if depth > 0 {
		kinds = append(kinds, "all", "any", "none", "not", "count")
	}
	args := func() []rules.Condition {
		out := make([]rules.Condition, rapid.IntRange(1, 3).Draw(t, "n"))
		for i := range out {
			out[i] = drawCondition(t, depth-1, known)
		}
		return out
	}
	some := func(ids ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 1, 2, func(s string) string { return s }).Draw(t, "choices")
	}
	switch rapid.SampledFrom(kinds).Draw(t, "kind") {
	case "side":
		return is("side", some("left", "right", "both")...)
	case "items":
		return is("items", some("a", "b", "c", "none")...)
	case "zones":
		return is("zones", some("x", "y")...)
	case "level":
		return num(rules.Cmp(rapid.IntRange(0, 4).Draw(t, "cmp")), float64(rapid.IntRange(-1, 4).Draw(t, "x")*3))
	case "known":
		return isKnown(rapid.SampledFrom([]string{"side", "items", "level"}).Draw(t, "q"))
	case "all":
		return op(rules.All, args()...)
	case "any":
		return op(rules.Any, args()...)
	case "none":
		return op(rules.None, args()...)
	case "not":
		return op(rules.Not, args()[0])
	}
	c := op(rules.Count, args()...)
	c.Cmp = rapid.SampledFrom([]rules.Cmp{rules.AtLeast, rules.AtMost, rules.Equal}).Draw(t, "cmp")
	c.N = rapid.IntRange(0, 3).Draw(t, "N")
	return c
}

// everyAnswer lists all answers to the small questions that differ for any condition
// drawn; the absent ones are among them.
func everyAnswer() []rules.Answers {
	var items, zones, sides, levels []*rules.Value
	add := func(list *[]*rules.Value, v rules.Value) { *list = append(*list, &v) }
	for set := 1; set < 8; set++ {
		var ids []string
		for i, id := range []string{"a", "b", "c"} {
			if set>>i&1 != 0 {
				ids = append(ids, id)
			}
		}
		add(&items, rules.List(ids...))
	}
	add(&items, rules.List("none"))
	add(&zones, rules.List("x"))
	add(&zones, rules.List("y"))
	add(&zones, rules.List("x", "y"))
	add(&zones, rules.Map(nil, []string{"x", "y"}, nil))
	for _, id := range []string{"left", "right", "both"} {
		add(&sides, rules.One(id))
	}
	for x := 0.0; x <= 10; x += 0.5 {
		add(&levels, rules.Number(x))
	}
	var out []rules.Answers
	for _, i := range append(items, nil) {
		for _, z := range append(zones, nil) {
			for _, s := range append(sides, nil) {
				for _, l := range append(levels, nil) {
					a := rules.Answers{}
					for id, v := range map[string]*rules.Value{"items": i, "zones": z, "side": s, "level": l} {
						if v != nil {
							a[id] = *v
						}
					}
					out = append(out, a)
				}
			}
		}
	}
	return out
}

// TestSolveAgreesWithBruteForce compares the search with trying every answer, by the
// engine itself.
func TestSolveAgreesWithBruteForce(t *testing.T) {
	questions := smallQuestions()
	every := everyAnswer()
	rapid.Check(t, func(t *rapid.T) {
		when := drawCondition(t, 3, true)
		above := drawCondition(t, 1, false)
		b, err := rules.Compile(coreKnowledge(questions, when, above))
		if err != nil {
			t.Skip(err)
		}
		var can, canFirst bool
		for _, a := range every {
			got, err := b.Assess(a)
			if err != nil {
				t.Fatal(err)
			}
			holds, hidden := !slices.Contains(got.Missing, 0), !slices.Contains(got.Missing, 1)
			can, canFirst = can || holds, canFirst || holds && !hidden
		}
		v, w := solve(questions, when)
		if (v == possible) != can {
			t.Fatalf("%+v: solve says %v, trying all says %v", when, v, can)
		}
		if v == possible {
			got, err := b.Assess(w.answers())
			if err != nil || slices.Contains(got.Missing, 0) {
				t.Fatalf("%+v does not hold for the answers found, %+v: %v", when, w.answers(), err)
			}
		}
		if v := first(questions, when, []rules.Condition{above}); (v == possible) != canFirst {
			t.Fatalf("%+v below %+v: first says %v, trying all says %v", when, above, v, canFirst)
		}
	})
}

// coreKnowledge makes conditions core answers: what is missing tells which are not true.
func coreKnowledge(questions map[string]*rules.Question, conditions ...rules.Condition) *rules.Knowledge {
	k := &rules.Knowledge{Sections: []rules.Section{{ID: "s"}}}
	for _, id := range []string{"items", "level", "side", "zones"} {
		q := *questions[id]
		q.Section = "s"
		k.Questions = append(k.Questions, q)
	}
	for _, c := range conditions {
		k.Policy.Core = append(k.Policy.Core, rules.CoreAnswer{When: c})
	}
	return k
}
