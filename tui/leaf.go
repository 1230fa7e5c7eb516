package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// pageKind says what is written on a page.
type pageKind uint8

const (
	pageHow pageKind = iota
	pageSuspicion
	pagePause
	pageSections
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
	pageReference
	pageSearch
	pageNotice
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
	if last := max(len(w.lines)-1, 0); l.chosen > last { // the page has become shorter
		l.chosen = last
	}
	return l.page
}

// write lays a page out.
func (m *app) write(l *leaf, w *writer) {
	switch l.kind {
	case pageHow:
		m.writeHow(w)
	case pageSuspicion:
		m.writeSuspicion(w)
	case pagePause:
		m.writePause(w)
	case pageSections:
		m.writeSections(w)
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
	case pageReference:
		m.writeReference(w, l.id)
	case pageNotice:
		m.writeNotice(w, l.id)
	case pageSearch:
		m.writeSearch(w)
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

// bodyHeight is what the head and the help line leave.
func (m *app) bodyHeight() int { return max(m.height-1-m.headHeight(), 1) }

// roomy is the height from which a line parts the head from the rest.
const roomy = 20

// headHeight is the header and, where there is room, the line below it: a rule, or what
// has to be done about a danger.
func (m *app) headHeight() int {
	if m.height >= roomy || m.height >= roomy-6 && m.banner() != "" {
		return 2
	}
	return 1
}

// head is the header with the line below it, ready for what follows.
func (m *app) head(header string) []string {
	lines := append(make([]string, 0, m.height), header)
	if m.headHeight() < 2 {
		return lines
	}
	if b := m.banner(); b != "" {
		ink := m.look.soon
		if m.toldLevel() > rules.Soon {
			ink = m.look.urgent
		}
		return append(lines, ink.of(clip(b, m.width)))
	}
	rule := ""
	if m.screen != atHome { // see plainKeys
		rule = m.look.rest.of(strings.Repeat(m.look.g.Horizontal, m.width))
	}
	return append(lines, rule)
}

// banner tells, on the screens of the interview, the danger that is to be seen today and
// how to read what to do; or that the person is out of scope.
func (m *app) banner() string {
	if m.now == nil || m.screen != atStep && m.screen != atReview && m.screen != atSections && m.screen != atPause {
		return ""
	}
	told := m.toldLevel()
	names := m.dangerNames(told)
	level := told.String()
	switch {
	case len(names) == 0 && told >= rules.Urgent:
		return mark(level) + " " + m.pick("Help is there today. Press ! to read.", "A private answer. Press !")
	case told < rules.Urgent && m.toldScope():
		return m.pick(m.firstFit("This guide was not made for you: press ! to read why.", "Not made for you: press ! to read why."), m.text(m.know.Policy.Scope[m.now.Scope.Reason].Says))
	case len(names) == 0:
		return ""
	case m.patient():
		says := mark(level) + " " + capital(m.word("level", level))
		return m.firstFit(says+". Press ! to read why.", says+": press !", mark(level)+" See a doctor: press ! to read why.")
	}
	return m.namedBanner(mark(level)+" "+capital(level)+": ", names)
}

// dangerNames are the dangers that were told, but private ones, as a clinician reads them:
// one that a "not sure" raised is no finding.
func (m *app) dangerNames(told rules.Level) []string {
	var names []string
	for _, f := range m.now.Triage.Flags {
		if in := &m.know.Flags[f.Flag]; told > rules.Routine && f.Level == told && !in.BecausePrivate {
			names = append(names, map[bool]string{true: "not sure: ", false: ""}[f.Unsure]+m.text(in.Name))
		}
	}
	return names
}

// namedBanner names as many dangers as fit before what must stay in sight: how to read more.
func (m *app) namedBanner(lead string, names []string) string {
	const long, short = ". Press ! for what to do.", ". Press !"
	all := lead + strings.Join(names, "; ")
	if wide(all+long) <= m.width {
		return all + long
	}
	for n := len(names); n > 0; n-- {
		all = lead + strings.Join(names[:n], "; ")
		if n < len(names) {
			all += fmt.Sprintf("; %d more", len(names)-n)
		}
		if wide(all+short) <= m.width {
			return all + short
		}
	}
	return clip(lead+names[0], m.width-wide(" Press !")) + " Press !"
}

// firstFit is the first of some wordings that fits the width, or the last.
func (m *app) firstFit(words ...string) string {
	for _, s := range words {
		if wide(s) <= m.width {
			return s
		}
	}
	return words[len(words)-1]
}

// drawLeaf draws a page under a header and over the help line.
func (m *app) drawLeaf(l *leaf, header string, keys []binding) tea.View {
	height := m.bodyHeight()
	p := m.laid(l, m.width)
	lines := m.head(header)
	top := len(lines)
	lines = append(lines, frame(l.view(p, &m.look, height), m.width, height)...)
	foot, end := m.footer(keys, l.place(p, height)), 0
	if m.result.typing.what != nothing {
		foot, end = m.typingLine()
	}
	v := m.view(append(lines, foot))
	if y, ok := l.cursor(p, height); ok {
		v.Cursor = tea.NewCursor(0, y+top)
	}
	if end > 0 {
		v.Cursor = tea.NewCursor(end, m.height-1)
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
