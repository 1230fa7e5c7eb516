package asking

import (
	"maps"
	"os"
	"slices"
	"testing"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

func published(t *testing.T) *rules.Base {
	t.Helper()
	l, err := knowledge.Load(os.DirFS("../../data/knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	base, err := rules.Compile(l.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// calmly is the answer of somebody well, whose operation was long ago.
func calmly(q *rules.Question) rules.Value {
	switch q.ID {
	case "health.age":
		return rules.Number(58)
	case "surgery.months-since":
		return rules.Number(36)
	}
	for _, id := range []string{"none", "no", "not-at-all", "longer", "female"} {
		if slices.ContainsFunc(q.Choices, func(c rules.Choice) bool { return c.ID == id }) {
			return valueOf(q, id)
		}
	}
	return rules.Unsure()
}

func valueOf(q *rules.Question, choice string) rules.Value {
	if q.Kind == rules.KindChoices {
		return rules.List(choice)
	}
	return rules.One(choice)
}

// calm answers what leads to the end of the safety section, up to one question; not what
// follows from an answer.
func (a *Asker) calm(t *testing.T, said rules.Answers, until string) rules.Answers {
	t.Helper()
	said = maps.Clone(said)
	steps, err := a.Steps(said, Asking{Reader: rules.Patient})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		for _, i := range s.Questions {
			q := &a.know.Questions[i]
			if _, answered := said[q.ID]; q.ID == until || q.Section != "basics" && q.Section != a.safety {
				return said
			} else if !answered && !q.When.Given() {
				said[q.ID] = calmly(q)
			}
		}
	}
	return said
}

// TestEmergencyThatMayBeLess: where one sign counts as an emergency only for want of answers
// that everybody is asked, those are named, so that nobody is frightened by a question that
// comes next, nor left without a way to it.
func TestEmergencyThatMayBeLess(t *testing.T) {
	base := published(t)
	a := New(base)
	less := 0
	for i := range a.know.Questions {
		q := &a.know.Questions[i]
		if q.Section != a.safety || q.When.Given() {
			continue
		}
		for _, c := range q.Choices {
			said := a.calm(t, rules.Answers{}, q.ID)
			said[q.ID] = valueOf(q, c.ID)
			now, err := base.Assess(said)
			if err != nil {
				t.Fatal(q.ID, c.ID, err)
			}
			then, err := base.Assess(a.calm(t, said, ""))
			if err != nil {
				t.Fatal(q.ID, c.ID, err)
			}
			explain, err := base.Explain(said)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range now.Triage.Flags {
				if f.Level < rules.Emergency || slices.ContainsFunc(then.Triage.Flags, func(x rules.RaisedFlag) bool { return x.Flag == f.Flag && x.Level == f.Level }) {
					continue
				}
				less++
				if d := a.Deciding(explain, said, &f); !slices.ContainsFunc(d, func(id string) bool { return !a.know.Questions[a.Index(id)].When.Given() }) {
					t.Errorf("%s, %s: the emergency is less by what everybody is asked, but only %v are named", q.ID, c.ID, d)
				}
			}
		}
	}
	if less == 0 {
		t.Error("no emergency was less by later answers: this looked at nothing")
	}
}

// TestDecidingNamesOnlyWhatDecides: beside a fever it is what goes with it, not questions of
// other levels or other sections.
func TestDecidingNamesOnlyWhatDecides(t *testing.T) {
	base := published(t)
	a := New(base)
	said := a.calm(t, rules.Answers{}, "safety.infection")
	said["safety.infection"] = rules.List("fever")
	explain, err := base.Explain(said)
	if err != nil {
		t.Fatal(err)
	}
	now, err := base.Assess(said)
	if err != nil {
		t.Fatal(err)
	}
	d := a.Deciding(explain, said, &now.Triage.Flags[0])
	if !slices.Contains(d, "safety.headache") {
		t.Errorf("what goes with a fever is not among %v", d)
	}
	for _, id := range []string{"surgery.earlier-infection", "safety.bone", "safety.cancer", "labs.crp"} {
		if slices.Contains(d, id) {
			t.Errorf("%s decides nothing here", id)
		}
	}
	said["safety.headache"] = rules.Map(nil, []string{"worse-upright"}, nil)
	if explain, err = base.Explain(said); err != nil {
		t.Fatal(err)
	}
	if d := a.Deciding(explain, said, &now.Triage.Flags[0]); !slices.Contains(d, "safety.headache") {
		t.Errorf("a list with one line answered decides no longer: %v", d)
	}
	said["safety.infection"] = rules.List("fever", "wound-leak")
	if explain, err = base.Explain(said); err != nil {
		t.Fatal(err)
	}
	if now, err = base.Assess(said); err != nil {
		t.Fatal(err)
	}
	if d := a.Deciding(explain, said, &now.Triage.Flags[0]); len(d) > 0 {
		t.Errorf("a fever with a leaking wound waits for %v", d)
	}
}
