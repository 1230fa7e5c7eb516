package answers_test

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"afterfusion/data/answers"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

const (
	head = "afterfusion: 1\nanswers:\n"
	uni  = "\u00e9"
)

func TestDecode(t *testing.T) {
	base := tiny(t)
	yes, no := rules.One("yes"), rules.One("no")
	for text, want := range map[string]rules.Answers{
		"  n: 50\n":           {"n": rules.Number(50)},
		"  n: 0.5\n":          {"n": rules.Number(0.5)},
		"  n: -0\n":           {"n": rules.Number(0)},
		"  n: 1e1\n":          {"n": rules.Number(10)},
		"  n: [6, 12]\n":      {"n": rules.Range(6, 12)},
		"  n: unknown\n":      {"n": rules.Unsure()},
		"  severity: mild\n":  {"severity": rules.Range(1, 3)},
		"  c: yes\n":          {"c": yes},
		"  c: true\n":         {"c": yes},
		"  c: false\n":        {"c": no},
		"  c: unknown\n":      {"c": rules.Unsure()},
		"  c: [no]\n":         {"c": no},
		"  c: True\n":         {"c": yes},
		"  c: NO\n":           {"c": no},
		"  c: [unknown]\n":    {"c": rules.Unsure()}, // a single value is a list of one
		"  e: [not-done]\n":   {"e": rules.Unsure()},
		"  e: not-done\n":     {"e": rules.Unsure()},
		"  d: not-done\n":     {"d": rules.One("not-done")}, // here it is a choice
		"  m: a\n":            {"m": rules.List("a")},
		"  m: [a, b]\n":       {"m": rules.List("a", "b")},
		"  m: [a, true]\n":    {"m": rules.List("a", "yes")},
		"  m: [a, unknown]\n": {"m": rules.PartialList("a")},
		"  m: [unknown]\n":    {"m": rules.PartialList()},
		"  m: none\n":         {"m": rules.List("none")},
		"  m:\n    a: true\n    b: no\n    yes: unknown\n": {"m": rules.Map([]string{"a"}, []string{"b"}, []string{"yes"})},
		"  z: {left: no, right: yes}\n":                    {"z": rules.Map([]string{"right"}, []string{"left"}, nil)},
		"  z:\n    - left\n    - right\n":                  {"z": rules.List("left", "right")},
		"  # only words\n  n: 5 # and more\n":              {"n": rules.Number(5)},
		"\n":                                               {},
		"  n: 50\r\n  m:\r\n    - a\r\n    - unknown\r\n":  {"n": rules.Number(50), "m": rules.PartialList("a")},
		"  {n: 50, c: yes}\n":                              {"n": rules.Number(50), "c": yes},
	} {
		f, err := answers.Decode("a.yaml", []byte(head+text), base)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		sameAnswers(t, f.Answers, want)
	}
}

// The same file in every dress that text files wear.
func TestDecodeDresses(t *testing.T) {
	base := tiny(t)
	want := answers.File{As: rules.Patient, Suspicion: "joint", Decisions: []answers.Decision{{Option: "walk", Accepted: true, Reason: "caf" + uni}},
		Answers: rules.Answers{"n": rules.Number(50), "m": rules.List("a", "b"), "z": rules.Map([]string{"left"}, []string{}, []string{})}}
	plain := "afterfusion: 1\nas: patient\nsuspicion: joint\ndecisions:\n  walk: {accepted: yes, reason: caf" + uni + "}\nanswers:\n  n: 50\n  m: [a, b]\n  z: {left: yes}\n"
	for name, text := range map[string]string{
		"yaml":         plain,
		"BOM":          "\ufeff" + plain,
		"CRLF":         strings.ReplaceAll(plain, "\n", "\r\n"),
		"BOM and CRLF": "\ufeff" + strings.ReplaceAll(plain, "\n", "\r\n"),
		"no end":       strings.TrimSuffix(plain, "\n"),
		"marked":       "---\n" + plain + "...\n",
		"json":         `{"afterfusion": 1, "as": "patient", "suspicion": "joint", "decisions": {"walk": {"accepted": true, "reason": "caf\u00e9"}}, "answers": {"n": 50, "m": ["a", "b"], "z": {"left": true}}}`,
		"tight json":   `{"afterfusion":1,"as":"patient","suspicion":"joint","decisions":{"walk":{"accepted":true,"reason":"caf` + uni + `"}},"answers":{"n":50,"m":["a","b"],"z":{"left":"yes"}}}`,
		"tabbed json":  "{\n\t\"afterfusion\": 1,\n\t\"as\": \"patient\", \"suspicion\": \"joint\",\n\t\"decisions\": {\"walk\": {\"accepted\": true, \"reason\": \"caf" + uni + "\"}},\n\t\"answers\": {\n\t\t\"n\": 50,\n\t\t\"m\": [\n\t\t\t\"a\",\n\t\t\t\"b\"\n\t\t],\n\t\t\"z\": {\"left\": true}\n\t}\n}\n",
	} {
		f, err := answers.Decode("a", []byte(text), base)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sameAnswers(t, f.Answers, want.Answers)
		if f.As != want.As || f.Suspicion != want.Suspicion || !reflect.DeepEqual(f.Decisions, want.Decisions) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// Every fault says file, line, column, the id and, where there is one, what is nearest.
func TestDecodeFaults(t *testing.T) {
	base := tiny(t)
	for _, c := range []struct{ text, want string }{
		// the file
		{"", "a.yaml: is empty"},
		{"# nothing\n", "a.yaml: is empty"},
		{"- n\n", "a.yaml:1:1: an answer file is a table with afterfusion, as and answers, not a list"},
		{"hello\n", "a.yaml:1:1: an answer file is a table with afterfusion, as and answers, not a value"},
		{"name: notes\n", "a.yaml:1:1: is not an answer file: it does not begin with afterfusion: 1"},
		{"afterfusion: 2\nanswers: {}\n", "a.yaml:1:14: was written in format 2 by a newer afterfusion; this one reads format 1"},
		{"afterfusion: 0\nanswers: {}\n", `a.yaml:1:14: the format is a whole number from 1, not "0"`},
		{"afterfusion: one\nanswers: {}\n", `a.yaml:1:14: the format is a whole number from 1, not "one"`},
		{"afterfusion: 1\nanswers: {}\n---\nafterfusion: 1\n", "a.yaml:4:1: holds a second document; put each in a file of its own"},
		{"afterfusion: 1\n", "a.yaml:1:1: there are no answers; the questions and their answers stand under answers:"},
		{"afterfusion: 1\nas: nurse\nanswers: {}\n", `a.yaml:2:5: the reader is patient or clinician, not "nurse"`},
		{"afterfusion: 1\nas: [patient]\nanswers: {}\n", `a.yaml:2:5: the reader is patient or clinician, not a list`},
		{"afterfusion: 1\nas:\nanswers: {}\n", "a.yaml:2:4: the reader is missing; write patient or clinician, or leave the line out"},
		{"afterfusion: 1\nanswer: {}\nanswers: {}\n", `a.yaml:2:1: there is no key "answer"; did you mean "answers"?`},
		{"afterfusion: 1\nanswers: [n]\n", "a.yaml:2:10: answers is a table from question to answer, not a list"},
		{"afterfusion: 1\nanswers: 5\n", "a.yaml:2:10: answers is a table from question to answer, not a value"},
		{"afterfusion: 1\nanswers: {}\nsuspicion: joints\n", `a.yaml:3:12: there is no source "joints"; did you mean "joint"?`},
		{"afterfusion: 1\nanswers: {n: \xe9}\n", "a.yaml:2:14: is not UTF-8 text from here on; save it as UTF-8"},
		{"\xff\xfea\x00", "a.yaml:1:1: is not UTF-8 text from here on; save it as UTF-8"},
		// the answers
		{head + "  severit: 5\n", `a.yaml:3:3: there is no question "severit"; did you mean "severity"?`},
		{head + "  completely-else: 5\n", `a.yaml:3:3: there is no question "completely-else"`},
		{head + "  c: yess\n", `a.yaml:3:6: c: "yess" is not one of its choices; did you mean "yes"?`},
		{head + "  c: 'true'\n", `a.yaml:3:6: c: "true" is not one of its choices; its choices are yes, no, rather-not-say`},
		{head + "  e: true\n", `a.yaml:3:6: e: "true" is not one of its choices; its choices are pos, neg`},
		{head + "  c: 33333\n", `a.yaml:3:6: c: "33333" is not one of its choices; its choices are yes, no, rather-not-say`},
		{head + "  c: " + strings.Repeat("x", 100_000) + "\n", `a.yaml:3:6: c: "` + strings.Repeat("x", 60) + `..." is not one of its choices; its choices are yes, no, rather-not-say`},
		{head + "  ? x\n", "a.yaml:3:3: words that begin with ? need quotation marks"},
		{head + "  \"n\\x1b[2J\": 5\n", `a.yaml:3:3: there is no question "n\x1b[2J"`},
		{head + "  m: {\"a\\x1b[2J\": maybe}\n", `a.yaml:3:19: m: "a\x1b[2J" takes yes, no or unknown, not "maybe"`},
		{head + "  c: [yes, no]\n", "a.yaml:3:6: c: takes exactly one choice"},
		{head + "  c: [yes, unknown]\n", "a.yaml:3:6: c: takes exactly one choice"},
		{head + "  c: {yes: yes}\n", "a.yaml:3:6: c: takes one value, not a table"},
		{head + "  m:\n    - a\n    - bb\n", `a.yaml:5:7: m: "bb" is not one of its choices; did you mean "b"?`},
		{head + "  z: []\n", "a.yaml:3:6: z: an empty list says nothing; write unknown, or leave the line out"},
		{head + "  m: [none, a]\n", "a.yaml:3:6: m: none cannot stand beside another item"},
		{head + "  m: [a, a]\n", `a.yaml:3:7: m: "a" is given twice`},
		{head + "  m: []\n", "a.yaml:3:6: m: an empty list says nothing; write none or unknown"},
		{head + "  m: {}\n", "a.yaml:3:6: m: the table is empty; leave the line out"},
		{head + "  m: [a, unknown, b, unknown]\n", "a.yaml:3:22: m: unknown stands twice in the list"},
		{head + "  m: [a, [b]]\n", "a.yaml:3:10: m: a list holds single words"},
		{head + "  m: {a: maybe}\n", `a.yaml:3:10: m: a takes yes, no or unknown, not "maybe"`},
		{head + "  m: {aa: yes}\n", `a.yaml:3:11: m: "aa" is not one of its choices; did you mean "a"?`},
		{head + "  n: old\n", `a.yaml:3:6: n: takes a number (years), not "old"`},
		{head + "  n: true\n", `a.yaml:3:6: n: takes a number (years), not "true"`},
		{head + "  n: '50'\n", `a.yaml:3:6: n: takes a number (years), not "50"; take the quotation marks away`},
		{`{"afterfusion": 1, "answers": {"n": "7"}}`, `a.yaml:1:37: n: takes a number (years), not "7"; take the quotation marks away`},
		{head + "  n: ['6', 12]\n", "a.yaml:3:6: n: takes a number (years) or a range of two, such as [6, 12]"},
		{head + "  n: 1_0\n", `a.yaml:3:6: n: takes a number (years), not "1_0"`},
		{head + "  n: nan\n", `a.yaml:3:6: n: takes a number (years), not "nan"`},
		{head + "  n: .inf\n", `a.yaml:3:6: n: takes a number (years), not ".inf"`},
		{head + "  n: 0x1p3\n", `a.yaml:3:6: n: takes a number (years), not "0x1p3"`},
		{head + "  n: mild\n", `a.yaml:3:6: n: takes a number (years), not "mild"`},
		{head + "  severity: mildly\n", `a.yaml:3:13: severity: takes a number, not "mildly"`},
		{head + "  n: 121\n", "a.yaml:3:6: n: must lie between 0 and 120"},
		{head + "  n: -1\n", "a.yaml:3:6: n: must lie between 0 and 120"},
		{head + "  n: [50, 121]\n", "a.yaml:3:6: n: must lie between 0 and 120"},
		{head + "  n: [12, 6]\n", "a.yaml:3:6: n: the range runs backwards"},
		{head + "  n: [6]\n", "a.yaml:3:6: n: takes a number (years) or a range of two, such as [6, 12]"},
		{head + "  n: [6, 7, 8]\n", "a.yaml:3:6: n: takes a number (years) or a range of two, such as [6, 12]"},
		{head + "  n: []\n", "a.yaml:3:6: n: takes a number (years) or a range of two, such as [6, 12]"},
		{head + "  n: [6, nan]\n", "a.yaml:3:6: n: takes a number (years) or a range of two, such as [6, 12]"},
		{head + "  n: [6, unknown]\n", "a.yaml:3:6: n: takes a number (years) or a range of two, such as [6, 12]"},
		{head + "  n: {a: yes}\n", "a.yaml:3:6: n: takes one value, not a table"},
		{head + "  n:\n", "n: there is no answer; write unknown where it is not known, or leave the line out"},
		{head + "  n: ~\n", "a.yaml:3:6: n: there is no answer; write unknown where it is not known, or leave the line out"},
		{`{"afterfusion": 1, "answers": {"n": null}}`, "a.yaml:1:37: n: there is no answer; write unknown where it is not known, or leave the line out"},
		{`{"afterfusion": 1, "answers": {"c": "yess"}}`, `a.yaml:1:37: c: "yess" is not one of its choices; did you mean "yes"?`},
		// the decisions
		{head + "decisions: [walk]\n", "a.yaml:3:12: decisions is a table from option to {accepted, reason}"},
		{head + "decisions: {wlak: {accepted: yes}}\n", `a.yaml:3:13: there is no option "wlak"; did you mean "walk"?`},
		{head + "decisions: {walk: {accepted: perhaps}}\n", `a.yaml:3:30: walk: accepted takes yes or no, not "perhaps"`},
		{head + "decisions: {walk: yes}\n", "a.yaml:3:19: walk: a decision is {accepted: yes or no, reason: words}"},
		{head + "decisions: {walk: {reason: x}}\n", "a.yaml:3:19: walk: a decision is {accepted: yes or no, reason: words}"},
		{head + "decisions: {walk: {accepted: no, reason: [x]}}\n", "a.yaml:3:42: walk: the reason is words, not a list"},
		{head + "decisions: {walk: {accepted: no, reason: \"a\\x1b[2Jb\"}}\n", "a.yaml:3:42: walk: the reason holds the control character U+001B; take it out"},
		{head + "decisions: {walk: {accepted: no, reason: a\u202eb}}\n", "a.yaml:3:42: walk: the reason holds the control character U+202E; take it out"},
		{head + "decisions: {walk: {accepted: no, reason: " + strings.Repeat("x", 501) + "}}\n", "a.yaml:3:42: walk: the reason has 501 letters, 500 at most"},
		{head + "decisions: {walk: {accepted: no, why: x}}\n", `a.yaml:3:34: walk: a decision has accepted and reason, not "why"`},
	} {
		f, err := answers.Decode("a.yaml", []byte(c.text), base)
		switch {
		case err == nil:
			t.Errorf("%q is read as %+v", c.text, f)
		case f != nil:
			t.Errorf("%q gives a file beside its error", c.text)
		case !strings.HasPrefix(err.Error(), "a.yaml") || !strings.HasSuffix(err.Error(), c.want):
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

// What is not YAML or JSON at all is told with its place, whatever the parser calls it.
func TestDecodeBroken(t *testing.T) {
	base := tiny(t)
	for text, want := range map[string]string{
		head + "  n: [50\n":                                         "a.yaml:3:6: ",
		head + "  c: 'yes\n":                                        "a.yaml:3:6: ",
		head + "  n: 5\n c: yes\n":                                  "a.yaml:4:2: ",
		head + "\tn: 5\n":                                           "a.yaml:3:1: ",
		head + "  n: 5\n  n: 6\n":                                   "a.yaml:4:3: ",
		head + "  n: 5\nanswers:\n  c: yes\n":                       "a.yaml:4:1: ",
		head + "  n: &x 5\n":                                        "a.yaml:3:6: ",
		head + "  n: !!int 5\n":                                     "a.yaml:3:6: ",
		head + "  <<: {n: 5}\n":                                     "a.yaml:3:",
		`{"afterfusion": 1, "answers": {"n": 5}`:                    "a.yaml:1:",
		"{\"afterfusion\": 1,\n\"answers\": {\"n\": 5,\n\"n\": 6}}": "a.yaml:3:1: ",
		"{\"afterfusion\": 1, \"answers\": {}}\n{\"afterfusion\": 1, \"answers\": {}}\n": "a.yaml:2:1: ",
	} {
		_, err := answers.Decode("a.yaml", []byte(text), base)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
	if _, err := answers.Decode("a.yaml", []byte(head+"  severity: 5\n  severity: 6\n"), base); !strings.Contains(err.Error(), "severity") {
		t.Errorf("the id that stands twice is not named: %v", err)
	}
}

func TestDecodeTellsEveryFaultInOrder(t *testing.T) {
	_, err := answers.Decode("a.yaml", []byte("afterfusion: 1\nas: nurse\nanswers:\n  n: 121\n  c: [yes, no]\n  severit: 4\n  e: maybe\nsuspicion: joints\n"), tiny(t))
	var lines []int
	for _, e := range leaves(err) {
		lines = append(lines, e.Line)
	}
	if want := []int{2, 4, 5, 6, 7, 8}; !reflect.DeepEqual(lines, want) {
		t.Errorf("faults in lines %v, want %v:\n%v", lines, want, err)
	}
}

func TestRead(t *testing.T) {
	base := tiny(t)
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	good := head + "  n: 50\n"
	for _, c := range []struct{ name, stdin string }{{file("good.yaml", good), "not read"}, {"-", good}} {
		if f, err := answers.Read(c.name, strings.NewReader(c.stdin), base); err != nil || f.Answers["n"].Lo != 50 {
			t.Errorf("%s: %+v, %v", c.name, f, err)
		}
	}
	broken := file("broken.yaml", head+"  n: old\n")
	huge := file("huge.yaml", head+strings.Repeat("# words\n", int(yamltree.ForAnswers.Bytes)/8))
	secret := file("secret.yaml", good)
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, want string }{
		{filepath.Join(dir, "none.yaml"), filepath.Join(dir, "none.yaml") + ": there is no such file"},
		{dir, dir + ": is a folder, not a file"},
		{file("empty.yaml", ""), filepath.Join(dir, "empty.yaml") + ": is empty"},
		{huge, huge + ": is larger than 128 kB, which no such file is"},
		{broken, broken + `:3:6: n: takes a number (years), not "old"`},
		{"-", `standard input:3:6: n: takes a number (years), not "old"`},
		{secret, secret + ": may not be read; check who owns it"},
	} {
		f, err := answers.Read(c.name, strings.NewReader(head+"  n: old\n"), base)
		if c.name == secret && (err == nil || runtime.GOOS == "windows") {
			continue // root may read everything
		}
		if err == nil || err.Error() != c.want || f != nil {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestOnly(t *testing.T) {
	base := tiny(t)
	parse := func(text string) *yamltree.Node {
		n, err := yamltree.Parse("c.yaml", []byte(text), yamltree.ForAnswers)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	whole := parse("a: {n: 50}\nb: {c: yes}\nc:\nd: [n]\ne: {n: 51}\nf: {m: [aa]}\n")
	got, err := answers.Only("c.yaml", base, whole.Get("a"), nil, whole.Get("c"), whole.Get("b"))
	if err != nil {
		t.Fatal(err)
	}
	sameAnswers(t, got, rules.Answers{"n": rules.Number(50), "c": rules.One("yes")})
	for _, c := range []struct {
		nodes []*yamltree.Node
		want  string
	}{
		{[]*yamltree.Node{whole.Get("d")}, "c.yaml:4:4: a table from question to answer is wanted here, not a list"},
		{[]*yamltree.Node{whole.Get("a"), whole.Get("e")}, "c.yaml:5:5: n is answered twice"},
		{[]*yamltree.Node{whole.Get("a"), whole.Get("f")}, `c.yaml:6:9: m: "aa" is not one of its choices; did you mean "a"?`},
	} {
		if got, err := answers.Only("c.yaml", base, c.nodes...); err == nil || err.Error() != c.want || got != nil {
			t.Errorf("got %v, %v, want %s", got, err, c.want)
		}
	}
}

// What a person typed comes back from a file as it was printed: one harmless line.
func TestReasonsAreKeptHarmless(t *testing.T) {
	base := tiny(t)
	for typed, want := range map[string]string{
		"":                            "",
		" wants  to wait ":            "wants to wait",
		"one\nRed flags: none":        "one Red flags: none",
		"a\x1b]52;c;eA==\x07b\u202e":  "a ]52;c;eA== b",
		"bad \xff byte":               "bad byte",
		strings.Repeat("\u00e9", 900): strings.Repeat("\u00e9", 500),
	} {
		if got := answers.Reason(typed); got != want {
			t.Errorf("%q becomes %q, want %q", typed, got, want)
		}
		f := &answers.File{Answers: rules.Answers{}, Decisions: []answers.Decision{{Option: "walk", Reason: typed}}}
		back, err := answers.Decode("a", answers.Encode(f, base), base)
		if err != nil || back.Decisions[0].Reason != want {
			t.Errorf("%q: %+v, %v", typed, back, err)
		}
	}
}

// Answers that were kept under other knowledge: what fits is read, the rest is named.
func TestFitting(t *testing.T) {
	base := tiny(t)
	for _, c := range []struct {
		text string
		want rules.Answers
		left []string
	}{
		{"  n: 50\n  clinic: 5\n", rules.Answers{"n": rules.Number(50)}, []string{"clinic"}},
		{"  n: 500\n  c: yes\n", rules.Answers{"c": rules.One("yes")}, []string{"n"}},
		{"  c: [a, b]\n  m: [a, gone]\n", rules.Answers{"m": rules.List("a")}, []string{"c", "m"}},
		{"  m: [gone]\n  z: {left: yes, middle: no}\n", rules.Answers{"z": rules.Map([]string{"left"}, nil, nil)}, []string{"m", "z"}},
		{"  m: {a: [yes]}\n  severity: mild\n", rules.Answers{"severity": rules.Range(1, 3)}, []string{"m"}},
		{"  n: 50\nsuspicion: gone\ndecisions: {fly: {accepted: yes}, walk: {accepted: yes}}\n", rules.Answers{"n": rules.Number(50)}, []string{"suspicion", "fly"}},
	} {
		f, left, err := answers.Fitting("a", []byte(head+c.text), base)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		sameAnswers(t, f.Answers, c.want)
		slices.Sort(left)
		slices.Sort(c.left)
		if !slices.Equal(left, c.left) {
			t.Errorf("%q: left out %q, want %q", c.text, left, c.left)
		}
	}
	for _, text := range []string{"", "x", "afterfusion: 2\nanswers: {}\n", head + "  n: [5\n"} {
		if f, _, err := answers.Fitting("a", []byte(text), base); err == nil || f != nil {
			t.Errorf("%q is read as %+v", text, f)
		}
	}
}
