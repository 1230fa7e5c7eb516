package tui

import (
	"fmt"
	"regexp"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// form is a short huh form of one question whose default does no harm. It is
// embedded: the owner passes messages on and looks at its state.
type form struct {
	*huh.Form
	field  *huh.Select[string]
	value  *string
	styles *huh.Styles
	keys   huh.SelectKeyMap
	ids    []string
	top    int // the row of the screen on which it was drawn
}

// numbered is the choice of a digit key, "" where there is none.
func (f *form) numbered(k tea.KeyPressMsg) string {
	if s := k.String(); len(s) == 1 && s[0] >= '1' && int(s[0]-'1') < len(f.ids) {
		return f.ids[s[0]-'1']
	}
	return ""
}

// option is one choice of a form.
type option struct{ id, text string }

// newForm builds a form. The theme is one set of styles that lives as long as the
// form: huh asks for it at every word it draws.
func newForm(l *look, title string, options []option) form {
	f := form{value: new(string), styles: formStyles(l)}
	keep := f.styles
	theme := huh.ThemeFunc(func(bool) *huh.Styles { return keep })
	list := make([]huh.Option[string], len(options))
	for i, o := range options {
		list[i] = huh.NewOption(fmt.Sprintf("%d  %s", i+1, o.text), o.id)
		f.ids = append(f.ids, o.id)
	}
	f.field = huh.NewSelect[string]()
	f.field.WithTheme(theme)
	f.field.Title(title).Options(list...).Value(f.value)
	keys := huh.NewDefaultKeyMap()
	keys.Select.Filter.SetEnabled(false)
	f.keys = keys.Select
	f.Form = huh.NewForm(huh.NewGroup(f.field)).WithTheme(theme).WithKeyMap(keys).WithShowHelp(false)
	return f
}

func (f *form) init() tea.Cmd {
	if f.Form == nil {
		return nil
	}
	return f.Form.Init()
}

// update passes a message on and says what was chosen once it was.
func (f *form) update(msg tea.Msg) (cmd tea.Cmd, chosen string) {
	if f.Form == nil {
		return nil, ""
	}
	if k, ok := msg.(tea.KeyPressMsg); ok {
		// huh takes a choice by messages to itself, between which it swallows keys.
		if k.String() == "enter" {
			if id, ok := f.field.Hovered(); ok {
				return nil, id
			}
		}
		// It also draws itself several times at every key, one that means nothing too.
		if m := &f.keys; !key.Matches(k, m.Up, m.Down, m.GotoTop, m.GotoBottom, m.HalfPageUp, m.HalfPageDown, m.Next, m.Prev) {
			return nil, ""
		}
	}
	next, cmd := f.Form.Update(msg)
	f.Form = next.(*huh.Form)
	if f.Form.State == huh.StateCompleted {
		return nil, *f.value
	}
	return cmd, ""
}

// choice is update, for a digit that chooses at once as well.
func (f *form) choice(msg tea.Msg) (cmd tea.Cmd, chosen string) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		if id := f.numbered(k); id != "" {
			return nil, id
		}
	}
	return f.update(msg)
}

// optionRow is how the first row of an option begins.
var optionRow = regexp.MustCompile(`^\W*(\d)  `)

// clicked is the choice that stands on a row of the screen, "" where none does.
func (f *form) clicked(y int) string {
	lines := f.lines()
	for i := min(y-f.top, len(lines)-1); y-f.top < len(lines) && i >= 0; i-- {
		if row := optionRow.FindStringSubmatch(ansi.Strip(lines[i])); row != nil {
			return f.ids[row[1][0]-'1']
		}
	}
	return ""
}

// resize gives the form what is left of the screen. huh only ever shrinks a field,
// so its height is taken back first, and draws one row more than it is given.
func (f *form) resize(width, height int) tea.Cmd {
	if f.Form == nil {
		return nil
	}
	f.field.WithHeight(0)
	cmd, _ := f.update(tea.WindowSizeMsg{Width: width, Height: max(height-1, 2)})
	return cmd
}

// paint gives the form the colours of another theme.
func (f *form) paint(m *app) {
	if f.styles != nil {
		*f.styles = *formStyles(&m.look)
	}
}

// lines draws the form.
func (f *form) lines() []string {
	if f.Form == nil || f.Form.State != huh.StateNormal {
		return nil
	}
	return strings.Split(strings.TrimRight(f.Form.View(), "\n"), "\n")
}

func formStyles(l *look) *huh.Styles {
	s := huh.ThemeBase(false)
	t := l.theme
	s.Focused.Base = lipgloss.NewStyle()
	s.Focused.Title, s.Focused.Description = t.Title, t.Muted
	s.Focused.SelectSelector = t.Cursor.SetString(pad(l.g.Cursor, 2))
	s.Focused.Option, s.Focused.UnselectedOption = t.Text, t.Text
	s.Focused.SelectedOption = t.Cursor
	s.Blurred = s.Focused
	s.Group.Title, s.Group.Description = t.Title, t.Muted
	return s
}

// drawForm draws a form under a header, with text above it where there is room.
func (m *app) drawForm(f *form, header string, above []string) tea.View {
	height := m.bodyHeight()
	own := f.lines()
	above = above[:min(len(above), max(height-len(own), 0))]
	lines := m.head(header)
	body := above
	if len(above) > 0 && len(above)+len(own) < height {
		body = append(body[:len(body):len(body)], "")
	}
	f.top = len(lines) + len(body)
	lines = append(lines, frame(append(body, own...), m.width, height)...)
	keys := []binding{{show: fmt.Sprintf("1-%d", len(f.ids)), does: "choose"}, m.keys.down, {show: "Enter", does: "choose"}, m.keys.back, m.keys.quit}
	if m.screen == atHome {
		plainKeys(keys)
	}
	return m.view(append(lines, m.footer(keys, "")))
}

// plainKeys names the arrows in words. The first screen has no sign beyond U+0300: at the
// first such one the table of the widths of characters is made, 2 MB for which nobody
// should wait who has just called the program.
func plainKeys(keys []binding) {
	for i := range keys {
		keys[i].show = arrowNames.Replace(keys[i].show)
	}
}

// resizeForms tells the forms on show of a new size.
func (m *app) resizeForms() tea.Cmd {
	switch {
	case m.saving != nil:
		return m.saving.form.resize(m.width, m.bodyHeight())
	case m.screen == atHome:
		return m.home.form.resize(m.width, m.homeHeight())
	}
	return nil
}

// passToForm hands messages that are not ours to the form on show: that is how huh
// moves on.
func (m *app) passToForm(msg tea.Msg) tea.Cmd {
	switch {
	case m.saving != nil:
		return m.savingMsg(msg)
	case m.screen == atHome:
		return m.homeMsg(msg)
	}
	return nil
}
