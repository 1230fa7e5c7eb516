package tui

import (
	"errors"
	"maps"
	"slices"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// record is what a person has said so far, free of stale answers: an answer whose
// question is no longer asked is set aside and comes back with its question.
type record struct {
	base    *rules.Base
	asker   *asking.Asker
	who     asking.Asking // all that may be asked
	answers rules.Answers
	aside   rules.Answers
	steps   []rules.StepState        // that the reader is asked now
	before  map[*rules.Question]bool // what was asked before the last change
}

func newRecord(asker *asking.Asker, reader rules.Reader, a, aside rules.Answers) record {
	r := record{base: asker.Base(), asker: asker, who: asking.Asking{Reader: reader, More: true}, answers: rules.Answers{}, aside: rules.Answers{}}
	maps.Copy(r.answers, a)
	maps.Copy(r.aside, aside)
	// What a file says stands as it is, so that it means here what it means to assess.
	r.before, _ = r.asked()
	return r
}

// set replaces the answers to some questions. It returns the fault that kept it
// from doing so, and the questions whose older answers no longer fit and were set aside.
func (r *record) set(questions []string, given rules.Answers) (dropped []string, err error) {
	next := maps.Clone(r.answers)
	for _, id := range questions {
		delete(next, id)
		if v, ok := given[id]; ok {
			next[id] = v
		}
	}
	var moved []string
	for {
		var faults rules.AnswerErrors
		if !errors.As(r.base.Check(next), &faults) {
			break
		}
		for _, f := range faults {
			if _, own := given[f.Question]; own {
				return nil, f
			}
			if _, there := next[f.Question]; !there {
				return nil, f
			}
			moved = append(moved, f.Question)
			r.aside[f.Question] = next[f.Question]
			delete(next, f.Question)
		}
	}
	r.asker.RecordTold(r.who.Reader, r.answers, next)
	r.answers = next
	for _, id := range questions {
		delete(r.aside, id)
	}
	return append(moved, r.settle()...), nil
}

// rounds bounds how often settling looks again: each round follows one more link of
// questions that hang on questions.
const rounds = 12

// settle sets aside what is no longer asked and brings back what is asked again. It
// returns what it set aside.
func (r *record) settle() []string {
	var moved []string
	for range rounds {
		asked, err := r.asked()
		if err != nil {
			return moved
		}
		changed := false
		for _, id := range r.stale(asked) {
			r.aside[id] = r.answers[id]
			delete(r.answers, id)
			moved = append(moved, id)
			changed = true
		}
		for _, id := range slices.Sorted(maps.Keys(r.aside)) {
			if q := r.conditional(id); q == nil || asked[q] && !slices.Contains(moved, id) {
				changed = r.restore(id) || changed
			}
		}
		if !changed {
			r.before = asked
			break
		}
	}
	slices.Sort(moved)
	return moved
}

// stale lists the answers whose questions were asked and are so no longer, or could
// not be asked as things stand. What is merely not asked stays: a file may tell the
// result of a test without telling that the test was made.
func (r *record) stale(asked map[*rules.Question]bool) []string {
	var out []string
	var explain *rules.Explanation
	for id := range r.answers {
		q := r.conditional(id)
		if q == nil || asked[q] {
			continue
		}
		if !r.before[q] {
			if q.Context {
				continue // nothing hangs on it, and the file told it
			}
			if explain == nil {
				explain, _ = r.base.Explain(r.answers)
			}
			if explain == nil || explain.Holds(&q.When) != rules.False {
				continue
			}
		}
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// restore brings an answer back where it fits the others.
func (r *record) restore(id string) bool {
	r.answers[id] = r.aside[id]
	if r.base.Check(r.answers) != nil {
		delete(r.answers, id)
		return false
	}
	delete(r.aside, id)
	return true
}

// conditional returns a question that is asked only under a condition, or nil.
func (r *record) conditional(id string) *rules.Question {
	if q, ok := r.base.Question(id); ok && q.When.Given() {
		return q
	}
	return nil
}

// asked holds the questions that the reader is asked now, and keeps their steps.
func (r *record) asked() (map[*rules.Question]bool, error) {
	steps, err := r.asker.Steps(r.answers, r.who)
	if err != nil {
		return nil, err
	}
	r.steps = steps
	k := r.base.Knowledge()
	out := make(map[*rules.Question]bool, len(k.Questions))
	for _, s := range steps {
		for _, q := range s.Questions {
			out[&k.Questions[q]] = true
		}
	}
	return out, nil
}
