package rules

import (
	"slices"
	"testing"
)

func asked(t *testing.T, b *Base, a Answers, asking Asking) (ids, skipped []string) {
	t.Helper()
	steps, err := b.Interview(a, asking)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		for _, q := range s.Questions {
			if s.Skipped {
				skipped = append(skipped, b.questionIDs[q])
			} else {
				ids = append(ids, b.questionIDs[q])
			}
		}
	}
	return ids, skipped
}

func TestFollowUpsAreAskedWhenTrue(t *testing.T) {
	b := compileSmall(t)
	for _, c := range []struct {
		legs Value
		want bool
	}{{List("none"), false}, {Unsure(), false}, {List("weak"), true}} {
		ids, _ := asked(t, b, Answers{"safety.legs": c.legs}, Asking{Reader: Patient})
		if got := slices.Contains(ids, "safety.onset"); got != c.want {
			t.Errorf("%v: onset asked is %v", c.legs, got)
		}
	}
}

func TestReaderAndQuick(t *testing.T) {
	b := compileSmall(t, func(k *Knowledge) {
		k.Questions[0].Quick = 1
		k.Questions[13].Readers = []Reader{Clinician}
	})
	if ids, _ := asked(t, b, nil, Asking{Reader: Patient}); slices.Contains(ids, "exam.one") || !slices.Contains(ids, "age") {
		t.Errorf("a patient is asked %v", ids)
	}
	if ids, _ := asked(t, b, nil, Asking{Reader: Clinician, Quick: true}); !slices.Equal(ids, []string{"age"}) {
		t.Errorf("quick asks %v", ids)
	}
}

func TestSkipsOnlyWhatCannotMatter(t *testing.T) {
	weak := func(k *Knowledge) {
		s := &k.Sources[1]
		s.Prior[0] = Prior{P: 0.02, Interval: []float64{0.01, 0.05}}
		s.Evidence[0].Outcomes[0].LR, s.Groups[0].Cap = 1.5, []float64{0.5, 1.6}
		s.Evidence[0].Outcomes[1].LR = 0.6
	}
	_, skipped := asked(t, compileSmall(t, weak), nil, Asking{Reader: Patient})
	if !slices.Equal(skipped, []string{"pain.late"}) {
		t.Errorf("skipped %v: only pain.late is read by nothing but evidence that cannot matter", skipped)
	}
	if _, skipped = asked(t, compileSmall(t), nil, Asking{Reader: Patient}); len(skipped) != 0 {
		t.Errorf("skipped %v although it could matter", skipped)
	}
	ids, _ := asked(t, compileSmall(t, weak), Answers{"pain.late": One("yes")}, Asking{Reader: Patient})
	if !slices.Contains(ids, "pain.late") {
		t.Error("an answered question is never skipped")
	}
}

// TestSkipsWhatUnlikelyLaddersRead: a contraindication is asked while a source whose
// ladder it bears on is likely enough; a caution alone is not.
func TestSkipsWhatUnlikelyLaddersRead(t *testing.T) {
	cautioned := func(k *Knowledge) {
		k.Questions = append(k.Questions, choice("drives", "pain", "yes", "no"))
		k.Options[1].Avoid = append(k.Options[1].Avoid, Avoid{When: is("drives", "yes"), Level: Caution, Says: both("driving")})
	}
	unlikely := func(k *Knowledge) {
		for i := range k.Sources {
			k.Sources[i].Prior = []Prior{{P: 0.02, Interval: []float64{0.01, 0.05}}}
		}
	}
	_, skipped := asked(t, compileSmall(t, cautioned), nil, Asking{Reader: Patient})
	if !slices.Equal(skipped, []string{"drives"}) {
		t.Errorf("skipped %v, not the caution alone", skipped)
	}
	_, skipped = asked(t, compileSmall(t, cautioned, unlikely), nil, Asking{Reader: Patient})
	for id, want := range map[string]bool{"kidney": true, "drives": true, "safety.legs": false, "age": false} {
		if slices.Contains(skipped, id) != want {
			t.Errorf("%s is skipped: %v; all skipped are %v", id, !want, skipped)
		}
	}
}

// TestQuickSteps: each number is one step, in the order of the numbers, the private
// questions last, and none of them belongs to the whole interview.
func TestQuickSteps(t *testing.T) {
	b := compileSmall(t, func(k *Knowledge) {
		k.Grids = append(k.Grids, Grid{ID: "quick.1", Text: both("first")})
		k.Questions[0].Quick, k.Questions[0].Private = 1, true
		k.Questions[8].Quick, k.Questions[1].Quick = 1, 2
	})
	steps, err := b.Interview(nil, Asking{Reader: Patient, Quick: true})
	if err != nil || len(steps) != 2 {
		t.Fatalf("%d steps, %v", len(steps), err)
	}
	if !slices.Equal(steps[0].Questions, []int{8, 0}) || !slices.Equal(steps[1].Questions, []int{1}) {
		t.Errorf("the steps ask %v and %v", steps[0].Questions, steps[1].Questions)
	}
	if s := b.Steps()[steps[0].Step]; s.Quick != 1 || b.know.Grids[s.Grid].ID != "quick.1" {
		t.Errorf("the heading of the first is %+v", s)
	}
	whole, _ := b.Interview(nil, Asking{Reader: Patient})
	for _, s := range whole {
		if b.Steps()[s.Step].Quick > 0 {
			t.Errorf("the whole interview has the quick step %v", s.Questions)
		}
	}
}
