package knowledge

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Loaded is knowledge as it was read, with the place of every entry.
type Loaded struct {
	Knowledge *rules.Knowledge
	places    map[string]Place
	removals  []removal // what entries say that they take away, in an overlay
}

// Place returns where an entry stands, or the nearest thing around it.
func (l *Loaded) Place(path string) Place {
	for path != "" {
		if p, ok := l.places[path]; ok {
			return p
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return Place{}
}

// lists says which list the entries of a file belong to.
var lists = map[string]func(*rules.Knowledge) any{
	"questions/*":      func(k *rules.Knowledge) any { return &k.Questions },
	"questions/grids":  func(k *rules.Knowledge) any { return &k.Grids },
	"questions/scales": func(k *rules.Knowledge) any { return &k.Scales },
	"sections":         func(k *rules.Knowledge) any { return &k.Sections },
	"options/*":        func(k *rules.Knowledge) any { return &k.Options },
	"red-flags":        func(k *rules.Knowledge) any { return &k.Flags },
	"references":       func(k *rules.Knowledge) any { return &k.References },
}

// Load reads all knowledge files of a folder. The error joins every fault found.
func Load(folder fs.FS) (*Loaded, error) {
	l := &Loaded{Knowledge: &rules.Knowledge{}, places: map[string]Place{}}
	var errs []error
	_ = fs.WalkDir(folder, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil { // the rest is read all the same
			errs = append(errs, &yamltree.Error{File: name, Problem: yamltree.OpenProblem(err)})
			return nil
		}
		if !e.IsDir() && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")) {
			errs = append(errs, l.read(folder, name)...)
		}
		return nil
	})
	l.arrange()
	return l, errors.Join(errs...)
}

// read decodes one file into the list it belongs to.
func (l *Loaded) read(folder fs.FS, name string) []error {
	data, err := yamltree.ReadIn(folder, name, yamltree.ForKnowledge)
	if err != nil {
		return []error{err}
	}
	return l.decode(name, data)
}

func (l *Loaded) decode(name string, data []byte) []error {
	n, err := yamltree.Parse(name, data, yamltree.ForKnowledge)
	if err != nil {
		return []error{err}
	}
	d := decoder{file: name, places: l.places}
	defer func() { l.removals = append(l.removals, d.removals...) }()
	k := l.Knowledge
	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".yaml"), ".yml")
	dir, base := path.Split(stem)
	switch {
	case stem == "version":
		d.entry(n, reflect.ValueOf(&k.Version).Elem(), "", "version")
	case stem == "policy":
		d.entry(n, reflect.ValueOf(&k.Policy).Elem(), "", "policy")
	case dir == "sources/":
		var s rules.Source
		d.entry(n, reflect.ValueOf(&s).Elem(), dir, base)
		if s.ID != base {
			d.fail(n, "the file is named %s, but its id is %s", base, printable.Quote(s.ID))
		}
		k.Sources = append(k.Sources, s)
	default:
		key := stem
		switch {
		case dir == "questions/" && strings.HasPrefix(base, "grids"):
			key = "questions/grids"
		case stem == "questions/scales":
		case dir != "":
			key = dir + "*"
		}
		list, ok := lists[key]
		if !ok {
			return []error{&yamltree.Error{File: name, Problem: "does not belong here; the folders are questions, sources and options"}}
		}
		d.entries(n, reflect.ValueOf(list(k)).Elem(), kindOf(key))
	}
	return d.errs
}

// kindOf is how the names of what an overlay removes begin, for a key of lists.
func kindOf(key string) string {
	if rest, ok := strings.CutPrefix(key, "questions/"); ok && rest != "*" {
		return rest + "/" // grids/ and scales/
	}
	return strings.TrimSuffix(strings.TrimSuffix(key, "*"), "/") + "/"
}

// entries appends the entries of a file to a list; each is named by its id.
func (d *decoder) entries(n *yamltree.Node, list reflect.Value, kind string) {
	if n.Kind != yamltree.List {
		d.fail(n, "a list of entries, each with an id, is wanted here, not %v", n.Kind)
		return
	}
	for _, item := range n.Items {
		id := item.Get("id")
		if id == nil || id.Value == "" {
			d.fail(item, "the entry has no id")
			continue
		}
		v := reflect.New(list.Type().Elem()).Elem()
		d.entry(item, v, kind, id.Value)
		list.Set(reflect.Append(list, v))
	}
}

// arrange puts everything into the order that the program uses, whatever the
// order in which files were read.
func (l *Loaded) arrange() {
	k := l.Knowledge
	for i := range k.Sources {
		complete(&k.Sources[i])
	}
	for i := range k.Options {
		if r := &k.Options[i].Recheck; len(r.Weeks) > 0 && len(r.Refs) == 0 {
			r.Estimate = true
		}
	}
	for i := range k.Questions {
		q := &k.Questions[i]
		if s := slices.IndexFunc(k.Scales, func(s rules.Scale) bool { return s.ID == q.Scale }); q.Scale != "" && s >= 0 {
			q.Choices = k.Scales[s].Choices
		}
	}
	section := map[string]int{}
	for i, s := range k.Sections {
		section[s.ID] = i
	}
	slices.SortStableFunc(k.Questions, func(a, b rules.Question) int {
		return cmp.Compare(section[a.Section], section[b.Section])
	})
	slices.SortStableFunc(k.Sources, func(a, b rules.Source) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(k.Options, func(a, b rules.Option) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(k.References, func(a, b rules.Reference) int { return cmp.Compare(a.ID, b.ID) })
	// Compile resolves a question's grid by adjacency, so the rows of one stand together.
	first := map[string]int{}
	for i, q := range k.Questions {
		if _, ok := first[q.Grid]; q.Grid != "" && !ok {
			first[q.Grid] = i
		}
	}
	order := make([]int, len(k.Questions))
	for i, q := range k.Questions {
		order[i] = i
		if q.Grid != "" {
			order[i] = first[q.Grid]
		}
	}
	index := map[string]int{}
	for i, q := range k.Questions {
		index[q.ID] = order[i]
	}
	slices.SortStableFunc(k.Questions, func(a, b rules.Question) int { return cmp.Compare(index[a.ID], index[b.ID]) })
}

// complete fills in what a source may leave out because the rest of it says it: that a
// prior which no publication gives is an estimate, and that a group is one of tests.
func complete(s *rules.Source) {
	for i := range s.Prior {
		if p := &s.Prior[i]; len(p.Refs) == 0 && p.Note != "" {
			p.Estimate = true
		}
	}
	for i := range s.Groups {
		g := &s.Groups[i]
		tests, clinical := 0, 0
		for j := range s.Evidence {
			switch it := &s.Evidence[j]; {
			case it.Group != g.Name:
			case it.Obtain == rules.Ask || it.Obtain == rules.Examine:
				clinical++
			default:
				tests++
			}
		}
		g.Test = g.Test || tests > 0 && clinical == 0
	}
}

// Sum returns the SHA-256 of the canonical form of knowledge, in hexadecimal. The
// canonical form is its JSON: fields in the order of the types, lists in the order
// in which the program uses them.
func Sum(k *rules.Knowledge) string {
	data, err := json.Marshal(k)
	if err != nil {
		panic("knowledge cannot be written as JSON: " + err.Error()) // plain data always can
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
