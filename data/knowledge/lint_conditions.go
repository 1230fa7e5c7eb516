package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// derivedFrom names the questions that each derivation of package rules reads, whole.
var derivedFrom = map[string][]string{
	"levels-from-ends":            {"surgery.top-level", "surgery.bottom-level"},
	"to-sacrum-from-bottom":       {"surgery.bottom-level"},
	"pelvic-fixation-from-bottom": {"surgery.bottom-level"},
	"bmi-from-height-weight":      {"health.height", "health.weight"},
	"side-from-zones":             {"pain.zones"},
	"leg-reach-from-zones":        {"pain.zones"},
	"leg-side-from-zones":         {"pain.zones"},
	"midline-from-zones":          {"pain.zones"},
	"regions-from-zones":          {"pain.zones"},
	"last-operation-from-months":  {"surgery.months-since"},
	"symptoms-sum":                {"wide.fatigue", "wide.waking", "wide.thinking", "wide.headache", "wide.belly", "wide.low"},
}

// plain are choices that say that nothing is there, or nothing certain: they work by
// what they are not, so that no rule needs to name them.
var plain = []string{"none", "no", "other", "elsewhere", "rather-not-say", "unclear", "not-sure", "never", "normal", "negative"}

// usage is which questions and choices are read.
type usage struct {
	questions map[string]bool
	choices   map[[2]string]bool
	whole     map[string]bool // questions all of whose choices are read
}

func (u *usage) all(id string) { u.questions[id], u.whole[id] = true, true }

func (u *usage) condition(c *rules.Condition) {
	if !asksQuestion(c) {
		return
	}
	u.questions[c.Question] = true
	for _, id := range c.Choices {
		u.choices[[2]string{c.Question, id}] = true
	}
}

func (x *linter) usage() *usage {
	u := &usage{map[string]bool{}, map[[2]string]bool{}, map[string]bool{}}
	for _, s := range x.sites {
		s.when.Walk(u.condition)
	}
	for i := range x.k.Options {
		if t := x.k.Options[i].Tried; t != "" {
			u.all(t)
		}
	}
	for i := range x.k.Questions {
		for _, id := range derivedFrom[x.k.Questions[i].Derive] {
			u.all(id)
		}
	}
	return u
}

// used checks that every question and every choice is read by a rule, or is marked
// as context.
func (x *linter) used() {
	u := x.usage()
	for i := range x.k.Questions {
		q := &x.k.Questions[i]
		switch {
		case !x.mine(q.ID):
		case !u.questions[q.ID] && !q.Context:
			x.fail(q.ID, q.ID, "no rule reads this question; where that is meant say context: true")
		case u.questions[q.ID] && q.Context:
			x.fail(q.ID, q.ID+".context", "is marked as context, but a rule reads it")
		case u.questions[q.ID] && !u.whole[q.ID]:
			x.choicesUsed(u, q)
		}
	}
}

func (x *linter) choicesUsed(u *usage, q *rules.Question) {
	var unread []string
	for j := range q.Choices {
		c := &q.Choices[j]
		if !u.choices[[2]string{q.ID, c.ID}] && !c.Context && !slices.Contains(plain, c.ID) {
			unread = append(unread, c.ID)
		}
	}
	if len(unread) > 0 {
		x.fail(q.ID, q.ID+".choices", "no rule reads %s; where that is meant say context: true", strings.Join(unread, ", "))
	}
}

// solve says whether some answers that fit each other make all the conditions true.
func (x *linter) solve(conditions ...rules.Condition) verdict {
	s := &solver{questions: x.questions, domains: map[string]*domain{}, budget: stepBudget}
	v, _ := s.run(conditions, x.follows.clashes(conditions...))
	return v
}

// satisfiable checks that every condition can hold.
func (x *linter) satisfiable() {
	for _, s := range x.sites {
		switch v := x.solve(*s.when); v {
		case impossible:
			x.fail(s.entry, s.path, "this condition can never hold")
		case tooComplex:
			x.fail(s.entry, s.path, "this condition is too complex to check; split it")
		}
	}
}

// reachable checks that what comes first leaves room for what comes after: priors,
// the outcomes of an item, the levels of a red flag.
func (x *linter) reachable() {
	for i := range x.k.Sources {
		s := &x.k.Sources[i]
		var above []rules.Condition
		for j := range s.Prior {
			x.room(s.ID, fmt.Sprintf("%s.prior[%d]", s.ID, j), "prior", j, &above, s.Prior[j].When)
		}
		for n := range s.Evidence {
			above = nil
			for j := range s.Evidence[n].Outcomes {
				x.room(s.ID, fmt.Sprintf("%s.evidence[%d].outcomes[%d]", s.ID, n, j), "outcome of "+s.Evidence[n].ID, j, &above, s.Evidence[n].Outcomes[j].When)
			}
		}
	}
	for i := range x.k.Flags {
		f := &x.k.Flags[i]
		for _, l := range flagLevels(f) {
			if x.solve(l.conditions...) == impossible {
				x.fail(f.ID, f.ID+".levels."+l.level.String(), "the level %s can never be reached: the trigger excludes it, or the levels above take every case", l.level)
			}
		}
	}
}

// room checks one row of an ordered list; rows that can never hold at all are told elsewhere.
func (x *linter) room(entry, path, what string, row int, above *[]rules.Condition, when rules.Condition) {
	if x.solve(when) == possible {
		switch first(x.questions, when, *above) {
		case impossible:
			x.fail(entry, path, "%s %d can never count: those above it take every case", what, row+1)
		case tooComplex:
			x.fail(entry, path, "%s %d and those above it are too complex to check; split them", what, row+1)
		}
	}
	*above = append(*above, when)
}

// flagLevel is one level of a flag with what must hold for it to be the one that counts.
type flagLevel struct {
	level      rules.Level
	conditions []rules.Condition
}

// flagLevels returns the levels that a flag has, highest first.
func flagLevels(f *rules.Flag) []flagLevel {
	var out []flagLevel
	conditions := []rules.Condition{f.Trigger}
	for level := rules.Emergency; level > rules.Routine; level-- {
		l := f.Levels.At(level)
		if !l.Given() {
			continue
		}
		out = append(out, flagLevel{level, append(slices.Clone(conditions), l.When)})
		conditions = append(conditions, negation(l.When))
	}
	return out
}

// flags checks that in a red flag more danger never lowers the level. So nothing may
// be turned round that a trigger reads, and a number may be read in one direction only.
func (x *linter) flags() {
	for i := range x.k.Flags {
		f := &x.k.Flags[i]
		if f.Name.Empty() || f.Ask.Empty() {
			x.fail(f.ID, f.ID, "needs a name, and an ask that says what to watch for")
		}
		trigger := leavesOf(&f.Trigger)
		numbers := map[string]rules.Cmp{}
		others := x.signsOfOthers(f)
		x.rising(f.ID, f.ID+".trigger", &f.Trigger, trigger, numbers, others)
		lowest := rules.Routine
		for level := rules.Emergency; level > rules.Routine; level-- {
			l := f.Levels.At(level)
			path := f.ID + ".levels." + level.String()
			switch {
			case l.Given():
				lowest = level
				x.rising(f.ID, path, &l.When, trigger, numbers, others)
			case l.When.Given() || len(l.Options) > 0:
				x.fail(f.ID, path, "the level %s does not say what to do (act)", level)
			}
		}
		switch {
		case lowest == rules.Routine:
			x.fail(f.ID, f.ID, "has no levels")
		case f.Levels.At(lowest).When.Given():
			x.heard(f)
		}
	}
}

// rising checks that a condition can only become truer by adding danger. It may leave
// out what raises another flag by itself (others).
func (x *linter) rising(id, path string, c *rules.Condition, trigger []*rules.Condition, numbers map[string]rules.Cmp, others []rules.Condition) {
	c.Walk(func(c *rules.Condition) {
		word := ""
		switch {
		case c.Op == rules.None:
			word = "none"
		case c.Op == rules.Not:
			word = "not"
		case c.Op == rules.Known:
			word = "known"
		case c.Op == rules.Count && c.Cmp == rules.AtMost:
			word = "at-most"
		case c.Op == rules.Count && c.Cmp == rules.Equal:
			word = "exactly"
		case c.Op == rules.Compare:
			word = numberWord(c, numbers)
		case c.Op == rules.SourceIs || c.Op == rules.FlagIs:
			x.fail(id, path, "a red flag must not hang on a source or on another flag")
			return
		}
		if word == "" {
			return
		}
		for _, leaf := range leavesOf(butSigns(c, others)) {
			if slices.ContainsFunc(trigger, func(t *rules.Condition) bool { return overlap(t, leaf) }) {
				x.fail(id, path, "%s over %s, which the trigger reads, can lower the level although danger rises", word, leaf.Question)
			}
		}
	})
}

// leavesOf are the tests of answers inside a condition.
func leavesOf(c *rules.Condition) []*rules.Condition {
	var out []*rules.Condition
	c.Walk(func(c *rules.Condition) {
		if c.Op == rules.Is || c.Op == rules.Compare || c.Op == rules.Known {
			out = append(out, c)
		}
	})
	return out
}

// overlap says whether an answer of which one test speaks can matter to the other.
func overlap(a, b *rules.Condition) bool {
	if a.Question != b.Question || a.Op != rules.Is || b.Op != rules.Is {
		return a.Question == b.Question
	}
	return slices.ContainsFunc(a.Choices, func(choice string) bool { return slices.Contains(b.Choices, choice) })
}

// numberWord says what is wrong with the test of a number, if anything is. Which
// direction is dangerous differs (a high fever, a weak leg), but not within a flag.
func numberWord(c *rules.Condition, numbers map[string]rules.Cmp) string {
	direction := rules.AtLeast
	switch c.Cmp {
	case rules.Equal:
		return "="
	case rules.AtMost, rules.Less:
		direction = rules.AtMost
	}
	before, ok := numbers[c.Question]
	numbers[c.Question] = direction
	if ok && before != direction {
		return "a number test in both directions"
	}
	return ""
}
