package tui

import (
	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/question"
)

// stepKey gives a key to the part first, but for those that must always work.
func (m *app) stepKey(k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	if m.ask.unread && commits(key) {
		return nil
	}
	switch key {
	case "shift+tab":
		return m.backward()
	case "tab":
		return m.forward(false)
	case "?":
		m.openHelp()
		return nil
	}
	hand := m.ask.part.Hand()
	return m.partEvent(m.ask.part.Key(k), key, hand, k)
}

// commits says whether a key could answer a question or pass over it.
func commits(key string) bool {
	switch key {
	case "space", "enter", "tab", "backspace", "delete":
		return true
	}
	return len(key) == 1 && key != "?"
}

// partEvent does what came of a key or a click in the part.
func (m *app) partEvent(e question.Event, key, hand string, k tea.KeyPressMsg) tea.Cmd {
	a := &m.ask
	switch e {
	case question.Handled:
		a.problem = a.part.Problem()
		if len(key) > 1 { // a key that moves, not one that types
			return m.raise(moving)
		}
		return nil
	case question.Changed, question.Moved, question.Finished:
		typing := m.typing(key)
		cmd, done := m.took(e == question.Finished || a.part.Hand() != hand)
		if a.problem != "" {
			return cmd
		}
		if typing { // a 7 may yet become 7-10
			a.typing = true
			return cmd
		}
		cmd = tea.Batch(cmd, m.raise(moving))
		switch {
		case m.screen != atStep:
		case e == question.Finished && done:
			return tea.Batch(cmd, m.forward(true))
		case e == question.Moved:
			return tea.Batch(cmd, m.unread())
		}
		return cmd
	}
	return m.ownKey(k)
}

// typing says whether a key types a number, whose warning waits until it is left.
func (m *app) typing(key string) bool {
	if len(key) != 1 && key != "backspace" {
		return false
	}
	q := m.question(m.ask.part.Hand())
	return q != nil && q.Kind == rules.KindNumber && len(m.ask.part.Drafts()) > 0
}

// ownKey does what the part had no use for. Letters are the part's, but for q: one that
// means nothing to it must not lead away.
func (m *app) ownKey(k tea.KeyPressMsg) tea.Cmd {
	switch key := k.String(); {
	case key == "left", key == "esc":
		return m.backward()
	case key == "right", key == "enter":
		return m.forward(false)
	case key == "ctrl+r":
		m.leaveStep()
		m.openReview()
		return m.raise(leaving)
	case key == "ctrl+n":
		return m.skipSection()
	case key == "ctrl+g":
		m.openSections()
		return nil
	case m.keys.safety.is(k) && m.now.Triage.Level > rules.Routine:
		return m.showAlert()
	case len(key) == 1 && !m.keys.quit.is(k):
		return nil
	}
	cmd, _ := m.common(k)
	return cmd
}

// stepClick passes a click on in the part's own cells; one on a section goes there.
func (m *app) stepClick(x, y int) tea.Cmd {
	if section := m.sectionAt(x, y); section >= 0 {
		return m.toSection(section)
	}
	hand := m.ask.part.Hand()
	if e := m.ask.part.Click(x-m.ask.left, y-m.ask.stood); e != question.None {
		return m.partEvent(e, "", hand, tea.KeyPressMsg{})
	}
	return nil
}
