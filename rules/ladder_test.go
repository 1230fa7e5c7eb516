package rules

import (
	"slices"
	"testing"
)

// fine are answers under which nothing stands in the way of the pill.
func fine(more Answers) Answers {
	a := Answers{"kidney": One("no"), "age": Number(50), "safety.legs": List("none"), "exam.two": One("negative")}
	for k, v := range more {
		a[k] = v
	}
	return a
}

func TestStatuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		option string
		a      Answers
		want   Status
	}{
		{"open", "pill", fine(nil), Now},
		{"caution holds", "pill", fine(Answers{"age": Number(70)}), WithCaution},
		{"caution not known", "pill", Answers{"kidney": One("no")}, WithCaution},
		{"contraindication", "pill", fine(Answers{"kidney": One("yes")}), NotSafe},
		{"contraindication not known", "pill", fine(Answers{"kidney": Unsure()}), AskFirst},
		{"in use and contraindicated", "pill", fine(Answers{"kidney": One("yes"), "tried.pill": One("using-helps")}), Review},
		{"in use with a caution", "pill", fine(Answers{"age": Number(70), "tried.pill": One("using-helps")}), Review},
		{"in use and well", "pill", fine(Answers{"tried.pill": One("using-helps")}), Done},
		{"fair trial without help", "pill", fine(Answers{"tried.pill": One("no-help"), "weeks": Number(6)}), Stop},
		{"no fair trial", "pill", fine(Answers{"tried.pill": One("no-help"), "weeks": Number(1)}), Now},
		{"length of trial not known", "pill", fine(Answers{"tried.pill": One("no-help")}), Now},
		{"side effects", "pill", fine(Answers{"tried.pill": One("side-effects")}), Stop},
		{"in use, no help", "pill", fine(Answers{"tried.pill": One("using-not-enough"), "weeks": Number(9)}), Review},
		{"helped", "pill", fine(Answers{"tried.pill": One("helped-some")}), Done},
		{"contraindication before outcome", "pill", fine(Answers{"tried.pill": One("no-help"), "weeks": Number(9), "kidney": One("yes")}), NotSafe},
		{"need not met", "burn", fine(Answers{"block": Number(20)}), Later},
		{"need not known", "burn", fine(nil), AskFirst},
		{"need met, limited", "burn", fine(Answers{"block": Number(80)}), WithCaution},
		{"a test from memory opens nothing invasive", "burn", fine(Answers{"block": Number(80), "told": One("told")}), AskFirst},
		{"gate shut", "numb", fine(Answers{"exam.one": One("positive"), "severity": Number(2)}), Later},
		{"gate not known", "numb", fine(Answers{"exam.one": One("positive")}), AskFirst},
		{"gate open", "numb", fine(Answers{"exam.one": One("positive"), "severity": Number(6)}), Now},
		{"result known", "numb", fine(Answers{"block": Number(80), "severity": Number(6)}), Done},
		{"held by a danger", "pill", fine(Answers{"safety.legs": List("weak")}), Hold},
		{"in use under a danger", "pill", fine(Answers{"safety.legs": List("weak"), "tried.pill": One("using-helps")}), Review},
		{"safe in danger", "walk", fine(Answers{"safety.legs": List("weak")}), Now},
		{"soon holds nothing by itself", "pill", fine(Answers{"exam.two": One("positive")}), Now},
		{"not sure holds what is invasive", "burn", fine(Answers{"safety.legs": Unsure(), "block": Number(80)}), Hold},
		{"not sure holds nothing else", "pill", fine(Answers{"safety.legs": Unsure()}), Now},
	} {
		b, a := assessSmall(t, c.a)
		if got := a.option(b, c.option).Status; got != c.want {
			t.Errorf("%s: %s is %v, want %v", c.name, c.option, got, c.want)
		}
	}
}

func TestCurrentRung(t *testing.T) {
	for _, c := range []struct {
		name string
		a    Answers
		want int
	}{
		{"the first open one", fine(nil), 0},
		{"passed by its condition", fine(Answers{"tried.pill": One("no-help"), "weeks": Number(9), "severity": Number(6), "exam.one": One("positive")}), 1},
		{"a gate that is not known is not open", fine(Answers{"tried.pill": One("no-help"), "weeks": Number(9)}), 2},
		{"none", fine(Answers{"tried.pill": One("no-help"), "weeks": Number(9), "block": Number(10)}), none},
	} {
		b, a := assessSmall(t, c.a)
		for _, l := range a.Ladders {
			if b.know.Sources[l.Source].ID == "joint" && l.Current != c.want {
				t.Errorf("%s: rung %d, want %d", c.name, l.Current, c.want)
			}
		}
	}
}

func TestPlan(t *testing.T) {
	ids := func(a Answers) []string {
		b, got := assessSmall(t, a)
		var out []string
		for _, e := range got.Plan {
			out = append(out, b.know.Options[e.Option].ID)
		}
		return out
	}
	core := Answers{"pain.zones": List("left"), "pattern": One("a"), "severity": Number(5), "lead": One("leg")}
	if got := ids(fine(core)); !slices.Equal(got, []string{"walk", "pill"}) {
		t.Errorf("plan %v", got)
	}
	if got := ids(fine(nil)); len(got) != 0 {
		t.Errorf("not enough is known, yet the plan is %v", got)
	}
	if got := ids(Answers{"safety.legs": List("weak")}); len(got) == 0 || got[0] != "scan" {
		t.Errorf("an emergency's act comes first, not %v", got)
	}
}

func TestOutOfScope(t *testing.T) {
	b, a := assessSmall(t, Answers{"age": Number(15), "safety.legs": List("weak")})
	if a.Scope.In || a.Scope.Reason != 0 || len(a.Ladders) != 0 || len(a.Plan) != 0 {
		t.Errorf("scope %+v, %d ladders, %d plans", a.Scope, len(a.Ladders), len(a.Plan))
	}
	if len(a.Sources) != len(b.sources) || a.Triage.Level != Emergency {
		t.Error("sources and dangers are told out of scope too")
	}
	if _, a := assessSmall(t, Answers{}); !a.Scope.In {
		t.Error("an unknown age is in scope")
	}
}

func TestApplies(t *testing.T) {
	only := func(k *Knowledge) { k.Options[1].Applies = is("kidney", "no") }
	if b, a := assessSmall(t, Answers{"kidney": One("yes")}, only); a.option(b, "pill") != nil {
		t.Error("an option that does not apply is listed")
	}
	if b, a := assessSmall(t, Answers{}, only); a.option(b, "pill") == nil {
		t.Error("an option that may apply is not listed")
	}
}
