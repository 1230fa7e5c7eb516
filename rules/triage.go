package rules

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

// state finds the level of a flag: the highest whose condition is not false, so
// that an unknown qualifier counts as the worst. An explicit "not sure" on a marked
// item counts as urgent, and as an emergency right after a procedure or beside
// another item of the same danger.
func (fl *flag) state(f *facts, s *flagState) {
	s.trigger = f.test(fl.trigger)
	s.asked = s.trigger
	if s.trigger == Unknown {
		s.asked = f.leniently(beyondSafety).test(fl.trigger)
	}
	if s.trigger == True {
		// An examination or a test that was not made is no unknown qualifier.
		f := f.leniently(examined)
		for level := Emergency; level > Routine; level-- {
			if when := fl.levels[level]; when != none && f.test(when) != False {
				s.sure = level
				break
			}
		}
	}
	s.level = s.sure
	if s.trigger == False {
		return
	}
	for _, m := range fl.marked {
		if f.cells[m.question].unsure&m.mask != 0 {
			s.unsure = true
		}
	}
	if s.unsure {
		s.level = max(s.level, Urgent)
		if s.trigger == True || f.base.recent != none && f.test(f.base.recent) == True {
			s.level = Emergency
		}
	}
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
		if states[i].trigger != Unknown {
			continue
		}
		for _, q := range b.flags[i].reads {
			if f.eval(b.questions[q].when) == False {
				continue // a follow-up that does not apply
			}
			if c := &f.cells[q]; c.state != known || c.yes == 0 && c.unsure != 0 {
				out = insert(out, q)
			}
		}
	}
	return out
}
