package question

import (
	"errors"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// stack asks several questions of different kinds as the rows of one form: the row at
// hand is open, the others show what was said to them. An answer goes to the next row.
type stack struct {
	asked
	rows []stackRow
	at   int
	said rules.Answers // all answers as they stand, shared with the parts of the rows
	// full is the number that was left just now, by itself, as it can have no more digits.
	full *rules.Question
	note string // what the last answer took back
	view window
	// tight says that the row at hand is taller than the screen: then it keeps the form
	// that its part has alone, which scrolls.
	tight bool
}

// stackRow is one question of a stack with the part that asks it.
type stackRow struct {
	q      *rules.Question
	part   Part
	warned bool // what is half typed was pointed out once
}

// The most choices and items that a row shows as its own; longer lists keep the form
// that they have alone, with keys to move in them.
const (
	mostChoices = 12
	mostItems   = 16
)

func newStack(a asked) Part {
	s := &stack{asked: a, said: maps.Clone(a.Setting.Answers)}
	if s.said == nil {
		s.said = rules.Answers{}
	}
	for n, i := range a.Setting.Questions {
		one := a.Setting
		one.Questions, one.Answers = []int{i}, s.said
		s.rows = append(s.rows, stackRow{q: a.questions[n], part: newSingle(newAsked(one), false)})
	}
	if old, ok := a.Before.(*stack); ok {
		s.full = old.full
	}
	s.Before = nil
	if len(s.rows) == 0 {
		return nothingToAsk{}
	}
	s.at = s.start(a.Before == nil)
	return s
}

// start is the row to begin with: what is half done, then the first open one of a page that is come to, where a key
// must not write over an answer; else after the last that has an answer, for what its
// answer opens stands there; but a number may be half typed and a list half done.
func (s *stack) start(come bool) int {
	last, open := -1, -1
	for i := range s.rows {
		if s.begins(s.rows[i].q) {
			return i
		}
	}
	for i := range s.rows {
		if len(s.rows[i].part.Answers()) > 0 {
			last = i
		} else if open < 0 {
			open = i
		}
	}
	half := slices.IndexFunc(s.rows, func(r stackRow) bool {
		_, number := r.part.(*number)
		return len(r.part.Drafts()) > 0 || !number && len(r.part.Answers()) > 0 && r.halfDone()
	})
	switch {
	case come && half >= 0:
		return half
	case come && open >= 0:
		return open
	case last >= 0 && open >= 0 && s.rows[last].halfDone(),
		last >= 0 && s.rows[last].marked() && s.opens(last):
		return last
	case last+1 < len(s.rows):
		return last + 1
	}
	return max(open, 0)
}

// answer is what was said to a row. The rows of one answer are asked for it several times a
// frame, and make no map of it.
func (r *stackRow) answer() (v rules.Value, ok bool) {
	switch p := r.part.(type) {
	case *number:
		return p.value, p.has
	case *choice:
		return p.answer()
	}
	v, ok = r.part.Answers()[r.q.ID]
	return v, ok
}

// halfDone says whether a row may not be done yet: a number, a table with lines left.
func (r *stackRow) halfDone() bool {
	switch p := r.part.(type) {
	case *number:
		return p.value.Numeric
	case *table:
		return p.open(0) >= 0
	}
	return len(r.part.Drafts()) > 0
}

// marked says whether a row is a list in which more may be marked.
func (r *stackRow) marked() bool {
	c, ok := r.part.(*choices)
	return ok && c.count(yes) > 0
}

// opens says whether a question that follows is asked because of this row.
func (s *stack) opens(row int) bool {
	return slices.ContainsFunc(s.rows[row+1:], func(r stackRow) bool { return hangsOn(r.q, s.rows[row].q) })
}

// hangsOn says whether a question is asked depending on the answer to another.
func hangsOn(q, other *rules.Question) bool {
	found := false
	q.When.Walk(func(c *rules.Condition) { found = found || c.Question == other.ID })
	return found
}

// embedded says whether a row keeps the form that its part has alone.
func (r *stackRow) embedded() bool {
	switch p := r.part.(type) {
	case *choice:
		return len(p.order) > mostChoices
	case *choices:
		return len(p.items) > mostItems
	case *number:
		return false
	}
	return true
}

// embeds says whether the row at hand is drawn and driven by its part alone.
func (s *stack) embeds() bool { return s.tight || s.rows[s.at].embedded() }

// Key implements Part.
func (s *stack) Key(k tea.KeyPressMsg) Event {
	r := &s.rows[s.at]
	key := k.String()
	if e, ok := s.takeUp(k); ok {
		return e
	}
	if e, ok := s.walk(r, key); ok {
		return e
	}
	e := r.part.Key(k)
	if e == None && key == "enter" {
		return s.leave(r)
	}
	if i := rowIndex(key, len(s.rows)); e == None && i >= 0 && s.lettered() {
		return s.move(i - s.at)
	}
	return s.runOn(s.after(e))
}

// runOn leaves a number that can have no more digits, as an answer goes to the next row;
// but never for a list, whose keys nobody has read yet.
func (s *stack) runOn(e Event) Event {
	n, ok := s.rows[s.at].part.(*number)
	if e != Changed || !ok || !n.full() || s.at == len(s.rows)-1 || s.rows[s.at+1].embedded() || s.rows[s.at+1].belowZero() {
		return e
	}
	s.full = n.q
	s.move(+1)
	return e
}

// belowZero says whether a minus means the sign of the number that a row asks for.
func (r *stackRow) belowZero() bool {
	n, ok := r.part.(*number)
	return ok && n.lo < 0
}

// takeUp reads the first key after a number that was left as it was full: what goes on from
// it is done already, and what adds to it goes back to it.
func (s *stack) takeUp(k tea.KeyPressMsg) (Event, bool) {
	from := slices.IndexFunc(s.rows, func(r stackRow) bool { return r.q == s.full })
	s.full = nil
	if from < 0 || from != s.at-1 {
		return None, false
	}
	n, ok := s.rows[from].part.(*number)
	switch key := k.String(); {
	case !ok:
	case key == "enter", key == "down":
		return Handled, true
	case n.takesUp(key):
		s.at, n.typed = from, true
		return s.after(n.Key(k)), true
	}
	return None, false
}

// lettered says whether the rows have letters that lead to them. A long list or drawing
// at hand has the letters for itself.
func (s *stack) lettered() bool { return len(s.rows) > fewRows && !s.embeds() }

// walk moves between the rows. A long list or table has the keys first, until its end.
func (s *stack) walk(r *stackRow, key string) (Event, bool) {
	if s.embeds() {
		switch {
		case key == "up" && r.atEnd(-1):
			return s.move(-1), true
		case key == "down" && r.atEnd(+1):
			return s.move(+1), true
		}
		return None, false
	}
	switch key {
	case "up":
		return s.move(-1), true
	case "down":
		return s.move(+1), true
	case "pgup":
		return s.move(-5), true
	case "pgdown":
		return s.move(+5), true
	case "home":
		return s.move(-len(s.rows)), true
	case "end":
		return s.move(len(s.rows)), true
	case "space":
		_, typing := r.part.(*number)
		return Handled, !typing
	}
	return None, false
}

// atEnd says whether the focus of a long list cannot go further.
func (r *stackRow) atEnd(by int) bool {
	focus, last := 0, 0
	switch p := r.part.(type) {
	case *choice:
		focus, last = p.focus, len(p.order)
	case *choices:
		focus, last = p.focus, p.rows()-1
	case *table:
		focus, last = p.focus, p.lastRow()
	case *number:
		return true
	default:
		return false
	}
	return by < 0 && focus <= 0 || by > 0 && focus == last
}

func (s *stack) move(by int) Event {
	if n, ok := s.rows[s.at].part.(*number); ok {
		n.settle()
	}
	s.at = max(0, min(s.at+by, len(s.rows)-1))
	return Handled
}

// leave goes on from a row with what it has; what is half typed is pointed out once.
func (s *stack) leave(r *stackRow) Event {
	switch {
	case r.part.Problem() != "" && !r.warned:
		r.warned = true
		return Handled
	case s.at == len(s.rows)-1:
		return None
	}
	return s.move(+1)
}

// after takes up what the part of the row made of a key or a click.
func (s *stack) after(e Event) Event {
	r := &s.rows[s.at]
	if e == Changed || e == Finished {
		r.warned = false
		for i := range s.rows {
			delete(s.said, s.rows[i].q.ID)
		}
		maps.Copy(s.said, s.Answers())
		s.takeBack()
	}
	if t, ok := r.part.(*table); ok && e == Changed && t.open(0) < 0 && t.focus >= len(t.rows)-1 {
		e = Finished
	}
	if e != Finished || s.at == len(s.rows)-1 {
		return e
	}
	s.move(+1)
	if _, list := s.rows[s.at].part.(*table); list {
		return Moved
	}
	return Changed
}

// takeBack takes back what was said to other rows and contradicts the row at hand now:
// the later answer stands.
func (s *stack) takeBack() {
	s.note = ""
	var errs rules.AnswerErrors
	for range s.rows {
		if !errors.As(s.Base.Check(s.said), &errs) {
			return
		}
		i := slices.IndexFunc(s.rows, func(r stackRow) bool {
			_, said := s.said[r.q.ID]
			return said && r.q != s.rows[s.at].q && slices.ContainsFunc(errs, func(e *rules.AnswerError) bool { return e.Question == r.q.ID })
		})
		if i < 0 {
			return
		}
		delete(s.said, s.rows[i].q.ID)
		one := s.Setting
		one.Questions, one.Answers, one.Drafts = []int{s.Questions[i]}, s.said, nil
		s.rows[i].part = newSingle(newAsked(one), false)
		s.note = "Taken back, as it no longer fits: " + s.say(s.rows[i].q.Text)
	}
}

// Hand implements Part.
func (s *stack) Hand() string { return s.rows[s.at].q.ID }

// Drafts implements Part.
func (s *stack) Drafts() map[string]Draft {
	out := map[string]Draft{}
	for i := range s.rows {
		maps.Copy(out, s.rows[i].part.Drafts())
	}
	return out
}

// Answers implements Part.
func (s *stack) Answers() rules.Answers {
	out := rules.Answers{}
	for i := range s.rows {
		maps.Copy(out, s.rows[i].part.Answers())
	}
	return out
}

// Problem implements Part: that of the row at hand, or else the first.
func (s *stack) Problem() string {
	if p := s.rows[s.at].part.Problem(); p != "" {
		return p
	}
	for i := range s.rows {
		if p := s.rows[i].part.Problem(); p != "" {
			return p
		}
	}
	return ""
}

// Keys implements Part.
func (s *stack) Keys() []Key {
	r := &s.rows[s.at]
	next := Key{"Enter", "next line"}
	if b, ok := r.part.(*body); ok && b.all == nil {
		return b.Keys() // Enter chooses first
	}
	if s.embeds() {
		return slices.Insert(slices.Clone(r.part.Keys()), 1, next)
	}
	g := &s.Theme.Glyphs
	keys := r.part.Keys()
	switch r.part.(type) {
	case *choice:
		keys = append(keys[:2:2], keys[3:]...) // the arrows go between the rows
	case *choices:
		keys = keys[:len(keys)-2]
	}
	keys = append(slices.Insert(slices.Clone(keys), 1, next), Key{g.Up + g.Down, "line"})
	if s.full != nil {
		keys = slices.Insert(keys, 1, Key{"Bksp", "back to the number"})
	}
	if s.lettered() {
		keys = append(keys, Key{"A-" + rowKeys[min(len(s.rows), len(rowKeys))-1:][:1], "go to a line"})
	}
	return keys
}

// nothingToAsk is the part of a step without questions.
type nothingToAsk struct{}

func (nothingToAsk) Key(tea.KeyPressMsg) Event   { return None }
func (nothingToAsk) Click(int, int) Event        { return None }
func (nothingToAsk) View(int, int) string        { return "" }
func (nothingToAsk) Cursor() (x, y int, ok bool) { return 0, 0, false }
func (nothingToAsk) Answers() rules.Answers      { return rules.Answers{} }
func (nothingToAsk) Problem() string             { return "" }
func (nothingToAsk) Drafts() map[string]Draft    { return nil }
func (nothingToAsk) Hand() string                { return "" }
func (nothingToAsk) Keys() []Key                 { return nil }
