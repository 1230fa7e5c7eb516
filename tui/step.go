package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// How wide the columns of the interview are, and from which window they are shown.
const (
	sectionsWidth = 27
	sectionsFrom  = 76
	liveLeast     = 40
	liveMost      = 60
	liveFrom      = 110
	drawingFrom   = 60 // how wide the pain drawing wants to be
	gapWidth      = 2
)

// drawStep shows one step: sections, the question, and for clinicians what the
// answers amount to so far.
func (m *app) drawStep() tea.View {
	height := m.bodyHeight()
	var columns []column
	left, middle := 0, m.width
	if m.width >= sectionsFrom {
		columns = append(columns, column{m.drawSections(height), sectionsWidth})
		left, middle = sectionsWidth+gapWidth, middle-sectionsWidth-gapWidth
	}
	live := min(max(m.width*2/5-8, liveLeast), liveMost)
	if m.width < liveFrom || m.reader != rules.Clinician || m.ask.drawing && middle-live < drawingFrom {
		live = 0
	}
	if live > 0 {
		middle -= live + gapWidth
	}
	lines, at := m.drawQuestion(middle, height)
	columns = append(columns, column{lines, middle})
	if live > 0 {
		columns = append(columns, column{m.drawLive(live, height), live})
	}
	m.ask.left, m.ask.stood = left, at+1
	out := append(make([]string, 0, m.height), m.header(m.stepTitle()))
	out = append(out, beside(height, "  ", columns...)...)
	out = append(out, m.footer(m.stepKeys(), ""))
	v := m.view(out)
	if x, y, ok := m.ask.part.Cursor(); ok && y+at < height {
		v.Cursor = tea.NewCursor(min(x+left, m.width-1), y+at+1)
	}
	return v
}

// stepTitle says where in the questions this is.
func (m *app) stepTitle() string {
	section := m.sectionOf(m.ask.at)
	if m.cfg.Quick {
		last := m.quickOf(m.ask.steps[len(m.ask.steps)-1])
		return fmt.Sprintf("%d of %d  %s", m.quickOf(m.ask.steps[m.ask.at]), last, m.text(m.know.Sections[section].Name))
	}
	at, of := 0, 0
	for i := range m.ask.steps {
		if m.sectionOf(i) != section || m.needless(i) && i != m.ask.at {
			continue
		}
		of++
		if i <= m.ask.at {
			at++
		}
	}
	return fmt.Sprintf("%s  %d of %d", m.text(m.know.Sections[section].Name), at, of)
}

// stepKeys are the part's most used keys, those that always work, and the rest. The
// last one stays in the narrowest window, for it shows all others.
func (m *app) stepKeys() []binding {
	on, back := binding{show: "Tab", does: "on"}, binding{show: "Shift+Tab", does: "back"}
	var out []binding
	for i, k := range m.ask.part.Keys() {
		out = append(out, binding{show: k.Press, does: k.Does})
		switch i {
		case 0:
			out = append(out, on)
		case 1:
			out = append(out, back)
		}
	}
	// A long list of choices may use r and s itself.
	return append(out, binding{show: "Ctrl+R", does: m.keys.review.does}, binding{show: "Ctrl+S", does: m.keys.save.does},
		m.keys.quit, m.keys.leave, m.keys.why)
}

// heading is the title, help and reason of a step.
func (m *app) heading(i int) (title, help string, whys []string) {
	s := m.base.Steps()[m.ask.steps[i].Step]
	seen := map[string]bool{}
	add := func(t rules.Text) {
		if s := m.text(t); s != "" && !seen[s] {
			seen[s] = true
			whys = append(whys, s)
		}
	}
	if s.Grid >= 0 {
		g := &m.know.Grids[s.Grid]
		title, help = m.text(g.Text), m.text(g.Help)
		add(g.Why)
	}
	for _, q := range m.ask.steps[i].Questions {
		in := &m.know.Questions[q]
		if title == "" {
			title = m.text(in.Text)
		}
		if help == "" {
			help = m.text(in.Help)
		}
		add(in.Why)
	}
	return title, help, whys
}

// leastPart is how many lines the part keeps where the help is long.
const leastPart = 7

// drawQuestion draws title, help and part; at is the line on which the part begins.
func (m *app) drawQuestion(width, height int) (lines []string, at int) {
	l := &m.look
	title, help, _ := m.heading(m.ask.at)
	problem := wrap(m.ask.problem, min(width, textWidth))
	room := max(height-leastPart-len(problem), 1)
	for _, s := range wrap(title, min(width, textWidth)) {
		if len(lines) < room {
			lines = append(lines, l.title.of(s))
		}
	}
	lines = m.addHelp(lines, help, min(width, textWidth), min(room, max(height/2, 3)))
	at = len(lines)
	lines = append(lines, splitLines(m.ask.part.View(width, max(height-at-len(problem), 1)))...)
	for _, s := range problem {
		lines = append(lines, l.soon.of(s))
	}
	return frame(lines, width, height), at
}

// addHelp adds as much of the help as there is room for, and a free line.
func (m *app) addHelp(lines []string, help string, width, height int) []string {
	words := wrap(help, width)
	room := height - len(lines)
	if len(words) > room {
		if room < 1 {
			return lines
		}
		words = words[:room]
		words[room-1] = clip(words[room-1]+" …", max(width-8, 4)) + " ? more"
	}
	for _, s := range words {
		lines = append(lines, m.look.muted.of(s))
	}
	if len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// drawSections draws the sections with what is done in each.
func (m *app) drawSections(height int) []string {
	type count struct{ asked, said, steps int }
	counts := make([]count, len(m.know.Sections))
	for i := range m.ask.steps {
		s := &m.ask.steps[i]
		c := &counts[m.sectionOf(i)]
		if m.needless(i) {
			continue
		}
		c.steps++
		c.asked += len(s.Questions)
		c.said += s.Answered
	}
	here := m.sectionOf(m.ask.at)
	var out []string
	for i := range m.know.Sections {
		c := counts[i]
		if c.asked == 0 && i != here {
			out = append(out, m.look.muted.of(clip(pad(m.look.g.Skip, 2)+m.text(m.know.Sections[i].Name), sectionsWidth)))
			continue
		}
		sign, style := " ", m.look.muted
		switch {
		case i == here:
			sign, style = m.look.g.Cursor, m.look.cursor
		case c.said == c.asked:
			sign, style = m.look.g.Done, m.look.good
		case c.said > 0:
			sign = m.look.g.Dot
		}
		name := pad(pad(sign, 2)+m.text(m.know.Sections[i].Name), sectionsWidth-6)
		out = append(out, style.of(name)+m.look.muted.of(fmt.Sprintf("%6s", fmt.Sprintf("%d/%d", c.said, c.asked))))
	}
	return frame(out, sectionsWidth, height)
}

func splitLines(s string) []string { return strings.Split(s, "\n") }
