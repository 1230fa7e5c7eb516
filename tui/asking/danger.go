package asking

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// Stands says whether a danger stands at its level whatever is answered to what is open.
func (a *Asker) Stands(explain *rules.Explanation, f *rules.RaisedFlag) bool {
	when := &a.know.Flags[f.Flag].Levels.At(f.Level).When
	return !f.Unsure && when.Given() && explain.Holds(when) == rules.True
}

// Deciding are the questions without any answer that follow from another one, and on
// which the levels of a danger hang. There are none where it stands.
func (a *Asker) Deciding(explain *rules.Explanation, said rules.Answers, f *rules.RaisedFlag) []string {
	if a.Stands(explain, f) {
		return nil
	}
	var out []string
	for level := f.Level; level > rules.Routine; level-- {
		for _, id := range explain.Unanswered(&a.know.Flags[f.Flag].Levels.At(level).When) {
			q, ok := a.base.Question(id)
			if _, answered := said[id]; ok && !answered && q.When.Given() {
				out = append(out, id)
			}
		}
	}
	return out
}

// Do is what to do about a danger, and what meanwhile.
func (a *Asker) Do(f *rules.RaisedFlag, reader rules.Reader) (do, meanwhile string) {
	in := &a.know.Flags[f.Flag]
	if f.Unsure && !in.Unsure.Empty() {
		return in.Unsure.For(reader), ""
	}
	level := in.Levels.At(f.Level)
	for l := f.Level; !level.Given() && l > rules.Routine; l-- {
		level = in.Levels.At(l)
	}
	return level.Act.For(reader), level.Meanwhile.For(reader)
}

// Unsaid leaves out of a text the sentences that were said already: nothing is ordered
// twice on one page.
func Unsaid(text, said string) string {
	var out []string
	for _, s := range sentences(text) {
		if !strings.Contains(said, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func sentences(text string) []string {
	var out []string
	for text != "" {
		end := strings.Index(text, ". ")
		if end < 0 {
			return append(out, text)
		}
		out, text = append(out, text[:end+1]), strings.TrimSpace(text[end+1:])
	}
	return out
}

// Why says which answers raised a danger, in words that can be said to a stranger; "" of
// a private one, which is not repeated.
func (a *Asker) Why(f *rules.RaisedFlag, said rules.Answers, reader rules.Reader) string {
	if a.know.Flags[f.Flag].BecausePrivate {
		return ""
	}
	if reader != rules.Patient {
		return "Because: " + a.because(f, said, reader)
	}
	var yes, unsure []string
	for _, i := range a.Raising(f, said) {
		q := &a.know.Questions[i]
		v := said[q.ID]
		for _, c := range q.Choices {
			if c.ID != "none" && slices.Contains(v.Yes, c.ID) {
				yes = append(yes, `"`+strings.TrimSuffix(c.Text.For(reader), ".")+`"`)
			}
		}
		if v.Numeric {
			yes = append(yes, `"`+q.Text.For(reader)+" "+Answer(q, v, reader)+`"`)
		}
		if v.Unsure || v.Partial || len(v.NotSure) > 0 {
			unsure = append(unsure, a.topic(q, reader))
		}
	}
	if f.Unsure || len(yes) == 0 {
		return "Why: you were not sure about " + joined(unsure) + "."
	}
	return "Why: you said " + joined(yes) + "."
}

// because tells a clinician the answers behind a danger, each after its question.
func (a *Asker) because(f *rules.RaisedFlag, said rules.Answers, reader rules.Reader) string {
	var out []string
	for _, i := range a.Raising(f, said) {
		q := &a.know.Questions[i]
		if v, ok := said[q.ID]; ok {
			out = append(out, q.Text.For(reader)+": "+Answer(q, v, reader))
		}
	}
	return strings.Join(out, "; ") + "."
}

// Raising are the questions whose answers raised a danger, and those that follow from them
// and decided how soon it must be seen.
func (a *Asker) Raising(f *rules.RaisedFlag, said rules.Answers) []int {
	out := slices.Clone(f.Because)
	a.know.Flags[f.Flag].Levels.At(f.Level).When.Walk(func(c *rules.Condition) {
		i := a.Index(c.Question)
		if _, answered := said[c.Question]; !answered || i < 0 || slices.Contains(out, i) {
			return
		}
		a.know.Questions[i].When.Walk(func(c *rules.Condition) {
			if !slices.Contains(out, i) && slices.Contains(f.Because, a.Index(c.Question)) {
				out = append(out, i)
			}
		})
	})
	slices.Sort(out)
	return out
}

// Behind are the questions whose answers the dangers of today and the notices are about,
// and, where the person is out of scope, those that say so; the gravest danger's first.
func (a *Asker) Behind(now *rules.Assessment) []int {
	var out []int
	for _, f := range now.Triage.Flags {
		if f.Level >= rules.Urgent {
			out = append(out, f.Because...)
		}
	}
	add := func(c *rules.Condition) {
		if i := a.Index(c.Question); i >= 0 {
			out = append(out, i)
		}
	}
	for _, i := range now.Triage.Notices {
		a.know.Flags[i].Notice.When.Walk(add)
	}
	if !now.Scope.In {
		a.know.Policy.Scope[now.Scope.Reason].When.Walk(add)
	}
	return out
}

// Index is the place of a question in the knowledge, or -1.
func (a *Asker) Index(id string) int {
	if i, ok := a.at[id]; ok {
		return i
	}
	return -1
}

// topic is what a question is about, in a word or two that can stand in a sentence: what
// stands before a colon, or else the heading of its page.
func (a *Asker) topic(q *rules.Question, reader rules.Reader) string {
	s := q.Text.For(reader)
	if before, _, ok := strings.Cut(s, ": "); ok {
		s = before
	} else if strings.HasSuffix(s, "?") {
		for i := range a.know.Grids {
			if g := &a.know.Grids[i]; g.ID == q.Grid {
				s = g.Text.For(reader)
			}
		}
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// joined joins a few things as in speech.
func joined(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
