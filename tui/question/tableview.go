package question

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/tui/theme"
)

// cellsARow spaces the hits of the rows: the row itself, then its columns.
const cellsARow = 64

const (
	leastTable = 9  // the height from which rows are worth seeing as a table
	fewColumns = 5  // the most columns that are told apart by their keys alone
	mostLabel  = 64 // the width of a row's text
)

// layout is how a table is laid out at a width.
type layout struct {
	label  int   // the width of the labels; 0 where it is drawn as a list
	widths []int // of the columns
	words  bool  // the header has words; otherwise keys, with a legend
}

// layout chooses the widest form that fits: words above the columns, keys above them,
// or a list.
func (t *table) layout(width, height int) layout {
	const pointer, least, cell = 2, 18, 4
	longest := t.longestLabel()
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
		l.label = min(l.label, longest+2, mostLabel)
		return l
	}
	keys := layout{label: width - pointer - cell*len(t.columns)}
	for range t.columns {
		keys.widths = append(keys.widths, cell)
	}
	if len(t.columns) > fewColumns || keys.label < min(longest, 30) || height < len(t.legend(width))+leastTable-1 {
		return layout{}
	}
	keys.label = min(keys.label, longest+2)
	return keys
}

// longestLabel is that of all rows the table can have, so that the columns stay where
// they are when a row goes.
func (t *table) longestLabel() int {
	longest := 0
	for i := range t.rows {
		longest = max(longest, ansi.StringWidth(t.rows[i].label))
	}
	if grid := t.questions[0].Grid; !t.items && grid != "" {
		know := t.Base.Knowledge()
		for i := range know.Questions {
			if q := &know.Questions[i]; q.Grid == grid {
				longest = max(longest, ansi.StringWidth(t.say(q.Text)))
			}
		}
	}
	return longest
}

// View implements Part.
func (t *table) View(width, height int) string {
	l := t.layout(width, height)
	t.listed = l.label == 0
	var p page
	if !t.listed {
		p.head = t.header(l, width)
	}
	for i := range t.rows {
		if t.listed {
			t.addListed(&p, i, width)
		} else {
			t.addRow(&p, i, l)
		}
	}
	t.addNone(&p, width)
	p.foot = []line{plainLine(&t.Theme.Muted, "  "+t.status())}
	if t.hint != "" {
		p.foot = []line{plainLine(&t.Theme.Soon, "  "+t.hint)}
	}
	lead := t.lead(width, height-len(p.head)-len(p.body)-len(p.foot))
	if tight := len(lead) < len(t.lead(width, height)); tight && t.hint == "" {
		p.foot = nil // what is asked counts more than how much is answered
		lead = t.lead(width, height-len(p.head)-len(p.body))
	}
	p.head = append(lead, p.head...)
	out := t.view.draw(t.Theme, &p, width, height)
	t.note(&p)
	return out
}

// lead is the heading of the list and its help, of which there is as much as leaves
// the rows in sight, but at least a line.
func (t *table) lead(width, spare int) []line {
	if t.heading == "" {
		return nil
	}
	text := min(width, mostText)
	out := paragraph(&t.Theme.Title, t.heading, 0, text)
	if t.help == "" || t.hint != "" {
		return out // the hint is about lines that there is no room for
	}
	return append(out, cutHelp(t.Theme, paragraph(&t.Theme.Text, t.help, 0, text), spare-len(out), text)...)
}

// cutHelp is as much of a help as there is room for, and at least a line of it.
func cutHelp(t *theme.Theme, help []line, room, width int) []line {
	if room = max(room, 1); len(help) <= room {
		return help
	}
	help = help[:room:room]
	last := help[room-1].segments[0]
	last.text = ansi.Truncate(last.text, max(width-9, 1), "") + " " + t.Glyphs.Cut + " ? more"
	help[room-1] = line{segments: []segment{last}}
	return help
}

// note remembers which rows were drawn whole; the answers under the row at hand are no part
// of what is to be read.
func (t *table) note(p *page) {
	count := func(lines []line) map[int]int {
		n := map[int]int{}
		for _, l := range lines {
			for _, s := range l.segments {
				if s.hit >= 0 {
					if s.hit%cellsARow == 0 {
						n[s.hit/cellsARow]++
					}
					break
				}
			}
		}
		return n
	}
	whole, drawn := count(p.body), count(t.view.lines)
	t.drawn = 0
	for i := range t.rows {
		if drawn[i] > 0 && drawn[i] >= whole[i] {
			t.seen[i] = true
			t.drawn++
		}
	}
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
	legend := t.legend(width)
	if n := segmentsWidth(legend[0].segments); len(legend) == 1 && n < 2+l.label {
		head.segments[0].text = pad("", 2+l.label-n)
		return []line{{segments: append(legend[0].segments, head.segments...)}}
	}
	return append(legend, head)
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

// addRow draws a row of the table.
func (t *table) addRow(p *page, i int, l layout) {
	th, r := t.Theme, &t.rows[i]
	focused := i == t.focus
	if focused {
		p.from = len(p.body)
	}
	pointer, point, look := "  ", &th.Muted, &th.Text
	switch {
	case focused:
		pointer, point, look = pad(th.Glyphs.Cursor, 2), &th.Accent, &th.Cursor
	case t.lettered() && i < len(rowKeys):
		pointer = rowKeys[i:i+1] + " "
	}
	for n, s := range wrap(r.label, l.label-1) {
		seg := []segment{{pointer, point, i * cellsARow}, {pad(s, l.label), look, i * cellsARow}}
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

// addListed draws a row of the list: its text and answer, and under the row at hand the
// answers that it can have.
func (t *table) addListed(p *page, i int, width int) {
	th, r := t.Theme, &t.rows[i]
	focused := i == t.focus
	lead, look := "  ", &th.Text
	if focused {
		lead, look = pad(th.Glyphs.Cursor, 2), &th.Cursor
		p.from, p.cursorX = len(p.body), 0
	}
	sign, answer, said := th.Glyphs.Open, "", &th.Muted
	if r.answer >= 0 {
		sign, answer, said = th.Glyphs.Done, t.columns[r.answer].label, &th.Chosen
		if t.columns[r.answer].unsure {
			sign, said = "?", &th.Unsure
		}
	}
	seg := []segment{{lead, &th.Accent, i * cellsARow}}
	if t.lettered() && i < len(rowKeys) {
		seg = append(seg, segment{rowKeys[i:i+1] + " ", &th.Key, i * cellsARow})
	}
	seg = append(seg, segment{centre(sign, ansi.StringWidth(th.Glyphs.Open)) + " ", said, i * cellsARow})
	left := t.answersFrom(width)
	p.body = append(p.body, twoColumns(seg, r.label, look, answer, said, left, width, i*cellsARow)...)
	if !focused {
		return
	}
	var items [][]segment
	for c := range t.columns {
		items = append(items, t.answerItem(c, r))
	}
	p.body = append(p.body, flow(items, segmentsWidth(seg), width)...)
	p.to = len(p.body) - 1
}

// answersFrom is the column in which the answers of a list begin.
func (t *table) answersFrom(width int) int {
	widest := 0
	for i := range t.rows {
		if a := t.rows[i].answer; a >= 0 {
			widest = max(widest, ansi.StringWidth(t.columns[a].label))
		}
	}
	return min(t.longestLabel()+8, max(width-widest, width/2))
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
	if left {
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
		return t.Theme.Glyphs.Done + " All lines answered. Enter goes on."
	}
	return strconv.Itoa(n) + " of " + strconv.Itoa(all) + " lines answered."
}

// answerItem is one answer of a row of a list.
func (t *table) answerItem(i int, r *tableRow) []segment {
	th, c := t.Theme, t.columns[i]
	sign, look := " ", &th.Text
	switch {
	case r.answer == i && c.unsure:
		sign, look = " ? ", &th.Unsure
	case r.answer == i:
		sign, look = " "+oneCell(th.Glyphs.Chosen, "#")+" ", &th.Chosen
	case i == t.column:
		sign, look = " "+strings.TrimSpace(th.Glyphs.Cursor)+" ", &th.Cursor
	}
	hit := t.focus*cellsARow + 1 + i
	return []segment{{c.key, &th.Key, hit}, {sign + c.label, look, hit}}
}
