package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// tab is one page of the result.
type tab uint8

const (
	tabSummary tab = iota
	tabSources
	tabNext
	tabLadder
	tabSafety
	tabReferences
	tabs
)

// result is where a reader is in the result.
type result struct {
	tab     tab
	pages   [tabs]leaf
	opened  []leaf // pages opened from a tab, the last on show
	numbers bool   // shown to a patient who asked for them
	paused  []string
	whatIf  *report.Document // without what is paused, or nil

	unfolded map[string]bool // findings that are told in full

	visit bool  // only the page of danger, on a visit from the questions
	asked []int // the step to which that leads back, by its number in the rules

	typing typing
	sought string // what was looked for last
	found  found
}

var tabPages = [tabs]pageKind{pageSummary, pageSources, pageNext, pageLadder, pageSafety, pageReferences}

// build draws an assessment for the screen.
func (m *app) build(a *rules.Assessment) (*report.Document, error) {
	set := m.settings()
	set.SelfHarm = true
	return report.Build(m.base, m.rec.answers, a, set)
}

func (m *app) openResult() {
	m.screen = atResult
	m.result.visit = false
	if m.blocked() {
		m.result.tab = tabSafety
	}
	m.era++
}

// visitSafety shows all that is known of danger in the middle of the questions, and nothing
// beside it: what it may mean is told once they are through.
func (m *app) visitSafety() {
	m.openResult()
	m.result.turn(tabSafety)
	m.result.visit, m.result.asked = true, m.currentStep()
}

// endVisit goes back to the questions.
func (m *app) endVisit() {
	r := &m.result
	r.visit = false
	m.screen = m.alert.from
	if m.screen != atStep || len(r.asked) == 0 {
		return
	}
	if i := m.stepIndex(r.asked[0]); i >= 0 && i != m.ask.at {
		m.openStep(i)
	}
}

// onlySafety says whether there is no page of the result but that of danger.
func (m *app) onlySafety() bool { return m.blocked() || m.result.visit }

// leaf is the page on show.
func (r *result) leaf() *leaf {
	if n := len(r.opened); n > 0 {
		return &r.opened[n-1]
	}
	l := &r.pages[r.tab]
	l.kind = tabPages[r.tab]
	return l
}

func (r *result) open(l leaf) { r.opened = append(r.opened, l) }

func (r *result) turn(to tab) {
	r.tab, r.opened, r.typing = to, nil, typing{}
}

// openTarget opens what a line of the result tells of.
func (m *app) openTarget(t target) {
	switch t.do {
	case report.LinkQuestion:
		m.follow(target{"mend", t.id})
	case report.LinkFlag:
		m.turnTo(tabSafety)
	case doReference:
		m.result.open(leaf{kind: pageReference, id: t.id})
	case doFinding:
		m.unfold(t)
	}
}

// unfold shows why a finding counts as it does, with its publications, or hides it again.
func (m *app) unfold(t target) {
	r := &m.result
	if m.patient() && !r.numbers {
		m.notice = "Press space to see what hangs on this line."
		return
	}
	if r.unfolded == nil {
		r.unfolded = map[string]bool{}
	}
	r.unfolded[t.id] = !r.unfolded[t.id]
	m.era++
	m.keepChoice(r.leaf(), t)
}

func (m *app) tabNames() [tabs]string {
	if m.patient() {
		return [tabs]string{"Summary", "Causes", "Find out", "Steps", "Safety", "Sources used"}
	}
	return [tabs]string{"Summary", "Sources", "Next test", "Ladder", "Safety", "References"}
}

// resultHeight leaves room for the header, the tabs and the help line, and where there is
// room for a rule under the tabs.
func (m *app) resultHeight() int {
	if m.height >= roomy {
		return m.height - 4
	}
	return max(m.height-3, 1)
}

func (m *app) resultKeys() []binding {
	k := &m.keys
	if m.blocked() && len(m.result.opened) == 0 {
		return []binding{k.back, k.open, k.down, k.save, k.copy, k.quit, k.why}
	}
	if m.result.visit && len(m.result.opened) == 0 {
		back := binding{show: "←", does: "back to the questions"}
		if m.width < 60 {
			back.does = "questions"
		}
		return []binding{back, k.open, k.down, k.save, k.review, k.quit, k.why}
	}
	if len(m.result.opened) == 0 {
		out := []binding{{show: "←→", does: "tab"}, k.open, k.down, k.search}
		if m.patient() {
			out = append(out, k.numbers)
		}
		return append(out, k.save, k.copy, k.review, k.quit, k.compare, k.why)
	}
	out := []binding{k.back, k.down}
	switch m.result.leaf().kind {
	case pageSource:
		out = append(out, k.pause)
	case pageOption:
		if !m.patient() {
			out = append(out, k.accept, k.setAside)
		}
	}
	if len(m.result.paused) > 0 {
		out = append(out, k.resume)
	}
	return append(out, k.open, k.search, k.quit, k.why)
}

func (m *app) resultKey(k tea.KeyPressMsg) tea.Cmd {
	r := &m.result
	if r.typing.what != nothing {
		return m.typingKey(k)
	}
	l := r.leaf()
	height := m.resultHeight()
	p := m.laid(l, m.width)
	switch {
	case m.keys.open.is(k):
		if t, ok := l.open(p, height); ok {
			m.follow(t)
		}
	case m.keys.search.is(k) && !m.onlySafety():
		m.openSearch()
	case m.keys.numbers.is(k) && m.patient():
		r.numbers = !r.numbers
		m.era++
	case m.keys.tab.is(k):
		m.turnTo(tab(k.String()[0] - '1'))
	case l.kind == pageSource && m.keys.pause.is(k):
		m.pauseFinding(l, p)
	case m.keys.resume.is(k) && len(r.paused) > 0:
		m.resumeAll()
	case l.kind == pageOption && !m.patient() && m.keys.accept.is(k):
		return m.decide(l.id, true, "")
	case l.kind == pageOption && !m.patient() && m.keys.setAside.is(k):
		r.typing = typing{what: reasonWords, id: l.id}
	case m.keys.compare.is(k) && !m.onlySafety():
		m.openComparing()
	case m.keys.review.is(k):
		m.openReview()
	case m.scrolled(l, k, m.width, height):
	case m.keys.back.is(k):
		m.resultBack()
	case m.keys.on.is(k):
		m.turnTo(min(r.tab+1, tabs-1))
	default:
		cmd, _ := m.common(k)
		return cmd
	}
	return nil
}

// turnTo shows a tab; in a patient's emergency there is only what is about safety.
func (m *app) turnTo(to tab) {
	if m.blocked() && to != tabSafety {
		m.notice = "First get help. The rest can wait."
		return
	}
	if m.result.visit && to != tabSafety {
		m.notice = "First the questions. Press ← to go back to them."
		return
	}
	m.result.turn(to)
}

// resultBack closes what was opened, or goes to the tab before, or out.
func (m *app) resultBack() {
	r := &m.result
	switch {
	case len(r.opened) > 0:
		r.opened = r.opened[:len(r.opened)-1]
		if r.leaf().kind == pageSearch { // back among the hits
			m.openSearch()
		}
	case m.blocked():
		m.showAlert()
		m.alert.armed = true
	case r.visit:
		m.endVisit()
	case r.tab > 0:
		r.turn(r.tab - 1)
	default:
		m.openReview()
	}
}

// drawResult draws the tabs and the page on show.
func (m *app) drawResult() tea.View {
	l := m.result.leaf()
	height := m.resultHeight()
	p := m.laid(l, m.width)
	lines := append(make([]string, 0, m.height), m.header(m.resultTitle()), m.tabLine())
	if m.height >= roomy {
		lines = append(lines, m.look.rest.of(strings.Repeat(m.look.g.Horizontal, m.width)))
	}
	top := len(lines)
	lines = append(lines, frame(l.view(p, &m.look, height), m.width, height)...)
	foot, end := "", 0
	if m.result.typing.what != nothing {
		foot, end = m.typingLine()
	} else {
		foot = m.footer(m.resultKeys(), l.place(p, height))
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

func (m *app) resultTitle() string {
	if m.result.visit {
		return m.pick("What we found so far", "Safety so far")
	}
	return m.pick("What it may mean", "Result")
}

// tabLine names the tabs; where it is narrow, the one on show and how many there are.
func (m *app) tabLine() string {
	l := &m.look
	names := m.tabNames()
	var line strings.Builder
	for _, s := range m.tabLabels() {
		line.WriteString(s)
	}
	if wide(line.String()) > m.width && !m.onlySafety() {
		return l.cursor.of("["+names[m.result.tab]+"]") + l.muted.of(" "+string('1'+rune(m.result.tab))+" of 6")
	}
	return line.String()
}

func (m *app) tabLabels() []string {
	var out []string
	if m.blocked() {
		return []string{m.look.cursor.of("[What to do]")}
	}
	if m.result.visit {
		return []string{m.look.cursor.of("[" + m.tabNames()[tabSafety] + "]")}
	}
	for i, name := range m.tabNames() {
		label := string('1'+rune(i)) + " " + name
		if tab(i) == m.result.tab {
			out = append(out, m.look.cursor.of("["+label+"]"))
		} else {
			out = append(out, m.look.muted.of(" "+label+" "))
		}
	}
	return out
}

func (m *app) tabClick(x int) {
	at := 0
	labels := m.tabLabels()
	if wide(strings.Join(labels, "")) > m.width { // only the tab on show is named: left half back, right half on
		if x < m.width/2 {
			m.turnTo(max(m.result.tab, 1) - 1)
		} else {
			m.turnTo(min(m.result.tab+1, tabs-1))
		}
		return
	}
	for i, s := range labels {
		at += wide(s)
		if x < at {
			m.turnTo(tab(i))
			return
		}
	}
}

// tabHelp says what the page on show is for.
func (m *app) tabHelp() []string {
	switch m.result.leaf().kind {
	case pageSummary:
		return []string{m.pick("What matters most, on one page. Go on with the right arrow, or with 1 to 6. Pick a line with a mark before it to read more.",
			"One screen to read aloud, the same lines as in the report. Arrows or 1 to 6 go to the pages; Enter opens a line. o compares with an earlier answer file of the same person.")}
	case pageSafety:
		return []string{m.pick("What we found, when to get help, and which danger questions are still open.",
			"Flags raised with their grounds, asked and negative, not asked, and what to watch for. Enter on an open question asks it.")}
	case pageReferences, pageReference:
		return []string{m.pick("The studies behind what you read here.", "Publications with how far each was read: no remark means that its text was read. Enter tells what rests on one.")}
	case pageSearch:
		return []string{m.pick("All that holds the words you typed.", "All that holds every word typed, in answers, open questions, sources, findings, options, flags and references.")}
	case pageSource:
		return []string{"From the share before any answer to the result: each line is one finding, how it moved the source, and what that rests on. Enter tells more of it. Space leaves a finding out, to see what hangs on it; danger is never left out."}
	case pageOption:
		return []string{m.pick("All we know about this step: what it can do, its risks, and what speaks for and against it.",
			"One option: status and grounds, effect, harms, evidence on both sides, regulation, limits, recheck.")}
	case pageSources:
		return []string{m.pick("What may cause the pain. More than one can be true.", "Sources are separate yes/no questions and need not sum to one. Bars run from 0 to 100; the point is the estimate, the line its plausible range.")}
	case pageNext:
		return []string{m.pick("What would tell the most, from easy to harder.", "Expected drop in uncertainty, summed over sources whose ladder could change; cheap and safe kinds first.")}
	case pageLadder:
		return []string{m.pick("Steps from simple to bigger. The arrow shows where you are.", "Each source has its own ladder. Rungs open by their gate; the arrow marks the current rung.")}
	}
	return nil
}
