package rules

// triesOf lists answers to a question that between them make each test of it in some
// conditions true and false: for choices the first of each set and what is in none, for
// numbers those at the thresholds and between them.
func (c *compiler) triesOf(question int, conditions []*Condition) []cell {
	q := &c.questions[question]
	var out []cell
	rest := q.all
	add := func(bit uint64) { out = append(out, cell{yes: bit, no: q.all &^ bit, state: known}) }
	for _, in := range conditions {
		in.Walk(func(x *Condition) {
			switch {
			case x.Question != q.id:
			case x.Op == Is && len(x.Choices) > 0:
				for _, id := range x.Choices {
					rest &^= q.bit(id)
				}
				add(q.bit(x.Choices[0]))
			case x.Op == Compare:
				for _, n := range []float64{x.Number, (x.Number + q.lo) / 2, (x.Number + q.hi) / 2} {
					out = append(out, cell{lo: n, hi: n, state: known})
				}
			}
		})
	}
	switch {
	case q.kind == KindNumber:
	case rest != 0:
		add(rest & -rest)
	case !q.single:
		add(0)
	}
	return out
}
