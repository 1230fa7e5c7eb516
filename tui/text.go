package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// wide is the number of cells a text takes. Printable ASCII takes one each, which
// spares most texts the slow way.
func wide(s string) int {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}

// clip cuts a text to some cells, with a mark where something is lost.
func clip(s string, width int) string {
	if wide(s) <= width {
		return s
	}
	return ansi.Truncate(s, max(width, 0), "…")
}

// pad fills a text with blanks to some cells, or cuts it to them.
func pad(s string, width int) string {
	n := wide(s)
	if n > width {
		s = ansi.Truncate(s, max(width, 0), "")
		n = wide(s)
	}
	return s + strings.Repeat(" ", max(width-n, 0))
}

// wrap breaks plain text into lines of at most some cells; long words are broken.
func wrap(s string, width int) []string {
	width = max(width, 1)
	var out []string
	var line strings.Builder
	used := 0
	end := func() {
		if used > 0 {
			out = append(out, line.String())
			line.Reset()
			used = 0
		}
	}
	for word := range strings.FieldsSeq(s) {
		n := wide(word)
		if used > 0 && used+1+n > width {
			end()
		}
		for n > width {
			head := ansi.Truncate(word, width, "")
			if head == "" {
				n = 0 // a sign wider than the line cannot be drawn
				break
			}
			out = append(out, head)
			word = word[len(head):]
			n = wide(word)
		}
		if n == 0 {
			continue
		}
		if used > 0 {
			line.WriteByte(' ')
			used++
		}
		line.WriteString(word)
		used += n
	}
	end()
	return out
}

// frame makes exactly height lines of at most width cells.
func frame(lines []string, width, height int) []string {
	if len(lines) > height {
		lines = lines[:height]
	}
	for i, s := range lines {
		if wide(s) > width {
			lines[i] = ansi.Truncate(s, width, "")
		}
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// beside joins columns of lines; each is as wide as told, the last as it is.
func beside(height int, gap string, columns ...column) []string {
	out := make([]string, height)
	var b strings.Builder
	for y := range out {
		b.Reset()
		for i, c := range columns {
			s := ""
			if y < len(c.lines) {
				s = c.lines[y]
			}
			if i < len(columns)-1 {
				s = pad(s, c.width) + gap
			} else {
				s = clip(s, c.width)
			}
			b.WriteString(s)
		}
		out[y] = b.String()
	}
	return out
}

// column is a part of the screen with its own width.
type column struct {
	lines []string
	width int
}

// capital begins a text with a capital letter.
func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
