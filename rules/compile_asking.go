package rules

import "slices"

// asking checks the names in what the policy says of asking. Nothing of it is compiled:
// no assessment reads it.
func (c *compiler) asking() {
	p := &c.know.Policy
	c.at = "policy"
	for _, d := range p.Doubts {
		c.doubtful(d.Less)
		c.doubtful(d.Than)
		if d.Times <= 0 || d.Less == d.Than {
			c.fail("a doubt about %s needs another number and times above 0", d.Less)
		}
	}
	sections := make(map[string]int, len(c.know.Sections))
	for i := range c.know.Sections {
		sections[c.know.Sections[i].ID] = i
	}
	for _, id := range slices.Concat(p.OnWish.Sections, p.OnWish.Numbers) {
		c.find(sections, "section", id)
	}
	for _, id := range p.OnWish.Tiers {
		if !slices.Contains(tiers, id) {
			c.failNearest("tier", id, tiers)
		}
	}
}

func (c *compiler) doubtful(id string) {
	if i, ok := c.questionIndex[id]; !ok {
		c.find(c.questionIndex, "question", id)
	} else if c.know.Questions[i].Kind != KindNumber {
		c.fail("%s is doubted as a number, but is none", id)
	}
}
