package knowledge

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"afterfusion/rules"
)

// Show writes one entry whole: both wordings, its conditions in words, every figure
// with what it rests on, and the references in full at the end. The id may be that of
// a question, source, evidence item, option, red flag, reference, grid or scale; false
// means that there is none.
func Show(k *rules.Knowledge, id string) (string, bool) {
	kind, v, ok := find(k, id)
	if !ok {
		return "", false
	}
	w := &shower{k: k, questions: questionsOf(k)}
	w.line(0, "%s (%s)", id, kind)
	w.fields(0, v)
	w.cites()
	return w.b.String(), true
}

// find looks an id up in everything that has one.
func find(k *rules.Knowledge, id string) (kind string, v reflect.Value, ok bool) {
	order := []string{"source", "option", "red flag", "question", "reference", "grid", "scale", "section", "version", "policy"}
	best := len(order)
	for _, e := range entriesOf(k) {
		if rank := slices.Index(order, e.kind); e.id == id && rank < best {
			best, kind, v = rank, e.kind, e.v
		}
	}
	if best < len(order) {
		return kind, v, true
	}
	for i := range k.Sources {
		s := &k.Sources[i]
		for j := range s.Evidence {
			if s.Evidence[j].ID == id {
				return "evidence item of " + s.ID, reflect.ValueOf(&s.Evidence[j]).Elem(), true
			}
		}
	}
	return "", reflect.Value{}, false
}

// shower writes an entry. Lines are indented by depth.
type shower struct {
	k         *rules.Knowledge
	questions map[string]*rules.Question
	b         strings.Builder
	cited     []string
}

// pageWidth is where long texts are broken.
const pageWidth = 100

func (w *shower) line(depth int, format string, args ...any) {
	indent := strings.Repeat("  ", depth)
	at := 0
	for i, word := range strings.Fields(fmt.Sprintf(format, args...)) {
		switch n := len([]rune(word)); {
		case i == 0:
			w.b.WriteString(indent + word)
			at = len(indent) + n
		case at+1+n > pageWidth:
			w.b.WriteString("\n" + indent + "  " + word)
			at = len(indent) + 2 + n
		default:
			w.b.WriteString(" " + word)
			at += 1 + n
		}
	}
	w.b.WriteByte('\n')
}

// apart are the fields that are told apart from the others: the name in the line
// above, and together in one line what a figure or a claim rests on.
var apart = []string{"ID", "Refs", "Estimate", "Checked"}

// fields writes the fields of a struct that are given, by the names that the files use.
func (w *shower) fields(depth int, v reflect.Value) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		f, name := v.Field(i), field.Tag.Get("yaml")
		if name == "" || f.IsZero() || slices.Contains(apart, field.Name) || field.Name == "Name" && f.Kind() == reflect.String {
			continue
		}
		w.field(depth, name, f)
	}
	w.basis(depth, v)
}

func (w *shower) field(depth int, name string, v reflect.Value) {
	switch f := v.Addr().Interface().(type) {
	case *rules.Text:
		w.text(depth, name, f)
		return
	case *rules.Condition:
		w.condition(depth, name, f)
		return
	case *[]string:
		w.line(depth, "%s: %s", name, strings.Join(*f, ", "))
		return
	case *[]float64:
		parts := make([]string, len(*f))
		for i, x := range *f {
			parts[i] = number(x)
		}
		join := ", "
		if len(parts) == 2 {
			join = " to "
		}
		w.line(depth, "%s: %s", name, strings.Join(parts, join))
		return
	case *[]rules.Reader:
		w.line(depth, "%s: %s", name, strings.Trim(fmt.Sprint(*f), "[]"))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		w.line(depth, "%s", name)
		w.fields(depth+1, v)
	case reflect.Slice:
		w.line(depth, "%s", name)
		for i := range v.Len() {
			w.item(depth+1, i, v.Index(i))
		}
	case reflect.Bool:
		w.line(depth, "%s: yes", name)
	case reflect.Float64:
		w.line(depth, "%s: %s", name, number(v.Float()))
	default:
		w.line(depth, "%s: %v", name, v)
	}
}

func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// item writes one of a list: its name or its number, and what it holds.
func (w *shower) item(depth, i int, v reflect.Value) {
	if c, ok := v.Addr().Interface().(*rules.Choice); ok {
		w.line(depth, "%s: %s", c.ID, both(&c.Text))
		return
	}
	name := ""
	for _, field := range []string{"ID", "Name"} {
		if f := v.FieldByName(field); f.IsValid() && f.Kind() == reflect.String {
			name = " " + f.String()
		}
	}
	w.line(depth, "%d.%s", i+1, name)
	w.fields(depth+1, v)
}

// text writes both wordings, or the one that serves both readers.
func (w *shower) text(depth int, name string, t *rules.Text) {
	if t.Patient == t.Clinician || t.Patient == "" || t.Clinician == "" {
		w.line(depth, "%s: %s", name, t.For(rules.Clinician))
		return
	}
	w.line(depth, "%s", name)
	w.line(depth+1, "patient: %s", t.Patient)
	w.line(depth+1, "clinician: %s", t.Clinician)
}

func both(t *rules.Text) string {
	if t.Patient == t.Clinician || t.Patient == "" || t.Clinician == "" {
		return t.For(rules.Clinician)
	}
	return t.Clinician + " / " + t.Patient
}

// basis writes what an entry, a figure or a claim rests on.
func (w *shower) basis(depth int, v reflect.Value) {
	var parts []string
	if f := v.FieldByName("Refs"); f.IsValid() {
		refs := f.Interface().([]string)
		parts = append(parts, refs...)
		for _, id := range refs {
			if !slices.Contains(w.cited, id) {
				w.cited = append(w.cited, id)
			}
		}
		if f := v.FieldByName("Checked"); f.IsValid() {
			parts = append(parts, w.marks(refs, f.String())...)
		}
	}
	if f := v.FieldByName("Estimate"); f.IsValid() && f.Bool() {
		parts = append(parts, "estimate of this project")
	}
	if len(parts) > 0 {
		w.line(depth, "rests on: %s", strings.Join(parts, " · "))
	}
}

// marks says how far a figure was checked: as it says itself, or as its references say.
func (w *shower) marks(refs []string, checked string) []string {
	if checked == "" && len(refs) > 0 {
		best := "recalled"
		for _, id := range refs {
			if r := w.reference(id); r != nil && (r.Read == "yes" || r.Read == "cited" && best == "recalled" || id == practice) {
				best = r.Read
			}
		}
		checked = best
	}
	switch checked {
	case "recalled":
		return []string{"recalled, not yet verified"}
	case "cited":
		return []string{"seen quoted, not read"}
	}
	return nil
}

func (w *shower) reference(id string) *rules.Reference {
	for i := range w.k.References {
		if w.k.References[i].ID == id {
			return &w.k.References[i]
		}
	}
	return nil
}

// cites writes the references in full, in alphabetical order.
func (w *shower) cites() {
	if len(w.cited) == 0 {
		return
	}
	slices.Sort(w.cited)
	w.b.WriteByte('\n')
	w.line(0, "references")
	for _, id := range w.cited {
		r := w.reference(id)
		if r == nil {
			w.line(1, "%s: clinical judgement, no publication", id)
			continue
		}
		s := id + ": " + strings.TrimSuffix(r.Cite, ".") + "."
		if r.DOI != "" {
			s += " doi:" + r.DOI
		}
		if r.PMID != "" {
			s += " PMID " + r.PMID
		}
		if r.Design != "" {
			s += " (" + r.Design + ")"
		}
		w.line(1, "%s%s", s, map[string]string{"cited": " [seen quoted, not read]", "recalled": " [recalled, not yet verified]"}[r.Read])
	}
}
