package rules

import (
	"slices"
	"sync"
)

// Assessment is everything that any screen or report shows, as indices into the
// knowledge: the same for both readers, who see other words.
type Assessment struct {
	Scope Scope
	// ScopeOpen are the questions that decide whether the person is in scope and are not answered.
	ScopeOpen []int
	Triage    Triage
	Sources   []SourceResult // sorted by rounded probability, then id
	Enough    bool
	Missing   []int // rows of Policy.Core that are not answered
	Next      []NextStep
	First     FirstStep
	Ladders   []LadderResult // in the order of Sources; none out of scope
	Plan      []PlanEntry
	// Acts are the options that flags ask for, as they stand by themselves: one may be on
	// no ladder.
	Acts []OptionResult
	// Candidacy tells the criteria of the options that have some; none out of scope.
	Candidacy []CriterionResult
	// Unverified says that the tests were told from memory: they lift no ceiling.
	Unverified bool
	reasons    []reason
	// Derived are the questions whose answers followed from others.
	Derived []int
	memory  *memory
}

// memory is what the lists of an assessment lie in. Its own lists are always empty, so
// that equal assessments are equal in any memory.
type memory struct {
	Assessment
	contributions []Contribution
	unknown       []UnknownItem
	sources       []SourceResult
	ladders       []LadderResult
	rungs         []RungResult
	places        []OptionResult
	reasons       []reason
	candidacy     []CriterionResult
	plan          []PlanEntry
	acts          []OptionResult
	next          []NextStep
	nextFor       []int
	planFor       []int
	planFlags     []int
}

var memories sync.Pool

func newAssessment() *Assessment {
	m, ok := memories.Get().(*memory)
	if !ok {
		m = &memory{contributions: []Contribution{}, unknown: []UnknownItem{}, sources: []SourceResult{}, ladders: []LadderResult{},
			rungs: []RungResult{}, places: []OptionResult{}, reasons: []reason{}, candidacy: []CriterionResult{}, plan: []PlanEntry{}, acts: []OptionResult{},
			next: []NextStep{}, nextFor: []int{}, planFor: []int{}, planFlags: []int{}}
	}
	m.Assessment = Assessment{Scope: Scope{In: true, Reason: none}, memory: m}
	return &m.Assessment
}

// Release lets the next assessment have the memory of this one, of which nobody may look
// at anything any more. It is for those who assess many people; else it can be left out.
func (a *Assessment) Release() {
	if m := a.memory; m != nil {
		a.memory = nil
		memories.Put(m)
	}
}

// take returns n elements that are to be written, in the memory that is there where it is enough.
func take[T any](memory *[]T, n int) []T {
	if cap(*memory) < n {
		*memory = make([]T, 0, n)
	}
	return (*memory)[:n:n]
}

// room returns an empty list to append to, in the memory that is there where it has any,
// else with room for as many as there were before.
func room[T any](memory *[]T, before int) []T {
	if cap(*memory) == 0 {
		*memory = make([]T, 0, before)
	}
	return (*memory)[:0]
}

// CriterionResult is one criterion of candidacy: met, not met or not known.
type CriterionResult struct {
	Option, Row int32
	Met         Truth
}

// Scope says whether the person is one the program was made for; Reason is a row
// of Policy.Scope, or -1.
type Scope struct {
	In     bool
	Reason int
}

// Pause is what a "what if" leaves out of the sources: answers and evidence items.
// It never touches triage or holds.
type Pause struct {
	Questions []string
	Evidence  []string
}

// scratch is reused between assessments; what results keep is made afresh.
type scratch struct {
	facts, blind  facts
	judged        []judged
	weigh         weighing
	places        []OptionResult
	rungs         []RungResult
	reasons       []reason
	reasonsWere   int // so many there were before, and of the next two
	contributions int
	unknown       int
	flags         []flagState
	rank          []int32 // by source
	results       []SourceResult
	ranked        []ranked
	planned       []planned
	pairs         []pair
	flagPairs     []pair
	order         []planRank
	to, counts    []int32
	planAt        []int32 // by option: its place in the plan, from 1
	stepAt        []int32 // by question and way of obtaining: its place among the next steps, from 1
	truths        *truthTable
	memo          []Truth
	acted         []bool
	open          []int  // questions
	trial         []cell // answers with one of them tried
	tried         *truthTable
	named         []int
	holdAll       []int
	heldNames     []uint64
}

// Knowledge returns what the base was compiled from. It must not be changed.
func (b *Base) Knowledge() *Knowledge { return b.know }

// Assess says what the answers mean. The error lists every answer that is wrong;
// nothing is guessed and nothing dropped.
func (b *Base) Assess(a Answers) (*Assessment, error) { return b.WhatIf(a, Pause{}) }

// Coded is answers made ready for one base: checked, completed and with what
// follows from them. It never changes and may be used by many goroutines.
type Coded struct {
	cells   []cell
	derived []int
}

// Code makes answers ready. The error lists every answer that is wrong.
func (b *Base) Code(a Answers) (Coded, error) {
	cells, err := b.code(a)
	return Coded{cells, derivedOf(cells)}, err
}

// AssessCoded is Assess for answers that have been coded by the same base.
func (b *Base) AssessCoded(c Coded) *Assessment { return b.assess(c, Pause{}) }

// WhatIf is Assess with some answers or findings paused for the sources.
func (b *Base) WhatIf(a Answers, p Pause) (*Assessment, error) {
	c, err := b.Code(a)
	if err != nil {
		return nil, err
	}
	return b.assess(c, p), nil
}

func (b *Base) assess(c Coded, p Pause) *Assessment {
	sc := b.scratch()
	f := &sc.facts
	*f = facts{base: b, cells: c.cells, truths: sc.truths, named: sc.named[:0], holdAll: sc.holdAll[:0]}
	f.run(fromAnswers)
	a := newAssessment()
	sc.reasons = room(&a.memory.reasons, sc.reasonsWere)
	sc.places, sc.rungs = take(&a.memory.places, b.places)[:0], take(&a.memory.rungs, b.rungs)[:0]
	for i, when := range b.scope {
		if f.test(when) == True {
			a.Scope = Scope{Reason: i}
			break
		}
	}
	a.Triage, f.flags = b.triage(f, sc.flags)
	f.gravest, f.acted = none, sc.acted
	for i := range a.Triage.Flags {
		fl := &a.Triage.Flags[i]
		for _, o := range b.flags[fl.Flag].acts[fl.Level] {
			f.acted[o] = true
		}
		if fl.Level >= Urgent && f.gravest == none {
			f.gravest = fl.Flag
		}
		if fl.Level >= Urgent && b.flags[fl.Flag].holdsAll {
			f.holdAll = append(f.holdAll, fl.Flag)
		}
	}
	if len(f.named) > 0 {
		sc.heldNames = grow(sc.heldNames, len(b.flags[f.named[0]].names))
		for _, k := range f.named {
			for i, word := range b.flags[k].names {
				sc.heldNames[i] |= word
			}
		}
		f.heldNames = sc.heldNames
	}
	f.run(fromFlags)
	f.unverified = b.unverified != none && f.test(b.unverified) == True
	a.Unverified = f.unverified
	g := b.score(a, f, sc, p)
	b.judgeEnough(a, f)
	a.Next = b.next(&g, a.Sources, sc, a.memory)
	a.ScopeOpen = b.scopeOpen(f)
	if a.Scope.In {
		f.sources, f.rank = a.Sources, sc.rank
		f.run(fromSources)
		if f.unverified {
			sc.memo = grow(sc.memo, len(b.nodes))
			sc.blind = *f
			sc.blind.blind, sc.blind.memo = b.blind, sc.memo
			f.blindly = &sc.blind
		}
		b.judgeAll(f, sc)
		a.Ladders = take(&a.memory.ladders, len(a.Sources))
		for i := range b.sources { // as the knowledge lies in memory, and not as they are ranked
			a.Ladders[sc.rank[i]] = b.climb(i, f, sc)
		}
		a.Plan = b.plan(a, sc)
		a.Candidacy = b.candidacy(f, take(&a.memory.candidacy, len(b.criteria)))
	}
	a.reasons, a.memory.reasons, sc.reasonsWere = sc.reasons, sc.reasons[:0], len(sc.reasons)+b.mostAvoids
	a.First = b.firstStep(a, f)
	a.Derived = c.derived
	sc.named, sc.holdAll = f.named, f.holdAll
	b.release(sc)
	return a
}

// scopeOpen lists the questions that decide over the scope and are not known.
func (b *Base) scopeOpen(f *facts) []int {
	var out []int
	for _, when := range b.scope {
		out = f.openQuestions(when, out)
	}
	return out
}

func (b *Base) candidacy(f *facts, out []CriterionResult) []CriterionResult {
	for i, c := range b.criteria {
		out[i] = CriterionResult{c.option, c.row, f.test(c.when)}
	}
	return out
}

func derivedOf(cells []cell) []int {
	n := 0
	for q := range cells {
		if cells[q].derived {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make([]int, 0, n)
	for q := range cells {
		if cells[q].derived {
			out = append(out, q)
		}
	}
	return out
}

// score weighs every source and ranks them. It returns the facts that it looked at,
// without what is paused.
func (b *Base) score(a *Assessment, f *facts, sc *scratch, p Pause) facts {
	g := *f
	if len(p.Questions) > 0 {
		g.cells, g.truths = slices.Clone(f.cells), new(truthTable)
		for _, id := range p.Questions {
			if q, ok := b.questionIndex[id]; ok {
				g.cells[q] = cell{}
			}
		}
		g.run(fromAnswers)
	}
	sc.weigh.unverified = f.unverified
	contributions, unknown := room(&a.memory.contributions, sc.contributions), room(&a.memory.unknown, sc.unknown)
	for i := range b.sources {
		sc.results[i] = b.weigh(i, &g, &sc.weigh, b.paused(i, p.Evidence), &contributions)
		b.unknowns(&g, sc, &sc.results[i], &unknown)
	}
	sc.contributions, sc.unknown = len(contributions), len(unknown)
	a.memory.contributions, a.memory.unknown = contributions[:0], unknown[:0]
	sc.rankSources(b)
	a.Sources = take(&a.memory.sources, len(b.sources))
	for i := range sc.results {
		a.Sources[sc.rank[i]] = sc.results[i]
	}
	return g
}

func (b *Base) paused(i int, evidence []string) []bool {
	if len(evidence) == 0 {
		return nil
	}
	drop := make([]bool, len(b.sources[i].items))
	for _, id := range evidence {
		for k := range b.know.Sources[i].Evidence {
			drop[k] = drop[k] || b.know.Sources[i].Evidence[k].ID == id
		}
	}
	return drop
}

// rounding is what a probability may have lost to its fourth decimal: a leader with a
// ratio of 2 has doubled its odds.
const rounding = 0.5e-4

// coreEnough is how many of the core answers are needed before anything is named.
const coreEnough = 4

// judgeEnough decides whether enough is known to name sources: most of the core
// answers, and a leader whose odds have at least doubled from its prior; or a
// danger, which needs no more.
func (b *Base) judgeEnough(a *Assessment, f *facts) {
	known := 0
	for i, when := range b.core {
		if f.test(when) == True {
			known++
		} else {
			a.Missing = append(a.Missing, i)
		}
	}
	doubled := false
	if len(a.Sources) > 0 {
		r := &a.Sources[0]
		p, prior := r.Probability+rounding, r.PriorP
		doubled = p*(1-prior) >= 2*prior*(1-p)
	}
	a.Enough = known >= min(coreEnough, len(b.core)) && doubled || a.Triage.Level >= Urgent
}

var pool sync.Pool

// scratch takes working space from the pool. What an assessment keeps is never in it.
func (b *Base) scratch() *scratch {
	sc, ok := pool.Get().(*scratch)
	if !ok {
		sc = &scratch{truths: new(truthTable)}
	}
	sc.flags = grow(sc.flags, len(b.flags))
	sc.planAt = grow(sc.planAt, len(b.options))
	sc.acted = grow(sc.acted, len(b.options))
	if n := len(b.questions) * len(obtains); cap(sc.stepAt) < n { // next leaves it at zeros
		sc.stepAt = make([]int32, n)
	} else {
		sc.stepAt = sc.stepAt[:n]
	}
	// Of these each is written before it is read.
	sc.judged = take(&sc.judged, len(b.options))
	sc.rank, sc.results = take(&sc.rank, len(b.sources)), take(&sc.results, len(b.sources))
	if cap(sc.weigh.items) < b.mostItems {
		sc.weigh.items = make([]itemState, b.mostItems)
	}
	if cap(sc.weigh.groups) < b.mostGroups {
		sc.weigh.groups = make([]groupSum, b.mostGroups)
	}
	sc.trial = sc.trial[:0]
	return sc
}

// grow returns a slice of n zeros, the old one where it is long enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

func (b *Base) release(sc *scratch) {
	sc.places, sc.rungs, sc.reasons, sc.facts, sc.blind = nil, nil, nil, facts{}, facts{}
	pool.Put(sc)
}
