package report

import (
	"fmt"
	"strings"

	"afterfusion/rules"
)

// textWidth is how wide the lines of a text report are.
const textWidth = 78

// Text writes the document as plain lines for a terminal or a record.
func Text(d *Document, k *rules.Knowledge) string {
	w := textWriter{d: d, k: k, patient: d.As == string(rules.Patient), s: &sheet{d: d, k: k, Patient: d.As == string(rules.Patient)}}
	w.safety()
	switch {
	case w.patient && d.Triage.Level == "emergency":
		// No ranking beside an emergency: there is one thing to do.
	case w.patient:
		w.patientBody()
	default:
		w.clinicianBody()
	}
	w.footer()
	return w.b.String()
}

type textWriter struct {
	b       strings.Builder
	d       *Document
	k       *rules.Knowledge
	s       *sheet
	patient bool
}

func (w *textWriter) rows(rows []SummaryLine) {
	for _, r := range rows {
		s := Wrap(r.Label+": "+r.Text, "  ", textWidth)
		w.b.WriteString(strings.TrimPrefix(s, "  ") + "\n")
	}
}

func (w *textWriter) line(format string, args ...any) {
	w.b.WriteString(Wrap(fmt.Sprintf(format, args...), "", textWidth) + "\n")
}

func (w *textWriter) item(mark, text string) {
	indent := strings.Repeat(" ", len(mark)+1)
	s := Wrap(text, indent, textWidth)
	w.b.WriteString(mark + " " + strings.TrimPrefix(s, indent) + "\n")
}

func (w *textWriter) head(s string) {
	if w.b.Len() > 0 {
		w.b.WriteString("\n")
	}
	w.b.WriteString(strings.ToUpper(s) + "\n")
}

func (w *textWriter) words(kind, id string) string { return Words(kind, id, w.d.As) }

func (w *textWriter) safety() {
	t := &w.d.Triage
	w.head("Safety first")
	if w.patient && t.Level == "emergency" {
		w.line("%s", w.k.Policy.Emergency.Patient)
	} else if t.Level != "routine" {
		w.line("%s", capital(w.words("level", t.Level))+".")
	}
	for _, f := range t.Flags {
		w.flag(&f)
	}
	if !w.patient {
		w.glance()
	}
	for _, n := range t.Notices {
		w.line("%s", n)
	}
	if len(t.Flags) == 0 {
		if s := w.k.Policy.NoFlag.For(rules.Reader(w.d.As)); s != "" {
			w.line("%s", s)
		}
	}
	if !w.patient && len(w.d.Unasked) > 0 {
		w.line("Not asked or not known: %s. Absence of an answer is not reassurance.", strings.Join(w.d.Unasked, "; "))
	} else if w.patient && len(w.d.Unasked) > 0 {
		w.line("Some safety questions have no answer yet. That does not mean all is well.")
	}
	if !w.d.Scope.In {
		w.head("Not made for this")
		w.line("%s", w.d.Scope.Reason)
	}
}

// glance is the clinician's one screen below the dangers, which stand there already.
func (w *textWriter) glance() {
	for _, r := range append(append([]SummaryLine{}, w.d.Summary...), w.s.opinions()...) {
		if r.Label != redFlag {
			w.rows([]SummaryLine{r})
		}
	}
}

// flag tells a danger: a patient reads what to do before why.
func (w *textWriter) flag(f *Flag) {
	if w.patient {
		w.item(w.mark(f.Level), f.Do)
		if f.Meanwhile != "" {
			w.item("   ", "Until then: "+f.Meanwhile)
		}
		if f.ID != private {
			w.item("   ", "Why: you said this. "+stop(f.Says))
		}
	} else {
		w.item(w.mark(f.Level), stop(f.Says))
		w.item("   ", f.Do)
		if f.Meanwhile != "" {
			w.item("   ", "Meanwhile: "+f.Meanwhile)
		}
	}
	if f.Unsure {
		w.item("   ", w.either("You were not sure. So we treat it with care.", "Raised because the answer was \"not sure\"."))
	}
}

func (w *textWriter) mark(level string) string {
	return map[string]string{"emergency": "!!!", "urgent": " !!", "soon": "  !"}[level]
}

func (w *textWriter) either(patient, clinician string) string {
	if w.patient {
		return patient
	}
	return clinician
}

func (w *textWriter) clinicianBody() {
	d := w.d
	w.head("Candidate sources")
	if !d.Enough {
		w.line("Not enough information to name a source. Missing: %s.", strings.Join(d.Missing, "; "))
	}
	for i, s := range d.Sources {
		w.item(fmt.Sprintf("%2d.", i+1), fmt.Sprintf("%s: %s (%s; plausible range %s; certainty %s)",
			s.Name, w.words("band", s.Band), InHundred(s.Probability), Span(s.Interval[0], s.Interval[1]), s.Certainty))
		if i >= 3 && s.Probability < 0.20 {
			continue
		}
		w.reasons(&d.Sources[i])
	}
	w.line("%s", d.NoCause)
	if d.Unverified != "" {
		w.line("%s", d.Unverified)
	}
	w.next()
	w.ladders()
}

func (w *textWriter) reasons(s *Source) {
	mark := ""
	if s.PriorEstimate {
		mark = ", estimate"
	}
	w.item("    -", fmt.Sprintf("prior %s%s [%s]", InHundred(s.Prior), mark, strings.Join(s.PriorReferences, ", ")))
	for _, c := range s.Contributions {
		notes := []string{fmt.Sprintf("LR %.2g, %.2g to %.2g", c.LikelihoodRatio, c.Interval[0], c.Interval[1]), c.Strength}
		if c.Capped {
			notes = append(notes, "capped")
		}
		if c.Estimate {
			notes = append(notes, "estimate")
		}
		sign := "    +"
		if c.Weight < 0 {
			sign = "    -"
		}
		w.item(sign, fmt.Sprintf("%s (%s) [%s]", c.Says, strings.Join(notes, "; "), strings.Join(c.References, ", ")))
	}
	if s.AtCeiling {
		w.item("     ", fmt.Sprintf("Held at %s: history and examination alone say no more.", InHundred(s.Ceiling)))
	}
	if s.Caveat != "" {
		w.item("     ", s.Caveat)
	}
}

func (w *textWriter) next() {
	if len(w.d.Next) == 0 {
		return
	}
	w.head("What would settle it")
	last := ""
	n := 0
	for _, x := range w.d.Next {
		if x.Obtain != last {
			last, n = x.Obtain, 0
		}
		if n++; n > 3 {
			continue
		}
		w.item("  -", fmt.Sprintf("%s: %s (expected gain %.2f bits; for %s; could move it to %s)", capital(w.words("obtain", x.Obtain)), x.Says,
			x.Gain, strings.Join(w.names(x.For), ", "), Span(x.Could[0], x.Could[1])))
	}
}

func (w *textWriter) names(ids []string) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		name := id
		for i := range w.d.Sources {
			if w.d.Sources[i].ID == id {
				name = w.d.Sources[i].Name
			}
		}
		out = append(out, name)
	}
	return out
}

func (w *textWriter) ladders() {
	if len(w.d.Plan) > 0 {
		w.head("Plan")
		for _, p := range w.d.Plan {
			name := p.Name
			if p.Investigational {
				name += " (investigational)"
			}
			w.item("  -", fmt.Sprintf("%s: %s", name, w.words("status", p.Status)))
		}
	}
	for i, l := range w.d.Ladders {
		if i >= 3 && w.d.Sources[i].Probability < 0.20 || !w.d.Enough {
			break
		}
		w.head("Ladder: " + w.d.Sources[i].Name)
		w.options("beside every rung", l.Base)
		for _, r := range l.Rungs {
			here := ""
			if l.Current != nil && *l.Current == r.ID {
				here = "  <- here"
			}
			state := "open"
			switch {
			case r.Passed:
				state = "passed"
			case !r.Open:
				state = "not open yet"
			}
			w.options(fmt.Sprintf("%s (%s)%s", r.ID, state, here), r.Options)
		}
		w.options("side branches, never current", l.Beside)
	}
}

func (w *textWriter) options(title string, options []Option) {
	if len(options) == 0 {
		return
	}
	w.line("%s", title)
	for _, o := range options {
		text := fmt.Sprintf("%s: %s", o.Name, w.words("status", o.Status))
		if o.Investigational {
			text = fmt.Sprintf("%s (investigational): %s", o.Name, w.words("status", o.Status))
		}
		if len(o.Because) > 0 {
			text += ". " + strings.Join(o.Because, " ")
		}
		if len(o.Cautions) > 0 {
			text += " Caution: " + strings.Join(o.Cautions, " ")
		}
		if len(o.First) > 0 {
			text += " First: " + strings.Join(o.First, ", ") + "."
		}
		against := ""
		if o.Against {
			against = "; there is evidence against"
		}
		w.item("  -", fmt.Sprintf("%s (evidence %s%s)", text, o.Evidence, against))
	}
}

// patientBody goes on after the dangers: tonight, then the causes, then what to take
// to the doctor. It says the same as the patient's page on paper.
func (w *textWriter) patientBody() {
	d := w.d
	w.part(w.s.tonight)
	w.head("What it may be")
	if !d.Enough {
		w.line("We do not know enough yet to name a likely cause. It would help to know: %s", strings.Join(d.Missing, "; "))
	} else {
		for i, s := range d.Sources {
			if i >= patientNamed || i > 0 && s.Band == "unlikely" {
				break
			}
			w.item("  -", fmt.Sprintf("%s: %s. %s %s", capital(s.Name), w.words("band", s.Band), s.About, w.words("certainty", s.Certainty)))
		}
	}
	w.line("%s", d.NoCause)
	if d.Unverified != "" {
		w.line("%s", d.Unverified)
	}
	w.part(w.s.tomorrow)
	w.part(w.s.writeDown)
	w.part(func() { w.s.keepWatch(w.watchHeading()) })
}

func (w *textWriter) watchHeading() string {
	if len(w.d.Triage.Flags) == 0 {
		return keepWatch
	}
	return "Get help at once if one of these starts"
}

// part writes chapters of the sheet as lines.
func (w *textWriter) part(compose func()) {
	w.s.Parts = nil
	compose()
	for _, p := range w.s.Parts {
		w.head(p.Heading)
		for _, x := range p.Blocks {
			if x.Text != "" {
				w.line("%s", x.Text)
			}
			w.rows(x.Rows)
			for _, it := range x.Items {
				w.item("  -", strings.TrimSpace(it.Title+" "+it.Text+ask(it)))
			}
		}
	}
}

func (w *textWriter) footer() {
	for _, l := range w.d.Lines {
		w.b.WriteString("\n")
		w.line("%s", l)
	}
	if !w.patient {
		w.head("References")
		for _, r := range w.d.References {
			w.item("  -", strings.TrimSpace(fmt.Sprintf("%s. %s %s%s", r.ID, r.Cite, doi(r.DOI), readWord(r.Read))))
		}
	}
	w.head("What this is")
	w.line("%s", w.d.Intended)
	w.line("Knowledge %s, %s.", w.d.Knowledge.Version, short(w.d.Knowledge.SHA256))
	for _, r := range w.d.Knowledge.Replaced {
		w.line("Changed by an overlay: %s.", r)
	}
}

func doi(s string) string {
	if s == "" {
		return ""
	}
	return "doi:" + s + " "
}

func readWord(read string) string {
	return map[string]string{"yes": "", "cited": "(seen quoted, not read)", "recalled": "(not yet verified)"}[read]
}

func short(sha string) string { return sha[:min(12, len(sha))] }

func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
