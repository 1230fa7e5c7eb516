package tui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"

	tea "charm.land/bubbletea/v2"
)

// opening asks for the name of an answer file and reads it beside the drawing.
type opening struct {
	input   textinput.Model
	busy    bool
	problem string
	opened  Opened // read, and not taken yet
}

// openedMsg brings what was read.
type openedMsg struct {
	opened Opened
	err    error
}

func (o *opening) start(m *app) tea.Cmd {
	*o = opening{input: textinput.New()}
	o.input.Prompt = pad(m.look.g.Cursor, 2)
	o.input.SetVirtualCursor(false)
	o.input.SetStyles(textinput.Styles{})
	return o.input.Focus()
}

// update passes what is typed or pasted on to the line.
func (o *opening) update(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	o.input, cmd = o.input.Update(msg)
	return cmd
}

func (m *app) fileKey(k tea.KeyPressMsg) tea.Cmd {
	o := &m.home.file
	switch key := k.String(); {
	case o.busy:
		return nil
	case key == "esc" || key == "shift+tab" || key == "left" && o.input.Position() == 0:
		m.home.stage = askAction
		return m.renew()
	case key != "enter":
		o.problem = ""
		return o.update(k)
	}
	path := strings.TrimSpace(o.input.Value())
	if path == "" {
		o.problem = "Type the name of the file first."
		return nil
	}
	o.busy = true
	read := m.cfg.Open
	return func() tea.Msg {
		opened, err := read(path)
		return openedMsg{opened, err}
	}
}

// fileOpened takes what was read, or asks first where other answers would be lost.
func (m *app) fileOpened(msg openedMsg) tea.Cmd {
	o := &m.home.file
	o.busy = false
	if m.screen != atHome || m.home.stage != askFile {
		return nil
	}
	if msg.err != nil {
		o.problem = msg.err.Error()
		return nil
	}
	o.opened = msg.opened
	if len(m.rec.answers) > 0 {
		m.home.stage = askInto
		return m.renew()
	}
	return m.takeFile()
}

// takeFile begins with the answers of the file, once the person says go on.
func (m *app) takeFile() tea.Cmd {
	x := m.home.file.opened
	m.forget()
	m.rec, m.cfg.Earlier = newRecord(m.asker, m.as(), x.Answers, nil), x.Answers
	m.suspicion, m.decisions, m.done, m.begun = x.Suspicion, x.Decisions, false, false
	m.cfg.Found = "Answers were read from " + x.Name + "."
	m.now = nil
	m.assess()
	return tea.Batch(m.changed(), m.renew())
}

// drawFile asks for the name.
func (m *app) drawFile() tea.View {
	l := &m.look
	o := &m.home.file
	width := min(m.width, textWidth)
	var body []string
	for _, s := range wrap(m.pick("Type the name of the file with your answers, such as afterfusion-patient.yaml.",
		"Answer file, YAML or JSON. A path from the folder you started in, or a whole one."), width) {
		body = append(body, l.text.of(s))
	}
	body = append(body, "")
	at := len(body)
	o.input.SetWidth(max(m.width-4, 8))
	body = append(body, o.input.View(), "")
	for _, s := range wrap(o.problem, width) {
		body = append(body, l.soon.of(s))
	}
	lines := m.head(l.title.of(clip(m.pick("Open answers I saved", "Open a saved answer file"), m.width)))
	top := len(lines)
	lines = append(lines, frame(body, m.width, m.bodyHeight())...)
	v := m.view(append(lines, m.footer([]binding{{show: "Enter", does: "open"}, {show: "Shift+Tab", does: "back"}, m.keys.leave}, "")))
	if c := o.input.Cursor(); c != nil {
		v.Cursor = tea.NewCursor(min(c.X, m.width-1), at+top)
	}
	return v
}
