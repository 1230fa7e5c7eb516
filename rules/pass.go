package rules

import (
	"cmp"
	"slices"
)

// An assessment needs nearly every condition of the knowledge, most of them more than
// once, so that all are worked out in one go: first what looks at answers, sorted so
// that each answer is looked at once and like is done with like; what looks at flags or
// at sources when those are known.

// stage says from when on a condition can be worked out.
type stage uint8

const (
	fromAnswers stage = iota
	fromFlags
	fromSources
	stages = fromSources + 1
)

// pass is the work of one stage. Each step writes one truth, those that others stand on first.
type pass struct {
	asked   []askedTests
	choices []choiceTest
	numbers []numberTest
	knowns  []knownTest
	leaves  []int32 // other tests
	runs    []joinRun
	joins   []join
}

// askedTests are the tests for choices of one question: those up to a place, after
// those of the question before it.
type askedTests struct{ question, to int32 }

// slot is the place of a truth.
type slot = uint16

type choiceTest struct {
	mask uint64
	at   slot
}

type numberTest struct {
	num      float64
	question int32
	at       slot
	cmp      Cmp
}

type knownTest struct {
	question int32
	at       slot
}

// joinRun is a run of joins of one kind.
type joinRun struct {
	kind joinKind
	to   int32
}

type joinKind uint8

const (
	joinLeast    joinKind = iota // of two
	joinGreatest                 // of two
	joinNot
	joinCount
)

// join writes at a place what two truths make.
type join struct{ at, one, two slot }

// findPasses sorts the nodes that the roots stand on into passes.
func (c *compiler) findPasses() {
	live := c.findLive()
	var plans [stages]passPlan
	for i := range plans {
		plans[i].byQuestion = make([][]choiceTest, len(c.questions))
	}
	c.slots = len(c.nodes)
	at := make([]stage, len(c.nodes))
	depth := make([]int, len(c.nodes), 2*len(c.nodes)) // by slot: how many joins stand below it
	for i := range c.nodes {
		n := &c.nodes[i]
		switch n.op {
		case FlagIs:
			at[i] = fromFlags
		case SourceIs:
			at[i] = fromSources
		}
		for _, a := range c.argsOf(n) {
			at[i] = max(at[i], at[a])
		}
		p := &plans[at[i]]
		switch {
		case !live[i]:
		case n.op == Is:
			p.byQuestion[n.q] = append(p.byQuestion[n.q], choiceTest{n.mask, slot(i)})
		case n.op == Compare:
			p.numbers = append(p.numbers, numberTest{n.num, int32(n.q), slot(i), n.cmp})
		case n.op == Known:
			p.knowns = append(p.knowns, knownTest{int32(n.q), slot(i)})
		case n.args == 0:
			p.leaves = append(p.leaves, int32(i))
		default:
			depth = c.planJoin(p, n, int32(i), depth)
		}
	}
	if most := len(truthTable{}); c.slots > most {
		c.at = "knowledge"
		c.fail("there are %d conditions, each counted with its parts; at most %d can be compiled", c.slots, most)
		return
	}
	for s := range plans {
		c.passes[s] = plans[s].sorted()
	}
}

// findLive marks the nodes that the roots stand on.
func (c *compiler) findLive() []bool {
	live := make([]bool, len(c.nodes))
	live[given] = true
	for _, root := range c.roots {
		live[root] = true
	}
	for i := len(c.nodes) - 1; i >= 0; i-- {
		if live[i] {
			for _, a := range c.argsOf(&c.nodes[i]) {
				live[a] = true
			}
		}
	}
	return live
}

// passPlan is a pass that is being made.
type passPlan struct {
	pass
	byQuestion [][]choiceTest
	planned    []plannedJoin
}

type plannedJoin struct {
	join
	kind  joinKind
	depth int
}

// planJoin breaks a node down into joins of two, with slots of their own in between.
func (c *compiler) planJoin(p *passPlan, n *node, own int32, depth []int) []int {
	add := func(kind joinKind, at, one, two int32, d int) int32 {
		if at < 0 {
			at = int32(c.slots)
			c.slots++
			depth = append(depth, 0)
		}
		depth[at] = d
		p.planned = append(p.planned, plannedJoin{join{slot(at), slot(one), slot(two)}, kind, d})
		return at
	}
	args := slices.Clone(c.argsOf(n))
	below := 0
	for _, a := range args {
		below = max(below, depth[a])
	}
	if n.op == Count {
		add(joinCount, own, own, own, below+1)
		return depth
	}
	kind, inverse := joinGreatest, n.op == None || n.op == Not
	if n.op == All {
		kind = joinLeast
	}
	for len(args) > 1 {
		one, two := args[0], args[1]
		to := int32(-1)
		if len(args) == 2 && !inverse {
			to = own
		}
		args = append(args[2:], add(kind, to, one, two, max(depth[one], depth[two])+1))
	}
	if inverse {
		add(joinNot, own, args[0], args[0], depth[args[0]]+1)
	}
	return depth
}

// sorted brings the steps of a pass into order.
func (p *passPlan) sorted() pass {
	for q, tests := range p.byQuestion {
		if len(tests) > 0 {
			p.choices = append(p.choices, tests...)
			p.asked = append(p.asked, askedTests{int32(q), int32(len(p.choices))})
		}
	}
	slices.SortStableFunc(p.planned, func(x, y plannedJoin) int {
		return cmp.Or(cmp.Compare(x.depth, y.depth), cmp.Compare(x.kind, y.kind))
	})
	for i, j := range p.planned {
		if i == 0 || j.kind != p.planned[i-1].kind {
			p.runs = append(p.runs, joinRun{kind: j.kind})
		}
		p.joins = append(p.joins, j.join)
		p.runs[len(p.runs)-1].to = int32(i + 1)
	}
	return p.pass
}

func (b *Base) argsOf(n *node) []int32 { return b.args[n.first : n.first+n.args] }

// run works out the conditions of one stage into truths.
func (f *facts) run(s stage) {
	b, cells, truths := f.base, f.cells, f.truths
	p := &b.passes[s]
	from := 0
	for _, asked := range p.asked {
		c := &cells[asked.question]
		tests := p.choices[from:asked.to]
		from = int(asked.to)
		yes, no := c.yes, c.no
		if yes == 0 && c.state == known {
			for i := range tests {
				truths[tests[i].at] = c.is(tests[i].mask, &b.questions[asked.question])
			}
			continue
		}
		for i := range tests {
			t := &tests[i]
			truths[t.at] = Unknown + truthBit(yes&t.mask != 0) - truthBit(no&t.mask == t.mask)
		}
	}
	for i := range p.numbers {
		t := &p.numbers[i]
		if c := &cells[t.question]; c.state == known {
			truths[t.at] = compare(t.cmp, c.lo, c.hi, t.num)
		} else {
			truths[t.at] = Unknown
		}
	}
	for _, t := range p.knowns {
		truths[t.at] = 2 * truthBit(cells[t.question].state == known)
	}
	for _, at := range p.leaves {
		truths[at] = f.eval(at)
	}
	from = 0
	for _, r := range p.runs {
		f.join(r.kind, p.joins[from:r.to])
		from = int(r.to)
	}
}

func (f *facts) join(kind joinKind, joins []join) {
	truths := f.truths
	switch kind {
	case joinLeast:
		for i := range joins {
			j := &joins[i]
			truths[j.at] = min(truths[j.one], truths[j.two])
		}
	case joinGreatest:
		for i := range joins {
			j := &joins[i]
			truths[j.at] = max(truths[j.one], truths[j.two])
		}
	case joinNot:
		for i := range joins {
			truths[joins[i].at] = not(truths[joins[i].one])
		}
	case joinCount:
		for i := range joins {
			n := &f.base.nodes[joins[i].at]
			truths[joins[i].at] = f.counted(n.cmp, n.num, f.base.argsOf(n))
		}
	}
}

// truthBit is 1 where a fact holds; the compiler makes no branch of it.
func truthBit(holds bool) Truth {
	var t Truth
	if holds {
		t = 1
	}
	return t
}

// counted is count over truths that are worked out.
func (f *facts) counted(c Cmp, want float64, args []int32) Truth {
	sure, possible := 0, 0
	for _, a := range args {
		t := int(f.truths[a])
		sure += t >> 1
		possible += (t + 1) >> 1
	}
	return compare(c, float64(sure), float64(possible), want)
}
