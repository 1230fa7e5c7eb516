package rules

import (
	"cmp"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
)

// Answers is what was said, by question id. A question that is not in it was not
// asked; one whose value is Unsure was asked and not known. For every rule both are
// unknown, but for the safety questions marked `unsure: urgent`.
type Answers map[string]Value

// Value is one answer. Use Unsure, One, List, Map, Number or Range to make it.
type Value struct {
	Unsure  bool     // "not sure", "not done": the answer as a whole
	Yes     []string // the choices that hold; one for a choice
	No      []string // the choices that are known not to hold (map form)
	NotSure []string // the choices that were asked and not known (map form)
	Listed  bool     // a list or a single choice: what is not in Yes is a no
	Partial bool     // a list that holds unknown: what is not in Yes is not known
	Numeric bool
	Lo, Hi  float64 // the number, or the ends of the range it lies in
}

// Unsure is the answer "not sure".
func Unsure() Value { return Value{Unsure: true} }

// One is a single choice.
func One(choice string) Value { return Value{Yes: []string{choice}, Listed: true} }

// List is a complete list of choices: what is not in it is a no.
func List(choices ...string) Value { return Value{Yes: choices, Listed: true} }

// PartialList is a list of choices beside which nothing is known.
func PartialList(choices ...string) Value {
	return Value{Yes: choices, Listed: true, Partial: true}
}

// Map tells some choices one by one.
func Map(yes, no, notSure []string) Value { return Value{Yes: yes, No: no, NotSure: notSure} }

// Number is a number that is known.
func Number(x float64) Value { return Value{Numeric: true, Lo: x, Hi: x} }

// Range is a number known to lie between two others.
func Range(lo, hi float64) Value { return Value{Numeric: true, Lo: lo, Hi: hi} }

// AnswerError is a fault in one answer: what is wrong and what would be right.
type AnswerError struct {
	Question string
	Item     string // the choice at fault, if it is one
	Problem  string
	Nearest  string // the nearest id that exists, or ""
}

func (e *AnswerError) Error() string {
	s := e.Question + ": " + e.Problem
	if e.Nearest != "" {
		s += fmt.Sprintf("; did you mean %q?", e.Nearest)
	}
	return s
}

// AnswerErrors are all faults of a set of answers, in the order of the questionnaire.
type AnswerErrors []*AnswerError

func (e AnswerErrors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

type state uint8

const (
	absent state = iota
	unsure
	known
)

// cell is one answer, coded: bits for choices, ends for a number.
type cell struct {
	yes, no, unsure uint64
	lo, hi          float64
	state           state
	derived         bool
}

// code turns answers into cells, in the order of the questions, and derives what
// follows from them.
func (b *Base) code(a Answers) ([]cell, error) {
	return b.codeInto(make([]cell, len(b.questions)), a)
}

// codeInto is code in cells that are empty.
func (b *Base) codeInto(cells []cell, a Answers) ([]cell, error) {
	var errs AnswerErrors
	for id, v := range a {
		i, ok := b.questionIndex[id]
		if !ok {
			errs = append(errs, &AnswerError{Question: id, Problem: "no such question", Nearest: Nearest(id, b.questionIDs)})
			continue
		}
		if err := b.codeOne(cells, i, v); err != nil {
			errs = append(errs, err)
		}
	}
	return b.complete(cells, errs)
}

func (b *Base) codeOne(cells []cell, i int, v Value) (err *AnswerError) {
	if cells[i], err = b.questions[i].code(v); err == nil {
		err = b.know.Questions[i].whole(v)
	}
	return err
}

// complete derives what follows from the cells, unless one of them is wrong.
func (b *Base) complete(cells []cell, errs AnswerErrors) ([]cell, error) {
	if errs == nil {
		errs = b.derive(cells)
	}
	if errs != nil {
		slices.SortFunc(errs, func(x, y *AnswerError) int {
			return cmp.Or(cmp.Compare(x.Question, y.Question), cmp.Compare(x.Problem, y.Problem))
		})
		return nil, errs
	}
	return cells, nil
}

// Said is one answer, to the question at a place of Knowledge.Questions.
type Said struct {
	Question int
	Value    Value
}

// Recode is Code for those who read many people: no question may be said twice. It uses
// the memory of answers that nobody looks at any more, nor at what came of them.
func (b *Base) Recode(old Coded, said []Said) (Coded, error) {
	cells := grow(old.cells, len(b.questions))
	var errs AnswerErrors
	for i := range said {
		if err := b.codeOne(cells, said[i].Question, said[i].Value); err != nil {
			errs = append(errs, err)
		}
	}
	cells, err := b.complete(cells, errs)
	return Coded{cells, derivedOf(cells)}, err
}

// Check says what is wrong with answers; nil means nothing.
func (b *Base) Check(a Answers) error {
	cells, ok := checking.Get().(*[]cell)
	if !ok {
		cells = new([]cell)
	}
	defer checking.Put(cells)
	*cells = take(cells, len(b.questions))
	clear(*cells)
	_, err := b.codeInto(*cells, a)
	return err
}

// checking holds the cells of answers that were checked: each key of an interview does it
// several times.
var checking sync.Pool

// counted are the derivations that count something: halves of it do not exist.
var counted = []string{"levels-from-ends", "regions-from-zones", "symptoms-sum"}

// whole says what is wrong with a part of something that is counted.
func (q *Question) whole(v Value) *AnswerError {
	if v.Numeric && slices.Contains(counted, q.Derive) && (v.Lo != math.Trunc(v.Lo) || v.Hi != math.Trunc(v.Hi)) {
		return &AnswerError{Question: q.ID, Problem: "takes whole numbers"}
	}
	return nil
}

func (q *question) fail(format string, args ...any) *AnswerError {
	return &AnswerError{Question: q.id, Problem: fmt.Sprintf(format, args...)}
}

func (q *question) code(v Value) (cell, *AnswerError) {
	switch {
	case v.Unsure:
		return cell{unsure: q.all, state: unsure}, nil
	case v.Numeric != (q.kind == KindNumber):
		if v.Numeric {
			return cell{}, q.fail("takes a choice, not a number")
		}
		return cell{}, q.fail("takes a number, not a choice")
	case v.Numeric:
		if v.Lo > v.Hi || v.Lo != v.Lo || v.Hi != v.Hi {
			return cell{}, q.fail("the range runs backwards")
		}
		if v.Lo < q.lo || v.Hi > q.hi {
			return cell{}, q.fail("must lie between %v and %v", q.lo, q.hi)
		}
		return cell{lo: v.Lo + 0, hi: v.Hi + 0, state: known}, nil // -0 + 0 is 0
	}
	return q.codeChoices(v)
}

func (q *question) codeChoices(v Value) (cell, *AnswerError) {
	var c cell
	for _, part := range []struct {
		ids  []string
		bits *uint64
	}{{v.Yes, &c.yes}, {v.No, &c.no}, {v.NotSure, &c.unsure}} {
		for _, id := range part.ids {
			i := slices.Index(q.choices, id)
			if i < 0 {
				err := q.fail("%q is not one of its choices", id)
				err.Item, err.Nearest = id, Nearest(id, q.choices)
				if err.Nearest == "" {
					err.Problem += "; its choices are " + few(q.choices)
				}
				return c, err
			}
			bit := uint64(1) << i
			if (c.yes|c.no|c.unsure)&bit != 0 {
				err := q.fail("%q is given twice", id)
				err.Item = id
				return c, err
			}
			*part.bits |= bit
		}
	}
	single := q.kind == KindChoice
	switch {
	case single && !v.Listed:
		return c, q.fail("takes one choice, not a table of choices")
	case single && (v.Partial || bits.OnesCount64(c.yes) != 1):
		return c, q.fail("takes exactly one choice")
	case v.Listed && c.yes == 0 && !v.Partial:
		if q.none == 0 {
			return c, q.fail("an empty list says nothing; write unknown, or leave the line out")
		}
		return c, q.fail("an empty list says nothing; write none or unknown")
	case c.yes&q.none != 0 && (c.yes != q.none || v.Partial || c.unsure != 0):
		return c, q.fail("none cannot stand beside another item")
	}
	q.complete(&c, v)
	return c, nil
}

// few lists the first of many words.
func few(words []string) string {
	const most = 12
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:most], ", ") + fmt.Sprintf(" and %d more", len(words)-most)
}

// complete fills in what a list or a table of choices says without saying it.
func (q *question) complete(c *cell, v Value) {
	switch {
	case v.Partial:
		c.unsure = q.all &^ c.yes
		if c.yes != 0 {
			c.no, c.unsure = q.none, c.unsure&^q.none
		}
	case v.Listed, c.yes&q.none != 0 && q.none != 0:
		c.no = q.all &^ c.yes
	case c.yes != 0:
		c.no |= q.none
	case q.none != 0 && c.no|q.none == q.all && c.no&q.none == 0:
		c.yes = q.none
	}
	switch {
	case c.yes|c.no != 0:
		c.state = known
	case c.unsure != 0:
		c.state = unsure
	}
}

// Nearest returns the candidate nearest to a misspelt word, or "" if none is near.
func Nearest(word string, candidates []string) string {
	best, bestAt := "", min(max(2, len(word)/3), len(word)/2)+1
	for _, c := range candidates {
		if d := distance(word, c); d < bestAt || d == bestAt && best != "" && c < best {
			best, bestAt = c, d
		}
	}
	return best
}

// distance is the number of letters to insert, delete or replace to get from a to b.
func distance(a, b string) int {
	if d := len(a) - len(b); d > len(a)/2+2 || -d > len(a)/2+2 {
		return len(a) + len(b)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Question returns a question by its id.
func (b *Base) Question(id string) (*Question, bool) {
	i, ok := b.questionIndex[id]
	if !ok {
		return nil, false
	}
	return &b.know.Questions[i], true
}

// QuestionIndex returns the place of a question by its id.
func (b *Base) QuestionIndex(id string) (int, bool) {
	i, ok := b.questionIndex[id]
	return i, ok
}

// QuestionIDs returns the ids of all questions in their order.
func (b *Base) QuestionIDs() []string { return b.questionIDs }

// Word returns the range for which a word stands in answers to a question of pain
// or of relief, such as "moderate" or "more than half".
func (b *Base) Word(question, word string) (Value, bool) {
	var words []WordRange
	word = strings.ReplaceAll(word, " ", "-")
	switch {
	case strings.HasSuffix(question, "severity"):
		words = b.know.Policy.SeverityWords
	case strings.HasSuffix(question, "-relief") && (strings.HasPrefix(question, "block.") || strings.HasPrefix(question, "trial.")):
		words = b.know.Policy.ReliefWords
	}
	for _, w := range words {
		if w.ID == word && len(w.Range) == 2 {
			return Range(w.Range[0], w.Range[1]), true
		}
	}
	return Value{}, false
}
