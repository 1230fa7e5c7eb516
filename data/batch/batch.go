// Package batch takes a stream of lines through one piece of work each, on all
// processors, and writes what comes of them in the order of the lines. However long the
// stream is, it holds a few pieces of it at a time.
package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"sync/atomic"
)

// Work does what is to be done with one line, which has no line end, and writes one line
// for it. What it wrote before an error is dropped. It serves one goroutine.
type Work func(line []byte, out *bytes.Buffer) error

// Stream is what to do with a stream of lines.
type Stream struct {
	Name    string      // told beside the number of a wrong line, "" where it goes without saying
	Longest int         // bytes of a line
	AtOnce  int         // lines that one piece of the stream holds at most
	New     func() Work // makes the work of one goroutine
}

// ReadError says that a stream could not be read to its end.
type ReadError struct{ Err error }

func (e *ReadError) Error() string { return e.Err.Error() }

// Count is how many lines were written, and how many of these were wrong.
type Count struct{ Lines, Wrong int }

// wrong stands in the place of a line that could not be done.
type wrong struct {
	File  string `json:"file,omitempty"`
	Line  int    `json:"line"`
	Error string `json:"error"`
}

// piece is some whole lines of a stream, and what came of them.
type piece struct {
	lines []byte // each with its end
	first int    // the number of the first
	out   bytes.Buffer
	Count
	done chan struct{}
}

// Run takes a stream from in to out. A line that is wrong, or longer than allowed, has an
// error in its place and the rest goes on. It ends early when ctx is done, whatever in and
// out do, with what was written so far.
func (s Stream) Run(ctx context.Context, in io.Reader, out io.Writer) (Count, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	workers := runtime.GOMAXPROCS(0)
	pieces := 2 * workers // one that is worked on and one that waits, for each
	free, work, order := make(chan *piece, pieces), make(chan *piece, pieces), make(chan *piece, pieces)
	for range pieces {
		free <- &piece{done: make(chan struct{}, 1)}
	}
	failed := make(chan error, 1)
	go func() {
		defer close(work)
		defer close(order)
		if err := s.cut(ctx, in, free, work, order); err != nil {
			failed <- &ReadError{err}
		}
	}()
	for range workers {
		go func() {
			do := s.New()
			for p := range work {
				s.do(p, do)
				p.done <- struct{}{}
			}
		}()
	}
	var lines, wrongs atomic.Int64
	written := make(chan error, 1)
	go func() { written <- write(ctx, out, order, free, &lines, &wrongs) }()
	var err error
	select {
	case err = <-written:
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	if err == nil {
		select {
		case err = <-failed: // nothing comes after it
		default:
		}
	}
	return Count{int(lines.Load()), int(wrongs.Load())}, err
}

// cut reads the stream and hands on its pieces, to be worked on and in their order.
func (s Stream) cut(ctx context.Context, in io.Reader, free <-chan *piece, work, order chan<- *piece) error {
	c := cutter{in: in, longest: s.Longest, atOnce: max(s.AtOnce, 1)}
	number := 1
	for {
		var p *piece
		select {
		case p = <-free:
		case <-ctx.Done():
			return nil
		}
		n, err := c.next(&p.lines)
		if n > 0 {
			p.first = number
			number += n
			work <- p
			order <- p
		}
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return err
		}
	}
}

// byteOrderMark stands before the first line of what some programs write.
var byteOrderMark = []byte("\ufeff")

// do works on the lines of a piece.
func (s Stream) do(p *piece, work Work) {
	p.out.Reset()
	p.Count = Count{}
	for rest := p.lines; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		line := rest[:end]
		rest = rest[end+1:]
		if p.first+p.Lines == 1 {
			line = bytes.TrimPrefix(line, byteOrderMark)
		}
		from := p.out.Len()
		var err error
		if len(line) > s.Longest {
			err = fmt.Errorf("is larger than %d kB, which no such line is", s.Longest>>10)
		} else {
			err = work(line, &p.out)
		}
		if err != nil {
			p.Wrong++
			p.out.Truncate(from)
			e := json.NewEncoder(&p.out)
			e.SetEscapeHTML(false)
			_ = e.Encode(wrong{s.Name, p.first + p.Lines, err.Error()})
		}
		p.Lines++
	}
}

// write writes what came of the pieces, in their order.
func write(ctx context.Context, out io.Writer, order <-chan *piece, free chan<- *piece, lines, wrongs *atomic.Int64) error {
	for p := range order {
		select {
		case <-p.done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if _, err := out.Write(p.out.Bytes()); err != nil {
			return err
		}
		lines.Add(int64(p.Lines))
		wrongs.Add(int64(p.Wrong))
		free <- p
	}
	return nil
}
