package knowledge

import "afterfusion/rules"

// verdict says whether some answers make a condition true.
type verdict uint8

const (
	possible verdict = iota
	impossible
	tooComplex // the step budget ran out before either was shown
)

// stepBudget bounds the search. The conditions of the knowledge need a few hundred
// steps; a search that needs more than this is one that no reader could follow either.
const stepBudget = 300_000

// open marks a variable that has no value yet.
const open int8 = -1

// solver searches for answers that make a condition true: backtracking over the
// questions it reads, cut off as soon as three-valued logic shows the outcome.
//
// A question becomes few variables with few values. A number has its thresholds and
// the points between and beyond them; of choices that no test tells apart one stands
// for all. Where `known` is tested, "not answered" is a value too. The search is
// exact but for three things that are left free: tests on sources and flags, which
// hang on everything; answers that follow from others; and ids that do not exist.
type solver struct {
	questions map[string]*rules.Question
	domains   map[string]*domain
	order     []*domain
	values    []int8 // by variable
	sizes     []int8
	steps     int
	budget    int
	// partial lets every question be left unanswered, not only those of which a
	// condition asks whether it is known.
	partial bool
}

// notTrue is the kind of formula that holds where its argument is false or, all
// answers being given or left out, unknown.
const notTrue rules.Op = 255

// solve says whether some answers make all the conditions true, and which.
func solve(questions map[string]*rules.Question, conditions ...rules.Condition) (verdict, *witness) {
	s := &solver{questions: questions, domains: map[string]*domain{}, budget: stepBudget}
	return s.run(conditions, nil)
}

// first says whether some answers, of which any may be missing, make a condition true
// and none of those above it.
func first(questions map[string]*rules.Question, when rules.Condition, above []rules.Condition) verdict {
	s := &solver{questions: questions, domains: map[string]*domain{}, budget: stepBudget, partial: true}
	v, _ := s.run([]rules.Condition{when}, above)
	return v
}

func (s *solver) run(conditions, above []rules.Condition) (verdict, *witness) {
	root := formula{op: rules.All}
	for _, list := range [][]rules.Condition{conditions, above} {
		for i := range list {
			list[i].Walk(s.gather)
		}
	}
	for _, d := range s.order {
		d.layOut(s)
	}
	for i := range conditions {
		root.args = append(root.args, s.formula(&conditions[i]))
	}
	for i := range above {
		root.args = append(root.args, formula{op: notTrue, args: []formula{s.formula(&above[i])}})
	}
	switch found := s.search(&root); {
	case found:
		return possible, &witness{s}
	case s.steps > s.budget:
		return tooComplex, nil
	}
	return impossible, nil
}

// implies says whether b is at least as true as a, whatever is answered and whatever
// is not. What is too complex to tell is not.
func implies(questions map[string]*rules.Question, a, b rules.Condition) bool {
	return first(questions, a, []rules.Condition{b}) == impossible &&
		first(questions, negation(b), []rules.Condition{negation(a)}) == impossible
}

func negation(c rules.Condition) rules.Condition {
	return rules.Condition{Op: rules.Not, Args: []rules.Condition{c}}
}

// search gives open variables values until the root is true.
func (s *solver) search(root *formula) bool {
	switch root.eval(s) {
	case rules.True:
		return true
	case rules.False:
		return false
	}
	v, atom, want := root.pick(s, rules.True)
	if atom == nil {
		return false // all is given, and what is not answered keeps it unknown
	}
	for pass := range 2 {
		for value := range s.sizes[v] {
			if (atom.truths[value] == want) != (pass == 0) {
				continue
			}
			if s.steps++; s.steps > s.budget {
				return false
			}
			s.values[v] = value
			if s.consistent(v) && s.search(root) {
				return true
			}
		}
	}
	s.values[v] = open
	return false
}

// consistent says whether the answer that a variable belongs to can be given.
func (s *solver) consistent(v int) bool {
	for _, d := range s.order {
		if v >= d.first && v < d.first+d.count {
			return d.consistent(s)
		}
	}
	return true
}

// formula is a condition over variables. Its kinds are those of rules.Condition:
// Is is the test of a variable, Known asks whether its question was answered, and
// Always a guard: its argument, unknown where the question was not answered.
type formula struct {
	op     rules.Op
	args   []formula
	cmp    rules.Cmp
	n      int
	v      int
	truths []rules.Truth // by value of v
}

func (f *formula) eval(s *solver) rules.Truth {
	switch f.op {
	case rules.Is:
		if value := s.values[f.v]; value != open {
			return f.truths[value]
		}
		return rules.Unknown
	case rules.Always:
		if f.v < 0 {
			return f.args[0].eval(s)
		}
		if s.values[f.v] == 1 {
			return f.args[0].eval(s)
		}
		return rules.Unknown
	case rules.All:
		t := rules.True
		for i := range f.args {
			if t = min(t, f.args[i].eval(s)); t == rules.False {
				break
			}
		}
		return t
	case rules.Count:
		return f.evalCount(s)
	case notTrue:
		t := f.args[0].eval(s)
		if t == rules.Unknown {
			if _, atom, _ := f.args[0].pick(s, rules.False); atom == nil {
				return rules.True
			}
		}
		return rules.True - t
	}
	t := rules.False
	for i := range f.args {
		if t = max(t, f.args[i].eval(s)); t == rules.True {
			break
		}
	}
	if f.op == rules.Any {
		return t
	}
	return rules.True - t
}

func (f *formula) evalCount(s *solver) rules.Truth {
	sure, could := 0, 0
	for i := range f.args {
		switch f.args[i].eval(s) {
		case rules.True:
			sure++
			could++
		case rules.Unknown:
			could++
		}
	}
	var yes, no bool
	switch f.cmp {
	case rules.AtLeast:
		yes, no = sure >= f.n, could < f.n
	case rules.AtMost:
		yes, no = could <= f.n, sure > f.n
	default:
		yes, no = sure == f.n && could == f.n, sure > f.n || could < f.n
	}
	switch {
	case yes:
		return rules.True
	case no:
		return rules.False
	}
	return rules.Unknown
}

// pick finds an open variable that the formula hangs on, the atom that reads it,
// and the truth of that atom that helps the formula to be as wanted.
func (f *formula) pick(s *solver, want rules.Truth) (int, *formula, rules.Truth) {
	switch f.op {
	case rules.Is:
		if s.values[f.v] == open {
			return f.v, f, want
		}
		return 0, nil, want
	case rules.Always:
		if f.v >= 0 && s.values[f.v] == open {
			return f.v, &answered, rules.True
		}
	case rules.None, rules.Not, notTrue:
		want = rules.True - want
	case rules.Count:
		if f.cmp != rules.AtLeast {
			want = rules.True - want
		}
	}
	for i := range f.args {
		if f.args[i].eval(s) != rules.Unknown {
			continue
		}
		if v, atom, w := f.args[i].pick(s, want); atom != nil {
			return v, atom, w
		}
	}
	return 0, nil, want
}

// answered is the test whether a question was answered: its variable has the values no and yes.
var answered = formula{op: rules.Is, truths: []rules.Truth{rules.False, rules.True}}

// formula turns a condition into one over variables.
func (s *solver) formula(c *rules.Condition) formula {
	switch c.Op {
	case rules.Always:
		return formula{op: rules.All}
	case rules.All, rules.Any, rules.None, rules.Not, rules.Count:
		f := formula{op: c.Op, cmp: c.Cmp, n: c.N, args: make([]formula, len(c.Args))}
		for i := range c.Args {
			f.args[i] = s.formula(&c.Args[i])
		}
		return f
	}
	d := s.domains[key(c)]
	if c.Op == rules.Known {
		return formula{op: rules.Is, v: d.known, truths: answered.truths}
	}
	f := d.atom(c)
	if d.known < 0 {
		return f
	}
	return formula{op: rules.Always, v: d.known, args: []formula{f}}
}
