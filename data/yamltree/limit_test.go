package yamltree

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// fill repeats a text up to a size.
func fill(s string, size int) string { return strings.Repeat(s, size/len(s)) }

// count writes a line for each number, up to a size.
func count(size int, line func(b *strings.Builder, i int)) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		line(&b, i)
	}
	return b.String()
}

// hostile are texts made to exhaust a parser, as large as may be read.
func hostile(size int) map[string]string {
	size -= 100
	stairs := func(sign string, most int) string {
		return count(size, func(b *strings.Builder, i int) { fmt.Fprintf(b, "%*s%s\n", i%most, "", sign) })
	}
	return map[string]string{
		"lists in a line": fill("- ", size) + "a", "tables in a line": fill("a: ", size) + "a", "keys": fill("? ", size) + "a",
		"anchors": fill("&a ", size) + "a", "anchored entries": fill("- &a b\n", size), "aliases": fill("- *a\n", size), "tags": fill("!a ", size) + "a",
		"merge keys": fill("- <<: a\n", size), "documents": fill("--- a\n", size), "directives": fill("%a\n", size),
		"entries":   count(size, func(b *strings.Builder, i int) { fmt.Fprintf(b, "a%d: 1\n", i) }),
		"one entry": fill("a: 1\n", size), "list": fill("- a\n", size), "empty list": fill("-\n", size), "flow list": "[" + fill("a,", size) + "a]",
		"flow table": "{" + count(size, func(b *strings.Builder, i int) { fmt.Fprintf(b, "a%d:1,", i) }) + "b:1}", "commas": "[" + fill(",", size) + "]",
		"comments": fill("- a #c\n", size), "blank lines": "a:" + fill("\n", size) + " 1", "quoted lines": "a: \"" + fill("\n", size) + "\"",
		"long line": "a: " + fill("b ", size), "many lines": "a: b\n" + fill(" c\n", size), "escapes": "a: \"" + fill("\\u0041", size) + "\"",
		"blocks": fill("- |\n  b\n", size), "stairs": stairs("a:", 1<<20), "steps": stairs("-", 1<<20), "short stairs": stairs("a:", 60),
		"brackets": fill("[", size), "deep lists": "[" + fill(strings.Repeat("[", 60)+strings.Repeat("]", 60)+",", size) + "]", "colons": fill(":", size),
		"half a table": fill("{a: b, ", 300) + fill("a, ", size-300), "spaces": "a:" + fill(" ", size) + "b", "quotes": "a: '" + fill("''", size) + "'",
	}
}

// TestHostileFilesEndSoon reads the worst that is known of each kind: there is a tree
// or an error, and soon. Without limits single ones took all memory there was.
func TestHostileFilesEndSoon(t *testing.T) {
	for name, text := range hostile(int(ForAnswers.Bytes)) {
		start := time.Now()
		n, err := Parse("x.yaml", []byte(text), ForAnswers)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if (n == nil) == (err == nil) {
			t.Errorf("%s: %v and %v", name, n, err)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("%s: an error of %d letters", name, len(err.Error()))
		}
	}
}

func TestLimits(t *testing.T) {
	small := Limit{Bytes: 100, Tokens: 10}
	for text, want := range map[string]string{
		fill("a", 101):                       "x.yaml: is larger than 0 kB",
		"[a, b, c, d, e, f]":                 "x.yaml:1:15: holds more than 10 words and signs, which no such file does",
		fill("- ", 90) + "a":                 "x.yaml:1:21: holds more than 10",
		"a: ? b":                             "x.yaml:1:4: words that begin with ? need quotation marks",
		"? a\n: b\n":                         "x.yaml:1:1: words that begin with ? need quotation marks",
		"%YAML 1.2\n---\na: b\n":             "x.yaml:1:1: anchors, aliases and tags are not used here",
		"---\n---\na: b\n":                   "x.yaml:2:1: holds a second document",
		"--- a\n--- b\n":                     "x.yaml:2:1: holds a second document",
		"a: \"" + fill("[", 70) + "\" # {{{": "", // brackets in words are words
	} {
		_, err := Parse("x.yaml", []byte(text), small)
		if want == "" && err != nil || want != "" && (err == nil || !strings.HasPrefix(err.Error(), want)) {
			t.Errorf("%.30q: got %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{
		fill("- ", 200) + "a": "x.yaml:1:129: is nested more than 64 deep", fill("a: ", 300) + "b": "x.yaml:1:194: is nested more than 64 deep",
		`{"a": 1` + fill(`, "b": 1`, 800) + "}": `x.yaml:1:18: "b" stands here a second time; it stood in line 1`, // many in a line are no nest
	} {
		if _, err := Parse("x.yaml", []byte(text), ForAnswers); err == nil || err.Error() != want {
			t.Errorf("%.30q: got %v, want %q", text, err, want)
		}
	}
}

func TestSyntaxSaysWhatToDo(t *testing.T) {
	for text, want := range map[string]string{
		"a: 1\nb\nc: 2\n":         "x.yaml:2:1: is no line of the form `name: value`, with a space behind the colon",
		"a: 1\n b: 2\n":           "x.yaml:1:4: a second `name: value` stands in one line",
		"a:\n  b: 1\n c: 2\n":     "x.yaml:3:2: does not fit what stands above it",
		"a: [1, 2\nb: 3\n":        "x.yaml:2:1: a comma, or the ] of the list before it, is missing",
		"a: [1, 2":                "x.yaml:1:4: the list that begins here is not closed",
		"a: {b: 1":                "x.yaml:1:4: the table that begins here is not closed",
		"a: \"x\nb: 1\n":          "x.yaml:1:4: the quotation that begins here is not closed",
		"a:\n\tb: 1\n":            "x.yaml:2:1: a tab stands here; lines are set in with spaces",
		"a: ]\n":                  "x.yaml:1:4: a ] stands here that closes nothing",
		"a: @x\n":                 "x.yaml:1:4: words that begin with @ need quotation marks",
		"a: - b\n":                "x.yaml:1:4: a list that is written with - begins in a line of its own",
		": b\n":                   "x.yaml:1:1: is no line of the form `name: value`: the name is missing",
		"a: 'it's'\n":             "x.yaml:1:8: more stands behind a value than belongs to it",
		"[a, b]: c\n":             "x.yaml:1:7: is no line of the form `name: value`",
		"a: >2\n x\n":             "x.yaml:2:2: is not readable as YAML or JSON here: ",
		"{\"a\": 1}\n{\"a\": 2}":  "x.yaml:2:1: holds a second object; give each in a file of its own",
		"{\"a\": 1} {\"a\": 2}\n": "x.yaml:1:1: holds a second object",
		"a: 1\na: 2\n":            `x.yaml:2:1: "a" stands here a second time; it stood in line 1`,
		"a: \x1b[2J\n":            "x.yaml:1:4: holds the control character U+001B, which is no text; take it out",
		"a\x00:\x00 \x001\x00":    "x.yaml:1:2: is not UTF-8 text from here on; save it as UTF-8",
	} {
		if n, err := Parse("x.yaml", []byte(text), ForAnswers); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v %v, want %q", text, n, err, want)
		}
	}
}

func TestErrorsAreOneHarmlessLine(t *testing.T) {
	e := &Error{"odd\nname\x1b[2J.yaml", 1, 2, "there is no key \x1b]52;c;eA==\x07\nafterfusion: all is well"}
	if got, want := e.Error(), `"odd\nname\x1b[2J.yaml":1:2: there is no key \x1b]52;c;eA==\a\nafterfusion: all is well`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestJoinTellsTheFirst(t *testing.T) {
	if Join([]error{nil, nil}) != nil {
		t.Error("nothing is no fault")
	}
	errs := make([]error, 5000)
	for i := range errs {
		errs[i] = &Error{"x.yaml", i + 1, 1, "is wrong"}
	}
	lines := strings.Split(Join(errs).Error(), "\n")
	if len(lines) != mostTold+1 || lines[mostTold] != "x.yaml: and 4980 more faults" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

// TestReadFileWaitsForNothing: what is no ordinary file is refused and not opened.
func TestReadFileWaitsForNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such files")
	}
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe.yaml")
	makePipe(t, pipe)
	huge := filepath.Join(dir, "huge.yaml")
	if f, err := os.Create(huge); err != nil || f.Truncate(3<<30) != nil || f.Close() != nil {
		t.Fatal(err)
	}
	link := filepath.Join(dir, "zero.yaml")
	if err := os.Symlink("/dev/zero", link); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{pipe: "is a pipe, not a file", huge: "is larger than 128 kB", link: "is a device, not a file", "/dev/null": "is a device, not a file"} {
		if _, err := ReadFile(name, nil, ForAnswers); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	folder := os.DirFS(dir)
	for name, want := range map[string]string{"pipe.yaml": "is a pipe, not a file", "huge.yaml": "is larger than 128 kB", "zero.yaml": "is a device, not a file", ".": "is a folder, not a file", "none": "there is no such file"} {
		if _, err := ReadIn(folder, name, ForAnswers); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("in a folder, %s: %v, want %q", name, err, want)
		}
	}
	if data, err := ReadIn(fstest.MapFS{"a": {Data: []byte("b: 1")}}, "a", ForAnswers); err != nil || string(data) != "b: 1" {
		t.Error(string(data), err)
	}
	// A pipe that the shell makes, as for <(command), is read.
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	w.WriteString("a: 1")
	w.Close()
	if data, err := ReadFile(fmt.Sprintf("/dev/fd/%d", r.Fd()), nil, ForAnswers); err != nil || string(data) != "a: 1" {
		t.Errorf("%q, %v", data, err)
	}
}
