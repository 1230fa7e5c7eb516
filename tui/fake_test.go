package tui

import (
	"fmt"

	"afterfusion/rules"
	"afterfusion/tui/question"
)

// fake is a part that was told its answers.
type fake struct {
	question.Part
	answers rules.Answers
}

func (f fake) Answers() rules.Answers { return f.answers }

// still is a part whose drawing is not what is looked at.
type still struct{ question.Part }

func (still) View(width, height int) string {
	return fmt.Sprintf("(the part, %d by %d)", width, height)
}

func (still) Cursor() (x, y int, ok bool) { return 0, 0, true }

func (still) Keys() []question.Key {
	return []question.Key{{Press: "1-2", Does: "choose"}, {Press: "u", Does: "not sure"}}
}
