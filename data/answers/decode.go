package answers

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// decoder reads the parts of an answer file and gathers the faults.
type decoder struct {
	file string
	base *rules.Base
	know *rules.Knowledge
	errs []error

	lenient bool     // what does not fit is left out
	left    []string // the ids of what was
}

func newDecoder(name string, base *rules.Base) *decoder {
	return &decoder{file: name, base: base, know: base.Knowledge()}
}

// leave notes what is left out where that is meant; false where it is a fault.
func (d *decoder) leave(id string) bool {
	if d.lenient && !slices.Contains(d.left, id) {
		d.left = append(d.left, id)
	}
	return d.lenient
}

func (d *decoder) reader(n *yamltree.Node) rules.Reader {
	switch r := rules.Reader(n.Value); {
	case n.Kind == yamltree.Null:
		d.fail(n, "the reader is missing; write patient or clinician, or leave the line out")
	case n.Kind != yamltree.Scalar:
		d.fail(n, "the reader is patient or clinician, not %v", n.Kind)
	case r != rules.Patient && r != rules.Clinician:
		d.fail(n, "the reader is patient or clinician, not %s", printable.Quote(n.Value))
	default:
		return r
	}
	return ""
}

// written is what stands in the place of a word.
func written(n *yamltree.Node) string {
	if n.Kind != yamltree.Scalar {
		return n.Kind.String()
	}
	return printable.Quote(n.Value)
}

func (d *decoder) fail(n *yamltree.Node, format string, args ...any) {
	d.errs = append(d.errs, n.Errorf(d.file, format, args...))
}

func (d *decoder) failKey(k *yamltree.Key, format string, args ...any) {
	d.errs = append(d.errs, k.Errorf(d.file, format, args...))
}

func didYouMean(word string, words []string) string {
	if near := rules.Nearest(word, words); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

func (d *decoder) format(n *yamltree.Node) error {
	v := n.Get("afterfusion")
	if v == nil {
		return n.Errorf(d.file, "is not an answer file: it does not begin with afterfusion: %d", Format)
	}
	x, err := strconv.Atoi(v.Value)
	switch {
	case err != nil || x < 1:
		return v.Errorf(d.file, "the format is a whole number from 1, not %s", written(v))
	case x > Format:
		return v.Errorf(d.file, "was written in format %d by a newer afterfusion; this one reads format %d", x, Format)
	}
	return nil
}

func (d *decoder) answers(n *yamltree.Node, f *File) {
	switch n.Kind {
	case yamltree.Null:
		return
	case yamltree.Map:
	default:
		hint := ""
		if strings.Contains(n.Value, ":") {
			hint = "; behind the colon stands a space"
		}
		d.fail(n, "answers is a table from question to answer, not %v%s", n.Kind, hint)
		return
	}
	for i := range n.Keys {
		k := &n.Keys[i]
		q, ok := d.base.Question(k.Name)
		if !ok {
			if !d.leave(k.Name) {
				d.failKey(k, "there is no question %s%s", printable.Quote(k.Name), didYouMean(k.Name, d.base.QuestionIDs()))
			}
			continue
		}
		if v, ok := d.value(q, n.Items[i]); ok {
			f.Answers[k.Name] = v
		} else {
			d.leave(k.Name)
		}
	}
}

// Value reads one answer from its node.
func (d *decoder) value(q *rules.Question, n *yamltree.Node) (rules.Value, bool) {
	switch n.Kind {
	case yamltree.Null:
		d.fail(n, "%s: there is no answer; write unknown where it is not known, or leave the line out", q.ID)
		return rules.Value{}, false
	case yamltree.Scalar:
		return d.scalar(q, n)
	case yamltree.List:
		return d.list(q, n)
	}
	return d.table(q, n)
}

// unknownWord says whether a word stands for "not sure" in answers to q.
func unknownWord(q *rules.Question, w string) bool {
	return w == "unknown" || w == "not-done" && !slices.ContainsFunc(q.Choices, func(c rules.Choice) bool { return c.ID == w })
}

// word is a scalar as a choice. The words that YAML has for true and false serve for
// yes and no.
func word(n *yamltree.Node) string {
	if !n.Quoted {
		switch n.Value {
		case "true", "True", "TRUE", "Yes", "YES":
			return "yes"
		case "false", "False", "FALSE", "No", "NO":
			return "no"
		}
	}
	return n.Value
}

// choice is a scalar as a choice of q. Where q has no yes or no, true stays what it is.
func choice(q *rules.Question, n *yamltree.Node) string {
	w := word(n)
	if w != n.Value && !slices.ContainsFunc(q.Choices, func(c rules.Choice) bool { return c.ID == w }) {
		return n.Value
	}
	return w
}

func (d *decoder) scalar(q *rules.Question, n *yamltree.Node) (rules.Value, bool) {
	w := choice(q, n)
	if unknownWord(q, w) {
		return rules.Unsure(), true
	}
	if q.Kind != rules.KindNumber {
		return rules.One(w), true
	}
	if v, ok := d.base.Word(q.ID, w); ok {
		return v, true
	}
	x, ok := number(n)
	if !ok {
		hint := ""
		if n.Quoted && !notANumber(n.Value) {
			hint = "; take the quotation marks away"
		}
		d.fail(n, "%s: takes a number%s, not %s%s", q.ID, unit(q), printable.Quote(n.Value), hint)
		return rules.Value{}, false
	}
	return rules.Number(x), true
}

// number reads a decimal number. One in quotation marks is a word.
func number(n *yamltree.Node) (float64, bool) {
	if n.Quoted || notANumber(n.Value) {
		return 0, false
	}
	x, err := strconv.ParseFloat(n.Value, 64)
	return x + 0, err == nil // -0 + 0 is 0
}

// notANumber is true for what ParseFloat takes and people do not: nan, inf, 0x1p3, 1_0.
func notANumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err != nil || strings.ContainsAny(s, "nNxX_")
}

func unit(q *rules.Question) string {
	if u := q.Unit.For(rules.Clinician); u != "" {
		return " (" + u + ")"
	}
	return ""
}

func (d *decoder) list(q *rules.Question, n *yamltree.Node) (rules.Value, bool) {
	if q.Kind == rules.KindChoice && len(n.Items) == 1 && n.Items[0].Kind == yamltree.Scalar {
		return d.scalar(q, n.Items[0]) // a list of one is a single value
	}
	words := make([]string, 0, len(n.Items))
	partial := false
	for _, item := range n.Items {
		if item.Kind != yamltree.Scalar {
			d.fail(item, "%s: a list holds single words", q.ID)
			return rules.Value{}, false
		}
		if w := choice(q, item); unknownWord(q, w) {
			if partial {
				d.fail(item, "%s: unknown stands twice in the list", q.ID)
				return rules.Value{}, false
			}
			partial = true
		} else {
			words = append(words, w)
		}
	}
	if q.Kind != rules.KindNumber {
		return rules.Value{Yes: words, Listed: true, Partial: partial}, true
	}
	var ends [2]float64
	for i := range n.Items {
		x, ok := number(n.Items[i])
		if !ok || len(n.Items) != 2 {
			d.fail(n, "%s: takes a number%s or a range of two, such as [6, 12]", q.ID, unit(q))
			return rules.Value{}, false
		}
		ends[i] = x
	}
	if len(n.Items) != 2 {
		d.fail(n, "%s: takes a number%s or a range of two, such as [6, 12]", q.ID, unit(q))
		return rules.Value{}, false
	}
	return rules.Range(ends[0], ends[1]), true
}

func (d *decoder) table(q *rules.Question, n *yamltree.Node) (rules.Value, bool) {
	if q.Kind != rules.KindChoices && q.Kind != rules.KindZones {
		d.fail(n, "%s: takes one value, not a table", q.ID)
		return rules.Value{}, false
	}
	var v rules.Value
	for i := range n.Keys {
		switch w := word(n.Items[i]); w {
		case "yes":
			v.Yes = append(v.Yes, n.Keys[i].Name)
		case "no":
			v.No = append(v.No, n.Keys[i].Name)
		case "unknown":
			v.NotSure = append(v.NotSure, n.Keys[i].Name)
		default:
			d.fail(n.Items[i], "%s: %s takes yes, no or unknown, not %s", q.ID, printable.Name(printable.Cut(n.Keys[i].Name)), written(n.Items[i]))
			return rules.Value{}, false
		}
	}
	if len(n.Keys) == 0 {
		d.fail(n, "%s: the table is empty; leave the line out", q.ID)
		return rules.Value{}, false
	}
	return v, true
}

// faults joins all faults in the order of the file.
func (d *decoder) faults() error {
	slices.SortStableFunc(d.errs, func(a, b error) int {
		var x, y *yamltree.Error
		if !errors.As(a, &x) || !errors.As(b, &y) {
			return 0
		}
		return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
	})
	return yamltree.Join(d.errs)
}

// check asks the rules what is wrong with the answers and says where it stands.
func (d *decoder) check(n *yamltree.Node, f *File) {
	for before := -1; ; {
		var faults rules.AnswerErrors
		if !errors.As(d.base.Check(f.Answers), &faults) || before == size(f.Answers) {
			return
		}
		before = size(f.Answers)
		for _, e := range faults {
			if d.leave(e.Question) {
				leaveOut(f.Answers, e)
				continue
			}
			at, written := placeOf(n, e)
			problem := e.Error()
			if written != "" {
				problem = strings.Replace(problem, strconv.Quote(e.Item), printable.Quote(written), 1)
			}
			d.fail(at, "%s", problem)
		}
		if !d.lenient {
			return
		}
	}
}

// placeOf finds where a fault stands, and how the choice at fault is written there.
func placeOf(n *yamltree.Node, e *rules.AnswerError) (at *yamltree.Node, written string) {
	if at = n.Get(e.Question); at == nil {
		return n, ""
	}
	if e.Item == "" {
		return at, ""
	}
	if at.Kind == yamltree.Scalar {
		return at, at.Value
	}
	for i, item := range at.Items {
		switch {
		case i < len(at.Keys) && at.Keys[i].Name == e.Item:
			return item, e.Item
		case len(at.Keys) == 0 && word(item) == e.Item:
			return item, item.Value
		}
	}
	return at, e.Item
}

// size counts the answers and what was chosen in them.
func size(a rules.Answers) int {
	n := len(a)
	for _, v := range a {
		n += len(v.Yes) + len(v.No) + len(v.NotSure)
	}
	return n
}

// leaveOut takes a choice that does not fit out of an answer, or else the answer.
func leaveOut(a rules.Answers, e *rules.AnswerError) {
	v := a[e.Question]
	gone := func(id string) bool { return id == e.Item }
	yes, no, unsure := slices.DeleteFunc(slices.Clone(v.Yes), gone), slices.DeleteFunc(slices.Clone(v.No), gone), slices.DeleteFunc(slices.Clone(v.NotSure), gone)
	same := len(yes) == len(v.Yes) && len(no) == len(v.No) && len(unsure) == len(v.NotSure)
	if e.Item == "" || same || len(yes)+len(no)+len(unsure) == 0 {
		delete(a, e.Question)
		return
	}
	v.Yes, v.No, v.NotSure = yes, no, unsure
	a[e.Question] = v
}
