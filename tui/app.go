package tui

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/asking"
	"afterfusion/tui/theme"
)

// screen is what fills the window.
type screen uint8

const (
	atHome screen = iota
	atHow
	atSuspicion
	atStep
	atPause
	atSections
	atAlert
	atReview
	atResult
)

// app is the one model. The screens are plain structs that it owns; nothing else is
// a model, and nothing reads or writes outside of commands.
type app struct {
	cfg   Config
	base  *rules.Base
	know  *rules.Knowledge
	asker *asking.Asker
	keys  keyMap
	look  look
	keep  *keeper

	width, height int
	screen        screen
	reader        rules.Reader
	rec           record
	suspicion     string
	decisions     []Decision
	sequence      uint64
	begun         bool // an interview was begun or gone on with
	complete      bool

	now    *rules.Assessment
	before map[int]float64 // probabilities before the last answer, by source
	doc    *report.Document
	era    int // rises with everything that a page is drawn from

	home   home
	how    leaf
	guess  leaf
	pause  pause
	parts  leaf // the sections, to go to one
	ask    interview
	alert  alert
	review leaf
	result result
	help   *leaf // over everything else while it is open
	saving *saving

	notice   string
	mouse    bool
	leaving  bool // a first q was pressed where leaving loses answers
	quitting bool
	saveBusy bool
	early    []tea.KeyPressMsg // pressed before the knowledge was ready
	failed   error
}

func newApp(cfg Config) *app {
	m := &app{cfg: cfg, know: cfg.Know, keys: newKeys(), keep: newKeeper(&cfg), look: lookOf(theme.Plain(cfg.ASCII)),
		reader: cfg.Reader, suspicion: cfg.Suspicion, decisions: cfg.Decisions}
	m.how.kind, m.guess.kind, m.review.kind, m.parts.kind, m.pause.kind = pageHow, pageSuspicion, pageReview, pageSections, pagePause
	m.ask.visited = map[int]bool{}
	if cfg.Base != nil {
		m.ready(cfg.Base)
	}
	m.home = newHome(m)
	return m
}

// ready takes the knowledge once it is made ready.
func (m *app) ready(base *rules.Base) {
	m.base, m.know = base, base.Knowledge()
	m.asker = asking.New(base)
	m.rec = newRecord(m.asker, m.as(), m.cfg.Answers)
	m.assess()
}

// Init implements tea.Model. The terminal is asked for its background and nobody
// waits for the answer.
func (m *app) Init() tea.Cmd {
	cmds := []tea.Cmd{m.home.form.init(), tea.RequestBackgroundColor}
	if load := m.cfg.Load; m.base == nil && load != nil {
		cmds = append(cmds, func() tea.Msg {
			base, err := load()
			return loadedMsg{base, err}
		})
	}
	return tea.Batch(cmds...)
}

// loadedMsg brings the knowledge.
type loadedMsg struct {
	base *rules.Base
	err  error
}

// loaded takes the knowledge, and then the keys that were pressed before it came.
func (m *app) loaded(msg loadedMsg) tea.Cmd {
	if msg.err != nil {
		m.failed, m.quitting = msg.err, true
		return tea.Quit
	}
	m.ready(msg.base)
	early := m.early
	m.early = nil
	cmds := make([]tea.Cmd, 0, len(early))
	for _, k := range early {
		k := k
		cmds = append(cmds, func() tea.Msg { return k })
	}
	return tea.Sequence(cmds...)
}

// state is the interview as it stands, for keeping.
func (m *app) state() State {
	return State{Sequence: m.sequence, Reader: m.reader, Answers: maps.Clone(m.rec.answers), Suspicion: m.suspicion,
		Decisions: slices.Clone(m.decisions), Quick: m.cfg.Quick, Complete: m.complete}
}

// savedMsg says what came of keeping; exportedMsg of an export.
type savedMsg struct {
	sequence uint64
	err      error
}

type exportedMsg struct {
	path string
	err  error
}

// Update implements tea.Model.
func (m *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		m.era++
		return m, m.resizeForms()
	case tea.BackgroundColorMsg:
		m.look = lookOf(theme.For(msg.IsDark(), m.cfg.ASCII))
		m.home.form.paint(m)
		m.era++
		if m.ask.part != nil {
			m.ask.rebuild(m, m.ask.part.Hand())
		}
		return m, nil
	case tea.KeyPressMsg:
		if m.quitting {
			return m, nil // what was typed behind the last key must change nothing
		}
		return m, m.key(msg)
	case tea.MouseClickMsg:
		if m.quitting || msg.Button != tea.MouseLeft {
			return m, nil
		}
		return m, m.click(msg.X, msg.Y)
	case tea.MouseWheelMsg:
		m.wheel(msg)
		return m, nil
	case loadedMsg:
		return m, m.loaded(msg)
	case savedMsg:
		return m, m.saved(msg)
	case exportedMsg:
		m.exported(msg)
		return m, nil
	case readMsg:
		m.ask.unread = m.ask.unread && msg.serial != m.ask.serial
		return m, nil
	case armedMsg:
		m.alert.armed = m.alert.armed || msg.serial == m.alert.serial
		return m, nil
	}
	return m, m.passToForm(msg)
}

// key goes from what lies on top to what lies below.
func (m *app) key(k tea.KeyPressMsg) tea.Cmd {
	if m.keys.leave.is(k) {
		m.quitting = true
		return tea.Interrupt
	}
	if k.String() == "ctrl+z" {
		return tea.Suspend
	}
	if m.base == nil {
		m.early = append(m.early, k)
		return nil
	}
	if !m.keys.quit.is(k) {
		m.leaving = false
	}
	m.notice = ""
	switch {
	case m.help != nil:
		return m.helpKey(k)
	case m.saving != nil:
		return m.savingKey(k)
	}
	switch m.screen {
	case atHome:
		return m.homeKey(k)
	case atHow:
		return m.howKey(k)
	case atSuspicion:
		return m.suspicionKey(k)
	case atStep:
		return m.stepKey(k)
	case atPause:
		return m.pauseKey(k)
	case atSections:
		return m.sectionsKey(k)
	case atAlert:
		return m.alertKey(k)
	case atReview:
		return m.reviewKey(k)
	}
	return m.resultKey(k)
}

// common does what keys do on every screen but the first; ok says whether it was one.
func (m *app) common(k tea.KeyPressMsg) (cmd tea.Cmd, ok bool) {
	switch {
	case m.keys.quit.is(k):
		return m.quit(), true
	case m.keys.why.is(k):
		m.openHelp()
		return nil, true
	case m.keys.mouse.is(k):
		m.mouse = !m.mouse
		m.notice = "Mouse off: the terminal selects text."
		if m.mouse {
			m.notice = "Mouse on: hold Shift to select text."
		}
		return nil, true
	case m.keys.save.is(k):
		return m.openSaving(), true
	case m.keys.copy.is(k):
		return m.copyReport(), true
	}
	return nil, false
}

// quit leaves at once where the answers are kept, and at the second press where not.
func (m *app) quit() tea.Cmd {
	if len(m.rec.answers) > 0 && !m.keep.keeps() && !m.leaving && m.begun {
		m.leaving = true
		m.notice = "Your answers are not kept. Press q again to leave, s to save."
		return nil
	}
	m.quitting = true
	return tea.Quit
}

// changed is called after everything that alters what is kept or shown.
func (m *app) changed() tea.Cmd {
	m.sequence++
	m.era++
	m.doc = nil
	return m.store()
}

// store keeps the interview beside the drawing, one at a time: what changes
// meanwhile is kept when the first is done.
func (m *app) store() tea.Cmd {
	if !m.keep.keeps() || m.saveBusy {
		return nil
	}
	m.saveBusy = true
	s, keep := m.state(), m.keep
	return func() tea.Msg { return savedMsg{s.Sequence, keep.save(s)} }
}

func (m *app) saved(msg savedMsg) tea.Cmd {
	m.saveBusy = false
	switch {
	case msg.err != nil:
		m.notice = "The answers could not be kept: " + msg.err.Error()
	case msg.sequence < m.sequence:
		return m.store()
	}
	return nil
}

// assess weighs the answers anew and remembers what stood before.
func (m *app) assess() {
	a, err := m.base.Assess(m.rec.answers)
	if err != nil {
		// The record holds only answers that fit each other, so this is a fault of ours.
		m.notice = "These answers do not fit together: " + err.Error()
		return
	}
	if m.now != nil {
		m.before = make(map[int]float64, len(m.now.Sources))
		for _, s := range m.now.Sources {
			m.before[s.Source] = s.Probability
		}
	}
	m.now, m.doc = a, nil
	m.weighPaused()
}

// assessAfter weighs the answers anew after some questions changed. What stood before is
// that of before the question was come to, however many keys its answer took.
func (m *app) assessAfter(changed string) {
	before := m.before
	m.assess()
	if changed == "" || changed == m.ask.changed {
		m.before = before
	}
	if changed != "" {
		m.ask.changed = changed
	}
}

// document is the assessment in the reader's words, drawn up once after a change.
// The screen is the person's own, so private answers are not hidden on it.
func (m *app) document() *report.Document {
	if m.doc != nil {
		return m.doc
	}
	d, err := report.Build(m.base, m.rec.answers, m.now, report.Settings{Reader: m.as(), SelfHarm: true,
		SHA256: m.cfg.SHA256, Replaced: m.cfg.Replaced})
	if err != nil {
		m.notice = err.Error()
		d = &report.Document{}
	}
	d.Suspicion = m.suspicion
	for _, x := range m.decisions {
		d.Decisions = append(d.Decisions, report.Decision{Option: x.Option, Accepted: x.Accepted, Reason: x.Reason})
	}
	m.doc = d
	return d
}

// as is the reader whose words are used; before one was chosen, plain ones.
func (m *app) as() rules.Reader { return reader(m.reader) }

func reader(r rules.Reader) rules.Reader {
	if r == "" {
		return rules.Patient
	}
	return r
}

func (m *app) patient() bool { return m.as() == rules.Patient }

// pick returns one of two interface wordings for the reader.
func (m *app) pick(patient, clinician string) string {
	if m.patient() {
		return patient
	}
	return clinician
}

// blocked says that there is one thing to do, and nothing beside it: a patient in
// an emergency sees no ranking and is not led on.
func (m *app) blocked() bool { return m.patient() && m.level() == rules.Emergency }

// level is the danger found; none before anything is known.
func (m *app) level() rules.Level {
	if m.now == nil {
		return rules.Routine
	}
	return m.now.Triage.Level
}
