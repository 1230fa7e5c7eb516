package asking

import (
	"slices"

	"afterfusion/rules"
)

// sharper says whether a question may wait until a patient wants to say more.
func sharper(q *rules.Question, wish *rules.OnWish) bool {
	return slices.Contains(wish.Sections, q.Section) || q.Kind == rules.KindNumber && slices.Contains(wish.Numbers, q.Section)
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
		if slices.Contains(k.Policy.OnWish.Tiers, k.Options[i].Tier) {
			continue
		}
		for j := range k.Options[i].Avoid {
			if x := &k.Options[i].Avoid[j]; x.Level == rules.Never || x.Level == rules.Specialist {
				x.When.Walk(need)
			}
		}
	}
	waits := func(q *rules.Question) bool { return sharper(q, &k.Policy.OnWish) && q.Quick == 0 && !needed[q.ID] }
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
