package rules

import (
	"math"
	"slices"
)

func (c *compiler) optionsOf(ids []string) []int32 {
	out := make([]int32, len(ids))
	for i, id := range ids {
		out[i] = int32(c.find(c.optionIndex, "option", id))
	}
	return out
}

func logit(p float64) float64    { return math.Log(p / (1 - p)) }
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// z95 is the normal quantile by which a 95 % interval is wider than a standard deviation.
const z95 = 1.959963984540054

// widths are the factors by which a ratio without a published interval is taken to
// be uncertain, by the strength of its evidence.
var widths = map[string]float64{"high": 1.25, "moderate": 1.5, "low": 2, "expert": 2.5}

func (c *compiler) source(i int) {
	in := &c.know.Sources[i]
	c.at = in.ID
	s := source{ceiling: logit(probabilityRoof)}
	if in.Ceiling > 0 && in.Ceiling < 1 {
		s.ceiling = logit(in.Ceiling)
	}
	for j := range in.Prior {
		p := &in.Prior[j]
		if !(p.P > 0 && p.P < 1) || len(p.Interval) != 2 || !(0 < p.Interval[0] && p.Interval[0] <= p.P && p.P <= p.Interval[1] && p.Interval[1] < 1) {
			c.fail("prior %d needs a probability inside (0, 1) and inside its interval", j+1)
			continue
		}
		l := logit(p.P)
		s.priors = append(s.priors, prior{when: c.condition(&p.When), p: p.P, logit: l,
			below: (l - logit(p.Interval[0])) / z95, above: (logit(p.Interval[1]) - l) / z95})
	}
	if n := len(in.Prior); n == 0 || in.Prior[n-1].When.Given() {
		c.fail("the last prior must have no condition")
	}
	groups := map[string]int{}
	for j := range in.Groups {
		g := &in.Groups[j]
		if len(g.Cap) != 2 || !(0 < g.Cap[0] && g.Cap[0] <= 1 && 1 <= g.Cap[1]) {
			c.fail("group %s needs a cap of two ratios around 1", g.Name)
			continue
		}
		groups[g.Name] = len(s.groups)
		s.groups = append(s.groups, group{lo: math.Log(g.Cap[0]), hi: math.Log(g.Cap[1]), test: g.Test})
	}
	items := map[string]int{}
	for j := range in.Evidence {
		items[in.Evidence[j].ID] = j
	}
	for j := range in.Evidence {
		c.at = in.ID + ": " + in.Evidence[j].ID
		c.item(&s, &in.Evidence[j], groups, items)
	}
	c.mostItems, c.mostGroups = max(c.mostItems, len(s.items)), max(c.mostGroups, len(s.groups))
	c.at = in.ID
	c.ladder(in, &s)
	c.sources = append(c.sources, s)
}

// item adds an evidence item to a source; groups and items give the places of names.
func (c *compiler) item(s *source, in *Evidence, groups, items map[string]int) {
	it := finding{obtain: uint8(max(slices.Index(obtains, in.Obtain), 0)), option: none}
	places := func(index map[string]int, kind string, ids []string) []int {
		var out []int
		for _, id := range ids {
			out = append(out, c.find(index, kind, id))
		}
		return out
	}
	composed := func(outcome int32, replaces, halves []string) {
		if len(replaces)+len(halves) > 0 {
			parts := places(items, "evidence item", replaces)
			s.composites = append(s.composites, composite{len(s.items), outcome, parts, places(groups, "group", halves)})
			it.replaces = append(it.replaces, parts...)
		}
	}
	composed(none, in.Replaces, nil)
	first := len(s.outcomes)
	if in.Option != "" {
		it.option = c.find(c.optionIndex, "option", in.Option)
	}
	if in.Otherwise > 0 {
		it.otherwise = math.Log(in.Otherwise)
	}
	width, ok := widths[in.Strength]
	if !ok {
		c.fail("strength %q is none of high, moderate, low, expert", in.Strength)
		width = 2.5
	}
	var when []*Condition
	for k := range in.Outcomes {
		o := &in.Outcomes[k]
		if !(o.LR > 0) {
			c.fail("outcome %d needs a likelihood ratio above 0", k+1)
			continue
		}
		lo, hi := o.LR/width, o.LR*width
		if len(o.Interval) == 2 {
			lo, hi = o.Interval[0], o.Interval[1]
		}
		if !(0 < lo && lo <= o.LR && o.LR <= hi) {
			c.fail("outcome %d: the interval [%v, %v] does not hold its ratio %v", k+1, lo, hi, o.LR)
			continue
		}
		l := math.Log(o.LR)
		composed(int32(len(s.outcomes)-first), o.Replaces, o.Halves)
		s.outcomes = append(s.outcomes, outcome{l, (l - math.Log(lo)) / z95, (math.Log(hi) - l) / z95})
		s.whens = append(s.whens, slot(c.condition(&o.When)))
		when = append(when, &o.When)
	}
	if len(in.Outcomes) == 0 {
		c.fail("has no outcomes")
	}
	it.reads = c.readsOf(when...)
	for _, q := range it.reads {
		it.tries = append(it.tries, c.triesOf(q, when))
	}
	s.findings = append(s.findings, it)
	s.items = append(s.items, item{int32(first), int32(len(s.outcomes) - first), c.find(groups, "group", in.Group)})
}

func (c *compiler) ladder(in *Source, s *source) {
	c.record, c.ladders = true, true
	defer func() { c.record, c.ladders = false, false }()
	s.base, s.beside = c.optionsOf(in.Base), c.optionsOf(in.Beside)
	c.places += len(s.base) + len(s.beside)
	for j := range in.Ladder {
		r := &in.Ladder[j]
		out := rung{opens: c.condition(&r.Opens.When), passed: none, options: c.optionsOf(r.Options)}
		if r.Passed.When.Given() {
			out.passed = c.condition(&r.Passed.When)
		}
		s.rungs = append(s.rungs, out)
		c.places += len(out.options)
	}
	c.rungs += len(in.Ladder)
}
