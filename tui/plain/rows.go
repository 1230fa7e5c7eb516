package plain

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// row is the answer to one item of a list: 'y', 'n', 'u' or 0 for none.
type row = byte

// askRows asks a list item by item: yes, no or not sure each. Its first prompt
// settles it in one word where none of the items holds.
func (r *run) askRows(q *rules.Question) move {
	rest, none := withoutNone(q)
	r.question(q)
	r.choices(rest)
	r.present(q)
	hint := "Type n for none, the numbers that fit, or y to go one by one"
	for {
		line, m := r.prompt(q, r.hint(hint))
		switch {
		case m != typed:
			return m
		case line == "":
			return on
		case isNone(line) && none == nil:
			if r.set(q, rules.Map(nil, ids(rest), nil)) {
				return on
			}
		case isYes(line):
			if m := r.eachRow(q, rest, none); m != back {
				return m
			}
		default:
			v, err := parseList(line, q, rest, none, r.Reader)
			if err != nil {
				r.refuse("%s.", err)
			} else if r.set(q, v) {
				return on
			}
		}
	}
}

func isYes(line string) bool {
	switch strings.ToLower(line) {
	case "y", "yes", "some":
		return true
	}
	return false
}

// eachRow goes through the items; back from the first leads to the list's prompt.
func (r *run) eachRow(q *rules.Question, rest []rules.Choice, none *rules.Choice) move {
	rows := rowsOf(r.answers, q, rest)
	for i := 0; i < len(rest); {
		r.say("%d of %d: %s", i+1, len(rest), r.words(rest[i].Text))
		if rows[i] != 0 {
			r.say("Answered before: %s. Enter keeps it.", rowWords[rows[i]])
		}
		line, m := r.prompt(q, r.hint("Type y for yes or n for no"))
		switch {
		case m == back:
			if i == 0 {
				return back
			}
			i--
		case m == again:
		case m != typed:
			return m
		case line == "":
			i++
		case rowOf(line) == 0:
			r.refuse("%s is not y, n or u.", quote(line))
		default:
			was := rows[i]
			if rows[i] = rowOf(line); !r.set(q, rowsValue(rows, rest, none)) {
				rows[i] = was
				continue
			}
			if i++; (r.hurry || r.halts() && !r.jumped) && i < len(rest) {
				return r.interrupt(q)
			}
		}
	}
	return on
}

// interrupt leaves a list for the question that decides over what was just said, or for
// what has to be done first. The list is asked again after it, for the lines that are left.
func (r *run) interrupt(q *rules.Question) move {
	r.resume = append(r.resume, r.asker.Index(q.ID))
	return on
}

func rowOf(line string) row {
	switch {
	case isUnsure(line):
		return 'u'
	case strings.EqualFold(line, "n"), strings.EqualFold(line, "no"):
		return 'n'
	case strings.EqualFold(line, "y"), strings.EqualFold(line, "yes"):
		return 'y'
	}
	return 0
}

var rowWords = map[row]string{'y': "yes", 'n': "no", 'u': "not sure"}

// rowsOf spreads the answer that a list has over its items.
func rowsOf(a rules.Answers, q *rules.Question, rest []rules.Choice) []row {
	rows := make([]row, len(rest))
	v, ok := a[q.ID]
	for i, c := range rest {
		switch {
		case !ok:
		case slices.Contains(v.Yes, c.ID):
			rows[i] = 'y'
		case v.Unsure || v.Partial || slices.Contains(v.NotSure, c.ID):
			rows[i] = 'u'
		case v.Listed || slices.Contains(v.No, c.ID):
			rows[i] = 'n'
		}
	}
	return rows
}

// rowsValue makes one answer of the items; those without an answer stay unknown.
func rowsValue(rows []row, rest []rules.Choice, none *rules.Choice) rules.Value {
	var v rules.Value
	for i, c := range rest {
		switch rows[i] {
		case 'y':
			v.Yes = append(v.Yes, c.ID)
		case 'n':
			v.No = append(v.No, c.ID)
		case 'u':
			v.NotSure = append(v.NotSure, c.ID)
		}
	}
	switch {
	case len(v.NotSure) == len(rest):
		return rules.Unsure()
	case len(v.No) == len(rest) && none != nil:
		return rules.List(none.ID)
	case len(v.Yes) > 0 && len(v.Yes)+len(v.No) == len(rest):
		return rules.List(v.Yes...)
	}
	return v
}

func ids(cs []rules.Choice) []string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = c.ID
	}
	return out
}
