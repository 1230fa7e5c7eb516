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
		if form.help {
			p.body = append(p.body, s.help(i, width)...)
		}
		below, p.cursorX = len(p.body)-p.from, 4
		switch part := s.rows[i].part.(type) {
		case *choice:
			below, p.cursorX = 0, 0
			p.body = append(p.body, s.openItems(part.items(), form.list, width)...)
		case *choices:
			below, p.cursorX = 0, 0
			p.body = append(p.body, s.openItems(part.itemRows(), form.list, width)...)
		case *number:
			lines, x := s.openNumber(part, form.list, width)
			p.body, p.cursorX = append(p.body, lines...), x
		}
		p.body = append(p.body, s.trouble(i, width)...)
		p.to = len(p.body) - 1
	}
	return p, below
}

// help is the help of the row at hand.
func (s *stack) help(i, width int) []line {
	text := s.say(s.rows[i].q.Help)
	if text == "" {
		return nil
	}
	return paragraph(&s.Theme.Text, text, 4, min(width, mostText))
}

// trouble says under the row at hand what is wrong with it.
func (s *stack) trouble(i, width int) []line {
	r := &s.rows[i]
	if s.note != "" {
		return paragraph(&s.Theme.Soon, s.note, 4, width)
	}
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
	head = append(head, cutHelp(s.Theme, s.help(s.at, width), height-len(p.body)-len(head)-leastEmbedded, width)...)
	if len(head)+4 > height {
		head = head[:1]
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

// closed is a row that is not at hand: its text and, in a column of their own, what was
// said to it.
func (s *stack) closed(i int, whole bool, width int) []line {
	t := s.Theme
	sign, look := s.sign(i)
	seg := []segment{{s.letter(i), &t.Muted, hitRow + i}, {sign + " ", look, hitRow + i}}
	text, answer := s.say(s.rows[i].q.Text), s.answer(i)
	from := s.column(width)
	if !whole {
		room := width - segmentsWidth(seg)
		if answer != "" {
			room = from - segmentsWidth(seg) - 1
			answer = ansi.Truncate(answer, max(width-from, 1), t.Glyphs.Cut)
		}
		text = ansi.Truncate(text, max(room, 1), t.Glyphs.Cut)
	}
	return twoColumns(seg, text, &t.Text, answer, look, from, width, hitRow+i)
}

// letter is the key that leads to a row, in the place of the pointer.
func (s *stack) letter(i int) string {
	if s.lettered() && i < len(rowKeys) {
		return rowKeys[i:i+1] + " "
	}
	return "  "
}

// column is where the answers begin: behind the longest text, or where the longest answer
// leaves it.
func (s *stack) column(width int) int {
	longest, answer := 0, 0
	for i := range s.rows {
		longest = max(longest, ansi.StringWidth(s.say(s.rows[i].q.Text)))
		answer = max(answer, ansi.StringWidth(s.answer(i)))
	}
	return min(longest+5+ansi.StringWidth(s.Theme.Glyphs.Open), max(width-min(answer, width/3), width/2))
}

// sign says whether a row has an answer.
func (s *stack) sign(i int) (string, *lipgloss.Style) {
	t := s.Theme
	v, ok := s.rows[i].answer()
	n := ansi.StringWidth(t.Glyphs.Open)
	switch {
	case !ok:
		return t.Glyphs.Open, &t.Muted
	case v.Unsure:
		return centre("?", n), &t.Unsure
	case s.rows[i].halfDone() && s.rows[i].part.Problem() == "" && len(v.No)+len(v.NotSure) > 0, len(v.Yes) > 0 && !v.Listed:
		return centre(t.Glyphs.Dot, n), &t.Chosen
	}
	return centre(t.Glyphs.Done, n), &t.Chosen
}

// answer is what was said to a row, in the reader's words.
func (s *stack) answer(i int) string {
	r := &s.rows[i]
	v, ok := r.answer()
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
		unit := s.say(r.q.Unit)
		switch {
		case strings.HasPrefix(unit, "/"):
			return text + unit
		case v.Lo == 1 && v.Hi == 1:
			unit = strings.TrimSuffix(unit, "s")
		}
		return strings.TrimSpace(text + " " + unit)
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
		return strings.Join(out, "; ")
	case len(v.No) > 0:
		return "Not all answered"
	case len(v.NotSure) > 0 || v.Partial:
		return s.notSure(q)
	}
	return "No"
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
	s.full = nil
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
