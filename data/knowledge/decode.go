package knowledge

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// decoder fills the types of package rules from a tree, by their yaml tags, and
// gathers every fault.
type decoder struct {
	file string
	errs []error
	// places remembers where each entry stands, by its path.
	places map[string]Place

	kind, top string // of the entry that is being read: options/, and its path
	removals  []removal
}

// entry decodes a whole entry. Beside its own keys it may have removes.
func (d *decoder) entry(n *yamltree.Node, v reflect.Value, kind, id string) {
	d.kind, d.top = kind, id
	d.decode(n, v, id)
	d.kind, d.top = "", ""
}

// removes reads what an entry says that it takes away; a name that begins with no kind
// is one of the entry itself.
func (d *decoder) removes(n *yamltree.Node) {
	for _, r := range readRemovals(d, n) {
		if kind, _, _ := strings.Cut(r.What, "/"); !slices.Contains(kinds, kind) && r.What != "" {
			r.What = d.kind + d.top + "/" + r.What
		}
		d.removals = append(d.removals, r)
	}
}

// Place is where something stands in the files.
type Place struct {
	File         string
	Line, Column int
}

func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

func (d *decoder) fail(n *yamltree.Node, format string, args ...any) {
	d.errs = append(d.errs, n.Errorf(d.file, format, args...))
}

// decode fills v from n; path names the entry for messages about it later.
func (d *decoder) decode(n *yamltree.Node, v reflect.Value, path string) {
	d.places[path] = Place{d.file, n.Line, n.Column}
	switch p := v.Addr().Interface().(type) {
	case *rules.Condition:
		*p = d.condition(n)
		return
	case *rules.Text:
		d.text(n, p)
		return
	case *[]rules.Group:
		d.groups(n, p)
		return
	case *rules.Operated:
		d.scalar(n, v)
		*p = rules.Operated(word(n))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.table(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) table(n *yamltree.Node, v reflect.Value, path string) {
	if n.Kind != yamltree.Map {
		d.fail(n, "a table of keys is wanted here, not %v", n.Kind)
		return
	}
	fields := fieldsOf(v.Type())
	for i, k := range n.Keys {
		f, ok := fields[k.Name]
		switch {
		case !ok && k.Name == "removes" && path == d.top && path != "":
			d.removes(n.Items[i])
			continue
		case !ok:
			d.unknownKey(&n.Keys[i], fields)
			continue
		}
		d.decode(n.Items[i], v.Field(f), path+"."+k.Name)
	}
}

func fieldsOf(t reflect.Type) map[string]int {
	fields := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "" {
			fields[name] = i
		}
	}
	return fields
}

func (d *decoder) unknownKey(k *yamltree.Key, fields map[string]int) {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	hint := "; the keys here are " + strings.Join(names, ", ")
	if near := rules.Nearest(k.Name, names); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	d.errs = append(d.errs, k.Errorf(d.file, "there is no key %s%s", printable.Quote(k.Name), hint))
}

func (d *decoder) list(n *yamltree.Node, v reflect.Value, path string) {
	items := n.Items
	switch {
	case n.Kind == yamltree.Null:
		return
	case n.Kind == yamltree.Scalar && v.Type().Elem().Kind() == reflect.String:
		items = []*yamltree.Node{n} // refs: practice
	case n.Kind == yamltree.Map && v.Type().Elem().Kind() == reflect.Struct:
		items = []*yamltree.Node{n} // effect: {says: ...}
	case n.Kind != yamltree.List:
		d.fail(n, "a list is wanted here, not %v", n.Kind)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		d.decode(item, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

func (d *decoder) scalar(n *yamltree.Node, v reflect.Value) {
	if n.Kind != yamltree.Scalar {
		d.fail(n, "a single value is wanted here, not %v", n.Kind)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.printed(n))
	case reflect.Bool:
		switch n.Value {
		case "true", "yes":
			v.SetBool(true)
		case "false", "no":
		default:
			d.fail(n, "true or false is wanted here, not %s", printable.Quote(n.Value))
		}
	case reflect.Float64:
		x, ok := decimal(n.Value)
		if !ok {
			d.fail(n, "a number is wanted here, not %s", printable.Quote(n.Value))
		}
		v.SetFloat(x)
	case reflect.Int:
		x, err := strconv.Atoi(n.Value)
		if err != nil {
			d.fail(n, "a whole number is wanted here, not %s", printable.Quote(n.Value))
		}
		v.SetInt(int64(x))
	default:
		d.fail(n, "cannot be read as %v", v.Type())
	}
}

// printed is a text as it stands in a file. It is printed as it is, so nothing in it may
// act on a terminal; ends of lines are the only signs that may.
func (d *decoder) printed(n *yamltree.Node) string {
	if r, acts := printable.Find(n.Value, true); acts {
		d.fail(n, "the text holds the control character %U; take it out", r)
	}
	return strings.TrimSpace(n.Value)
}

// decimal reads a number as people write it: not nan, inf, 0x1p3 or 1_0.
func decimal(s string) (float64, bool) {
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !strings.ContainsAny(s, "nNxX_")
}

func (d *decoder) text(n *yamltree.Node, t *rules.Text) {
	switch n.Kind {
	case yamltree.Scalar:
		s := d.printed(n)
		*t = rules.Text{Patient: s, Clinician: s}
	case yamltree.Map:
		if says := n.Get("says"); says != nil && len(n.Keys) == 1 {
			d.text(says, t) // stopping: {says: ...}
			return
		}
		d.table(n, reflect.ValueOf(t).Elem(), "")
	default:
		d.fail(n, "a text is wanted here, or one for patient and one for clinician")
	}
}

// groups reads the table of groups in the order of the file.
func (d *decoder) groups(n *yamltree.Node, groups *[]rules.Group) {
	if n.Kind != yamltree.Map {
		d.fail(n, "a table of groups by name is wanted here")
		return
	}
	for i, k := range n.Keys {
		g := rules.Group{}
		d.table(n.Items[i], reflect.ValueOf(&g).Elem(), "")
		g.Name = k.Name
		*groups = append(*groups, g)
	}
}

// condition reads a condition: a table of which every entry must hold.
func (d *decoder) condition(n *yamltree.Node) rules.Condition {
	if n.Kind != yamltree.Map {
		d.fail(n, "a condition is a table such as {pain.touch: normal}, not %v", n.Kind)
		return rules.Condition{}
	}
	var parts []rules.Condition
	for i := range n.Keys {
		parts = append(parts, d.part(&n.Keys[i], n.Items[i]))
	}
	switch len(parts) {
	case 0:
		d.fail(n, "the condition is empty")
		return rules.Condition{}
	case 1:
		return parts[0]
	}
	return rules.Condition{Op: rules.All, Args: parts}
}

func (d *decoder) part(k *yamltree.Key, n *yamltree.Node) rules.Condition {
	switch k.Name {
	case "all":
		return rules.Condition{Op: rules.All, Args: d.conditions(n)}
	case "any":
		return rules.Condition{Op: rules.Any, Args: d.conditions(n)}
	case "none":
		return rules.Condition{Op: rules.None, Args: d.conditions(n)}
	case "not":
		return rules.Condition{Op: rules.Not, Args: []rules.Condition{d.condition(n)}}
	case "count":
		return d.count(n)
	case "known":
		c := rules.Condition{Op: rules.All}
		for _, id := range d.words(n) {
			c.Args = append(c.Args, rules.Condition{Op: rules.Known, Question: id})
		}
		if len(c.Args) == 1 {
			return c.Args[0]
		}
		return c
	}
	if id, ok := strings.CutPrefix(k.Name, "source."); ok {
		return d.sourceTest(id, n)
	}
	if id, ok := strings.CutPrefix(k.Name, "flag."); ok {
		level, ok := rules.ParseLevel(n.Value)
		if !ok || level == rules.Routine {
			d.fail(n, "a flag is tested with soon, urgent or emergency, not %s", printable.Quote(n.Value))
		}
		return rules.Condition{Op: rules.FlagIs, Question: id, Level: level}
	}
	return d.answerTest(k.Name, n)
}

func (d *decoder) conditions(n *yamltree.Node) []rules.Condition {
	if n.Kind != yamltree.List {
		d.fail(n, "a list of conditions is wanted here, not %v", n.Kind)
		return nil
	}
	out := make([]rules.Condition, len(n.Items))
	for i, item := range n.Items {
		out[i] = d.condition(item)
	}
	return out
}

func (d *decoder) words(n *yamltree.Node) []string {
	if n.Kind == yamltree.Scalar {
		return []string{word(n)}
	}
	var out []string
	for _, item := range n.Items {
		if item.Kind != yamltree.Scalar {
			d.fail(item, "a single word is wanted here")
			continue
		}
		out = append(out, word(item))
	}
	if n.Kind != yamltree.List || len(out) == 0 {
		d.fail(n, "a word or a list of words is wanted here")
	}
	return out
}

// word is a scalar as a choice: true and false serve for yes and no.
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

func (d *decoder) answerTest(id string, n *yamltree.Node) rules.Condition {
	if n.Kind == yamltree.Scalar {
		if cmp, number, ok := comparison(n.Value); ok {
			x, ok := decimal(number)
			if !ok {
				d.fail(n, "%s compares with no number", printable.Quote(n.Value))
			}
			return rules.Condition{Op: rules.Compare, Question: id, Cmp: cmp, Number: x}
		}
		if x, ok := decimal(n.Value); ok {
			return rules.Condition{Op: rules.Compare, Question: id, Cmp: rules.Equal, Number: x}
		}
	}
	if n.Kind == yamltree.Map {
		d.fail(n, "a test is a word, a list of words or a comparison such as \">= 4\"")
		return rules.Condition{}
	}
	return rules.Condition{Op: rules.Is, Question: id, Choices: d.words(n)}
}

func comparison(s string) (rules.Cmp, string, bool) {
	for _, c := range []struct {
		sign string
		cmp  rules.Cmp
	}{{">=", rules.AtLeast}, {"<=", rules.AtMost}, {">", rules.More}, {"<", rules.Less}, {"=", rules.Equal}} {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(s), c.sign); ok {
			return c.cmp, strings.TrimSpace(rest), true
		}
	}
	return 0, "", false
}

func (d *decoder) sourceTest(id string, n *yamltree.Node) rules.Condition {
	cmp, what, ok := comparison(n.Value)
	if !ok {
		cmp, what = rules.AtLeast, n.Value
	}
	c := rules.Condition{Op: rules.SourceIs, Question: id, Cmp: cmp}
	if x, ok := decimal(what); ok {
		c.Number = x
		return c
	}
	switch cmp {
	case rules.AtLeast:
		c.Band = what
		return c
	case rules.Less:
		c.Cmp, c.Band = rules.AtLeast, what
		return rules.Condition{Op: rules.Not, Args: []rules.Condition{c}}
	}
	d.fail(n, "a source is tested with \">= likely\", \"< likely\" or a number, not %s", printable.Quote(n.Value))
	return c
}

func (d *decoder) count(n *yamltree.Node) rules.Condition {
	of := n.Get("of")
	if n.Kind != yamltree.Map || of == nil || of.Kind != yamltree.List {
		d.fail(n, "count needs {of: [...], at-least: N}")
		return rules.Condition{}
	}
	var args []rules.Condition
	is := n.Get("is")
	for _, item := range of.Items {
		switch {
		case item.Kind == yamltree.Scalar && is != nil:
			args = append(args, d.answerTest(item.Value, is))
		case item.Kind == yamltree.Map:
			args = append(args, d.condition(item))
		default:
			d.fail(item, "count needs conditions in `of`, or questions with `is`")
		}
	}
	var tests []rules.Condition
	for i, k := range n.Keys {
		cmp, ok := map[string]rules.Cmp{"at-least": rules.AtLeast, "at-most": rules.AtMost, "exactly": rules.Equal}[k.Name]
		if !ok {
			if k.Name != "of" && k.Name != "is" {
				d.errs = append(d.errs, k.Errorf(d.file, "count has no key %s", printable.Quote(k.Name)))
			}
			continue
		}
		x, err := strconv.Atoi(n.Items[i].Value)
		if err != nil {
			d.fail(n.Items[i], "a whole number is wanted here")
		}
		tests = append(tests, rules.Condition{Op: rules.Count, Cmp: cmp, N: x, Args: args})
	}
	switch len(tests) {
	case 0:
		d.fail(n, "count needs at-least, at-most or exactly")
		return rules.Condition{}
	case 1:
		return tests[0]
	}
	return rules.Condition{Op: rules.All, Args: tests}
}
