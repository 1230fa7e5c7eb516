package plain

import (
	"fmt"
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
	hint := "n if none of these holds, y to go line by line, or the numbers that hold"
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
				r.say("%s.", err)
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
	defer func() { r.inRows = false }()
	for i := 0; i < len(rest); {
		r.say("%d of %d: %s", i+1, len(rest), r.words(rest[i].Text))
		if rows[i] != 0 {
			r.say("Answered before: %s. Enter keeps it.", rowWords[rows[i]])
		}
		line, m := r.prompt(q, r.hint("y, n"))
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
			r.say("%s is not y, n or u.", quote(line))
		default:
			was := rows[i]
			r.inRows = i+1 < len(rest)
			if rows[i] = rowOf(line); r.set(q, rowsValue(rows, rest, none)) {
				i++
			} else {
				rows[i] = was
			}
		}
	}
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

// bodyPart is a few places that are asked together.
type bodyPart struct {
	name   string
	places []int // in Question.Choices
}

// bodyParts groups places by their regions, left and right together; regions of
// few places stand together at the end.
func bodyParts(q *rules.Question) []bodyPart {
	const few = 3
	var all, out []bodyPart
	for i, c := range q.Choices {
		name := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(c.Region, "-left"), "-right"), "-", " ")
		at := slices.IndexFunc(all, func(p bodyPart) bool { return p.name == name })
		if at < 0 {
			at, all = len(all), append(all, bodyPart{name: name})
		}
		all[at].places = append(all[at].places, i)
	}
	rest := bodyPart{name: "elsewhere"}
	for _, p := range all {
		if len(p.places) < few {
			rest.places = append(rest.places, p.places...)
		} else {
			out = append(out, p)
		}
	}
	if len(rest.places) > 0 {
		out = append(out, rest)
	}
	return out
}

// askZones asks for places on the body, part by part. The list is complete when all
// parts are through; until then the places not asked are not known.
func (r *run) askZones(q *rules.Question) move {
	parts := bodyParts(q)
	before, ok := r.answers[q.ID]
	z := zones{r: r, q: q, on: make([]bool, len(q.Choices)), complete: ok && before.Listed && !before.Partial}
	for i, c := range q.Choices {
		z.on[i] = slices.Contains(before.Yes, c.ID)
	}
	r.question(q)
	r.present(q)
	for i := 0; i < len(parts); {
		r.say("Part %d of %d: %s", i+1, len(parts), parts[i].name)
		z.list(parts[i].places)
		m := z.ask(parts[i].places)
		switch {
		case m == back && i > 0:
			i--
		case m == again:
		case m != on:
			return m
		default:
			i++
			if !z.store(i == len(parts)) {
				return again
			}
		}
	}
	return on
}

// zones are the places marked so far.
type zones struct {
	r        *run
	q        *rules.Question
	on       []bool // by choice
	unsure   bool   // of the places not marked
	touched  bool
	complete bool // all parts were through before
}

func (z *zones) list(places []int) {
	for n, place := range places {
		mark := ""
		if z.on[place] {
			mark = " (marked)"
		}
		z.r.item(fmt.Sprintf("  %d.", n+1), z.r.words(z.q.Choices[place].Text)+mark)
	}
}

// ask asks for the places of one part of the body.
func (z *zones) ask(places []int) move {
	enter := ", several such as 1 3, n or Enter if nothing hurts here"
	if slices.ContainsFunc(places, func(p int) bool { return z.on[p] }) {
		enter = ", several such as 1 3, n if nothing hurts here, Enter to keep the marks"
	}
	for {
		line, m := z.r.prompt(z.q, upTo(len(places))+enter+", u, b, ?, h:")
		switch {
		case m != typed:
			return m
		case line == "":
			return on
		case isUnsure(line):
			z.unsure, z.touched = true, true
			return on
		case isNone(line):
			z.mark(places, nil)
			return on
		}
		picked, unsure, err := parseNumbers(line, len(places))
		if err != nil {
			z.r.say("%s.", err)
			continue
		}
		z.unsure = z.unsure || unsure
		z.mark(places, picked)
		return on
	}
}

func (z *zones) mark(places, picked []int) {
	for n, place := range places {
		is := slices.Contains(picked, n+1)
		z.touched = z.touched || is != z.on[place]
		z.on[place] = is
	}
}

// store takes the marks as the answer; marks that are all gone take it back.
func (z *zones) store(last bool) bool {
	var places []string
	for i, c := range z.q.Choices {
		if z.on[i] {
			places = append(places, c.ID)
		}
	}
	switch {
	case !z.touched:
		return true
	case len(places) > 0 && !z.unsure && (last || z.complete):
		return z.r.set(z.q, rules.List(places...))
	case len(places) > 0:
		return z.r.set(z.q, rules.PartialList(places...))
	case z.unsure:
		return z.r.set(z.q, rules.Unsure())
	}
	z.r.unset(z.q)
	return true
}
