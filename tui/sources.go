package tui

import (
	"fmt"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/chart"
)

// named is how many sources are worth naming.
const named = 3

// ranked is the document that stands, or what would stand without what is paused.
func (m *app) ranked() *report.Document {
	if m.result.whatIf != nil {
		return m.result.whatIf
	}
	return m.document()
}

// writeSources ranks the sources with their ranges.
func (m *app) writeSources(w *writer) {
	d := m.document()
	m.pausedLine(w)
	if !d.Scope.In {
		w.para(w.soon, 0, d.Scope.Reason)
		w.blank()
	}
	if !d.Enough {
		m.missing(w, d)
		w.blank()
	}
	w.para(w.muted, 0, m.pick("More than one can be true. Pick one to see why.",
		"Each is a question of its own: they need not sum to 100. The point ("+w.g.Point+") is the estimate, the line its plausible range. Enter opens the grounds."))
	w.blank()
	sources := m.ranked().Sources
	c := m.sourceColumns(w.width, sources)
	if m.numbers() && c.oneLine {
		w.row(strings.Repeat(" ", c.name+3) + w.muted.of(scale(c.bar)+"  in 100"))
	}
	for i := range sources {
		m.sourceRow(w, &sources[i], &c, i)
	}
	w.blank()
	w.para(w.text, 0, d.NoCause)
	w.para(w.text, 0, d.Unverified)
	if m.patient() && !m.result.numbers {
		w.blank()
		w.para(w.muted, 0, "Press n to see numbers.")
	}
}

// missing says what is to be known before a cause can be named.
func (m *app) missing(w *writer, d *report.Document) {
	if len(d.Missing) == 0 {
		w.para(w.text, 0, d.NoneStandsOut(m.as()))
		return
	}
	w.para(w.text, 0, m.pick("We do not know enough yet to name a likely cause. It would help to know:", "Not enough information to name a source. Missing:"))
	for _, s := range d.Missing {
		w.point(w.unsure, "?", w.text, 2, s)
	}
}

// sourceColumns are the widths of a ranking; where it is narrow a source has two lines.
type sourceColumns struct {
	name, bar int
	oneLine   bool
}

const barMost = 44

func (m *app) sourceColumns(width int, sources []report.Source) sourceColumns {
	c := sourceColumns{bar: len("#####")}
	words := 0
	for i := range sources {
		c.name = max(c.name, wide(short(sources[i].Name)))
		words = max(words, wide(m.sourceWords(&sources[i])))
	}
	room := width - c.name - words - 2 - 4
	if m.numbers() {
		c.bar = min(room, barMost)
	}
	c.oneLine = room >= c.bar && c.bar >= len("#####")
	if m.numbers() && c.bar < 10 {
		c = sourceColumns{bar: min(width-6, barMost)}
	}
	return c
}

// sourceWords say how likely a source is: in figures, and in words.
func (m *app) sourceWords(s *report.Source) string {
	if !m.numbers() {
		return m.bandWord(s.Band)
	}
	span := strings.TrimSuffix(report.Span(s.Interval[0], s.Interval[1]), " in 100")
	if m.patient() {
		return fmt.Sprintf("%3s in 100 (%s)  %s", percent(s.Probability), span, m.bandWord(s.Band))
	}
	return fmt.Sprintf("%3s  %-8s  %s", percent(s.Probability), span, m.bandWord(s.Band))
}

// sourceRow is one source: its name, its bar and its words.
func (m *app) sourceRow(w *writer, s *report.Source, c *sourceColumns, rank int) {
	name, bar, words := capital(short(s.Name)), m.bar(s, c.bar), w.text.of(m.sourceWords(s))
	w.choose(target{report.LinkSource, s.ID})
	if c.oneLine {
		w.row("  " + w.key.of(pad(name, c.name)) + " " + bar + " " + words)
	} else {
		w.para(w.key, 2, name)
		if m.numbers() {
			w.row("    " + bar)
			w.row("    " + words)
		} else {
			w.row("    " + bar + " " + words)
		}
	}
	w.marked()
	if was := m.movedWords(s, rank); was != "" {
		w.para(w.soon, 4, was)
	}
}

// movedWords say where a source stood before something was paused.
func (m *app) movedWords(s *report.Source, rank int) string {
	if m.result.whatIf == nil {
		return ""
	}
	d := m.document()
	for i := range d.Sources {
		x := &d.Sources[i]
		if x.ID != s.ID || percent(x.Probability) == percent(s.Probability) && i == rank {
			continue
		}
		if !m.numbers() {
			return "was: " + m.bandWord(x.Band) + fmt.Sprintf(", place %d, now %d", i+1, rank+1)
		}
		return fmt.Sprintf("was %s, place %d; now %s, place %d", percent(x.Probability), i+1, percent(s.Probability), rank+1)
	}
	return ""
}

// bar draws how likely a source is: a meter of five steps in words, or the estimate
// with its range in numbers.
func (m *app) bar(s *report.Source, width int) string {
	l := &m.look
	if !m.numbers() {
		return l.bar.of(chart.Meter(bandStep(s.Band), len(bandScale), l.g))
	}
	return l.bar.of(chart.Interval(s.Probability, s.Interval[0], s.Interval[1], width, l.g))
}

// bandStep is the place of a band on its scale, from 1.
func bandStep(id string) int {
	for i := range bandScale {
		if bandScale[i].id == id {
			return len(bandScale) - i
		}
	}
	return 0
}

// pausedLine names what is left out.
func (m *app) pausedLine(w *writer) {
	if len(m.result.paused) == 0 {
		return
	}
	var names []string
	for _, id := range m.result.paused {
		names = append(names, m.findingSays(id))
	}
	w.para(w.soon, 0, "WHAT IF, left out: "+strings.Join(names, "; ")+". "+
		m.pick("What we say about danger stays as it is. Press 0 to count all again.", "Danger, holds and ladders are as before. 0 counts all again."))
	w.blank()
}

// findingSays is what a finding says, by its id.
func (m *app) findingSays(id string) string {
	d := m.document()
	for i := range d.Sources {
		for k := range d.Sources[i].Contributions {
			if c := &d.Sources[i].Contributions[k]; c.Evidence == id {
				return c.Says
			}
		}
	}
	return id
}

// pauseFinding leaves the chosen finding out, or counts it again.
func (m *app) pauseFinding(l *leaf, p *page) {
	t, ok := l.open(p, m.resultHeight())
	if !ok || t.do != doFinding {
		m.notice = m.pick("Go to a line with + or -, then press space.", "Choose a finding, then press space.")
		return
	}
	r := &m.result
	at := -1
	for i, id := range r.paused {
		if id == t.id {
			at = i
		}
	}
	if at >= 0 {
		r.paused = append(r.paused[:at:at], r.paused[at+1:]...)
	} else {
		r.paused = append(r.paused, t.id)
	}
	m.weighPaused()
	m.keepChoice(l, t)
}

// keepChoice keeps the pointer on what was chosen, wherever it has moved.
func (m *app) keepChoice(l *leaf, t target) {
	p := m.laid(l, m.width)
	for k := range p.targets {
		if p.targets[k] == t {
			l.chosen = k
			l.show(p, m.resultHeight())
		}
	}
}

func (m *app) resumeAll() {
	m.result.paused = nil
	m.weighPaused()
}

// weighPaused asks the rules what would stand without the paused findings.
func (m *app) weighPaused() {
	m.result.whatIf = nil
	m.era++
	if len(m.result.paused) == 0 {
		return
	}
	a, err := m.base.WhatIf(m.rec.answers, rules.Pause{Evidence: m.result.paused})
	if err != nil {
		m.notice = err.Error()
		return
	}
	if m.result.whatIf, err = m.build(a); err != nil {
		m.result.whatIf, m.notice = nil, err.Error()
	}
}
