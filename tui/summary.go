package tui

import (
	"fmt"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

func (m *app) writeSummary(w *writer) {
	d := m.document()
	if m.patient() {
		m.patientSummary(w, d)
	} else {
		m.clinicianSummary(w, d)
	}
	w.head(m.pick("What this is", "Intended use"))
	w.para(w.muted, 0, d.Intended)
}

// named is how many sources are worth naming.
const named = 3

// patientSummary is a page that can be understood alone at night: danger first,
// then tonight, tomorrow, and only then the causes in words.
func (m *app) patientSummary(w *writer, d *report.Document) {
	w.head("Is it dangerous?")
	m.writeTriage(w, d, true)
	m.writeOutOfScope(w, d)
	m.tonight(w)
	m.tomorrow(w, d)
	w.head("What may cause the pain")
	if !d.Enough {
		m.missing(w, d)
	} else {
		for i := range min(named, len(d.Sources)) {
			if i == 0 || d.Sources[i].Band != "unlikely" {
				m.sourceItem(w, &d.Sources[i], true)
			}
		}
	}
	w.para(w.text, 0, d.NoCause)
	for _, s := range d.Lines {
		w.blank()
		w.para(w.text, 0, s)
	}
	if d.Unverified != "" {
		w.blank()
		w.para(w.text, 0, d.Unverified)
	}
}

// writeTriage tells the dangers found; brief leaves out what the safety page adds.
func (m *app) writeTriage(w *writer, d *report.Document, brief bool) {
	if d.Triage.Level == "emergency" {
		w.para(w.urgent, 0, m.emergencyWords())
	}
	for _, f := range d.Triage.Flags {
		w.point(w.level(f.Level), pad(mark(f.Level), 3), w.key, 0, capital(m.word("level", f.Level))+": "+f.Do)
		if f.Meanwhile != "" {
			w.para(w.text, 4, f.Meanwhile)
		}
		if s := m.becauseWords(f); s != "" {
			w.para(w.muted, 4, s)
		}
		if !brief && len(f.References) > 0 {
			w.para(w.muted, 4, "["+strings.Join(f.References, ", ")+"]")
		}
	}
	for _, s := range d.Triage.Notices {
		w.para(w.text, 0, s)
	}
	if len(d.Triage.Flags) == 0 {
		w.para(w.text, 0, m.text(m.know.Policy.NoFlag))
	}
	if n := m.askableSafety(); n > 0 {
		w.para(w.unsure, 0, m.pick(fmt.Sprintf("? %d safety questions have no clear answer yet. That does not mean all is well.", n),
			fmt.Sprintf("? %d safety questions not asked or not known: absence of an answer is not reassurance.", n)))
	}
}

func (m *app) writeOutOfScope(w *writer, d *report.Document) {
	if d.Scope.In {
		return
	}
	w.head(m.pick("Not made for this", "Out of scope"))
	w.para(w.soon, 0, d.Scope.Reason)
}

func (m *app) missing(w *writer, d *report.Document) {
	w.para(w.text, 0, m.pick("We do not know enough yet to name a likely cause. It would help to know:", "Not enough information to name a source. Missing:"))
	for _, s := range d.Missing {
		w.point(w.unsure, "?", w.text, 2, s)
	}
}

// tonight lists what runs beside every step and is open: nobody has to be asked.
func (m *app) tonight(w *writer) {
	seen := map[int]bool{}
	var list []*rules.Option
	for i := range min(named, len(m.now.Ladders)) {
		for _, r := range m.now.Ladders[i].Base {
			o := &m.know.Options[r.Option]
			if !seen[int(r.Option)] && r.Status == rules.Now && o.Kind == rules.Habit && len(list) < 4 {
				list = append(list, o)
			}
			seen[int(r.Option)] = true
		}
	}
	if len(list) == 0 {
		return
	}
	w.head("Tonight")
	for _, o := range list {
		w.item(target{"option", o.ID}, w.key, m.text(o.Name))
		w.para(w.text, 4, m.text(o.About))
	}
}

// tomorrow lists what to talk about with a doctor.
func (m *app) tomorrow(w *writer, d *report.Document) {
	n := 0
	for _, p := range d.Plan {
		if p.Status != "now" && p.Status != "caution" && p.Status != "review" || p.Kind == rules.Habit {
			continue
		}
		if n++; n > 5 {
			break
		}
		if n == 1 {
			w.head("Tomorrow: to talk about with your doctor")
		}
		w.item(target{"option", p.Option}, w.key, p.Name+": "+m.word("status", p.Status))
		if o := m.option(p.Option); o != nil && !o.AskYourDoctor.Empty() {
			w.point(w.accent, "?", w.text, 4, m.text(o.AskYourDoctor))
		}
	}
}

// sourceItem is a source in a line, with what it is beneath it.
func (m *app) sourceItem(w *writer, s *report.Source, about bool) {
	w.item(target{"source", s.ID}, w.key, capital(s.Name)+": "+m.howLikely(s.Probability, s.Interval[0], s.Interval[1], s.Band))
	if about {
		w.para(w.text, 4, s.About)
	}
}
