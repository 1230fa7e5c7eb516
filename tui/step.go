package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/asking"
	"afterfusion/tui/question"
)

// How wide the columns of the interview are, and from which window they are shown.
const (
	sectionsWidth = 27
	sectionsFrom  = 76
	liveLeast     = 40
	liveMost      = 84
	liveFrom      = 110
	middleMost    = 100 // wider lines are hard to read
	drawingFrom   = 92  // how wide the pain drawing wants to be
	gapWidth      = 2
)

// columnsOf says how wide the sections, the question and the live differential are; 0 for
// what is not shown.
func (m *app) columnsOf() (sections, middle, live int) {
	middle = m.width
	if m.width >= sectionsFrom {
		sections, middle = sectionsWidth, middle-sectionsWidth-gapWidth
	}
	if m.width < liveFrom || m.reader != rules.Clinician {
		return sections, middle, 0
	}
	want := middleMost
	if m.ask.drawing {
		want = middle
	}
	live = min(max(middle-want-gapWidth, m.width*2/5-8, liveLeast), liveMost)
	if m.ask.drawing && middle-live-gapWidth < drawingFrom {
		return sections, middle, 0
	}
	return sections, min(middle-live-gapWidth, want), live
}

// drawStep shows one step: sections, the question, and for clinicians what the
// answers amount to so far.
func (m *app) drawStep() tea.View {
	height := m.bodyHeight()
	sections, middle, live := m.columnsOf()
	var columns []column
	left := 0
	if sections > 0 {
		columns = append(columns, column{m.drawSections(height), sections})
		left = sections + gapWidth
	}
	lines, at := m.drawQuestion(middle, height)
	columns = append(columns, column{lines, middle})
	if live > 0 {
		columns = append(columns, column{m.drawLive(live, height), live})
	}
	out := m.head(m.header(m.stepTitle()))
	top := len(out)
	m.ask.left, m.ask.stood = left, at+top
	out = append(out, beside(height, "  ", columns...)...)
	out = append(out, m.footer(m.stepKeys(), ""))
	v := m.view(out)
	if x, y, ok := m.ask.part.Cursor(); ok && y+at < height {
		v.Cursor = tea.NewCursor(min(x+left, m.width-1), y+at+top)
	}
	return v
}

// stepTitle says where in the questions this is: the section and its pages.
func (m *app) stepTitle() string {
	section := m.sectionOf(m.ask.at)
	if m.cfg.Quick {
		last := m.quickOf(m.ask.steps[len(m.ask.steps)-1])
		return fmt.Sprintf("Screen %d of %d  %s", m.quickOf(m.ask.steps[m.ask.at]), last, m.text(m.know.Sections[section].Name))
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
	return fmt.Sprintf("%s  page %d of %d", m.text(m.know.Sections[section].Name), at, of)
}

// stepKeys are the part's most used keys, those that always work, and the rest. The
// last one stays in the narrowest window, for it shows all others.
func (m *app) stepKeys() []binding {
	var out []binding
	own := m.ask.part.Keys()
	for i, k := range own {
		if i == 2 {
			break
		}
		out = append(out, binding{show: k.Press, does: k.Does})
	}
	out = append(out, binding{show: "Tab", does: "on"}, binding{show: "Shift+Tab", does: "back"})
	if m.now.Triage.Level > rules.Routine {
		out = append(out, m.keys.safety)
	}
	out = append(out, binding{show: "Ctrl+R", does: m.keys.review.does}, m.keys.quit)
	for _, k := range own[min(2, len(own)):] {
		out = append(out, binding{show: k.Press, does: k.Does})
	}
	out = append(out, m.keys.sections, binding{show: "Ctrl+N", does: "next section"})
	if m.cfg.Export != nil {
		out = append(out, binding{show: "Ctrl+S", does: m.keys.save.does})
	}
	return append(out, m.keys.leave, m.keys.why)
}

// heading is the title and the help of a step: those of its grid, or of its one question.
func (m *app) heading(i int) (title, help string) {
	s := m.base.Steps()[m.ask.steps[i].Step]
	q := &m.know.Questions[m.ask.steps[i].Questions[0]]
	if s.Grid < 0 {
		return m.text(q.Text), m.text(q.Help)
	}
	g := &m.know.Grids[s.Grid]
	return m.text(g.Text), m.text(g.Help)
}

// listHelp is the help of a drawing that is written as a list: nothing is said of a picture.
func (m *app) listHelp() string {
	if !m.patient() {
		return "Last week, patient's own left and right. Space marks a site, w the worst. Leg pain, no closer site: the whole leg."
	}
	for _, q := range m.ask.asked {
		if in := &m.know.Questions[q]; in.Kind == rules.KindZones && len(m.ask.asked) > 1 {
			return m.text(in.Help) + " Space marks a place, w the worst one."
		} else if in.Kind == rules.KindZones {
			return m.text(in.Help) + " Space marks a place."
		}
	}
	return ""
}

// leastPart is how many lines the part keeps where the help is long.
const leastPart = 7

// drawQuestion draws title, help and part; at is the line on which the part begins.
func (m *app) drawQuestion(width, height int) (lines []string, at int) {
	l := &m.look
	title, help := m.heading(m.ask.at)
	if q := &m.know.Questions[m.ask.asked[0]]; m.patient() && len(m.ask.asked) == 1 && q.Grid != "" && m.isSafety(m.ask.asked[0]) {
		help = "" // the list under it has a help of its own, and needs the room
	}
	if m.ask.drawing && question.InList(m.ask.part, width, height-len(wrap(title, min(width, textWidth)))-len(wrap(help, min(width, textWidth)))-1) {
		help = m.listHelp()
	}
	problem := wrap(m.ask.problem, min(width, textWidth))
	lead := m.leadIn(min(width, textWidth))
	room := max(height-leastPart-len(problem), 1)
	for _, s := range wrap(title, min(width, textWidth)) {
		if len(lines) < room {
			lines = append(lines, l.title.of(s))
		}
	}
	if len(lead) > 0 && len(lines)+len(lead) < height-3 {
		lines, help = append(lines, lead...), ""
	}
	lines = m.addHelp(lines, help, min(width, textWidth), min(room, max(height/2, 3)))
	at = len(lines)
	lines = append(lines, splitLines(m.ask.part.View(width, max(height-at-len(problem), 1)))...)
	for _, s := range problem {
		lines = append(lines, l.soon.of(s))
	}
	return frame(lines, width, height), at
}

// leadIn stands over the questions while a danger waits for what they decide: words for a
// crisis where it is private, else that the answers tell how soon it must be seen.
func (m *app) leadIn(width int) []string {
	any, private := m.waiting()
	words, ink := "", m.look.urgent
	switch {
	case private:
		words = m.text(m.know.Policy.Crisis)
	case any:
		words, ink = m.pick("What you said can matter. Please answer the lines below: they tell how soon you must be seen.",
			"The rows below decide how soon this must be seen."), m.look.soon
	}
	var out []string
	for _, s := range wrap(words, width) {
		out = append(out, ink.of(s))
	}
	return out
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
		lines = append(lines, m.look.text.of(s))
	}
	if len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// drawSections draws the sections with how much of each is answered.
func (m *app) drawSections(height int) []string {
	here := m.sectionOf(m.ask.at)
	var out []string
	counts := m.sectionProgress()
	for _, i := range m.ownSections() {
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

// sectionAt is the section on which a click falls, or -1.
func (m *app) sectionAt(x, y int) int {
	own, row := m.ownSections(), y-m.headHeight()
	if m.width < sectionsFrom || x >= sectionsWidth || row < 0 || row >= len(own) {
		return -1
	}
	return own[row]
}

// doubt tells of two answers that can hardly both be right, one of them on this page.
func (m *app) doubt() string {
	ids := make([]string, len(m.ask.asked))
	for i, q := range m.ask.asked {
		ids[i] = m.know.Questions[q].ID
	}
	less, than := asking.Doubt(m.base, m.rec.answers, ids)
	if less == nil {
		return ""
	}
	say := func(q *rules.Question) string {
		return strings.TrimSuffix(m.text(q.Text), "?") + ": " + m.answer(q.ID)
	}
	return "Can both be right? " + say(less) + ". " + say(than) + ". Going on keeps them."
}

func splitLines(s string) []string { return strings.Split(s, "\n") }
