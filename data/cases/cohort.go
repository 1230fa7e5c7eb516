package cases

import (
	"embed"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"afterfusion/data/answers"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

//go:embed cohorts.yaml
var embedded embed.FS

// CohortRow compares the assessment of the answers that a published group shares
// with the share of that group in whom the source was confirmed.
type CohortRow struct {
	ID          string     `json:"id"`
	Says        string     `json:"says"`
	Source      string     `json:"source"`
	Published   float64    `json:"published"`
	Interval    [2]float64 `json:"interval"`
	Probability float64    `json:"probability"`
	Inside      bool       `json:"inside"`
	Reference   string     `json:"reference"`
	Note        string     `json:"note,omitempty"`
}

// Cohorts compares with the published group results that the program carries.
func Cohorts(base *rules.Base) ([]CohortRow, error) { return CohortsIn(embedded, base) }

// CohortsIn compares with those of a folder's cohorts.yaml.
func CohortsIn(folder fs.FS, base *rules.Base) ([]CohortRow, error) {
	const name = "cohorts.yaml"
	n, err := yamltree.ParseIn(folder, name, yamltree.ForKnowledge)
	if err != nil {
		return nil, err
	}
	if n.Kind != yamltree.List {
		return nil, n.Errorf(name, "a list of groups is wanted here, not %v", n.Kind)
	}
	var rows []CohortRow
	var errs []error
	for _, item := range n.Items {
		r, err := cohort(name, item, base)
		rows, errs = append(rows, r), append(errs, err)
	}
	return rows, yamltree.Join(errs)
}

func cohort(name string, n *yamltree.Node, base *rules.Base) (CohortRow, error) {
	r := CohortRow{ID: text(n, "id"), Says: text(n, "says"), Source: text(n, "source"), Reference: text(n, "ref"), Note: text(n, "note")}
	if err := only(name, n, "a group", "id", "says", "source", "answers", "published", "interval", "ref", "note"); err != nil {
		return r, err
	}
	in := n.Get("interval")
	if in == nil || in.Kind != yamltree.List || len(in.Items) != 2 {
		return r, n.Errorf(name, "%s needs an interval of two", r.ID)
	}
	p := n.Get("published")
	if p == nil {
		return r, n.Errorf(name, "%s needs a published share", r.ID)
	}
	for i, to := range []*float64{&r.Interval[0], &r.Published, &r.Interval[1]} {
		v := []*yamltree.Node{in.Items[0], p, in.Items[1]}[i]
		x, err := strconv.ParseFloat(v.Value, 64)
		if err != nil || !(x >= 0 && x <= 1) {
			return r, v.Errorf(name, "%s: %q is no share between 0 and 1", r.ID, v.Value)
		}
		*to = x
	}
	if r.Published < r.Interval[0] || r.Published > r.Interval[1] {
		return r, in.Errorf(name, "%s: the interval does not hold %v", r.ID, r.Published)
	}
	said, err := answers.Only(name, base, n.Get("answers"))
	if err != nil {
		return r, err
	}
	a, err := base.Assess(said)
	if err != nil {
		return r, fmt.Errorf("%s: %w", r.ID, err)
	}
	for i := range a.Sources {
		if base.Knowledge().Sources[a.Sources[i].Source].ID == r.Source {
			r.Probability = a.Sources[i].Probability
			r.Inside = r.Probability >= r.Interval[0] && r.Probability <= r.Interval[1]
			return r, nil
		}
	}
	return r, n.Errorf(name, "%s: there is no source %q", r.ID, r.Source)
}

// CohortText writes the comparison as a table for people.
func CohortText(rows []CohortRow) string {
	var b strings.Builder
	for _, r := range rows {
		mark := "-"
		if r.Inside {
			mark = "+"
		}
		fmt.Fprintf(&b, "%s %-34s %-20s published %.2f (%.2f to %.2f), assessed %.2f  [%s] %s\n", mark, r.ID, r.Source,
			r.Published, r.Interval[0], r.Interval[1], r.Probability, r.Reference, r.Says)
	}
	return b.String()
}
