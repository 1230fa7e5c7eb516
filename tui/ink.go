package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"afterfusion/tui/theme"
)

// ink writes text in a style. A style is taken apart once, because drawing with
// lipgloss costs microseconds a word and a screen has hundreds of them.
type ink struct{ on, off string }

func inkOf(s lipgloss.Style) ink {
	const mark = "x"
	on, off, _ := strings.Cut(s.Render(mark), mark)
	return ink{on, off}
}

func (i ink) of(text string) string {
	if text == "" {
		return ""
	}
	return i.on + text + i.off
}

// look is a theme made ready for drawing.
type look struct {
	theme                                              *theme.Theme
	g                                                  *theme.Glyphs
	text, muted, accent, title, key, cursor, bar, rest ink
	emergency, urgent, soon, good, unsure              ink
}

func lookOf(t *theme.Theme) look {
	return look{theme: t, g: &t.Glyphs, text: inkOf(t.Text), muted: inkOf(t.Muted), accent: inkOf(t.Accent), title: inkOf(t.Title),
		key: inkOf(t.Key), cursor: inkOf(t.Cursor), bar: inkOf(t.Bar), rest: inkOf(t.BarRest), emergency: inkOf(t.Emergency),
		urgent: inkOf(t.Urgent), soon: inkOf(t.Soon), good: inkOf(t.Good), unsure: inkOf(t.Unsure)}
}

// level returns the ink of a degree of danger.
func (l *look) level(level string) ink {
	switch level {
	case "emergency":
		return l.emergency
	case "urgent":
		return l.urgent
	case "soon":
		return l.soon
	}
	return l.good
}

// mark is the sign that goes with a degree of danger, so that colour is never alone.
func mark(level string) string {
	switch level {
	case "emergency":
		return "!!!"
	case "urgent":
		return "!!"
	case "soon":
		return "!"
	}
	return ""
}
