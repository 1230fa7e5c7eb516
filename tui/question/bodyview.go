package question

import (
	"math"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/data/figure"
)

// The room that the drawing needs.
const (
	leastRows  = 12 // of a figure, with the low back drawn larger
	leastAlone = 20 // of a figure, without
	mostRows   = 36
	wordsWidth = 25 // beside the drawing
	wordsRows  = 3  // below it, at least
	panelGap   = 2
)

// plan is how the drawing is laid out.
type plan struct {
	rows   int
	low    bool
	beside int // the width of the words beside the drawing, 0 where they stand below
	below  int // the lines of the words below it
}

// planFor finds the largest drawing that fits beside or above so many lines of words;
// false where only a list does.
func planFor(width, height, words int) (plan, bool) {
	var best plan
	for _, low := range []bool{true, false} {
		for _, beside := range []bool{true, false} {
			p := plan{low: low, rows: min(height-1, mostRows)}
			room := width
			if beside {
				room -= wordsWidth + panelGap
			} else {
				p.below = min(words, max(height-1-least(low), wordsRows))
				p.rows = min(height-1-p.below, mostRows)
			}
			for p.rows > 0 && figureWidth(p.rows, low) > room {
				p.rows--
			}
			if beside {
				p.beside = width - figureWidth(p.rows, low) - panelGap
			}
			// Words beside are worth a slightly smaller drawing, the low back much more.
			if p.rows >= least(low) && (best.rows == 0 || best.low == low && p.rows > best.rows+1) {
				best = p
			}
		}
	}
	return best, best.rows > 0
}

func least(low bool) int {
	if low {
		return leastRows
	}
	return leastAlone
}

// columnsFor is the width in cells of a drawing of so many rows.
func columnsFor(part figure.Rect, rows int) int {
	return int(math.Ceil(part.Width() / part.Height() * float64(rows) * 2))
}

func figureWidth(rows int, low bool) int {
	total := 2*columnsFor(figure.Frame(), rows) + panelGap
	if low {
		total += columnsFor(figure.LowBack(), rows) + panelGap
	}
	return total
}

// InList says whether a part is a drawing that is written as a list in so much room, so that
// nothing may be said of a picture.
func InList(p Part, width, height int) bool {
	b, ok := p.(*body)
	if !ok {
		return false
	}
	_, fits := planFor(width, height, b.linesBelow(width))
	return !fits || b.asList
}

// View implements Part.
func (b *body) View(width, height int) string {
	plan, ok := planFor(width, height, b.linesBelow(width))
	b.small = !ok
	if b.list = !ok || b.asList; b.list {
		return b.listView(width, height)
	}
	b.fit(plan)
	b.light()
	words := b.words(plan, width)
	p := page{from: -1, to: -1}
	for row := range plan.rows + 1 {
		var l line
		for i := range b.panels {
			if i > 0 {
				l.segments = append(l.segments, segment{pad("", panelGap), nil, nothing})
			}
			if row == 0 {
				l.segments = append(l.segments, b.caption(&b.panels[i]))
			} else {
				l.segments = append(l.segments, b.figureRow(i, row-1)...)
			}
		}
		if plan.beside > 0 && row < len(words) {
			l.segments = append(l.segments, segment{pad("", panelGap), nil, nothing})
			l.segments = append(l.segments, words[row].segments...)
		}
		p.body = append(p.body, l)
	}
	if plan.beside == 0 {
		p.body = append(p.body, words...)
	}
	p.from, p.cursorX = b.focusCell()
	p.to = p.from
	return b.view.draw(b.Theme, &p, width, height)
}

// fit makes the rasters for a size; they are kept until it changes.
func (b *body) fit(plan plan) {
	if b.drawn == plan {
		return
	}
	b.drawn = plan
	if low := len(b.panels) == 3; low != plan.low {
		b.panels = newPanels(&b.marks, plan.low)
		b.focusOn(b.focus)
	}
	for i := range b.panels {
		p := &b.panels[i]
		p.columns = columnsFor(p.part, plan.rows)
		p.raster = p.view.Raster(p.part, p.columns*2, plan.rows*4, 1)
		p.centres = p.raster.Centres(len(p.view.Zones))
		b.keepStill(i, plan.rows)
	}
}

// caption is the heading of a panel; the large one also names the sides.
func (b *body) caption(p *panel) segment {
	text := p.title
	if p.large() {
		text = p.left + "   " + p.title + "   " + p.right
		if ansi.StringWidth(text) > p.columns {
			text = strings.ToUpper(p.left[:1]) + "  " + strings.TrimSuffix(p.title, ", larger") + "  " + strings.ToUpper(p.right[:1])
		}
	}
	return segment{centre(text, p.columns), &b.Theme.Muted, nothing}
}

// figureRow draws one row of cells of a panel; neighbours of one look and meaning
// become one segment.
func (b *body) figureRow(panel, row int) []segment {
	p := &b.panels[panel]
	var out []segment
	var run strings.Builder
	var now segment
	for column := range p.columns {
		glyph, look, hit := b.cell(panel, column, row)
		if run.Len() > 0 && (look != now.look || hit != now.hit) {
			now.text = run.String()
			out = append(out, now)
			run.Reset()
		}
		now.look, now.hit = look, hit
		run.WriteString(glyph)
	}
	now.text = run.String()
	out = append(out, now)
	if row == 0 && !p.large() {
		return b.sides(p, out)
	}
	return out
}

// sides writes left and right beside the head.
func (b *body) sides(p *panel, row []segment) []segment {
	left, right := p.left, p.right
	room := p.columns * 3 / 8
	if ansi.StringWidth(left) > room || ansi.StringWidth(right) > room {
		left, right = strings.ToUpper(left[:1]), strings.ToUpper(right[:1])
	}
	n, m := ansi.StringWidth(left), ansi.StringWidth(right)
	out := []segment{{left, &b.Theme.Muted, nothing}}
	out = append(out, cut(row, n, p.columns-m)...)
	return append(out, segment{right, &b.Theme.Muted, nothing})
}

// cut returns the cells of a row from one column to another. Its cells are one wide.
func cut(row []segment, from, to int) []segment {
	var out []segment
	at := 0
	for _, s := range row {
		cells := []rune(s.text)
		lo, hi := max(from-at, 0), min(to-at, len(cells))
		if lo < hi {
			out = append(out, segment{string(cells[lo:hi]), s.look, s.hit})
		}
		at += len(cells)
	}
	return out
}

// focusCell is where the middle of the focused place is drawn.
func (b *body) focusCell() (row, x int) {
	for i := range b.panels {
		p := &b.panels[i]
		if i == b.panel {
			for z, item := range p.item {
				if c := p.centres[z]; item == b.focus && c.OK {
					return 1 + c.Y/4, x + c.X/2
				}
			}
		}
		x += p.columns + panelGap
	}
	return 0, 0
}

// words names the focused place and lists the marked ones.
func (b *body) words(plan plan, width int) []line {
	t := b.Theme
	room := width
	if plan.beside > 0 {
		room = plan.beside
	}
	most := 2
	if plan.beside > 0 {
		most = 4
	}
	out := b.focusWords(room, most)
	if b.all != nil {
		out = append(out, b.bothLine())
	}
	if plan.beside > 0 {
		out = append(out, line{})
	}
	limit := plan.below - len(out)
	if plan.beside > 0 {
		limit = plan.rows + 1 - len(out)
	}
	marked := b.markedWords(room, plan.beside > 0)
	if len(marked) > limit {
		hidden := line{segments: []segment{{"  " + strconv.Itoa(b.count(yes)) + " places marked in all, v lists them", &t.Muted, nothing}}}
		marked = append(marked[:max(limit-1, 0)], hidden)
	}
	return append(out, marked...)
}

// linesBelow is how many lines the words take below the drawing.
func (b *body) linesBelow(width int) int {
	n := len(b.focusWords(width, 2)) + len(b.markedWords(width, false))
	if b.all != nil {
		n++
	}
	return max(n, wordsRows)
}

// focusWords says where the focus stands.
func (b *body) focusWords(width, most int) []line {
	t := b.Theme
	state := "Space marks"
	switch {
	case b.focus == b.worst:
		state = "the worst"
	case b.on(b.focus):
		state = "marked"
	case b.all == nil:
		state = "w: the worst"
	}
	text := b.say(b.q.Choices[b.items[b.focus]].Text)
	var out []line
	lines := wrap(text, width-2)
	if len(lines) > most {
		lines[most-1] = ansi.Truncate(lines[most-1]+" "+lines[most], width-2, "..")
	}
	for i, s := range lines {
		lead := "  "
		if i == 0 {
			lead = pad(t.Glyphs.Cursor, 2)
		}
		out = append(out, line{segments: []segment{{lead, &t.Accent, nothing}, {s, &t.Cursor, nothing}}})
	}
	last := &out[len(out)-1]
	if ansi.StringWidth(text)+4+len(state) <= width {
		last.segments = append(last.segments, segment{"  " + state, &t.Muted, nothing})
	}
	return out[:min(len(out), most)]
}

// markedWords lists the marked places, one a line or in a flow.
func (b *body) markedWords(width int, oneALine bool) []line {
	t := b.Theme
	var items [][]segment
	var out []line
	for i := range b.of {
		if !b.on(i) {
			continue
		}
		text := b.say(b.q.Choices[b.items[i]].Text)
		if i == b.worst {
			text += " (W, the worst)"
		}
		if !oneALine {
			items = append(items, []segment{{t.Glyphs.Checked + " ", &t.Chosen, pickWords + i}, {text, &t.Text, pickWords + i}})
			continue
		}
		for n, s := range wrap(text, width-4) {
			lead := pad("", ansi.StringWidth(t.Glyphs.Checked)+1)
			if n == 0 {
				lead = t.Glyphs.Checked + " "
			}
			out = append(out, line{segments: []segment{{lead, &t.Chosen, pickWords + i}, {s, &t.Text, pickWords + i}}})
		}
	}
	switch {
	case b.rest == unsure && b.count(yes) == 0:
		out = append(out, plainLine(&t.Unsure, "? "+b.notSure(b.q)))
	case b.rest == unsure:
		items = append(items, []segment{{"? " + strings.ToLower(b.notSure(b.q)) + " about the rest", &t.Unsure, pickUnsure}})
	case b.count(yes) == 0 && b.worst < 0:
		out = append(out, plainLine(&t.Muted, "No place marked yet."))
	case b.one != nil && !b.oneKnown:
		out = append(out, plainLine(&t.Muted, "w marks the worst one."))
	}
	return append(out, flow(items, 0, width)...)
}

// listView is the drawing in words, for small windows.
func (b *body) listView(width, height int) string {
	t := b.Theme
	var items []item
	for at, i := range b.items {
		it := item{glyph: t.Glyphs.Unchecked, text: b.say(b.q.Choices[i].Text), look: &t.Text, hit: at}
		switch {
		case at == b.worst:
			it.glyph, it.look, it.note = t.Glyphs.Checked, &t.Chosen, "the worst"
		case b.on(at):
			it.glyph, it.look = t.Glyphs.Checked, &t.Chosen
		case b.of[at] == unsure:
			it.look = &t.Unsure
		}
		it.key = b.id(at)[:1]
		items = append(items, it)
	}
	status := strconv.Itoa(b.count(yes)) + " marked"
	switch {
	case b.rest == unsure:
		status += ", " + strings.ToLower(b.notSure(b.q)) + " about the rest"
	case b.count(yes) == 0:
		status = "No place marked yet."
	}
	if b.hint != "" {
		return b.drawList(&b.view, items, b.focus, nil, paragraph(&t.Soon, b.hint, 0, width), width, height)
	}
	foot := []line{plainLine(&t.Muted, "  "+status)}
	switch own := b.bothLine(); {
	case b.all == nil:
	case ansi.StringWidth(status)+2+segmentsWidth(own.segments) <= width:
		foot[0].segments = append(foot[0].segments, own.segments...)
	default:
		foot = append(foot, own)
	}
	return b.drawList(&b.view, items, b.focus, nil, foot, width, height)
}
