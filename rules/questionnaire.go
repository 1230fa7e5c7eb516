package rules

import "slices"

// Step is what is asked at once: one question, or the questions of one grid. It
// knows nothing of a screen: full screen, plain mode, files and tests drive the
// same steps.
type Step struct {
	Section   int   // in Knowledge.Sections
	Grid      int   // in Knowledge.Grids, -1 for a single question
	Questions []int // in Knowledge.Questions
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
	Answered  int   // how many of them have an answer, "not sure" included
	Skipped   bool  // cannot change any source's band
}

// Steps returns the steps in their order. The slice must not be changed.
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
	c.findEvidenceOnly()
}

// findEvidenceOnly marks the questions that only evidence items read.
func (c *compiler) findEvidenceOnly() {
	k := c.know
	other := slices.Clone(c.recorded)
	mark := func(x *Condition) {
		if i, ok := c.questionIndex[x.Question]; ok && x.Op >= Known && x.Op <= Compare {
			other[i] = true
		}
	}
	k.Policy.RecentProcedure.Walk(mark)
	k.Policy.Unverified.When.Walk(mark)
	for i := range k.Policy.Scope {
		k.Policy.Scope[i].When.Walk(mark)
	}
	for i := range k.Policy.Core {
		k.Policy.Core[i].When.Walk(mark)
	}
	for i := range k.Questions {
		k.Questions[i].When.Walk(mark)
		k.Questions[i].Implied.When.Walk(mark)
	}
	for i := range c.derived {
		for _, q := range c.derived[i].from {
			other[q] = true
		}
	}
	inEvidence := make([]bool, len(c.questions))
	for i := range k.Sources {
		for j := range k.Sources[i].Prior {
			k.Sources[i].Prior[j].When.Walk(mark)
		}
		for j := range c.sources[i].items {
			for _, q := range c.sources[i].items[j].reads {
				inEvidence[q] = true
			}
		}
	}
	c.evidenceOnly = make([]bool, len(c.questions))
	for q := range c.questions {
		c.evidenceOnly[q] = inEvidence[q] && !other[q]
	}
}

// Reads says whether any flag or option reads a question.
func (b *Base) Reads(question int) bool { return b.recorded[question] }

// Interview returns the steps that are asked of a person, in order: those of the
// reader whose condition is true, without what follows from other answers. A step is skipped, but listed, where only
// evidence reads it, or nothing at all, and no answer to it, whatever the other answers to come, could
// move a source into another band.
func (b *Base) Interview(a Answers, asking Asking) ([]StepState, error) {
	cells, err := b.code(a)
	if err != nil {
		return nil, err
	}
	f := facts{base: b, cells: cells}
	settled := b.settled(&f)
	var out []StepState
	for i := range b.steps {
		st := StepState{Step: i, Skipped: true}
		for _, q := range b.steps[i].Questions {
			in := &b.know.Questions[q]
			if !slices.Contains(in.Readers, asking.Reader) || asking.Quick && in.Quick == 0 || f.test(b.questions[q].when) != True {
				continue
			}
			_, answered := a[in.ID]
			if !answered && cells[q].follows() {
				continue
			}
			st.Questions = append(st.Questions, q)
			if answered {
				st.Answered++
			}
			if answered || !in.Context && (!b.evidenceOnly[q] || !b.cannotMatter(q, settled)) {
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
func (c *cell) follows() bool {
	return c.derived && (c.yes != 0 || c.yes|c.no == 0 && c.lo == c.hi)
}

func (b *Base) cannotMatter(q int, settled []bool) bool {
	for i := range b.sources {
		if settled[i] {
			continue
		}
		for k := range b.sources[i].items {
			if contains(b.sources[i].items[k].reads, q) {
				return false
			}
		}
	}
	return true
}

func contains(sorted []int, q int) bool {
	_, ok := slices.BinarySearch(sorted, q)
	return ok
}

// settled says of each source whether the answers to come from asking and examining
// could still move it into another band.
func (b *Base) settled(f *facts) []bool {
	out := make([]bool, len(b.sources))
	sc := b.scratch()
	defer b.release(sc)
	var unused []Contribution
	for i := range b.sources {
		s := &b.sources[i]
		w := &sc.weigh
		b.weigh(i, f, w, nil, &unused)
		own := w.groups
		low, high := slices.Clone(own), slices.Clone(own)
		for g := range s.groups {
			low[g], high[g] = groupSum{half: own[g].half}, groupSum{half: own[g].half}
		}
		for k := range s.items {
			st := &w.items[k]
			lo, hi := st.log, st.log
			if st.open && !s.groups[s.items[k].group].test {
				lo, hi = s.items[k].bounds(f)
			}
			if st.outcome == none && !st.open || st.replaced {
				continue
			}
			g := s.items[k].group
			low[g], high[g] = low[g].with(lo), high[g].with(hi)
		}
		w.groups = low
		atLow, _ := s.total(w, none, 0)
		w.groups = high
		atHigh, _ := s.total(w, none, 0)
		out[i] = BandOf(logistic(clamp(atLow, floorLogit, roofLogit))) == BandOf(logistic(clamp(atHigh, floorLogit, roofLogit)))
		w.groups = own
	}
	return out
}

// bounds are the least and the greatest log ratio that the item can still take.
func (it *item) bounds(f *facts) (lo, hi float64) {
	for i := range it.outcomes {
		o := &it.outcomes[i]
		t := f.test(o.when)
		if t != False {
			lo, hi = min(lo, o.log), max(hi, o.log)
		}
		if t == True {
			break
		}
	}
	return lo, hi
}
