package question

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"afterfusion/rules"
)

// New makes the part that asks a step. What was answered before is shown and kept.
func New(s Setting) Part {
	a := newAsked(s)
	switch kinds := a.kinds(); {
	case a.isSpine():
		return newSpine(a)
	case len(a.questions) == 1 && !a.leftAlone():
		return newSingle(a)
	case len(a.questions) > 1 && kinds == rules.KindChoice && sameChoices(a.questions):
		return newGrid(a)
	case len(a.questions) > 1 && kinds == rules.KindChoices:
		return newYesNo(a)
	}
	return newStack(a)
}

// newSingle makes the part of one question.
func newSingle(a asked) Part {
	switch kind := a.kinds(); {
	case kind == rules.KindZones:
		return newBody(a)
	case kind == rules.KindNumber:
		return newNumber(a)
	case kind == rules.KindChoices && a.isSafety():
		return newYesNo(a)
	case kind == rules.KindChoices:
		return newChoices(a)
	}
	return newChoice(a)
}

// leftAlone says whether the one question is what is left of a step of several, whose
// heading does not ask it.
func (a *asked) leftAlone() bool {
	q := a.questions[0]
	if q.Grid == "" || q.Kind == rules.KindChoices && a.isSafety() {
		return false
	}
	for _, s := range a.Base.Steps() {
		if s.Grid >= 0 && slices.Contains(s.Questions, a.Setting.Questions[0]) {
			return len(s.Questions) > 1
		}
	}
	return false
}

// asked is what all parts know: the questions of the step and what was said to them.
type asked struct {
	Setting
	questions []*rules.Question
	kept      rules.Answers // answers as they were given, until they are changed here
	problem   string
}

func newAsked(s Setting) asked {
	a := asked{Setting: s, kept: rules.Answers{}}
	know := s.Base.Knowledge()
	for _, i := range s.Questions {
		q := &know.Questions[i]
		a.questions = append(a.questions, q)
		// An answer that does not fit its question is shown as none.
		if v, ok := s.Answers[q.ID]; ok && s.Base.Check(rules.Answers{q.ID: v}) == nil {
			a.kept[q.ID] = v
		}
	}
	return a
}

// kinds returns the kind that all questions share, or "".
func (a *asked) kinds() string {
	if len(a.questions) == 0 {
		return ""
	}
	kind := a.questions[0].Kind
	for _, q := range a.questions {
		if q.Kind != kind {
			return ""
		}
	}
	return kind
}

// isSafety says whether the step is a list of warning signs, which is asked row by row.
func (a *asked) isSafety() bool {
	q := a.questions[0]
	return q.Section == "safety" || strings.HasPrefix(q.ID, "safety.")
}

// Problem implements Part.
func (a *asked) Problem() string { return a.problem }

// say returns the wording for the reader.
func (a *asked) say(t rules.Text) string { return t.For(a.Reader) }

// pick returns one of two interface wordings for the reader.
func (a *asked) pick(patient, clinician string) string {
	if a.Reader == rules.Patient {
		return patient
	}
	return clinician
}

// notSure is the wording of "unknown" for a question.
func (a *asked) notSure(q *rules.Question) string {
	if q.Section == "exam" {
		return "Not done"
	}
	return "Not sure"
}

// clash says, in the reader's words, which other answer one of these answers
// contradicts, or "".
func (a *asked) clash(own rules.Answers) string {
	if !a.faulty(own, "") {
		return ""
	}
	for _, id := range slices.Sorted(maps.Keys(a.Setting.Answers)) {
		if _, mine := own[id]; mine {
			continue
		}
		if q, ok := a.Base.Question(id); ok && !a.faulty(own, id) {
			return "This does not fit what you said to: " + a.say(q.Text)
		}
	}
	return "This does not fit your other answers."
}

// faulty says whether one of these answers is at fault beside all others but one.
func (a *asked) faulty(own rules.Answers, without string) bool {
	all := maps.Clone(a.Setting.Answers)
	if all == nil {
		all = rules.Answers{}
	}
	delete(all, without)
	maps.Copy(all, own)
	var errs rules.AnswerErrors
	if !errors.As(a.Base.Check(all), &errs) {
		return false
	}
	return slices.ContainsFunc(errs, func(e *rules.AnswerError) bool {
		_, mine := own[e.Question]
		return mine
	})
}

// none returns the choice that says none of the others, or nil.
func none(q *rules.Question) *rules.Choice {
	if q.Kind != rules.KindChoices {
		return nil
	}
	for i := range q.Choices {
		if q.Choices[i].ID == "none" {
			return &q.Choices[i]
		}
	}
	return nil
}

// shortcuts are the keys of the items of a list, in order: digits, then letters
// that mean nothing else.
const shortcuts = "123456789acdefghilmoprstvwxyzACDEFGHILMOPRSTVWXYZ"

// shortcut returns the key of an item, or "" where there are more items than keys.
func shortcut(i int) string {
	if i >= len(shortcuts) {
		return ""
	}
	return shortcuts[i : i+1]
}

// shortcutIndex returns the item of a key, or -1.
func shortcutIndex(key string) int {
	if len(key) != 1 {
		return -1
	}
	return strings.Index(shortcuts, key)
}
