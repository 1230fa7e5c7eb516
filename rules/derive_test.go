package rules

import (
	"strings"
	"testing"
)

// derivable has the questions that the named derivations read.
func derivable() *Knowledge {
	ends := append([]string{}, spine...)
	d := func(q Question, rule string) Question { q.Derive = rule; return q }
	k := &Knowledge{Sections: []Section{{ID: "surgery"}}}
	times := []string{"under-2-weeks", "under-6-weeks", "under-90-days", "under-6-months", "longer", "never"}
	zones := list("pain.zones", "surgery", "l", "r", "mid", "band")
	zones.Kind, zones.Choices = KindZones, zones.Choices[:4]
	for i, side := range []string{"left", "right", "midline", "both"} {
		zones.Choices[i].Side, zones.Choices[i].Region = side, []string{"low", "low", "low", "leg"}[i]
		zones.Choices[i].Middle = []string{"", "", "yes", "open"}[i]
	}
	scale := []string{"none", "slight", "moderate", "severe"}
	k.Questions = []Question{
		choice("surgery.top-level", "surgery", ends...), choice("surgery.bottom-level", "surgery", ends...),
		d(number("surgery.levels", "surgery", 1, 17), "levels-from-ends"),
		d(choice("surgery.to-sacrum", "surgery", "yes", "no"), "to-sacrum-from-bottom"),
		d(choice("surgery.pelvic-fixation", "surgery", "yes", "no"), "pelvic-fixation-from-bottom"),
		number("surgery.months-since", "surgery", 0, 720), d(choice("safety.last-operation", "surgery", times...), "last-operation-from-months"),
		number("health.height", "surgery", 100, 230), number("health.weight", "surgery", 20, 300), d(number("health.bmi", "surgery", 8, 90), "bmi-from-height-weight"),
		zones, d(choice("pain.side", "surgery", "left", "right", "both", "midline"), "side-from-zones"),
		d(choice("pain.midline", "surgery", "yes", "no"), "midline-from-zones"), d(number("wide.regions", "surgery", 0, 19), "regions-from-zones"),
		choice("wide.fatigue", "surgery", scale...), choice("wide.waking", "surgery", scale...), choice("wide.thinking", "surgery", scale...),
		choice("wide.headache", "surgery", "yes", "no"), choice("wide.belly", "surgery", "yes", "no"), choice("wide.low", "surgery", "yes", "no"),
		d(number("wide.symptoms", "surgery", 0, 12), "symptoms-sum"),
	}
	return k
}

func TestDerivations(t *testing.T) {
	b, err := Compile(derivable())
	if err != nil {
		t.Fatal(err)
	}
	ends := func(top, bottom string) Answers {
		return Answers{"surgery.top-level": One(top), "surgery.bottom-level": One(bottom)}
	}
	for _, c := range []struct {
		a        Answers
		question string
		want     string // as words, "" for unknown
	}{
		{ends("l4", "s1"), "surgery.levels", "2"},
		{ends("l4", "l5"), "surgery.levels", "1"},
		{ends("l2", "pelvis"), "surgery.levels", "4"},
		{ends("t9-or-above", "s1"), "surgery.levels", "9 to 17"},
		{Answers{"surgery.top-level": One("l4")}, "surgery.levels", ""},
		{ends("l4", "s1"), "surgery.to-sacrum", "yes"},
		{ends("l3", "l5"), "surgery.to-sacrum", "no"},
		{ends("l3", "pelvis"), "surgery.pelvic-fixation", "yes"},
		{Answers{"surgery.months-since": Number(0.4)}, "safety.last-operation", "under-2-weeks"},
		{Answers{"surgery.months-since": Number(1)}, "safety.last-operation", "under-6-weeks"},
		{Answers{"surgery.months-since": Number(2.5)}, "safety.last-operation", "under-90-days"},
		{Answers{"surgery.months-since": Number(5.9)}, "safety.last-operation", "under-6-months"},
		{Answers{"surgery.months-since": Number(6)}, "safety.last-operation", "longer"},
		{Answers{"surgery.months-since": Number(30)}, "safety.last-operation", "longer"},
		{Answers{"surgery.months-since": Number(30), "safety.last-operation": One("under-2-weeks")}, "safety.last-operation", "under-2-weeks"},
		{Answers{"health.height": Number(180), "health.weight": Number(81)}, "health.bmi", "25"},
		{Answers{"health.height": Range(170, 180), "health.weight": Number(81)}, "health.bmi", "25 to 28"},
		{Answers{"pain.zones": List("l", "mid")}, "pain.side", "left"},
		{Answers{"pain.zones": List("l", "r")}, "pain.side", "both"},
		{Answers{"pain.zones": List("band")}, "pain.side", "both"},
		{Answers{"pain.zones": List("mid")}, "pain.side", "midline"},
		{Answers{"pain.zones": PartialList("l")}, "pain.side", ""},
		{Answers{"pain.zones": PartialList("l", "r")}, "pain.side", "both"},
		{Answers{"pain.zones": List("l")}, "pain.midline", "no"},
		{Answers{"pain.zones": PartialList("mid")}, "pain.midline", "yes"},
		{Answers{"pain.zones": PartialList("l")}, "pain.midline", ""},
		{Answers{"pain.zones": List("l", "band")}, "pain.midline", ""},
		{Answers{"pain.zones": List("l", "r", "band")}, "wide.regions", "2 to 19"},
		{Answers{"wide.fatigue": One("severe"), "wide.headache": One("yes")}, "wide.symptoms", "4 to 12"},
		{Answers{"wide.fatigue": One("severe"), "wide.waking": One("none"), "wide.thinking": One("slight"), "wide.headache": One("yes"),
			"wide.belly": One("no"), "wide.low": One("no")}, "wide.symptoms", "5"},
	} {
		cells, err := b.code(c.a)
		if err != nil {
			t.Errorf("%v: %v", c.a, err)
			continue
		}
		i := b.questionIndex[c.question]
		got := ""
		if cells[i].state == known {
			got = b.questions[i].words(&cells[i])
		}
		if got != c.want {
			t.Errorf("%v: %s is %q, want %q", c.a, c.question, got, c.want)
		}
	}
}

func TestContradictions(t *testing.T) {
	b, err := Compile(derivable())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		a    Answers
		want []string // what the error names
	}{
		{Answers{"surgery.top-level": One("l4"), "surgery.bottom-level": One("s1"), "surgery.levels": Number(3)}, []string{"surgery.levels", "surgery.top-level", "surgery.bottom-level"}},
		{Answers{"surgery.top-level": One("s1"), "surgery.bottom-level": One("l4")}, []string{"surgery.bottom-level", "surgery.top-level"}},
		{Answers{"surgery.bottom-level": One("s1"), "surgery.to-sacrum": One("no")}, []string{"surgery.to-sacrum", "surgery.bottom-level"}},
		{Answers{"pain.zones": List("l"), "pain.side": One("right")}, []string{"pain.side", "pain.zones"}},
		{Answers{"pain.zones": List("l", "band"), "wide.regions": Number(1)}, []string{"wide.regions", "pain.zones"}},
		{Answers{"surgery.months-since": Number(0.3), "safety.last-operation": One("longer")}, []string{"safety.last-operation", "surgery.months-since"}},
	} {
		err := b.Check(c.a)
		for _, id := range c.want {
			if err == nil || !strings.Contains(err.Error(), id) {
				t.Errorf("%v: %v does not name %s", c.a, err, id)
			}
		}
	}
	if err := b.Check(Answers{"pain.zones": PartialList("l"), "pain.side": One("both")}); err != nil {
		t.Errorf("nothing contradicts, yet %v", err)
	}
}
