// Package yamltree reads a YAML or JSON file into a tree of values that know
// where they stand, so that every fault can be told with file, line and column.
//
// It is stricter than YAML: one document, no duplicate keys, no anchors, aliases,
// tags or merge keys. It never panics and never reads more than it is allowed to.
package yamltree

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"afterfusion/data/printable"
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

// Error is one line, whatever stands in the file or in its name.
func (e *Error) Error() string {
	name, problem := printable.Name(e.File), printable.Clean(e.Problem)
	if e.File == "" {
		return problem
	}
	if e.Line == 0 {
		return name + ": " + problem
	}
	return fmt.Sprintf("%s:%d:%d: %s", name, e.Line, e.Column, problem)
}

// Errorf makes an error at a node.
func (n *Node) Errorf(file, format string, args ...any) *Error {
	return &Error{file, n.Line, n.Column, fmt.Sprintf(format, args...)}
}

// Errorf makes an error at a key.
func (k *Key) Errorf(file, format string, args ...any) *Error {
	return &Error{file, k.Line, k.Column, fmt.Sprintf(format, args...)}
}

// Parse reads one document within a limit. An empty one is an error.
func Parse(file string, data []byte, limit Limit) (n *Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			n, err = nil, &Error{File: file, Problem: "is not readable as YAML or JSON (" + printable.Cut(fmt.Sprint(r)) + ")"}
		}
	}()
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if int64(len(data)) > limit.Bytes {
		return nil, limit.tooLarge(file)
	}
	if e := notText(file, data); e != nil {
		return nil, e
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, &Error{File: file, Problem: "is empty"}
	}
	if bytes.IndexByte(data, '\t') >= 0 && json.Valid(data) { // where YAML has no tabs JSON may, and in its strings it has none
		data = bytes.ReplaceAll(data, []byte("\t"), []byte(" "))
	}
	tokens := lexer.Tokenize(string(data))
	if e := limit.check(file, tokens); e != nil {
		return nil, e
	}
	f, perr := parser.Parse(tokens, 0)
	if perr != nil {
		return nil, syntax(file, data, perr)
	}
	return document(file, f)
}

// document turns the one document of a file into a tree.
func document(file string, f *ast.File) (*Node, error) {
	r := reader{file: file}
	var body ast.Node
	for _, doc := range f.Docs {
		if doc.Body == nil {
			continue
		}
		if _, ok := doc.Body.(*ast.CommentGroupNode); ok {
			continue
		}
		if body != nil {
			return nil, r.node(doc.Body, 0).Errorf(file, secondDocument)
		}
		body = doc.Body
	}
	if body == nil {
		return nil, &Error{File: file, Problem: "is empty"}
	}
	n := r.node(body, 0)
	if r.err != nil {
		return nil, r.err
	}
	return n, nil
}

const secondDocument = "holds a second document; put each in a file of its own"

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
		return r.fail(n, unused)
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
		r.fail(v, unused)
	}
	k := Key{Name: v.Key.GetToken().Value, Line: line(v.Key), Column: column(v.Key)}
	for _, old := range out.Keys {
		if old.Name == k.Name && r.err == nil {
			r.err = k.Errorf(r.file, "%s stands here a second time; it stood in line %d", printable.Quote(k.Name), old.Line)
		}
	}
	out.Keys = append(out.Keys, k)
	out.Items = append(out.Items, r.node(v.Value, depth+1))
}
