package report

import (
	"fmt"
	"slices"
	"strings"
)

// changedMost is how many changes of a kind a report names before it counts the rest.
const changedMost = 8

// whatChanged is the chapter on what is different from the last file. A patient reads no
// figures in it.
func (s *Sheet) whatChanged(heading string) {
	c := s.d.Changed
	if c == nil {
		return
	}
	s.begin("changed", heading, "")
	if c.Nothing() {
		s.say("Nothing.")
		return
	}
	var rows []Row
	add := func(label string, texts []string) {
		if n := len(texts) - changedMost; n > 0 {
			texts = append(slices.Clone(texts[:changedMost]), number(float64(n))+" more.")
		}
		if len(texts) > 0 {
			rows = append(rows, Row{Label: label, Text: strings.Join(texts, " ")})
		}
	}
	add(s.either("How soon to be seen", "Triage"), s.dangerChanges(c))
	add(s.either("What it may be", "Ranking"), s.sourceChanges(c))
	add(s.either("What can be done", "Options"), s.optionChanges(c))
	add(s.either("Your answers", "Answers"), s.answerChanges(c))
	s.rows(rows)
}

func (s *Sheet) dangerChanges(c *Changed) []string {
	var out []string
	if c.Triage != nil {
		out = append(out, capital(s.words("level", c.Triage.After))+" (was: "+s.words("level", c.Triage.Before)+").")
	}
	if len(c.Raised) > 0 {
		out = append(out, "New: "+strings.Join(lowered(c.Raised), "; ")+".")
	}
	if len(c.Lowered) > 0 {
		out = append(out, "No longer raised: "+strings.Join(lowered(c.Lowered), "; ")+".")
	}
	return out
}

func (s *Sheet) sourceChanges(c *Changed) []string {
	var out []string
	if c.Enough != nil {
		out = append(out, s.either("We know ", "Information: ")+c.Enough.After+s.either(" now to name a cause.", " (was: "+c.Enough.Before+")."))
	}
	for _, x := range c.Sources {
		before, after := s.words("band", x.BandBefore), s.words("band", x.BandAfter)
		name := capital(shortName(x.Name))
		switch {
		case !s.Patient:
			out = append(out, fmt.Sprintf("%s: %s, was %s (place %d, was %d).", name, InHundred(x.After), strings.TrimSuffix(InHundred(x.Before), " in 100"), x.Rank[1], x.Rank[0]))
		case before != after:
			out = append(out, name+": "+after+" (was: "+before+").")
		}
	}
	return out
}

func (s *Sheet) optionChanges(c *Changed) []string {
	var out []string
	word := func(status string) string {
		if status == "" {
			return s.either("not in the list", "not on a ladder")
		}
		return s.words("status", status)
	}
	held := 0
	for _, x := range c.Options {
		if x.After == "hold" { // all for one reason, which stands above
			held++
			continue
		}
		out = append(out, capital(shortName(x.Name))+": "+word(x.After)+" (was: "+word(x.Before)+").")
	}
	if held > 0 {
		out = append([]string{s.either("To wait until the danger is checked: ", "Now on hold: ") + number(float64(held)) + "."}, out...)
	}
	return out
}

func (s *Sheet) answerChanges(c *Changed) []string {
	var out []string
	word := func(answer string) string {
		if answer == "" {
			return "no answer"
		}
		return lower(answer)
	}
	for _, x := range c.Answers {
		out = append(out, x.Text+colon(x.Text)+word(x.After)+" (was: "+word(x.Before)+").")
	}
	return out
}

// changedLine is the line of the one screen.
func changedLine(c *Changed) string {
	if c == nil {
		return ""
	}
	if c.Nothing() {
		return "Nothing."
	}
	var out []string
	if c.Triage != nil {
		out = append(out, "triage "+c.Triage.After+", was "+c.Triage.Before)
	}
	if len(c.Raised) > 0 {
		out = append(out, "raised: "+strings.Join(lowered(c.Raised), ", "))
	}
	if len(c.Lowered) > 0 {
		out = append(out, "no longer raised: "+strings.Join(lowered(c.Lowered), ", "))
	}
	out = append(out, counted(len(c.Answers), "answer"), counted(len(c.Sources), "source")+" moved", counted(len(c.Options), "option")+" with another status")
	return capital(strings.Join(out, "; ")) + "."
}
