package report

// SummaryLine is a line of the clinician's one screen, or of a note.
type SummaryLine struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// Zone is a place that was marked on the pain drawing.
type Zone struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Worst bool   `json:"worst,omitempty"`
}

// Said is one answer in words, with the chapter it belongs to.
type Said struct {
	Section  string `json:"section"`
	Question string `json:"question"`
	Text     string `json:"text"`
	Answer   string `json:"answer"`
	Negative bool   `json:"negative,omitempty"` // no, or none of them
	Derived  bool   `json:"derived,omitempty"`  // it followed from other answers
}

// Come are signs with which to come, one list for each degree of urgency: the lead says
// how soon ("Go at once if").
type Come struct {
	Lead  string   `json:"lead"`
	Items []string `json:"items"`
}

// Changed is what is different from an earlier set of answers of the same person.
type Changed struct {
	Answers []AnswerChange `json:"answers"`
	Triage  *WordChange    `json:"triage,omitempty"`
	Raised  []string       `json:"raised"`  // names of flags that are new
	Lowered []string       `json:"lowered"` // names of flags that are gone
	Sources []SourceChange `json:"sources"`
	Options []StatusChange `json:"options"`
	Enough  *WordChange    `json:"enough,omitempty"`
}

// Nothing says that both sets of answers give the same.
func (c *Changed) Nothing() bool {
	return len(c.Answers)+len(c.Raised)+len(c.Lowered)+len(c.Sources)+len(c.Options) == 0 && c.Triage == nil && c.Enough == nil
}

// AnswerChange is an answer that is new, gone or different; "" where there was none.
type AnswerChange struct {
	Question string `json:"question"`
	Text     string `json:"text"`
	Before   string `json:"before"`
	After    string `json:"after"`
}

// WordChange is one word that became another.
type WordChange struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// SourceChange is a source that moved: its probability, band or place among the others.
type SourceChange struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Before     float64    `json:"before"`
	After      float64    `json:"after"`
	BandBefore string     `json:"band_before"`
	BandAfter  string     `json:"band_after"`
	Rank       [2]int     `json:"rank"` // before and after, from 1
	Interval   [2]float64 `json:"interval"`
}

// StatusChange is an option whose best status is another now.
type StatusChange struct {
	Option string `json:"option"`
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}
