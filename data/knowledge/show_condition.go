package knowledge

import (
	"fmt"
	"strings"

	"afterfusion/rules"
)

// condition writes a condition in words: a single test beside its name, a compound
// one as a list.
func (w *shower) condition(depth int, name string, c *rules.Condition) {
	plain := flat(*c)
	w.part(depth, name+": ", &plain)
}

func (w *shower) part(depth int, lead string, c *rules.Condition) {
	switch {
	case len(c.Args) == 0:
		w.line(depth, "%s%s", lead, w.test(c))
	case (c.Op == rules.Not || c.Op == rules.None) && len(c.Args) == 1 && len(c.Args[0].Args) == 0:
		w.line(depth, "%snot: %s", lead, w.test(&c.Args[0]))
	default:
		w.line(depth, "%s%s", lead, connective(c))
		for i := range c.Args {
			w.part(depth+1, "- ", &c.Args[i])
		}
	}
}

// flat takes a condition's needless nesting away: all in all, any in any, a list of one.
func flat(c rules.Condition) rules.Condition {
	joins := c.Op == rules.All || c.Op == rules.Any
	var args []rules.Condition
	for _, a := range c.Args {
		a = flat(a)
		if joins && a.Op == c.Op {
			args = append(args, a.Args...)
			continue
		}
		args = append(args, a)
	}
	if joins && len(args) == 1 {
		return args[0]
	}
	c.Args = args
	return c
}

// connective says how the arguments of a condition are joined.
func connective(c *rules.Condition) string {
	switch c.Op {
	case rules.All:
		return "all of these"
	case rules.Any:
		return "any of these"
	case rules.None:
		return "none of these"
	case rules.Not:
		return "not this"
	}
	return fmt.Sprintf("%s %d of these", map[rules.Cmp]string{rules.AtLeast: "at least", rules.AtMost: "at most", rules.Equal: "exactly"}[c.Cmp], c.N)
}

var signs = map[rules.Cmp]string{rules.AtLeast: "at least", rules.More: "more than", rules.AtMost: "at most", rules.Less: "less than", rules.Equal: "exactly"}

// test is a single test in words, with the id of what it reads.
func (w *shower) test(c *rules.Condition) string {
	q := w.questions[c.Question]
	asked := "[" + c.Question + "]"
	if q != nil {
		asked = strings.TrimRight(q.Text.For(rules.Clinician), "?.: ") + " " + asked
	}
	switch c.Op {
	case rules.Known:
		return asked + " is known"
	case rules.Is:
		words := make([]string, len(c.Choices))
		for i, id := range c.Choices {
			words[i] = choiceWords(q, id)
		}
		return asked + ": " + strings.Join(words, ", or ")
	case rules.Compare:
		unit := ""
		if q != nil {
			unit = q.Unit.For(rules.Clinician)
		}
		return strings.TrimSpace(fmt.Sprintf("%s %s %s %s", asked, signs[c.Cmp], number(c.Number), unit))
	case rules.SourceIs:
		if c.Band != "" {
			return fmt.Sprintf("the source %s is %s or more", c.Question, strings.ReplaceAll(c.Band, "-", " "))
		}
		return fmt.Sprintf("the source %s has a probability of %s %s", c.Question, signs[c.Cmp], number(c.Number))
	case rules.FlagIs:
		if c.Question == "any" {
			return fmt.Sprintf("any red flag is raised, %s or higher", c.Level)
		}
		return fmt.Sprintf("the red flag %s is raised, %s or higher", c.Question, c.Level)
	}
	return "always"
}

func choiceWords(q *rules.Question, id string) string {
	if q != nil {
		for i := range q.Choices {
			if c := &q.Choices[i]; c.ID == id {
				return fmt.Sprintf("%q", c.Text.For(rules.Clinician))
			}
		}
	}
	return id
}
