package tui

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/data/report"
	"afterfusion/tui/chart"
)

// columns are the widths of a figure beside its text; where it is narrow the figure
// stands under the text.
type columns struct {
	text, bar int
	side      bool
}

// barLeast is how wide a bar is where there is not much room, figuresMost how wide the
// figures behind a bar can be.
const barLeast, figuresMost = 28, 14

func fallColumns(width int) columns {
	if width < 100 {
		return columns{text: min(width, textWidth) - 4, bar: min(width-4-figuresMost, barLeast)}
	}
	bar := min(barLeast+(width-100)/2, barMost)
	return columns{text: min(width-bar-figuresMost-6, textWidth-10), bar: bar, side: true}
}

// beside writes text behind a sign, with a figure at the right of its first line, or
// under it where there is no room. The figure fits.
func (w *writer) beside(c *columns, si ink, sign string, i ink, text, figure string) {
	lines := wrap(text, c.text)
	for n, s := range lines {
		lead := "    "
		if n == 0 {
			lead = "  " + si.of(pad(sign, 1)) + " "
		}
		if n == 0 && c.side && figure != "" {
			w.fitting(lead + i.of(s) + strings.Repeat(" ", max(c.text-wide(s), 0)) + "  " + figure)
			continue
		}
		w.fitting(lead + i.of(s))
	}
	if !c.side && figure != "" {
		w.row("    " + figure)
	}
}

// drawn writes a bar with words behind it, or under it where they do not fit.
func (w *writer) drawn(indent int, bar, words string) {
	at := indent + wide(bar) + 1
	lead := strings.Repeat(" ", indent)
	if wide(words) > w.width-at && at+20 > w.width {
		w.row(lead + w.bar.of(bar))
		w.para(w.muted, indent, words)
		return
	}
	for n, s := range wrap(words, min(w.width, textWidth+at)-at) {
		if n == 0 {
			w.row(lead + w.bar.of(bar) + " " + w.muted.of(s))
		} else {
			w.row(strings.Repeat(" ", at) + w.muted.of(s))
		}
	}
}

// move draws a step of the waterfall with its figures.
func (m *app) move(c *columns, st *report.Step, i ink) string {
	return i.of(chart.Move(chart.Span{From: st.From, To: st.To}, c.bar, m.look.g)) + " " + m.look.key.of(percent(st.From)+" > "+percent(st.To))
}

// cites writes references as they are named in the list of references; patients see
// them beside the numbers that they ask for.
func (m *app) cites(refs []string) string {
	if len(refs) == 0 || !m.numbers() {
		return ""
	}
	return "[" + strings.Join(refs, ", ") + "]"
}

// judged are the references of a line that may rest on the project's judgement too.
func (m *app) judged(refs []string, byPractice bool) string {
	out := m.cites(refs)
	if byPractice && m.numbers() {
		out = strings.TrimSpace(out + " " + practiceWords)
	}
	return out
}

const practiceWords = "practice: this project's judgement"

// doFinding is the target of a finding that can be left out.
const doFinding = "finding"

// finding writes one finding: what it says, how it moved the source, on what.
func (m *app) finding(w *writer, f *fall, c *columns) {
	style, sign, signStyle := w.text, "+", w.good
	if f.Weight < 0 {
		sign, signStyle = "-", w.soon
	}
	says := f.Says
	if f.step == nil {
		style, says = w.muted, "(left out) "+says
	}
	figure := ""
	if f.step != nil && m.numbers() {
		figure = m.move(c, f.step, w.bar)
	}
	w.choose(target{doFinding, f.Evidence})
	w.beside(c, signStyle, sign, style, says, figure)
	w.marked()
	if !m.numbers() {
		w.para(w.muted, 4, m.strengthOf(&f.Contribution))
	} else {
		w.para(w.muted, 4, m.grounds(&f.Contribution))
	}
	w.para(w.muted, 4, m.spoken(f.Because))
	if !m.result.unfolded[f.Evidence] {
		return
	}
	if !m.patient() {
		w.para(w.text, 4, f.Why)
	}
	label := labelOf(f.References)
	for _, id := range f.References {
		if r := report.FindReference(m.know, id); r != nil && m.numbers() {
			m.referenceItem(w, label, r.ID, r.Cite, r.DOI, r.PMID, r.Read)
		}
	}
}

func (m *app) strengthOf(c *report.Contribution) string {
	s := "It rests on " + m.strengthWord(c.Strength) + "."
	if c.Mark != "" {
		s += " The weight is " + report.MarkWords(c.Mark, m.as()) + "."
	}
	return s
}

// grounds writes the likelihood ratio as published and as it counted, its interval,
// strength, group and references.
func (m *app) grounds(c *report.Contribution) string {
	ratio := fmt.Sprintf("LR %.3g (%.3g to %.3g)", c.LikelihoodRatio, c.Interval[0], c.Interval[1])
	if s := c.CountedWords(); s != "" {
		ratio += ", " + s
	}
	parts := []string{ratio, m.strengthWord(c.Strength), "group: " + strings.ReplaceAll(c.Group, "-", " ")}
	if c.Mark != "" {
		parts = append(parts, c.Mark)
	}
	if c.Practice {
		parts = append(parts, practiceWords)
	}
	return strings.TrimSpace(strings.Join(parts, " · ") + " " + m.cites(c.References))
}

// spoken repeats the answers behind a finding, those too that followed from others.
func (m *app) spoken(ids []string) string {
	var out []string
	for _, s := range m.document().Said {
		if slices.Contains(ids, s.Question) {
			out = append(out, label(s.Text)+": "+strings.TrimSuffix(s.Answer, "."))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return m.pick("You said: ", "Answer: ") + strings.Join(out, "; ") + "."
}

// label is a question short enough to stand before its answer.
func label(question string) string {
	head, _, _ := strings.Cut(question, "?")
	return strings.TrimRight(head, ".: ")
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
		w.para(w.text, 2, c.Says+m.mark(c.Mark))
		w.para(w.muted, 2, m.cites(c.References))
	}
}

// mark says that a figure is an estimate, or known from memory alone.
func (m *app) mark(mark string) string {
	if mark == "" {
		return ""
	}
	return " (" + report.MarkWords(mark, m.as()) + ")"
}
