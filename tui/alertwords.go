package tui

import (
	"slices"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// flagWords are what to do about a danger, and what meanwhile.
func (m *app) flagWords(f *rules.RaisedFlag) (do, meanwhile string) {
	in := &m.know.Flags[f.Flag]
	if f.Unsure && !in.Unsure.Empty() {
		return m.text(in.Unsure), ""
	}
	level := in.Levels.At(f.Level)
	for l := f.Level; !level.Given() && l > rules.Routine; l-- {
		level = in.Levels.At(l)
	}
	return m.text(level.Act), m.text(level.Meanwhile)
}

// unsaid leaves out of a text the sentences that were said already: nothing is ordered
// twice on one page.
func unsaid(text, said string) string {
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

// whyRaised says which answers raised a danger; the private ones are not repeated.
func (m *app) whyRaised(f *rules.RaisedFlag) string {
	if m.know.Flags[f.Flag].BecausePrivate {
		return ""
	}
	if !m.patient() {
		return "Because: " + m.because(f)
	}
	var said, unsure []string
	for _, q := range m.behind(f) {
		in := &m.know.Questions[q]
		v := m.rec.answers[in.ID]
		for _, c := range v.Yes {
			if c != "none" {
				said = append(said, "\""+m.choiceWords(in, c)+"\"")
			}
		}
		if v.Numeric {
			said = append(said, "\""+m.text(in.Text)+" "+report.AnswerWords(in, v, m.as())+"\"")
		}
		if v.Unsure || v.Partial || len(v.NotSure) > 0 {
			unsure = append(unsure, m.topic(in))
		}
	}
	if f.Unsure || len(said) == 0 {
		return "Why: you were not sure about " + strings.Join(unsure, " and ") + "."
	}
	return "Why: you said " + listed(said) + "."
}

// behind are the questions whose answers raised a danger, and those that follow from them
// and decided how soon it must be seen.
func (m *app) behind(f *rules.RaisedFlag) []int {
	out := slices.Clone(f.Because)
	m.know.Flags[f.Flag].Levels.At(f.Level).When.Walk(func(c *rules.Condition) {
		i := m.index(c.Question)
		if _, said := m.rec.answers[c.Question]; !said || i < 0 || contains(out, i) {
			return
		}
		m.know.Questions[i].When.Walk(func(c *rules.Condition) {
			if !contains(out, i) && contains(f.Because, m.index(c.Question)) {
				out = append(out, i)
			}
		})
	})
	slices.Sort(out)
	return out
}

// becauseWords is whyRaised for the result's own flags.
func (m *app) becauseWords(f report.Flag) string {
	for _, x := range m.now.Triage.Flags {
		if m.know.Flags[x.Flag].ID == f.ID {
			return m.whyRaised(&x)
		}
	}
	return ""
}

// because tells a clinician the answers behind a danger, each after its question.
func (m *app) because(f *rules.RaisedFlag) string {
	var out []string
	for _, q := range m.behind(f) {
		in := &m.know.Questions[q]
		if s := m.answer(in.ID); s != "" {
			out = append(out, m.text(in.Text)+": "+s)
		}
	}
	return strings.Join(out, "; ") + "."
}

// choiceWords are the words of a choice, without the full stop that would end the quote.
func (m *app) choiceWords(q *rules.Question, id string) string {
	for i := range q.Choices {
		if q.Choices[i].ID == id {
			return strings.TrimSuffix(m.text(q.Choices[i].Text), ".")
		}
	}
	return id
}

// topic is what a question is about, in a word or two that can stand in a sentence: what
// stands before a colon, or else the heading of its step.
func (m *app) topic(q *rules.Question) string {
	s := m.text(q.Text)
	if before, _, ok := strings.Cut(s, ": "); ok {
		s = before
	} else if strings.HasSuffix(s, "?") {
		for i := range m.know.Grids {
			if g := &m.know.Grids[i]; g.ID == q.Grid {
				s = m.text(g.Text)
			}
		}
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// listed joins a few things as in speech.
func listed(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
