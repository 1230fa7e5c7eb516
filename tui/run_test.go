package tui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// breaks is a model that panics where it is told to.
type breaks struct{ where string }

func (b breaks) Init() tea.Cmd {
	if b.where == "command" {
		return func() tea.Msg { panic("in a command") }
	}
	return nil
}

func (b breaks) Update(tea.Msg) (tea.Model, tea.Cmd) {
	if b.where == "update" {
		panic("in Update")
	}
	return b, nil
}

func (b breaks) View() tea.View {
	if b.where == "view" {
		panic("in View")
	}
	return tea.NewView("")
}

func TestGuardEndsProperly(t *testing.T) {
	quits := make(chan bool, 1)
	g := &guard{m: breaks{"update"}}
	if _, cmd := g.Update(nil); g.err == nil || cmd == nil {
		t.Fatal("a panic in Update was lost")
	}
	g = &guard{m: breaks{"view"}, quit: func() { quits <- true }}
	g.View()
	if <-quits; g.err == nil {
		t.Fatal("a panic in View was lost")
	}
	g = &guard{m: breaks{"command"}}
	msg := g.Init()()
	if g.Update(msg); g.err == nil || len(g.stack) == 0 {
		t.Fatal("a panic in a command was lost")
	}
	batch := safe(tea.Batch(func() tea.Msg { panic("in a batch") }, func() tea.Msg { return nil }))
	if _, ok := batch().(tea.BatchMsg)[0]().(crashed); !ok {
		t.Fatal("a panic in a batch was lost")
	}
}

func TestKnownSize(t *testing.T) {
	if got := knownSize(nil, tea.WindowSizeMsg{}); got != (tea.WindowSizeMsg{Width: 80, Height: 24}) {
		t.Fatal(got)
	}
	if got := knownSize(nil, tea.WindowSizeMsg{Width: 100, Height: 30}); got != (tea.WindowSizeMsg{Width: 100, Height: 30}) {
		t.Fatal(got)
	}
}

// notes keeps what was saved.
type notes struct {
	states []State
	err    error
}

func (n *notes) Save(s State) error {
	n.states = append(n.states, s)
	return n.err
}

func TestEveryAnswerIsKept(t *testing.T) {
	n := &notes{}
	m := opened(t, Config{Reader: rules.Patient, Saver: n}, 80, 24)
	press(m, "enter")
	answer(m, "safety.legs", rules.List("none"))
	last := n.states[len(n.states)-1]
	if last.Answers["safety.legs"].Yes == nil || last.Reader != rules.Patient || last.Sequence != m.sequence {
		t.Fatalf("kept %+v", last)
	}
	press(m, "q")
	if !m.quitting {
		t.Fatal("answers are kept, so q leaves at once")
	}
}

func TestPrivateKeepsNothing(t *testing.T) {
	n := &notes{}
	m := opened(t, Config{Reader: rules.Patient, Saver: n, Private: true}, 80, 24)
	press(m, "enter")
	answer(m, "safety.legs", rules.List("none"))
	if len(n.states) > 0 {
		t.Fatal("a private interview was kept")
	}
}

func TestKeeperNeverGoesBack(t *testing.T) {
	n := &notes{}
	k := &keeper{saver: n}
	k.save(State{Sequence: 2})
	k.save(State{Sequence: 1})
	if len(n.states) != 1 {
		t.Fatal("an older state replaced a newer one")
	}
	n.err = errors.New("disk full")
	if err := k.last(State{Sequence: 3}); err == nil {
		t.Fatal("a fault in keeping was lost")
	}
}

func TestFailedKeepingIsTold(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient, Saver: &notes{err: errors.New("disk full")}}, 80, 24)
	press(m, "enter")
	sees(t, m, "disk full")
}

// TestRunLeaves runs the program itself over pipes: q leaves, Ctrl+C is told.
func TestRunLeaves(t *testing.T) {
	for keys, want := range map[string]error{"q": nil, "\x03": ErrInterrupted} {
		in, typed := io.Pipe()
		go io.WriteString(typed, keys)
		err := Run(context.Background(), Config{Base: compiled(t), Reader: rules.Patient, Input: in, Output: &bytes.Buffer{}})
		if !errors.Is(err, want) {
			t.Errorf("%q: %v", keys, err)
		}
		typed.Close()
	}
	if Run(context.Background(), Config{}) == nil {
		t.Error("without knowledge there is nothing to run")
	}
}

func TestRunKeepsWhenTheTerminalGoesAway(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	n := &notes{}
	in, typed := io.Pipe()
	defer typed.Close()
	go func() {
		io.WriteString(typed, "\r")
		stop()
	}()
	err := Run(ctx, Config{Base: compiled(t), Reader: rules.Patient, Saver: n, Input: in, Output: &bytes.Buffer{}})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestFirstScreenDoesNotWaitForTheKnowledge(t *testing.T) {
	base := compiled(t)
	m := newApp(Config{Know: base.Knowledge(), Load: func() (*rules.Base, error) { return base, nil }})
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	sees(t, m, "Who is reading?", "intended use")
	press(m, "down", "enter") // typed before it came
	if m.reader != "" {
		t.Fatal("a key was taken before there was knowledge")
	}
	send(m, m.Init())
	if m.reader != rules.Clinician {
		t.Fatal("a key that was typed early was lost")
	}
	m = newApp(Config{Know: base.Knowledge(), Load: func() (*rules.Base, error) { return nil, errors.New("bad file") }})
	if send(m, m.Init()); m.failed == nil || !m.quitting {
		t.Fatal("knowledge that cannot be used must end the program")
	}
}

// TestFaultWhileTheModelIsMade: the terminal is given back, and the fault is told.
func TestFaultWhileTheModelIsMade(t *testing.T) {
	g := &guard{}
	g.make(func() (tea.Model, error) { panic("broken") })
	if cmd := g.Init(); cmd == nil || g.err == nil || g.err.Error() != "broken" {
		t.Errorf("%v", g.err)
	}
	if _, ok := g.Init()().(tea.QuitMsg); !ok {
		t.Error("it goes on")
	}
}
