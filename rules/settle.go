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
	Option   int // the option that obtains it, -1 for none
	Obtain   uint8
	Item     int // the evidence item that words it, in Source
	Source   int
	Gain     float64
	For      []int // sources
}

// obtains orders the ways of finding out: cheap and safe first.
var obtains = []string{Ask, Examine, Image, Lab, Block}

// ObtainName returns ask, examine, image, lab or block.
func (n *NextStep) ObtainName() string { return obtains[n.Obtain] }

// unknowns appends what could still be known of a source.
//
// The outcomes that are still possible are merged into one for and one against the
// source (geometric means r+ and r-). For a test of such ratios the chance of the
// one for is (1 - r-)/(r+ - r-) without the source and r+ times that with it. The
// gain is the expected drop of entropy, computed with the change that the group's
// cap lets through.
func (b *Base) unknowns(f *facts, w *weighing, r *SourceResult, out *[]UnknownItem) {
	s := &b.sources[r.Source]
	start := len(*out)
	p := logistic(clamp(r.Total, floorLogit, roofLogit))
	for k := range s.items {
		st := &w.items[k]
		if !st.open || st.replaced || st.outcome != none {
			continue
		}
		up, down, ok := s.items[k].possible(f)
		if !ok {
			continue
		}
		u := UnknownItem{Item: k, Question: b.firstUnknown(f, s.items[k].reads)}
		if u.Question == none {
			continue
		}
		plus, minus := s.moved(w, k, up), s.moved(w, k, down)
		rPlus, rMinus := math.Exp(up), math.Exp(down)
		chance := (1 - rMinus) / (rPlus - rMinus) * (p*rPlus + 1 - p)
		u.Gain = math.Round(max(0, entropy(p)-chance*entropy(plus)-(1-chance)*entropy(minus))*1e4) / 1e4
		u.Lo, u.Hi = round4(minus), round4(plus)
		u.Matters = BandOf(u.Lo) != r.Band || BandOf(u.Hi) != r.Band ||
			(u.Lo >= planFrom) != (u.Hi >= planFrom) || b.sources[r.Source].ladderReads(u.Question)
		*out = append(*out, u)
	}
	r.Unknown = (*out)[start:len(*out):len(*out)]
	slices.SortFunc(r.Unknown, func(x, y UnknownItem) int {
		return cmp.Or(cmp.Compare(y.Gain, x.Gain), cmp.Compare(x.Item, y.Item))
	})
}

func (s *source) ladderReads(question int) bool { return s.reads[question] }

// moved is the probability if item k had the log ratio x.
func (s *source) moved(w *weighing, k int, x float64) float64 {
	total, _ := s.total(w, k, x)
	return logistic(clamp(total, floorLogit, roofLogit))
}

// possible merges the outcomes that can still be into one for and one against.
func (it *item) possible(f *facts) (up, down float64, ok bool) {
	var ups, downs float64
	for i := range it.outcomes {
		o := &it.outcomes[i]
		t := f.test(o.when)
		if t == False {
			continue
		}
		switch {
		case o.log > 0:
			up += o.log
			ups++
		case o.log < 0:
			down += o.log
			downs++
		}
		if t == True {
			break
		}
	}
	if ups == 0 && it.otherwise > 0 {
		up, ups = it.otherwise, 1
	}
	if downs == 0 && it.otherwise < 0 {
		down, downs = it.otherwise, 1
	}
	if ups == 0 || downs == 0 {
		return 0, 0, false
	}
	return up / ups, down / downs, true
}

func (b *Base) firstUnknown(f *facts, reads []int) int {
	for _, q := range reads {
		if f.cells[q].state != known {
			return q
		}
	}
	for _, q := range reads {
		if f.cells[q].yes|f.cells[q].no != b.questions[q].all {
			return q
		}
	}
	return none
}

func entropy(p float64) float64 {
	return -(p*math.Log2(p) + (1-p)*math.Log2(1-p))
}

// next gathers the unknown findings of all sources by the question that settles them.
func (b *Base) next(results []SourceResult) []NextStep {
	var steps []NextStep
	at := make(map[[2]int]int)
	for i := range results {
		r := &results[i]
		for _, u := range r.Unknown {
			if !u.Matters || u.Gain == 0 {
				continue
			}
			ev := &b.know.Sources[r.Source].Evidence[u.Item]
			kind := uint8(slices.Index(obtains, ev.Obtain))
			key := [2]int{u.Question, int(kind)}
			n, ok := at[key]
			if !ok {
				n = len(steps)
				at[key] = n
				steps = append(steps, NextStep{Question: u.Question, Option: b.sources[r.Source].items[u.Item].option,
					Obtain: kind, Item: u.Item, Source: r.Source})
			}
			st := &steps[n]
			if st.Option == none {
				st.Option = b.sources[r.Source].items[u.Item].option
			}
			st.Gain += u.Gain
			if n := len(st.For); n == 0 || st.For[n-1] != r.Source {
				st.For = append(st.For, r.Source)
			}
		}
	}
	for i := range steps {
		steps[i].Gain = math.Round(steps[i].Gain*1e4) / 1e4
	}
	slices.SortFunc(steps, func(x, y NextStep) int {
		return cmp.Or(cmp.Compare(x.Obtain, y.Obtain), cmp.Compare(y.Gain, x.Gain), cmp.Compare(x.Question, y.Question))
	})
	return steps
}
