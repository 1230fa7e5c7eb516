package yamltree

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// Limit bounds what is parsed. The parser takes time and memory that grow with the
// square of what it is given, the part that cuts a text into words and signs (tokens)
// does not: so these are counted before anything is parsed.
type Limit struct {
	Bytes  int64
	Tokens int
}

// Every choice of every question in one answer file is about 17 kB and 3,500 tokens,
// the largest knowledge file 160 kB and 14,000. The worst that is known
// takes a quarter of a second at the limits for answers, and under one at those for
// knowledge.
var (
	ForAnswers   = Limit{Bytes: 128 << 10, Tokens: 8 << 10}
	ForKnowledge = Limit{Bytes: 1 << 20, Tokens: 32 << 10}
)

func (l Limit) tooLarge(file string) *Error {
	return &Error{File: file, Problem: fmt.Sprintf("is larger than %d kB, which no such file is", l.Bytes>>10)}
}

// deepest is how deep values may be nested; knowledge files need about ten.
const deepest = 64

const unused = "anchors, aliases and tags are not used here; write the value out"

// check refuses what would exhaust the parser, and what is not used here anyway.
func (l Limit) check(file string, tokens token.Tokens) *Error {
	fail := func(t *token.Token, problem string) *Error {
		return &Error{file, t.Position.Line, t.Position.Column, problem}
	}
	if len(tokens) > l.Tokens {
		return fail(tokens[l.Tokens], fmt.Sprintf("holds more than %d words and signs, which no such file does", l.Tokens))
	}
	flow, block, line, documents := 0, 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, block = t.Position.Line, 0
		}
		switch t.Type {
		case token.AnchorType, token.AliasType, token.TagType, token.MergeKeyType, token.DirectiveType:
			return fail(t, unused)
		case token.MappingKeyType:
			return fail(t, "words that begin with ? need quotation marks")
		case token.DocumentHeaderType:
			if documents++; documents > 1 {
				return fail(t, secondDocument)
			}
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow = max(flow-1, 0)
		case token.SequenceEntryType, token.MappingValueType:
			if flow == 0 {
				block++ // - - - a and a: b: c: d nest within a line
			}
		}
		if flow > deepest || block > deepest {
			return fail(t, fmt.Sprintf("is nested more than %d deep", deepest))
		}
	}
	return nil
}

// notText says where the first letter stands that is none: bytes that are not UTF-8,
// in whose place the parser would put another without a word, the zero bytes of
// UTF-16, and control characters.
func notText(file string, data []byte) *Error {
	line, column := 1, 1
	for at := 0; at < len(data); {
		c, n := utf8.DecodeRune(data[at:])
		switch {
		case c == utf8.RuneError && n == 1, c == 0:
			return &Error{file, line, column, "is not UTF-8 text from here on; save it as UTF-8"}
		case unicode.IsControl(c) && c != '\n' && c != '\r' && c != '\t' && c != '\u0085':
			return &Error{file, line, column, fmt.Sprintf("holds the control character %U, which is no text; take it out", c)}
		}
		if at, column = at+n, column+1; c == '\n' {
			line, column = line+1, 1
		}
	}
	return nil
}
