package knowledge_test

import (
	"maps"
	"slices"
	"testing"

	"afterfusion/rules"
)

// This file pins what options are for whole people: what was done already, and what
// came of it, decides what is next.

// calm are answers under which no danger is open and no health factor stands in the way.
func calm() rules.Answers {
	none := rules.List("none")
	a := rules.Answers{
		"safety.last-needle": rules.One("longer"), "safety.weakness": rules.One("none"), "safety.both-legs": rules.One("no"),
		"safety.injury": rules.One("none"), "safety.self-harm": rules.One("not-at-all"), "surgery.region": rules.One("lumbar"),
		"health.blood-thinner": rules.One("no"), "health.smoking": rules.One("never"), "health.alcohol": rules.One("none"),
		"health.height": rules.Number(170), "health.weight": rules.Number(72), "health.activity": rules.One("some"), "health.egfr": rules.Number(85),
		"health.platelets": rules.Number(230), "health.age": rules.Number(55), "health.sex": rules.One("male"), "health.needs-mri": rules.One("no"),
		"health.trouble-remembering": rules.One("no"), "surgery.months-since": rules.Number(40), "surgery.top-level": rules.One("l4"),
		"surgery.bottom-level": rules.One("s1"), "surgery.pelvic-fixation": rules.One("no"), "course.after": rules.One("better-for-a-while"),
		"course.better-months": rules.Number(14), "course.return": rules.One("gradual"), "course.trend": rules.One("steady"),
		"pain.severity": rules.Number(7), "pain.months": rules.Number(12), "pain.back-or-leg": rules.One("back-only"),
		"tried.physical-therapy": rules.One("no-help"), "tried.physical-therapy-weeks": rules.Number(30), "tried.exercise-therapy": rules.One("no-help"),
		"tried.exercise-weeks": rules.Number(30), "tried.nsaid-oral": rules.One("no-help"), "tried.nsaids-weeks": rules.Number(4),
		"tried.first-line": rules.One("no-help"), "tried.first-line-months": rules.Number(9), "function.activity": rules.Number(8),
	}
	for _, id := range []string{"health.devices", "health.conditions", "health.medicines", "health.allergies", "safety.infection-risk", "safety.bladder-bowel",
		"safety.cord", "safety.infection", "safety.headache", "safety.clot", "safety.vascular", "safety.bone", "safety.cancer", "safety.sedation"} {
		a[id] = none
	}
	return a
}

// joint is somebody with sacroiliac pain that two blocks confirmed.
func joint() rules.Answers {
	a := with(calm(), rules.Answers{
		"pain.zones": rules.List("psis-right", "buttock-right"), "pain.worst-zone": rules.One("psis-right"), "pain.one-finger": rules.One("at-psis"),
		"leg.reach": rules.One("buttock"), "pain.worse": rules.List("sitting", "rising-from-sitting"), "block.any": rules.List("sij"),
		"block.sij-relief": rules.Number(90), "block.sij-second-relief": rules.Number(90), "tried.sij-injection": rules.One("helped-some"),
		"injections.last-year": rules.Number(3),
	})
	for _, id := range []string{"exam.thigh-thrust", "exam.compression", "exam.distraction", "exam.sacral-thrust"} {
		a[id] = rules.One("positive")
	}
	return a
}

// facet is somebody with facet pain above the fusion that two blocks confirmed.
func facet() rules.Answers {
	return with(calm(), rules.Answers{
		"pain.zones": rules.List("scar-above", "lumbar-left"), "pain.worst-zone": rules.One("scar-above"), "leg.reach": rules.One("none"),
		"pain.worse": rules.List("standing", "leaning-back"), "block.any": rules.List("medial-branch"), "block.medial-branch-relief": rules.Number(85),
		"block.medial-branch-second-relief": rules.Number(90), "imaging.fusion": rules.One("solid"), "imaging.adjacent": rules.List("facet-arthropathy"),
		"injections.last-year": rules.Number(3),
	})
}

// nerve is somebody with nerve pain in a leg, a scan without a target, and two lines of care that failed.
func nerve() rules.Answers {
	return with(calm(), rules.Answers{
		"pain.zones": rules.List("calf-left", "foot-sole-left"), "pain.worst-zone": rules.One("calf-left"), "pain.back-or-leg": rules.One("mostly-leg"),
		"leg.reach": rules.One("foot"), "pain.worse": rules.List("sitting"), "scores.dn4": rules.Number(6), "imaging.nerve": rules.List("clear"),
		"imaging.explains": rules.One("no"), "imaging.fusion": rules.One("solid"), "imaging.hardware": rules.List("intact"), "imaging.adjacent": rules.List("normal"),
		"tried.gabapentinoid": rules.One("no-help"), "tried.duloxetine": rules.One("no-help"), "tests.surgical-opinion": rules.One("nothing-to-fix"),
		"health.psych-evaluation": rules.One("done-cleared"), "tests.told-by": rules.One("report"),
	})
}

func with(a rules.Answers, more ...rules.Answers) rules.Answers {
	for _, m := range more {
		maps.Copy(a, m)
	}
	return a
}

// stands are the statuses of an option at all places where somebody has it, each once,
// and the current rung of a source.
func stands(t *testing.T, said rules.Answers, option, source string) (all []rules.Status, rung string) {
	t.Helper()
	base := embedded(t)
	k := base.Knowledge()
	a, err := base.Assess(said)
	if err != nil {
		t.Fatal(err)
	}
	places(a, func(r *rules.OptionResult) {
		if k.Options[r.Option].ID == option && !slices.Contains(all, r.Status) {
			all = append(all, r.Status)
		}
	})
	for _, l := range a.Ladders {
		if k.Sources[l.Source].ID == source && l.Current >= 0 {
			rung = k.Sources[l.Source].Ladder[l.Current].ID
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s is nowhere", option)
	}
	return all, rung
}

// A test that only prepares a step tells no more once that step was done, whatever came of it.
func TestADoneStepSupersedesTheTestBeforeIt(t *testing.T) {
	one := func(id, was string) rules.Answers { return rules.Answers{id: rules.One(was)} }
	once := rules.Answers{"block.medial-branch-second-relief": rules.Unsure()}
	unblocked := rules.Answers{"block.medial-branch-second-relief": rules.Unsure(), "block.medial-branch-relief": rules.Unsure()}
	sore := with(calm(), rules.Answers{"pain.zones": rules.List("lumbar-left"), "pain.worst-zone": rules.One("lumbar-left"), "exam.trigger-point": rules.One("positive"),
		"injections.last-year": rules.Number(0)})
	for _, c := range []struct {
		name, test string
		person     rules.Answers
		open       bool
	}{
		{"no heat yet", "sij-lateral-branch-block", joint(), true},
		{"heat not known", "sij-lateral-branch-block", with(joint(), rules.Answers{"tried.sij-rfa": rules.Unsure()}), true},
		{"heat helped", "sij-lateral-branch-block", with(joint(), one("tried.sij-rfa", "helped-a-lot")), false},
		{"heat did not help", "sij-lateral-branch-block", with(joint(), one("tried.sij-rfa", "no-help")), false},
		{"one block, no heat yet", "medial-branch-block", with(facet(), once), true},
		{"one block, heat helped", "medial-branch-block", with(facet(), once, one("tried.lumbar-rfa", "helped-some")), false},
		{"one block, heat did not help", "medial-branch-block", with(facet(), once, one("tried.lumbar-rfa", "no-help")), false},
		{"heat with no block was no fair trial", "medial-branch-block", with(facet(), unblocked, one("tried.lumbar-rfa", "no-help")), true},
		{"no shot yet", "trigger-point-test", maps.Clone(sore), true},
		{"a shot did not help", "trigger-point-test", with(maps.Clone(sore), one("tried.trigger-point-injection", "no-help")), false},
		{"no stimulator yet", "scs-trial", nerve(), true},
		{"a stimulator did not help", "scs-trial", with(nerve(), one("tried.scs", "no-help")), false},
		{"a stimulator is in place", "scs-trial", with(nerve(), one("tried.scs", "using-helps")), false},
	} {
		all, _ := stands(t, c.person, c.test, "")
		if open := slices.ContainsFunc(all, rules.Status.Open); open != c.open {
			t.Errorf("%s: %s is %v", c.name, c.test, all)
		}
	}
}

// Heat that helped for long is repeated before the joint is fused.
func TestHeatThatHelpedComesBeforeJointFusion(t *testing.T) {
	for _, c := range []struct {
		rfa    string
		months float64
		open   bool
	}{{"helped-a-lot", 12, false}, {"helped-some", 2, true}, {"no-help", 0, true}} {
		person := with(joint(), rules.Answers{"tried.sij-rfa": rules.One(c.rfa), "rfa.months-of-relief": rules.Number(c.months)})
		all, _ := stands(t, person, "sij-fusion", "")
		if open := slices.ContainsFunc(all, rules.Status.Open); open != c.open {
			t.Errorf("heat %s for %v months: joint fusion is %v", c.rfa, c.months, all)
		}
	}
}

// Relief by heat for less than three months is no help: the ladder goes on.
func TestHeatThatWoreOffDidNotHelp(t *testing.T) {
	for _, c := range []struct {
		person                rules.Answers
		option, source, other string
		helped                rules.Status // where it held
		next                  string       // the rung once it did not
	}{
		{joint(), "sij-rfa", "sacroiliac-joint", "lumbar-rfa", rules.Done, "surgery"},
		{facet(), "lumbar-rfa", "facet-joint", "sij-rfa", rules.Done, ""},
	} {
		tried := "tried." + c.option
		for _, x := range []struct {
			name string
			more rules.Answers
			want rules.Status
		}{
			{"long", rules.Answers{tried: rules.One("helped-some"), "rfa.months-of-relief": rules.Number(8)}, c.helped},
			{"not known how long", rules.Answers{tried: rules.One("helped-some")}, c.helped},
			{"which heat is not known", rules.Answers{tried: rules.One("helped-some"), "rfa.months-of-relief": rules.Number(2), "tried." + c.other: rules.One("no-help")}, c.helped},
			{"short", rules.Answers{tried: rules.One("helped-some"), "rfa.months-of-relief": rules.Number(2)}, rules.Stop},
		} {
			all, rung := stands(t, with(maps.Clone(c.person), x.more), c.option, c.source)
			if !slices.Equal(all, []rules.Status{x.want}) {
				t.Errorf("%s, %s: %v, want %v", c.option, x.name, all, x.want)
			}
			if x.name == "short" && rung != c.next {
				t.Errorf("%s wore off: the ladder stands on %q, want %q", c.option, rung, c.next)
			}
		}
	}
}

// A steroid in a facet joint takes the place of heat only where heat cannot be done: a
// device is a question to its team, and no reason where heat was done.
func TestADeviceAloneRulesNoHeatOut(t *testing.T) {
	device := rules.Answers{"health.devices": rules.List("pacemaker-or-icd")}
	no := rules.Answers{"tried.lumbar-rfa": rules.One("not-tried")}
	heat := func(was string) rules.Answers { return rules.Answers{"tried.lumbar-rfa": rules.One(was)} }
	for _, c := range []struct {
		name   string
		person rules.Answers
		want   rules.Status
	}{
		{"no device", with(facet(), no), rules.Later},
		{"device", with(facet(), no, device), rules.AskFirst},
		{"device, ruled out", with(facet(), no, device, rules.Answers{"rfa.ruled-out": rules.One("yes")}), rules.WithCaution},
		{"device, not ruled out", with(facet(), no, device, rules.Answers{"rfa.ruled-out": rules.One("no")}), rules.Later},
		{"device, heat helped", with(facet(), device, heat("helped-a-lot")), rules.Later},
		{"device, heat did not help", with(facet(), device, heat("no-help")), rules.Later},
		{"heat did harm", with(facet(), heat("worse")), rules.WithCaution},
	} {
		if all, _ := stands(t, c.person, "facet-ia-injection", ""); !slices.Equal(all, []rules.Status{c.want}) {
			t.Errorf("%s: %v, want %v", c.name, all, c.want)
		}
	}
}

// The surgeon's opinion is given whichever of the two questions tells of it.
func TestTheOpinionGivenIsDone(t *testing.T) {
	for _, more := range []rules.Answers{
		{"tried.surgical-opinion": rules.One("no-help")}, {"tried.surgical-opinion": rules.One("helped-some")}, {"tests.surgical-opinion": rules.One("operation-advised")},
	} {
		if all, _ := stands(t, with(facet(), more), "surgical-opinion", ""); !slices.Equal(all, []rules.Status{rules.Done}) {
			t.Errorf("%v: %v", more, all)
		}
	}
	if all, _ := stands(t, with(facet(), rules.Answers{"tried.surgical-opinion": rules.One("not-tried")}), "surgical-opinion", ""); slices.Contains(all, rules.Done) {
		t.Errorf("not tried: %v", all)
	}
}

// Somebody with a pump is told nothing of what comes before one.
func TestAPumpInPlaceHasNothingBeforeIt(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	a, err := base.Assess(with(nerve(), rules.Answers{"health.devices": rules.List("drug-pump"), "tried.it-morphine": rules.One("using-helps")}))
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	places(a, func(r *rules.OptionResult) {
		if k.Options[r.Option].ID == "it-morphine" {
			seen = true
			if r.Status != rules.Review || r.Gate != rules.True || slices.ContainsFunc(a.ReasonsOf(r), func(x rules.Reason) bool { return x.Kind == rules.ByNeed }) {
				t.Errorf("%v for %v, gate %v", r.Status, a.ReasonsOf(r), r.Gate)
			}
		}
	})
	if !seen {
		t.Error("the pump is nowhere")
	}
}

// A scan that was only told, or that left it unclear, is still to be read or done.
func TestAScanOnlyToldIsNotDone(t *testing.T) {
	told, report := rules.Answers{"tests.told-by": rules.One("told")}, rules.Answers{"tests.told-by": rules.One("report")}
	clear := rules.Answers{"imaging.nerve": rules.List("clear"), "imaging.mismatch": rules.Number(5), "imaging.hip": rules.One("normal")}
	for _, option := range []string{"ct-spine", "mri-spine", "standing-films", "hip-imaging"} {
		for _, c := range []struct {
			name   string
			person rules.Answers
			want   rules.Status
		}{
			{"report", with(facet(), clear, report), rules.Done},
			{"told", with(facet(), clear, told), rules.WithCaution},
		} {
			if all, _ := stands(t, c.person, option, ""); !slices.Equal(all, []rules.Status{c.want}) {
				t.Errorf("%s, %s: %v, want %v", option, c.name, all, c.want)
			}
		}
	}
	unclear := with(facet(), report, rules.Answers{"imaging.fusion": rules.One("unclear")})
	if all, _ := stands(t, unclear, "ct-spine", ""); !slices.Equal(all, []rules.Status{rules.WithCaution}) {
		t.Errorf("unclear: %v", all)
	}
}
