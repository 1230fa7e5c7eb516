package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"afterfusion/rules"
)

// likelihoods tells the sources and what would settle them.
func (b *builder) likelihoods() {
	d, a := b.doc, b.a
	for i := range a.Sources {
		d.Sources = append(d.Sources, b.source(&a.Sources[i]))
	}
	for _, i := range a.Missing {
		d.Missing = append(d.Missing, b.text(b.k.Policy.Core[i].Says))
	}
	for i := range a.Next {
		d.Next = append(d.Next, b.next(&a.Next[i]))
	}
}

func (b *builder) source(r *rules.SourceResult) Source {
	in := &b.k.Sources[r.Source]
	p := &in.Prior[r.Prior]
	priorMark := Mark(b.k, p.Estimate, p.Checked, p.Refs)
	s := Source{ID: in.ID, Name: b.text(in.Name), About: b.text(in.About), Caveat: b.text(in.Caveat),
		Probability: r.Probability, Interval: [2]float64{r.Lo, r.Hi}, Band: r.Band.String(), Certainty: r.Certainty.String(),
		Prior: p.P, PriorInterval: p.Interval, PriorReferences: b.cite(p.Refs), PriorNote: p.Note,
		PriorEstimate: priorMark != "", PriorMark: priorMark, Ceiling: in.Ceiling, AtCeiling: r.AtCeiling,
		ICD10CM: in.ICD10CM, Contributions: []Contribution{}, Unknown: []Unknown{}, Unusual: []string{}}
	for _, c := range r.Contributions {
		s.Contributions = append(s.Contributions, b.contribution(in, c))
		s.Contributions[len(s.Contributions)-1].HalvedBy = b.halvedBy(in, in.Evidence[c.Item].Group, r.Contributions)
	}
	s.Steps = steps(&s, in, b.a.Unverified)
	for _, c := range strongest(s.Contributions, -1) {
		s.Unusual = append(s.Unusual, c.Says)
	}
	if len(s.Unusual) > 0 {
		s.Against = s.Unusual[0]
	}
	if all := strongest(s.Contributions, 1); len(all) > 0 {
		s.For = all[0].Says
	}
	for _, u := range r.Unknown {
		ev := &in.Evidence[u.Item]
		s.Unknown = append(s.Unknown, Unknown{ev.ID, ev.Obtain, b.text(ev.Ask), b.k.Questions[u.Question].ID, u.Together, u.Gain, [2]float64{u.Lo, u.Hi}})
	}
	for _, c := range in.Answers {
		s.Answers = append(s.Answers, b.claim(c))
	}
	return s
}

// strongest are the findings on one side (sign 1 for, -1 against), heaviest first.
func strongest(all []Contribution, sign float64) []Contribution {
	var out []Contribution
	for _, c := range all {
		if c.Weight*sign > 0 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(x, y Contribution) int {
		switch ax, ay := math.Abs(x.Weight), math.Abs(y.Weight); {
		case ax > ay:
			return -1
		case ax < ay:
			return 1
		}
		return 0
	})
	return out
}

func (b *builder) claim(c rules.Claim) Claim {
	mark := Mark(b.k, c.Estimate, c.Checked, c.Refs)
	return Claim{b.text(c.Claim), b.text(c.Says), b.cite(c.Refs), mark != "", mark}
}

func (b *builder) contribution(s *rules.Source, c rules.Contribution) Contribution {
	ev := &s.Evidence[c.Item]
	o := &ev.Outcomes[c.Outcome]
	said := &ev.Outcomes[c.Said]
	lo, hi := b.base.OutcomeInterval(ev, o)
	mark := Mark(b.k, o.Estimate, o.Checked, o.Refs)
	return Contribution{Evidence: ev.ID, Says: b.text(said.Says), LikelihoodRatio: o.LR, Interval: [2]float64{lo, hi},
		Counted: round(math.Exp(c.Weight)), Weight: round(c.Weight), Group: ev.Group, Capped: c.Capped,
		Halved: !c.Capped && math.Abs(c.Weight) < 0.99*math.Abs(math.Log(o.LR)), Strength: ev.Strength,
		Because: b.questionIDs(b.explain.Speaking(&said.When)), References: b.cite(o.Refs), Practice: slices.Contains(o.Refs, practice),
		Estimate: mark != "", Mark: mark, Why: ev.Why}
}

// halvedBy is the finding that halves a group, such as the blocks that it was validated
// against, or "".
func (b *builder) halvedBy(s *rules.Source, group string, all []rules.Contribution) string {
	for _, c := range all {
		if o := &s.Evidence[c.Item].Outcomes[c.Said]; slices.Contains(o.Halves, group) {
			return b.text(o.Says)
		}
	}
	return ""
}

// CountedWords say for a clinician as what a ratio counted, and why not in full; "" where
// it did.
func (c *Contribution) CountedWords() string {
	var why []string
	share := c.Weight / math.Log(c.LikelihoodRatio)
	if c.HalvedBy != "" {
		why = append(why, "half beside: "+lower(c.HalvedBy))
		share *= 2
	}
	switch {
	case c.Capped:
		why = append(why, "its group is capped")
	case c.Halved && share < 0.75:
		why = append(why, "half, for a stronger finding of its group counts")
	}
	if len(why) == 0 {
		return ""
	}
	return fmt.Sprintf("counted as %.3g (%s)", c.Counted, strings.Join(why, "; "))
}

// steps are the moves from the prior to the result, in the order in which they are
// reckoned: findings, the ceiling where it holds them, tests, the bounds of what is shown.
func steps(s *Source, in *rules.Source, unverified bool) []Step {
	out := []Step{}
	at := math.Log(s.Prior / (1 - s.Prior))
	p := func() float64 { return round(1 / (1 + math.Exp(-at))) }
	ceiling := math.Log(s.Ceiling / (1 - s.Ceiling))
	held := false
	hold := func() {
		if from := p(); !held && at > ceiling {
			at = ceiling
			out = append(out, Step{Kind: "ceiling", From: from, To: p()})
		}
		held = true
	}
	for _, c := range s.Contributions {
		if !held && !unverified && isTest(in, c.Group) {
			hold()
		}
		from := p()
		at += c.Weight
		out = append(out, Step{"finding", c.Evidence, from, p()})
	}
	hold()
	if from := p(); math.Abs(from-s.Probability) > 0.0005 {
		out = append(out, Step{Kind: "bounds", From: from, To: s.Probability})
	}
	return out
}

func isTest(in *rules.Source, group string) bool {
	return slices.ContainsFunc(in.Groups, func(g rules.Group) bool { return g.Name == group && g.Test })
}

func (b *builder) next(n *rules.NextStep) Next {
	ev := &b.k.Sources[n.Source].Evidence[n.Item]
	out := Next{ID: b.k.Questions[n.Question].ID, Questions: b.questionIDs(n.Questions), Obtain: n.ObtainName(), Says: b.text(ev.Ask), Gain: n.Gain,
		Asks: []string{}, For: []string{}, Source: b.k.Sources[n.Source].ID}
	if out.Says == "" {
		out.Says = b.text(b.k.Questions[n.Question].Text)
	}
	if n.Option >= 0 {
		out.Option = b.k.Options[n.Option].ID
		if st, ok := b.best[n.Option]; ok {
			out.Status = st.status.String()
		}
	}
	for _, q := range n.Questions {
		if in := &b.k.Questions[q]; b.askable(in) {
			out.Asks = append(out.Asks, b.text(in.Text))
		}
	}
	for _, s := range n.For {
		out.For = append(out.For, b.k.Sources[s].ID)
	}
	for _, r := range b.a.Sources {
		if r.Source != n.Source {
			continue
		}
		out.Now = r.Probability
		for _, u := range r.Unknown {
			if u.Item == n.Item {
				out.Could = [2]float64{u.Lo, u.Hi}
			}
		}
	}
	return out
}
