package question

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// table asks rows by columns: the items of a list by yes, no and not sure, or
// questions that share their choices. One key answers a row and goes down.
type table struct {
	asked
	heading, help string // of a list that nothing above it names
	rows          []tableRow
	columns       []column
	items         bool          // the rows are items of a list
	rest          int           // the column that N gives to all rows without an answer, or -1
	none          *rules.Choice // the wording of "none of these"
	focus         int           // a row; len(rows) is the row "none of these", where there is one
	column        int           // the focused column; -1 until an arrow goes there
	listed        bool          // drawn as a list, the answers under the row at hand
	seen          []bool        // the rows that were drawn whole: N answers no other
	drawn         int           // how many rows were drawn last
	sought        int           // the row that was to be read when N answered nothing
	hint          string        // why N has not answered yet
	view          window
}

// tableRow is a row of a table.
type tableRow struct {
	question int // in asked.questions
	item     string
	label    string
	answer   int // a column, or -1
}

// column is one answer that a row can have.
type column struct {
	id, label, key string
	unsure         bool
}

// newYesNo makes the table of the items of a list.
func newYesNo(a asked, headed bool) *table {
	q := a.questions[0]
	t := &table{asked: a, items: true, column: -1, rest: 1, none: none(q), columns: []column{
		{"yes", "Yes", "y", false}, {"no", "No", "n", false}, {"", a.notSure(q), "u", true}}}
	t.head(headed)
	for j := range q.Choices {
		if c := &q.Choices[j]; c != t.none {
			t.rows = append(t.rows, tableRow{item: c.ID, label: a.say(c.Text), answer: -1})
		}
	}
	if v, ok := a.kept[q.ID]; ok {
		t.readItems(v)
	}
	t.seen = make([]bool, len(t.rows))
	t.focus = max(t.open(0), 0)
	return t
}

// head lets the list say its own heading, or leaves that to what is above it.
func (t *table) head(own bool) {
	t.heading, t.help = "", ""
	if q := t.questions[0]; own {
		t.heading, t.help = t.say(q.Text), t.say(q.Help)
	}
}

func (t *table) readItems(v rules.Value) {
	m := newMarks(t.questions[0])
	m.read(v)
	for i := range t.rows {
		r := &t.rows[i]
		switch is := m.of[m.index(r.item)]; {
		case is != unmarked:
			r.answer = int(is - yes)
		case v.Unsure || v.Partial:
			r.answer = 2
		case v.Listed || m.none:
			r.answer = 1
		}
	}
}

// newGrid makes the table of questions that share their choices.
func newGrid(a asked) *table {
	t := &table{asked: a, column: -1, rest: -1}
	t.columns = gridColumns(&a)
	for i, q := range a.questions {
		r := tableRow{question: i, label: a.say(q.Text), answer: -1}
		if v, ok := a.kept[q.ID]; ok {
			r.answer = slices.IndexFunc(t.columns, func(c column) bool {
				return v.Unsure && c.unsure || !v.Unsure && len(v.Yes) == 1 && c.id == v.Yes[0]
			})
		}
		t.rows = append(t.rows, r)
	}
	first := a.questions[0]
	for i, c := range t.columns {
		if c.id == "not-tried" || c.id == "no" && !first.Private && first.Section != a.safety {
			t.rest = i
		}
	}
	t.seen = make([]bool, len(t.rows))
	t.focus = max(t.open(0), 0)
	for i, q := range a.questions {
		if a.begins(q) {
			t.focus = i
		}
	}
	return t
}

// gridColumns are the choices that the questions share, with their keys.
func gridColumns(a *asked) []column {
	var out []column
	q := a.questions[0]
	for i := range q.Choices {
		out = append(out, column{id: q.Choices[i].ID, label: a.say(q.Choices[i].Text), key: a.choiceKey(q, i, i)})
	}
	return append(out, column{label: a.notSure(q), key: "u", unsure: true})
}

// sameChoices says whether questions can be asked as one grid.
func sameChoices(questions []*rules.Question) bool {
	for _, q := range questions[1:] {
		if !slices.EqualFunc(q.Choices, questions[0].Choices, func(x, y rules.Choice) bool { return x.ID == y.ID }) {
			return false
		}
	}
	return true
}

// open returns the next row without an answer from a row on, or -1.
func (t *table) open(from int) int {
	for i := range t.rows {
		if at := (from + i) % len(t.rows); t.rows[at].answer < 0 {
			return at
		}
	}
	return -1
}

func (t *table) answered() int {
	n := 0
	for i := range t.rows {
		if t.rows[i].answer >= 0 {
			n++
		}
	}
	return n
}

// lastRow is the last row that the focus reaches.
func (t *table) lastRow() int {
	if t.none != nil {
		return len(t.rows)
	}
	return len(t.rows) - 1
}

// rowKeys are the letters that go to a row. N and U answer the rest.
const rowKeys = "ABCDEFGHIJKLMOPQRSTVWXYZ"

// fewRows are as many as need no letters.
const fewRows = 4

// rowIndex is the row that a letter goes to, or -1.
func rowIndex(key string, rows int) int {
	if i := strings.Index(rowKeys, key); len(key) == 1 && i < rows {
		return i
	}
	return -1
}

// lettered says whether letters lead to rows. Warning signs are read one after the other.
func (t *table) lettered() bool { return !t.items && len(t.rows) > fewRows }

// Key implements Part.
func (t *table) Key(k tea.KeyPressMsg) Event {
	t.hint = ""
	switch key := k.String(); key {
	case "up":
		return t.move(-1)
	case "down":
		return t.move(+1)
	case "pgup":
		return t.move(-5)
	case "pgdown":
		return t.move(+5)
	case "home":
		return t.move(-len(t.rows))
	case "end":
		return t.move(len(t.rows))
	case "left", "right":
		return t.side(key)
	case "space", "enter":
		return t.act(key)
	case "N":
		return t.fill(t.rest)
	case "U":
		return t.fill(len(t.columns) - 1)
	case "backspace", "delete":
		return t.set(t.focus, -1)
	default:
		for i, c := range t.columns {
			if c.key == key || !t.items && shortcutIndex(key) == i && !c.unsure {
				return t.answer(i)
			}
		}
		return t.goTo(key)
	}
}

// goTo goes to the row of a letter.
func (t *table) goTo(key string) Event {
	if i := rowIndex(key, len(t.rows)); t.lettered() && i >= 0 {
		t.focus = i
		return Handled
	}
	return None
}

func (t *table) move(by int) Event {
	t.focus = max(0, min(t.focus+by, t.lastRow()))
	return Handled
}

// side moves between the columns; left of them the key is the owner's: back.
func (t *table) side(key string) Event {
	switch {
	case t.focus == len(t.rows):
		return None
	case key == "right" && t.column < len(t.columns)-1:
		t.column++
	case key == "right":
		return Handled
	case t.column < 0:
		return None
	default:
		t.column--
	}
	return Handled
}

// act chooses the focused cell. Without one, space goes into the columns and Enter
// is the owner's.
func (t *table) act(key string) Event {
	switch {
	case t.focus == len(t.rows):
		return t.fill(t.rest)
	case t.column >= 0 && t.rows[t.focus].answer == t.column && key == "enter":
		return None
	case t.column >= 0:
		return t.answer(t.column)
	case key == "space":
		t.column = 0
		return Handled
	}
	return None
}

// answer gives the focused row an answer and goes down.
func (t *table) answer(col int) Event {
	if t.focus == len(t.rows) {
		return t.answerNone(col)
	}
	e := t.set(t.focus, col)
	if e == Changed && t.focus < len(t.rows)-1 {
		t.focus++
	}
	return e
}

// answerNone reads a key on the row "none of these": yes is none.
func (t *table) answerNone(col int) Event {
	if col == 0 {
		return t.fill(t.rest)
	}
	return Handled
}

func (t *table) set(row, col int) Event {
	if row >= len(t.rows) {
		return Handled
	}
	r := &t.rows[row]
	before, id := r.answer, t.questions[r.question].ID
	was, kept := t.kept[id]
	r.answer = col
	delete(t.kept, id)
	if t.problem = t.clash(t.Answers()); t.problem != "" {
		r.answer = before
		if kept {
			t.kept[id] = was
		}
		return Handled
	}
	return Changed
}

// fill gives an answer, no or not sure, to all rows that have none yet. Rows that were
// not on the screen are shown first: nothing is answered unread.
func (t *table) fill(col int) Event {
	if col < 0 {
		return None
	}
	if next := t.unread(); next >= 0 {
		jump := max(t.drawn-1, 0)
		if next == t.sought { // the last jump went over it
			jump = 0
		}
		t.sought = next
		t.focus = min(next+jump, len(t.rows)-1)
		t.hint = "More to read. Then the same key again."
		return Handled
	}
	changed := false
	for i := range t.rows {
		if t.rows[i].answer < 0 && t.set(i, col) == Changed {
			changed = true
		}
	}
	if !changed {
		return None
	}
	t.focus = t.lastRow()
	return Finished
}

// unread returns the first row without an answer that was not drawn, or -1.
func (t *table) unread() int {
	for i := range t.rows {
		if t.rows[i].answer < 0 && !t.seen[i] {
			return i
		}
	}
	return -1
}

// Click implements Part.
func (t *table) Click(x, y int) Event {
	hit := t.view.at(x, y)
	switch {
	case hit == scrollUp:
		return t.move(-3)
	case hit == scrollDown:
		return t.move(+3)
	case hit == pickNone:
		t.focus = t.lastRow()
		return t.fill(t.rest)
	case hit < 0:
		return None
	}
	t.focus = hit / cellsARow
	col := hit%cellsARow - 1
	if col < 0 {
		return Handled
	}
	return t.set(t.focus, col)
}

// Answers implements Part.
func (t *table) Answers() rules.Answers {
	out := rules.Answers{}
	for i, q := range t.questions {
		if v, ok := t.kept[q.ID]; ok {
			out[q.ID] = v
		} else if v, ok := t.value(i); ok {
			out[q.ID] = v
		}
	}
	return out
}

// value is the answer to one question of the table.
func (t *table) value(question int) (rules.Value, bool) {
	var by [3][]string
	open := 0
	for i := range t.rows {
		r := &t.rows[i]
		switch {
		case r.question != question:
		case !t.items:
			return t.choiceOf(r)
		case r.answer < 0:
			open++
		default:
			by[r.answer] = append(by[r.answer], r.item)
		}
	}
	switch told := len(by[0]) + len(by[1]); {
	case told+len(by[2]) == 0:
		return rules.Value{}, false
	case told+open == 0:
		return rules.Unsure(), true
	case open+len(by[2]) > 0:
		return rules.Map(by[0], by[1], by[2]), true
	case len(by[0]) > 0:
		return rules.List(by[0]...), true
	case none(t.questions[question]) != nil:
		return rules.List("none"), true
	}
	return rules.Map(nil, by[1], nil), true
}

func (t *table) choiceOf(r *tableRow) (rules.Value, bool) {
	switch {
	case r.answer < 0:
		return rules.Value{}, false
	case t.columns[r.answer].unsure:
		return rules.Unsure(), true
	}
	return rules.One(t.columns[r.answer].id), true
}

// Cursor implements Part.
func (t *table) Cursor() (x, y int, ok bool) { return t.view.cursor() }

// Hand implements Part.
func (t *table) Hand() string { return t.questions[t.rows[min(t.focus, len(t.rows)-1)].question].ID }

// Keys implements Part.
func (t *table) Keys() []Key {
	var keys []Key
	if n := len(t.columns); t.items {
		for _, c := range t.columns[:n-1] {
			keys = append(keys, Key{c.key, strings.ToLower(c.label)})
		}
	} else {
		shown := make([]string, 0, n)
		for _, c := range t.columns[:n-1] {
			shown = append(shown, c.key)
		}
		keys = append(keys, Key{keyList(shown), "answer"})
	}
	if t.rest >= 0 {
		keys = append(keys, Key{"N", t.restWords()})
	}
	keys = append(keys, Key{"u", strings.ToLower(t.columns[len(t.columns)-1].label)})
	if t.lettered() {
		keys = append(keys, Key{"A-" + rowKeys[min(len(t.rows), len(rowKeys))-1:][:1], "go to a line"})
	}
	keys = append(keys, Key{"U", "not sure of the rest"})
	return append(keys, Key{t.Theme.Glyphs.Up + t.Theme.Glyphs.Down, "line"})
}

// restWords says what N does.
func (t *table) restWords() string {
	switch {
	case t.items && t.answered() == 0:
		return "none of these"
	case t.items:
		return "no to the rest"
	}
	return strings.ToLower(t.columns[t.rest].label) + ", the rest"
}
