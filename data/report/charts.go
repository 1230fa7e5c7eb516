package report

import (
	"fmt"
	"strings"

	"afterfusion/data/figure"
)

// A drawing is lines, areas and words on a plane, which HTML shows as SVG and PDF
// draws as vectors, so that both show the same.
type drawing struct {
	ID            string   // unique on a page
	Title         string   // what it is, for those who cannot see it
	Name          string   // of one of several
	Lines         []string // what it is line by line, for writers that do not draw
	Width, Height float64
	Unit          float64        // how many millimetres a unit is on paper
	Clip          figure.Polygon // areas marked Clipped end here
	Shapes        []shape
}

// shape is one part of a drawing. Its class says what it means; each writer has
// colours for the classes.
type shape struct {
	Kind    string // area, rect, line, dot, text
	Class   string
	X, Y    float64
	W, H    float64 // of a rect; where a line ends; W is the radius of a dot and the size of a text
	Area    figure.Polygon
	Clipped bool
	Text    string
	Anchor  string // start, middle, end
	Bold    bool
}

// Path is the outline of an area, as SVG has it.
func (s shape) Path() string { return s.Area.Path() }

// ClipPath is where clipped areas end, as SVG has it.
func (d *drawing) ClipPath() string { return d.Clip.Path() }

func (d *drawing) put(s ...shape) { d.Shapes = append(d.Shapes, s...) }

func (d *drawing) words(x, y, size float64, class, anchor, text string) {
	d.put(shape{Kind: "text", Class: class, X: x, Y: y, W: size, Anchor: anchor, Text: text})
}

func (d *drawing) line(class string, x1, y1, x2, y2 float64) {
	d.put(shape{Kind: "line", Class: class, X: x1, Y: y1, W: x2, H: y2})
}

func (d *drawing) rect(class string, x, y, w, h float64) {
	d.put(shape{Kind: "rect", Class: class, X: x, Y: y, W: w, H: h})
}

// scaled moves and stretches a polygon.
func scaled(p figure.Polygon, x, y, by float64) figure.Polygon {
	out := make(figure.Polygon, len(p))
	for i, q := range p {
		out[i] = figure.Point{X: x + q.X*by, Y: y + q.Y*by}
	}
	return out
}

// bodyDrawings are the front, the back and the low back enlarged, with the marked
// places filled and the worst one ringed.
func bodyDrawings(zones []Zone, unit float64) []*drawing {
	marked := map[string]bool{}
	for _, z := range zones {
		marked[z.ID] = true
		if z.Worst {
			marked[z.ID+" worst"] = true
		}
	}
	words := zoneWords(zones)
	back := bodySides{figure.Back(), "left", "right"}
	return []*drawing{
		bodyDrawing("body-front", "Front of the body", bodySides{figure.Front(), "right", "left"}, figure.Frame(), 1, marked, words, unit),
		bodyDrawing("body-back", "Back of the body", back, figure.Frame(), 1, marked, words, unit),
		bodyDrawing("body-low-back", "Low back, larger", back, figure.LowBack(), 2.6, marked, words, unit),
	}
}

// bodySides is a view with the sides of the person that lie to its left and right.
type bodySides struct {
	*figure.View
	left, right string
}

// labelPoints is the size of the words on a body, in points, however small it is drawn.
const labelPoints = 6.0

func bodyDrawing(id, name string, v bodySides, frame figure.Rect, by float64, marked map[string]bool, words string, unit float64) *drawing {
	label := labelPoints / 72 * 25.4 / unit
	top, bottom := label+4, label+5
	d := &drawing{ID: id, Title: name + ". Marked: " + words, Unit: unit, Width: frame.Width() * by, Height: frame.Height()*by + top + bottom}
	x, y := -frame.Left*by, top-frame.Top*by
	d.Clip = cut(scaled(v.Outline, x, y, by), 0, top, d.Width, d.Height-bottom)
	d.put(shape{Kind: "area", Class: "body", Area: d.Clip})
	for i := len(v.Zones) - 1; i >= 0; i-- { // where zones overlap the earlier one lies above
		z := &v.Zones[i]
		area := cut(scaled(z.Area, x, y, by), 0, top, d.Width, d.Height-bottom)
		if len(area) == 0 || z.Free && !marked[z.ID] {
			continue
		}
		class := "zone"
		switch {
		case marked[z.ID+" worst"]:
			class = "worst"
		case marked[z.ID]:
			class = "marked"
		}
		d.put(shape{Kind: "area", Class: class, Area: area, Clipped: !z.Free})
	}
	d.put(shape{Kind: "area", Class: "outline", Area: d.Clip})
	d.words(1, label, label, "muted", "start", v.left)
	d.words(d.Width-1, label, label, "muted", "end", v.right)
	d.words(d.Width/2, d.Height-2, label, "ink", "middle", strings.TrimSuffix(strings.TrimSuffix(name, " of the body"), ", larger"))
	return d
}

// cut leaves of a polygon what lies within a box (Sutherland and Hodgman).
func cut(p figure.Polygon, left, top, right, bottom float64) figure.Polygon {
	type side struct {
		inside func(q figure.Point) bool
		cross  func(a, b figure.Point) figure.Point
	}
	atX := func(x float64) func(a, b figure.Point) figure.Point {
		return func(a, b figure.Point) figure.Point {
			return figure.Point{X: x, Y: a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)}
		}
	}
	atY := func(y float64) func(a, b figure.Point) figure.Point {
		return func(a, b figure.Point) figure.Point {
			return figure.Point{X: a.X + (b.X-a.X)*(y-a.Y)/(b.Y-a.Y), Y: y}
		}
	}
	for _, s := range []side{
		{func(q figure.Point) bool { return q.X >= left }, atX(left)},
		{func(q figure.Point) bool { return q.X <= right }, atX(right)},
		{func(q figure.Point) bool { return q.Y >= top }, atY(top)},
		{func(q figure.Point) bool { return q.Y <= bottom }, atY(bottom)},
	} {
		var out figure.Polygon
		for i, q := range p {
			last := p[(i+len(p)-1)%len(p)]
			if s.inside(q) != s.inside(last) {
				out = append(out, s.cross(last, q))
			}
			if s.inside(q) {
				out = append(out, q)
			}
		}
		p = out
	}
	return p
}

// zoneWords lists the marked places, the worst one first.
func zoneWords(zones []Zone) string {
	var worst, others []string
	for _, z := range zones {
		if z.Worst {
			worst = append(worst, z.Name+" (worst)")
		} else {
			others = append(others, lower(z.Name))
		}
	}
	if len(worst)+len(others) == 0 {
		return "nothing"
	}
	return capital(strings.Join(append(worst, others...), "; "))
}

// bandFrom is where each band but the first begins.
var bandFrom = []float64{0.10, 0.30, 0.60, 0.80}

// bandIDs are the bands from the lowest to the highest.
var bandIDs = []string{"unlikely", "not-ruled-out", "possible", "likely", "very-likely"}

// barsDrawing draws sources as bars with their plausible ranges. Figures stand
// beside them for clinicians only; patients read the words of the scale.
func barsDrawing(d *Document, sources []Source) *drawing {
	const row, top, name, plot = 13.5, 24, 214, 236
	figures := d.As != "patient"
	out := &drawing{ID: "bars", Width: name + plot + 10, Height: top + float64(len(sources))*row + 8, Unit: 0.264}
	if figures {
		out.Width += 100
	}
	end := top + float64(len(sources))*row + 2
	edges := append(append([]float64{0}, bandFrom...), 1)
	for i := range bandIDs {
		x, w := name+edges[i]*plot, (edges[i+1]-edges[i])*plot
		out.rect([]string{"band", "band-other"}[i%2], x, top-4, w, end-top+4)
		words := strings.Split(scaleWords[i][map[bool]int{false: 0, true: 1}[figures]], "|")
		for k, s := range words {
			out.words(x+w/2, 8+float64(k)*9, 8, "muted", "middle", s)
		}
	}
	var told []string
	for i, s := range sources {
		y := top + float64(i)*row
		out.words(name-6, y+10.2, 9.6, "ink", "end", shorten(capital(shortName(s.Name)), 40))
		out.rect("bar", name, y+3, s.Probability*plot, 8)
		out.line("range", name+s.Interval[0]*plot, y+7, name+s.Interval[1]*plot, y+7)
		out.line("range", name+s.Interval[0]*plot, y+4, name+s.Interval[0]*plot, y+10)
		out.line("range", name+s.Interval[1]*plot, y+4, name+s.Interval[1]*plot, y+10)
		out.put(shape{Kind: "dot", Class: "dot", X: name + s.Probability*plot, Y: y + 7, W: 2.6})
		said := capital(shortName(s.Name)) + ": " + Words("band", s.Band, d.As)
		if figures {
			figure := fmt.Sprintf("%s (%s)", strings.TrimSuffix(InHundred(s.Probability), " in 100"), strings.TrimSuffix(Span(s.Interval[0], s.Interval[1]), " in 100"))
			out.words(name+plot+6, y+10, 9.6, "ink", "start", figure)
			said += ", " + figure + " in 100, certainty " + s.Certainty
		}
		told = append(told, said)
	}
	out.Title = "How likely each source is. " + strings.Join(told, "; ") + "."
	if figures {
		out.Lines = told
	}
	return out
}

// scaleWords name the bands on the axis for patients and for clinicians; | begins a new line.
var scaleWords = [][2]string{{"not|likely", "unlikely"}, {"not ruled|out", "not ruled|out"}, {"possible", "possible"}, {"likely", "likely"}, {"very|likely", "very|likely"}}

// shortName leaves out what a name has in brackets at its end.
func shortName(s string) string {
	if i := strings.LastIndex(s, " ("); i > 0 && strings.HasSuffix(s, ")") {
		return s[:i]
	}
	return s
}

// shorten cuts a text at a word, with an ellipsis.
func shorten(s string, most int) string {
	if len([]rune(s)) <= most {
		return s
	}
	cut := string([]rune(s)[:most-1])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// ladderDrawing draws the rungs of a ladder from the first to the last, with where
// this person stands.
func ladderDrawing(d *Document, l *Ladder, id string) *drawing {
	const step, left, rail, width, letters = 27, 24, 26, 318, 56
	out := &drawing{ID: id, Width: width, Height: float64(len(l.Rungs))*step + 6, Unit: 0.264}
	patient := d.As == "patient"
	out.line("rail", left, 2, left, out.Height-2)
	out.line("rail", left+rail, 2, left+rail, out.Height-2)
	var told []string
	for i := range l.Rungs {
		r := &l.Rungs[i]
		y := float64(i)*step + step/2 + 5
		here := r.State == "here"
		class, state := "rung", rungWords(r, patient)
		switch {
		case here:
			class = "rung-here"
			out.put(shape{Kind: "area", Class: "here", Area: figure.Polygon{{X: 6, Y: y - 7}, {X: 20, Y: y}, {X: 6, Y: y + 7}}})
		case !r.Open:
			class = "rung-shut"
		}
		out.line(class, left, y, left+rail, y)
		out.words(left+rail/2, y-3, 9, "ink", "middle", fmt.Sprint(i+1))
		title := rungTitle(r)
		lines := strings.Split(Wrap(strings.TrimSuffix(title, ".")+" ("+state+")", "", letters), "\n")
		switch room := letters - len([]rune(state)) - 3; {
		case len(lines) <= 2:
		case room < letters/4: // the state has a line of its own
			lines = []string{shorten(title, letters), "(" + shorten(state, letters-2) + ")"}
		default:
			lines = []string{lines[0], shorten(strings.Join(lines[1:], " "), room) + " (" + state + ")"}
		}
		for k, s := range lines {
			out.words(left+rail+8, y-1+float64(k)*10-float64(len(lines)-1)*5, 9, "ink", "start", s)
			out.Shapes[len(out.Shapes)-1].Bold = here
		}
		told = append(told, fmt.Sprintf("Step %d: %s (%s)", i+1, strings.TrimSuffix(title, "."), state))
	}
	out.Title, out.Lines = strings.Join(told, ". ")+".", told
	return out
}

func rungTitle(r *Rung) string {
	if r.Says != "" {
		return r.Says
	}
	return capital(strings.ReplaceAll(r.ID, "-", " "))
}

var rungStates = map[string][2]string{"here": {"you are here", "current rung"}, "done": {"done with", "done"}, "skipped": {"left out", "passed over"},
	"shut": {"not yet", "not open yet"}, "open": {"open", "open"}}

// barredWords say that nothing on an open rung can be taken up.
var barredWords = map[string][2]string{barredAgree: {"ask your doctor first", "only if specialists agree"}, barredNever: {"not safe for you now", "nothing on it is safe now"}}

// rungWords are the state of a rung; where something on it is barred, with what is not, so
// that the line does not recommend what is.
func rungWords(r *Rung, patient bool) string {
	reader := map[bool]int{true: 0, false: 1}[patient]
	out := rungStates[r.State][reader]
	switch {
	case r.Barred != "":
		out += ": " + barredWords[r.Barred][reader]
	case len(r.Through) > 0:
		out += ": " + r.Through[0]
		if n := len(r.Through) - 1; n > 0 {
			out += " and " + number(float64(n)) + " more"
		}
	}
	return out
}
