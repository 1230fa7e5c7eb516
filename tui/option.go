package tui

import (
	"fmt"
	"math"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// place is an option as it stands on one ladder.
type place struct {
	*report.Option
	source string
}

// places are where an option stands, on the ladders from the likeliest source down.
func (m *app) places(id string) []place {
	var out []place
	d := m.document()
	for i := range d.Ladders {
		l := &d.Ladders[i]
		look := func(all []report.Option) {
			for k := range all {
				if all[k].ID == id {
					out = append(out, place{&all[k], l.Source})
				}
			}
		}
		for k := range l.Rungs {
			look(l.Rungs[k].Options)
		}
		look(l.Base)
		look(l.Beside)
	}
	return out
}

// writeOption is the card of one option.
func (m *app) writeOption(w *writer, id string) {
	in := m.option(id)
	if in == nil {
		return
	}
	w.head(capital(m.text(in.Name)))
	tier := strings.ReplaceAll(in.Tier, "-", " ")
	if in.Investigative {
		tier += ", investigational"
	}
	if !m.patient() {
		w.para(w.muted, 0, capital(tier)+" · "+in.Kind)
	}
	w.para(w.text, 0, m.text(in.About))
	w.para(w.text, 0, m.text(in.Note))
	m.optionStatus(w, id)
	m.optionEffect(w, in)
	m.optionHarms(w, in)
	m.optionEvidence(w, in)
	m.optionRules(w, in)
	m.optionCandidacy(w, id)
	m.optionClaims(w, in)
	m.optionAsk(w, in)
	m.publications(w, optionReferences(in))
}

// optionStatus is what the option is for this person, and why: as the plan has it, else as
// it stands on the likeliest ladder; and where it stands otherwise.
func (m *app) optionStatus(w *writer, id string) {
	all := m.places(id)
	status, grounds, source := m.standing(id, all)
	if status == "" {
		w.head(m.pick("For you: not one of your steps", "Status: on no ladder of this person"))
		return
	}
	w.head(m.pick("For you: ", "Status: ") + m.word("status", status))
	if source != "" && !m.onlySafety() {
		w.para(w.muted, 0, m.pick("On the steps for: ", "On the ladder of: ")+m.sourceName(source))
	}
	m.decided(w, id)
	m.optionGrounds(w, status, grounds)
	for _, p := range all {
		if p.Status != status && !m.onlySafety() {
			w.para(w.muted, 0, m.pick("On the steps for ", "On the ladder of ")+m.sourceName(p.source)+": "+m.word("status", p.Status)+".")
		}
	}
}

// standing is an option's status, why, and on whose ladder it has it.
func (m *app) standing(id string, all []place) (status string, g *report.Grounds, source string) {
	d := m.document()
	for i := range d.Plan {
		if p := &d.Plan[i]; p.Option == id {
			status, g = p.Status, &p.Grounds
		}
	}
	for i := range all {
		switch p := &all[i]; {
		case status == "":
			return p.Status, &p.Grounds, p.source
		case p.Status == status:
			return status, g, p.source
		}
	}
	return status, g, ""
}

func (m *app) optionGrounds(w *writer, status string, o *report.Grounds) {
	for _, s := range append([]string{o.InUse}, o.Says...) {
		if s != "" {
			w.point(m.statusInk(status), strings.TrimSpace(m.statusSign(status)), w.text, 0, s)
		}
	}
	if status == "review" && o.Soon != "" {
		w.point(m.statusInk(status), strings.TrimSpace(m.statusSign(status)), w.key, 0, m.word("soon", o.Soon))
	}
	if o.Until != "" {
		w.para(w.text, 2, "Until: "+o.Until)
	}
	for _, id := range o.First {
		w.item(target{report.LinkOption, id}, w.accent, "What first: "+m.optionName(id))
	}
	for _, id := range o.Ask {
		if q := m.question(id); q != nil {
			w.item(target{"mend", id}, w.unsure, "? "+m.pick("Still to answer: ", "Not known: ")+m.text(q.Text))
		}
	}
	for _, s := range o.Cautions {
		w.point(w.soon, "!", w.text, 0, m.pick("With care: ", "Caution: ")+s)
	}
	for _, s := range o.Advice {
		w.point(w.muted, w.g.Dot, w.text, 0, s)
	}
	w.para(w.muted, 0, m.judged(o.References, o.Practice))
}

func (m *app) optionEffect(w *writer, o *rules.Option) {
	if len(o.Effect) == 0 {
		return
	}
	w.head(m.pick("What it can do", "Effect"))
	for i := range o.Effect {
		e := &o.Effect[i]
		m.resting(w, m.effect(e), e.Refs, e.Estimate, e.Checked)
	}
}

// effect is the text of an effect with its figures and whom it was seen in.
func (m *app) effect(e *rules.Effect) string {
	says := m.text(e.Says)
	if m.numbers() && len(e.Responders) == 2 {
		says += fmt.Sprintf(" Responders %s of those treated.", report.Span(e.Responders[0], e.Responders[1]))
	}
	if m.numbers() && len(e.Months) == 2 {
		says += " Measured at " + monthsOf(e.Months[0], e.Months[1]) + "."
	}
	return says + m.text(studied[e.PostFusion])
}

// studied tells whom the people of a study were like, as far as their backs go.
var studied = map[rules.Operated]rules.Text{
	rules.AfterFusion:  {Patient: " (Studied after fusion.)", Clinician: " (In people after fusion.)"},
	rules.AfterSurgery: {Patient: " (Studied after back surgery. Not all had a fusion.)", Clinician: " (In people after lumbar surgery, the share of fusions mixed or not told.)"},
	rules.NoFusion:     {Patient: " (Not studied after fusion.)", Clinician: " (Not from people after fusion.)"},
}

// monthsOf writes one time, or from when to when.
func monthsOf(from, to float64) string {
	switch {
	case from == to:
		return timeOf(to)
	case from < 1:
		return timeOf(from) + " to " + timeOf(to)
	}
	return fmt.Sprintf("%v to %v months", from, to)
}

// timeOf writes what is shorter than a month in weeks.
func timeOf(months float64) string {
	n, unit := months, "month"
	if months < 1 {
		n, unit = math.Round(months*52/12), "week"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%v %s", n, unit)
}

func (m *app) optionHarms(w *writer, o *rules.Option) {
	if len(o.Harms) == 0 {
		return
	}
	w.head(m.pick("Risks", "Harms"))
	for _, h := range o.Harms {
		says := m.text(h.Says)
		if m.numbers() && h.Rate > 0 {
			says += fmt.Sprintf(" (%.3g in 100)", h.Rate*100)
		}
		m.resting(w, says, h.Refs, h.Estimate, h.Checked)
	}
}

func (m *app) optionEvidence(w *writer, o *rules.Option) {
	e := &o.Evidence
	if e.Grade != "" {
		w.head(m.pick("How well it is studied: ", "Evidence: ") + strings.ReplaceAll(e.Grade, "-", " "))
	}
	m.claimList(w, m.pick("Speaks for it", "For"), "+", w.good, e.For)
	m.claimList(w, m.pick("Speaks against it", "Against"), "-", w.urgent, e.Against)
	m.claimList(w, m.pick("Where experts disagree", "Conflict"), "~", w.soon, e.Conflict)
}

func (m *app) claimList(w *writer, title, sign string, style ink, claims []rules.Claim) {
	for i, c := range claims {
		if i == 0 {
			w.para(w.key, 0, title)
		}
		w.point(style, sign, w.text, 0, m.text(c.Says)+m.mark(report.Mark(m.know, c.Estimate, c.Checked, c.Refs)))
		w.para(w.muted, 2, m.cites(c.Refs))
	}
}

// resting writes a statement with what it rests on.
func (m *app) resting(w *writer, says string, refs []string, estimate bool, checked string) {
	if says == "" {
		return
	}
	w.point(w.accent, w.g.Dot, w.text, 0, strings.TrimSpace(says)+m.mark(report.Mark(m.know, estimate, checked, refs)))
	w.para(w.muted, 2, m.cites(refs))
}

// optionRules are regulation, limits and when to check again.
func (m *app) optionRules(w *writer, o *rules.Option) {
	r := &o.Regulation
	if !r.US.Empty() || !r.EU.Empty() || !r.Note.Empty() {
		w.head(m.pick("Is it approved?", "Regulation"))
		if s := m.text(r.US); s != "" {
			w.pair("US", w.text, s)
		}
		if s := m.text(r.EU); s != "" {
			w.pair("EU", w.text, s)
		}
		w.para(w.text, 0, m.text(r.Note))
		w.para(w.muted, 0, m.cites(r.Refs))
	}
	if s := m.text(o.Limits.Says); s != "" {
		w.head(m.pick("Limits", "Limits"))
		m.resting(w, s, o.Limits.Refs, o.Limits.Estimate, o.Limits.Checked)
	}
	if s := m.text(o.Recheck.Says); s != "" || len(o.Recheck.Weeks) > 0 {
		w.head(m.pick("When to check if it helps", "Recheck"))
		if !tellsTime(s) {
			s = strings.TrimSpace(weeksOf(o.Recheck.Weeks) + " " + s)
		}
		m.resting(w, s, o.Recheck.Refs, o.Recheck.Estimate, o.Recheck.Checked)
	}
}

// tellsTime says that words tell themselves when to check again.
func tellsTime(words string) bool {
	for _, unit := range []string{"hour", "day", "week", "month", "year"} {
		if strings.Contains(words, unit) {
			return true
		}
	}
	return false
}

// weeksOf writes after how many weeks, or "" where that is at once.
func weeksOf(weeks []float64) string {
	switch {
	case len(weeks) == 0 || weeks[len(weeks)-1] == 0:
	case len(weeks) == 1:
		return fmt.Sprintf("%v weeks.", weeks[0])
	default:
		return fmt.Sprintf("%v to %v weeks.", weeks[0], weeks[1])
	}
	return ""
}

// optionCandidacy tells each criterion as met, not met or not known.
func (m *app) optionCandidacy(w *writer, id string) {
	for _, p := range m.places(id) {
		if len(p.Candidacy) == 0 {
			continue
		}
		w.head(m.pick("Points that doctors look at", "Candidacy"))
		for _, c := range p.Candidacy {
			sign, style := "?", w.unsure
			switch c.Met {
			case "yes":
				sign, style = "+", w.good
			case "no":
				sign, style = "-", w.soon
			}
			w.point(style, sign, w.text, 0, strings.TrimSuffix(c.Says, ".")+": "+metWords[c.Met])
		}
		w.para(w.soon, 0, p.CandidacySays)
		return
	}
}

var metWords = map[string]string{"yes": "met", "no": "not met", "unknown": "not known"}

func (m *app) optionClaims(w *writer, o *rules.Option) {
	for i, c := range o.Claims {
		if i == 0 {
			w.head(m.pick("Often said", "Popular claims"))
		}
		if s := m.text(c.Claim); s != "" {
			w.para(w.key, 0, "\""+s+"\"")
		}
		m.resting(w, m.text(c.Says), c.Refs, c.Estimate, c.Checked)
	}
}

func (m *app) optionAsk(w *writer, o *rules.Option) {
	if s := m.text(o.AskYourDoctor); s != "" {
		w.head(m.pick("Ask your doctor", "For the patient to ask"))
		w.point(w.accent, "?", w.text, 0, s)
	}
	if !o.Stopping.Empty() {
		w.head(m.pick("If you use it now", "If in use"))
		w.para(w.text, 0, m.text(o.Stopping))
	}
}
