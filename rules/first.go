package rules

import "slices"

// FirstStep is the one thing to do first: Option, where nothing has to be found out before it
// or it is what finds it out; else Questions, which then decide over Option or, at -1, over
// what the causes are.
type FirstStep struct {
	Option    int // -1 for none
	Questions []int
	Obtains   bool // Option answers Questions; else Questions come before Option
	Source    int  // on whose ladder the option stands, -1 for none
	Flag      int  // the danger that asks for it, -1 for none
}

// firstStep finds what to do first: what a danger asks for; the questions about danger
// that nobody has asked; what is missing for naming causes; what stands on the rung of
// the likeliest cause; what would tell most about it.
func (b *Base) firstStep(a *Assessment, f *facts) FirstStep {
	s := FirstStep{Option: none, Source: none, Flag: none}
	if len(a.Plan) > 0 && len(a.Plan[0].Flags) > 0 {
		s.Option, s.Flag = a.Plan[0].Option, a.Plan[0].Flags[0]
		return s
	}
	if len(a.Triage.Flags) > 0 || !a.Scope.In {
		return s
	}
	for _, q := range a.Triage.NotAsked {
		if b.questions[q].distance < beyondSafety {
			s.Questions = append(s.Questions, q)
		}
	}
	if s.Questions != nil {
		return s
	}
	if !a.Enough && len(a.Missing) > 0 {
		for _, row := range a.Missing {
			for _, q := range b.coreReads[row] {
				if f.cells[q].state != known && f.eval(b.questions[q].when) != False {
					s.Questions = insert(s.Questions, q)
				}
			}
		}
		return s
	}
	if !a.Enough || !b.stepOnLadder(a, f, &s) {
		b.stepToKnow(a, &s)
	}
	return s
}

// stepOnLadder takes the best option of the likeliest cause's current rung.
func (b *Base) stepOnLadder(a *Assessment, f *facts, s *FirstStep) bool {
	if len(a.Ladders) == 0 || a.Ladders[0].Current == none {
		return false
	}
	l := &a.Ladders[0]
	var best *OptionResult
	for i := range l.Rungs[l.Current].Options {
		if o := &l.Rungs[l.Current].Options[i]; o.Status.Open() && b.options[o.Option].active && (best == nil || o.Status > best.Status) {
			best = o
		}
	}
	s.Option, s.Source = int(best.Option), l.Source
	if best.Status == AskFirst {
		s.Questions = b.asksOf(a, f, best)
	}
	return true
}

// asksOf lists the questions whose answers an option waits for.
func (b *Base) asksOf(a *Assessment, f *facts, o *OptionResult) []int {
	var out []int
	for _, r := range a.ReasonsOf(o) {
		if r.Truth != Unknown {
			continue
		}
		in := &b.options[o.Option]
		switch row := b.avoids[in.firstAvoid:]; r.Kind {
		case ByNeed:
			out = f.openQuestions(b.needs[in.firstNeed+r.Index], out)
		case ByAvoid:
			if row[r.Index].level > avoidCaution {
				out = f.openQuestions(int32(row[r.Index].when), out)
			}
		}
	}
	return out
}

// stepToKnow takes what would tell most about the likeliest cause, of the cheapest kind;
// where nothing is open there, about any.
func (b *Base) stepToKnow(a *Assessment, s *FirstStep) {
	if len(a.Next) == 0 {
		return
	}
	leader, at, most := a.Sources[0].Source, 0, -1.0
	for i := range a.Next {
		n := &a.Next[i]
		if !slices.Contains(n.For, leader) || most >= 0 && n.Obtain > a.Next[at].Obtain {
			continue
		}
		if g := gainFor(&a.Sources[0], b, n); g > most {
			at, most = i, g
		}
	}
	n := &a.Next[at]
	s.Questions, s.Source = n.Questions, n.Source
	if most >= 0 {
		s.Source = leader
	}
	if n.Obtain > askedOrExamined {
		s.Option, s.Obtains = n.Option, true
	}
}

// gainFor is what a step would tell about one source.
func gainFor(r *SourceResult, b *Base, n *NextStep) (gain float64) {
	for _, u := range r.Unknown {
		if u.Question == n.Question && b.sources[r.Source].findings[u.Item].obtain == n.Obtain {
			gain += u.Gain
		}
	}
	return gain
}
