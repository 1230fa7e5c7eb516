package question

import (
	"maps"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// stack asks questions of several kinds one after the other, for steps that are
// neither a grid nor a table.
type stack struct {
	parts []Part
	at    int
}

func newStack(a asked) Part {
	s := &stack{}
	for _, i := range a.Setting.Questions {
		one := a.Setting
		one.Questions = []int{i}
		s.parts = append(s.parts, New(one))
	}
	if len(s.parts) == 0 {
		return nothingToAsk{}
	}
	return s
}

// Key implements Part.
func (s *stack) Key(k tea.KeyPressMsg) Event {
	e := s.parts[s.at].Key(k)
	last := s.at == len(s.parts)-1
	switch key := k.String(); {
	case e == Finished && !last:
		s.at++
		return Changed
	case e != None:
		return e
	case !last && (key == "enter" || key == "right" || key == "tab"):
		s.at++
	case s.at > 0 && (key == "left" || key == "shift+tab"):
		s.at--
	default:
		return None
	}
	return Handled
}

// Click implements Part.
func (s *stack) Click(x, y int) Event { return s.parts[s.at].Click(x, y) }

// View implements Part.
func (s *stack) View(width, height int) string { return s.parts[s.at].View(width, height) }

// Cursor implements Part.
func (s *stack) Cursor() (x, y int, ok bool) { return s.parts[s.at].Cursor() }

// Answers implements Part.
func (s *stack) Answers() rules.Answers {
	out := rules.Answers{}
	for _, p := range s.parts {
		maps.Copy(out, p.Answers())
	}
	return out
}

// Problem implements Part.
func (s *stack) Problem() string { return s.parts[s.at].Problem() }

// Keys implements Part.
func (s *stack) Keys() []Key { return s.parts[s.at].Keys() }

// nothingToAsk is the part of a step without questions.
type nothingToAsk struct{}

func (nothingToAsk) Key(tea.KeyPressMsg) Event   { return None }
func (nothingToAsk) Click(int, int) Event        { return None }
func (nothingToAsk) View(int, int) string        { return "" }
func (nothingToAsk) Cursor() (x, y int, ok bool) { return 0, 0, false }
func (nothingToAsk) Answers() rules.Answers      { return rules.Answers{} }
func (nothingToAsk) Problem() string             { return "" }
func (nothingToAsk) Keys() []Key                 { return nil }
