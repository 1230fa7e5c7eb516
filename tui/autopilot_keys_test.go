package tui

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"afterfusion/rules"
	"afterfusion/tui/question"
)

// act presses the next keys that the step needs; false where nothing is left to say.
func (p *pilot) act() bool {
	qs := p.asked()
	switch {
	case fmt.Sprintf("%T", p.m.ask.part) == "*question.stack":
		return p.stackKeys(qs)
	case p.spineAsked(qs):
		return p.spineKeys(qs)
	case len(qs) == 2 && qs[0].Kind == rules.KindZones:
		return p.drawKeys(qs[0], qs[1])
	case len(qs) > 1:
		return p.tableKeys(gridRows(qs), false)
	}
	return p.single(qs[0])
}

// single answers one question.
func (p *pilot) single(q *rules.Question) bool {
	switch {
	case q.Kind == rules.KindChoices && warning(q):
		return p.tableKeys(itemRows([]*rules.Question{q}), true)
	case q.Kind == rules.KindZones:
		return p.drawKeys(q, nil)
	case strings.HasSuffix(q.ID, "worst-zone"):
		return p.drawKeys(nil, q)
	case q.Kind == rules.KindNumber:
		return p.numberKeys(q)
	case q.Kind == rules.KindChoice:
		return p.choiceKeys(q)
	}
	return p.listKeys(q)
}

// stackKeys answers the row at hand, or goes to the next row that the paper answers.
func (p *pilot) stackKeys(qs []*rules.Question) bool {
	at := int(reflect.ValueOf(p.m.ask.part).Elem().FieldByName("at").Int())
	if _, open := p.open(qs[at]); open && p.single(qs[at]) {
		return true
	}
	for n := 1; n < len(qs); n++ {
		to := (at + n) % len(qs)
		if _, open := p.open(qs[to]); !open || p.tried["to "+qs[to].ID] {
			continue
		}
		if max(to-at, at-to) > 1 && slices.ContainsFunc(p.m.ask.part.Keys(), func(k question.Key) bool { return k.Does == "go to a line" }) {
			p.press(lineKey(to))
			at = to
		}
		for n := 0; at != to && n <= len(qs); n++ {
			p.press(map[bool]string{true: "enter", false: "up"}[to > at])
			at = int(reflect.ValueOf(p.m.ask.part).Elem().FieldByName("at").Int())
		}
		p.tried["to "+qs[to].ID] = true
		return true
	}
	return false
}

// lineKey is the letter that leads to a row.
func lineKey(i int) string { return "ABCDEFGHIJKLMOPQRSTVWXYZ"[i : i+1] }

// looked is where the pointer stands, as it is seen on the screen.
func (p *pilot) looked() int { return int(p.sub().FieldByName("focus").Int()) }

// warning says whether a list is one of warning signs, asked row by row.
func warning(q *rules.Question) bool {
	return q.Section == "safety" || strings.HasPrefix(q.ID, "safety.")
}

func (p *pilot) asked() []*rules.Question {
	var out []*rules.Question
	for _, q := range p.m.ask.asked {
		out = append(out, &p.know.Questions[q])
	}
	return out
}

func sameKind(qs []*rules.Question, kind string) bool {
	return !slices.ContainsFunc(qs, func(q *rules.Question) bool { return q.Kind != kind })
}

// once says whether something is tried for the first time on this part.
func (p *pilot) once(what string) bool {
	was := p.tried[what]
	p.tried[what] = true
	return !was
}

// open says whether the paper answers a question and the part does not yet.
func (p *pilot) open(q *rules.Question) (want rules.Value, open bool) {
	want, ok := p.paper[q.ID]
	have, said := p.m.ask.part.Answers()[q.ID]
	return want, ok && (!said || canon(q, have) != canon(q, want))
}

// listKey is the key that stands before an item of a list: a digit, then a letter.
const listKeys = "123456789acdefghilmoprstvwxyzACDEFGHILMOPRSTVWXYZ"

func listKey(i int) string { return listKeys[i : i+1] }

// choiceKey is the key of a choice: y, n and p where they stand for themselves.
func choiceKey(id string, i int) string {
	switch id {
	case "yes":
		return "y"
	case "no", "negative":
		return "n"
	case "positive":
		return "p"
	}
	return listKey(i)
}

// choiceKeys answers one of a few.
func (p *pilot) choiceKeys(q *rules.Question) bool {
	want, open := p.open(q)
	if !open || !p.once(q.ID) {
		return false
	}
	if want.Unsure {
		p.press("u")
		return true
	}
	i := slices.IndexFunc(q.Choices, func(c rules.Choice) bool { return c.ID == want.Yes[0] })
	p.press(choiceKey(want.Yes[0], i))
	return true
}

func (p *pilot) numberKeys(q *rules.Question) bool {
	want, open := p.open(q)
	if !open || !p.once(q.ID) {
		return false
	}
	if want.Unsure {
		p.press("u")
		return true
	}
	text := figure(want.Lo)
	if want.Hi != want.Lo {
		text += "-" + figure(want.Hi)
	}
	if years := inYears(q, want); years != "" && len(years) <= len(text) {
		text = years
	}
	if w := p.wordFor(q, want); w != "" {
		text = w
	}
	for _, r := range text {
		p.press(string(r))
	}
	return true
}

// wordFor is the beginning of the word that stands for a range, as far as it tells it
// from the others; "" where none does.
func (p *pilot) wordFor(q *rules.Question, want rules.Value) string {
	var words []string
	for _, w := range append(slices.Clone(p.know.Policy.SeverityWords), p.know.Policy.ReliefWords...) {
		if _, ok := p.m.base.Word(q.ID, w.ID); ok {
			words = append(words, strings.ReplaceAll(w.ID, "-", " "))
		}
	}
	for _, w := range words {
		v, _ := p.m.base.Word(q.ID, strings.ReplaceAll(w, " ", "-"))
		if v.Lo != want.Lo || v.Hi != want.Hi || v.Lo == v.Hi {
			continue
		}
		for n := 1; n <= len(w); n++ {
			if !slices.ContainsFunc(words, func(x string) bool { return x != w && strings.HasPrefix(x, w[:n]) }) {
				return w[:n]
			}
		}
	}
	return ""
}

// inYears is a number of months as whole years, as people say it; "" where it is none.
func inYears(q *rules.Question, v rules.Value) string {
	if q.Unit.Clinician != "months" || math.Mod(v.Lo, 12)+math.Mod(v.Hi, 12) != 0 || v.Hi == 0 {
		return ""
	}
	if v.Lo == v.Hi {
		return figure(v.Lo/12) + "y"
	}
	return figure(v.Lo/12) + "-" + figure(v.Hi/12) + "y"
}

func figure(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// items are the choices of a list but for none.
func items(q *rules.Question) []string {
	var out []string
	for i := range q.Choices {
		if q.Choices[i].ID != "none" {
			out = append(out, q.Choices[i].ID)
		}
	}
	return out
}

// listKeys marks any of a list.
func (p *pilot) listKeys(q *rules.Question) bool {
	want, open := p.open(q)
	if !open {
		return false
	}
	have, said := p.m.ask.part.Answers()[q.ID]
	told := p.told(q)
	for i, id := range items(q) {
		if !said && told[id] && itemOf(want, id) == itemYes {
			continue // it is marked already, and counts with the next key
		}
		if (itemOf(want, id) == itemYes) != slices.Contains(have.Yes, id) && p.once(q.ID+" "+id) {
			p.press(listKey(i))
			return true
		}
	}
	switch {
	case (slices.Contains(want.Yes, "none") || !said && len(told) > 0 && want.Listed && !want.Partial) && p.once(q.ID):
		p.press("n")
	case (want.Unsure || want.Partial || len(want.NotSure) > 0) && p.once(q.ID):
		p.press("u")
	default:
		return false
	}
	return true
}

// told are the items of a list that were named in a list of warning signs already.
func (p *pilot) told(q *rules.Question) map[string]bool {
	out := map[string]bool{}
	for id, v := range p.m.rec.answers {
		if w := p.question(id); warning(w) && !warning(q) && w.Kind == rules.KindChoices {
			for _, c := range v.Yes {
				if c != "none" && slices.Contains(items(q), c) {
					out[c] = true
				}
			}
		}
	}
	return out
}

// sub is the part that asks, or that of the row at hand.
func (p *pilot) sub() reflect.Value {
	v := reflect.ValueOf(p.m.ask.part).Elem()
	if rows := v.FieldByName("rows"); rows.IsValid() && v.FieldByName("said").IsValid() {
		row := rows.Index(int(v.FieldByName("at").Int())).FieldByName("part")
		return reflect.NewAt(row.Elem().Elem().Type(), row.Elem().UnsafePointer()).Elem()
	}
	return v
}

func (p *pilot) spineAsked(qs []*rules.Question) bool {
	return !slices.ContainsFunc(qs, func(q *rules.Question) bool {
		return q.ID != "surgery.top-level" && q.ID != "surgery.bottom-level"
	})
}

// spineKeys gives top and bottom, each where the paper has it.
func (p *pilot) spineKeys(qs []*rules.Question) bool {
	for i, q := range qs {
		want, open := p.open(q)
		if !open || !p.once(q.ID) {
			continue
		}
		if i == 1 && p.m.ask.part.Hand() != q.ID {
			p.press("right")
		}
		if want.Unsure {
			p.press("u")
			return true
		}
		p.levelKeys(q, want.Yes[0])
		return true
	}
	return false
}

func (p *pilot) levelKeys(q *rules.Question, id string) {
	if k := map[string]string{"l1": "1", "l2": "2", "l3": "3", "l4": "4", "l5": "5", "s1": "s", "pelvis": "p", "t9-or-above": "9", "t10": "0"}[id]; k != "" {
		p.press(k)
		return
	}
	levels := items(q)
	for range slices.Index(levels, "l1") - slices.Index(levels, id) {
		p.press("t")
	}
	p.press("space")
}

// tableRow is a row of a table and what the paper says to it: a column, or -1.
type tableRow struct {
	q    *rules.Question
	item string
}

func itemRows(qs []*rules.Question) []tableRow {
	var out []tableRow
	for _, q := range qs {
		for _, id := range items(q) {
			out = append(out, tableRow{q, id})
		}
	}
	return out
}

func gridRows(qs []*rules.Question) []tableRow {
	out := make([]tableRow, len(qs))
	for i, q := range qs {
		out[i] = tableRow{q, ""}
	}
	return out
}

// key is the key that gives a row what an answer says, "" for leaving it open.
func (r tableRow) key(v rules.Value, ok bool) string {
	switch {
	case !ok:
		return ""
	case r.item != "":
		return [...]string{"", "y", "n", "u"}[itemOf(v, r.item)]
	case v.Unsure:
		return "u"
	}
	i := slices.IndexFunc(r.q.Choices, func(c rules.Choice) bool { return c.ID == v.Yes[0] })
	return choiceKey(v.Yes[0], i)
}

// restKey is the key of the answer that N gives to all rows that are left.
func restKey(rows []tableRow, isItems bool) string {
	if isItems {
		return "n"
	}
	q := rows[0].q
	for i, c := range q.Choices {
		if c.ID == "not-tried" || c.ID == "no" && !q.Private && q.Section != "safety" {
			return choiceKey(c.ID, i)
		}
	}
	return ""
}

// tableKeys answers the next row, or all that are left at once where they are a no.
func (p *pilot) tableKeys(rows []tableRow, isItems bool) bool {
	have := p.m.ask.part.Answers()
	want, now := make([]string, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		v, ok := p.paper[r.q.ID]
		want[i] = r.key(v, ok)
		v, ok = have[r.q.ID]
		now[i] = r.key(v, ok)
	}
	p.focus = min(p.looked(), len(rows)-1)
	rest, all, open := restKey(rows, isItems), true, 0
	told := map[string]int{}
	for i := range rows {
		if now[i] == "" {
			open++
			told[want[i]]++
			all = all && want[i] != ""
		}
	}
	fill := "N"
	if rest == "" || told["u"] > told[rest] {
		rest, fill = "u", "U"
	}
	next := -1
	for n := range rows {
		i := (p.focus + n) % len(rows)
		if want[i] != "" && want[i] != now[i] && !(all && want[i] == rest && now[i] == "") && !p.tried[fmt.Sprint(rows[i].q.ID, " row ", rows[i].item)] {
			next = i
			break
		}
	}
	switch {
	case next >= 0:
		p.row(next, want[next], rows)
	case all && open > 0 && p.once("rest of "+rows[0].q.ID):
		p.press(fill)
	default:
		return false
	}
	return true
}

// row goes to a row and answers it.
func (p *pilot) row(i int, key string, rows []tableRow) {
	const few = 4
	p.tried[fmt.Sprint(rows[i].q.ID, " row ", rows[i].item)] = true
	if rows[i].item == "" && len(rows) > few && max(i-p.focus, p.focus-i) > 1 {
		p.press(lineKey(i))
		p.focus = i
	}
	for ; p.focus < i; p.focus++ {
		p.press("down")
	}
	for ; p.focus > i; p.focus-- {
		p.press("up")
	}
	p.press(key)
}
