package report

// Ladder is the ladder of one source for this person.
type Ladder struct {
	Source  string   `json:"source"`
	Current *string  `json:"current"`
	Base    []Option `json:"base"`
	Beside  []Option `json:"beside"`
	Rungs   []Rung   `json:"rungs"`
}

// Rung is one step of a ladder. State is here, done, skipped (passed over and not
// done), open or shut; Gate is what opens it, where it is not open. Where something on an
// open rung is barred for this person, Through are the names of what is not; where
// nothing is, Barred is agree or never.
type Rung struct {
	ID         string   `json:"id"`
	Open       bool     `json:"open"`
	Passed     bool     `json:"passed"`
	State      string   `json:"state"`
	Says       string   `json:"says"`
	Gate       string   `json:"gate,omitempty"`
	Through    []string `json:"through,omitempty"`
	Barred     string   `json:"barred,omitempty"`
	References []string `json:"references"`
	Options    []Option `json:"options"`
}

// Grounds are why an option stands as it does for this person. Because are the
// questions whose answers decided, or where none did those that are open; the rest is in
// words but First, the options that must come first, and Ask, the questions without an
// answer.
type Grounds struct {
	Because  []string `json:"because"`
	Says     []string `json:"says"`
	First    []string `json:"first"`
	Ask      []string `json:"ask"`
	ToKnow   []string `json:"to_know"` // what is to be found out
	Cautions []string `json:"cautions"`
	Advice   []string `json:"advice"`
	Until    string   `json:"until,omitempty"`
	// InUse says what to do with what is in use, Soon how soon the prescriber is asked:
	// at the next visit, within a week, today, or in the same-contact or emergency that a
	// danger asks for.
	InUse    string `json:"in_use,omitempty"`
	Soon     string `json:"soon,omitempty"`
	Evidence string `json:"evidence"`
	Against  bool   `json:"against"`
	// AgainstSays are the findings against it.
	AgainstSays []string `json:"against_says"`
	References  []string `json:"references"`
	Practice    bool     `json:"practice,omitempty"`
	Limit       string   `json:"most,omitempty"`
	private     bool     // nothing but a private answer speaks against it
}

// Option is what one option is for this person at one place.
type Option struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Status string `json:"status"`
	Grounds
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

// Plan is one thing to do next. Says is what it is, Grounds why it stands as it does.
type Plan struct {
	Option  string   `json:"option"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Status  string   `json:"status"`
	For     []string `json:"for"`
	Says    string   `json:"says"`
	Grounds Grounds  `json:"grounds"`

	Tier            string `json:"tier"`
	Current         bool   `json:"current,omitempty"` // it stands on the rung of the likeliest source
	AskYourDoctor   string `json:"ask_your_doctor,omitempty"`
	Investigational bool   `json:"investigational,omitempty"`
}

// Shut are options that are not for now for one and the same reason; Status is never,
// hold or stop, or later where others must agree first: Why are then the answers that
// speak against them, in clinical words.
type Shut struct {
	Status     string   `json:"status"`
	Options    []string `json:"options"`
	Names      []string `json:"names"`
	Kinds      []string `json:"kinds"` // the same as a whole: "injections and ablation"
	Says       string   `json:"says"`
	Why        []string `json:"why,omitempty"`
	Until      string   `json:"until,omitempty"`
	References []string `json:"references"`
}

// Decision is what was decided of an option.
type Decision struct {
	Option   string `json:"option"`
	Accepted bool   `json:"accepted"`
	Reason   string `json:"reason"`
}
