package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// home asks who reads and what to do.
type home struct {
	form form
	// stage is what is asked: the intended use is read first where it does not fit
	// beside the form.
	stage stage
	file  opening
	top   int // the first line of the intended use that is shown, where not all fits
}

type stage uint8

const (
	askReader stage = iota
	askAction
	askForget // before an interview begins anew
	askErase  // and nothing is begun
	askFile   // which saved answers to open
	askInto   // whether they may stand in for those that are kept
)

// The choices of the home screen.
const (
	doNew  = "new"
	doOn   = "on"
	doHow  = "how"
	doOpen = "open"
	doQuit = "quit"

	doErase  = "erase"
	doForget = "forget"
	doAnew   = "anew"
	doKeep   = "keep"
	doInto   = "into"
)

func newHome(m *app) home {
	h := home{stage: askAction}
	if m.reader == "" {
		h.stage = askReader
	}
	h.form = h.build(m)
	return h
}

func (h *home) build(m *app) form {
	if h.stage == askReader {
		return newForm(&m.look, "Who is reading?", []option{
			{string(rules.Patient), "I have the pain, or I help someone who does"},
			{string(rules.Clinician), "I am a clinician"}})
	}
	switch h.stage {
	case askForget:
		return newForm(&m.look, "Start anew? The answers that were kept are then forgotten.", []option{
			{doOn, "No, go on with them"}, {doAnew, "Yes, forget them"}})
	case askErase:
		return newForm(&m.look, "Forget all answers? This cannot be undone.", []option{
			{doKeep, "No, keep them"}, {doForget, "Yes, forget them"}})
	}
	if h.stage == askInto {
		return newForm(&m.look, "Open them? The answers that were kept are then forgotten.", []option{
			{doKeep, "No, keep those"}, {doInto, "Yes, open the file"}})
	}
	var options []option
	title := "What would you like to do?"
	if len(m.rec.answers) > 0 || m.base == nil && len(m.cfg.Answers) > 0 {
		if m.cfg.Found != "" && !m.begun {
			title = m.cfg.Found + " Same person?"
		}
		on := option{doOn, m.pick("Go on with the answers you gave", "Go on with the kept answers")}
		if m.cfg.Earlier != nil { // another person's may be kept beside it
			on.text = "Go on with the answers of the file"
		}
		options = append(options, on)
	}
	known := len(options) > 0
	options = append(options, option{doNew, m.pick("Start the questions", "New interview")}, option{doHow, "How it works"})
	if known {
		options[1].text = m.pick("Start again from the beginning", "New interview")
		options = append(options, option{doErase, m.pick("Forget my answers", "Forget the answers")})
	}
	if m.cfg.Open != nil {
		options = append(options, option{doOpen, m.pick("Open answers I saved", "Open a saved answer file")})
	}
	options = append(options, option{doQuit, "Quit"})
	return newForm(&m.look, title, options)
}

// renew shows the home screen again.
func (m *app) renew() tea.Cmd {
	m.screen = atHome
	m.home.form = m.home.build(m)
	m.home.form.resize(m.width, m.homeHeight())
	return m.home.form.init()
}

// leastIntended is how many lines the intended use has beside the form, which scrolls itself.
const leastIntended = 2

// scroll moves the intended use by what is surely seen of it.
func (h *home) scroll(by int) { h.top += by * leastIntended }

// homeHeight is what the form of the home screen has.
func (m *app) homeHeight() int { return m.bodyHeight() - leastIntended }

func (m *app) homeKey(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.home.stage == askFile:
		return m.fileKey(k)
	case m.keys.quit.is(k):
		return m.quit()
	case m.keys.why.is(k):
		m.screen = atHow
		return nil
	case m.keys.back.is(k):
		return m.homeBack()
	case k.String() == "pgdown":
		m.home.scroll(+1)
		return nil
	case k.String() == "pgup":
		m.home.scroll(-1)
		return nil
	case k.String() == "right", k.String() == "tab":
		k = tea.KeyPressMsg{Code: tea.KeyEnter}
	}
	return m.homeMsg(k)
}

// homeBack takes back the last choice. Who reads may be chosen anew until the questions
// are begun, unless the command line said it.
func (m *app) homeBack() tea.Cmd {
	switch {
	case m.home.stage == askReader:
		return nil
	case m.home.stage != askAction:
		m.home.stage = askAction
	case m.begun || m.cfg.Reader != "" && !m.cfg.ReaderKept:
		return nil
	default:
		m.reader, m.home.stage = "", askReader
		m.era++
	}
	return m.renew()
}

func (m *app) homeMsg(msg tea.Msg) tea.Cmd {
	if m.home.stage == askFile {
		return m.home.file.update(msg)
	}
	cmd, chosen := m.home.form.choice(msg)
	if chosen == "" {
		return cmd
	}
	return m.homeTook(chosen)
}

// homeTook is what follows a choice of the first screen.
func (m *app) homeTook(chosen string) tea.Cmd {
	if m.home.stage == askReader {
		m.reader, m.home.stage = rules.Reader(chosen), askAction
		m.rec = newRecord(m.asker, m.reader, m.rec.answers, m.rec.aside)
		m.era++
		m.doc = nil
		return m.renew()
	}
	return m.homeChosen(chosen)
}

// homeChosen does what was chosen. Answers are forgotten only when that was said.
func (m *app) homeChosen(chosen string) tea.Cmd {
	switch chosen {
	case doHow:
		m.screen = atHow
		return nil
	case doNew:
		if len(m.rec.answers) > 0 {
			m.home.stage = askForget
			return m.renew()
		}
		return m.begin()
	case doErase:
		m.home.stage = askErase
		return m.renew()
	case doKeep:
		m.home.stage = askAction
		return m.renew()
	case doForget:
		m.forget()
		m.cfg.Found = ""
		m.notice = "Your answers are forgotten."
		return tea.Batch(m.changed(), m.renew())
	case doAnew:
		m.forget()
		if m.cfg.ReaderKept { // it was the other person who read
			m.cfg.ReaderKept, m.cfg.Reader, m.cfg.Found = false, "", ""
			m.reader, m.home.stage = "", askReader
			return tea.Batch(m.changed(), m.renew())
		}
		return m.begin()
	case doOpen:
		m.home.stage = askFile
		return m.home.file.start(m)
	case doInto:
		return m.takeFile()
	case doOn:
		m.home.stage = askAction
		return m.begin()
	}
	return m.quit()
}

// forget begins with nothing.
func (m *app) forget() {
	m.rec = newRecord(m.asker, m.as(), nil, nil)
	m.suspicion, m.decisions, m.done = "", nil, true
	m.cfg.Earlier, m.against = nil, nil // they were another person's
	m.ask = interview{visited: map[int]bool{}}
	m.result, m.alert = result{}, alert{}
	m.home.stage = askAction
	m.now = nil
	m.assess()
}

func (m *app) howKey(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.keys.quit.is(k):
		return m.quit()
	case m.scrolled(&m.how, k, m.width, m.bodyHeight()):
		return nil
	}
	return m.renew()
}

// drawHome shows the intended use first, then the form.
func (m *app) drawHome() tea.View {
	if m.home.stage == askFile {
		return m.drawFile()
	}
	l := &m.look
	room := m.bodyHeight() - len(m.home.form.lines())
	width := min(m.width, textWidth)
	above := wrap(m.know.Policy.IntendedUse.For(m.as()), width)
	if len(above) > room {
		above = m.intendedUse(above, max(room, 1), width)
	} else if all := append(above[:len(above):len(above)], m.homeWords(width)...); len(all) < room {
		above = all
	}
	lines := make([]string, len(above))
	for i, s := range above {
		lines[i] = l.text.of(s)
	}
	return m.drawForm(&m.home.form, l.title.of(clip("afterfusion"+m.pick(" · pain after spine fusion", " · pain after lumbar fusion"), m.width)), lines)
}

// homeWords are said under the intended use where there is room.
func (m *app) homeWords(width int) []string {
	out := []string{""}
	say := func(text string) { out = append(out, wrap(text, width)...) }
	if m.cfg.Note != "" {
		say(m.cfg.Note)
	}
	say("It works offline and sends nothing anywhere. " + m.keepsWords())
	if m.keep.keeps() {
		say(m.pick("You can stop at any time and come back. What you said is not lost.", "You can leave at any time and go on later."))
	}
	return out
}

// intendedUse is as much of the intended use as there is room for, and what shows the rest.
func (m *app) intendedUse(all []string, room, width int) []string {
	lines := max(room-1, 1)
	last := max(len(all)-lines, 0)
	top := max(0, min(m.home.top, last))
	m.home.top = top
	out := append([]string(nil), all[top:top+min(lines, len(all))]...)
	if room < 2 {
		return out
	}
	more := "PgDn: more"
	switch {
	case top == last:
		more = "PgUp: back"
	case top > 0:
		more = "PgDn: more, PgUp: back"
	}
	return append(out, clip(fmt.Sprintf("(%d-%d of %d) %s", top+1, top+len(out), len(all), more), width))
}

// keepsWords says what becomes of the answers: whether they are kept, where, and what
// removes them.
func (m *app) keepsWords() string {
	switch {
	case !m.keep.keeps() && m.cfg.NotKept != "":
		return "Your answers are not kept: " + m.cfg.NotKept + "."
	case !m.keep.keeps():
		return "Your answers are not kept."
	}
	in := ""
	if m.cfg.Kept != "" {
		in = ", in " + m.cfg.Kept
	}
	return "Your answers are kept on this computer" + in + ". They are removed when you start anew or forget them, or save your result and then leave with q."
}

func (m *app) writeHow(w *writer) {
	k := m.know
	w.head("What this is for")
	w.para(w.text, 0, k.Policy.IntendedUse.For(m.as()))
	w.head("How it works")
	for _, s := range m.howLines() {
		w.point(w.accent, w.g.Dot, w.text, 0, s)
	}
	w.head(m.pick("Words for how likely", "Bands"))
	var bands [][2]string
	for _, b := range bandScale {
		bands = append(bands, [2]string{m.bandWord(b.id), b.range_})
	}
	w.pairs(w.text, bands)
	w.head("Your answers")
	w.para(w.text, 0, m.keepsWords())
	if m.keep.keeps() {
		w.para(w.text, 0, "You can stop at any time and come back. The command \"afterfusion forget\" removes them too.")
	}
	if m.cfg.Note != "" {
		w.para(w.text, 0, m.cfg.Note)
	}
	w.head("What it rests on")
	w.para(w.text, 0, k.Version.Note.For(m.as()))
	w.para(w.muted, 0, "Knowledge "+k.Version.Version+", "+k.Version.Date+", SHA-256 "+m.cfg.SHA256+".")
	for _, r := range m.cfg.Replaced {
		w.para(w.muted, 2, "Changed by an overlay: "+r)
	}
}

// bandScale is the scale of the bands, most likely first.
var bandScale = []struct{ id, range_ string }{{"very-likely", "80 in 100 or more"}, {"likely", "60 to 79 in 100"},
	{"possible", "30 to 59 in 100"}, {"not-ruled-out", "10 to 29 in 100"}, {"unlikely", "fewer than 10 in 100"}}

func (m *app) howLines() []string {
	if m.patient() {
		return []string{
			"First we ask about danger signs. If one is there, you see at once what to do.",
			"Then we ask about your surgery, your pain and what you have tried. You can leave out any question.",
			"\"Not sure\" is always fine.",
			"You can stop at any time. Press q to stop.",
			"At the end you see what may cause the pain, what could help to find out, and what could be done, step by step.",
			"Each line can be opened to see why it is there.",
			"Nothing leaves this computer.",
		}
	}
	return []string{
		"Danger first: red flags give fixed, sourced advice apart from any ranking; nothing excludes an emergency.",
		"Each source of pain is a yes/no question of its own: prior, times likelihood ratios, capped in groups that depend on each other. The shares need not sum to one.",
		"Unknown is neutral: a question that was not asked is never a no.",
		"What would settle it: the drop in uncertainty expected from each open question, examination, image or block.",
		"The ladder: what fits now, what must come first, what is unsafe and why, with the evidence for and against.",
		"Every line opens down to the answer, the rule and the publication.",
		"Offline; nothing is sent anywhere.",
	}
}
