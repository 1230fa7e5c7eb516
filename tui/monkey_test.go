package tui

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// raced says that the race detector looks on, which makes all of it ten times slower.
var raced bool

// monkeyKeys is how many keys and clicks the monkeys press in all: a million where every
// test is wanted.
func monkeyKeys() int {
	switch all := os.Getenv("AFTERFUSION_ALL") == "1"; {
	case all && !raced:
		return 1_000_000
	case all:
		return 20_000
	case raced, testing.Short():
		return 4_000
	}
	return 20_000
}

// TestMonkey presses random keys and clicks over all screens, as everybody, in windows of
// every size: nothing panics, nothing overflows the window, no answer is lost, what is
// kept is what was said, and from everywhere there is a way out.
func TestMonkey(t *testing.T) {
	const monkeys = 16
	percent := debug.SetGCPercent(400) // a fifth of the time else
	t.Cleanup(func() { debug.SetGCPercent(percent) })
	base := real(t)
	papers := developmentCases(t, base)
	for n := range monkeys {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			x := &monkey{t: t, base: base, rand: rand.New(rand.NewPCG(uint64(n), 7)), been: map[screen]bool{}}
			for _, p := range papers {
				x.papers = append(x.papers, p.answers)
			}
			x.begin(nil)
			for range monkeyKeys() / monkeys {
				x.step()
				if t.Failed() {
					return
				}
			}
		})
	}
}

// monkey is one of them, with the program that it plays with.
type monkey struct {
	t      *testing.T
	base   *rules.Base
	papers []rules.Answers
	rand   *rand.Rand
	m      *app
	saver  notes
	late   []tea.Cmd // not done yet
	been   map[screen]bool
	trace  []string // the last events
}

// begin starts the program, with the answers that were kept or with others.
func (x *monkey) begin(kept rules.Answers) {
	x.saver, x.late = notes{}, nil
	cfg := Config{Base: x.base, Saver: &x.saver, Quick: x.one(4), ASCII: x.one(4), Answers: kept,
		Reader: []rules.Reader{"", rules.Patient, rules.Clinician}[x.rand.IntN(3)],
		Export: func(format string, _ State) (string, error) {
			if format == "html" {
				return "", errors.New("the disk is full")
			}
			return "report." + format, nil
		},
		Formats: []string{"text", "json", "html", "answers"},
		Open: func(path string) (Opened, error) {
			if len(path)%2 == 1 {
				return Opened{}, errors.New(path + ": there is no such file")
			}
			return Opened{Name: path, Answers: x.papers[x.rand.IntN(len(x.papers))]}, nil
		}}
	if kept == nil && x.one(2) {
		cfg.Answers = x.papers[x.rand.IntN(len(x.papers))]
	}
	if len(cfg.Answers) > 0 {
		cfg.Found, cfg.ReaderKept = "Kept.", x.one(2)
	}
	x.m = newApp(cfg)
	x.m.times = waits{} // with a million keys every wait is paid thousands of times
	x.do(x.m.Init())
	x.send(x.size())
}

func (x *monkey) one(in int) bool { return x.rand.IntN(in) == 0 }

// size is a window, at times one that is too small.
func (x *monkey) size() tea.WindowSizeMsg {
	if x.one(12) {
		return tea.WindowSizeMsg{Width: 1 + x.rand.IntN(60), Height: 1 + x.rand.IntN(14)}
	}
	return tea.WindowSizeMsg{Width: 40 + x.rand.IntN(161), Height: 12 + x.rand.IntN(49)}
}

// The names of keys that mean something, those that lead on more often than others.
var monkeyNames = strings.Fields(`enter enter enter enter enter tab tab tab tab tab down down down up right right left space space
	shift+tab home end pgup pgdown esc backspace ctrl+r ctrl+n ctrl+g ctrl+f ctrl+s ? ! / q r s c n n y u N N U w m v a b o 1 1 2 2 3 4 5 6 7 8 9 0 - .`)

// event is what a monkey does.
func (x *monkey) event() tea.Msg {
	switch x.rand.IntN(40) {
	case 0, 1, 2:
		return tea.MouseClickMsg{X: x.rand.IntN(x.m.width), Y: x.rand.IntN(x.m.height), Button: tea.MouseLeft}
	case 3:
		return tea.MouseWheelMsg{Button: []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}[x.rand.IntN(2)]}
	case 4:
		return tea.PasteMsg{Content: "7 ab\n"}
	case 5:
		return keyNamed(string(rune(' ' + x.rand.IntN(95))))
	case 6:
		if x.one(4) {
			return x.size()
		}
		if x.one(8) {
			return tea.BackgroundColorMsg{}
		}
	}
	return keyNamed(monkeyNames[x.rand.IntN(len(monkeyNames))])
}

// step does one thing and looks whether all is well.
func (x *monkey) step() {
	msg := x.event()
	if len(x.trace) > 30 {
		x.trace = x.trace[1:]
	}
	x.trace = append(x.trace, fmt.Sprintf("%v", msg))
	m := x.m
	was, page := m.rec.answers, map[string]bool{}
	for _, q := range m.ask.asked {
		page[m.know.Questions[q].ID] = true
	}
	x.send(msg)
	if x.one(5) {
		x.fits()
	}
	x.been[m.screen] = true
	x.lostNothing(was, page)
	switch {
	case m.quitting:
		x.ended()
	case x.one(2000):
		x.leave()
	}
}

// send gives a message, and does what comes of it, at times only before the next.
func (x *monkey) send(msg tea.Msg) {
	_, cmd := x.m.Update(msg)
	x.late = append(x.late, cmd)
	if !x.one(8) {
		x.flush()
	}
}

func (x *monkey) flush() {
	for len(x.late) > 0 {
		cmd := x.late[0]
		x.late = x.late[1:]
		x.do(cmd)
	}
}

// do does a command and gives its messages back; one that waits is left alone.
func (x *monkey) do(cmd tea.Cmd) {
	if cmd == nil || x.m.quitting {
		return
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	select {
	case msg := <-done:
		switch msg := msg.(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				x.do(c)
			}
		default:
			_, next := x.m.Update(msg)
			x.do(next)
		}
	case <-time.After(5 * time.Second):
		x.fail("a command takes for ever")
	}
}

// fits draws the screen and looks whether it overflows.
func (x *monkey) fits() {
	lines := strings.Split(x.m.View().Content, "\n")
	if len(lines) > x.m.height {
		x.fail("%d lines in a window of %d", len(lines), x.m.height)
	}
	for i, s := range lines {
		if n := ansi.StringWidth(s); n > x.m.width {
			x.fail("line %d has %d cells in a window of %d: %q", i, n, x.m.width, ansi.Strip(s))
		}
	}
}

// lostNothing looks whether an answer is gone that does not belong to the page on which
// something was done, and was neither set aside nor forgotten on purpose.
func (x *monkey) lostNothing(was rules.Answers, page map[string]bool) {
	m := x.m
	if m.screen == atHome || len(m.rec.answers) == 0 || m.home.file.opened.Answers != nil {
		m.home.file.opened = Opened{} // forgotten, or another file was opened
		return
	}
	told := m.know.Policy.Unverified.When.Question
	for id, v := range was {
		now, there := m.rec.answers[id]
		if page[id] || id == told || there && asking.Same(now, v) {
			continue
		}
		if aside, ok := m.rec.aside[id]; !there && ok && asking.Same(aside, v) {
			continue
		}
		x.fail("%s was %v, is %v", id, v, now)
	}
}

// ended looks whether what is kept is what was said, and starts anew with it.
func (x *monkey) ended() {
	m := x.m
	if err := m.keep.last(m.state()); err != nil {
		x.fail("%v", err)
	}
	last := State{Answers: m.cfg.Answers} // nothing was kept because nothing was said
	if n := len(x.saver.states); n > 0 {
		last = x.saver.states[n-1]
	}
	if !last.Forget && !maps.EqualFunc(last.Answers, m.rec.answers, asking.Same) {
		x.fail("kept %v\nsaid %v", last.Answers, m.rec.answers)
	}
	if err := x.base.Check(m.rec.answers); err != nil {
		x.fail("%v", err)
	}
	if last.Forget || len(last.Answers) == 0 || x.one(3) {
		x.begin(nil)
		return
	}
	x.begin(last.Answers)
	if !maps.EqualFunc(x.m.rec.answers, last.Answers, asking.Same) {
		x.fail("the next start lost an answer: %v\n%v", last.Answers, x.m.rec.answers)
	}
}

// leave goes out as a person would who has had enough.
func (x *monkey) leave() {
	m := x.m
	x.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	x.flush()
	for range 40 {
		for _, k := range []string{"esc", "q", "q"} {
			x.trace = append(x.trace, "out: "+k)
			x.send(keyNamed(k))
			x.flush()
			if m.quitting {
				x.ended()
				return
			}
		}
	}
	x.fail("there is no way out of screen %d", m.screen)
}

func (x *monkey) fail(format string, args ...any) {
	x.t.Helper()
	x.m.Update(tea.WindowSizeMsg{Width: max(x.m.width, 40), Height: max(x.m.height, 12)})
	x.t.Fatalf("%s\nafter %s\non screen %d, as %q, quick %v\n%s", fmt.Sprintf(format, args...), strings.Join(x.trace, ", "), x.m.screen, x.m.reader, x.m.cfg.Quick, shown(x.m))
}
