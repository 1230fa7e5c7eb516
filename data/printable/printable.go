// Package printable shows text that comes from outside (files, names of files, flags,
// clipboards) so that nothing in it can act on a terminal, forge a line or turn the
// direction of writing.
package printable

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many letters of a foreign value a message repeats.
const longest = 60

// Acts says whether a letter does something else than being seen: control characters,
// marks that turn the direction of writing, other invisible marks, line separators.
func Acts(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && !joins(r) || r == '\u2028' || r == '\u2029'
}

// joins are the invisible letters that scripts and symbols are written with.
func joins(r rune) bool { return r == '\u200c' || r == '\u200d' }

// Find returns the first letter of a text that acts; ok is false where there is none.
// Ends of lines are text where lines says so.
func Find(s string, lines bool) (r rune, ok bool) {
	for _, r := range s {
		if Acts(r) && !(lines && (r == '\n' || r == '\t')) {
			return r, true
		}
	}
	return 0, false
}

// harmless says whether a text of one line can be shown as it is.
func harmless(s string) bool {
	_, acts := Find(s, false)
	return !acts && utf8.ValidString(s)
}

// Clean returns a text of one line in which what acts, and what is no text at all, is
// written out as an escape.
func Clean(s string) string {
	if harmless(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case Acts(r):
			q := strconv.QuoteRuneToASCII(r)
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteRune(r)
		}
		s = s[n:]
	}
	return b.String()
}

// Cut shortens a text to the length that messages repeat.
func Cut(s string) string {
	if len(s) <= longest {
		return s
	}
	if c := []rune(s); len(c) > longest {
		return string(c[:longest]) + "..."
	}
	return s
}

// Quote writes a foreign value in quotation marks, shortened.
func Quote(s string) string { return strconv.Quote(Cut(s)) }

// Name writes a foreign name, such as that of a file, as it is where it is harmless
// and in quotation marks where it is not.
func Name(s string) string {
	if !harmless(s) || s == "" || strings.TrimSpace(s) != s {
		return strconv.Quote(s)
	}
	return s
}
