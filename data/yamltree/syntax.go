package yamltree

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"afterfusion/data/printable"
)

var (
	place  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\[(\d+):(\d+)\] ([^\n]*)`) })
	second = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^mapping key (".*") already defined at \[(\d+):\d+\]$`)
	})
)

// wordings are what the parser says, by how it begins, in words that tell what to do.
var wordings = [][2]string{
	{"value is not allowed in this context. map key-value is pre-defined", "more stands behind a value than belongs to it; put the whole value in quotation marks"},
	{"value is not allowed in this context", "does not fit what stands above it: lines of one table begin in the same column"},
	{"mapping value is not allowed in this context", "a second `name: value` stands in one line, or a line is set in too far; words with a colon need quotation marks"},
	{"non-map value is specified", "is no line of the form `name: value`, with a space behind the colon"},
	{"unexpected scalar value", "is no line of the form `name: value`, with a space behind the colon"},
	{"found an invalid key for this map", "is no line of the form `name: value`, with a space behind the colon"},
	{"unexpected key name", "is no line of the form `name: value`: the name is missing or runs over two lines"},
	{"block sequence entries are not allowed in this context", "a list that is written with - begins in a line of its own"},
	{"sequence end token ']' not found", "the list that begins here is not closed: ] is missing"},
	{"could not find flow mapping end token '}'", "the table that begins here is not closed: } is missing"},
	{"could not find flow map content", "the table that begins here is not closed, or a colon is missing in it"},
	{"',' or ']' must be specified", "a comma, or the ] of the list before it, is missing"},
	{"',' or '}' must be specified", "a comma, or the } of the table before it, is missing"},
	{"could not find '[' character", "a ] stands here that closes nothing"},
	{"could not find '{' character", "a } stands here that closes nothing"},
	{"could not find end character of double-quoted text", "the quotation that begins here is not closed: \" is missing"},
	{"could not find end character of single-quoted text", "the quotation that begins here is not closed: ' is missing"},
	{"found character '\t'", "a tab stands here; lines are set in with spaces"},
	{"found a tab character", "a tab stands here; lines are set in with spaces"},
	{"'@' is a reserved", "words that begin with @ need quotation marks"},
	{"'`' is a reserved", "words that begin with ` need quotation marks"},
}

// syntax tells a fault of the parser in words of ours.
func syntax(file string, data []byte, err error) *Error {
	e := &Error{File: file}
	said, _, _ := strings.Cut(err.Error(), "\n")
	if m := place().FindStringSubmatch(said); m != nil {
		fmt.Sscan(m[1], &e.Line)
		fmt.Sscan(m[2], &e.Column)
		said = m[3]
	}
	if line := secondObject(data); line > 0 {
		e.Line, e.Column, e.Problem = line, 1, "holds a second object; give each in a file of its own"
		return e
	}
	if m := second().FindStringSubmatch(said); m != nil {
		e.Problem = fmt.Sprintf("%s stands here a second time; it stood in line %s", printable.Cut(m[1]), m[2])
		return e
	}
	for _, w := range wordings {
		if strings.HasPrefix(said, w[0]) {
			e.Problem = w[1]
			return e
		}
	}
	e.Problem = "is not readable as YAML or JSON here: " + printable.Cut(said)
	return e
}

// secondObject is the line in which a second JSON object begins behind a whole first
// one, as in files of one object a line; 0 where there is none.
func secondObject(data []byte) int {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return 0
	}
	d := json.NewDecoder(bytes.NewReader(data))
	var first json.RawMessage
	if d.Decode(&first) != nil {
		return 0
	}
	end := d.InputOffset()
	rest := data[end:]
	if next := bytes.TrimSpace(rest); len(next) == 0 || next[0] != '{' {
		return 0
	}
	return 1 + bytes.Count(data[:int(end)+bytes.IndexByte(rest, '{')], []byte("\n"))
}
