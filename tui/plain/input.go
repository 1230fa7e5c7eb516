package plain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"afterfusion/rules"
)

// longest is the size in bytes of the longest line that is read.
const longest = 1 << 20

// input hands out lines one at a time, read by one scanner for the whole run,
// which reads ahead. A line is only read when one is wanted.
type input struct {
	ctx   context.Context
	want  chan struct{}
	lines chan string
	err   error // of the reader, beyond its plain end
	count int   // the lines that were handed out
}

func newInput(ctx context.Context, from io.Reader) *input {
	in := &input{ctx: ctx, want: make(chan struct{}), lines: make(chan string, 1)}
	go func() {
		defer close(in.lines)
		s := bufio.NewScanner(from)
		s.Buffer(nil, longest)
		for range in.want {
			if !s.Scan() {
				if in.err = s.Err(); errors.Is(in.err, bufio.ErrTooLong) { // seen after lines is closed
					in.err = errors.New("a line is longer than 1 MB")
				}
				return
			}
			in.lines <- s.Text()
		}
	}()
	return in
}

func (in *input) close() { close(in.want) }

// line returns the next line, trimmed; ended where there is none, leave where the
// context is done.
func (in *input) line() (string, move) {
	if in.ctx.Err() != nil {
		return "", leave
	}
	select {
	case in.want <- struct{}{}:
	case _, ok := <-in.lines:
		if !ok {
			return "", ended
		}
	case <-in.ctx.Done():
		return "", leave
	}
	select {
	case s, ok := <-in.lines:
		if !ok {
			return "", ended
		}
		in.count++
		return strings.TrimFunc(s, func(c rune) bool { return unicode.IsSpace(c) || c == '\ufeff' }), typed
	case <-in.ctx.Done():
		return "", leave
	}
}

// Unheard says that the input ended with replies that were not understood. The result
// lacks what they were to say.
type Unheard struct{ Replies, Line int } // how many, and the line of the first, from 1

func (e *Unheard) Error() string {
	if e.Replies == 1 {
		return fmt.Sprintf("the last reply, in line %d, was not understood, and the result lacks what it was to say; see what the prompts ask for", e.Line)
	}
	return fmt.Sprintf("the last %d replies, from line %d on, were not understood, and the result lacks what they were to say; see what the prompts ask for", e.Replies, e.Line)
}

// refuse says why the reply that was read last is not taken, and counts how many in a row
// were not.
func (r *run) refuse(format string, args ...any) {
	if r.unheard.Replies == 0 || r.unheard.Line+r.unheard.Replies != r.in.count {
		r.unheard = Unheard{Line: r.in.count}
	}
	r.unheard.Replies++
	r.say(format, args...)
}

// ending is what is told of an input that has ended.
func (r *run) ending() error {
	if u := r.unheard; !r.Attended && u.Replies > 0 && u.Line+u.Replies == r.in.count+1 {
		return errors.Join(ErrEnded, &u)
	}
	return ErrEnded
}

// commands are the words that every prompt takes.
var commands = map[string]string{
	"b": "back", "back": "back", "?": "why", "why": "why", "h": "help", "help": "help", "again": "again", "clear": "clear",
	"review": "review", "skip": "skip", "done": "done", "quit": "quit", "q": "quit", "exit": "quit", "stop": "quit", "save": "save",
}

// moves are the commands that lead away from a question.
var moves = map[string]move{"back": back, "skip": skip, "done": finish, "quit": leave, "again": again}

// prompt asks until something is typed that the question itself must understand.
// The question is nil where none is asked.
func (r *run) prompt(q *rules.Question, words string) (string, move) {
	for r.out.err == nil {
		r.say("%s", words)
		line, m := r.in.line()
		if m != typed {
			return "", m
		}
		command := commands[strings.ToLower(line)]
		if !r.known && (command == "save" || command == "review") {
			return "", again // neither shows nor writes what may be another person's
		}
		switch command {
		case "":
			return line, typed
		case "why":
			r.why(q)
		case "help":
			r.help()
		case "save":
			r.save()
		case "review":
			if m := r.review(); m != again {
				return "", m
			}
		case "clear":
			if q == nil {
				r.say("There is no answer here to take back.")
				continue
			}
			r.unset(q)
			r.say("Taken back.")
			return "", cleared
		default:
			return "", moves[command]
		}
	}
	return "", ended
}
