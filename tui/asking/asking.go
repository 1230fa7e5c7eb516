// Package asking says what is asked of whom, for the full screen and for plain mode
// alike: the steps of the rules, and what people add to them.
//
//   - What decides how soon a sign must be seen, such as how new it is, is asked also
//     where the sign is not sure.
//   - What a patient says of a test was told: who told it is not asked but recorded, and
//     the questions that hang on it are open.
//   - A patient is not asked what no rule reads, and what only makes the picture sharper
//     is asked once the rest is in and the person wants to say more.
package asking

import (
	"maps"
	"slices"

	"afterfusion/rules"
)

// Asker asks the questions of one base. It never changes and may be shared.
type Asker struct {
	base *rules.Base
	know *rules.Knowledge
	at   map[string]int // questions by id
	// told is the question that says who told the results of tests, told to its choice for
	// "they were told"; nil where the knowledge has none.
	told   *rules.Question
	choice string
	// marked are the questions that are asked after some answer to a marked safety question.
	marked []int
	more   []bool // the questions that a patient is asked only on wish
	safety string // the section that asks after danger
}

// New makes an asker ready.
func New(base *rules.Base) *Asker {
	a := &Asker{base: base, know: base.Knowledge(), at: map[string]int{}}
	for i := range a.know.Questions {
		a.at[a.know.Questions[i].ID] = i
	}
	if when := &a.know.Policy.Unverified.When; when.Op == rules.Is && len(when.Choices) > 0 {
		a.told, _ = base.Question(when.Question)
		a.choice = when.Choices[0]
	}
	for i := range a.know.Questions {
		a.know.Questions[i].When.Walk(func(c *rules.Condition) {
			if gate, ok := base.Question(c.Question); ok && c.Op == rules.Is && gate.Unsure != "" && !slices.Contains(a.marked, i) {
				a.marked = append(a.marked, i)
			}
		})
	}
	a.more = a.findMore()
	a.safety = SafetySection(a.know)
	return a
}

// Base is what the questions are of.
func (a *Asker) Base() *rules.Base { return a.base }

// Asking says who is asked and how much: More is what a patient is asked only on wish.
type Asking struct {
	Reader      rules.Reader
	Quick, More bool
}

// Steps returns the steps that are asked of a person as things stand; a list of warning
// signs counts as answered once it is gone through to its end. The error lists every answer
// that is wrong.
func (a *Asker) Steps(said rules.Answers, who Asking) ([]rules.StepState, error) {
	from := said
	if who.Reader == rules.Patient && a.told != nil && !known(said, a.told.ID) {
		from = maps.Clone(said)
		from[a.told.ID] = rules.One(a.choice)
	}
	steps, err := a.base.Interview(from, rules.Asking{Reader: who.Reader, Quick: who.Quick})
	if err != nil {
		return nil, err
	}
	if who.Reader == rules.Patient {
		steps = a.forPatient(said, steps, who)
	}
	for i := range steps {
		for _, q := range steps[i].Questions {
			if a.Half(&a.know.Questions[q], said) {
				steps[i].Answered--
			}
		}
	}
	for _, q := range a.unsureFollowUps(said, who.Reader) {
		steps = a.With(said, steps, q, who.Quick)
	}
	return steps, nil
}

// forPatient leaves out what a patient is not asked: who told the results of tests, what
// no rule reads and, but on wish, what only makes the picture sharper. What was answered
// stays.
func (a *Asker) forPatient(said rules.Answers, steps []rules.StepState, who Asking) []rules.StepState {
	out := steps[:0]
	for _, s := range steps {
		s.Questions = slices.DeleteFunc(s.Questions, func(i int) bool {
			q := &a.know.Questions[i]
			if q == a.told {
				s.Answered-- // given or assumed
				return true
			}
			_, answered := said[q.ID]
			return !answered && (q.Context || !who.More && a.more[i])
		})
		if len(s.Questions) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// Waiting counts the questions that a patient has not been asked, as nobody wished it yet.
func (a *Asker) Waiting(said rules.Answers, who Asking) int {
	if who.Reader != rules.Patient || who.More || who.Quick {
		return 0
	}
	now, err := a.Steps(said, who)
	who.More = true
	then, err2 := a.Steps(said, who)
	if err != nil || err2 != nil {
		return 0
	}
	return asks(then) - asks(now)
}

func asks(steps []rules.StepState) int {
	n := 0
	for i := range steps {
		if !steps[i].Skipped {
			n += len(steps[i].Questions)
		}
	}
	return n
}

// unsureFollowUps are the questions that are asked only after some answer to a marked
// safety question, where that answer is "not sure" and could be the one.
func (a *Asker) unsureFollowUps(said rules.Answers, reader rules.Reader) []int {
	var out []int
	for _, i := range a.marked {
		q := &a.know.Questions[i]
		if !slices.Contains(q.Readers, reader) {
			continue
		}
		assumed := a.assume(said, q)
		if assumed == nil {
			continue
		}
		if e, err := a.base.Explain(assumed); err == nil && e.Holds(&q.When) == rules.True {
			out = append(out, i)
		}
	}
	return out
}

// assume returns the answers as they would be if what is not sure, and leads to a
// question, were so; nil where nothing of it is not sure.
func (a *Asker) assume(said rules.Answers, q *rules.Question) (assumed rules.Answers) {
	q.When.Walk(func(c *rules.Condition) {
		gate, ok := a.base.Question(c.Question)
		if !ok || c.Op != rules.Is || gate.Unsure == "" {
			return
		}
		for _, choice := range c.Choices {
			if !Unsure(said[gate.ID], choice) {
				continue
			}
			if assumed == nil {
				assumed = maps.Clone(said)
			}
			assumed[gate.ID] = rules.One(choice)
			return
		}
	})
	return assumed
}

// Unsure says whether an answer leaves one choice open with a "not sure".
func Unsure(v rules.Value, choice string) bool {
	return v.Unsure || slices.Contains(v.NotSure, choice) ||
		v.Partial && !slices.Contains(v.Yes, choice) && !slices.Contains(v.No, choice)
}

// With returns steps in which a question is asked too. The steps given stay as they are.
func (a *Asker) With(said rules.Answers, steps []rules.StepState, q int, quick bool) []rules.StepState {
	step := slices.IndexFunc(a.base.Steps(), func(s rules.Step) bool {
		return quick == (s.Quick > 0) && slices.Contains(s.Questions, q)
	})
	if step < 0 {
		return steps
	}
	at := slices.IndexFunc(steps, func(s rules.StepState) bool { return s.Step >= step })
	if at < 0 {
		at = len(steps)
	}
	if at == len(steps) || steps[at].Step != step {
		steps = slices.Insert(steps[:len(steps):len(steps)], at, rules.StepState{Step: step})
	}
	own := steps[at]
	place, there := slices.BinarySearch(own.Questions, q)
	if there {
		return steps
	}
	own.Questions = slices.Insert(slices.Clone(own.Questions), place, q)
	in := &a.know.Questions[q]
	if _, answered := said[in.ID]; answered && !a.Half(in, said) {
		own.Answered++
	}
	own.Skipped = false
	steps = slices.Clone(steps)
	steps[at] = own
	return steps
}

// RecordTold notes in answers, for a patient, that results of tests were told, as soon
// as one that was not among the answers before is given; and takes the note back where
// none is left. What a patient types lifts no ceiling, whatever it was read from.
func (a *Asker) RecordTold(reader rules.Reader, before, now rules.Answers) {
	if reader != rules.Patient || a.told == nil {
		return
	}
	fresh, any := false, false
	for i := range a.know.Questions {
		q := &a.know.Questions[i]
		if q == a.told || q.Section != a.know.Policy.Unverified.Section || !tells(now[q.ID]) {
			continue
		}
		any = true
		was, there := before[q.ID]
		fresh = fresh || !there || !Same(was, now[q.ID])
	}
	switch own := now[a.told.ID]; {
	case fresh:
		now[a.told.ID] = rules.One(a.choice)
	case !any && slices.Contains(own.Yes, a.choice):
		delete(now, a.told.ID)
	}
}

// tells says whether an answer tells a result.
func tells(v rules.Value) bool {
	return v.Numeric || len(v.No) > 0 || len(v.Yes) > 0 && !slices.Equal(v.Yes, []string{"none"})
}

// Same says whether two answers are the same.
func Same(a, b rules.Value) bool {
	return a.Unsure == b.Unsure && a.Partial == b.Partial && a.Listed == b.Listed && a.Numeric == b.Numeric && a.Lo == b.Lo && a.Hi == b.Hi &&
		slices.Equal(a.Yes, b.Yes) && slices.Equal(a.No, b.No) && slices.Equal(a.NotSure, b.NotSure)
}

func known(a rules.Answers, id string) bool {
	v, ok := a[id]
	return ok && !v.Unsure
}
