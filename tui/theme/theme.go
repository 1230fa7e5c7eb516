// Package theme holds the colours and glyphs of every screen: one accent, readable
// on black and on white, never colour alone. It asks the terminal nothing; the
// palette is of the sixteen colours until the background is known.
package theme

import (
	"charm.land/lipgloss/v2"
)

// Theme is how things look. It is plain data and may be shared.
type Theme struct {
	Text, Muted, Accent, Title, Key      lipgloss.Style
	Cursor, Chosen, Unsure, Bar, BarRest lipgloss.Style
	Emergency, Urgent, Soon, Good        lipgloss.Style
	Glyphs                               Glyphs
}

// Glyphs are the signs; ASCII ones serve where the terminal has no Unicode.
type Glyphs struct {
	Chosen, Open, Checked, Unchecked, Cursor, Here, Warn, Done, Skip string
	Full, Empty, RangeLine, RangeLeft, RangeRight, Point             string
	Vertical, Horizontal, Rung, Up, Down, Dot, Cut                   string
}

// Unicode are the signs for terminals with Unicode.
var Unicode = Glyphs{Chosen: "●", Open: "○", Checked: "■", Unchecked: "□", Cursor: "»", Here: "▶", Warn: "▲", Done: "✓", Skip: "–",
	Full: "█", Empty: "░", RangeLine: "━", RangeLeft: "╺", RangeRight: "╸", Point: "◆",
	Vertical: "│", Horizontal: "─", Rung: "├", Up: "↑", Down: "↓", Dot: "·", Cut: "…"}

// ASCII are the signs for terminals without.
var ASCII = Glyphs{Chosen: "(*)", Open: "( )", Checked: "[x]", Unchecked: "[ ]", Cursor: ">", Here: ">>", Warn: "!", Done: "v", Skip: "-",
	Full: "#", Empty: ".", RangeLine: "-", RangeLeft: "[", RangeRight: "]", Point: "o",
	Vertical: "|", Horizontal: "-", Rung: "+", Up: "^", Down: "v", Dot: ".", Cut: "~"}
