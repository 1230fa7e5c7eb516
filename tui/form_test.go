package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// TestFormsTakeClicks: on each option, also where a long title or the intended use moves it,
// and on nothing else.
func TestFormsTakeClicks(t *testing.T) {
	row := func(m *app, words string) int {
		t.Helper()
		for y, line := range strings.Split(shown(m), "\n") {
			if strings.Contains(line, words) {
				return y
			}
		}
		t.Fatalf("%q is not on the screen:\n%s", words, shown(m))
		return 0
	}
	click := func(m *app, y int) {
		_, cmd := m.Update(tea.MouseClickMsg{X: 5, Y: y, Button: tea.MouseLeft})
		send(m, cmd)
	}
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
		exported := ""
		cfg := Config{Base: real(t), Formats: []string{"text", "html"}, Export: func(format string, _ State) (string, error) {
			exported = format
			return "", errors.New("the disk is full")
		}}
		m := opened(t, cfg, size[0], size[1])
		for y := range size[1] {
			if y < row(m, "1  I have") || y >= size[1]-1 {
				click(m, y)
			}
		}
		if m.reader != "" {
			t.Fatalf("%v: a click beside the options chose %q", size, m.reader)
		}
		click(m, row(m, "I am a clinician"))
		if m.reader != rules.Clinician {
			t.Fatalf("%v: a click chose %q", size, m.reader)
		}
		click(m, row(m, "How it works"))
		if m.screen != atHow {
			t.Fatalf("%v: a click on how it works shows screen %d", size, m.screen)
		}
		press(m, "esc")
		click(m, row(m, "New interview"))
		if !m.begun {
			t.Fatalf("%v: a click on the first line begins nothing", size)
		}
		m = resultOf(t, cfg.Base, rules.Clinician, rules.Answers{"health.age": rules.Number(50)}, size[0], size[1])
		m.cfg.Formats, m.cfg.Export = cfg.Formats, cfg.Export
		press(m, "ctrl+s")
		click(m, row(m, FormatName("html")))
		if exported != "html" {
			t.Fatalf("%v: a click saved %q", size, exported)
		}
	}
}
