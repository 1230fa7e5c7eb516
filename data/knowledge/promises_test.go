package knowledge_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/knowledge"
	"afterfusion/data/report"
	"afterfusion/data/sample"
	"afterfusion/rules"
)

// This file tests what must always hold (design, section 4), with made-up people
// over the knowledge that the program carries.

func embedded(t testing.TB) *rules.Base {
	t.Helper()
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// chooser lets rapid pick, so that it can shrink a failing person.
type chooser struct{ t *rapid.T }

func (c chooser) IntN(n int) int { return rapid.IntRange(0, n-1).Draw(c.t, "pick") }

// someone makes up a person; few or many answers.
func someone(t *rapid.T, base *rules.Base) rules.Answers {
	if rapid.Bool().Draw(t, "sparse") {
		return sparse(t, base)
	}
	seed := rapid.Uint64().Draw(t, "seed")
	return sample.Person(base, rand.New(rand.NewPCG(seed, 1)), rapid.IntRange(5, 100).Draw(t, "share"))
}

func sparse(t *rapid.T, base *rules.Base) rules.Answers {
	a := rules.Answers{}
	for range rapid.IntRange(0, 12).Draw(t, "answers") {
		q := rapid.SampledFrom(base.QuestionIDs()).Draw(t, "question")
		question, _ := base.Question(q)
		a[q] = sample.Value(question, chooser{t})
	}
	sample.Consistent(base, a)
	return a
}

func assessed(t *rapid.T, base *rules.Base, a rules.Answers) *rules.Assessment {
	got, err := base.Assess(a)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// probabilities by source.
func probabilities(a *rules.Assessment) map[int]float64 {
	p := map[int]float64{}
	for _, r := range a.Sources {
		p[r.Source] = r.Probability
	}
	return p
}

func TestProbabilitiesStayInsideTheirRange(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range assessed(t, base, someone(t, base)).Sources {
			if !(0 < r.Lo && r.Lo <= r.Probability && r.Probability <= r.Hi && r.Hi < 1) {
				t.Fatalf("%s: %v in %v to %v", base.Knowledge().Sources[r.Source].ID, r.Probability, r.Lo, r.Hi)
			}
		}
	})
}

func TestSameAnswersSameBytes(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		ids := slices.Sorted(maps.Keys(a))
		again := rules.Answers{}
		for i := len(ids) - 1; i >= 0; i-- { // the order in which they were said
			v := a[ids[i]]
			v.Yes, v.No = slices.Clone(v.Yes), slices.Clone(v.No)
			slices.Reverse(v.Yes)
			slices.Reverse(v.No)
			again[ids[i]] = v
		}
		if x, y := document(t, base, a), document(t, base, again); string(x) != string(y) {
			t.Fatalf("%s\n%s", x, y)
		}
	})
}

func document(t *rapid.T, base *rules.Base, a rules.Answers) []byte {
	d, err := report.Build(base, a, assessed(t, base, a), report.Settings{Reader: rules.Clinician, SelfHarm: true})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestUnknownIsNeutral(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		q := rapid.SampledFrom(base.QuestionIDs()).Draw(t, "question")
		question, _ := base.Question(q)
		if _, said := a[q]; said || question.Unsure != "" {
			t.Skip("said, or a marked safety question")
		}
		unsure := maps.Clone(a)
		unsure[q] = rules.Unsure()
		x, y := assessed(t, base, a), assessed(t, base, unsure)
		if !reflect.DeepEqual(x, y) {
			t.Fatalf("%s unsure changes the assessment", q)
		}
	})
}

func TestRaisingARatioNeverLowersItsSource(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		k := *base.Knowledge()
		k.Sources = slices.Clone(k.Sources)
		s := rapid.IntRange(0, len(k.Sources)-1).Draw(t, "source")
		e := rapid.IntRange(0, len(k.Sources[s].Evidence)-1).Draw(t, "item")
		o := rapid.IntRange(0, len(k.Sources[s].Evidence[e].Outcomes)-1).Draw(t, "outcome")
		k.Sources[s].Evidence = slices.Clone(k.Sources[s].Evidence)
		item := &k.Sources[s].Evidence[e]
		item.Outcomes = slices.Clone(item.Outcomes)
		item.Outcomes[o].LR *= rapid.Float64Range(1, 3).Draw(t, "times")
		item.Outcomes[o].Interval = nil
		raised, err := rules.Compile(&k)
		if err != nil {
			t.Fatal(err)
		}
		a := someone(t, base)
		if x, y := probabilities(assessed(t, base, a))[s], probabilities(assessed(t, raised, a))[s]; y < x {
			t.Fatalf("%s: %v fell to %v", item.ID, x, y)
		}
	})
}

// places calls visit for every option at every place of every ladder.
func places(a *rules.Assessment, visit func(*rules.OptionResult)) {
	for i := range a.Ladders {
		l := &a.Ladders[i]
		for _, row := range [][]rules.OptionResult{l.Base, l.Beside} {
			for j := range row {
				visit(&row[j])
			}
		}
		for k := range l.Rungs {
			for j := range l.Rungs[k].Options {
				visit(&l.Rungs[k].Options[j])
			}
		}
	}
}

func TestNothingIsNowThatIsNotSafeToOpen(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	rapid.Check(t, func(t *rapid.T) {
		a := assessed(t, base, someone(t, base))
		danger := a.Triage.Level >= rules.Urgent && slices.ContainsFunc(a.Triage.Flags, func(f rules.RaisedFlag) bool {
			return f.Level >= rules.Urgent && !k.Flags[f.Flag].NoDefaultHold
		})
		places(a, func(r *rules.OptionResult) {
			o := &k.Options[r.Option]
			if r.Status == rules.Now && r.Gate != rules.True {
				t.Fatalf("%s is now behind a gate that is %v", o.ID, r.Gate)
			}
			for _, reason := range a.ReasonsOf(r) {
				switch {
				case r.Status != rules.Now && r.Status != rules.WithCaution:
				case reason.Kind == rules.ByNeed:
					t.Fatalf("%s is open with a prerequisite that is %v", o.ID, reason.Truth)
				case reason.Kind == rules.ByFlag:
					t.Fatalf("%s is open although a danger holds it", o.ID)
				case reason.Kind == rules.ByAvoid && (o.Avoid[reason.Index].Level == rules.Never || o.Avoid[reason.Index].Level == rules.Specialist):
					t.Fatalf("%s is open with a contraindication that is %v: %s", o.ID, reason.Truth, o.Avoid[reason.Index].Says.Clinician)
				}
			}
			if danger && o.Invasive && o.InDanger == "" && (r.Status == rules.Now || r.Status == rules.WithCaution) {
				t.Fatalf("%s is invasive and open in danger", o.ID)
			}
			if a.Triage.Level >= rules.Urgent && o.Invasive && r.Status == rules.Now {
				t.Fatalf("%s is invasive and now at %v", o.ID, a.Triage.Level)
			}
		})
	})
}

func TestWhatIsInUseIsNeverForbidden(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	rapid.Check(t, func(t *rapid.T) {
		said := someone(t, base)
		explain, err := base.Explain(said)
		if err != nil {
			t.Fatal(err)
		}
		places(assessed(t, base, said), func(r *rules.OptionResult) {
			o := &k.Options[r.Option]
			using := o.InUse.Given() && explain.Holds(&o.InUse) == rules.True
			if v, ok := said[o.Tried]; ok && len(v.Yes) == 1 {
				using = using || slices.Contains([]string{"using-helps", "using-not-enough", "using-side-effects"}, v.Yes[0])
			}
			if using && (r.Status == rules.NotSafe || r.Status == rules.Hold || r.Status == rules.Stop) {
				t.Fatalf("%s is in use and shown as %v", o.ID, r.Status)
			}
		})
	})
}

// TestAKnownResultIsDoneEverywhere: what a test showed does not hang on the ladder it stands on.
func TestAKnownResultIsDoneEverywhere(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	rapid.Check(t, func(t *rapid.T) {
		a := assessed(t, base, someone(t, base))
		places(a, func(r *rules.OptionResult) {
			known := slices.Contains(a.ReasonsOf(r), rules.Reason{Kind: rules.ByResult, Truth: rules.True})
			if known && r.Status != rules.Done {
				t.Fatalf("%s is %v although its result is known", k.Options[r.Option].ID, r.Status)
			}
		})
	})
}

// TestMoreDangerNeverLowersTriage adds an item to a safety list, or takes a
// qualifier away.
func TestMoreDangerNeverLowersTriage(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	var lists []string
	for i := range k.Questions {
		if q := &k.Questions[i]; q.Section == "safety" && q.Kind == rules.KindChoices {
			lists = append(lists, q.ID)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		before := assessed(t, base, a).Triage.Level
		id := rapid.SampledFrom(lists).Draw(t, "list")
		q, _ := base.Question(id)
		item := rapid.SampledFrom(q.Choices).Draw(t, "item").ID
		more := maps.Clone(a)
		v := more[id]
		if item == "none" || v.Unsure || v.Partial || slices.Contains(v.NotSure, item) {
			t.Skip("not a no that becomes a yes")
		}
		yes := append(slices.DeleteFunc(slices.Clone(v.Yes), func(c string) bool { return c == "none" || c == item }), item)
		no := slices.DeleteFunc(slices.Clone(v.No), func(c string) bool { return c == item || c == "none" })
		more[id] = rules.Value{Yes: yes, No: no, NotSure: v.NotSure, Listed: v.Listed}
		if base.Check(more) != nil {
			t.Skip("contradicts another answer")
		}
		if after := assessed(t, base, more).Triage.Level; after < before {
			t.Fatalf("%s: %s lowers %v to %v", id, item, before, after)
		}
	})
}

func TestTakingAQualifierAwayNeverLowersTriage(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		before := assessed(t, base, a)
		id := rapid.SampledFrom(base.QuestionIDs()).Draw(t, "question")
		less := maps.Clone(a)
		delete(less, id)
		after := assessed(t, base, less)
		explain, err := base.Explain(less)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range before.Triage.Flags {
			q := slices.Index(base.QuestionIDs(), id)
			if f.Unsure || slices.Contains(f.Because, q) || explain.Holds(&base.Knowledge().Flags[f.Flag].Trigger) != rules.True {
				continue // it was, or led to, the trigger and not a qualifier; so with "not sure"
			}
			i := slices.IndexFunc(after.Triage.Flags, func(g rules.RaisedFlag) bool { return g.Flag == f.Flag })
			if i < 0 || after.Triage.Flags[i].Level < f.Level {
				t.Fatalf("without %s the flag %s falls from %v", id, base.Knowledge().Flags[f.Flag].ID, f.Level)
			}
		}
	})
}

func TestEveryFigureHasAReferenceOrAMark(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		d, err := report.Build(base, a, assessed(t, base, a), report.Settings{Reader: rules.Clinician, SelfHarm: true})
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for _, r := range d.References {
			known[r.ID] = true
		}
		for _, s := range d.Sources {
			if len(s.PriorReferences) == 0 && !s.PriorEstimate {
				t.Fatalf("%s: the prior has neither reference nor mark", s.ID)
			}
			for _, c := range s.Contributions {
				if len(c.References) == 0 && !c.Estimate {
					t.Fatalf("%s: %s has neither reference nor mark", s.ID, c.Evidence)
				}
				for _, r := range c.References {
					if !known[r] {
						t.Fatalf("%s: reference %s is not listed", c.Evidence, r)
					}
				}
			}
		}
	})
}

func TestConcurrentAssessmentsAgree(t *testing.T) {
	base := embedded(t)
	a := sample.Full(base, rand.New(rand.NewPCG(7, 7)))
	want, err := base.Assess(a)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got, err := base.Assess(a); err != nil || !reflect.DeepEqual(got, want) {
					t.Error("an assessment beside others differs")
					return
				}
			}
		})
	}
	wg.Wait()
}

// TestReleasedMemoryIsWrittenAnew: nothing of one person is left in the assessment of
// the next.
func TestReleasedMemoryIsWrittenAnew(t *testing.T) {
	base := embedded(t)
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		a, b := sample.Person(base, r, r.IntN(100)), sample.Person(base, r, r.IntN(100))
		kept, err := base.Assess(b) // in memory that may have been used before
		if err != nil {
			t.Fatal(err)
		}
		other, err := base.Assess(a)
		if err != nil {
			t.Fatal(err)
		}
		other.Release()
		other.Release() // twice is once
		again, third := must(base.Assess(b)), must(base.Assess(a))
		if !reflect.DeepEqual(kept, again) || !same(t, base, b, kept, again) {
			t.Fatalf("another assessment in used memory: %v", b)
		}
		if kept == again || again == third {
			t.Fatal("memory of two assessments at once")
		}
		again.Release()
		third.Release()
	}
}

func must(a *rules.Assessment, err error) *rules.Assessment {
	if err != nil {
		panic(err)
	}
	return a
}

// same compares all that a report draws of two assessments.
func same(t *testing.T, base *rules.Base, said rules.Answers, x, y *rules.Assessment) bool {
	t.Helper()
	draw := func(a *rules.Assessment) []byte {
		d, err := report.Build(base, said, a, report.Settings{Reader: rules.Clinician, Full: true})
		if err != nil {
			t.Fatal(err)
		}
		j, err := report.JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
	return bytes.Equal(draw(x), draw(y))
}
