package question

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"afterfusion/tui/theme"
)

// What a click on a segment means: an item of the part, or one of these.
const (
	nothing  = -1 - iota
	scrollUp // the hint that there is more above
	scrollDown
	pickUnsure
	pickNone
	pickBoth
)

// segment is a run of cells with one look; a click on it means hit.
type segment struct {
	text string
	look *lipgloss.Style
	hit  int
}

// line is one line of a drawing. The first line of an item is its start.
type line struct {
	segments []segment
	start    bool
}

func plainLine(look *lipgloss.Style, text string) line {
	return line{segments: []segment{{text, look, nothing}}}
}

// page is what a part wants to show: lines that stay above and below, and lines
// that scroll between them so that the focus is seen.
type page struct {
	head, body, foot []line
	from, to         int // the focused lines of the body
	cursorX          int // where the cursor stands on the line from
}

// window is a page as it was drawn last: it keeps the scrolling, and knows what
// stands where.
type window struct {
	top   int // the first line of the body that is shown
	lines []line
	x, y  int
	shown bool
}

// draw lays out a page in at most height lines of at most width cells.
func (w *window) draw(t *theme.Theme, p *page, width, height int) string {
	w.lines, w.shown = nil, false
	if width < 1 || height < 1 {
		return ""
	}
	p.shrink(height)
	room := p.room(height)
	w.lines = append(w.lines, p.head...)
	w.scroll(p, room)
	first, last, up, down := fit(w.top, len(p.body), room)
	if up {
		w.lines = append(w.lines, more(t, t.Glyphs.Up, p.body[:first], scrollUp))
	}
	if p.from >= first && p.from < last {
		w.x, w.y, w.shown = min(p.cursorX, width-1), len(w.lines)+p.from-first, true
	}
	w.lines = append(w.lines, p.body[first:last]...)
	if down {
		w.lines = append(w.lines, more(t, t.Glyphs.Down, p.body[last:], scrollDown))
	}
	w.lines = append(w.lines, p.foot...)
	return render(w.lines, width)
}

// shrink leaves out what stays until the body has room for a few lines.
func (p *page) shrink(height int) {
	want := min(len(p.body), 3, height)
	for height-len(p.head)-len(p.foot) < want && len(p.foot) > 0 {
		p.foot = p.foot[:len(p.foot)-1]
	}
	for height-len(p.head)-len(p.foot) < want && len(p.head) > 0 {
		p.head = p.head[:len(p.head)-1]
	}
}

// room is what the body has. The focus is read whole before anything tells how much more
// there is: the hint above goes first.
func (p *page) room(height int) room {
	r := room{lines: height - len(p.head) - len(p.foot)}
	spare := r.lines - (p.to - p.from + 1)
	r.above, r.below = r.lines >= 3 && (p.from < 0 || spare >= 2), r.lines >= 3 && (p.from < 0 || spare >= 1)
	return r
}

// room is how many lines the body of a page has, and whether hints may stand in them that
// there is more above and below.
type room struct {
	lines        int
	above, below bool
}

// scroll moves the window as little as shows the focus.
func (w *window) scroll(p *page, room room) {
	w.top = max(min(w.top, len(p.body)-1), 0)
	for w.top > 0 {
		// Nothing is scrolled away for nothing.
		if _, last, _, _ := fit(w.top-1, len(p.body), room); last < len(p.body) {
			break
		}
		w.top--
	}
	first, _, _, _ := fit(w.top, len(p.body), room)
	for w.top > 0 && p.from < first {
		w.top--
		first, _, _, _ = fit(w.top, len(p.body), room)
	}
	var last int
	first, last, _, _ = fit(w.top, len(p.body), room)
	for p.to >= last && last < len(p.body) && first < p.from {
		w.top++
		first, last, _, _ = fit(w.top, len(p.body), room)
	}
	if first > p.from && w.top > 0 {
		w.top-- // the hint above would stand where the focus begins
	}
}

// fit returns the lines of a body that are seen from top on, and whether hints stand above
// and below.
func fit(top, n int, room room) (first, last int, up, down bool) {
	if n <= room.lines || !room.above && !room.below {
		first = min(top, max(n-room.lines, 0))
		return first, min(first+room.lines, n), false, false
	}
	lines := room.lines
	first = top
	if up = room.above && top > 0; up {
		first++ // the hint takes the place of a line
		lines--
	}
	if !room.below {
		return first, min(first+lines, n), up, false
	}
	if first+lines < n {
		return first, first + lines - 1, up, true
	}
	return first, n, up, false
}

// more says how many items lie beyond the window.
func more(t *theme.Theme, glyph string, hidden []line, hit int) line {
	n := 0
	for _, l := range hidden {
		if l.start {
			n++
		}
	}
	text := "  " + glyph + " " + strconv.Itoa(n) + " more"
	if n == 0 {
		text = "  " + glyph + " more"
	}
	return line{segments: []segment{{text, &t.Muted, hit}}}
}

// render joins lines, cut to a width. Neighbours of one look are painted at once.
func render(lines []line, width int) string {
	var b strings.Builder
	inks := inks{}
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		room := width
		var now ink
		var look *lipgloss.Style
		for _, s := range l.segments {
			n := ansi.StringWidth(s.text)
			if n > room {
				s.text = ansi.Truncate(s.text, room, "")
			}
			if s.text == "" {
				continue
			}
			if s.look != look {
				b.WriteString(now.after)
				look, now = s.look, inks.of(s.look)
				b.WriteString(now.before)
			}
			b.WriteString(s.text)
			if room -= n; room <= 0 {
				break
			}
		}
		b.WriteString(now.after)
	}
	return b.String()
}

// ink is a look as what stands before and after a text. A drawing has hundreds of
// texts in half a dozen looks, and making a look is slow.
type ink struct{ before, after string }

type inks map[*lipgloss.Style]ink

func (k inks) of(look *lipgloss.Style) ink {
	if look == nil {
		return ink{}
	}
	is, ok := k[look]
	if !ok {
		is.before, is.after, _ = strings.Cut(look.Render("x"), "x")
		k[look] = is
	}
	return is
}

// at returns what a click at a cell of the last drawing means.
func (w *window) at(x, y int) int {
	if y < 0 || y >= len(w.lines) || x < 0 {
		return nothing
	}
	for _, s := range w.lines[y].segments {
		n := ansi.StringWidth(s.text)
		if x < n {
			return s.hit
		}
		x -= n
	}
	return nothing
}

// cursor returns where the focus was drawn.
func (w *window) cursor() (x, y int, ok bool) { return w.x, w.y, w.shown }

// wrap breaks a text into lines of a width; there is always one.
func wrap(text string, width int) []string {
	return strings.Split(ansi.Wrap(text, max(width, 1), ""), "\n")
}

// mostText is how wide running text may be.
const mostText = 88

// twoColumns lays a text behind some segments and, from a column on, what was said to
// it; both are wrapped, so that nothing is lost. Where there is no room beside the text
// the words stand below it.
func twoColumns(lead []segment, text string, look *lipgloss.Style, said string, saidLook *lipgloss.Style, from, width, hit int) []line {
	const least = 8
	indent := segmentsWidth(lead)
	from = max(from, indent+1)
	below := said != "" && from > width-least
	texts, answers := wrap(text, width-indent), []string(nil)
	if said != "" && !below {
		texts, answers = wrap(text, from-indent-1), wrap(said, width-from)
	}
	var out []line
	for i := range max(len(texts), len(answers)) {
		seg := lead
		if i > 0 {
			seg = []segment{{pad("", indent), nil, hit}}
		}
		seg = seg[:len(seg):len(seg)]
		if i < len(texts) {
			seg = append(seg, segment{texts[i], look, hit})
		}
		if i < len(answers) {
			seg = append(seg, segment{pad("", from-segmentsWidth(seg)), nil, hit}, segment{answers[i], saidLook, hit})
		}
		out = append(out, line{seg, i == 0})
	}
	if below {
		for _, s := range wrap(said, width-indent-2) {
			out = append(out, line{segments: []segment{{pad("", indent+2), nil, hit}, {s, saidLook, hit}}})
		}
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

// paragraph is a text in lines of a width, all of them indented.
func paragraph(look *lipgloss.Style, text string, indent, width int) []line {
	var out []line
	for _, s := range wrap(text, width-indent) {
		out = append(out, plainLine(look, pad("", indent)+s))
	}
	return out
}

// flow lays segments side by side, two cells apart, in lines of a width, all of
// them indented.
func flow(items [][]segment, indent, width int) []line {
	var out []line
	var at int
	margin := segment{pad("", indent), nil, nothing}
	for _, item := range items {
		n := 0
		for _, s := range item {
			n += ansi.StringWidth(s.text)
		}
		if len(out) == 0 || at+2+n > width {
			out, at = append(out, line{segments: []segment{margin}}), indent
		} else {
			last := &out[len(out)-1]
			last.segments, at = append(last.segments, segment{"  ", nil, nothing}), at+2
		}
		last := &out[len(out)-1]
		last.segments, at = append(last.segments, item...), at+n
	}
	return out
}

// pad returns a text of exactly n cells.
func pad(text string, n int) string {
	text = ansi.Truncate(text, max(n, 0), "")
	return text + strings.Repeat(" ", max(n-ansi.StringWidth(text), 0))
}

// centre returns a text in the middle of n cells.
func centre(text string, n int) string {
	text = ansi.Truncate(text, max(n, 0), "")
	left := (n - ansi.StringWidth(text)) / 2
	return pad(strings.Repeat(" ", max(left, 0))+text, n)
}
