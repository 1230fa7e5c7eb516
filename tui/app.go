package tui

import (
	"maps"
	"slices"
	"time"

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
	sizes         int // how many the window has had
	screen        screen
	reader        rules.Reader
	rec           record
	suspicion     string
	decisions     []Decision
	against       rules.Answers // of an earlier file that the result is compared with, or nil
	sequence      uint64
	begun         bool   // an interview was begun or gone on with
	done          bool   // the person left for good, or said forget: what was kept may go
	unkept        error  // why the last change could not be kept
	filed         uint64 // the sequence at which a report was last saved
	stops         *stops // Ctrl+Z

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
	times    waits
	early    []tea.KeyPressMsg // pressed before the knowledge was ready
	failed   error
}

func newApp(cfg Config) *app {
	m := &app{cfg: cfg, know: cfg.Know, keys: newKeys(), keep: newKeeper(&cfg), look: lookOf(theme.Plain(cfg.ASCII)),
		times: waits{grace, settledAfter, afterFirst}, reader: cfg.Reader, suspicion: cfg.Suspicion, decisions: cfg.Decisions}
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
	m.rec = newRecord(m.asker, m.as(), m.cfg.Answers, m.cfg.Aside)
	m.assess()
}

// waits are the times that are waited: see grace, settledAfter and afterFirst.
type waits struct{ grace, settled, first time.Duration }

// afterFirst is how long what no first frame needs is not made ready: two frames.
const afterFirst = 17 * time.Millisecond

// Init implements tea.Model. The terminal is asked for its background and nobody
// waits for the answer.
func (m *app) Init() tea.Cmd {
	first := m.times.first
	cmds := []tea.Cmd{m.home.form.init(), tea.RequestBackgroundColor, func() tea.Msg {
		time.Sleep(first)
		warm()
		return nil
	}}
	if load := m.cfg.Load; m.base == nil && load != nil {
		cmds = append(cmds, func() tea.Msg {
			time.Sleep(first) // the first frame is drawn by then, with the whole processor
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
	return State{Sequence: m.sequence, Reader: m.reader, Answers: maps.Clone(m.rec.answers), Aside: maps.Clone(m.rec.aside), Suspicion: m.suspicion,
		Decisions: slices.Clone(m.decisions), Quick: m.cfg.Quick, Earlier: m.earlier(), Forget: m.done}
}

// savedMsg says what came of keeping; exportedMsg of an export.
type savedMsg struct {
	sequence uint64
	err      error
}

type exportedMsg struct {
	sequence uint64
	path     string
	err      error
}

// Update implements tea.Model.
func (m *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		m.era++
		return m, tea.Batch(m.resizeForms(), m.settle())
	case settledMsg:
		return m, m.repaint(msg)
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
	case tea.PasteMsg:
		return m, m.paste(msg)
	case tea.MouseClickMsg:
		if m.quitting || msg.Button != tea.MouseLeft {
			return m, nil
		}
		m.notice = "" // as a key ends it
		return m, m.click(msg.X, msg.Y)
	case tea.MouseWheelMsg:
		m.wheel(msg)
		return m, nil
	case loadedMsg:
		return m, m.loaded(msg)
	case savedMsg:
		return m, m.saved(msg)
	case comparedMsg:
		m.compared(msg)
		return m, nil
	case exportedMsg:
		m.exported(msg)
		return m, nil
	case readMsg:
		m.ask.unread = m.ask.unread && msg.serial != m.ask.serial
		return m, nil
	case stopMsg:
		return m, m.stop()
	case tea.ResumeMsg:
		return m, m.stops.resumed
	case openedMsg:
		return m, m.fileOpened(msg)
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
	switch k.String() {
	case "ctrl+z":
		return m.stop()
	case "ctrl+j": // Enter that was typed before the terminal told its keys apart
		k = tea.KeyPressMsg{Code: tea.KeyEnter}
	}
	if m.base == nil {
		m.early = append(m.early, k)
		return nil
	}
	if m.small() && !m.keys.quit.is(k) {
		return nil // nobody sees what the key would answer
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

// quit leaves at once where the answers are kept and stay so, and else at the second
// press. Leaving the result for good, with a report of it saved, forgets the answers.
func (m *app) quit() tea.Cmd {
	if m.screen == atStep && m.saving == nil { // a danger that waited for an answer waits no longer
		if cmd := m.raise(leaving); m.screen == atAlert {
			return cmd
		}
	}
	if words := m.beforeLeaving(); words != "" && !m.leaving {
		m.leaving = true
		m.notice = words
		return nil
	}
	if m.leaving && m.finished() {
		m.done = true
		m.sequence++
	}
	m.quitting = true
	return tea.Quit
}

// beforeLeaving says what becomes of the answers where that must be known first.
func (m *app) beforeLeaving() string {
	switch {
	case len(m.rec.answers) == 0 || !m.begun:
		return ""
	case m.unkept != nil:
		return m.loses() + " " + capital(m.unkept.Error()) + "."
	case m.finished():
		return "Saved. q again leaves and forgets your answers, Ctrl+C leaves and keeps them."
	case m.keep.keeps() || m.reported():
		return ""
	case m.width < 76:
		return m.loses()
	case m.screen == atStep:
		return "Your answers are not kept. Press q again to leave, Ctrl+S to save."
	}
	return "Your answers are not kept. Press q again to leave, s to save."
}

// loses says in few words what can be done before answers are lost; it fits any window. On
// a question letters are answers.
func (m *app) loses() string {
	if m.screen == atStep {
		return "Not kept: q again leaves, Ctrl+S saves."
	}
	return "Not kept: q again leaves, s saves."
}

// reported says whether the report that was last saved is of these answers.
func (m *app) reported() bool { return m.filed > 0 && m.filed == m.sequence }

// finished says whether there is nothing left to keep answers for: the result is on
// show and a report of it is saved. Looking at the result alone finishes nothing.
func (m *app) finished() bool {
	return m.screen == atResult && !m.result.visit && m.keep.keeps() && m.unkept == nil && m.reported()
}

// stop hands the terminal back to the shell until the shell goes on with the program.
func (m *app) stop() tea.Cmd {
	if !m.stops.possible() {
		m.notice = "Ctrl+Z does nothing here: no shell waits behind this window."
		return nil
	}
	return m.stops.stop
}

// changed is called after everything that alters what is kept or shown.
func (m *app) changed() tea.Cmd {
	m.done = m.done && len(m.rec.answers) == 0
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
	m.unkept = msg.err
	switch {
	case msg.err != nil:
		m.notice = "Not kept: " + msg.err.Error()
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
	d, err := m.build(m.now)
	if err != nil {
		m.notice = err.Error()
		d = &report.Document{}
	}
	m.doc = d
	return d
}

// settings say how a document is drawn of this session.
func (m *app) settings() report.Settings {
	set := report.Settings{Reader: m.as(), SHA256: m.cfg.SHA256, Replaced: m.cfg.Replaced, Suspicion: m.suspicion}
	for _, x := range m.decisions {
		set.Decisions = append(set.Decisions, report.Decision{Option: x.Option, Accepted: x.Accepted, Reason: x.Reason})
	}
	if e := m.earlier(); e != nil {
		set.Earlier = &report.Earlier{Answers: e}
	}
	return set
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
