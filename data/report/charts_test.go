package report

import (
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
)

// TestDrawingsStayInside: nothing lies outside of its drawing.
func TestDrawingsStayInside(t *testing.T) {
	zones := []Zone{{"psis-left", "left dimple", true}, {"leg-right", "right leg", false}, {"foot-sole-left", "left sole", false}}
	d := &Document{As: "clinician", Sources: []Source{{Name: "A", Band: "likely", Probability: 0.95, Interval: [2]float64{0.01, 0.99}}}}
	here := "b"
	l := &Ladder{Current: &here, Rungs: []Rung{{ID: "a", Passed: true, Open: true}, {ID: "b", Says: strings.Repeat("long words ", 30), Open: true}, {ID: "c"}}}
	for _, x := range append(bodyDrawings(zones, 0.2), barsDrawing(d, d.Sources), ladderDrawing(d, l, "ladder")) {
		if x.Title == "" || x.Unit == 0 || len(x.Shapes) < 5 {
			t.Errorf("%s: title %q, unit %v, %d shapes", x.ID, x.Title, x.Unit, len(x.Shapes))
		}
		for _, s := range x.Shapes {
			for _, p := range s.Area {
				if p.X < -0.01 || p.Y < -0.01 || p.X > x.Width+0.01 || p.Y > x.Height+0.01 || math.IsNaN(p.X+p.Y) {
					t.Fatalf("%s: a point at %v of %v by %v", x.ID, p, x.Width, x.Height)
				}
			}
			if s.Kind != "area" && (s.X < 0 || s.Y < 0 || s.X > x.Width || s.Y > x.Height) {
				t.Errorf("%s: a %s at %v, %v", x.ID, s.Kind, s.X, s.Y)
			}
		}
	}
}

// TestMarkedPlacesAreFilled: the marked place is drawn as such, the worst one apart.
func TestMarkedPlacesAreFilled(t *testing.T) {
	count := func(d *drawing, class string) int {
		n := 0
		for _, s := range d.Shapes {
			if s.Class == class {
				n++
			}
		}
		return n
	}
	all := bodyDrawings([]Zone{{"psis-left", "left dimple", true}, {"buttock-left", "left buttock", false}, {"groin-right", "right groin", false}}, 0.2)
	for i, want := range [][2]int{{1, 0}, {1, 1}, {1, 1}} { // front, back, low back: marked, worst
		if m, w := count(all[i], "marked"), count(all[i], "worst"); m != want[0] || w != want[1] {
			t.Errorf("%s: %d marked and %d worst, want %v", all[i].ID, m, w, want)
		}
	}
}

// TestPrintable: what counts as drawable is in all three fonts.
func TestPrintable(t *testing.T) {
	for name, font := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF, "italic": goitalic.TTF} {
		has := characters(t, font)
		for r := range rune(0x10000) {
			if drawable(r) && r != 0xA0 && r != 0xAD && !has[r] {
				t.Errorf("%s has no %q (%U)", name, r, r)
			}
		}
	}
	if got := printable("a\U0001F600é中"); got != "a?é?" {
		t.Errorf("%q", got)
	}
}

// characters reads which characters a font has from its cmap table, format 4.
func characters(t *testing.T, font []byte) map[rune]bool {
	t.Helper()
	at16 := func(i int) int { return int(font[i])<<8 | int(font[i+1]) }
	at32 := func(i int) int { return at16(i)<<16 | at16(i+2) }
	has := map[rune]bool{}
	for i := range at16(4) {
		entry := 12 + 16*i
		if string(font[entry:entry+4]) != "cmap" {
			continue
		}
		cmap := at32(entry + 8)
		for k := range at16(cmap + 2) {
			sub := cmap + at32(cmap+4+8*k+4)
			if at16(sub) != 4 {
				continue
			}
			n := at16(sub+6) / 2
			for s := range n {
				end, start := at16(sub+14+2*s), at16(sub+16+2*n+2*s)
				delta, offset := at16(sub+16+4*n+2*s), at16(sub+16+6*n+2*s)
				for c := start; c <= end && c < 0xFFFF; c++ {
					g := (c + delta) & 0xFFFF
					if offset != 0 {
						if g = at16(sub + 16 + 6*n + 2*s + offset + 2*(c-start)); g != 0 {
							g = (g + delta) & 0xFFFF
						}
					}
					has[rune(c)] = has[rune(c)] || g != 0
				}
			}
		}
	}
	return has
}

func TestSentences(t *testing.T) {
	if got := sentences("One. Two? Three."); !slices.Equal(got, []string{"One.", "Two?", "Three."}) {
		t.Errorf("%q", got)
	}
	if stop("a") != "a." || stop("a?") != "a?" || stop("") != "" || shorten("one two three", 9) != "one two…" || shortName("A (b)") != "A" {
		t.Error("a helper of words is off")
	}
}
