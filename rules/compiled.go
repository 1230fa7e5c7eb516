package rules

// The compiled forms: names are small integers, choices bits, ratios logs.

type question struct {
	id          string
	kind        string
	single      bool // takes one choice
	choices     []string
	all, none   uint64
	lo, hi      float64
	unsureLevel Level
	implied     int32
	impliedIs   int
	bound       bool // what follows from others is the least that can be true
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
	middle, overMiddle              uint64 // of the low back: in it; over it or next to it
	regions                         []uint64
	reach, deepest                  []uint64 // by choice of leg.reach
}

type source struct {
	priors     []prior
	groups     []group
	items      []item
	outcomes   []outcome // of the items, one after the other
	whens      []slot    // by outcome: the condition on which it holds
	findings   []finding // by item
	composites []composite
	ceiling    float64 // logit
	base       []int32
	beside     []int32
	rungs      []rung
	reads      []bool // the questions that its ladder reads
	asks       []bool // those, and what came of its options before
}

type prior struct {
	when                   int32
	p, logit, below, above float64
}

type group struct {
	lo, hi float64 // logs of the cap
	test   bool
}

// item is what weighs of an evidence item: its outcomes and its group. What else is known
// of it stands apart, so that weighing walks through little memory.
type item struct {
	first, outcomes int32
	group           int
}

// conditions are those of the outcomes of an item.
func (s *source) conditions(item int) []slot {
	it := &s.items[item]
	return s.whens[it.first : it.first+it.outcomes]
}

// log is the log ratio of an outcome of an item.
func (s *source) log(item, outcome int) float64 {
	return s.outcomes[int(s.items[item].first)+outcome].log
}

// outcome is a log ratio with its standard errors towards both ends of its interval.
type outcome struct{ log, below, above float64 }

// finding is how an evidence item is obtained.
type finding struct {
	obtain    uint8    // in obtains
	option    int      // -1 for none
	otherwise float64  // log of the ratio when a one-sided item does not hold; 0 where not given
	reads     []int    // questions, in the order of the questionnaire
	replaces  []int    // items that it would stand in for, with some outcome
	tries     [][]cell // by read question: answers that between them make its tests true and false
}

// composite says what an item replaces or halves, with one outcome or, at -1, with any.
type composite struct {
	item     int
	outcome  int32
	replaces []int // items of the same source
	halves   []int // groups
}

type rung struct {
	opens, passed int32
	options       []int32
}

type option struct {
	applies                          int32
	inUse                            int32
	result                           int32
	adequate, woreOff                int32
	tried                            int32 // question, -1 for none
	firstNeed, needs                 int32 // in Base.needs
	firstAvoid, avoids               int32 // in Base.avoids
	act, safe, cautionAtMost, review bool
	invasive                         bool
	active                           bool // neither habit nor monitoring
	tier                             int8
	class                            uint8 // in the plan: acts, then tests, then all else
	words                            outcomes
}

// criterion is one row of an option's candidacy.
type criterion struct{ option, row, when int32 }

// outcomes are the bits of what came of a treatment in its tried question.
type outcomes struct {
	using, helped, noHelp, bad, notEnough uint64
}

type avoid struct {
	when  slot
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
	names    []uint64 // the options that it holds at every level, a bit each; nil for none
	marked   []markedItems
	reads    []int
	triggers []bool // the questions that the trigger reads, as reads
	acts     [4][]int32
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
