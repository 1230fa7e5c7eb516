package rules

import "slices"

// OutcomeInterval returns the interval of an outcome's ratio: the published one, or
// the ratio times and divided by a factor that hangs on the strength of the evidence.
func (b *Base) OutcomeInterval(e *Evidence, o *Outcome) (lo, hi float64) {
	if len(o.Interval) == 2 {
		return o.Interval[0], o.Interval[1]
	}
	w := widths[e.Strength]
	return round4(o.LR / w), round4(o.LR * w)
}

// Explanation tells which answers stand behind a condition.
type Explanation struct {
	base  *Base
	cells []cell
}

// Explain codes answers once for many questions about them.
func (b *Base) Explain(a Answers) (*Explanation, error) {
	cells, err := b.code(a)
	if err != nil {
		return nil, err
	}
	return &Explanation{b, cells}, nil
}

// Holds tests a condition. Conditions on sources and flags are not for it and give Unknown.
func (e *Explanation) Holds(c *Condition) Truth {
	own := *e.base // the condition is compiled beside the knowledge, which stays as it is
	own.nodes, own.args = own.nodes[:given+1:given+1], nil
	comp := newCompiler(&own)
	comp.ladders = true
	alone := true
	c.Walk(func(x *Condition) { alone = alone && x.Op != SourceIs && x.Op != FlagIs })
	at := comp.compile(c)
	if !alone || len(comp.errs) > 0 {
		return Unknown
	}
	f := facts{base: &own, cells: e.cells}
	return f.eval(at)
}

// Speaking returns the questions of a condition that are known, in the order of the
// questionnaire: the answers behind a finding.
func (e *Explanation) Speaking(c *Condition) []int { return e.asked(c, true) }

// Unanswered returns the ids of the questions of a condition that are not known.
func (e *Explanation) Unanswered(c *Condition) []string {
	qs := e.asked(c, false)
	ids := make([]string, len(qs))
	for i, q := range qs {
		ids[i] = e.base.questionIDs[q]
	}
	return ids
}

func (e *Explanation) asked(c *Condition, given bool) []int {
	var out []int
	c.Walk(func(x *Condition) {
		if x.Op != Is && x.Op != Compare && x.Op != Known {
			return
		}
		q, ok := e.base.questionIndex[x.Question]
		if ok && (e.cells[q].state == known) == given {
			out = append(out, q)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// Option returns an option by its id.
func (b *Base) Option(id string) (*Option, bool) {
	i, ok := b.optionIndex[id]
	if !ok {
		return nil, false
	}
	return &b.know.Options[i], true
}

// Source returns a source by its id.
func (b *Base) Source(id string) (*Source, bool) {
	i, ok := b.sourceIndex[id]
	if !ok {
		return nil, false
	}
	return &b.know.Sources[i], true
}
