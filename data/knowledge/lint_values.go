package knowledge

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"afterfusion/rules"
)

// permitted lists the values of the keys that take only some, by type and field.
// An empty value is permitted where the list begins with "".
var permitted = map[string][]string{
	"Question.Kind":        {rules.KindChoice, rules.KindChoices, rules.KindNumber, rules.KindZones},
	"Question.Unsure":      {"", "urgent"},
	"Choice.Side":          {"", "left", "right", "both", "midline"},
	"Source.Status":        {"unreviewed", "reviewed", "retired"},
	"Evidence.Obtain":      {rules.Ask, rules.Examine, rules.Image, rules.Lab, rules.Block},
	"Evidence.Strength":    {"high", "moderate", "low", "expert"},
	"Option.Kind":          {rules.Treatment, rules.Test, rules.Habit, rules.Monitoring, rules.Act},
	"Option.InDanger":      {"", "act", "safe"},
	"Option.Most":          {"", "caution", "trial-only"},
	"Option.Keep":          {"", "review"},
	"OptionEvidence.Grade": {"", "high", "moderate", "low", "very-low", "none"},
	"Effect.PostFusion":    {"", string(rules.AfterFusion), string(rules.AfterSurgery), string(rules.NoFusion)},
	"Reference.Read":       {"yes", "cited", "recalled", practice},
}

var (
	checkedValues = []string{"", "yes", "cited", "recalled"}
	readers       = []string{string(rules.Patient), string(rules.Clinician)}
)

// words checks the values of keys that take only some.
func (x *linter) words() {
	for _, e := range x.entries {
		walk(e.v, e.id, func(path string, v reflect.Value) {
			if v.Kind() != reflect.Struct {
				return
			}
			for i := range v.NumField() {
				f := v.Type().Field(i)
				if f.Type.Kind() != reflect.String {
					continue
				}
				values, ok := permitted[v.Type().Name()+"."+f.Name]
				if f.Name == "Checked" {
					values, ok = checkedValues, true
				}
				if got := v.Field(i).String(); ok && !slices.Contains(values, got) {
					x.fail(e.id, path+"."+f.Tag.Get("yaml"), "%s is %q, but must be one of %s", f.Tag.Get("yaml"), got, strings.TrimPrefix(strings.Join(values, ", "), ", "))
				}
			}
		})
	}
	for i := range x.k.Questions {
		q := &x.k.Questions[i]
		for _, r := range q.Readers {
			if !slices.Contains(readers, string(r)) {
				x.fail(q.ID, q.ID+".readers", "readers are patient and clinician, not %q", r)
			}
		}
	}
}

// reviewers checks that whoever is said to have reviewed has a name and a date.
func (x *linter) reviewers() {
	for i, r := range x.k.Version.Reviewed {
		if _, err := time.Parse(time.DateOnly, r.Date); err != nil || r.By == "" {
			x.fail("version", fmt.Sprintf("version.reviewed[%d]", i), "a reviewer needs by, the name, and date, such as 2026-11-20")
		}
	}
}

// questionForms checks what a question needs to be asked.
func (x *linter) questionForms() {
	grids := map[string]*rules.Grid{}
	for i := range x.k.Grids {
		grids[x.k.Grids[i].ID] = &x.k.Grids[i]
	}
	scales := map[string]bool{}
	for i := range x.k.Scales {
		scales[x.k.Scales[i].ID] = true
	}
	for i := range x.k.Questions {
		q := &x.k.Questions[i]
		if len(q.Readers) == 0 {
			x.fail(q.ID, q.ID, "has no readers")
		}
		if q.Scale != "" && !scales[q.Scale] {
			x.fail(q.ID, q.ID+".scale", "there is no scale %q", q.Scale)
		}
		if q.Kind == rules.KindNumber && (len(q.Range) != 2 || q.Range[0] >= q.Range[1]) {
			x.fail(q.ID, q.ID+".range", "a number needs a range from a smaller to a greater number")
		}
		why := q.Why
		if g := grids[q.Grid]; g != nil && why.Empty() {
			why = g.Why
		}
		for _, r := range q.Readers {
			if own(q.Text, r) == "" {
				x.fail(q.ID, q.ID+".text", "has no text for the %s", r)
			}
			if own(why, r) == "" {
				x.fail(q.ID, q.ID+".why", "does not say why the %s is asked", r)
			}
		}
		for j := range q.Choices {
			c := &q.Choices[j]
			for _, r := range q.Readers {
				if own(c.Text, r) == "" {
					x.fail(q.ID, fmt.Sprintf("%s.choices[%d]", q.ID, j), "choice %s has no text for the %s", c.ID, r)
				}
			}
		}
	}
}

// own is the wording for a reader, without the other's standing in for it.
func own(t rules.Text, r rules.Reader) string {
	if r == rules.Patient {
		return t.Patient
	}
	return t.Clinician
}

// practice marks what rests on clinical judgement and not on a publication.
const practice = "practice"

// references checks that every reference resolves and that every one is used.
func (x *linter) references() {
	known, used := map[string]bool{practice: true}, map[string]bool{}
	ids := make([]string, 0, len(x.k.References))
	for i := range x.k.References {
		known[x.k.References[i].ID] = true
		ids = append(ids, x.k.References[i].ID)
	}
	for _, e := range x.entries {
		refs := 0
		walk(e.v, e.id, func(path string, v reflect.Value) {
			list, ok := v.Addr().Interface().(*[]string)
			if !ok || !strings.HasSuffix(path, ".refs") {
				return
			}
			refs += len(*list)
			for i, id := range *list {
				used[id] = true
				if !known[id] {
					near := ""
					if n := rules.Nearest(id, ids); n != "" {
						near = fmt.Sprintf("; did you mean %q?", n)
					}
					x.fail(e.id, fmt.Sprintf("%s[%d]", path, i), "there is no reference %q%s", id, near)
				}
			}
		})
		if refs == 0 && (e.kind == "option" || e.kind == "red flag") {
			x.fail(e.id, e.id, "has no references; where it is clinical judgement say refs: [practice]")
		}
	}
	for i := range x.k.References {
		r := &x.k.References[i]
		if !used[r.ID] && x.mine(r.ID) {
			x.fail(r.ID, r.ID, "this reference is used nowhere")
		}
		if r.Cite == "" {
			x.fail(r.ID, r.ID, "does not say how it is cited")
		}
	}
}

// figures checks that every figure rests on something and could be one.
func (x *linter) figures() {
	for _, e := range x.entries {
		walk(e.v, e.id, func(path string, v reflect.Value) {
			switch f := v.Addr().Interface().(type) {
			case *rules.Prior:
				x.rests(e.id, path, "the probability", f.Refs, f.Estimate)
			case *rules.Outcome:
				x.rests(e.id, path, "the likelihood ratio", f.Refs, f.Estimate)
				x.span(e.id, path+".interval", f.Interval, 0, 1e6)
			case *rules.Effect:
				if len(f.Responders)+len(f.Months) > 0 {
					x.rests(e.id, path, "the effect", f.Refs, f.Estimate)
				}
				x.span(e.id, path+".responders", f.Responders, 0, 1)
				x.span(e.id, path+".months", f.Months, 0, 600)
			case *rules.Harm:
				if f.Rate != 0 {
					x.rests(e.id, path, "the rate", f.Refs, f.Estimate)
				}
				if f.Rate < 0 || f.Rate > 1 {
					x.fail(e.id, path+".rate", "a rate is a share between 0 and 1, not %v", f.Rate)
				}
			case *rules.Recheck:
				if len(f.Weeks) > 0 {
					x.rests(e.id, path, "the time of the recheck", f.Refs, f.Estimate)
				}
			case *rules.WordRange:
				x.span(e.id, path+".range", f.Range, 0, 100)
			}
		})
	}
}

func (x *linter) rests(entry, path, what string, refs []string, estimate bool) {
	if len(refs) == 0 && !estimate {
		x.fail(entry, path, "%s has neither refs nor estimate: true", what)
	}
}

// span checks a pair of ends; none is fine.
func (x *linter) span(entry, path string, ends []float64, lo, hi float64) {
	switch {
	case len(ends) == 0:
	case len(ends) != 2 || ends[0] > ends[1]:
		x.fail(entry, path, "%v must be two numbers, the smaller first", ends)
	case ends[0] < lo || ends[1] > hi:
		x.fail(entry, path, "%v must lie between %v and %v", ends, lo, hi)
	}
}
