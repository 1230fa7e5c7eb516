// Package chart draws figures in cells of text: bars with intervals, steps from a
// prior to a result, ladders. Figures are plain text, so that they read without
// colour; the words beside them are the caller's. Nothing here knows what it draws.
package chart

import (
	"math"
	"strings"

	"afterfusion/tui/theme"
)

// cell returns the column of a share between 0 and 1 in a figure of some width.
func cell(x float64, width int) int {
	if math.IsNaN(x) {
		return 0
	}
	return min(max(int(math.Round(x*float64(width-1))), 0), width-1)
}

// one returns a sign as exactly one cell, for ASCII signs may be longer.
func one(sign, instead string) string {
	if len([]rune(sign)) == 1 {
		return sign
	}
	return instead
}

// Interval draws a point between the ends of its range on a scale from 0 to 1.
func Interval(p, lo, hi float64, width int, g *theme.Glyphs) string {
	if width < 3 {
		return strings.Repeat(" ", max(width, 0))
	}
	from, to, at := cell(min(lo, p), width), cell(max(hi, p), width), cell(p, width)
	var out strings.Builder
	for x := range width {
		switch {
		case x == at:
			out.WriteString(g.Point)
		case x == from:
			out.WriteString(g.RangeLeft)
		case x == to:
			out.WriteString(g.RangeRight)
		case x > from && x < to:
			out.WriteString(g.RangeLine)
		default:
			out.WriteString(one(g.Dot, "."))
		}
	}
	return out.String()
}

// Bar draws a share between 0 and 1 as a filled bar.
func Bar(share float64, width int, g *theme.Glyphs) string {
	full := min(max(int(math.Round(share*float64(width))), 0), max(width, 0))
	return strings.Repeat(g.Full, full) + strings.Repeat(g.Empty, max(width-full, 0))
}

// Meter draws n of some steps, each one cell apart from the next.
func Meter(n, of int, g *theme.Glyphs) string {
	return strings.Repeat(g.Full, min(max(n, 0), of)) + strings.Repeat(g.Empty, max(of-n, 0))
}

// Span is one step of a waterfall: the share before and after it.
type Span struct{ From, To float64 }

// Waterfall returns the shares through which weights in natural-log units move a
// prior share, in order.
func Waterfall(prior float64, weights []float64) []Span {
	total := math.Log(prior / (1 - prior))
	share := func() float64 { return 1 / (1 + math.Exp(-total)) }
	out := make([]Span, len(weights))
	for i, w := range weights {
		out[i].From = share()
		total += w
		out[i].To = share()
	}
	return out
}

// Move draws one step of a waterfall on a scale from 0 to 1, its head at the end
// that it moves to.
func Move(s Span, width int, g *theme.Glyphs) string {
	if width < 3 {
		return strings.Repeat(" ", max(width, 0))
	}
	from, to := cell(s.From, width), cell(s.To, width)
	left, right := min(from, to), max(from, to)
	var out strings.Builder
	for x := range width {
		switch {
		case x == to && s.To > s.From:
			out.WriteString(">")
		case x == to && s.To < s.From:
			out.WriteString("<")
		case x == to:
			out.WriteString(g.Point)
		case x >= left && x <= right:
			out.WriteString(g.Full)
		default:
			out.WriteString(one(g.Dot, "."))
		}
	}
	return out.String()
}

// Ends draws the range between two shares, without a point.
func Ends(lo, hi float64, width int, g *theme.Glyphs) string {
	if width < 3 {
		return strings.Repeat(" ", max(width, 0))
	}
	from, to := cell(lo, width), cell(hi, width)
	var out strings.Builder
	for x := range width {
		switch {
		case x == from && x == to:
			out.WriteString(g.Vertical)
		case x == from:
			out.WriteString(g.RangeLeft)
		case x == to:
			out.WriteString(g.RangeRight)
		case x > from && x < to:
			out.WriteString(g.RangeLine)
		default:
			out.WriteString(one(g.Dot, "."))
		}
	}
	return out.String()
}

// Rails are the two sides of a ladder: at a rung, and between rungs.
func Rails(g *theme.Glyphs) (rung, between string) {
	if g.Rung == "├" {
		return "├──┤", "│  │"
	}
	return "|--|", "|  |"
}
