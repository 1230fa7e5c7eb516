package question

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// choice asks for one of a few: a key answers and goes on.
type choice struct {
	asked
	q      *rules.Question
	order  []int // the choices in the order shown
	first  int   // how many of them stand before the others, set apart
	chosen int   // in order; len(order) for "not sure", -1 for unanswered
	focus  int   // likewise; -1 until an arrow is pressed, so that Enter chooses nothing unseen
	view   window
}

func newChoice(a asked) *choice {
	c := &choice{asked: a, q: a.questions[0], chosen: -1, focus: -1}
	c.order, c.first = c.arrange()
	if v, ok := a.kept[c.q.ID]; ok {
		c.chosen = c.indexOf(v)
		c.focus = c.chosen
	}
	return c
}

// arrange puts the places that were marked on the drawing before the others.
func (c *choice) arrange() (order []int, first int) {
	marked := map[string]bool{}
	if strings.HasSuffix(c.q.ID, "worst-zone") {
		for _, id := range c.Setting.Answers[strings.TrimSuffix(c.q.ID, "worst-zone")+"zones"].Yes {
			marked[id] = true
		}
	}
	for _, want := range []bool{true, false} {
		for i := range c.q.Choices {
			if marked[c.q.Choices[i].ID] == want {
				order = append(order, i)
			}
		}
		if want {
			first = len(order)
		}
	}
	return order, first
}

func (c *choice) indexOf(v rules.Value) int {
	if v.Unsure {
		return len(c.order)
	}
	for at, i := range c.order {
		if len(v.Yes) == 1 && v.Yes[0] == c.q.Choices[i].ID {
			return at
		}
	}
	return -1
}

// Key implements Part.
func (c *choice) Key(k tea.KeyPressMsg) Event {
	switch key := k.String(); key {
	case "up":
		return c.move(-1)
	case "down":
		return c.move(+1)
	case "home":
		return c.move(-len(c.order))
	case "end":
		return c.move(len(c.order) + 1)
	case "pgup":
		return c.move(-5)
	case "pgdown":
		return c.move(+5)
	case "u":
		return c.choose(len(c.order))
	case "enter":
		if c.focus < 0 || c.focus == c.chosen {
			return None
		}
		return c.choose(c.focus)
	case "space":
		if c.focus < 0 {
			return c.move(+1)
		}
		return c.choose(c.focus)
	case "backspace", "delete":
		return c.clear()
	default:
		return c.letter(key)
	}
}

func (c *choice) letter(key string) Event {
	if i := shortcutIndex(key); i >= 0 && i < len(c.order) {
		return c.choose(i)
	}
	for at, i := range c.order {
		if key != "" && c.ownKey(c.q, i) == key {
			return c.choose(at)
		}
	}
	return None
}

func (c *choice) move(by int) Event {
	c.focus = max(0, min(c.focus+by, len(c.order)))
	return Handled
}

func (c *choice) clear() Event {
	c.problem = ""
	if c.chosen < 0 {
		return Handled
	}
	c.chosen = -1
	return Changed
}

func (c *choice) choose(i int) Event {
	before := c.chosen
	c.chosen, c.focus = i, i
	if c.problem = c.clash(c.Answers()); c.problem != "" {
		c.chosen = before
		return Handled
	}
	return Finished
}

// Click implements Part.
func (c *choice) Click(x, y int) Event {
	switch hit := c.view.at(x, y); hit {
	case scrollUp:
		return c.move(-3)
	case scrollDown:
		return c.move(+3)
	case nothing:
		return None
	default:
		return c.choose(hit)
	}
}

// Answers implements Part.
func (c *choice) Answers() rules.Answers {
	v, ok := c.answer()
	if !ok {
		return rules.Answers{}
	}
	return rules.Answers{c.q.ID: v}
}

// answer is what was chosen, and whether something was.
func (c *choice) answer() (v rules.Value, ok bool) {
	switch {
	case c.chosen < 0:
		return v, false
	case c.chosen == len(c.order):
		return rules.Unsure(), true
	}
	return rules.One(c.q.Choices[c.order[c.chosen]].ID), true
}

// items are the choices as rows with their keys, "not sure" last.
func (c *choice) items() []item {
	t := c.Theme
	items := make([]item, 0, len(c.order)+1)
	for at, i := range c.order {
		it := item{key: c.choiceKey(c.q, i, at), glyph: t.Glyphs.Open, text: c.say(c.q.Choices[i].Text), look: &t.Text, hit: at}
		if c.first > 0 && at == c.first {
			it.gap, it.above = true, "Other places"
		}
		items = append(items, it)
	}
	items = append(items, item{key: "u", glyph: t.Glyphs.Open, text: c.notSure(c.q), look: &t.Muted, hit: len(c.order)})
	if c.chosen >= 0 {
		items[c.chosen].glyph, items[c.chosen].look = t.Glyphs.Chosen, &t.Chosen
		if c.chosen == len(c.order) {
			items[c.chosen].look = &t.Unsure
		}
	}
	return items
}

// View implements Part.
func (c *choice) View(width, height int) string {
	return c.drawList(&c.view, c.items(), c.focus, nil, c.unanswered(c.chosen < 0), width, height)
}

// Cursor implements Part.
func (c *choice) Cursor() (x, y int, ok bool) { return c.view.cursor() }

// Keys implements Part.
func (c *choice) Keys() []Key {
	shown := make([]string, len(c.order))
	for at, i := range c.order {
		shown[at] = c.choiceKey(c.q, i, at)
	}
	press := keyList(shown)
	if len(shown) > 9 {
		press = keyRange(len(shown))
	}
	keys := []Key{{press, "choose"}, {"u", strings.ToLower(c.notSure(c.q))},
		{c.Theme.Glyphs.Up + c.Theme.Glyphs.Down + " Enter", "move, choose"}}
	if c.chosen >= 0 {
		keys = append(keys, Key{"Bksp", "clear"})
	}
	return keys
}

// keyRange names the keys of so many items.
func keyRange(n int) string {
	keys := make([]string, min(n, len(shortcuts)))
	for i := range keys {
		keys[i] = shortcut(i)
	}
	if len(keys) > 9 {
		return "1-9 a-z"
	}
	return keyList(keys)
}
