// Package answers reads and writes answer files, in YAML or JSON: format 1 of
// the command line's contract.
//
// Reading is strict: an unknown question, a choice that is not offered, a number
// outside its range, the wrong kind, a duplicate key or a newer format is an error
// that names the file, the line, the id and the nearest right one. Nothing is
// guessed and nothing is dropped.
package answers

import (
	"io"

	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Format is the newest format that is understood.
const Format = 1

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
	data, err := yamltree.ReadFile(name, stdin, yamltree.ForAnswers)
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
	n, err := yamltree.Parse(name, data, yamltree.ForAnswers)
	if err != nil {
		return nil, err
	}
	return FromTree(name, n, base)
}

var topKeys = []string{"afterfusion", "answers", "as", "decisions", "suspicion"}

// FromTree reads an answer file that has been parsed.
func FromTree(name string, n *yamltree.Node, base *rules.Base) (*File, error) {
	d := newDecoder(name, base)
	f, err := d.read(n)
	if err != nil {
		return nil, err
	}
	if err := d.faults(); err != nil {
		return nil, err
	}
	return f, nil
}

// Fitting reads what was kept under knowledge that may have changed since: answers that
// no longer fit are left out, and their ids are returned. Only a file that is no answer
// file at all is an error.
func Fitting(name string, data []byte, base *rules.Base) (f *File, left []string, err error) {
	n, err := yamltree.Parse(name, data, yamltree.ForAnswers)
	if err != nil {
		return nil, nil, err
	}
	d := newDecoder(name, base)
	d.lenient = true
	if f, err = d.read(n); err == nil {
		err = base.Check(f.Answers)
	}
	if err != nil {
		return nil, nil, err
	}
	return f, d.left, nil
}

// read reads a file. The faults inside are gathered, or left out where that is meant.
func (d *decoder) read(n *yamltree.Node) (*File, error) {
	name := d.file
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
			f.As = d.reader(item)
		case "answers":
			d.answers(item, f)
		case "suspicion":
			f.Suspicion = d.source(item)
		case "decisions":
			d.decisions(item, f)
		default:
			d.failKey(k, "there is no key %s%s", printable.Quote(k.Name), didYouMean(k.Name, topKeys))
		}
	}
	if n.Get("answers") == nil {
		d.fail(n, "there are no answers; the questions and their answers stand under answers:")
	}
	d.check(n.Get("answers"), f)
	return f, nil
}

// Only reads the answers of a table from question to answer, without the rest of
// an answer file. The nodes are read as one; a question in two of them is an error.
func Only(name string, base *rules.Base, nodes ...*yamltree.Node) (rules.Answers, error) {
	d := newDecoder(name, base)
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
				d.failKey(&n.Keys[i], "%s is answered twice", printable.Name(printable.Cut(n.Keys[i].Name)))
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
