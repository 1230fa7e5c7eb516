package report

import "afterfusion/rules"

// decided notes the answers behind a condition, and behind the dangers and the sources
// that it asks for.
func (g *gathering) decided(c *rules.Condition) {
	g.Because = append(g.Because, g.questionIDs(g.explain.Speaking(c))...)
	c.Walk(func(x *rules.Condition) {
		switch x.Op {
		case rules.FlagIs:
			g.raisers(x.Question)
		case rules.SourceIs:
			g.movers(x.Question)
		}
	})
}

// raisers notes the answers that raised a flag, or any.
func (g *gathering) raisers(id string) {
	for i := range g.a.Triage.Flags {
		r := &g.a.Triage.Flags[i]
		if f := &g.k.Flags[r.Flag]; (id == f.ID || id == "any") && !g.hidden(f) {
			g.Because = append(g.Because, g.questionIDs(r.Because)...)
		}
	}
}

// movers notes the answers that moved a source; where none did, what would tell most.
func (g *gathering) movers(id string) {
	for i := range g.a.Sources {
		r := &g.a.Sources[i]
		in := &g.k.Sources[r.Source]
		if in.ID != id {
			continue
		}
		for _, c := range r.Contributions {
			g.Because = append(g.Because, g.questionIDs(g.explain.Speaking(&in.Evidence[c.Item].Outcomes[c.Said].When))...)
		}
		for i := range r.Unknown[:min(mostOpen, len(r.Unknown))] {
			if len(r.Contributions) == 0 {
				g.Because = append(g.Because, g.questionIDs([]int{r.Unknown[i].Question})...)
			}
		}
	}
}

// mostOpen is how many questions stand for all those that nobody has answered.
const mostOpen = 3
