package question

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/tui/asking"
)

// Hits of the number's drawing; the marks of the scale are 0 to 10.
const (
	hitUnsure = 100
	hitWord   = 200 // and the words after it
)

// View implements Part.
func (n *number) View(width, height int) string {
	p := page{}
	field, x := n.field()
	if n.onScale && width >= 24 {
		p.body = append(p.body, n.scale(width)...)
		p.body = append(p.body, line{})
	}
	p.from, p.to, p.cursorX = len(p.body), len(p.body), x
	p.body = append(p.body, field)
	p.body = append(p.body, line{})
	p.body = append(p.body, paragraph(&n.Theme.Muted, n.advice(), 2, width)...)
	if len(n.words) > 0 {
		p.body = append(p.body, n.wordLines(width)...)
	}
	p.body = append(p.body, line{})
	p.body = append(p.body, n.unsureLine())
	if len(p.body) > height {
		n.squeeze(&p)
	}
	return n.view.draw(n.Theme, &p, width, height)
}

// squeeze leaves out the empty lines.
func (n *number) squeeze(p *page) {
	kept := p.body[:0]
	from := p.from
	for i, l := range p.body {
		if len(l.segments) == 0 {
			if i < from {
				p.from--
				p.to--
			}
			continue
		}
		kept = append(kept, l)
	}
	p.body = kept
}

// field is the line where the number is typed, and where the cursor stands on it.
func (n *number) field() (line, int) {
	t := n.Theme
	look := &t.Chosen
	text := n.text
	switch {
	case n.value.Unsure && !n.half:
		text, look = strings.ToLower(n.notSure(n.q)), &t.Unsure
	case !n.has || n.half:
		look = &t.Text
	}
	l := line{start: true, segments: []segment{{"  ", nil, nothing}, {t.Glyphs.Cursor + " ", &t.Accent, nothing}}}
	x := 2 + ansi.StringWidth(t.Glyphs.Cursor+" ") + ansi.StringWidth(n.text)
	if text != "" {
		l.segments = append(l.segments, segment{text, look, nothing})
	}
	rest := max(6-ansi.StringWidth(text), 1)
	l.segments = append(l.segments, segment{strings.Repeat("_", rest), &t.Muted, nothing})
	if u := n.say(n.q.Unit); u != "" {
		l.segments = append(l.segments, segment{" " + u, &t.Text, nothing})
	}
	switch {
	case n.text == "" && !n.has:
		l.segments = append(l.segments, segment{"   no answer yet", &t.Muted, nothing})
	case n.half:
		l.segments = append(l.segments, segment{"   not an answer yet", &t.Muted, nothing})
	case n.has && n.value.Numeric && n.typed && n.value.Lo != n.value.Hi:
		l.segments = append(l.segments, segment{"   = " + n.write(n.value), &t.Chosen, nothing})
	}
	return l, x
}

// advice says what can be typed.
func (n *number) advice() string {
	s := "From " + digits(n.lo) + " to " + digits(n.hi) + "."
	if e := asking.Example(n.q); e != "" {
		s += " A guess or a range is fine, such as " + e + "."
	}
	if asking.InMonths(n.q) {
		s += " For years add y, such as 3y."
	}
	return s
}

// wordLines lists the words that are taken instead of numbers.
func (n *number) wordLines(width int) []line {
	t := n.Theme
	items := [][]segment{{{"Or:", &t.Muted, nothing}}}
	for i, w := range n.words {
		look := &t.Key
		if n.has && n.value.Numeric && n.value.Lo == w.value.Lo && n.value.Hi == w.value.Hi {
			look = &t.Chosen
		}
		items = append(items, []segment{{w.text, look, hitWord + i}, {" " + strings.ReplaceAll(n.write(w.value), " to ", "-"), &t.Muted, hitWord + i}})
	}
	return flow(items, 2, width)
}

func (n *number) unsureLine() line {
	t := n.Theme
	glyph, look := t.Glyphs.Open, &t.Muted
	if n.value.Unsure {
		glyph, look = t.Glyphs.Chosen, &t.Unsure
	}
	return line{segments: []segment{{"  ", nil, hitUnsure}, {pad("u", 2), &t.Key, hitUnsure}, {glyph + " " + n.notSure(n.q), look, hitUnsure}}}
}

// scale draws 0 to 10 as a line of marks with their figures.
func (n *number) scale(width int) []line {
	t := n.Theme
	gap := min(max((width-4)/11, 2), 6)
	marks := line{segments: []segment{{"  ", nil, nothing}}}
	figures := line{segments: []segment{{"  ", nil, nothing}}}
	for i := range 11 {
		x := float64(i)
		glyph, look, between := n.dot(t.Glyphs.Open), &t.Muted, &t.Muted
		in := n.has && n.value.Numeric
		if in && x >= n.value.Lo && x <= n.value.Hi {
			glyph, look = n.dot(t.Glyphs.Chosen), &t.Chosen
		}
		if in && x >= n.value.Lo && x < n.value.Hi {
			between = &t.Chosen
		}
		marks.segments = append(marks.segments, segment{glyph, look, i})
		if i < 10 {
			marks.segments = append(marks.segments, segment{strings.Repeat(t.Glyphs.RangeLine, gap-1), between, i})
		}
		figures.segments = append(figures.segments, segment{pad(digits(x), gap), look, i})
	}
	return []line{marks, figures}
}

// dot is a sign of one cell.
func (n *number) dot(glyph string) string {
	if ansi.StringWidth(glyph) == 1 {
		return glyph
	}
	if glyph == n.Theme.Glyphs.Chosen {
		return "#"
	}
	return "+"
}

// Click implements Part.
func (n *number) Click(x, y int) Event {
	switch hit := n.view.at(x, y); {
	case hit == hitUnsure:
		return n.setUnsure()
	case hit >= hitWord && hit-hitWord < len(n.words):
		n.text, n.typed = n.write(n.words[hit-hitWord].value), true
		return n.read()
	case hit >= 0 && hit <= 10:
		return n.set(float64(hit))
	}
	return None
}

// Cursor implements Part.
func (n *number) Cursor() (x, y int, ok bool) { return n.view.cursor() }
