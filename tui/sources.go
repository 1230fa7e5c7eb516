package tui

import (
	"fmt"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/chart"
)

// ranking is what stands, or what would stand without what is paused.
func (m *app) ranking() *rules.Assessment {
	if m.result.whatIf != nil {
		return m.result.whatIf
	}
	return m.now
}

// writeSources ranks the sources with their ranges.
func (m *app) writeSources(w *writer) {
	d := m.document()
	m.pausedLine(w)
	if !d.Enough {
		m.missing(w, d)
		w.blank()
	}
	w.para(w.muted, 0, m.pick("More than one can be true. Pick one to see why.",
		"Each is a question of its own: they need not sum to 100. Enter opens the grounds."))
	w.blank()
	a := m.ranking()
	for i := range a.Sources {
		m.sourceRow(w, &a.Sources[i])
	}
	w.blank()
	w.para(w.text, 0, d.NoCause)
	if d.Unverified != "" {
		w.para(w.text, 0, d.Unverified)
	}
	if m.patient() && !m.result.numbers {
		w.blank()
		w.para(w.muted, 0, "Press n to see numbers.")
	}
}

// sourceRow is one source: its name, and a bar with its words beneath or beside it.
func (m *app) sourceRow(w *writer, s *rules.SourceResult) {
	in := &m.know.Sources[s.Source]
	words := m.bandWord(s.Band.String())
	if m.numbers() {
		words = fmt.Sprintf("%s · %s", words, report.Span(s.Lo, s.Hi))
	}
	w.choose(target{"source", in.ID})
	name := capital(m.text(in.Name))
	if w.width < 90 {
		w.para(w.key, 2, name)
		w.row("    " + m.bar(s, min(w.width-4-32, 30)) + " " + w.text.of(words))
	} else {
		w.row("  " + w.key.of(pad(clip(short(name), 40), 40)) + " " + m.bar(s, min(w.width-40-40, 40)) + " " + w.text.of(words))
	}
	w.marked()
}

// bar draws how likely a source is: a meter of five steps in words, or the estimate
// with its range in numbers.
func (m *app) bar(s *rules.SourceResult, width int) string {
	l := &m.look
	if !m.numbers() {
		return l.bar.of(chart.Meter(int(s.Band)+1, 5, l.g))
	}
	if width < 8 {
		return l.key.of(fmt.Sprintf("%3s", percent(s.Probability)))
	}
	return l.bar.of(chart.Interval(s.Probability, s.Lo, s.Hi, width, l.g)) + " " + l.key.of(fmt.Sprintf("%3s", percent(s.Probability)))
}

func (m *app) pausedLine(w *writer) {
	n := len(m.result.paused)
	if n == 0 {
		return
	}
	w.para(w.soon, 0, fmt.Sprintf("WHAT IF: %d left out: %s. Danger and holds are as before. 0 counts all again.", n, strings.Join(m.result.paused, ", ")))
	w.blank()
}

// pauseFinding leaves the chosen finding out, or counts it again.
func (m *app) pauseFinding(l *leaf, p *page) {
	t, ok := l.open(p, m.resultHeight())
	if !ok || t.do != "finding" {
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
	m.result.whatIf = a
}

// writeSource opens one source: from the share before any answer to the result.
func (m *app) writeSource(w *writer, id string) {
	d := m.document()
	var s *report.Source
	for i := range d.Sources {
		if d.Sources[i].ID == id {
			s = &d.Sources[i]
		}
	}
	if s == nil {
		return
	}
	m.pausedLine(w)
	w.head(capital(s.Name))
	w.para(w.text, 0, s.About)
	w.para(w.key, 0, capital(m.howLikely(s.Probability, s.Interval[0], s.Interval[1], s.Band))+". "+m.certainty(s))
	if c := s.Caveat; c != "" {
		w.para(w.soon, 0, c)
	}
	m.withoutLine(w, s)
	m.waterfall(w, s)
	m.unknowns(w, s)
	m.claims(w, m.pick("Often said", "Popular claims"), s.Answers)
}

func (m *app) certainty(s *report.Source) string {
	if m.patient() {
		return m.word("certainty", s.Certainty)
	}
	codes := ""
	if len(s.ICD10CM) > 0 {
		codes = " ICD-10-CM " + strings.Join(s.ICD10CM, ", ") + "."
	}
	return "Certainty " + m.word("certainty", s.Certainty) + "." + codes
}

// withoutLine says where the source would stand without what is paused.
func (m *app) withoutLine(w *writer, s *report.Source) {
	if m.result.whatIf == nil {
		return
	}
	for i := range m.result.whatIf.Sources {
		r := &m.result.whatIf.Sources[i]
		if m.know.Sources[r.Source].ID == s.ID {
			w.para(w.soon, 0, "Without what is left out: "+m.howLikely(r.Probability, r.Lo, r.Hi, r.Band.String())+fmt.Sprintf(", place %d of %d.", i+1, len(m.now.Sources)))
		}
	}
}

// waterfall draws how each finding moved the source.
func (m *app) waterfall(w *writer, s *report.Source) {
	w.head(m.pick("What speaks for and against it", "From prior to result"))
	width := min(max(w.width/3, 20), 44)
	m.priorRows(w, s, width)
	weights := make([]float64, len(s.Contributions))
	for i, c := range s.Contributions {
		weights[i] = c.Weight
	}
	spans := chart.Waterfall(s.Prior, weights)
	for i := range s.Contributions {
		m.finding(w, &s.Contributions[i], spans[i], width)
	}
	if len(s.Contributions) == 0 {
		w.para(w.muted, 0, m.pick("Nothing you told us speaks for or against it yet.", "No finding counts yet."))
	}
	if s.AtCeiling {
		w.para(w.soon, 2, m.pick("Talk and touch alone cannot tell more than this.",
			"Held at "+report.InHundred(s.Ceiling)+": history and examination alone say no more."))
	}
	if m.numbers() {
		w.row(w.muted.of(pad("Result", 22)) + w.bar.of(chart.Interval(s.Probability, s.Interval[0], s.Interval[1], width, w.g)) + " " +
			w.key.of(report.InHundred(s.Probability)) + w.muted.of("  "+report.Span(s.Interval[0], s.Interval[1])))
	}
}

func (m *app) priorRows(w *writer, s *report.Source, width int) {
	if !m.numbers() {
		return
	}
	lo, hi := s.Prior, s.Prior
	if len(s.PriorInterval) == 2 {
		lo, hi = s.PriorInterval[0], s.PriorInterval[1]
	}
	w.row(w.muted.of(pad(m.pick("Before your answers", "Prior"), 22)) + w.bar.of(chart.Interval(s.Prior, lo, hi, width, w.g)) + " " +
		w.key.of(report.InHundred(s.Prior)) + w.muted.of("  "+report.Span(lo, hi)))
	note := s.PriorNote
	if s.PriorEstimate {
		note = strings.TrimSpace(note + " Estimate.")
	}
	w.para(w.muted, 4, strings.TrimSpace(note+" "+m.cites(s.PriorReferences)))
}
