package rules

import (
	"cmp"
	"math"
	"slices"
)

// NextStep is one thing to find out, with the entropy it is expected to take away
// from all sources whose ladder it could change, in bits.
type NextStep struct {
	Question int
	// Questions are all that must be answered: Question, or those of a finding that no
	// single answer can settle.
	Questions []int
	Option    int // the option that obtains it, -1 for none
	Obtain    uint8
	Item      int // the evidence item that words it, in Source
	Source    int
	Gain      float64
	For       []int // sources
	last      int32 // the source that was entered last, from 1
}

// obtains orders the ways of finding out: cheap and safe first.
var obtains = []string{Ask, Examine, Image, Lab, Block}

// askedOrExamined is the last way of finding out that needs no option.
const askedOrExamined = 1

// ObtainName returns ask, examine, image, lab or block.
func (n *NextStep) ObtainName() string { return obtains[n.Obtain] }

// unknowns appends what could still be known of a source.
//
// The outcomes that are still possible are merged into one for and one against the
// source (geometric means r+ and r-). For a test of such ratios the chance of the
// one for is (1 - r-)/(r+ - r-) without the source and r+ times that with it. The
// gain is the expected drop of entropy, computed with the change that the group's
// cap lets through.
func (b *Base) unknowns(f *facts, sc *scratch, r *SourceResult, out *[]UnknownItem) {
	s, w := &b.sources[r.Source], &sc.weigh
	start := len(*out)
	p := 0.0
	for _, k32 := range w.open {
		k := int(k32)
		if w.items[k].replaced {
			continue
		}
		if p == 0 {
			p = logistic(clamp(r.Total, floorLogit, roofLogit))
		}
		instead := s.standsIn(w, k)
		up, down, ok := s.possible(k, f.truths, instead)
		if !ok {
			continue
		}
		if sc.open = s.openOf(f, k, sc.open[:0]); len(sc.open) == 0 {
			continue
		}
		u := UnknownItem{Item: k, Question: sc.open[0]}
		plus, minus := s.moved(w, k, up), s.moved(w, k, down)
		rPlus, rMinus := math.Exp(up), math.Exp(down)
		chance := (1 - rMinus) / (rPlus - rMinus) * (p*rPlus + 1 - p)
		if instead && plus > minus { // its ratios are not beside what is known, so that p must be what is expected
			chance = clamp((p-minus)/(plus-minus), 0, 1)
		}
		u.Gain = math.Round(max(0, entropy(p)-chance*entropy(plus)-(1-chance)*entropy(minus))*1e4) / 1e4
		u.Lo, u.Hi = round4(minus), round4(plus)
		u.Matters = BandOf(u.Lo) != r.Band || BandOf(u.Hi) != r.Band ||
			(u.Lo >= planFrom) != (u.Hi >= planFrom) || slices.ContainsFunc(sc.open, func(q int) bool { return s.reads[q] })
		if u.Matters && u.Gain > 0 && len(sc.open) > 1 {
			b.settle(f, sc, s, &u)
		}
		*out = append(*out, u)
	}
	r.Unknown = (*out)[start:len(*out):len(*out)]
	if len(r.Unknown) < 2 {
		return
	}
	slices.SortFunc(r.Unknown, func(x, y UnknownItem) int {
		return cmp.Or(cmp.Compare(y.Gain, x.Gain), cmp.Compare(x.Item, y.Item))
	})
}

// moved is the probability if item k had the log ratio x. What it would stand in for no
// longer counts then: a second block is told as the total of both.
func (s *source) moved(w *weighing, k int, x float64) float64 {
	if s.standsIn(w, k) {
		groups := w.groups
		defer func() { w.groups = groups }()
		w.groups = s.groupsWithout(w, s.findings[k].replaces)
	}
	total, _ := s.total(w, k, x)
	return logistic(clamp(total, floorLogit, roofLogit))
}

// standsIn says whether an item would take the place of what counts now.
func (s *source) standsIn(w *weighing, item int) bool {
	parts := s.findings[item].replaces
	return slices.ContainsFunc(parts, func(k int) bool { return w.items[k].log != 0 && !w.items[k].replaced })
}

// groupsWithout sums the groups anew without some items.
func (s *source) groupsWithout(w *weighing, parts []int) []groupSum {
	out := w.others[:0]
	for g := range w.groups {
		out = append(out, groupSum{half: w.groups[g].half})
	}
	for _, k := range w.counting {
		if st := &w.items[k]; !st.replaced && !slices.Contains(parts, int(k)) {
			out[s.items[k].group].add(st.log)
		}
	}
	w.others = out
	return out
}

// possible merges the outcomes that can still be into one for and one against; of what
// stands in for other findings they are the strongest, as the middle of its totals may lie
// on one side of what is known.
func (s *source) possible(item int, truths *truthTable, strongest bool) (up, down float64, ok bool) {
	var ups, downs float64
	otherwise := s.findings[item].otherwise
	for i, when := range s.conditions(item) {
		t := truths[when]
		if t == False {
			continue
		}
		switch x := s.log(item, i); {
		case strongest && x > 0:
			up, ups = max(up, x), 1
		case strongest && x < 0:
			down, downs = min(down, x), 1
		case x > 0:
			up += x
			ups++
		case x < 0:
			down += x
			downs++
		}
		if t == True {
			break
		}
	}
	if ups == 0 && otherwise > 0 {
		up, ups = otherwise, 1
	}
	if downs == 0 && otherwise < 0 {
		down, downs = otherwise, 1
	}
	if ups == 0 || downs == 0 {
		return 0, 0, false
	}
	return up / ups, down / downs, true
}

// openOf adds the questions on which an open item hangs.
func (s *source) openOf(f *facts, item int, list []int) []int {
	for _, when := range s.conditions(item) {
		list = f.openQuestions(int32(when), list)
	}
	return list
}

// settle finds, among the open questions of an item, the first that can settle it alone.
func (b *Base) settle(f *facts, sc *scratch, s *source, u *UnknownItem) {
	for _, q := range sc.open {
		if b.settlesAlone(f, sc, s, u.Item, q) {
			u.Question = q
			return
		}
	}
	u.Together = true
}

// settlesAlone says whether some answer to one question makes an open item count.
func (b *Base) settlesAlone(f *facts, sc *scratch, s *source, item, q int) bool {
	if len(sc.trial) == 0 {
		sc.trial = append(sc.trial, f.cells...)
		if sc.tried == nil {
			sc.tried = new(truthTable)
		}
	}
	g := *f
	g.cells, g.truths = sc.trial, nil
	defer func() { g.cells[q] = f.cells[q] }()
	x := &s.findings[item]
	for _, c := range x.tries[slices.Index(x.reads, q)] {
		g.cells[q] = c
		for _, when := range s.conditions(item) {
			sc.tried[when] = g.eval(int32(when))
		}
		var st itemState
		if s.state(item, sc.tried, &st); st.log != 0 {
			return true
		}
	}
	return false
}

func entropy(p float64) float64 {
	return -(p*math.Log2(p) + (1-p)*math.Log2(1-p))
}

// next gathers the unknown findings of all sources by the question that settles them.
func (b *Base) next(f *facts, results []SourceResult, sc *scratch, m *memory) []NextStep {
	steps := m.next
	pairs := sc.pairs[:0]
	for i := range results {
		r := &results[i]
		for _, u := range r.Unknown {
			if !u.Matters || u.Gain == 0 {
				continue
			}
			it := &b.sources[r.Source].findings[u.Item]
			at := &sc.stepAt[u.Question*len(obtains)+int(it.obtain)]
			if *at == 0 || u.Together {
				questions := []int{u.Question}
				if u.Together {
					questions = b.sources[r.Source].openOf(f, u.Item, nil)
				}
				steps = append(steps, NextStep{Question: u.Question, Questions: questions, Option: it.option, Obtain: it.obtain, Item: u.Item, Source: r.Source})
			}
			n := int32(len(steps))
			if *at == 0 && !u.Together {
				*at = n
			} else if !u.Together {
				n = *at
			}
			st := &steps[n-1]
			if st.Option == none {
				st.Option = it.option
			}
			st.Gain += u.Gain
			if st.last != int32(r.Source)+1 {
				st.last = int32(r.Source) + 1
				pairs = append(pairs, pair{n - 1, int32(r.Source)})
			}
		}
	}
	sc.pairs, m.next = pairs, steps[:0]
	spread(pairs, sc, &m.nextFor, len(steps), func(at int32) *[]int { return &steps[at].For })
	for i := range steps {
		sc.stepAt[steps[i].Question*len(obtains)+int(steps[i].Obtain)] = 0
		steps[i].Gain = math.Round(steps[i].Gain*1e4) / 1e4
	}
	slices.SortFunc(steps, func(x, y NextStep) int {
		return cmp.Or(cmp.Compare(x.Obtain, y.Obtain), cmp.Compare(y.Gain, x.Gain), cmp.Compare(x.Question, y.Question))
	})
	return steps
}
