package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// The smallest window in which the screens can be read.
const (
	leastWidth  = 40
	leastHeight = 12
)

// View implements tea.Model.
func (m *app) View() tea.View {
	switch {
	case m.width == 0:
		return m.view(nil) // the size comes just after the start
	case m.small():
		return m.tooSmall()
	case m.help != nil:
		return m.drawLeaf(m.help, m.header(map[bool]string{true: "Note", false: "Why and how"}[m.help.kind == pageNotice]), m.helpKeys())
	case m.saving != nil:
		return m.drawForm(&m.saving.form, m.header("Save"), nil)
	}
	switch m.screen {
	case atHome:
		return m.drawHome()
	case atHow:
		return m.drawLeaf(&m.how, m.header("How it works"), []binding{m.keys.down, m.keys.back, m.keys.quit})
	case atSuspicion:
		return m.drawLeaf(&m.guess, m.header("Before the questions"), m.suspicionKeys())
	case atStep:
		return m.drawStep()
	case atPause:
		return m.drawLeaf(&m.pause.leaf, m.header(m.pick("A short stop", "Pause")), m.pauseKeys())
	case atSections:
		return m.drawLeaf(&m.parts, m.header("Sections"), m.sectionsKeys())
	case atAlert:
		return m.drawLeaf(&m.alert.leaf, m.alertHeader(), m.alertKeys())
	case atReview:
		return m.drawLeaf(&m.review, m.header("Review of all answers"), m.reviewKeys())
	}
	return m.drawResult()
}

// view makes a screen of lines.
func (m *app) view(lines []string) tea.View {
	content := strings.Join(lines, "\n")
	if m.cfg.ASCII {
		content = plainSigns.Replace(content)
	}
	v := tea.NewView(content)
	v.AltScreen = true
	v.WindowTitle = "afterfusion"
	if m.mouse || m.screen == atStep && m.ask.drawing {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

// plainSigns are the signs that stand in for those a terminal without Unicode
// lacks; each as wide as what it replaces, for the lines are laid out already.
var plainSigns = strings.NewReplacer(" · ", " - ", "…", "~", "–", "-", "—", "-", "→", ">", "←", "<", "↑", "^", "↓", "v", "·", ".", "×", "x",
	"≥", ">", "≤", "<", "’", "'", "“", `"`, "”", `"`)

// small says whether the window shows nothing but that it is too small.
func (m *app) small() bool {
	return m.width > 0 && (m.width < leastWidth || m.height < leastHeight)
}

// tooSmall asks for a larger window, in whatever there is of it.
func (m *app) tooSmall() tea.View {
	words := fmt.Sprintf("This window is too small. Please make it %d wide and %d high.", leastWidth, leastHeight)
	if m.level() == rules.Emergency && !m.unasked() {
		words = m.emergencyWords()
	}
	return m.view(frame(wrap(words, max(m.width, 1)), m.width, m.height))
}

// unasked says whether the answers may yet be another person's: nothing of them is told.
func (m *app) unasked() bool { return !m.begun && (m.screen == atHome || m.screen == atHow) }

// danger is the triage as a sign and words, styled and plain.
func (m *app) danger() (styled, plain string) {
	level := m.toldLevel()
	if level == rules.Routine || m.unasked() {
		return "", ""
	}
	plain = mark(level.String()) + " " + report.Words("level", level.String(), string(m.as()))
	if m.width < 60 {
		plain = mark(level.String()) + " " + level.String()
	}
	plain = " " + plain + " "
	return m.look.level(level.String()).of(plain), plain
}

// wheel scrolls what is scrolled by keys.
func (m *app) wheel(msg tea.MouseWheelMsg) {
	by := 3
	if msg.Button == tea.MouseWheelUp {
		by = -3
	}
	if m.screen == atHome && m.saving == nil && m.help == nil {
		m.home.scroll(by / 3)
		return
	}
	l := m.openLeaf()
	if l == nil || m.width < leastWidth {
		return
	}
	l.scroll(m.laid(l, m.width), by, m.leafHeight())
}

// take does what follows a choice, where there is one.
func take(chosen string, took func(string) tea.Cmd) tea.Cmd {
	if chosen == "" {
		return nil
	}
	return took(chosen)
}

// openLeaf is the page on show, or nil.
func (m *app) openLeaf() *leaf {
	switch {
	case m.help != nil:
		return m.help
	case m.saving != nil:
		return nil
	}
	switch m.screen {
	case atHow:
		return &m.how
	case atSuspicion:
		return &m.guess
	case atPause:
		return &m.pause.leaf
	case atSections:
		return &m.parts
	case atAlert:
		return &m.alert.leaf
	case atReview:
		return &m.review
	case atResult:
		return m.result.leaf()
	}
	return nil
}

func (m *app) leafHeight() int {
	if m.screen == atResult && m.help == nil {
		return m.resultHeight()
	}
	return m.bodyHeight()
}

// click goes to the part on show, to a tab, or chooses a row; a second click opens it.
func (m *app) click(x, y int) tea.Cmd {
	switch {
	case m.small():
		return nil
	case m.screen == atStep && m.help == nil && m.saving == nil:
		return m.stepClick(x, y)
	case m.saving != nil && m.help == nil:
		return take(m.saving.form.clicked(y), m.savingTook)
	case m.screen == atHome && m.help == nil && m.home.stage != askFile && m.base != nil:
		return take(m.home.form.clicked(y), m.homeTook)
	}
	l := m.openLeaf()
	if l == nil {
		return nil
	}
	top := m.height - 1 - m.leafHeight()
	if m.screen == atResult && m.help == nil && y < top {
		m.tabClick(x)
		return nil
	}
	p := m.laid(l, m.width)
	at := y - top + l.top
	for k := len(p.lines) - 1; k >= 0; k-- {
		if p.lines[k] > at {
			continue
		}
		if l.chosen == k {
			return m.key(tea.KeyPressMsg{Code: tea.KeyEnter})
		}
		l.chosen = k
		break
	}
	return nil
}
