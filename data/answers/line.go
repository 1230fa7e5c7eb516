package answers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// LineReader reads answer files that are one line of JSON each, one after the other. What
// is right and of the usual form it reads itself, in memory that it uses again; of all else
// Decode says what it is or what is wrong with it. It serves one goroutine.
type LineReader struct {
	base  *rules.Base
	scan  scanner
	as    rules.Reader
	said  []rules.Said
	seen  []bool // by question: it stands in said
	coded rules.Coded
}

// Line is what was read: for whom, and the answers made ready. It is valid until the next
// line is read.
type Line struct {
	As     rules.Reader
	Coded  rules.Coded
	file   *File
	reader *LineReader
}

// File is the line as an answer file.
func (l *Line) File() *File {
	if l.file == nil {
		l.file = &File{As: l.As, Answers: make(rules.Answers, len(l.reader.said))}
		for _, s := range l.reader.said {
			l.file.Answers[l.reader.base.QuestionIDs()[s.Question]] = s.Value
		}
	}
	return l.file
}

// NewLineReader returns a reader for one base.
func NewLineReader(base *rules.Base) *LineReader {
	return &LineReader{base: base, seen: make([]bool, len(base.QuestionIDs()))}
}

// Read reads a line. The error is one line that tells every fault.
func (l *LineReader) Read(line []byte) (Line, error) {
	if l.usual(line) {
		if coded, err := l.base.Recode(l.coded, l.said); err == nil {
			l.coded = coded
			return Line{As: l.as, Coded: coded, reader: l}, nil
		}
	}
	f, err := Decode("", line, l.base)
	if err == nil {
		err = notJSON(line)
	}
	if err != nil {
		return Line{}, inOneLine(err)
	}
	coded, err := l.base.Code(f.Answers)
	return Line{As: f.As, Coded: coded, file: f}, err
}

// notJSON says where a line that can be read as YAML is no JSON; nil where it is.
func notJSON(line []byte) error {
	var whole json.RawMessage
	err := json.Unmarshal(line, &whole)
	var at *json.SyntaxError
	if errors.As(err, &at) {
		return fmt.Errorf("column %d: is not JSON: %w", at.Offset, err)
	}
	return err
}

// inOneLine joins the faults of a line, each with its place.
func inOneLine(err error) error {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	all := make([]string, len(list))
	for i, e := range list {
		all[i] = e.Error()
		var at *yamltree.Error
		if errors.As(e, &at) && at.Column > 0 {
			at.File = "column"
			all[i] = strings.Replace(at.Error(), "column:1:", "column ", 1)
		}
	}
	return errors.New(strings.Join(all, "; "))
}

var usualFormat = strconv.Itoa(Format)

// usual reads a line of the usual form, and says whether it is one.
func (l *LineReader) usual(line []byte) bool {
	for _, s := range l.said {
		l.seen[s.Question] = false
	}
	l.as, l.said = "", l.said[:0]
	l.scan.start(line)
	var format, as, said bool
	ok := l.scan.object(func(key []byte) bool {
		switch string(key) {
		case "afterfusion":
			ok := !format && l.scan.literal(usualFormat)
			format = true
			return ok
		case "as":
			word, ok := l.scan.text()
			ok, as = ok && !as, true
			l.as = readerOf(word)
			return ok && l.as != ""
		case "answers":
			ok := !said && l.scan.object(l.answer)
			said = true
			return ok
		}
		return false
	})
	return ok && format && said && l.scan.ended()
}

func readerOf(word []byte) rules.Reader {
	switch string(word) {
	case string(rules.Patient):
		return rules.Patient
	case string(rules.Clinician):
		return rules.Clinician
	}
	return ""
}

// answer reads one answer.
func (l *LineReader) answer(id []byte) bool {
	i, ok := l.base.QuestionIndex(string(id))
	if !ok || l.seen[i] {
		return false
	}
	v, ok := l.value(&l.base.Knowledge().Questions[i])
	l.said, l.seen[i] = append(l.said, rules.Said{Question: i, Value: v}), true
	return ok
}

func (l *LineReader) value(q *rules.Question) (rules.Value, bool) {
	switch c := l.scan.peek(); {
	case c == '[' && q.Kind == rules.KindNumber:
		return l.ends()
	case q.Kind == rules.KindNumber && c != '"':
		x, ok := l.scan.number()
		return rules.Number(x), ok
	case c == '[' && q.Kind != rules.KindChoice:
		return l.list(q)
	case c == '{' && q.Kind != rules.KindChoice:
		return l.table(q)
	case c == '[', c == '{':
		return rules.Value{}, false
	}
	id, unsure, ok := l.choice(q)
	switch {
	case unsure:
		return rules.Unsure(), ok
	case q.Kind == rules.KindNumber:
		return rules.Value{}, false
	}
	return rules.Value{Yes: l.scan.words(id), Listed: true}, ok
}

func (l *LineReader) ends() (rules.Value, bool) {
	var ends [2]float64
	n := 0
	ok := l.scan.array(func() bool {
		if n == len(ends) {
			return false
		}
		x, ok := l.scan.number()
		ends[n] = x
		n++
		return ok
	})
	return rules.Range(ends[0], ends[1]), ok && n == len(ends)
}

func (l *LineReader) list(q *rules.Question) (rules.Value, bool) {
	v := rules.Value{Listed: true}
	from := len(l.scan.memory)
	ok := l.scan.array(func() bool {
		id, unsure, ok := l.choice(q)
		switch {
		case unsure && v.Partial:
			return false
		case unsure:
			v.Partial = true
		case ok:
			l.scan.words(id)
		}
		return ok
	})
	v.Yes = l.scan.memory[from:len(l.scan.memory):len(l.scan.memory)]
	return v, ok
}

func (l *LineReader) table(q *rules.Question) (v rules.Value, ok bool) {
	seen := uint64(0)
	ok = l.scan.object(func(key []byte) bool {
		i := choiceAt(q, key)
		if i < 0 || seen&(1<<i) != 0 {
			return false
		}
		seen |= 1 << i
		word, ok := l.scan.word()
		switch id := q.Choices[i].ID; string(word) {
		case "yes":
			v.Yes = append(v.Yes, id)
		case "no":
			v.No = append(v.No, id)
		case "unknown":
			v.NotSure = append(v.NotSure, id)
		default:
			return false
		}
		return ok
	})
	return v, ok && seen != 0
}

// choice reads a choice of a question, or that it is not known.
func (l *LineReader) choice(q *rules.Question) (id string, unsure, ok bool) {
	word, ok := l.scan.word()
	if !ok {
		return "", false, false
	}
	if i := choiceAt(q, word); i >= 0 {
		id = q.Choices[i].ID
	}
	if string(word) == "unknown" || id == "" && string(word) == "not-done" {
		return "", true, true
	}
	return id, false, id != ""
}

func choiceAt(q *rules.Question, word []byte) int {
	for i := range q.Choices {
		if q.Choices[i].ID == string(word) {
			return i
		}
	}
	return -1
}
