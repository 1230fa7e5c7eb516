package rules

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-4 }

func TestPriorRows(t *testing.T) {
	for _, c := range []struct {
		a    Answers
		want float64
	}{{Answers{}, 0.25}, {Answers{"lead": Unsure()}, 0.25}, {Answers{"lead": One("leg")}, 0.10}} {
		b, got := assessSmall(t, c.a)
		if r := got.of(b, "joint"); !near(r.Probability, c.want) || r.PriorP != c.want {
			t.Errorf("%v: %v, want %v", c.a, r.Probability, c.want)
		}
	}
}

func TestOneItemByHand(t *testing.T) {
	b, a := assessSmall(t, Answers{"pain.side": One("left")})
	r := a.of(b, "joint")
	if want := 2 * (0.25 / 0.75) / (1 + 2*0.25/0.75); !near(r.Probability, want) {
		t.Errorf("odds of 1/3 doubled give %v, not %v", want, r.Probability)
	}
	// Below: from the prior 0.25 to 0.10 and the ratio 2 to 1.2; above: to 0.40 and 3.
	below := math.Hypot((logit(0.25)-logit(0.10))/z95, math.Log(2/1.2)/z95)
	above := math.Hypot((logit(0.40)-logit(0.25))/z95, math.Log(3.0/2)/z95)
	if lo, hi := logistic(r.Total-z95*below), logistic(r.Total+z95*above); !near(r.Lo, lo) || !near(r.Hi, hi) {
		t.Errorf("range %v to %v, want %v to %v", r.Lo, r.Hi, lo, hi)
	}
}

func TestGroupHalvesAndCaps(t *testing.T) {
	b, a := assessSmall(t, Answers{"pain.side": One("left"), "pattern": One("a")})
	r := a.of(b, "joint")
	sum := 0.0
	for _, c := range r.Contributions {
		sum += c.Weight
	}
	// ln 2 in full and half of the other ln 2 is below the cap ln 3.
	if want := 1.5 * math.Log(2); !near(sum, want) {
		t.Errorf("two findings of ratio 2 weigh %v, want %v", sum, want)
	}
	b, a = assessSmall(t, Answers{"pain.side": One("left"), "pattern": One("a")}, func(k *Knowledge) {
		k.Sources[0].Groups[0].Cap = []float64{0.5, 2.5}
	})
	sum = 0
	for _, c := range a.of(b, "joint").Contributions {
		if sum += c.Weight; !c.Capped {
			t.Error("a capped finding is not marked")
		}
	}
	if !near(sum, math.Log(2.5)) {
		t.Errorf("capped group weighs %v, want ln 2.5", sum)
	}
	_, a = assessSmall(t, Answers{"pain.side": One("left"), "pattern": One("b")})
	if w := a.Sources[0].Total; !near(w-logit(0.25), math.Log(2)+math.Log(0.7)) && !near(a.Sources[1].Total-logit(0.25), math.Log(2)+math.Log(0.7)) {
		t.Error("the strongest for and the strongest against count in full")
	}
}

func TestCandidatesOfAnItem(t *testing.T) {
	for _, c := range []struct {
		name     string
		one, two string
		want     float64 // ratio that counts
	}{
		{"both positive", "positive", "positive", 3},
		{"one positive, the other open: for and against are possible", "positive", "", 1},
		{"one negative, the other open: nothing joins the outcomes against", "negative", "", 1},
		{"both negative", "negative", "negative", 0.2},
		{"nothing known", "", "", 1},
	} {
		a := Answers{}
		if c.one != "" {
			a["exam.one"] = One(c.one)
		}
		if c.two != "" {
			a["exam.two"] = One(c.two)
		}
		b, got := assessSmall(t, a)
		if w := got.of(b, "joint").Total - logit(0.25); !near(w, math.Log(c.want)) {
			t.Errorf("%s: ratio %v, want %v", c.name, math.Exp(w), c.want)
		}
	}
}

func TestCeilingHoldsHistoryButNotTests(t *testing.T) {
	strong := func(k *Knowledge) {
		k.Sources[0].Groups[0].Cap[1] = 100
		k.Sources[0].Evidence[0].Outcomes[0].LR = 60
		k.Sources[0].Evidence[0].Outcomes[0].Interval = nil
	}
	b, a := assessSmall(t, Answers{"pain.side": One("left")}, strong)
	if r := a.of(b, "joint"); r.Probability != 0.79 || !r.AtCeiling {
		t.Errorf("history alone gives %v, want the ceiling 0.79", r.Probability)
	}
	b, a = assessSmall(t, Answers{"pain.side": One("left"), "block": Number(80)}, strong)
	if r := a.of(b, "joint"); !near(r.Total, logit(0.79)+math.Log(6)) || r.Probability != probabilityRoof {
		t.Errorf("a block on top gives %v, want the roof", r.Probability)
	}
	b, a = assessSmall(t, Answers{"pain.side": One("left"), "block": Number(80), "told": One("told")}, strong)
	if r := a.of(b, "joint"); r.Probability != 0.79 {
		t.Errorf("a test from memory lifts the ceiling to %v", r.Probability)
	}
}

func TestBlockHalvesTheExamination(t *testing.T) {
	b, a := assessSmall(t, Answers{"exam.one": One("positive"), "exam.two": One("positive"), "block": Number(80)})
	if w := a.of(b, "joint").Total - logit(0.25); !near(w, math.Log(3)/2+math.Log(6)) {
		t.Errorf("weight %v, want half of ln 3 and ln 6", w)
	}
}

func TestReplacedItemsDoNotCount(t *testing.T) {
	replace := func(k *Knowledge) { k.Sources[0].Evidence[0].Replaces = []string{"pattern"} }
	b, a := assessSmall(t, Answers{"pain.side": One("left"), "pattern": One("a")}, replace)
	if r := a.of(b, "joint"); len(r.Contributions) != 1 || !near(r.Total-logit(0.25), math.Log(2)) {
		t.Errorf("contributions %v", r.Contributions)
	}
	b, a = assessSmall(t, Answers{"pattern": One("a")}, replace)
	if r := a.of(b, "joint"); len(r.Contributions) != 1 {
		t.Error("the part counts while the composite is unknown")
	}
}

func TestBands(t *testing.T) {
	for p, want := range map[float64]Band{0.0999: Unlikely, 0.10: NotRuledOut, 0.2999: NotRuledOut, 0.30: Possible, 0.60: Likely, 0.80: VeryLikely} {
		if got := BandOf(p); got != want {
			t.Errorf("%v is %v, want %v", p, got, want)
		}
	}
	for _, c := range []struct {
		lo, hi float64
		want   Certainty
	}{{0.3, 0.5, Firm}, {0.2, 0.5, Fair}, {0.05, 0.5, Weak}} {
		if got := certaintyOf(c.lo, c.hi); got != c.want {
			t.Errorf("%v to %v is %v, want %v", c.lo, c.hi, got, c.want)
		}
	}
}

func TestEnough(t *testing.T) {
	core := Answers{"pain.zones": List("left"), "pattern": One("a"), "severity": Number(5), "lead": One("leg")}
	if _, a := assessSmall(t, core); !a.Enough {
		t.Error("four core answers and a leader that doubled are enough")
	}
	delete(core, "pattern")
	if _, a := assessSmall(t, core); a.Enough || len(a.Missing) != 1 {
		t.Errorf("three core answers of four are enough, missing %v", a.Missing)
	}
	if _, a := assessSmall(t, Answers{"safety.legs": List("weak")}); !a.Enough {
		t.Error("a danger is enough")
	}
}

// A leader with a ratio of exactly 2 has doubled its odds, whichever way its probability is
// rounded: from 0.2 it is a third.
func TestEnoughIsNotLostByRounding(t *testing.T) {
	for _, p := range []float64{0.05, 0.1, 0.2, 0.3, 0.4} {
		_, a := assessSmall(t, Answers{"pain.zones": List("left"), "pattern": One("b"), "severity": Number(5), "lead": One("leg")}, func(k *Knowledge) {
			k.Sources = k.Sources[1:]
			k.Sources[0].Prior = []Prior{{P: p, Interval: []float64{p / 2, p * 2}}}
			k.Sources[0].Evidence[0].Outcomes[0].LR = 2
		})
		if !a.Enough {
			t.Errorf("prior %v, doubled to %v, is not enough", p, a.Sources[0].Probability)
		}
	}
}

func TestWhatIfMovesOnlySources(t *testing.T) {
	b := compileSmall(t)
	a := Answers{"pain.side": One("left"), "exam.two": One("positive"), "exam.one": One("positive")}
	whole, _ := b.Assess(a)
	paused, err := b.WhatIf(a, Pause{Evidence: []string{"side"}, Questions: []string{"exam.two"}})
	if err != nil {
		t.Fatal(err)
	}
	if p := paused.of(b, "joint"); !near(p.Probability, 0.25) || p.Probability >= whole.of(b, "joint").Probability {
		t.Errorf("without both findings: %v", p.Probability)
	}
	if paused.Triage.Level != whole.Triage.Level || paused.Triage.Level == Routine {
		t.Error("a pause moved the triage")
	}
}
