package tui

import (
	"fmt"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// dangerParts are the chapters of a patient's page about danger, the same as on paper; in
// an emergency there is nothing else but what the team has to know.
var dangerParts = []string{"now", "scope", doctorPart}

// writeSafety is the page of danger: raised, not asked, and what to watch for.
func (m *app) writeSafety(w *writer) {
	d := m.document()
	if m.patient() {
		m.writeSheetParts(w, d, dangerParts)
		m.flagActs(w, d)
		if !m.blocked() {
			m.notAsked(w, d)
		}
		return
	}
	w.head("Raised")
	m.writeFlags(w, d)
	m.flagActs(w, d)
	m.negativeFlags(w, d)
	m.notAsked(w, d)
	m.watch(w, d)
	m.watchByFlag(w, d)
	m.flagFigures(w, d)
	var refs []string
	for i := range d.Triage.Flags {
		refs = append(refs, d.Triage.Flags[i].References...)
	}
	m.publications(w, refs)
}

// writeSheetParts draws some chapters of the report.
func (m *app) writeSheetParts(w *writer, d *report.Document, ids []string) {
	sheet := report.Compose(d, m.know)
	for i := range sheet.Parts {
		if p := &sheet.Parts[i]; contains(ids, p.ID) && (p.ID != doctorPart || m.blocked()) {
			m.writePart(w, p)
		}
	}
}

// writeFlags tells the dangers that were raised: how soon, what to do, meanwhile, and why.
func (m *app) writeFlags(w *writer, d *report.Document) {
	for i := range d.Triage.Flags {
		m.writeFlag(w, &d.Triage.Flags[i])
	}
	for _, s := range d.Triage.Notices {
		w.para(w.text, 0, s)
	}
	if len(d.Triage.Flags) == 0 {
		w.para(w.text, 0, report.NoFlag(m.know, m.as()))
	}
}

func (m *app) writeFlag(w *writer, f *report.Flag) {
	w.point(w.level(f.Level), pad(mark(f.Level), 3), w.key, 0, f.Name+": "+m.word("level", f.Level))
	w.para(w.key, 4, f.Do)
	if f.Meanwhile != "" {
		w.para(w.text, 4, "Meanwhile: "+f.Meanwhile)
	}
	if f.Why != "" {
		w.para(w.text, 4, "Because: "+f.Why)
	}
	if f.Unsure {
		w.para(w.muted, 4, "Raised by an answer that was \"not sure\".")
	}
	for i := range m.document().Triage.Flags {
		if x := &m.document().Triage.Flags[i]; x.ID == f.Within {
			w.para(w.muted, 4, "The same answers raise what says it all: "+x.Name+".")
		}
	}
	w.para(w.muted, 4, m.judged(f.References, f.Practice))
}

// flagActs lists what is to be done for the dangers, as options that can be opened.
func (m *app) flagActs(w *writer, d *report.Document) {
	seen := map[string]bool{}
	for _, f := range d.Triage.Flags {
		for _, id := range f.Options {
			if seen[id] || m.option(id) == nil {
				continue
			}
			if len(seen) == 0 {
				w.head(m.pick("What is done for it", "Do"))
			}
			seen[id] = true
			w.item(target{report.LinkOption, id}, w.key, m.optionName(id))
		}
	}
}

// negativeFlags names the dangers that the answers speak against.
func (m *app) negativeFlags(w *writer, d *report.Document) {
	if len(d.Triage.Negative) == 0 {
		return
	}
	w.head("Asked and negative: this excludes nothing")
	var names []string
	for _, id := range d.Triage.Negative {
		names = append(names, m.flagName(id))
	}
	w.para(w.text, 0, strings.Join(names, "; ")+".")
}

func (m *app) flagName(id string) string {
	if f := m.flag(id); f != nil {
		return m.text(f.Name)
	}
	return id
}

func (m *app) flag(id string) *rules.Flag {
	for i := range m.know.Flags {
		if m.know.Flags[i].ID == id {
			return &m.know.Flags[i]
		}
	}
	return nil
}

// notAsked lists the safety questions without an answer; one key asks them. What needs an
// examination or a test is told apart.
func (m *app) notAsked(w *writer, d *report.Document) {
	var ask, examine []*rules.Question
	askable := m.askable()
	for _, id := range d.Triage.NotAsked {
		q := m.question(id)
		switch {
		case q == nil || !askable(m.index(id)):
		case q.Section == "exam" || q.Section == "tests":
			examine = append(examine, q)
		default:
			ask = append(ask, q)
		}
	}
	m.openQuestions(w, m.pick("No clear answer yet", "Not asked or not known"), ask)
	m.openQuestions(w, m.pick("Not checked yet", "Not examined, no result"), examine)
	if n := len(ask) + len(examine); n > 0 {
		w.para(w.unsure, 0, m.pick("That does not mean all is well.", fmt.Sprintf("%d open: absence of an answer is not reassurance.", n)))
	}
}

func (m *app) openQuestions(w *writer, title string, list []*rules.Question) {
	for i, q := range list {
		if i == 0 {
			w.head(title)
		}
		w.item(target{"mend", q.ID}, w.unsure, "? "+m.text(q.Text))
	}
}

// watch is with which signs to come, and how soon; the same list as on paper.
func (m *app) watch(w *writer, d *report.Document) {
	for _, c := range d.Come {
		w.head(c.Lead + ":")
		for _, s := range c.Items {
			w.point(w.accent, w.g.Dot, w.text, 0, capital(s))
		}
	}
}

// watchByFlag is the safety net danger by danger.
func (m *app) watchByFlag(w *writer, d *report.Document) {
	label := 0
	for i := range m.know.Flags {
		label = max(label, wide(m.text(m.know.Flags[i].Name)))
	}
	first := true
	for i := range m.know.Flags {
		f := &m.know.Flags[i]
		if f.Watch.Empty() {
			continue
		}
		if first {
			w.head("Watch for, danger by danger")
			first = false
		}
		w.fact(min(label, w.width/3)+2, m.text(f.Name), w.text, m.text(f.Watch), target{})
	}
}

// flagFigures are what is published of the dangers that were raised.
func (m *app) flagFigures(w *writer, d *report.Document) {
	for _, f := range d.Triage.Flags {
		in := m.flag(f.ID)
		if in == nil || len(in.Figures) == 0 {
			continue
		}
		w.head("Published of: " + f.Name)
		for _, c := range in.Figures {
			m.resting(w, m.text(c.Says), c.Refs, c.Estimate, c.Checked)
		}
	}
}
