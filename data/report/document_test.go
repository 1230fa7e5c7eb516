package report_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/knowledge"
	"afterfusion/data/report"
	people "afterfusion/data/sample"
	"afterfusion/rules"
)

var readers = []rules.Reader{rules.Patient, rules.Clinician}

func embedded(t testing.TB) *rules.Base {
	t.Helper()
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

func someone(t *rapid.T, base *rules.Base) rules.Answers {
	seed := rapid.Uint64().Draw(t, "seed")
	return people.Person(base, rand.New(rand.NewPCG(seed, 1)), rapid.IntRange(0, 100).Draw(t, "share"))
}

type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// build assesses answers and draws the document.
func build(t failer, base *rules.Base, a rules.Answers, set report.Settings) (*report.Document, *rules.Assessment) {
	t.Helper()
	got, err := base.Assess(a)
	if err != nil {
		t.Fatal(err)
	}
	d, err := report.Build(base, a, got, set)
	if err != nil {
		t.Fatal(err)
	}
	return d, got
}

func asJSON(t failer, d *report.Document) string {
	t.Helper()
	data, err := report.JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// documented is the example of the command line's contract (design, cli.md). A key
// that it has is in every document; words with bars between them are all there are.
const documented = `{"afterfusion": 1,
 "knowledge": {"version": "2026.11", "sha256": "..."},
 "as": "patient|clinician",
 "scope": {"in": true, "reason": ""},
 "triage": {"level": "routine|soon|urgent|emergency",
            "flags": [{"id": "infection", "level": "soon|urgent|emergency", "says": "...", "do": "...", "because": ["safety.infection"], "references": ["..."]}],
            "not_asked": ["safety.bladder-bowel"]},
 "sources": [{"id": "sacroiliac-joint", "name": "...", "probability": 0.423, "interval": [0.24, 0.62],
              "band": "very-likely|likely|possible|not-ruled-out|unlikely", "certainty": "firm|fair|weak",
              "prior": 0.25, "prior_references": ["..."], "ceiling": 0.79, "at_ceiling": false,
              "contributions": [{"evidence": "provocation-tests", "says": "...", "likelihood_ratio": 2.2, "interval": [1.4, 3.4],
                                 "weight": 0.788, "group": "provocation", "capped": false, "strength": "high|moderate|low|expert",
                                 "because": ["exam.thigh-thrust"], "references": ["..."], "estimate": false}],
              "unknown": [{"evidence": "sij-block", "obtain": "ask|examine|image|lab|block", "gain_bits": 0.31, "could": [0.31, 0.62]}]}],
 "enough": true,
 "next": [{"id": "exam.thigh-thrust", "option": "sij-block", "obtain": "ask|examine|image|lab|block", "says": "...", "gain_bits": 0.31, "for": ["sacroiliac-joint"]}],
 "ladders": [{"source": "sacroiliac-joint", "base": [{"id": "...", "status": "..."}], "beside": [{"id": "...", "status": "..."}],
              "rungs": [{"id": "diagnosis", "open": true, "says": "...",
                         "options": [{"id": "sij-block", "status": "review|never|hold|stop|later|ask|done|caution|now", "because": ["..."],
                                      "first": ["..."], "cautions": ["..."], "evidence": "high|moderate|low|very-low|none", "against": true, "references": ["..."]}]}]}],
 "plan": [{"option": "sij-block", "status": "review|never|hold|stop|later|ask|done|caution|now", "for": ["sacroiliac-joint"], "says": "..."}],
 "references": [{"id": "laslett2005", "cite": "...", "read": "yes|cited|recalled"}]}`

// contract compares values with the example and notes which lists had items, so
// that nothing passes for being empty.
type contract struct {
	faults []string
	filled map[string]bool
}

func (c *contract) compare(path string, want, got any) {
	if fmt.Sprintf("%T", want) != fmt.Sprintf("%T", got) {
		c.faults = append(c.faults, fmt.Sprintf("%s is %T, not %T", path, got, want))
		return
	}
	switch want := want.(type) {
	case map[string]any:
		for key, v := range want {
			have, ok := got.(map[string]any)[key]
			if !ok {
				c.faults = append(c.faults, path+"."+key+" is missing")
				continue
			}
			c.compare(path+"."+key, v, have)
		}
	case []any:
		items := got.([]any)
		if pair, ok := want[0].(float64); ok && len(items) != 2 {
			c.faults = append(c.faults, fmt.Sprintf("%s is no pair like %v", path, pair))
		}
		c.filled[path] = c.filled[path] || len(items) > 0
		for _, item := range items {
			c.compare(path+"[]", want[0], item)
		}
	case string:
		if words := strings.Split(want, "|"); len(words) > 1 && !slices.Contains(words, got.(string)) {
			c.faults = append(c.faults, fmt.Sprintf("%s is %q, none of %s", path, got, want))
		}
	}
}

func TestDocumentKeepsItsContract(t *testing.T) {
	base := embedded(t)
	var want any
	if err := json.Unmarshal([]byte(documented), &want); err != nil {
		t.Fatal(err)
	}
	c := contract{filled: map[string]bool{}}
	currents := map[bool]bool{}
	for seed := range uint64(40) {
		a := people.Person(base, rand.New(rand.NewPCG(seed, 3)), int(seed*17)%101)
		for _, r := range readers {
			d, _ := build(t, base, a, report.Settings{Reader: r, SHA256: "0f", SelfHarm: seed%2 == 0})
			var got any
			if err := json.Unmarshal([]byte(asJSON(t, d)), &got); err != nil {
				t.Fatal(err)
			}
			c.compare("", want, got)
			for _, l := range got.(map[string]any)["ladders"].([]any) {
				current, ok := l.(map[string]any)["current"]
				_, isText := current.(string)
				if !ok || current != nil && !isText {
					t.Fatalf("current is %v", current)
				}
				currents[isText] = true
			}
		}
	}
	slices.Sort(c.faults)
	for _, f := range slices.Compact(c.faults) {
		t.Error(f)
	}
	for path, ok := range c.filled {
		if !ok {
			t.Errorf("%s was always empty, so nothing in it was tested", path)
		}
	}
	if len(currents) != 2 {
		t.Errorf("a current rung that is text, and one that is null, were wanted: %v", currents)
	}
}

// nulls lists the paths of all nulls.
func nulls(path string, v any) []string {
	var out []string
	switch v := v.(type) {
	case nil:
		return []string{path}
	case map[string]any:
		for key, x := range v {
			out = append(out, nulls(path+"."+key, x)...)
		}
	case []any:
		for _, x := range v {
			out = append(out, nulls(path+"[]", x)...)
		}
	}
	return out
}

func TestListsAreNeverNull(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		d, _ := build(t, base, someone(t, base), report.Settings{Reader: rapid.SampledFrom(readers).Draw(t, "as")})
		var got any
		if err := json.Unmarshal([]byte(asJSON(t, d)), &got); err != nil {
			t.Fatal(err)
		}
		for _, path := range nulls("", got) {
			if path != ".ladders[].current" {
				t.Fatalf("%s is null", path)
			}
		}
	})
}

func TestJSONIsOneLine(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		d, _ := build(t, base, a, report.Settings{Reader: rules.Patient})
		s := asJSON(t, d)
		if strings.Count(s, "\n") != 1 || !strings.HasSuffix(s, "}\n") || strings.Contains(s, `\u003c`) || strings.Contains(s, `\u0026`) {
			t.Fatal(s)
		}
		if again, _ := build(t, base, a, report.Settings{Reader: rules.Patient}); asJSON(t, again) != s {
			t.Fatal("the same answers give other bytes")
		}
	})
}

// The document says what the assessment says, in its order.
func TestSourcesAreSortedAndAgree(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	rapid.Check(t, func(t *rapid.T) {
		d, a := build(t, base, someone(t, base), report.Settings{Reader: rapid.SampledFrom(readers).Draw(t, "as")})
		if len(d.Sources) != len(k.Sources) {
			t.Fatalf("%d of %d sources", len(d.Sources), len(k.Sources))
		}
		for i := range d.Sources {
			s, r := &d.Sources[i], &a.Sources[i]
			if s.ID != k.Sources[r.Source].ID || s.Probability != r.Probability || s.Band != r.Band.String() || s.Interval != [2]float64{r.Lo, r.Hi} {
				t.Fatalf("%+v is not %+v", s, r)
			}
			if i > 0 {
				if p := &d.Sources[i-1]; p.Probability < s.Probability || p.Probability == s.Probability && p.ID >= s.ID {
					t.Fatalf("%s (%v) stands before %s (%v)", p.ID, p.Probability, s.ID, s.Probability)
				}
			}
			if n := len(s.Contributions); n != len(r.Contributions) || len(s.Steps) < n {
				t.Fatalf("%s: %d contributions and %d steps of %d", s.ID, n, len(s.Steps), len(r.Contributions))
			}
			at := s.Prior
			for _, x := range s.Steps {
				if math.Abs(x.From-at) > 1e-4 {
					t.Fatalf("%s: a step begins at %v, the one before ends at %v", s.ID, x.From, at)
				}
				at = x.To
			}
			if math.Abs(at-s.Probability) > 1e-3 {
				t.Fatalf("%s: the steps end at %v, not at %v", s.ID, at, s.Probability)
			}
		}
		if !slices.IsSortedFunc(d.References, func(a, b report.Reference) int { return strings.Compare(a.ID, b.ID) }) {
			t.Fatal("the references are not sorted")
		}
		for i, l := range d.Ladders {
			if l.Source != d.Sources[i].ID {
				t.Fatalf("ladder %d is of %s, not %s", i, l.Source, d.Sources[i].ID)
			}
		}
	})
}

// Prior and weights sum to the log-odds: the clinical ones up to the ceiling, then the
// tests; those that were only told lift no ceiling.
func TestWeightsSumToTheLogOdds(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	logit := func(p float64) float64 { return math.Log(p / (1 - p)) }
	held, tested := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		d, a := build(t, base, someone(t, base), report.Settings{Reader: rules.Clinician})
		for i := range d.Sources {
			s := &d.Sources[i]
			in := &k.Sources[a.Sources[i].Source]
			clinical, tests := logit(s.Prior), 0.0
			for _, c := range s.Contributions {
				g := slices.IndexFunc(in.Groups, func(g rules.Group) bool { return g.Name == c.Group })
				if in.Groups[g].Test && !a.Unverified {
					tests += c.Weight
					tested++
				} else {
					clinical += c.Weight
				}
			}
			slack := 1e-4 * float64(len(s.Contributions)+1)
			ceiling := logit(s.Ceiling)
			if s.AtCeiling != (clinical > ceiling) && math.Abs(clinical-ceiling) > slack {
				t.Fatalf("%s: at ceiling %v, but %v of %v", s.ID, s.AtCeiling, clinical, ceiling)
			}
			if s.AtCeiling {
				held++
			}
			total := min(clinical, ceiling) + tests
			if math.Abs(total-a.Sources[i].Total) > slack {
				t.Fatalf("%s: the weights sum to %v, the log-odds are %v", s.ID, total, a.Sources[i].Total)
			}
			p := min(max(1/(1+math.Exp(-total)), 0.01), 0.95)
			if math.Abs(p-s.Probability) > slack {
				t.Fatalf("%s: the weights sum to %v, shown is %v", s.ID, p, s.Probability)
			}
		}
	})
	if held == 0 || tested == 0 {
		t.Errorf("%d at the ceiling and %d tests were seen", held, tested)
	}
}

// What stands in `because` and `not_asked` are questions, and what is cited is listed.
func TestIDsAreReal(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	option := map[string]bool{}
	for i := range k.Options {
		option[k.Options[i].ID] = true
	}
	known := map[string]bool{"private": true} // for whom a plan entry is
	for i := range k.Sources {
		known[k.Sources[i].ID] = true
	}
	for i := range k.Flags {
		known[k.Flags[i].ID] = true
	}
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		d, _ := build(t, base, a, report.Settings{Reader: rapid.SampledFrom(readers).Draw(t, "as"), SelfHarm: rapid.Bool().Draw(t, "self-harm")})
		questions := func(where string, ids []string) {
			for _, id := range ids {
				if _, ok := base.Question(id); !ok {
					t.Fatalf("%s: there is no question %q", where, id)
				}
			}
		}
		cited := map[string]bool{}
		for _, r := range d.References {
			cited[r.ID] = true
			if r.Cite == "" {
				t.Fatalf("%s says nothing", r.ID)
			}
		}
		references := func(where string, ids []string) {
			for _, id := range ids {
				if !cited[id] {
					t.Fatalf("%s: %s is not among the references", where, id)
				}
			}
		}
		questions("not asked", d.Triage.NotAsked)
		for _, f := range d.Triage.Flags {
			questions(f.ID, f.Because)
			references(f.ID, f.References)
			if f.Says == "" || f.Do == "" {
				t.Fatalf("%s says nothing", f.ID)
			}
		}
		for _, s := range d.Sources {
			references(s.ID, s.PriorReferences)
			for _, c := range s.Contributions {
				questions(c.Evidence, c.Because)
				references(c.Evidence, c.References)
				if c.Says == "" {
					t.Fatalf("%s: %s counts without a word", s.ID, c.Evidence)
				}
			}
		}
		for _, n := range d.Next {
			questions("next", append([]string{n.ID}, n.Questions...))
			if len(n.For) == 0 || n.Says == "" || n.Option != "" && !option[n.Option] {
				t.Fatalf("%+v", n)
			}
		}
		for _, l := range d.Ladders {
			rows := [][]report.Option{l.Base, l.Beside}
			for _, r := range l.Rungs {
				rows = append(rows, r.Options)
			}
			for _, o := range slices.Concat(rows...) {
				references(o.ID, o.References)
				questions(o.ID, o.Ask)
				questions(o.ID, o.Because)
				for _, id := range append([]string{o.ID}, o.First...) {
					if !option[id] {
						t.Fatalf("there is no option %q", id)
					}
				}
			}
			if l.Current != nil && !slices.ContainsFunc(l.Rungs, func(r report.Rung) bool { return r.ID == *l.Current && r.Open && !r.Passed }) {
				t.Fatalf("%s stands on %s, which is not an open rung", l.Source, *l.Current)
			}
		}
		for _, p := range d.Plan {
			for _, id := range p.For {
				if !known[id] {
					t.Fatalf("%s is for %q", p.Option, id)
				}
			}
			if !option[p.Option] || len(p.For) == 0 {
				t.Fatalf("%+v", p)
			}
		}
	})
}

func TestReaderChangesWordsOnly(t *testing.T) {
	base := embedded(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		bones := func(r rules.Reader) string {
			d, _ := build(t, base, a, report.Settings{Reader: r, SelfHarm: true})
			var b strings.Builder
			fmt.Fprintln(&b, d.Scope.In, d.Enough, d.Triage.Level, d.Triage.NotAsked, len(d.Lines), len(d.Missing))
			for _, f := range d.Triage.Flags {
				fmt.Fprintln(&b, f.ID, f.Level, f.Because, f.Options, f.References, f.Unsure)
			}
			for _, s := range d.Sources {
				fmt.Fprintln(&b, s.ID, s.Probability, s.Interval, s.Band, s.Certainty, s.Prior, s.AtCeiling)
				for _, c := range s.Contributions {
					fmt.Fprintln(&b, c.Evidence, c.Weight, c.Because)
				}
			}
			for _, n := range d.Next {
				fmt.Fprintln(&b, n.ID, n.Option, n.Gain, n.For)
			}
			for _, l := range d.Ladders {
				for _, x := range l.Rungs {
					for _, o := range x.Options {
						fmt.Fprintln(&b, l.Source, x.ID, x.Open, x.Passed, o.ID, o.Status, o.First, o.Ask)
					}
				}
			}
			for _, p := range d.Plan {
				fmt.Fprintln(&b, p.Option, p.Status, p.For)
			}
			return b.String()
		}
		if x, y := bones(rules.Patient), bones(rules.Clinician); x != y {
			t.Fatalf("the patient's\n%s\nis not the clinician's\n%s", x, y)
		}
	})
}

func TestOutOfScope(t *testing.T) {
	base := embedded(t)
	for name, a := range map[string]rules.Answers{
		"a child":       {"health.age": rules.Number(12)},
		"the neck":      {"surgery.region": rules.One("cervical")},
		"no fusion":     {"surgery.region": rules.One("none")},
		"in danger too": {"health.age": rules.Number(12), "safety.infection": rules.List("fever")},
	} {
		if base.Check(a) != nil {
			t.Errorf("%s: %v", name, base.Check(a))
			continue
		}
		for _, r := range readers {
			d, _ := build(t, base, a, report.Settings{Reader: r})
			if d.Scope.In || d.Scope.Reason == "" || len(d.Ladders) != 0 || len(d.Plan) != 0 || len(d.Sources) == 0 {
				t.Errorf("%s: %+v, %d ladders, %d in the plan, %d sources", name, d.Scope, len(d.Ladders), len(d.Plan), len(d.Sources))
			}
			if name == "in danger too" && d.Triage.Level == "routine" {
				t.Errorf("%s: danger is not told", name)
			}
			if text := strings.Join(strings.Fields(report.Text(d, base.Knowledge())), " "); !strings.Contains(text, d.Scope.Reason) {
				t.Errorf("%s: the text does not say why", name)
			}
		}
	}
	if d, _ := build(t, base, rules.Answers{}, report.Settings{Reader: rules.Patient}); !d.Scope.In || d.Scope.Reason != "" {
		t.Errorf("nothing said: %+v", d.Scope)
	}
}

// A patient in an emergency reads what to do, and no ranking; otherwise no bare figures.
func TestPatientText(t *testing.T) {
	base := embedded(t)
	figure := regexp.MustCompile(`\d+ (to \d+ )?in 100|LR \d|prior`)
	rapid.Check(t, func(t *rapid.T) {
		d, _ := build(t, base, someone(t, base), report.Settings{Reader: rules.Patient, SelfHarm: rapid.Bool().Draw(t, "self-harm")})
		text := report.Text(d, base.Knowledge())
		for i, line := range strings.Split(text, "\n") {
			if n := len([]rune(line)); n > 78 && strings.Contains(strings.TrimSpace(line), " ") {
				t.Fatalf("line %d has %d letters: %q", i+1, n, line)
			}
		}
		if d.Triage.Level == "emergency" {
			if !strings.Contains(text, "Get help now") || strings.Contains(text, "WHAT IT MAY BE") {
				t.Fatal(text)
			}
		}
		for _, s := range d.Sources {
			for _, line := range strings.Split(text, "\n") {
				if strings.Contains(line, s.Name) && figure.MatchString(line) {
					t.Fatalf("a figure beside a disease: %q", line)
				}
			}
		}
	})
}

// exports are the forms in which a document leaves the program as text.
func exports(t failer, d *report.Document, k *rules.Knowledge) map[string]string {
	t.Helper()
	html, err := report.HTML(d, k)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"json": asJSON(t, d), "text": flat(report.Text(d, k)), "markdown": flat(report.Markdown(d, k)), "html": flat(string(html))}
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// secrets are what would tell a private danger: ids, and texts of the flag and of its questions.
func secrets(k *rules.Knowledge) []string {
	var out []string
	add := func(texts ...rules.Text) {
		for _, t := range texts {
			for _, s := range []string{t.Patient, t.Clinician} {
				if s = flat(s); s != "" {
					out = append(out, s)
				}
			}
		}
	}
	for i := range k.Flags {
		f := &k.Flags[i]
		if !f.BecausePrivate {
			continue
		}
		out = append(out, `"`+f.ID+`"`, f.ID+":", f.ID+" ")
		add(f.Name, f.About, f.Ask) // what to watch for is told to all
		for l := rules.Soon; l <= rules.Emergency; l++ {
			level := f.Levels.At(l)
			add(level.Act, level.Meanwhile)
		}
		for _, c := range f.Figures {
			add(c.Says)
		}
	}
	private := func(c *rules.Condition) (found bool) {
		c.Walk(func(x *rules.Condition) {
			found = found || x.Op == rules.FlagIs && slices.ContainsFunc(k.Flags, func(f rules.Flag) bool { return f.ID == x.Question && f.BecausePrivate })
		})
		return found
	}
	for i := range k.Options {
		for j := range k.Options[i].Avoid {
			if a := &k.Options[i].Avoid[j]; private(&a.When) {
				add(a.Says)
			}
		}
	}
	for i := range k.Questions {
		if q := &k.Questions[i]; q.Private {
			out = append(out, q.ID)
			add(q.Text)
		}
	}
	return out
}

// unhappy makes up someone whose private answers raise the private danger.
func unhappy(t *rapid.T, base *rules.Base) rules.Answers {
	a := someone(t, base)
	private := 0
	for i := range base.Knowledge().Questions {
		if q := &base.Knowledge().Questions[i]; q.Private {
			private++
			delete(a, q.ID)
			if pick := rapid.IntRange(0, len(q.Choices)+1).Draw(t, q.ID); pick < len(q.Choices) {
				a[q.ID] = rules.One(q.Choices[pick].ID)
			} else if pick == len(q.Choices) {
				a[q.ID] = rules.Unsure()
			}
		}
	}
	if private < 4 {
		t.Fatalf("only %d questions are private", private)
	}
	people.Consistent(base, a)
	return a
}

// What was said in private leaves the program only on request; how soon to act always does.
func TestSelfHarmStaysPrivate(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	hidden := secrets(k)
	if len(hidden) < 20 {
		t.Fatalf("only %d secrets", len(hidden))
	}
	raised := 0
	told := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		a, r := unhappy(t, base), rapid.SampledFrom(readers).Draw(t, "as")
		shut, full := build(t, base, a, report.Settings{Reader: r})
		open, _ := build(t, base, a, report.Settings{Reader: r, SelfHarm: true})
		if shut.Triage.Level != open.Triage.Level || shut.Triage.Level != full.Triage.Level.String() || len(shut.Triage.Flags) != len(open.Triage.Flags) {
			t.Fatalf("%+v is not as high as %+v", shut.Triage, open.Triage)
		}
		out := exports(t, shut, k)
		for name, s := range out {
			for _, secret := range hidden {
				if strings.Contains(s, secret) {
					i := strings.Index(s, secret)
					t.Fatalf("%s for the %s tells %q: %s", name, r, secret, s[max(0, i-80):min(len(s), i+len(secret)+80)])
				}
			}
		}
		for i, f := range open.Triage.Flags {
			if f.ID != "suicide-risk" {
				continue
			}
			raised++
			if p := shut.Triage.Flags[i]; p.ID != "private" || p.Level != f.Level || p.Says == "" || len(p.Because)+len(p.References)+len(p.Options) != 0 {
				t.Fatalf("%+v stands for %+v", p, f)
			}
			if !strings.Contains(out["text"], "private") || !strings.Contains(out["json"], `"id":"private"`) {
				t.Fatalf("that something is private is not told: %s", out["text"])
			}
			for name, s := range exports(t, open, k) {
				if strings.Contains(s, flat(f.Name)) {
					told[name]++
				}
			}
		}
	})
	if raised == 0 || told["json"] == 0 || told["text"] == 0 {
		t.Errorf("the private danger was raised %d times and told on request %v", raised, told)
	}
}

// Two people who differ in nothing but private answers of one level have one export.
func TestPrivateAnswersDoNotShow(t *testing.T) {
	base := embedded(t)
	k := base.Knowledge()
	compared := 0
	rapid.Check(t, func(t *rapid.T) {
		a := unhappy(t, base)
		b := maps.Clone(a)
		for i := range k.Questions {
			if q := &k.Questions[i]; q.Private {
				delete(b, q.ID)
				if pick := rapid.IntRange(0, len(q.Choices)).Draw(t, "other "+q.ID); pick < len(q.Choices) {
					b[q.ID] = rules.One(q.Choices[pick].ID)
				}
			}
		}
		open := func(a rules.Answers) (string, bool) {
			d, _ := build(t, base, a, report.Settings{Reader: rules.Clinician, SelfHarm: true})
			for _, f := range d.Triage.Flags {
				if f.ID == "suicide-risk" {
					return f.Level, true
				}
			}
			return "", false
		}
		x, ok := open(a)
		if y, ok2 := open(b); !ok || !ok2 || x != y {
			t.Skip("of another level")
		}
		if a["safety.self-harm"].Yes == nil || b["safety.self-harm"].Yes == nil || a["safety.self-harm"].Yes[0] == "rather-not-say" || b["safety.self-harm"].Yes[0] == "rather-not-say" {
			t.Skip("who would rather not say is offered help in words of its own")
		}
		compared++
		r := rapid.SampledFrom(readers).Draw(t, "as")
		da, _ := build(t, base, a, report.Settings{Reader: r})
		db, _ := build(t, base, b, report.Settings{Reader: r})
		ea, eb := exports(t, da, k), exports(t, db, k)
		for name := range ea {
			if ea[name] != eb[name] {
				t.Fatalf("%s for the %s tells them apart:\n%s", name, r, difference(ea[name], eb[name]))
			}
		}
	})
	if compared == 0 {
		t.Error("no two people were compared")
	}
}

// difference shows where two texts part.
func difference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(i, len(s))-100):min(len(s), i+150)] }
	return cut(a) + "\n" + cut(b)
}
