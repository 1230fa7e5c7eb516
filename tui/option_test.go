package tui

import (
	"strings"
	"testing"

	"afterfusion/rules"
)

// TestEffectTellsWhoAndWhen draws an effect: responders once where both ends are equal,
// the months as a time of measurement, and whom the people of the study were like.
func TestEffectTellsWhoAndWhen(t *testing.T) {
	m := opened(t, Config{Base: compiled(t), Reader: rules.Clinician}, 80, 24)
	for _, c := range []struct {
		effect rules.Effect
		want   string
		not    string
	}{
		{rules.Effect{Responders: []float64{0.486, 0.486}, Months: []float64{3, 3}, PostFusion: rules.NoFusion},
			"Less pain. Responders 49 in 100 of those treated. Measured at 3 months. (Not from people after fusion.)", "49 to 49"},
		{rules.Effect{Responders: []float64{0.34, 0.48}, Months: []float64{6, 24}, PostFusion: rules.AfterSurgery},
			"Responders 34 to 48 in 100 of those treated. Measured at 6 to 24 months. (In people after lumbar surgery", "For"},
		{rules.Effect{Months: []float64{0.7, 0.7}, PostFusion: rules.AfterFusion}, "Less pain. Measured at 3 weeks. (In people after fusion.)", "Responders"},
		{rules.Effect{Months: []float64{0.5, 3}}, "Less pain. Measured at 2 weeks to 3 months.", "fusion"},
		{rules.Effect{Months: []float64{1, 1}}, "Measured at 1 month.", "fusion"},
	} {
		c.effect.Says = both("Less pain.")
		if got := m.effect(&c.effect); !strings.Contains(got, c.want) || strings.Contains(got, c.not) {
			t.Errorf("%q lacks %q or has %q", got, c.want, c.not)
		}
	}
}
