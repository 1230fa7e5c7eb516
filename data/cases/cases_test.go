package cases

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

func TestLoad(t *testing.T) {
	base := tiny(t)
	got := load(t, base, map[string]string{
		"two": "reference: {cite: Someone 2020, doi: 10.1/x, where-read: there}\nwho: a woman\npopulation: post-fusion\nanswers: {x: p}\ntests: {t: pos}\nanswer: {source: a, also: [b, cord], triage: soon}\nthin: false\n",
		"one": "population: no-lumbar-fusion\nthin: true\nanswer: {source: infection, also:, triage: emergency}\n",
	})
	want := []Case{
		{ID: "one", History: rules.Answers{}, Full: rules.Answers{}, Source: "infection", Triage: rules.Emergency, Thin: true},
		{ID: "two", Who: "a woman", Cite: "Someone 2020", DOI: "10.1/x", PostFusion: true, History: rules.Answers{"x": rules.One("p")},
			Full: rules.Answers{"x": rules.One("p"), "t": rules.One("pos")}, Source: "a", Also: []string{"b", "cord"}, Triage: rules.Soon},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestLoadFaults(t *testing.T) {
	base := tiny(t)
	good := "answers: {x: p}\nanswer: {source: a, triage: routine}\n"
	for _, c := range []struct{ text, want string }{
		{"", "k.yaml:1:1: the case has no answer: {source, also, triage}"},
		{"answers: [x\n", "k.yaml:2:"},
		{"answers: {x: p}\nanswers: {x: q}\n", "k.yaml:3:1: "},
		{"anwser: {}\n" + good, `k.yaml:2:1: a case has no key "anwser"; its keys are id, reference, population, who, answers, tests, answer, thin`},
		{"population: post-surgery\n" + good, `k.yaml:2:13: population is post-fusion or no-lumbar-fusion, not "post-surgery"`},
		{"thin: perhaps\n" + good, `k.yaml:2:7: thin is false or true, not "perhaps"`},
		{"answers: {xx: p}\nanswer: {source: a, triage: routine}\n", `k.yaml:2:11: there is no question "xx"; did you mean "x"?`},
		{"answers: {x: pp}\nanswer: {source: a, triage: routine}\n", `k.yaml:2:14: x: "pp" is not one of its choices; did you mean "p"?`},
		{"answers: x\nanswer: {source: a, triage: routine}\n", "k.yaml:2:10: a table from question to answer is wanted here, not a value"},
		{"answers: {x: p}\ntests: {x: q}\nanswer: {source: a, triage: routine}\n", "k.yaml:3:9: x is answered twice"},
		{"tests: {t: post}\nanswer: {source: a, triage: routine}\n", `k.yaml:2:12: t: "post" is not one of its choices; did you mean "pos"?`},
		{"answer: a\n", "k.yaml:2:9: the answer of a case is a table of source, also, triage, not a value"},
		{"answer: {source: a, triage: routine, thin: true}\n", `k.yaml:2:38: the answer of a case has no key "thin"; its keys are source, also, triage`},
		{"answer: {source: infections, triage: routine}\n", `k.yaml:2:9: there is no source or red flag "infections"; did you mean "infection"?`},
		{"answer: {source: a, also: [cordd], triage: routine}\n", `k.yaml:2:9: there is no source or red flag "cordd"; did you mean "cord"?`},
		{"answer: {source: a, also: b, triage: routine}\n", "k.yaml:2:27: also is a list of sources and red flags, not a value"},
		{"answer: {triage: routine}\n", `k.yaml:2:9: there is no source or red flag ""`},
		{"answer: {source: a}\n", `k.yaml:2:9: triage is routine, soon, urgent or emergency, not ""`},
		{"answer: {source: a, triage: tomorrow}\n", `k.yaml:2:9: triage is routine, soon, urgent or emergency, not "tomorrow"`},
	} {
		list, err := Load(folder(map[string]string{"k": c.text}), base)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || len(list) > 0 {
			t.Errorf("%q:\n got %v\nwant %s", c.text, err, c.want)
		}
	}
	for name, c := range map[string]struct{ text, want string }{
		"none.yaml":  {good, "none.yaml:1:1: the case has no id"},
		"odd.yaml":   {"id: k\nwho: \"a\\x1b[2J\"\n" + good, "odd.yaml:1:1: id, who and reference are words of one line"},
		"list.yaml":  {"- id: list\n", "list.yaml:1:1: a case is a table of id, "},
		"empty.yaml": {"", "empty.yaml: is empty"},
	} {
		_, err := Load(fstest.MapFS{name: &fstest.MapFile{Data: []byte(c.text)}}, base)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := Load(fstest.MapFS{"notes.txt": {}}, base); !errors.Is(err, ErrNone) {
		t.Errorf("a folder without cases: %v", err)
	}
	// The good ones are given beside every fault.
	list, err := Load(folder(map[string]string{"a": good, "b": "thin: x\n", "c": "answer: x\n"}), base)
	if len(list) != 1 || list[0].ID != "a" || err == nil || len(strings.Split(err.Error(), "\n")) != 2 {
		t.Errorf("%v, %v", list, err)
	}
	if _, err := Load(fstest.MapFS{"folder.yaml/x": {}}, base); !errors.Is(err, ErrNone) {
		t.Errorf("a folder named as a file: %v", err)
	}
	// The name of the file is free, the id is not.
	list, err = Load(fstest.MapFS{"case1.yml": {Data: []byte("id: k\n" + good)}, "case2.yaml": {Data: []byte("id: k\n" + good)}, "case3.yaml": {Data: []byte("id: l\n" + good)}}, base)
	if len(list) != 2 || list[0].ID != "k" || list[1].ID != "l" || err == nil || err.Error() != `case2.yaml: the case has the id "k" of that in case1.yml` {
		t.Errorf("%+v, %v", list, err)
	}
}

// The numbers were worked out by hand. At the stage of the history the five cases
// that are scored have these probabilities of a, b, c and d, and these ranks of what
// is right:
//
//	c01  0.5     0.3  0.1  0.25   a          1
//	c02  0.0588  0.3  0.1  0.25   a          4
//	c03  0.0588  0.3  0.1  0.25   c or b     1
//	c04  0.2     0.3  0.1  0.25   d          2
//	c12  0.2     0.3  0.1  0.25   c          4
//
// With the tests b has 0.125 in c02 and 0.75 in c03. The squares of c01 are 0.25 +
// 0.09 + 0.01 + 0.0625, and so on: 4.53181488 / 20 in all, and with the tests
// 4.02993988 / 20. By the priors alone the order is b, d, a, c, and the ranks are 3,
// 3, 1, 2 and 4; the squares are 4.7125 / 20.
func TestValidate(t *testing.T) {
	base := tiny(t)
	list := load(t, base, replayed)
	for stage, brier := range map[string]float64{History: 0.2266, Full: 0.2015} {
		r, err := Validate(base, list, stage)
		if err != nil {
			t.Fatal(err)
		}
		if r.Stage != stage || r.Cases != 12 || r.Scored != 5 || r.Top1 != 0.4 || r.Top3 != 0.6 || r.Brier != brier {
			t.Errorf("%s: %d cases, %d scored, top 1 %v, top 3 %v, Brier %v", r.Stage, r.Cases, r.Scored, r.Top1, r.Top3, r.Brier)
		}
		if want := (Baseline{Top1: 0.2, Top3: 0.8, Brier: 0.2356}); r.Baseline != want {
			t.Errorf("%s: priors alone %v", stage, r.Baseline)
		}
		if r.Flags.Found != 1 || r.Flags.Of != 2 {
			t.Errorf("%s: flags %+v", stage, r.Flags)
		}
		if r.Triage.Missed != 2 || r.Triage.FalseAlarms != 1 || r.Triage.Of != 10 || r.Triage.Routine != 7 {
			t.Errorf("%s: triage %+v", stage, r.Triage)
		}
		if r.Thin.Abstained != 2 || r.Thin.Of != 3 {
			t.Errorf("%s: thin %+v", stage, r.Thin)
		}
		// Left open are c02 and c12, and c03 until its test doubles the odds of b.
		if want := map[string]int{History: 3, Full: 2}[stage]; r.Open.NotEnough != want || r.Open.Of != 5 {
			t.Errorf("%s: left open %+v, want %d of 5", stage, r.Open, want)
		}
		if r.Comparison.Right != 1 || r.Comparison.Of != 2 {
			t.Errorf("%s: without fusion %+v", stage, r.Comparison)
		}
	}
	r, err := Validate(base, list, Full)
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{"c01", "a", 1, 0.5, true, "a", "routine", "routine", true, false, true},
		{"c02", "a", 4, 0.0588, false, "d", "routine", "routine", false, false, true},
		{"c03", "c", 1, 0.1, true, "b", "routine", "soon", true, false, true},
		{"c04", "d", 2, 0.25, false, "b", "urgent", "routine", true, false, true},
		{"c05", "infection", 0, 0, true, "b", "urgent", "urgent", true, false, true},
		{"c06", "cord", 0, 0, false, "b", "routine", "emergency", false, false, true},
		{"c07", "a", 3, 0.2, false, "b", "soon", "routine", false, true, true},
		{"c08", "a", 1, 0.5, true, "a", "routine", "routine", true, true, true},
		{"c09", "b", 1, 0.3, true, "b", "routine", "routine", false, false, false},
		{"c10", "c", 4, 0.1, false, "b", "urgent", "routine", true, false, false},
		{"c11", "b", 1, 0.3, true, "b", "routine", "routine", false, true, true},
		{"c12", "c", 4, 0.1, false, "b", "routine", "routine", false, false, true},
	}
	if !reflect.DeepEqual(r.Rows, want) {
		t.Errorf("got  %+v\nwant %+v", r.Rows, want)
	}
}

func TestValidateNothing(t *testing.T) {
	base := tiny(t)
	r, err := Validate(base, nil, History)
	if err != nil || r.Top1 != 0 || r.Brier != 0 || r.Baseline != (Baseline{}) || math.IsNaN(r.Top3) {
		t.Errorf("%+v, %v", r, err)
	}
	if data, err := json.Marshal(r); err != nil || !strings.Contains(string(data), `"rows":[]`) || !strings.Contains(string(data), `"open":{"not_enough":0,"of":0}`) {
		t.Errorf("%s, %v", data, err)
	}
	if _, err := Validate(base, []Case{{ID: "odd", History: rules.Answers{"x": rules.One("r")}}}, History); err == nil || !strings.HasPrefix(err.Error(), "odd: x: ") {
		t.Errorf("wrong answers give %v", err)
	}
}

func TestText(t *testing.T) {
	base := tiny(t)
	r, err := Validate(base, load(t, base, replayed), Full)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range strings.Split(r.Text(), "\n") {
		got = append(got, strings.Join(strings.Fields(line), " "))
	}
	for _, want := range []string{
		"stage full, 12 cases",
		"+ c01 a rank 1 p 0.50 leader a",
		"c02 a rank 4 p 0.06 leader d not-enough",
		"+ c03 c rank 1 p 0.10 leader b triage routine (wanted soon)",
		"+ c05 infection rank flag p 0.00 leader b",
		"c07 a rank 3 p 0.20 leader b thin not-enough triage soon (wanted routine)",
		"c10 c rank 4 p 0.10 leader b no-fusion triage urgent (wanted routine)",
		"after fusion, not thin, a source (5): top 1 0.40, top 3 0.60, Brier 0.2015",
		"priors alone: top 1 0.20, top 3 0.80, Brier 0.2356",
		"of these left open (not enough) 2 of 5",
		"red flags found 1 of 2",
		"triage missed 2 of 10, false alarms 1 of 7 routine",
		"thin cases that abstain 2 of 3",
		"comparison cases without fusion, top 3: 1 of 2",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, r.Text())
		}
	}
}

// documented is the example of the command line's contract (design, cli.md).
const documented = `{"stage": "history", "cases": 42, "top1": 0.57, "top3": 0.83, "flags": {"found": 11, "of": 12}, "triage": {"missed": 1, "false_alarms": 2, "of": 42},
"thin": {"abstained": 6, "of": 7}, "brier": 0.14, "rows": [{"id": "...", "source": "...", "rank": 1, "probability": 0.6, "right": true}]}`

// lacks lists what of an example a value lacks: keys, and the types of their values.
func lacks(path string, want, got any) []string {
	if reflect.TypeOf(want) != reflect.TypeOf(got) {
		return []string{fmt.Sprintf("%s is %T, not %T", path, got, want)}
	}
	var out []string
	switch want := want.(type) {
	case map[string]any:
		for key, v := range want {
			out = append(out, lacks(path+"."+key, v, got.(map[string]any)[key])...)
		}
	case []any:
		for _, item := range got.([]any) {
			out = append(out, lacks(path+"[]", want[0], item)...)
		}
		if len(got.([]any)) == 0 {
			out = append(out, path+" is empty")
		}
	}
	return out
}

func TestResultKeepsItsContract(t *testing.T) {
	base := tiny(t)
	r, err := Validate(base, load(t, base, replayed), History)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if err := errorsOf(json.Unmarshal([]byte(documented), &want), json.Unmarshal(data, &got)); err != nil {
		t.Fatal(err)
	}
	for _, s := range lacks("result", want, got) {
		t.Error(s)
	}
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestNeverFired(t *testing.T) {
	base := tiny(t)
	for _, c := range []struct {
		ids  []string
		want []string
	}{{nil, []string{"a/x", "b/t"}}, {[]string{"c01"}, []string{"b/t"}}, {[]string{"c01", "c02"}, nil}} {
		files := map[string]string{}
		for _, id := range c.ids {
			files[id] = replayed[id]
		}
		var list []Case
		if len(files) > 0 {
			list = load(t, base, files)
		}
		if never, of, err := NeverFired(base, list); err != nil || of != 2 || !slices.Equal(never, c.want) {
			t.Errorf("%v: %v of %d, %v", c.ids, never, of, err)
		}
	}
}

// The published cases that the program is developed with load, and enough of each kind.
func TestDevelopmentCases(t *testing.T) {
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	list, err := Load(os.DirFS("testdata"), base)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, c := range list {
		if c.Cite == "" || c.Who == "" || len(c.History) < 5 || len(c.Full) < len(c.History) {
			t.Errorf("%s: cites %q, %d answers, %d with tests", c.ID, c.Cite, len(c.History), len(c.Full))
		}
		for _, id := range []string{c.Triage.String(), map[bool]string{true: "thin"}[c.Thin], map[bool]string{true: "no fusion"}[!c.PostFusion], map[bool]string{true: "danger"}[c.danger(base)]} {
			counts[id]++
		}
	}
	for id, least := range map[string]int{"routine": 10, "urgent": 5, "emergency": 5, "thin": 3, "no fusion": 3, "danger": 5} {
		if counts[id] < least {
			t.Errorf("%d cases are %s", counts[id], id)
		}
	}
	for _, stage := range []string{History, Full} {
		r, err := Validate(base, list, stage)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Rows) != len(list) || r.Top1 > r.Top3 || r.Brier <= 0 || r.Brier >= 0.25 || r.Brier >= r.Baseline.Brier {
			t.Errorf("%s: %d rows, top 1 %v, top 3 %v, Brier %v, by the priors %v", stage, len(r.Rows), r.Top1, r.Top3, r.Brier, r.Baseline.Brier)
		}
	}
}

// closed are the lists of the published cases of which the report says that nothing else holds.
var closed = map[string][]string{"182-unfused-low-lumbar-after-t6l3-38f": {"pain.zones"}}

// A list that no report closes is open, since what it does not name would be a no.
func TestListsOfTheCasesAreOpen(t *testing.T) {
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	list, err := Load(os.DirFS("testdata"), base)
	if err != nil {
		t.Fatal(err)
	}
	lists := 0
	for _, c := range list {
		for id, v := range c.Full {
			q, _ := base.Question(id)
			if q.Kind != rules.KindChoices && q.Kind != rules.KindZones || !v.Listed {
				continue
			}
			lists++
			whole := len(v.Yes) == 1 && slices.Contains([]string{"none", "clear", "normal"}, v.Yes[0])
			if !v.Partial && !whole && !slices.Contains(closed[c.ID], id) {
				t.Errorf("%s: %s is closed, so that it denies all that it does not name", c.ID, id)
			}
		}
	}
	if lists < 60 {
		t.Errorf("only %d lists were looked at", lists)
	}
}

var fuzzSeeds = []string{
	"id: k\nreference: {cite: x, doi: y}\nwho: z\npopulation: post-fusion\nanswers: {x: p, y: [fever, unknown]}\ntests: {t: pos}\nanswer: {source: a, also: [b], triage: routine}\nthin: false\n",
	"id: k\npopulation: no-lumbar-fusion\nanswers: {y: {fever: no}}\nanswer: {source: cord, triage: emergency}\nthin: true\n",
}

// FuzzDecode reads any bytes as a case file. There is a case or an error that names
// the file, never a panic; a case can be replayed at both stages.
func FuzzDecode(f *testing.F) {
	for _, text := range fuzzSeeds {
		f.Add([]byte(text))
	}
	base := tiny(f)
	for _, text := range fuzzSeeds {
		if _, err := decode("k.yaml", []byte(text), base); err != nil {
			f.Fatal(err)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := decode("k.yaml", data, base)
		if (c == nil) == (err == nil) {
			t.Fatalf("%v and %v", c, err)
		}
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				if !strings.HasPrefix(line, "k.yaml") {
					t.Fatalf("a poor error: %q", err)
				}
			}
			return
		}
		if c.ID != "k" || c.Source == "" {
			t.Fatalf("%+v", c)
		}
		for id := range c.History {
			if _, ok := c.Full[id]; !ok {
				t.Fatalf("%s is lost with the tests", id)
			}
		}
		for _, stage := range []string{History, Full} {
			r, err := Validate(base, []Case{*c}, stage)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := json.Marshal(r); err != nil || r.Text() == "" {
				t.Fatal(err)
			}
		}
	})
}
