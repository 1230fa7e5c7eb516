package report

import (
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

	// Suspicion is the source that the clinician named beforehand, Decisions what was
	// accepted or set aside.
	Suspicion string
	Decisions []Decision

	// Earlier are the answers of an earlier file of the same person, with what they mean;
	// the document then tells what changed.
	Earlier *Earlier

	Full  bool   // every source, ladder and finding stands at the end of the report
	Paper string // of a PDF: a4 (also "") or letter
}

// Earlier is an earlier set of answers and its assessment.
type Earlier struct {
	Answers    rules.Answers
	Assessment *rules.Assessment
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
	best    map[int]standing // by option, see standings
	order   map[string]int   // of the questions
	can     map[string]bool  // by question: it can be put to this reader
	fused   string           // see construct
}

// Build draws an assessment in the words of a reader. The answers are those that
// the assessment was made from; wrong ones are an error.
func Build(base *rules.Base, answers rules.Answers, a *rules.Assessment, set Settings) (*Document, error) {
	b, err := newBuilder(base, answers, a, set)
	if err != nil {
		return nil, err
	}
	b.best = standings(a)
	p := &b.k.Policy
	d := &Document{Format: 1, As: string(set.Reader), Enough: a.Enough, Full: set.Full, Paper: set.Paper,
		Knowledge: Edition{b.k.Version.Version, set.SHA256, len(b.k.Version.Reviewed) > 0, set.Replaced},
		Scope:     b.scope(), Intended: p.IntendedUse.For(set.Reader), NoCause: b.text(p.NoCause.Says),
		Missing: []string{}, Next: []Next{}, Ladders: []Ladder{}, Plan: []Plan{}, NotNow: []Shut{}, IfAgreed: []Shut{}, Lines: []string{}, LineReferences: [][]string{},
		Derived: []string{}, Suspicion: set.Suspicion, Decisions: set.Decisions, Date: set.Date}
	b.doc = d
	d.Negative = b.negative()
	b.triage()
	b.likelihoods()
	for i := range a.Ladders {
		d.Ladders = append(d.Ladders, b.ladder(&a.Ladders[i]))
	}
	b.plans()
	d.First = b.first()
	d.NotNow, d.IfAgreed = b.notNow(), b.onlyIfAgreed()
	b.lines()
	if d.Changed, err = b.changed(); err != nil {
		return nil, err
	}
	b.summarise()
	for _, q := range a.Derived {
		d.Derived = append(d.Derived, b.k.Questions[q].ID)
	}
	if a.Unverified {
		d.Unverified = b.text(p.Unverified.Says)
	}
	d.NoCauseReferences = b.cite(p.NoCause.Refs)
	d.References = b.references()
	return d, nil
}

func newBuilder(base *rules.Base, answers rules.Answers, a *rules.Assessment, set Settings) (*builder, error) {
	explain, err := base.Explain(answers)
	if err != nil {
		return nil, err
	}
	b := &builder{base: base, k: base.Knowledge(), a: a, set: set, ans: answers, refs: map[string]bool{}, explain: explain}
	b.order, b.can = make(map[string]int, len(b.k.Questions)), map[string]bool{}
	for i := range b.k.Questions {
		b.order[b.k.Questions[i].ID] = i
	}
	return b, nil
}

// Dangers are the flags of the document alone, for a screen that must come at once: one
// for each that the rules raised, in their order.
func Dangers(base *rules.Base, answers rules.Answers, a *rules.Assessment, set Settings) ([]Flag, error) {
	b, err := newBuilder(base, answers, a, set)
	if err != nil {
		return nil, err
	}
	b.doc = &Document{As: string(set.Reader)}
	out := make([]Flag, len(a.Triage.Flags))
	for i := range out {
		out[i] = b.flag(&a.Triage.Flags[i])
	}
	b.within(out)
	return out, nil
}

func (b *builder) scope() Scope {
	s := Scope{In: b.a.Scope.In, Ask: b.questionIDs(b.a.ScopeOpen)}
	if !s.In {
		s.Reason = b.text(b.k.Policy.Scope[b.a.Scope.Reason].Says)
	}
	return s
}

func (b *builder) text(t rules.Text) string { return t.For(b.set.Reader) }

func (b *builder) patient() bool { return b.set.Reader == rules.Patient }

// practice is the id under which the knowledge files mark the project's own judgement.
// It is no publication: rows that rest on it say so.
const practice = "practice"

// cite notes references and returns them as a list that is never nil.
func (b *builder) cite(refs []string) []string {
	out := make([]string, 0, len(refs))
	for _, r := range refs {
		if r != practice {
			b.refs[r] = true
			out = append(out, r)
		}
	}
	return out
}

// The marks of what no publication that was seen stands behind.
const (
	Estimated = "estimate" // the project's own judgement
	Recalled  = "recalled" // known from memory, not verified
)

// Mark says on what a figure rests where that is no publication that was seen: Estimated
// or Recalled, else "".
func Mark(k *rules.Knowledge, estimate bool, checked string, refs []string) string {
	seen, cited := false, false
	for _, r := range refs {
		if ref := FindReference(k, r); ref != nil && ref.ID != practice {
			seen, cited = seen || ref.Read != Recalled, true
		}
	}
	switch {
	case estimate:
		return Estimated
	case checked == Recalled, cited && !seen:
		return Recalled
	case seen:
		return ""
	}
	return Estimated
}

// MarkWords are the words of a mark, "" for none.
func MarkWords(mark string, r rules.Reader) string {
	switch {
	case mark == Recalled && r == rules.Patient:
		return "not verified yet"
	case mark == Estimated && r == rules.Patient:
		return "our estimate"
	}
	return mark
}

// marked is a text with its mark, where it holds a figure.
func (b *builder) marked(t rules.Text, estimate bool, checked string, refs []string) string {
	s := b.text(t)
	mark := Mark(b.k, estimate, checked, refs)
	if mark == Estimated && !estimate {
		mark = "" // the rules of practice, which are named as such
	}
	if mark == "" || !strings.ContainsAny(s, "0123456789") || strings.Contains(s, mark) {
		return s
	}
	bare := strings.TrimSuffix(s, ".")
	return bare + " (" + MarkWords(mark, b.set.Reader) + ")" + s[len(bare):]
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

// shown leaves out the private questions unless they were asked for.
func (b *builder) shown(ids []string) []string {
	return slices.DeleteFunc(ids, func(id string) bool {
		q, ok := b.base.Question(id)
		return ok && q.Private && !b.set.SelfHarm
	})
}

// lines gathers the sentences that the policy shows when their condition holds. Those
// with a list in them are signs with which to come, see come.go.
func (b *builder) lines() {
	p := &b.k.Policy
	add := func(says rules.Text, refs []string) {
		if s := b.text(says); s != "" {
			b.doc.Lines = append(b.doc.Lines, s)
			b.doc.LineReferences = append(b.doc.LineReferences, b.cite(refs))
		}
	}
	naloxone := p.NaloxoneLine.When.Given() && b.explain.Holds(&p.NaloxoneLine.When) == rules.True
	if naloxone {
		add(p.NaloxoneLine.Says, p.NaloxoneLine.Refs)
	}
	if opioid := b.opioidInUse(); opioid != nil && !naloxone && b.explain.Holds(opioid) == rules.True {
		add(p.OpioidLine, nil)
	}
	for i := range p.Lines {
		if l := &p.Lines[i]; b.explain.Holds(&l.When) == rules.True && !hasList(b.text(l.Says)) {
			add(l.Says, l.Refs)
		}
	}
}

// opioidInUse is the part of the naloxone line's condition that says so, or nil where
// it has another form.
func (b *builder) opioidInUse() *rules.Condition { return b.combination(0) }

func (b *builder) combination(i int) *rules.Condition {
	c := &b.k.Policy.NaloxoneLine.When
	if c.Op != rules.All || len(c.Args) != 2 {
		return nil
	}
	return &c.Args[i]
}

func round(x float64) float64 {
	if x < 0 {
		return -round(-x)
	}
	return float64(int64(x*1e4+0.5)) / 1e4
}
