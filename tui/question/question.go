// Package question holds the parts that ask the clinical questions on a screen: a
// choice, a list, a number, a grid, the pain drawing, the spine picker.
//
// A part is a plain struct that is told what was pressed and says what came of it.
// Nothing is chosen until the person chooses: "unanswered" is a state, and "not
// sure" stands on every question. Parts do no I/O and know no other screen.
package question

import (
	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/theme"
)

// Event is what came of a key or a click.
type Event uint8

// The events.
const (
	None     Event = iota // not a key of this part: the owner may use it
	Handled               // used, nothing changed
	Changed               // an answer changed: read Answers
	Moved                 // an answer changed and the next list is at hand, which nobody has read yet
	Finished              // an answer changed and is complete: go on to the next step
)

// Part asks one step: one question, or the rows of a grid.
type Part interface {
	// Key tells the part what was pressed.
	Key(k tea.KeyPressMsg) Event
	// Click tells the part of a click at a cell of its own view.
	Click(x, y int) Event
	// View draws the part, without its title, in at most height lines of at most width cells.
	View(width, height int) string
	// Cursor is where the drawn view's focus is, for a hardware cursor.
	Cursor() (x, y int, ok bool)
	// Answers returns the part's answers by question id; what is unanswered is absent.
	Answers() rules.Answers
	// Problem says, in the reader's words, what is wrong with a half-typed value, or "".
	Problem() string
	// Drafts returns what is being typed, by question id.
	Drafts() map[string]Draft
	// Hand is the question at hand.
	Hand() string
	// Keys lists the keys that work here, for the help line.
	Keys() []Key
}

// Key is a key and what it does, for the help line.
type Key struct{ Press, Does string }

// Setting is what every part is made from.
type Setting struct {
	Base      *rules.Base
	Questions []int         // the questions of the step that are asked now
	Answers   rules.Answers // what has been said so far; not changed by parts
	Reader    rules.Reader
	Theme     *theme.Theme
	// At is the question to begin at, "" for where the answers leave off.
	At string
	// Drafts are typed values by question id, as Part.Drafts returned them.
	Drafts map[string]Draft
	// Before is the part that this one takes the place of, for the same step asked another
	// way: what is asked as before keeps its state.
	Before Part
}

// Draft is a value as it was typed; Half says that it is no answer yet.
type Draft struct {
	Text string
	Half bool
}
