package asking

import "afterfusion/rules"

// sharper says whether a question may wait until a patient wants to say more: those of
// these sections, and of treatments how long and how often, not what came of them.
func sharper(q *rules.Question) bool {
	switch q.Section {
	case "surgery", "course", "pain", "legs", "health", "tests":
		return true
	case "treatments":
		return q.Kind == rules.KindNumber
	}
	return false
}

// findMore finds the questions that only make the picture sharper: they decide over no
// danger, no scope, no core answer, no prior and nothing that would be unsafe, stand on no
// quick screen, and open no question that does.
func (a *Asker) findMore() []bool {
	needed := map[string]bool{}
	need := func(c *rules.Condition) { needed[c.Question] = needed[c.Question] || c.Question != "" }
	k := a.know
	for i := range k.Flags {
		f := &k.Flags[i]
		for _, c := range []*rules.Condition{&f.Trigger, &f.Notice.When, &f.Levels.Emergency.When, &f.Levels.Urgent.When, &f.Levels.Soon.When} {
			c.Walk(need)
		}
	}
	for i := range k.Policy.Scope {
		k.Policy.Scope[i].When.Walk(need)
	}
	for i := range k.Policy.Core {
		k.Policy.Core[i].When.Walk(need)
	}
	for i := range k.Sources {
		for j := range k.Sources[i].Prior {
			k.Sources[i].Prior[j].When.Walk(need)
		}
	}
	for i := range k.Options {
		if t := k.Options[i].Tier; t == "neuromodulation" || t == "intrathecal" {
			continue // the team that implants asks what decides over an implant
		}
		for j := range k.Options[i].Avoid {
			if x := &k.Options[i].Avoid[j]; x.Level == rules.Never || x.Level == rules.Specialist {
				x.When.Walk(need)
			}
		}
	}
	waits := func(q *rules.Question) bool { return sharper(q) && q.Quick == 0 && !needed[q.ID] }
	for changed := true; changed; {
		changed = false
		for i := range k.Questions {
			q := &k.Questions[i]
			if q.Context || waits(q) {
				continue
			}
			for _, c := range []*rules.Condition{&q.When, &q.Implied.When} {
				c.Walk(func(c *rules.Condition) {
					if c.Question != q.ID && c.Question != "" && !needed[c.Question] {
						needed[c.Question], changed = true, true
					}
				})
			}
		}
	}
	out := make([]bool, len(k.Questions))
	for i := range out {
		out[i] = waits(&k.Questions[i])
	}
	return out
}
