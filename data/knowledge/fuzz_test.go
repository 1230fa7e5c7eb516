package knowledge

import (
	"testing"
	"testing/fstest"

	"afterfusion/rules"
)

// FuzzDecode reads any bytes as each kind of knowledge file. What comes out, whole or
// not, must go through lint, and so through Compile, and through show without a panic.
func FuzzDecode(f *testing.F) {
	names := []string{"version.yaml", "policy.yaml", "sections.yaml", "questions/scales.yaml", "questions/grids.yaml", "questions/pain.yaml",
		"sources/joint.yaml", "options/all.yaml", "red-flags.yaml", "references.yaml"}
	for i, name := range names {
		f.Add(uint8(i), []byte(smallFiles[name]))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		name := names[int(which)%len(names)]
		folder := folderOf(smallFiles).(fstest.MapFS)
		folder[name] = &fstest.MapFile{Data: data}
		l, _ := Load(folder)
		Lint(l)
		for _, e := range entriesOf(l.Knowledge) {
			Show(l.Knowledge, e.id)
		}
		Sum(l.Knowledge)
	})
}

// FuzzCondition reads any bytes as a condition. One without faults is searched for
// answers, shown, and compiled.
func FuzzCondition(f *testing.F) {
	for _, text := range []string{`{side: left, level: ">= 4"}`, "{any: [{items: a}, {not: {zones: [x, y]}}]}", "{known: [side]}",
		"{count: {of: [{items: a}, {items: b}], at-least: 1, at-most: 2}}", `{source.s: "< likely", flag.any: soon}`} {
		f.Add([]byte(text))
	}
	questions := smallQuestions()
	f.Fuzz(func(t *testing.T, data []byte) {
		c, errs := decodeCondition(string(data))
		if len(errs) > 0 {
			return
		}
		solve(questions, c)
		first(questions, c, []rules.Condition{c})
		k := coreKnowledge(questions, c)
		Show(k, "policy")
		b, err := rules.Compile(k)
		if err != nil {
			return
		}
		if _, err := b.Assess(nil); err != nil {
			t.Error(err)
		}
	})
}

// FuzzRemovals reads any bytes as the removes.yaml of an overlay.
func FuzzRemovals(f *testing.F) {
	f.Add([]byte("- {what: options/pill/avoid/kidney, why: we decide}\n"))
	base, err := Load(folderOf(smallFiles))
	if err != nil {
		f.Fatal(err)
	}
	before := Sum(base.Knowledge)
	f.Fuzz(func(t *testing.T, data []byte) {
		overlayFS(base.Knowledge, fstest.MapFS{removesFile: {Data: data}})
		if Sum(base.Knowledge) != before {
			t.Error("the base was changed")
		}
	})
}
