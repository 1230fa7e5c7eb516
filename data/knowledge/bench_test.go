package knowledge_test

import (
	"fmt"
	"math/rand/v2"
	"os"
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
// questionnaire answered, beside the same knowledge 10 and 100 times larger.
func BenchmarkAssess(b *testing.B) {
	l, err := knowledge.Load(os.DirFS("."))
	if err != nil {
		b.Fatal(err)
	}
	for _, times := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("knowledge-x%d", times), func(b *testing.B) {
			base, err := rules.Compile(multiply(l.Knowledge, times))
			if err != nil {
				b.Fatal(err)
			}
			full := adult(base)
			coded, err := base.Code(full)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				base.AssessCoded(coded)
			}
		})
	}
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

// adult answers everything, inside the scope.
func adult(base *rules.Base) rules.Answers {
	full := sample.Full(base, rand.New(rand.NewPCG(1, 2)))
	full["health.age"], full["surgery.region"] = rules.Number(55), rules.One("lumbar")
	sample.Consistent(base, full)
	return full
}
