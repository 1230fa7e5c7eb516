package report

import (
	"strconv"
	"strings"
)

// The colours of the kinds of part and of what drawings mean.
var kindColours = map[string]rgb{"emergency": {152, 16, 15}, "urgent": {138, 54, 0}, "soon": {107, 71, 0}, "calm": {35, 90, 56},
	"doctor": {60, 72, 78}, "": {12, 85, 88}}

func words(s string) []string { return strings.Fields(s) }

// part writes a chapter; one with a kind has a bar beside it.
func (p *paper) part(x *Part) {
	colour := kindColours[x.Kind]
	p.y += p.size * 0.22
	p.room(22)
	from, at := p.f.PageNo(), p.y
	if x.Kind != "" {
		p.left += 4
	}
	size := p.size + 2
	if x.Kind == "emergency" {
		size = p.size + 9
	}
	p.room(p.size * 1.4)
	p.f.Bookmark(x.Heading, 0, p.y)
	p.text("H2", x.Heading, pen{size: size, bold: true, colour: &colour})
	for i := range x.Blocks {
		if i+1 < len(x.Blocks) && x.Blocks[i].Style == "sub" && x.Blocks[i+1].Figure != nil {
			p.room(p.high(x.Blocks[i+1].Figure) + 16) // a heading stays with its picture
		}
		p.block(&x.Blocks[i], x.Kind == "doctor")
	}
	if x.Kind != "" {
		p.left -= 4
		p.bar(colour, from, at)
	}
}

// bar draws the bar beside a part from where it began to here, over all its pages.
func (p *paper) bar(colour rgb, from int, at float64) {
	last, end := p.f.PageNo(), p.y
	for n := from; n <= last; n++ {
		top, bottom := p.page.top, p.page.bottom
		if n == from {
			top = at
		}
		if n == last {
			bottom = end
		}
		p.f.SetPage(n)
		p.artifact(func() {
			p.f.SetFillColor(colour.r, colour.g, colour.b)
			p.f.Rect(p.left, top, 1.4, bottom-top, "F")
		})
	}
	p.f.SetPage(last)
}

func (p *paper) block(x *Block, small bool) {
	n := pen{bold: x.Style == "strong", muted: x.Style == "muted"}
	if small {
		n.size = p.size - 1
	}
	switch {
	case x.Figure != nil:
		p.figure(x.Figure, x.cites)
	case x.Rows != nil:
		p.rows(x.Rows, n)
	case x.Items != nil && x.Narrow:
		p.columns(x.Items, p.size-0.3, 2)
	case x.Items != nil:
		p.items(x.Items, x.Numbered)
	case x.Style == "sub":
		p.y += 0.5
		p.text("H3", x.Text, pen{bold: true})
	default:
		p.text("P", x.Text+spaced(x.cites.String()), n)
	}
	p.y += 0.5
}

// rows are labels with their texts beside them.
func (p *paper) rows(rows []Row, n pen) {
	const label = 33
	p.tags.open("L")
	for _, r := range rows {
		bold := n
		bold.bold = true
		p.ink(bold)
		names := p.wrap(printable(r.Label+":"), label-2)
		p.ink(n)
		lines := p.wrap(printable(r.Text+spaced(r.String())), p.right-p.left-label)
		p.room(p.leading() * float64(max(len(names), min(len(lines), 3))))
		p.tags.open("LI")
		at, page := p.y, p.f.PageNo()
		p.tags.begin(p.f, "Lbl")
		p.put(names, p.left, bold)
		p.tags.end(p.f)
		after := p.y
		p.y = at
		p.tags.begin(p.f, "LBody")
		p.put(lines, p.left+label, n)
		p.tags.end(p.f)
		p.tags.close()
		if p.f.PageNo() == page {
			p.y = max(p.y, after)
		}
		p.y += 0.25
	}
	p.tags.close()
}

// items is a list: a sign or a number, a title, a text and what to ask.
func (p *paper) items(items []Item, numbered bool) {
	const indent = 4.2
	p.tags.open("L")
	for i, it := range items {
		mark := it.Mark
		switch {
		case numbered:
			mark = strconv.Itoa(i+1) + "."
		case mark == "":
			mark = "•"
		}
		p.ink(pen{bold: true})
		title := p.wrap(printable(it.Title), p.right-p.left-indent)
		p.room(p.leading() * 2)
		p.tags.open("LI")
		p.tags.begin(p.f, "Lbl")
		p.ink(pen{})
		p.f.Text(p.left+0.8, p.y+p.leading()*0.77, mark+" ")
		p.tags.end(p.f)
		p.tags.begin(p.f, "LBody")
		rest := printable(strings.TrimSpace(it.Text + spaced(it.String()) + ask(it)))
		switch {
		case it.Title == "":
			p.ink(pen{})
			p.put(p.wrap(rest, p.right-p.left-indent), p.left+indent, pen{})
		default:
			p.runOn(title, rest, indent)
		}
		p.tags.end(p.f)
		p.tags.close()
	}
	p.tags.close()
}

func ask(it Item) string {
	if it.Ask == "" {
		return ""
	}
	return " Ask: " + it.Ask
}

// runOn writes a bold title and goes on behind it on the same line.
func (p *paper) runOn(title []string, rest string, indent float64) {
	bold := pen{bold: true}
	p.put(title, p.left+indent, bold)
	if rest == "" {
		return
	}
	p.ink(bold)
	x := p.left + indent + p.f.GetStringWidth(title[len(title)-1]+"  ")
	p.ink(pen{})
	free := p.right - x
	var first []string
	all := words(rest)
	for len(all) > 0 && p.f.GetStringWidth(strings.Join(append(first, all[0]), " ")) <= free {
		first, all = append(first, all[0]), all[1:]
	}
	if len(first) > 0 {
		p.f.Text(x, p.y-p.leading()+p.leading()*0.77, strings.Join(first, " ")+" ")
	}
	if len(all) > 0 {
		p.put(p.wrap(strings.Join(all, " "), p.right-p.left-indent), p.left+indent, pen{})
	}
}

// columns writes short items in columns, page by page.
func (p *paper) columns(items []Item, size float64, columns int) {
	const gap = 6
	n := pen{size: size}
	p.ink(n)
	width := (p.right - p.left - gap*float64(columns-1)) / float64(columns)
	lines := make([][]string, len(items))
	for i, it := range items {
		lines[i] = p.wrap(printable(it.Text), width-hanging(&it))
	}
	p.tags.open("L")
	for i := 0; i < len(items); {
		p.ink(n)
		if p.y+3*p.leading() > p.page.bottom {
			p.newPage()
			p.ink(n)
		}
		most := int((p.page.bottom - p.y) / p.leading())
		target := evenly(lines[i:], columns, most)
		top, low := p.y, p.y
		for column := range columns {
			p.y = top
			for used := 0; i < len(items) && (used == 0 || used+len(lines[i]) <= target); i++ {
				used += len(lines[i])
				p.columnItem(&items[i], lines[i], p.left+float64(column)*(width+gap), n)
			}
			low = max(low, p.y)
		}
		p.y = low
		if i < len(items) {
			p.newPage()
		}
	}
	p.tags.close()
}

// evenly is the least height at which items fill the columns in order, or the most
// that there is.
func evenly(lines [][]string, columns, most int) int {
	total := 0
	for _, w := range lines {
		total += len(w)
	}
	for height := max(total/columns, 1); height < most; height++ {
		column, used := 1, 0
		for _, w := range lines {
			if used > 0 && used+len(w) > height {
				column, used = column+1, 0
			}
			used += len(w)
		}
		if column <= columns {
			return height
		}
	}
	return most
}

// hanging is how far the text of an item stands from its sign.
func hanging(it *Item) float64 {
	if it.Mark != "" {
		return 5
	}
	return 4.2
}

func (p *paper) columnItem(it *Item, lines []string, x float64, n pen) {
	p.ink(n)
	mark, indent := "•", hanging(it)
	if it.Mark != "" {
		mark = it.Mark
	}
	p.tags.open("LI")
	p.tags.begin(p.f, "Lbl")
	p.f.Text(x+0.6, p.y+p.leading()*0.77, mark+" ")
	p.tags.end(p.f)
	p.tags.begin(p.f, "LBody")
	for _, s := range lines {
		p.f.Text(x+indent, p.y+p.leading()*0.77, s+" ")
		p.y += p.leading()
	}
	p.tags.end(p.f)
	p.tags.close()
}

// leastSize is the smallest text, in points.
const leastSize = 6

// references stand small in columns.
func (p *paper) references() {
	if len(p.s.References) == 0 {
		return
	}
	p.y += 2
	colour := kindColours[""]
	p.room(p.size * 1.4)
	p.f.Bookmark("References", 0, p.y)
	p.text("H2", "References", pen{size: p.size + 2, bold: true, colour: &colour})
	var items []Item
	for _, r := range p.s.References {
		items = append(items, Item{Mark: strconv.Itoa(r.N), Text: r.Words()})
	}
	p.columns(items, max(p.size-2, leastSize), 3)
}

func (p *paper) foot() {
	p.y += 2.5
	p.room(12)
	p.artifact(func() {
		p.f.SetDrawColor(150, 158, 160)
		p.f.SetLineWidth(0.2)
		p.f.Line(p.left, p.y, p.right, p.y)
	})
	p.y += 1
	for _, s := range p.s.Foot {
		p.text("P", s, pen{size: p.size - 1.2, muted: true})
	}
}
