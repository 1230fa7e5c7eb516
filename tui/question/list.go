package question

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// item is one row of a list as it is drawn.
type item struct {
	key, glyph, text, note string
	look                   *lipgloss.Style
	hit                    int
	gap                    bool   // an empty line before it, where there is room
	above                  string // a heading before it
}

// drawList lays out rows with their keys; the focused one has the pointer.
func (a *asked) drawList(w *window, items []item, focus int, head, foot []line, width, height int) string {
	lines := 0
	for _, it := range items {
		if it.gap {
			lines++
		}
		if it.above != "" {
			lines++
		}
		lines += len(wrap(it.text, width-listIndent(it)))
	}
	roomy := lines+len(head)+len(foot) <= height
	p := page{head: head, foot: foot, from: -1, to: -1}
	for i, it := range items {
		if it.gap && roomy && i > 0 {
			p.body = append(p.body, line{})
		}
		if it.above != "" {
			p.body = append(p.body, plainLine(&a.Theme.Muted, "  "+it.above))
		}
		if i == focus {
			p.from, p.cursorX = len(p.body), 0
		}
		p.body = append(p.body, a.row(it, i == focus, width)...)
		if i == focus {
			p.to = len(p.body) - 1
		}
	}
	if focus < 0 && len(items) > 0 {
		p.from, p.to = 0, 0 // a cursor for those who listen to it
	}
	return w.draw(a.Theme, &p, width, height)
}

// listIndent is where the text of a row begins.
func listIndent(it item) int { return 5 + ansi.StringWidth(it.glyph) }

// row draws one item of a list, its text wrapped beside its sign.
func (a *asked) row(it item, focused bool, width int) []line {
	t := a.Theme
	pointer, look := "  ", it.look
	if focused {
		pointer = pad(t.Glyphs.Cursor, 2)
		if look == nil || look == &t.Text || look == &t.Muted {
			look = &t.Cursor
		}
	}
	indent := listIndent(it)
	var out []line
	for i, s := range wrap(it.text, width-indent) {
		l := line{start: i == 0}
		if i == 0 {
			l.segments = []segment{{pointer, &t.Accent, it.hit}, {pad(it.key, 2), &t.Key, it.hit},
				{it.glyph + " ", look, it.hit}, {s, look, it.hit}}
		} else {
			l.segments = []segment{{pad("", indent), nil, it.hit}, {s, look, it.hit}}
		}
		out = append(out, l)
	}
	if it.note != "" {
		last := &out[len(out)-1]
		last.segments = append(last.segments, segment{"  " + it.note, &t.Muted, it.hit})
	}
	return out
}

// unanswered is the line that says that nothing was chosen.
func (a *asked) unanswered(is bool) []line {
	if !is {
		return nil
	}
	return []line{plainLine(&a.Theme.Muted, "  No answer yet.")}
}
