package knowledge_test

import (
	"strings"
	"testing"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

// TestOrdersStateNothingThatWasNotSaid: one text is read by all whom a danger is told, so
// what only some have stands behind an "if".
func TestOrdersStateNothingThatWasNotSaid(t *testing.T) {
	k := knowledge.Embedded()
	seen := 0
	for i := range k.Flags {
		f := &k.Flags[i]
		for level := rules.Soon; level <= rules.Emergency; level++ {
			l := f.Levels.At(level)
			for s := range strings.SplitSeq(l.Act.Patient+" "+l.Meanwhile.Patient, ". ") {
				some := strings.Contains(s, "wound") && strings.Contains(s, "cloth") || f.ID == "dvt-pe" && level == rules.Emergency && strings.Contains(s, "rub")
				if some {
					seen++
				}
				if some && !strings.HasPrefix(s, "If ") || strings.Contains(s, "changed fast") || strings.Contains(s, "came all at once") || strings.Contains(s, "is new since the operation or") {
					t.Errorf("%s, %s: %q", f.ID, level, s)
				}
			}
		}
	}
	if seen != 3 {
		t.Errorf("seen %d", seen)
	}
}

// TestOnsetsPresumeNothing: who is not sure of a sign may read when it began.
func TestOnsetsPresumeNothing(t *testing.T) {
	base := embedded(t)
	for _, id := range []string{"safety.bladder-bowel-onset", "safety.weakness-onset", "safety.both-legs-onset", "safety.cord-onset"} {
		if q, ok := base.Question(id); !ok || !strings.HasPrefix(q.Text.Patient, "If ") {
			t.Errorf("%s: %q", id, q.Text.Patient)
		}
	}
}

// TestEmergencyNamesTheDanger: what a clinician reads first says of what it is.
func TestEmergencyNamesTheDanger(t *testing.T) {
	k := knowledge.Embedded()
	names := map[string]string{"cauda-equina": "Cauda equina", "cord-compression": "Cord compression", "infection": "infection", "dural-leak-meningitis": "Meningitis",
		"dvt-pe": "embolism", "fracture": "fracture", "malignancy": "Metastatic", "vascular": "aneurysm", "suicide-risk": "suicide",
		"opioid-overdose": "overdose", "hard-to-wake": "consciousness", "implanted-device": "Pump"}
	for i := range k.Flags {
		f := &k.Flags[i]
		act := f.Levels.Emergency.Act.Clinician
		before, _, ok := strings.Cut(act, ":")
		if want, named := names[f.ID]; named && (!ok || !strings.Contains(before, want)) {
			t.Errorf("%s: %q", f.ID, act)
		}
		if strings.Contains(act, "at once within 2 weeks") {
			t.Errorf("%s: %q is no sentence", f.ID, act)
		}
		delete(names, f.ID)
	}
	if len(names) > 0 {
		t.Errorf("no such danger: %v", names)
	}
}

// TestNaloxoneLineReadsBothLists: a drug in use counts wherever it was told.
func TestNaloxoneLineReadsBothLists(t *testing.T) {
	base := embedded(t)
	when := &base.Knowledge().Policy.NaloxoneLine.When
	for _, c := range []struct {
		second string
		is     string
		want   rules.Truth
	}{
		{"tried.gabapentinoid", "using-helps", rules.True},
		{"tried.muscle-relaxant", "using-not-enough", rules.True},
		{"tried.oral-antispastic", "using-side-effects", rules.True},
		{"tried.gabapentinoid", "no-help", rules.False},
	} {
		a := rules.Answers{"tried.any": rules.List("medication"), "health.medicines": rules.List("none"), "health.alcohol": rules.One("none"),
			"health.conditions": rules.List("none"), "opioid.mme": rules.Number(20),
			"tried.opioid": rules.One("using-not-enough"), "tried.gabapentinoid": rules.One("not-tried"), "tried.muscle-relaxant": rules.One("not-tried"), "tried.oral-antispastic": rules.One("not-tried")}
		a[c.second] = rules.One(c.is)
		e, err := base.Explain(a)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Holds(when); got != c.want {
			t.Errorf("%s %s: %v, not %v", c.second, c.is, got, c.want)
		}
	}
}

// TestScansHaveOneWayToSayNotKnown: the first row of the table has no "none"; its own help
// says what to choose without a scan.
func TestScansHaveOneWayToSayNotKnown(t *testing.T) {
	k := knowledge.Embedded()
	told, ok := embedded(t).Question("tests.told-by")
	if !ok || !strings.Contains(told.Help.Patient, "not sure") {
		t.Errorf("%q", told.Help.Patient)
	}
	for i := range k.Grids {
		if g := &k.Grids[i]; g.ID == "tests.which" {
			if strings.Contains(g.Help.Patient, "do not know") || strings.Contains(strings.ToLower(g.Help.Patient), "choose") {
				t.Error(g.Help.Patient)
			}
			return
		}
	}
	t.Error("no such grid")
}
