package knowledge

import (
	"reflect"
	"strings"
	"testing"

	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// decodeCondition decodes one condition and tells its faults.
func decodeCondition(text string) (rules.Condition, []error) {
	n, err := yamltree.Parse("c.yaml", []byte(text), yamltree.ForKnowledge)
	if err != nil {
		return rules.Condition{}, []error{err}
	}
	d := decoder{file: "c.yaml", places: map[string]Place{}}
	return d.condition(n), d.errs
}

func TestDecodeCondition(t *testing.T) {
	compare := func(c rules.Cmp, x float64) rules.Condition {
		return rules.Condition{Op: rules.Compare, Question: "n", Cmp: c, Number: x}
	}
	source := func(c rules.Cmp, x float64, band string) rules.Condition {
		return rules.Condition{Op: rules.SourceIs, Question: "s", Cmp: c, Number: x, Band: band}
	}
	a, b := is("a", "x"), is("b", "y", "z")
	for text, want := range map[string]rules.Condition{
		"{a: x}":                       a,
		"{b: [y, z]}":                  b,
		"{a: x, b: [y, z]}":            op(rules.All, a, b),
		"{q: yes}":                     is("q", "yes"),
		"{q: true}":                    is("q", "yes"),
		"{q: false}":                   is("q", "no"),
		`{q: "true"}`:                  is("q", "true"),
		`{n: ">= 4"}`:                  compare(rules.AtLeast, 4),
		`{n: ">4.5"}`:                  compare(rules.More, 4.5),
		`{n: "<= 4"}`:                  compare(rules.AtMost, 4),
		`{n: "< -4"}`:                  compare(rules.Less, -4),
		`{n: "= 0"}`:                   compare(rules.Equal, 0),
		"{n: 3}":                       compare(rules.Equal, 3),
		"{all: [{a: x}, {b: [y, z]}]}": op(rules.All, a, b),
		"{any: [{a: x}, {b: [y, z]}]}": op(rules.Any, a, b),
		"{none: [{a: x}]}":             op(rules.None, a),
		"{not: {a: x}}":                op(rules.Not, a),
		"{not: {a: x, b: [y, z]}}":     op(rules.Not, op(rules.All, a, b)),
		"{known: a}":                   isKnown("a"),
		"{known: [a, b]}":              op(rules.All, isKnown("a"), isKnown("b")),
		"{count: {of: [a, b], is: x, at-least: 2}}":        {Op: rules.Count, Cmp: rules.AtLeast, N: 2, Args: []rules.Condition{a, is("b", "x")}},
		"{count: {of: [{a: x}, {b: [y, z]}], at-most: 1}}": {Op: rules.Count, Cmp: rules.AtMost, N: 1, Args: []rules.Condition{a, b}},
		"{count: {of: [{a: x}], exactly: 0}}":              {Op: rules.Count, Cmp: rules.Equal, N: 0, Args: []rules.Condition{a}},
		"{count: {of: [{a: x}], at-least: 0, at-most: 1}}": op(rules.All, rules.Condition{Op: rules.Count, Cmp: rules.AtLeast, Args: []rules.Condition{a}}, rules.Condition{Op: rules.Count, Cmp: rules.AtMost, N: 1, Args: []rules.Condition{a}}),
		`{source.s: ">= likely"}`:                          source(rules.AtLeast, 0, "likely"),
		"{source.s: possible}":                             source(rules.AtLeast, 0, "possible"),
		`{source.s: "< likely"}`:                           op(rules.Not, source(rules.AtLeast, 0, "likely")),
		`{source.s: ">= 0.15"}`:                            source(rules.AtLeast, 0.15, ""),
		`{source.s: "< 0.15"}`:                             source(rules.Less, 0.15, ""),
		"{flag.f: urgent}":                                 {Op: rules.FlagIs, Question: "f", Level: rules.Urgent},
		"{flag.any: soon}":                                 {Op: rules.FlagIs, Question: "any", Level: rules.Soon},
	} {
		got, errs := decodeCondition(text)
		if len(errs) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v\n%v", text, got, want, errs)
		}
	}
}

func TestDecodeConditionFaults(t *testing.T) {
	for text, want := range map[string]string{
		"{}":                              "c.yaml:1:1: the condition is empty",
		"[a]":                             "c.yaml:1:1: a condition is a table such as",
		"{a: {b: c}}":                     "c.yaml:1:5: a test is a word, a list of words or a comparison",
		"{a: []}":                         "c.yaml:1:5: a word or a list of words is wanted here",
		"{a: [{b: c}]}":                   "c.yaml:1:6: a single word is wanted here",
		`{a: ">= many"}`:                  `">= many" compares with no number`,
		"{any: {a: x}}":                   "c.yaml:1:7: a list of conditions is wanted here, not a table",
		"{not: x}":                        "c.yaml:1:7: a condition is a table",
		"{count: {at-least: 1}}":          "count needs {of: [...], at-least: N}",
		"{count: {of: [a], is: x}}":       "count needs at-least, at-most or exactly",
		"{count: {of: [a], at-least: 1}}": "count needs conditions in `of`, or questions with `is`",
		"{count: {of: [{a: x}], at-leest: 1, at-most: 1}}": `count has no key "at-leest"`,
		"{count: {of: [{a: x}], at-least: few}}":           "a whole number is wanted here",
		"{flag.f: routine}":                                "a flag is tested with soon, urgent or emergency",
		`{source.s: "> likely"}`:                           "a source is tested with",
	} {
		_, errs := decodeCondition(text)
		found := false
		for _, err := range errs {
			found = found || strings.Contains(err.Error(), want)
		}
		if !found {
			t.Errorf("%s: %v, want %q", text, errs, want)
		}
	}
}

// TestDecodeOperated reads who was studied; true and false serve for yes and no.
func TestDecodeOperated(t *testing.T) {
	for text, want := range map[string]rules.Operated{
		"{post-fusion: true}": rules.AfterFusion, "{post-fusion: yes}": rules.AfterFusion, "{post-fusion: false}": rules.NoFusion,
		"{post-fusion: lumbar-surgery}": rules.AfterSurgery, "{refs: [a]}": "",
	} {
		n, err := yamltree.Parse("e.yaml", []byte(text), yamltree.ForKnowledge)
		if err != nil {
			t.Fatal(err)
		}
		d, e := decoder{file: "e.yaml", places: map[string]Place{}}, rules.Effect{}
		if d.decode(n, reflect.ValueOf(&e).Elem(), "e"); e.PostFusion != want || len(d.errs) > 0 {
			t.Errorf("%s: %q %v, want %q", text, e.PostFusion, d.errs, want)
		}
	}
}
