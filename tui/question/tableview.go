package question

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// cellsARow spaces the hits of the rows: the row itself, then its columns.
const cellsARow = 64

// leastTable is the height from which rows are worth seeing together.
const leastTable = 9

// layout is how a table is laid out at a width.
type layout struct {
	label  int   // the width of the labels; 0 where one row is shown at a time
	widths []int // of the columns
	words  bool  // the header has words; otherwise keys, with a legend
}

// layout chooses the widest form that fits: words above the columns, keys above
// the columns, or one row at a time.
func (t *table) layout(width, height int) layout {
	const pointer = 2
	least, longest := 18, 0
	for i := range t.rows {
		longest = max(longest, ansi.StringWidth(t.rows[i].label))
	}
	l := layout{words: true}
	total := 0
	for _, c := range t.columns {
		n := ansi.StringWidth(c.key+" "+c.label) + 2
		l.widths, total = append(l.widths, n), total+n
	}
	if height < leastTable {
		return layout{}
	}
	if l.label = width - pointer - total; l.label >= max(least, min(longest, 36)) {
		l.label = min(l.label, longest+2)
		return l
	}
	for _, cell := range []int{4, 3, 2} {
		keys := layout{label: width - pointer - cell*len(t.columns)}
		for range t.columns {
			keys.widths = append(keys.widths, cell)
		}
		legend := len(t.legend(width))
		if keys.label >= least && (cell < 4 || keys.label >= min(longest, 30)) && height >= legend+leastTable-1 {
			keys.label = min(keys.label, longest+2)
			return keys
		}
	}
	return layout{}
}

// View implements Part.
func (t *table) View(width, height int) string {
	l := t.layout(width, height)
	var p page
	switch {
	case l.label == 0:
		p = t.single(width)
	default:
		p.head = t.header(l, width)
		for i := range t.rows {
			t.addRow(&p, i, l, width)
		}
		t.addNone(&p, width)
		p.foot = []line{plainLine(&t.Theme.Muted, "  "+t.status())}
	}
	return t.view.draw(t.Theme, &p, width, height)
}

// header names the columns.
func (t *table) header(l layout, width int) []line {
	th := t.Theme
	head := line{segments: []segment{{pad("", 2+l.label), nil, nothing}}}
	for i, c := range t.columns {
		look := &th.Muted
		if i == t.column {
			look = &th.Accent
		}
		if l.words {
			head.segments = append(head.segments, segment{"  " + c.key, &th.Key, nothing}, segment{" " + c.label, look, nothing})
		} else {
			head.segments = append(head.segments, segment{centre(c.key, l.widths[i]), &th.Key, nothing})
		}
	}
	if l.words {
		return []line{head}
	}
	return append(t.legend(width), head)
}

// legend says the columns' keys in words.
func (t *table) legend(width int) []line {
	var items [][]segment
	for i, c := range t.columns {
		look := &t.Theme.Muted
		if i == t.column {
			look = &t.Theme.Accent
		}
		items = append(items, []segment{{c.key, &t.Theme.Key, nothing}, {" " + c.label, look, nothing}})
	}
	return flow(items, 0, width)
}

// addRow draws a row, with the heading above it where it begins a list.
func (t *table) addRow(p *page, i int, l layout, width int) {
	th, r := t.Theme, &t.rows[i]
	focused := i == t.focus
	if focused {
		p.from = len(p.body)
	}
	if r.heading != "" {
		p.body = append(p.body, paragraph(&th.Title, r.heading, 0, width)...)
	}
	pointer, look := "  ", &th.Text
	if focused {
		pointer, look = pad(th.Glyphs.Cursor, 2), &th.Cursor
	}
	for n, s := range wrap(r.label, l.label-1) {
		seg := []segment{{pointer, &th.Accent, i * cellsARow}, {pad(s, l.label), look, i * cellsARow}}
		if n == 0 {
			seg = append(seg, t.cells(i, l)...)
		} else {
			seg[0].text = "  "
		}
		p.body = append(p.body, line{seg, n == 0})
	}
	if focused {
		p.to, p.cursorX = len(p.body)-1, 0
		if t.column >= 0 {
			p.cursorX = t.cellX(l)
		}
	}
}

// cellX is where the focused cell of the focused row stands.
func (t *table) cellX(l layout) int {
	x := 2 + l.label
	for _, w := range l.widths[:t.column] {
		x += w
	}
	return x + (l.widths[t.column]-1)/2
}

// cells are the answers that a row can have, with the one that it has.
func (t *table) cells(row int, l layout) []segment {
	th, r := t.Theme, &t.rows[row]
	var out []segment
	for i, c := range t.columns {
		sign, look := th.Glyphs.Dot, &th.Muted
		if l.words {
			sign = oneCell(th.Glyphs.Open, "o")
		}
		switch {
		case r.answer == i && c.unsure:
			sign, look = "?", &th.Unsure
		case r.answer == i:
			sign, look = oneCell(th.Glyphs.Chosen, "#"), &th.Chosen
		case row == t.focus && !l.words:
			sign, look = c.key, &th.Key
		}
		text := centre(sign, l.widths[i])
		if l.words {
			text = pad("  "+sign, l.widths[i])
		}
		if row == t.focus && i == t.column {
			look = &th.Cursor
			text = bracket(sign, l.widths[i], l.words)
		}
		out = append(out, segment{text, look, row*cellsARow + 1 + i})
	}
	return out
}

// bracket marks the cell that the arrows stand on.
func bracket(sign string, width int, left bool) string {
	switch {
	case width < 3:
		return pad(">"+sign, width)
	case left:
		return pad(" ["+sign+"]", width)
	}
	return centre("["+sign+"]", width)
}

// oneCell is a sign of one cell, or what serves instead.
func oneCell(sign, otherwise string) string {
	if ansi.StringWidth(sign) == 1 {
		return sign
	}
	return otherwise
}

// addNone draws the row "none of these".
func (t *table) addNone(p *page, width int) {
	if t.none == nil {
		return
	}
	th := t.Theme
	it := item{key: "N", glyph: th.Glyphs.Unchecked, text: t.say(t.none.Text), look: &th.Text, hit: pickNone}
	if t.all(1) {
		it.glyph, it.look = th.Glyphs.Checked, &th.Chosen
	} else if t.answered() > 0 && t.answered() < len(t.rows) {
		it.text += " (no to the rest)"
	}
	focused := t.focus == len(t.rows)
	if focused {
		p.from, p.cursorX = len(p.body), 0
	}
	p.body = append(p.body, t.row(it, focused, width)...)
	if focused {
		p.to = len(p.body) - 1
	}
}

// all says whether every row has the answer of a column.
func (t *table) all(col int) bool {
	for i := range t.rows {
		if t.rows[i].answer != col {
			return false
		}
	}
	return len(t.rows) > 0
}

// status counts the rows that have an answer.
func (t *table) status() string {
	n, all := t.answered(), len(t.rows)
	switch n {
	case 0:
		return "No answer yet."
	case all:
		return t.Theme.Glyphs.Done + " All rows answered. Enter goes on."
	}
	return strconv.Itoa(n) + " of " + strconv.Itoa(all) + " rows answered."
}

// single is the page of one row at a time, for narrow windows.
func (t *table) single(width int) page {
	th := t.Theme
	var p page
	if t.focus == len(t.rows) {
		t.addNone(&p, width)
		p.foot = []line{plainLine(&th.Muted, "  "+t.status())}
		return p
	}
	r := &t.rows[t.focus]
	p.head = []line{plainLine(&th.Muted, "  "+t.heading(t.focus))}
	p.body = paragraph(&th.Cursor, r.label, 2, width)
	p.body[0].start = true
	p.body[0].segments = []segment{{pad(th.Glyphs.Cursor, 2), &th.Accent, nothing}, {strings.TrimPrefix(p.body[0].segments[0].text, "  "), &th.Cursor, nothing}}
	var items [][]segment
	for i, c := range t.columns {
		items = append(items, t.answerItem(i, c, r))
	}
	lines := flow(items, 2, width)
	p.body = append(p.body, lines...)
	p.to = len(p.body) - 1
	p.foot = []line{t.beyond()}
	return p
}

// heading is the list that a row belongs to, or how many rows have an answer.
func (t *table) heading(row int) string {
	for ; row > 0 && t.rows[row].heading == ""; row-- {
	}
	if h := t.rows[row].heading; h != "" {
		return h
	}
	return t.status()
}

// answerItem is one answer of a row that is shown alone.
func (t *table) answerItem(i int, c column, r *tableRow) []segment {
	th := t.Theme
	sign, look := " ", &th.Text
	switch {
	case r.answer == i && c.unsure:
		sign, look = " ? ", &th.Unsure
	case r.answer == i:
		sign, look = " "+oneCell(th.Glyphs.Chosen, "#")+" ", &th.Chosen
	case i == t.column:
		sign, look = " "+th.Glyphs.Cursor+" ", &th.Cursor
	}
	hit := t.focus*cellsARow + 1 + i
	return []segment{{c.key, &th.Key, hit}, {sign + c.label, look, hit}}
}

// beyond says what stands above and below a row that is shown alone.
func (t *table) beyond() line {
	th := t.Theme
	var seg []segment
	add := func(glyph string, n, hit int, look *lipgloss.Style) {
		if n > 0 {
			seg = append(seg, segment{"  " + glyph + " " + strconv.Itoa(n) + " more", look, hit})
		}
	}
	seg = append(seg, segment{"  " + strconv.Itoa(t.focus+1) + " of " + strconv.Itoa(len(t.rows)), &th.Muted, nothing})
	add(th.Glyphs.Up, t.focus, scrollUp, &th.Muted)
	add(th.Glyphs.Down, len(t.rows)-1-t.focus, scrollDown, &th.Muted)
	return line{segments: seg}
}
