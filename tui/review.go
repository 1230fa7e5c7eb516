package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

func (m *app) openReview() {
	m.leaveStep()
	m.screen = atReview
	m.ask.unread, m.ask.mending, m.result.visit = false, false, false
	m.refreshSteps()
	m.result.typing = typing{}
	m.era++
}

func (m *app) reviewKeys() []binding {
	on := m.pick("what it means", "result")
	if m.blocked() {
		on = "what to do"
	}
	keys := []binding{{show: "Enter", does: "change"}, {show: "→", does: on}, m.keys.back, m.keys.down,
		m.keys.nextSection, m.keys.search}
	if m.now.Triage.Level > rules.Routine {
		keys = append(keys, m.keys.safety)
	}
	return append(keys, m.keys.save, m.keys.quit, m.keys.why)
}

func (m *app) reviewKey(k tea.KeyPressMsg) tea.Cmd {
	if m.result.typing.what != nothing {
		return m.typingKey(k)
	}
	l := &m.review
	p := m.laid(l, m.width)
	switch {
	case m.keys.open.is(k):
		if t, ok := l.open(p, m.bodyHeight()); ok {
			m.follow(t)
		}
		return nil
	case m.keys.on.is(k), m.keys.result.is(k):
		if m.blocked() {
			return m.showAlert()
		}
		m.openResult()
		return m.changed()
	case m.keys.back.is(k):
		m.backFromReview()
		return nil
	case m.keys.search.is(k):
		m.result.typing = typing{what: searchWords, found: l.chosen}
		return nil
	case m.keys.nextSection.is(k):
		l.toHeading(p, +1, m.bodyHeight())
		return nil
	case m.keys.lastSection.is(k):
		l.toHeading(p, -1, m.bodyHeight())
		return nil
	case m.keys.safety.is(k) && m.now.Triage.Level > rules.Routine:
		return m.showAlert()
	case m.scrolled(l, k, m.width, m.bodyHeight()):
		return nil
	}
	cmd, _ := m.common(k)
	return cmd
}

// backFromReview returns to the step that was left last.
func (m *app) backFromReview() {
	a := &m.ask
	for len(a.trail) > 0 {
		step := a.trail[len(a.trail)-1]
		a.trail = a.trail[:len(a.trail)-1]
		if i := m.stepIndex(step); i >= 0 {
			m.openStep(i)
			return
		}
	}
	if len(a.steps) > 0 {
		m.openStep(min(a.at, len(a.steps)-1))
	}
}

// writeReview lists every question that is asked, by section, with its answer.
func (m *app) writeReview(w *writer) {
	could := m.couldChange()
	section := -1
	if m.blocked() { // one thing is to be done; an answer can be corrected
		w.para(w.text, 0, "First get help. Here is all you told us. If one line is wrong, you can change it.")
		w.blank()
		w.item(target{"result", ""}, w.accent, "See what to do now")
	} else {
		w.para(w.text, 0, m.pick("Here is all you told us. Pick a line to change it. Press / to look for one. Then go on to see what it may mean.",
			"All answers. Enter changes one; → goes to the result; / finds a question."))
		w.blank()
		w.item(target{"result", ""}, w.accent, m.pick("See what it may mean", "Go to the result"))
	}
	if n := m.asker.Waiting(m.rec.answers, m.who()); n > 0 && !m.blocked() {
		w.item(target{"more", ""}, w.text, fmt.Sprintf("Answer %d more questions first, if you like: they can make it sharper", n))
	}
	if m.cfg.Quick {
		w.item(target{"whole", ""}, w.text, "Go on with the whole interview: more answers can make it sharper")
	}
	for i := range m.ask.steps {
		s := &m.ask.steps[i]
		if at := m.sectionOf(i); at != section {
			section = at
			w.heading(m.text(m.know.Sections[at].Name))
			m.writeTold(w, at)
		}
		for _, q := range s.Questions {
			m.writeAnswer(w, q, could[q], m.needless(i))
		}
	}
	m.writeOthers(w)
}

// writeTold says in the section of the tests that what is there was told, not seen.
func (m *app) writeTold(w *writer, section int) {
	if m.now.Unverified && m.know.Sections[section].ID == m.know.Policy.Unverified.Section {
		w.para(w.unsure, 4, m.text(m.know.Policy.Unverified.Says))
	}
}

// writeOthers lists the answers that count and are not asked of this reader, such as
// those of a file.
func (m *app) writeOthers(w *writer) {
	first := true
	for q := range m.know.Questions {
		in := &m.know.Questions[q]
		if _, said := m.rec.answers[in.ID]; !said || m.isAsked(q) {
			continue
		}
		if first {
			first = false
			w.head(m.pick("Also known, and not asked of you", "Also given, and not asked"))
		}
		w.choose(target{"mend", in.ID})
		w.para(w.muted, 4, m.text(in.Text))
		w.marked()
		w.para(w.text, 6, m.answer(in.ID))
	}
}

// writeAnswer writes one question and its answer, or that there is none and what it
// could change.
func (m *app) writeAnswer(w *writer, q int, could string, needless bool) {
	in := &m.know.Questions[q]
	said := m.answer(in.ID)
	inPart := m.asker.Half(in, m.rec.answers)
	unknown := said == "" || inPart || m.rec.answers[in.ID].Unsure
	if inPart {
		said += m.pick("; the rest has no answer yet", "; the rest not answered")
	}
	switch {
	case said == "" && contains(m.now.Derived, q):
		said, unknown = m.pick("Follows from your other answers", "Derived"), false
	case said == "" && needless:
		said, unknown = m.pick("Not needed", "Cannot change the result"), false
	case said == "":
		said = m.pick("No answer yet", "No answer")
	}
	style, sign := w.text, " "
	if unknown {
		style, sign = w.unsure, "?"
	}
	w.choose(target{"mend", in.ID})
	label := m.text(in.Text)
	half := min(w.width, 120) / 2
	if w.width < 76 || wide(label) > half-4 && wide(said) > half-2 {
		w.point(w.unsure, sign, w.muted, 2, label)
		w.para(style, 6, said)
	} else {
		m.answerRow(w, sign, label, style, said)
	}
	w.marked()
	if unknown && could != "" {
		w.para(w.muted, 6, could)
	}
}

func (m *app) answerRow(w *writer, sign, label string, style ink, said string) {
	half := min(w.width, 120) / 2
	labels, words := wrap(label, half-4), wrap(said, half-2)
	for i := range max(len(labels), len(words)) {
		a, b := "", ""
		if i < len(labels) {
			a = labels[i]
		}
		if i < len(words) {
			b = words[i]
		}
		w.row("  " + w.unsure.of(sign) + " " + w.muted.of(pad(a, half-4)) + " " + style.of(b))
		sign = " "
	}
}

// couldChange says, by question, what an answer could still change.
func (m *app) couldChange() map[int]string {
	names := map[int][]string{}
	next := m.now.Next
	if m.blocked() {
		next = nil // in an emergency no source is named to a patient
	}
	for _, n := range next {
		for _, s := range n.For {
			name := m.text(m.know.Sources[s].Name)
			for _, q := range n.Questions {
				if len(names[q]) < 3 && !contains(names[q], name) {
					names[q] = append(names[q], name)
				}
			}
		}
	}
	out := map[int]string{}
	for _, q := range m.now.Triage.NotAsked {
		out[q] = m.pick("This could still show a danger.", "Could still raise a red flag.")
	}
	for q, list := range names {
		if out[q] != "" {
			out[q] += " "
		}
		out[q] += m.pick("It could change: ", "Could move: ") + strings.Join(list, "; ") + "."
	}
	return out
}

func contains[T comparable](list []T, x T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// follow opens what a row of a page points to.
func (m *app) follow(t target) {
	switch t.do {
	case "mend":
		for i := range m.know.Questions {
			if m.know.Questions[i].ID == t.id {
				m.mend(i)
			}
		}
	case "whole":
		m.leaveQuick()
		if i := m.firstOpen(); i >= 0 {
			m.openStep(i)
		}
	case "more":
		m.ask.more = true
		m.refreshSteps()
		if i := m.firstOpen(); i >= 0 {
			m.openStep(i)
		}
	case "result":
		if m.blocked() {
			m.showAlert()
			m.alert.armed = true
			return
		}
		m.openResult()
	case "source":
		m.result.open(leaf{kind: pageSource, id: t.id})
	case "option":
		m.result.open(leaf{kind: pageOption, id: t.id})
	case "tab":
		m.result.tab = tab(t.id[0] - '0')
	default:
		m.openTarget(t)
	}
}

// questionSection says in which section a question is asked.
func (m *app) questionSection(q *rules.Question) string {
	for i := range m.know.Sections {
		if m.know.Sections[i].ID == q.Section {
			return m.text(m.know.Sections[i].Name)
		}
	}
	return q.Section
}
