package tui

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/data/report"
	"afterfusion/tui/chart"
)

// sourceOf is a source of a document by its id, with its place from 1, or nil.
func sourceOf(d *report.Document, id string) (s *report.Source, place int) {
	for i := range d.Sources {
		if d.Sources[i].ID == id {
			return &d.Sources[i], i + 1
		}
	}
	return nil, 0
}

// writeSource opens one source: from the share before any answer to the result.
func (m *app) writeSource(w *writer, id string) {
	s, _ := sourceOf(m.document(), id)
	if s == nil {
		return
	}
	now, place := sourceOf(m.ranked(), id)
	m.pausedLine(w)
	w.head(capital(s.Name))
	w.para(w.text, 0, s.About)
	w.para(w.key, 0, capital(m.howLikely(s.Probability, s.Interval[0], s.Interval[1], s.Band))+". "+m.certainty(s))
	if m.result.whatIf != nil {
		w.para(w.soon, 0, "Without what is left out: "+m.howLikely(now.Probability, now.Interval[0], now.Interval[1], now.Band)+
			fmt.Sprintf(", place %d of %d.", place, len(m.document().Sources)))
	}
	w.para(w.soon, 0, s.Caveat)
	m.waterfall(w, s, now)
	m.unusual(w, s)
	m.unknowns(w, s)
	m.claims(w, m.pick("Often said", "Popular claims"), s.Answers)
	if !m.patient() {
		m.codes(w, s)
	}
	m.publications(w, m.sourceReferences(s))
}

func (m *app) certainty(s *report.Source) string {
	if m.patient() {
		return m.word("certainty", s.Certainty)
	}
	return "Certainty " + m.word("certainty", s.Certainty) + "."
}

// codes are the codes of a source with their words.
func (m *app) codes(w *writer, s *report.Source) {
	for i, c := range s.ICD10CM {
		if i == 0 {
			w.head("ICD-10-CM")
		}
		w.fact(10, c, w.text, report.CodeWords(c), target{})
	}
}

// fall is one row of the waterfall: a finding, the ceiling or the bounds with its step, or
// a finding that is left out and has none.
type fall struct {
	report.Contribution
	step *report.Step
}

// falls are the steps as they count now, and at their old places the findings left out.
func falls(s, now *report.Source, paused []string) []fall {
	var out []fall
	for i := range now.Steps {
		f := fall{step: &now.Steps[i]}
		for _, c := range now.Contributions {
			if c.Evidence == f.step.Evidence {
				f.Contribution = c
			}
		}
		out = append(out, f)
	}
	at := 0
	for _, c := range s.Contributions {
		if k := slices.IndexFunc(out, func(f fall) bool { return f.Evidence == c.Evidence }); k >= 0 {
			at = k + 1
		} else if slices.Contains(paused, c.Evidence) {
			out = slices.Insert(out, at, fall{Contribution: c})
			at++
		}
	}
	return out
}

// waterfall draws how each finding moved the source: prior, findings, the ceiling, result.
func (m *app) waterfall(w *writer, s, now *report.Source) {
	w.head(m.pick("What speaks for and against it", "From prior to result"))
	c := fallColumns(w.width)
	if m.numbers() {
		m.priorRows(w, now, &c)
	}
	all := falls(s, now, m.result.paused)
	for i := range all {
		if f := &all[i]; f.step != nil && f.step.Kind != "finding" {
			m.heldRow(w, now, f.step, &c)
		} else {
			m.finding(w, f, &c)
		}
	}
	if len(all) == 0 {
		w.para(w.muted, 0, m.pick("Nothing you told us speaks for or against it yet.", "No finding counts yet."))
	}
	if m.numbers() {
		w.beside(&c, w.key, "=", w.key, m.pick("Where it stands", "Result"),
			w.bar.of(chart.Interval(now.Probability, now.Interval[0], now.Interval[1], c.bar, w.g))+" "+w.key.of(percent(now.Probability))+
				w.muted.of(" ("+strings.TrimSuffix(report.Span(now.Interval[0], now.Interval[1]), " in 100")+")"))
	}
}

// heldRow is a step that is no finding: the ceiling of what history and examination can
// tell, or the bounds of what is shown.
func (m *app) heldRow(w *writer, s *report.Source, st *report.Step, c *columns) {
	says := m.pick("We never show more or less than this.", "Kept within what is shown: no result beyond it is claimed.")
	if st.Kind == "ceiling" {
		says = m.pick("Talk and touch alone cannot tell more than this.",
			"Ceiling: held at "+report.InHundred(s.Ceiling)+", for history and examination alone say no more.")
	}
	if !m.numbers() {
		w.point(w.soon, "=", w.soon, 2, says)
		return
	}
	w.beside(c, w.soon, "=", w.soon, says, m.move(c, st, w.soon))
}

func (m *app) priorRows(w *writer, s *report.Source, c *columns) {
	lo, hi := s.Prior, s.Prior
	if len(s.PriorInterval) == 2 {
		lo, hi = s.PriorInterval[0], s.PriorInterval[1]
	}
	if c.side {
		w.row(strings.Repeat(" ", c.text+6) + w.muted.of(scale(c.bar)))
	}
	w.beside(c, w.key, "=", w.key, m.pick("Before your answers", "Prior, before any answer"),
		w.bar.of(chart.Interval(s.Prior, lo, hi, c.bar, w.g))+" "+w.key.of(percent(s.Prior))+
			w.muted.of(" ("+strings.TrimSuffix(report.Span(lo, hi), " in 100")+")"))
	note := ""
	if !m.patient() {
		note = s.PriorNote
	}
	if s.PriorMark != "" {
		note = strings.TrimSpace(note + " " + capital(report.MarkWords(s.PriorMark, m.as())) + ".")
	}
	w.para(w.muted, 4, strings.TrimSpace(note+" "+m.cites(s.PriorReferences)))
}

// unusual are the findings that are unusual for the source.
func (m *app) unusual(w *writer, s *report.Source) {
	w.head(m.pick("What does not fit so well", "Unusual for it"))
	if len(s.Unusual) == 0 {
		w.para(w.muted, 0, m.pick("Nothing you told us.", "Nothing that was told."))
	}
	for _, u := range s.Unusual {
		w.point(w.soon, "-", w.text, 0, u)
	}
}

// unknowns lists what is not known of a source and what it could change.
func (m *app) unknowns(w *writer, s *report.Source) {
	first, less := true, 0
	for i := range s.Unknown {
		u := &s.Unknown[i]
		if report.Span(u.Could[0], u.Could[1]) == report.InHundred(s.Probability) {
			less++
			continue
		}
		if first {
			w.head(m.pick("What could still tell", "Not known, and what it could change"))
			first = false
		}
		m.unknownItem(w, s, u)
	}
	if less > 0 && !first {
		w.para(w.muted, 2, fmt.Sprintf(m.pick("%d more would hardly change it.", "%d more cannot move it by one in 100."), less))
	}
}

func (m *app) unknownItem(w *writer, s *report.Source, u *report.Unknown) {
	says := u.Says
	if says == "" && m.question(u.Question) != nil {
		says = m.text(m.question(u.Question).Text)
	}
	w.item(target{"mend", u.Question}, w.text, capital(m.word("obtain", u.Obtain))+": "+says)
	if !m.numbers() {
		return
	}
	words := fmt.Sprintf("now %s, %s after", percent(s.Probability), strings.TrimSuffix(report.Span(u.Could[0], u.Could[1]), " in 100"))
	if u.Together {
		words += m.pick("", ", with the answers that go with it")
	}
	w.drawn(4, chart.Ends(u.Could[0], u.Could[1], min(w.width-8, barLeast), w.g), words)
}

// sourceReferences are the references of all that is told of a source, each once.
func (m *app) sourceReferences(s *report.Source) []string {
	out := slices.Clone(s.PriorReferences)
	for _, c := range s.Contributions {
		out = append(out, c.References...)
	}
	for _, c := range s.Answers {
		out = append(out, c.References...)
	}
	return out
}
