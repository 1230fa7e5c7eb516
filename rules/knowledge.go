package rules

import (
	"slices"
	"strings"
)

// Knowledge is all that is known, as people wrote it: plain data without
// behaviour. Compile makes it ready for use. The yaml tags name the keys of the
// knowledge files; the loader in data/knowledge fills these types.
type Knowledge struct {
	Version    Version
	Policy     Policy
	Sections   []Section
	Scales     []Scale
	Grids      []Grid
	Questions  []Question
	Sources    []Source
	Options    []Option
	Flags      []Flag
	References []Reference
}

// Text is a pair of wordings of one meaning; a reader sees one of them.
type Text struct {
	Patient   string `yaml:"patient"`
	Clinician string `yaml:"clinician"`
}

// For returns the wording for a reader. Where one wording is missing the other serves.
func (t Text) For(r Reader) string {
	if r == Patient && t.Patient != "" || t.Clinician == "" {
		return t.Patient
	}
	return t.Clinician
}

// Empty says whether neither wording was given.
func (t Text) Empty() bool { return t.Patient == "" && t.Clinician == "" }

// Reader is who reads: it changes words, never an assessment.
type Reader string

// The two readers.
const (
	Patient   Reader = "patient"
	Clinician Reader = "clinician"
)

// Version says which edition of the knowledge this is and who has reviewed it.
type Version struct {
	Version  string     `yaml:"version"`
	Date     string     `yaml:"date"`
	Reviewed []Reviewer `yaml:"reviewed"`
	Note     Text       `yaml:"note"`
}

// Reviewer names a clinician who reviewed a part of the knowledge, and when.
type Reviewer struct {
	By    string `yaml:"by"`
	Date  string `yaml:"date"`
	Scope string `yaml:"scope"`
}

// Policy holds the clinical settings of the method that belong to no single entry.
type Policy struct {
	// RecentProcedure is true within two weeks of an operation or a needle.
	RecentProcedure Condition    `yaml:"recent-procedure"`
	Scope           []Exclusion  `yaml:"scope"`
	Core            []CoreAnswer `yaml:"core"`
	Unverified      Unverified   `yaml:"unverified"`
	Doubts          []Doubt      `yaml:"doubts"`
	OnWish          OnWish       `yaml:"on-wish"`
	SeverityWords   []WordRange  `yaml:"severity-words"`
	ReliefWords     []WordRange  `yaml:"relief-words"`
	IntendedUse     Text         `yaml:"intended-use"`
	NoCause         Claim        `yaml:"no-cause"`
	Emergency       Text         `yaml:"emergency"`
	NoFlag          Text         `yaml:"no-flag"`
	NaloxoneLine    Line         `yaml:"naloxone-line"`
	OpioidLine      Text         `yaml:"opioid-line"`
	RegenerativeTxt Text         `yaml:"regenerative-line"`
	Crisis          Text         `yaml:"crisis"`
	Lines           []Line       `yaml:"lines"`
}

// Exclusion is one reason to lie outside the program's scope.
type Exclusion struct {
	When Condition `yaml:"when"`
	Says Text      `yaml:"says"`
}

// CoreAnswer is one of the six answers without which little can be said.
type CoreAnswer struct {
	ID   string    `yaml:"id"`
	When Condition `yaml:"when"`
	Says Text      `yaml:"says"`
}

// Unverified says when the answers of a section come from memory and not from a
// report: they then lift no ceiling and open nothing invasive.
type Unverified struct {
	When    Condition `yaml:"when"`
	Section string    `yaml:"section"`
	Says    Text      `yaml:"says"`
}

// Doubt is a pair of number questions of which the first can hardly be more than so
// many times the second. Whoever says so is asked whether both can be right; nothing
// is refused.
type Doubt struct {
	Less  string  `yaml:"less"`
	Than  string  `yaml:"than"`
	Times float64 `yaml:"times"` // above 0
}

// OnWish says what a patient is asked only on the wish to say more. Never among it is
// what decides over a danger, the scope, a core answer, a prior or a contraindication.
type OnWish struct {
	Sections []string `yaml:"sections"` // all questions of these
	Numbers  []string `yaml:"numbers"`  // of these sections only the numbers
	Tiers    []string `yaml:"tiers"`    // contraindications to these options may wait too
}

// WordRange maps a word to the numbers it stands for.
type WordRange struct {
	ID    string    `yaml:"id"`
	Text  Text      `yaml:"text"`
	Range []float64 `yaml:"range"`
}

// Line is a sentence that is shown when its condition holds.
type Line struct {
	When Condition `yaml:"when"`
	Says Text      `yaml:"says"`
	Refs []string  `yaml:"refs"`
}

// Claim is a statement with what it rests on. Checked, where given, overrides how
// far its references were read: yes, cited or recalled.
type Claim struct {
	Claim    Text     `yaml:"claim"`
	Says     Text     `yaml:"says"`
	Refs     []string `yaml:"refs"`
	Checked  string   `yaml:"checked"`
	Estimate bool     `yaml:"estimate"`
}

// Section is a chapter of the questionnaire.
type Section struct {
	ID   string `yaml:"id"`
	Name Text   `yaml:"name"`
}

// Scale is a set of choices that several questions share.
type Scale struct {
	ID      string   `yaml:"id"`
	Choices []Choice `yaml:"choices"`
}

// Grid is the heading of questions that share their choices and are asked as one table.
type Grid struct {
	ID   string `yaml:"id"`
	Text Text   `yaml:"text"`
	Help Text   `yaml:"help"`
	Why  Text   `yaml:"why"`
}

// The kinds of question.
const (
	KindChoice  = "choice"  // one of the choices
	KindChoices = "choices" // any of them, with an explicit none
	KindNumber  = "number"  // a number or a range
	KindZones   = "zones"   // places on the body
)

// Question is one thing that is asked, with its permitted answers.
type Question struct {
	ID       string    `yaml:"id"`
	Section  string    `yaml:"section"`
	Readers  []Reader  `yaml:"readers"`
	Kind     string    `yaml:"kind"`
	Text     Text      `yaml:"text"`
	Help     Text      `yaml:"help"`
	Why      Text      `yaml:"why"`
	When     Condition `yaml:"when"`
	Choices  []Choice  `yaml:"choices"`
	Scale    string    `yaml:"scale"` // instead of choices: those of a scale
	Unit     Text      `yaml:"unit"`
	Range    []float64 `yaml:"range"`
	Decimals int       `yaml:"decimals"`
	Grid     string    `yaml:"grid"`
	Unsure   string    `yaml:"unsure"` // "urgent" on the marked safety questions
	Derive   string    `yaml:"derive"`
	Implied  Implied   `yaml:"implied"`
	Quick    int       `yaml:"quick"`
	Private  bool      `yaml:"private"`
	Context  bool      `yaml:"context"`
}

// Implied is the answer that another answer already gives.
type Implied struct {
	When Condition `yaml:"when"`
	Is   string    `yaml:"is"`
}

// Choice is one permitted answer. Side and Region belong to places on the body.
type Choice struct {
	ID     string `yaml:"id"`
	Text   Text   `yaml:"text"`
	Side   string `yaml:"side"`
	Region string `yaml:"region"`
	// Reach is how far down the leg a place lies: a choice of leg.reach; Deepest,
	// where the place does not tell, the furthest that it may mean.
	Reach   string `yaml:"reach"`
	Deepest string `yaml:"deepest"`
	// Middle says whether a place is the middle of the low back: yes, or open where it may
	// cover it or lies next to it.
	Middle string `yaml:"middle"`
	// Context marks a choice that no rule reads, and that is meant.
	Context bool `yaml:"context"`
}

// Source is a candidate origin of the pain: its prior, its evidence, its ladder.
type Source struct {
	ID       string     `yaml:"id"`
	Status   string     `yaml:"status"`
	Name     Text       `yaml:"name"`
	About    Text       `yaml:"about"`
	Caveat   Text       `yaml:"caveat"`
	Notes    Text       `yaml:"notes"`
	ICD10CM  []string   `yaml:"icd10cm"`
	Prior    []Prior    `yaml:"prior"`
	Ceiling  float64    `yaml:"ceiling"`
	Groups   []Group    `yaml:"groups"`
	Evidence []Evidence `yaml:"evidence"`
	Base     []string   `yaml:"base"`
	Ladder   []Rung     `yaml:"ladder"`
	Beside   []string   `yaml:"beside"`
	Answers  []Claim    `yaml:"answers"`
}

// Prior is a pre-test probability for people of one pattern.
type Prior struct {
	When     Condition `yaml:"when"`
	P        float64   `yaml:"p"`
	Interval []float64 `yaml:"interval"`
	Refs     []string  `yaml:"refs"`
	Note     string    `yaml:"note"`
	Estimate bool      `yaml:"estimate"`
	Checked  string    `yaml:"checked"`
}

// Group is a set of evidence items that depend on each other and share a cap, a
// pair of likelihood ratios. A group is wholly clinical or, with Test, wholly of
// images, laboratory or blocks.
type Group struct {
	Name string    `yaml:"name"`
	Cap  []float64 `yaml:"cap"`
	Test bool      `yaml:"test"`
}

// The ways in which a finding is obtained.
const (
	Ask     = "ask"
	Examine = "examine"
	Image   = "image"
	Lab     = "lab"
	Block   = "block"
)

// Evidence is one finding about one source: ordered outcomes, of which the first
// that is true counts.
type Evidence struct {
	ID        string    `yaml:"id"`
	Group     string    `yaml:"group"`
	Obtain    string    `yaml:"obtain"`
	Option    string    `yaml:"option"`
	Strength  string    `yaml:"strength"` // high, moderate, low, expert
	Ask       Text      `yaml:"ask"`
	Outcomes  []Outcome `yaml:"outcomes"`
	Replaces  []string  `yaml:"replaces"`
	Otherwise float64   `yaml:"otherwise"`
	OneSided  string    `yaml:"one-sided"`
	Why       string    `yaml:"why"`
}

// Outcome is one result of a finding with its likelihood ratio.
type Outcome struct {
	When     Condition `yaml:"when"`
	LR       float64   `yaml:"lr"`
	Interval []float64 `yaml:"interval"`
	Says     Text      `yaml:"says"`
	Refs     []string  `yaml:"refs"`
	Replaces []string  `yaml:"replaces"`
	Halves   []string  `yaml:"halves"`
	Estimate bool      `yaml:"estimate"`
	Checked  string    `yaml:"checked"`
}

// Rung is one step of a ladder.
type Rung struct {
	ID      string   `yaml:"rung"`
	Says    Text     `yaml:"says"`
	Opens   Gate     `yaml:"opens"`
	Passed  Gate     `yaml:"passed"`
	Options []string `yaml:"options"`
}

// Gate is a condition with its wording. A gate that was not given is open.
type Gate struct {
	When Condition `yaml:"when"`
	Says Text      `yaml:"says"`
	Refs []string  `yaml:"refs"`
}

// The kinds of option.
const (
	Treatment  = "treatment"
	Test       = "test"
	Habit      = "habit"
	Monitoring = "monitoring"
	Act        = "act"
)

// Option is something that can be done: a test, a treatment, a habit.
type Option struct {
	ID            string         `yaml:"id"`
	Name          Text           `yaml:"name"`
	Tier          string         `yaml:"tier"`
	Kind          string         `yaml:"kind"`
	About         Text           `yaml:"about"`
	Applies       Condition      `yaml:"applies"` // left out of every list where false
	Invasive      bool           `yaml:"invasive"`
	Classes       []string       `yaml:"classes"`
	InDanger      string         `yaml:"in-danger"` // act, safe
	Most          string         `yaml:"most"`      // caution, trial-only
	Investigative bool           `yaml:"investigational"`
	Keep          string         `yaml:"keep"` // review
	Stopping      Text           `yaml:"stopping"`
	InUse         Condition      `yaml:"in-use"`
	Result        Condition      `yaml:"result"` // a test whose result is known
	Tried         string         `yaml:"tried"`
	Adequate      Gate           `yaml:"adequate"`
	WoreOff       Gate           `yaml:"wore-off"` // what helped did so too briefly to count
	Needs         []Need         `yaml:"needs"`
	Avoid         []Avoid        `yaml:"avoid"`
	Effect        []Effect       `yaml:"effect"`
	Harms         []Harm         `yaml:"harms"`
	Evidence      OptionEvidence `yaml:"evidence"`
	Regulation    Regulation     `yaml:"regulation"`
	Limits        Claim          `yaml:"limits"`
	Recheck       Recheck        `yaml:"recheck"`
	AskYourDoctor Text           `yaml:"ask-your-doctor"`
	Claims        []Claim        `yaml:"claims"`
	Candidacy     []Criterion    `yaml:"candidacy"`
	CandidacySays Text           `yaml:"candidacy-says"`
	Note          Text           `yaml:"note"`
}

// Need is a prerequisite, with the options that meet it.
type Need struct {
	When     Condition `yaml:"when"`
	Says     Text      `yaml:"says"`
	First    []string  `yaml:"first"`
	Refs     []string  `yaml:"refs"`
	Estimate bool      `yaml:"estimate"`
	Checked  string    `yaml:"checked"`
}

// The levels of an Avoid row.
const (
	Never      = "never"      // absolute contraindication
	Specialist = "specialist" // the named people must agree first
	Caution    = "caution"
	Advice     = "advice" // never changes a status
)

// Avoid is a reason not to, or not yet, or only with care.
type Avoid struct {
	When     Condition `yaml:"when"`
	Level    string    `yaml:"level"`
	Until    Text      `yaml:"until"`
	Says     Text      `yaml:"says"`
	InUse    Text      `yaml:"in-use"` // said in place of Says of what is in use: neither stop nor start
	Soon     string    `yaml:"soon"`   // of what is in use: Today, or "" for within a week
	Factor   string    `yaml:"factor"`
	Refs     []string  `yaml:"refs"`
	Checked  string    `yaml:"checked"`
	Estimate bool      `yaml:"estimate"`
}

// Today is how soon the prescriber is asked about what is in use where a week is too long.
const Today = "today"

// forbidding are the words that forbid or end a medicine.
var forbidding = []string{"do not use", "do not take", "not be used", "is not used", "are not used", "not for you", "stop it", "stop this", "stop them",
	"stop using", "stop taking"}

// Forbids says whether words for a patient forbid a medicine or tell to stop it. That is
// never said of what is in use: who gave it decides, and some must be lowered slowly.
func Forbids(words string) bool {
	words = strings.ReplaceAll(strings.ToLower(words), "never stop", "")
	return slices.ContainsFunc(forbidding, func(f string) bool { return strings.Contains(words, f) })
}

// Effect is what can be hoped for: the share of responders among those treated, of one
// outcome, and the months at which it was measured.
type Effect struct {
	Says       Text      `yaml:"says"`
	Responders []float64 `yaml:"responders"`
	Months     []float64 `yaml:"months"`
	PostFusion Operated  `yaml:"post-fusion"`
	Refs       []string  `yaml:"refs"`
	Checked    string    `yaml:"checked"`
	Estimate   bool      `yaml:"estimate"`
}

// Operated says what surgery of the lumbar spine the people of a study had had; empty
// where that does not matter or is not told.
type Operated string

// What the people of a study had had.
const (
	AfterFusion  Operated = "yes"
	AfterSurgery Operated = "lumbar-surgery" // the share of fusions is mixed or not told
	NoFusion     Operated = "no"             // not selected for it
)

// Harm is what can go wrong; Rate is a share of people treated, 0 where unknown.
type Harm struct {
	Says     Text     `yaml:"says"`
	Rate     float64  `yaml:"rate"`
	Refs     []string `yaml:"refs"`
	Checked  string   `yaml:"checked"`
	Estimate bool     `yaml:"estimate"`
}

// OptionEvidence is the evidence for and against an option, and where guidelines disagree.
type OptionEvidence struct {
	Grade    string  `yaml:"grade"` // high, moderate, low, very-low, none
	For      []Claim `yaml:"for"`
	Against  []Claim `yaml:"against"`
	Conflict []Claim `yaml:"conflict"`
}

// Regulation is the legal standing of an option.
type Regulation struct {
	US   Text     `yaml:"us"`
	EU   Text     `yaml:"eu"`
	Note Text     `yaml:"note"`
	Refs []string `yaml:"refs"`
}

// Recheck says when to look whether an option has helped, in weeks.
type Recheck struct {
	Weeks    []float64 `yaml:"weeks"`
	Says     Text      `yaml:"says"`
	Refs     []string  `yaml:"refs"`
	Estimate bool      `yaml:"estimate"`
	Checked  string    `yaml:"checked"`
}

// Criterion is one condition of candidacy, told as met, not met or not known.
type Criterion struct {
	ID       string    `yaml:"id"`
	Says     Text      `yaml:"says"`
	When     Condition `yaml:"when"`
	Refs     []string  `yaml:"refs"`
	Estimate bool      `yaml:"estimate"`
	Checked  string    `yaml:"checked"`
}

// Flag is a red flag: a danger with a trigger and levels.
type Flag struct {
	ID      string    `yaml:"id"`
	Name    Text      `yaml:"name"`
	About   Text      `yaml:"about"`
	Ask     Text      `yaml:"ask"`
	Trigger Condition `yaml:"trigger"`
	Levels  Levels    `yaml:"levels"`
	// Unsure is what to do where only "not sure" raised the flag.
	Unsure         Text     `yaml:"unsure"`
	Notice         Line     `yaml:"notice"`
	Holds          []string `yaml:"holds"`
	NoDefaultHold  bool     `yaml:"no-default-hold"`
	BecausePrivate bool     `yaml:"because-private"`
	Watch          Text     `yaml:"watch"`
	Figures        []Claim  `yaml:"figures"`
	Refs           []string `yaml:"refs"`
}

// Levels are a flag's three degrees; a level without an act was not given.
type Levels struct {
	Emergency FlagLevel `yaml:"emergency"`
	Urgent    FlagLevel `yaml:"urgent"`
	Soon      FlagLevel `yaml:"soon"`
}

// At returns the entry of a level.
func (l *Levels) At(level Level) *FlagLevel {
	switch level {
	case Emergency:
		return &l.Emergency
	case Urgent:
		return &l.Urgent
	default:
		return &l.Soon
	}
}

// FlagLevel is what one degree of a danger asks for.
type FlagLevel struct {
	When      Condition `yaml:"when"`
	Act       Text      `yaml:"act"`
	Options   []string  `yaml:"options"`
	Meanwhile Text      `yaml:"meanwhile"`
}

// Given says whether the flag has this level.
func (l *FlagLevel) Given() bool { return !l.Act.Empty() }

// Reference is a publication, with what of it was really read.
type Reference struct {
	ID     string `yaml:"id"`
	Cite   string `yaml:"cite"`
	DOI    string `yaml:"doi"`
	PMID   string `yaml:"pmid"`
	Design string `yaml:"design"`
	Read   string `yaml:"read"` // yes, cited, recalled
}
