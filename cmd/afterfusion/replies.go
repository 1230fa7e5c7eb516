package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// errAnswerFile says that an answer file was given in the place of replies.
var errAnswerFile = errors.New("standard input holds an answer file, not replies to prompts; use afterfusion assess - to assess it, or give its name to go on from it")

// replies hands on what is typed at prompts, and refuses an answer file: taken line by
// line as replies, most of it would be refused and the rest would look like a result.
type replies struct {
	from *bufio.Reader
	line []byte // of the beginning, looked at and not yet handed on
	seen bool   // the first line that says something was no answer file
}

func newReplies(from io.Reader) *replies { return &replies{from: bufio.NewReader(from)} }

func (r *replies) Read(p []byte) (int, error) {
	if len(r.line) == 0 && r.seen {
		return r.from.Read(p)
	}
	if len(r.line) == 0 {
		line, err := r.from.ReadSlice('\n')
		word := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
		if beginsAnswerFile(word) {
			return 0, errAnswerFile
		}
		r.seen = err != nil || len(word) > 0 && word[0] != '#' && !bytes.Equal(word, []byte("---"))
		if r.line = line; len(line) == 0 {
			return 0, err
		}
	}
	n := copy(p, r.line)
	r.line = r.line[n:]
	return n, nil
}

func beginsAnswerFile(line []byte) bool {
	return bytes.HasPrefix(line, []byte("{")) || bytes.HasPrefix(line, []byte("afterfusion:")) || bytes.HasPrefix(line, []byte(`"afterfusion"`))
}
