package tui

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"afterfusion/rules"
	"afterfusion/tui/question"
)

// drawKeys marks places, and the worst of them, by their first letters: a capital marks
// at once, m the same place on the other side.
func (p *pilot) drawKeys(zones, worst *rules.Question) bool {
	q := zones
	if q == nil {
		q = worst
	}
	list := items(q)
	p.focus = p.looked()
	have := p.m.ask.part.Answers()
	bad, badOpen := "", false
	if worst != nil {
		var want rules.Value
		if want, badOpen = p.open(worst); badOpen && !want.Unsure {
			bad = want.Yes[0]
		}
	}
	if zones != nil {
		if want, open := p.open(zones); open {
			if both := p.sub().FieldByName("both").Bool(); both != p.pairsLeft(list, want, have[zones.ID]) && p.once(fmt.Sprint("M ", both)) {
				p.press("M")
				return true
			}
			if at := p.nearestPlace(zones, list, want, have[zones.ID], bad); at >= 0 {
				p.mark(list, at, list[at] == bad)
				return true
			}
			if (want.Unsure || want.Partial) && p.once(zones.ID) {
				p.press("u")
				return true
			}
		}
	}
	if !badOpen || !p.once(worst.ID) {
		return false
	}
	if bad == "" {
		p.press("u")
		return true
	}
	p.mark(list, slices.Index(list, bad), true)
	return true
}

// pairsLeft says whether all places that the paper still marks are pairs of left and right,
// and enough of them for the key that marks both at once.
func (p *pilot) pairsLeft(list []string, want, have rules.Value) bool {
	const worthwhile = 3
	left := 0
	for _, id := range list {
		if itemOf(want, id) != itemYes || slices.Contains(have.Yes, id) {
			continue
		}
		if other := twin(id); other == "" || itemOf(want, other) != itemYes || slices.Contains(have.Yes, other) {
			return false
		}
		left++
	}
	return left/2 >= worthwhile || left > 0 && p.sub().FieldByName("both").Bool()
}

// nearestPlace is the place of the paper, not marked yet, that the fewest keys reach; the
// worst one last, so that the focus rests on it.
func (p *pilot) nearestPlace(q *rules.Question, list []string, want, have rules.Value, last string) int {
	best, fewest := -1, 0
	ways := p.ways()
	for at, id := range list {
		if (itemOf(want, id) == itemYes) == slices.Contains(have.Yes, id) || p.tried[q.ID+" "+id] || id == last {
			continue
		}
		n := len(ways[at])
		switch other := twin(id); {
		case id == twin(list[p.focus]):
			n = 0
		case other != "" && itemOf(want, other) == itemYes && !slices.Contains(have.Yes, other):
			n += len(list) // pairs come last, for they may be marked by one key
		}
		if best < 0 || n < fewest {
			best, fewest = at, n
		}
	}
	if best < 0 && last != "" && !slices.Contains(have.Yes, last) && !p.tried[q.ID+" "+last] {
		best = slices.Index(list, last)
	}
	if best >= 0 {
		p.tried[q.ID+" "+list[best]] = true
	}
	return best
}

// twin is the same place on the other side.
func twin(id string) string {
	if s, ok := strings.CutSuffix(id, "-left"); ok {
		return s + "-right"
	}
	if s, ok := strings.CutSuffix(id, "-right"); ok {
		return s + "-left"
	}
	return ""
}

// mark marks a place, as the worst if it is, by the shortest way: arrows and letters, of
// which a capital marks at once.
func (p *pilot) mark(list []string, at int, worst bool) {
	if !worst && list[at] == twin(list[p.focus]) {
		p.press("m")
		return
	}
	way := p.ways()[at]
	if n := len(way); n > 0 && !worst && way[n-1] == list[at][:1] {
		p.press(way[:n-1]...)
		p.press(strings.ToUpper(way[n-1]))
		return
	}
	if alone := p.sub().FieldByName("all").IsNil(); alone && len(way) > 0 && way[len(way)-1] == list[at][:1] {
		p.press(way[:len(way)-1]...)
		p.press(strings.ToUpper(list[at][:1]))
		return
	}
	p.press(way...)
	p.press(map[bool]string{true: "w", false: "space"}[worst])
}

// ways are the shortest rows of keys that lead from the focus to every place.
func (p *pilot) ways() map[int][]string {
	body := p.sub()
	from := int(body.FieldByName("focus").Int())
	type state struct{ focus, panel int }
	at := func(v reflect.Value) state {
		return state{int(v.FieldByName("focus").Int()), int(v.FieldByName("panel").Int())}
	}
	keys := []string{"up", "down", "left", "right"}
	for c := 'a'; c <= 'z'; c++ {
		if !strings.ContainsRune("umvwx", c) {
			keys = append(keys, string(c))
		}
	}
	ways := map[int][]string{from: nil}
	type walk struct {
		part reflect.Value
		keys []string
	}
	seen := map[state]bool{at(body): true}
	for next := []walk{{body, nil}}; len(next) > 0; next = next[1:] {
		for _, k := range keys {
			c := reflect.New(body.Type())
			c.Elem().Set(next[0].part)
			c.Interface().(question.Part).Key(keyNamed(k))
			s := at(c.Elem())
			if seen[s] {
				continue
			}
			seen[s] = true
			way := append(slices.Clone(next[0].keys), k)
			if _, known := ways[s.focus]; !known {
				ways[s.focus] = way
			}
			next = append(next, walk{c.Elem(), way})
		}
	}
	return ways
}
