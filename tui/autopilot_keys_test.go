package tui

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"afterfusion/rules"
)

// act presses the next keys that the step needs; false where nothing is left to say.
func (p *pilot) act() bool {
	qs := p.asked()
	switch {
	case fmt.Sprintf("%T", p.m.ask.part) == "*question.stack":
		return p.stackKeys(qs)
	case p.spineAsked(qs):
		return p.spineKeys(qs)
	case len(qs) > 1 && sameKind(qs, rules.KindChoices):
		return p.tableKeys(itemRows(qs), true)
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
		return p.zoneKeys(q)
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
		for range max(to-at, at-to) {
			p.press(map[bool]string{true: "enter", false: "up"}[to > at])
		}
		p.tried["to "+qs[to].ID] = true
		return true
	}
	return false
}

// looked is where the pointer stands, as it is seen on the screen.
func (p *pilot) looked() int {
	v := reflect.ValueOf(p.m.ask.part).Elem()
	if rows := v.FieldByName("rows"); rows.IsValid() && v.FieldByName("said").IsValid() {
		v = rows.Index(int(v.FieldByName("at").Int())).FieldByName("part").Elem().Elem()
	}
	return int(v.FieldByName("focus").Int())
}

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

// choiceKeys answers one of a few. The places that were marked on the drawing stand
// before the others.
func (p *pilot) choiceKeys(q *rules.Question) bool {
	want, open := p.open(q)
	if !open || !p.once(q.ID) {
		return false
	}
	if want.Unsure {
		p.press("u")
		return true
	}
	var order, rest []string
	marked, isWorst := strings.CutSuffix(q.ID, "worst-zone")
	for _, c := range q.Choices {
		if isWorst && slices.Contains(p.m.rec.answers[marked+"zones"].Yes, c.ID) {
			order = append(order, c.ID)
		} else {
			rest = append(rest, c.ID)
		}
	}
	order = append(order, rest...)
	p.press(choiceKey(want.Yes[0], slices.Index(order, want.Yes[0])))
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
	for _, r := range text {
		p.press(string(r))
	}
	return true
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
	have := p.m.ask.part.Answers()[q.ID]
	for i, id := range items(q) {
		if (itemOf(want, id) == itemYes) != slices.Contains(have.Yes, id) && p.once(q.ID+" "+id) {
			p.press(listKey(i))
			return true
		}
	}
	switch {
	case slices.Contains(want.Yes, "none") && p.once(q.ID):
		p.press("n")
	case (want.Unsure || want.Partial || len(want.NotSure) > 0) && p.once(q.ID):
		p.press("u")
	default:
		return false
	}
	return true
}

// zoneKeys marks places by their first letters.
func (p *pilot) zoneKeys(q *rules.Question) bool {
	want, open := p.open(q)
	if !open {
		return false
	}
	list := items(q)
	p.focus = p.looked()
	have := p.m.ask.part.Answers()[q.ID]
	for n := range list {
		at := (p.focus + n) % len(list)
		id := list[at]
		if (itemOf(want, id) == itemYes) == slices.Contains(have.Yes, id) || !p.once(q.ID+" "+id) {
			continue
		}
		for p.focus != at {
			for i := range list {
				if next := (p.focus + 1 + i) % len(list); list[next][0] == id[0] {
					p.focus = next
					break
				}
			}
			p.press(id[:1])
		}
		p.press("space")
		return true
	}
	if (want.Unsure || want.Partial) && p.once(q.ID) {
		p.press("u")
		return true
	}
	return false
}

func (p *pilot) spineAsked(qs []*rules.Question) bool {
	return !slices.ContainsFunc(qs, func(q *rules.Question) bool {
		return q.ID != "surgery.top-level" && q.ID != "surgery.bottom-level"
	})
}

// spineKeys gives top and bottom. The bottom is reached only by saying something of
// the top, so that a top that is not known is said to be so.
func (p *pilot) spineKeys(qs []*rules.Question) bool {
	have := p.m.ask.part.Answers()
	for i, q := range qs {
		want, open := p.open(q)
		_, said := have[q.ID]
		bottomWanted := false
		if i == 0 && len(qs) == 2 {
			_, bottomWanted = p.open(qs[1])
		}
		if !open && (!bottomWanted || said) || !p.once(q.ID) {
			continue
		}
		if !open || want.Unsure {
			p.press("u")
			return true
		}
		p.levelKeys(q, want.Yes[0])
		return true
	}
	return false
}

func (p *pilot) levelKeys(q *rules.Question, id string) {
	if k := map[string]string{"l1": "1", "l2": "2", "l3": "3", "l4": "4", "l5": "5", "s1": "s", "pelvis": "p"}[id]; k != "" {
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
	for i := range rows {
		if now[i] == "" {
			open++
			all = all && want[i] != ""
		}
	}
	next := -1
	for n := range rows {
		i := (p.focus + n) % len(rows)
		if want[i] != "" && want[i] != now[i] && !(all && rest != "" && want[i] == rest && now[i] == "") && !p.tried[fmt.Sprint(rows[i].q.ID, " row ", rows[i].item)] {
			next = i
			break
		}
	}
	switch {
	case next >= 0:
		p.row(next, want[next], rows)
	case all && open > 0 && rest != "" && p.once("rest of "+rows[0].q.ID):
		p.press("N")
	default:
		return false
	}
	return true
}

// row goes to a row and answers it.
func (p *pilot) row(i int, key string, rows []tableRow) {
	p.tried[fmt.Sprint(rows[i].q.ID, " row ", rows[i].item)] = true
	for ; p.focus < i; p.focus++ {
		p.press("down")
	}
	for ; p.focus > i; p.focus-- {
		p.press("up")
	}
	p.press(key)
}
