package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// alert is the screen that an answer raises: what to do now, first.
type alert struct {
	leaf
	known  map[int]rules.Level // what each flag stood at when it was last shown
	told   map[int]bool        // the notices that were shown
	from   screen
	armed  bool
	serial int
}

// armedMsg ends the time in which keys are not taken: a key that was meant for the
// question must not close a warning unread.
type armedMsg struct{ serial int }

// grace is how long a warning stays whatever is pressed.
const grace = 400 * time.Millisecond

// The actions of an alert.
const (
	actCorrect = "correct"
	actFollow  = "follow"
	actOn      = "on"
	actSafety  = "safety"
	actSave    = "save"
	actQuit    = "quit"
	actResult  = "result"
	actReview  = "review"
)

// raise shows the alert where an answer raised a new emergency, for a patient a new
// danger of today, or where a private answer has something to be told at once.
func (m *app) raise() tea.Cmd {
	known := make(map[int]rules.Level, len(m.now.Triage.Flags))
	fresh := false
	from := rules.Emergency
	if m.patient() {
		from = rules.Urgent
	}
	for _, f := range m.now.Triage.Flags {
		known[f.Flag] = f.Level
		fresh = fresh || f.Level >= from && f.Level > m.alert.known[f.Flag]
	}
	told := map[int]bool{}
	for _, i := range m.now.Triage.Notices {
		told[i] = true
		fresh = fresh || m.know.Flags[i].BecausePrivate && !m.alert.told[i]
	}
	m.alert.known, m.alert.told = known, told
	if !fresh {
		return nil
	}
	return m.showAlert()
}

// emergencyWords are what to do in an emergency. Where all of it is private, the
// words for a crisis stand instead of those for a hospital.
func (m *app) emergencyWords() string {
	private := true
	for _, f := range m.now.Triage.Flags {
		private = private && (f.Level < rules.Emergency || m.know.Flags[f.Flag].BecausePrivate)
	}
	if private && !m.know.Policy.Crisis.Empty() {
		return m.text(m.know.Policy.Crisis)
	}
	return m.text(m.know.Policy.Emergency)
}

// showAlert shows what was found, and takes no key for a moment.
func (m *app) showAlert() tea.Cmd {
	if m.screen != atAlert && m.screen != atResult {
		m.alert.from = m.screen
	}
	m.screen = atAlert
	m.alert.leaf = leaf{kind: pageAlert}
	m.alert.armed = false
	m.alert.serial++
	serial := m.alert.serial
	return tea.Tick(grace, func(time.Time) tea.Msg { return armedMsg{serial} })
}

func (m *app) alertHeader() string {
	level := m.now.Triage.Level.String()
	if m.now.Triage.Level < rules.Urgent {
		return m.header(m.pick("Please read this", "To be read now"))
	}
	words := " " + mark(level) + " " + capital(report.Words("level", level, string(m.as()))) + " "
	return m.look.level(level).of(pad(words, m.width))
}

func (m *app) alertKeys() []binding {
	return []binding{m.keys.down, {show: "Enter", does: "choose"}, m.keys.back, m.keys.save, m.keys.quit}
}

// alertFlags are the flags that the screen is about: those of the highest level,
// and for patients all that must be seen today.
func (m *app) alertFlags() []report.Flag {
	var out []report.Flag
	for _, f := range m.document().Triage.Flags {
		if f.Level == "emergency" || f.Level == "urgent" {
			out = append(out, f)
		}
	}
	return out
}

func (m *app) writeAlert(w *writer) {
	level := m.now.Triage.Level
	if level == rules.Emergency {
		w.para(w.look.urgent, 0, m.emergencyWords())
		w.blank()
	}
	for _, s := range m.document().Triage.Notices {
		w.para(w.key, 0, s)
		w.blank()
	}
	for _, f := range m.alertFlags() {
		w.point(w.level(f.Level), pad(mark(f.Level), 3), w.key, 0, f.Do)
		if f.Meanwhile != "" {
			w.para(w.text, 4, f.Meanwhile)
		}
		w.para(w.muted, 4, m.becauseWords(f))
		if f.Unsure {
			w.para(w.muted, 4, m.pick("You were not sure. So we treat it with care.", "Raised by \"not sure\"."))
		}
		w.blank()
	}
	w.head(m.pick("And now", "Then"))
	for _, a := range m.alertActions() {
		w.item(target{"act", a.id}, w.text, a.text)
	}
}

// becauseWords says which answers raised a flag; the private ones are not repeated.
func (m *app) becauseWords(f report.Flag) string {
	for i := range m.know.Flags {
		if fl := &m.know.Flags[i]; fl.ID == f.ID && fl.BecausePrivate {
			return ""
		}
	}
	if f.Why == "" {
		return ""
	}
	return m.pick("Why: ", "Because: ") + f.Why
}

// alertActions are what can be done next. A patient in an emergency is not led on:
// the answer can be corrected, or one more question tells how urgent it is.
func (m *app) alertActions() []option {
	var out []option
	if m.qualifier() >= 0 {
		out = append(out, option{actFollow, m.pick("One more question tells how urgent this is", "Answer what decides the level")})
	}
	switch {
	case m.now.Triage.Level < rules.Emergency, !m.patient():
		out = append(out, option{actOn, m.pick("Go on with the questions", "Go on")})
	}
	out = append(out, option{actCorrect, m.pick("Go back and change my answer", "Back to the answer")},
		option{actSafety, m.pick("See all safety points", "All safety findings")})
	if m.cfg.Export != nil {
		out = append(out, option{actSave, m.pick("Save this page to take along", "Save the report")})
	}
	return append(out, option{actQuit, "Quit"})
}

// qualifier is the step, among those asked, whose answer decides whether a raised
// emergency is one; -1 where all that decides is known. Questions that follow from
// the answer that raised it come first.
func (m *app) qualifier() int {
	explain, err := m.base.Explain(m.rec.answers)
	if err != nil {
		return -1
	}
	other := -1
	for _, f := range m.now.Triage.Flags {
		if f.Level < rules.Emergency {
			continue
		}
		for _, id := range explain.Unanswered(&m.know.Flags[f.Flag].Levels.Emergency.When) {
			i := m.unansweredStep(id)
			if i >= 0 && m.question(id).When.Given() {
				return i
			}
			if other < 0 {
				other = i
			}
		}
	}
	return other
}

// unansweredStep is the step that asks a question which has no answer at all, or -1.
func (m *app) unansweredStep(id string) int {
	if _, said := m.rec.answers[id]; said {
		return -1
	}
	for i := range m.ask.steps {
		for _, q := range m.ask.steps[i].Questions {
			if m.know.Questions[q].ID == id {
				return i
			}
		}
	}
	return -1
}

func (m *app) alertKey(k tea.KeyPressMsg) tea.Cmd {
	if !m.alert.armed {
		return nil
	}
	l := &m.alert.leaf
	p := m.laid(l, m.width)
	switch {
	case m.keys.open.is(k):
		if t, ok := l.open(p, m.bodyHeight()); ok {
			return m.act(t.id)
		}
		return nil
	case m.keys.back.is(k):
		return m.act(actCorrect)
	case m.scrolled(l, k, m.width, m.bodyHeight()):
		return nil
	}
	cmd, _ := m.common(k)
	return cmd
}

// act does what was chosen on the alert.
func (m *app) act(id string) tea.Cmd {
	switch id {
	case actFollow:
		if i := m.qualifier(); i >= 0 {
			m.ask.trail = append(m.ask.trail, m.currentStep()...)
			m.openStep(i)
		}
		return nil
	case actOn:
		m.screen = m.alert.from
		if m.screen == atStep && m.stepAnswered() {
			return m.forward()
		}
		return nil
	case actSafety:
		m.openResult()
		m.result.tab = tabSafety
		return nil
	case actSave:
		return m.openSaving()
	case actQuit:
		return m.quit()
	}
	m.screen = m.alert.from
	if m.screen != atStep || m.ask.part == nil {
		m.openReview() // where any answer can be changed
	}
	return nil
}

// currentStep is the step on show, as a list of none or one.
func (m *app) currentStep() []int {
	if m.ask.at < len(m.ask.steps) {
		return []int{m.ask.steps[m.ask.at].Step}
	}
	return nil
}

// stepAnswered says whether every row of the step on show has an answer: an alert
// that came in the middle of it must not cut the rest off.
func (m *app) stepAnswered() bool {
	return m.ask.part == nil || m.ask.at >= len(m.ask.steps) || m.ask.steps[m.ask.at].Answered >= len(m.ask.steps[m.ask.at].Questions)
}
