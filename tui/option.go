package tui

import (
	"fmt"
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// placed finds an option as it stands for this person: on the likeliest ladder
// that has it, or else in the plan.
func (m *app) placed(id string) (o *report.Option, source string) {
	d := m.document()
	for i := range d.Ladders {
		one := report.Document{Ladders: d.Ladders[i : i+1]}
		each(&one, func(x *report.Option) {
			if o == nil && x.ID == id {
				o, source = x, d.Ladders[i].Source
			}
		})
	}
	return o, source
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
	m.optionCandidacy(w, in)
	m.optionClaims(w, in)
	m.optionAsk(w, in)
}

// optionStatus is what the option is for this person, and why.
func (m *app) optionStatus(w *writer, id string) {
	o, source := m.placed(id)
	if o == nil {
		m.planStatus(w, id)
		return
	}
	w.head(m.pick("For you: ", "Status: ") + m.word("status", o.Status))
	if source != "" && !m.blocked() {
		w.para(w.muted, 0, m.pick("On the steps for: ", "On the ladder of: ")+m.sourceName(source))
	}
	for _, s := range append([]string{o.InUse}, o.Says...) {
		if s == "" {
			continue
		}
		w.point(m.statusInk(o.Status), strings.TrimSpace(m.statusSign(o.Status)), w.text, 0, s)
	}
	if o.Until != "" {
		w.para(w.text, 2, m.pick("Until: ", "Until: ")+o.Until)
	}
	m.firstThings(w, o)
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
	m.decided(w, id)
	w.para(w.muted, 0, m.cites(o.References))
}

func (m *app) planStatus(w *writer, id string) {
	for _, p := range m.document().Plan {
		if p.Option == id {
			w.head(m.pick("For you: ", "Status: ") + m.word("status", p.Status))
		}
	}
}

func (m *app) firstThings(w *writer, o *report.Option) {
	for _, id := range o.First {
		w.item(target{"option", id}, w.accent, m.pick("What first: ", "What first: ")+m.optionName(id))
	}
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
		w.point(style, sign, w.text, 0, m.text(c.Says)+m.mark(report.Estimate(m.know, c.Estimate, c.Checked, c.Refs)))
		w.para(w.muted, 2, m.cites(c.Refs))
	}
}

// resting writes a statement with what it rests on.
func (m *app) resting(w *writer, says string, refs []string, estimate bool, checked string) {
	if says == "" {
		return
	}
	w.point(w.accent, w.g.Dot, w.text, 0, strings.TrimSpace(says)+m.mark(report.Estimate(m.know, estimate, checked, refs)))
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
		if n := len(o.Recheck.Weeks); n == 1 {
			s = fmt.Sprintf("%v weeks. %s", o.Recheck.Weeks[0], s)
		} else if n == 2 {
			s = fmt.Sprintf("%v to %v weeks. %s", o.Recheck.Weeks[0], o.Recheck.Weeks[1], s)
		}
		m.resting(w, s, o.Recheck.Refs, o.Recheck.Estimate, o.Recheck.Checked)
	}
}

// optionCandidacy tells each criterion as met, not met or not known.
func (m *app) optionCandidacy(w *writer, o *rules.Option) {
	if len(o.Candidacy) == 0 {
		return
	}
	explain, err := m.base.Explain(m.rec.answers)
	if err != nil {
		return
	}
	w.head(m.pick("Points that doctors look at", "Candidacy"))
	for i := range o.Candidacy {
		c := &o.Candidacy[i]
		sign, word, style := "?", m.pick("not known", "not known"), w.unsure
		switch {
		case !c.When.Given():
			sign, word, style = w.g.Dot, m.pick("to be judged by a doctor", "clinical judgement"), w.muted
		case explain.Holds(&c.When) == rules.True:
			sign, word, style = "+", "met", w.good
		case explain.Holds(&c.When) == rules.False:
			sign, word, style = "-", "not met", w.soon
		}
		w.point(style, sign, w.text, 0, m.text(c.Says)+": "+word)
	}
	w.para(w.soon, 0, m.text(o.CandidacySays))
	w.para(w.soon, 0, m.text(m.know.Policy.RegenerativeTxt))
}

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

// decided shows what the clinician decided of the option.
func (m *app) decided(w *writer, id string) {
	for _, x := range m.decisions {
		if x.Option == id && x.Accepted {
			w.point(w.good, w.g.Done, w.key, 0, "Accepted by you")
		} else if x.Option == id {
			w.point(w.soon, "x", w.key, 0, "Set aside by you"+because(x.Reason))
		}
	}
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

// decide marks an option accepted or set aside; the same key again takes it back.
func (m *app) decide(id string, accepted bool, reason string) tea.Cmd {
	for i, x := range m.decisions {
		if x.Option != id {
			continue
		}
		m.decisions = append(m.decisions[:i:i], m.decisions[i+1:]...)
		if x.Accepted == accepted && reason == "" {
			m.notice = "Taken back."
			return m.changed()
		}
		break
	}
	m.decisions = append(m.decisions, Decision{Option: id, Accepted: accepted, Reason: reason})
	return m.changed()
}
