package knowledge

import (
	"slices"

	"afterfusion/rules"
)

// follower finds which answers cannot be given beside each other because one follows
// from the other. It asks the rules themselves, answer by answer, and knows nothing of
// what follows from what. Only answers that follow from one or two single choices, or
// from one number, are looked at; what follows from a drawing or a sum is left free.
type follower struct {
	base      *rules.Base
	questions map[string]*rules.Question
	known     map[string][]rules.Condition // by derived question
}

func newFollower(k *rules.Knowledge, base *rules.Base) *follower {
	if base == nil {
		return &follower{} // what does not compile is told elsewhere
	}
	return &follower{base: base, questions: questionsOf(k), known: map[string][]rules.Condition{}}
}

// clashes are conditions of which none can hold, for the answers that some conditions read.
func (f *follower) clashes(conditions ...rules.Condition) []rules.Condition {
	if f.base == nil {
		return nil
	}
	var read []string
	for i := range conditions {
		for _, id := range questionsIn(&conditions[i]) {
			if !slices.Contains(read, id) {
				read = append(read, id)
			}
		}
	}
	var out []rules.Condition
	for _, id := range read {
		q := f.questions[id]
		if q == nil || q.Derive == "" || !slices.ContainsFunc(derivedFrom[q.Derive], func(from string) bool { return slices.Contains(read, from) }) {
			continue
		}
		list, ok := f.known[id]
		if !ok {
			list = f.clashesOf(q)
			f.known[id] = list
		}
		out = append(out, list...)
	}
	return out
}

// kin is a question, among some, from which another follows or which follows from it.
func (f *follower) kin(id string, among map[string]bool) string {
	for _, other := range sortedIDs(among) {
		if f.from(id, other) || f.from(other, id) {
			return other
		}
	}
	return ""
}

// from says whether a question's answer follows from another's, over any number of steps.
func (f *follower) from(id, other string) bool {
	q := f.questions[id]
	if q == nil || q.Derive == "" {
		return false
	}
	return slices.ContainsFunc(derivedFrom[q.Derive], func(x string) bool { return x == other || f.from(x, other) })
}

func sortedIDs(m map[string]bool) []string {
	var out []string
	for id, ok := range m {
		if ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// clashesOf finds what cannot be said beside each answer of a question that follows.
func (f *follower) clashesOf(q *rules.Question) []rules.Condition {
	from := derivedFrom[q.Derive]
	first := f.questions[from[0]]
	switch {
	case first == nil:
		return nil
	case len(from) == 1 && first.Kind == rules.KindChoice && q.Kind == rules.KindChoice:
		return f.choiceByChoice(q, first)
	case len(from) == 1 && first.Kind == rules.KindNumber && q.Kind == rules.KindChoice:
		return f.choiceByNumber(q, first)
	case len(from) == 2 && first.Kind == rules.KindChoice && q.Kind == rules.KindNumber && f.questions[from[1]] != nil && f.questions[from[1]].Kind == rules.KindChoice:
		return f.numberByChoices(q, first, f.questions[from[1]])
	}
	return nil
}

// fits says whether the rules take answers together.
func (f *follower) fits(a rules.Answers) bool { return f.base.Check(a) == nil }

func one(q, choice string) rules.Condition {
	return rules.Condition{Op: rules.Is, Question: q, Choices: []string{choice}}
}

func all(args ...rules.Condition) rules.Condition { return rules.Condition{Op: rules.All, Args: args} }

func (f *follower) choiceByChoice(q, from *rules.Question) []rules.Condition {
	var out []rules.Condition
	for _, c := range q.Choices {
		var against []string
		for _, s := range from.Choices {
			if !f.fits(rules.Answers{q.ID: rules.One(c.ID), from.ID: rules.One(s.ID)}) {
				against = append(against, s.ID)
			}
		}
		if len(against) > 0 {
			out = append(out, all(one(q.ID, c.ID), rules.Condition{Op: rules.Is, Question: from.ID, Choices: against}))
		}
	}
	return out
}

// choiceByNumber looks at every whole number, at every tenth where two of them differ,
// and puts neighbours together.
func (f *follower) choiceByNumber(q, from *rules.Question) []rules.Condition {
	if len(from.Range) != 2 {
		return nil
	}
	var out []rules.Condition
	for _, c := range q.Choices {
		fits := func(x float64) bool { return f.fits(rules.Answers{q.ID: rules.One(c.ID), from.ID: rules.Number(x)}) }
		for _, span := range against(from.Range[0], from.Range[1], fits) {
			out = append(out, all(one(q.ID, c.ID),
				rules.Condition{Op: rules.Compare, Question: from.ID, Cmp: rules.AtLeast, Number: span[0]},
				rules.Condition{Op: rules.Compare, Question: from.ID, Cmp: rules.AtMost, Number: span[1]}))
		}
	}
	return out
}

// against are the spans from lo to hi in which something does not fit, to a tenth.
func against(lo, hi float64, fits func(float64) bool) [][2]float64 {
	var spans [][2]float64
	inside := false
	look := func(x float64) {
		switch out := !fits(x); {
		case out && inside:
			spans[len(spans)-1][1] = x
		case out:
			spans = append(spans, [2]float64{x, x})
			inside = true
		default:
			inside = false
		}
	}
	look(lo)
	for x := lo; x < hi; x++ {
		next := min(x+1, hi)
		if fits(next) == inside {
			for n := 1; n < 10 && x+float64(n)/10 < next; n++ {
				look(x + float64(n)/10)
			}
		}
		look(next)
	}
	return spans
}

// numberByChoices looks at every pair of choices and the whole numbers beside it.
func (f *follower) numberByChoices(q, a, b *rules.Question) []rules.Condition {
	if len(q.Range) != 2 {
		return nil
	}
	var out []rules.Condition
	for _, x := range a.Choices {
		for _, y := range b.Choices {
			pair := all(one(a.ID, x.ID), one(b.ID, y.ID))
			said := rules.Answers{a.ID: rules.One(x.ID), b.ID: rules.One(y.ID)}
			if !f.fits(said) {
				out = append(out, pair)
				continue
			}
			lo, hi := q.Range[1]+1, q.Range[0]-1
			for n := q.Range[0]; n <= q.Range[1]; n++ {
				said[q.ID] = rules.Number(n)
				if f.fits(said) {
					lo, hi = min(lo, n), max(hi, n)
				}
			}
			if lo > q.Range[0] || hi < q.Range[1] {
				out = append(out, all(pair, rules.Condition{Op: rules.Any, Args: []rules.Condition{
					{Op: rules.Compare, Question: q.ID, Cmp: rules.Less, Number: lo}, {Op: rules.Compare, Question: q.ID, Cmp: rules.More, Number: hi}}}))
			}
		}
	}
	return out
}
