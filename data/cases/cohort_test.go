package cases

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"afterfusion/data/knowledge"
)

func TestCohortsIn(t *testing.T) {
	base := tiny(t)
	text := `
- {id: said, says: with p, source: a, answers: {x: p}, published: 0.45, interval: [0.4, 0.5], ref: someone}
- {id: seen, says: with a scan, source: b, answers: {t: pos}, published: 0.6, interval: [0.5, 0.74], ref: other, note: small}
- {id: low, says: nothing said, source: c, published: 0.2, interval: [0.11, 0.3], ref: third}
`
	got, err := CohortsIn(fstest.MapFS{"cohorts.yaml": &fstest.MapFile{Data: []byte(text)}}, base)
	if err != nil {
		t.Fatal(err)
	}
	want := []CohortRow{
		{"said", "with p", "a", 0.45, [2]float64{0.4, 0.5}, 0.5, true, "someone", ""}, // on the edge is inside
		{"seen", "with a scan", "b", 0.6, [2]float64{0.5, 0.74}, 0.75, false, "other", "small"},
		{"low", "nothing said", "c", 0.2, [2]float64{0.11, 0.3}, 0.1, false, "third", ""},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	lines := strings.Split(CohortText(got), "\n")
	if len(lines) != 4 || !strings.HasPrefix(lines[0], "+ said ") || !strings.HasPrefix(lines[1], "- seen ") ||
		!strings.Contains(lines[1], "published 0.60 (0.50 to 0.74), assessed 0.75  [other] with a scan") {
		t.Errorf("%q", lines)
	}
	data, err := json.Marshal(got[0])
	if want := `{"id":"said","says":"with p","source":"a","published":0.45,"interval":[0.4,0.5],"probability":0.5,"inside":true,"reference":"someone"}`; err != nil || string(data) != want {
		t.Errorf("%s, %v", data, err)
	}
}

func TestCohortFaults(t *testing.T) {
	base := tiny(t)
	for text, want := range map[string]string{
		"id: x\n": "cohorts.yaml:1:1: a list of groups is wanted here, not a table",
		"- x\n":   "cohorts.yaml:1:3: a group is a table of id, ",
		"- {id: g, source: a, published: 0.1, interval: [0, 1], raf: x}\n":           `cohorts.yaml:1:56: a group has no key "raf"`,
		"- {id: g, source: a, published: 0.1}\n":                                     "cohorts.yaml:1:3: g needs an interval of two",
		"- {id: g, source: a, published: 0.1, interval: [0.1]}\n":                    "cohorts.yaml:1:3: g needs an interval of two",
		"- {id: g, source: a, interval: [0, 1]}\n":                                   "cohorts.yaml:1:3: g needs a published share",
		"- {id: g, source: a, published: lots, interval: [0, 1]}\n":                  `cohorts.yaml:1:33: g: "lots" is no share between 0 and 1`,
		"- {id: g, source: a, published: 0.5, interval: [0, 62]}\n":                  `cohorts.yaml:1:52: g: "62" is no share between 0 and 1`,
		"- {id: g, source: a, published: 0.5, interval: [0.6, 0.7]}\n":               "cohorts.yaml:1:48: g: the interval does not hold 0.5",
		"- {id: g, source: e, published: 0.5, interval: [0, 1]}\n":                   `cohorts.yaml:1:3: g: there is no source "e"`,
		"- {id: g, source: a, published: 0.5, interval: [0, 1], answers: {xx: p}}\n": `cohorts.yaml:1:66: there is no question "xx"; did you mean "x"?`,
		"": "cohorts.yaml: is empty",
	} {
		if _, err := CohortsIn(fstest.MapFS{"cohorts.yaml": &fstest.MapFile{Data: []byte(text)}}, base); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
	if _, err := CohortsIn(fstest.MapFS{}, base); err == nil || !strings.Contains(err.Error(), "cohorts.yaml") {
		t.Errorf("no file: %v", err)
	}
}

// What the program says of published groups lies inside the published intervals.
func TestPublishedCohortsAreInside(t *testing.T) {
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := Cohorts(base)
	if err != nil || len(rows) < 18 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, r := range rows {
		if !r.Inside || r.Says == "" || r.Reference == "" {
			t.Errorf("%+v", r)
		}
		for _, id := range strings.Split(r.Reference, ", ") {
			found := false
			for _, ref := range base.Knowledge().References {
				found = found || ref.ID == id
			}
			if !found {
				t.Errorf("%s: there is no reference %q", r.ID, id)
			}
		}
	}
}
