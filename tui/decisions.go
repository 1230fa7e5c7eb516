package tui

import (
	tea "charm.land/bubbletea/v2"
)

// decision is what was decided of an option, or nil.
func (m *app) decision(id string) *Decision {
	for i := range m.decisions {
		if m.decisions[i].Option == id {
			return &m.decisions[i]
		}
	}
	return nil
}

// decidedWords say what was decided of an option, and why.
func decidedWords(x *Decision) string {
	words := "Set aside by you"
	if x.Accepted {
		words = "Accepted by you"
	}
	if x.Reason != "" {
		words += ": " + x.Reason
	}
	return words
}

// decided shows what the clinician decided of the option.
func (m *app) decided(w *writer, id string) {
	switch x := m.decision(id); {
	case x == nil:
	case x.Accepted:
		w.point(w.good, w.g.Done, w.key, 0, decidedWords(x))
	default:
		w.point(w.soon, "x", w.key, 0, decidedWords(x))
	}
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
