package rules_test

import (
	"fmt"
	"log"

	"afterfusion/rules"
)

// A knowledge of two sources and one danger is compiled once, and then asked about
// as many people as there are.
func ExampleCompile() {
	text := func(s string) rules.Text { return rules.Text{Patient: s, Clinician: s} }
	choice := func(id, section string, ids ...string) rules.Question {
		q := rules.Question{ID: id, Section: section, Kind: rules.KindChoice}
		for _, c := range ids {
			q.Choices = append(q.Choices, rules.Choice{ID: c, Text: text(c)})
		}
		return q
	}
	is := func(question string, choices ...string) rules.Condition {
		return rules.Condition{Op: rules.Is, Question: question, Choices: choices}
	}
	base, err := rules.Compile(&rules.Knowledge{
		Sections:  []rules.Section{{ID: "safety"}, {ID: "exam"}},
		Questions: []rules.Question{choice("fever", "safety", "yes", "no"), choice("thigh-thrust", "exam", "positive", "negative")},
		Sources: []rules.Source{
			{
				ID: "sacroiliac-joint", Ceiling: 0.79,
				Prior:  []rules.Prior{{P: 0.25, Interval: []float64{0.16, 0.43}}},
				Groups: []rules.Group{{Name: "provocation", Cap: []float64{0.15, 4}}},
				Evidence: []rules.Evidence{{ID: "thrust", Group: "provocation", Obtain: rules.Examine, Strength: "moderate",
					Outcomes: []rules.Outcome{{When: is("thigh-thrust", "positive"), LR: 2, Interval: []float64{1.3, 3}}, {When: is("thigh-thrust", "negative"), LR: 0.5}}}},
				Ladder: []rules.Rung{{ID: "diagnosis", Options: []string{"joint-block"}}},
			},
			{ID: "facet-joint", Prior: []rules.Prior{{P: 0.3, Interval: []float64{0.2, 0.4}}}},
		},
		Options: []rules.Option{{ID: "joint-block", Tier: "diagnosis", Kind: rules.Test, Invasive: true}},
		Flags:   []rules.Flag{{ID: "infection", Trigger: is("fever", "yes"), Levels: rules.Levels{Urgent: rules.FlagLevel{Act: text("today")}}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	show := func(answers rules.Answers) {
		a, err := base.Assess(answers)
		if err != nil {
			fmt.Println(err)
			return
		}
		k := base.Knowledge()
		fmt.Println("triage", a.Triage.Level)
		for _, s := range a.Sources {
			fmt.Printf("%s %.2f (%.2f to %.2f) %v\n", k.Sources[s.Source].ID, s.Probability, s.Lo, s.Hi, s.Band)
		}
		for _, l := range a.Ladders {
			for _, r := range l.Rungs {
				for _, o := range r.Options {
					fmt.Println(k.Options[o.Option].ID, o.Status)
				}
			}
		}
	}
	show(rules.Answers{})
	show(rules.Answers{"thigh-thrust": rules.One("positive"), "fever": rules.One("yes")})
	show(rules.Answers{"thigh-trust": rules.One("positive")})
	// Output:
	// triage routine
	// facet-joint 0.30 (0.20 to 0.40) possible
	// sacroiliac-joint 0.25 (0.16 to 0.43) not-ruled-out
	// joint-block now
	// triage urgent
	// sacroiliac-joint 0.40 (0.25 to 0.62) possible
	// facet-joint 0.30 (0.20 to 0.40) possible
	// joint-block hold
	// thigh-trust: no such question; did you mean "thigh-thrust"?
}

// Conditions are three-valued: what was not said is not known.
func ExampleExplanation_Holds() {
	base, err := rules.Compile(&rules.Knowledge{
		Sections:  []rules.Section{{ID: "pain"}},
		Questions: []rules.Question{{ID: "severity", Section: "pain", Kind: rules.KindNumber, Range: []float64{0, 10}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	severe := rules.Condition{Op: rules.Compare, Question: "severity", Cmp: rules.AtLeast, Number: 7}
	for _, said := range []rules.Answers{{}, {"severity": rules.Unsure()}, {"severity": rules.Range(5, 8)}, {"severity": rules.Range(7, 8)}, {"severity": rules.Number(3)}} {
		e, err := base.Explain(said)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(e.Holds(&severe))
	}
	// Output:
	// unknown
	// unknown
	// unknown
	// true
	// false
}
