package rules

import (
	"math"
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
