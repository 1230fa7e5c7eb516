package tui

import (
	tea "charm.land/bubbletea/v2"
)

// waived is the suspicion of a clinician who gave none on purpose.
const waived = "waived"

// writeSuspicion lists the sources, so that a clinician can name a suspicion before
// the program says anything.
func (m *app) writeSuspicion(w *writer) {
	w.head("Your own first suspicion?")
	w.para(w.muted, 0, "Optional. It stands beside the result. Until it is given or waived the live differential stays hidden.")
	w.blank()
	w.item(target{"suspect", waived}, w.text, "None, or I would rather not say")
	for i := range m.know.Sources {
		w.item(target{"suspect", m.know.Sources[i].ID}, w.text, m.text(m.know.Sources[i].Name))
	}
}

func (m *app) suspicionKeys() []binding {
	return []binding{m.keys.down, {show: "Enter", does: "choose"}, {show: "→", does: "skip"}, m.keys.back, m.keys.quit}
}

func (m *app) suspicionKey(k tea.KeyPressMsg) tea.Cmd {
	p := m.laid(&m.guess, m.width)
	switch {
	case m.keys.open.is(k):
		if t, ok := m.guess.open(p, m.bodyHeight()); ok {
			return m.suspect(t.id)
		}
	case m.keys.on.is(k):
		return m.suspect(waived)
	case m.keys.back.is(k):
		return m.renew()
	case m.scrolled(&m.guess, k, m.width, m.bodyHeight()):
		return nil
	}
	cmd, _ := m.common(k)
	return cmd
}

func (m *app) suspect(id string) tea.Cmd {
	m.suspicion = id
	m.enterSteps()
	return m.changed()
}
