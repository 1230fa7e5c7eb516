package question

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// mark is what is known of one item of a list.
type mark uint8

const (
	unmarked mark = iota
	yes
	no
	unsure
)

// marks are the items of a question of several choices, with what was said of each.
// It turns into an answer and is read from one.
type marks struct {
	q     *rules.Question
	items []int // the choices that can be marked: all but none
	of    []mark
	none  bool // "none of these"
	rest  mark // of the items that are not marked: no, or unsure
}

func newMarks(q *rules.Question) marks {
	m := marks{q: q, rest: no}
	for i := range q.Choices {
		if n := none(q); n == nil || n != &q.Choices[i] {
			m.items = append(m.items, i)
		}
	}
	m.of = make([]mark, len(m.items))
	return m
}

func (m *marks) id(i int) string { return m.q.Choices[m.items[i]].ID }

func (m *marks) index(id string) int {
	return slices.IndexFunc(m.items, func(i int) bool { return m.q.Choices[i].ID == id })
}

func (m *marks) count(want mark) int {
	n := 0
	for _, s := range m.of {
		if s == want {
			n++
		}
	}
	return n
}

// read takes over an answer that was given before.
func (m *marks) read(v rules.Value) {
	for _, part := range []struct {
		ids []string
		as  mark
	}{{v.Yes, yes}, {v.No, no}, {v.NotSure, unsure}} {
		for _, id := range part.ids {
			if i := m.index(id); i >= 0 {
				m.of[i] = part.as
			} else if part.as == yes {
				m.none = true
			}
		}
	}
	if v.Unsure || v.Partial {
		m.rest = unsure
	}
}

// ids returns the items of one mark, in the order of the question.
func (m *marks) ids(want mark) []string {
	var out []string
	for i, s := range m.of {
		if s == want {
			out = append(out, m.id(i))
		}
	}
	return out
}

// list is the answer of a list in which what is not marked is a no, or not known.
func (m *marks) list() (rules.Value, bool) {
	marked := m.ids(yes)
	switch {
	case m.none:
		return rules.List("none"), true
	case m.count(no)+m.count(unsure) > 0:
		return rules.Map(marked, m.ids(no), m.ids(unsure)), true
	case m.rest == unsure && len(marked) == 0:
		return rules.Unsure(), true
	case m.rest == unsure:
		return rules.PartialList(marked...), true
	case len(marked) > 0:
		return rules.List(marked...), true
	}
	return rules.Value{}, false
}

// choices asks for any of a list, with an explicit none.
type choices struct {
	asked
	marks
	told   []bool // items that were said to hold in another list; nil once this one has an answer
	focus  int    // an item; then none, where there is one; then "not sure"
	seen   []bool // the items that were drawn: what nobody has read is not denied
	sought int    // the item that the last jump was for
	hint   string // why n or Enter has not gone on yet
	view   window
}

func newChoices(a asked) *choices {
	c := &choices{asked: a, marks: newMarks(a.questions[0])}
	c.seen, c.sought = make([]bool, len(c.items)), -1
	if v, ok := a.kept[c.q.ID]; ok {
		c.read(v)
		return c
	}
	c.findTold()
	return c
}

// findTold finds the items that the person has named already in a list of warning
// signs, so that nothing is asked twice.
func (c *choices) findTold() {
	for id, v := range c.Setting.Answers {
		q, ok := c.Base.Question(id)
		if !ok || !c.isWarning(q) || c.isWarning(c.q) || q.Kind != rules.KindChoices {
			continue
		}
		for _, choice := range v.Yes {
			if i := c.index(choice); i >= 0 && choice != "none" {
				if c.told == nil {
					c.told = make([]bool, len(c.items))
				}
				c.told[i] = true
			}
		}
	}
}

// adopt takes over what was told before, with the first key that answers here.
func (c *choices) adopt() {
	for i, is := range c.told {
		if is {
			c.of[i] = yes
		}
	}
	c.told = nil
}

func (c *choices) rows() int {
	if none(c.q) != nil {
		return len(c.items) + 2
	}
	return len(c.items) + 1
}

// Key implements Part.
func (c *choices) Key(k tea.KeyPressMsg) Event {
	c.hint = ""
	switch key := k.String(); key {
	case "enter":
		if c.count(yes) > 0 && c.count(no)+c.count(unsure) == 0 && c.rest == no && c.readOn() {
			return Handled
		}
		return None
	case "up":
		return c.move(-1)
	case "down":
		return c.move(+1)
	case "pgup":
		return c.move(-5)
	case "pgdown":
		return c.move(+5)
	case "home":
		return c.move(-c.rows())
	case "end":
		return c.move(c.rows())
	case "space":
		return c.act(c.focus)
	case "n":
		if none(c.q) != nil && !c.none && c.readOn() {
			return Handled
		}
		return c.setNone()
	case "u":
		return c.setUnsure()
	case "-":
		return c.deny(c.focus)
	case "backspace", "delete":
		return c.clear()
	default:
		if i := shortcutIndex(key); i >= 0 && i < len(c.items) {
			c.focus = i
			return c.act(i)
		}
		return None
	}
}

// readOn shows the items that were not drawn yet, and says whether there were any: what is
// not marked counts as no, and nothing is denied unread.
func (c *choices) readOn() bool {
	next := slices.Index(c.seen, false)
	if next < 0 || !slices.Contains(c.seen, true) { // nobody looks where nothing was drawn
		return false
	}
	jump := max(c.drawn()-1, 0)
	if next == c.sought { // the last jump went over it
		jump = 0
	}
	c.sought = next
	c.focus = min(next+jump, len(c.items)-1)
	c.hint = "More to read. Then the same key again."
	return true
}

// drawn is how many items are on the screen.
func (c *choices) drawn() int {
	n := 0
	for _, l := range c.view.lines {
		if l.start && len(l.segments) > 0 && l.segments[0].hit >= 0 {
			n++
		}
	}
	return n
}

// deny says of one item that it does not hold, and nothing of the others.
func (c *choices) deny(row int) Event {
	if row >= len(c.items) {
		return None
	}
	c.adopt()
	c.none = false
	if c.of[row] == no {
		c.of[row] = unmarked
	} else {
		c.of[row] = no
	}
	return c.changed()
}

func (c *choices) move(by int) Event {
	c.focus = max(0, min(c.focus+by, c.rows()-1))
	return Handled
}

// act is what space and a click do on a row.
func (c *choices) act(row int) Event {
	switch {
	case row < len(c.items):
		c.toggle(row)
	case row == c.rows()-1:
		return c.setUnsure()
	default:
		return c.setNone()
	}
	return c.changed()
}

func (c *choices) toggle(i int) {
	c.adopt()
	c.none = false
	if c.of[i] == yes {
		c.of[i] = unmarked
	} else {
		c.of[i] = yes
	}
}

func (c *choices) setNone() Event {
	if none(c.q) == nil {
		return None
	}
	on, told := !c.none, c.told
	c.clear()
	c.focus = len(c.items)
	if told != nil { // none of the others
		c.told = told
		c.adopt()
		return c.complete(true)
	}
	c.none = on
	return c.complete(on)
}

// setUnsure says that the rest is not known, or takes it back.
func (c *choices) setUnsure() Event {
	c.adopt()
	c.none = false
	for i, s := range c.of {
		if s != yes {
			c.of[i] = unmarked
		}
	}
	c.rest = no + unsure - c.rest
	c.focus = c.rows() - 1
	return c.complete(c.rest == unsure)
}

func (c *choices) clear() Event {
	had := len(c.Answers()) > 0
	c.none, c.rest, c.told = false, no, nil
	clear(c.of)
	if !had {
		return Handled
	}
	return c.changed()
}

// complete goes on once none or "not sure" was said.
func (c *choices) complete(said bool) Event {
	if e := c.changed(); !said || c.problem != "" {
		return e
	}
	return Finished
}

func (c *choices) changed() Event {
	delete(c.kept, c.q.ID)
	c.problem = c.clash(c.Answers())
	return Changed
}

// Click implements Part.
func (c *choices) Click(x, y int) Event {
	switch hit := c.view.at(x, y); hit {
	case scrollUp:
		return c.move(-3)
	case scrollDown:
		return c.move(+3)
	case nothing:
		return None
	default:
		c.focus = hit
		return c.act(hit)
	}
}

// Answers implements Part.
func (c *choices) Answers() rules.Answers {
	if v, ok := c.kept[c.q.ID]; ok {
		return rules.Answers{c.q.ID: v}
	}
	if v, ok := c.list(); ok {
		return rules.Answers{c.q.ID: v}
	}
	return rules.Answers{}
}

// itemRows are the items as rows with their keys, then none and "not sure".
func (c *choices) itemRows() []item {
	t := c.Theme
	items := make([]item, 0, c.rows())
	for at, i := range c.items {
		it := item{key: shortcut(at), glyph: t.Glyphs.Unchecked, text: c.say(c.q.Choices[i].Text), look: &t.Text, hit: at}
		switch {
		case c.of[at] == yes:
			it.glyph, it.look = t.Glyphs.Checked, &t.Chosen
		case c.of[at] == no:
			it.note = "no"
		case c.of[at] == unsure:
			it.note, it.look = "not sure", &t.Unsure
		case c.told != nil && c.told[at]:
			it.glyph, it.note = t.Glyphs.Checked, c.pick("you said so", "told before")
		}
		items = append(items, it)
	}
	if n := none(c.q); n != nil {
		it := item{key: "n", glyph: t.Glyphs.Unchecked, text: c.say(n.Text), look: &t.Text, hit: len(c.items), gap: true}
		if c.told != nil {
			it.text = "None of the others"
		}
		if c.none {
			it.glyph, it.look = t.Glyphs.Checked, &t.Chosen
		}
		items = append(items, it)
	}
	return append(items, c.unsureRow())
}

// View implements Part.
func (c *choices) View(width, height int) string {
	out := c.drawList(&c.view, c.itemRows(), c.focus, nil, c.status(), width, height)
	for _, l := range c.view.lines {
		if l.start && len(l.segments) > 0 && l.segments[0].hit >= 0 && l.segments[0].hit < len(c.seen) {
			c.seen[l.segments[0].hit] = true
		}
	}
	return out
}

func (c *choices) unsureRow() item {
	t := c.Theme
	it := item{key: "u", glyph: t.Glyphs.Unchecked, text: c.notSure(c.q), look: &t.Muted, hit: c.rows() - 1, gap: none(c.q) == nil}
	if c.count(yes) > 0 {
		it.text += " about the rest"
	}
	if c.rest == unsure {
		it.glyph, it.look = t.Glyphs.Checked, &t.Unsure
	}
	return it
}

func (c *choices) status() []line {
	if c.hint != "" {
		return []line{plainLine(&c.Theme.Soon, "  "+c.hint)}
	}
	if _, ok := c.list(); !ok {
		return c.unanswered(true)
	}
	switch {
	case c.count(no)+c.count(unsure) > 0:
		return []line{plainLine(&c.Theme.Muted, "  What is not marked is left open.")}
	case c.count(yes) > 0 && c.rest == no:
		return []line{plainLine(&c.Theme.Muted, "  What is not marked counts as no.")}
	}
	return nil
}

// Cursor implements Part.
func (c *choices) Cursor() (x, y int, ok bool) { return c.view.cursor() }

// Keys implements Part.
func (c *choices) Keys() []Key {
	keys := []Key{{keyRange(len(c.items)), "mark"}}
	if none(c.q) != nil {
		keys = append(keys, Key{"n", "none"})
	}
	return append(keys, Key{"u", strings.ToLower(c.notSure(c.q))},
		Key{c.Theme.Glyphs.Up + c.Theme.Glyphs.Down + " Space", "move, mark"}, Key{"-", "not this one"})
}
