package tui

import (
	tea "charm.land/bubbletea/v2"
)

// pageKind says what is written on a page.
type pageKind uint8

const (
	pageHow pageKind = iota
	pageSuspicion
	pageAlert
	pageReview
	pageHelp
	pageSummary
	pageSources
	pageNext
	pageLadder
	pageSafety
	pageReferences
	pageSource
	pageOption
)

// leaf is one page with its place in it. It is laid out when it is first seen in a
// width, and again only after something changed.
type leaf struct {
	kind pageKind
	id   string
	pager
	page  *page
	width int
	era   int
}

// laid returns the page, laid out for a width.
func (m *app) laid(l *leaf, width int) *page {
	if l.page != nil && l.width == width && l.era == m.era {
		return l.page
	}
	w := &writer{look: &m.look, width: width}
	m.write(l, w)
	l.page, l.width, l.era = &w.page, width, m.era
	return l.page
}

// write lays a page out.
func (m *app) write(l *leaf, w *writer) {
	switch l.kind {
	case pageHow:
		m.writeHow(w)
	case pageSuspicion:
		m.writeSuspicion(w)
	case pageAlert:
		m.writeAlert(w)
	case pageReview:
		m.writeReview(w)
	case pageHelp:
		m.writeHelp(w)
	case pageSummary:
		m.writeSummary(w)
	case pageSources:
		m.writeSources(w)
	case pageNext:
		m.writeNext(w)
	case pageLadder:
		m.writeLadders(w)
	case pageSafety:
		m.writeSafety(w)
	case pageReferences:
		m.writeReferences(w)
	case pageSource:
		m.writeSource(w, l.id)
	case pageOption:
		m.writeOption(w, l.id)
	}
}

// scrolled does what the keys that move about a page do.
func (m *app) scrolled(l *leaf, k tea.KeyPressMsg, width, height int) bool {
	p := m.laid(l, width)
	switch {
	case m.keys.up.is(k):
		l.move(p, -1, height)
	case m.keys.down.is(k):
		l.move(p, 1, height)
	case m.keys.pageUp.is(k):
		l.scroll(p, -max(height-1, 1), height)
	case m.keys.pageDown.is(k):
		l.scroll(p, max(height-1, 1), height)
	case m.keys.top.is(k):
		l.end(p, false, height)
	case m.keys.bottom.is(k):
		l.end(p, true, height)
	default:
		return false
	}
	return true
}

// bodyHeight is what header and help line leave.
func (m *app) bodyHeight() int { return max(m.height-2, 1) }

// drawLeaf draws a page under a header and over the help line.
func (m *app) drawLeaf(l *leaf, header string, keys []binding) tea.View {
	height := m.bodyHeight()
	p := m.laid(l, m.width)
	lines := append(make([]string, 0, m.height), header)
	lines = append(lines, frame(l.view(p, &m.look, height), m.width, height)...)
	lines = append(lines, m.footer(keys, l.place(p, height)))
	v := m.view(lines)
	if y, ok := l.cursor(p, height); ok {
		v.Cursor = tea.NewCursor(0, y+1)
	}
	return v
}

// footer is the help line, or a notice, with the place in the text at its right end.
func (m *app) footer(keys []binding, place string) string {
	width := m.width
	if place != "" {
		width -= wide(place) + 2
	}
	if m.notice != "" {
		return m.look.soon.of(clip(m.notice, m.width))
	}
	line := m.look.keyLine(keys, max(width, 0))
	if place == "" || width < 8 {
		return line
	}
	return pad(line, width) + "  " + m.look.muted.of(place)
}

// header is the top line: where one is, and at the right end the danger found.
func (m *app) header(where string) string {
	danger, plain := m.danger()
	room := m.width - wide(plain)
	if plain != "" {
		room -= 2
	}
	if room < 12 {
		return m.look.title.of(clip(where, m.width))
	}
	left := m.look.title.of(clip(where, room))
	if plain == "" {
		return left
	}
	return pad(left, room) + "  " + danger
}
