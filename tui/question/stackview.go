package question

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"afterfusion/rules"
)

// Hits of a stack beside those of the row at hand, which keep their own numbers.
const (
	hitRow  = 10000 // and the rows after it
	hitLine = 20000 // a line of an embedded part
)

// stackForm is how generously a stack is drawn.
type stackForm struct {
	help  bool // of the row at hand
	whole bool // the texts of the other rows on more than one line
	list  bool // a line for each choice
}

// stackForms are tried in this order until all rows are seen at once.
var stackForms = [...]stackForm{{true, true, true}, {false, true, true}, {false, false, true}, {}}

// View implements Part.
func (s *stack) View(width, height int) string {
	p, below := s.fitting(width, height)
	out := s.view.draw(s.Theme, &p, width, height)
	if y := s.view.y + below; s.view.shown && y < len(s.view.lines) {
		s.view.y = y
	} else if s.view.shown {
		s.view.x = 0
	}
	return out
}

// fitting lays out the rows as generously as the height allows.
func (s *stack) fitting(width, height int) (p page, below int) {
	s.tight = false
	if s.embeds() {
		return s.embed(width, height)
	}
	for _, form := range stackForms {
		if p, below = s.page(form, width); len(p.body) <= height {
			return p, below
		}
	}
	// Beside the row there may be hints that there is more above and below.
	if _, typing := s.rows[s.at].part.(*number); !typing && p.to-p.from+1 > height-2 {
		s.tight = true
		return s.embed(width, height)
	}
	return p, below
}

// page lays out all rows; the cursor stands so many lines below the beginning of the
// row at hand.
func (s *stack) page(form stackForm, width int) (p page, below int) {
	for i := range s.rows {
		if i != s.at {
			p.body = append(p.body, s.closed(i, form.whole, width)...)
			continue
		}
		p.from = len(p.body)
		p.body = append(p.body, s.question(i, width)...)
		if q := s.rows[i].q; form.help && s.say(q.Help) != "" {
			p.body = append(p.body, paragraph(&s.Theme.Muted, s.say(q.Help), 4, min(width, 80))...)
		}
		below, p.cursorX = len(p.body)-p.from, 4
		switch part := s.rows[i].part.(type) {
		case *choice:
			below, p.cursorX = 0, 0
			p.body = append(p.body, s.openItems(s.choiceItems(part), form.list, width)...)
		case *choices:
			below, p.cursorX = 0, 0
			p.body = append(p.body, s.openItems(s.listItems(part), form.list, width)...)
		case *number:
			lines, x := s.openNumber(part, form.list, width)
			p.body, p.cursorX = append(p.body, lines...), x
		}
		p.body = append(p.body, s.trouble(i, width)...)
		p.to = len(p.body) - 1
	}
	return p, below
}

// trouble says under the row at hand what is wrong with it.
func (s *stack) trouble(i, width int) []line {
	r := &s.rows[i]
	if _, typing := r.part.(*number); r.part.Problem() == "" || typing && !r.warned {
		return nil
	}
	return paragraph(&s.Theme.Soon, r.part.Problem(), 4, width)
}

// leastEmbedded is how many lines a long list or a table keeps beside the other rows.
const leastEmbedded = 9

// embed draws the row at hand in the form of its part, and as many others as there is
// room for.
func (s *stack) embed(width, height int) (p page, below int) {
	others := len(s.rows)-1 <= height-leastEmbedded
	for i := range s.rows[:s.at] {
		if others {
			p.body = append(p.body, s.closed(i, false, width)...)
		}
	}
	p.from = len(p.body)
	head := s.question(s.at, width)
	if len(head)+4 > height {
		head = nil
	}
	p.body = append(p.body, head...)
	room := height - len(p.body)
	if others {
		room -= len(s.rows) - 1 - s.at
	}
	part := s.rows[s.at].part
	for i, text := range strings.Split(part.View(width, max(room, 1)), "\n") {
		p.body = append(p.body, line{segments: []segment{{text, nil, hitLine + i}}})
	}
	if x, y, ok := part.Cursor(); ok {
		below, p.cursorX = len(head)+y, x
	}
	p.to = len(p.body) - 1
	for i := s.at + 1; i < len(s.rows) && others; i++ {
		p.body = append(p.body, s.closed(i, false, width)...)
	}
	return p, below
}

// question is the text of the row at hand.
func (s *stack) question(i, width int) []line {
	t := s.Theme
	sign, look := s.sign(i)
	if look == &t.Muted {
		look = &t.Cursor
	}
	indent := 3 + ansi.StringWidth(sign)
	var out []line
	for n, text := range wrap(s.say(s.rows[i].q.Text), width-indent) {
		seg := []segment{{pad("", indent), nil, hitRow + i}, {text, &t.Cursor, hitRow + i}}
		if n == 0 {
			seg = []segment{{pad(t.Glyphs.Cursor, 2), &t.Accent, hitRow + i}, {sign + " ", look, hitRow + i}, seg[1]}
		}
		out = append(out, line{seg, n == 0})
	}
	return out
}

// closed is a row that is not at hand: its text and what was said to it.
func (s *stack) closed(i int, whole bool, width int) []line {
	t := s.Theme
	sign, look := s.sign(i)
	answer := s.answer(i)
	indent := 3 + ansi.StringWidth(sign)
	answer = ansi.Truncate(answer, max((width-indent)/2, 8), "...")
	room := width - indent
	if answer != "" {
		room -= ansi.StringWidth(answer) + 2
	}
	texts := wrap(s.say(s.rows[i].q.Text), room)
	if !whole && len(texts) > 1 {
		texts = []string{ansi.Truncate(s.say(s.rows[i].q.Text), max(room, 1), "...")}
	}
	var out []line
	for n, text := range texts {
		if n > 0 {
			out = append(out, line{segments: []segment{{pad("", indent) + text, &t.Text, hitRow + i}}})
			continue
		}
		seg := []segment{{"  ", nil, hitRow + i}, {sign + " ", look, hitRow + i}, {text, &t.Text, hitRow + i}}
		if answer != "" {
			seg = append(seg, segment{pad("", max(s.column(width)-indent-ansi.StringWidth(text), 2)), nil, hitRow + i},
				segment{answer, look, hitRow + i})
			if over := segmentsWidth(seg) - width; over > 0 {
				seg[3].text = pad("", max(len(seg[3].text)-over, 1))
			}
		}
		out = append(out, line{seg, true})
	}
	return out
}

func segmentsWidth(seg []segment) int {
	n := 0
	for _, x := range seg {
		n += ansi.StringWidth(x.text)
	}
	return n
}

// column is where the answers begin, as far to the left as the texts leave it.
func (s *stack) column(width int) int {
	longest := 0
	for i := range s.rows {
		longest = max(longest, ansi.StringWidth(s.say(s.rows[i].q.Text)))
	}
	return min(longest+7, width*3/5)
}

// sign says whether a row has an answer.
func (s *stack) sign(i int) (string, *lipgloss.Style) {
	t := s.Theme
	v, ok := s.rows[i].part.Answers()[s.rows[i].q.ID]
	n := ansi.StringWidth(t.Glyphs.Open)
	switch {
	case !ok:
		return t.Glyphs.Open, &t.Muted
	case v.Unsure:
		return centre("?", n), &t.Unsure
	}
	return centre(t.Glyphs.Done, n), &t.Chosen
}

// answer is what was said to a row, in the reader's words.
func (s *stack) answer(i int) string {
	r := &s.rows[i]
	v, ok := r.part.Answers()[r.q.ID]
	switch {
	case !ok:
		return ""
	case v.Unsure:
		return s.notSure(r.q)
	case v.Numeric:
		text := digits(v.Lo)
		if v.Hi != v.Lo {
			text += " to " + digits(v.Hi)
		}
		return strings.TrimSpace(text + " " + s.say(r.q.Unit))
	}
	return s.listed(r.q, v)
}

// listed is what was marked of a list.
func (s *stack) listed(q *rules.Question, v rules.Value) string {
	var out []string
	for i := range q.Choices {
		if slices.Contains(v.Yes, q.Choices[i].ID) {
			out = append(out, s.say(q.Choices[i].Text))
		}
	}
	switch {
	case len(out) > 0:
		return strings.Join(out, ", ")
	case len(v.NotSure) > 0 || v.Partial:
		return s.notSure(q)
	}
	return "No"
}

// choiceItems are the choices of a row with their keys.
func (s *stack) choiceItems(c *choice) []item {
	t := s.Theme
	items := make([]item, 0, len(c.order)+1)
	for at, i := range c.order {
		it := item{key: shortcut(at), glyph: t.Glyphs.Open, text: c.say(c.q.Choices[i].Text), look: &t.Text, hit: at}
		if k := yesNoKey(c.q, i); k != "" {
			it.key = k
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

// listItems are the items of a list with their keys.
func (s *stack) listItems(c *choices) []item {
	t := s.Theme
	items := make([]item, 0, c.rows())
	for at, i := range c.items {
		it := item{key: shortcut(at), glyph: t.Glyphs.Unchecked, text: c.say(c.q.Choices[i].Text), look: &t.Text, hit: at}
		switch c.of[at] {
		case yes:
			it.glyph, it.look = t.Glyphs.Checked, &t.Chosen
		case no:
			it.note = "no"
		case unsure:
			it.note, it.look = "not sure", &t.Unsure
		}
		items = append(items, it)
	}
	if n := none(c.q); n != nil {
		it := item{key: "n", glyph: t.Glyphs.Unchecked, text: c.say(n.Text), look: &t.Text, hit: len(c.items)}
		if c.none {
			it.glyph, it.look = t.Glyphs.Checked, &t.Chosen
		}
		items = append(items, it)
	}
	it := c.unsureRow()
	it.gap = false
	return append(items, it)
}

// openItems lays the choices side by side where they fit on a line, or where there is
// no room for a line each.
func (s *stack) openItems(items []item, list bool, width int) []line {
	t := s.Theme
	cells := make([][]segment, len(items))
	for i, it := range items {
		cells[i] = []segment{{it.key, &t.Key, it.hit}, {" " + it.glyph + " ", it.look, it.hit}, {it.text, it.look, it.hit}}
		if it.note != "" {
			cells[i] = append(cells[i], segment{" (" + it.note + ")", &t.Muted, it.hit})
		}
	}
	const indent = 4
	side := flow(cells, indent, width)
	if len(side) == 1 || !list && fits(cells, width-indent) {
		return side
	}
	var out []line
	for _, it := range items {
		for _, l := range s.row(it, false, width-2) {
			l.segments, l.start = append([]segment{{"  ", nil, it.hit}}, l.segments...), false
			out = append(out, l)
		}
	}
	return out
}

// fits says whether each of some items fits on a line of a width.
func fits(items [][]segment, width int) bool {
	return !slices.ContainsFunc(items, func(seg []segment) bool { return segmentsWidth(seg) > width })
}

// openNumber is the line where a number is typed, and what can be typed.
func (s *stack) openNumber(n *number, roomy bool, width int) ([]line, int) {
	field, x := n.field()
	field.start = false
	field.segments = append([]segment{{"  ", nil, nothing}}, field.segments...)
	out := []line{field}
	if roomy {
		out = append(out, paragraph(&s.Theme.Muted, n.advice(), 4, width)...)
		for _, l := range n.wordLinesIfAny(width - 2) {
			l.segments = append([]segment{{"  ", nil, nothing}}, l.segments...)
			out = append(out, l)
		}
	}
	sure := n.unsureLine()
	sure.segments = append([]segment{{"  ", nil, hitUnsure}}, sure.segments...)
	return append(out, sure), x + 2
}

// wordLinesIfAny lists the words that are taken instead of numbers, where there are some.
func (n *number) wordLinesIfAny(width int) []line {
	if len(n.words) == 0 {
		return nil
	}
	return n.wordLines(width)
}

// Cursor implements Part.
func (s *stack) Cursor() (x, y int, ok bool) { return s.view.cursor() }

// Click implements Part.
func (s *stack) Click(x, y int) Event {
	hit := s.view.at(x, y)
	switch {
	case hit == scrollUp:
		return s.move(-1)
	case hit == scrollDown:
		return s.move(+1)
	case hit < 0:
		return None
	case hit >= hitLine:
		return s.after(s.rows[s.at].part.Click(x, hit-hitLine))
	case hit >= hitRow:
		s.at = min(hit-hitRow, len(s.rows)-1)
		return Handled
	}
	return s.after(s.pick(hit))
}

// pick is a click on something of the row at hand.
func (s *stack) pick(hit int) Event {
	switch p := s.rows[s.at].part.(type) {
	case *choice:
		if hit <= len(p.order) {
			return p.choose(hit)
		}
	case *choices:
		if hit < p.rows() {
			return p.act(hit)
		}
	case *number:
		switch {
		case hit == hitUnsure:
			return p.setUnsure()
		case hit >= hitWord && hit-hitWord < len(p.words):
			p.text, p.typed = p.write(p.words[hit-hitWord].value), true
			return p.read()
		}
	}
	return None
}
