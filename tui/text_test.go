package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/tui/theme"
)

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{"  ", 10, nil},
		{"one two three", 7, []string{"one two", "three"}},
		{"one\n two", 20, []string{"one two"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a abcdefg", 4, []string{"a", "abcd", "efg"}},
		{"naïve café", 5, []string{"naïve", "café"}},
		{"日本語", 4, []string{"日本", "語"}},
		{"日本", 1, nil},
	} {
		if got := wrap(tt.text, tt.width); !slices.Equal(got, tt.want) {
			t.Errorf("wrap(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestPadAndClip(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{pad("ab", 4), "ab  "}, {pad("abcdef", 4), "abcd"}, {pad("日本", 3), "日 "}, {clip("abcdef", 4), "abc…"}, {clip("abcd", 4), "abcd"},
		{clip("abc", 0), ""}, {capital("élan"), "Élan"}, {capital(""), ""}, {short("Facet joint (low back)"), "Facet joint"}, {short("(odd)"), "(odd)"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestInkKeepsItsStyle(t *testing.T) {
	l := lookOf(theme.For(true, false))
	if s := l.title.of("word"); ansi.Strip(s) != "word" || s == "word" || s != l.theme.Title.Render("word") {
		t.Errorf("%q", s)
	}
	if l.title.of("") != "" {
		t.Error("nothing needs no style")
	}
}

func TestKeyLineKeepsItsLastKey(t *testing.T) {
	l := lookOf(theme.Plain(false))
	keys := []binding{{show: "a", does: "first"}, {show: "b", does: "second"}, {show: "?", does: "why"}}
	for width := 6; width < 40; width++ {
		s := ansi.Strip(l.keyLine(keys, width))
		if wide(s) > width || !strings.Contains(s, "? why") {
			t.Errorf("%d: %q", width, s)
		}
	}
}

// lines makes a page of some rows with a target on every third.
func lines(n int) *page {
	p := &page{}
	for y := range n {
		r := row{text: "  row", at: -1}
		if y%3 == 0 {
			r.at = len(p.lines)
			p.lines = append(p.lines, y)
			p.targets = append(p.targets, target{"row", "x"})
		}
		p.rows = append(p.rows, r)
	}
	return p
}

func TestPagerMovesAndStaysInside(t *testing.T) {
	p := lines(30)
	var g pager
	for range 40 {
		g.move(p, 1, 8)
		if y := p.lines[g.chosen]; y < g.top || y >= g.top+8 {
			t.Fatalf("row %d chosen, window from %d", y, g.top)
		}
	}
	if g.chosen != 9 || g.top != 22 {
		t.Fatalf("at the end: %+v", g)
	}
	g.scroll(p, -100, 8)
	if g.top != 0 || p.lines[g.chosen] >= 8 {
		t.Fatalf("at the top: %+v", g)
	}
	g.end(p, true, 8)
	if g.place(p, 8) != "23-30 of 30" {
		t.Fatal(g.place(p, 8))
	}
	var long pager
	long.move(&page{rows: make([]row, 20)}, 1, 5)
	if long.top != 1 {
		t.Fatal("a page without targets scrolls")
	}
}

func TestPagerFindsAround(t *testing.T) {
	p := lines(30)
	p.rows[17].text = "  The Needle"
	g := pager{top: 20}
	if y, ok := g.find(p, "needle", 20, 8); !ok || y != 17 {
		t.Fatal(y, ok)
	}
	if _, ok := g.find(p, "hay", 0, 8); ok {
		t.Fatal("found what is not there")
	}
}

func TestNothingOutOfSightIsOpened(t *testing.T) {
	p := &page{rows: make([]row, 20), lines: []int{15}, targets: []target{{"act", "on"}}}
	var g pager
	if _, ok := g.open(p, 8); ok || g.top == 0 {
		t.Fatalf("opened unseen, or not shown: %+v", g)
	}
	if _, ok := g.open(p, 8); !ok {
		t.Fatal("seen, it opens")
	}
}
