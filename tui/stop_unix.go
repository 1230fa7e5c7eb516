//go:build unix

package tui

import (
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// stopMsg says that the program is to stop until the shell goes on with it.
type stopMsg struct{}

// stops stops the program for the shell that started it (Ctrl+Z, or a signal from
// outside). Bubble Tea gives the terminal back, signals the program and waits until it
// is gone on with: where no shell is there to do so, that would be for ever.
//
// The signal that asks to stop, once it was listened to, stops nothing by itself any
// more; one that cannot be listened to does.
type stops struct {
	signals  chan os.Signal
	shell    bool        // somebody could go on with the program
	stopping atomic.Bool // the terminal is given back
	timer    *time.Timer
}

// notStopped is after what time a program that still runs was not stopped.
const notStopped = 300 * time.Millisecond

// watchStops tells the program of signals from outside that ask it to stop.
func watchStops(send func(tea.Msg)) *stops {
	s := &stops{signals: make(chan os.Signal, 1), shell: underShell() && !signal.Ignored(syscall.SIGTSTP)}
	if !s.shell {
		return s
	}
	signal.Notify(s.signals, syscall.SIGTSTP)
	go func() {
		for range s.signals {
			if s.stopping.Load() {
				_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
			} else {
				send(stopMsg{})
			}
		}
	}()
	return s
}

// underShell says whether the program is a job of a shell: its parent is of the same
// session, and of another group.
func underShell() bool {
	parent, err := unix.Getsid(os.Getppid())
	own, _ := unix.Getsid(0)
	group, _ := unix.Getpgid(os.Getppid())
	return err == nil && parent == own && group != unix.Getpgrp()
}

// possible says whether somebody waits who could go on with the program.
func (s *stops) possible() bool { return s != nil && s.shell }

// stop is a command that gives the terminal back and stops the program. Should it not
// stop, it goes on by itself.
func (s *stops) stop() tea.Msg {
	s.stopping.Store(true)
	s.timer = time.AfterFunc(notStopped, func() { _ = syscall.Kill(os.Getpid(), syscall.SIGCONT) })
	return tea.SuspendMsg{}
}

// resumed is a command for when the program goes on.
func (s *stops) resumed() tea.Msg {
	if s != nil && s.timer != nil {
		s.timer.Stop()
		s.stopping.Store(false)
	}
	return nil
}

// end leaves signals alone again.
func (s *stops) end() { signal.Stop(s.signals) }
