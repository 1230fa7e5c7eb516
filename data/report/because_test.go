package report_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// A scan for which only a danger asks stands on no ladder. What speaks against it is said
// all the same: someone with a pacemaker is sent into no scanner without a word.
func TestWhatADangerAsksForSaysItsCautions(t *testing.T) {
	a := rules.Answers{"surgery.region": rules.One("lumbar"), "health.age": rules.Number(60), "health.devices": rules.List("pacemaker-or-icd"),
		"safety.bladder-bowel": rules.List("hard-to-pass-urine", "numb-saddle"), "safety.bladder-bowel-onset": rules.One("under-14-days")}
	for _, as := range readers {
		d, _ := build(t, embedded(t), a, report.Settings{Reader: as})
		at := slices.IndexFunc(d.Plan, func(p report.Plan) bool { return p.Option == "mri-emergency" })
		if at < 0 {
			t.Fatalf("no emergency MRI is planned: %+v", d.Triage)
		}
		p := d.Plan[at]
		if p.Status != "caution" || !strings.Contains(strings.Join(p.Grounds.Cautions, " "), "device") || !slices.Contains(p.Grounds.Because, "health.devices") {
			t.Errorf("%s: %s, %+v", as, p.Status, p.Grounds)
		}
	}
}

// Every status but now has the questions that decided it, unless it is the option itself
// that is never more; and a caution says of what.
func TestStatusesSayWhy(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		d, _ := build(t, base, someone(t, base), report.Settings{Reader: rapid.SampledFrom(readers).Draw(t, "as"), SelfHarm: true})
		look := func(where, id, status string, g *report.Grounds) {
			if status == "now" || status == "caution" && g.Limit != "" {
				return
			}
			if len(g.Because) == 0 || status == "caution" && len(g.Cautions)+len(g.ToKnow)+len(g.Ask)+len(g.Says) == 0 {
				t.Fatalf("%s: %s is %s, %+v", where, id, status, g)
			}
		}
		for _, l := range d.Ladders {
			rows := [][]report.Option{l.Base, l.Beside}
			for _, r := range l.Rungs {
				rows = append(rows, r.Options)
			}
			for _, o := range slices.Concat(rows...) {
				look(l.Source, o.ID, o.Status, &o.Grounds)
			}
		}
		for _, p := range d.Plan {
			look("plan", p.Option, p.Status, &p.Grounds)
		}
	})
}
