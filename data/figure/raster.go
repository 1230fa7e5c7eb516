package figure

import (
	"math"
	"slices"
)

// Outside and NoZone are the dots of a raster that belong to no zone.
const (
	Outside = -1
	NoZone  = -2 // inside the body
)

// Raster is a view in dots: which zone each of them belongs to.
type Raster struct {
	Columns, Rows int
	dots          []int8 // an index in View.Zones, Outside or NoZone
	body          []bool
}

// At returns the zone of a dot; beyond the edges it is Outside.
func (r *Raster) At(x, y int) int {
	if x < 0 || y < 0 || x >= r.Columns || y >= r.Rows {
		return Outside
	}
	return int(r.dots[y*r.Columns+x])
}

// Body says whether a dot lies in the body.
func (r *Raster) Body(x, y int) bool {
	return x >= 0 && y >= 0 && x < r.Columns && y < r.Rows && r.body[y*r.Columns+x]
}

// Edge says whether a dot of the body lies on its outline. Where a drawing shows a
// part only, its edges are no outline.
func (r *Raster) Edge(x, y int) bool {
	if !r.Body(x, y) {
		return false
	}
	for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
		nx, ny := x+d[0], y+d[1]
		if nx >= 0 && ny >= 0 && nx < r.Columns && ny < r.Rows && !r.body[ny*r.Columns+nx] {
			return true
		}
	}
	return false
}

// Raster draws a part of a view in dots, as large as fits and in proportion: pitch is
// the height of a dot over its width.
func (v *View) Raster(part Rect, columns, rows int, pitch float64) *Raster {
	r := &Raster{Columns: columns, Rows: rows, dots: make([]int8, columns*rows), body: make([]bool, columns*rows)}
	if columns < 1 || rows < 1 {
		return r
	}
	scale := math.Max(part.Width()/float64(columns), part.Height()/(float64(rows)*pitch)) // units a dot
	at := placing{scale, scale * pitch,
		(part.Left+part.Right)/2 - scale*float64(columns)/2, (part.Top+part.Bottom)/2 - scale*pitch*float64(rows)/2}
	for i := range r.dots {
		r.dots[i] = Outside
	}
	at.fill(r, v.Outline, func(i int) { r.body[i], r.dots[i] = true, NoZone })
	for z := range v.Zones {
		zone := &v.Zones[z]
		at.fill(r, zone.Area, func(i int) {
			if zone.Free || r.dots[i] == NoZone {
				r.dots[i] = int8(z)
			}
		})
	}
	return r
}

// placing says where the dots of a raster lie on the plane.
type placing struct{ dx, dy, left, top float64 }

// fill calls set with the index of every dot whose middle lies in a polygon.
func (at placing) fill(r *Raster, p Polygon, set func(int)) {
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, q := range p {
		top, bottom = math.Min(top, q.Y), math.Max(bottom, q.Y)
	}
	first := max(int((top-at.top)/at.dy)-1, 0)
	last := min(int((bottom-at.top)/at.dy)+1, r.Rows-1)
	var cuts []float64
	for row := first; row <= last; row++ {
		y := at.top + (float64(row)+0.5)*at.dy
		cuts = cuts[:0]
		for i, a := range p {
			b := p[(i+1)%len(p)]
			if (a.Y <= y) != (b.Y <= y) {
				cuts = append(cuts, a.X+(y-a.Y)/(b.Y-a.Y)*(b.X-a.X))
			}
		}
		slices.Sort(cuts)
		for i := 0; i+1 < len(cuts); i += 2 {
			from := max(int(math.Ceil((cuts[i]-at.left)/at.dx-0.5)), 0)
			to := min(int(math.Ceil((cuts[i+1]-at.left)/at.dx-0.5)), r.Columns)
			for x := from; x < to; x++ {
				set(row*r.Columns + x)
			}
		}
	}
}

// Centres returns, by the index of the zone, the dot nearest to the middle of each
// zone and in it; zones that are not in the drawing have none.
func (r *Raster) Centres(zones int) []Dot {
	sum := make([][3]int, zones)
	r.each(func(z, x, y int) {
		sum[z][0] += x
		sum[z][1] += y
		sum[z][2]++
	})
	out := make([]Dot, zones)
	best := make([]float64, zones)
	r.each(func(z, x, y int) {
		n := float64(sum[z][2])
		d := math.Hypot(float64(x)-float64(sum[z][0])/n, float64(y)-float64(sum[z][1])/n)
		if !out[z].OK || d < best[z] {
			out[z], best[z] = Dot{x, y, true}, d
		}
	})
	return out
}

// Dot is a place on a raster.
type Dot struct {
	X, Y int
	OK   bool
}

func (r *Raster) each(of func(zone, x, y int)) {
	for y := range r.Rows {
		for x := range r.Columns {
			if z := r.At(x, y); z >= 0 {
				of(z, x, y)
			}
		}
	}
}
