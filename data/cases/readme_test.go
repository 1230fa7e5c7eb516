package cases_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"afterfusion/data/cases"
	"afterfusion/data/knowledge"
)

var update = flag.Bool("update", false, "write the tables of the README anew")

const (
	readme     = "../../README.md"
	tablesFrom = "<!-- tables of validate, kept by go test ./data/cases -update -->\n"
	tablesTo   = "<!-- end of the tables -->\n"
)

// TestReadmeTables: the figures that the README shows are those that the program gives.
func TestReadmeTables(t *testing.T) {
	file, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(file), tablesFrom)
	stands, after, ok2 := strings.Cut(rest, tablesTo)
	if !ok || !ok2 {
		t.Fatalf("%s has lost the marks around its tables", readme)
	}
	want := tables(t)
	if *update {
		if err := os.WriteFile(readme, []byte(before+tablesFrom+want+tablesTo+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if stands != want {
		t.Errorf("the tables of %s are not what validate says; look, then run with -update. Now:\n%s", readme, want)
	}
}

func tables(t *testing.T) string {
	t.Helper()
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	list, err := cases.Load(os.DirFS("testdata"), base)
	if err != nil {
		t.Fatal(err)
	}
	var r [2]*cases.Result
	for i, stage := range []string{cases.History, cases.Full} {
		if r[i], err = cases.Validate(base, list, stage); err != nil {
			t.Fatal(err)
		}
	}
	in100 := func(x float64) string { return fmt.Sprintf("%.0f in 100", math.Round(x*100)) }
	of := func(n, of int) string { return fmt.Sprintf("%d of %d", n, of) }
	out := fmt.Sprintf("\nPublished cases after fusion, not thin, whose cause was a source (%d); the priors alone for comparison:\n\n", r[1].Scored) +
		"| | history and examination | and tests | priors alone |\n| --- | --- | --- | --- |\n"
	row := func(name, alone string, cell func(*cases.Result) string) {
		out += fmt.Sprintf("| %s | %s | %s | %s |\n", name, cell(r[0]), cell(r[1]), alone)
	}
	alone := r[1].Baseline
	row("right source first (top 1)", in100(alone.Top1), func(r *cases.Result) string { return in100(r.Top1) })
	row("right source among the first three (top 3)", in100(alone.Top3), func(r *cases.Result) string { return in100(r.Top3) })
	row("Brier score, all sources (lower is better)", fmt.Sprintf("%.3f", alone.Brier), func(r *cases.Result) string { return fmt.Sprintf("%.3f", r.Brier) })
	row("of these, said to be not enough to name a cause", "", func(r *cases.Result) string { return of(r.Open.NotEnough, r.Open.Of) })
	row("red-flag cases whose flag was raised", "", func(r *cases.Result) string { return of(r.Flags.Found, r.Flags.Of) })
	row("triage below the published urgency", "", func(r *cases.Result) string { return of(r.Triage.Missed, r.Triage.Of) })
	row("emergency or urgent on a routine case", "", func(r *cases.Result) string { return of(r.Triage.FalseAlarms, r.Triage.Routine) })
	row("thin cases that were left open", "", func(r *cases.Result) string { return of(r.Thin.Abstained, r.Thin.Of) })
	row("cases without fusion, right source among the first three", "", func(r *cases.Result) string { return of(r.Comparison.Right, r.Comparison.Of) })

	groups, err := cases.Cohorts(base)
	if err != nil {
		t.Fatal(err)
	}
	out += "\nPublished results of groups that the assessment must agree with (`afterfusion validate --cohort`):\n\n" +
		"| group | source | published, in 100 | assessed |\n| --- | --- | --- | --- |\n"
	for _, g := range groups {
		out += fmt.Sprintf("| %s (%s) | %s | %.0f (%.0f to %.0f) | %.0f |\n", g.Says, g.Reference, g.Source,
			g.Published*100, g.Interval[0]*100, g.Interval[1]*100, g.Probability*100)
	}
	return out + "\n"
}
