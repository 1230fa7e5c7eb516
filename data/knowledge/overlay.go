package knowledge

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"

	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// removesFile is the file in which an overlay says what it takes away, and why, as a
// list or under removes:. An entry may say the same of itself under its own removes:,
// where the name of the entry may be left out.
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
//	options/ID/classes/CLASS         that it is of a class which a danger holds
//	options/ID/most                  that it is never better than with caution, or in a trial
//	options/ID/keep                  that it is not kept up unreviewed
//	options/ID/applies  options/ID/result   that it is there to be done, where a danger asks for it
//	options/ID/kind  options/ID/tier what it is, where a danger asks for it
//	sources/ID/ladder/RUNG/opens     the gate of a rung
//	sources/ID/ceiling               how sure history and examination alone may be
//	red-flags/ID/levels/LEVEL        a level: soon, urgent or emergency
//	red-flags/ID/levels/LEVEL/options/OPTION   what is to be done at it
//	red-flags/ID/levels/LEVEL/act  red-flags/ID/levels/LEVEL/meanwhile   what it tells to do
//	red-flags/ID/unsure              what it tells who is not sure
//	red-flags/ID/notice              what is told where it is not raised, and to whom
//	red-flags/ID/watch               what to watch for
//	red-flags/ID/holds/WORD          a hold
//	red-flags/ID/because-private     that the answer behind it is not shown
//	questions/ID/unsure              that "not sure" counts as urgent
//	questions/ID/private             that its answer is not shown
//	questions/ID/readers/READER      who is asked it    (this and what follows for questions
//	questions/ID/when                that it is asked    that dangers read)
//	questions/ID/implied             that no other answer speaks for it
//	questions/ID/derive              that it follows from other answers
//	questions/ID/section             that it is asked with the dangers
//	questions/ID/quick               that the quick interview asks it
//	policy/core/ID                   a core answer, or how few are enough
//	policy/recent-procedure  policy/scope/N  policy/unverified
//
// Narrowing is dropping too: a `never` that holds for fewer people, a prerequisite
// that lets more through, a flag that some answers no longer raise as high.
//
// Words. What a level tells to do, meanwhile and to who is not sure, is what was read in
// the sources and says how soon: other words are a removal. The words of the policy
// (emergency, crisis, no-flag, intended-use), of a notice and of what to watch for stand
// beside that, and are where an institution puts its own telephone numbers and its own
// ways: other words need no reason, but every report names them, and lint prints old and
// new (reports do not: a page for anybody is no place for the words on a crisis).
// To drop any of them is a removal; those of the policy are never missing.
const removesFile = "removes.yaml"

// kinds are what the names begin with.
var kinds = []string{"options", "sources", "questions", "red-flags", "references", "sections", "grids", "scales", "policy", "version"}

// removal is one thing that an overlay takes away on purpose.
type removal struct {
	What  string `yaml:"what"`
	Why   string `yaml:"why"`
	place Place
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
		errs := []error{fmt.Errorf("the knowledge in %s has faults and is not used", printable.Name(dir))}
		for i := range faults {
			errs = append(errs, errors.New(faults[i].String()))
		}
		return nil, Edition{}, yamltree.Join(errs)
	}
	base, err := rules.Compile(m.Knowledge)
	if err != nil {
		return nil, Edition{}, err
	}
	return base, Edition{Version: m.Knowledge.Version.Version, SHA256: Sum(m.Knowledge), Replaced: m.told}, nil
}

// LintOverlay checks an institution's folder merged over the embedded knowledge, with
// the search for people that Overlay leaves out, as it runs on every start. Beside the
// faults it tells what was replaced, added and removed, and other words in full.
func LintOverlay(dir string) (told []string, faults []Fault, err error) {
	m, faults, err := overlay(&embedded, dir)
	if err != nil || len(faults) > 0 {
		return nil, faults, err
	}
	return append(m.told, m.words...), unreached(&m.Loaded), nil
}

func overlay(base *rules.Knowledge, dir string) (*merger, []Fault, error) {
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return nil, nil, fmt.Errorf("%s is not a folder of knowledge files", printable.Name(dir))
	}
	if _, err := os.ReadDir(dir); err != nil {
		return nil, nil, fmt.Errorf("%s: %s", printable.Name(dir), yamltree.OpenProblem(err))
	}
	return overlayFS(base, os.DirFS(dir))
}

// without hides the removes file of a folder, which is no knowledge.
type without struct{ fs.FS }

func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return name == "." && isRemoves(e.Name()) }), err
}

func isRemoves(name string) bool { return name == removesFile || name == "removes.yml" }

// Stat looks without opening: a pipe would be waited for.
func (w without) Stat(name string) (fs.FileInfo, error) { return fs.Stat(w.FS, name) }

func overlayFS(base *rules.Knowledge, folder fs.FS) (*merger, []Fault, error) {
	if faults := unread(folder); len(faults) > 0 {
		return nil, faults, nil
	}
	over, err := Load(without{folder})
	if err != nil {
		faults, err := loadFaults(err)
		return nil, faults, err
	}
	m := &merger{base: base, over: over, own: map[string]bool{}, dropped: map[string]string{}}
	if m.removals, err = removesIn(folder); err != nil {
		faults, err := loadFaults(err)
		return nil, faults, err
	}
	m.removals = append(m.removals, over.removals...)
	m.merge()
	m.judgeVersion()
	m.compare()
	faults := append(m.faults, m.judge()...)
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

// removesIn reads what the folder's own file says that is taken away.
func removesIn(folder fs.FS) ([]removal, error) {
	var out []removal
	for _, name := range []string{removesFile, "removes.yml"} {
		if _, err := fs.Stat(folder, name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		n, err := yamltree.ParseIn(folder, name, yamltree.ForKnowledge)
		if err != nil {
			return nil, err
		}
		if inner := n.Get("removes"); inner != nil && len(n.Keys) == 1 {
			n = inner
		}
		d := &decoder{file: name, places: map[string]Place{}}
		out = append(out, readRemovals(d, n)...)
		if err := errors.Join(d.errs...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// readRemovals reads a list of {what, why}, or one alone.
func readRemovals(d *decoder, n *yamltree.Node) []removal {
	top := d.top
	d.top = "" // removes has no removes
	var list []removal
	d.decode(n, reflect.ValueOf(&list).Elem(), removesFile)
	d.top = top
	for i := range list {
		list[i].place = d.places[fmt.Sprintf("%s[%d]", removesFile, i)]
	}
	return list
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
	words    []string          // other words, old and new
	faults   []Fault
	dangers  map[string]bool // questions that dangers read
}

func (m *merger) fail(path, entry, format string, args ...any) {
	m.faults = append(m.faults, Fault{Place: m.over.Place(path), Entry: entry, Problem: fmt.Sprintf(format, args...)})
}

// merge makes the merged knowledge. The base is left as it is.
func (m *merger) merge() {
	k, o := *m.base, m.over.Knowledge
	m.Knowledge, m.places = &k, m.over.places
	m.mergeFields("version", reflect.ValueOf(&k.Version).Elem(), reflect.ValueOf(&o.Version).Elem())
	m.mergeFields("policy", reflect.ValueOf(&k.Policy).Elem(), reflect.ValueOf(&o.Policy).Elem())
	for i := range o.Options {
		m.nameOption(&o.Options[i])
	}
	for i := range o.Flags {
		m.nameFlag(&o.Flags[i])
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

// judgeVersion looks whether what is said to be reviewed is not also said not to be.
func (m *merger) judgeVersion() {
	_, note := m.places["version.note"]
	if _, ok := m.places["version.reviewed"]; ok && len(m.Knowledge.Version.Reviewed) > 0 && !note {
		m.fail("version.reviewed", "version", "says that it is reviewed, but the note is that of what is not; give a note too")
	}
}

// nameOption gives an option the words that it has none of: those it replaces, or its id.
func (m *merger) nameOption(o *rules.Option) {
	was := standing(m.base.Options, func(x *rules.Option) bool { return x.ID == o.ID })
	o.Name = given(o.Name, was.Name, spoken(o.ID))
	o.About = given(o.About, was.About, o.Name)
}

// nameFlag does the same for a red flag.
func (m *merger) nameFlag(f *rules.Flag) {
	was := standing(m.base.Flags, func(x *rules.Flag) bool { return x.ID == f.ID })
	f.Name = given(f.Name, was.Name, spoken(f.ID))
	f.Ask = given(f.Ask, was.Ask, f.Name)
}

// standing returns the entry that is wanted, or an empty one.
func standing[E any](list []E, is func(*E) bool) (e E) {
	for i := range list {
		if is(&list[i]) {
			return list[i]
		}
	}
	return e
}

// given is the first text that is not empty.
func given(texts ...rules.Text) rules.Text {
	i := slices.IndexFunc(texts, func(t rules.Text) bool { return !t.Empty() })
	return texts[max(i, 0)]
}

func spoken(id string) rules.Text {
	s := strings.ReplaceAll(id, "-", " ")
	return rules.Text{Patient: s, Clinician: s}
}

// mergeFields replaces the fields of an entry that stands once, one by one: what a file
// does not say stays as it was.
func (m *merger) mergeFields(name string, to, from reflect.Value) {
	if _, ok := m.places[name]; !ok {
		return
	}
	for i := range to.NumField() {
		if _, ok := m.places[name+"."+to.Type().Field(i).Tag.Get("yaml")]; ok {
			to.Field(i).Set(from.Field(i))
		}
	}
	m.told = append(m.told, "replaced "+name)
}

// mergeList replaces by id, adds what is new, and takes out what the overlay removes whole.
func mergeList[E any](m *merger, kind string, list *[]E, over []E, id func(*E) string) {
	*list = slices.Clone(*list)
	for i := range over {
		name := id(&over[i])
		if slices.ContainsFunc(over[:i], func(e E) bool { return id(&e) == name }) {
			m.fail(name, name, "there is a second entry of this name in %s of the overlay; only one could count", kind)
		}
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
	fail := func(at Place, what, format string, args ...any) {
		faults = append(faults, Fault{Place: at, Entry: what, Problem: fmt.Sprintf(format, args...)})
	}
	said := map[string]bool{}
	for _, r := range m.removals {
		said[r.What] = true
		words, ok := m.dropped[r.What]
		switch {
		case strings.TrimSpace(r.Why) == "":
			fail(r.place, r.What, "is removed without a why")
		case !ok:
			fail(r.place, r.What, "is said to be removed, but is still there or never was%s", m.nearest(r.What))
		default:
			m.told = append(m.told, fmt.Sprintf("removed %s (%s): %s", r.What, words, r.Why))
		}
	}
	for _, what := range sortedKeys(m.dropped) {
		if !said[what] {
			kind, rest, _ := strings.Cut(what, "/")
			id, _, _ := strings.Cut(rest, "/")
			if kind == "policy" {
				id = kind + "." + id
			}
			fail(m.Place(id), what, "%s; where that is meant say so, and why, in %s", m.dropped[what], removesFile)
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
