package tui

import (
	"strings"

	"afterfusion/data/report"
	"afterfusion/tui/chart"
)

// ladderFrom is how likely a source must be for its ladder to be shown beyond the
// first three.
const ladderFrom = 0.20

// writeLadders draws the ladders of the likely sources.
func (m *app) writeLadders(w *writer) {
	d := m.document()
	if !d.Scope.In {
		w.para(w.soon, 0, d.Scope.Reason)
		return
	}
	if !d.Enough {
		m.missing(w, d)
		w.blank()
		w.para(w.key, 0, m.pick("Until then, these are steps that suit most people:", "No ladder is worth climbing yet. Until then only what runs beside every rung:"))
		m.baseOnly(w, d)
		return
	}
	w.para(w.muted, 0, m.pick("Steps from simple to bigger. Pick one to read about it. Nothing here says that you must do it.",
		"Status, grade of evidence and grounds of each option. Enter opens one: there a accepts it, x sets it aside."))
	shown := map[string]bool{}
	for i := range d.Ladders {
		if i >= named && d.Sources[i].Probability < ladderFrom {
			break
		}
		if l := &d.Ladders[i]; len(l.Rungs)+len(l.Base)+len(l.Beside) > 0 {
			m.writeLadder(w, l, &d.Sources[i], shown)
		}
	}
}

// baseOnly lists what runs beside the rungs of the first sources, each once: where too
// little is known to name a source there is nobody's ladder to stand on.
func (m *app) baseOnly(w *writer, d *report.Document) {
	shown := map[string]bool{}
	for i := range min(named, len(d.Ladders)) {
		for k := range d.Ladders[i].Base {
			if o := &d.Ladders[i].Base[k]; !shown[o.ID] {
				shown[o.ID] = true
				m.place(w, "  ", o, false)
			}
		}
	}
}

// writeLadder draws one ladder: the rungs first, then what runs beside all of them,
// as far as no ladder above had it.
func (m *app) writeLadder(w *writer, l *report.Ladder, s *report.Source, shown map[string]bool) {
	w.head(capital(s.Name) + " · " + m.howLikely(s.Probability, s.Interval[0], s.Interval[1], s.Band))
	rung, between := chart.Rails(w.g)
	if l.Current == nil && len(l.Rungs) > 0 {
		w.para(w.muted, 0, m.pick("You stand on none of these steps yet.", "No current rung: nothing on it is open yet."))
	}
	for i := range l.Rungs {
		r := &l.Rungs[i]
		m.rungRow(w, rung, between, i+1, r)
		m.placeAll(w, w.muted.of(between)+" ", r.Options, r.State == "here")
	}
	if len(l.Rungs) > 0 {
		w.row("   " + w.muted.of(rung))
	}
	if len(l.Beside) > 0 {
		w.para(w.muted, 0, m.pick("To the side: not shown to work", "Side branches, never current"))
		m.placeAll(w, "  ", l.Beside, false)
	}
	var base []report.Option
	for _, o := range l.Base {
		if !shown[o.ID] {
			shown[o.ID] = true
			base = append(base, o)
		}
	}
	if len(base) > 0 {
		w.para(w.muted, 0, m.pick("Beside every step", "Beside every rung"))
		m.placeAll(w, "  ", base, false)
	}
	if len(base) < len(l.Base) {
		w.para(w.muted, 0, m.pick("And what stands beside the steps above.", "Beside every rung also: as above."))
	}
}

// rungRow is a rung of the ladder: where it leads, and whether one can stand on it.
func (m *app) rungRow(w *writer, rail, between string, n int, r *report.Rung) {
	pointer, style := "  ", w.key
	if r.State == "here" {
		pointer, style = pad(w.g.Here, 2), w.cursor
	}
	title := strings.TrimSuffix(r.Says, ".")
	if title == "" {
		title = capital(strings.ReplaceAll(r.ID, "-", " "))
	}
	room := min(w.width, textWidth) - 10
	for i, s := range wrap(title+" ("+m.rungState(r)+")", room) {
		lead, number := w.cursor.of(pointer)+" "+w.muted.of(rail), string('0'+rune(n%10))
		if i > 0 {
			lead, number = "   "+w.muted.of(between), " "
		}
		w.row(lead + " " + style.of(number+" "+s))
	}
	if r.Gate == "" || r.Gate == r.Says {
		return
	}
	for _, s := range wrap(m.pick("", "Opens: ")+r.Gate, room) {
		w.row("   " + w.muted.of(between) + "   " + w.muted.of(s))
	}
}

func (m *app) rungState(r *report.Rung) string {
	s := m.word("rung", r.State)
	if r.State == "here" {
		return m.pick(s, s+": you are here")
	}
	return s
}

// placeAll lists the options of a rung with their statuses and grounds.
func (m *app) placeAll(w *writer, rail string, options []report.Option, here bool) {
	for i := range options {
		m.place(w, rail, &options[i], here)
	}
}

// place is an option with its status, its grounds, what comes first, and what was decided
// of it. Reasons stand where one stands; elsewhere the first is enough, the card has all.
func (m *app) place(w *writer, rail string, o *report.Option, here bool) {
	room := min(w.width, textWidth) - 2 - 1 - wide(rail) - 2
	name := o.Name
	if o.Investigational {
		name += m.pick(" (still being studied)", " (investigational)")
	}
	w.choose(target{report.LinkOption, o.ID})
	for i, s := range wrap(name+": "+m.word("status", o.Status)+m.evidenceMark(o), room) {
		sign := "  "
		if i == 0 {
			sign = m.statusSign(o.Status)
		}
		w.row("   " + rail + sign + m.statusInk(o.Status).of(s))
	}
	w.marked()
	if x := m.decision(o.ID); x != nil {
		m.under(w, rail, decidedWords(x), w.accent, room)
	}
	grounds := o.Says
	if o.InUse != "" {
		grounds = append([]string{o.InUse}, grounds...)
	}
	if !here && len(grounds) > 1 {
		grounds = grounds[:1]
	}
	for _, s := range grounds {
		m.under(w, rail, s, w.muted, room)
	}
	if here && len(o.Cautions) > 0 {
		m.under(w, rail, m.pick("With care: ", "Caution: ")+strings.Join(o.Cautions, " "), w.muted, room)
	}
	if here && len(o.ToKnow) > 0 {
		m.under(w, rail, m.pick("To find out: ", "To find out: ")+strings.Join(o.ToKnow, "; "), w.unsure, room)
	}
	if len(o.First) > 0 && (o.Status == "later" || o.Status == "ask") {
		names := make([]string, len(o.First))
		for i, id := range o.First {
			names[i] = m.optionName(id)
		}
		m.under(w, rail, "What first: "+strings.Join(names, "; "), w.muted, room)
	}
}

func (m *app) under(w *writer, rail, text string, i ink, room int) {
	for _, s := range wrap(text, room-2) {
		w.row("   " + rail + "    " + i.of(s))
	}
}

// evidenceMark is the grade of the evidence; for patients it stands on the option's own
// page, and so does for both what speaks against it.
func (m *app) evidenceMark(o *report.Option) string {
	if m.patient() || o.Evidence == "" || o.Evidence == "none" {
		return ""
	}
	mark := " · evidence " + strings.ReplaceAll(o.Evidence, "-", " ")
	if o.Against {
		mark += ", some against"
	}
	return mark
}

// statusSign is a sign for a status, so that its colour is not alone.
func (m *app) statusSign(status string) string {
	g := m.look.g
	switch status {
	case "now":
		return pad(g.Dot, 2)
	case "done":
		return pad(g.Done, 2)
	case "caution", "review":
		return "! "
	case "ask":
		return "? "
	case "never", "stop":
		return "x "
	}
	return pad(g.Skip, 2)
}

func (m *app) statusInk(status string) ink {
	switch status {
	case "now":
		return m.look.key
	case "done":
		return m.look.good
	case "caution", "review":
		return m.look.soon
	case "ask":
		return m.look.unsure
	case "never":
		return m.look.urgent
	}
	return m.look.muted
}
