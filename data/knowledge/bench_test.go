package knowledge_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"afterfusion/data/knowledge"
	"afterfusion/data/report"
	"afterfusion/data/sample"
	"afterfusion/rules"
)

func load(t testing.TB) *rules.Base {
	t.Helper()
	l, err := knowledge.Load(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	b, err := rules.Compile(l.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// BenchmarkAssess is one assessment with intervals, reasons and ladders, of the full
// questionnaire answered, beside the same knowledge 10 and 100 times larger. Its memory is
// given back, as by those who assess many people; BenchmarkAssessKept leaves it to the
// collector.
func BenchmarkAssess(b *testing.B) {
	for _, times := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("knowledge-x%d", times), func(b *testing.B) {
			base, coded := wholePerson(b, times)
			for b.Loop() {
				base.AssessCoded(coded).Release()
			}
		})
	}
}

func BenchmarkAssessKept(b *testing.B) {
	base, coded := wholePerson(b, 1)
	for b.Loop() {
		base.AssessCoded(coded)
	}
}

// wholePerson answers all that is asked of a knowledge that is so many times as large.
func wholePerson(b *testing.B, times int) (*rules.Base, rules.Coded) {
	b.Helper()
	base, err := rules.Compile(multiply(knowledge.Embedded(), times))
	if err != nil {
		b.Fatal(err)
	}
	coded, err := base.Code(adult(base))
	if err != nil {
		b.Fatal(err)
	}
	if a := base.AssessCoded(coded); len(a.Ladders) == 0 || a.Triage.Level >= rules.Urgent {
		b.Fatalf("not what is to be measured: %v, %d ladders", a.Triage.Level, len(a.Ladders))
	}
	b.ReportAllocs()
	return base, coded
}

// multiply repeats sources, options and flags under new names over the same questions.
func multiply(k *rules.Knowledge, times int) *rules.Knowledge {
	out := *k
	out.Sources, out.Options, out.Flags = nil, nil, nil
	for n := range times {
		name := func(id string) string {
			if n == 0 {
				return id
			}
			return fmt.Sprintf("%s-%d", id, n)
		}
		names := func(ids []string) []string {
			list := make([]string, len(ids))
			for i, id := range ids {
				list[i] = name(id)
			}
			return list
		}
		for _, s := range k.Sources {
			s.ID, s.Base, s.Beside = name(s.ID), names(s.Base), names(s.Beside)
			s.Ladder = append([]rules.Rung(nil), s.Ladder...)
			for i := range s.Ladder {
				s.Ladder[i].Options = names(s.Ladder[i].Options)
			}
			out.Sources = append(out.Sources, s)
		}
		for _, o := range k.Options {
			o.ID = name(o.ID)
			out.Options = append(out.Options, o)
		}
		for _, f := range k.Flags {
			f.ID = name(f.ID)
			out.Flags = append(out.Flags, f)
		}
	}
	return &out
}

func BenchmarkCompile(b *testing.B) {
	l, err := knowledge.Load(os.DirFS("."))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := rules.Compile(l.Knowledge); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDocument(b *testing.B) {
	base := load(b)
	full := sample.Full(base, rand.New(rand.NewPCG(1, 2)))
	a, err := base.Assess(full)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := report.Build(base, full, a, report.Settings{Reader: rules.Clinician}); err != nil {
			b.Fatal(err)
		}
	}
}

// adult answers everything, inside the scope and without danger: the whole of the
// sources, ladders and plan is worked out, and nothing is cut short by a hold.
func adult(base *rules.Base) rules.Answers {
	full := sample.Full(base, rand.New(rand.NewPCG(1, 2)))
	full["health.age"], full["surgery.region"] = rules.Number(55), rules.One("lumbar")
	calm := map[string]string{"safety.both-legs": "no", "safety.weakness": "none", "safety.injury": "none", "safety.self-harm": "not-at-all", "safety.self-harm-plan": "no",
		"safety.self-harm-means": "no", "safety.self-harm-attempt": "no",
		"safety.last-operation": "longer", "safety.last-needle": "longer", "exam.wound": "healed", "exam.vitals": "normal", "exam.perianal": "normal",
		"labs.crp": "normal", "labs.esr": "normal", "labs.culture": "negative", "imaging.sacrum": "normal", "exam.leg-swelling": "negative",
		"exam.pulses": "normal", "leg.spasm": "none", "surgery.reason": "disc", "course.leg-onset": "no-leg-pain", "course.return": "gradual"}
	for id, choice := range calm {
		full[id] = rules.One(choice)
	}
	for i := range base.Knowledge().Questions {
		q := &base.Knowledge().Questions[i]
		if q.Kind == rules.KindChoices && (q.Section == "safety" || strings.HasPrefix(q.ID, "imaging.") || q.ID == "exam.upper-motor") {
			full[q.ID] = rules.List(q.Choices[len(q.Choices)-1].ID)
			if slices.ContainsFunc(q.Choices, func(c rules.Choice) bool { return c.ID == "none" }) {
				full[q.ID] = rules.List("none")
			}
		}
	}
	full["surgery.months-since"], full["exam.power"], full["opioid.mme"], full["tests.post-void-ml"] = rules.Number(30), rules.Number(5), rules.Number(0), rules.Number(20)
	full["imaging.bone"], full["imaging.vessels"], full["imaging.fluid"], full["imaging.hardware"] = rules.List("normal"), rules.List("normal"), rules.List("none"), rules.List("intact")
	full["imaging.adjacent"], full["imaging.nerve"] = rules.List("normal"), rules.List("clear")
	full["health.conditions"], full["safety.infection-risk"] = rules.List("none"), rules.List("none")
	sample.Consistent(base, full)
	return full
}
