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

// Explanation tells which answers stand behind a condition. It is for one goroutine.
type Explanation struct {
	compiler compiler // over a copy of the base: conditions are compiled beside the knowledge
	cells    []cell
}

// Explain codes answers once for many questions about them.
func (b *Base) Explain(a Answers) (*Explanation, error) {
	cells, err := b.code(a)
	if err != nil {
		return nil, err
	}
	own := *b
	own.nodes, own.args = own.nodes[:given+1:given+1], nil
	e := &Explanation{newCompiler(&own), cells}
	e.compiler.ladders = true
	return e, nil
}

// facts compiles a condition and returns what it is to be tested on, nil where it names
// what is not in the knowledge.
func (e *Explanation) facts(c *Condition) (f *facts, at int32) {
	e.compiler.errs = nil
	if at = e.compiler.compile(c); e.compiler.errs != nil {
		return nil, 0
	}
	return &facts{base: e.compiler.Base, cells: e.cells}, at
}

// Holds tests a condition. What it asks of sources and flags is unknown here.
func (e *Explanation) Holds(c *Condition) Truth {
	f, at := e.facts(c)
	if f == nil {
		return Unknown
	}
	return f.eval(at)
}

// Open returns the questions on which a condition hangs that is not known, in the order
// of the questionnaire; a question answered in part or by a range may be among them.
func (e *Explanation) Open(c *Condition) []int {
	f, at := e.facts(c)
	if f == nil {
		return nil
	}
	return f.openQuestions(at, nil)
}

// Number returns the ends between which a number lies, told or following from others.
func (e *Explanation) Number(question string) (lo, hi float64, ok bool) {
	i, found := e.compiler.questionIndex[question]
	if !found || e.compiler.questions[i].kind != KindNumber || e.cells[i].state != known {
		return 0, 0, false
	}
	return e.cells[i].lo, e.cells[i].hi, true
}

// Speaking returns the questions of a condition that are known, in the order of the
// questionnaire: the answers behind a finding.
func (e *Explanation) Speaking(c *Condition) []int { return e.asked(c, true) }

// Unanswered returns the ids of the questions of a condition that are not known.
func (e *Explanation) Unanswered(c *Condition) []string {
	qs := e.asked(c, false)
	ids := make([]string, len(qs))
	for i, q := range qs {
		ids[i] = e.compiler.questionIDs[q]
	}
	return ids
}

func (e *Explanation) asked(c *Condition, given bool) []int {
	var out []int
	c.Walk(func(x *Condition) {
		if x.Op != Is && x.Op != Compare && x.Op != Known {
			return
		}
		q, ok := e.compiler.questionIndex[x.Question]
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
