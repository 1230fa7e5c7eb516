package report_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// Every word that an assessment can hold has its words for both readers, and no two
// of a kind share theirs.
func TestEveryWordHasWords(t *testing.T) {
	kinds := map[string][]string{"obtain": {rules.Ask, rules.Examine, rules.Image, rules.Lab, rules.Block}}
	for b := rules.Unlikely; b <= rules.VeryLikely; b++ {
		kinds["band"] = append(kinds["band"], b.String())
	}
	for c := rules.Weak; c <= rules.Firm; c++ {
		kinds["certainty"] = append(kinds["certainty"], c.String())
	}
	for l := rules.Routine; l <= rules.Emergency; l++ {
		kinds["level"] = append(kinds["level"], l.String())
	}
	for s := rules.Review; s <= rules.Now; s++ {
		kinds["status"] = append(kinds["status"], s.String())
	}
	// Where a reader's words are the id itself, that is meant.
	plain := map[string]bool{"likely": true, "possible": true, "unlikely": true, "firm": true, "fair": true, "weak": true, "routine": true, "done": true, "later": true, "block": true}
	for kind, ids := range kinds {
		for _, r := range readers {
			seen := map[string]string{}
			for _, id := range ids {
				w := report.Words(kind, id, string(r))
				if w == "" || w == id && !plain[id] {
					t.Errorf("%s %s has no words for the %s", kind, id, r)
				}
				if other, ok := seen[w]; ok {
					t.Errorf("%s: %s and %s are both %q to the %s", kind, id, other, w, r)
				}
				seen[w] = id
			}
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ kind, id, reader, want string }{
		{"band", "not-ruled-out", "patient", "less likely, but not ruled out"},
		{"band", "not-ruled-out", "clinician", "not ruled out"},
		{"level", "emergency", "patient", "get help now"},
		{"level", "urgent", "clinician", "urgent: same day"},
		{"status", "stop", "patient", "did not help: not again"},
		{"status", "never", "patient", "not safe for you now"},
		{"obtain", "lab", "patient", "a blood test"},
		{"obtain", "lab", "", "laboratory"}, // no reader is the clinician
		{"band", "sure", "patient", "sure"}, // what has no words stands for itself
		{"colour", "red", "patient", "red"},
	} {
		if got := report.Words(c.kind, c.id, c.reader); got != c.want {
			t.Errorf("%s %s for %q: %q, want %q", c.kind, c.id, c.reader, got, c.want)
		}
	}
}

func TestInHundred(t *testing.T) {
	for p, want := range map[float64]string{0.01: "1 in 100", 0.4231: "42 in 100", 0.425: "43 in 100", 0.0549: "5 in 100", 0.95: "95 in 100"} {
		if got := report.InHundred(p); got != want {
			t.Errorf("%v: %q, want %q", p, got, want)
		}
	}
	for _, c := range []struct {
		lo, hi float64
		want   string
	}{{0.24, 0.62, "24 to 62 in 100"}, {0.01, 0.99, "1 to 99 in 100"}, {0.104, 0.106, "10 to 11 in 100"}} {
		if got := report.Span(c.lo, c.hi); got != c.want {
			t.Errorf("%v to %v: %q, want %q", c.lo, c.hi, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text, indent string
		width        int
		want         string
	}{
		{"one two three", "", 7, "one two\nthree"},
		{"one two three", "", 6, "one\ntwo\nthree"},
		{"one two three", "  ", 9, "  one two\n  three"},
		{"one  two\n\nthree", "", 20, "one two\n\nthree"},
		{"unbreakable word", "", 4, "unbreakable\nword"},
		{"äöü äöü", "", 7, "äöü äöü"}, // letters count, not bytes
		{"", "", 10, ""},
	} {
		if got := report.Wrap(c.text, c.indent, c.width); got != c.want {
			t.Errorf("%q at %d: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// No line is longer than asked but where one word is, no line could have taken the
// first word of the next, and no word is lost.
func TestWrapFillsLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.StringMatching(`[a-zäß.,]{1,12}`)).Draw(t, "words"), " ")
		indent := strings.Repeat(" ", rapid.IntRange(0, 6).Draw(t, "indent"))
		width := rapid.IntRange(8, 40).Draw(t, "width")
		got := report.Wrap(text, indent, width)
		if strings.Join(strings.Fields(got), " ") != text {
			t.Fatalf("%q lost words of %q", got, text)
		}
		if text == "" {
			return
		}
		lines := strings.Split(got, "\n")
		for i, line := range lines {
			words := strings.Fields(line)
			if line != indent+strings.Join(words, " ") || len(words) > 1 && len([]rune(line)) > width {
				t.Fatalf("line %d: %q of width %d", i, line, width)
			}
			if i > 0 && len([]rune(lines[i-1]))+1+len([]rune(words[0])) <= width {
				t.Fatalf("%q had room for %q", lines[i-1], words[0])
			}
		}
	})
}

// TestNoCauseStandsOut: a patient who told all hears that none stands out, not that too little
// was told.
func TestNoCauseStandsOut(t *testing.T) {
	d, k := made(rules.Patient, "routine")
	d.Enough = false
	for _, missing := range [][]string{nil, {"Which is worse, back or leg"}} {
		d.Missing = missing
		told := strings.Contains(report.Text(d, k), "No one cause stands out")
		open := strings.Contains(report.Text(d, k), "We do not know enough yet")
		if told != (len(missing) == 0) || open == told {
			t.Errorf("missing %v: none stands out %v, not enough known %v", missing, told, open)
		}
	}
}
