package asking

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// Answer writes an answer so that it can be read one way only: of a list that was answered
// line by line, what holds, what does not, what is not sure and how much is open.
func Answer(q *rules.Question, v rules.Value, reader rules.Reader) string {
	switch {
	case v.Unsure, v.Numeric:
		return report.AnswerWords(q, v, reader)
	case v.Listed && v.Partial && len(v.Yes) == 0:
		return report.AnswerWords(q, rules.Unsure(), reader)
	case v.Listed && v.Partial:
		return choicesWords(q, v.Yes, reader) + ". The others: not sure"
	case v.Listed:
		return choicesWords(q, v.Yes, reader)
	}
	var out []string
	open := 0
	for _, c := range q.Choices {
		if c.ID != "none" && !slices.Contains(v.Yes, c.ID) && !slices.Contains(v.No, c.ID) && !slices.Contains(v.NotSure, c.ID) {
			open++
		}
	}
	for _, part := range []struct {
		word string
		ids  []string
	}{{"Yes", v.Yes}, {"No", v.No}, {"Not sure", v.NotSure}} {
		if len(part.ids) > 0 {
			out = append(out, part.word+": "+choicesWords(q, part.ids, reader))
		}
	}
	if open > 0 {
		out = append(out, fmt.Sprintf("%d without an answer", open))
	}
	return strings.Join(out, ". ")
}

// choicesWords are the words of some choices. They hold commas themselves.
func choicesWords(q *rules.Question, ids []string, reader rules.Reader) string {
	var out []string
	for _, c := range q.Choices {
		if slices.Contains(ids, c.ID) {
			out = append(out, c.Text.For(reader))
		}
	}
	return strings.Join(out, "; ")
}

// Minutes is how long some questions, in their order, take people who read them at leisure:
// what is read, and a moment for every line. Choices and headings that were just read are not
// read again.
func Minutes(k *rules.Knowledge, questions []int, reader rules.Reader) string {
	const wordsAMinute, secondsALine = 200, 3
	words, lines := 0, 0
	grid := ""
	var before []rules.Choice
	count := func(t rules.Text) { words += len(strings.Fields(t.For(reader))) }
	for _, i := range questions {
		q := &k.Questions[i]
		count(q.Text)
		count(q.Help)
		if at := slices.IndexFunc(k.Grids, func(g rules.Grid) bool { return g.ID == q.Grid }); at >= 0 && q.Grid != grid {
			count(k.Grids[at].Text)
			count(k.Grids[at].Help)
		}
		if !slices.EqualFunc(q.Choices, before, func(a, b rules.Choice) bool { return a.Text == b.Text }) {
			for c := range q.Choices {
				count(q.Choices[c].Text)
			}
		}
		grid, before = q.Grid, q.Choices
		lines++
		if q.Kind == rules.KindChoices {
			lines += len(q.Choices)
		}
	}
	switch n := (words*60/wordsAMinute + lines*secondsALine + 59) / 60; {
	case n < 2:
		return "1 minute"
	case n < 10:
		return fmt.Sprintf("%d minutes", n)
	default: // nobody knows it better
		return fmt.Sprintf("%d minutes", (n+4)/5*5)
	}
}

// SaysNo says whether a key or a line that means no stands for the first of some choices:
// one whose words begin with no.
func SaysNo(c *rules.Choice, reader rules.Reader) bool {
	first, _, _ := strings.Cut(strings.ReplaceAll(c.Text.For(reader), ",", " "), " ")
	return first == "No" || first == "None"
}

// Example is a range that a question takes, near a plausible answer; "" where a range
// is no help, as for an age.
func Example(q *rules.Question) string {
	switch q.Unit.Clinician { // near what people are
	case "cm":
		return "165-170"
	case "kg":
		return "80-85"
	case "%":
		return "50-60"
	case "levels", "operations": // few people have more
		return "2-3"
	case "years":
		return ""
	}
	if len(q.Range) != 2 {
		return "6-12"
	}
	lo, hi := q.Range[0], q.Range[1]
	switch {
	case lo < 0:
		return "-10 to -5"
	case lo == 0 && hi == 10:
		return "4-6"
	case lo <= 6 && hi >= 12:
		return "6-12"
	case lo <= 60 && hi >= 65:
		return "60-65"
	}
	return digits(lo) + "-" + digits(min(lo+2, hi))
}

func digits(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
