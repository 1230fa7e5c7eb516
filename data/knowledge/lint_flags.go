package knowledge

import (
	"slices"

	"afterfusion/rules"
)

// heard checks that each sign of a trigger raises its flag where nothing else is known.
// A level may ask for more than the trigger, so that what is known to be old and
// harmless raises nothing; but what is not known never silences a sign.
func (x *linter) heard(f *rules.Flag) {
	if x.base == nil {
		return
	}
	for _, sign := range signsOf(&f.Trigger) {
		found, w := solve(x.questions, sign)
		if found != possible {
			continue // said by the check of what can be satisfied
		}
		answers := w.answers()
		a, err := x.base.Assess(answers)
		if err != nil {
			continue // a witness that contradicts itself says nothing
		}
		if !slices.ContainsFunc(a.Triage.Flags, func(r rules.RaisedFlag) bool { return x.k.Flags[r.Flag].ID == f.ID }) {
			x.fail(f.ID, f.ID+".trigger", "no level holds where nothing but %s is known: an unknown must not silence a sign", questionsIn(&sign))
		}
		a.Release()
	}
}

// signsOf parts a trigger into the signs that fire it alone, each choice by itself.
func signsOf(c *rules.Condition) []rules.Condition {
	switch {
	case c.Op == rules.Any:
		var out []rules.Condition
		for i := range c.Args {
			out = append(out, signsOf(&c.Args[i])...)
		}
		return out
	case c.Op == rules.Is && len(c.Choices) > 1:
		out := make([]rules.Condition, len(c.Choices))
		for i, choice := range c.Choices {
			out[i] = rules.Condition{Op: rules.Is, Question: c.Question, Choices: []string{choice}}
		}
		return out
	}
	return []rules.Condition{*c}
}
