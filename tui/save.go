package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/tui/asking"
)

// saving asks in which form the result is saved, and whether with the private answers, which
// are left out unless the person puts them in.
type saving struct {
	form    form
	private bool
}

// The choices of the form that are no format.
const (
	doPrivate = "private"
	doCancel  = "cancel"
)

// formatNames says what a format is good for.
var formatNames = map[string]string{"text": "Text: plain lines for a record", "markdown": "Markdown: for notes",
	"html": "Web page: for reading and printing", "pdf": "PDF, A4 paper: for printing", "pdf-letter": "PDF, Letter paper: for printing", "json": "JSON: for programs",
	"fhir": "FHIR: for records systems", "answers": "Answer file: to go on from later"}

// FormatName says what a format is good for.
func FormatName(format string) string {
	if name := formatNames[format]; name != "" {
		return name
	}
	return format
}

func (m *app) openSaving() tea.Cmd {
	if m.cfg.Export == nil {
		m.notice = "Nothing can be saved from here."
		if m.keep.keeps() {
			m.notice = "Your answers are kept as you go."
		}
		return nil
	}
	m.saving = &saving{}
	return m.showSaving()
}

// showSaving shows the form as it stands.
func (m *app) showSaving() tea.Cmd {
	formats := m.cfg.Formats
	if len(formats) == 0 {
		formats = []string{"text"}
	}
	options := make([]option, 0, len(formats)+2)
	for _, f := range formats {
		options = append(options, option{f, FormatName(f)})
	}
	title, change := "Save as", "Put in "
	if m.saving.private {
		title, change = "Save as, with "+m.privateWords(), "Leave out "
	}
	if asking.SaidPrivately(m.know, m.rec.answers) {
		options = append(options, option{doPrivate, change + m.privateWords()})
	}
	m.saving.form = newForm(&m.look, title, append(options, option{doCancel, "Cancel"}))
	m.saving.form.resize(m.width, m.bodyHeight())
	return m.saving.form.init()
}

// privateWords name the private answers: a patient may not be alone before the screen.
func (m *app) privateWords() string { return m.pick("my private answers", "the answers on self-harm") }

func (m *app) savingKey(k tea.KeyPressMsg) tea.Cmd {
	if m.keys.back.is(k) || m.keys.quit.is(k) {
		m.saving = nil
		return nil
	}
	return m.savingMsg(k)
}

func (m *app) savingMsg(msg tea.Msg) tea.Cmd {
	cmd, chosen := m.saving.form.choice(msg)
	if chosen == "" {
		return cmd
	}
	return m.savingTook(chosen)
}

// savingTook is what follows a choice of what to save.
func (m *app) savingTook(chosen string) tea.Cmd {
	if chosen == doPrivate {
		m.saving.private = !m.saving.private
		return m.showSaving()
	}
	s, export := m.state(), m.cfg.Export
	s.SelfHarm, m.saving = m.saving.private, nil
	if chosen == doCancel {
		return nil
	}
	m.notice = "Saving…"
	return func() tea.Msg {
		path, err := export(chosen, s)
		return exportedMsg{s.Sequence, path, err}
	}
}

func (m *app) exported(msg exportedMsg) {
	if msg.err != nil {
		m.tell("Not saved", msg.err.Error())
		return
	}
	m.filed = msg.sequence
	m.tell("Saved", msg.path)
}

// tell says something at the foot, or where that is too narrow on a page of its own, so
// that nothing of it is cut.
func (m *app) tell(what, text string) {
	m.notice = what + ": " + text
	if wide(m.notice) > m.width {
		m.notice = ""
		m.help = &leaf{kind: pageNotice, id: what + "\n" + text}
	}
}

func (m *app) writeNotice(w *writer, id string) {
	what, text, _ := strings.Cut(id, "\n")
	w.head(what)
	w.para(w.text, 0, text)
}

// copyReport puts the text report on the clipboard, by the terminal, so that it
// works from far away too. What is private is left out, as in every export.
func (m *app) copyReport() tea.Cmd {
	d, err := report.Build(m.base, m.rec.answers, m.now, m.settings())
	if err != nil {
		m.notice = err.Error()
		return nil
	}
	m.notice = "Copied, if your terminal allows it. A file is safer: press s."
	return tea.SetClipboard(report.Text(d, m.know))
}
