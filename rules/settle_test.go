package rules

import (
	"math"
	"slices"
	"testing"
)

func TestGainByHand(t *testing.T) {
	b, a := assessSmall(t, Answers{})
	var got *UnknownItem
	for i := range a.of(b, "nerve").Unknown {
		if u := &a.of(b, "nerve").Unknown[i]; b.know.Sources[1].Evidence[u.Item].ID == "lead" {
			got = u
		}
	}
	if got == nil {
		t.Fatal("the leg question is not listed as unknown")
	}
	// p = 0.3, ratios 3 and 0.3: P(for | not) = 0.7/2.7.
	p, up, down := 0.3, 3.0, 0.3
	chance := (1 - down) / (up - down) * (p*up + 1 - p)
	after := func(r float64) float64 { return p * r / (p*r + 1 - p) }
	want := entropy(p) - chance*entropy(after(up)) - (1-chance)*entropy(after(down))
	if !near(got.Gain, want) || !near(got.Lo, after(down)) || !near(got.Hi, after(up)) {
		t.Errorf("gain %v from %v to %v, want %v", got.Gain, got.Lo, got.Hi, want)
	}
	if math.Abs(chance*after(up)+(1-chance)*after(down)-p) > 1e-9 {
		t.Error("the expected probability after the test is the one before it")
	}
}

func TestNextIsCheapFirst(t *testing.T) {
	_, a := assessSmall(t, Answers{})
	for i := 1; i < len(a.Next); i++ {
		x, y := a.Next[i-1], a.Next[i]
		if x.Obtain > y.Obtain || x.Obtain == y.Obtain && x.Gain < y.Gain {
			t.Errorf("step %d before %d: %+v %+v", i-1, i, x, y)
		}
	}
	if len(a.Next) < 3 {
		t.Errorf("only %d steps", len(a.Next))
	}
}

// A finding that hangs on two answers is not credited to a question that cannot settle it.
func TestGainGoesToWhatSettlesIt(t *testing.T) {
	both := func(k *Knowledge) {
		k.Sources[1].Evidence[1].Outcomes = []Outcome{
			{When: allOf(is("pattern", "a"), is("pain.late", "yes")), LR: 3}, {When: allOf(is("pattern", "b"), is("pain.late", "no")), LR: 0.4}}
	}
	item := func(a Answers) (b *Base, u UnknownItem, n NextStep) {
		b, got := assessSmall(t, a, both)
		for _, x := range got.of(b, "nerve").Unknown {
			if x.Item == 1 {
				u = x
			}
		}
		for _, x := range got.Next {
			if x.Source == 1 && x.Item == 1 {
				n = x
			}
		}
		return b, u, n
	}
	b, u, n := item(Answers{})
	pattern, late := b.questionIndex["pattern"], b.questionIndex["pain.late"]
	if !u.Together || !slices.Equal(n.Questions, []int{pattern, late}) {
		t.Errorf("two answers are needed: %+v, %+v", u, n)
	}
	if _, u, n = item(Answers{"pattern": One("a")}); u.Together || u.Question != late || !slices.Equal(n.Questions, []int{late}) {
		t.Errorf("one answer is left: %+v, %+v", u, n)
	}
}

func TestARangeCanStillBeSettled(t *testing.T) {
	b, a := assessSmall(t, Answers{"block": Range(40, 90)})
	u := a.of(b, "joint").Unknown
	if i := slices.IndexFunc(u, func(u UnknownItem) bool { return u.Item == 3 }); i < 0 || u[i].Question != b.questionIndex["block"] {
		t.Errorf("a range across the marks is not settled: %+v", u)
	}
}

func TestFirstStep(t *testing.T) {
	asked := func(b *Base, s FirstStep) (ids []string) {
		for _, q := range s.Questions {
			ids = append(ids, b.questionIDs[q])
		}
		return ids
	}
	b, a := assessSmall(t, Answers{"safety.legs": List("weak")})
	if s := a.First; s.Option != b.optionIndex["scan"] || s.Flag != 0 {
		t.Errorf("a danger's act comes first, not %+v", s)
	}
	b, a = assessSmall(t, Answers{"pattern": One("a")})
	if got := asked(b, a.First); !slices.Equal(got, []string{"safety.legs"}) || a.First.Option != none {
		t.Errorf("danger is asked about first, not %v", got)
	}
	b, a = assessSmall(t, Answers{"safety.legs": List("none"), "pattern": One("a")})
	if got := asked(b, a.First); !slices.Contains(got, "lead") || slices.Contains(got, "pattern") {
		t.Errorf("then what is missing, not %v", got)
	}
	core := fine(Answers{"pain.zones": List("left"), "pattern": One("a"), "severity": Number(5), "lead": One("leg"), "tried.pill": One("no-help"), "weeks": Number(9)})
	_, a = assessSmall(t, core)
	if s := a.First; !a.Enough || s.Option == none && len(s.Questions) == 0 {
		t.Errorf("then a step of the likeliest cause: %+v", s)
	}
	if _, a = assessSmall(t, Answers{"age": Number(15), "safety.legs": List("none")}); a.First.Option != none || a.First.Questions != nil {
		t.Errorf("out of scope nothing is proposed: %+v", a.First)
	}
}

func TestWhatIsKnownIsNotAsked(t *testing.T) {
	b, a := assessSmall(t, Answers{"lead": One("leg"), "pain.late": One("no")})
	if u := a.of(b, "nerve").Unknown; len(u) != 0 {
		t.Errorf("still unknown: %+v", u)
	}
}

func TestOneSidedItemUsesOtherwise(t *testing.T) {
	b, a := assessSmall(t, Answers{"lead": One("leg")})
	u := a.of(b, "nerve").Unknown
	if len(u) != 1 || u[0].Lo >= u[0].Hi || u[0].Gain < 0 {
		t.Fatalf("unknown: %+v", u)
	}
}
