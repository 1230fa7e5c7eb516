package knowledge

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"afterfusion/data/sample"
	"afterfusion/rules"
)

// This file asks whether all that is written can happen to somebody: people are made
// to measure by the search of satisfy.go, assessed by the engine, and what became of
// each option, flag and question is noted.

// crowd is the people made so far and what became of them.
type crowd struct {
	base      *rules.Base
	k         *rules.Knowledge
	questions map[string]*rules.Question
	best      []rules.Status // by option; Review where nothing better was seen
	raised    map[[2]int]bool
	moved     map[string]bool
	calm      rules.Answers // of somebody in whom no flag is raised, and who is in scope
}

// met makes the crowd once for all tests of this file.
var met = sync.OnceValues(func() (*crowd, error) {
	base, err := rules.Compile(Embedded())
	if err != nil {
		return nil, err
	}
	c := &crowd{base: base, k: Embedded(), questions: questionsOf(Embedded()), best: make([]rules.Status, len(Embedded().Options)),
		raised: map[[2]int]bool{}, moved: map[string]bool{}}
	for i := range c.k.Flags {
		for _, l := range flagLevels(&c.k.Flags[i]) {
			c.meet(l.conditions...)
		}
	}
	c.calm = c.calmPerson()
	for i := range c.k.Options {
		c.reach(i)
	}
	c.shake()
	return c, nil
})

// meet makes somebody for whom the conditions hold and notes what becomes of them.
func (c *crowd) meet(conditions ...rules.Condition) (*rules.Assessment, rules.Answers) {
	v, w := solve(c.questions, conditions...)
	if v != possible {
		return nil, nil
	}
	return c.note(w.answers())
}

func (c *crowd) note(a rules.Answers) (*rules.Assessment, rules.Answers) {
	sample.Consistent(c.base, a)
	got, err := c.base.Assess(a)
	if err != nil {
		return nil, nil
	}
	for _, f := range got.Triage.Flags {
		c.raised[[2]int{f.Flag, int(f.Level)}] = true
	}
	see := func(list []rules.OptionResult) {
		for _, o := range list {
			c.best[o.Option] = max(c.best[o.Option], o.Status)
		}
	}
	for _, l := range got.Ladders {
		see(l.Base)
		see(l.Beside)
		for _, r := range l.Rungs {
			see(r.Options)
		}
	}
	for _, p := range got.Plan {
		c.best[p.Option] = max(c.best[p.Option], p.Status)
	}
	return got, a
}

// most is the best status that an option can reach.
func most(o *rules.Option) rules.Status {
	if o.Most != "" {
		return rules.WithCaution
	}
	return rules.Now
}

// reach makes people for whom nothing stands in the way of an option, at each of its
// places: what it and its gate ask for, what speaks for the sources, else calm.
func (c *crowd) reach(i int) {
	o := &c.k.Options[i]
	for _, p := range c.placesOf(o.ID) {
		goal := c.wanted(o, p.gate)
		v, w := solve(c.questions, append(c.nothing(), goal...)...)
		if v != possible {
			v, w = solve(c.questions, goal...)
		}
		if v != possible {
			continue
		}
		for _, pushed := range [][]int{c.pushed(goal, p.source), nil} {
			if c.best[i] >= most(o) {
				return
			}
			a, more := w.answers(), rules.Answers{}
			for _, s := range pushed {
				c.push(more, s)
			}
			c.fill(more, c.calm)
			for _, q := range append(questionsIn(&o.Result), o.Tried) {
				delete(more, q) // what was done or tried already is not open
			}
			c.fill(a, more)
			c.note(a)
		}
	}
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

// pushed are the sources that must be likely for the goal, if any: those it asks
// about, and then the one on whose ladder the option stands.
func (c *crowd) pushed(goal []rules.Condition, on int) []int {
	var out []int
	for i := range goal {
		goal[i].Walk(func(x *rules.Condition) {
			s := slices.IndexFunc(c.k.Sources, func(s rules.Source) bool { return s.ID == x.Question })
			if x.Op == rules.SourceIs && !slices.Contains(out, s) {
				out = append(out, s)
			}
		})
	}
	slices.SortFunc(out, func(a, b int) int { return boolInt(b == on) - boolInt(a == on) })
	return out
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// push adds answers that speak for a source, to questions that have none.
func (c *crowd) push(a rules.Answers, source int) {
	s := &c.k.Sources[source]
	best := slices.MaxFunc(s.Prior, func(a, b rules.Prior) int { return cmp.Compare(a.P, b.P) })
	speaking := []rules.Condition{best.When}
	for i := range s.Evidence {
		for _, o := range s.Evidence[i].Outcomes {
			if o.LR > 1 {
				speaking = append(speaking, o.When)
				break
			}
		}
	}
	for _, when := range speaking {
		if _, w := solve(c.questions, when); w != nil {
			c.fill(a, w.answers())
		}
	}
}

// shake looks for each question for somebody whose assessment another answer changes.
func (c *crowd) shake() {
	r := rand.New(rand.NewPCG(1, 2))
	for _, e := range entriesOf(c.k) {
		walk(e.v, e.id, func(path string, v reflect.Value) {
			when, ok := v.Addr().Interface().(*rules.Condition)
			if !ok || !when.Given() {
				return
			}
			var fresh []string
			for _, q := range questionsIn(when) {
				if !c.moved[q] {
					fresh = append(fresh, q)
				}
			}
			// What a candidate is told, lines, and which questions are asked are no part of
			// an assessment, but a report and an interview change with them.
			if strings.Contains(path, ".candidacy[") || strings.HasPrefix(path, "policy.") || e.kind == "question" || strings.HasSuffix(path, ".notice.when") {
				for _, q := range fresh {
					c.moved[q] = true
				}
				return
			}
			if len(fresh) == 0 {
				return
			}
			if v, w := solve(c.questions, *when); v == possible {
				c.change(w.answers(), fresh, r)
			}
		})
	}
	for range 200 {
		var left []string
		for i := range c.k.Questions {
			if q := &c.k.Questions[i]; !q.Context && !c.moved[q.ID] {
				left = append(left, q.ID)
			}
		}
		if len(left) == 0 {
			return
		}
		c.change(sample.Person(c.base, r, 30+r.IntN(70)), left, r)
	}
}

// change takes answers away and puts others in their place, and notes which of the
// questions change the assessment.
func (c *crowd) change(a rules.Answers, questions []string, r *rand.Rand) {
	before, a := c.note(a)
	if before == nil {
		return
	}
	for _, id := range questions {
		old, had := a[id]
		delete(a, id)
		for range 3 {
			if after, err := c.base.Assess(a); err == nil && !reflect.DeepEqual(before, after) {
				c.moved[id] = true
				break
			}
			a[id] = sample.Value(c.questions[id], r)
		}
		delete(a, id)
		if had {
			a[id] = old
		}
	}
}

func theCrowd(t *testing.T) *crowd {
	t.Helper()
	c, err := met()
	if err != nil {
		t.Skip("the embedded knowledge is not finished:", err)
	}
	return c
}

func TestEveryOptionReachesItsMost(t *testing.T) {
	c := theCrowd(t)
	for i := range c.k.Options {
		if o := &c.k.Options[i]; c.best[i] < most(o) && len(c.placesOf(o.ID)) > 0 {
			t.Errorf("%s: nobody found for whom it is %v; the best is %v", o.ID, most(o), c.best[i])
		}
	}
}

func TestEveryFlagIsRaisedAtEachLevel(t *testing.T) {
	c := theCrowd(t)
	for i := range c.k.Flags {
		for _, l := range flagLevels(&c.k.Flags[i]) {
			if !c.raised[[2]int{i, int(l.level)}] {
				t.Errorf("%s: nobody found in whom it is raised as %v", c.k.Flags[i].ID, l.level)
			}
		}
	}
}

func TestEveryQuestionCanChangeSomething(t *testing.T) {
	c := theCrowd(t)
	for i := range c.k.Questions {
		if q := &c.k.Questions[i]; !q.Context && !c.moved[q.ID] {
			t.Errorf("%s: no answer found that changes an assessment", q.ID)
		}
	}
}
