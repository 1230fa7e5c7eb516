package question

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// New makes the part that asks a step. What was answered before is shown and kept.
func New(s Setting) Part {
	a := newAsked(s)
	switch {
	case a.isSpine():
		return newSpine(a)
	case a.isDrawing():
		return newBody(a)
	case len(a.questions) == 1 && !a.leftAlone():
		return newSingle(a, a.questions[0].Grid != "")
	case len(a.questions) > 1 && a.kinds() == rules.KindChoice && sameChoices(a.questions):
		return newGrid(a)
	}
	return newStack(a)
}

// reused is the part that asked a question until now, where it still says what was said;
// nil where there is none.
func (a *asked) reused(q *rules.Question) Part {
	part := a.Before
	if s, ok := part.(*stack); ok {
		i := slices.IndexFunc(s.rows, func(r stackRow) bool { return r.q == q })
		if i < 0 {
			return nil
		}
		part = s.rows[i].part
	}
	one, ok := part.(interface {
		asks() []*rules.Question
		know(rules.Answers)
	})
	if !ok || len(one.asks()) != 1 || one.asks()[0] != q {
		return nil
	}
	had, told := part.Answers()[q.ID]
	now, said := a.Setting.Answers[q.ID]
	if said != told || said && !asking.Same(had, now) {
		return nil
	}
	one.know(a.Setting.Answers)
	return part
}

// asks are the questions of a part.
func (a *asked) asks() []*rules.Question { return a.questions }

// know tells a part what was said meanwhile.
func (a *asked) know(answers rules.Answers) { a.Setting.Answers = answers }

// newSingle makes the part of one question. A list says its own heading where nothing
// above it does.
func newSingle(a asked, headed bool) Part {
	if p := a.reused(a.questions[0]); p != nil {
		if t, ok := p.(*table); ok {
			t.head(headed)
		}
		return p
	}
	a.Before = nil // nothing is held longer than it is asked
	switch kind := a.kinds(); {
	case a.isDrawing():
		return newBody(a)
	case kind == rules.KindNumber:
		return newNumber(a)
	case kind == rules.KindChoices && a.isSafety():
		return newYesNo(a, headed)
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
	safety    string // the section that asks after danger
}

func newAsked(s Setting) asked {
	know := s.Base.Knowledge()
	a := asked{Setting: s, kept: rules.Answers{}, safety: asking.SafetySection(know)}
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

// begins says whether the step is opened at a question.
func (a *asked) begins(q *rules.Question) bool { return a.At != "" && a.At == q.ID }

// isSafety says whether the step is a list of warning signs, which is asked row by row.
func (a *asked) isSafety() bool { return a.isWarning(a.questions[0]) }

// isWarning says whether a question asks after danger: by its section, or by its id where it
// is asked in another one.
func (a *asked) isWarning(q *rules.Question) bool { return asking.Warns(a.safety, q) }

// Problem implements Part.
func (a *asked) Problem() string { return a.problem }

// Drafts implements Part: most parts hold nothing half done.
func (a *asked) Drafts() map[string]Draft { return nil }

// Hand implements Part: of one question it is that one.
func (a *asked) Hand() string { return a.questions[0].ID }

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
	if i < 0 || i >= len(shortcuts) {
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

// ownKey is the key of a choice that stands for itself: y, n, p for signs found, r for
// rather not; "" for the others, whose key is their place.
func (a *asked) ownKey(q *rules.Question, choice int) string {
	switch q.Choices[choice].ID {
	case "yes":
		return "y"
	case "no", "negative":
		return "n"
	case "positive":
		return "p"
	case "rather-not-say":
		return "r"
	}
	if choice == 0 && asking.SaysNo(&q.Choices[0], a.Reader) {
		return "n"
	}
	return ""
}

// choiceKey is the key that is shown before a choice.
func (a *asked) choiceKey(q *rules.Question, choice, place int) string {
	if k := a.ownKey(q, choice); k != "" {
		return k
	}
	return shortcut(place)
}

// keyList names keys for the help line, neighbours as a range: "n 2-8".
func keyList(keys []string) string {
	var out []string
	for i := 0; i < len(keys); i++ {
		from := i
		for i+1 < len(keys) && shortcutIndex(keys[i]) >= 0 && shortcutIndex(keys[i+1]) == shortcutIndex(keys[i])+1 {
			i++
		}
		switch i - from {
		case 0:
			out = append(out, keys[from])
		case 1:
			out = append(out, keys[from], keys[i])
		default:
			out = append(out, keys[from]+"-"+keys[i])
		}
	}
	return strings.Join(out, " ")
}
