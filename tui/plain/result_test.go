package plain

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"afterfusion/data/answers"
	"afterfusion/data/report"
	"afterfusion/rules"
)

// attended runs an interview with a person at the prompts who types some lines at the end
// of all questions.
func attended(t *testing.T, c Config, lines ...string) (out, prompts string, decided []report.Decision, suspicion string) {
	t.Helper()
	var o, p bytes.Buffer
	c.Attended, c.In, c.Out, c.Prompts = true, strings.NewReader(strings.Join(lines, "\n")+"\n"), &o, &p
	c.Decided = func(s string, d []report.Decision) { suspicion, decided = s, d }
	if _, err := Run(context.Background(), c); err != nil && !errors.Is(err, ErrEnded) {
		t.Fatal(err)
	}
	return o.String(), p.String(), decided, suspicion
}

func person(t *testing.T, base *rules.Base, name string) rules.Answers {
	t.Helper()
	f, err := answers.Read("../../data/report/testdata/people/"+name+".yaml", nil, base)
	if err != nil {
		t.Fatal(err)
	}
	return f.Answers
}

// A clinician at the prompts names a suspicion, hears the sheet, accepts an option, sets
// another aside with a reason, and saves, all by word.
func TestResultIsDecidedOnAndSavedByWord(t *testing.T) {
	base := real(t)
	saved := ""
	c := Config{Base: base, Reader: rules.Clinician, Answers: person(t, base, "medicines"),
		Formats: []Format{{"text", "Text"}, {"pdf", "PDF"}},
		SaveAs: func(f string, private bool) (string, error) {
			saved = f
			if f == "pdf" {
				return "", os.ErrPermission
			}
			return "here.txt", nil
		}}
	out, prompts, decided, suspicion := attended(t, c, "3", "done", "accept 1", "aside", "2", "too early", "save 1", "", "save", "2", "", "nonsense", "")
	if suspicion != base.Knowledge().Sources[2].ID || !strings.Contains(prompts, "Your own first suspicion?") {
		t.Errorf("suspicion %q", suspicion)
	}
	if len(decided) != 2 || !decided[0].Accepted || decided[1].Accepted || decided[1].Reason != "too early" {
		t.Errorf("decided: %+v", decided)
	}
	for _, s := range []string{"Accepted: ", "Set aside: ", "(too early)", "Saved: here.txt", "Not saved: permission denied", `"nonsense" is none of these words`} {
		if !strings.Contains(prompts, s) {
			t.Errorf("the prompts lack %q:\n%s", s, prompts)
		}
	}
	if saved != "pdf" {
		t.Errorf("saved as %q", saved)
	}
	d, err := report.Build(base, c.Answers, mustAssess(t, base, c.Answers), report.Settings{Reader: rules.Clinician, Suspicion: suspicion})
	if err != nil {
		t.Fatal(err)
	}
	sheet := report.Text(d, base.Knowledge())
	if rest, ok := strings.CutPrefix(out, sheet); !ok || !strings.Contains(rest, "DECIDED\nAccepted: ") {
		t.Errorf("the result is not the sheet with what was decided:\n%s", out)
	}
}

// Answers on self-harm are in what is saved only where the word for it is typed; without
// such an answer nothing is asked.
func TestPrivateAnswersAreSavedOnWishOnly(t *testing.T) {
	base := real(t)
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		for line, want := range map[string]bool{"": false, "include": true, "Include": true, "yes": false, "1": false} {
			var saved []bool
			c := Config{Base: base, Reader: reader, Answers: person(t, base, "medicines"), Formats: []Format{{"text", "Text"}},
				SaveAs: func(_ string, private bool) (string, error) { saved = append(saved, private); return "here.txt", nil }}
			c.Answers["safety.self-harm"] = rules.One("several-days")
			start := []string{"done", "save 1", line}
			if reader == rules.Clinician {
				start = append([]string{""}, start...)
			}
			_, prompts, _, _ := attended(t, c, start...)
			if len(saved) != 1 || saved[0] != want || !strings.Contains(prompts, "are left out. Type include") {
				t.Errorf("%s, %q: saved %v:\n%s", reader, line, saved, prompts)
			}
			delete(c.Answers, "safety.self-harm")
			saved = nil
			_, prompts, _, _ = attended(t, c, start...)
			if len(saved) != 1 || saved[0] || strings.Contains(prompts, "are left out. Type include") {
				t.Errorf("%s, without such an answer: saved %v:\n%s", reader, saved, prompts)
			}
		}
	}
}

func mustAssess(t *testing.T, base *rules.Base, a rules.Answers) *rules.Assessment {
	t.Helper()
	out, err := base.Assess(a)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The same word once more takes a decision back; a patient is asked for neither.
func TestDecisionsAreTakenBackAndForCliniciansOnly(t *testing.T) {
	base := real(t)
	c := Config{Base: base, Reader: rules.Clinician, Answers: person(t, base, "medicines"), Suspicion: "waived"}
	out, prompts, decided, _ := attended(t, c, "done", "accept 1", "accept 1", "again", "quit")
	if len(decided) != 0 || !strings.Contains(prompts, "Taken back") || strings.Contains(prompts, "first suspicion?") {
		t.Errorf("%+v\n%s", decided, prompts)
	}
	if strings.Count(out, "AT A GLANCE") != 2 {
		t.Error("again tells the result once more")
	}
	c.Reader = rules.Patient
	_, prompts, decided, _ = attended(t, c, "done", "accept 1", "save", "")
	if len(decided) != 0 || !strings.Contains(prompts, "nothing here to decide on") || !strings.Contains(prompts, "Nothing can be saved from here") {
		t.Error(prompts)
	}
}

// A pipe is asked nothing beyond its questions.
func TestPipeIsNotAskedMore(t *testing.T) {
	base := real(t)
	var o, p bytes.Buffer
	_, err := Run(context.Background(), Config{Base: base, Reader: rules.Clinician, Answers: person(t, base, "medicines"), In: strings.NewReader("done\n"), Out: &o, Prompts: &p})
	if err != nil || strings.Contains(p.String(), "suspicion?") || strings.Contains(p.String(), "That is the result") {
		t.Error(err, p.String())
	}
}
