// Package figure holds the drawing of the body on which pain is marked: its outline
// from the front and from the back, and the area of every place. Screens draw it in
// cells and reports as vectors, so that a place is the same everywhere.
//
// Coordinates run to the right and down as one looks at the drawing, with the middle
// of the body at 0 and the top of the head near 0. From the front a person's right
// is on the left of the drawing; from the back left is on the left.
package figure

import "math"

// Point is a place on the drawing.
type Point struct{ X, Y float64 }

// Polygon is a closed line.
type Polygon []Point

// Rect is a part of a drawing.
type Rect struct{ Left, Top, Right, Bottom float64 }

// Width is how wide the part is.
func (r Rect) Width() float64 { return r.Right - r.Left }

// Height is how high the part is.
func (r Rect) Height() float64 { return r.Bottom - r.Top }

// Zone is the area of one place, by the id of the choice that names it.
type Zone struct {
	ID   string
	Area Polygon
	// Free areas lie beside the body, such as the bracket of a whole leg; all others
	// end where the body ends.
	Free bool
}

// View is the body from one side. Where zones overlap the earlier one lies above.
type View struct {
	ID      string // front or back
	Outline Polygon
	Zones   []Zone
}

// Frame is the part of the plane that holds the whole body.
func Frame() Rect { return Rect{-41, 0, 41, 207} }

// LowBack is the part of the back that deserves a larger drawing: from the waist to the
// folds below the buttocks.
func LowBack() Rect { return Rect{-21, 60, 21, 117} }

// Front returns the body from the front.
func Front() *View {
	return &View{ID: "front", Outline: outline(), Zones: pairs(frontMiddle, frontSides(), "-right", "-left")}
}

// Back returns the body from the back.
func Back() *View {
	return &View{ID: "back", Outline: outline(), Zones: pairs(backMiddle, backSides(), "-left", "-right")}
}

// pairs joins the zones of the middle with those of both sides, the side that lies
// to the left of the drawing first.
func pairs(middle, sides []Zone, left, right string) []Zone {
	out := make([]Zone, 0, len(middle)+2*len(sides))
	out = append(out, middle...)
	for _, z := range sides {
		out = append(out, Zone{z.ID + left, mirrored(z.Area), z.Free}, Zone{z.ID + right, z.Area, z.Free})
	}
	return out
}

func mirrored(p Polygon) Polygon {
	out := make(Polygon, len(p))
	for i, q := range p {
		out[len(p)-1-i] = Point{-q.X, q.Y}
	}
	return out
}

// steps is into how many pieces a curve between two points is cut.
const steps = 4

// outline is the closed line round the body: the right half and its mirror image.
func outline() Polygon {
	half := make([]Point, 0, len(silhouette)*steps)
	for i := range len(silhouette) - 1 {
		a, b := silhouette[max(i-1, 0)], silhouette[i]
		c, d := silhouette[i+1], silhouette[min(i+2, len(silhouette)-1)]
		for s := range steps {
			half = append(half, curve(a, b, c, d, float64(s)/steps))
		}
	}
	half = append(half, silhouette[len(silhouette)-1])
	return append(Polygon(half), mirrored(half)...)
}

// smooth rounds a closed line.
func smooth(p Polygon) Polygon {
	out := make(Polygon, 0, len(p)*steps)
	n := len(p)
	for i := range p {
		for s := range steps {
			out = append(out, curve(p[(i+n-1)%n], p[i], p[(i+1)%n], p[(i+2)%n], float64(s)/steps))
		}
	}
	return out
}

// oval is an ellipse round a middle.
func oval(x, y, width, height float64) Polygon {
	const corners = 24
	out := make(Polygon, corners)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * (float64(i) + 0.5) / corners)
		out[i] = Point{x + width*cos, y + height*sin}
	}
	return out
}

// curve is a point of the Catmull-Rom spline from b to c.
func curve(a, b, c, d Point, t float64) Point {
	at := func(a, b, c, d float64) float64 {
		return b + t*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))/2
	}
	return Point{at(a.X, b.X, c.X, d.X), at(a.Y, b.Y, c.Y, d.Y)}
}
