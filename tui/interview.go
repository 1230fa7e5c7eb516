package tui

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/asking"
	"afterfusion/tui/question"
)

// interview is where a person is in the questions. The rules say which steps there
// are; this only remembers which were seen.
type interview struct {
	steps    []rules.StepState
	now      map[int]bool // the questions in them
	at       int          // in steps
	part     question.Part
	asked    []int                     // the questions that the part was made for
	drafts   map[string]question.Draft // what was left half typed
	visited  map[int]bool              // steps that were seen, by their number in the rules
	trail    []int                     // steps that were left forwards, for going back
	more     bool                      // a patient wished to say more
	returned bool                      // came back to what was skipped before
	mending  bool                      // opened to mend one answer, after which it returns
	origin   screen                    // to where it returns
	drawing  bool                      // the part is a drawing: clicks are worth having
	problem  string
	warned   bool // a half-typed value was pointed out once
	typing   bool // a number is being typed: what it raises is not told yet
	unread   bool // a warning sign came up by itself: nothing answers it for a moment
	serial   int  // of unread
	changed  string
	stood    int // what rose above the part, for clicks
	left     int
}

// readMsg ends the moment in which a question that came up by itself takes no answer.
type readMsg struct{ serial int }

// begin opens the questions where they were left, or at the first.
func (m *app) begin() tea.Cmd {
	if len(m.rec.answers) == 0 {
		m.ask = interview{visited: map[int]bool{}}
	}
	m.begun = true
	m.refreshSteps()
	if m.reader == rules.Clinician && m.suspicion == "" && !m.cfg.Quick {
		m.screen = atSuspicion
		return tea.Batch(m.changed(), m.raise(leaving))
	}
	m.enterSteps()
	return tea.Batch(m.changed(), m.raise(leaving))
}

// enterSteps opens the step that was on show, or the first that has an open question.
func (m *app) enterSteps() {
	a := &m.ask
	if a.part != nil && a.at < len(a.steps) {
		m.openStep(a.at)
		return
	}
	first := m.firstOpen()
	if first < 0 {
		m.openReview()
		return
	}
	for i := range first {
		if !m.needless(i) {
			a.visited[a.steps[i].Step] = true
			a.trail = append(a.trail, a.steps[i].Step)
		}
	}
	m.openStep(first)
}

// openStep shows a step.
func (m *app) openStep(i int) { m.openStepAt(i, "") }

// openStepAt shows a step with one of its questions at hand.
func (m *app) openStepAt(i int, question string) {
	a := &m.ask
	m.leaveStep()
	step := a.steps[i].Step
	a.part = nil
	m.refreshSteps()
	if at := m.stepIndex(step); at >= 0 {
		i = at
	}
	m.screen = atStep
	a.at, a.problem, a.warned, a.unread, a.typing, a.changed = i, "", false, false, false, ""
	a.visited[a.steps[i].Step] = true
	a.rebuild(m, question)
	m.findWaits()
}

// leaveStep keeps what is half typed, so that it is there again when one comes back.
func (m *app) leaveStep() {
	a := &m.ask
	if a.part == nil {
		return
	}
	if a.drafts == nil {
		a.drafts = map[string]question.Draft{}
	}
	for _, q := range a.asked {
		delete(a.drafts, m.know.Questions[q].ID)
	}
	for id, d := range a.part.Drafts() {
		if d.Half {
			a.drafts[id] = d
		}
	}
}

// rebuild makes the part of the step on show, with one question at hand.
func (a *interview) rebuild(m *app, hand string) {
	if a.at >= len(a.steps) {
		return
	}
	a.asked = slices.Clone(a.steps[a.at].Questions)
	a.part = question.New(question.Setting{Base: m.base, Questions: a.asked, Answers: m.rec.answers, Reader: m.as(), Theme: m.look.theme,
		At: hand, Drafts: a.drafts, Before: a.part})
	a.drawing = slices.ContainsFunc(a.asked, func(q int) bool { return m.know.Questions[q].Kind == rules.KindZones })
}

// took records what the part was told. It says whether the step is done, for an answer
// may bring a question of its own.
func (m *app) took(advanced bool) (cmd tea.Cmd, done bool) {
	a := &m.ask
	ids := make([]string, len(a.asked))
	for i, q := range a.asked {
		ids[i] = m.know.Questions[q].ID
	}
	given := a.part.Answers()
	now := m.changes(ids, given)
	dropped, err := m.rec.set(ids, given)
	if err != nil {
		a.problem = "This does not fit your other answers: " + err.Error()
		return nil, false
	}
	a.problem, a.warned = "", false
	m.assessAfter(now)
	m.refreshSteps()
	done = !m.reask(advanced)
	m.findWaits()
	cmd = m.changed()
	if len(dropped) > 0 {
		m.notice = m.droppedWords(dropped)
	}
	return cmd, done
}

// changes names the questions whose answers are about to change.
func (m *app) changes(ids []string, given rules.Answers) string {
	now := ""
	for _, id := range ids {
		was, had := m.rec.answers[id]
		if v, has := given[id]; has != had || !asking.Same(was, v) {
			now += id + " "
		}
	}
	return now
}

// reask makes the part anew where the step asks something else now. A question that an
// answer brought is at hand next, once the row that brought it is done; it says whether
// there is one.
func (m *app) reask(advanced bool) (brought bool) {
	a := &m.ask
	if a.at >= len(a.steps) || slices.Equal(a.steps[a.at].Questions, a.asked) {
		return false
	}
	next := a.part.Hand()
	at := slices.IndexFunc(a.steps[a.at].Questions, func(q int) bool {
		_, answered := m.rec.answers[m.know.Questions[q].ID]
		return !answered && !slices.Contains(a.asked, q)
	})
	if brought = at >= 0; brought && advanced {
		next = m.know.Questions[a.steps[a.at].Questions[at]].ID
	}
	a.rebuild(m, next)
	return brought
}

// droppedWords tells that older answers no longer fit and wait aside.
func (m *app) droppedWords(ids []string) string {
	q := m.question(ids[0])
	if q == nil {
		return ""
	}
	more := ""
	if len(ids) > 1 {
		more = " (and others)"
	}
	return "Set aside, as it no longer fits: " + m.text(q.Text) + more
}

// forward goes to the next step, or to the review. Answered says that the last answer of
// the step led on by itself.
func (m *app) forward(answered bool) tea.Cmd { return m.onward(answered, m.nextStep) }

// skipSection leaves out what is left of a section. The questions about danger are passed
// over one page at a time only.
func (m *app) skipSection() tea.Cmd {
	if m.asker.LeadsToSafety(m.sectionOf(m.ask.at)) {
		m.notice = "The questions about danger are left out page by page only: Tab."
		return nil
	}
	if m.cfg.Quick {
		return m.forward(false)
	}
	return m.onward(false, m.nextSection)
}

// onward leaves a step for the one that next finds.
func (m *app) onward(answered bool, next func() int) tea.Cmd {
	a := &m.ask
	if p := m.objection(); p != "" && !a.warned {
		a.warned, a.problem = true, p
		return nil
	}
	if cmd := m.raise(leaving); m.screen == atAlert {
		m.alert.onward = true
		return cmd
	}
	if m.blocked() {
		return m.showAlert()
	}
	if a.mending {
		m.mended()
		return nil
	}
	open := m.openWords()
	a.trail = append(a.trail, a.steps[a.at].Step)
	i := next()
	switch {
	case i < 0:
		a.returned = false
		m.openReview()
		return nil
	case m.pausesBefore(i):
		m.openPause(i)
		return nil
	}
	m.openStep(i)
	m.notice = open
	if answered {
		return m.unread()
	}
	return nil
}

// objection is what is to be looked at before a step is left: a half-typed value, or
// answers that can hardly both be.
func (m *app) objection() string {
	if p := m.ask.part.Problem(); p != "" {
		return p
	}
	return m.doubt()
}

// openWords tells how much of a step that was answered in part is left open: its questions,
// and the lines of a list of warning signs that was begun.
func (m *app) openWords() string {
	s := &m.ask.steps[m.ask.at]
	open, begun := 0, false
	for _, q := range s.Questions {
		in := &m.know.Questions[q]
		if _, said := m.rec.answers[in.ID]; said {
			begun = true
			open += m.asker.OpenLines(in, m.rec.answers)
		} else if !contains(m.now.Derived, q) { // what follows from others need not be told
			open++
		}
	}
	switch {
	case open == 0 || !begun:
		return ""
	case open == 1:
		return "1 line is left open. Shift+Tab goes back to it."
	}
	return fmt.Sprintf("%d lines are left open. Shift+Tab goes back to them.", open)
}

// unread keeps a step of warning signs that came up by itself from being answered by a
// key that was meant for the one before.
func (m *app) unread() tea.Cmd {
	a := &m.ask
	if a.at >= len(a.steps) || !slices.ContainsFunc(a.asked, func(q int) bool { return m.isSafety(q) }) {
		return nil
	}
	a.unread = true
	a.serial++
	serial := a.serial
	return tea.Tick(m.times.grace, func(time.Time) tea.Msg { return readMsg{serial} })
}

func (m *app) isSafety(q int) bool { return m.know.Questions[q].Section == m.asker.Safety() }

// backward goes to the step before: the one that was left last, or else the one
// that stands before. It works over anything half-typed, which is kept.
func (m *app) backward() tea.Cmd {
	a := &m.ask
	a.problem, a.returned = "", false
	half := a.part.Problem()
	if cmd := m.raise(leaving); m.screen == atAlert {
		return cmd
	}
	if a.mending {
		m.mended()
		return nil
	}
	if half != "" {
		m.notice = "Not taken yet: " + half
	}
	for len(a.trail) > 0 {
		step := a.trail[len(a.trail)-1]
		a.trail = a.trail[:len(a.trail)-1]
		if i := m.stepIndex(step); i >= 0 && i != a.at {
			m.openStep(i)
			return nil
		}
	}
	for i := a.at - 1; i >= 0; i-- {
		if !m.needless(i) {
			m.openStep(i)
			return nil
		}
	}
	m.leaveStep()
	return m.renew()
}

// mend opens the step of a question from the review, at that question.
func (m *app) mend(question int) {
	i := m.goWhole(question)
	if i < 0 {
		m.notice = "This question is not asked as things stand."
		return
	}
	m.ask.mending, m.ask.origin = true, m.screen
	m.openStepAt(i, m.know.Questions[question].ID)
}

// mended returns to where the answer was mended from.
func (m *app) mended() {
	m.ask.mending = false
	if m.ask.origin == atResult && !m.blocked() {
		m.leaveStep()
		m.screen = atResult // and still a visit, where it was one
		m.era++
		return
	}
	m.openReview()
}
