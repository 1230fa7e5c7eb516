package report_test

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/answers"
	"afterfusion/data/knowledge"
	"afterfusion/data/report"
	"afterfusion/rules"
)

// persons are made-up persons with whole sets of answers, by name: one told by history
// alone, one with many medicines and two blocks, one with a fever, one in an emergency.
func persons(t *testing.T) map[string]rules.Answers {
	t.Helper()
	base := embedded(t)
	files, err := filepath.Glob("testdata/people/*.yaml")
	if err != nil || len(files) != 4 {
		t.Fatal(files, err)
	}
	out := map[string]rules.Answers{}
	for _, f := range files {
		file, err := answers.Read(f, nil, base)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".yaml")] = file.Answers
	}
	return out
}

// TestPeople draws real knowledge for real answers, so that somebody proofreads what
// people get. Read what changed, then run it with -update.
func TestPeople(t *testing.T) {
	for name, a := range persons(t) {
		for _, r := range readers {
			d, k := built(t, a, report.Settings{Reader: r, SHA256: "0123456789abcdef", Date: "2026-11-20"})
			for _, ext := range []string{"txt", "md"} {
				got, err := writers[ext](d, k)
				if err != nil {
					t.Fatal(err)
				}
				got = regexp.MustCompile(`Knowledge [0-9.]+,`).ReplaceAll(got, []byte("Knowledge,"))
				compare(t, filepath.Join("testdata", "people", name+"-"+string(r)+"."+ext), got)
			}
		}
	}
}

// Two pages for a patient, one in an emergency, and three for a clinician, on A4 and on
// Letter.
func TestReportsKeepToTheirPages(t *testing.T) {
	for name, a := range persons(t) {
		for _, r := range readers {
			for _, size := range report.Papers {
				d, k := built(t, a, report.Settings{Reader: r, Paper: size})
				file, err := report.PDF(d, k)
				if err != nil {
					t.Fatal(err)
				}
				most := map[rules.Reader]int{rules.Patient: 2, rules.Clinician: 3}[r]
				if r == rules.Patient && d.Triage.Level == "emergency" {
					most = 1
				}
				if n := bytes.Count(file, []byte("/Type /Page\n")); n == 0 || n > 2*most { // each page is written twice: plain, and with its tags
					t.Errorf("%s, %s, %s: %d page objects", name, r, size, n)
				}
				if want := map[string]string{"a4": "595.28 841.89", "letter": "612.00 792.00"}[size]; !bytes.Contains(file, []byte(want)) {
					t.Errorf("%s: no page of %s", size, want)
				}
				for _, p := range []string{"/Outlines", "/Title"} {
					if !bytes.Contains(file, []byte(p)) {
						t.Errorf("%s, %s: no %s", name, r, p)
					}
				}
			}
		}
	}
	d, k := built(t, rules.Answers{}, report.Settings{Reader: rules.Patient, Paper: "a5"})
	if _, err := report.PDF(d, k); err == nil {
		t.Error("a paper that there is not was taken")
	}
}

// An emergency page gives one order, says why in the person's words and ranks nothing.
func TestEmergencyGivesOneOrder(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	again := regexp.MustCompile(`(?i)(go|get) to (a hospital|an emergency department) now|call an ambulance now|please get help now`)
	seen := 0
	rapid.Check(t, func(t *rapid.T) {
		d, _ := build(t, base, someone(t, base), report.Settings{Reader: rules.Patient, SelfHarm: rapid.Bool().Draw(t, "self-harm")})
		if d.Triage.Level != "emergency" {
			return
		}
		seen++
		text := flat(report.Text(d, k))
		first, team, ok := strings.Cut(text, "FOR THE EMERGENCY TEAM")
		if !ok || strings.Count(first, "Get help now.") != 1 || strings.Count(first, "Call your emergency number") != 1 || again.MatchString(first) {
			t.Fatal(first)
		}
		if strings.Contains(text, "WHAT MAY CAUSE") || strings.Contains(text, "likely") || !strings.Contains(team, "Red flag:") {
			t.Fatal(text)
		}
	})
	if seen == 0 {
		t.Error("there was no emergency")
	}
}

// What is not known is named as what is to be found out, and never told as if it were so.
func TestUnknownIsToBeFoundOut(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		d, _ := build(t, base, someone(t, base), report.Settings{Reader: rapid.SampledFrom(readers).Draw(t, "as")})
		for _, l := range d.Ladders {
			rows := [][]report.Option{l.Base, l.Beside}
			for _, r := range l.Rungs {
				rows = append(rows, r.Options)
			}
			for _, o := range slices.Concat(rows...) {
				for _, s := range slices.Concat(o.Says, o.Cautions, o.Advice) {
					if strings.HasPrefix(s, "Not known") {
						t.Fatalf("%s: %q", o.ID, s)
					}
				}
				if o.Status == "ask" && len(o.Says)+len(o.ToKnow)+len(o.Advice) == 0 {
					t.Fatalf("%s waits for nothing", o.ID)
				}
				if o.Status == "review" && (o.InUse == "" || o.Soon == "") {
					t.Fatalf("%s is in use: %+v", o.ID, o.Grounds)
				}
			}
		}
	})
}

// The export of who would rather not say is that of who has no such thoughts.
func TestRatherNotSayIsNotTold(t *testing.T) {
	for name, a := range persons(t) {
		asked := maps.Clone(a)
		asked["safety.self-harm"] = rules.One("rather-not-say")
		a["safety.self-harm"] = rules.One("not-at-all")
		for _, r := range readers {
			x, k := built(t, a, report.Settings{Reader: r})
			y, _ := built(t, asked, report.Settings{Reader: r})
			for form, s := range exports(t, x, k) {
				if other := exports(t, y, k)[form]; s != other {
					t.Errorf("%s, %s, %s: %s", name, r, form, difference(s, other))
				}
			}
			if z, _ := built(t, asked, report.Settings{Reader: r, SelfHarm: true}); len(z.Triage.Notices) != 1 {
				t.Errorf("%s, %s: on request there are the notices %q", name, r, z.Triage.Notices)
			}
		}
	}
}

// TestChanged compares a person with an earlier self.
func TestChanged(t *testing.T) {
	all := persons(t)
	base := embedded(t)
	for _, r := range readers {
		d, k := built(t, all["infection"], report.Settings{Reader: r, Earlier: &report.Earlier{Answers: all["history"]}})
		c := d.Changed
		if c == nil || c.Triage == nil || *c.Triage != (report.WordChange{Before: "routine", After: "urgent"}) || len(c.Raised) != 1 || len(c.Lowered) != 0 {
			t.Fatalf("%+v", c)
		}
		if !slices.ContainsFunc(c.Answers, func(x report.AnswerChange) bool { return x.Question == "safety.infection" && x.Before != x.After }) {
			t.Errorf("the new sign is not among %+v", c.Answers)
		}
		if !slices.ContainsFunc(c.Options, func(x report.StatusChange) bool { return x.Option == "sij-block" && x.After == "never" }) {
			t.Errorf("the closed block is not among %+v", c.Options)
		}
		if text := report.Text(d, k); !strings.Contains(text, "SINCE") || !strings.Contains(text, "(was: ") {
			t.Errorf("%s: nothing of it is told", r)
		}
		same, _ := built(t, all["history"], report.Settings{Reader: r, Earlier: &report.Earlier{Answers: all["history"]}})
		if !same.Changed.Nothing() {
			t.Errorf("the same answers changed: %+v", same.Changed)
		}
		// The assessment may be given, and a private answer is no change.
		was, err := base.Assess(all["history"])
		if err != nil {
			t.Fatal(err)
		}
		now := maps.Clone(all["history"])
		now["safety.self-harm"] = rules.One("not-at-all")
		quiet, _ := built(t, now, report.Settings{Reader: r, Earlier: &report.Earlier{Answers: all["history"], Assessment: was}})
		if len(quiet.Changed.Answers) != 0 {
			t.Errorf("a private answer is told: %+v", quiet.Changed.Answers)
		}
	}
}

// The full report tells every source and every option of the named ladders.
func TestFullReportHasAll(t *testing.T) {
	d, k := built(t, persons(t)["medicines"], report.Settings{Reader: rules.Clinician, Full: true})
	text := flat(report.Text(d, k))
	for _, s := range d.Sources {
		for _, c := range s.Contributions {
			if !strings.Contains(text, c.Says) {
				t.Errorf("%s: %q is not told", s.ID, c.Says)
			}
		}
	}
	for _, o := range d.Ladders[0].Base {
		if !strings.Contains(text, o.Name) {
			t.Errorf("%s is not told", o.ID)
		}
	}
	if short, _ := built(t, persons(t)["medicines"], report.Settings{Reader: rules.Clinician}); 3*len(report.Text(short, k)) > 2*len(report.Text(d, k)) {
		t.Error("the note is not much shorter than the full report")
	}
}

// Every code of the knowledge has words.
func TestCodesHaveWords(t *testing.T) {
	l := knowledge.Embedded()
	for i := range l.Sources {
		for _, c := range l.Sources[i].ICD10CM {
			if report.CodeWords(c) == "" {
				t.Errorf("%s: %s has no words", l.Sources[i].ID, c)
			}
		}
	}
}

// TestFirstStepIsAboutTheLikeliestCause: where something is open of it, nothing about
// another cause comes first.
func TestFirstStepIsAboutTheLikeliestCause(t *testing.T) {
	base, all := embedded(t), persons(t)
	r := rand.New(rand.NewPCG(5, 6))
	seen := 0
	for range 300 {
		said := maps.Clone(all["history"])
		for id := range said {
			if q, ok := base.Question(id); ok && r.IntN(3) == 0 && q.Section != "basics" && q.Section != "safety" {
				said[id] = rules.Unsure()
			}
		}
		a, err := base.Assess(said)
		if err != nil {
			t.Fatal(err)
		}
		leader := &a.Sources[0]
		if a.First.Flag >= 0 || a.First.Source < 0 || !slices.ContainsFunc(leader.Unknown, func(u rules.UnknownItem) bool { return u.Matters && u.Gain > 0 }) {
			continue
		}
		seen++
		if a.First.Source != leader.Source {
			t.Errorf("first is about %s, and %s leads", base.Knowledge().Sources[a.First.Source].ID, base.Knowledge().Sources[leader.Source].ID)
		}
	}
	if seen < 20 {
		t.Errorf("only %d people had such a step", seen)
	}
}

// TestNothingOpenIsNegative: a danger that a partly answered table could still raise is
// not among those that were asked and denied.
func TestNothingOpenIsNegative(t *testing.T) {
	open := 0
	for _, partly := range []rules.Value{{Listed: true, Partial: true, No: []string{"fever"}}, rules.Unsure()} {
		for _, r := range readers {
			said := maps.Clone(persons(t)["history"])
			said["safety.infection"] = partly
			d, _ := built(t, said, report.Settings{Reader: r})
			for _, f := range d.Triage.Flags {
				if f.ID == "infection" {
					open++ // "not sure" raises it
				}
			}
			if slices.Contains(d.Triage.NotCleared, "infection") {
				open++
			}
			if slices.Contains(d.Triage.Negative, "infection") {
				t.Errorf("%s: %+v counts as denied", r, partly)
			}
		}
	}
	if open != 4 {
		t.Errorf("said to be open or raised %d times", open)
	}
}

// TestARiskThatWasToldIsNotDenied: a danger of which a risk was ticked, and no sign, is
// not among those that were asked and denied; one whose line raised another is.
func TestARiskThatWasToldIsNotDenied(t *testing.T) {
	for _, c := range []struct {
		question, line, flag string
		denied               bool
	}{
		{"safety.cancer", "none", "malignancy", true},
		{"safety.cancer", "past-cancer", "malignancy", false},
		{"safety.bone", "none", "fracture", true},
		{"safety.bone", "osteoporosis", "fracture", false},
		{"safety.infection-risk", "weak-defences", "infection", false},
		{"safety.bladder-bowel", "leaking-urine", "malignancy", true},
	} {
		said := maps.Clone(persons(t)["history"])
		for _, list := range []string{"safety.cancer", "safety.bone", "safety.infection", "safety.infection-risk"} {
			said[list] = rules.List("none")
		}
		maps.Copy(said, rules.Answers{"safety.injury": rules.One("none"), "course.trend": rules.One("easing"), "pain.worse": rules.List("sitting"),
			"pain.severity": rules.Number(4), "pain.worst-severity": rules.Number(5)})
		said[c.question] = rules.List(c.line)
		if c.question == "safety.bladder-bowel" {
			said["safety.bladder-bowel-onset"] = rules.One("under-14-days")
		}
		d, _ := built(t, said, report.Settings{Reader: rules.Clinician})
		if got := slices.Contains(d.Triage.Negative, c.flag); got != c.denied {
			t.Errorf("%s %s: %s counts as denied: %v; open are %v", c.question, c.line, c.flag, got, d.Triage.NotCleared)
		}
	}
}

// TestNoSignThatWasToldIsCalledOpen: a patient reads of a danger what it asks about only
// where one of its signs is open; where the signs were told, the question that is open.
func TestNoSignThatWasToldIsCalledOpen(t *testing.T) {
	said := maps.Clone(persons(t)["history"])
	for id, v := range map[string]rules.Value{"safety.injury": rules.One("none"), "safety.bone": rules.List("none"), "safety.infection": rules.List("none")} {
		said[id] = v
	}
	k := knowledge.Embedded()
	at := slices.IndexFunc(k.Flags, func(f rules.Flag) bool { return f.ID == "fracture" })
	asks := strings.TrimSuffix(k.Flags[at].Ask.Patient, ".") + "."
	unasked := func(without ...string) []string {
		own := maps.Clone(said)
		for _, id := range without {
			delete(own, id)
		}
		d, _ := built(t, own, report.Settings{Reader: rules.Patient})
		return d.Unasked
	}
	if got := unasked("pain.months", "pain.severity", "pain.worst-severity"); slices.Contains(got, asks) {
		t.Errorf("no fall and no sharp pain, yet open: %q", got)
	}
	if got := unasked("safety.injury", "safety.bone"); !slices.Contains(got, asks) {
		t.Errorf("open is only %q", got)
	}
}

// What is in use and helps is told so, and not as if it were over.
func TestWhatHelpsInUseIsNotOver(t *testing.T) {
	a := persons(t)["medicines"]
	a["health.conditions"], a["tried.duloxetine"] = rules.List("liver-disease"), rules.One("using-helps")
	d, _ := built(t, a, report.Settings{Reader: rules.Clinician})
	seen := false
	for _, l := range d.Ladders {
		for _, r := range l.Rungs {
			for _, o := range r.Options {
				if o.ID != "duloxetine" {
					continue
				}
				seen = true
				if !slices.Contains(o.Says, "In use and helping.") || slices.Contains(o.Says, "Helped before.") {
					t.Errorf("%s: %q", o.Status, o.Says)
				}
			}
		}
	}
	if !seen {
		t.Error("duloxetine is on no ladder")
	}
}
