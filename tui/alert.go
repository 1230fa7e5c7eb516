package tui

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// alert is the screen that an answer raises: what to do now, first.
type alert struct {
	leaf
	known  map[int]rules.Level // what each flag stood at when it was last shown
	waits  map[int]bool        // the flags that wait for a question of the page on show
	told   map[int]bool        // the notices that were shown
	scope  bool                // that the person is out of scope was shown
	from   screen
	onward bool // it came as the step was left, which going on does then
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
	actStay    = "stay"
)

// raising says how a warning is come by: while the person is within a step, where it may
// wait for what is asked there and decides; or on leaving it, where it waits for nothing.
type raising uint8

const (
	moving raising = iota
	leaving
)

// raise shows the alert where an answer raised a new emergency, for a patient a new
// danger of today, where a private answer has something to be told at once, or where the
// person turned out to be out of scope.
func (m *app) raise(how raising) tea.Cmd {
	m.ask.typing = false
	m.findWaits()
	known := make(map[int]rules.Level, len(m.now.Triage.Flags))
	fresh := false
	from := rules.Emergency
	if m.patient() {
		from = rules.Urgent
	}
	for i := range m.now.Triage.Flags {
		f := &m.now.Triage.Flags[i]
		if new := f.Level >= from && f.Level > m.alert.known[f.Flag]; new && how == moving && m.waits(f) {
			known[f.Flag] = m.alert.known[f.Flag]
		} else {
			known[f.Flag] = f.Level
			fresh = fresh || new
		}
	}
	told := map[int]bool{}
	for _, n := range m.notices() {
		told[n.Flag] = true
		fresh = fresh || m.know.Flags[n.Flag].BecausePrivate && !m.alert.told[n.Flag]
	}
	out := !m.now.Scope.In
	fresh = fresh || out && !m.alert.scope
	m.alert.known, m.alert.told, m.alert.scope = known, told, out
	if !fresh {
		return nil
	}
	return m.showAlert()
}

// notices are what private answers have to be told though no danger is raised.
func (m *app) notices() []asking.Notice { return m.asker.Notices(m.now, m.rec.answers, m.as()) }

// findWaits finds the dangers that wait for a question of the step on show.
func (m *app) findWaits() {
	m.alert.waits = nil
	explain, err := m.base.Explain(m.rec.answers)
	if err != nil || m.ask.part == nil {
		return
	}
	for i := range m.now.Triage.Flags {
		if f := &m.now.Triage.Flags[i]; f.Level >= rules.Urgent && m.waitsFor(explain, f) {
			if m.alert.waits == nil {
				m.alert.waits = map[int]bool{}
			}
			m.alert.waits[f.Flag] = true
		}
	}
}

func (m *app) waits(f *rules.RaisedFlag) bool { return m.screen == atStep && m.alert.waits[f.Flag] }

// waitsFor says whether a danger waits for a question of the step on show: one that follows
// from what raised it, and decides how soon it must be seen.
func (m *app) waitsFor(explain *rules.Explanation, f *rules.RaisedFlag) bool {
	open := m.asker.Deciding(explain, m.rec.answers, f)
	return slices.ContainsFunc(m.ask.asked, func(q int) bool { return slices.Contains(open, m.know.Questions[q].ID) })
}

// toldLevel is the danger found, as far as it is told: while one waits for what is asked on
// this page, or the number that raises it is being typed, it stands at what it was before.
func (m *app) toldLevel() rules.Level {
	if m.now == nil || m.screen != atStep {
		return m.level()
	}
	level := rules.Routine
	for i := range m.now.Triage.Flags {
		f := &m.now.Triage.Flags[i]
		is := f.Level
		if was := m.alert.known[f.Flag]; is > was && (m.ask.typing || is >= rules.Urgent && m.waits(f)) {
			is = was
		}
		level = max(level, is)
	}
	return level
}

// toldScope says whether the person is out of scope, as far as it is told.
func (m *app) toldScope() bool {
	return !m.now.Scope.In && (m.alert.scope || m.screen != atStep || !m.ask.typing)
}

// waiting are the dangers that wait for a question of the step on show.
func (m *app) waiting() (any, private bool) {
	for i := range m.now.Triage.Flags {
		f := &m.now.Triage.Flags[i]
		if f.Level > m.alert.known[f.Flag] && f.Level >= rules.Urgent && m.waits(f) {
			any = true
			private = private || m.know.Flags[f.Flag].BecausePrivate
		}
	}
	return any, private
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
	m.alert.armed, m.alert.onward = false, false
	m.alert.serial++
	serial := m.alert.serial
	return tea.Tick(m.times.grace, func(time.Time) tea.Msg { return armedMsg{serial} })
}

func (m *app) alertHeader() string {
	level := m.now.Triage.Level.String()
	if m.now.Triage.Level == rules.Routine {
		return m.header(m.pick("Please read this", "To be read now"))
	}
	words := " " + mark(level) + " " + capital(report.Words("level", level, string(m.as()))) + " "
	return m.look.level(level).of(pad(words, m.width))
}

func (m *app) alertKeys() []binding {
	keys := []binding{m.keys.down, {show: "Enter", does: "choose"}}
	if m.cfg.Export != nil {
		keys = append(keys, m.keys.save)
	}
	return append(keys, m.keys.back, m.keys.quit)
}

// alertFlags are the flags that the screen is about, the gravest first: all that were raised;
// for a patient in an emergency those alone that must be seen today.
func (m *app) alertFlags() []report.Flag {
	set := m.settings()
	set.SelfHarm = true
	flags, err := report.Dangers(m.base, m.rec.answers, m.now, set)
	if err != nil {
		m.notice = err.Error()
	}
	var out []report.Flag
	for i, f := range flags {
		if !m.blocked() || m.now.Triage.Flags[i].Level >= rules.Urgent {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b report.Flag) int { return cmp.Compare(levelOf(b), levelOf(a)) })
	return out
}

func levelOf(f report.Flag) rules.Level {
	level, _ := rules.ParseLevel(f.Level)
	return level
}

func (m *app) writeAlert(w *writer) {
	said := ""
	if m.now.Triage.Level == rules.Emergency {
		said = m.emergencyWords()
		w.para(w.look.urgent, 0, said)
		w.blank()
	}
	if !m.now.Scope.In {
		w.para(w.key, 0, m.text(m.know.Policy.Scope[m.now.Scope.Reason].Says))
		w.blank()
	}
	for _, n := range m.notices() {
		w.para(w.key, 0, n.Says)
		w.blank()
	}
	for _, o := range m.asker.Orders(m.alertFlags(), said, m.as()) {
		w.point(w.level(o.Level), pad(mark(o.Level), 3), w.key, 0, o.Do)
		for _, s := range []string{o.Meanwhile, o.Why} {
			if s != "" {
				w.para(w.text, 4, s)
			}
		}
		w.blank()
	}
	w.head(m.pick("And now", "Then"))
	for _, a := range m.alertActions() {
		w.item(target{"act", a.id}, w.text, a.text)
	}
}

// alertActions are what can be done next. A patient in an emergency is not led on: the
// answer can be corrected, or one more question tells how urgent it is.
func (m *app) alertActions() []option {
	var out []option
	open := m.qualifier()
	certain := open < 0
	follow := option{actFollow, m.pick("While you wait for help: one more question tells how urgent this is", "Answer what decides the level")}
	if !certain && !m.patient() && !m.know.Questions[open].Private {
		follow.text += ": " + m.text(m.know.Questions[open].Text)
	}
	led := m.now.Triage.Level < rules.Emergency || !m.patient()
	if !certain && led {
		out = append(out, follow)
	}
	if led {
		out = append(out, option{actOn, m.pick("Go on with the questions", "Go on")})
	}
	correct := option{actCorrect, m.pick("Go back and change my answer", "Back to the answer")}
	if led {
		out = append(out, correct, option{actSafety, m.pick("See all safety points", "All safety findings")})
	}
	if m.cfg.Export != nil {
		out = append(out, option{actSave, m.pick("Save this page to take along", "Save the report")})
	}
	if !certain && !led {
		out = append(out, follow)
	}
	if led {
		return append(out, option{actQuit, "Quit"})
	}
	// What stands first is chosen before: Enter must not take a frightened person away.
	if len(out) == 0 {
		out = append(out, option{actStay, "Read this again from the top"})
	}
	return append(out, correct, option{actQuit, "Quit"})
}

// qualifier is the question, among those asked, whose answer decides whether a raised
// emergency is one; -1 where it is one whatever is answered. Questions that follow from
// the answer that raised it come first; then what was left open and counts as the worst.
func (m *app) qualifier() int {
	explain, err := m.base.Explain(m.rec.answers)
	if err != nil {
		return -1
	}
	at := -1
	for i := range m.now.Triage.Flags {
		f := &m.now.Triage.Flags[i]
		if f.Level < rules.Emergency {
			continue
		}
		if m.asker.Stands(explain, f) {
			return -1 // one that stands is enough
		}
		for _, id := range m.asker.Open(explain, m.rec.answers, f) {
			if q := m.index(id); m.stepOf(q) >= 0 && at < 0 {
				at = q
			}
		}
	}
	return at
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
	case m.keys.back.is(k) && m.now.Triage.Level == rules.Soon && m.now.Scope.In && len(m.notices()) == 0:
		m.screen = m.alert.from // it did not come by itself: it was called for
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
		if q := m.qualifier(); q >= 0 {
			m.ask.trail = append(m.ask.trail, m.currentStep()...)
			m.openStepAt(m.stepOf(q), m.know.Questions[q].ID)
		}
		return nil
	case actOn:
		m.screen = m.alert.from
		if m.screen == atStep && (m.alert.onward || m.stepAnswered()) {
			return m.forward(false)
		}
		return nil
	case actSafety:
		m.visitSafety()
		return nil
	case actSave:
		return m.openSaving()
	case actQuit:
		return m.quit()
	case actStay:
		m.alert.leaf = leaf{kind: pageAlert}
		return nil
	}
	m.correct()
	return nil
}

// correct goes to the answer that raised the gravest danger: to the step on show where it
// was given there, else to the step that asks it.
func (m *app) correct() {
	m.screen = m.alert.from
	because := m.asker.Behind(m.now, m.rec.answers)
	if m.screen == atStep && m.ask.part != nil && slices.ContainsFunc(because, func(q int) bool { return slices.Contains(m.ask.asked, q) }) {
		return
	}
	for _, q := range because {
		if i := m.stepOf(q); i >= 0 {
			m.ask.trail = append(m.ask.trail, m.currentStep()...)
			m.openStepAt(i, m.know.Questions[q].ID)
			return
		}
	}
	if m.screen != atStep || m.ask.part == nil {
		m.openReview() // where any answer can be changed
	}
}

// currentStep is the step on show, as a list of none or one.
func (m *app) currentStep() []int {
	if m.ask.part != nil && m.ask.at < len(m.ask.steps) {
		return []int{m.ask.steps[m.ask.at].Step}
	}
	return nil
}

// stepAnswered says whether every row of the step on show has an answer: an alert
// that came in the middle of it must not cut the rest off.
func (m *app) stepAnswered() bool {
	return m.ask.part == nil || m.ask.at >= len(m.ask.steps) || m.ask.steps[m.ask.at].Answered >= len(m.ask.steps[m.ask.at].Questions)
}
