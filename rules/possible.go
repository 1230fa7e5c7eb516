package rules

import "slices"

// findPossible lists for each question answers that between them make each test of it
// true and false: each choice alone, none of them, and the numbers around each threshold.
func (c *compiler) findPossible() {
	thresholds := make([][]float64, len(c.questions))
	for i := range c.nodes {
		if n := &c.nodes[i]; n.op == Compare {
			thresholds[n.q] = append(thresholds[n.q], n.num)
		}
	}
	for i := range c.questions {
		q := &c.questions[i]
		if q.kind == KindNumber {
			q.possible = q.numbersAround(thresholds[i])
			continue
		}
		for n := range q.choices {
			bit := uint64(1) << n
			q.possible = append(q.possible, cell{yes: bit, no: q.all &^ bit, state: known})
		}
		if !q.single && q.none == 0 {
			q.possible = append(q.possible, cell{no: q.all, state: known})
		}
	}
}

// numbersAround gives a number on, below and above each threshold, inside the range.
func (q *question) numbersAround(thresholds []float64) []cell {
	points := []float64{q.lo, q.hi}
	slices.Sort(thresholds)
	for i, x := range slices.Compact(thresholds) {
		points = append(points, x)
		if i > 0 {
			points = append(points, (x+thresholds[i-1])/2)
		}
	}
	var out []cell
	for _, x := range points {
		if x >= q.lo && x <= q.hi {
			out = append(out, cell{lo: x, hi: x, state: known})
		}
	}
	return out
}
