package asking

import (
	"slices"

	"afterfusion/rules"
)

// Doubt returns two of the answers that can hardly both be right, of which one was given
// to one of some questions; nil where there are none.
func Doubt(base *rules.Base, a rules.Answers, asked []string) (less, than *rules.Question) {
	for _, d := range base.Knowledge().Policy.Doubts {
		if !slices.Contains(asked, d.Less) && !slices.Contains(asked, d.Than) {
			continue
		}
		x, y := a[d.Less], a[d.Than]
		if x.Numeric && y.Numeric && x.Lo > y.Hi*d.Times {
			less, _ = base.Question(d.Less)
			than, _ = base.Question(d.Than)
			return less, than
		}
	}
	return nil, nil
}
