package answers_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/answers"
	"afterfusion/data/sample"
	"afterfusion/rules"
)

// sameAs compares a reader of lines with Decode on one line: what one reads the other
// reads too, to the same answers.
func sameAs(t interface{ Fatalf(string, ...any) }, reader *answers.LineReader, base *rules.Base, line []byte) (read bool) {
	l, err := reader.Read(line)
	want, werr := answers.Decode("", line, base)
	switch {
	case err != nil && werr == nil && json.Valid(line):
		t.Fatalf("%s: refused with %v", line, err)
	case err != nil:
		return false
	case !json.Valid(line):
		t.Fatalf("%s: read, and is no JSON", line)
	case werr != nil:
		t.Fatalf("%s: read, and is wrong: %v", line, werr)
	case werr == nil:
		got := l.File()
		c, err := base.Code(want.Answers)
		if err != nil || !reflect.DeepEqual(c, l.Coded) || got.As != want.As || got.Suspicion != want.Suspicion || !reflect.DeepEqual(got.Decisions, want.Decisions) {
			t.Fatalf("%s: read as %+v, not %+v", line, got, want)
		}
		if !bytes.Equal(answers.Encode(got, base), answers.Encode(want, base)) {
			t.Fatalf("%s: read as %s, not %s", line, answers.Encode(got, base), answers.Encode(want, base))
		}
	}
	return true
}

// TestLinesReadAsFiles: made-up people, whole and with letters changed, taken out and put in.
func TestLinesReadAsFiles(t *testing.T) {
	base := embedded(t)
	reader := answers.NewLineReader(base)
	rapid.Check(t, func(t *rapid.T) {
		pick := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		line, err := json.Marshal(answers.JSON(&answers.File{As: rules.Patient, Answers: sample.Person(base, pick, pick.IntN(101))}, base))
		if err != nil {
			t.Fatal(err)
		}
		for _, right := range [][]byte{line, bytes.ReplaceAll(line, []byte(","), []byte(" ,\t"))} {
			if !sameAs(t, reader, base, right) {
				t.Fatalf("%s: is not read", right)
			}
		}
		if cut := line[:len(line)-1]; sameAs(t, reader, base, cut) {
			t.Fatalf("%s: is read", cut)
		}
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			at := rapid.IntRange(0, len(line)-1).Draw(t, "at")
			put := rapid.SampledFrom([]string{"", "0", "1", "9", "-", ".", "e", "\"", ",", ":", "{", "}", "[", "]", " ", "\t", "a", "\\", "\\u0061", "é", "\x00", "#", "true", "null",
				`"unknown"`, `"health.age":50,`, `"none",`}).Draw(t, "put")
			line = append(append(bytes.Clone(line[:at]), put...), line[at+rapid.IntRange(0, 1).Draw(t, "out"):]...)
			if len(line) == 0 {
				return
			}
		}
		sameAs(t, reader, base, line)
	})
}

func TestLines(t *testing.T) {
	base := embedded(t)
	reader := answers.NewLineReader(base)
	for line, want := range map[string]string{
		`{"afterfusion":1,"answers":{}}`: "",
		` {"answers" : {"health.age":58.5e0 , "surgery.to-sacrum":true,"pain.worse":{"sitting":true,"walking":"unknown"}}, "afterfusion":1}` + "\r": "",
		`{"afterfusion":1,"answers":{"pain.worse":["walking","unknown"],"pain.severity":"moderate","pain.months":[6,12],"pain.touch":"unknown"}}`:   "",
		`{"afterfusion":1,"answers":{"pain.worse":["sitt\u0069ng"]},"suspicion":"hip","decisions":{"sij-block":{"accepted":true,"reason":"now"}}}`:  "",
		`{"afterfusion":1,"answers":null}`: "",

		``:                                "is empty",
		`7`:                               "column 1: an answer file is a table",
		`[]`:                              "column 1: an answer file is a table",
		`{}`:                              "column 1: is not an answer file",
		`{afterfusion: 1, answers: {}}`:   "column 2: is not JSON",
		`{"afterfusion":1,"answers":{},}`: "is not JSON",
		`{"afterfusion":1,"answers":{}} # so it is`:                                   "is not JSON",
		`{"afterfusion":1,"answers":{}} {"afterfusion":1,"answers":{}}`:               "holds a second object",
		`{"afterfusion":1.0,"answers":{}}`:                                            "the format is a whole number",
		`{"afterfusion":2,"answers":{}}`:                                              "was written in format 2 by a newer afterfusion",
		`{"afterfusion":1,"answers":{"health.age":50,"health.age":50}}`:               `column 45: "health.age" stands here a second time`,
		`{"afterfusion":1,"answers":{"health.agee":50}}`:                              `there is no question "health.agee"; did you mean "health.age"?`,
		`{"afterfusion":1,"answers":{"health.age":500,"pain.touch":"x"}}`:             "must lie between 0 and 120; column 59: pain.touch",
		`{"afterfusion":1,"answers":{"health.age":1e400}}`:                            "takes a number",
		`{"afterfusion":1,"answers":{"health.age":"50"}}`:                             "take the quotation marks away",
		`{"afterfusion":1,"answers":{"health.age":050}}`:                              "is not JSON",
		`{"afterfusion":1,"answers":{"pain.worse":{"sitting":true,"sitting":false}}}`: "a second time",
		"{\"afterfusion\":1,\"answers\":{\"pain.touch\":\"\xff\"}}":                   "is not UTF-8",
	} {
		_, err := reader.Read([]byte(line))
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", line, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n")):
			t.Errorf("%s: %v, not %s", line, err, want)
		case want == "":
			sameAs(t, reader, base, []byte(line))
		}
	}
}

// A usual line costs less memory than its answers, made ready by themselves.
func TestLinesAreReadInPlace(t *testing.T) {
	base := embedded(t)
	reader := answers.NewLineReader(base)
	line := []byte(`{"afterfusion":1,"as":"patient","answers":{"health.age":58,"pain.months":[6,12],"pain.worse":["sitting","walking"],"pain.touch":"normal"}}`)
	l, err := reader.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	said := l.File().Answers
	code := testing.AllocsPerRun(100, func() { _, _ = base.Code(said) })
	if n := testing.AllocsPerRun(100, func() { _, _ = reader.Read(line) }); n >= code {
		t.Errorf("%v allocations, %v where only the answers are made ready", n, code)
	}
}

func FuzzLine(f *testing.F) {
	base := tiny(f)
	reader := answers.NewLineReader(base)
	for _, seed := range []string{
		`{"afterfusion":1,"as":"patient","answers":{"n":58.5,"c":true,"m":["a","unknown"],"z":{"left":true,"right":"no"},"severity":[1,2.5e0],"d":"not-done"}}`,
		`{"afterfusion":1,"answers":{"severity":"mild","n":-0,"e":"unknown","m":["none"]},"suspicion":"joint","decisions":{"walk":{"accepted":false}}}`,
		`{"afterfusion":1,"answers":{"n":1e400,"n":"1"}}`, `{}`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		if bytes.IndexByte(line, '\n') < 0 {
			sameAs(t, reader, base, line)
		}
	})
}
