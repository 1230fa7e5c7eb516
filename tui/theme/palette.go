package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Palette names the colours that a theme is made of.
type Palette struct {
	Text, Muted, Accent, Danger, Warning, Notice, Good color.Color
}

// The palettes: the terminal's own sixteen colours until the background is known,
// then one for dark and one for light backgrounds, of at least 4.5 to 1 contrast.
func sixteen() Palette {
	return Palette{Accent: lipgloss.Cyan, Danger: lipgloss.Red, Warning: lipgloss.Yellow,
		Notice: lipgloss.Magenta, Good: lipgloss.Green}
}

func dark() Palette {
	return Palette{Text: lipgloss.Color("#E4E4E4"), Muted: lipgloss.Color("#9E9E9E"), Accent: lipgloss.Color("#6FC3B8"),
		Danger: lipgloss.Color("#FF8577"), Warning: lipgloss.Color("#F2B661"), Notice: lipgloss.Color("#E3D27C"),
		Good: lipgloss.Color("#93C98B")}
}

func light() Palette {
	return Palette{Text: lipgloss.Color("#262626"), Muted: lipgloss.Color("#626262"), Accent: lipgloss.Color("#0B6B62"),
		Danger: lipgloss.Color("#B3261E"), Warning: lipgloss.Color("#8A4B00"), Notice: lipgloss.Color("#6B5900"),
		Good: lipgloss.Color("#2F6B28")}
}

// Plain is the theme for a terminal whose background is not known yet.
func Plain(ascii bool) *Theme { return made(sixteen(), ascii) }

// For is the theme for a known background.
func For(isDark, ascii bool) *Theme {
	if isDark {
		return made(dark(), ascii)
	}
	return made(light(), ascii)
}

func made(p Palette, ascii bool) *Theme {
	in := func(c color.Color) lipgloss.Style {
		s := lipgloss.NewStyle()
		if c != nil {
			s = s.Foreground(c)
		}
		return s
	}
	t := &Theme{
		Text: in(p.Text), Muted: in(p.Muted), Accent: in(p.Accent), Title: in(p.Accent).Bold(true), Key: in(p.Text).Bold(true),
		Cursor: in(p.Accent).Bold(true), Chosen: in(p.Accent).Bold(true), Unsure: in(p.Notice),
		Bar: in(p.Accent), BarRest: in(p.Muted),
		Emergency: in(p.Danger).Bold(true).Reverse(true), Urgent: in(p.Danger).Bold(true), Soon: in(p.Warning).Bold(true),
		Good: in(p.Good), Glyphs: Unicode}
	if ascii {
		t.Glyphs = ASCII
	}
	if p.Muted == nil {
		t.Muted, t.BarRest = lipgloss.NewStyle().Faint(true), lipgloss.NewStyle().Faint(true)
	}
	return t
}
