package tui

import (
	"slices"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// doReference is the target of a publication.
const doReference = "reference"

// writeReferences lists what the result rests on, and only that.
func (m *app) writeReferences(w *writer) {
	d := m.document()
	w.para(w.muted, 0, m.pick("The studies behind this result. Pick one to see what rests on it.", "What this result rests on, and only that. Enter tells what rests on one."))
	w.para(w.muted, 0, "Knowledge "+d.Knowledge.Version+", SHA-256 "+d.Knowledge.SHA256+".")
	w.blank()
	label := 0
	for i := range d.References {
		label = max(label, wide(d.References[i].ID))
	}
	for i := range d.References {
		r := &d.References[i]
		m.referenceItem(w, label, r.ID, r.Cite, r.DOI, r.PMID, r.Read)
	}
}

// referenceItem is one publication: its id, what it is, where it is found and how far it
// was read, in columns that all share.
func (m *app) referenceItem(w *writer, label int, id, cite, doi, pmid, read string) {
	w.fact(label+2, id, w.text, strings.TrimSpace(cite), target{doReference, id})
	indent := label + 4
	if w.width < 60 {
		indent = 4
	}
	w.para(w.muted, indent, where(doi, pmid))
	w.para(w.soon, indent, readWords[read])
}

// where is by what a publication is found.
func where(doi, pmid string) string {
	var at []string
	if doi != "" {
		at = append(at, "doi:"+doi)
	}
	if pmid != "" {
		at = append(at, "PMID "+pmid)
	}
	if len(at) == 0 {
		return "no DOI or PMID known"
	}
	return strings.Join(at, " · ")
}

// readWords say where a reference was not read itself.
var readWords = map[string]string{"cited": "Seen quoted elsewhere, not read.", "recalled": "Not verified yet.",
	"practice": "Clinical judgement of this project, not a publication."}

// writeReference is the card of one publication, and what of the result rests on it.
func (m *app) writeReference(w *writer, id string) {
	r := report.FindReference(m.know, id)
	if r == nil {
		return
	}
	w.head(strings.TrimSpace(r.Cite))
	w.para(w.text, 0, where(r.DOI, r.PMID))
	if r.Design != "" {
		w.para(w.text, 0, m.pick("Kind of study: ", "Design: ")+r.Design)
	}
	w.para(w.soon, 0, readWords[r.Read])
	w.para(w.muted, 0, "Named here as "+r.ID+".")
	w.head(m.pick("What rests on it here", "What of this result rests on it"))
	uses := m.document().Uses(id)
	if len(uses) == 0 {
		w.para(w.muted, 0, m.pick("Nothing in your result. It stands on a page about a step.", "Nothing of this result itself: it is cited on the page of an option."))
	}
	for _, u := range uses {
		if u.Kind == "" {
			w.point(w.accent, w.g.Dot, w.text, 2, u.Says)
		} else {
			w.item(linked(u.Link), w.text, u.Says)
		}
	}
}

// publications lists at the end of a page what it cites, so that each can be opened.
func (m *app) publications(w *writer, ids []string) {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == practice || report.FindReference(m.know, id) == nil })
	if !m.numbers() || len(ids) == 0 {
		return
	}
	w.head(m.pick("Studies named here", "References of this page"))
	label := labelOf(ids)
	for _, id := range ids {
		r := report.FindReference(m.know, id)
		m.referenceItem(w, label, r.ID, r.Cite, r.DOI, r.PMID, r.Read)
	}
}

func labelOf(ids []string) int {
	label := 0
	for _, id := range ids {
		label = max(label, wide(id))
	}
	return label
}

// practice is the id of the project's own judgement.
const practice = "practice"

// optionReferences are the references of all that is told of an option.
func optionReferences(o *rules.Option) []string {
	var out []string
	for i := range o.Effect {
		out = append(out, o.Effect[i].Refs...)
	}
	for i := range o.Harms {
		out = append(out, o.Harms[i].Refs...)
	}
	for _, list := range [][]rules.Claim{o.Evidence.For, o.Evidence.Against, o.Evidence.Conflict, o.Claims} {
		for i := range list {
			out = append(out, list[i].Refs...)
		}
	}
	return slices.Concat(out, o.Regulation.Refs, o.Limits.Refs, o.Recheck.Refs)
}
