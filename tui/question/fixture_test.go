package question

import (
	"os"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
	"afterfusion/tui/theme"
)

// base is the questionnaire as it is asked, without what follows from the answers.
var base = sync.OnceValues(func() (*rules.Base, error) {
	l, err := knowledge.Load(os.DirFS("../../data/knowledge"))
	if err != nil {
		return nil, err
	}
	k := l.Knowledge
	return rules.Compile(&rules.Knowledge{Sections: k.Sections, Scales: k.Scales, Grids: k.Grids, Questions: k.Questions,
		Policy: rules.Policy{SeverityWords: k.Policy.SeverityWords, ReliefWords: k.Policy.ReliefWords}})
})

func mustBase(t testing.TB) *rules.Base {
	t.Helper()
	b, err := base()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// setting asks the named questions, or all questions of a grid.
func setting(t testing.TB, a rules.Answers, names ...string) Setting {
	t.Helper()
	b := mustBase(t)
	s := Setting{Base: b, Answers: a, Reader: rules.Patient, Theme: theme.For(true, false)}
	for _, name := range names {
		found := false
		for i, q := range b.Knowledge().Questions {
			if q.ID == name || q.Grid == name {
				s.Questions = append(s.Questions, i)
				found = true
			}
		}
		if !found {
			t.Fatalf("no question %s", name)
		}
	}
	return s
}

// press makes a key message from the name that tea gives it.
func press(name string) tea.KeyPressMsg {
	named := map[string]rune{"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "enter": tea.KeyEnter,
		"space": tea.KeySpace, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "home": tea.KeyHome,
		"end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "esc": tea.KeyEscape}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(strings.ToLower(name))[0], Text: name}
}

// typed sends keys, separated by spaces, and returns the last event.
func typed(p Part, keys string) Event {
	e := None
	for name := range strings.FieldsSeq(keys) {
		p.View(100, 40) // as on a screen: what is not drawn is not answered
		e = p.Key(press(name))
	}
	return e
}

// made is the part of a step. One question has its own form, also where its step asks
// more.
func made(s Setting) Part {
	if a := newAsked(s); len(a.questions) == 1 && !a.isSpine() {
		return newSingle(a, false)
	}
	return New(s)
}
