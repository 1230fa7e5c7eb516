package cases

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"afterfusion/rules"
)

// tiny is a knowledge whose probabilities can be worked out by hand. By the priors
// b has 0.30, d 0.25, a 0.20 and c 0.10. The answer x moves a: p to 0.5 (odds 1/4
// times 4), q to 0.0588 (times 1/4). The test t moves b: pos to 0.75 (odds 3/7
// times 7), neg to 0.125 (times 1/3).
func tiny(t testing.TB) *rules.Base {
	t.Helper()
	choice := func(id, section, kind string, ids ...string) rules.Question {
		q := rules.Question{ID: id, Section: section, Kind: kind}
		for _, c := range ids {
			q.Choices = append(q.Choices, rules.Choice{ID: c})
		}
		return q
	}
	is := func(q, c string) rules.Condition {
		return rules.Condition{Op: rules.Is, Question: q, Choices: []string{c}}
	}
	source := func(id string, p float64, e ...rules.Evidence) rules.Source {
		return rules.Source{ID: id, Prior: []rules.Prior{{P: p, Interval: []float64{p / 2, p * 2}}}, Evidence: e,
			Groups: []rules.Group{{Name: "said", Cap: []float64{0.01, 100}}, {Name: "seen", Cap: []float64{0.01, 100}, Test: true}}}
	}
	act := rules.Text{Patient: "go", Clinician: "go"}
	base, err := rules.Compile(&rules.Knowledge{
		Sections: []rules.Section{{ID: "pain"}, {ID: "tests"}},
		Questions: []rules.Question{choice("x", "pain", rules.KindChoice, "p", "q"), choice("y", "pain", rules.KindChoices, "fever", "numb", "thin-bones", "none"),
			choice("t", "tests", rules.KindChoice, "pos", "neg")},
		Policy: rules.Policy{Core: []rules.CoreAnswer{{ID: "x", When: rules.Condition{Op: rules.Known, Question: "x"}}}},
		Sources: []rules.Source{
			source("a", 0.20, rules.Evidence{ID: "x", Group: "said", Obtain: rules.Ask, Strength: "high", Outcomes: []rules.Outcome{{When: is("x", "p"), LR: 4}, {When: is("x", "q"), LR: 0.25}}}),
			source("b", 0.30, rules.Evidence{ID: "t", Group: "seen", Obtain: rules.Image, Strength: "high", Outcomes: []rules.Outcome{{When: is("t", "pos"), LR: 7}, {When: is("t", "neg"), LR: 1. / 3}}}),
			source("c", 0.10),
			source("d", 0.25),
		},
		Flags: []rules.Flag{
			{ID: "infection", Trigger: is("y", "fever"), Levels: rules.Levels{Urgent: rules.FlagLevel{Act: act}}},
			{ID: "fracture", Trigger: is("y", "thin-bones"), Levels: rules.Levels{Soon: rules.FlagLevel{Act: act}}},
			{ID: "cord", Trigger: is("y", "numb"), Levels: rules.Levels{Emergency: rules.FlagLevel{Act: act}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// replayed are twelve cases of which every count of a result has some.
var replayed = map[string]string{
	"c01": "answers: {x: p}\nanswer: {source: a, triage: routine}\n",
	"c02": "answers: {x: q}\ntests: {t: neg}\nanswer: {source: a, also: [], triage: routine}\n",
	"c03": "answers: {x: q}\ntests: {t: pos}\nanswer: {source: c, also: [b], triage: soon}\n",
	"c04": "answers: {y: fever}\nanswer: {source: d, triage: routine}\n",
	"c05": "answers: {y: fever}\nanswer: {source: infection, triage: urgent}\n",
	"c06": "answers: {y: none}\nanswer: {source: cord, also: [a], triage: emergency}\n",
	"c07": "answers: {y: thin-bones}\nthin: true\nanswer: {source: a, triage: routine}\n",
	"c08": "answers: {x: p}\nthin: true\nanswer: {source: a, triage: routine}\n",
	"c09": "population: no-lumbar-fusion\nanswers: {}\nanswer: {source: b, triage: routine}\n",
	"c10": "population: no-lumbar-fusion\nanswers: {y: fever}\nanswer: {source: c, triage: routine}\n",
	"c11": "answers: {}\nthin: true\nanswer: {source: b, triage: routine}\n",
	"c12": "answers: {}\nanswer: {source: c, triage: routine}\n",
}

func folder(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for id, text := range files {
		out[id+".yaml"] = &fstest.MapFile{Data: []byte("id: " + id + "\n" + text)}
	}
	return out
}

func load(t *testing.T, base *rules.Base, files map[string]string) []Case {
	t.Helper()
	list, err := Load(folder(files), base)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
