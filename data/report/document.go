package report

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// Settings say how a document is drawn.
type Settings struct {
	Reader   rules.Reader
	SelfHarm bool // show the private safety answer
	SHA256   string
	Replaced []string
	Date     string // the day of the assessment as 2006-01-02; "" where it is not to be shown
}

// private is the id that stands for the danger whose answers stay private.
const private = "private"

// builder writes a document and gathers the references it rests on.
type builder struct {
	base    *rules.Base
	k       *rules.Knowledge
	a       *rules.Assessment
	set     Settings
	ans     rules.Answers
	doc     *Document
	refs    map[string]bool
	explain *rules.Explanation
}

// Build draws an assessment in the words of a reader. The answers are those that
// the assessment was made from; wrong ones are an error.
func Build(base *rules.Base, answers rules.Answers, a *rules.Assessment, set Settings) (*Document, error) {
	explain, err := base.Explain(answers)
	if err != nil {
		return nil, err
	}
	b := builder{base: base, k: base.Knowledge(), a: a, set: set, ans: answers, refs: map[string]bool{}, explain: explain}
	p := &b.k.Policy
	d := &Document{Format: 1, As: string(set.Reader), Enough: a.Enough,
		Knowledge: Edition{b.k.Version.Version, set.SHA256, len(b.k.Version.Reviewed) > 0, set.Replaced},
		Scope:     Scope{In: a.Scope.In}, Intended: p.IntendedUse.For(set.Reader), NoCause: b.text(p.NoCause.Says),
		Missing: []string{}, Next: []Next{}, Ladders: []Ladder{}, Plan: []Plan{}, Lines: []string{}, Derived: []string{}}
	b.doc = d
	if !a.Scope.In {
		d.Scope.Reason = b.text(p.Scope[a.Scope.Reason].Says)
	}
	b.triage()
	for i := range a.Sources {
		d.Sources = append(d.Sources, b.source(&a.Sources[i]))
	}
	for _, i := range a.Missing {
		d.Missing = append(d.Missing, b.text(p.Core[i].Says))
	}
	for i := range a.Next {
		d.Next = append(d.Next, b.next(&a.Next[i]))
	}
	for i := range a.Ladders {
		d.Ladders = append(d.Ladders, b.ladder(&a.Ladders[i]))
	}
	for i := range a.Plan {
		if !b.onlyPrivate(&a.Plan[i]) {
			d.Plan = append(d.Plan, b.plan(&a.Plan[i]))
		}
	}
	b.lines()
	b.summarise()
	for _, q := range a.Derived {
		d.Derived = append(d.Derived, b.k.Questions[q].ID)
	}
	if a.Unverified {
		d.Unverified = b.text(p.Unverified.Says)
	}
	b.cite(p.NoCause.Refs)
	d.References = b.references()
	return d, nil
}

func (b *builder) text(t rules.Text) string { return t.For(b.set.Reader) }

// cite notes references and returns them as a list that is never nil.
func (b *builder) cite(refs []string) []string {
	out := make([]string, 0, len(refs))
	for _, r := range refs {
		b.refs[r] = true
		out = append(out, r)
	}
	return out
}

// Estimate says whether a figure rests only on the project's own judgement or on
// publications that were not read.
func Estimate(k *rules.Knowledge, marked bool, checked string, refs []string) bool {
	if marked || checked == "recalled" {
		return true
	}
	for _, r := range refs {
		if ref := FindReference(k, r); ref != nil && ref.Read != "recalled" {
			return false
		}
	}
	return true
}

// FindReference returns a reference by its id, or nil.
func FindReference(k *rules.Knowledge, id string) *rules.Reference {
	i, ok := slices.BinarySearchFunc(k.References, id, func(r rules.Reference, id string) int { return strings.Compare(r.ID, id) })
	if !ok {
		return nil
	}
	return &k.References[i]
}

func (b *builder) references() []Reference {
	out := []Reference{}
	for i := range b.k.References {
		if r := &b.k.References[i]; b.refs[r.ID] {
			out = append(out, Reference{r.ID, r.Cite, r.DOI, r.PMID, r.Read})
		}
	}
	return out
}

func (b *builder) questionIDs(qs []int) []string {
	out := make([]string, 0, len(qs))
	for _, q := range qs {
		out = append(out, b.k.Questions[q].ID)
	}
	return out
}

func (b *builder) triage() {
	t := &b.doc.Triage
	*t = Triage{Level: b.a.Triage.Level.String(), Flags: []Flag{}, NotAsked: []string{}, Notices: []string{}}
	for i := range b.a.Triage.Flags {
		t.Flags = append(t.Flags, b.flag(&b.a.Triage.Flags[i]))
	}
	for _, q := range b.a.Triage.NotAsked {
		if !b.k.Questions[q].Private || b.set.SelfHarm {
			t.NotAsked = append(t.NotAsked, b.k.Questions[q].ID)
		}
	}
	for _, i := range b.a.Triage.Notices {
		t.Notices = append(t.Notices, b.text(b.k.Flags[i].Notice.Says))
	}
}

// privateLine stands in for a danger whose answers stay between two people.
var privateLine = rules.Text{
	Patient:   "One of your safety answers is private. Please talk about it with someone you trust.",
	Clinician: "One safety answer is private: ask in person.",
}

func (b *builder) hidden(f *rules.Flag) bool { return f.BecausePrivate && !b.set.SelfHarm }

func (b *builder) flag(r *rules.RaisedFlag) Flag {
	in := &b.k.Flags[r.Flag]
	level := in.Levels.At(r.Level)
	if b.hidden(in) {
		return Flag{ID: private, Name: "Private safety answer", Level: r.Level.String(), Says: b.text(privateLine),
			Do: b.text(privateLine), Options: []string{}, Because: []string{}, References: []string{}}
	}
	for l := r.Level; !level.Given() && l < rules.Emergency; { // raised by "not sure" at a level it has not
		l++
		level = in.Levels.At(l)
	}
	for l := r.Level; !level.Given() && l > rules.Routine; {
		l--
		level = in.Levels.At(l)
	}
	f := Flag{ID: in.ID, Name: b.text(in.Name), Level: r.Level.String(), Says: b.because(r), Do: b.text(level.Act),
		Meanwhile: b.text(level.Meanwhile), Options: level.Options, Because: b.questionIDs(r.Because),
		References: b.cite(in.Refs), Unsure: r.Unsure}
	if f.Options == nil {
		f.Options = []string{}
	}
	return f
}

// tellsPrivate says whether a condition would give a private answer away.
func (b *builder) tellsPrivate(c *rules.Condition) bool {
	if b.set.SelfHarm {
		return false
	}
	found := false
	c.Walk(func(x *rules.Condition) {
		switch x.Op {
		case rules.FlagIs:
			for i := range b.k.Flags {
				found = found || b.k.Flags[i].ID == x.Question && b.k.Flags[i].BecausePrivate
			}
		case rules.Is, rules.Compare, rules.Known:
			q, ok := b.base.Question(x.Question)
			found = found || ok && q.Private
		}
	})
	return found
}

// because tells the answers that raised a flag, in words.
func (b *builder) because(r *rules.RaisedFlag) string {
	var said []string
	for _, q := range r.Because {
		in := &b.k.Questions[q]
		if w := AnswerWords(in, b.ans[in.ID], b.set.Reader); w != "" {
			said = append(said, b.text(in.Text)+" "+w)
		}
	}
	name := b.text(b.k.Flags[r.Flag].Name)
	if len(said) == 0 {
		return name
	}
	return name + ": " + strings.Join(said, "; ")
}

// AnswerWords returns an answer in a reader's words, or "" where there is none.
func AnswerWords(q *rules.Question, v rules.Value, r rules.Reader) string {
	switch {
	case v.Unsure:
		return "Not sure"
	case v.Numeric && v.Lo == v.Hi:
		return strings.TrimSpace(fmt.Sprintf("%v %s", v.Lo, q.Unit.For(r)))
	case v.Numeric:
		return strings.TrimSpace(fmt.Sprintf("%v to %v %s", v.Lo, v.Hi, q.Unit.For(r)))
	}
	var words []string
	for _, c := range q.Choices {
		switch {
		case slices.Contains(v.Yes, c.ID):
			words = append(words, c.Text.For(r))
		case slices.Contains(v.NotSure, c.ID):
			words = append(words, c.Text.For(r)+" (not sure)")
		}
	}
	if v.Partial {
		words = append(words, "(others not known)")
	}
	return strings.Join(words, ", ")
}

func (b *builder) source(r *rules.SourceResult) Source {
	in := &b.k.Sources[r.Source]
	p := &in.Prior[r.Prior]
	s := Source{ID: in.ID, Name: b.text(in.Name), About: b.text(in.About), Caveat: b.text(in.Caveat),
		Probability: r.Probability, Interval: [2]float64{r.Lo, r.Hi}, Band: r.Band.String(), Certainty: r.Certainty.String(),
		Prior: p.P, PriorInterval: p.Interval, PriorReferences: b.cite(p.Refs), PriorNote: p.Note,
		PriorEstimate: Estimate(b.k, p.Estimate, p.Checked, p.Refs), Ceiling: in.Ceiling, AtCeiling: r.AtCeiling,
		ICD10CM: in.ICD10CM, Contributions: []Contribution{}, Unknown: []Unknown{}}
	for _, c := range r.Contributions {
		s.Contributions = append(s.Contributions, b.contribution(in, c))
	}
	slices.SortStableFunc(s.Contributions, func(x, y Contribution) int {
		switch ax, ay := abs(x.Weight), abs(y.Weight); {
		case ax > ay:
			return -1
		case ax < ay:
			return 1
		}
		return 0
	})
	for _, u := range r.Unknown {
		ev := &in.Evidence[u.Item]
		s.Unknown = append(s.Unknown, Unknown{ev.ID, ev.Obtain, b.text(ev.Ask), b.k.Questions[u.Question].ID, u.Gain, [2]float64{u.Lo, u.Hi}})
	}
	for _, c := range in.Answers {
		s.Answers = append(s.Answers, b.claim(c))
	}
	return s
}

func abs(x float64) float64 { return max(x, -x) }

func (b *builder) claim(c rules.Claim) Claim {
	return Claim{b.text(c.Claim), b.text(c.Says), b.cite(c.Refs), Estimate(b.k, c.Estimate, c.Checked, c.Refs)}
}

func (b *builder) contribution(s *rules.Source, c rules.Contribution) Contribution {
	ev := &s.Evidence[c.Item]
	o := &ev.Outcomes[c.Outcome]
	said := &ev.Outcomes[c.Said]
	lo, hi := b.base.OutcomeInterval(ev, o)
	return Contribution{Evidence: ev.ID, Says: b.text(said.Says), LikelihoodRatio: o.LR, Interval: [2]float64{lo, hi},
		Weight: round(c.Weight), Group: ev.Group, Capped: c.Capped, Strength: ev.Strength,
		Because: b.questionIDs(b.explain.Speaking(&said.When)), References: b.cite(o.Refs),
		Estimate: Estimate(b.k, o.Estimate, o.Checked, o.Refs), Why: ev.Why}
}

func (b *builder) next(n *rules.NextStep) Next {
	ev := &b.k.Sources[n.Source].Evidence[n.Item]
	out := Next{ID: b.k.Questions[n.Question].ID, Obtain: n.ObtainName(), Says: b.text(ev.Ask), Gain: n.Gain, For: []string{}}
	if out.Says == "" {
		out.Says = b.text(b.k.Questions[n.Question].Text)
	}
	if n.Option >= 0 {
		out.Option = b.k.Options[n.Option].ID
	}
	for _, s := range n.For {
		out.For = append(out.For, b.k.Sources[s].ID)
	}
	for _, r := range b.a.Sources {
		if r.Source == n.Source {
			for _, u := range r.Unknown {
				if u.Item == n.Item {
					out.Could = [2]float64{u.Lo, u.Hi}
				}
			}
		}
	}
	return out
}
