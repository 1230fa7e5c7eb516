package plain

import (
	"testing"

	"afterfusion/rules"
)

// TestYears: what is asked in months can be told in years; an age stays in years.
func TestYears(t *testing.T) {
	base := real(t)
	for _, c := range []struct {
		ask, line string
		want      rules.Value
		wrong     bool
	}{
		{"surgery.months-since", "10y", rules.Number(120), false},
		{"surgery.months-since", "1 year", rules.Number(12), false},
		{"surgery.months-since", "1,5 years", rules.Number(18), false},
		{"surgery.months-since", "0.3y", rules.Number(3.6), false},
		{"surgery.months-since", "2-4y", rules.Range(24, 48), false},
		{"surgery.months-since", "3 yrs", rules.Number(36), false},
		{"surgery.months-since", "2 to 4 Years", rules.Range(24, 48), false},
		{"surgery.months-since", "30 months", rules.Number(30), false},
		{"surgery.months-since", "80y", rules.Value{}, true},
		{"surgery.months-since", "4-2y", rules.Value{}, true},
		{"surgery.months-since", "y", rules.Value{}, true},
		{"surgery.months-since", "nany", rules.Value{}, true},
		{"surgery.months-since", "-2y", rules.Value{}, true},
		{"health.age", "40 years", rules.Number(40), false},
		{"health.age", "4y", rules.Value{}, true},
	} {
		q, ok := base.Question(c.ask)
		if !ok {
			t.Fatal(c.ask)
		}
		v, err := parseNumber(c.line, q, base)
		if (err != nil) != c.wrong || v.Lo != c.want.Lo || v.Hi != c.want.Hi || v.Numeric != c.want.Numeric {
			t.Errorf("%s: %q is read as %v, %v", c.ask, c.line, v, err)
		}
	}
}
