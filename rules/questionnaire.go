package rules

import (
	"fmt"
	"maps"
	"slices"
)

// Step is what is asked at once: one question, or the questions of one grid. It
// knows nothing of a screen: full screen, plain mode, files and tests drive the
// same steps.
type Step struct {
	Section   int   // in Knowledge.Sections
	Grid      int   // in Knowledge.Grids, -1 for a single question
	Questions []int // in Knowledge.Questions
	Quick     int   // the number of the quick screen, 0 for a step of the whole interview
}

// Asking says who is asked, and whether only the twelve quick screens are.
type Asking struct {
	Reader Reader
	Quick  bool
}

// StepState is a step as it stands for one person.
type StepState struct {
	Step      int
	Questions []int // those that are asked now
	Answered  int   // how many of them have an answer, "not sure" and a bound that follows included
	Skipped   bool  // cannot change any source's band
}

// Steps returns the steps in their order: those of the whole interview, then the
// quick screens. The slice must not be changed.
func (b *Base) Steps() []Step { return b.steps }

func (c *compiler) findSteps() {
	k := c.know
	section := map[string]int{}
	for i := range k.Sections {
		section[k.Sections[i].ID] = i
	}
	grid := map[string]int{}
	for i := range k.Grids {
		grid[k.Grids[i].ID] = i
	}
	for i := range k.Questions {
		q := &k.Questions[i]
		c.at = q.ID
		s := Step{Section: c.find(section, "section", q.Section), Grid: none, Questions: []int{i}}
		if q.Grid != "" {
			s.Grid = c.find(grid, "grid", q.Grid)
		}
		if n := len(c.steps); n > 0 && s.Grid != none && c.steps[n-1].Grid == s.Grid && c.steps[n-1].Section == s.Section {
			c.steps[n-1].Questions = append(c.steps[n-1].Questions, i)
			continue
		}
		c.steps = append(c.steps, s)
	}
	c.findQuickSteps(grid)
	c.findAlways()
}

// findQuickSteps gathers the questions of each quick screen, the private ones last.
// A grid of the name quick.N is its heading.
func (c *compiler) findQuickSteps(grid map[string]int) {
	k := c.know
	byNumber := map[int]*Step{}
	for _, private := range []bool{false, true} {
		for i := range k.Questions {
			q := &k.Questions[i]
			if q.Quick <= 0 || q.Private != private {
				continue
			}
			s := byNumber[q.Quick]
			if s == nil {
				s = &Step{Grid: none, Quick: q.Quick, Section: slices.IndexFunc(k.Sections, func(x Section) bool { return x.ID == q.Section })}
				if at, ok := grid[fmt.Sprint("quick.", q.Quick)]; ok {
					s.Grid = at
				}
				byNumber[q.Quick] = s
			}
			s.Questions = append(s.Questions, i)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(byNumber)) {
		c.steps = append(c.steps, *byNumber[n])
	}
}

// findAlways marks the questions that are never skipped: those that flags, the policy,
// priors, derivations and other questions read, and those that no rule reads. For the
// others it notes which the ladder of each source hangs on.
func (c *compiler) findAlways() {
	k := c.know
	c.always = make([]bool, len(c.questions))
	into := func(marks []bool) func(*Condition) {
		return func(x *Condition) {
			if i, ok := c.questionIndex[x.Question]; ok && x.Op >= Known && x.Op <= Compare {
				marks[i] = true
			}
		}
	}
	mark := into(c.always)
	k.Policy.walk(mark)
	for i := range k.Flags {
		k.Flags[i].walk(mark)
	}
	for i := range k.Questions {
		self := make([]bool, len(c.questions))
		k.Questions[i].When.Walk(into(self))
		k.Questions[i].Implied.When.Walk(into(self))
		self[i] = false // "asked while it has an answer" is no use of it
		for q, is := range self {
			c.always[q] = c.always[q] || is
		}
	}
	for i := range c.derived {
		for _, q := range c.derived[i].from {
			c.always[q] = true
		}
	}
	for i := range k.Sources {
		for j := range k.Sources[i].Prior {
			k.Sources[i].Prior[j].When.Walk(mark)
		}
		c.sources[i].asks = make([]bool, len(c.questions))
		c.findLadderAsks(i, into(c.sources[i].asks))
	}
	for q := range c.always {
		c.always[q] = c.always[q] || !c.recorded[q] && !c.inEvidence(q)
	}
}

// inEvidence says whether a finding about a source reads a question.
func (c *compiler) inEvidence(q int) bool {
	return slices.ContainsFunc(c.sources, func(s source) bool {
		return slices.ContainsFunc(s.findings, func(x finding) bool { return slices.Contains(x.reads, q) })
	})
}

// findLadderAsks marks what decides over the options of a source's ladder: its gates,
// prerequisites and contraindications, and what came of the option before.
func (c *compiler) findLadderAsks(i int, mark func(*Condition)) {
	s, in := &c.sources[i], &c.know.Sources[i]
	options := slices.Concat(s.base, s.beside)
	for j := range in.Ladder {
		in.Ladder[j].Opens.When.Walk(mark)
		in.Ladder[j].Passed.When.Walk(mark)
		options = append(options, s.rungs[j].options...)
	}
	for _, o := range options {
		opt := &c.know.Options[o]
		if at := c.options[o].tried; at != none {
			s.asks[at] = true
		}
		for _, x := range []*Condition{&opt.Applies, &opt.InUse, &opt.Result, &opt.Adequate.When} {
			x.Walk(mark)
		}
		for j := range opt.Needs {
			opt.Needs[j].When.Walk(mark)
		}
		for j := range opt.Avoid {
			if opt.Avoid[j].Level == Never || opt.Avoid[j].Level == Specialist {
				opt.Avoid[j].When.Walk(mark)
			}
		}
	}
}

// walk calls visit for all conditions of the policy.
func (p *Policy) walk(visit func(*Condition)) {
	p.RecentProcedure.Walk(visit)
	p.Unverified.When.Walk(visit)
	for i := range p.Scope {
		p.Scope[i].When.Walk(visit)
	}
	for i := range p.Core {
		p.Core[i].When.Walk(visit)
	}
	p.NaloxoneLine.When.Walk(visit)
	for i := range p.Lines {
		p.Lines[i].When.Walk(visit)
	}
}

// walk calls visit for all conditions of a flag.
func (f *Flag) walk(visit func(*Condition)) {
	f.Trigger.Walk(visit)
	f.Notice.When.Walk(visit)
	for level := Soon; level <= Emergency; level++ {
		f.Levels.At(level).When.Walk(visit)
	}
}

// Reads says whether any flag or option reads a question.
func (b *Base) Reads(question int) bool { return b.recorded[question] }

// askFrom is the probability from which what the ladder of a source hangs on is asked.
const askFrom = 0.10

// Interview returns the steps that are asked of a person, in order: those of the
// reader whose condition is true, without what follows from other answers. With Quick
// they are the quick screens. A step is skipped, but listed, where nothing in it can
// matter: no red flag reads it, no answer to it, whatever the other answers to come,
// could move a source into another band, and the ladder of no source of any weight
// hangs on it.
func (b *Base) Interview(a Answers, asking Asking) ([]StepState, error) {
	cells, err := b.code(a)
	if err != nil {
		return nil, err
	}
	sc := b.scratch()
	defer b.release(sc)
	f := facts{base: b, cells: cells, truths: sc.truths}
	f.run(fromAnswers)
	matters := b.matters(&f, sc)
	var out []StepState
	for i := range b.steps {
		if asking.Quick != (b.steps[i].Quick > 0) {
			continue
		}
		st := StepState{Step: i, Skipped: true}
		for _, q := range b.steps[i].Questions {
			in := &b.know.Questions[q]
			if !slices.Contains(in.Readers, asking.Reader) || f.eval(b.questions[q].when) != True {
				continue
			}
			_, answered := a[in.ID]
			follows := !answered && cells[q].follows(&b.questions[q])
			if follows && !b.questions[q].bound {
				continue
			}
			st.Questions = append(st.Questions, q)
			if answered || follows {
				st.Answered++
			}
			if answered || !in.Context && matters[q] {
				st.Skipped = false
			}
		}
		if len(st.Questions) > 0 {
			out = append(out, st)
		}
	}
	return out, nil
}

// follows says whether the answer is settled by others and need not be asked.
func (c *cell) follows(q *question) bool {
	return c.derived && (c.yes != 0 || q.kind == KindNumber && c.lo == c.hi)
}

// matters says of each question whether its answer could change anything.
func (b *Base) matters(f *facts, sc *scratch) []bool {
	out := slices.Clone(b.always)
	settled, weighty := b.settled(f, sc)
	for i := range b.sources {
		s := &b.sources[i]
		for k := range s.findings {
			if settled[i] {
				break
			}
			for _, q := range s.findings[k].reads {
				out[q] = true
			}
		}
		for q, is := range s.asks {
			out[q] = out[q] || is && weighty[i]
		}
	}
	return out
}

// settled says of each source whether the answers to come from asking and examining
// could no longer move it into another band, and whether it is likely enough for its
// ladder to count.
func (b *Base) settled(f *facts, sc *scratch) (settled, weighty []bool) {
	settled, weighty = make([]bool, len(b.sources)), make([]bool, len(b.sources))
	var unused []Contribution
	for i := range b.sources {
		s := &b.sources[i]
		w := &sc.weigh
		weighty[i] = b.weigh(i, f, w, nil, &unused).Probability >= askFrom
		own := w.groups
		low, high := slices.Clone(own), slices.Clone(own)
		for g := range s.groups {
			low[g], high[g] = groupSum{half: own[g].half}, groupSum{half: own[g].half}
		}
		for k := range s.items {
			st := &w.items[k]
			lo, hi := st.log, st.log
			if st.open && !s.groups[s.items[k].group].test {
				lo, hi = s.bounds(k, f.truths)
			}
			if st.log == 0 && !st.open || st.replaced {
				continue
			}
			g := s.items[k].group
			low[g], high[g] = low[g].with(lo), high[g].with(hi)
		}
		w.groups = low
		atLow, _ := s.total(w, none, 0)
		w.groups = high
		atHigh, _ := s.total(w, none, 0)
		settled[i] = BandOf(logistic(clamp(atLow, floorLogit, roofLogit))) == BandOf(logistic(clamp(atHigh, floorLogit, roofLogit)))
		w.groups = own
	}
	return settled, weighty
}

// bounds are the least and the greatest log ratio that the item can still take.
func (s *source) bounds(item int, truths *truthTable) (lo, hi float64) {
	for i, when := range s.conditions(item) {
		t := truths[when]
		if t != False {
			x := s.log(item, i)
			lo, hi = min(lo, x), max(hi, x)
		}
		if t == True {
			break
		}
	}
	return lo, hi
}
