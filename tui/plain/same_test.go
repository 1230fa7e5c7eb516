package plain

import (
	"errors"
	"strings"
	"testing"

	"afterfusion/rules"
)

// Before "Same person?" is answered yes nothing of the kept interview is told, written or
// listed, however the interview ends.
func TestNothingIsToldOfAnother(t *testing.T) {
	b := compile(t, small())
	said := rules.Answers{"age": rules.Number(45), "safety.legs": rules.List("weak")}
	for name, lines := range map[string][]string{"the end of the input": nil, "quit": {"quit"}, "review": {"review"}, "save": {"save"}, "done": {"done"},
		"why": {"?"}, "again": {"again"}, "help": {"h"}, "skip": {"skip"}, "another word": {"weak"}, "review and quit": {"review", "quit"}} {
		saved := false
		got := hold(Config{Base: b, Reader: rules.Patient, Answers: said, Found: "Answers were kept.",
			Save: func(rules.Answers) (string, error) { saved = true; return "x", nil }}, lines...)
		if got.out != "" || saved || !errors.Is(got.err, ErrLeft) || len(got.kept) > 0 {
			t.Errorf("%s: %v, saved %v, kept %v\n%s", name, got.err, saved, got.kept, got.out)
		}
		for _, s := range []string{"45", "It is weak", "hospital", "Get help", "1 answer", "2 answers"} {
			if strings.Contains(got.prompts, s) {
				t.Errorf("%s tells %q:\n%s", name, s, got.prompts)
			}
		}
	}
	if got := hold(Config{Base: b, Reader: rules.Patient, Answers: said, Found: "Answers were kept."}, "1"); !strings.Contains(got.prompts, "Go to the hospital.") {
		t.Errorf("nothing is told to the same person:\n%s", got.prompts)
	}
}
