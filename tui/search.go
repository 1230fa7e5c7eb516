package tui

import (
	tea "charm.land/bubbletea/v2"
)

// typing is a line that is typed at the foot of the result: what is looked for, or
// the reason for a decision.
type typing struct {
	what  typed
	text  string
	found int    // the row that was found
	id    string // the option that is decided on
}

type typed uint8

const (
	nothing typed = iota
	searchWords
	reasonWords
)

// longestTyped is how much can be typed.
const longestTyped = 80

// typingKey takes a letter, or ends the line.
func (m *app) typingKey(k tea.KeyPressMsg) tea.Cmd {
	t := &m.result.typing
	switch key := k.String(); {
	case key == "esc", key == "shift+tab", t.what == searchWords && (key == "/" || key == "left" || key == "tab"):
		t.what = nothing
	case key == "enter" && t.what == reasonWords:
		t.what = nothing
		return m.decide(t.id, false, t.text)
	case key == "enter", key == "down":
		m.seek(t.found + 1)
	case key == "backspace":
		if r := []rune(t.text); len(r) > 0 {
			t.text = string(r[:len(r)-1])
		}
	case k.Text != "" && len(t.text)+len(k.Text) <= longestTyped:
		t.text += k.Text
		m.seek(t.found)
	}
	return nil
}

// seek goes to the next row that holds what is looked for.
func (m *app) seek(from int) {
	t := &m.result.typing
	if t.what != searchWords || t.text == "" {
		return
	}
	l := m.openLeaf()
	at, ok := l.find(m.laid(l, m.width), t.text, from, m.leafHeight())
	if ok {
		t.found = at
	} else {
		m.notice = "not on this page"
	}
}

// typingLine is the line as it is typed; end is the column of its end.
func (m *app) typingLine() (line string, end int) {
	t := &m.result.typing
	label, hint := "Search: ", "Enter next, / close"
	if t.what == reasonWords {
		label, hint = "Set aside, because: ", "Enter keeps (may be empty), Esc closes"
	}
	if m.notice != "" {
		hint = m.notice
	}
	text := clip(label+t.text, m.width)
	end = min(wide(label+t.text), m.width-1)
	return m.look.key.of(text) + m.look.muted.of(clip("   "+hint, max(m.width-wide(text), 0))), end
}
