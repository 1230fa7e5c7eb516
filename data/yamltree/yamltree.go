// Package yamltree reads a YAML or JSON file into a tree of values that know
// where they stand, so that every fault can be told with file, line and column.
//
// It is stricter than YAML: one document, no duplicate keys, no anchors, aliases,
// tags or merge keys. It never panics and never reads more than it is allowed to.
package yamltree

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Kind is the shape of a value.
type Kind uint8

// The shapes of a value.
const (
	Null Kind = iota
	Scalar
	Map
	List
)

func (k Kind) String() string { return [...]string{"nothing", "a value", "a table", "a list"}[k] }

// Node is one value and where it stands (from 1).
type Node struct {
	Kind         Kind
	Line, Column int
	Value        string // of a scalar, as written
	Quoted       bool
	Keys         []Key   // of a map, beside Items
	Items        []*Node // of a map or a list
}

// Key is the key of an entry in a map.
type Key struct {
	Name         string
	Line, Column int
}

// Get returns the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	for i := range n.Keys {
		if n.Keys[i].Name == key {
			return n.Items[i]
		}
	}
	return nil
}

// Error is a fault at a place of a file.
type Error struct {
	File         string
	Line, Column int
	Problem      string
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Problem
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
}

// Errorf makes an error at a node.
func (n *Node) Errorf(file, format string, args ...any) *Error {
	return &Error{file, n.Line, n.Column, fmt.Sprintf(format, args...)}
}

// Errorf makes an error at a key.
func (k *Key) Errorf(file, format string, args ...any) *Error {
	return &Error{file, k.Line, k.Column, fmt.Sprintf(format, args...)}
}

// ReadFile reads a file of at most limit bytes; "-" is the given standard input.
func ReadFile(name string, stdin io.Reader, limit int64) ([]byte, error) {
	shown := name
	in := stdin
	if name == "-" {
		shown = "standard input"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return nil, &Error{File: name, Problem: openProblem(err)}
		}
		defer f.Close()
		if st, err := f.Stat(); err == nil && st.IsDir() {
			return nil, &Error{File: name, Problem: "is a folder, not a file"}
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, limit+1))
	switch {
	case err != nil:
		return nil, &Error{File: shown, Problem: "cannot be read: " + err.Error()}
	case int64(len(data)) > limit:
		return nil, &Error{File: shown, Problem: fmt.Sprintf("is larger than %d kB, which no such file is", limit>>10)}
	}
	return data, nil
}

func openProblem(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read; check who owns it"
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return "cannot be opened: " + pe.Err.Error()
	}
	return "cannot be opened: " + err.Error()
}

// deepest is how deep values may be nested; knowledge files need about ten.
const deepest = 64

var place = regexp.MustCompile(`^\[(\d+):(\d+)\] ([^\n]*)`)

// Parse reads one document. An empty one is an error.
func Parse(file string, data []byte) (n *Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = nil, &Error{File: file, Problem: fmt.Sprintf("is not readable as YAML or JSON (%v)", r)}
		}
	}()
	data = []byte(strings.TrimPrefix(string(data), "\ufeff"))
	if e := notUTF8(file, data); e != nil {
		return nil, e
	}
	if len(strings.TrimSpace(string(data))) == 0 {
		return nil, &Error{File: file, Problem: "is empty"}
	}
	if e := tooDeep(file, data); e != nil {
		return nil, e
	}
	f, perr := parser.Parse(lexer.Tokenize(string(data)), 0)
	if perr != nil {
		return nil, syntax(file, perr)
	}
	var body ast.Node
	for _, doc := range f.Docs {
		if doc.Body == nil {
			continue
		}
		if _, ok := doc.Body.(*ast.CommentGroupNode); ok {
			continue
		}
		if body != nil {
			second := (&reader{file: file}).node(doc.Body, 0)
			return nil, second.Errorf(file, "holds a second document; put each in a file of its own")
		}
		body = doc.Body
	}
	if body == nil {
		return nil, &Error{File: file, Problem: "is empty"}
	}
	r := reader{file: file}
	n = r.node(body, 0)
	if r.err != nil {
		return nil, r.err
	}
	return n, nil
}

// notUTF8 says where the first letter stands that is not UTF-8: the parser would
// put another in its place without a word.
func notUTF8(file string, data []byte) *Error {
	if utf8.Valid(data) {
		return nil
	}
	line, column := 1, 1
	for len(data) > 0 {
		c, n := utf8.DecodeRune(data)
		if c == utf8.RuneError && n == 1 {
			break
		}
		if data, column = data[n:], column+1; c == '\n' {
			line, column = line+1, 1
		}
	}
	return &Error{file, line, column, "is not UTF-8 text from here on; save it as UTF-8"}
}

// tooDeep guards the parser, which recurses, against files made to exhaust it.
func tooDeep(file string, data []byte) *Error {
	depth, line := 0, 1
	for _, c := range data {
		switch c {
		case '\n':
			line++
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > deepest {
			return &Error{file, line, 1, fmt.Sprintf("is nested more than %d deep", deepest)}
		}
	}
	return nil
}

func syntax(file string, err error) *Error {
	e := &Error{File: file}
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		fmt.Sscan(m[1], &e.Line)
		fmt.Sscan(m[2], &e.Column)
		e.Problem = m[3]
	} else {
		e.Problem, _, _ = strings.Cut(err.Error(), "\n")
	}
	return e
}

func position(n ast.Node) *token.Position {
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position
	}
	return &token.Position{}
}

func line(n ast.Node) int   { return position(n).Line }
func column(n ast.Node) int { return position(n).Column }

type reader struct {
	file string
	err  error
}

func (r *reader) fail(n ast.Node, problem string) *Node {
	if r.err == nil {
		r.err = &Error{r.file, line(n), column(n), problem}
	}
	return &Node{}
}

func (r *reader) node(n ast.Node, depth int) *Node {
	if depth > deepest {
		return r.fail(n, fmt.Sprintf("is nested more than %d deep", deepest))
	}
	out := &Node{Line: line(n), Column: column(n)}
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.StringNode:
		out.Kind, out.Value = Scalar, n.Value
		out.Quoted = n.Token.Type == token.DoubleQuoteType || n.Token.Type == token.SingleQuoteType
	case *ast.LiteralNode:
		out.Kind, out.Value, out.Quoted = Scalar, n.Value.Value, true
	case *ast.MappingNode:
		out.Kind = Map
		for _, v := range n.Values {
			r.entry(out, v, depth)
		}
		if len(n.Values) > 0 && !n.IsFlowStyle {
			out.Line, out.Column = out.Keys[0].Line, out.Keys[0].Column
		}
	case *ast.MappingValueNode:
		out.Kind = Map
		r.entry(out, n, depth)
		out.Line, out.Column = out.Keys[0].Line, out.Keys[0].Column
	case *ast.SequenceNode:
		out.Kind = List
		for _, v := range n.Values {
			out.Items = append(out.Items, r.node(v, depth+1))
		}
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.DirectiveNode:
		return r.fail(n, "anchors, aliases and tags are not used here; write the value out")
	default:
		t := n.GetToken()
		if t == nil {
			return r.fail(n, "is not understood")
		}
		out.Kind, out.Value = Scalar, t.Value
	}
	return out
}

func (r *reader) entry(out *Node, v *ast.MappingValueNode, depth int) {
	if _, ok := v.Key.(*ast.MergeKeyNode); ok {
		r.fail(v, "merge keys are not used here; write the value out")
	}
	k := Key{Name: v.Key.GetToken().Value, Line: line(v.Key), Column: column(v.Key)}
	for _, old := range out.Keys {
		if old.Name == k.Name && r.err == nil {
			r.err = k.Errorf(r.file, "%q stands here a second time; it stood in line %d", k.Name, old.Line)
		}
	}
	out.Keys = append(out.Keys, k)
	out.Items = append(out.Items, r.node(v.Value, depth+1))
}
