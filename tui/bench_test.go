package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// BenchmarkKey is a key and its frame, on every screen, with the knowledge that the
// program carries.
func BenchmarkKey(b *testing.B) {
	base := real(b)
	answers := sample(base)
	for _, s := range screens {
		b.Run(s.name, func(b *testing.B) {
			m := at(b, Config{Base: base, Reader: rules.Clinician, Answers: answers, Suspicion: waived}, s.name, 140, 45)
			m.View()
			keys := []tea.KeyPressMsg{keyNamed("down"), keyNamed("up")}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				m.Update(keys[i%2])
				m.View()
			}
		})
	}
}

// BenchmarkAnswer is an answer that changes everything, and its frame with the live
// differential.
func BenchmarkAnswer(b *testing.B) {
	base := real(b)
	m := at(b, Config{Base: base, Reader: rules.Clinician, Answers: sample(base), Suspicion: waived}, "step", 140, 45)
	part := m.ask.part
	values := []rules.Value{rules.Number(40), rules.Number(70)}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.ask.part = fake{part, rules.Answers{"health.age": values[i%2]}}
		m.took(false)
		m.ask.part = part
		m.screen = atStep
		m.View()
	}
}

// BenchmarkResize lays every screen out anew.
func BenchmarkResize(b *testing.B) {
	base := real(b)
	answers := sample(base)
	for _, s := range screens {
		b.Run(s.name, func(b *testing.B) {
			m := at(b, Config{Base: base, Reader: rules.Clinician, Answers: answers, Suspicion: waived}, s.name, 140, 45)
			for i := 0; b.Loop(); i++ {
				m.Update(tea.WindowSizeMsg{Width: 120 + i%2, Height: 45})
				m.View()
			}
		})
	}
}

// BenchmarkOpen is the first sight of each page of the result after an answer.
func BenchmarkOpen(b *testing.B) {
	base := real(b)
	answers := sample(base)
	for _, s := range screens {
		b.Run(s.name, func(b *testing.B) {
			m := at(b, Config{Base: base, Reader: rules.Clinician, Answers: answers, Suspicion: waived}, s.name, 140, 45)
			for b.Loop() {
				m.doc = nil
				m.era++
				m.View()
			}
		})
	}
}
