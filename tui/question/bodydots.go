package question

import (
	"slices"

	"charm.land/lipgloss/v2"

	"afterfusion/data/figure"
	"afterfusion/tui/theme"
)

// still is a cell of the drawing as it looks while none of its places is marked or
// has the focus.
type still struct {
	places uint64 // a bit for each
	glyph  string
	look   *lipgloss.Style
	hit    int
}

// keepStill draws the cells of a panel without any mark, once for each size.
func (b *body) keepStill(panel, rows int) {
	p := &b.panels[panel]
	plain := *b
	plain.of, plain.focus, plain.worst = make([]mark, len(b.of)), -1, -1
	p.still = make([]still, 0, p.columns*rows)
	for i := range p.columns * rows {
		column, row := i%p.columns, i/p.columns
		d := plain.dots(panel, column, row)
		s := still{places: d.places, hit: nothing}
		if d.item >= 0 {
			s.hit = panel*cellsARow + d.item
		}
		s.glyph, s.look = plain.sign(&d, panel, column, row)
		p.still = append(p.still, s)
	}
	b.labelFree(panel, rows)
}

// freeLabel stands under an area beside the body, which would look like a fault without.
const freeLabel = "leg"

// labelFree writes a word under each area that lies beside the body.
func (b *body) labelFree(panel, rows int) {
	p := &b.panels[panel]
	for z := range p.view.Zones {
		if !p.view.Zones[z].Free || p.large() || p.item[z] < 0 {
			continue
		}
		below, left, right := b.cellsOf(p, z, rows)
		if below < 1 || below >= rows {
			continue
		}
		from := min(max((left+right+1-len(freeLabel))/2, 0), p.columns-len(freeLabel))
		under := p.still[below*p.columns+from:][:len(freeLabel)]
		if slices.ContainsFunc(under, func(s still) bool { return s.glyph != " " }) {
			continue
		}
		for i := range under {
			under[i] = still{glyph: freeLabel[i : i+1], look: &b.Theme.Muted, hit: panel*cellsARow + p.item[z]}
		}
	}
}

// cellsOf is the row below a zone, and its columns, in cells; -1 where it is not drawn.
func (b *body) cellsOf(p *panel, zone, rows int) (below, left, right int) {
	below, left, right = -1, p.columns, 0
	for y := range rows * 4 {
		for x := range p.columns * 2 {
			if p.raster.At(x, y) != zone {
				continue
			}
			below = y/4 + 1
			left, right = min(left, x/2), max(right, x/2)
		}
	}
	return below, left, right
}

// cell is one cell of the drawing: four rows of two dots.
func (b *body) cell(panel, column, row int) (glyph string, look *lipgloss.Style, hit int) {
	p := &b.panels[panel]
	s := &p.still[row*p.columns+column]
	if s.places&b.lit == 0 {
		return s.glyph, s.look, s.hit
	}
	switch {
	case panel == b.panel && b.isMiddle(b.focus, p, column, row):
		return oneCell(b.Theme.Glyphs.Point, "@"), &b.Theme.Cursor, s.hit
	case b.isMiddle(b.worst, p, column, row):
		return "W", &b.Theme.Urgent, s.hit
	}
	d := b.dots(panel, column, row)
	glyph, look = b.sign(&d, panel, column, row)
	return glyph, look, s.hit
}

// sign is the character for a cell and its look.
func (b *body) sign(d *dots, panel, column, row int) (glyph string, look *lipgloss.Style) {
	t := b.Theme
	switch {
	case d.focus > 0 && d.focus >= d.marked:
		look = &t.Cursor
	case d.marked > 0:
		look = &t.Chosen
	case d.edge > 0:
		look = &t.Text
	default:
		look = &t.Muted
	}
	switch {
	case t.Glyphs.Full == theme.ASCII.Full:
		return b.panels[panel].ascii(d, column, row), look
	case d.bits == 0:
		return " ", nil
	}
	return string(rune(0x2800 + d.bits)), look
}

// isMiddle says whether a cell is the middle of a place.
func (b *body) isMiddle(place int, p *panel, column, row int) bool {
	for z, item := range p.item {
		if c := p.centres[z]; place >= 0 && item == place && c.OK && c.X/2 == column && c.Y/4 == row {
			return true
		}
	}
	return false
}

// light notes which places do not look as they do when nothing is marked.
func (b *body) light() {
	b.lit = 0
	for i := range b.of {
		if b.on(i) || i == b.focus {
			b.lit |= 1 << (i & 63)
		}
	}
}

// dots are what a cell of the drawing holds.
type dots struct {
	bits                        int // as a braille sign
	edge, border, marked, focus int // how many dots of each kind
	item                        int // the place that has most of them, or -1
	places                      uint64
}

// brailleBits are the bits of the dots of a braille sign, by row and column.
var brailleBits = [4][2]int{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// dots looks at the eight dots of a cell.
func (b *body) dots(panel, column, row int) dots {
	p := &b.panels[panel]
	d := dots{item: -1}
	var seen [8]int
	soft := 0 // the dots that only hint at the body: they give way to a marked place
	for i := range 8 {
		x, y := column*2+i%2, row*4+i/2
		z := p.raster.At(x, y)
		seen[i] = -1
		if z >= 0 {
			seen[i] = p.item[z]
		}
		if seen[i] >= 0 {
			d.places |= 1 << (seen[i] & 63)
		}
		switch b.dot(p, &d, x, y, z, seen[i]) {
		case drawn:
			d.bits |= brailleBits[i/2][i%2]
		case faint:
			soft |= brailleBits[i/2][i%2]
		}
	}
	if d.marked+d.focus == 0 {
		d.bits |= soft
	}
	most := 0
	for i := range seen {
		n := 0
		for _, other := range seen {
			if seen[i] >= 0 && other == seen[i] {
				n++
			}
		}
		if n > most {
			most, d.item = n, seen[i]
		}
	}
	return d
}

// tone is how a dot is drawn.
type tone uint8

const (
	blank tone = iota
	faint
	drawn
)

// dot counts one dot and says how it is drawn: the outline and the marked places
// whole, the focus as a chequer, the rest of the body as a light grain.
func (b *body) dot(p *panel, d *dots, x, y, zone, item int) tone {
	edge := p.raster.Edge(x, y)
	if edge {
		d.edge++
	}
	border := zone >= 0 && p.borders(x, y, zone)
	switch {
	case item >= 0 && b.on(item):
		d.marked++
		if item == b.focus {
			d.focus++
		}
		if border && !edge && p.large() {
			return blank // a gap between marked places that touch
		}
	case item >= 0 && item == b.focus:
		d.focus++
		if !edge && !border && (x+y)%2 != 0 {
			return blank
		}
	case zone >= 0 && p.view.Zones[zone].Free:
		d.border++
		if !p.rim(x, y, zone) {
			return blank
		}
	case edge:
	case border && p.large():
		d.border++
		return faint
	case !p.large() && p.raster.Body(x, y) && x%2 == 0 && y%2 == 0:
		return faint
	default:
		return blank
	}
	return drawn
}

// borders says whether a dot is the last of its zone towards the right or below.
func (p *panel) borders(x, y, zone int) bool {
	for _, other := range [2]int{p.raster.At(x+1, y), p.raster.At(x, y+1)} {
		if other != zone && other >= 0 {
			return true
		}
	}
	return false
}

// rim says whether a dot of a bracket is drawn: its ends and the side away from the body.
func (p *panel) rim(x, y, zone int) bool {
	out := 1
	if x < p.raster.Columns/2 {
		out = -1
	}
	return p.raster.At(x+out, y) != zone || p.raster.At(x, y-1) != zone || p.raster.At(x, y+1) != zone
}

// large says whether a panel shows only a part of the body.
func (p *panel) large() bool { return p.part != figure.Frame() }

// ascii is the letter for a cell where there is no Unicode. The outline follows the
// cells that the body fills.
func (p *panel) ascii(d *dots, column, row int) string {
	switch {
	case d.marked > 3 && d.focus > 0:
		return "@"
	case d.marked > 3:
		return "#"
	case d.focus > 3:
		return "+"
	case !p.fills(column, row):
		if d.border > 2 {
			return ":" // the bracket beside a leg
		}
		return " "
	}
	left, right := !p.fills(column-1, row), !p.fills(column+1, row)
	switch {
	case left && right:
		return "|"
	case left:
		return p.slope(column, row, -1, "/", "\\")
	case right:
		return p.slope(column, row, +1, "\\", "/")
	case !p.fills(column, row-1):
		return "-"
	case !p.fills(column, row+1):
		return "_"
	case p.large() && d.border > 1:
		return "."
	}
	return " "
}

// slope is the letter for a side of the body: in where it narrows upwards, out where
// it widens.
func (p *panel) slope(column, row, outwards int, in, out string) string {
	switch {
	case !p.fills(column, row-1):
		return in
	case p.fills(column+outwards, row-1):
		return out
	}
	return "|"
}

// fills says whether the body fills most of a cell. A part goes on beyond its edges.
func (p *panel) fills(column, row int) bool {
	if !p.large() && (row < 0 || row >= p.raster.Rows/4) {
		return false
	}
	row = max(0, min(row, p.raster.Rows/4-1))
	n := 0
	for i := range 8 {
		if p.raster.Body(column*2+i%2, row*4+i/2) {
			n++
		}
	}
	return n >= 4
}
