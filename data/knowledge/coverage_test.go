package knowledge

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"afterfusion/data/sample"
	"afterfusion/rules"
)

// This file asks whether all that is written can happen to somebody: people are made
// to measure by the search of satisfy.go, assessed by the engine, and what became of
// each option, flag and question is noted.

// crowd is the people made so far and what became of them.
type crowd struct {
	*seeker
	raised map[[2]int]bool
	moved  map[string]bool
}

// met makes the crowd once for all tests of this file.
var met = sync.OnceValues(func() (*crowd, error) {
	s, err := newSeeker(Embedded())
	if err != nil {
		return nil, err
	}
	c := &crowd{seeker: s, raised: map[[2]int]bool{}, moved: map[string]bool{}}
	for i := range c.k.Flags {
		for _, l := range flagLevels(&c.k.Flags[i]) {
			if v, w := solve(c.questions, l.conditions...); v == possible {
				c.note(w.answers())
			}
		}
	}
	c.shake()
	return c, nil
})

// note assesses somebody and notes the flags that are raised.
func (c *crowd) note(a rules.Answers) *rules.Assessment {
	got := c.seeker.note(a)
	if got != nil {
		for _, f := range got.Triage.Flags {
			c.raised[[2]int{f.Flag, int(f.Level)}] = true
		}
	}
	return got
}

// shake looks for each question for somebody whose assessment another answer changes.
func (c *crowd) shake() {
	r := rand.New(rand.NewPCG(1, 2))
	for _, e := range entriesOf(c.k) {
		walk(e.v, e.id, func(path string, v reflect.Value) {
			when, ok := v.Addr().Interface().(*rules.Condition)
			if !ok || !when.Given() {
				return
			}
			var fresh []string
			for _, q := range questionsIn(when) {
				if !c.moved[q] {
					fresh = append(fresh, q)
				}
			}
			// What a candidate is told, lines, and which questions are asked are no part of
			// an assessment, but a report and an interview change with them.
			if strings.Contains(path, ".candidacy[") || strings.HasPrefix(path, "policy.") || e.kind == "question" || strings.HasSuffix(path, ".notice.when") {
				for _, q := range fresh {
					c.moved[q] = true
				}
				return
			}
			if len(fresh) == 0 {
				return
			}
			if v, w := solve(c.questions, *when); v == possible {
				c.change(w.answers(), fresh, r)
			}
		})
	}
	for range 200 {
		var left []string
		for i := range c.k.Questions {
			if q := &c.k.Questions[i]; !q.Context && !c.moved[q.ID] {
				left = append(left, q.ID)
			}
		}
		if len(left) == 0 {
			return
		}
		c.change(sample.Person(c.base, r, 30+r.IntN(70)), left, r)
	}
}

// change takes answers away and puts others in their place, and notes which of the
// questions change the assessment.
func (c *crowd) change(a rules.Answers, questions []string, r *rand.Rand) {
	before := c.note(a)
	if before == nil {
		return
	}
	for _, id := range questions {
		old, had := a[id]
		delete(a, id)
		for range 3 {
			if after, err := c.base.Assess(a); err == nil && !reflect.DeepEqual(before, after) {
				c.moved[id] = true
				break
			}
			a[id] = sample.Value(c.questions[id], r)
		}
		delete(a, id)
		if had {
			a[id] = old
		}
	}
}

func theCrowd(t *testing.T) *crowd {
	t.Helper()
	c, err := met()
	if err != nil {
		t.Skip("the embedded knowledge is not finished:", err)
	}
	return c
}

func TestEveryOptionReachesItsMost(t *testing.T) {
	for _, f := range unreached(&Loaded{Knowledge: Embedded()}) {
		t.Error(f)
	}
}

// TestRareOptionsOpen pins people for whom options are open that hardly anybody is
// offered: what their own gates and contraindications ask for, in a person who is calm else.
func TestRareOptionsOpen(t *testing.T) {
	c := theCrowd(t)
	tried := rules.Answers{"health.sex": rules.One("male"), "health.conditions": rules.List("none"), "pain.severity": rules.Number(6),
		"pain.months": rules.Number(12), "pain.back-or-leg": rules.One("mostly-back"), "tried.nsaid-oral": rules.One("no-help"),
		"tried.exercise-therapy": rules.One("no-help")}
	stiff := rules.Answers{"health.sex": rules.One("male"), "health.conditions": rules.List("brain-or-cord-disease"), "safety.cord-onset": rules.One("stable"),
		"exam.upper-motor": rules.List("spastic-tone"), "health.medicines": rules.List("none"), "health.alcohol": rules.One("none"),
		"health.blood-thinner": rules.One("no"), "safety.infection-risk": rules.List("none")}
	for _, x := range []struct {
		option string
		whole  rules.Answers
		own    rules.Answers
		want   rules.Status
	}{
		{"pns-medial-branch", tried, nil, rules.WithCaution},
		{"restorative-neurostimulation", tried, rules.Answers{"health.devices": rules.List("none"), "health.blood-thinner": rules.One("no"),
			"health.trouble-remembering": rules.One("no"), "health.psych-evaluation": rules.One("done-cleared"), "exam.multifidus": rules.One("positive"),
			"imaging.explains": rules.One("no"), "imaging.fusion": rules.One("solid"), "imaging.hardware": rules.List("intact"),
			"imaging.adjacent": rules.List("normal"), "tried.trigger-point-injection": rules.One("no-help")}, rules.WithCaution},
		{"oral-antispastic", stiff, nil, rules.WithCaution},
		{"intrathecal-baclofen", stiff, rules.Answers{"health.smoking": rules.One("never"), "health.height": rules.Number(180), "health.weight": rules.Number(75),
			"health.needs-mri": rules.One("no"), "health.can-attend-refills": rules.One("yes"), "health.psych-evaluation": rules.One("done-cleared"),
			"health.egfr": rules.Number(90), "tried.oral-antispastic": rules.One("no-help"), "trial.baclofen": rules.One("spasm-eased"),
			"imaging.arachnoiditis": rules.One("no")}, rules.Now},
	} {
		a := rules.Answers{}
		for _, more := range []rules.Answers{x.own, x.whole, c.calm} {
			c.fill(a, more)
		}
		i := slices.IndexFunc(c.k.Options, func(o rules.Option) bool { return o.ID == x.option })
		if got := c.bestOf(t, i, a); got != x.want {
			t.Errorf("%s is at best %v, want %v", x.option, got, x.want)
		}
	}
}

// TestImplantsWaitForTheSurgeon takes somebody to whom a stimulator or a pump is open
// and puts a surgical target on the scan: then it is not, until a surgeon has found that
// nothing is to be mended.
func TestImplantsWaitForTheSurgeon(t *testing.T) {
	c := theCrowd(t)
	none := rules.List("none")
	clean := rules.Answers{"imaging.hardware": rules.List("loose"), "labs.crp": rules.One("normal"), "surgery.earlier-infection": rules.One("no"), "safety.infection": none,
		"safety.infection-risk": none, "safety.bone": none, "safety.cancer": none, "health.conditions": none, "health.medicines": none} // else a loose screw may be infected
	targets := []rules.Answers{
		{"imaging.fusion": rules.One("not-bridged")}, clean, {"imaging.hardware": rules.List("broken")},
		{"imaging.hardware": rules.List("malpositioned")}, {"imaging.hardware": rules.List("cage-moved")}, {"imaging.adjacent": rules.List("instability")},
		{"imaging.adjacent": rules.List("stenosis")}, {"imaging.adjacent": rules.List("slip")}, {"imaging.nerve": rules.List("foraminal-stenosis")},
		{"imaging.nerve": rules.List("screw-at-root")},
	}
	for _, id := range []string{"scs-trial", "scs", "drg-stimulation", "it-ziconotide", "it-morphine", "it-local-anaesthetic"} {
		i := slices.IndexFunc(c.k.Options, func(o rules.Option) bool { return o.ID == id })
		if c.reach(i); c.best[i] < most(&c.k.Options[i]) {
			t.Errorf("%s is open to nobody", id)
			continue
		}
		for _, target := range targets {
			a := maps.Clone(target)
			c.fill(a, c.who[i])
			delete(a, "tests.surgical-opinion")
			for _, explains := range []rules.Value{rules.One("yes"), rules.Unsure()} {
				a["imaging.explains"] = explains
				if got := c.bestOf(t, i, a); got >= rules.Done {
					t.Errorf("%s is %v with %v", id, got, target)
				}
			}
			a["tests.surgical-opinion"] = rules.One("nothing-to-fix")
			if got := c.bestOf(t, i, a); got < most(&c.k.Options[i]) && got != rules.AskFirst {
				t.Errorf("%s is %v with %v although a surgeon found nothing to mend", id, got, target)
			}
		}
	}
}

// bestOf is what an option is at best for one person.
func (c *crowd) bestOf(t *testing.T, option int, a rules.Answers) rules.Status {
	t.Helper()
	alone := &seeker{base: c.base, k: c.k, best: make([]rules.Status, len(c.k.Options)), who: make([]rules.Answers, len(c.k.Options))}
	if alone.note(maps.Clone(a)) == nil {
		t.Fatalf("%v cannot be assessed", a)
	}
	return alone.best[option]
}

func TestEveryFlagIsRaisedAtEachLevel(t *testing.T) {
	c := theCrowd(t)
	for i := range c.k.Flags {
		for _, l := range flagLevels(&c.k.Flags[i]) {
			if !c.raised[[2]int{i, int(l.level)}] {
				t.Errorf("%s: nobody found in whom it is raised as %v", c.k.Flags[i].ID, l.level)
			}
		}
	}
}

func TestEveryQuestionCanChangeSomething(t *testing.T) {
	c := theCrowd(t)
	for i := range c.k.Questions {
		if q := &c.k.Questions[i]; !q.Context && !c.moved[q.ID] {
			t.Errorf("%s: no answer found that changes an assessment", q.ID)
		}
	}
}
