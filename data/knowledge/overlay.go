package knowledge

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"

	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// removesFile is the file in which an overlay says what it takes away, and why:
//
//	# removes.yaml
//	- what: options/nsaid-oral/avoid/kidney-disease
//	  why: our kidney clinic decides case by case
//
// The names, numbered from 1 as in the knowledge that is replaced:
//
//	options/ID  sources/ID  questions/ID  red-flags/ID  references/ID   the entry itself
//	options/ID/avoid/FACTOR          its `never` rows of this factor (a row without one: its number)
//	options/ID/needs/N               a prerequisite
//	options/ID/invasive              that it is invasive
//	options/ID/in-danger             that dangers hold it
//	sources/ID/ladder/RUNG/opens     the gate of a rung
//	red-flags/ID/levels/LEVEL        a level: soon, urgent or emergency
//	red-flags/ID/holds/WORD          a hold
//	questions/ID/unsure              that "not sure" counts as urgent
//
// Narrowing is dropping too: a `never` that holds for fewer people, a prerequisite
// that lets more through, a flag that some answers no longer raise as high.
const removesFile = "removes.yaml"

// removal is one thing that an overlay takes away on purpose.
type removal struct {
	What string `yaml:"what"`
	Why  string `yaml:"why"`
}

// Overlay merges an institution's folder over the embedded knowledge, by id, and
// makes it ready. Entries are replaced whole; new ones are added. Any fault of the
// result, and any safeguard dropped without a word in removes.yaml, is an error.
func Overlay(dir string) (*rules.Base, Edition, error) {
	m, faults, err := overlay(&embedded, dir)
	if err != nil {
		return nil, Edition{}, err
	}
	if len(faults) > 0 {
		errs := make([]error, len(faults))
		for i := range faults {
			errs[i] = errors.New(faults[i].String())
		}
		return nil, Edition{}, fmt.Errorf("the knowledge in %s has faults: %w", dir, errors.Join(errs...))
	}
	base, err := rules.Compile(m.Knowledge)
	if err != nil {
		return nil, Edition{}, err
	}
	return base, Edition{Version: m.Knowledge.Version.Version, SHA256: Sum(m.Knowledge), Replaced: m.told}, nil
}

// LintOverlay checks an institution's folder merged over the embedded knowledge.
func LintOverlay(dir string) ([]Fault, error) {
	_, faults, err := overlay(&embedded, dir)
	return faults, err
}

func overlay(base *rules.Knowledge, dir string) (*merger, []Fault, error) {
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return nil, nil, fmt.Errorf("%s is not a folder of knowledge files", dir)
	}
	return overlayFS(base, os.DirFS(dir))
}

// without hides one file of a folder.
type without struct {
	fs.FS
	name string
}

func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return name == "." && e.Name() == w.name }), err
}

// Stat looks without opening: a pipe would be waited for.
func (w without) Stat(name string) (fs.FileInfo, error) { return fs.Stat(w.FS, name) }

func overlayFS(base *rules.Knowledge, folder fs.FS) (*merger, []Fault, error) {
	over, err := Load(without{folder, removesFile})
	if err != nil {
		faults, err := loadFaults(err)
		return nil, faults, err
	}
	m := &merger{base: base, over: over, own: map[string]bool{}, dropped: map[string]string{}}
	if m.removals, err = readRemovals(folder, over); err != nil {
		faults, err := loadFaults(err)
		return nil, faults, err
	}
	m.merge()
	m.compare()
	faults := m.judge()
	known := map[Fault]bool{}
	for _, f := range lint(&Loaded{Knowledge: base}, map[string]bool{}) {
		known[f] = true // what is wrong already is not the overlay's doing
	}
	for _, f := range lint(&m.Loaded, m.own) {
		if !known[Fault{Entry: f.Entry, Problem: f.Problem}] {
			faults = append(faults, f)
		}
	}
	return m, faults, nil
}

func readRemovals(folder fs.FS, over *Loaded) ([]removal, error) {
	if _, err := fs.Stat(folder, removesFile); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	data, err := yamltree.ReadIn(folder, removesFile, yamltree.ForKnowledge)
	if err != nil {
		return nil, err
	}
	n, err := yamltree.Parse(removesFile, data, yamltree.ForKnowledge)
	if err != nil {
		return nil, err
	}
	var list []removal
	d := decoder{file: removesFile, places: over.places}
	d.decode(n, reflect.ValueOf(&list).Elem(), removesFile)
	return list, errors.Join(d.errs...)
}

// merger puts an overlay over a base. Its Loaded is the result.
type merger struct {
	Loaded
	base     *rules.Knowledge
	over     *Loaded
	own      map[string]bool // ids of the overlay
	removals []removal
	dropped  map[string]string // what the overlay drops, by name, in words
	told     []string          // what was replaced, added and removed
}

// merge makes the merged knowledge. The base is left as it is.
func (m *merger) merge() {
	k, o := *m.base, m.over.Knowledge
	m.Knowledge, m.places = &k, m.over.places
	if _, ok := m.places["version"]; ok {
		k.Version = o.Version
		m.told = append(m.told, "replaced version")
	}
	if _, ok := m.places["policy"]; ok {
		k.Policy = o.Policy
		m.told = append(m.told, "replaced policy")
	}
	mergeList(m, "sections", &k.Sections, o.Sections, func(e *rules.Section) string { return e.ID })
	mergeList(m, "scales", &k.Scales, o.Scales, func(e *rules.Scale) string { return e.ID })
	mergeList(m, "grids", &k.Grids, o.Grids, func(e *rules.Grid) string { return e.ID })
	mergeList(m, "questions", &k.Questions, o.Questions, func(e *rules.Question) string { return e.ID })
	mergeList(m, "sources", &k.Sources, o.Sources, func(e *rules.Source) string { return e.ID })
	mergeList(m, "options", &k.Options, o.Options, func(e *rules.Option) string { return e.ID })
	mergeList(m, "red-flags", &k.Flags, o.Flags, func(e *rules.Flag) string { return e.ID })
	mergeList(m, "references", &k.References, o.References, func(e *rules.Reference) string { return e.ID })
	m.arrange()
}

// mergeList replaces by id, adds what is new, and takes out what the overlay removes whole.
func mergeList[E any](m *merger, kind string, list *[]E, over []E, id func(*E) string) {
	*list = slices.Clone(*list)
	for i := range over {
		name := id(&over[i])
		m.own[name] = true
		at := slices.IndexFunc(*list, func(e E) bool { return id(&e) == name })
		if at < 0 {
			*list = append(*list, over[i])
			m.told = append(m.told, "added "+kind+"/"+name)
			continue
		}
		(*list)[at] = over[i]
		m.told = append(m.told, "replaced "+kind+"/"+name)
	}
	for _, r := range m.removals {
		name, ok := strings.CutPrefix(r.What, kind+"/")
		at := slices.IndexFunc(*list, func(e E) bool { return id(&e) == name })
		if ok && at >= 0 {
			*list = slices.Delete(*list, at, at+1)
			m.dropped[r.What] = "is taken out"
		}
	}
}

// judge compares what is dropped with what the overlay says that it removes.
func (m *merger) judge() []Fault {
	var faults []Fault
	fail := func(path, what, format string, args ...any) {
		faults = append(faults, Fault{Place: m.Place(path), Entry: what, Problem: fmt.Sprintf(format, args...)})
	}
	said := map[string]bool{}
	for i, r := range m.removals {
		path := fmt.Sprintf("%s[%d]", removesFile, i)
		said[r.What] = true
		words, ok := m.dropped[r.What]
		switch {
		case strings.TrimSpace(r.Why) == "":
			fail(path, r.What, "is removed without a why")
		case !ok:
			fail(path, r.What, "is said to be removed, but is still there or never was%s", m.nearest(r.What))
		default:
			m.told = append(m.told, fmt.Sprintf("removed %s (%s): %s", r.What, words, r.Why))
		}
	}
	for _, what := range sortedKeys(m.dropped) {
		if !said[what] {
			_, rest, _ := strings.Cut(what, "/")
			id, _, _ := strings.Cut(rest, "/")
			fail(id, what, "%s; where that is meant say so, and why, in %s", m.dropped[what], removesFile)
		}
	}
	return faults
}

func (m *merger) nearest(what string) string {
	if near := rules.Nearest(what, sortedKeys(m.dropped)); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
