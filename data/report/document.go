package report

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// Document is an assessment in a reader's words. Its JSON form is the contract of
// the command line: keys are stable, more may be added.
type Document struct {
	Format     int         `json:"afterfusion"`
	Knowledge  Edition     `json:"knowledge"`
	As         string      `json:"as"`
	Scope      Scope       `json:"scope"`
	Triage     Triage      `json:"triage"`
	Sources    []Source    `json:"sources"`
	Enough     bool        `json:"enough"`
	Missing    []string    `json:"missing"`
	Next       []Next      `json:"next"`
	Ladders    []Ladder    `json:"ladders"`
	Plan       []Plan      `json:"plan"`
	Lines      []string    `json:"lines"`
	References []Reference `json:"references"`
	NoCause    string      `json:"no_cause"`
	Intended   string      `json:"intended_use"`
	Suspicion  string      `json:"suspicion,omitempty"`
	Decisions  []Decision  `json:"decisions,omitempty"`
	Derived    []string    `json:"derived"`
	Unverified string      `json:"unverified,omitempty"`

	Summary []SummaryLine `json:"summary"` // the clinician's one screen, in clinical words for both readers
	Watch   []string      `json:"watch"`
	Zones   []Zone        `json:"zones"`
	Said    []Said        `json:"said"`
	Unasked []string      `json:"unasked"` // the open safety questions that can be asked, in words
	Date    string        `json:"date,omitempty"`
}

// Edition names the knowledge that was used, and what an overlay replaced in it.
type Edition struct {
	Version  string   `json:"version"`
	SHA256   string   `json:"sha256"`
	Reviewed bool     `json:"reviewed"`
	Replaced []string `json:"replaced,omitempty"`
}

// Scope says whether the person is one the program was made for.
type Scope struct {
	In     bool   `json:"in"`
	Reason string `json:"reason"`
}

// Triage is the danger found.
type Triage struct {
	Level    string   `json:"level"`
	Flags    []Flag   `json:"flags"`
	NotAsked []string `json:"not_asked"`
	Notices  []string `json:"notices"`
}

// Flag is one danger that was raised.
type Flag struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Level      string   `json:"level"`
	Says       string   `json:"says"`
	Do         string   `json:"do"`
	Meanwhile  string   `json:"meanwhile"`
	Options    []string `json:"options"`
	Because    []string `json:"because"`
	References []string `json:"references"`
	Unsure     bool     `json:"unsure,omitempty"`
}

// Source is how likely one source is, and why.
type Source struct {
	ID              string         `json:"id"`
	Name            string         `json:"name"`
	About           string         `json:"about"`
	Caveat          string         `json:"caveat,omitempty"`
	Probability     float64        `json:"probability"`
	Interval        [2]float64     `json:"interval"`
	Band            string         `json:"band"`
	Certainty       string         `json:"certainty"`
	Prior           float64        `json:"prior"`
	PriorInterval   []float64      `json:"prior_interval"`
	PriorReferences []string       `json:"prior_references"`
	PriorEstimate   bool           `json:"prior_estimate"`
	PriorNote       string         `json:"prior_note,omitempty"`
	Ceiling         float64        `json:"ceiling"`
	AtCeiling       bool           `json:"at_ceiling"`
	ICD10CM         []string       `json:"icd10cm"`
	Contributions   []Contribution `json:"contributions"`
	Unknown         []Unknown      `json:"unknown"`
	Answers         []Claim        `json:"claims,omitempty"`
}

// Contribution is one finding that counted.
type Contribution struct {
	Evidence        string     `json:"evidence"`
	Says            string     `json:"says"`
	LikelihoodRatio float64    `json:"likelihood_ratio"`
	Interval        [2]float64 `json:"interval"`
	Weight          float64    `json:"weight"`
	Group           string     `json:"group"`
	Capped          bool       `json:"capped"`
	Strength        string     `json:"strength"`
	Because         []string   `json:"because"`
	References      []string   `json:"references"`
	Estimate        bool       `json:"estimate"`
	Why             string     `json:"why,omitempty"`
}

// Unknown is a finding that could still count.
type Unknown struct {
	Evidence string     `json:"evidence"`
	Obtain   string     `json:"obtain"`
	Says     string     `json:"says"`
	Question string     `json:"question"`
	Gain     float64    `json:"gain_bits"`
	Could    [2]float64 `json:"could"`
}

// Next is one thing to find out.
type Next struct {
	ID     string     `json:"id"`
	Option string     `json:"option"`
	Obtain string     `json:"obtain"`
	Says   string     `json:"says"`
	Gain   float64    `json:"gain_bits"`
	For    []string   `json:"for"`
	Could  [2]float64 `json:"could"`
}

// Ladder is the ladder of one source for this person.
type Ladder struct {
	Source  string   `json:"source"`
	Current *string  `json:"current"`
	Base    []Option `json:"base"`
	Beside  []Option `json:"beside"`
	Rungs   []Rung   `json:"rungs"`
}

// Rung is one step of a ladder.
type Rung struct {
	ID      string   `json:"id"`
	Open    bool     `json:"open"`
	Passed  bool     `json:"passed"`
	Says    string   `json:"says"`
	Gate    string   `json:"gate,omitempty"`
	Options []Option `json:"options"`
}

// Option is what one option is for this person at one place.
type Option struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Status     string   `json:"status"`
	Because    []string `json:"because"`
	First      []string `json:"first"`
	Ask        []string `json:"ask"`
	Cautions   []string `json:"cautions"`
	Advice     []string `json:"advice"`
	Until      string   `json:"until,omitempty"`
	Evidence   string   `json:"evidence"`
	Against    bool     `json:"against"`
	References []string `json:"references"`
	Limit      string   `json:"most,omitempty"`
	// Candidacy tells each criterion as met, not met or not known.
	Candidacy     []Criterion `json:"candidacy,omitempty"`
	CandidacySays string      `json:"candidacy_says,omitempty"`

	Investigational bool `json:"investigational,omitempty"`
}

// Criterion is one criterion of candidacy; Met is yes, no or unknown.
type Criterion struct {
	Says string `json:"says"`
	Met  string `json:"met"`
}

// Plan is one thing to do next.
type Plan struct {
	Option string   `json:"option"`
	Name   string   `json:"name"`
	Kind   string   `json:"kind"`
	Status string   `json:"status"`
	For    []string `json:"for"`
	Says   string   `json:"says"`

	Tier            string `json:"tier"`
	AskYourDoctor   string `json:"ask_your_doctor,omitempty"`
	Investigational bool   `json:"investigational,omitempty"`
}

// Claim is a statement with what it rests on.
type Claim struct {
	Claim      string   `json:"claim,omitempty"`
	Says       string   `json:"says"`
	References []string `json:"references"`
	Estimate   bool     `json:"estimate"`
}

// Reference is a publication that the result rests on. Read is yes, cited, recalled or practice.
type Reference struct {
	ID   string `json:"id"`
	Cite string `json:"cite"`
	DOI  string `json:"doi"`
	PMID string `json:"pmid,omitempty"`
	Read string `json:"read"`
}

// Decision is what was decided of an option.
type Decision struct {
	Option   string `json:"option"`
	Accepted bool   `json:"accepted"`
	Reason   string `json:"reason"`
}

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

func (b *builder) ladder(l *rules.LadderResult) Ladder {
	in := &b.k.Sources[l.Source]
	out := Ladder{Source: in.ID, Base: b.options(l.Base, nil), Beside: b.options(l.Beside, nil), Rungs: []Rung{}}
	for i := range l.Rungs {
		r, ru := &l.Rungs[i], &in.Ladder[i]
		rung := Rung{ID: ru.ID, Open: r.Open == rules.True, Passed: r.Passed, Says: b.text(ru.Says), Options: b.options(r.Options, ru)}
		if r.Open != rules.True {
			rung.Gate = b.text(ru.Opens.Says)
			b.cite(ru.Opens.Refs)
		}
		if rung.Says == "" {
			rung.Says = b.text(ru.Opens.Says)
		}
		out.Rungs = append(out.Rungs, rung)
	}
	if l.Current >= 0 {
		out.Current = &out.Rungs[l.Current].ID
	}
	return out
}

func (b *builder) options(rs []rules.OptionResult, rung *rules.Rung) []Option {
	out := make([]Option, 0, len(rs))
	for i := range rs {
		out = append(out, b.option(&rs[i], rung))
	}
	return out
}

func (b *builder) option(r *rules.OptionResult, rung *rules.Rung) Option {
	in := &b.k.Options[r.Option]
	o := Option{ID: in.ID, Name: b.text(in.Name), Status: r.Status.String(), Because: []string{}, First: []string{}, Ask: []string{},
		Cautions: []string{}, Advice: []string{}, Evidence: in.Evidence.Grade, Against: len(in.Evidence.Against) > 0, Limit: in.Most, Investigational: in.Investigative}
	var refs []string
	say := func(list *[]string, t rules.Text) {
		if s := b.text(t); s != "" && !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	for _, reason := range b.a.ReasonsOf(r) {
		refs = append(refs, b.reason(in, r, reason, &o, say)...)
	}
	if r.Gate != rules.True && rung != nil && r.Status != rules.NotSafe && r.Status != rules.Hold && r.Status != rules.Stop {
		say(&o.Because, rung.Opens.Says)
		refs = append(refs, rung.Opens.Refs...)
		if r.Gate == rules.Unknown {
			o.Ask = append(o.Ask, b.explain.Unanswered(&rung.Opens.When)...)
		}
	}
	b.candidacy(r.Option, &o)
	slices.Sort(refs)
	slices.Sort(o.Ask)
	o.Ask = slices.Compact(o.Ask)
	o.References = b.cite(slices.Compact(refs))
	return o
}

func (b *builder) candidacy(option int32, o *Option) {
	in := &b.k.Options[option]
	for _, c := range b.a.Candidacy {
		if c.Option != option {
			continue
		}
		row := &in.Candidacy[c.Row]
		if b.tellsPrivate(&row.When) {
			continue
		}
		met := map[rules.Truth]string{rules.True: "yes", rules.False: "no", rules.Unknown: "unknown"}[c.Met]
		o.Candidacy = append(o.Candidacy, Criterion{b.text(row.Says), met})
		o.CandidacySays = b.text(in.CandidacySays)
	}
}

// reason writes one ground of a status where it belongs and returns its references.
func (b *builder) reason(in *rules.Option, r *rules.OptionResult, reason rules.Reason, o *Option, say func(*[]string, rules.Text)) []string {
	switch reason.Kind {
	case rules.ByAvoid:
		a := &in.Avoid[reason.Index]
		if b.tellsPrivate(&a.When) {
			if reason.Truth == rules.True && a.Level != rules.Advice {
				say(&o.Because, privateLine)
			}
			return nil
		}
		return b.avoid(a, r, reason, o, say)
	case rules.ByNeed:
		n := &in.Needs[reason.Index]
		if b.tellsPrivate(&n.When) {
			say(&o.Because, privateLine)
			return nil
		}
		if r.Status < rules.Later && r.Status != rules.Review {
			return nil
		}
		say(&o.Because, n.Says)
		if reason.Truth == rules.Unknown {
			o.Ask = append(o.Ask, b.explain.Unanswered(&n.When)...)
		}
		for _, id := range n.First {
			if !slices.Contains(o.First, id) {
				o.First = append(o.First, id)
			}
		}
		return n.Refs
	case rules.ByFlag:
		f := &b.k.Flags[reason.Index]
		name := f.Name
		if b.hidden(f) {
			name = privateLine
		}
		say(&o.Because, rules.Text{Patient: "First: " + name.For(rules.Patient), Clinician: "Held: " + name.For(rules.Clinician)})
		if !b.hidden(f) {
			return f.Refs
		}
	case rules.ByUse:
		say(&o.Because, in.Stopping)
		if in.Stopping.Empty() {
			say(&o.Because, inUse)
		}
	case rules.ByKeep:
		say(&o.Because, notForEver)
	case rules.ByOutcome:
		if reason.Truth == rules.True {
			say(&o.Because, helped)
		} else {
			say(&o.Because, noHelp)
		}
		return in.Adequate.Refs
	case rules.NoFairTrial:
		say(&o.Because, noFairTrial)
		say(&o.Because, in.Adequate.Says)
		return in.Adequate.Refs
	case rules.ByResult:
		say(&o.Because, resultKnown)
	case rules.ByLimit:
		say(&o.Because, limits[in.Most])
	}
	return nil
}

// The fixed wordings of reasons that belong to the method and not to an option.
var (
	inUse = rules.Text{Patient: "You use this now. Do not stop or change it yourself. Ask the person who gave it to you.",
		Clinician: "In use: review with the prescriber; no abrupt change."}
	notForEver = rules.Text{Patient: "This needs a check-up from time to time.", Clinician: "Not to be continued unreviewed."}
	helped     = rules.Text{Patient: "This helped you.", Clinician: "Helped: continue or repeat within its limits."}
	noHelp     = rules.Text{Patient: "This did not help you, or did harm. There is no need to repeat it.",
		Clinician: "Adequate trial without benefit, or harm: no repeat."}
	noFairTrial = rules.Text{Patient: "This did not help, but it may not have had a fair try.", Clinician: "No help, but no adequate trial yet."}
	resultKnown = rules.Text{Patient: "The result is already known.", Clinician: "Result known."}
	limits      = map[string]rules.Text{
		"caution":    {Patient: "Even at best, be careful with this one.", Clinician: "At most with caution: see the evidence against."},
		"trial-only": {Patient: "Only inside a research study.", Clinician: "Within a trial only."},
	}
	notKnown = rules.Text{Patient: "Not known: ", Clinician: "Not known: "}
)

func (b *builder) avoid(a *rules.Avoid, r *rules.OptionResult, reason rules.Reason, o *Option, say func(*[]string, rules.Text)) []string {
	unknown := reason.Truth == rules.Unknown
	switch a.Level {
	case rules.Advice:
		say(&o.Advice, a.Says)
		return a.Refs
	case rules.Caution:
		t := a.Says
		if unknown {
			t = prefixed(notKnown, t)
		}
		say(&o.Cautions, t)
		return a.Refs
	case rules.Never:
		if !unknown {
			say(&o.Because, a.Says)
			o.Until = b.text(a.Until)
			return a.Refs
		}
	default:
		if !unknown {
			say(&o.Because, a.Says)
			return a.Refs
		}
	}
	if r.Status == rules.AskFirst || r.Status == rules.Review {
		say(&o.Because, prefixed(notKnown, a.Says))
		o.Ask = append(o.Ask, b.explain.Unanswered(&a.When)...)
		return a.Refs
	}
	return nil
}

func prefixed(p, t rules.Text) rules.Text {
	return rules.Text{Patient: p.Patient + t.For(rules.Patient), Clinician: p.Clinician + t.For(rules.Clinician)}
}

// onlyPrivate says whether an entry is there for a private danger alone.
func (b *builder) onlyPrivate(e *rules.PlanEntry) bool {
	for _, f := range e.Flags {
		if !b.hidden(&b.k.Flags[f]) {
			return false
		}
	}
	return len(e.Flags) > 0 && len(e.For) == 0
}

func (b *builder) plan(e *rules.PlanEntry) Plan {
	in := &b.k.Options[e.Option]
	p := Plan{Option: in.ID, Name: b.text(in.Name), Kind: in.Kind, Status: e.Status.String(), For: []string{}, Says: b.text(in.About),
		Tier: in.Tier, AskYourDoctor: b.text(in.AskYourDoctor), Investigational: in.Investigative}
	for _, f := range e.Flags {
		if id := b.k.Flags[f].ID; b.hidden(&b.k.Flags[f]) {
			p.For = append(p.For, private)
		} else {
			p.For = append(p.For, id)
		}
	}
	for _, s := range e.For {
		p.For = append(p.For, b.k.Sources[s].ID)
	}
	return p
}

// lines gathers the sentences that the policy shows when their condition holds.
func (b *builder) lines() {
	p := &b.k.Policy
	for _, l := range append([]rules.Line{p.NaloxoneLine}, p.Lines...) {
		if l.When.Given() && b.explain.Holds(&l.When) == rules.True {
			b.doc.Lines = append(b.doc.Lines, b.text(l.Says))
			b.cite(l.Refs)
		}
	}
}

func round(x float64) float64 {
	if x < 0 {
		return -round(-x)
	}
	return float64(int64(x*1e4+0.5)) / 1e4
}
