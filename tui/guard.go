package tui

import (
	"fmt"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// guard turns a panic in the model, its view or its commands into an ordinary end,
// so that the terminal is given back and the answers can be kept.
type guard struct {
	m     tea.Model
	err   error
	stack []byte
	quit  func() // ends the program from View, which cannot return a command
	ready chan struct{}
}

// make has the model made beside what the caller goes on to do.
func (g *guard) make(model func() (tea.Model, error)) {
	g.ready = make(chan struct{})
	go func() {
		defer close(g.ready)
		defer func() {
			if r := recover(); r != nil {
				g.err, g.stack = fmt.Errorf("%v", r), debug.Stack()
			}
		}()
		g.m, g.err = model()
	}()
}

// made waits for the model.
func (g *guard) made() { <-g.ready }

// crashed tells of a panic in a command.
type crashed struct {
	err   error
	stack []byte
}

// Init implements tea.Model.
func (g *guard) Init() tea.Cmd {
	if g.ready != nil {
		g.made()
	}
	if g.err != nil {
		return tea.Quit
	}
	return safe(g.m.Init())
}

// Update implements tea.Model.
func (g *guard) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	m = g
	if c, ok := msg.(crashed); ok {
		g.err, g.stack = c.err, c.stack
		return g, tea.Quit
	}
	if g.err != nil {
		return g, tea.Quit
	}
	defer func() {
		if r := recover(); r != nil {
			g.err, g.stack, cmd = fmt.Errorf("%v", r), debug.Stack(), tea.Quit
		}
	}()
	g.m, cmd = g.m.Update(msg)
	return g, safe(cmd)
}

// View implements tea.Model.
func (g *guard) View() (v tea.View) {
	if g.err != nil {
		return tea.NewView("")
	}
	defer func() {
		if r := recover(); r != nil {
			g.err, g.stack = fmt.Errorf("%v", r), debug.Stack()
			go g.quit()
		}
	}()
	return g.m.View()
}

// safe wraps a command so that a panic inside becomes a message.
func safe(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = crashed{fmt.Errorf("%v", r), debug.Stack()}
			}
		}()
		msg = cmd()
		if b, ok := msg.(tea.BatchMsg); ok {
			for i := range b {
				b[i] = safe(b[i])
			}
		}
		return msg
	}
}
