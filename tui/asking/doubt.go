package asking

import (
	"slices"

	"afterfusion/rules"
)

// pair is two numbers of which the first can hardly be more than so many times the second.
type pair struct {
	less, than string
	times      float64
}

var pairs = []pair{{"course.better-months", "surgery.months-since", 1}, {"pain.severity", "pain.worst-severity", 1},
	{"imaging.fusion-months", "surgery.months-since", 1}, {"tried.first-line-months", "surgery.months-since", 1},
	{"surgery.months-since", "health.age", 12}, {"pain.months", "health.age", 12}}

// Doubt returns two of the answers that can hardly both be right, of which one was given
// to one of some questions; nil where there are none.
func Doubt(base *rules.Base, a rules.Answers, asked []string) (less, than *rules.Question) {
	for _, p := range pairs {
		if !slices.Contains(asked, p.less) && !slices.Contains(asked, p.than) {
			continue
		}
		x, y := a[p.less], a[p.than]
		if x.Numeric && y.Numeric && x.Lo > y.Hi*p.times {
			less, _ = base.Question(p.less)
			than, _ = base.Question(p.than)
			return less, than
		}
	}
	return nil, nil
}
