package report

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
