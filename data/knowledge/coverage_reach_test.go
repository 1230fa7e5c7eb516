package knowledge

import (
	"cmp"
	"slices"

	"afterfusion/rules"
)

// reach makes people for whom nothing stands in the way of an option, at each of its
// places: what it and its gate ask for, what speaks for the sources, else calm. If
// that does not do, what speaks for and against sources is searched for together.
func (c *crowd) reach(i int) {
	o := &c.k.Options[i]
	for _, together := range []string{"", "for", "for and against"} {
		for _, p := range c.placesOf(o.ID) {
			goal := c.wanted(o, p.gate)
			up, down := c.pushed(goal, p.source)
			if calm := append(c.nothing(), goal...); c.find(calm) != nil {
				goal = calm
			}
			switch together {
			case "for":
				goal = c.pushTogether(goal, up, nil)
			case "for and against":
				goal = c.pushTogether(goal, up, down)
			}
			w := c.find(goal)
			if w == nil {
				continue
			}
			c.tryOn(o, w.answers(), up)
			c.tryOn(o, w.answers(), nil)
			if c.best[i] >= most(o) {
				return
			}
		}
	}
}

// tryOn fills up the answers that an option wants and assesses them.
func (c *crowd) tryOn(o *rules.Option, a rules.Answers, up []int) {
	more := rules.Answers{}
	for _, s := range up {
		for _, when := range c.speaking(s, true) {
			if w := c.find([]rules.Condition{when}); w != nil {
				c.fill(more, w.answers())
			}
		}
	}
	c.fill(more, c.calm)
	for _, q := range append(questionsIn(&o.Result), o.Tried) {
		delete(more, q) // what was done or tried already is not open
	}
	c.fill(a, more)
	c.note(a)
}

// find is solve with little patience.
func (c *crowd) find(goal []rules.Condition) *witness {
	s := &solver{questions: c.questions, domains: map[string]*domain{}, budget: 5000}
	_, w := s.run(goal, nil)
	return w
}

// fill adds answers to the questions that have none.
func (c *crowd) fill(a, more rules.Answers) {
	for id, v := range more {
		if _, ok := a[id]; !ok {
			a[id] = v
		}
	}
}

// calmPerson answers what flags and scope read so that nothing is the matter.
func (c *crowd) calmPerson() rules.Answers {
	_, w := solve(c.questions, c.nothing()...)
	return w.answers()
}

// nothing is that no flag is raised and that the person is in scope.
func (c *crowd) nothing() []rules.Condition {
	var nothing []rules.Condition
	for i := range c.k.Flags {
		nothing = append(nothing, negation(c.k.Flags[i].Trigger))
	}
	for i := range c.k.Policy.Scope {
		nothing = append(nothing, negation(c.k.Policy.Scope[i].When))
	}
	return nothing
}

// spot is a place of an option: on the ladder of a source, behind a gate.
type spot struct {
	source int
	gate   rules.Condition
}

func (c *crowd) placesOf(id string) []spot {
	var out []spot
	for i := range c.k.Sources {
		s := &c.k.Sources[i]
		if slices.Contains(s.Base, id) || slices.Contains(s.Beside, id) {
			out = append(out, spot{i, rules.Condition{}})
		}
		for j := range s.Ladder {
			if slices.Contains(s.Ladder[j].Options, id) {
				out = append(out, spot{i, s.Ladder[j].Opens.When})
			}
		}
	}
	return out
}

// wanted are the conditions under which an option is open.
func (c *crowd) wanted(o *rules.Option, gate rules.Condition) []rules.Condition {
	var goal []rules.Condition
	for i := range o.Needs {
		goal = append(goal, o.Needs[i].When)
	}
	goal = append(goal, gate, o.Applies)
	without := []rules.Condition{o.Result, o.InUse, c.k.Policy.Unverified.When}
	for i := range o.Avoid {
		if o.Avoid[i].Level != rules.Advice {
			without = append(without, o.Avoid[i].When)
		}
	}
	if o.Tried != "" {
		without = append(without, rules.Condition{Op: rules.All, Args: []rules.Condition{{Op: rules.Known, Question: o.Tried},
			negation(rules.Condition{Op: rules.Is, Question: o.Tried, Choices: []string{"not-tried"}})}})
	}
	for _, when := range without {
		if when.Given() {
			goal = append(goal, negation(when))
		}
	}
	for i := range goal {
		goal[i] = noFlags(goal[i])
	}
	return goal
}

// noFlags is the condition where no flag is raised.
func noFlags(when rules.Condition) rules.Condition {
	if when.Op == rules.FlagIs {
		return rules.Condition{Op: rules.Any}
	}
	args := make([]rules.Condition, len(when.Args))
	for i := range when.Args {
		args[i] = noFlags(when.Args[i])
	}
	when.Args = args
	return when
}

// pushed are the sources that must be likely for the goal, the one on whose ladder the
// option stands first, and those that must not.
func (c *crowd) pushed(goal []rules.Condition, on int) (up, down []int) {
	var look func(when *rules.Condition, wanted bool)
	look = func(when *rules.Condition, wanted bool) {
		if when.Op == rules.Not || when.Op == rules.None {
			wanted = !wanted
		}
		if s := slices.IndexFunc(c.k.Sources, func(s rules.Source) bool { return s.ID == when.Question }); when.Op == rules.SourceIs {
			list := &up
			if wanted == (when.Cmp == rules.Less || when.Cmp == rules.AtMost) {
				list = &down
			}
			if !slices.Contains(*list, s) {
				*list = append(*list, s)
			}
		}
		for i := range when.Args {
			look(&when.Args[i], wanted)
		}
	}
	for i := range goal {
		look(&goal[i], true)
	}
	if at := slices.Index(up, on); at > 0 {
		up[0], up[at] = up[at], up[0]
	}
	return up, down
}

// speaking is what speaks for a source, or against it, the strongest of each item.
func (c *crowd) speaking(source int, up bool) []rules.Condition {
	s := &c.k.Sources[source]
	byP := func(a, b rules.Prior) int { return cmp.Compare(a.P, b.P) }
	prior := slices.MinFunc(s.Prior, byP)
	if up {
		prior = slices.MaxFunc(s.Prior, byP)
	}
	out := []rules.Condition{prior.When}
	for i := range s.Evidence {
		for _, o := range s.Evidence[i].Outcomes {
			if up && o.LR > 1 || !up && o.LR < 1 {
				out = append(out, o.When)
				break
			}
		}
	}
	return out
}

// pushTogether adds to the goal what speaks for and against sources, as far as it goes.
func (c *crowd) pushTogether(goal []rules.Condition, up, down []int) []rules.Condition {
	var extra []rules.Condition
	for _, s := range up {
		extra = append(extra, c.speaking(s, true)...)
	}
	for _, s := range down {
		extra = append(extra, c.speaking(s, false)...)
	}
	for _, when := range extra {
		if more := append(slices.Clone(goal), when); c.find(more) != nil {
			goal = more
		}
	}
	return goal
}
