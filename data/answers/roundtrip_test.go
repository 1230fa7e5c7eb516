package answers_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/answers"
	"afterfusion/data/printable"
	"afterfusion/data/report"
	"afterfusion/rules"
)

func TestEncodeDecodesToTheSame(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	rapid.Check(t, func(t *rapid.T) {
		in := &answers.File{As: rapid.SampledFrom([]rules.Reader{"", rules.Patient, rules.Clinician}).Draw(t, "as"), Answers: someone(t, base)}
		if rapid.Bool().Draw(t, "suspects") {
			in.Suspicion = rapid.SampledFrom(append([]string{"waived"}, k.Sources[0].ID, k.Sources[len(k.Sources)-1].ID)).Draw(t, "suspicion")
		}
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(k.Options)-1), 0, 4, rapid.ID[int]).Draw(t, "decisions") {
			in.Decisions = append(in.Decisions, answers.Decision{Option: k.Options[i].ID, Accepted: rapid.Bool().Draw(t, "accepted"), Reason: answers.Reason(rapid.String().Draw(t, "reason"))})
		}
		data := answers.Encode(in, base)
		out, err := answers.Decode("a.yaml", data, base)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		sameAnswers(t, out.Answers, in.Answers)
		if out.As != in.As || out.Suspicion != in.Suspicion || !reflect.DeepEqual(out.Decisions, in.Decisions) {
			t.Fatalf("%+v became %+v", in, out)
		}
		if again := answers.Encode(out, base); string(again) != string(data) {
			t.Fatalf("%s became %s", data, again)
		}
		data, err = json.Marshal(answers.JSON(in, base))
		if err != nil {
			t.Fatal(err)
		}
		if out, err = answers.Decode("a.json", data, base); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		sameAnswers(t, out.Answers, in.Answers)
		byOption := func(a, b answers.Decision) int { return strings.Compare(a.Option, b.Option) }
		slices.SortFunc(in.Decisions, byOption)
		slices.SortFunc(out.Decisions, byOption)
		if out.As != in.As || out.Suspicion != in.Suspicion || !reflect.DeepEqual(out.Decisions, in.Decisions) {
			t.Fatalf("%+v became %+v in JSON", in, out)
		}
	})
}

// Every single choice of the knowledge that the program carries can be written and read.
func TestEveryChoiceCanBeWritten(t *testing.T) {
	base := embedded(t)
	for _, q := range base.Knowledge().Questions {
		values := []rules.Value{rules.Unsure()}
		if q.Kind == rules.KindNumber {
			values = append(values, rules.Number(q.Range[0]), rules.Number(q.Range[1]), rules.Range(q.Range[0], q.Range[1]))
		}
		for _, c := range q.Choices {
			values = append(values, rules.One(c.ID))
			if q.Kind != rules.KindChoice && c.ID != "none" {
				values = append(values, rules.PartialList(c.ID), rules.Map([]string{c.ID}, nil, nil), rules.Map(nil, []string{c.ID}, nil), rules.Map(nil, nil, []string{c.ID}))
			}
		}
		for _, v := range values {
			data := answers.Encode(&answers.File{Answers: rules.Answers{q.ID: v}}, base)
			f, err := answers.Decode("a.yaml", data, base)
			if err != nil {
				t.Errorf("%s: %v", data, err)
				continue
			}
			sameAnswers(t, f.Answers, rules.Answers{q.ID: v})
		}
	}
}

func TestEncodeForm(t *testing.T) {
	base := tiny(t)
	f := &answers.File{As: rules.Clinician, Suspicion: "waived", Decisions: []answers.Decision{{Option: "walk", Reason: "he said \"no\"\n"}},
		Answers: rules.Answers{"z": rules.Map([]string{"right"}, []string{"left"}, nil), "m": rules.PartialList("a"), "n": rules.Range(6, 12.5), "c": rules.One("no"),
			"e": rules.Unsure(), "severity": rules.Number(4)}}
	want := `afterfusion: 1
as: clinician
suspicion: waived
decisions:
  walk: {accepted: false, reason: "he said \"no\""}
answers:
  n: [6, 12.5]
  severity: 4
  c: no
  m: [a, unknown]
  z: {left: no, right: yes}
  e: unknown
`
	if got := string(answers.Encode(f, base)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, a := range []rules.Answers{nil, {}, {"m": rules.Map(nil, nil, nil)}} { // nothing was said
		data := answers.Encode(&answers.File{Answers: a}, base)
		if f, err := answers.Decode("a.yaml", data, base); err != nil || len(f.Answers) != 0 {
			t.Errorf("%s: %v, %v", data, f, err)
		}
		data, err := json.Marshal(answers.JSON(&answers.File{Answers: a}, base))
		if string(data) != `{"afterfusion":1,"answers":{}}` {
			t.Errorf("%s, %v", data, err)
		}
	}
}

// asJSON writes answers as another program would, without the help of Encode.
func asJSON(a rules.Answers, as rules.Reader) []byte {
	table := map[string]any{}
	for id, v := range a {
		switch {
		case v.Unsure:
			table[id] = "unknown"
		case v.Numeric && v.Lo == v.Hi:
			table[id] = v.Lo
		case v.Numeric:
			table[id] = []float64{v.Lo, v.Hi}
		case v.Partial:
			table[id] = append(slices.Clone(v.Yes), "unknown")
		case v.Listed && len(v.Yes) == 1 && (v.Yes[0] == "yes" || v.Yes[0] == "no"):
			table[id] = v.Yes[0] == "yes"
		case v.Listed && len(v.Yes) == 1:
			table[id] = v.Yes[0]
		case v.Listed:
			table[id] = v.Yes
		default:
			items := map[string]any{}
			for _, c := range v.Yes {
				items[c] = true
			}
			for _, c := range v.No {
				items[c] = false
			}
			for _, c := range v.NotSure {
				items[c] = "unknown"
			}
			table[id] = items
		}
	}
	data, err := json.MarshalIndent(map[string]any{"afterfusion": 1, "as": as, "answers": table}, "", "\t")
	if err != nil {
		panic(err)
	}
	return data
}

// The same answers in YAML and JSON give the same bytes in the end.
func TestJSONAndYAMLAgree(t *testing.T) {
	base := embedded(t)
	result := func(t *rapid.T, name string, data []byte) string {
		f, err := answers.Decode(name, data, base)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		a, err := base.Assess(f.Answers)
		if err != nil {
			t.Fatal(err)
		}
		d, err := report.Build(base, f.Answers, a, report.Settings{Reader: f.As, SelfHarm: true})
		if err != nil {
			t.Fatal(err)
		}
		out, err := report.JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		as := rapid.SampledFrom([]rules.Reader{rules.Patient, rules.Clinician}).Draw(t, "as")
		x := result(t, "a.yaml", answers.Encode(&answers.File{As: as, Answers: a}, base))
		y := result(t, "a.json", asJSON(a, as))
		if x != y {
			t.Fatalf("%s\n%s", x, y)
		}
	})
}

// One wrong line among good ones is told with its place and its id, and nothing else is.
func TestOneWrongLine(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		if len(a) == 0 {
			t.Skip("nobody")
		}
		const first = 3 // the line of the first answer
		lines := strings.Split(strings.TrimSpace(string(answers.Encode(&answers.File{Answers: a}, base))), "\n")
		at := rapid.IntRange(first-1, len(lines)-1).Draw(t, "line")
		id, value, _ := strings.Cut(strings.TrimSpace(lines[at]), ": ")
		q, _ := base.Question(id)
		line, wrong, says := at+1, value, id
		type fault struct{ name, value string }
		faults := []fault{{"id", value}, {"twice", value}, {"null", ""}, {"word", "no-such-word"}, {"deep", "[[x]]"}}
		switch q.Kind {
		case rules.KindNumber:
			faults = append(faults, fault{"too high", fmt.Sprint(q.Range[1] + 1)}, fault{"too low", fmt.Sprint(q.Range[0] - 1)},
				fault{"backwards", fmt.Sprintf("[%v, %v]", q.Range[1], q.Range[0])}, fault{"a list", "[1, 2, 3]"}, fault{"a table", "{a: yes}"})
		case rules.KindChoice:
			faults = append(faults, fault{"a table", "{" + q.Choices[0].ID + ": yes}"}, fault{"two", "[" + q.Choices[0].ID + ", " + q.Choices[1].ID + "]"}, fault{"a number", "12345"})
		default:
			faults = append(faults, fault{"an empty list", "[]"}, fault{"an empty table", "{}"}, fault{"an item twice", "[" + q.Choices[0].ID + ", " + q.Choices[0].ID + "]"},
				fault{"two unknowns", "[unknown, unknown]"}, fault{"a range", "[6, 12]"}, fault{"a word in a table", "{" + q.Choices[0].ID + ": perhaps}"})
		}
		f := rapid.SampledFrom(faults).Draw(t, "fault")
		wrong = f.value
		switch f.name {
		case "id":
			says = strings.Replace(id, ".", "..", 1)
			lines[at] = "  " + says + ": " + wrong
		case "twice":
			lines = slices.Insert(lines, at+1, lines[at])
			line++
		default:
			lines[at] = "  " + id + ": " + wrong
		}
		text := strings.Join(lines, "\n") + "\n"
		out, err := answers.Decode("dir/my answers.yaml", []byte(text), base)
		got := leaves(err)
		if out != nil || len(got) != 1 {
			t.Fatalf("%s of %s: %v\n%s", f.name, id, err, text)
		}
		e := got[0]
		if e.File != "dir/my answers.yaml" || e.Line != line || e.Column < 3 || !strings.Contains(e.Problem, says) {
			t.Fatalf("%s of %s in line %d: %v", f.name, id, line, err)
		}
		if f.name == "id" && !strings.Contains(e.Problem, fmt.Sprintf("did you mean %q?", id)) {
			t.Fatalf("the nearest id is not told: %v", err)
		}
		if !strings.HasPrefix(err.Error(), fmt.Sprintf("dir/my answers.yaml:%d:%d: ", e.Line, e.Column)) {
			t.Fatal(err)
		}
	})
}

// The words for pain and relief stand for their numbers wherever pain or relief is asked.
func TestSeverityAndReliefWords(t *testing.T) {
	base := embedded(t)
	p := &base.Knowledge().Policy
	severity, relief := 0, 0
	for _, q := range base.Knowledge().Questions {
		var words []rules.WordRange
		switch {
		case strings.HasSuffix(q.ID, ".severity"):
			words, severity = p.SeverityWords, severity+1
		case strings.HasPrefix(q.ID, "block.") && strings.HasSuffix(q.ID, "-relief"):
			words, relief = p.ReliefWords, relief+1
		}
		for _, w := range words {
			f, err := answers.Decode("a.yaml", []byte(fmt.Sprintf("afterfusion: 1\nanswers: {%s: %s}\n", q.ID, w.ID)), base)
			if err != nil {
				t.Errorf("%s: %s: %v", q.ID, w.ID, err)
				continue
			}
			sameAnswers(t, f.Answers, rules.Answers{q.ID: rules.Range(w.Range[0], w.Range[1])})
		}
	}
	if severity == 0 || relief < 10 || len(p.SeverityWords) < 3 || len(p.ReliefWords) < 4 {
		t.Errorf("%d questions of severity with %d words, %d of relief with %d", severity, len(p.SeverityWords), relief, len(p.ReliefWords))
	}
	for text, want := range map[string]string{
		"health.age: moderate":          `a.yaml:2:23: health.age: takes a number (years), not "moderate"`,
		"pain.severity: gone":           `a.yaml:2:26: pain.severity: takes a number (/10), not "gone"`,
		"block.sij-relief: severe":      `a.yaml:2:29: block.sij-relief: takes a number (%), not "severe"`,
		"block.sij-relief: [gone, 100]": "a.yaml:2:29: block.sij-relief: takes a number (%) or a range of two, such as [6, 12]",
	} {
		if _, err := answers.Decode("a.yaml", []byte("afterfusion: 1\nanswers: {"+text+"}\n"), base); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

// A typed answer that contradicts a derived one is told where it stands.
func TestContradictions(t *testing.T) {
	base := embedded(t)
	for text, want := range map[string]string{
		"surgery.top-level: l4\n  surgery.bottom-level: s1\n  surgery.levels: 5": "a.yaml:5:19: surgery.levels: 5 contradicts surgery.top-level and surgery.bottom-level, from which it follows as 2",
		"surgery.top-level: l5\n  surgery.bottom-level: l4":                      "a.yaml:4:25: surgery.bottom-level: must lie below surgery.top-level",
		"pain.side: right\n  pain.zones: [psis-left]":                            "a.yaml:3:14: pain.side: right contradicts pain.zones, from which it follows as left",
	} {
		_, err := answers.Decode("a.yaml", []byte("afterfusion: 1\nanswers:\n  "+text+"\n"), base)
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestFuzzSeedsAreRead(t *testing.T) {
	base := tiny(t)
	for i, text := range seeds {
		if _, err := answers.Decode("a", []byte(text), base); err != nil {
			t.Errorf("seed %d: %v", i, err)
		}
	}
}

var seeds = []string{
	"afterfusion: 1\nas: patient\nsuspicion: waived\ndecisions:\n  walk: {accepted: yes, reason: \"x\\n\"}\nanswers:\n  n: 50\n  severity: mild\n  m: [a, unknown]\n  z: {left: yes}\n",
	"afterfusion: 1\nanswers: {n: [1.5, 2e1], c: true, d: not-done, e: not-done, m: none, severity: unknown}\n",
	"{\"afterfusion\": 1, \"answers\": {\"m\": {\"a\": false, \"b\": \"unknown\"}, \"z\": [\"left\"]}}",
}

// FuzzDecode reads any bytes. There is a file or an error with places, never a
// panic; what is read passes Check, is the same after it was written, and holds nothing
// that acts on a terminal.
func FuzzDecode(f *testing.F) {
	for _, text := range seeds {
		f.Add([]byte(text))
	}
	base := tiny(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := answers.Decode("a.yaml", data, base)
		if (in == nil) == (err == nil) {
			t.Fatalf("%v and %v", in, err)
		}
		// Read leniently there is no less, and what is left can be gone on with.
		if fits, left, lerr := answers.Fitting("a.yaml", data, base); lerr == nil && base.Check(fits.Answers) != nil || err == nil && (lerr != nil || len(left) > 0 || !reflect.DeepEqual(fits.Answers, in.Answers)) {
			t.Fatalf("leniently %+v, %v, %v", fits, left, lerr)
		}
		for _, e := range leaves(err) {
			if e.File != "a.yaml" || e.Problem == "" || strings.Contains(e.Problem, "\n") || strings.Contains(e.Problem, "not an error with a place") {
				t.Fatalf("a poor error: %#v", e)
			}
		}
		if err != nil {
			return
		}
		if err := base.Check(in.Answers); err != nil {
			t.Fatalf("what was read is wrong: %v", err)
		}
		for _, d := range in.Decisions {
			if _, acts := printable.Find(d.Reason, false); acts {
				t.Fatalf("a reason acts: %q", d.Reason)
			}
		}
		if _, err := base.Assess(in.Answers); err != nil {
			t.Fatal(err)
		}
		written := answers.Encode(in, base)
		out, err := answers.Decode("b.yaml", written, base)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		said := maps.Clone(in.Answers)
		sameAnswers(t, out.Answers, said)
		if out.As != in.As || out.Suspicion != in.Suspicion || !reflect.DeepEqual(out.Decisions, in.Decisions) {
			t.Errorf("%+v became %+v", in, out)
		}
	})
}
