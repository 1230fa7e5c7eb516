package rules

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Base is knowledge made ready: names are small integers, conditions flat tests
// over an array of answers. It never changes and may be used by many goroutines.
type Base struct {
	know          *Knowledge
	questions     []question
	questionIDs   []string
	questionIndex map[string]int
	derived       []derivedQuestion
	zones         *zones
	nodes         []node
	args          []int32 // of the nodes
	passes        [stages]pass
	slots         int     // truths that the passes write
	avoids        []avoid // of all options
	needs         []int32 // of all options
	sources       []source
	sourceIndex   map[string]int
	options       []option
	optionIndex   map[string]int
	flags         []flag
	flagIndex     map[string]int
	notices       []int32 // by flag
	recent        int32
	scope         []int32
	core          []int32
	coreReads     [][]int // questions
	unverified    int32
	blind         []bool // questions that count as unknown while unverified
	sees          []bool // by node: it looks at one of them
	recorded      []bool // questions that a flag or an option reads
	places        int    // places on all ladders
	rungs         int
	criteria      []criterion
	mostItems     int // of one source
	mostGroups    int
	mostAvoids    int     // rows of one option
	sourceOrder   []int32 // the places of the sources in the order of their ids
	optionOrder   []int32
	steps         []Step
	always        []bool // questions that are never skipped
}

// Compile checks that knowledge hangs together and makes it ready. The error joins
// everything that is wrong, each with the id at fault.
func Compile(k *Knowledge) (*Base, error) {
	c := newCompiler(&Base{know: k, nodes: make([]node, 1, 4096)})
	if len(k.Questions) == 0 {
		return nil, errors.New("the knowledge has no questions")
	}
	c.questions1()
	c.index()
	c.questions2()
	c.policy()
	c.asking()
	for i := range k.Sources {
		c.source(i)
	}
	for i := range k.Options {
		c.option(i)
	}
	c.findCalled()
	for i := range k.Flags {
		c.flag(i)
	}
	c.pack()
	c.findPasses()
	c.findSeeing()
	c.findSteps()
	c.findLadderReads()
	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}
	return c.Base, nil
}

type compiler struct {
	*Base
	errs []error
	at   string // what is being compiled
	// record notes which questions are read, for flags and options.
	record bool
	// ladders says that options or rungs are being compiled, which are judged last.
	ladders bool
	// shared finds the nodes that have been made already.
	shared map[nodeKey]int32
	// roots are the conditions that an assessment reads, those of questions left aside.
	roots []int32
	// called are the options by the words with which a flag can name them.
	called map[string][]int
}

// nodeKey is a node with its arguments spelt out: equal keys have equal truths.
type nodeKey struct {
	node
	args string
}

func newCompiler(b *Base) compiler {
	return compiler{Base: b, shared: map[nodeKey]int32{}}
}

func (c *compiler) fail(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("%s: %s", c.at, fmt.Sprintf(format, args...)))
}

func (c *compiler) index() {
	k := c.know
	c.sourceIndex = make(map[string]int, len(k.Sources))
	for i := range k.Sources {
		c.sourceIndex[k.Sources[i].ID] = i
	}
	c.optionIndex = make(map[string]int, len(k.Options))
	for i := range k.Options {
		c.optionIndex[k.Options[i].ID] = i
	}
	c.flagIndex = make(map[string]int, len(k.Flags))
	for i := range k.Flags {
		c.flagIndex[k.Flags[i].ID] = i
	}
	c.sourceOrder = orderOf(len(k.Sources), func(i int) string { return k.Sources[i].ID })
	c.optionOrder = orderOf(len(k.Options), func(i int) string { return k.Options[i].ID })
	c.recorded = make([]bool, len(k.Questions))
}

// mostChoices leaves one bit of a mask free: see cell.left.
const mostChoices = 63

// orderOf gives each of n entries its place in the order of their ids.
func orderOf(n int, id func(int) string) []int32 {
	sorted := make([]int, n)
	for i := range sorted {
		sorted[i] = i
	}
	slices.SortStableFunc(sorted, func(x, y int) int { return strings.Compare(id(x), id(y)) })
	order := make([]int32, n)
	for place, i := range sorted {
		order[i] = int32(place)
	}
	return order
}

// questions1 lays out the questions, questions2 compiles what they say of each other.
func (c *compiler) questions1() {
	k := c.know
	c.questionIndex = make(map[string]int, len(k.Questions))
	c.questions = make([]question, len(k.Questions))
	c.questionIDs = make([]string, len(k.Questions))
	for i := range k.Questions {
		q, in := &c.questions[i], &k.Questions[i]
		c.at = in.ID
		if _, dup := c.questionIndex[in.ID]; dup {
			c.fail("there are two questions of this name")
		}
		c.questionIndex[in.ID], c.questionIDs[i] = i, in.ID
		*q = question{id: in.ID, kind: in.Kind, single: in.Kind == KindChoice, distance: distanceOf(in.Section)}
		if len(in.Choices) > mostChoices {
			c.fail("has %d choices, more than %d", len(in.Choices), mostChoices)
			continue
		}
		for n, choice := range in.Choices {
			q.choices = append(q.choices, choice.ID)
			q.all |= 1 << n
			if choice.ID == "none" && in.Kind != KindChoice {
				q.none = 1 << n
			}
		}
		if in.Kind == KindNumber {
			if len(in.Range) != 2 {
				c.fail("a number needs a range of two ends")
				continue
			}
			q.lo, q.hi = in.Range[0], in.Range[1]
		} else if len(in.Choices) == 0 {
			c.fail("has no choices")
		}
		if in.Unsure == "urgent" {
			q.unsureLevel = Urgent
		}
		if in.ID == "pain.zones" {
			c.zones = newZones(in)
		}
	}
	c.findReach()
}

// findReach sorts the places of the drawing by how far down the leg they lie.
func (c *compiler) findReach() {
	at, ok := c.questionIndex["pain.zones"]
	reach, ok2 := c.questionIndex["leg.reach"]
	if !ok || !ok2 {
		return
	}
	c.at = "pain.zones"
	words := c.questions[reach].choices
	c.zones.reach, c.zones.deepest = make([]uint64, len(words)), make([]uint64, len(words))
	for i, ch := range c.know.Questions[at].Choices {
		if ch.Reach == "" {
			continue
		}
		deepest := ch.Reach
		if ch.Deepest != "" {
			deepest = ch.Deepest
		}
		near, far := slices.Index(words, ch.Reach), slices.Index(words, deepest)
		if near < 0 || far < 0 {
			c.fail("%s reaches %q to %q, which are not choices of leg.reach", ch.ID, ch.Reach, deepest)
			continue
		}
		c.zones.reach[near] |= 1 << i
		c.zones.deepest[far] |= 1 << i
	}
}

func newZones(q *Question) *zones {
	z := &zones{}
	regions := map[string]int{}
	for i, ch := range q.Choices {
		bit := uint64(1) << i
		z.all |= bit
		switch ch.Side {
		case "left":
			z.left |= bit
		case "right":
			z.right |= bit
		case "both":
			z.both |= bit
		case "midline":
			z.midline |= bit
		}
		switch ch.Middle {
		case "yes":
			z.middle |= bit
		case "open":
			z.overMiddle |= bit
		}
		if ch.Region == "" {
			continue
		}
		n, ok := regions[ch.Region]
		if !ok {
			n = len(z.regions)
			regions[ch.Region] = n
			z.regions = append(z.regions, 0)
		}
		z.regions[n] |= bit
	}
	return z
}

func (c *compiler) questions2() {
	for i := range c.questions {
		q, in := &c.questions[i], &c.know.Questions[i]
		c.at = in.ID
		q.when = c.compile(&in.When)
		q.implied = none
		if in.Implied.When.Given() {
			q.implied = c.compile(&in.Implied.When)
			if q.impliedIs = slices.Index(q.choices, in.Implied.Is); q.impliedIs < 0 {
				c.fail("implied answer %q is not one of its choices", in.Implied.Is)
			}
		}
		if in.Derive == "" {
			continue
		}
		rule, ok := derivations[in.Derive]
		if !ok {
			c.fail("there is no derivation %q", in.Derive)
			continue
		}
		d := derivedQuestion{question: i, rule: rule}
		for _, id := range rule.from {
			if from, ok := c.questionIndex[id]; ok {
				d.from = append(d.from, from)
			} else {
				c.fail("the derivation %q reads %s, which is not asked", in.Derive, id)
			}
		}
		if len(d.from) == len(rule.from) {
			c.derived = append(c.derived, d)
			c.questions[i].bound = rule.bound
		}
	}
}

func (c *compiler) policy() {
	p := &c.know.Policy
	c.at = "policy"
	c.recent = c.condition(&p.RecentProcedure)
	if !p.RecentProcedure.Given() {
		c.recent = none
	}
	for i := range p.Scope {
		c.scope = append(c.scope, c.condition(&p.Scope[i].When))
	}
	for i := range p.Core {
		c.core = append(c.core, c.condition(&p.Core[i].When))
		c.coreReads = append(c.coreReads, c.readsOf(&p.Core[i].When))
	}
	c.unverified = none
	if p.Unverified.When.Given() {
		c.unverified = c.condition(&p.Unverified.When)
		c.blind = make([]bool, len(c.questions))
		for i := range c.know.Questions {
			c.blind[i] = c.know.Questions[i].Section == p.Unverified.Section
		}
	}
}

// findSeeing marks the nodes that look at what counts as unknown while unverified.
func (c *compiler) findSeeing() {
	c.sees = make([]bool, len(c.nodes))
	for i := range c.nodes {
		n := &c.nodes[i]
		if n.op == Is || n.op == Compare || n.op == Known {
			c.sees[i] = c.blind != nil && c.blind[n.q]
		}
		for _, a := range c.argsOf(n) {
			c.sees[i] = c.sees[i] || c.sees[a]
		}
	}
}

// condition compiles a condition that an assessment reads and returns its place.
func (c *compiler) condition(in *Condition) int32 {
	at := c.compile(in)
	c.roots = append(c.roots, at)
	return at
}

// compile makes the node of a condition after those of its arguments, or finds the
// one that was made before.
func (c *compiler) compile(in *Condition) int32 {
	n := node{op: in.Op, cmp: in.Cmp, num: in.Number}
	var args []int32
	switch in.Op {
	case Always:
		return given
	case All, Any, None, Not, Count:
		if in.Op == Count {
			n.num = float64(in.N)
		}
		for i := range in.Args {
			args = append(args, c.compile(&in.Args[i]))
		}
		if len(args) == 1 && (in.Op == All || in.Op == Any) {
			return args[0]
		}
	case Is, Compare, Known:
		c.fillQuestion(&n, in)
	case SourceIs:
		c.laterOnly("source")
		n.q = uint16(c.find(c.sourceIndex, "source", in.Question))
		if in.Band != "" {
			n.mask = uint64(slices.Index(bandNames[:], in.Band) + 1)
			if n.mask == 0 {
				c.fail("there is no band %q", in.Band)
			}
		}
	case FlagIs:
		c.laterOnly("flag")
		n.num = float64(in.Level)
		if n.q = anyFlag; in.Question != "any" {
			n.q = uint16(c.find(c.flagIndex, "red flag", in.Question))
		}
	}
	key := nodeKey{n, spell(args)}
	if at, ok := c.shared[key]; ok {
		return at
	}
	at := int32(len(c.nodes))
	c.shared[key] = at
	n.first, n.args = int32(len(c.Base.args)), int32(len(args))
	c.nodes, c.Base.args = append(c.nodes, n), append(c.Base.args, args...)
	return at
}

// laterOnly refuses tests of what is not known yet where a condition is read.
func (c *compiler) laterOnly(kind string) {
	if !c.ladders {
		c.fail("tests a %s, which only options and rungs can", kind)
	}
}

// readsOf lists the questions that conditions read, in the order of the questionnaire.
func (c *compiler) readsOf(conditions ...*Condition) []int {
	var out []int
	for _, in := range conditions {
		in.Walk(func(x *Condition) {
			if q, ok := c.questionIndex[x.Question]; ok && x.Op >= Known && x.Op <= Compare {
				out = insert(out, q)
			}
		})
	}
	return out
}

// spell writes the places of arguments as one comparable value.
func spell(args []int32) string {
	out := make([]byte, 0, 4*len(args))
	for _, a := range args {
		out = binary.LittleEndian.AppendUint32(out, uint32(a))
	}
	return string(out)
}

func (c *compiler) fillQuestion(n *node, in *Condition) {
	i, ok := c.questionIndex[in.Question]
	if !ok {
		c.failNearest("question", in.Question, c.questionIDs)
		return
	}
	n.q = uint16(i)
	q := &c.questions[i]
	if c.record {
		c.recorded[i] = true
	}
	switch {
	case in.Op == Compare && q.kind != KindNumber:
		c.fail("%s is not a number", in.Question)
	case in.Op == Is && q.kind == KindNumber:
		c.fail("%s is a number; test it with a comparison such as \">= 4\"", in.Question)
	case in.Op == Is:
		for _, id := range in.Choices {
			bit := q.bit(id)
			if bit == 0 {
				c.failNearest("choice of "+in.Question, id, q.choices)
			}
			n.mask |= bit
		}
	}
}

func (c *compiler) find(index map[string]int, kind, id string) int {
	if i, ok := index[id]; ok {
		return i
	}
	ids := make([]string, 0, len(index))
	for known := range index {
		ids = append(ids, known)
	}
	slices.Sort(ids)
	c.failNearest(kind, id, ids)
	return 0
}

func (c *compiler) failNearest(kind, id string, ids []string) {
	if near := Nearest(id, ids); near != "" {
		c.fail("there is no %s %q; did you mean %q?", kind, id, near)
		return
	}
	c.fail("there is no %s %q", kind, id)
}
