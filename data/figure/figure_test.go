package figure_test

import (
	"os"
	"strings"
	"testing"

	"afterfusion/data/figure"
	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

// zones returns the choices of the pain drawing.
func zones(t *testing.T) []rules.Choice {
	t.Helper()
	l, err := knowledge.Load(os.DirFS("../knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range l.Knowledge.Questions {
		if q := &l.Knowledge.Questions[i]; q.Kind == rules.KindZones {
			return q.Choices
		}
	}
	t.Fatal("no question of zones")
	return nil
}

// TestEveryZone: each place of the question is on the drawing, on its own side, and
// the drawing has no others.
func TestEveryZone(t *testing.T) {
	drawn := map[string]bool{}
	known := map[string]rules.Choice{}
	for _, c := range zones(t) {
		known[c.ID] = c
	}
	for _, v := range []*figure.View{figure.Front(), figure.Back()} {
		r := v.Raster(figure.Frame(), 164, 414, 1)
		for z, at := range r.Centres(len(v.Zones)) {
			id := v.Zones[z].ID
			if !at.OK {
				t.Errorf("%s: %s has no area", v.ID, id)
			}
			c, ok := known[id]
			if !ok {
				t.Errorf("%s: %s is no place of the question", v.ID, id)
			}
			drawn[id] = true
			right := at.X > 82 // on the drawing
			if v.ID == "front" {
				right = !right
			}
			if c.Side == "left" && right || c.Side == "right" && !right {
				t.Errorf("%s: %s lies on the wrong side", v.ID, id)
			}
			if (c.Side == "midline" || c.Side == "both") && (at.X < 76 || at.X > 88) {
				t.Errorf("%s: %s does not lie in the middle", v.ID, id)
			}
		}
	}
	for id := range known {
		if !drawn[id] {
			t.Errorf("%s is not on the drawing", id)
		}
	}
}

// TestRaster: at any size a raster is of that size and holds the whole body.
func TestRaster(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {1, 1}, {10, 40}, {80, 60}, {200, 100}} {
		r := figure.Back().Raster(figure.Frame(), size[0], size[1], 1)
		for y := -1; y <= r.Rows; y++ {
			for x := -1; x <= r.Columns; x++ {
				if r.Edge(x, y) && !r.Body(x, y) {
					t.Fatalf("%v: the edge at %d,%d lies outside", size, x, y)
				}
			}
		}
		if n := len(r.Centres(len(figure.Back().Zones))); n != len(figure.Back().Zones) {
			t.Errorf("%v: %d centres", size, n)
		}
	}
}

// TestMirror: left and right are each other's mirror image.
func TestMirror(t *testing.T) {
	for _, v := range []*figure.View{figure.Front(), figure.Back()} {
		r := v.Raster(figure.Frame(), 101, 253, 1) // no dot lies on a line of whole numbers
		for y := range r.Rows {
			for x := range r.Columns / 2 {
				a, b := r.At(x, y), r.At(r.Columns-1-x, y)
				if (a < 0) != (b < 0) || a >= 0 && other(v.Zones[a].ID) != v.Zones[b].ID {
					t.Fatalf("%s: %d,%d and its mirror image differ", v.ID, x, y)
				}
			}
		}
	}
}

func other(id string) string {
	if s, ok := strings.CutSuffix(id, "-left"); ok {
		return s + "-right"
	}
	if s, ok := strings.CutSuffix(id, "-right"); ok {
		return s + "-left"
	}
	return id
}

func TestPath(t *testing.T) {
	if got, want := (figure.Polygon{{X: 0, Y: 1}, {X: -2.25, Y: 3}, {X: 4, Y: 5}}).Path(), "M0.0 1.0L-2.2 3.0L4.0 5.0Z"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
