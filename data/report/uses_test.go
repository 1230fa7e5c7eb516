package report_test

import (
	"slices"
	"strings"
	"testing"

	"afterfusion/data/report"
)

// Every reference of a result has something that rests on it, and what is said to rest on
// it does.
func TestEveryReferenceIsUsed(t *testing.T) {
	for name, a := range persons(t) {
		for _, r := range readers {
			d, _ := built(t, a, report.Settings{Reader: r})
			for _, ref := range d.References {
				if len(d.Uses(ref.ID)) == 0 {
					t.Errorf("%s, %s: nothing rests on %s", name, r, ref.ID)
				}
			}
			if len(d.Uses("no-such-paper")) > 0 {
				t.Error("something rests on a publication that there is not")
			}
			s := &d.Sources[0]
			for _, ref := range s.PriorReferences {
				if !slices.ContainsFunc(d.Uses(ref), func(u report.Use) bool { return u.Link == (report.Link{Kind: report.LinkSource, ID: s.ID}) }) {
					t.Errorf("%s: the prior of %s does not count as a use of %s", name, s.ID, ref)
				}
			}
		}
	}
}

// The lines of the one screen open what they tell of.
func TestLinesOpenWhatTheyTell(t *testing.T) {
	for name, a := range persons(t) {
		d, k := built(t, a, report.Settings{Reader: "clinician"})
		found := map[string]int{}
		for _, r := range report.Compose(d, k).Parts[0].Blocks[len(report.Compose(d, k).Parts[0].Blocks)-1].Rows {
			found[r.Opens.Kind]++
			if r.Opens.Kind == report.LinkSource && !slices.ContainsFunc(d.Sources, func(s report.Source) bool { return s.ID == r.Opens.ID }) {
				t.Errorf("%s: %q opens a source that there is not", name, r.Label)
			}
		}
		if found[report.LinkFlag] < len(d.Triage.Flags) || d.Enough && found[report.LinkSource] < 3 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// What was decided of an option stands beside its status, in the plan and on the ladders.
func TestDecisionsStandBesideTheOption(t *testing.T) {
	a := persons(t)["medicines"]
	d, k := built(t, a, report.Settings{Reader: "clinician", Full: true, Decisions: []report.Decision{{Option: "sij-injection", Reason: "diabetes"}, {Option: "sij-belt", Accepted: true}}})
	text := flat(report.Text(d, k))
	for _, s := range []string{"with caution; set aside: diabetes", "open now; accepted"} {
		if !strings.Contains(text, s) {
			t.Errorf("the report lacks %q", s)
		}
	}
}
