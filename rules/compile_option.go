package rules

import "slices"

// findLadderReads notes for each source the questions that its gates and its
// options' prerequisites and contraindications read.
func (c *compiler) findLadderReads() {
	if len(c.options) == 0 {
		return
	}
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
	c.record, c.ladders = true, true
	defer func() { c.record, c.ladders = false, false }()
	o := option{inUse: none, result: none, adequate: none, woreOff: none, tried: none,
		act: in.InDanger == "act", safe: in.InDanger == "safe", cautionAtMost: in.Most != "", review: in.Keep == "review",
		invasive: in.Invasive, active: in.Kind != Habit && in.Kind != Monitoring, tier: int8(slices.Index(tiers, in.Tier)), class: 2}
	if o.tier < 0 {
		c.fail("there is no tier %q", in.Tier)
	}
	switch in.Kind {
	case Act:
		o.class = 0
	case Test:
		o.class = 1
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
	if in.WoreOff.When.Given() {
		o.woreOff = c.condition(&in.WoreOff.When)
	}
	if in.Tried != "" {
		c.tried(&o, in.Tried)
	}
	o.firstNeed, o.needs = int32(len(c.needs)), int32(len(in.Needs))
	for j := range in.Needs {
		c.needs = append(c.needs, c.condition(&in.Needs[j].When))
		for _, id := range in.Needs[j].First {
			c.find(c.optionIndex, "option", id)
		}
	}
	o.firstAvoid, o.avoids = int32(len(c.avoids)), int32(len(in.Avoid))
	c.mostAvoids = max(c.mostAvoids, len(in.Avoid))
	for j := range in.Avoid {
		level := slices.Index([]string{Advice, Caution, Specialist, Never}, in.Avoid[j].Level)
		if level < 0 {
			c.fail("avoid row %d: there is no level %q", j+1, in.Avoid[j].Level)
		}
		if !in.Avoid[j].When.Given() && level != avoidAdvice {
			c.fail("avoid row %d: only advice may stand without a condition", j+1)
		}
		c.avoids = append(c.avoids, avoid{slot(c.condition(&in.Avoid[j].When)), uint8(max(level, 0))})
	}
	for j := range in.Candidacy {
		c.criteria = append(c.criteria, criterion{int32(i), int32(j), c.condition(&in.Candidacy[j].When)})
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
	o.tried = int32(i)
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
	f := flag{trigger: c.condition(&in.Trigger), levels: [4]int32{none, none, none, none}, holdsAll: !in.NoDefaultHold}
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
	f.triggers = make([]bool, len(c.questions))
	for q := range c.questions {
		if f.triggers[q] = reads[q]; reads[q] {
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

// holds notes the options that a flag names, by id, by class or as all invasive ones.
func (c *compiler) holds(in *Flag, f *flag) {
	for _, word := range in.Holds {
		options := c.called[word]
		if len(options) == 0 && len(c.options) > 0 {
			c.fail("holds %q, which is neither an option nor a class of one", word)
		}
		for _, o := range options {
			if f.names == nil {
				f.names = make([]uint64, (len(c.options)+63)/64)
			}
			f.names[o/64] |= 1 << (o % 64)
		}
	}
}

// findCalled lists the options by each word that a flag can name them with.
func (c *compiler) findCalled() {
	c.called = map[string][]int{}
	for i := range c.know.Options {
		o := &c.know.Options[i]
		for _, word := range append([]string{o.ID}, o.Classes...) {
			c.called[word] = append(c.called[word], i)
		}
		if o.Invasive {
			c.called["all-invasive"] = append(c.called["all-invasive"], i)
		}
	}
}
