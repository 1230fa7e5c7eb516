package question

import (
	"slices"

	"afterfusion/tui/asking"
)

// years takes what is typed for years. What it comes to in months is shown at once.
func (n *number) years() Event {
	text, ok := asking.YearsToMonths(n.q, n.text)
	if !ok {
		return Handled
	}
	n.text = text
	e := n.read()
	n.closed = !n.half
	return e
}

// full says whether what is typed is an answer to which no digit can be added.
func (n *number) full() bool {
	if !n.typed || n.half || !n.has || n.typingWord() {
		return false
	}
	if n.closed {
		return true
	}
	if text, ok := asking.YearsToMonths(n.q, n.text); ok {
		if _, ok := n.parse(text); ok {
			return false
		}
	}
	return !slices.ContainsFunc([]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".0"}, func(more string) bool {
		_, ok := n.parse(n.text + more)
		return ok
	})
}

// takesUp says whether a key goes on with a number that was left as it was full: it makes
// a range of it, changes it or takes a digit back.
func (n *number) takesUp(key string) bool {
	return slices.Contains([]string{"backspace", "-", "space", "+", "="}, key)
}
