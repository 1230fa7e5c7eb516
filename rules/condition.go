package rules

import "math"

// Truth is a value of three-valued logic. Unknown is not "no": it is what a test
// on an answer gives that nobody has given.
type Truth uint8

// The three values, in an order in which "and" is the least and "or" the greatest.
const (
	False Truth = iota
	Unknown
	True
)

// The truth tables (Kleene's strong logic):
//
//	and      | false    unknown  true        or       | false    unknown  true
//	false    | false    false    false       false    | false    unknown  true
//	unknown  | false    unknown  unknown     unknown  | unknown  unknown  true
//	true     | false    unknown  true        true     | true     true     true
//
//	not false = true   not unknown = unknown   not true = false
func (t Truth) String() string { return [...]string{"false", "unknown", "true"}[t] }

func not(t Truth) Truth { return True - t }

func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Op is the kind of a condition.
type Op uint8

// The kinds of condition. Always, the zero value, is true: a condition that was not given.
const (
	Always   Op = iota
	All         // every one of Args
	Any         // at least one of Args
	None        // not one of Args
	Not         // not Args[0]
	Count       // the number of Args that hold compares with N
	Known       // Question has been answered with something known
	Is          // Question has one of Choices
	Compare     // the number of Question compares with Number
	SourceIs    // the band or the probability of source Question is Number or more
	FlagIs      // flag Question ("any" for any) is raised at Level or higher
	opLast   = FlagIs
)

// Cmp is a comparison of numbers.
type Cmp uint8

// The comparisons.
const (
	AtLeast Cmp = iota // >=
	More               // >
	AtMost             // <=
	Less               // <
	Equal              // =
)

// Condition is a test on answers.
type Condition struct {
	Op       Op
	Args     []Condition
	Question string
	Choices  []string
	Cmp      Cmp
	Number   float64
	N        int
	Band     string
	Level    Level
}

// Given says whether the condition was written at all.
func (c *Condition) Given() bool { return c.Op != Always }

// Walk calls visit for the condition and all inside it, outermost first.
func (c *Condition) Walk(visit func(*Condition)) {
	visit(c)
	for i := range c.Args {
		c.Args[i].Walk(visit)
	}
}

// node is a compiled condition: names are small integers, choices bits. A node
// stands after its arguments, which Base.args lists from first.
type node struct {
	op    Op
	cmp   Cmp
	q     uint16 // question, source or flag
	first int32
	args  int32
	mask  uint64
	num   float64
}

const anyFlag = math.MaxUint16

// truthTable has a truth for every slot that a pass writes. Its size is fixed, so that no
// slot needs to be looked at twice.
type truthTable [1 << 16]Truth

// facts is all that a condition can look at.
type facts struct {
	base    *Base
	cells   []cell
	sources []SourceResult // for SourceIs
	rank    []int32        // of a source in sources
	flags   []flagState    // for FlagIs
	acted   []bool         // the options that a raised flag asks for
	gravest int            // the flag at urgent or above that comes first, -1 for none
	named   []int          // the raised flags that hold options by name
	holdAll []int          // the raised flags that hold everything, the gravest first
	// heldNames are the options that one of named names, a bit each.
	heldNames []uint64
	worst     flagState // of all flags as one
	// truths are the truths of the nodes that Base.passes list, where they were worked
	// out; nil where each condition is to be tested by itself, as it must be where
	// answers are seen otherwise.
	truths *truthTable
	// blind marks the questions whose answers count as unknown here; nil for none. memo
	// holds the truths that were found then, plus one.
	blind []bool
	memo  []Truth
	// blindly sees the answers of tests that were told from memory as unknown; nil where
	// none were.
	blindly *facts
	// lenient takes questions beyond the safety questions for negative where they are not
	// known, and follow-ups that do not apply.
	lenient bool
	// unverified says that tests were told from memory.
	unverified bool
}

// test gives the truth of a condition of a rule, not of a question. Many rules share
// a condition, and all are worked out in one pass.
func (f *facts) test(i int32) Truth {
	if f.truths != nil && f.blind == nil {
		return f.truths[i]
	}
	return f.look(i)
}

// look is test where not all truths are worked out.
func (f *facts) look(i int32) Truth {
	switch {
	case f.truths == nil:
		return f.eval(i)
	case !f.base.sees[i]:
		return f.truths[i]
	}
	if f.memo[i] == 0 {
		f.memo[i] = f.eval(i) + 1
	}
	return f.memo[i] - 1
}

// leniently judges by the safety questions alone.
func (f *facts) leniently() *facts {
	g := *f
	g.truths, g.lenient = nil, true
	return &g
}

// eval works out one condition by itself.
func (f *facts) eval(i int32) Truth {
	n := &f.base.nodes[i]
	switch n.op {
	case All:
		t := True
		for _, a := range f.base.argsOf(n) {
			if t = min(t, f.within(a)); t == False {
				break
			}
		}
		return t
	case Any:
		return f.any(n)
	case None, Not:
		return not(f.any(n))
	case Count:
		return f.count(n)
	}
	return f.leaf(n)
}

// within is eval for a part of a condition: a blind look finds what does not look at
// blinded questions worked out already, and the rest only once.
func (f *facts) within(i int32) Truth {
	if f.blind != nil {
		return f.look(i)
	}
	return f.eval(i)
}

// leaf works out a condition without arguments.
func (f *facts) leaf(n *node) Truth {
	switch n.op {
	case Is:
		if f.blind != nil && f.blind[n.q] {
			return Unknown
		}
		if t := f.cells[n.q].is(n.mask, &f.base.questions[n.q]); t != Unknown || !f.negative(n.q) {
			return t
		}
		return False
	case Compare:
		if f.blind != nil && f.blind[n.q] {
			return Unknown
		}
		if c := &f.cells[n.q]; c.state == known {
			return compare(n.cmp, c.lo, c.hi, n.num)
		}
		if f.negative(n.q) {
			return False
		}
		return Unknown
	case Known:
		return truth((f.blind == nil || !f.blind[n.q]) && f.cells[n.q].state == known)
	case SourceIs:
		if f.sources == nil {
			return Unknown
		}
		r := &f.sources[f.rank[n.q]]
		if n.cmp == AtLeast && n.mask != 0 {
			return truth(uint64(r.Band)+1 >= n.mask)
		}
		return compare(n.cmp, r.Probability, r.Probability, n.num)
	case FlagIs:
		return f.flag(n)
	}
	return True
}

// is says whether the answer has one of the choices of a mask.
func (c *cell) is(mask uint64, q *question) Truth {
	return isOneOf(mask, c.yes, c.no, c.left(q))
}

func isOneOf(mask, yes, no, left uint64) Truth {
	switch {
	case yes&mask != 0:
		return True
	case no&mask == mask:
		return False
	case left&^mask == 0:
		return True // one of the few choices that are left, and all of them are here
	}
	return Unknown
}

// left are the choices one of which must hold; all 64 bits, which no mask has, where
// none need hold.
func (c *cell) left(q *question) uint64 {
	if c.state == known && q.single {
		return q.all &^ c.no
	}
	return ^uint64(0)
}

// negative says whether an unanswered question counts as such: where lenient, one far
// from the safety questions, and a follow-up that does not apply.
func (f *facts) negative(q uint16) bool {
	if !f.lenient || f.cells[q].state == known {
		return false
	}
	in := &f.base.questions[q]
	return in.distance >= beyondSafety || in.when != given && f.eval(in.when) == False
}

func (f *facts) any(n *node) Truth {
	t := False
	for _, a := range f.base.argsOf(n) {
		if t = max(t, f.within(a)); t == True {
			break
		}
	}
	return t
}

// count is true as soon as enough arguments are known to hold, and false as soon
// as too few, or too many, can.
func (f *facts) count(n *node) Truth {
	sure, possible := 0.0, 0.0
	for _, a := range f.base.argsOf(n) {
		switch f.within(a) {
		case True:
			sure++
			possible++
		case Unknown:
			possible++
		}
	}
	return compare(n.cmp, sure, possible, n.num)
}

func (f *facts) flag(n *node) Truth {
	if f.flags == nil {
		return Unknown // asked before, or without, a triage
	}
	if n.q != anyFlag {
		return f.flags[n.q].at(Level(n.num))
	}
	return f.worst.at(Level(n.num))
}

// compare tests a number known to lie between lo and hi.
func compare(c Cmp, lo, hi, x float64) Truth {
	switch c {
	case AtLeast:
		return between(lo >= x, hi < x)
	case More:
		return between(lo > x, hi <= x)
	case AtMost:
		return between(hi <= x, lo > x)
	case Less:
		return between(hi < x, lo >= x)
	default:
		return between(lo == x && hi == x, lo > x || hi < x)
	}
}

func between(yes, no bool) Truth {
	switch {
	case yes:
		return True
	case no:
		return False
	}
	return Unknown
}
