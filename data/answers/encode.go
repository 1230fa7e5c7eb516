package answers

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"afterfusion/data/printable"
	"afterfusion/rules"
)

// longestReason is how many letters of a reason are kept and printed.
const longestReason = 500

// Reason makes what a person typed fit to be kept and printed: one line, not too long,
// and nothing in it that acts on a terminal.
func Reason(s string) string {
	s = strings.Map(func(r rune) rune {
		if printable.Acts(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Join(strings.Fields(s), " ")
	if c := []rune(s); len(c) > longestReason {
		s = string(c[:longestReason])
	}
	return strings.TrimSpace(s)
}

// Encode writes answers as YAML, in the order of the questionnaire.
func Encode(f *File, base *rules.Base) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "afterfusion: %d\n", Format)
	if f.As != "" {
		fmt.Fprintf(&b, "as: %s\n", f.As)
	}
	if f.Suspicion != "" {
		fmt.Fprintf(&b, "suspicion: %s\n", f.Suspicion)
	}
	if len(f.Decisions) > 0 {
		b.WriteString("decisions:\n")
		for _, d := range f.Decisions {
			fmt.Fprintf(&b, "  %s: {accepted: %t, reason: %s}\n", d.Option, d.Accepted, strconv.Quote(Reason(d.Reason)))
		}
	}
	if len(f.Answers) == 0 {
		b.WriteString("answers: {}\n")
		return b.Bytes()
	}
	b.WriteString("answers:\n")
	for i := range base.Knowledge().Questions {
		q := &base.Knowledge().Questions[i]
		if v, ok := f.Answers[q.ID]; ok {
			if w := encode(q, v); w != "{}" { // a table of nothing says nothing
				fmt.Fprintf(&b, "  %s: %s\n", q.ID, w)
			}
		}
	}
	return b.Bytes()
}

func encode(q *rules.Question, v rules.Value) string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	switch {
	case v.Unsure:
		return "unknown"
	case v.Numeric && v.Lo == v.Hi:
		return number(v.Lo)
	case v.Numeric:
		return "[" + number(v.Lo) + ", " + number(v.Hi) + "]"
	case v.Listed && q.Kind == rules.KindChoice && len(v.Yes) == 1:
		return v.Yes[0]
	case v.Listed:
		words := slices.Clone(v.Yes)
		if v.Partial {
			words = append(words, "unknown")
		}
		return "[" + strings.Join(words, ", ") + "]"
	}
	var rows []string
	for _, c := range q.Choices {
		switch {
		case slices.Contains(v.Yes, c.ID):
			rows = append(rows, c.ID+": yes")
		case slices.Contains(v.No, c.ID):
			rows = append(rows, c.ID+": no")
		case slices.Contains(v.NotSure, c.ID):
			rows = append(rows, c.ID+": unknown")
		}
	}
	return "{" + strings.Join(rows, ", ") + "}"
}
