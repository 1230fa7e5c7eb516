package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/question"
)

// interview is where a person is in the questions. The rules say which steps there
// are; this only remembers which were seen.
type interview struct {
	steps    []rules.StepState
	now      map[int]bool // the questions in them
	at       int          // in steps
	part     question.Part
	asked    []int        // the questions that the part was made for
	visited  map[int]bool // steps that were seen, by their number in the rules
	trail    []int        // steps that were left forwards, for going back
	returned bool         // came back to what was skipped before
	mending  bool         // opened to mend one answer, after which it returns
	origin   screen       // to where it returns
	drawing  bool         // the part is a drawing: clicks are worth having
	problem  string
	warned   bool // a half-typed value was pointed out once
	stood    int  // what rose above the part, for clicks
	left     int
}

// begin opens the questions where they were left, or at the first.
func (m *app) begin() tea.Cmd {
	m.begun = true
	m.refreshSteps()
	if m.reader == rules.Clinician && m.suspicion == "" && !m.cfg.Quick {
		m.screen = atSuspicion
		return tea.Batch(m.changed(), m.raise())
	}
	m.enterSteps()
	return tea.Batch(m.changed(), m.raise())
}

// enterSteps opens the first step that has no answer yet; those before it count as seen.
func (m *app) enterSteps() {
	first := -1
	for i := range m.ask.steps {
		if m.needless(i) {
			continue
		}
		s := &m.ask.steps[i]
		if s.Answered < len(s.Questions) && !m.ask.visited[s.Step] {
			first = i
			break
		}
		m.ask.visited[s.Step] = true
		m.ask.trail = append(m.ask.trail, s.Step)
	}
	if first < 0 {
		m.openReview()
		return
	}
	m.openStep(first)
}

// refreshSteps asks the rules which steps there are now.
func (m *app) refreshSteps() {
	current := -1
	if m.ask.at < len(m.ask.steps) {
		current = m.ask.steps[m.ask.at].Step
	}
	steps := m.rec.steps
	if m.cfg.Quick || m.rec.reader != m.as() {
		var err error
		steps, err = m.base.Interview(m.rec.answers, rules.Asking{Reader: m.as(), Quick: m.cfg.Quick})
		if err != nil {
			m.notice = err.Error()
			return
		}
	}
	if m.cfg.Quick {
		slices.SortStableFunc(steps, func(a, b rules.StepState) int { return m.quickOf(a) - m.quickOf(b) })
	}
	m.ask.steps = steps
	m.ask.now = make(map[int]bool, len(m.know.Questions))
	for i := range steps {
		for _, q := range steps[i].Questions {
			m.ask.now[q] = true
		}
	}
	m.ask.at = 0
	for i := range steps {
		if steps[i].Step == current || steps[i].Step < current && !m.cfg.Quick {
			m.ask.at = i
		}
	}
}

// quickOf is the number of the quick screen that a step belongs to.
func (m *app) quickOf(s rules.StepState) int { return m.know.Questions[s.Questions[0]].Quick }

// derivedWhole says of each derived question whether other answers give it whole;
// the others give only a bound and are asked all the same.
func derivedWhole(q *rules.Question) bool {
	return q.Derive != "" && q.Derive != "regions-from-zones" && q.Derive != "last-operation-from-months"
}

// needless says whether a step need not be shown: nothing hangs on it, or all of
// it follows from other answers.
func (m *app) needless(i int) bool {
	s := &m.ask.steps[i]
	if s.Skipped {
		return true
	}
	for _, q := range s.Questions {
		in := &m.know.Questions[q]
		if _, said := m.rec.answers[in.ID]; said || !derivedWhole(in) || !slices.Contains(m.now.Derived, q) {
			return false
		}
	}
	return true
}

// openStep shows a step.
func (m *app) openStep(i int) {
	m.screen = atStep
	a := &m.ask
	a.at, a.problem, a.warned = i, "", false
	a.visited[a.steps[i].Step] = true
	a.rebuild(m)
}

// rebuild makes the part of the step on show.
func (a *interview) rebuild(m *app) {
	if a.at >= len(a.steps) {
		return
	}
	a.asked = slices.Clone(a.steps[a.at].Questions)
	a.part = question.New(question.Setting{Base: m.base, Questions: a.asked, Answers: m.rec.answers, Reader: m.as(), Theme: m.look.theme})
	a.drawing = slices.ContainsFunc(a.asked, func(q int) bool { return m.know.Questions[q].Kind == rules.KindZones })
}

// took records what the part was told, and says whether all is well.
func (m *app) took() (cmd tea.Cmd, ok bool) {
	cmd, ok = m.tookQuietly()
	if !ok {
		return cmd, false
	}
	return tea.Batch(cmd, m.raise()), m.screen == atStep
}

// typed takes an answer as it is being typed: a 7 may yet become 7-10, so that a
// warning waits until the number is left.
func (m *app) typed(key string) bool {
	if len(key) != 1 && key != "backspace" {
		return false
	}
	return slices.ContainsFunc(m.ask.asked, func(q int) bool {
		in := &m.know.Questions[q]
		old, now := m.rec.answers[in.ID], m.ask.part.Answers()[in.ID]
		return in.Kind == rules.KindNumber && (old.Numeric != now.Numeric || old.Lo != now.Lo || old.Hi != now.Hi)
	})
}

// tookQuietly is took without the warning that the answer may raise.
func (m *app) tookQuietly() (cmd tea.Cmd, ok bool) {
	a := &m.ask
	ids := make([]string, len(a.asked))
	for i, q := range a.asked {
		ids[i] = m.know.Questions[q].ID
	}
	dropped, err := m.rec.set(ids, a.part.Answers())
	if err != nil {
		a.problem = "This does not fit your other answers: " + err.Error()
		return nil, false
	}
	a.problem, a.warned = "", false
	m.assess()
	m.refreshSteps()
	if a.at < len(a.steps) && !slices.Equal(a.steps[a.at].Questions, a.asked) {
		a.rebuild(m)
	}
	cmd = m.changed()
	if len(dropped) > 0 {
		m.notice = m.droppedWords(dropped)
	}
	return cmd, true
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

// forward goes to the next step: the next in the section, then what the section
// skipped and now needs, then the next section, then the review.
func (m *app) forward() tea.Cmd {
	a := &m.ask
	if p := a.part.Problem(); p != "" && !a.warned {
		a.warned = true
		a.problem = p
		return nil
	}
	if cmd := m.raise(); m.screen == atAlert {
		return cmd
	}
	if m.blocked() {
		return m.showAlert()
	}
	if a.mending {
		m.mended()
		return nil
	}
	a.trail = append(a.trail, a.steps[a.at].Step)
	if i := m.nextStep(); i >= 0 {
		m.openStep(i)
		return nil
	}
	a.returned = false
	m.openReview()
	return nil
}

// nextStep finds the step after the one on show, or -1.
func (m *app) nextStep() int {
	a := &m.ask
	section := m.sectionOf(a.at)
	for i := a.at + 1; i < len(a.steps) && (m.sectionOf(i) == section || m.cfg.Quick); i++ {
		if !m.needless(i) && !(a.returned && a.visited[a.steps[i].Step]) {
			return i
		}
	}
	for i := range a.steps {
		if (m.sectionOf(i) == section || m.cfg.Quick) && !m.needless(i) && !a.visited[a.steps[i].Step] {
			a.returned = true
			return i
		}
	}
	a.returned = false
	for i := range a.steps {
		if !m.cfg.Quick && m.sectionOf(i) > section && !m.needless(i) {
			return i
		}
	}
	return -1
}

func (m *app) sectionOf(i int) int { return m.base.Steps()[m.ask.steps[i].Step].Section }

// backward goes to the step before: the one that was left last, or else the one
// that stands before. It works over anything half-typed.
func (m *app) backward() tea.Cmd {
	a := &m.ask
	a.problem, a.returned = "", false
	if cmd := m.raise(); m.screen == atAlert {
		return cmd
	}
	if a.mending {
		m.mended()
		return nil
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
	return m.renew()
}

// stepIndex finds a step of the rules among those that are asked, or -1.
func (m *app) stepIndex(step int) int {
	return slices.IndexFunc(m.ask.steps, func(s rules.StepState) bool { return s.Step == step })
}

// mend opens the step of a question from the review.
func (m *app) mend(question int) {
	for i := range m.ask.steps {
		if slices.Contains(m.ask.steps[i].Questions, question) {
			m.ask.mending, m.ask.origin = true, m.screen
			m.openStep(i)
			return
		}
	}
	m.notice = "This question is not asked as things stand."
}

// mended returns to where the answer was mended from.
func (m *app) mended() {
	m.ask.mending = false
	if m.ask.origin == atResult && !m.blocked() {
		m.screen = atResult
		m.era++
		return
	}
	m.openReview()
}

// stepKey gives a key to the part first, but for those that must always work.
func (m *app) stepKey(k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "shift+tab":
		return m.backward()
	case "tab":
		return m.forward()
	case "?":
		m.openHelp()
		return nil
	}
	switch m.ask.part.Key(k) {
	case question.Handled:
		m.ask.problem = m.ask.part.Problem()
		if len(k.String()) > 1 { // a key that moves, not one that types
			return m.raise()
		}
		return nil
	case question.Changed:
		if m.typed(k.String()) {
			cmd, _ := m.tookQuietly()
			return cmd
		}
		cmd, _ := m.took()
		return cmd
	case question.Finished:
		cmd, ok := m.took()
		if !ok {
			return cmd
		}
		return tea.Batch(cmd, m.forward())
	}
	return m.ownKey(k)
}

// ownKey does what the part had no use for.
func (m *app) ownKey(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.keys.back.is(k):
		return m.backward()
	case m.keys.on.is(k):
		return m.forward()
	case m.keys.review.is(k):
		m.openReview()
		return nil
	case m.keys.safety.is(k) && m.now.Triage.Level > rules.Routine:
		return m.showAlert()
	}
	cmd, _ := m.common(k)
	return cmd
}

// stepClick passes a click on in the part's own cells.
func (m *app) stepClick(x, y int) tea.Cmd {
	switch m.ask.part.Click(x-m.ask.left, y-m.ask.stood) {
	case question.Changed:
		cmd, _ := m.took()
		return cmd
	case question.Finished:
		cmd, ok := m.took()
		if ok {
			return tea.Batch(cmd, m.forward())
		}
		return cmd
	}
	return nil
}
