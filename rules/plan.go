package rules

import (
	"cmp"
	"math"
	"slices"
)

// PlanEntry is one thing to do next, with the sources and flags it is for.
type PlanEntry struct {
	Option int
	Status Status
	For    []int // sources, likeliest first
	Flags  []int
}

// planFrom is the probability from which a source's options enter the plan even
// where it is not among the first three.
const planFrom = 0.20

// plan merges what the flags ask for and the rungs of the likely sources.
func (b *Base) plan(a *Assessment, sc *scratch) []PlanEntry {
	p := planner{scratch: sc, planned: sc.planned[:0], sources: sc.pairs[:0], flags: sc.flagPairs[:0]}
	for i := range a.Triage.Flags {
		fl := &a.Triage.Flags[i]
		for _, o := range b.flags[fl.Flag].acts[fl.Level] {
			at, e := p.entry(o)
			e.status, e.flagged = sc.judged[o].Status, true
			p.flags = append(p.flags, pair{at, int32(fl.Flag)})
		}
	}
	a.Acts = take(&a.memory.acts, len(p.planned))
	for i := range a.Acts {
		a.Acts[i] = sc.judged[p.planned[i].option].OptionResult
	}
	n := a.planned()
	for rank := range a.Ladders {
		l := &a.Ladders[rank]
		if rank < n {
			p.ladder(l, int32(rank))
		}
		if l.has.has(Review) {
			p.inUse(l, int32(rank), rank < n)
		}
	}
	for i := range a.Next {
		if o := a.Next[i].Option; o != none && sc.planAt[o] > 0 {
			p.planned[sc.planAt[o]-1].gain += a.Next[i].Gain
		}
	}
	sc.planned, sc.pairs, sc.flagPairs = p.planned, p.sources, p.flags
	return p.sorted(b, a.memory)
}

// planned is how many sources the plan is made for: the first three and all that
// are likely enough, none where not enough is known.
func (a *Assessment) planned() int {
	if !a.Enough {
		return 0
	}
	n := 0
	for n < len(a.Sources) && (n < 3 || a.Sources[n].Probability >= planFrom) {
		n++
	}
	return n
}

// planner gathers what is planned, one entry an option; planAt of the scratch finds them.
type planner struct {
	*scratch
	planned        []planned
	sources, flags []pair // with the place of an entry
}

// planned is a plan entry that is being made.
type planned struct {
	gain    float64
	option  int32
	first   int32 // the rank of the likeliest source that it is for
	last    int32 // of the least likely
	status  Status
	flagged bool
}

const noRank = 1<<31 - 1

// planRank is by what an entry is sorted, and its place before that.
type planRank struct {
	above, below uint64
	at           int32
}

// rank works out by what the entry at a place is sorted: its class and what it would tell,
// then its tier, the source that it is for, and its id.
func (e *planned) rank(b *Base, at int32) planRank {
	if e.flagged {
		return planRank{0, uint64(at), at}
	}
	o := &b.options[e.option]
	return planRank{
		above: uint64(o.class+1)<<62>>1 | ^math.Float64bits(e.gain)>>3, // a gain is never negative
		below: uint64(o.tier)<<59 | uint64(e.first)<<28 | uint64(b.optionOrder[e.option]),
		at:    at,
	}
}

func (p *planner) entry(option int32) (at int32, e *planned) {
	if at = p.planAt[option] - 1; at < 0 {
		at = int32(len(p.planned))
		p.planAt[option] = at + 1
		p.planned = append(p.planned, planned{option: option, first: noRank, last: noRank, status: NotSafe})
	}
	return at, &p.planned[at]
}

// ladder enters what is open on a ladder, up to the rung on which the person stands.
func (p *planner) ladder(l *LadderResult, rank int32) {
	p.row(l.Source, rank, l.Base)
	for k := range l.Rungs {
		if l.Current != none && k > l.Current {
			break
		}
		if l.Rungs[k].Open != False {
			p.row(l.Source, rank, l.Rungs[k].Options)
		}
	}
}

// inUse enters what is in use and must be reviewed, wherever on a ladder it stands.
func (p *planner) inUse(l *LadderResult, rank int32, planned bool) {
	review := func(options []OptionResult) {
		for i := range options {
			if o := &options[i]; o.Status == Review {
				p.add(o, l.Source, rank, planned)
			}
		}
	}
	review(l.Base)
	review(l.Beside)
	for k := range l.Rungs {
		review(l.Rungs[k].Options)
	}
}

func (p *planner) row(source int, rank int32, options []OptionResult) {
	for i := range options {
		if o := &options[i]; o.Status.Open() {
			p.add(o, source, rank, true)
		}
	}
}

// add enters an option as it stands on one ladder, for that source where it is planned
// for or the likeliest that has the option.
func (p *planner) add(o *OptionResult, source int, rank int32, planned bool) {
	at, e := p.entry(o.Option)
	if o.Status > e.status || e.status == NotSafe {
		e.status = o.Status
	}
	if (planned || e.first == noRank) && e.last != rank {
		e.first, e.last = min(e.first, rank), rank
		p.sources = append(p.sources, pair{at, int32(source)})
	}
}

// sorted puts what flags ask for first, the gravest first, then acts, then tests by what
// they would tell, then all else by tier and by the source that it is for.
func (p *planner) sorted(b *Base, m *memory) []PlanEntry {
	p.order = take(&p.order, len(p.planned))
	for i := range p.planned {
		p.order[i] = p.planned[i].rank(b, int32(i))
	}
	slices.SortFunc(p.order, func(x, y planRank) int {
		if x.above != y.above {
			return cmp.Compare(x.above, y.above)
		}
		return cmp.Compare(x.below, y.below)
	})
	entries := take(&m.plan, len(p.planned))
	p.to = take(&p.to, len(entries))
	for i, r := range p.order {
		e := &p.planned[r.at]
		entries[i] = PlanEntry{Option: int(e.option), Status: e.status}
		p.to[r.at] = int32(i)
	}
	spread(p.sources, p.scratch, &m.planFor, len(entries), func(at int32) *[]int { return &entries[p.to[at]].For })
	spread(p.flags, p.scratch, &m.planFlags, len(entries), func(at int32) *[]int { return &entries[p.to[at]].Flags })
	return entries
}

// pair says that a value belongs to the list of an owner.
type pair struct{ owner, value int32 }

// spread gives each of n owners the list of its values, in the order of the pairs, all
// lists in one piece of memory.
func spread(pairs []pair, sc *scratch, memory *[]int, n int, list func(owner int32) *[]int) {
	if len(pairs) == 0 {
		return
	}
	sc.counts = grow(sc.counts, n)
	for _, p := range pairs {
		sc.counts[p.owner]++
	}
	slab := take(memory, len(pairs))
	for _, p := range pairs {
		l := list(p.owner)
		if *l == nil {
			*l, slab = slab[:0:sc.counts[p.owner]], slab[sc.counts[p.owner]:]
		}
		*l = append(*l, int(p.value))
	}
}
