package printable

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"plain words, 5 %":         "plain words, 5 %",
		"caf\u00e9 \u6f22":         "caf\u00e9 \u6f22",
		"a\x1b[2Jb":                `a\x1b[2Jb`,
		"\x1b]52;c;eA==\x07":       `\x1b]52;c;eA==\a`,
		"one\nRed flags: none":     `one\nRed flags: none`,
		"one\r\x08two":             `one\r\btwo`,
		"\u202eevil\u202c":         `\u202eevil\u202c`,
		"\u2066x\u2069":            `\u2066x\u2069`,
		"c1 \u009b2J":              `c1 \u009b2J`,
		"\u2028new":                `\u2028new`,
		"\u0645\u06cc\u200c\u062e": "\u0645\u06cc\u200c\u062e", // Persian is written with it
		"\ufeffmark":               `\ufeffmark`,
		"8 bit \x9b2J":             `8 bit \x9b2J`,
	} {
		if got := Clean(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if _, acts := Find(text, false); acts != (text != want) && !strings.Contains(text, "8 bit") {
			t.Errorf("%q acts: %v", text, acts)
		}
	}
	if _, acts := Find("two\nlines\tand more", true); acts {
		t.Error("ends of lines are text where they may stand")
	}
}

func TestNameQuotesOnlyWhatNeedsIt(t *testing.T) {
	for name, want := range map[string]string{
		"case.yaml": "case.yaml", "my cases/1 of 2.yaml": "my cases/1 of 2.yaml", "caf\u00e9.yaml": "caf\u00e9.yaml",
		"a\nafterfusion: all is well": `"a\nafterfusion: all is well"`, "\x1b[2J": `"\x1b[2J"`, "": `""`, " a": `" a"`,
	} {
		if got := Name(name); got != want {
			t.Errorf("%q: got %s, want %s", name, got, want)
		}
	}
}

func TestQuoteIsShort(t *testing.T) {
	for _, text := range []string{strings.Repeat("a", 900_000), strings.Repeat("\u00e9", 61), strings.Repeat("\x1b", 100)} {
		if got := Quote(text); utf8.RuneCountInString(got) > 4*longest+5 || !strings.HasSuffix(got, `..."`) {
			t.Errorf("%.20q is written as %.80s", text, got)
		}
	}
	if got := Quote("at-psis"); got != `"at-psis"` {
		t.Error(got)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a", "\x1b[31m", "\xff\xfe", "\u202e", "a\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, shown := range []string{Clean(s), Name(s), Quote(s)} {
			if r, acts := Find(shown, false); acts || !utf8.ValidString(shown) {
				t.Errorf("%q is shown with %q in it", s, r)
			}
		}
		if c := Clean(s); Clean(c) != c {
			t.Errorf("%q is cleaned twice", s)
		}
	})
}
