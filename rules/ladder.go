package rules

import (
	"cmp"
	"slices"
)

// Status is what an option is for this person.
type Status uint8

// The statuses, in the order in which they are decided: the first that fits.
const (
	Review      Status = iota // in use now, and something speaks against it: the prescriber decides
	NotSafe                   // an absolute contraindication holds
	Hold                      // a red flag holds it
	Stop                      // tried fairly without help, or it did harm
	Later                     // something must come first
	AskFirst                  // something decisive is not known
	Done                      // helped, or its result is known
	WithCaution               // possible, with care
	Now                       // open
)

var statusNames = [...]string{"review", "never", "hold", "stop", "later", "ask", "done", "caution", "now"}

func (s Status) String() string { return statusNames[s] }

// Open says whether the option can be taken up or discussed as things stand.
func (s Status) Open() bool { return s == Now || s == WithCaution || s == AskFirst }

// ReasonKind says what a reason points to.
type ReasonKind uint8

// The kinds of reason. Index is a row of the option, or a flag.
const (
	ByAvoid     ReasonKind = iota // Index: row of Avoid
	ByNeed                        // Index: row of Needs
	ByFlag                        // Index: flag
	ByUse                         // it is in use now
	ByOutcome                     // it helped, did not help or did harm
	NoFairTrial                   // it did not help, but was not tried long enough
	ByResult                      // the result of this test is known
	ByLimit                       // Most keeps it from being more
	ByKeep                        // never to be kept up unreviewed
)

// Reason is one ground of a status. Truth is True where it holds and Unknown where
// it is not known whether it does; for ByNeed it is False where the need is not met.
type Reason struct {
	Kind  ReasonKind
	Truth Truth
	Index int32
}

// OptionResult is what one option is for this person, at one place of one ladder.
// Assessment.ReasonsOf gives its reasons.
type OptionResult struct {
	Option   int32
	Status   Status
	Gate     Truth // the gate of its rung; True where there is none
	from, to int32 // its reasons
}

// ReasonsOf returns the grounds of a status.
func (a *Assessment) ReasonsOf(r *OptionResult) []Reason { return a.reasons[r.from:r.to] }

// RungResult is one step of a ladder for this person.
type RungResult struct {
	Open    Truth
	Passed  bool
	Options []OptionResult
}

// LadderResult is the ladder of one source. Current is a rung or -1.
type LadderResult struct {
	Source  int
	Current int
	Base    []OptionResult
	Beside  []OptionResult
	Rungs   []RungResult
}

// judged is an option as it stands without any rung's gate.
type judged struct {
	OptionResult
	done, inUse bool
}

// judge decides the status of one option, the gates of rungs left aside.
func (b *Base) judge(i int, f *facts, slab *[]Reason) judged {
	o := &b.options[i]
	start := len(*slab)
	add := func(kind ReasonKind, t Truth, index int) { *slab = append(*slab, Reason{kind, t, int32(index)}) }
	var worst [Now + 1]bool // the statuses for which there is a ground
	for row := range o.avoid {
		a := &o.avoid[row]
		t := f.test(a.when)
		if t == False {
			continue
		}
		if a.level == avoidAdvice {
			if t == True {
				add(ByAvoid, t, row)
			}
			continue
		}
		add(ByAvoid, t, row)
		switch {
		case a.level == avoidCaution:
			worst[WithCaution] = true
		case t == Unknown:
			worst[AskFirst] = true
		case a.level == avoidNever:
			worst[NotSafe] = true
		default:
			worst[Later] = true
		}
	}
	if b.hold(o, f, add) {
		worst[Hold] = true
	}
	inUse := o.inUse != none && f.test(o.inUse) == True
	var cell cell
	if o.tried != none {
		cell = f.cells[o.tried]
	}
	came := cell.yes
	inUse = inUse || came&o.words.using != 0
	helped := came&o.words.helped != 0
	switch {
	case came&o.words.bad != 0:
		worst[Stop] = true
		add(ByOutcome, False, 0)
	case came&o.words.noHelp != 0 && (o.adequate == none || f.test(o.adequate) == True):
		worst[Stop] = true
		add(ByOutcome, False, 0)
	case came&o.words.noHelp != 0:
		add(NoFairTrial, True, 0)
	case helped:
		worst[Done] = true
		add(ByOutcome, True, 0)
	}
	result := o.result != none && f.test(o.result) == True
	b.judgeNeeds(o, f, &worst, add)
	if inUse {
		add(ByUse, True, 0)
	}
	status := Now
	for s := NotSafe; s < Now; s++ {
		if worst[s] {
			status = s
			break
		}
	}
	switch {
	case inUse && (o.review || status <= Later || cautionHolds((*slab)[start:], o)):
		status = Review
		if o.review {
			add(ByKeep, True, 0)
		}
	case result && status > Stop:
		status = Done
		add(ByResult, True, 0)
	case o.cautionAtMost && status == Now:
		status = WithCaution
		add(ByLimit, True, 0)
	}
	return judged{done: true, inUse: inUse, OptionResult: OptionResult{Option: int32(i), Status: status, Gate: True,
		from: int32(start), to: int32(len(*slab))}}
}

func (b *Base) judgeNeeds(o *option, f *facts, worst *[Now + 1]bool, add func(ReasonKind, Truth, int)) {
	if o.invasive && f.unverified {
		// What a person remembers of a scan opens nothing invasive.
		f.blind = b.blind
		defer func() { f.blind = nil }()
	}
	for row, need := range o.needs {
		switch f.test(need) {
		case False:
			worst[Later] = true
			add(ByNeed, False, row)
		case Unknown:
			worst[AskFirst] = true
			add(ByNeed, Unknown, row)
		}
	}
}

func cautionHolds(reasons []Reason, o *option) bool {
	for _, r := range reasons {
		if r.Kind == ByAvoid && r.Truth == True && o.avoid[r.Index].level == avoidCaution {
			return true
		}
	}
	return false
}

// hold says whether a raised flag holds an option, and names the flags: all that
// name the option, and the gravest of those that hold everything.
func (b *Base) hold(o *option, f *facts, add func(ReasonKind, Truth, int)) bool {
	if o.act {
		return false
	}
	held := false
	for _, k := range o.heldBy {
		if f.flags[k].sure > Routine {
			held = true
			add(ByFlag, True, k)
		}
	}
	if held || o.safe {
		return held
	}
	for _, k := range f.holdAll {
		// What only "not sure" raised holds invasive options alone.
		if f.flags[k].sure >= Urgent || o.invasive {
			add(ByFlag, True, k)
			return true
		}
	}
	return false
}

// place puts a judged option on a rung with a gate.
func place(r *OptionResult, inUse bool, gate Truth) {
	r.Gate = gate
	switch {
	case gate == False && r.Status > Later:
		if r.Status = Later; inUse {
			r.Status = Review
		}
	case gate == Unknown && r.Status > AskFirst && r.Status != Done:
		r.Status = AskFirst
	}
}

// climb builds the ladder of one source.
func (b *Base) climb(i int, f *facts, sc *scratch) LadderResult {
	s := &b.sources[i]
	l := LadderResult{Source: i, Current: none}
	l.Base = sc.row(b, f, s.base, True)
	l.Beside = sc.row(b, f, s.beside, True)
	start := len(sc.rungs)
	for k := range s.rungs {
		r := &s.rungs[k]
		open := b.gate(r, f)
		passed := r.passed != none && f.test(r.passed) == True
		out := RungResult{Open: open, Passed: passed, Options: sc.row(b, f, r.options, open)}
		if l.Current == none && open == True && !passed && b.standsOn(out.Options) {
			l.Current = k
		}
		sc.rungs = append(sc.rungs, out)
	}
	l.Rungs = sc.rungs[start:len(sc.rungs):len(sc.rungs)]
	return l
}

// gate tests a rung's gate. Where tests are only remembered and not read, a gate
// that opens by them opens nothing, so it counts as unknown.
func (b *Base) gate(r *rung, f *facts) Truth {
	open := f.test(r.opens)
	if !f.unverified || open != True {
		return open
	}
	f.blind = b.blind
	blind := f.test(r.opens)
	f.blind = nil
	for _, o := range r.options {
		if b.options[o].invasive {
			return blind
		}
	}
	return open
}

func (b *Base) standsOn(options []OptionResult) bool {
	for _, o := range options {
		if o.Status.Open() && b.options[o.Option].active {
			return true
		}
	}
	return false
}

func (sc *scratch) row(b *Base, f *facts, options []int, gate Truth) []OptionResult {
	start := len(sc.places)
	for _, o := range options {
		if when := b.options[o].applies; when != given && f.test(when) == False {
			continue
		}
		j := &sc.judged[o]
		if !j.done {
			*j = b.judge(o, f, &sc.reasons)
		}
		sc.places = append(sc.places, j.OptionResult)
		place(&sc.places[len(sc.places)-1], j.inUse, gate)
	}
	return sc.places[start:len(sc.places):len(sc.places)]
}

// PlanEntry is one thing to do next, with the sources and flags it is for.
type PlanEntry struct {
	Option int
	Status Status
	For    []int // sources, likeliest first
	Flags  []int
	gain   float64
}

// planFrom is the probability from which a source's options enter the plan even
// where it is not among the first three.
const planFrom = 0.20

// plan merges what the flags ask for and the rungs of the likely sources.
func (b *Base) plan(a *Assessment, f *facts, sc *scratch) []PlanEntry {
	plan := planner{sc: sc, sources: a.planned()}
	for i := range a.Triage.Flags {
		fl := &a.Triage.Flags[i]
		for _, o := range b.flags[fl.Flag].acts[fl.Level] {
			if !sc.judged[o].done {
				sc.judged[o] = b.judge(o, f, &sc.reasons)
			}
			e := plan.entry(o)
			e.Status = sc.judged[o].Status
			e.Flags = append(e.Flags, fl.Flag)
		}
	}
	for rank := range plan.sources {
		plan.ladder(&a.Ladders[rank])
	}
	for i := range a.Next {
		if o := a.Next[i].Option; o != none && sc.planAt[o] > 0 {
			plan.entry(o).gain += a.Next[i].Gain
		}
	}
	rankOf := func(e *PlanEntry) int32 {
		if len(e.For) == 0 {
			return int32(len(a.Sources))
		}
		return sc.rank[e.For[0]]
	}
	slices.SortFunc(plan.entries, func(x, y PlanEntry) int {
		return cmp.Or(cmp.Compare(b.planClass(&x), b.planClass(&y)), cmp.Compare(y.gain, x.gain),
			cmp.Compare(b.options[x.Option].tier, b.options[y.Option].tier), cmp.Compare(rankOf(&x), rankOf(&y)),
			cmp.Compare(b.know.Options[x.Option].ID, b.know.Options[y.Option].ID))
	})
	return plan.entries
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

// planner gathers entries, one an option; planAt of the scratch finds them.
type planner struct {
	sc      *scratch
	entries []PlanEntry
	sources int   // how many sources an entry can be for
	ints    []int // room for them
}

func (p *planner) entry(option int) *PlanEntry {
	at := p.sc.planAt[option]
	if at == 0 {
		if p.entries == nil {
			p.entries = make([]PlanEntry, 0, 40)
		}
		if len(p.ints) < p.sources {
			p.ints = make([]int, 40*p.sources)
		}
		p.entries = append(p.entries, PlanEntry{Option: option, Status: NotSafe, For: p.ints[:0:p.sources]})
		p.ints = p.ints[p.sources:]
		at = int32(len(p.entries))
		p.sc.planAt[option] = at
	}
	return &p.entries[at-1]
}

// ladder enters what is open on a ladder, up to the rung on which the person stands.
func (p *planner) ladder(l *LadderResult) {
	p.row(l.Source, l.Base)
	for k := range l.Rungs {
		if l.Current != none && k > l.Current {
			break
		}
		if l.Rungs[k].Open != False {
			p.row(l.Source, l.Rungs[k].Options)
		}
	}
}

func (p *planner) row(source int, options []OptionResult) {
	for i := range options {
		o := &options[i]
		if !o.Status.Open() && o.Status != Review {
			continue
		}
		e := p.entry(int(o.Option))
		if o.Status > e.Status || e.Status == NotSafe {
			e.Status = o.Status
		}
		if n := len(e.For); n == 0 || e.For[n-1] != source {
			e.For = append(e.For, source)
		}
	}
}

// planClass puts what a flag asks for first, then tests, then all else.
func (b *Base) planClass(e *PlanEntry) int {
	switch {
	case len(e.Flags) > 0:
		return 0
	case b.know.Options[e.Option].Kind == Test:
		return 1
	}
	return 2
}
