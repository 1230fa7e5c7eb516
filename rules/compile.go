package rules

import (
	"errors"
	"fmt"
	"math"
	"slices"
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
	unverified    int32
	blind         []bool // questions that count as unknown while unverified
	recorded      []bool // questions that a flag or an option reads
	items         int    // evidence items in all
	places        int    // places on all ladders
	rungs         int
	mostItems     int // of one source
	steps         []Step
	evidenceOnly  []bool
}

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
	optional    bool // of a section that not everyone is asked
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
	trigger int32
	levels  [4]int32 // by Level; -1 where not given
	holds   []bool   // by option, at every level
	danger  []bool   // by option, from urgent on
	marked  []markedItems
	reads   []int
	acts    [4][]int
}

// markedItems are the items of a marked safety question that a trigger reads.
type markedItems struct {
	question int
	mask     uint64
}

const none = -1

// given is the truth of a condition that was not written.
const given int32 = 0

// Compile checks that knowledge hangs together and makes it ready. The error joins
// everything that is wrong, each with the id at fault.
func Compile(k *Knowledge) (*Base, error) {
	c := compiler{Base: &Base{know: k, nodes: make([]node, 1, 4096)}, shared: map[string]int32{}}
	c.questions1()
	c.index()
	c.questions2()
	c.policy()
	for i := range k.Sources {
		c.source(i)
	}
	for i := range k.Options {
		c.option(i)
	}
	for i := range k.Flags {
		c.flag(i)
	}
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
	// shared finds the conditions that have been compiled already.
	shared map[string]int32
}

func (c *compiler) note(x *Condition) {
	if i, ok := c.questionIndex[x.Question]; ok && x.Op >= Known && x.Op <= Compare {
		c.recorded[i] = true
	}
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
	c.recorded = make([]bool, len(k.Questions))
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
		*q = question{id: in.ID, kind: in.Kind, optional: in.Section == "exam" || in.Section == "tests"}
		if len(in.Choices) > 64 {
			c.fail("has %d choices, more than 64", len(in.Choices))
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
		q.when = c.condition(&in.When)
		q.implied = none
		if in.Implied.When.Given() {
			q.implied = c.condition(&in.Implied.When)
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

// condition compiles a condition and returns its place.
func (c *compiler) condition(in *Condition) int32 {
	if !in.Given() {
		return given
	}
	key := fmt.Sprint(*in)
	if at, ok := c.shared[key]; ok && !c.record {
		return at
	} else if ok {
		in.Walk(c.note)
		return at
	}
	at := int32(len(c.nodes))
	c.shared[key] = at
	c.nodes = append(c.nodes, node{})
	c.fill(at, in)
	return at
}

func (c *compiler) fill(at int32, in *Condition) {
	n := node{op: in.Op, cmp: in.Cmp, num: in.Number}
	switch in.Op {
	case All, Any, None, Not, Count:
		if in.Op == Count {
			n.num = float64(in.N)
		}
		n.first, n.args = int32(len(c.nodes)), int32(len(in.Args))
		c.nodes = append(c.nodes, make([]node, len(in.Args))...)
		for i := range in.Args {
			c.fill(n.first+int32(i), &in.Args[i])
		}
	case Is, Compare, Known:
		c.fillQuestion(&n, in)
	case SourceIs:
		n.q = uint16(c.find(c.sourceIndex, "source", in.Question))
		if in.Band != "" {
			n.mask = uint64(slices.Index(bandNames[:], in.Band) + 1)
			if n.mask == 0 {
				c.fail("there is no band %q", in.Band)
			}
		}
	case FlagIs:
		n.num = float64(in.Level)
		if n.q = anyFlag; in.Question != "any" {
			n.q = uint16(c.find(c.flagIndex, "red flag", in.Question))
		}
	}
	c.nodes[at] = n
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

func (c *compiler) optionsOf(ids []string) []int {
	out := make([]int, len(ids))
	for i, id := range ids {
		out[i] = c.find(c.optionIndex, "option", id)
	}
	return out
}

func logit(p float64) float64    { return math.Log(p / (1 - p)) }
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// z95 is the normal quantile by which a 95 % interval is wider than a standard deviation.
const z95 = 1.959963984540054

// widths are the factors by which a ratio without a published interval is taken to
// be uncertain, by the strength of its evidence.
var widths = map[string]float64{"high": 1.25, "moderate": 1.5, "low": 2, "expert": 2.5}

func (c *compiler) source(i int) {
	in := &c.know.Sources[i]
	c.at = in.ID
	s := source{ceiling: logit(probabilityRoof)}
	if in.Ceiling > 0 && in.Ceiling < 1 {
		s.ceiling = logit(in.Ceiling)
	}
	for j := range in.Prior {
		p := &in.Prior[j]
		if !(p.P > 0 && p.P < 1) || len(p.Interval) != 2 || !(0 < p.Interval[0] && p.Interval[0] <= p.P && p.P <= p.Interval[1] && p.Interval[1] < 1) {
			c.fail("prior %d needs a probability inside (0, 1) and inside its interval", j+1)
			continue
		}
		l := logit(p.P)
		s.priors = append(s.priors, prior{when: c.condition(&p.When), logit: l,
			below: (l - logit(p.Interval[0])) / z95, above: (logit(p.Interval[1]) - l) / z95})
	}
	if n := len(in.Prior); n == 0 || in.Prior[n-1].When.Given() {
		c.fail("the last prior must have no condition")
	}
	groups := map[string]int{}
	for j := range in.Groups {
		g := &in.Groups[j]
		if len(g.Cap) != 2 || !(0 < g.Cap[0] && g.Cap[0] <= 1 && 1 <= g.Cap[1]) {
			c.fail("group %s needs a cap of two ratios around 1", g.Name)
			continue
		}
		groups[g.Name] = len(s.groups)
		s.groups = append(s.groups, group{lo: math.Log(g.Cap[0]), hi: math.Log(g.Cap[1]), test: g.Test})
	}
	items := map[string]int{}
	for j := range in.Evidence {
		items[in.Evidence[j].ID] = j
	}
	for j := range in.Evidence {
		c.at = in.ID + ": " + in.Evidence[j].ID
		s.items = append(s.items, c.item(&in.Evidence[j], groups, items))
	}
	c.items += len(s.items)
	c.mostItems = max(c.mostItems, len(s.items))
	c.at = in.ID
	c.ladder(in, &s)
	c.sources = append(c.sources, s)
}

func (c *compiler) item(in *Evidence, groups, items map[string]int) item {
	it := item{group: c.find(groups, "group", in.Group), option: none}
	if in.Option != "" {
		it.option = c.find(c.optionIndex, "option", in.Option)
	}
	if in.Otherwise > 0 {
		it.otherwise = math.Log(in.Otherwise)
	}
	for _, id := range in.Replaces {
		it.replaces = append(it.replaces, c.find(items, "evidence item", id))
	}
	width, ok := widths[in.Strength]
	if !ok {
		c.fail("strength %q is none of high, moderate, low, expert", in.Strength)
		width = 2.5
	}
	reads := map[int]bool{}
	for k := range in.Outcomes {
		o := &in.Outcomes[k]
		if !(o.LR > 0) {
			c.fail("outcome %d needs a likelihood ratio above 0", k+1)
			continue
		}
		lo, hi := o.LR/width, o.LR*width
		if len(o.Interval) == 2 {
			lo, hi = o.Interval[0], o.Interval[1]
		}
		if !(0 < lo && lo <= o.LR && o.LR <= hi) {
			c.fail("outcome %d: the interval [%v, %v] does not hold its ratio %v", k+1, lo, hi, o.LR)
			continue
		}
		l := math.Log(o.LR)
		out := outcome{when: c.condition(&o.When), log: l, below: (l - math.Log(lo)) / z95, above: (math.Log(hi) - l) / z95}
		for _, id := range o.Replaces {
			out.replaces = append(out.replaces, c.find(items, "evidence item", id))
		}
		for _, g := range o.Halves {
			out.halves = append(out.halves, c.find(groups, "group", g))
		}
		it.outcomes = append(it.outcomes, out)
		o.When.Walk(func(x *Condition) {
			if x.Op == Is || x.Op == Compare || x.Op == Known {
				reads[c.questionIndex[x.Question]] = true
			}
		})
	}
	if len(it.outcomes) == 0 {
		c.fail("has no outcomes")
	}
	for q := range reads {
		it.reads = append(it.reads, q)
	}
	slices.Sort(it.reads)
	return it
}

func (c *compiler) ladder(in *Source, s *source) {
	c.record = true
	defer func() { c.record = false }()
	s.base, s.beside = c.optionsOf(in.Base), c.optionsOf(in.Beside)
	c.places += len(s.base) + len(s.beside)
	for j := range in.Ladder {
		r := &in.Ladder[j]
		out := rung{opens: c.condition(&r.Opens.When), passed: none, options: c.optionsOf(r.Options)}
		if r.Passed.When.Given() {
			out.passed = c.condition(&r.Passed.When)
		}
		s.rungs = append(s.rungs, out)
		c.places += len(out.options)
	}
	c.rungs += len(in.Ladder)
}

// findLadderReads notes for each source the questions that its gates and its
// options' prerequisites and contraindications read.
func (c *compiler) findLadderReads() {
	for i := range c.sources {
		s, in := &c.sources[i], &c.know.Sources[i]
		s.reads = make([]bool, len(c.questions))
		mark := func(x *Condition) {
			if q, ok := c.questionIndex[x.Question]; ok && x.Op >= Known && x.Op <= Compare {
				s.reads[q] = true
			}
		}
		all := slices.Concat(s.base, s.beside)
		for j := range in.Ladder {
			in.Ladder[j].Opens.When.Walk(mark)
			all = append(all, s.rungs[j].options...)
		}
		for _, o := range all {
			opt := &c.know.Options[o]
			for j := range opt.Needs {
				opt.Needs[j].When.Walk(mark)
			}
			for j := range opt.Avoid {
				if opt.Avoid[j].Level == Never || opt.Avoid[j].Level == Specialist {
					opt.Avoid[j].When.Walk(mark)
				}
			}
		}
	}
}

var tiers = []string{"self-care", "rehabilitation", "medication", "diagnosis", "targeted", "regenerative", "neuromodulation", "intrathecal", "surgery"}

func (c *compiler) option(i int) {
	in := &c.know.Options[i]
	c.at = in.ID
	c.record = true
	defer func() { c.record = false }()
	o := option{inUse: none, result: none, adequate: none, tried: none,
		act: in.InDanger == "act", safe: in.InDanger == "safe", cautionAtMost: in.Most != "", review: in.Keep == "review",
		invasive: in.Invasive, active: in.Kind != Habit && in.Kind != Monitoring, tier: slices.Index(tiers, in.Tier)}
	if o.tier < 0 {
		c.fail("there is no tier %q", in.Tier)
	}
	o.applies = c.condition(&in.Applies)
	if in.InUse.Given() {
		o.inUse = c.condition(&in.InUse)
	}
	if in.Result.Given() {
		o.result = c.condition(&in.Result)
	}
	if in.Adequate.When.Given() {
		o.adequate = c.condition(&in.Adequate.When)
	}
	if in.Tried != "" {
		c.tried(&o, in.Tried)
	}
	for j := range in.Needs {
		o.needs = append(o.needs, c.condition(&in.Needs[j].When))
		for _, id := range in.Needs[j].First {
			c.find(c.optionIndex, "option", id)
		}
	}
	for j := range in.Avoid {
		level := slices.Index([]string{Advice, Caution, Specialist, Never}, in.Avoid[j].Level)
		if level < 0 {
			c.fail("avoid row %d: there is no level %q", j+1, in.Avoid[j].Level)
		}
		if !in.Avoid[j].When.Given() && level != avoidAdvice {
			c.fail("avoid row %d: only advice may stand without a condition", j+1)
		}
		o.avoid = append(o.avoid, avoid{c.condition(&in.Avoid[j].When), uint8(max(level, 0))})
	}
	for j := range in.Candidacy {
		c.condition(&in.Candidacy[j].When)
	}
	c.options = append(c.options, o)
}

func (c *compiler) tried(o *option, id string) {
	i, ok := c.questionIndex[id]
	if !ok {
		c.failNearest("question", id, c.questionIDs)
		return
	}
	q := &c.questions[i]
	o.tried = i
	c.recorded[i] = true
	o.words = outcomes{
		using:     q.bit("using-helps") | q.bit("using-not-enough") | q.bit("using-side-effects"),
		helped:    q.bit("helped-a-lot") | q.bit("helped-some") | q.bit("using-helps"),
		noHelp:    q.bit("no-help") | q.bit("using-not-enough"),
		bad:       q.bit("worse") | q.bit("side-effects") | q.bit("using-side-effects"),
		notEnough: q.bit("using-not-enough"),
	}
}

func (c *compiler) flag(i int) {
	in := &c.know.Flags[i]
	c.at = in.ID
	c.record = true
	defer func() { c.record = false }()
	f := flag{trigger: c.condition(&in.Trigger), levels: [4]int32{none, none, none, none},
		holds: make([]bool, len(c.options)), danger: make([]bool, len(c.options))}
	if !in.Trigger.Given() {
		c.fail("needs a trigger")
	}
	for level := Soon; level <= Emergency; level++ {
		if l := in.Levels.At(level); l.Given() {
			f.levels[level] = c.condition(&l.When)
			f.acts[level] = c.optionsOf(l.Options)
		}
	}
	marks := map[int]uint64{}
	reads := map[int]bool{}
	in.Trigger.Walk(func(x *Condition) {
		if x.Op != Is && x.Op != Compare {
			return
		}
		q, ok := c.questionIndex[x.Question]
		if !ok {
			return
		}
		reads[q] = true
		if c.questions[q].unsureLevel != 0 {
			for _, id := range x.Choices {
				marks[q] |= c.questions[q].bit(id)
			}
		}
	})
	for q := range c.questions {
		if reads[q] {
			f.reads = append(f.reads, q)
		}
		if m := marks[q]; m != 0 {
			f.marked = append(f.marked, markedItems{q, m})
		}
	}
	c.holds(in, &f)
	c.notices = append(c.notices, c.condition(&in.Notice.When))
	c.flags = append(c.flags, f)
}

func (c *compiler) holds(in *Flag, f *flag) {
	for _, word := range in.Holds {
		found := false
		for j := range c.options {
			o := &c.know.Options[j]
			if word == "all-invasive" && o.Invasive || word == o.ID || slices.Contains(o.Classes, word) {
				f.holds[j], found = true, true
			}
		}
		if !found && len(c.options) > 0 {
			c.fail("holds %q, which is neither an option nor a class of one", word)
		}
	}
	for j := range c.options {
		o := &c.options[j]
		f.danger[j] = !in.NoDefaultHold && !o.act && !o.safe
		if o.act {
			f.holds[j] = false
		}
	}
}
