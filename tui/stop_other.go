//go:build !unix

package tui

import tea "charm.land/bubbletea/v2"

// stopMsg says that the program is to stop until the shell goes on with it.
type stopMsg struct{}

// stops is nothing where shells do not stop programs.
type stops struct{}

func watchStops(func(tea.Msg)) *stops { return &stops{} }

func (s *stops) possible() bool   { return false }
func (s *stops) stop() tea.Msg    { return nil }
func (s *stops) resumed() tea.Msg { return nil }
func (s *stops) end()             {}
