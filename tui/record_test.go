package tui

import (
	"slices"
	"testing"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

func TestRecordSetsStaleAnswersAside(t *testing.T) {
	r := newRecord(asking.New(compiled(t)), rules.Patient, rules.Answers{"course.after": rules.One("better"), "pain.how": rules.One("slow")}, nil)
	dropped, err := r.set([]string{"course.after"}, rules.Answers{"course.after": rules.One("never")})
	if err != nil || !slices.Equal(dropped, []string{"pain.how"}) {
		t.Fatalf("dropped %v, %v", dropped, err)
	}
	if _, there := r.answers["pain.how"]; there {
		t.Fatal("an answer outlived its question")
	}
	if dropped, err = r.set([]string{"course.after"}, rules.Answers{"course.after": rules.One("better")}); err != nil || len(dropped) > 0 {
		t.Fatalf("dropped %v, %v", dropped, err)
	}
	if _, there := r.answers["pain.how"]; !there {
		t.Fatal("the answer did not come back with its question")
	}
}

// TestWhatIsSetAsideIsKeptToo: a program that is killed takes nothing with it that may come
// back, whoever reads next; somebody else's answers begin with nothing.
func TestWhatIsSetAsideIsKeptToo(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full()}, 80, 24)
	if _, err := m.rec.set([]string{"course.after"}, rules.Answers{"course.after": rules.One("never")}); err != nil {
		t.Fatal(err)
	}
	s := m.state()
	m = opened(t, Config{Answers: s.Answers, Aside: s.Aside}, 80, 24)
	press(m, "down", "enter") // the clinician reads
	if _, err := m.rec.set([]string{"course.after"}, rules.Answers{"course.after": rules.One("better")}); err != nil {
		t.Fatal(err)
	}
	if m.reader != rules.Clinician || !slices.Equal(m.rec.answers["pain.how"].Yes, []string{"slow"}) {
		t.Fatalf("for %q the answers are %v, set aside are %v", m.reader, m.rec.answers, m.rec.aside)
	}
	m = opened(t, Config{Reader: rules.Patient, Answers: s.Answers, Aside: s.Aside}, 80, 24)
	if m.forget(); len(m.state().Aside) > 0 {
		t.Error("forgotten answers come back")
	}
}

func TestRecordKeepsTheOtherReadersAnswers(t *testing.T) {
	r := newRecord(asking.New(compiled(t)), rules.Patient, rules.Answers{"exam.press": rules.One("positive")}, nil)
	if len(r.answers) != 1 {
		t.Fatal("an examination was dropped because a patient reads")
	}
}

func TestRecordTakesAnAnswerBack(t *testing.T) {
	r := newRecord(asking.New(compiled(t)), rules.Patient, full(), nil)
	if _, err := r.set([]string{"pain.lead"}, rules.Answers{}); err != nil {
		t.Fatal(err)
	}
	if _, there := r.answers["pain.lead"]; there {
		t.Fatal("what was taken back is still there")
	}
}

func TestRecordRefusesWhatCannotBe(t *testing.T) {
	r := newRecord(asking.New(compiled(t)), rules.Patient, nil, nil)
	if _, err := r.set([]string{"pain.months"}, rules.Answers{"pain.months": rules.Number(-4)}); err == nil || len(r.answers) > 0 {
		t.Fatalf("answers %v, %v", r.answers, err)
	}
}

func TestRecordResolvesContradictions(t *testing.T) {
	r := newRecord(asking.New(real(t)), rules.Clinician, rules.Answers{"surgery.region": rules.One("lumbar"), "surgery.top-level": rules.One("l4"),
		"surgery.bottom-level": rules.One("s1"), "surgery.levels": rules.Number(2)}, nil)
	dropped, err := r.set([]string{"surgery.top-level"}, rules.Answers{"surgery.top-level": rules.One("l2")})
	if err != nil || !slices.Equal(dropped, []string{"surgery.levels"}) && !slices.Contains(dropped, "surgery.levels") {
		t.Fatalf("the older answer was not set aside: %v, %v", dropped, err)
	}
	if _, err := r.set([]string{"surgery.levels"}, rules.Answers{"surgery.levels": rules.Number(1)}); err == nil {
		t.Fatal("a new answer that contradicts older ones was taken")
	}
}

func TestRecordKeepsWhatAFileSays(t *testing.T) {
	r := newRecord(asking.New(compiled(t)), rules.Patient, rules.Answers{"pain.how": rules.One("slow"), "safety.onset": rules.One("days")}, nil)
	if len(r.answers) != 2 {
		t.Fatal("an answer of a file was dropped because its question is not asked yet")
	}
	if dropped, err := r.set([]string{"course.after"}, rules.Answers{"course.after": rules.One("never")}); err != nil || !slices.Equal(dropped, []string{"pain.how"}) {
		t.Fatalf("what cannot be asked any more is set aside: %v, %v", dropped, err)
	}
}
