package tui

import (
	"fmt"
	"strings"

	"afterfusion/data/report"
	"afterfusion/tui/chart"
)

// cites writes references as they are named in the list of references; patients see
// them beside the numbers that they ask for.
func (m *app) cites(refs []string) string {
	if len(refs) == 0 || !m.numbers() {
		return ""
	}
	return "[" + strings.Join(refs, ", ") + "]"
}

// finding writes one finding: what it says, how it moved the source, on what.
func (m *app) finding(w *writer, c *report.Contribution, s chart.Span, width int) {
	paused := contains(m.result.paused, c.Evidence)
	style, sign, signStyle := w.text, "+", w.good
	if c.Weight < 0 {
		sign, signStyle = "-", w.soon
	}
	says := c.Says
	if paused {
		style, says = w.muted, "(left out) "+says
	}
	w.choose(target{"finding", c.Evidence})
	w.point(signStyle, sign, style, 2, says)
	w.marked()
	if !m.numbers() {
		w.para(w.muted, 4, m.strengthOf(c))
		w.para(w.muted, 4, m.spoken(c.Because))
		return
	}
	w.row(strings.Repeat(" ", 22) + w.bar.of(chart.Move(s, width, w.g)) + " " + w.muted.of(percent(s.From)+" > "+percent(s.To)))
	w.para(w.muted, 4, m.grounds(c))
	w.para(w.muted, 4, m.spoken(c.Because))
	if c.Why != "" && !m.patient() {
		w.para(w.muted, 4, c.Why)
	}
}

func (m *app) strengthOf(c *report.Contribution) string {
	s := "It rests on " + m.strengthWord(c.Strength) + "."
	if c.Estimate {
		s += " The weight is an estimate."
	}
	return s
}

// grounds writes likelihood ratio, interval, strength, group and references.
func (m *app) grounds(c *report.Contribution) string {
	parts := []string{fmt.Sprintf("LR %.2g (%.2g to %.2g)", c.LikelihoodRatio, c.Interval[0], c.Interval[1]), m.strengthWord(c.Strength), "group " + c.Group}
	if c.Capped {
		parts = append(parts, "capped or halved in its group")
	}
	if c.Estimate {
		parts = append(parts, "estimate")
	}
	return strings.Join(parts, " · ") + " " + m.cites(c.References)
}

// spoken repeats the answers behind a finding.
func (m *app) spoken(ids []string) string {
	var out []string
	for _, id := range ids {
		if q := m.question(id); q != nil {
			if s := m.answer(id); s != "" {
				out = append(out, strings.TrimRight(m.text(q.Text), "?.:")+": "+s)
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return m.pick("You said: ", "Answer: ") + strings.Join(out, "; ")
}

// unknowns lists what is not known of a source and what it could change.
func (m *app) unknowns(w *writer, s *report.Source) {
	if len(s.Unknown) == 0 {
		return
	}
	w.head(m.pick("What could still tell", "Not known, and what it could change"))
	for i, u := range s.Unknown {
		if i >= 12 {
			w.para(w.muted, 2, fmt.Sprintf("and %d more that tell less", len(s.Unknown)-i))
			break
		}
		says := u.Says
		if says == "" && m.question(u.Question) != nil {
			says = m.text(m.question(u.Question).Text)
		}
		w.item(target{"mend", u.Question}, w.text, capital(m.word("obtain", u.Obtain))+": "+says)
		if m.numbers() {
			w.row("    " + w.bar.of(chart.Ends(u.Could[0], u.Could[1], min(w.width/3, 40), w.g)) + " " +
				w.muted.of("could move it to "+report.Span(u.Could[0], u.Could[1])))
		}
	}
}

func (m *app) claims(w *writer, title string, claims []report.Claim) {
	if len(claims) == 0 {
		return
	}
	w.head(title)
	for _, c := range claims {
		if c.Claim != "" {
			w.para(w.key, 0, "\""+c.Claim+"\"")
		}
		w.para(w.text, 2, c.Says+m.mark(c.Estimate))
		w.para(w.muted, 2, m.cites(c.References))
	}
}

// mark says that a figure is an estimate.
func (m *app) mark(estimate bool) string {
	if estimate {
		return m.pick(" (our estimate)", " (estimate)")
	}
	return ""
}

// writeNext lists what would settle it, by kind, with the gain drawn.
func (m *app) writeNext(w *writer) {
	d := m.document()
	if len(d.Next) == 0 {
		w.para(w.text, 0, m.pick("No further question or test would change much now.", "Nothing open would change a ladder."))
		return
	}
	w.para(w.muted, 0, m.pick("What would tell the most. First what is easy and safe.",
		"Expected drop in uncertainty over all sources whose ladder could change, in bits."))
	most := 0.0
	for _, n := range d.Next {
		most = max(most, n.Gain)
	}
	kind := ""
	for i := range d.Next {
		n := &d.Next[i]
		if n.Obtain != kind {
			kind = n.Obtain
			w.head(capital(m.word("obtain", kind)))
		}
		m.nextItem(w, n, most)
	}
}

func (m *app) nextItem(w *writer, n *report.Next, most float64) {
	t := target{"mend", n.ID}
	if n.Option != "" {
		t = target{"option", n.Option}
	}
	w.item(t, w.text, n.Says)
	width := min(w.width/4, 24)
	words := ""
	if m.numbers() {
		words = fmt.Sprintf("%.2f bits · could move 1st source to %s", n.Gain, report.Span(n.Could[0], n.Could[1]))
	}
	w.row("    " + w.bar.of(chart.Bar(n.Gain/most, width, w.g)) + " " + w.muted.of(words))
	names := make([]string, len(n.For))
	for i, id := range n.For {
		names[i] = m.sourceName(id)
	}
	w.para(w.muted, 4, m.pick("Tells about: ", "For: ")+strings.Join(names, "; "))
}
