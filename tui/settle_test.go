package tui

import (
	"testing"

	"afterfusion/rules"
)

// TestWindowThatLastsIsDrawnAnew, once, however often its size has changed; the first size
// is drawn as it comes.
func TestWindowThatLastsIsDrawnAnew(t *testing.T) {
	m := opened(t, Config{Reader: rules.Patient}, 80, 24)
	if m.sizes != 1 {
		t.Fatalf("%d sizes at the start", m.sizes)
	}
	var last settledMsg
	for range 3 {
		if m.settle() == nil {
			t.Fatal("nobody waits for the new size")
		}
		if last.sizes > 0 && m.repaint(last) != nil {
			t.Error("all is drawn anew while the size still changes")
		}
		last = settledMsg{m.sizes}
		_, cmd := m.Update(last)
		if cmd == nil {
			t.Error("a size that has lasted is not drawn anew")
		}
		last.sizes--
	}
	m.quitting = true
	if m.repaint(settledMsg{m.sizes}) != nil {
		t.Error("something is drawn after the end")
	}
}
