package question

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// The questions that the spine picker answers.
const (
	topID    = "surgery.top-level"
	bottomID = "surgery.bottom-level"
)

// level is one bone of the spine that a fusion can begin or end at.
type level struct{ id, name string }

// end is the top or the bottom of the fusion.
type end struct {
	q     *rules.Question
	asked bool // in this step; the other is only shown
	at    int  // a level, -1 where it is not known
	known bool // something was said, "not sure" included
}

// spine asks where a fusion begins and ends, on a drawing from T9 to the pelvis.
type spine struct {
	asked
	levels []level
	ends   [2]end // top, bottom
	active int    // the end that is being asked
	focus  int    // a level; -1 until an arrow is pressed
	roomy  bool   // the discs have lines of their own
	view   window
}

func (a *asked) isSpine() bool {
	for _, q := range a.questions {
		if q.ID != topID && q.ID != bottomID {
			return false
		}
	}
	return len(a.questions) > 0
}

func newSpine(a asked) Part {
	s := &spine{asked: a, focus: -1}
	for i, id := range []string{topID, bottomID} {
		q, ok := a.Base.Question(id)
		if !ok {
			return newStack(a)
		}
		s.ends[i] = end{q: q, at: -1, asked: slices.Contains(a.questions, q)}
		s.addLevels(q)
	}
	for i := range s.ends {
		s.read(&s.ends[i])
	}
	if !s.ends[0].asked || s.ends[0].known && s.ends[1].asked && !s.ends[1].known || s.ends[1].asked && s.begins(s.ends[1].q) {
		s.active = 1
	}
	s.focus = s.ends[s.active].at
	return s
}

func (s *spine) addLevels(q *rules.Question) {
	for i := range q.Choices {
		c := &q.Choices[i]
		if s.levelOf(c.ID) < 0 {
			name, _, _ := strings.Cut(s.say(c.Text), " (")
			s.levels = append(s.levels, level{c.ID, name})
		}
	}
}

func (s *spine) levelOf(id string) int {
	return slices.IndexFunc(s.levels, func(l level) bool { return l.id == id })
}

func (s *spine) read(e *end) {
	v, ok := s.kept[e.q.ID]
	if !e.asked {
		v, ok = s.Setting.Answers[e.q.ID]
		ok = ok && s.Base.Check(rules.Answers{e.q.ID: v}) == nil
	}
	if ok && !v.Unsure && len(v.Yes) == 1 {
		e.at = s.levelOf(v.Yes[0])
	}
	e.known = ok
}

// Key implements Part.
func (s *spine) Key(k tea.KeyPressMsg) Event {
	switch key := k.String(); key {
	case "up":
		return s.move(-1)
	case "down":
		return s.move(+1)
	case "home":
		return s.move(-len(s.levels))
	case "end":
		return s.move(len(s.levels))
	case "right", "left":
		return s.other(key)
	case "enter":
		return s.enter()
	case "space":
		if s.focus < 0 {
			return s.move(+1)
		}
		return s.set(s.focus)
	case "u":
		return s.set(-1)
	case "backspace", "delete":
		return s.clear()
	default:
		return s.letter(key)
	}
}

// other goes to the other end; left of the top the key is the owner's: back.
func (s *spine) other(key string) Event {
	to := 0
	if key == "right" {
		to = 1
	}
	switch {
	case to == s.active || !s.ends[to].asked:
		return None
	default:
		s.active, s.focus = to, s.ends[to].at
		return Handled
	}
}

// letter sets a level by its name: a digit for the lumbar ones, 9 and 0 for T9 and T10; s
// and p, which can only be the bottom; t goes to the thoracic ones, one after the other.
func (s *spine) letter(key string) Event {
	id := map[string]string{"1": "l1", "2": "l2", "3": "l3", "4": "l4", "5": "l5", "s": "s1", "p": "pelvis", "9": "t9-or-above", "0": "t10"}[key]
	if i := s.levelOf(id); i >= 0 {
		if (key == "s" || key == "p") && s.ends[1].asked {
			s.active = 1
		}
		s.focus = i
		return s.set(i)
	}
	if key != "t" {
		return None
	}
	last := s.levelOf("l1") - 1
	if s.focus > 0 && s.focus <= last {
		last = s.focus - 1
	}
	s.focus = max(last, 0)
	return Handled
}

func (s *spine) move(by int) Event {
	if s.focus < 0 {
		s.focus = s.start()
		return Handled
	}
	s.focus = max(0, min(s.focus+by, len(s.levels)-1))
	return Handled
}

// start is where the first arrow goes.
func (s *spine) start() int {
	if s.active == 1 {
		if top := s.ends[0].at; top >= 0 {
			return min(top+1, len(s.levels)-1)
		}
		return max(s.levelOf("s1"), 0)
	}
	return max(s.levelOf("l4"), 0)
}

func (s *spine) enter() Event {
	e := &s.ends[s.active]
	switch {
	case s.active == 0 && s.ends[1].asked && !s.ends[1].known && (s.focus < 0 || s.focus == e.at):
		s.active, s.focus = 1, s.ends[1].at
		return Handled
	case s.focus < 0 || s.focus == e.at:
		return None
	}
	return s.set(s.focus)
}

// set gives the active end a level, or "not sure" for -1, and goes to the other where
// that has none. The finished picture stays until Enter: it says what was understood.
func (s *spine) set(at int) Event {
	e := &s.ends[s.active]
	if s.problem = s.objection(at); s.problem != "" {
		return Handled
	}
	was, had := e.at, e.known
	e.at, e.known = at, true
	other := &s.ends[1-s.active]
	if s.active == 0 && other.asked && at >= 0 && other.at >= 0 && other.at <= at {
		other.at, other.known = -1, false
	}
	if s.problem = s.clash(s.Answers()); s.problem != "" {
		e.at, e.known = was, had
		return Handled
	}
	s.focus = at
	switch other := &s.ends[1-s.active]; {
	case other.asked && !other.known:
		s.active, s.focus = 1-s.active, other.at
	case !other.asked || at < 0:
		return Finished
	}
	return Changed
}

// objection says why a level cannot be the active end.
func (s *spine) objection(at int) string {
	if at < 0 {
		return ""
	}
	e, top, bottom := &s.ends[s.active], s.ends[0].at, s.ends[1].at
	offered := slices.ContainsFunc(e.q.Choices, func(c rules.Choice) bool { return c.ID == s.levels[at].id })
	switch {
	case s.active == 1 && top >= 0 && at <= top:
		return "The bottom bone lies below the top one, which is " + s.levels[top].name + "."
	case s.active == 0 && !s.ends[1].asked && bottom >= 0 && at >= bottom:
		return "The top bone lies above the bottom one, which is " + s.levels[bottom].name + "."
	case !offered && s.active == 0:
		return s.levels[at].name + " cannot be the top of a fusion here."
	case !offered:
		return s.levels[at].name + " cannot be the bottom of a fusion here."
	}
	return ""
}

// clear takes back the active end; where there is nothing to take back, the other.
func (s *spine) clear() Event {
	s.problem = ""
	if !s.ends[s.active].known && s.active == 1 && s.ends[0].asked {
		s.active, s.focus = 0, s.ends[0].at
	}
	e := &s.ends[s.active]
	if !e.known {
		return Handled
	}
	e.at, e.known = -1, false
	return Changed
}

// Click implements Part.
func (s *spine) Click(x, y int) Event {
	switch hit := s.view.at(x, y); {
	case hit == scrollUp:
		return s.move(-3)
	case hit == scrollDown:
		return s.move(+3)
	case hit == pickUnsure:
		return s.set(-1)
	case hit >= pickWords:
		s.active = hit - pickWords
		s.focus = s.ends[s.active].at
		return Handled
	case hit >= 0:
		s.focus = hit
		return s.set(hit)
	}
	return None
}

// Answers implements Part.
func (s *spine) Answers() rules.Answers {
	out := rules.Answers{}
	for i := range s.ends {
		switch e := &s.ends[i]; {
		case !e.asked || !e.known:
		case e.at < 0:
			out[e.q.ID] = rules.Unsure()
		default:
			out[e.q.ID] = rules.One(s.levels[e.at].id)
		}
	}
	return out
}

// Cursor implements Part.
func (s *spine) Cursor() (x, y int, ok bool) { return s.view.cursor() }

// Keys implements Part.
func (s *spine) Keys() []Key {
	g := &s.Theme.Glyphs
	keys := []Key{{"1-5 s p", "L1-L5, S1, pelvis"}, {"u", strings.ToLower(s.notSure(s.ends[s.active].q))}, {"9 0 t", "T9, T10, T levels"},
		{g.Up + g.Down + " Space", "move, choose"}}
	if s.ends[1].asked && s.ends[0].asked {
		keys = append(keys, Key{"→ ←", "bottom, top"})
	}
	return append(keys, Key{"Bksp", "clear"})
}

// Hand implements Part.
func (s *spine) Hand() string { return s.ends[s.active].q.ID }
