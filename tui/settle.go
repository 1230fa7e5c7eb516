package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// settledAfter is how long a window keeps its size before all is drawn anew.
const settledAfter = 150 * time.Millisecond

// settledMsg says that a window has kept the size that it got as one of so many.
type settledMsg struct{ sizes int }

// settle waits for the size of the window to last; the first one does.
func (m *app) settle() tea.Cmd {
	m.sizes++
	if m.sizes == 1 {
		return nil
	}
	n := m.sizes
	return tea.Tick(m.times.settled, func(time.Time) tea.Msg { return settledMsg{n} })
}

// repaint draws all anew in a window whose size has lasted. A terminal that is resized while
// it reads a frame that scrolls is left with the margins of the size before: the reset that
// ends such a frame names them. Within those every later frame is drawn wrong.
func (m *app) repaint(msg settledMsg) tea.Cmd {
	if msg.sizes != m.sizes || m.quitting {
		return nil
	}
	return tea.Sequence(tea.Raw(ansi.SetTopBottomMargins(0, 0)), tea.ClearScreen)
}
