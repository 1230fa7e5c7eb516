package plain

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

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
	z := zones{r: r, q: q, on: make([]bool, len(q.Choices)), told: make([]bool, len(parts)), complete: ok && before.Listed && !before.Partial}
	for i, c := range q.Choices {
		z.on[i] = slices.Contains(before.Yes, c.ID)
	}
	r.question(q)
	r.present(q)
	for i := 0; i < len(parts); {
		r.say("Part %d of %d: %s", i+1, len(parts), parts[i].name)
		z.list(parts[i].places)
		m := z.ask(i, parts[i].places)
		switch {
		case m == back && i > 0:
			i--
		case m == again:
		case m != on:
			return m
		default:
			i++
			if !z.store() {
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
	told     []bool // by part: what hurts there was said
	unsure   bool   // of the places not marked
	touched  bool
	complete bool // all parts were told before
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
func (z *zones) ask(part int, places []int) move {
	hint := "Type n if nothing hurts here, or the numbers that hurt, such as 1 3"
	if slices.ContainsFunc(places, func(p int) bool { return z.on[p] }) {
		hint += ". Enter keeps the marks"
	}
	for {
		line, m := z.r.prompt(z.q, z.r.hint(hint))
		switch {
		case m != typed:
			return m
		case line == "":
			return on
		case isUnsure(line):
			z.unsure, z.touched = true, true
			return on
		case isNone(line):
			z.mark(part, places, nil)
			return on
		}
		picked, unsure, err := parseNumbers(line, len(places))
		if err != nil {
			z.r.refuse("%s.", err)
			continue
		}
		z.unsure = z.unsure || unsure
		z.mark(part, places, picked)
		return on
	}
}

func (z *zones) mark(part int, places, picked []int) {
	z.touched = z.touched || !z.told[part]
	z.told[part] = true
	for n, place := range places {
		is := slices.Contains(picked, n+1)
		z.touched = z.touched || is != z.on[place]
		z.on[place] = is
	}
}

// store takes the marks as the answer; marks that are all gone take it back. What hurts in
// a part that was left open is not known.
func (z *zones) store() bool {
	var places []string
	for i, c := range z.q.Choices {
		if z.on[i] {
			places = append(places, c.ID)
		}
	}
	switch {
	case !z.touched:
		return true
	case len(places) > 0 && !z.unsure && (z.complete || !slices.Contains(z.told, false)):
		return z.r.set(z.q, rules.List(places...))
	case len(places) > 0:
		return z.r.set(z.q, rules.PartialList(places...))
	case z.unsure:
		return z.r.set(z.q, rules.Unsure())
	}
	z.r.unset(z.q)
	return true
}

// askPlace asks for one of many places on the body: first for the part, then for the place.
func (r *run) askPlace(q *rules.Question) move {
	regions := r.regionsOf(q)
	parts := bodyParts(regions)
	if len(parts) < 2 {
		parts = []bodyPart{{name: "all", places: allOf(q)}}
	}
	r.question(q)
	for i, p := range parts {
		r.item(fmt.Sprintf("  %d.", i+1), p.name)
	}
	r.present(q)
	for {
		line, m := r.prompt(q, r.hint("Type the part of the body, "+upTo(len(parts))))
		switch {
		case m != typed:
			return m
		case line == "":
			return on
		case isUnsure(line):
			if r.set(q, rules.Unsure()) {
				return on
			}
			continue
		}
		picked, _, err := parseNumbers(line, len(parts))
		if err != nil || len(picked) != 1 {
			if c, e := parseName(line, q.Choices, r.Reader); e == nil && r.set(q, rules.One(c)) { // a place in words
				return on
			}
			r.refuse("%s is not one of the parts; type a number, %s.", quote(line), upTo(len(parts)))
			continue
		}
		if m := r.placeIn(q, parts[picked[0]-1].places); m != back {
			return m
		}
	}
}

// placeIn asks for the place in a part of the body.
func (r *run) placeIn(q *rules.Question, places []int) move {
	offered := make([]rules.Choice, len(places))
	for i, p := range places {
		offered[i] = q.Choices[p]
	}
	r.choices(offered)
	return r.until(q, "Type "+upTo(len(offered)), func(line string) (rules.Value, error) {
		if isUnsure(line) {
			return rules.Unsure(), nil
		}
		c, err := parseChoice(line, offered, r.Reader)
		return rules.One(c), err
	})
}

// regionsOf is a question about places, each with its region: the regions are written once,
// at the question that marks the places.
func (r *run) regionsOf(q *rules.Question) *rules.Question {
	for i := range r.know.Questions {
		z := &r.know.Questions[i]
		if z.Kind == rules.KindZones && sameIDs(z.Choices, q.Choices) {
			return z
		}
	}
	return q
}

func sameIDs(a, b []rules.Choice) bool {
	return slices.EqualFunc(a, b, func(a, b rules.Choice) bool { return a.ID == b.ID })
}

func allOf(q *rules.Question) []int {
	out := make([]int, len(q.Choices))
	for i := range out {
		out[i] = i
	}
	return out
}
