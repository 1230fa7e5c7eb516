package knowledge

import (
	"reflect"
	"slices"

	"afterfusion/rules"
)

// heard checks that each sign of a trigger raises its flag where nothing else is known.
// A level may ask for more than the trigger, so that what is known to be old and
// harmless raises nothing; but what is not known never silences a sign. A flag that
// leaves out the signs of another is heard where that one is raised.
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
		if !slices.ContainsFunc(a.Triage.Flags, func(r rules.RaisedFlag) bool { return x.k.Flags[r.Flag].ID == f.ID || leavesTo(f, &x.k.Flags[r.Flag]) }) {
			x.fail(f.ID, f.ID+".trigger", "no level holds where nothing but %s is known: an unknown must not silence a sign", questionsIn(&sign))
		}
		a.Release()
	}
}

// signsOfOthers are the signs that raise another flag by themselves.
func (x *linter) signsOfOthers(f *rules.Flag) []rules.Condition {
	var out []rules.Condition
	for i := range x.k.Flags {
		if other := &x.k.Flags[i]; other.ID != f.ID {
			out = append(out, signsOf(&other.Trigger)...)
		}
	}
	return out
}

// leavesTo says whether a level of one flag leaves out a sign of another.
func leavesTo(f, other *rules.Flag) bool {
	found, signs := false, signsOf(&other.Trigger)
	for level := rules.Soon; level <= rules.Emergency; level++ {
		f.Levels.At(level).When.Walk(func(c *rules.Condition) {
			found = found || len(butSigns(c, signs).Args) < len(c.Args)
		})
	}
	return found
}

// butSigns leaves out of a "none" what consists of signs alone.
func butSigns(c *rules.Condition, signs []rules.Condition) *rules.Condition {
	if c.Op != rules.None {
		return c
	}
	return &rules.Condition{Op: c.Op, Args: slices.DeleteFunc(slices.Clone(c.Args), func(a rules.Condition) bool { return onlySigns(&a, signs) })}
}

// onlySigns says whether each sign in a condition is one of a list.
func onlySigns(c *rules.Condition, signs []rules.Condition) bool {
	return !slices.ContainsFunc(signsOf(c), func(a rules.Condition) bool {
		return !slices.ContainsFunc(signs, func(b rules.Condition) bool { return reflect.DeepEqual(a, b) })
	})
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
