package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// last is the state that was kept last.
func (n *notes) last(t *testing.T) State {
	t.Helper()
	if len(n.states) == 0 {
		t.Fatal("nothing was kept")
	}
	return n.states[len(n.states)-1]
}

// TestLookingAtTheResultKeepsTheAnswers: it is no end, and what is answered after it is
// kept too.
func TestLookingAtTheResultKeepsTheAnswers(t *testing.T) {
	for name, look := range map[string]func(m *app){
		"the result":                func(m *app) { press(m, "ctrl+r", "ctrl+f") },
		"the safety points":         func(m *app) { m.act(actSafety) },
		"the result and its report": func(m *app) { m.openResult(); press(m, "s", "enter", "left") },
	} {
		n := &notes{}
		m := opened(t, Config{Reader: rules.Patient, Saver: n, Export: func(string, State) (string, error) { return "x.txt", nil }}, 80, 24)
		press(m, "enter")
		answer(m, "safety.legs", rules.List("none"))
		look(m)
		if m.screen == atStep || m.state().Forget || n.last(t).Forget {
			t.Errorf("%s: screen %d, what is kept would be forgotten", name, m.screen)
		}
		m.openStep(1)
		answer(m, "course.after", rules.One("never"))
		if s := n.last(t); s.Forget || len(s.Answers) != 2 || s.Sequence != m.sequence {
			t.Errorf("%s: the answer after it was kept as %+v", name, s)
		}
	}
}

// TestOnlyLeavingASavedResultForgets: and the person is told so before.
func TestOnlyLeavingASavedResultForgets(t *testing.T) {
	start := func() (*app, *notes) {
		n := &notes{}
		m := opened(t, Config{Reader: rules.Clinician, Suspicion: waived, Answers: full(), Saver: n,
			Export: func(string, State) (string, error) { return "x.txt", nil }}, 90, 24)
		press(m, "enter")
		m.openResult()
		return m, n
	}
	m, _ := start()
	press(m, "q")
	if !m.quitting || m.state().Forget {
		t.Error("a result that was only looked at is left at once and its answers stay")
	}
	m, n := start()
	press(m, "s", "enter", "q")
	sees(t, m, "q again leaves and forgets your answers", "Ctrl+C leaves and keeps them")
	if m.quitting {
		t.Fatal("the first q left")
	}
	press(m, "2", "q")
	if m.quitting {
		t.Fatal("another key between is no yes")
	}
	press(m, "q")
	if m.keep.last(m.state()); !m.quitting || !n.last(t).Forget {
		t.Errorf("the second q: leaving %v, kept %+v", m.quitting, n.last(t))
	}
	m, n = start()
	press(m, "s", "enter", "q", "ctrl+c")
	if m.keep.last(m.state()); n.last(t).Forget {
		t.Error("Ctrl+C forgot the answers")
	}
	m, _ = start()
	press(m, "s", "enter", "4", "down", "enter", "a", "q")
	if !m.quitting || m.state().Forget {
		t.Error("a decision after the report is not in it, so nothing is finished")
	}
	m, _ = start()
	press(m, "s", "enter", "r", "down", "enter", "q")
	if m.state().Forget {
		t.Error("an interview that goes on is not forgotten")
	}
}

// TestStartingAnewForgets: said once, and the next answer is kept again.
func TestStartingAnewForgets(t *testing.T) {
	n := &notes{}
	m := opened(t, Config{Reader: rules.Patient, Answers: full(), Saver: n}, 80, 24)
	press(m, "down", "enter", "down", "enter")
	if s := n.last(t); !s.Forget || len(s.Answers) != 0 {
		t.Errorf("kept %+v", s)
	}
	answer(m, "safety.legs", rules.List("none"))
	if s := n.last(t); s.Forget || len(s.Answers) != 1 {
		t.Errorf("kept %+v", s)
	}
}

// TestFaultInKeepingHoldsTheLeaver: until an answer is kept again, q asks twice and says why.
func TestFaultInKeepingHoldsTheLeaver(t *testing.T) {
	n := &notes{err: errors.New("the disk is full (/home/somebody/.local/state/afterfusion/unfinished.json)")}
	m := opened(t, Config{Reader: rules.Patient, Saver: n}, 80, 24)
	press(m, "enter")
	sees(t, m, "Not kept: the disk is full")
	answer(m, "safety.legs", rules.List("none"))
	press(m, "q")
	if m.quitting {
		t.Fatal("one q left behind what was not kept")
	}
	sees(t, m, "Not kept: q again leaves", "The disk is full")
	n.err = nil
	press(m, "tab", "enter")
	answer(m, "course.after", rules.One("never"))
	if len(n.last(t).Answers) != 2 {
		t.Error("the next answer was not tried again")
	}
	press(m, "q")
	if !m.quitting {
		t.Error("all is kept again, so q leaves")
	}
}

func TestHomeSaysWhatBecomesOfTheAnswers(t *testing.T) {
	for _, c := range []struct {
		cfg  Config
		want []string
	}{
		{Config{Saver: &notes{}, Kept: "~/state/x.json"}, []string{"are kept on this computer, in ~/state/x.json", "forget them"}},
		{Config{}, []string{"Your answers are not kept.", "!are kept"}},
		{Config{NotKept: "the disk can only be read"}, []string{"not kept: the disk can only be read.", "!are kept on"}},
		{Config{Saver: &notes{}, Private: true, NotKept: "that was asked for"}, []string{"not kept: that was asked for.", "!are kept on"}},
		{Config{Saver: &notes{}, Note: "2 answers no longer fit."}, []string{"2 answers no longer fit."}},
	} {
		c.cfg.Reader = rules.Patient
		m := opened(t, c.cfg, 80, 24)
		for range 2 {
			now := strings.Join(strings.Fields(shown(m)), " ")
			for _, want := range c.want {
				if want, not := strings.CutPrefix(want, "!"); strings.Contains(now, want) == not {
					t.Errorf("%q is %v\n%s", want, !not, shown(m))
				}
			}
			press(m, "?", "end")
		}
	}
}

func TestReportSavedAndNothingKept(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Answers: full(), Export: func(string, State) (string, error) { return "x.txt", nil }}, 80, 24)
	press(m, "enter")
	m.openResult()
	press(m, "s", "enter", "q")
	if !m.quitting {
		t.Error("the report of these very answers is saved, so one q leaves")
	}
}

// TestEnterTypedEarly: before a terminal is raw its Enter comes as a line feed.
func TestEnterTypedEarly(t *testing.T) {
	m := opened(t, Config{}, 80, 24)
	press(m, "ctrl+j")
	if m.reader != rules.Patient {
		t.Fatalf("a line feed is Enter; the reader is %q", m.reader)
	}
	press(m, "ctrl+j")
	if m.screen != atStep {
		t.Errorf("screen %d", m.screen)
	}
}

// TestKeysInOneBurst: a slow line delivers several keys before anything is drawn.
func TestKeysInOneBurst(t *testing.T) {
	m := opened(t, Config{}, 80, 24)
	for _, k := range []string{"down", "enter", "enter", "right"} {
		m.Update(keyNamed(k)) // and nothing that the key before has set going
	}
	if m.reader != rules.Clinician || m.screen != atStep {
		t.Errorf("reader %q, screen %d", m.reader, m.screen)
	}
}

func TestStopWithoutAShell(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 80, 24)
	press(m, "enter")
	if _, cmd := m.Update(keyNamed("ctrl+z")); cmd != nil {
		t.Error("the program stopped where nobody can go on with it")
	}
	sees(t, m, "Ctrl+Z does nothing here")
	m.Update(tea.ResumeMsg{})
}

func TestSizeIsBounded(t *testing.T) {
	if got := knownSize(nil, tea.WindowSizeMsg{Width: 65535, Height: 65535}); got != (tea.WindowSizeMsg{Width: 500, Height: 200}) {
		t.Error(got)
	}
}

// TestOpeningAnswers: those that are kept stay until the person says otherwise.
func TestOpeningAnswers(t *testing.T) {
	read := map[string]Opened{"a.yaml": {Name: "a.yaml", Answers: full(), Suspicion: waived}}
	open := func(path string) (Opened, error) {
		if x, ok := read[path]; ok {
			return x, nil
		}
		return Opened{}, errors.New(path + ": there is no such file")
	}
	typed := func(m *app, text string) {
		for _, r := range text {
			press(m, string(r))
		}
	}
	n := &notes{}
	m := opened(t, Config{Reader: rules.Patient, Saver: n, Open: open}, 80, 24)
	press(m, "3")
	sees(t, m, "Open answers I saved", "Type the name")
	press(m, "enter")
	sees(t, m, "Type the name of the file first")
	typed(m, "b.yaml")
	press(m, "enter")
	sees(t, m, "b.yaml: there is no such file")
	press(m, "shift+tab")
	sees(t, m, "What would you like to do?")
	press(m, "3")
	m.Update(tea.PasteMsg{Content: "a.yaml"})
	press(m, "enter")
	sees(t, m, "Answers were read from a.yaml. Same person?")
	if len(n.last(t).Answers) != len(full()) {
		t.Errorf("kept %+v", n.last(t))
	}
	press(m, "enter")
	if m.screen == atHome || m.suspicion != waived {
		t.Errorf("screen %d, suspicion %q", m.screen, m.suspicion)
	}
	// With answers of its own it asks first.
	m = opened(t, Config{Reader: rules.Patient, Saver: n, Open: open}, 80, 24)
	press(m, "1")
	answer(m, "safety.legs", rules.List("none"))
	press(m, "shift+tab", "5")
	typed(m, "a.yaml")
	press(m, "enter")
	sees(t, m, "Open them? The answers that were kept are then forgotten.")
	press(m, "1")
	if len(m.rec.answers) != 1 {
		t.Errorf("the kept answers are gone: %v", m.rec.answers)
	}
	press(m, "5")
	typed(m, "a.yaml")
	press(m, "enter", "2")
	if len(m.rec.answers) != len(full()) {
		t.Errorf("the file was not taken: %v", m.rec.answers)
	}
}

// TestAnotherReader: who answered before is remembered, and may be another person.
func TestAnotherReader(t *testing.T) {
	m := opened(t, Config{Reader: rules.Clinician, ReaderKept: true, Answers: full(), Found: "Kept.", Saver: &notes{}}, 80, 24)
	sees(t, m, "Kept. Same person?")
	press(m, "2", "2")
	sees(t, m, "Who is reading?")
	if m.reader != "" || len(m.rec.answers) > 0 {
		t.Errorf("reader %q, %d answers", m.reader, len(m.rec.answers))
	}
	press(m, "1", "1")
	if m.reader != rules.Patient || m.screen != atStep {
		t.Errorf("reader %q, screen %d", m.reader, m.screen)
	}
}
