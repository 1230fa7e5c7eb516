package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"afterfusion/tui/asking"
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
	var rows [][2]string
	for _, b := range m.keysHere() {
		rows = append(rows, [2]string{b.show, capital(b.does)})
	}
	w.pairs(w.text, rows)
	w.blank()
	w.para(w.muted, 0, m.know.Policy.IntendedUse.For(m.as()))
}

// writeWhy says of each question of the step what it asks, why, and what its answer
// could still change.
func (m *app) writeWhy(w *writer) {
	title, help := m.heading(m.ask.at)
	w.head(title)
	w.para(w.text, 0, help)
	told := help
	could := m.couldChange()
	step := m.base.Steps()[m.ask.steps[m.ask.at].Step]
	if step.Grid >= 0 {
		w.para(w.text, 0, m.text(m.know.Grids[step.Grid].Why))
	}
	hand := m.ask.part.Hand()
	asked := m.ask.asked
	if at := slices.Index(asked, m.index(hand)); at > 0 { // what is at hand is read first
		asked = slices.Concat(asked[at:at+1], asked[:at], asked[at+1:])
	}
	for _, q := range asked {
		in := &m.know.Questions[q]
		own := m.text(in.Help)
		if s := m.text(in.Text); s != title {
			w.blank()
			w.point(w.accent, pad(map[bool]string{true: w.g.Cursor, false: w.g.Dot}[in.ID == hand], 1), w.key, 0, s)
		} else if help != "" {
			own = "" // the heading has asked it, and said how
		}
		if s := asking.Unsaid(own, told); s != "" {
			w.para(w.text, 2, s)
			told += " " + s
		}
		if s := m.text(in.Why); s != "" {
			w.para(w.text, 2, m.pick("Why we ask: ", "Why: ")+s)
		}
		if s := could[q]; s != "" {
			w.para(w.accent, 2, s)
		}
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
	case atPause:
		return m.pauseKeys()
	case atSections:
		return m.sectionsKeys()
	}
	return []binding{m.keys.down, m.keys.open, m.keys.back, m.keys.quit}
}
