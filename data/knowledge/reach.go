package knowledge

import (
	"cmp"
	"maps"
	"slices"

	"afterfusion/data/sample"
	"afterfusion/rules"
)

// This file asks whether each option can be as open to somebody as it says that it can
// be at most: people are made to measure by the search of satisfy.go and assessed by
// the engine. That somebody was found is proof; that nobody was is not, but then the
// gates, prerequisites and contraindications of the option are hard to meet together.

// seeker makes people and notes what becomes of each option.
type seeker struct {
	base      *rules.Base
	k         *rules.Knowledge
	questions map[string]*rules.Question
	best      []rules.Status  // by option; Review where nothing better was seen
	who       []rules.Answers // somebody for whom the option is as open as that
	calm      rules.Answers   // of somebody in whom no flag is raised, and who is in scope
}

func newSeeker(k *rules.Knowledge) (*seeker, error) {
	base, err := rules.Compile(k)
	if err != nil {
		return nil, err
	}
	c := &seeker{base: base, k: k, questions: questionsOf(k),
		best: make([]rules.Status, len(k.Options)), who: make([]rules.Answers, len(k.Options)), calm: rules.Answers{}}
	if w := c.find(c.nothing()); w != nil {
		c.calm = w.answers()
	}
	return c, nil
}

// unreached tells the options for which nobody was found to whom they are as open as
// they can be. It takes a second or two, so that only the command lint does it.
func unreached(l *Loaded) []Fault {
	c, err := newSeeker(l.Knowledge)
	if err != nil {
		return nil // told by the other checks
	}
	var faults []Fault
	for i := range c.k.Options {
		o := &c.k.Options[i]
		if len(c.placesOf(o.ID)) == 0 {
			continue
		}
		if c.reach(i); c.best[i] >= most(o) {
			continue
		}
		only := ""
		if c.best[i] > rules.Review {
			only = ", only " + c.best[i].String()
		}
		faults = append(faults, Fault{Place: l.Place(o.ID), Entry: o.ID, Problem: "nobody was found for whom it is " + most(o).String() + only +
			"; look at its gates, needs and avoid rows together, or say most: caution"})
	}
	return faults
}

// most is the best status that an option can reach.
func most(o *rules.Option) rules.Status {
	if o.Most != "" {
		return rules.WithCaution
	}
	return rules.Now
}

// note assesses somebody and notes what becomes of each option.
func (c *seeker) note(a rules.Answers) *rules.Assessment {
	sample.Consistent(c.base, a)
	got, err := c.base.Assess(a)
	if err != nil {
		return nil
	}
	see := func(list []rules.OptionResult) {
		for _, o := range list {
			if o.Status > c.best[o.Option] {
				c.best[o.Option], c.who[o.Option] = o.Status, maps.Clone(a)
			}
		}
	}
	for _, l := range got.Ladders {
		see(l.Base)
		see(l.Beside)
		for _, r := range l.Rungs {
			see(r.Options)
		}
	}
	return got
}

func (c *seeker) noteOnly(a rules.Answers) {
	if got := c.note(a); got != nil {
		got.Release()
	}
}

// reach makes people for whom nothing stands in the way of an option, at each of its
// places: what it and its gate ask for, what speaks for the sources, else calm. If
// that does not do, what speaks for and against sources is searched for together.
func (c *seeker) reach(i int) {
	o := &c.k.Options[i]
	for _, together := range []string{"", "for", "for and against"} {
		for _, p := range c.placesOf(o.ID) {
			if c.best[i] >= most(o) {
				return
			}
			goal := c.wanted(o, p.gate)
			up, down := c.pushed(goal, p.source)
			goal = c.calmly(goal)
			switch together {
			case "for":
				goal = c.pushTogether(goal, up, nil)
			case "for and against":
				goal = c.pushTogether(goal, up, down)
			}
			if w := c.find(goal); w != nil {
				c.tryOn(o, w.answers(), up)
			}
		}
	}
}

// tryOn assesses the answers that an option wants by themselves, and filled up with
// what is the matter with nobody and with what speaks for sources.
func (c *seeker) tryOn(o *rules.Option, a rules.Answers, up []int) {
	c.noteOnly(maps.Clone(a))
	more := rules.Answers{}
	for _, s := range up {
		for _, when := range c.speaking(s, true) {
			if w := c.find([]rules.Condition{when}); w != nil {
				c.fill(more, w.answers())
			}
		}
	}
	for _, extra := range []rules.Answers{{}, more} {
		b := maps.Clone(a)
		c.fill(extra, c.calm)
		for _, q := range append(questionsIn(&o.Result), o.Tried) {
			delete(extra, q) // what was done or tried already is not open
		}
		c.fill(b, extra)
		c.noteOnly(b)
	}
}

// calmly adds to a goal that no flag is raised and the person is in scope; where an
// option's own signs raise a flag, that it is raised at its lowest level.
func (c *seeker) calmly(goal []rules.Condition) []rules.Condition {
	if calm := append(c.nothing(), goal...); c.find(calm) != nil {
		return calm
	}
	for i := range c.k.Policy.Scope {
		goal = c.with(goal, negation(c.k.Policy.Scope[i].When))
	}
	for i := range c.k.Flags {
		f := &c.k.Flags[i]
		levels := flagLevels(f)
		goal = c.with(goal, negation(f.Trigger), levels[len(levels)-1].conditions...)
	}
	return goal
}

// with adds a condition to a goal if both can hold together, otherwise some others if
// they can.
func (c *seeker) with(goal []rules.Condition, when rules.Condition, otherwise ...rules.Condition) []rules.Condition {
	for _, more := range [][]rules.Condition{{when}, otherwise} {
		if all := append(slices.Clone(goal), more...); len(more) > 0 && c.find(all) != nil {
			return all
		}
	}
	return goal
}

// find is solve with little patience.
func (c *seeker) find(goal []rules.Condition) *witness {
	s := &solver{questions: c.questions, domains: map[string]*domain{}, budget: 5000}
	_, w := s.run(goal, nil)
	return w
}

// fill adds answers to the questions that have none.
func (c *seeker) fill(a, more rules.Answers) {
	for id, v := range more {
		if _, ok := a[id]; !ok {
			a[id] = v
		}
	}
}

// nothing is that no flag is raised and that the person is in scope.
func (c *seeker) nothing() []rules.Condition {
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

func (c *seeker) placesOf(id string) []spot {
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
func (c *seeker) wanted(o *rules.Option, gate rules.Condition) []rules.Condition {
	var goal []rules.Condition
	for i := range o.Needs {
		goal = append(goal, o.Needs[i].When)
	}
	goal = append(goal, gate, o.Applies)
	without := []rules.Condition{o.Result, o.InUse, c.k.Policy.Unverified.When}
	for i := range o.Avoid {
		if l := o.Avoid[i].Level; l != rules.Advice && (l != rules.Caution || most(o) == rules.Now) {
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
func (c *seeker) pushed(goal []rules.Condition, on int) (up, down []int) {
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
func (c *seeker) speaking(source int, up bool) []rules.Condition {
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
func (c *seeker) pushTogether(goal []rules.Condition, up, down []int) []rules.Condition {
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
