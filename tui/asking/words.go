package asking

import (
	"strconv"

	"afterfusion/rules"
)

// ranges are examples of a range near what people are, by unit.
var ranges = map[string]string{"cm": "165-170", "kg": "80-85", "%": "50-60", "years": ""}

// Example is a range that a question takes, near a plausible answer; "" where a range
// is no help, as for an age.
func Example(q *rules.Question) string {
	if s, ok := ranges[q.Unit.Clinician]; ok {
		return s
	}
	if len(q.Range) != 2 {
		return "6-12"
	}
	lo, hi := q.Range[0], q.Range[1]
	switch {
	case lo < 0:
		return "-10 to -5"
	case lo == 0 && hi == 10:
		return "4-6"
	case lo <= 6 && hi >= 12:
		return "6-12"
	case lo <= 60 && hi >= 65:
		return "60-65"
	}
	return digits(lo) + "-" + digits(min(lo+2, hi))
}

func digits(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
