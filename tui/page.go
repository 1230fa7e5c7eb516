package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// target is what a row of a page opens or does.
type target struct {
	do string // a page, a question, an action
	id string
}

// row is one line of a page; at >= 0 is the target that begins here.
type row struct {
	text string
	at   int
}

// page is text that can be scrolled, with rows that can be chosen. It is laid out
// once for a width and then only cut.
type page struct {
	rows    []row
	targets []target
	lines   []int // the row on which each target begins
	heads   []int // the rows of the headings that can be jumped to
}

// pager is where a reader is on a page.
type pager struct {
	top, chosen int
}

// move goes to the next or previous target, or scrolls where that is out of sight.
func (g *pager) move(p *page, by, height int) {
	next := g.chosen + by
	if next >= 0 && next < len(p.lines) {
		at := p.lines[next]
		if at >= g.top-1 && at <= g.top+height {
			g.chosen = next
			g.show(p, height)
			return
		}
	}
	g.scroll(p, by, height)
}

// scroll moves the window and takes the choice along where it would leave it.
func (g *pager) scroll(p *page, by, height int) {
	g.top = min(max(g.top+by, 0), max(len(p.rows)-height, 0))
	for g.chosen+1 < len(p.lines) && p.lines[g.chosen] < g.top {
		g.chosen++
	}
	for g.chosen > 0 && p.lines[g.chosen] >= g.top+height {
		g.chosen--
	}
}

// toHeading goes to the next heading, or the one before, and chooses what stands under it.
func (g *pager) toHeading(p *page, by, height int) {
	at := g.top
	if g.chosen >= 0 && g.chosen < len(p.lines) {
		at = p.lines[g.chosen]
	}
	to := -1
	for _, y := range p.heads {
		if by > 0 && y > at {
			to = y
			break
		}
		if by < 0 && y < at-1 {
			to = y
		}
	}
	if to < 0 {
		g.end(p, by > 0, height)
		return
	}
	for k, y := range p.lines {
		if y > to {
			g.chosen = k
			break
		}
	}
	g.top = min(max(to, 0), max(len(p.rows)-height, 0))
}

// end goes to the first or the last row.
func (g *pager) end(p *page, last bool, height int) {
	g.top, g.chosen = 0, 0
	if last {
		g.top, g.chosen = max(len(p.rows)-height, 0), max(len(p.lines)-1, 0)
	}
}

// show scrolls so far that the chosen target is seen, with the text that belongs to it.
func (g *pager) show(p *page, height int) {
	if g.chosen >= len(p.lines) {
		g.chosen = max(len(p.lines)-1, 0)
	}
	if len(p.lines) == 0 {
		g.scroll(p, 0, height)
		return
	}
	first, last := p.lines[g.chosen], len(p.rows)-1
	if g.chosen == 0 && first < height {
		first = 0 // the heading above the first target is worth seeing
	}
	if g.chosen+1 < len(p.lines) {
		last = p.lines[g.chosen+1] - 1
	}
	if last-g.top >= height {
		g.top = last - height + 1
	}
	g.top = min(g.top, p.lines[g.chosen])
	if first < g.top {
		g.top = first
	}
	g.top = min(max(g.top, 0), max(len(p.rows)-height, 0))
}

// target returns what the chosen row opens.
func (g *pager) target(p *page) (target, bool) {
	if g.chosen < 0 || g.chosen >= len(p.targets) {
		return target{}, false
	}
	return p.targets[g.chosen], true
}

// open returns what the chosen row opens. A row that is out of sight is shown first:
// nothing is done that was not seen.
func (g *pager) open(p *page, height int) (target, bool) {
	t, ok := g.target(p)
	if !ok {
		return t, false
	}
	if y := p.lines[g.chosen] - g.top; y < 0 || y >= height {
		g.show(p, height)
		return t, false
	}
	return t, true
}

// view cuts the window out of the page and points at the chosen row.
func (g *pager) view(p *page, l *look, height int) []string {
	g.top = min(max(g.top, 0), max(len(p.rows)-height, 0))
	out := make([]string, 0, height)
	for y := g.top; y < min(g.top+height, len(p.rows)); y++ {
		r := p.rows[y]
		if r.at >= 0 && r.at == g.chosen {
			out = append(out, l.cursor.of(pad(l.g.Cursor, 2))+strings.TrimPrefix(r.text, "  "))
			continue
		}
		out = append(out, r.text)
	}
	return out
}

// cursor is the screen line of the chosen row, for those who listen to a cursor.
func (g *pager) cursor(p *page, height int) (int, bool) {
	if g.chosen >= len(p.lines) {
		return 0, false
	}
	y := p.lines[g.chosen] - g.top
	return y, y >= 0 && y < height
}

// place says where the window is: "12-40 of 96".
func (g *pager) place(p *page, height int) string {
	if len(p.rows) <= height {
		return ""
	}
	return fmt.Sprintf("%d-%d of %d", g.top+1, min(g.top+height, len(p.rows)), len(p.rows))
}

// find goes to the next row that holds a text, whatever its case, and says whether
// there is one.
func (g *pager) find(p *page, text string, from, height int) (int, bool) {
	text = strings.ToLower(text)
	for i := range p.rows {
		y := (from + i) % len(p.rows)
		if !strings.Contains(strings.ToLower(ansi.Strip(p.rows[y].text)), text) {
			continue
		}
		g.top = min(max(y-height/3, 0), max(len(p.rows)-height, 0))
		for k, at := range p.lines {
			if at <= y {
				g.chosen = k
			}
		}
		return y, true
	}
	return 0, false
}
