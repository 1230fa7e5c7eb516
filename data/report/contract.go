package report

// Document is an assessment in a reader's words. Its JSON form is the contract of
// the command line: keys are stable, more may be added.
type Document struct {
	Format     int         `json:"afterfusion"`
	Knowledge  Edition     `json:"knowledge"`
	As         string      `json:"as"`
	Scope      Scope       `json:"scope"`
	Triage     Triage      `json:"triage"`
	First      First       `json:"first"`
	Sources    []Source    `json:"sources"`
	Enough     bool        `json:"enough"`
	Negative   bool        `json:"work_up_negative,omitempty"` // it was done, and leaves no source
	Missing    []string    `json:"missing"`
	Next       []Next      `json:"next"`
	Ladders    []Ladder    `json:"ladders"`
	Plan       []Plan      `json:"plan"`
	NotNow     []Shut      `json:"not_now"`
	IfAgreed   []Shut      `json:"only_if_agreed"` // what only the named people may allow
	Lines      []string    `json:"lines"`
	References []Reference `json:"references"`
	NoCause    string      `json:"no_cause"`
	Intended   string      `json:"intended_use"`
	Suspicion  string      `json:"suspicion,omitempty"`
	Decisions  []Decision  `json:"decisions,omitempty"`
	Derived    []string    `json:"derived"`
	Unverified string      `json:"unverified,omitempty"`
	Changed    *Changed    `json:"changed,omitempty"` // since an earlier file, where one was given

	Summary []SummaryLine `json:"summary"` // the clinician's one screen, in clinical words for both readers
	Watch   []string      `json:"watch"`
	Come    []Come        `json:"come"` // when to come, and how soon
	Zones   []Zone        `json:"zones"`
	Said    []Said        `json:"said"`
	Unasked []string      `json:"unasked"` // what of danger can be asked and has no answer, in words
	Date    string        `json:"date,omitempty"`

	// The references of sentences that stand by themselves: of NoCause, and of each of Lines.
	NoCauseReferences []string   `json:"no_cause_references"`
	LineReferences    [][]string `json:"line_references"`

	// History and Examination are the clinician's note; Team is what an emergency team
	// has to know, told in an emergency only.
	History     []SummaryLine `json:"history,omitempty"`
	Examination []SummaryLine `json:"examination,omitempty"`
	Team        []SummaryLine `json:"team,omitempty"`

	Full  bool   `json:"-"` // the report ends with every source, ladder and finding
	Paper string `json:"-"` // of a PDF: a4 or letter
}

// Edition names the knowledge that was used, and what an overlay replaced in it.
type Edition struct {
	Version  string   `json:"version"`
	SHA256   string   `json:"sha256"`
	Reviewed bool     `json:"reviewed"`
	Replaced []string `json:"replaced,omitempty"`
}

// Scope says whether the person is one the program was made for. Ask are the
// questions that decide it and have no answer.
type Scope struct {
	In     bool     `json:"in"`
	Reason string   `json:"reason"`
	Ask    []string `json:"ask"`
}

// Triage is the danger found. Negative are the flags that the answers speak against,
// NotCleared those of which something that can be asked has no answer. A flag of which a
// risk was told, or a sign too old to raise it, is in neither.
type Triage struct {
	Level      string   `json:"level"`
	Flags      []Flag   `json:"flags"`
	NotAsked   []string `json:"not_asked"`
	Notices    []string `json:"notices"`
	Negative   []string `json:"negative"`
	NotCleared []string `json:"not_cleared"`
}

// Calm says that nothing was found and that most dangers were asked about.
func (t *Triage) Calm() bool { return len(t.Flags) == 0 && len(t.NotCleared) <= len(t.Negative) }

// Flag is one danger that was raised. Why tells the answers behind it, Within the
// graver flag that the same answers raised and that says it all.
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
	Practice   bool     `json:"practice,omitempty"` // rests on the project's judgement too
	Unsure     bool     `json:"unsure,omitempty"`
	Why        string   `json:"why"`
	Reasons    []string `json:"reasons"` // Why, point by point
	Within     string   `json:"within,omitempty"`
}

// First is the one thing to do first: an option, the questions that decide over it or
// come before all options, or what a danger asks for. Each is empty where it is none.
type First struct {
	Option    string   `json:"option"`
	Name      string   `json:"name"`
	Status    string   `json:"status"`
	Questions []string `json:"questions"`
	Source    string   `json:"source"`
	Flag      string   `json:"flag"`
	Says      string   `json:"says"`
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
	PriorMark       string         `json:"prior_mark,omitempty"` // estimate or recalled
	PriorNote       string         `json:"prior_note,omitempty"`
	Ceiling         float64        `json:"ceiling"`
	AtCeiling       bool           `json:"at_ceiling"`
	ICD10CM         []string       `json:"icd10cm"`
	Contributions   []Contribution `json:"contributions"` // history and examination before tests
	Steps           []Step         `json:"steps"`
	For             string         `json:"for"`     // the strongest finding that speaks for it, "" where none does
	Against         string         `json:"against"` // and against it
	Unusual         []string       `json:"unusual"` // findings that are unusual for it, the strongest first
	Unknown         []Unknown      `json:"unknown"`
	Answers         []Claim        `json:"claims,omitempty"`
}

// Contribution is one finding that counted. Counted is its likelihood ratio after
// halving and capping, the exponential of its weight; HalvedBy is the finding that halves
// its whole group.
type Contribution struct {
	Evidence        string     `json:"evidence"`
	Says            string     `json:"says"`
	LikelihoodRatio float64    `json:"likelihood_ratio"`
	Interval        [2]float64 `json:"interval"`
	Counted         float64    `json:"counted"`
	Weight          float64    `json:"weight"`
	Group           string     `json:"group"`
	Capped          bool       `json:"capped"`
	Halved          bool       `json:"halved"`
	HalvedBy        string     `json:"halved_by,omitempty"`
	Strength        string     `json:"strength"`
	Because         []string   `json:"because"`
	References      []string   `json:"references"`
	Practice        bool       `json:"practice,omitempty"`
	Estimate        bool       `json:"estimate"`
	Mark            string     `json:"mark,omitempty"` // estimate or recalled
	Why             string     `json:"why,omitempty"`
}

// Step is one move from the prior to the result. Kind is finding, ceiling (history and
// examination say no more) or bounds (results stay within the shown range).
type Step struct {
	Kind     string  `json:"kind"`
	Evidence string  `json:"evidence,omitempty"`
	From     float64 `json:"from"`
	To       float64 `json:"to"`
}

// Unknown is a finding that could still count.
type Unknown struct {
	Evidence string     `json:"evidence"`
	Obtain   string     `json:"obtain"`
	Says     string     `json:"says"`
	Question string     `json:"question"`
	Together bool       `json:"together,omitempty"` // no single answer settles it
	Gain     float64    `json:"gain_bits"`
	Could    [2]float64 `json:"could"`
}

// Next is one thing to find out. Questions are all that must be answered for it, Status
// is that of Option. Could are the probabilities of Source, the first of For, that it
// could move it between.
type Next struct {
	ID        string     `json:"id"`
	Questions []string   `json:"questions"`
	Asks      []string   `json:"asks"` // those that can be put to this reader, in words
	Option    string     `json:"option"`
	Status    string     `json:"status,omitempty"`
	Obtain    string     `json:"obtain"`
	Says      string     `json:"says"`
	Gain      float64    `json:"gain_bits"`
	For       []string   `json:"for"`
	Source    string     `json:"source"`
	Now       float64    `json:"now"`
	Could     [2]float64 `json:"could"`
}

// Claim is a statement with what it rests on.
type Claim struct {
	Claim      string   `json:"claim,omitempty"`
	Says       string   `json:"says"`
	References []string `json:"references"`
	Estimate   bool     `json:"estimate"`
	Mark       string   `json:"mark,omitempty"` // estimate or recalled
}

// Reference is a publication that the result rests on. Read is yes, cited or recalled.
type Reference struct {
	ID   string `json:"id"`
	Cite string `json:"cite"`
	DOI  string `json:"doi"`
	PMID string `json:"pmid,omitempty"`
	Read string `json:"read"`
}
