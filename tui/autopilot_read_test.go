package tui

import (
	"slices"

	"afterfusion/rules"
)

// howCounted tells how the questions of a page are counted, for the table of keys.
const howCounted = `Keys: all that are pressed from the first screen to the review; idle: of them, to pass over a page without an answer.
Review: keys beside, to read the review and to answer there what was passed over.
A page: one question or one grid, as it stands on the screen.
A question is what is read and answered as one:
  a row of a form with an answer of its own: 1
  a list under one heading that a key can close ("none of these"), however many lines it has: 1
  the pain drawing with the worst place on it: 1; top and bottom of the fusion on one picture: 1
  a table of treatments: 1 for "which of these did you have" (N says not tried to all others), and 1 for each that was tried
A row is one question id on the page, answered or not.`

// questionsOn counts the questions of the page on show.
func (p *pilot) questionsOn() int {
	qs := p.asked()
	has := func(id string) bool {
		return slices.ContainsFunc(qs, func(q *rules.Question) bool { return q.ID == id })
	}
	n, tables := 0, map[string]bool{}
	for _, q := range qs {
		v := p.m.rec.answers[q.ID]
		switch {
		case q.ID == "pain.worst-zone" && has("pain.zones"), q.ID == "surgery.bottom-level" && has("surgery.top-level"):
		case len(qs) > 1 && len(q.Choices) > 0 && q.Choices[0].ID == "not-tried" && sameKind(qs, rules.KindChoice) && q.Grid != "tried.overall":
			if !tables[q.Grid] {
				tables[q.Grid] = true
				n++
			}
			if v.Unsure || len(v.Yes) > 0 && v.Yes[0] != "not-tried" {
				n++
			}
		default:
			n++
		}
	}
	return n
}
