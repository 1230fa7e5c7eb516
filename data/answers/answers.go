// Package answers reads and writes answer files, in YAML or JSON: format 1 of
// the command line's contract.
//
// Reading is strict: an unknown question, a choice that is not offered, a number
// outside its range, the wrong kind, a duplicate key or a newer format is an error
// that names the file, the line, the id and the nearest right one. Nothing is
// guessed and nothing is dropped.
package answers

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Format is the newest format that is understood.
const Format = 1

// Largest is the size in bytes of the largest answer file that is read.
const Largest = 1 << 20

// File is one person's answers, and for whom they were given.
type File struct {
	As      rules.Reader // "" where the file does not say
	Answers rules.Answers
	// Suspicion is the source that the clinician suspected beforehand, "" for none
	// and "waived" where it was left open on purpose.
	Suspicion string
	// Decisions are options that were accepted or set aside, in the order of the file.
	Decisions []Decision
}

// Decision is what was decided of one option, and why.
type Decision struct {
	Option   string
	Accepted bool
	Reason   string
}

// Read reads a file, or standard input where the name is "-".
func Read(name string, stdin io.Reader, base *rules.Base) (*File, error) {
	data, err := yamltree.ReadFile(name, stdin, Largest)
	if err != nil {
		return nil, err
	}
	if name == "-" {
		name = "standard input"
	}
	return Decode(name, data, base)
}

// Decode reads the contents of an answer file. The error joins every fault.
func Decode(name string, data []byte, base *rules.Base) (*File, error) {
	n, err := yamltree.Parse(name, data)
	if err != nil {
		return nil, err
	}
	return FromTree(name, n, base)
}

var topKeys = []string{"afterfusion", "answers", "as", "decisions", "suspicion"}

// FromTree reads an answer file that has been parsed.
func FromTree(name string, n *yamltree.Node, base *rules.Base) (*File, error) {
	d := decoder{file: name, base: base, know: base.Knowledge()}
	f := &File{Answers: rules.Answers{}}
	if n.Kind != yamltree.Map {
		return nil, n.Errorf(name, "an answer file is a table with afterfusion, as and answers, not %v", n.Kind)
	}
	if err := d.format(n); err != nil {
		return nil, err
	}
	for i := range n.Keys {
		k, item := &n.Keys[i], n.Items[i]
		switch k.Name {
		case "afterfusion":
		case "as":
			f.As = rules.Reader(item.Value)
			if f.As != rules.Patient && f.As != rules.Clinician {
				d.fail(item, "the reader is patient or clinician, not %q", item.Value)
			}
		case "answers":
			d.answers(item, f)
		case "suspicion":
			f.Suspicion = d.source(item)
		case "decisions":
			d.decisions(item, f)
		default:
			d.failKey(k, "there is no key %q%s", k.Name, didYouMean(k.Name, topKeys))
		}
	}
	if n.Get("answers") == nil {
		d.fail(n, "there are no answers; the questions and their answers stand under answers:")
	}
	d.check(n.Get("answers"), f)
	if err := d.faults(); err != nil {
		return nil, err
	}
	return f, nil
}

// Only reads the answers of a table from question to answer, without the rest of
// an answer file. The nodes are read as one; a question in two of them is an error.
func Only(name string, base *rules.Base, nodes ...*yamltree.Node) (rules.Answers, error) {
	d := decoder{file: name, base: base, know: base.Knowledge()}
	f := &File{Answers: rules.Answers{}}
	all := &yamltree.Node{Kind: yamltree.Map, Line: 1, Column: 1}
	for _, n := range nodes {
		if n == nil || n.Kind == yamltree.Null {
			continue
		}
		if n.Kind != yamltree.Map {
			return nil, n.Errorf(name, "a table from question to answer is wanted here, not %v", n.Kind)
		}
		for i := range n.Keys {
			if all.Get(n.Keys[i].Name) != nil {
				d.failKey(&n.Keys[i], "%s is answered twice", n.Keys[i].Name)
			}
			all.Keys, all.Items = append(all.Keys, n.Keys[i]), append(all.Items, n.Items[i])
		}
	}
	d.answers(all, f)
	d.check(all, f)
	if err := d.faults(); err != nil {
		return nil, err
	}
	return f.Answers, nil
}

type decoder struct {
	file string
	base *rules.Base
	know *rules.Knowledge
	errs []error
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
		return v.Errorf(d.file, "the format is a whole number from 1, not %q", v.Value)
	case x > Format:
		return v.Errorf(d.file, "was written in format %d by a newer afterfusion; this one reads format %d", x, Format)
	}
	return nil
}

func (d *decoder) source(n *yamltree.Node) string {
	ids := []string{"waived"}
	for i := range d.know.Sources {
		ids = append(ids, d.know.Sources[i].ID)
	}
	if !slices.Contains(ids, n.Value) {
		d.fail(n, "there is no source %q%s", n.Value, didYouMean(n.Value, ids))
	}
	return n.Value
}

func (d *decoder) decisions(n *yamltree.Node, f *File) {
	if n.Kind != yamltree.Map {
		d.fail(n, "decisions is a table from option to {accepted, reason}")
		return
	}
	var ids []string
	for i := range d.know.Options {
		ids = append(ids, d.know.Options[i].ID)
	}
	for i := range n.Keys {
		k, item := &n.Keys[i], n.Items[i]
		if !slices.Contains(ids, k.Name) {
			d.failKey(k, "there is no option %q%s", k.Name, didYouMean(k.Name, ids))
		}
		f.Decisions = append(f.Decisions, d.decision(k.Name, item))
	}
}

func (d *decoder) decision(option string, n *yamltree.Node) Decision {
	out := Decision{Option: option}
	if n.Get("accepted") == nil {
		d.fail(n, "%s: a decision is {accepted: yes or no, reason: words}", option)
	}
	for i := range n.Keys {
		v := n.Items[i]
		switch n.Keys[i].Name {
		case "accepted":
			w := word(v)
			if out.Accepted = w == "yes"; !out.Accepted && w != "no" {
				d.fail(v, "%s: accepted takes yes or no, not %q", option, w)
			}
		case "reason":
			if v.Kind != yamltree.Scalar {
				d.fail(v, "%s: the reason is words, not %v", option, v.Kind)
			}
			out.Reason = v.Value
		default:
			d.failKey(&n.Keys[i], "%s: a decision has accepted and reason, not %q", option, n.Keys[i].Name)
		}
	}
	return out
}

func (d *decoder) answers(n *yamltree.Node, f *File) {
	switch n.Kind {
	case yamltree.Null:
		return
	case yamltree.Map:
	default:
		d.fail(n, "answers is a table from question to answer, not %v", n.Kind)
		return
	}
	for i := range n.Keys {
		k := &n.Keys[i]
		q, ok := d.base.Question(k.Name)
		if !ok {
			d.failKey(k, "there is no question %q%s", k.Name, didYouMean(k.Name, d.base.QuestionIDs()))
			continue
		}
		if v, ok := d.value(q, n.Items[i]); ok {
			f.Answers[k.Name] = v
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

func word(n *yamltree.Node) string {
	if !n.Quoted {
		switch n.Value {
		case "true":
			return "yes"
		case "false":
			return "no"
		}
	}
	return n.Value
}

func (d *decoder) scalar(q *rules.Question, n *yamltree.Node) (rules.Value, bool) {
	w := word(n)
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
		d.fail(n, "%s: takes a number%s, not %q", q.ID, unit(q), n.Value)
		return rules.Value{}, false
	}
	return rules.Number(x), true
}

// number reads a decimal number; nan, inf and the hexadecimal form are none.
func number(n *yamltree.Node) (float64, bool) {
	x, err := strconv.ParseFloat(n.Value, 64)
	return x, err == nil && !strings.ContainsAny(n.Value, "nNxX")
}

func unit(q *rules.Question) string {
	if u := q.Unit.For(rules.Clinician); u != "" {
		return " (" + u + ")"
	}
	return ""
}

func (d *decoder) list(q *rules.Question, n *yamltree.Node) (rules.Value, bool) {
	words := make([]string, 0, len(n.Items))
	partial := false
	for _, item := range n.Items {
		if item.Kind != yamltree.Scalar {
			d.fail(item, "%s: a list holds single words", q.ID)
			return rules.Value{}, false
		}
		if w := word(item); unknownWord(q, w) {
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
			d.fail(n.Items[i], "%s: %s takes yes, no or unknown, not %q", q.ID, n.Keys[i].Name, w)
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
	return errors.Join(d.errs...)
}

// check asks the rules what is wrong with the answers and says where it stands.
func (d *decoder) check(n *yamltree.Node, f *File) {
	var faults rules.AnswerErrors
	if !errors.As(d.base.Check(f.Answers), &faults) {
		return
	}
	for _, e := range faults {
		at := n
		for i := range n.Keys {
			if n.Keys[i].Name != e.Question {
				continue
			}
			at = n.Items[i]
			for j, item := range at.Items {
				if e.Item != "" && (item.Value == e.Item || j < len(at.Keys) && at.Keys[j].Name == e.Item) {
					at = item
					break
				}
			}
		}
		d.fail(at, "%s", e.Error())
	}
}

// Encode writes answers as YAML, in the order of the questionnaire.
func Encode(f *File, base *rules.Base) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "afterfusion: %d\n", Format)
	if f.As != "" {
		fmt.Fprintf(&b, "as: %s\n", f.As)
	}
	if f.Suspicion != "" {
		fmt.Fprintf(&b, "suspicion: %s\n", f.Suspicion)
	}
	if len(f.Decisions) > 0 {
		b.WriteString("decisions:\n")
		for _, d := range f.Decisions {
			fmt.Fprintf(&b, "  %s: {accepted: %t, reason: %s}\n", d.Option, d.Accepted, strconv.Quote(d.Reason))
		}
	}
	if len(f.Answers) == 0 {
		b.WriteString("answers: {}\n")
		return b.Bytes()
	}
	b.WriteString("answers:\n")
	for i := range base.Knowledge().Questions {
		q := &base.Knowledge().Questions[i]
		if v, ok := f.Answers[q.ID]; ok {
			if w := encode(q, v); w != "{}" { // a table of nothing says nothing
				fmt.Fprintf(&b, "  %s: %s\n", q.ID, w)
			}
		}
	}
	return b.Bytes()
}

func encode(q *rules.Question, v rules.Value) string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	switch {
	case v.Unsure:
		return "unknown"
	case v.Numeric && v.Lo == v.Hi:
		return number(v.Lo)
	case v.Numeric:
		return "[" + number(v.Lo) + ", " + number(v.Hi) + "]"
	case v.Listed && q.Kind == rules.KindChoice && len(v.Yes) == 1:
		return v.Yes[0]
	case v.Listed:
		words := slices.Clone(v.Yes)
		if v.Partial {
			words = append(words, "unknown")
		}
		return "[" + strings.Join(words, ", ") + "]"
	}
	var rows []string
	for _, c := range q.Choices {
		switch {
		case slices.Contains(v.Yes, c.ID):
			rows = append(rows, c.ID+": yes")
		case slices.Contains(v.No, c.ID):
			rows = append(rows, c.ID+": no")
		case slices.Contains(v.NotSure, c.ID):
			rows = append(rows, c.ID+": unknown")
		}
	}
	return "{" + strings.Join(rows, ", ") + "}"
}
