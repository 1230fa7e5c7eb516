package rules

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// A derivation fills an answer that is absent from others that are given. It
// returns an unknown cell where they do not tell.
type derivation struct {
	// from names the questions it reads.
	from []string
	make func(b *Base, q *question, in []*cell) cell
	// contradicts says whether a typed answer cannot be true beside the derived
	// one; nil means that they must overlap.
	contradicts func(q *question, typed, derived *cell) bool
	// bound says that the answer is only the least that can be true: it is taken where
	// nothing is told, and asked for all the same.
	bound bool
}

var symptoms = []string{"wide.fatigue", "wide.waking", "wide.thinking", "wide.headache", "wide.belly", "wide.low"}

var spine = []string{"t9-or-above", "t10", "t11", "t12", "l1", "l2", "l3", "l4", "l5", "s1", "pelvis"}

// derivations are the named rules by which one answer follows from others.
var derivations = map[string]derivation{
	"levels-from-ends":      {from: []string{"surgery.top-level", "surgery.bottom-level"}, make: levelsFromEnds},
	"to-sacrum-from-bottom": {from: []string{"surgery.bottom-level"}, make: bottomIs("s1", "pelvis")},
	"pelvic-fixation-from-bottom": {from: []string{"surgery.bottom-level"}, make: bottomIs("pelvis"),
		contradicts: func(q *question, typed, derived *cell) bool {
			// An older construct may have had pelvic screws above which the fusion now ends.
			return derived.yes&q.bit("yes") != 0 && typed.yes&q.bit("no") != 0
		}},
	"bmi-from-height-weight": {from: []string{"health.height", "health.weight"}, make: bmi,
		contradicts: func(_ *question, typed, derived *cell) bool {
			return typed.lo > derived.hi+1 || typed.hi < derived.lo-1
		}},
	"side-from-zones":      {from: []string{"pain.zones"}, make: sideFromZones},
	"midline-from-zones":   {from: []string{"pain.zones"}, make: midlineFromZones},
	"regions-from-zones":   {from: []string{"pain.zones"}, make: regionsFromZones},
	"leg-reach-from-zones": {from: []string{"pain.zones"}, make: legReach, contradicts: neverContradicts},
	"leg-side-from-zones":  {from: []string{"pain.zones"}, make: legSide, contradicts: neverContradicts},
	"last-operation-from-months": {from: []string{"surgery.months-since"}, make: lastOperation, bound: true,
		contradicts: func(q *question, typed, derived *cell) bool {
			// A later operation than the fusion is possible, an earlier last one is not.
			latest := q.all &^ derived.no &^ q.bit("never")
			return bits.TrailingZeros64(typed.yes) >= bits.Len64(latest)
		}},
	"symptoms-sum": {from: symptoms, make: symptomsSum},
}

// derive fills absent answers from given ones and reports contradictions.
func (b *Base) derive(cells []cell) AnswerErrors {
	var errs AnswerErrors
	for _, d := range b.derived {
		q := &b.questions[d.question]
		in := d.cells(cells)
		made := d.rule.make(b, q, in)
		if made.state != known {
			if top := made.unsure; top == badEnds {
				errs = append(errs, &AnswerError{Question: d.rule.from[1], Problem: "must lie below " + d.rule.from[0]})
			}
			continue
		}
		c := &cells[d.question]
		if c.state != known {
			made.derived = true
			*c = made
			continue
		}
		clash := q.clash
		if d.rule.contradicts != nil {
			clash = d.rule.contradicts
		}
		if clash(q, c, &made) {
			errs = append(errs, &AnswerError{Question: q.id,
				Problem: fmt.Sprintf("%s contradicts %s, from which it follows as %s", q.words(c), joinAnd(d.rule.from), q.words(&made))})
		}
	}
	f := facts{base: b, cells: cells}
	for i := range b.questions {
		q := &b.questions[i]
		if q.implied >= 0 && cells[i].state != known && f.test(q.implied) == True {
			v, _ := q.code(One(q.choices[q.impliedIs]))
			v.derived = true
			cells[i] = v
		}
	}
	return errs
}

// clash is the usual contradiction: no value is both the typed and the derived one.
func (q *question) clash(_ *question, typed, derived *cell) bool {
	if q.kind == KindNumber {
		return typed.lo > derived.hi || typed.hi < derived.lo
	}
	return typed.yes&derived.no != 0
}

func (q *question) bit(choice string) uint64 {
	if i := slices.Index(q.choices, choice); i >= 0 {
		return 1 << i
	}
	return 0
}

// words shows a cell as a person would write it.
func (q *question) words(c *cell) string {
	if q.kind == KindNumber {
		if c.lo == c.hi {
			return fmt.Sprint(c.lo)
		}
		return fmt.Sprintf("%v to %v", c.lo, c.hi)
	}
	var ids []string
	for i, id := range q.choices {
		if c.yes>>i&1 != 0 {
			ids = append(ids, id)
		}
	}
	return joinAnd(ids)
}

func joinAnd(words []string) string {
	switch n := len(words); n {
	case 0:
		return "nothing"
	case 1:
		return words[0]
	default:
		s := words[0]
		for _, w := range words[1 : n-1] {
			s += ", " + w
		}
		return s + " and " + words[n-1]
	}
}

func (d *derivedQuestion) cells(cells []cell) []*cell {
	in := make([]*cell, len(d.from))
	for i, q := range d.from {
		in[i] = &cells[q]
	}
	return in
}

// badEnds marks a fusion whose top lies below its bottom.
const badEnds = math.MaxUint64

// levelsFromEnds counts the fused motion segments, the sacroiliac joint left out.
func levelsFromEnds(b *Base, _ *question, in []*cell) cell {
	top, ok1 := b.spineLevel("surgery.top-level", in[0])
	bottom, ok2 := b.spineLevel("surgery.bottom-level", in[1])
	if !ok1 || !ok2 {
		return cell{}
	}
	s1 := slices.Index(spine, "s1")
	n := min(bottom, s1) - top
	if n < 1 {
		return cell{unsure: badEnds}
	}
	c := cell{lo: float64(n), hi: float64(n), state: known}
	if top == 0 { // T9 or anything above it
		c.hi = 17
	}
	return c
}

func (b *Base) spineLevel(question string, c *cell) (int, bool) {
	i, ok := b.questionIndex[question]
	if !ok || c.state != known || bits.OnesCount64(c.yes) != 1 {
		return 0, false
	}
	level := slices.Index(spine, b.questions[i].choices[bits.TrailingZeros64(c.yes)])
	return level, level >= 0
}

func bottomIs(levels ...string) func(*Base, *question, []*cell) cell {
	return func(b *Base, q *question, in []*cell) cell {
		bottom, ok := b.spineLevel("surgery.bottom-level", in[0])
		if !ok {
			return cell{}
		}
		return q.yesNo(truth(slices.Contains(levels, spine[bottom])))
	}
}

func (q *question) yesNo(t Truth) cell {
	switch t {
	case True:
		return cell{yes: q.bit("yes"), no: q.bit("no"), state: known}
	case False:
		return cell{yes: q.bit("no"), no: q.bit("yes"), state: known}
	}
	return cell{}
}

// bmi is weight in kg over the square of height in m, to one decimal.
func bmi(_ *Base, _ *question, in []*cell) cell {
	h, w := in[0], in[1]
	if h.state != known || w.state != known {
		return cell{}
	}
	round := func(x float64) float64 { return math.Round(x*10) / 10 }
	return cell{lo: round(w.lo / (h.hi * h.hi / 1e4)), hi: round(w.hi / (h.lo * h.lo / 1e4)), state: known}
}

func sideFromZones(b *Base, q *question, in []*cell) cell {
	z, c := b.zones, in[0]
	if z == nil || c.state != known {
		return cell{}
	}
	open := z.all &^ c.yes &^ c.no // zones about which nothing is known
	var side string
	switch left, right := c.yes&z.left, c.yes&z.right; {
	case left != 0 && right != 0, c.yes&z.both != 0:
		side = "both"
	case left != 0 && open&(z.right|z.both) == 0:
		side = "left"
	case right != 0 && open&(z.left|z.both) == 0:
		side = "right"
	case c.yes&z.midline != 0 && open&(z.left|z.right|z.both) == 0 && left|right == 0:
		side = "midline"
	default:
		return cell{}
	}
	made, err := q.code(One(side))
	if err != nil {
		return cell{}
	}
	return made
}

// midlineFromZones tells whether the middle of the low back hurts. Places that may
// cover it, such as a band across, leave it open.
func midlineFromZones(b *Base, q *question, in []*cell) cell {
	z, c := b.zones, in[0]
	switch {
	case z == nil || z.middle == 0 || c.state != known:
		return cell{}
	case c.yes&z.middle != 0:
		return q.yesNo(True)
	case c.no&(z.middle|z.overMiddle) == z.middle|z.overMiddle:
		return q.yesNo(False)
	}
	return cell{}
}

// regionsFromZones is a lower bound: the drawing shows the worst places, not all.
func regionsFromZones(b *Base, q *question, in []*cell) cell {
	z, c := b.zones, in[0]
	if z == nil || c.state != known {
		return cell{}
	}
	n := 0.0
	for _, region := range z.regions {
		if c.yes&region != 0 {
			n++
		}
	}
	return cell{lo: n, hi: q.hi, state: known}
}

// neverContradicts is for answers that a drawing only suggests: numbness, or pain
// that comes at times, may reach further than what was drawn.
func neverContradicts(*question, *cell, *cell) bool { return false }

// legReach is the furthest place down the leg that was drawn. Where the drawing may
// not be complete, or a place leaves it open, the reach is that or further.
func legReach(b *Base, q *question, in []*cell) cell {
	z, c := b.zones, in[0]
	if z == nil || c.state != known || len(z.reach) != len(q.choices) {
		return cell{}
	}
	nearest, furthest := 0, 0
	for r := range z.reach {
		if c.yes&z.reach[r] != 0 {
			nearest = r
		}
		if c.yes&z.deepest[r] != 0 {
			furthest = r
		}
		if (z.all&^c.yes&^c.no)&z.deepest[r] != 0 {
			furthest = max(furthest, r)
		}
	}
	made := cell{state: known}
	for r := range q.choices {
		if r < nearest || r > max(nearest, furthest) {
			made.no |= 1 << r
		}
	}
	if nearest >= furthest {
		made.yes = 1 << nearest
	}
	if made.yes|made.no == 0 {
		return cell{} // any reach is still possible
	}
	return made
}

// legSide is the side of the places below the buttock.
func legSide(b *Base, q *question, in []*cell) cell {
	z, c := b.zones, in[0]
	if z == nil || c.state != known || len(z.reach) < 3 {
		return cell{}
	}
	legs := uint64(0)
	for _, places := range z.reach[2:] {
		legs |= places
	}
	left, right := legs&z.left, legs&z.right
	open := z.all &^ c.yes &^ c.no
	var side string
	switch {
	case c.yes&left != 0 && c.yes&right != 0:
		side = "both"
	case c.yes&left != 0 && open&right == 0:
		side = "left"
	case c.yes&right != 0 && open&left == 0:
		side = "right"
	default:
		return cell{}
	}
	made, err := q.code(One(side))
	if err != nil {
		return cell{}
	}
	return made
}

// lastOperation: the last operation was not before the last fusion, so its time is
// known at least to be no longer ago. A month is 30.44 days.
func lastOperation(_ *Base, q *question, in []*cell) cell {
	if in[0].state != known {
		return cell{}
	}
	bound := func(months float64) int {
		for i, limit := range []float64{14 / 30.44, 42 / 30.44, 90 / 30.44, 6} {
			if months < limit {
				return i
			}
		}
		return 4
	}
	order := []string{"under-2-weeks", "under-6-weeks", "under-90-days", "under-6-months", "longer"}
	lo, hi := bound(in[0].lo), bound(in[0].hi)
	if lo == hi {
		made, err := q.code(One(order[lo]))
		if err != nil {
			return cell{}
		}
		return made
	}
	c := cell{no: q.all, state: known}
	for _, id := range order[lo : hi+1] {
		c.no &^= q.bit(id)
	}
	return c
}

// symptomsSum adds the symptom scores: none 0 to severe 3, and one for each yes.
func symptomsSum(b *Base, _ *question, in []*cell) cell {
	made := cell{state: known}
	scale := []string{"none", "slight", "moderate", "severe"}
	any := false
	for i, c := range in {
		q := &b.questions[b.questionIndex[symptoms[i]]]
		lo, hi := math.Inf(1), math.Inf(-1)
		for k, id := range q.choices {
			score := float64(max(slices.Index(scale, id), 0))
			if id == "yes" {
				score = 1
			}
			if c.no>>k&1 == 0 {
				lo, hi = min(lo, score), max(hi, score)
			}
		}
		any = any || c.state == known
		made.lo += lo
		made.hi += hi
	}
	if !any {
		return cell{}
	}
	return made
}
