package report

import (
	"codeberg.org/go-pdf/fpdf"

	"afterfusion/data/figure"
)

// How the classes of a drawing look on paper.
var (
	fills = map[string]rgb{"body": {243, 236, 228}, "marked": {229, 154, 125}, "worst": {179, 32, 31}, "band": {232, 237, 237},
		"band-other": {244, 247, 247}, "bar": {158, 196, 198}, "dot": {12, 85, 88}, "here": {12, 85, 88}, "ink": {20, 26, 28}, "muted": {75, 85, 90}}
	strokes = map[string]rgb{"outline": {90, 98, 102}, "zone": {195, 184, 174}, "marked": {20, 26, 28}, "worst": {20, 26, 28}, "range": {20, 26, 28},
		"rail": {90, 98, 102}, "rung": {90, 98, 102}, "rung-shut": {90, 98, 102}, "rung-here": {12, 85, 88}}
	strokeWidths = map[string]float64{"outline": 0.8, "zone": 0.35, "marked": 0.4, "worst": 1, "range": 1.1, "rail": 3, "rung": 2, "rung-shut": 2, "rung-here": 4.5}
)

const figureGap = 5

// scale is how many millimetres a unit of a drawing is: less where it is wider than the page.
func (p *paper) scale(d *drawing) float64 { return min(d.Unit, (p.right-p.left)/d.Width) }

// high is the height of pictures side by side.
func (p *paper) high(x *Figures) float64 {
	high := 0.0
	for _, d := range x.Drawings {
		high = max(high, d.Height*p.scale(d))
	}
	return high
}

// figure draws pictures side by side, and their caption.
func (p *paper) figure(x *Figures, c cites) {
	wide, high := -float64(figureGap), p.high(x)
	for _, d := range x.Drawings {
		wide += d.Width*p.scale(d) + figureGap
	}
	p.room(high + 10)
	p.y += 1
	at := p.left + (p.right-p.left-wide)/2
	for _, d := range x.Drawings {
		p.tags.alt(p.f, d.Title)
		p.draw(d, at, p.y+high-d.Height*p.scale(d), p.scale(d))
		p.tags.end(p.f)
		at += d.Width*p.scale(d) + figureGap
	}
	p.y += high + 0.8
	p.text("P", x.Caption+spaced(c.String()), pen{size: p.size - 0.6, muted: true})
}

func (p *paper) draw(d *drawing, x, y, by float64) {
	for i := range d.Shapes {
		s := &d.Shapes[i]
		style := p.brush(s.Class, by)
		switch s.Kind {
		case "area":
			p.area(d, s, x, y, by, style)
		case "rect":
			p.f.Rect(x+s.X*by, y+s.Y*by, s.W*by, s.H*by, style)
		case "line":
			if s.Class == "rung-shut" {
				p.f.SetDashPattern([]float64{0.8, 0.8}, 0)
			}
			p.f.Line(x+s.X*by, y+s.Y*by, x+s.W*by, y+s.H*by)
			p.f.SetDashPattern([]float64{}, 0)
		case "dot":
			p.f.Circle(x+s.X*by, y+s.Y*by, s.W*by, style)
		case "text":
			c := fills[s.Class]
			p.ink(pen{size: s.W * by * 72 / 25.4, bold: s.Bold, colour: &c})
			text := printable(s.Text)
			at := x + s.X*by
			switch w := p.f.GetStringWidth(text); s.Anchor {
			case "middle":
				at -= w / 2
			case "end":
				at -= w
			}
			p.f.Text(at, y+s.Y*by, text+" ")
		}
	}
}

// brush sets the colours of a class and says how to fill and stroke it.
func (p *paper) brush(class string, by float64) string {
	style := ""
	if c, ok := fills[class]; ok {
		p.f.SetFillColor(c.r, c.g, c.b)
		style = "F"
	}
	if c, ok := strokes[class]; ok {
		p.f.SetDrawColor(c.r, c.g, c.b)
		p.f.SetLineWidth(strokeWidths[class] * by)
		style += "D"
	}
	return style
}

func (p *paper) area(d *drawing, s *shape, x, y, by float64, style string) {
	points := func(a figure.Polygon) []fpdf.PointType {
		out := make([]fpdf.PointType, len(a))
		for i, q := range a {
			out[i] = fpdf.PointType{X: x + q.X*by, Y: y + q.Y*by}
		}
		return out
	}
	if s.Clipped {
		p.f.ClipPolygon(points(d.Clip), false)
	}
	p.f.Polygon(points(s.Area), style)
	if s.Clipped {
		p.f.ClipEnd()
	}
}
