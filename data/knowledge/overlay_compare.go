package knowledge

import (
	"fmt"
	"reflect"
	"slices"

	"afterfusion/rules"
)

// compare finds the safeguards of the base that the merged knowledge no longer has.
func (m *merger) compare() {
	questions := questionsOf(m.Knowledge)
	for i := range m.base.Questions {
		q := &m.base.Questions[i]
		if now := questions[q.ID]; now != nil && q.Unsure != "" && now.Unsure == "" {
			m.drop("questions/"+q.ID+"/unsure", "\"not sure\" no longer counts as urgent")
		}
	}
	compareList(m.base.Options, m.Knowledge.Options, func(o *rules.Option) string { return o.ID }, func(was, now *rules.Option) {
		m.compareOption(questions, was, now)
	})
	compareList(m.base.Sources, m.Knowledge.Sources, func(s *rules.Source) string { return s.ID }, func(was, now *rules.Source) {
		m.compareGates(questions, was, now)
	})
	compareList(m.base.Flags, m.Knowledge.Flags, func(f *rules.Flag) string { return f.ID }, func(was, now *rules.Flag) {
		m.compareFlag(questions, was, now)
	})
}

func (m *merger) drop(what, words string) { m.dropped[what] = words }

// compareList calls compare for what is in both lists and is not the same.
func compareList[E any](was, now []E, id func(*E) string, compare func(was, now *E)) {
	for i := range was {
		at := slices.IndexFunc(now, func(e E) bool { return id(&e) == id(&was[i]) })
		if at >= 0 && !reflect.DeepEqual(was[i], now[at]) {
			compare(&was[i], &now[at])
		}
	}
}

func (m *merger) compareOption(questions map[string]*rules.Question, was, now *rules.Option) {
	var never, needs []rules.Condition
	for i := range now.Avoid {
		if now.Avoid[i].Level == rules.Never {
			never = append(never, now.Avoid[i].When)
		}
	}
	for i := range now.Needs {
		needs = append(needs, now.Needs[i].When)
	}
	forbidden, demanded := rules.Condition{Op: rules.Any, Args: never}, rules.Condition{Op: rules.All, Args: needs}
	for i := range was.Avoid {
		a := &was.Avoid[i]
		if a.Level == rules.Never && !has(never, a.When) && !implies(questions, a.When, forbidden) {
			key := a.Factor
			if key == "" {
				key = fmt.Sprint(i + 1)
			}
			m.drop("options/"+was.ID+"/avoid/"+key, "a `never` is dropped or holds for fewer people: "+a.Says.For(rules.Clinician))
		}
	}
	for i := range was.Needs {
		n := &was.Needs[i]
		if !has(needs, n.When) && !implies(questions, demanded, n.When) {
			m.drop(fmt.Sprintf("options/%s/needs/%d", was.ID, i+1), "a prerequisite is dropped or lets more through: "+n.Says.For(rules.Clinician))
		}
	}
	if was.Invasive && !now.Invasive {
		m.drop("options/"+was.ID+"/invasive", "it no longer counts as invasive, so that fewer dangers hold it")
	}
	if was.InDanger == "" && now.InDanger != "" {
		m.drop("options/"+was.ID+"/in-danger", "dangers no longer hold it")
	}
}

// compareGates looks at the rungs on which the options of a gated rung stand now.
func (m *merger) compareGates(questions map[string]*rules.Question, was, now *rules.Source) {
	for i := range was.Ladder {
		r := &was.Ladder[i]
		if !r.Opens.When.Given() {
			continue
		}
		for j := range now.Ladder {
			s := &now.Ladder[j]
			shared := slices.ContainsFunc(r.Options, func(id string) bool { return slices.Contains(s.Options, id) })
			if shared && !reflect.DeepEqual(r.Opens.When, s.Opens.When) && !implies(questions, s.Opens.When, r.Opens.When) {
				m.drop("sources/"+was.ID+"/ladder/"+r.ID+"/opens", "the gate of a rung is dropped or lets more through: "+r.Opens.Says.For(rules.Clinician))
			}
		}
	}
}

// compareFlag asks of each level whether all answers that reached it or a higher one
// still do.
func (m *merger) compareFlag(questions map[string]*rules.Question, was, now *rules.Flag) {
	for level := rules.Soon; level <= rules.Emergency; level++ {
		if !was.Levels.At(level).Given() {
			continue
		}
		before, after := reaching(was, level), reaching(now, level)
		if !reflect.DeepEqual(before, after) && !implies(questions, before, after) {
			m.drop("red-flags/"+was.ID+"/levels/"+level.String(), "the level is dropped or some answers no longer reach it")
		}
	}
	for _, word := range was.Holds {
		if !slices.Contains(now.Holds, word) {
			m.drop("red-flags/"+was.ID+"/holds/"+word, "the flag no longer holds it")
		}
	}
	if now.NoDefaultHold && !was.NoDefaultHold {
		m.drop("red-flags/"+was.ID+"/holds/default", "the flag no longer holds everything from urgent on")
	}
}

// reaching is the condition that a flag is raised at a level or higher.
func reaching(f *rules.Flag, level rules.Level) rules.Condition {
	any := rules.Condition{Op: rules.Any}
	for l := level; l <= rules.Emergency; l++ {
		if entry := f.Levels.At(l); entry.Given() {
			any.Args = append(any.Args, entry.When)
		}
	}
	return rules.Condition{Op: rules.All, Args: []rules.Condition{f.Trigger, any}}
}

func has(list []rules.Condition, c rules.Condition) bool {
	return slices.ContainsFunc(list, func(x rules.Condition) bool { return reflect.DeepEqual(x, c) })
}
