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
		{"not sure beside another item", Answers{"safety.legs": PartialList("weak"), "safety.onset": One("stable")}, Emergency, true},
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
