package knowledge

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Fault is something wrong in the knowledge, and where.
type Fault struct {
	Place   Place
	Entry   string // the id of the entry
	Problem string
}

// String tells the fault as file:line:column: entry: problem. What the program
// carries has no place in a file.
func (f Fault) String() string {
	s := f.Problem
	if f.Entry != "" {
		s = f.Entry + ": " + s
	}
	switch {
	case f.Place.File == "":
		return s
	case f.Place.Line == 0:
		return f.Place.File + ": " + s
	}
	return f.Place.String() + ": " + s
}

// linter gathers the faults of one knowledge.
type linter struct {
	l         *Loaded
	k         *rules.Knowledge
	entries   []entry
	sites     []site
	questions map[string]*rules.Question
	follows   *follower
	names     map[string]bool // words of medical names
	faults    []Fault
	base      *rules.Base // nil where the knowledge does not compile, for what broken says
	broken    error
	// own are the entries of an overlay; nil where there is none. What is unused only
	// because an overlay no longer uses it is no fault.
	own map[string]bool
}

// entry is one entry of the knowledge. Version and policy count as entries.
type entry struct {
	kind, id string
	v        reflect.Value
}

// site is a condition and where it stands.
type site struct {
	entry, path string
	when        *rules.Condition
}

// checks are all checks. Each looks at one thing and leaves the others alone.
var checks = []func(*linter){
	(*linter).ids, (*linter).compiles, (*linter).words, (*linter).reviewers, (*linter).questionForms, (*linter).references, (*linter).figures,
	(*linter).sources, (*linter).evidence, (*linter).options, (*linter).circles, (*linter).used, (*linter).satisfiable,
	(*linter).reachable, (*linter).flags, (*linter).texts, (*linter).strings,
}

// Lint checks knowledge and returns every fault, in the order of the files. Where all
// is sound it also looks, for each option, for somebody to whom it is as open as it can be.
func Lint(l *Loaded) []Fault {
	if faults := lint(l, nil); len(faults) > 0 {
		return faults
	}
	return unreached(l)
}

func lint(l *Loaded, own map[string]bool) []Fault {
	x := &linter{l: l, k: l.Knowledge, own: own, questions: questionsOf(l.Knowledge), entries: entriesOf(l.Knowledge)}
	x.base, x.broken = rules.Compile(x.k)
	x.follows = newFollower(x.k, x.base)
	for _, e := range x.entries {
		walk(e.v, e.id, func(path string, v reflect.Value) {
			if c, ok := v.Addr().Interface().(*rules.Condition); ok && c.Given() {
				x.sites = append(x.sites, site{e.id, path, c})
			}
		})
	}
	for _, check := range checks {
		check(x)
	}
	slices.SortStableFunc(x.faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Place.File, b.Place.File), cmp.Compare(a.Place.Line, b.Place.Line), cmp.Compare(a.Place.Column, b.Place.Column))
	})
	return slices.Compact(x.faults)
}

// LintFolder reads the knowledge files of a folder and checks them. Where files
// cannot be read as knowledge, those faults are all that is told.
func LintFolder(folder fs.FS) ([]Fault, error) {
	l, err := Load(folder)
	if err != nil {
		return loadFaults(err)
	}
	return Lint(l), nil
}

// loadFaults turns the errors of a loader into faults.
func loadFaults(err error) ([]Fault, error) {
	var faults []Fault
	var others []error
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		var at *yamltree.Error
		if errors.As(err, &at) {
			faults = append(faults, Fault{Place: Place{at.File, at.Line, at.Column}, Problem: at.Problem})
			continue
		}
		others = append(others, err)
	}
	return faults, errors.Join(others...)
}

// fail notes a fault; path says where inside the entry.
func (x *linter) fail(entry, path, format string, args ...any) {
	x.faults = append(x.faults, Fault{Place: x.l.Place(path), Entry: entry, Problem: fmt.Sprintf(format, args...)})
}

// mine says whether an entry may be blamed for being unused.
func (x *linter) mine(id string) bool { return x.own == nil || x.own[id] }

func questionsOf(k *rules.Knowledge) map[string]*rules.Question {
	questions := make(map[string]*rules.Question, len(k.Questions))
	for i := range k.Questions {
		questions[k.Questions[i].ID] = &k.Questions[i]
	}
	return questions
}

// entriesOf lists all entries, in the order of rules.Knowledge.
func entriesOf(k *rules.Knowledge) []entry {
	entries := []entry{
		{"version", "version", reflect.ValueOf(&k.Version).Elem()},
		{"policy", "policy", reflect.ValueOf(&k.Policy).Elem()},
	}
	add := func(kind string, list any) {
		v := reflect.ValueOf(list).Elem()
		for i := range v.Len() {
			entries = append(entries, entry{kind, v.Index(i).FieldByName("ID").String(), v.Index(i)})
		}
	}
	add("section", &k.Sections)
	add("scale", &k.Scales)
	add("grid", &k.Grids)
	add("question", &k.Questions)
	add("source", &k.Sources)
	add("option", &k.Options)
	add("red flag", &k.Flags)
	add("reference", &k.References)
	return entries
}

// walk visits a value and all inside it, outermost first, with paths as the decoder
// makes them. It does not go into texts and conditions.
func walk(v reflect.Value, path string, visit func(path string, v reflect.Value)) {
	visit(path, v)
	switch v.Addr().Interface().(type) {
	case *rules.Text, *rules.Condition:
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Tag.Get("yaml"); name != "" {
				walk(v.Field(i), path+"."+name, visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	}
}

// ids checks that names are unique: within their kind, and, as any may be shown by
// its name alone, those of questions, sources, options, flags and references over all
// of them. Evidence items are named within sources only, but over all of these.
func (x *linter) ids() {
	within, over := map[[2]string]bool{}, map[string]string{}
	shown := []string{"question", "source", "option", "red flag", "reference"}
	for _, e := range x.entries {
		if within[[2]string{e.kind, e.id}] {
			x.fail(e.id, e.id, "there is a second %s of this name", e.kind)
			continue
		}
		within[[2]string{e.kind, e.id}] = true
		if !slices.Contains(shown, e.kind) {
			continue
		}
		if other, ok := over[e.id]; ok {
			x.fail(e.id, e.id, "this %s has the name of a %s", e.kind, other)
		}
		over[e.id] = e.kind
		if strings.ContainsAny(e.id, " /[]\t\n") || e.id == "" {
			x.fail(e.id, e.id, "the id %q holds a space, a slash or a bracket", e.id)
		}
	}
	items := map[string]string{}
	for i := range x.k.Sources {
		s := &x.k.Sources[i]
		for j := range s.Evidence {
			id := s.Evidence[j].ID
			if other, ok := items[id]; ok {
				x.fail(s.ID, fmt.Sprintf("%s.evidence[%d]", s.ID, j), "there is a second evidence item %q; the other is of %s", id, other)
			}
			items[id] = s.ID
		}
		x.uniqueWithin(s)
	}
	for i := range x.k.Questions {
		seen := map[string]bool{}
		for j, c := range x.k.Questions[i].Choices {
			if seen[c.ID] {
				x.fail(x.k.Questions[i].ID, fmt.Sprintf("%s.choices[%d]", x.k.Questions[i].ID, j), "choice %q stands here twice", c.ID)
			}
			seen[c.ID] = true
		}
	}
}

func (x *linter) uniqueWithin(s *rules.Source) {
	seen := map[string]bool{}
	for j := range s.Ladder {
		if id := s.Ladder[j].ID; seen[id] || id == "" {
			x.fail(s.ID, fmt.Sprintf("%s.ladder[%d]", s.ID, j), "rung %q stands on this ladder twice or has no name", id)
		}
		seen[s.Ladder[j].ID] = true
	}
	seen = map[string]bool{}
	for j := range s.Groups {
		if name := s.Groups[j].Name; seen[name] {
			x.fail(s.ID, s.ID+".groups", "group %q stands here twice", name)
		}
		seen[s.Groups[j].Name] = true
	}
}

// compiles turns what rules.Compile finds into faults: names that lead nowhere,
// numbers that cannot be.
func (x *linter) compiles() {
	if len(x.k.Questions) == 0 || len(x.k.Options) == 0 {
		x.fail("", "", "there are no questions or no options at all")
		return // nothing could resolve
	}
	if x.broken == nil {
		return
	}
	list := []error{x.broken}
	if joined, ok := x.broken.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		id, problem, ok := strings.Cut(err.Error(), ": ")
		if !ok {
			id, problem = "", err.Error()
		}
		x.fail(id, id, "%s", problem)
	}
}
