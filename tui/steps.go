package tui

import (
	"slices"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// refreshSteps asks which steps there are now. What is being asked stays asked until it
// is left, even where its own answer was what it hung on.
func (m *app) refreshSteps() {
	a := &m.ask
	current := -1
	if a.at < len(a.steps) {
		current = a.steps[a.at].Step
	}
	steps := m.rec.steps
	if who := m.who(); who != m.rec.who {
		var err error
		if steps, err = m.asker.Steps(m.rec.answers, who); err != nil {
			m.notice = err.Error()
			return
		}
	}
	if m.screen == atStep && a.part != nil {
		for _, q := range a.asked {
			if ownGate(&m.know.Questions[q]) {
				steps = m.asker.With(m.rec.answers, steps, q, m.cfg.Quick)
			}
		}
	}
	if m.cfg.Quick {
		steps = slices.Clone(steps)
		slices.SortStableFunc(steps, func(a, b rules.StepState) int { return m.quickOf(a) - m.quickOf(b) })
	}
	a.steps = steps
	a.now = make(map[int]bool, len(m.know.Questions))
	for i := range steps {
		for _, q := range steps[i].Questions {
			a.now[q] = true
		}
	}
	a.at = 0
	for i := range steps {
		if steps[i].Step == current || steps[i].Step < current && !m.cfg.Quick {
			a.at = i
		}
	}
}

// who is asked, and how much: a patient is asked for more only on wish.
func (m *app) who() asking.Asking {
	return asking.Asking{Reader: m.as(), Quick: m.cfg.Quick, More: m.ask.more || !m.patient()}
}

// askable says of each question whether it is asked of this reader, now or once quick's
// interview is gone on with as a whole: what could still show a danger is told in both.
func (m *app) askable() func(q int) bool {
	if !m.cfg.Quick {
		return m.isAsked
	}
	steps, err := m.asker.Steps(m.rec.answers, asking.Asking{Reader: m.as(), More: true})
	if err != nil {
		return m.isAsked
	}
	return func(q int) bool {
		return m.isAsked(q) || slices.ContainsFunc(steps, func(s rules.StepState) bool { return slices.Contains(s.Questions, q) })
	}
}

// goWhole goes on with the whole interview where quick's does not ask a question.
func (m *app) goWhole(question int) (step int) {
	if step = m.stepOf(question); step >= 0 || !m.cfg.Quick || !m.askable()(question) {
		return step
	}
	m.leaveQuick()
	m.notice = "This is asked in the whole interview, which goes on from here."
	return m.stepOf(question)
}

// leaveQuick makes the interview the whole one. Quick asks for no suspicion, so that none is
// waited for.
func (m *app) leaveQuick() {
	m.cfg.Quick = false
	if m.suspicion == "" {
		m.suspicion = waived
	}
	m.refreshSteps()
}

// ownGate says whether a question is asked because it has an answer.
func ownGate(q *rules.Question) bool {
	own := false
	q.When.Walk(func(c *rules.Condition) { own = own || c.Question == q.ID })
	return own
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

// nextStep finds the step after the one on show, or -1: the next in the section, then
// what the section skipped and now needs, then the next section.
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

// nextSection is the first step of a later section, or -1.
func (m *app) nextSection() int {
	section := m.sectionOf(m.ask.at)
	for i := range m.ask.steps {
		if m.sectionOf(i) > section && !m.needless(i) {
			return i
		}
	}
	return -1
}

// firstOpen is the first step that has a question without an answer, or -1.
func (m *app) firstOpen() int {
	for i := range m.ask.steps {
		if s := &m.ask.steps[i]; !m.needless(i) && s.Answered < len(s.Questions) {
			return i
		}
	}
	return -1
}

func (m *app) sectionOf(i int) int { return m.base.Steps()[m.ask.steps[i].Step].Section }

// stepIndex finds a step of the rules among those that are asked, or -1.
func (m *app) stepIndex(step int) int {
	return slices.IndexFunc(m.ask.steps, func(s rules.StepState) bool { return s.Step == step })
}

// stepOf finds the step that asks a question, or -1.
func (m *app) stepOf(question int) int {
	return slices.IndexFunc(m.ask.steps, func(s rules.StepState) bool { return slices.Contains(s.Questions, question) })
}

// progress is how much of a section is asked and said, in questions.
type progress struct{ asked, said int }

// sectionProgress counts what each section asks.
func (m *app) sectionProgress() []progress {
	out := make([]progress, len(m.know.Sections))
	for i := range m.ask.steps {
		if m.needless(i) {
			continue
		}
		c, s := &out[m.sectionOf(i)], &m.ask.steps[i]
		c.asked += len(s.Questions)
		c.said += s.Answered
	}
	return out
}
