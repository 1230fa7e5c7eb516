package tui

import "strings"

// writer lays a page out. Every row is cut to the width when it is written, so
// that drawing needs no measuring.
type writer struct {
	*look
	page
	width int
}

// textWidth is how wide running text may be: longer lines are hard to read.
const textWidth = 92

func (w *writer) row(text string) { w.rows = append(w.rows, row{clip(text, w.width), -1}) }

// fitting writes a row that is known to fit.
func (w *writer) fitting(text string) { w.rows = append(w.rows, row{text, -1}) }

// blank leaves a line free, but never two, and none at the top.
func (w *writer) blank() {
	if n := len(w.rows); n > 0 && w.rows[n-1].text != "" {
		w.row("")
	}
}

func (w *writer) head(text string) { w.headAs(w.title, text) }

func (w *writer) headAs(i ink, text string) {
	w.blank()
	for _, s := range wrap(text, w.width) {
		w.row(i.of(s))
	}
}

// heading is a head that can be jumped to.
func (w *writer) heading(text string) {
	w.blank()
	w.heads = append(w.heads, len(w.rows))
	w.head(text)
}

// para writes running text behind an indent.
func (w *writer) para(i ink, indent int, text string) {
	for _, s := range wrap(text, min(w.width, textWidth)-indent) {
		w.fitting(strings.Repeat(" ", indent) + i.of(s))
	}
}

// point writes text behind a sign; further lines stand under the first.
func (w *writer) point(si ink, sign string, i ink, indent int, text string) {
	lead := indent + wide(sign) + 1
	for n, s := range wrap(text, min(w.width, textWidth)-lead) {
		if n == 0 {
			w.fitting(strings.Repeat(" ", indent) + si.of(sign) + " " + i.of(s))
		} else {
			w.fitting(strings.Repeat(" ", lead) + i.of(s))
		}
	}
}

// choose begins a target: its first row has two blanks for the pointer.
func (w *writer) choose(t target) {
	w.targets = append(w.targets, t)
	w.lines = append(w.lines, len(w.rows))
}

// chosen marks the rows since a target began; call it after writing its first row.
func (w *writer) marked() {
	at := w.lines[len(w.lines)-1]
	if at < len(w.rows) {
		w.rows[at].at = len(w.lines) - 1
	}
}

// item writes a target whose text is wrapped behind the pointer's two cells.
func (w *writer) item(t target, i ink, text string) {
	w.choose(t)
	w.para(i, 2, text)
	w.marked()
}

// labelMost is how wide a column of labels may be.
const labelMost = 24

// fact writes a label and what it says behind the pointer's two cells, in two columns or
// under each other where narrow; a target without a deed opens nothing.
func (w *writer) fact(labelWidth int, label string, i ink, value string, t target) {
	if t.do != "" {
		w.choose(t)
		defer w.marked()
	}
	if w.width < 60 {
		w.para(w.muted, 2, label)
		w.para(i, 4, value)
		return
	}
	labels, values := wrap(label, labelWidth-2), wrap(value, min(w.width-labelWidth-2, textWidth))
	for n := range max(len(labels), len(values)) {
		l, v := "", ""
		if n < len(labels) {
			l = labels[n]
		}
		if n < len(values) {
			v = values[n]
		}
		w.fitting("  " + w.muted.of(pad(l, labelWidth)) + i.of(v))
	}
}

// pairs writes labels and their values in two columns that all share.
func (w *writer) pairs(i ink, rows [][2]string) {
	label := 24
	for _, r := range rows {
		label = max(label, wide(r[0])+2)
	}
	for _, r := range rows {
		w.pairAt(label, r[0], i, r[1])
	}
}

// pair writes a label and its value in two columns, or under each other where narrow.
func (w *writer) pair(label string, i ink, value string) { w.pairAt(24, label, i, value) }

func (w *writer) pairAt(labelWidth int, label string, i ink, value string) {
	if w.width < 60 || wide(label) >= labelWidth {
		w.para(w.muted, 0, label)
		w.para(i, 2, value)
		return
	}
	for n, s := range wrap(value, min(w.width, textWidth+labelWidth)-labelWidth) {
		if n > 0 {
			label = ""
		}
		w.row(w.muted.of(pad(label, labelWidth)) + i.of(s))
	}
}
