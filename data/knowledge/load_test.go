package knowledge

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

func TestEmbeddedIsCurrent(t *testing.T) {
	const regenerate = "run: go run ./data/knowledge/generate"
	l, err := Load(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	if Sum(l.Knowledge) != EmbeddedEdition().SHA256 || l.Knowledge.Version.Version != EmbeddedEdition().Version {
		t.Fatal("the embedded knowledge is not that of the files; " + regenerate)
	}
	if Sum(Embedded()) != EmbeddedEdition().SHA256 {
		t.Error("the embedded knowledge does not have its own sum; " + regenerate)
	}
	if !reflect.DeepEqual(l.Knowledge, Embedded()) {
		t.Error("the embedded knowledge is not that of the files; " + regenerate)
	}
}

func TestLoadErrorsTellWhere(t *testing.T) {
	for _, c := range []struct {
		name, want string
		replace    []string
	}{
		{"a misspelt key", `options/all.yaml:22:3: there is no key "invasiv"; did you mean "invasive"?`, []string{"kind: test\n  invasive: true\n  about: A shot", "kind: test\n  invasiv: true\n  about: A shot"}},
		{"a key like no other", `sources/joint.yaml:9:1: there is no key "wherewithal"; the keys here are about, answers`, []string{"ceiling: 0.79", "wherewithal: 0.79"}},
		{"a misspelt key inside", `sources/joint.yaml:6:30: there is no key "pp"; did you mean "p"?`, []string{"{pain.lead: leg}, p: 0.1", "{pain.lead: leg}, pp: 0.1"}},
		{"a duplicate key", `sources/joint.yaml:10:1: "ceiling" stands here a second time; it stood in line 9`, []string{"ceiling: 0.79", "ceiling: 0.79\nceiling: 0.8"}},
		{"a word for a number", `sources/joint.yaml:9:10: a number is wanted here, not "high"`, []string{"ceiling: 0.79", "ceiling: high"}},
		{"a word for a whole number", `questions/pain.yaml:1:73: a whole number is wanted here, not "one"`, []string{"- id: pain.worst\n  section: pain\n  readers: [patient, clinician]\n", "- {id: pain.first, section: pain, readers: [patient, clinician], quick: one, kind: choice}\n- id: pain.worst\n  section: pain\n  readers: [patient, clinician]\n"}},
		{"a word for true", `options/all.yaml:22:13: true or false is wanted here, not "often"`, []string{"kind: test\n  invasive: true\n  about: A shot", "kind: test\n  invasive: often\n  about: A shot"}},
		{"a list for a value", `sources/joint.yaml:9:10: a single value is wanted here, not a list`, []string{"ceiling: 0.79", "ceiling: [0.79]"}},
		{"a table for a list", `sources/joint.yaml:37:7: a list is wanted here, not a table`, []string{"base: [walk]", "base: {walk: yes}"}},
		{"a value for a table", "options/all.yaml:7:13: a table of keys is wanted here, not a value", []string{"evidence: {grade: low, for: [{says: It helps a bit., refs: [practice]}]}", "evidence: low"}},
		{"a list for a text", "options/all.yaml:2:9: a text is wanted here", []string{"name: Walking", "name: [Walking]"}},
		{"an entry without id", "options/all.yaml:1:3: the entry has no id", []string{"- id: walk\n  name", "- name"}},
		{"entries that are no list", "references.yaml:1:1: a list of entries, each with an id, is wanted here, not a table", []string{"- {id: smith2001, cite: Smith A. Joints. Spine 2001, doi: 10.1/x, design: cohort, read: yes}\n- {id: jones2002, cite: Jones B. Pills. Pain 2002, read: recalled}\n- {id: practice, cite: Clinical judgement, read: practice}\n", "id: practice\n"}},
		{"a source under another name", `sources/joint.yaml:1:1: the file is named joint, but its id is "joints"`, []string{"id: joint\n", "id: joints\n"}},
		{"groups that are a list", "sources/joint.yaml:11:3: a table of groups by name is wanted here", []string{"groups:\n  map: {cap: [0.3, 3]}\n  block: {cap: [0.2, 15], test: true}\n", "groups:\n  - {cap: [0.3, 3]}\n"}},
		{"a condition that is a word", "sources/joint.yaml:26:16: a condition is a table such as", []string{"{when: {tests.press: positive}, lr", "{when: positive, lr"}},
		{"broken brackets", "sections.yaml:2:1: a comma, or the } of the table before it, is missing", []string{"- {id: safety, name: Safety}", "- {id: safety, name: Safety"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(smallFolder(t, c.replace...))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func TestLoadTellsEveryFault(t *testing.T) {
	_, err := Load(smallFolder(t, "ceiling: 0.79", "ceilin: 0.79", "kind: habit", "kin: habit", "version: test", "verion: test"))
	if err == nil || len(strings.Split(err.Error(), "\n")) != 3 {
		t.Errorf("three faults wanted, got %v", err)
	}
}

func TestLoadRefusesFilesThatDoNotBelong(t *testing.T) {
	for _, name := range []string{"extra.yaml", "drugs/all.yaml", "sources/more/x.yaml", "removes.yaml"} {
		_, err := Load(fstest.MapFS{name: {Data: []byte("- {id: x}\n")}})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Load(fstest.MapFS{"README.md": {Data: []byte("words")}}); err != nil {
		t.Errorf("other files are left alone: %v", err)
	}
	if _, err := Load(fstest.MapFS{"sections.yaml": {Data: make([]byte, yamltree.ForKnowledge.Bytes+1)}}); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("a file too large: %v", err)
	}
	if _, err := Load(os.DirFS("/nowhere/at/all")); err == nil {
		t.Error("a folder that is not there must be told")
	}
}

func TestLoadArranges(t *testing.T) {
	l := loadSmall(t)
	var ids []string
	for _, q := range l.Knowledge.Questions {
		ids = append(ids, q.Section)
	}
	if got := strings.Join(ids, " "); got != "safety safety safety pain pain pain pain pain tests tests" {
		t.Errorf("sections in the order %s", got)
	}
	for _, q := range l.Knowledge.Questions {
		if q.ID == "tests.press" && (len(q.Choices) != 2 || q.Choices[0].ID != "positive") {
			t.Errorf("choices of a scale: %v", q.Choices)
		}
	}
	if o := l.Knowledge.Options; o[0].ID != "burn" || o[len(o)-1].ID != "walk" {
		t.Error("options are not sorted by id")
	}
	if p := l.Place("joint.evidence[1].nothing.of.this"); p.String() != "sources/joint.yaml:21:5" {
		t.Errorf("the nearest place is %v", p)
	}
	if p := l.Place("nothing"); p != (Place{}) {
		t.Errorf("a place of nothing: %v", p)
	}
}

func TestGridRowsStandTogether(t *testing.T) {
	q := func(id, grid string) string {
		return "- {id: " + id + ", section: s, grid: " + grid + ", kind: choice, choices: [{id: yes}]}\n"
	}
	l, err := Load(folderOf(map[string]string{
		"sections.yaml":        "- {id: s}\n",
		"questions/grids.yaml": "- {id: g}\n",
		"questions/a.yaml":     q("one", "g") + "- {id: two, section: s, kind: choice, choices: [{id: yes}]}\n" + q("three", "g"),
	}))
	if err != nil {
		t.Fatal(err)
	}
	b, err := rules.Compile(l.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	if ids := strings.Join(b.QuestionIDs(), " "); ids != "one three two" || len(b.Steps()) != 2 {
		t.Errorf("%s in %d steps", ids, len(b.Steps()))
	}
}

func TestSumHangsOnContentOnly(t *testing.T) {
	a := Sum(loadSmall(t).Knowledge)
	if b := Sum(loadSmall(t, "ceiling: 0.79", "# a comment\nceiling: 0.790").Knowledge); a != b {
		t.Error("a comment changes the sum")
	}
	if b := Sum(loadSmall(t, "ceiling: 0.79", "ceiling: 0.78").Knowledge); a == b {
		t.Error("a figure does not change the sum")
	}
}
