package chart

import (
	"math"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/tui/theme"
)

func TestFigures(t *testing.T) {
	g := &theme.ASCII
	for _, tt := range []struct{ name, got, want string }{
		{"interval", Interval(0.5, 0.25, 0.75, 9, g), "..[-o-].."},
		{"interval at an end", Interval(0, 0, 0.5, 9, g), "o---]...."},
		{"point alone", Interval(1, 1, 1, 5, g), "....o"},
		{"bar", Bar(0.5, 4, g), "##.."},
		{"bar beyond", Bar(1.5, 4, g), "####"},
		{"meter", Meter(2, 5, g), "##..."},
		{"move up", Move(Span{0.25, 0.75}, 9, g), "..####>.."},
		{"move down", Move(Span{0.75, 0.25}, 9, g), "..<####.."},
		{"no move", Move(Span{0.5, 0.5}, 9, g), "....o...."},
		{"ends", Ends(0.25, 0.75, 9, g), "..[---].."},
		{"nothing", Bar(math.NaN(), 0, g), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

// Whatever is drawn, it takes as many cells as it was given.
func TestFiguresKeepTheirWidth(t *testing.T) {
	for _, g := range []*theme.Glyphs{&theme.ASCII, &theme.Unicode} {
		for width := range 40 {
			for _, p := range []float64{-1, 0, 0.01, 0.5, 0.99, 1, 2} {
				for _, s := range []string{Interval(p, p/2, p*2, width, g), Bar(p, width, g), Move(Span{p, 1 - p}, width, g), Ends(p/2, p, width, g)} {
					if n := ansi.StringWidth(s); n != width {
						t.Fatalf("width %d, p %v: %q has %d cells", width, p, s, n)
					}
				}
			}
		}
	}
}

func TestWaterfallEndsAtTheResult(t *testing.T) {
	spans := Waterfall(0.25, []float64{math.Log(3), math.Log(0.5)})
	if math.Abs(spans[0].From-0.25) > 1e-9 || math.Abs(spans[0].To-0.5) > 1e-9 || math.Abs(spans[1].To-1.0/3) > 1e-9 {
		t.Fatal(spans)
	}
}
