package knowledge

import (
	"strings"
	"testing"

	"afterfusion/rules"
)

// TestSecondBlockIsOpenAfterAGoodFirst: of every finding of two blocks the second is named
// as what is not known, with where its results would lead: two that agree never lower the
// source from where the first has left it, two that do not always do.
func TestSecondBlockIsOpenAfterAGoodFirst(t *testing.T) {
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	k := base.Knowledge()
	seen := 0
	for i := range k.Sources {
		for _, e := range k.Sources[i].Evidence {
			first, second := blocksOf(&e)
			if second == "" || e.Outcomes[0].LR <= 1 {
				continue
			}
			seen++
			of := func(a rules.Answers) (*rules.SourceResult, *rules.UnknownItem) {
				got, err := base.Assess(a)
				if err != nil {
					t.Fatal(err)
				}
				for j := range got.Sources {
					if r := &got.Sources[j]; r.Source == i {
						for n := range r.Unknown {
							if k.Sources[i].Evidence[r.Unknown[n].Item].ID == e.ID {
								return r, &r.Unknown[n]
							}
						}
						return r, nil
					}
				}
				return nil, nil
			}
			if _, u := of(rules.Answers{}); u != nil {
				t.Errorf("%s: a second block is asked for before the first", e.ID)
			}
			r, u := of(rules.Answers{first: rules.Number(90)})
			if u == nil || u.Lo >= r.Probability || u.Hi < r.Probability || (u.Gain > 0) != (u.Hi > r.Probability) {
				t.Errorf("%s: from %v after the first block, the second %+v", e.ID, r.Probability, u)
				continue
			}
			for _, relief := range []float64{0, 90} {
				both, u := of(rules.Answers{first: rules.Number(90), second: rules.Number(relief)})
				if u != nil || relief > 0 && both.Probability < r.Probability || relief == 0 && both.Probability >= r.Probability {
					t.Errorf("%s: %v after the first, %v after a second of %v", e.ID, r.Probability, both.Probability, relief)
				}
			}
		}
	}
	if seen < 4 {
		t.Errorf("%d findings of two blocks", seen)
	}
}

// blocksOf are the two questions of a finding of two blocks.
func blocksOf(e *rules.Evidence) (first, second string) {
	if len(e.Replaces) == 0 && len(e.Outcomes[0].Replaces) == 0 {
		return "", ""
	}
	e.Outcomes[0].When.Walk(func(c *rules.Condition) {
		if strings.HasSuffix(c.Question, "-second-relief") {
			second = c.Question
			first = strings.Replace(second, "-second", "", 1)
		}
	})
	return first, second
}
