package tui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"
)

// openSections shows the sections, to go to one of them.
func (m *app) openSections() {
	m.leaveStep()
	m.parts = leaf{kind: pageSections}
	m.parts.chosen = -1
	m.screen = atSections
	m.era++
}

func (m *app) writeSections(w *writer) {
	counts := m.sectionProgress()
	w.para(w.text, 0, m.pick("Pick a part. Nothing you said is lost.", "Enter opens the first open question of a section."))
	w.blank()
	here := m.sectionOf(m.ask.at)
	name := min(26, m.width-14)
	for _, i := range m.ownSections() {
		c := counts[i]
		if c.asked == 0 {
			w.row("  " + w.muted.of(pad(w.g.Skip, 2)+pad(m.text(m.know.Sections[i].Name), name)+m.pick("not needed", "none asked")))
			continue
		}
		sign, ink := " ", w.text
		switch {
		case c.said == c.asked:
			sign, ink = w.g.Done, w.good
		case c.said > 0:
			sign = w.g.Dot
		}
		w.choose(target{"section", strconv.Itoa(i)})
		w.row("  " + ink.of(pad(sign, 2)+pad(m.text(m.know.Sections[i].Name), name)) + w.muted.of(fmt.Sprintf("%d of %d", c.said, c.asked)))
		w.marked()
		if i == here && m.parts.chosen < 0 {
			m.parts.chosen = len(w.targets) - 1
		}
	}
	m.parts.chosen = max(m.parts.chosen, 0)
	w.blank()
	w.choose(target{"section", "review"})
	w.row("    " + w.text.of(m.pick("All my answers", "Review of all answers")))
	w.marked()
}

// ownSections are the sections that have questions for this reader.
func (m *app) ownSections() []int {
	has := map[string]bool{}
	for i := range m.know.Questions {
		if q := &m.know.Questions[i]; slices.Contains(q.Readers, m.as()) {
			has[q.Section] = true
		}
	}
	var out []int
	for i := range m.know.Sections {
		if has[m.know.Sections[i].ID] {
			out = append(out, i)
		}
	}
	return out
}

func (m *app) sectionsKeys() []binding {
	return []binding{{show: "Enter", does: "go there"}, m.keys.down, m.keys.back, m.keys.quit}
}

func (m *app) sectionsKey(k tea.KeyPressMsg) tea.Cmd {
	l := &m.parts
	p := m.laid(l, m.width)
	switch {
	case m.keys.open.is(k):
		t, ok := l.open(p, m.bodyHeight())
		if section, err := strconv.Atoi(t.id); ok && err == nil {
			return m.toSection(section)
		} else if ok {
			m.openReview()
		}
		return nil
	case m.keys.back.is(k), m.keys.sections.is(k):
		m.openStep(m.ask.at)
		return nil
	case m.scrolled(l, k, m.width, m.bodyHeight()):
		return nil
	}
	cmd, _ := m.common(k)
	return cmd
}

// toSection opens the first step of a section that has an open question, or its first.
// A danger that waited for an answer of the step on show waits no longer.
func (m *app) toSection(section int) tea.Cmd {
	m.leaveStep()
	if cmd := m.raise(leaving); m.screen == atAlert {
		return cmd
	}
	if m.blocked() {
		return m.showAlert()
	}
	to := -1
	for i := range m.ask.steps {
		if m.sectionOf(i) != section || m.needless(i) {
			continue
		}
		open := m.ask.steps[i].Answered < len(m.ask.steps[i].Questions)
		if to < 0 || open {
			to = i
		}
		if open {
			break
		}
	}
	if to < 0 {
		m.notice = "Nothing of this section is asked as things stand."
		return nil
	}
	if m.screen == atStep || m.screen == atSections {
		m.ask.trail = append(m.ask.trail, m.currentStep()...)
	}
	m.ask.mending, m.ask.returned = false, false
	m.openStep(to)
	return nil
}
