package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// sources checks what every source needs.
func (x *linter) sources() {
	for i := range x.k.Sources {
		s := &x.k.Sources[i]
		if s.Name.Empty() || s.About.Empty() {
			x.fail(s.ID, s.ID, "needs a name and an about")
		}
		if len(s.Evidence) == 0 || len(s.Ladder) == 0 {
			x.fail(s.ID, s.ID, "needs evidence and a ladder")
		}
		if !(0 < s.Ceiling && s.Ceiling < 1) {
			x.fail(s.ID, s.ID+".ceiling", "needs a ceiling between 0 and 1 for history and examination alone")
		}
		x.lastPrior(s)
		used := map[string]bool{}
		for j := range s.Evidence {
			used[s.Evidence[j].Group] = true
		}
		for j := range s.Groups {
			if !used[s.Groups[j].Name] {
				x.fail(s.ID, s.ID+".groups", "no evidence belongs to group %q", s.Groups[j].Name)
			}
		}
		onLadder := map[string]bool{}
		for j := range s.Ladder {
			for n, id := range s.Ladder[j].Options {
				if onLadder[id] {
					x.fail(s.ID, fmt.Sprintf("%s.ladder[%d].options[%d]", s.ID, j, n), "option %s stands on this ladder twice", id)
				}
				onLadder[id] = true
			}
		}
	}
}

// lastPrior checks the row for people of whom nothing is known: it must not be
// surer, nor further out, than the rows it stands in for.
func (x *linter) lastPrior(s *rules.Source) {
	n := len(s.Prior) - 1
	if n < 2 || len(s.Prior[n].Interval) != 2 {
		return
	}
	lo, hi := 1.0, 0.0
	for _, p := range s.Prior[:n] {
		lo, hi = min(lo, p.P), max(hi, p.P)
	}
	last, path := &s.Prior[n], fmt.Sprintf("%s.prior[%d]", s.ID, n)
	if last.P < lo || last.P > hi {
		x.fail(s.ID, path, "the last prior %v lies outside those above it, %v to %v", last.P, lo, hi)
	}
	if last.Interval[0] > lo || last.Interval[1] < hi {
		x.fail(s.ID, path, "the interval of the last prior does not span those above it, %v to %v", lo, hi)
	}
}

// evidence checks the items of every source.
func (x *linter) evidence() {
	for i := range x.k.Sources {
		s := &x.k.Sources[i]
		inPrior := map[string]bool{}
		for j := range s.Prior {
			for _, id := range questionsIn(&s.Prior[j].When) {
				inPrior[id] = true
			}
		}
		test := map[string]bool{}
		for j := range s.Groups {
			test[s.Groups[j].Name] = s.Groups[j].Test
		}
		for j := range s.Evidence {
			it, path := &s.Evidence[j], fmt.Sprintf("%s.evidence[%d]", s.ID, j)
			clinical := it.Obtain == rules.Ask || it.Obtain == rules.Examine
			if isTest, ok := test[it.Group]; ok && isTest == clinical {
				x.fail(s.ID, path+".group", "%s is obtained by %s, but its group %s is %s", it.ID, it.Obtain, it.Group, kindOfGroup(isTest))
			}
			x.sides(s.ID, path, it)
			for n := range it.Outcomes {
				for _, q := range questionsIn(&it.Outcomes[n].When) {
					switch other := x.follows.kin(q, inPrior); {
					case inPrior[q]:
						x.fail(s.ID, fmt.Sprintf("%s.outcomes[%d]", path, n), "%s reads %s, which a prior of this source reads too: it would count twice", it.ID, q)
					case other != "":
						x.fail(s.ID, fmt.Sprintf("%s.outcomes[%d]", path, n), "%s reads %s, and a prior of this source reads %s, of which one follows from the other: it would count twice", it.ID, q, other)
					}
				}
			}
		}
	}
}

func kindOfGroup(test bool) string {
	if test {
		return "one of tests"
	}
	return "one of history and examination"
}

// sides checks that an item can speak for and against, or says why not.
func (x *linter) sides(source, path string, it *rules.Evidence) {
	var above, below bool
	for n := range it.Outcomes {
		above = above || it.Outcomes[n].LR > 1
		below = below || it.Outcomes[n].LR < 1
	}
	switch {
	case above && below:
		if it.OneSided != "" {
			x.fail(source, path+".one-sided", "%s says why it is one-sided, but its ratios lie on both sides of 1", it.ID)
		}
	case it.OneSided == "":
		x.fail(source, path, "the ratios of %s all lie on one side of 1; say why with one-sided", it.ID)
	case it.Otherwise < 0, above && it.Otherwise > 1, below && it.Otherwise != 0 && it.Otherwise < 1:
		x.fail(source, path+".otherwise", "otherwise of %s, %v, must lie on the other side of 1 than its outcomes", it.ID, it.Otherwise)
	}
}

func asksQuestion(c *rules.Condition) bool {
	return c.Op == rules.Is || c.Op == rules.Compare || c.Op == rules.Known
}

// questionsIn are the questions that a condition reads, each once.
func questionsIn(c *rules.Condition) []string {
	var ids []string
	c.Walk(func(c *rules.Condition) {
		if asksQuestion(c) && !slices.Contains(ids, c.Question) {
			ids = append(ids, c.Question)
		}
	})
	return ids
}

// options checks what every option needs, and that it stands somewhere.
func (x *linter) options() {
	placed := map[string]bool{}
	place := func(ids []string) {
		for _, id := range ids {
			placed[id] = true
		}
	}
	for i := range x.k.Sources {
		s := &x.k.Sources[i]
		place(s.Base)
		place(s.Beside)
		for j := range s.Ladder {
			place(s.Ladder[j].Options)
		}
	}
	for i := range x.k.Flags {
		for level := rules.Soon; level <= rules.Emergency; level++ {
			place(x.k.Flags[i].Levels.At(level).Options)
		}
	}
	for i := range x.k.Options {
		o := &x.k.Options[i]
		if !placed[o.ID] && x.mine(o.ID) {
			x.fail(o.ID, o.ID, "stands on no ladder, base or side branch and in no red flag")
		}
		if o.Name.Empty() || o.About.Empty() {
			x.fail(o.ID, o.ID, "needs a name and an about")
		}
		for j := range o.Avoid {
			path := fmt.Sprintf("%s.avoid[%d]", o.ID, j)
			if o.Avoid[j].Says.Empty() {
				x.fail(o.ID, path, "the row says nothing")
			}
			x.inUse(o, &o.Avoid[j], path)
			if u := o.Avoid[j].Until; strings.HasPrefix(u.Patient, "until ") || strings.HasPrefix(u.Clinician, "until ") {
				x.fail(o.ID, path+".until", "begins with until, which is said before it")
			}
		}
		for j := range o.Needs {
			if o.Needs[j].Says.Empty() || !o.Needs[j].When.Given() {
				x.fail(o.ID, fmt.Sprintf("%s.needs[%d]", o.ID, j), "a prerequisite needs a condition and words")
			}
		}
	}
}

// inUse checks what a row says of what is in use already: it neither forbids nor ends it.
func (x *linter) inUse(o *rules.Option, a *rules.Avoid, path string) {
	taken := o.Tried != "" || o.InUse.Given()
	switch {
	case a.InUse.Empty() && a.Soon != "":
		x.fail(o.ID, path+".soon", "says how soon of what is in use, but there is no in-use to say it with")
	case a.Soon != "" && a.Soon != rules.Today:
		x.fail(o.ID, path+".soon", "there is no %q; write today, or leave it out for within a week", a.Soon)
	case !a.InUse.Empty() && !taken:
		x.fail(o.ID, path+".in-use", "nothing tells that this is in use: there is neither tried nor in-use")
	case rules.Forbids(a.InUse.Patient):
		x.fail(o.ID, path+".in-use", "forbids or stops what is in use: say what it can do, and who must hear of it")
	}
}

// circles checks that following prerequisites comes to an end. Each circle is told
// once, at the option whose id comes first.
func (x *linter) circles() {
	next := map[string][]string{}
	for i := range x.k.Options {
		o := &x.k.Options[i]
		for j := range o.Needs {
			next[o.ID] = append(next[o.ID], o.Needs[j].First...)
		}
	}
	for i := range x.k.Options {
		id := x.k.Options[i].ID
		if way := wayBack(next, id, id, map[string]bool{}); way != nil && id == slices.Min(way) {
			x.fail(id, id+".needs", "its prerequisites lead back to it: %s", strings.Join(append([]string{id}, way...), " needs "))
		}
	}
}

// wayBack returns the steps from an option to the goal, or nil.
func wayBack(next map[string][]string, from, goal string, seen map[string]bool) []string {
	for _, id := range next[from] {
		if id == goal {
			return []string{id}
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		if way := wayBack(next, id, goal, seen); way != nil {
			return append([]string{id}, way...)
		}
	}
	return nil
}
