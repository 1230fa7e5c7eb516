package asking

import (
	"os"
	"testing"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

// TestSafetySection: the questionnaire itself tells which section asks after danger, whatever
// it is called, and what stands before it leads to it.
func TestSafetySection(t *testing.T) {
	l, err := knowledge.Load(os.DirFS("../../data/knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	base, err := rules.Compile(l.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	a := New(base)
	if a.Safety() != "safety" {
		t.Errorf("danger is asked after in %q", a.Safety())
	}
	for i, want := range map[int]bool{0: true, 1: true, 2: false, 3: false} {
		if got := a.LeadsToSafety(i); got != want {
			t.Errorf("%s leads to safety: %v", l.Knowledge.Sections[i].ID, got)
		}
	}
	mark := func(id, section, unsure string) rules.Question {
		return rules.Question{ID: id, Section: section, Unsure: unsure}
	}
	k := &rules.Knowledge{Sections: []rules.Section{{ID: "first"}, {ID: "alarm"}},
		Questions: []rules.Question{mark("a", "first", "urgent"), mark("b", "alarm", "urgent"), mark("c", "alarm", "urgent"), mark("d", "later", "")}}
	if got := SafetySection(k); got != "alarm" {
		t.Errorf("the section with most marked questions is %q", got)
	}
	k.Questions = []rules.Question{mark("a", "first", ""), mark("b", "alarm", "")}
	k.Flags = []rules.Flag{{Trigger: rules.Condition{Op: rules.Is, Question: "b", Choices: []string{"x"}}}}
	if got := SafetySection(k); got != "alarm" {
		t.Errorf("the section of the first danger is %q", got)
	}
	if got := SafetySection(&rules.Knowledge{}); got != "" {
		t.Errorf("where nothing is asked it is %q", got)
	}
}
