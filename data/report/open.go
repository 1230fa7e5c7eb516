package report

import (
	"slices"

	"afterfusion/rules"
)

// open are the questions of a condition that leave it open: those without an answer, and
// those answered in part or by a range that could fall either way. What is settled
// whatever they are is left aside.
func (b *builder) open(c *rules.Condition) []string {
	switch c.Op {
	case rules.Is, rules.Compare:
		if b.truth(c) == rules.Unknown {
			return []string{c.Question}
		}
		return nil
	case rules.Count:
		return b.explain.Unanswered(c)
	}
	var out []string
	for i := range c.Args {
		if a := &c.Args[i]; b.truth(a) == rules.Unknown {
			out = union(out, b.open(a))
		}
	}
	return out
}

// truth tests a condition, once. Only what is not simply answered is left to the rules,
// for which each test costs as much as a whole document otherwise; of sources and flags
// it is unknown here.
func (b *builder) truth(c *rules.Condition) rules.Truth {
	t, known := b.truths[c]
	if !known {
		t = b.test(c)
		b.truths[c] = t
	}
	return t
}

func (b *builder) test(c *rules.Condition) rules.Truth {
	switch c.Op {
	case rules.SourceIs, rules.FlagIs:
		return rules.Unknown
	case rules.All, rules.Any, rules.None, rules.Not:
		least, most := rules.True, rules.False
		for i := range c.Args {
			t := b.truth(&c.Args[i])
			least, most = min(least, t), max(most, t)
		}
		switch c.Op {
		case rules.All:
			return least
		case rules.Any:
			return most
		}
		return rules.True - most // neither, or not
	case rules.Is, rules.Compare:
		if t, simple := b.simply(c); simple {
			return t
		}
	}
	return b.explain.Holds(c)
}

// simply tests an answer that is there as a whole, that another answer implies, or that
// is not there and follows from nothing.
func (b *builder) simply(c *rules.Condition) (t rules.Truth, simple bool) {
	q, ok := b.base.Question(c.Question)
	if !ok {
		return rules.Unknown, false
	}
	v, answered := b.ans[c.Question]
	if !answered && q.Derive == "" && q.Implied.When.Given() && b.truth(&q.Implied.When) == rules.True {
		v, answered = rules.One(q.Implied.Is), true
	}
	switch {
	case !answered && q.Derive != "":
		return rules.Unknown, false
	case !answered || v.Unsure:
		return rules.Unknown, true
	case c.Op == rules.Is && v.Listed && !v.Partial:
		return truthOf(slices.ContainsFunc(c.Choices, func(id string) bool { return slices.Contains(v.Yes, id) })), true
	case c.Op == rules.Compare && v.Numeric && v.Lo == v.Hi:
		return truthOf(compares(v.Lo, c)), true
	}
	return rules.Unknown, false
}

func compares(x float64, c *rules.Condition) bool {
	switch c.Cmp {
	case rules.AtLeast:
		return x >= c.Number
	case rules.More:
		return x > c.Number
	case rules.AtMost:
		return x <= c.Number
	case rules.Less:
		return x < c.Number
	}
	return x == c.Number
}

func truthOf(is bool) rules.Truth {
	if is {
		return rules.True
	}
	return rules.False
}
