package tui

import (
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// comparedMsg brings the answers of an earlier file.
type comparedMsg struct {
	name    string
	answers rules.Answers
	err     error
}

// openComparing asks for the name of an earlier file of the same person.
func (m *app) openComparing() {
	if m.cfg.Compare == nil {
		m.notice = "No file can be opened from here."
		return
	}
	m.result.typing = typing{what: fileWords}
}

// earlier are the answers that the result is compared with, or nil: those of the file that
// was named, else those that were opened, once something of them has changed.
func (m *app) earlier() rules.Answers {
	if m.against != nil {
		return m.against
	}
	if e := m.cfg.Earlier; e != nil && !maps.EqualFunc(e, m.rec.answers, asking.Same) {
		return e
	}
	return nil
}

// compareWith reads the file; an empty name ends a comparison.
func (m *app) compareWith(name string) tea.Cmd {
	name = strings.TrimSpace(name)
	if name == "" {
		m.cfg.Earlier, m.against = nil, nil
		m.doc = nil
		m.weighPaused()
		return nil
	}
	read := m.cfg.Compare
	return func() tea.Msg {
		a, err := read(name)
		return comparedMsg{name, a, err}
	}
}

// compared shows what changed since the file.
func (m *app) compared(msg comparedMsg) {
	if msg.err != nil {
		m.tell("Not opened", msg.err.Error())
		return
	}
	m.against = msg.answers
	m.doc = nil
	m.weighPaused()
	m.result.turn(tabSummary)
	m.notice = "Compared with " + msg.name + "."
	l, p := m.result.leaf(), m.laid(m.result.leaf(), m.width)
	l.find(p, m.pick("What has changed since", "Changed since the last file"), 0, m.resultHeight())
}
