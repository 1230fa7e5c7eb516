package tui

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"afterfusion/data/answers"
	"afterfusion/data/cases"
	"afterfusion/data/report"
	"afterfusion/rules"
)

// paper is one person's answers on paper.
type paper struct {
	name    string
	reader  rules.Reader
	answers rules.Answers
}

func interviews(t testing.TB, base *rules.Base) []paper {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join("..", "cmd", "afterfusion", "testdata", "interviews", "*.yaml"))
	if len(names) == 0 {
		t.Fatal("there are no interview files")
	}
	var out []paper
	for _, name := range names {
		f, err := answers.Read(name, nil, base)
		if err != nil {
			t.Fatal(err)
		}
		onlyPlace(f.Answers)
		out = append(out, paper{strings.TrimSuffix(filepath.Base(name), ".yaml"), f.As, f.Answers})
	}
	return out
}

// developmentCases are the published cases, as somebody would tell them who is asked:
// with the answers that lead to the questions they answer.
func developmentCases(t testing.TB, base *rules.Base) []paper {
	t.Helper()
	list, err := cases.Load(os.DirFS(filepath.Join("..", "data", "cases", "testdata")), base)
	if err != nil {
		t.Fatal(err)
	}
	var out []paper
	for _, c := range list {
		out = append(out, paper{c.ID, rules.Clinician, led(base, c.Full)})
	}
	return out
}

// onlyPlace says of the only place that hurts that it is the worst one.
func onlyPlace(a rules.Answers) {
	zones := a["pain.zones"]
	if _, said := a["pain.worst-zone"]; !said && zones.Listed && !zones.Partial && len(zones.Yes) == 1 {
		a["pain.worst-zone"] = rules.One(zones.Yes[0])
	}
}

// led adds the answers that lead to questions which are asked under a condition, and
// tells lists of warning signs row by row, as they are asked.
func led(base *rules.Base, given rules.Answers) rules.Answers {
	a := rules.Answers{}
	onlyPlace(given)
	for id, v := range given {
		if q, _ := base.Question(id); warning(q) && q.Kind == rules.KindChoices && v.Partial {
			var rest []string
			for _, item := range items(q) {
				if !slices.Contains(v.Yes, item) {
					rest = append(rest, item)
				}
			}
			v = rules.Map(v.Yes, nil, rest)
		} else if q.Kind == rules.KindChoices && !warning(q) && len(v.Yes) == 0 && len(v.No) > 0 {
			continue // in a list by keys what is known not to hold cannot be told alone
		}
		a[id] = v
	}
	for range 4 {
		for i := range base.Knowledge().Questions {
			q := &base.Knowledge().Questions[i]
			if _, said := a[q.ID]; said && q.When.Given() {
				lead(base, a, q)
			}
		}
	}
	return a
}

// lead adds to what leads to a question, until it is asked without its own answer.
func lead(base *rules.Base, a rules.Answers, q *rules.Question) {
	asked := func() bool {
		without := maps.Clone(a)
		delete(without, q.ID)
		x, err := base.Explain(without)
		return err != nil || x.Holds(&q.When) == rules.True
	}
	q.When.Walk(func(c *rules.Condition) {
		gate, ok := base.Question(c.Question)
		if !ok || gate == q || gate.Derive != "" || warning(gate) || asked() {
			return
		}
		was, said := a[gate.ID]
		switch {
		case c.Op == rules.Is && gate.Kind == rules.KindChoice && !said:
			a[gate.ID] = rules.One(c.Choices[0])
		case c.Op == rules.Is && gate.Kind == rules.KindChoices && !slices.Contains(was.Yes, c.Choices[0]):
			a[gate.ID] = rules.PartialList(append(slices.Clone(was.Yes), c.Choices[0])...)
		}
		if base.Check(a) == nil {
			return
		}
		if delete(a, gate.ID); said {
			a[gate.ID] = was
		}
	})
}

// TestAutopilot gives the answers of files by keys alone, from the first screen to
// the result. What the app then holds and says is what assess says of the file,
// byte for byte.
func TestAutopilot(t *testing.T) {
	base := real(t)
	for _, x := range interviews(t, base) {
		t.Run(x.name, func(t *testing.T) {
			p := newPilot(t, base, x.reader, x.answers, false)
			p.fly()
			p.sound(t)
			lost, _ := p.missing()
			for _, id := range lost {
				t.Errorf("%s %s", id, p.why(id))
			}
			p.agrees(t, x.answers)
		})
	}
}

// TestAutopilotCases does so for all development cases. Answers of a case that nobody
// is asked, as they follow from others, are left out.
func TestAutopilotCases(t *testing.T) {
	base := real(t)
	for _, x := range developmentCases(t, base) {
		t.Run(x.name, func(t *testing.T) {
			p := newPilot(t, base, x.reader, x.answers, false)
			p.fly()
			p.sound(t)
			lost, _ := p.missing()
			for _, id := range lost {
				t.Logf("%s %s", id, p.why(id))
				if p.m.ask.now[p.m.index(id)] {
					t.Errorf("%s was not taken", id)
				}
				delete(x.answers, id)
			}
			p.agrees(t, x.answers)
		})
	}
}

// sound fails where keys did not do what they should.
func (p *pilot) sound(t *testing.T) {
	t.Helper()
	for _, f := range p.faults {
		t.Error(f)
	}
	if _, added := p.missing(); len(added) > 0 {
		t.Errorf("never said: %v", added)
	}
	if p.m.screen != atResult {
		t.Fatalf("there is no result; the screen is %d at %s", p.m.screen, p.at)
	}
}

// agrees compares what the app holds and shows with what assess says of answers.
func (p *pilot) agrees(t *testing.T, said rules.Answers) {
	t.Helper()
	want := p.json(t, said, false)
	if got := p.json(t, p.m.state().Answers, false); got != want {
		t.Errorf("the app's answers give another assessment %s", differ(got, want))
	}
	if got, want := encoded(t, p.m.document()), p.json(t, said, true); got != want {
		t.Errorf("the screens show something else %s", differ(got, want))
	}
}

// json is the assessment of answers as assess writes it.
func (p *pilot) json(t testing.TB, a rules.Answers, selfHarm bool) string {
	t.Helper()
	x, err := p.m.base.Assess(a)
	if err != nil {
		t.Fatal(err)
	}
	d, err := report.Build(p.m.base, a, x, report.Settings{Reader: p.reader, SelfHarm: selfHarm})
	if err != nil {
		t.Fatal(err)
	}
	return encoded(t, d)
}

// encoded leaves out the suspicion: it was waived by a key.
func encoded(t testing.TB, d *report.Document) string {
	t.Helper()
	own := *d
	own.Suspicion = ""
	b, err := report.JSON(&own)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// why says why an answer of the paper was not given.
func (p *pilot) why(id string) string {
	i, q := p.m.index(id), p.question(id)
	switch {
	case p.m.ask.now[i]:
		return "is asked and was not taken"
	case !slices.Contains(q.Readers, p.reader):
		return "is not asked of a " + string(p.reader)
	case slices.Contains(p.m.now.Derived, i):
		return "is not asked, for it follows from other answers"
	}
	return "is not asked, for its condition is not met"
}
