package yamltree

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// show writes a tree in one line, with the place of every value.
func show(n *Node) string {
	at := fmt.Sprintf("@%d:%d", n.Line, n.Column)
	switch n.Kind {
	case Scalar:
		if n.Quoted {
			return fmt.Sprintf("%q%s", n.Value, at)
		}
		return n.Value + at
	case Map:
		parts := make([]string, len(n.Keys))
		for i, k := range n.Keys {
			parts[i] = fmt.Sprintf("%s@%d:%d=%s", k.Name, k.Line, k.Column, show(n.Items[i]))
		}
		return "{" + strings.Join(parts, " ") + "}" + at
	case List:
		parts := make([]string, len(n.Items))
		for i := range n.Items {
			parts[i] = show(n.Items[i])
		}
		return "[" + strings.Join(parts, " ") + "]" + at
	}
	return "nothing" + at
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"word":                     "word@1:1",
		"'yes'":                    `"yes"@1:1`,
		"\"a\\tb\"":                `"a\tb"@1:1`,
		"1.5":                      "1.5@1:1",
		"yes":                      "yes@1:1",
		"[]":                       "[]@1:1",
		"{}":                       "{}@1:1",
		"[a, 2]":                   "[a@1:2 2@1:5]@1:1",
		"a: b":                     "{a@1:1=b@1:4}@1:1",
		"a: b\nc: d\n":             "{a@1:1=b@1:4 c@2:1=d@2:4}@1:1",
		"a:\n  b: [c]\n":           "{a@1:1={b@2:3=[c@2:7]@2:6}@2:3}@1:1",
		"- a: 1\n  b: 2\n- c\n":    "[{a@1:3=1@1:6 b@2:3=2@2:6}@1:3 c@3:3]@1:1",
		"# words\na: b\n":          "{a@2:1=b@2:4}@2:1",
		"\ufeffa: b":               "{a@1:1=b@1:4}@1:1",
		"---\na: b\n":              "{a@2:1=b@2:4}@2:1",
		"a:\n":                     "{a@1:1=nothing@1:4}@1:1",
		`{"a": [1, true, "x"]}`:    `{a@1:2=[1@1:8 true@1:11 "x"@1:17]@1:7}@1:1`,
		"{\t\"a\"\t:\t\"\\t\"\t}":  `{a@1:3="\t"@1:9}@1:1`,
		"a: >-\n  one\n  two\n":    `{a@1:1="one two"@1:4}@1:1`,
		"a: |\n  one\n  two\n":     `{a@1:1="one\ntwo\n"@1:4}@1:1`,
		"a: b # a word\n":          "{a@1:1=b@1:4}@1:1",
		"a: \"# not a comment\"\n": `{a@1:1="# not a comment"@1:4}@1:1`,
	} {
		n, err := Parse("x.yaml", []byte(text), ForAnswers)
		if err != nil || show(n) != want {
			if err == nil {
				t.Errorf("%q: got %s, want %s", text, show(n), want)
				continue
			}
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestParseFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "x.yaml: is empty",
		" \n\t":                    "x.yaml: is empty",
		"# only words\n":           "x.yaml: is empty",
		"a: 1\n---\nb: 2\n":        "x.yaml:3:1: holds a second document",
		"a: 1\nb: 2\na: 3\n":       "x.yaml:3:1: ",
		"a: &x 1\nb: *x\n":         "x.yaml:1:4: anchors, aliases and tags are not used here",
		"a: !!str 1\n":             "x.yaml:1:4: anchors, aliases and tags are not used here",
		"a: {b: 1\n":               "x.yaml:",
		"a: 'b\n":                  "x.yaml:1:4:",
		strings.Repeat("[", 100):   "x.yaml:1:65: is nested more than 64 deep",
		strings.Repeat("- ", 5000): "x.yaml",
	} {
		n, err := Parse("x.yaml", []byte(text), ForAnswers)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.20q: %v %v, want %q", text, n, err, want)
		}
		var e *Error
		if !errors.As(err, &e) || e.File != "x.yaml" {
			t.Errorf("%.20q: %T is not an *Error of the file", text, err)
		}
	}
}

func TestGet(t *testing.T) {
	n, err := Parse("x.yaml", []byte("a: 1\nb: [2]\n"), ForAnswers)
	if err != nil {
		t.Fatal(err)
	}
	if got := n.Get("a"); got == nil || got.Value != "1" {
		t.Error("a is not found")
	}
	if n.Get("c") != nil || n.Get("a").Get("b") != nil {
		t.Error("what is not there is nil")
	}
	if err := n.Get("a").Errorf("x.yaml", "is %d too many", 1); err.Error() != "x.yaml:1:4: is 1 too many" {
		t.Error(err)
	}
	if err := n.Keys[1].Errorf("x.yaml", "is wrong"); err.Error() != "x.yaml:2:1: is wrong" {
		t.Error(err)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.yaml")
	if err := os.WriteFile(name, []byte("a: 1"), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := ReadFile(name, nil, Limit{Bytes: 4}); err != nil || string(data) != "a: 1" {
		t.Error(string(data), err)
	}
	if data, err := ReadFile("-", strings.NewReader("b: 2"), Limit{Bytes: 4}); err != nil || string(data) != "b: 2" {
		t.Error(string(data), err)
	}
	for _, c := range []struct {
		name, want string
		limit      int64
	}{
		{name, "larger than", 3},
		{"-", "standard input: is larger than", 3},
		{dir, "is a folder", 9},
		{filepath.Join(dir, "none"), "there is no such file", 9},
	} {
		if _, err := ReadFile(c.name, strings.NewReader("b: 2"), Limit{Bytes: c.limit}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// FuzzParse reads any bytes. There is a tree or an error, never a panic, and every
// value of a tree has a place.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"a: b\n- c", "{a: [1, {b: c}]}", "a: >-\n  x\n y\n", "- - - a\n", "? a\n: b\n", "a: &x 1\nb: *x", "<<: {a: 1}", "\ufeff# x", "\"\\u00e9\": 'it''s'", "a:\n\t- b"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := Parse("x.yaml", data, ForAnswers)
		if (n == nil) == (err == nil) {
			t.Fatalf("%v and %v", n, err)
		}
		if n != nil {
			sound(t, n)
		}
	})
}

func sound(t *testing.T, n *Node) {
	if n.Line < 1 || n.Column < 1 {
		t.Errorf("%+v has no place", n)
	}
	if n.Kind == Map && len(n.Keys) != len(n.Items) || n.Kind != Map && len(n.Keys) > 0 {
		t.Errorf("%d keys and %d values", len(n.Keys), len(n.Items))
	}
	for i := range n.Keys {
		if n.Keys[i].Line < 1 {
			t.Errorf("key %q has no place", n.Keys[i].Name)
		}
	}
	for _, item := range n.Items {
		sound(t, item)
	}
}
