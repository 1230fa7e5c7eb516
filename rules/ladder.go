package rules

import (
	"math/bits"
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
	ByDanger                      // Index: flag; invasive, while a danger that does not hold it is open
)

// Reason is one ground of a status. Truth is True where it holds and Unknown where
// it is not known whether it does; for ByNeed it is False where the need is not met, for
// ByResult where a danger asks for the test anew.
type Reason struct {
	Kind  ReasonKind
	Truth Truth
	Index int32
}

// reason is a Reason in one word, so that writing down many costs little: kind, truth and
// index from the lowest bit.
type reason uint32

const (
	reasonTruth = 4
	reasonIndex = 6
)

func because(kind ReasonKind, t Truth, index int) reason {
	return reason(kind) | reason(t)<<reasonTruth | reason(index)<<reasonIndex
}

func (r reason) told() Reason {
	return Reason{ReasonKind(r & (1<<reasonTruth - 1)), Truth(r >> reasonTruth & 3), int32(r >> reasonIndex)}
}

// OptionResult is what one option is for this person, at one place of one ladder.
// Assessment.ReasonsOf gives its reasons.
type OptionResult struct {
	Option int32
	from   int32 // its reasons
	count  uint16
	Status Status
	Gate   Truth // the gate of its rung; True where there is none, or where what is behind it is known
}

// ReasonsOf returns the grounds of a status.
func (a *Assessment) ReasonsOf(r *OptionResult) []Reason {
	out := make([]Reason, r.count)
	for i := range out {
		out[i] = a.reasons[int(r.from)+i].told()
	}
	return out
}

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
	has     statuses
}

// statuses are those that options have, a bit each.
type statuses uint16

func (s statuses) has(x Status) bool { return s>>x&1 != 0 }

// judged is an option as it stands without any rung's gate.
type judged struct {
	OptionResult
	inUse, left bool // left out of every list
	known       bool // a test whose result is known
}

// grounds are the statuses for which there is one.
type grounds uint16

func (g *grounds) add(s Status) { *g |= 1 << s }

// status is the first in the order of decision, Now where there are no grounds.
func (g grounds) status() Status { return Status(bits.TrailingZeros16(uint16(g) | 1<<Now)) }

// cautioned marks, among the grounds, that a caution is known to hold.
const cautioned grounds = 1 << 15

// avoidWeight is what a row does, by its level and truth: the grounds that it gives, and
// whether it is told: advice only where it holds.
var avoidWeight = [16]struct {
	told    uint16
	grounds grounds
}{
	avoidAdvice<<2 | int(True):        {told: 1},
	avoidCaution<<2 | int(Unknown):    {1, 1 << WithCaution},
	avoidCaution<<2 | int(True):       {1, 1<<WithCaution | cautioned},
	avoidSpecialist<<2 | int(Unknown): {1, 1 << AskFirst},
	avoidSpecialist<<2 | int(True):    {1, 1 << Later},
	avoidNever<<2 | int(Unknown):      {1, 1 << AskFirst},
	avoidNever<<2 | int(True):         {1, 1 << NotSafe},
}

// judgeAvoids looks at what speaks against an option. Most rows do not hold, but which
// is hard to foresee, so that each is written down and then kept or not.
func judgeAvoids(rows []avoid, truths *truthTable, reasons []reason) ([]reason, grounds) {
	var g grounds
	n := len(reasons)
	reasons = slices.Grow(reasons, len(rows))[:n+len(rows)]
	for row, a := range rows {
		t := truths[a.when]
		reasons[n] = because(ByAvoid, t, row)
		w := &avoidWeight[(a.level<<2|uint8(t))&15]
		n += int(w.told)
		g |= w.grounds
	}
	return reasons[:n], g
}

// judgeAll decides the status of every option, once for all its places.
func (b *Base) judgeAll(f *facts, sc *scratch) {
	for i := range sc.judged {
		sc.judged[i], sc.reasons = b.judge(i, f, sc.reasons)
	}
}

// judge decides the status of one option, the gates of rungs left aside, and appends
// its reasons to those of the others.
func (b *Base) judge(i int, f *facts, reasons []reason) (judged, []reason) {
	o := &b.options[i]
	start := len(reasons)
	var g grounds
	truths := f.truths
	reasons, g = judgeAvoids(b.avoids[o.firstAvoid:o.firstAvoid+o.avoids], truths, reasons)
	if len(f.named)+len(f.holdAll) > 0 {
		var held bool
		if reasons, held = b.hold(i, f, reasons); held {
			g.add(Hold)
		}
	}
	inUse := o.inUse != none && truths[o.inUse] == True
	if o.tried != none {
		came := f.cells[o.tried].yes
		inUse = inUse || came&o.words.using != 0
		reasons = o.judgeOutcome(came, truths, &g, reasons)
	}
	switch {
	case o.needs == 0:
	case inUse:
		b.judgeBegun(o, f, &g, reasons)
	default:
		reasons = b.judgeNeeds(o, f, &g, reasons)
	}
	if inUse {
		reasons = append(reasons, because(ByUse, True, 0))
	}
	status, isKnown := g.status(), false
	switch {
	case inUse && (o.review || status <= Later || g&cautioned != 0):
		status = Review
		if o.review {
			reasons = append(reasons, because(ByKeep, True, 0))
		}
	case status > Stop && o.result != none && truths[o.result] == True:
		again := f.acted[i]
		reasons = append(reasons, because(ByResult, truth(!again), 0))
		if isKnown = !again; isKnown {
			status = Done
		}
	case o.invasive && status == Now && f.gravest != none:
		status = WithCaution
		reasons = append(reasons, because(ByDanger, True, f.gravest))
	case o.cautionAtMost && status == Now:
		status = WithCaution
		reasons = append(reasons, because(ByLimit, True, 0))
	}
	return judged{inUse: inUse, left: truths[o.applies] == False, known: isKnown,
		OptionResult: OptionResult{Option: int32(i), Status: status, Gate: True,
			from: int32(start), count: uint16(len(reasons) - start)}}, reasons
}

// judgeOutcome looks at what came of the option before. Help that wore off too soon is none.
func (o *option) judgeOutcome(came uint64, truths *truthTable, g *grounds, reasons []reason) []reason {
	noHelp := o.words.noHelp
	if o.woreOff != none && truths[o.woreOff] == True {
		noHelp |= o.words.helped
	}
	switch {
	case came&o.words.bad != 0,
		came&noHelp != 0 && (o.adequate == none || truths[o.adequate] == True):
		g.add(Stop)
		return append(reasons, because(ByOutcome, False, 0))
	case came&noHelp != 0:
		return append(reasons, because(NoFairTrial, True, 0))
	case came&o.words.helped != 0:
		if !o.review { // what is never to be kept up unreviewed is not done because it helped
			g.add(Done)
		}
		return append(reasons, because(ByOutcome, True, 0))
	}
	return reasons
}

// judgeBegun looks at what should have come before what is in use. One that is not met, or
// not known while it is not known to help either, is a ground to review it; which one is no
// reason that is told, for nothing of it can come first any more.
func (b *Base) judgeBegun(o *option, f *facts, g *grounds, reasons []reason) {
	var before grounds
	b.judgeNeeds(o, f, &before, reasons)
	if before&(1<<Later) != 0 || before != 0 && *g&(1<<Done) == 0 {
		g.add(Later)
	}
}

func (b *Base) judgeNeeds(o *option, f *facts, g *grounds, reasons []reason) []reason {
	if o.invasive && f.unverified {
		f = f.blindly // what a person remembers of a scan opens nothing invasive
	}
	for row, need := range b.needs[o.firstNeed : o.firstNeed+o.needs] {
		switch f.test(need) {
		case False:
			g.add(Later)
			reasons = append(reasons, because(ByNeed, False, row))
		case Unknown:
			g.add(AskFirst)
			reasons = append(reasons, because(ByNeed, Unknown, row))
		}
	}
	return reasons
}

// hold says whether a raised flag holds an option, and names the flags: all that
// name the option, and the gravest of those that hold everything.
func (b *Base) hold(i int, f *facts, reasons []reason) ([]reason, bool) {
	o := &b.options[i]
	if o.act {
		return reasons, false
	}
	held := false
	if len(f.named) > 0 && f.heldNames[i/64]>>(i%64)&1 != 0 {
		for _, k := range f.named {
			if b.flags[k].names[i/64]>>(i%64)&1 != 0 {
				held = true
				reasons = append(reasons, because(ByFlag, True, k))
			}
		}
	}
	if held || o.safe {
		return reasons, held
	}
	for _, k := range f.holdAll {
		// What only "not sure" raised holds invasive options alone.
		if f.flags[k].sure >= Urgent || o.invasive {
			return append(reasons, because(ByFlag, True, k)), true
		}
	}
	return reasons, false
}

// place puts a judged option on a rung with a gate. What is in use has passed it: the gate
// is no reason of it, but a shut one a ground to review it.
func place(r *OptionResult, inUse bool, gate Truth) {
	if inUse {
		if gate == False && r.Status > Later || r.Status > AskFirst && r.Status != Done {
			r.Status = Review
		}
		return
	}
	r.Gate = gate
	switch {
	case gate == False && r.Status > Later:
		r.Status = Later
	case gate == Unknown && r.Status > AskFirst && r.Status != Done:
		r.Status = AskFirst
	}
}

// climb builds the ladder of one source.
func (b *Base) climb(i int, f *facts, sc *scratch) LadderResult {
	s := &b.sources[i]
	l := LadderResult{Source: i, Current: none}
	l.Base = sc.row(s.base, True, &l.has)
	l.Beside = sc.row(s.beside, True, &l.has)
	start := len(sc.rungs)
	for k := range s.rungs {
		r := &s.rungs[k]
		open := b.gate(r, f)
		passed := r.passed != none && f.test(r.passed) == True
		out := RungResult{Open: open, Passed: passed, Options: sc.row(r.options, open, &l.has)}
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
	blind := f.blindly.test(r.opens)
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

// row gives the options of one list as they stand behind a gate.
func (sc *scratch) row(options []int32, gate Truth, has *statuses) []OptionResult {
	start := len(sc.places)
	places := slices.Grow(sc.places, len(options))
	for _, o := range options {
		j := &sc.judged[o]
		if j.left {
			continue
		}
		places = append(places, j.OptionResult)
		r := &places[len(places)-1]
		if gate != True && !j.known { // no gate stands before what is known
			place(r, j.inUse, gate)
		}
		*has |= 1 << r.Status
	}
	sc.places = places
	return places[start:len(places):len(places)]
}
