package cases

import (
	"fmt"
	"strings"
)

// Text writes a replay as a table for people.
func (r *Result) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "stage %s, %d cases\n\n", r.Stage, r.Cases)
	for _, row := range r.Rows {
		mark := " "
		if row.Right {
			mark = "+"
		}
		rank := "flag"
		if row.Rank > 0 {
			rank = fmt.Sprint(row.Rank)
		}
		note := ""
		if row.Thin {
			note += " thin"
		}
		if !row.PostFusion {
			note += " no-fusion"
		}
		if !row.Enough {
			note += " not-enough"
		}
		if row.Triage != row.Wanted {
			note += fmt.Sprintf(" triage %s (wanted %s)", row.Triage, row.Wanted)
		}
		fmt.Fprintf(&b, "%s %-44s %-20s rank %-4s p %.2f leader %s%s\n", mark, row.ID, row.Source, rank, row.Probability, row.Leader, note)
	}
	fmt.Fprintf(&b, "\nafter fusion, not thin, a source (%d): top 1 %.2f, top 3 %.2f, Brier %.4f\n", r.Scored, r.Top1, r.Top3, r.Brier)
	fmt.Fprintf(&b, "priors alone:                            top 1 %.2f, top 3 %.2f, Brier %.4f\n", r.Baseline.Top1, r.Baseline.Top3, r.Baseline.Brier)
	fmt.Fprintf(&b, "of these left open (not enough) %d of %d\n", r.Open.NotEnough, r.Open.Of)
	fmt.Fprintf(&b, "red flags found %d of %d\n", r.Flags.Found, r.Flags.Of)
	fmt.Fprintf(&b, "triage missed %d of %d, false alarms %d of %d routine\n", r.Triage.Missed, r.Triage.Of, r.Triage.FalseAlarms, r.Triage.Routine)
	fmt.Fprintf(&b, "thin cases that abstain %d of %d\n", r.Thin.Abstained, r.Thin.Of)
	fmt.Fprintf(&b, "comparison cases without fusion, top 3: %d of %d\n", r.Comparison.Right, r.Comparison.Of)
	return b.String()
}
