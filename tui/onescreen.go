package tui

import (
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// The questions that the clinician's one screen tells, by their ids.
var (
	constructAnswers = []string{"surgery.top-level", "surgery.bottom-level", "surgery.levels", "surgery.months-since", "course.after"}
	holdingAnswers   = []string{"health.blood-thinner", "health.allergies", "health.devices", "health.needs-mri", "health.egfr",
		"health.pregnancy", "opioid.mme"}
	excludedFlag, excludedSource = "infection", "nonunion"
)

// clinicianSummary is one screen that can be read aloud.
func (m *app) clinicianSummary(w *writer, d *report.Document) {
	negative, open := m.clearedFlags()
	m.flagLines(w, d, negative, open)
	m.writeOutOfScope(w, d)
	w.blank()
	w.pair("Construct, course", w.text, m.told(constructAnswers, "; "))
	m.leadingLines(w, d)
	w.pair("Infection, nonunion", w.text, m.excluded(d, negative))
	w.pair("Blocks, weeks of care", w.text, m.trials())
	w.pair("Before any procedure", w.text, m.told(holdingAnswers, "; ")+m.medicines())
	w.blank()
	m.nextStepLine(w, d)
	m.notLine(w, d)
	m.ownView(w, d)
	for _, s := range d.Lines {
		w.blank()
		w.para(w.text, 0, s)
	}
	if d.Unverified != "" {
		w.blank()
		w.para(w.soon, 0, d.Unverified)
	}
}

// flagLines tell the flags raised, those asked and negative, and those not cleared.
func (m *app) flagLines(w *writer, d *report.Document, negative, open []string) {
	for _, f := range d.Triage.Flags {
		w.point(w.level(f.Level), mark(f.Level), w.key, 0, f.Name+" ("+m.word("level", f.Level)+"): "+f.Do)
	}
	if len(negative) > 0 {
		w.pair("Asked and negative", w.text, strings.Join(negative, ", "))
	}
	if len(open) > 0 {
		w.pair("Not cleared", w.unsure, "? "+strings.Join(open, ", "))
	}
	if len(d.Triage.Flags) == 0 && len(open) == 0 {
		w.para(w.text, 0, m.text(m.know.Policy.NoFlag))
	}
}

// clearedFlags names the flags whose trigger is known to be false, and those where
// a question that could be asked has no answer.
func (m *app) clearedFlags() (negative, open []string) {
	explain, err := m.base.Explain(m.rec.answers)
	if err != nil {
		return nil, nil
	}
	raised := map[int]bool{}
	for _, f := range m.now.Triage.Flags {
		raised[f.Flag] = true
	}
	for i := range m.know.Flags {
		f := &m.know.Flags[i]
		switch {
		case raised[i]:
		case explain.Holds(&f.Trigger) == rules.False, m.askedAll(explain.Unanswered(&f.Trigger)):
			negative = append(negative, m.text(f.Name))
		default:
			open = append(open, m.text(f.Name))
		}
	}
	return negative, open
}

// askedAll says whether all that is left open needs an examination or a test, or is
// not asked because of what was answered.
func (m *app) askedAll(unanswered []string) bool {
	for _, id := range unanswered {
		if q := m.question(id); q != nil && q.Section != "exam" && q.Section != "tests" && m.isAsked(m.index(id)) {
			return false
		}
	}
	return true
}

// told joins the answers to some questions.
func (m *app) told(ids []string, between string) string {
	var out []string
	for _, id := range ids {
		if q := m.question(id); q != nil {
			if s := m.answer(id); s != "" {
				out = append(out, m.text(q.Text)+": "+s)
			}
		}
	}
	if len(out) == 0 {
		return "not told"
	}
	return strings.Join(out, between)
}

// leadingLines are the first sources with the strongest finding for and against.
func (m *app) leadingLines(w *writer, d *report.Document) {
	if !d.Enough {
		m.missing(w, d)
		return
	}
	for i := range min(named, len(d.Sources)) {
		s := &d.Sources[i]
		m.sourceItem(w, s, false)
		if s.For != "" {
			w.point(w.good, "+", w.text, 4, s.For)
		}
		if s.Against != "" {
			w.point(w.urgent, "-", w.text, 4, s.Against)
		}
	}
}

// excluded says how infection and nonunion stand.
func (m *app) excluded(d *report.Document, negative []string) string {
	infection := "infection: not excluded, questions open"
	for i := range m.know.Flags {
		if m.know.Flags[i].ID == excludedFlag {
			infection = m.flagState(i, negative)
		}
	}
	for _, s := range d.Sources {
		if s.ID == excludedSource {
			return infection + "; nonunion: " + m.howLikely(s.Probability, s.Interval[0], s.Interval[1], s.Band)
		}
	}
	return infection
}

func (m *app) flagState(i int, negative []string) string {
	name := m.text(m.know.Flags[i].Name)
	for _, f := range m.now.Triage.Flags {
		if f.Flag == i {
			return name + ": raised, " + f.Level.String()
		}
	}
	if contains(negative, name) {
		return name + ": no sign by history (does not exclude)"
	}
	return name + ": not excluded, questions open"
}

// trials tells the results of blocks and how long things were tried.
func (m *app) trials() string {
	var out []string
	for i := range m.know.Questions {
		q := &m.know.Questions[i]
		block := strings.HasPrefix(q.ID, "block.") && strings.HasSuffix(q.ID, "relief")
		weeks := strings.HasPrefix(q.ID, "tried.") && q.Kind == rules.KindNumber
		if s := m.answer(q.ID); s != "" && (block || weeks) {
			out = append(out, m.text(q.Text)+": "+s)
		}
	}
	if len(out) == 0 {
		return "none told"
	}
	return strings.Join(out, "; ")
}

// medicines are the medicines in use, which the opioids and sedatives are among.
func (m *app) medicines() string {
	if s := m.answer("health.medicines"); s != "" {
		return "; medicines: " + s
	}
	return "; medicines: not told"
}

// nextStepLine is the one next step.
func (m *app) nextStepLine(w *writer, d *report.Document) {
	for _, p := range d.Plan {
		switch p.Status {
		case "now", "caution", "ask":
			w.item(target{"option", p.Option}, w.key, "Next: "+p.Name+" ("+m.word("status", p.Status)+")")
			return
		}
	}
	for _, n := range d.Next {
		w.item(target{"tab", string('0' + rune(tabNext))}, w.key, "Next: "+capital(m.word("obtain", n.Obtain))+": "+n.Says)
		return
	}
}

// notLine names what not to do.
func (m *app) notLine(w *writer, d *report.Document) {
	var out []string
	seen := map[string]bool{}
	each(d, func(o *report.Option) {
		if (o.Status == "never" || o.Status == "hold") && !seen[o.ID] {
			seen[o.ID] = true
			out = append(out, o.Name+" ("+m.word("status", o.Status)+")")
		}
	})
	if n := len(out); n > 6 {
		out = append(out[:6], "and more on the ladder")
	}
	if len(out) > 0 {
		w.pair("Not now", w.urgent, strings.Join(out, "; "))
	}
}

// ownView is the clinician's suspicion and what was decided.
func (m *app) ownView(w *writer, d *report.Document) {
	if d.Suspicion != "" && d.Suspicion != waived {
		w.pair("Own suspicion", w.text, m.sourceName(d.Suspicion))
	}
	for _, x := range d.Decisions {
		what := "set aside: "
		if x.Accepted {
			what = "accepted: "
		}
		reason := ""
		if x.Reason != "" {
			reason = " (" + x.Reason + ")"
		}
		w.pair("Decided", w.text, what+m.optionName(x.Option)+reason)
	}
}

// each visits every option of every ladder.
func each(d *report.Document, visit func(*report.Option)) {
	for i := range d.Ladders {
		l := &d.Ladders[i]
		for k := range l.Base {
			visit(&l.Base[k])
		}
		for k := range l.Rungs {
			for j := range l.Rungs[k].Options {
				visit(&l.Rungs[k].Options[j])
			}
		}
		for k := range l.Beside {
			visit(&l.Beside[k])
		}
	}
}
