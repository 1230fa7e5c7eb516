package report_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// anticoagulated is somebody for whom pills like ibuprofen are a matter for specialists.
func anticoagulated(t *testing.T) rules.Answers {
	return with(t, rules.Answers{"tried.nsaid-oral": rules.One("not-tried"), "tried.first-line": rules.One("not-tried"), "tried.nsaids-weeks": rules.Unsure(),
		"health.blood-thinner": rules.One("anticoagulant"), "health.conditions": rules.List("kidney-disease"), "health.egfr": rules.Number(28)})
}

// TestWhatOnlySpecialistsMayAllowIsTold: what waits for others to agree is told in every
// form and for both readers, with the answers that speak against it.
func TestWhatOnlySpecialistsMayAllowIsTold(t *testing.T) {
	for r, want := range map[rules.Reader][]string{
		rules.Clinician: {"Only if prescriber and specialist agree: oral NSAID, short course (anticoagulant; ", "eGFR 28 mL/min/1.73 m2", "avoid unless nothing else"},
		rules.Patient:   {"before you use or have these", "Anti-inflammatory pills (such as ibuprofen). With a blood thinner, the two together can cause bleeding."},
	} {
		d, k := built(t, anticoagulated(t), report.Settings{Reader: r})
		if !slices.ContainsFunc(d.IfAgreed, func(s report.Shut) bool { return slices.Contains(s.Options, "nsaid-oral") && len(s.References) > 0 }) {
			t.Fatalf("%s: %+v", r, d.IfAgreed)
		}
		for form, text := range exports(t, d, k) {
			text = strings.ToLower(regexp.MustCompile(`\*\*|<[^>]*>`).ReplaceAllString(text, ""))
			for _, w := range want {
				if form != "json" && !strings.Contains(flat(text), strings.ToLower(w)) {
					t.Errorf("%s, %s: %q is not told", r, form, w)
				}
			}
		}
	}
}

// TestALongStateOfARungIsDrawn: what is not barred may have a long name.
func TestALongStateOfARungIsDrawn(t *testing.T) {
	d, k := built(t, anticoagulated(t), report.Settings{Reader: rules.Clinician})
	for i := range d.Ladders {
		for j := range d.Ladders[i].Rungs {
			r := &d.Ladders[i].Rungs[j]
			r.Says, r.Through, r.Barred = strings.Repeat("a long step of care ", 6), []string{strings.Repeat("long name ", 12)}, ""
		}
	}
	for form, text := range exports(t, d, k) {
		if form == "text" && !strings.Contains(text, ": long name long name") {
			t.Error("the name is not told")
		}
	}
}

// TestARungDoesNotRecommendWhatIsBarred: the line of a rung on which something is barred
// names what is not, or says that nothing on it can be taken up.
func TestARungDoesNotRecommendWhatIsBarred(t *testing.T) {
	seen := 0
	for _, r := range readers {
		d, k := built(t, anticoagulated(t), report.Settings{Reader: r})
		text := flat(report.Text(d, k))
		for i := range d.Ladders[:3] {
			for _, rung := range d.Ladders[i].Rungs {
				at := slices.IndexFunc(rung.Options, func(o report.Option) bool { return o.ID == "nsaid-oral" })
				if at < 0 || rung.Options[at].Status != "later" || !rung.Open || rung.Passed {
					continue
				}
				seen++
				if len(rung.Through) == 0 && rung.Barred == "" {
					t.Errorf("%s, %s: %q names what is barred as if it were open", d.Ladders[i].Source, rung.ID, rung.Says)
				}
				if i == 0 && !strings.Contains(text, map[rules.Reader]string{rules.Clinician: "current rung: ", rules.Patient: "you are here: "}[r]) {
					t.Errorf("%s: the page does not say through what", r)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no rung had something barred")
	}
}

// TestNothingBarredIsToComeFirst: what must come before an option is nothing that is not
// safe for this person, did not help, waits for others to agree, or is done.
func TestNothingBarredIsToComeFirst(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	named, barredSeen := 0, 0
	check := func(t failer, d *report.Document, a *rules.Assessment) {
		barred := barredOptions(k, a)
		barredSeen += len(barred)
		grounds := func(of string, first []string) {
			for _, id := range first {
				named++
				if barred[id] {
					t.Fatalf("%s: first comes %s, which is barred", of, id)
				}
			}
		}
		var all []report.Option
		for _, l := range d.Ladders {
			all = append(append(all, l.Base...), l.Beside...)
			for _, r := range l.Rungs {
				all = append(all, r.Options...)
			}
		}
		done := map[string]bool{}
		for _, o := range all {
			done[o.ID] = o.Status == "done"
		}
		for _, o := range all {
			grounds(o.ID, o.First)
			if i := slices.IndexFunc(o.First, func(id string) bool { return done[id] }); i >= 0 {
				t.Fatalf("%s: first comes %s, which is done", o.ID, o.First[i])
			}
		}
		if d.First.Flag == "" {
			grounds("the first step", []string{d.First.Option})
		}
		for _, p := range d.Plan {
			grounds(p.Option, p.Grounds.First)
		}
	}
	said := anticoagulated(t)
	d, a := build(t, base, said, report.Settings{Reader: rules.Clinician})
	check(t, d, a)
	rapid.Check(t, func(t *rapid.T) {
		d, a := build(t, base, someone(t, base), report.Settings{Reader: rules.Clinician, SelfHarm: true})
		check(t, d, a)
	})
	if named == 0 || barredSeen == 0 {
		t.Errorf("%d came first, %d were barred", named, barredSeen)
	}
}

// barredOptions are those whose status, or a specialist's row, bars them wherever they
// stand. A test that was done is not: it is barred only behind a gate.
func barredOptions(k *rules.Knowledge, a *rules.Assessment) map[string]bool {
	out, open := map[string]bool{}, map[string]bool{}
	for i := range a.Ladders {
		rows := [][]rules.OptionResult{a.Ladders[i].Base, a.Ladders[i].Beside}
		for _, r := range a.Ladders[i].Rungs {
			rows = append(rows, r.Options)
		}
		for _, o := range slices.Concat(rows...) {
			in := &k.Options[o.Option]
			agree := slices.ContainsFunc(a.ReasonsOf(&o), func(r rules.Reason) bool {
				return o.Status == rules.Later && r.Kind == rules.ByAvoid && r.Truth == rules.True && in.Avoid[r.Index].Level == rules.Specialist
			})
			open[in.ID] = open[in.ID] || o.Status > rules.Later
			out[in.ID] = out[in.ID] || agree || o.Status == rules.NotSafe || o.Status == rules.Stop
		}
	}
	for id, is := range out {
		if !is || open[id] {
			delete(out, id)
		}
	}
	return out
}
