package rules

import (
	"cmp"
	"math"
	"slices"
)

// The probabilities that are ever shown lie between these.
const (
	probabilityFloor = 0.01
	probabilityRoof  = 0.95
	intervalRoof     = 0.99
)

// Band is a probability in words.
type Band uint8

// The bands, from below 0.10, from 0.10, 0.30, 0.60 and 0.80.
const (
	Unlikely Band = iota
	NotRuledOut
	Possible
	Likely
	VeryLikely
)

var (
	bandNames  = [...]string{"unlikely", "not-ruled-out", "possible", "likely", "very-likely"}
	bandStarts = [...]float64{0, 0.10, 0.30, 0.60, 0.80}
)

func (b Band) String() string { return bandNames[b] }

// BandOf returns the band of a probability.
func BandOf(p float64) Band {
	b := Unlikely
	for i, start := range bandStarts {
		if p >= start {
			b = Band(i)
		}
	}
	return b
}

// Certainty says over how many bands an interval runs: one, two, or three and more.
type Certainty uint8

// The certainties.
const (
	Weak Certainty = iota
	Fair
	Firm
)

func (c Certainty) String() string { return [...]string{"weak", "fair", "firm"}[c] }

func certaintyOf(lo, hi float64) Certainty {
	switch BandOf(hi) - BandOf(lo) {
	case 0:
		return Firm
	case 1:
		return Fair
	}
	return Weak
}

// SourceResult is how likely one source is, and why. Indices point into Knowledge.
type SourceResult struct {
	Source        int
	Probability   float64 // rounded to four decimals
	Lo, Hi        float64 // plausible range
	Band          Band
	Certainty     Certainty
	Prior         int // row
	PriorP        float64
	AtCeiling     bool
	Total         float64 // log-odds, before floor and roof
	Contributions []Contribution
	Unknown       []UnknownItem
}

// Contribution is one finding that counted. Weight is in natural-log units, after
// halving and capping: prior and weights sum to the log-odds before the ceiling.
type Contribution struct {
	Weight        float64
	Item, Outcome int32
	Said          int32 // the outcome that is true and words it; Outcome may be a weaker one still possible
	Capped        bool
}

// UnknownItem is a finding that could still count. Gain is the expected drop of
// entropy in bits, Lo and Hi the probabilities between which it could move the source.
type UnknownItem struct {
	Item     int
	Question int // the first question that would settle it
	Gain     float64
	Lo, Hi   float64
	Matters  bool // the ladder or the plan would change
	Together bool // no single answer settles it: all open questions of the item must be answered
}

// itemState is what one evidence item says at present.
type itemState struct {
	log      float64 // of the ratio that counts, 0 for none
	outcome  int32   // the outcome that counts
	first    int32   // the first true outcome, -1 for none
	open     bool    // more could become known
	replaced bool
}

// groupSum gathers the logs of a group.
type groupSum struct {
	sum, most, least    float64
	half                float64 // 1, or 0.5 where halved
	factor              float64 // see share
	mostSeen, leastSeen bool    // see part
}

// value is the strongest for and the strongest against in full and the others by half.
func (g *groupSum) value() float64 { return (g.sum + g.most + g.least) / 2 * g.half }

func (g *groupSum) add(x float64) {
	g.sum, g.most, g.least = g.sum+x, max(g.most, x), min(g.least, x)
}

func (g *groupSum) with(x float64) groupSum {
	out := *g
	out.add(x)
	return out
}

// weighing is the scratch of one source.
type weighing struct {
	items      []itemState
	counting   []int32 // the items whose ratio is not 1
	open       []int32 // the others of which more could become known
	groups     []groupSum
	others     []groupSum // see moved
	prior      float64
	unverified bool // tests count like history: they lift no ceiling
}

// state finds the outcome that counts. Candidates are the outcomes that are not
// false, down to the first true one; without a true one "nothing" (ratio 1) joins
// them. If all speak for the source the weakest counts, likewise against.
func (s *source) state(item int, truths *truthTable, st *itemState) {
	for i, when := range s.conditions(item) {
		switch truths[when] {
		case True: // the usual case: one candidate
			*st = itemState{log: s.log(item, i), outcome: int32(i), first: int32(i)}
			return
		case Unknown:
			s.stateOpen(item, truths, i, st)
			return
		}
	}
	*st = itemState{first: none}
}

// stateOpen is state where the outcome at from is the first candidate and not known.
func (s *source) stateOpen(item int, truths *truthTable, from int, st *itemState) {
	*st = itemState{first: none, open: true}
	lo, hi := math.Inf(1), math.Inf(-1)
	var loAt, hiAt int32
	whens := s.conditions(item)
	for i := from; i < len(whens); i++ {
		t := truths[whens[i]]
		if t == False {
			continue
		}
		x := s.log(item, i)
		if x < lo {
			lo, loAt = x, int32(i)
		}
		if x > hi {
			hi, hiAt = x, int32(i)
		}
		if t == True {
			st.first = int32(i)
			break
		}
	}
	if st.first == none {
		lo, hi = min(lo, 0), max(hi, 0)
	} else if loAt == hiAt {
		st.open = false
	}
	switch {
	case lo > 0:
		st.outcome, st.log = loAt, lo
	case hi < 0:
		st.outcome, st.log = hiAt, hi
	}
}

// weigh scores one source. Contributions are appended to out, whose tail belongs to the result.
func (b *Base) weigh(i int, f *facts, w *weighing, drop []bool, out *[]Contribution) SourceResult {
	s := &b.sources[i]
	w.items, w.groups = w.items[:len(s.items)], w.groups[:len(s.groups)]
	for g := range w.groups {
		w.groups[g] = groupSum{half: 1}
	}
	w.counting, w.open = w.counting[:0], w.open[:0]
	for k := range s.items {
		st := &w.items[k]
		s.state(k, f.truths, st)
		if drop != nil && drop[k] {
			*st = itemState{first: none}
		}
		if st.log != 0 {
			w.counting = append(w.counting, int32(k))
		} else if st.open {
			w.open = append(w.open, int32(k))
		}
	}
	s.settleReplaced(w)
	for _, k := range w.counting {
		if st := &w.items[k]; !st.replaced {
			w.groups[s.items[k].group].add(st.log)
		}
	}
	r := SourceResult{Source: i}
	for row := range s.priors {
		if f.truths[s.priors[row].when] == True {
			r.Prior = row
			break
		}
	}
	p := &s.priors[r.Prior]
	r.PriorP, w.prior = p.p, p.logit
	r.Total, r.AtCeiling = s.total(w, none, 0)
	start := len(*out)
	below, above := s.contribute(w, out)
	r.Contributions = (*out)[start:len(*out):len(*out)]
	below = math.Sqrt(p.below*p.below + below)
	above = math.Sqrt(p.above*p.above + above)
	centre := clamp(r.Total, floorLogit, roofLogit)
	r.Probability = round4(logistic(centre))
	r.Lo = min(round4(max(logistic(centre-z95*below), probabilityFloor)), r.Probability)
	r.Hi = max(round4(min(logistic(centre+z95*above), intervalRoof)), r.Probability)
	r.Band, r.Certainty = BandOf(r.Probability), certaintyOf(r.Lo, r.Hi)
	return r
}

var floorLogit, roofLogit = logit(probabilityFloor), logit(probabilityRoof)

func clamp(x, lo, hi float64) float64 { return min(max(x, lo), hi) }

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// settleReplaced takes out the items that a composite stands in for and halves the
// groups that two concordant blocks were validated against. What is replaced hangs
// on what is known, never on a ratio, so that raising a ratio cannot lower a source.
func (s *source) settleReplaced(w *weighing) {
	for i := range s.composites {
		c := &s.composites[i]
		if first := w.items[c.item].first; first == none || c.outcome != none && c.outcome != first {
			continue
		}
		for _, r := range c.replaces {
			w.items[r].replaced = true
		}
		for _, g := range c.halves {
			w.groups[g].half = 0.5
		}
	}
}

// total is the log-odds: clinical evidence up to the ceiling, then the tests. With
// item >= 0 it is what they would be if that item had the log ratio x.
func (s *source) total(w *weighing, item int, x float64) (total float64, atCeiling bool) {
	clinical, tests := w.prior, 0.0
	for g := range s.groups {
		of := &s.groups[g]
		v := w.groups[g].value()
		if item >= 0 && s.items[item].group == g {
			sum := w.groups[g].with(x)
			v = sum.value()
		}
		if v = clamp(v, of.lo, of.hi); of.test {
			tests += v
		} else {
			clinical += v
		}
	}
	if w.unverified {
		return min(clinical+tests, s.ceiling), clinical+tests > s.ceiling
	}
	return min(clinical, s.ceiling) + tests, clinical > s.ceiling
}

// contribute lists what counted, history and examination before tests, and returns the
// summed variances below and above.
func (s *source) contribute(w *weighing, out *[]Contribution) (below, above float64) {
	for g := range w.groups {
		w.groups[g].share(&s.groups[g])
	}
	list := *out
	for _, tests := range [...]bool{false, true} {
		for _, k := range w.counting {
			st, it := &w.items[k], &s.items[k]
			group := it.group
			if st.replaced || s.groups[group].test != tests {
				continue
			}
			factor := w.groups[group].part(st.log)
			o := &s.outcomes[it.first+st.outcome]
			below += o.below * o.below * factor * factor
			above += o.above * o.above * factor * factor
			list = append(list, Contribution{Item: k, Outcome: st.outcome, Said: st.first, Weight: st.log * factor, Capped: w.groups[group].factor != w.groups[group].half})
		}
	}
	*out = list
	return below, above
}

// part is how much of an item counts: the strongest for and against in full, the first of
// equals, and the others by half.
func (g *groupSum) part(x float64) float64 {
	switch {
	case x > 0 && x == g.most && !g.mostSeen:
		g.mostSeen = true
	case x < 0 && x == g.least && !g.leastSeen:
		g.leastSeen = true
	default:
		return g.factor / 2
	}
	return g.factor
}

// share finds what halving and the cap leave of each item of the group.
func (g *groupSum) share(of *group) {
	g.factor = g.half
	sum := g.value()
	if cut := clamp(sum, of.lo, of.hi); cut != sum {
		g.factor *= cut / sum
	}
}

// ranked is a source on its way to its place.
type ranked struct {
	probability   float64
	order, source int32
}

// rankSources finds the place of each source by rounded probability, then by id.
func (sc *scratch) rankSources(b *Base) {
	sc.ranked = sc.ranked[:0]
	for i := range sc.results {
		sc.ranked = append(sc.ranked, ranked{sc.results[i].Probability, b.sourceOrder[i], int32(i)})
	}
	slices.SortFunc(sc.ranked, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(y.probability, x.probability), cmp.Compare(x.order, y.order))
	})
	for at, r := range sc.ranked {
		sc.rank[r.source] = int32(at)
	}
}
