package tui

import (
	tea "charm.land/bubbletea/v2"
)

// openHelp lays why and how over the screen.
func (m *app) openHelp() { m.help = &leaf{kind: pageHelp} }

func (m *app) helpKeys() []binding { return []binding{m.keys.down, m.keys.closing} }

func (m *app) helpKey(k tea.KeyPressMsg) tea.Cmd {
	if !m.keys.closing.is(k) && m.scrolled(m.help, k, m.width, m.bodyHeight()) {
		return nil
	}
	m.help = nil
	return nil
}

// writeHelp says why this is asked or shown, and what the keys do.
func (m *app) writeHelp(w *writer) {
	if m.screen == atStep {
		m.writeWhy(w)
	}
	if m.screen == atResult {
		for _, s := range m.tabHelp() {
			w.para(w.text, 0, s)
		}
	}
	w.head("Keys")
	for _, b := range m.keysHere() {
		w.pair(b.show, w.text, capital(b.does))
	}
	w.blank()
	w.para(w.muted, 0, m.know.Policy.IntendedUse.For(m.as()))
}

func (m *app) writeWhy(w *writer) {
	title, help, whys := m.heading(m.ask.at)
	w.head(title)
	w.para(w.text, 0, help)
	if len(whys) > 0 {
		w.head(m.pick("Why we ask", "Why this is asked"))
	}
	for _, s := range whys {
		w.point(w.accent, w.g.Dot, w.text, 0, s)
	}
	w.blank()
	w.para(w.muted, 0, m.pick("You can leave it out, or say that you are not sure. That is fine.",
		"It may be left open: unknown is never counted as no."))
}

// keysHere are the keys of the screen below the help.
func (m *app) keysHere() []binding {
	switch m.screen {
	case atStep:
		return append(m.stepKeys(), m.keys.mouse)
	case atReview:
		return append(m.reviewKeys(), m.keys.copy, m.keys.mouse)
	case atResult:
		return append(m.resultKeys(), m.keys.pageDown, m.keys.top, m.keys.bottom, m.keys.mouse)
	case atAlert:
		return m.alertKeys()
	case atSuspicion:
		return m.suspicionKeys()
	}
	return []binding{m.keys.down, m.keys.open, m.keys.back, m.keys.quit}
}
