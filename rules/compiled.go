package rules

// The compiled forms: names are small integers, choices bits, ratios logs.

type question struct {
	id          string
	kind        string
	choices     []string
	all, none   uint64
	lo, hi      float64
	unsureLevel Level
	implied     int32
	impliedIs   int
	when        int32
	distance    distant
}

type derivedQuestion struct {
	question int
	from     []int
	rule     derivation
}

type zones struct {
	all, left, right, both, midline uint64
	regions                         []uint64
	reach, deepest                  []uint64 // by choice of leg.reach
}

type source struct {
	priors  []prior
	groups  []group
	items   []item
	ceiling float64 // logit
	base    []int
	beside  []int
	rungs   []rung
	reads   []bool // the questions that its ladder reads
	asks    []bool // those, and what came of its options before
}

type prior struct {
	when                int32
	logit, below, above float64
}

type group struct {
	lo, hi float64 // logs of the cap
	test   bool
}

type item struct {
	group     int
	outcomes  []outcome
	replaces  []int   // items of the same source
	otherwise float64 // log of the ratio when a one-sided item does not hold; 0 where not given
	reads     []int   // questions, in the order of the questionnaire
	option    int     // -1 for none
}

type outcome struct {
	when              int32
	log, below, above float64
	replaces          []int
	halves            []int
}

type rung struct {
	opens, passed int32
	options       []int
}

type option struct {
	applies                          int32
	inUse                            int32
	result                           int32
	adequate                         int32
	tried                            int // question, -1 for none
	needs                            []int32
	avoid                            []avoid
	act, safe, cautionAtMost, review bool
	invasive                         bool
	active                           bool // neither habit nor monitoring
	tier                             int
	words                            outcomes
	heldBy                           []int // flags that name it
	candidacy                        []int32
}

// outcomes are the bits of what came of a treatment in its tried question.
type outcomes struct {
	using, helped, noHelp, bad, notEnough uint64
}

type avoid struct {
	when  int32
	level uint8
}

const (
	avoidAdvice = iota
	avoidCaution
	avoidSpecialist
	avoidNever
)

type flag struct {
	trigger  int32
	levels   [4]int32 // by Level; -1 where not given
	holdsAll bool     // from urgent on it holds what is neither act nor safe
	marked   []markedItems
	reads    []int
	acts     [4][]int
}

// markedItems are the items of a marked safety question that a trigger reads.
type markedItems struct {
	question int
	mask     uint64
}

const none = -1

// given is the truth of a condition that was not written.
const given int32 = 0

// distant is how far a question lies from the safety questions that everyone is asked.
type distant uint8

const (
	beyondSafety distant = 1 + iota // of a later section
	examined                        // of the examination or the tests, which not everyone is asked
)

func distanceOf(section string) distant {
	switch section {
	case "basics", "safety":
		return 0
	case "exam", "tests":
		return examined
	}
	return beyondSafety
}
