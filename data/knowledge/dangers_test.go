package knowledge

import (
	"maps"
	"strings"
	"testing"

	"afterfusion/rules"
)

// raisedFlags are the dangers that answers raise, with the level of each.
func raisedFlags(t *testing.T, said rules.Answers) map[string]string {
	t.Helper()
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	a, err := base.Assess(said)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range a.Triage.Flags {
		got[base.Knowledge().Flags[f.Flag].ID] = f.Level.String()
	}
	return got
}

// A person told is what is common to some rows of a table, and what each adds.
type told = rules.Answers

func with(common, own rules.Answers) rules.Answers {
	all := maps.Clone(common)
	maps.Copy(all, own)
	return all
}

type dangerRow struct {
	why  string
	said rules.Answers
	want map[string]string
}

func checkDangers(t *testing.T, rows []dangerRow) {
	t.Helper()
	for _, c := range rows {
		if got := raisedFlags(t, c.said); !maps.Equal(got, c.want) {
			t.Errorf("%s: raised %v, want %v", c.why, got, c.want)
		}
	}
}

// TestOneWeaknessIsOneDanger: a weakness that is marked, fast or graded 3 or less is not
// called mild besides, and the two never ask for different haste.
func TestOneWeaknessIsOneDanger(t *testing.T) {
	is, power := rules.One, rules.Number
	acute := func(level string) map[string]string { return map[string]string{"acute-motor-deficit": level} }
	mild := map[string]string{"mild-weakness": "soon"}
	checkDangers(t, []dangerRow{
		{"graded 3, old and stable", told{"exam.power": power(3), "safety.weakness-onset": is("older-stable")}, acute("soon")},
		{"graded 3, worse over months: the surgeon the same day", told{"exam.power": power(3), "safety.weakness-onset": is("worse-over-months")}, acute("urgent")},
		{"graded 2, new", told{"exam.power": power(2), "safety.weakness-onset": is("under-6-weeks"), "safety.last-operation": is("longer"), "safety.last-needle": is("never"), "safety.bladder-bowel": rules.List("none"), "safety.infection": rules.List("none")}, acute("urgent")},
		{"graded 3 and told as mild", told{"exam.power": power(3), "safety.weakness": is("mild"), "safety.weakness-onset": is("older-stable")}, acute("soon")},
		{"graded 4", told{"exam.power": power(4)}, mild},
		{"graded 4, told as mild, worse over months", told{"exam.power": power(4), "safety.weakness": is("mild"), "safety.weakness-onset": is("worse-over-months")}, mild},
		{"graded 5", told{"exam.power": power(5)}, map[string]string{}},
		{"told as mild, no more", told{"safety.weakness": is("mild"), "safety.weakness-onset": is("older-stable")}, mild},
		{"told as mild and worse over days", told{"safety.weakness": is("mild"), "safety.weakness-onset": is("worse-over-days")}, acute("emergency")},
		{"a foot that cannot be lifted, and graded 4", told{"safety.weakness": is("cannot-lift-foot"), "safety.weakness-onset": is("older-stable"), "exam.power": power(4)}, acute("soon")},
		{"told as mild, new, right after an operation", told{"safety.weakness": is("mild"), "safety.weakness-onset": is("under-6-weeks"), "safety.last-operation": is("under-2-weeks")}, acute("emergency")},
		{"told as mild, new, long after it", told{"safety.weakness": is("mild"), "safety.weakness-onset": is("under-6-weeks"), "safety.last-operation": is("longer")}, mild},
		{"told as mild, its onset open", told{"safety.weakness": is("mild")}, mild},
		{"told as mild, not sure since when: told as the urgent one alone", told{"safety.weakness": is("mild"), "safety.weakness-onset": rules.Unsure()}, map[string]string{"acute-motor-deficit": "urgent", "mild-weakness": "soon"}},
		{"weak, not sure how much or since when", told{"safety.weakness": is("degree-not-known"), "safety.weakness-onset": rules.Unsure()}, map[string]string{"acute-motor-deficit": "urgent", "mild-weakness": "soon"}},
		{"mild, its onset open, right after an operation", told{"safety.weakness": is("mild"), "safety.last-operation": is("under-2-weeks")}, map[string]string{"acute-motor-deficit": "emergency", "mild-weakness": "soon"}},
		{"told as mild, new, whether with a fever is not known", told{"safety.weakness": is("mild"), "safety.weakness-onset": is("under-6-weeks"), "safety.infection": rules.Unsure()}, mild},
	})
}

// TestPastCancerWithPainAtNightIsSeenSoon: however long ago the pain began, unless it eases.
func TestPastCancerWithPainAtNightIsSeenSoon(t *testing.T) {
	is := rules.One
	past := told{"safety.cancer": rules.List("past-cancer"), "safety.infection": rules.List("none"), "safety.bladder-bowel": rules.List("none"),
		"safety.weakness": is("none"), "safety.both-legs": is("no"),
		"safety.cord": rules.List("none"), "course.trend": is("steady"), "pain.months": rules.Number(4), "pain.worse": rules.List("night")}
	at := func(level string) map[string]string { return map[string]string{"malignancy": level} }
	checkDangers(t, []dangerRow{
		{"4 months, at night", past, at("soon")},
		{"5 years, when lying", with(past, told{"pain.worse": rules.List("lying"), "pain.months": rules.Number(60)}), at("soon")},
		{"5 years, on straining", with(past, told{"pain.worse": rules.List("cough-or-strain"), "pain.months": rules.Number(60)}), at("soon")},
		{"it eases", with(past, told{"course.trend": is("easing")}), map[string]string{}},
		{"it rises", with(past, told{"course.trend": is("rising")}), at("urgent")},
		{"3 months", with(past, told{"pain.months": rules.Number(3)}), at("urgent")},
		{"by day only", with(past, told{"pain.worse": rules.List("sitting")}), map[string]string{}},
		{"at night without a cancer", with(past, told{"safety.cancer": rules.List("none")}), map[string]string{}},
	})
}

// TestLooseScrewsWithARiskCanBeCleared: by a culture that grew nothing beside a normal
// CRP, and by neither alone; another sign keeps the danger open.
func TestLooseScrewsWithARiskCanBeCleared(t *testing.T) {
	is := rules.One
	loose := told{"imaging.hardware": rules.List("loose"), "health.conditions": rules.List("diabetes"), "labs.crp": is("normal"), "labs.culture": is("negative"),
		"safety.infection": rules.List("none"), "surgery.earlier-infection": is("no"), "safety.last-operation": is("longer"), "course.trend": is("steady")}
	soon := map[string]string{"infection": "soon"}
	less := func(id string) rules.Answers {
		a := maps.Clone(loose)
		delete(a, id)
		return a
	}
	checkDangers(t, []dangerRow{
		{"culture negative and CRP normal", loose, map[string]string{}},
		{"no culture", less("labs.culture"), soon},
		{"no CRP", less("labs.crp"), soon},
		{"an earlier infection", with(loose, told{"surgery.earlier-infection": is("yes")}), soon},
		{"the ESR raised", with(loose, told{"labs.esr": is("raised")}), soon},
		{"germs grew", with(loose, told{"labs.culture": is("positive")}), map[string]string{"infection": "urgent"}},
		{"pain rising at rest", with(loose, told{"safety.infection": rules.List("rising-rest-or-night-pain")}), map[string]string{"infection": "urgent"}},
	})
}

// TestRisingLegPainOfMonthsIsNoFractureByAgeAlone: only where the worst place and the
// months are told, and no weak bone is.
func TestRisingLegPainOfMonthsIsNoFractureByAgeAlone(t *testing.T) {
	is := rules.One
	leg := told{"health.age": rules.Number(65), "pain.severity": rules.Number(7), "course.trend": is("rising"), "pain.worst-zone": is("shin-outer-left"), "pain.months": rules.Number(12),
		"safety.weakness": is("none"), "safety.both-legs": is("no"), "safety.bladder-bowel": rules.List("none"), "safety.injury": is("none"), "safety.bone": rules.List("none"), "health.medicines": rules.List("none"), "health.conditions": rules.List("none"),
		"course.after": is("never-better"), "safety.last-operation": is("longer")}
	urgent := map[string]string{"fracture": "urgent"}
	less := func(id string) rules.Answers {
		a := maps.Clone(leg)
		delete(a, id)
		return a
	}
	checkDangers(t, []dangerRow{
		{"the shin for a year", leg, map[string]string{}},
		{"the sacrum", with(leg, told{"pain.worst-zone": is("sacrum-midline")}), urgent},
		{"the buttock", with(leg, told{"pain.worst-zone": is("buttock-left")}), urgent},
		{"the worst place not told", less("pain.worst-zone"), urgent},
		{"the months not told", less("pain.months"), urgent},
		{"three months", with(leg, told{"pain.months": rules.Number(3)}), urgent},
		{"bones not asked about", less("safety.bone"), urgent},
		{"weak bones", with(leg, told{"safety.bone": rules.List("osteoporosis")}), urgent},
		{"after a fall", with(leg, told{"safety.injury": is("minor")}), urgent},
	})
}

// TestUsualMedicinesAreSpokenOfAlike: what two dangers say alike is printed once.
func TestUsualMedicinesAreSpokenOfAlike(t *testing.T) {
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range base.Knowledge().Flags {
		for level := rules.Soon; level <= rules.Emergency; level++ {
			says := f.Levels.At(level).Meanwhile.Patient
			if strings.Contains(says, "usual medicines") && !strings.Contains(says, "Go on with your usual medicines as before. Take nothing new.") {
				t.Errorf("%s %s: %q", f.ID, level, says)
			}
		}
	}
}
