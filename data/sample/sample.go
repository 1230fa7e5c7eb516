// Package sample makes up people: answers that are permitted but true of nobody,
// for tests, benchmarks and `afterfusion knowledge sample`.
package sample

import (
	"errors"
	"math"

	"afterfusion/rules"
)

// Chooser picks a number from 0 to n-1. *rand.Rand of math/rand/v2 is one.
type Chooser interface{ IntN(n int) int }

// Person makes up answers to a share of the questions, in hundredths. Answers that
// contradict each other are dropped, so that the result always passes Base.Check.
// Left to chance almost everyone would be an emergency, and out of scope, so two of
// three people are calmed.
func Person(base *rules.Base, c Chooser, hundredths int) rules.Answers {
	a := rules.Answers{}
	for i := range base.Knowledge().Questions {
		q := &base.Knowledge().Questions[i]
		if c.IntN(100) < hundredths {
			a[q.ID] = Value(q, c)
		}
	}
	Consistent(base, a)
	if most := rules.Level(c.IntN(3)); most < rules.Urgent {
		Calm(base, c, a, most)
	}
	return a
}

// Calm changes answers, and drops them where that does not help, until no danger
// above a level is left and the person is in scope.
func Calm(base *rules.Base, c Chooser, a rules.Answers, most rules.Level) {
	k := base.Knowledge()
	for round := 0; ; round++ {
		got, err := base.Assess(a)
		if err != nil {
			return
		}
		wrong := map[string]bool{}
		for _, f := range got.Triage.Flags {
			for _, q := range f.Because {
				if f.Level > most {
					wrong[k.Questions[q].ID] = true
				}
			}
		}
		if !got.Scope.In {
			k.Policy.Scope[got.Scope.Reason].When.Walk(func(x *rules.Condition) { wrong[x.Question] = true })
		}
		got.Release()
		changed := false
		for i := range k.Questions {
			q := &k.Questions[i]
			if _, said := a[q.ID]; !said || !wrong[q.ID] {
				continue
			}
			changed = true
			if delete(a, q.ID); round < 6 {
				a[q.ID] = Value(q, c)
			}
		}
		if !changed {
			return
		}
		Consistent(base, a)
	}
}

// Consistent drops answers that contradict others.
func Consistent(base *rules.Base, a rules.Answers) {
	for {
		var faults rules.AnswerErrors
		if !errors.As(base.Check(a), &faults) {
			return
		}
		for _, f := range faults {
			delete(a, f.Question)
		}
	}
}

// Value makes up one answer: mostly something known, at times "not sure".
func Value(q *rules.Question, c Chooser) rules.Value {
	if c.IntN(12) == 0 {
		return rules.Unsure()
	}
	switch q.Kind {
	case rules.KindNumber:
		x := within(q, c)
		if c.IntN(6) == 0 {
			y := within(q, c)
			return rules.Range(min(x, y), max(x, y))
		}
		return rules.Number(x)
	case rules.KindChoice:
		return rules.One(q.Choices[c.IntN(len(q.Choices))].ID)
	}
	return several(q, c)
}

// within leans towards the low end, where most answers lie.
func within(q *rules.Question, c Chooser) float64 {
	lo, hi := q.Range[0], q.Range[1]
	if c.IntN(2) == 0 {
		hi = lo + (hi-lo)/10
	}
	scale := math.Pow(10, float64(q.Decimals))
	return min(lo+math.Round((hi-lo)*float64(c.IntN(1001))/1000*scale)/scale, q.Range[1])
}

func several(q *rules.Question, c Chooser) rules.Value {
	var yes, no, unsure []string
	way := c.IntN(8)
	if way == 0 && q.Kind == rules.KindChoices {
		return rules.List("none")
	}
	for _, ch := range q.Choices {
		if ch.ID == "none" {
			continue
		}
		switch k := c.IntN(9); {
		case k < 2:
			yes = append(yes, ch.ID)
		case k < 6:
			no = append(no, ch.ID)
		case k == 6:
			unsure = append(unsure, ch.ID)
		}
	}
	switch {
	case way < 4 && len(yes) > 0:
		return rules.List(yes...)
	case way < 5:
		return rules.PartialList(yes...)
	case len(yes)+len(no)+len(unsure) == 0:
		return rules.Unsure()
	}
	return rules.Map(yes, no, unsure)
}

// Full answers every question, numbers in the middle and lists with an item or two:
// the heaviest person there is.
func Full(base *rules.Base, c Chooser) rules.Answers {
	a := rules.Answers{}
	for i := range base.Knowledge().Questions {
		q := &base.Knowledge().Questions[i]
		v := Value(q, c)
		for v.Unsure || v.Partial || len(v.NotSure) > 0 {
			v = Value(q, c)
		}
		a[q.ID] = v
	}
	Consistent(base, a)
	return a
}
