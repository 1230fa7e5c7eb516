package rules

import (
	"slices"
	"testing"
)

func TestTriageLevels(t *testing.T) {
	for _, c := range []struct {
		name   string
		a      Answers
		want   Level
		unsure bool
	}{
		{"nothing said", Answers{}, Routine, false},
		{"nothing there", Answers{"safety.legs": List("none")}, Routine, false},
		{"an unknown qualifier counts as the worst", Answers{"safety.legs": List("weak")}, Emergency, false},
		{"an unsure qualifier likewise", Answers{"safety.legs": List("weak"), "safety.onset": Unsure()}, Emergency, false},
		{"a benign qualifier lowers", Answers{"safety.legs": List("weak"), "safety.onset": One("stable")}, Urgent, false},
		{"not sure is urgent", Answers{"safety.legs": Unsure()}, Urgent, true},
		{"one row not sure is urgent", Answers{"safety.legs": Map(nil, []string{"weak"}, []string{"numb"})}, Urgent, true},
		{"not sure right after an operation", Answers{"safety.legs": Unsure(), "recent": One("under-2-weeks")}, Emergency, true},
		{"not sure long after it", Answers{"safety.legs": Unsure(), "recent": One("longer")}, Urgent, true},
		{"not sure beside another item", Answers{"safety.legs": PartialList("weak"), "exam.two": One("positive"), "safety.onset": One("days")}, Emergency, false},
		{"not sure is never graver than a yes", Answers{"safety.legs": PartialList("weak"), "safety.onset": One("stable")}, Urgent, false},
		{"no level stands on what is not known alone", Answers{"exam.two": One("positive")}, Soon, false},
		{"the examination raises it too", Answers{"exam.two": One("positive"), "safety.legs": List("none")}, Soon, false},
	} {
		b, a := assessSmall(t, c.a)
		if a.Triage.Level != c.want {
			t.Errorf("%s: %v, want %v", c.name, a.Triage.Level, c.want)
			continue
		}
		if c.want > Routine && a.Triage.Flags[0].Unsure != c.unsure {
			t.Errorf("%s: unsure is %v", c.name, a.Triage.Flags[0].Unsure)
		}
		for _, f := range a.Triage.Flags {
			if len(f.Because) == 0 {
				t.Errorf("%s: flag %s tells no answer", c.name, b.know.Flags[f.Flag].ID)
			}
		}
	}
}

// One row of a table is not the whole table.
func TestATablePartlyAnsweredIsStillAsked(t *testing.T) {
	for _, v := range []Value{Map(nil, []string{"numb"}, nil), Map(nil, []string{"numb"}, []string{"weak"})} {
		b, a := assessSmall(t, Answers{"safety.legs": v, "exam.two": One("negative")})
		if legs := b.questionIndex["safety.legs"]; a.Triage.Level == Routine && !slices.Equal(a.Triage.NotAsked, []int{legs}) {
			t.Errorf("%+v: not asked %v", v, a.Triage.NotAsked)
		}
	}
}

// A level that names another sign stands only where that sign was told.
func TestNoLevelStandsOnSignsThatNobodyTold(t *testing.T) {
	two := func(k *Knowledge) {
		k.Flags[0].Trigger = anyOf(is("safety.legs", "numb", "weak"), is("kidney", "yes"))
		k.Flags[0].Levels.Emergency.When = allOf(is("safety.legs", "numb", "weak"), is("safety.onset", "days"))
	}
	for _, c := range []struct {
		a    Answers
		want Level
	}{
		{Answers{"kidney": One("yes")}, Soon},
		{Answers{"kidney": One("yes"), "safety.legs": List("weak")}, Emergency},
		{Answers{"kidney": One("yes"), "safety.legs": List("weak"), "safety.onset": One("stable")}, Urgent},
	} {
		if _, a := assessSmall(t, c.a, two); a.Triage.Level != c.want {
			t.Errorf("%v: %v, want %v", c.a, a.Triage.Level, c.want)
		}
	}
}

func TestNotAskedIsNotReassurance(t *testing.T) {
	b, a := assessSmall(t, Answers{})
	legs, two := b.questionIndex["safety.legs"], b.questionIndex["exam.two"]
	if !slices.Equal(a.Triage.NotAsked, []int{legs, two}) {
		t.Errorf("not asked: %v", a.Triage.NotAsked)
	}
	if _, a = assessSmall(t, Answers{"safety.legs": List("none"), "exam.two": One("negative")}); len(a.Triage.NotAsked) != 0 {
		t.Errorf("all was asked, yet %v", a.Triage.NotAsked)
	}
}
