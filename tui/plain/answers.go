package plain

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// set takes an answer, if it can stand beside the others. Earlier answers to
// questions that follow from the new one, and now contradict it, are taken back.
func (r *run) set(q *rules.Question, v rules.Value) bool {
	before := maps.Clone(r.answers)
	r.answers[q.ID] = v
	r.asker.RecordTold(r.Reader, before, r.answers)
	var gone []string
	for {
		var faults rules.AnswerErrors
		if !errors.As(r.Base.Check(r.answers), &faults) {
			break
		}
		for _, f := range faults {
			if _, answered := r.answers[f.Question]; !answered || f.Question == q.ID {
				r.answers = before
				r.say("That cannot be taken: %s. Answer again, Enter to leave it as it was, or b to go back.", r.problem(q, f))
				return false
			}
			delete(r.answers, f.Question)
			gone = append(gone, f.Question)
		}
	}
	for _, id := range gone {
		delete(r.seen, slices.Index(r.Base.QuestionIDs(), id))
		r.say("Taken back, since it does not fit what you said now: %s", r.named(id))
	}
	if !r.batch {
		r.changed()
	}
	return true
}

// unset takes an answer back.
func (r *run) unset(q *rules.Question) {
	if _, ok := r.answers[q.ID]; ok {
		before := maps.Clone(r.answers)
		delete(r.answers, q.ID)
		r.asker.RecordTold(r.Reader, before, r.answers)
		r.changed()
	}
}

// problem says a fault of an answer in the reader's words: which others it contradicts.
func (r *run) problem(q *rules.Question, f *rules.AnswerError) string {
	var others []string
	for _, word := range strings.FieldsFunc(f.Problem, func(c rune) bool { return c == ' ' || c == ',' }) {
		if _, ok := r.Base.Question(word); ok && word != q.ID {
			others = append(others, r.named(word))
		}
	}
	if len(others) == 0 {
		return f.Problem
	}
	return "it does not fit your answer to: " + strings.TrimSuffix(strings.Join(others, " And: "), ".")
}

// named is a question's text with its answer.
func (r *run) named(id string) string {
	q, ok := r.Base.Question(id)
	if !ok {
		return id
	}
	if v, ok := r.answers[id]; ok {
		return r.label(q) + " " + r.answer(q, v)
	}
	return r.words(q.Text)
}

// changed settles which answers stand, hands them on and says new dangers.
func (r *run) changed() {
	r.listed, r.weighed = nil, nil
	r.settle()
	r.listed, r.weighed = nil, nil
	if err := r.look(); err != nil {
		r.say("The answers do not fit together: %s", err) // cannot be: they were checked
	}
	r.keep()
	r.alarms(false)
}

// settle sets aside the answers of questions that no longer apply, and takes up
// again those of questions that do.
func (r *run) settle() {
	for range r.know.Questions {
		now := r.applying()
		moved := false
		for i := range r.know.Questions {
			id := r.know.Questions[i].ID
			v, answered := r.answers[id]
			kept, put := r.aside[id]
			if r.applies[i] && !now[i] {
				delete(r.seen, i)
			}
			switch {
			case answered && r.applies[i] && !now[i]:
				r.aside[id], moved = v, true
				delete(r.answers, id)
				r.say("Set aside, since it no longer applies: %s", r.words(r.know.Questions[i].Text))
			case put && now[i] && !answered:
				r.seen[i] = r.restore(id, kept)
				moved = moved || r.seen[i]
			}
		}
		r.applies = now
		if !moved {
			return
		}
	}
}

// restore takes up an answer that was set aside, if it still fits.
func (r *run) restore(id string, v rules.Value) bool {
	delete(r.aside, id)
	r.answers[id] = v
	if r.Base.Check(r.answers) == nil {
		return true
	}
	delete(r.answers, id)
	return false
}

// applying says of each question whether its condition is true, for either reader.
func (r *run) applying() []bool {
	out := make([]bool, len(r.know.Questions))
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		states, err := r.asker.Steps(r.answers, asking.Asking{Reader: reader, More: true})
		if err != nil {
			continue
		}
		for _, st := range states {
			for _, q := range st.Questions {
				out[q] = true
			}
		}
	}
	return out
}

// look notes what follows from the answers. It fails where they are wrong.
func (r *run) look() error {
	a, err := r.assessed()
	if err != nil {
		return err
	}
	r.derived = a.Derived
	if r.applies == nil {
		r.applies = r.applying()
	}
	return nil
}

func (r *run) isDerived(q *rules.Question) bool {
	return slices.ContainsFunc(r.derived, func(i int) bool { return &r.know.Questions[i] == q })
}

// settled says whether an open question follows from other answers in such a way
// that no other answer to it could stand: then there is nothing to ask.
func (r *run) settled(i int) bool {
	q := &r.know.Questions[i]
	if _, ok := r.answers[q.ID]; ok || !slices.Contains(r.derived, i) {
		return false
	}
	if q.Implied.When.Given() {
		return true
	}
	possible := 0
	try := func(v rules.Value) {
		a := maps.Clone(r.answers)
		a[q.ID] = v
		if r.Base.Check(a) == nil {
			possible++
		}
	}
	if q.Kind == rules.KindNumber {
		possible++ // the derived one, which lies somewhere between the ends
		try(rules.Number(q.Range[0]))
		try(rules.Number(q.Range[1]))
	}
	for _, c := range q.Choices {
		try(rules.One(c.ID))
	}
	return possible <= 1
}

// keep hands the answers on; a fault is said once and does not stop the interview.
func (r *run) keep() {
	if r.Keep == nil {
		return
	}
	if err := r.Keep(maps.Clone(r.answers), maps.Clone(r.aside)); err != nil && err.Error() != r.keepFault {
		r.keepFault = err.Error()
		r.say("Your answers could not be kept on disk: %s", quote(err.Error()))
		r.say("The interview goes on; the result will still be shown.")
	}
}
