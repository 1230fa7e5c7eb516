package rules

import "slices"

// Level is a degree of danger: how soon it must be seen.
type Level uint8

// The degrees, in rising order.
const (
	Routine   Level = iota
	Soon            // a booked visit within one to two weeks
	Urgent          // seen or phoned by a clinician the same day
	Emergency       // hospital now
)

var levelNames = [...]string{"routine", "soon", "urgent", "emergency"}

func (l Level) String() string { return levelNames[l] }

// ParseLevel returns the level of a name.
func ParseLevel(s string) (Level, bool) {
	for i, name := range levelNames {
		if name == s {
			return Level(i), true
		}
	}
	return Routine, false
}

// Triage is the danger found: it comes before everything else.
type Triage struct {
	Level    Level
	Flags    []RaisedFlag // highest level first, then in the order of the knowledge
	NotAsked []int        // questions whose answers could still raise a flag
	Notices  []int        // flags whose notice holds, without being raised
}

// RaisedFlag is a danger that was found. Because holds the questions whose answers
// raised it; Unsure says that "not sure" did.
type RaisedFlag struct {
	Flag    int
	Level   Level
	Unsure  bool
	Because []int
}

// flagState is what is known of one flag.
type flagState struct {
	trigger Truth
	asked   Truth // the trigger as far as the safety questions tell, what was not answered elsewhere left out
	level   Level
	unsure  bool
	sure    Level // the level without what "not sure" adds
	open    bool  // of all flags as one: another could still be raised
}

// at says whether the flag stands at a level or higher, for the conditions of options.
func (s *flagState) at(level Level) Truth {
	switch {
	case s.level >= level:
		return True
	case s.open || s.level == Routine && s.asked == Unknown:
		return Unknown
	}
	return False
}

func (b *Base) triage(f *facts, states []flagState) (Triage, []flagState) {
	f.worst = flagState{}
	var t Triage
	raised := 0
	for i := range b.flags {
		b.flags[i].state(f, &states[i])
		f.worst.level = max(f.worst.level, states[i].level)
		if states[i].level == Routine {
			f.worst.open = f.worst.open || states[i].asked == Unknown
		}
		if states[i].sure > Routine && b.flags[i].names != nil {
			f.named = append(f.named, i)
		}
		if states[i].level > Routine {
			raised++
			t.Level = max(t.Level, states[i].level)
		}
	}
	t.Flags = make([]RaisedFlag, 0, raised)
	for level := Emergency; level > Routine; level-- {
		for i := range states {
			if s := &states[i]; s.level == level {
				t.Flags = append(t.Flags, RaisedFlag{Flag: i, Level: level, Unsure: s.unsure && s.sure < level,
					Because: b.flags[i].because(f)})
			}
		}
	}
	t.NotAsked = b.notAsked(f, states)
	for i := range b.know.Flags {
		if n := &b.know.Flags[i].Notice; n.When.Given() && f.test(b.notices[i]) == True {
			t.Notices = append(t.Notices, i)
		}
	}
	return t, states
}

// state finds the level of a flag: the highest of which something holds and nothing
// speaks against. "Not sure" on a marked item counts as urgent, and as an emergency
// right after a procedure or beside another item of the same danger, but never as
// graver than a yes.
func (fl *flag) state(f *facts, s *flagState) {
	s.trigger = f.test(fl.trigger)
	s.asked = s.trigger
	switch s.trigger {
	case False:
		return
	case Unknown:
		s.asked = f.leniently().eval(fl.trigger)
	case True:
		s.sure = fl.levelOf(f)
	}
	s.level = s.sure
	if !fl.unsure(f) {
		return
	}
	graver := Urgent
	if s.trigger == True || f.base.recent != none && f.test(f.base.recent) == True {
		graver = Emergency
	}
	if graver = min(graver, fl.ifYes(f)); graver > s.sure {
		s.unsure, s.level = true, graver
	}
}

// levelOf is the level of a flag whose trigger holds; Routine where what is known tells
// that the sign is old or harmless.
func (fl *flag) levelOf(f *facts) Level {
	because := fl.because(f)
	for level := Emergency; level > Routine; level-- {
		when := fl.levels[level]
		if when == none {
			continue
		}
		if fl.gravity(f, because, when).counts() {
			return level
		}
	}
	return Routine
}

// unsure says whether a marked item was answered with "not sure".
func (fl *flag) unsure(f *facts) bool {
	for _, m := range fl.marked {
		if f.cells[m.question].unsure&m.mask != 0 {
			return true
		}
	}
	return false
}

// ifYes is the level that the flag would have if what is not sure were so.
func (fl *flag) ifYes(f *facts) Level {
	g := *f
	g.truths, g.cells = nil, slices.Clone(f.cells)
	for _, m := range fl.marked {
		c := &g.cells[m.question]
		if unsure := c.unsure & m.mask; unsure != 0 {
			c.yes, c.unsure, c.state = c.yes|unsure, c.unsure&^unsure, known
		}
	}
	if g.eval(fl.trigger) != True {
		return Routine
	}
	return fl.levelOf(&g)
}

// gravity is how a level's condition stands when danger is read as it must be.
type gravity struct {
	// possible: what is known does not speak against it. What is not known counts as the
	// worst; only an examination or a test that was not made does not.
	possible bool
	// held: one of the answers that raised the flag speaks for it.
	held bool
	// signs: it reads what the trigger reads.
	signs bool
}

// counts says whether the level stands. Where it names signs of the trigger one of them
// must have raised the flag: no level stands on signs alone that nobody told.
func (g gravity) counts() bool { return g.possible && (g.held || !g.signs) }

// gravity reads the condition of a level; because are the questions that raised the flag.
func (fl *flag) gravity(f *facts, because []int, i int32) gravity {
	n := &f.base.nodes[i]
	switch n.op {
	case Is, Compare:
		return fl.gravityOfTest(f, because, n)
	case All:
		g := gravity{possible: true}
		for _, a := range f.base.argsOf(n) {
			x := fl.gravity(f, because, a)
			g = gravity{g.possible && x.possible, g.held || x.held, g.signs || x.signs}
		}
		return g
	case Any:
		g := gravity{signs: true}
		for _, a := range f.base.argsOf(n) {
			if x := fl.gravity(f, because, a); x.possible {
				g = gravity{true, g.held || x.held, g.signs && x.signs}
			}
		}
		return g
	}
	return gravity{possible: f.eval(i) != False}
}

func (fl *flag) gravityOfTest(f *facts, because []int, n *node) gravity {
	q, c := &f.base.questions[n.q], &f.cells[n.q]
	t := Unknown
	switch {
	case n.op == Is:
		t = c.is(n.mask, q)
	case c.state == known:
		t = compare(n.cmp, c.lo, c.hi, n.num)
	}
	if t == Unknown && q.distance >= examined && c.state != known {
		t = False
	}
	return gravity{t != False, t == True && slices.Contains(because, int(n.q)), fl.triggers[n.q]}
}

// because lists the questions of the trigger that speak for the flag.
func (fl *flag) because(f *facts) []int {
	var out []int
	for _, q := range fl.reads {
		if f.speaks(fl.trigger, q) {
			out = append(out, q)
		}
	}
	for _, m := range fl.marked {
		if f.cells[m.question].unsure&m.mask != 0 {
			out = insert(out, m.question)
		}
	}
	return out
}

func insert(list []int, q int) []int {
	for i, x := range list {
		if x == q {
			return list
		}
		if x > q {
			list = append(list, 0)
			copy(list[i+1:], list[i:])
			list[i] = q
			return list
		}
	}
	return append(list, q)
}

// speaks says whether a true part of the condition reads the question.
func (f *facts) speaks(i int32, q int) bool {
	n := &f.base.nodes[i]
	switch n.op {
	case Is, Compare:
		return int(n.q) == q && f.test(i) == True
	case All, Any, Count:
		if n.op == All && f.test(i) != True {
			return false
		}
		for _, a := range f.base.argsOf(n) {
			if f.speaks(a, q) {
				return true
			}
		}
	}
	return false
}

// notAsked lists the questions that could still raise a flag that is not raised.
func (b *Base) notAsked(f *facts, states []flagState) []int {
	var out []int
	for i := range b.flags {
		if states[i].trigger == Unknown {
			out = f.openQuestions(b.flags[i].trigger, out)
		}
	}
	return slices.DeleteFunc(out, func(q int) bool { return f.eval(b.questions[q].when) == False }) // follow-ups that do not apply
}

// openQuestions adds to a sorted list the questions on which a condition that is not
// known hangs.
func (f *facts) openQuestions(i int32, list []int) []int {
	if f.test(i) != Unknown {
		return list
	}
	n := &f.base.nodes[i]
	if n.op == Is || n.op == Compare {
		list = insert(list, int(n.q))
	}
	for _, a := range f.base.argsOf(n) {
		list = f.openQuestions(a, list)
	}
	return list
}
