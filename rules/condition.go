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

// node is a compiled condition: names are small integers, choices bits, and the
// arguments of a node lie side by side from first.
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

// facts is all that a condition can look at.
type facts struct {
	base    *Base
	cells   []cell
	sources []SourceResult // for SourceIs
	rank    []int32        // of a source in sources
	flags   []flagState    // for FlagIs
	holdAll []int          // the raised flags that hold everything, the gravest first
	worst   flagState      // of all flags as one
	memo    []uint8
	// blind marks the questions whose answers count as unknown here; nil for none.
	blind []bool
	// lenient takes questions that are not known and lie as far from the safety questions
	// as this, or further, for negative, and follow-ups that do not apply; 0 takes none.
	lenient distant
	// unverified says that tests were told from memory.
	unverified bool
}

// test evaluates a condition. Many options share a condition, so that truths are
// kept in memo (0 for not yet known) where nothing changes how answers are seen.
func (f *facts) test(i int32) Truth {
	if f.memo == nil || f.blind != nil || f.lenient > 0 {
		return f.eval(i)
	}
	if t := f.memo[i]; t != 0 {
		return Truth(t - 1)
	}
	t := f.eval(i)
	f.memo[i] = uint8(t) + 1
	return t
}

func (f *facts) eval(i int32) Truth {
	n := &f.base.nodes[i]
	switch n.op {
	case Is:
		if f.blind != nil && f.blind[n.q] {
			return Unknown
		}
		c := &f.cells[n.q]
		if c.yes&n.mask != 0 {
			return True
		}
		if c.no&n.mask == n.mask {
			return False
		}
		if q := &f.base.questions[n.q]; c.state == known && q.kind == KindChoice && q.all&^c.no&^n.mask == 0 {
			return True // one of the few choices that are left, and all of them are here
		}
		if f.lenient > 0 && c.state != known && f.left(n.q) {
			return False
		}
		return Unknown
	case Compare:
		if f.blind != nil && f.blind[n.q] {
			return Unknown
		}
		c := &f.cells[n.q]
		if c.state != known {
			if f.lenient > 0 && c.state != known && f.left(n.q) {
				return False
			}
			return Unknown
		}
		return compare(n.cmp, c.lo, c.hi, n.num)
	case Known:
		if f.blind != nil && f.blind[n.q] {
			return False
		}
		return truth(f.cells[n.q].state == known)
	case All:
		t := True
		for a := n.first; a < n.first+n.args; a++ {
			if t = min(t, f.eval(a)); t == False {
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

// left says whether an unanswered question counts as negative where lenient: one far
// from the safety questions, and a follow-up that does not apply.
func (f *facts) left(q uint16) bool {
	in := &f.base.questions[q]
	return in.distance >= f.lenient || in.when != given && f.test(in.when) == False
}

func (f *facts) any(n *node) Truth {
	t := False
	for a := n.first; a < n.first+n.args; a++ {
		if t = max(t, f.eval(a)); t == True {
			break
		}
	}
	return t
}

// count is true as soon as enough arguments are known to hold, and false as soon
// as too few, or too many, can.
func (f *facts) count(n *node) Truth {
	sure, possible := 0.0, 0.0
	for a := n.first; a < n.first+n.args; a++ {
		switch f.eval(a) {
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
