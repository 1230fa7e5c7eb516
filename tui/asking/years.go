package asking

import (
	"math"
	"strconv"
	"strings"

	"afterfusion/rules"
)

const (
	months       = "months" // the unit of questions that ask how long
	monthsInYear = 12
	fine         = 1e6 // what is finer comes of the arithmetic alone
)

// InMonths says whether a question asks for a number of months, so that years serve too.
func InMonths(q *rules.Question) bool { return q.Unit.Clinician == months }

// YearsToMonths writes a number of years, or a range of them such as "2-4", in months:
// "24 to 48". It says false where the text is neither.
func YearsToMonths(q *rules.Question, text string) (string, bool) {
	if !InMonths(q) {
		return "", false
	}
	text = strings.ReplaceAll(text, " ", "")
	first, second, isRange := strings.Cut(strings.ReplaceAll(text, "to", "-"), "-")
	out, ok := inMonths(first)
	if !isRange || !ok {
		return out, ok
	}
	to, ok := inMonths(second)
	return out + " to " + to, ok
}

func inMonths(years string) (string, bool) {
	x, err := strconv.ParseFloat(strings.Replace(years, ",", ".", 1), 64)
	if err != nil || strings.Trim(years, "0123456789.,") != "" {
		return "", false
	}
	return digits(math.Round(x*monthsInYear*fine) / fine), true
}
