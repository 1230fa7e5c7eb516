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
	m.comparePolicy(questions)
	compareList(m.base.Questions, m.Knowledge.Questions, func(q *rules.Question) string { return q.ID }, func(was, now *rules.Question) {
		m.compareQuestion(questions, was, now)
	})
	compareList(m.base.Options, m.Knowledge.Options, func(o *rules.Option) string { return o.ID }, func(was, now *rules.Option) {
		m.compareOption(questions, was, now)
	})
	compareList(m.base.Sources, m.Knowledge.Sources, func(s *rules.Source) string { return s.ID }, func(was, now *rules.Source) {
		m.compareGates(questions, was, now)
		if now.Ceiling > was.Ceiling {
			m.drop("sources/"+was.ID+"/ceiling", fmt.Sprintf("history and examination alone may reach %v, no longer %v", now.Ceiling, was.Ceiling))
		}
	})
	compareList(m.base.Flags, m.Knowledge.Flags, func(f *rules.Flag) string { return f.ID }, func(was, now *rules.Flag) {
		m.compareFlag(questions, was, now)
	})
}

// comparePolicy looks at what danger, scope and caution hang on, and at the words that
// must never be missing.
func (m *merger) comparePolicy(questions map[string]*rules.Question) {
	was, now := &m.base.Policy, &m.Knowledge.Policy
	if was.RecentProcedure.Given() && !wider(questions, was.RecentProcedure, now.RecentProcedure) {
		m.drop("policy/recent-procedure", "fewer people count as just operated on, so that fewer dangers are an emergency")
	}
	var scope rules.Condition
	scope.Op = rules.Any
	for i := range now.Scope {
		scope.Args = append(scope.Args, now.Scope[i].When)
	}
	for i := range was.Scope {
		if !has(scope.Args, was.Scope[i].When) && !implies(questions, was.Scope[i].When, scope) {
			m.drop(fmt.Sprintf("policy/scope/%d", i+1), "people for whom this is not made are in scope: "+was.Scope[i].Says.For(rules.Clinician))
		}
	}
	m.compareCore(questions)
	u, v := &was.Unverified, &now.Unverified
	if u.When.Given() && (u.Section != v.Section || !wider(questions, u.When, v.When)) {
		m.drop("policy/unverified", "answers from memory open what a report must open")
	}
	for _, x := range []struct {
		name     string
		was, now rules.Text
	}{{"intended-use", was.IntendedUse, now.IntendedUse}, {"emergency", was.Emergency, now.Emergency}, {"crisis", was.Crisis, now.Crisis}, {"no-flag", was.NoFlag, now.NoFlag}} {
		if !x.was.Empty() && x.now.Empty() {
			m.fail("policy."+x.name, "policy/"+x.name, "is empty; these words are never missing")
			continue
		}
		m.tellWords("policy/"+x.name, x.was, x.now)
	}
}

// compareCore looks whether sources are named sooner: where a core answer is gone, is
// taken as known for more people, or is one more of those of which four are enough.
func (m *merger) compareCore(questions map[string]*rules.Question) {
	was := m.base.Policy.Core
	left := map[string]*rules.CoreAnswer{}
	for i := range m.Knowledge.Policy.Core {
		now := &m.Knowledge.Policy.Core[i]
		before := standing(was, func(c *rules.CoreAnswer) bool { return c.ID == now.ID })
		switch {
		case before.ID == "" || left[now.ID] != nil:
			m.drop("policy/core/"+now.ID, "it is one more core answer, so that sources are named without another one")
		case !reflect.DeepEqual(before.When, now.When) && !implies(questions, now.When, before.When):
			m.drop("policy/core/"+now.ID, "this core answer counts as known for more people, so that sources are named on less")
		}
		left[now.ID] = now
	}
	for i := range was {
		if left[was[i].ID] == nil {
			m.drop("policy/core/"+was[i].ID, "sources are named without this core answer: "+was[i].Says.For(rules.Clinician))
		}
	}
}

// wider says whether a condition still holds for everybody for whom it held.
func wider(questions map[string]*rules.Question, was, now rules.Condition) bool {
	return reflect.DeepEqual(was, now) || now.Given() && implies(questions, was, now)
}

// compareQuestion looks at what makes an answer count, and keeps it private; and of
// what dangers read, at whether it is asked at all and speaks for itself.
func (m *merger) compareQuestion(questions map[string]*rules.Question, was, now *rules.Question) {
	name := "questions/" + was.ID + "/"
	if was.Unsure != "" && now.Unsure == "" {
		m.drop(name+"unsure", "\"not sure\" no longer counts as urgent")
	}
	if was.Private && !now.Private {
		m.drop(name+"private", "its answer is shown in every report")
	}
	if !m.dangerReads(was.ID) {
		return
	}
	for _, r := range was.Readers {
		if !slices.Contains(now.Readers, r) {
			m.drop(name+"readers/"+string(r), "it is no longer asked of the "+string(r))
		}
	}
	always := rules.Condition{Op: rules.All}
	if now.When.Given() && (!was.When.Given() && !implies(questions, always, now.When) || was.When.Given() && !wider(questions, was.When, now.When)) {
		m.drop(name+"when", "it is asked of fewer people")
	}
	if now.Implied.When.Given() && !reflect.DeepEqual(was.Implied, now.Implied) {
		m.drop(name+"implied", "another answer speaks for it")
	}
	if was.Derive != "" && now.Derive != was.Derive {
		m.drop(name+"derive", "it no longer follows from other answers")
	}
	if was.Quick > 0 && now.Quick == 0 {
		m.drop(name+"quick", "the quick interview no longer asks it")
	}
	if was.Section != now.Section {
		m.drop(name+"section", "it is asked at another place than with the dangers")
	}
}

// dangerReads says whether a danger, or the policy about danger and scope, reads a question.
func (m *merger) dangerReads(id string) bool {
	if m.dangers == nil {
		m.dangers = map[string]bool{}
		note := func(c *rules.Condition) {
			for _, q := range questionsIn(c) {
				m.dangers[q] = true
			}
		}
		for i := range m.base.Flags {
			f := &m.base.Flags[i]
			note(&f.Trigger)
			for level := rules.Soon; level <= rules.Emergency; level++ {
				note(&f.Levels.At(level).When)
			}
		}
		note(&m.base.Policy.RecentProcedure)
		for i := range m.base.Policy.Scope {
			note(&m.base.Policy.Scope[i].When)
		}
	}
	return m.dangers[id]
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
	for _, class := range was.Classes {
		if !slices.Contains(now.Classes, class) && m.held(class) {
			m.drop("options/"+was.ID+"/classes/"+class, "a danger that holds this class no longer holds it")
		}
	}
	if m.forDanger(was.ID) {
		if was.Kind != now.Kind {
			m.drop("options/"+was.ID+"/kind", fmt.Sprintf("a danger asks for it, and it is of kind %s, no longer %s", now.Kind, was.Kind))
		}
		if was.Tier != now.Tier {
			m.drop("options/"+was.ID+"/tier", fmt.Sprintf("a danger asks for it, and it is of tier %s, no longer %s", now.Tier, was.Tier))
		}
		if now.Applies.Given() && (!was.Applies.Given() || !wider(questions, was.Applies, now.Applies)) {
			m.drop("options/"+was.ID+"/applies", "a danger asks for it, and fewer people see it")
		}
		if now.Result.Given() && !reflect.DeepEqual(was.Result, now.Result) && (!was.Result.Given() || !implies(questions, now.Result, was.Result)) {
			m.drop("options/"+was.ID+"/result", "a danger asks for it, and it counts as done sooner")
		}
	}
	if was.Most != "" && now.Most != was.Most {
		m.drop("options/"+was.ID+"/most", "it may be open without what "+was.Most+" says")
	}
	if was.Keep != "" && now.Keep == "" {
		m.drop("options/"+was.ID+"/keep", "it is kept up unreviewed")
	}
}

// forDanger says whether a red flag of the base asks for an option.
func (m *merger) forDanger(id string) bool {
	return slices.ContainsFunc(m.base.Flags, func(f rules.Flag) bool {
		return slices.Contains(f.Levels.Emergency.Options, id) || slices.Contains(f.Levels.Urgent.Options, id) || slices.Contains(f.Levels.Soon.Options, id)
	})
}

// held says whether a red flag of the base holds a class of options by its name.
func (m *merger) held(class string) bool {
	return slices.ContainsFunc(m.base.Flags, func(f rules.Flag) bool { return slices.Contains(f.Holds, class) })
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
		if !now.Levels.At(level).Given() {
			continue
		}
		m.compareActs("red-flags/"+was.ID+"/levels/"+level.String(), was.Levels.At(level), now.Levels.At(level))
		for _, id := range was.Levels.At(level).Options {
			if !slices.Contains(now.Levels.At(level).Options, id) {
				m.drop("red-flags/"+was.ID+"/levels/"+level.String()+"/options/"+id, "it is no longer to be done at this level")
			}
		}
	}
	m.compareNotice(questions, was.ID, &was.Notice, &now.Notice)
	m.tellWords("red-flags/"+was.ID+"/watch", was.Watch, now.Watch)
	m.keepWords("red-flags/"+was.ID+"/unsure", "what it tells who is not sure", was.Unsure, now.Unsure)
	if was.BecausePrivate && !now.BecausePrivate {
		m.drop("red-flags/"+was.ID+"/because-private", "the private answer behind it is shown")
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
