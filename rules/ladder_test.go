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
		{"result known behind a gate that is shut", "numb", fine(Answers{"block": Number(80), "severity": Number(2)}), Done},
		{"result known behind a gate that is not known", "numb", fine(Answers{"block": Number(80)}), Done},
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

// A danger that names what it holds leaves the rest, but nothing invasive is simply open.
func TestInvasiveUnderADangerThatDoesNotHoldIt(t *testing.T) {
	mild := func(k *Knowledge) { k.Flags[0].NoDefaultHold, k.Flags[0].Holds = true, []string{"pill"} }
	open := Answers{"exam.one": One("positive"), "severity": Number(6), "kidney": One("no"), "age": Number(50), "exam.two": One("negative")}
	open["safety.legs"] = List("none")
	if b, a := assessSmall(t, open, mild); a.option(b, "numb").Status != Now {
		t.Fatalf("without danger the block is %v", a.option(b, "numb").Status)
	}
	open["safety.legs"], open["safety.onset"] = List("weak"), One("stable")
	b, a := assessSmall(t, open, mild)
	r := a.option(b, "numb")
	if r.Status != WithCaution || !slices.Contains(a.ReasonsOf(r), Reason{ByDanger, True, 0}) {
		t.Errorf("the block is %v for %v", r.Status, a.ReasonsOf(r))
	}
	if a.option(b, "pill").Status != Hold {
		t.Error("what the danger names is held")
	}
}

// What is never to be kept up unreviewed is not done because it helped once.
func TestHelpedIsNoReasonToKeepWhatMustBeReviewed(t *testing.T) {
	review := func(k *Knowledge) { k.Options[1].Keep = "review" }
	b, a := assessSmall(t, fine(Answers{"tried.pill": One("helped-some")}), review)
	if got := a.option(b, "pill").Status; got != Now {
		t.Errorf("helped and finished: %v", got)
	}
	b, a = assessSmall(t, fine(Answers{"tried.pill": One("using-helps")}), review)
	if got := a.option(b, "pill").Status; got != Review {
		t.Errorf("helps and in use: %v", got)
	}
}

// What helped too briefly to count is like no help: a fair trial stops, another does not.
func TestHelpThatWoreOff(t *testing.T) {
	short := func(k *Knowledge) { k.Options[1].WoreOff.When = num("severity", AtLeast, 8) }
	for _, c := range []struct {
		weeks, severity float64
		want            Status
	}{{6, 9, Stop}, {1, 9, Now}, {6, 5, Done}} {
		b, a := assessSmall(t, fine(Answers{"tried.pill": One("helped-some"), "weeks": Number(c.weeks), "severity": Number(c.severity)}), short)
		if got := a.option(b, "pill").Status; got != c.want {
			t.Errorf("%v weeks, severity %v: %v, want %v", c.weeks, c.severity, got, c.want)
		}
	}
}

// What should have come before is no reason told of what is in use: not met it is reviewed,
// not known it is reviewed unless it helps. The gate of its rung neither.
func TestNeedsOfWhatIsInUse(t *testing.T) {
	later := func(k *Knowledge) {
		k.Options[1].Needs = []Need{{When: num("block", AtLeast, 75), Says: both("a block"), First: []string{"numb"}}}
	}
	shut := func(k *Knowledge) {
		for i := range k.Sources {
			k.Sources[i].Ladder[0].Opens.When = num("severity", AtLeast, 4)
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(*Knowledge)
		more  Answers
		want  Status
	}{
		{"not begun", later, Answers{"block": Number(20)}, Later},
		{"not met", later, Answers{"block": Number(20), "tried.pill": One("using-helps")}, Review},
		{"not known, helps", later, Answers{"tried.pill": One("using-helps")}, Done},
		{"not known, no help", later, Answers{"tried.pill": One("using-not-enough"), "weeks": Number(1)}, Review},
		{"gate shut", shut, Answers{"severity": Number(2), "tried.pill": One("using-helps")}, Review},
		{"gate not known, helps", shut, Answers{"tried.pill": One("using-helps")}, Done},
		{"gate not known, no help", shut, Answers{"tried.pill": One("using-not-enough"), "weeks": Number(1)}, Review},
	} {
		b, a := assessSmall(t, fine(c.more), c.spoil)
		r := a.option(b, "pill")
		told := r.Gate != True || slices.ContainsFunc(a.ReasonsOf(r), func(x Reason) bool { return x.Kind == ByNeed })
		if r.Status != c.want || told != (c.name == "not begun") {
			t.Errorf("%s: %v for %v, gate %v, want %v", c.name, r.Status, a.ReasonsOf(r), r.Gate, c.want)
		}
	}
}

// An old result does not answer a danger that asks for the test now.
func TestADangerAsksForATestAnew(t *testing.T) {
	asks := func(k *Knowledge) {
		k.Flags[0].Levels.Urgent.Options = []string{"scan"}
		k.Options[4].Result = Condition{Op: Known, Question: "block"}
		k.Sources[1].Ladder[0].Options = []string{"pill", "scan"}
	}
	b, a := assessSmall(t, fine(Answers{"block": Number(20)}), asks)
	if got := a.option(b, "scan").Status; got != Done {
		t.Errorf("without danger the scan is %v", got)
	}
	b, a = assessSmall(t, Answers{"block": Number(20), "safety.legs": List("weak"), "safety.onset": One("stable")}, asks)
	r := a.option(b, "scan")
	if r.Status != Now || !slices.Contains(a.ReasonsOf(r), Reason{ByResult, False, 0}) || a.Plan[0].Status != Now {
		t.Errorf("under danger the scan is %v, %v; planned as %v", r.Status, a.ReasonsOf(r), a.Plan[0].Status)
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

// What is in use and must be reviewed is planned wherever it stands, and for whatever cause.
func TestPlanNamesWhatIsInUse(t *testing.T) {
	beside := func(k *Knowledge) {
		k.Sources[0].Ladder[0].Options, k.Sources[0].Beside = []string{"numb"}, []string{"pill"}
		k.Sources[1].Ladder = nil
	}
	for name, a := range map[string]Answers{
		"where causes are named":    fine(Answers{"kidney": One("yes"), "tried.pill": One("using-helps"), "pain.zones": List("left"), "pattern": One("a"), "severity": Number(5), "lead": One("leg")}),
		"where not enough is known": fine(Answers{"kidney": One("yes"), "tried.pill": One("using-helps")}),
	} {
		b, got := assessSmall(t, a, beside)
		i := slices.IndexFunc(got.Plan, func(e PlanEntry) bool { return b.know.Options[e.Option].ID == "pill" })
		if i < 0 || got.Plan[i].Status != Review || len(got.Plan[i].For) != 1 {
			t.Errorf("%s: plan %+v", name, got.Plan)
		}
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
