package tui

import (
	"fmt"
	"strings"

	"afterfusion/data/report"
)

// The chapters of the sheet that the summary leaves to other pages or to paper.
const (
	glancePart  = "glance"
	changedPart = "changed"
	doctorPart  = "doctor"
)

// writeSummary draws the same lines as the report: for a clinician the one screen that can
// be read aloud, for a patient the page that can be understood alone at night.
func (m *app) writeSummary(w *writer) {
	d := m.document()
	sheet := report.Compose(d, m.know)
	for i := range sheet.Parts {
		p := &sheet.Parts[i]
		if m.patient() && p.ID != doctorPart || p.ID == glancePart || p.ID == changedPart {
			m.writePart(w, p)
		}
	}
	if m.patient() {
		w.blank()
		w.para(w.accent, 0, "There is half a page for your doctor too. It is at the end of the file that you can save. Press s.")
	} else {
		m.writeLines(w, d)
	}
	w.head(m.pick("What this is", "Intended use"))
	w.para(w.muted, 0, d.Intended)
}

// writeLines are the sentences that hold for this person, and that tests were only told.
func (m *app) writeLines(w *writer, d *report.Document) {
	for _, s := range append(d.Lines[:len(d.Lines):len(d.Lines)], d.Unverified) {
		if s != "" {
			w.blank()
			w.para(w.key, 0, s)
		}
	}
}

// writePart draws a chapter of a report.
func (m *app) writePart(w *writer, p *report.Part) {
	ink := w.title
	switch p.Kind {
	case "emergency", "urgent", "soon":
		ink = w.level(p.Kind)
	case "calm":
		ink = w.good
	}
	w.headAs(ink, strings.TrimSpace(mark(p.Kind)+" "+p.Heading))
	for i := range p.Blocks {
		if i > 0 && len(p.Blocks[i-1].Items) > 0 {
			w.blank() // what follows a list does not belong to its last point
		}
		m.writeBlock(w, &p.Blocks[i])
	}
}

func (m *app) writeBlock(w *writer, b *report.Block) {
	switch {
	case b.Figure != nil:
		w.para(w.text, 0, b.Figure.Words())
		for _, s := range b.Figure.Lines() {
			w.point(w.accent, w.g.Dot, w.text, 2, s)
		}
	case len(b.Rows) > 0:
		m.writeRows(w, b.Rows)
	case len(b.Items) > 0:
		for i := range b.Items {
			m.writeItem(w, i, b)
		}
	case b.Style == "sub":
		w.blank()
		w.para(w.key, 0, b.Text)
	case b.Opens != report.Link{}:
		w.item(linked(b.Opens), w.key, b.Text)
	default:
		w.para(map[string]ink{"strong": w.key, "muted": w.muted, "": w.text}[b.Style], 0, b.Text)
	}
}

// writeRows draws labels and what they say in two columns.
func (m *app) writeRows(w *writer, rows []report.Row) {
	label := 0
	for i := range rows {
		label = max(label, wide(rows[i].Label))
	}
	for i := range rows {
		r := &rows[i]
		w.fact(min(label, labelMost)+2, r.Label, w.text, r.Text, linked(r.Opens))
	}
}

// writeItem draws a point of a list: its title, what it says, and what to ask.
func (m *app) writeItem(w *writer, i int, b *report.Block) {
	it := &b.Items[i]
	sign := w.g.Dot
	if b.Numbered {
		sign = fmt.Sprintf("%d.", i+1)
	}
	if it.Mark != "" {
		sign = it.Mark
	}
	indent := 0
	switch {
	case it.Opens != report.Link{}:
		indent = 2
		w.item(linked(it.Opens), w.key, it.Title)
		w.para(w.text, 4, it.Text)
	case it.Title != "":
		w.point(w.accent, sign, w.key, 0, it.Title)
		w.para(w.text, 2, it.Text)
	default:
		w.point(w.accent, sign, w.text, 0, it.Text)
	}
	if it.Ask != "" {
		w.point(w.accent, "?", w.text, indent+2, m.pick("Ask: ", "Ask: ")+it.Ask)
	}
}

// linked is the target of a link of a report.
func linked(l report.Link) target { return target{l.Kind, l.ID} }
