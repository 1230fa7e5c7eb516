package tui

import (
	"strings"

	"afterfusion/data/report"
)

// writeSafety is the page of danger: raised, not asked, and what to watch for.
func (m *app) writeSafety(w *writer) {
	d := m.document()
	w.head(m.pick("What we found", "Raised"))
	m.writeTriage(w, d, false)
	m.flagActs(w, d)
	m.notAsked(w, d)
	m.watch(w)
	if !m.patient() {
		m.flagFigures(w, d)
	}
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
			w.item(target{"option", id}, w.key, m.optionName(id))
		}
	}
}

// notAsked lists the safety questions without an answer; one key asks them.
func (m *app) notAsked(w *writer, d *report.Document) {
	n := 0
	for _, id := range d.Triage.NotAsked {
		q := m.question(id)
		if q == nil || !m.isAsked(m.index(id)) {
			continue
		}
		if n++; n == 1 {
			w.head(m.pick("No clear answer yet", "Not asked or not known"))
		}
		note := ""
		if q.Section == "exam" || q.Section == "tests" {
			note = " (" + strings.ToLower(m.questionSection(q)) + ")"
		}
		w.item(target{"mend", id}, w.unsure, "? "+m.text(q.Text)+note)
	}
}

// watch is what to look out for from now on.
func (m *app) watch(w *writer) {
	seen := map[string]bool{}
	for i := range m.know.Flags {
		s := m.text(m.know.Flags[i].Watch)
		if s == "" || seen[s] {
			continue
		}
		if len(seen) == 0 {
			w.head(m.pick("Go at once if one of these starts", "Safety net: watch for"))
		}
		seen[s] = true
		w.point(w.accent, w.g.Dot, w.text, 0, s)
	}
}

// flagFigures are what is published of the dangers that were raised.
func (m *app) flagFigures(w *writer, d *report.Document) {
	for _, f := range d.Triage.Flags {
		for i := range m.know.Flags {
			in := &m.know.Flags[i]
			if in.ID != f.ID || len(in.Figures) == 0 {
				continue
			}
			w.head(f.Name)
			for _, c := range in.Figures {
				m.resting(w, m.text(c.Says), c.Refs, c.Estimate, c.Checked)
			}
		}
	}
}

// writeReferences lists what the result rests on, and only that.
func (m *app) writeReferences(w *writer) {
	d := m.document()
	w.para(w.muted, 0, m.pick("The studies behind this result.", "What this result rests on, and only that."))
	w.para(w.muted, 0, "Knowledge "+d.Knowledge.Version+", SHA-256 "+d.Knowledge.SHA256+".")
	w.blank()
	for _, r := range d.References {
		w.choose(target{"reference", r.ID})
		w.point(w.accent, "["+r.ID+"]", w.text, 2, strings.TrimSpace(r.Cite))
		w.marked()
		var at []string
		if r.DOI != "" {
			at = append(at, "doi:"+r.DOI)
		}
		if r.PMID != "" {
			at = append(at, "PMID "+r.PMID)
		}
		w.para(w.muted, 4, strings.Join(at, "  "))
		if s := readWords[r.Read]; s != "" {
			w.para(w.soon, 4, s)
		}
	}
}

// readWords say where a reference was not read itself.
var readWords = map[string]string{"cited": "Seen quoted elsewhere, not read.", "recalled": "Not verified yet.",
	"practice": "Clinical judgement of this project, not a publication."}
