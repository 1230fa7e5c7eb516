package theme

import (
	"image/color"
	"math"
	"reflect"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"charm.land/lipgloss/v2"
)

// luminance is the relative luminance of WCAG 2.2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestColoursCanBeRead(t *testing.T) {
	for _, tt := range []struct {
		name       string
		p          Palette
		background string
	}{{"dark", dark(), "#000000"}, {"dark grey", dark(), "#282A36"}, {"light", light(), "#FFFFFF"}, {"paper", light(), "#F5F0E6"}} {
		v := reflect.ValueOf(tt.p)
		for i := range v.NumField() {
			c := v.Field(i).Interface().(color.Color)
			if got := contrast(c, lipgloss.Color(tt.background)); got < 4.5 {
				t.Errorf("%s: %s has a contrast of %.1f to 1", tt.name, v.Type().Field(i).Name, got)
			}
		}
	}
}

func TestASCIIGlyphsAreASCII(t *testing.T) {
	for name, glyphs := range map[string]Glyphs{"Unicode": Unicode, "ASCII": ASCII} {
		v := reflect.ValueOf(glyphs)
		for i := range v.NumField() {
			s := v.Field(i).String()
			if s == "" {
				t.Errorf("%s: %s is missing", name, v.Type().Field(i).Name)
			}
			if name == "Unicode" && ansi.StringWidth(s) != 1 {
				t.Errorf("%s takes %d cells", s, ansi.StringWidth(s))
			}
			for _, r := range s {
				if name == "ASCII" && r > 126 {
					t.Errorf("%s is not ASCII: %q", v.Type().Field(i).Name, s)
				}
			}
		}
	}
}
