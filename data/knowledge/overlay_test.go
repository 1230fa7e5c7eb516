package knowledge

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"afterfusion/rules"
)

// over puts an overlay of files over the small knowledge.
func over(t *testing.T, files map[string]string) (*merger, []Fault) {
	t.Helper()
	base := loadSmall(t).Knowledge
	before := Sum(base)
	m, faults, err := overlayFS(base, folderOf(files))
	if err != nil {
		t.Fatal(err)
	}
	if Sum(base) != before {
		t.Fatal("the base was changed")
	}
	return m, faults
}

// pill is the small knowledge's pill; rows stand for its avoid rows.
func pill(rows string) string {
	return "- id: pill\n  name: {patient: pain pill, clinician: NSAID}\n  tier: medication\n  kind: treatment\n  about: Our pill.\n" +
		"  tried: tried.pill\n  avoid: [" + rows + "]\n  limits: {says: Once., refs: [practice]}\n"
}

const (
	kidneyRow  = "{when: {health.kidney: yes}, level: never, says: No., factor: kidney, refs: [practice]}"
	cautionRow = "{when: {health.kidney: yes}, level: caution, says: Care., factor: kidney, refs: [practice]}"
)

func TestOverlayReplacesAndAdds(t *testing.T) {
	m, faults := over(t, map[string]string{
		"options/ours.yaml":  pill(kidneyRow) + "- {id: swim, name: Swimming, tier: self-care, kind: habit, about: Swim., limits: {says: Often., refs: [ours2020]}}\n",
		"sources/joint.yaml": strings.Replace(smallFiles["sources/joint.yaml"], "base: [walk]", "base: [walk, swim]", 1),
		"references.yaml":    "- {id: ours2020, cite: Ours 2020, read: yes}\n",
		"version.yaml":       "version: ours-1\n",
	})
	for _, f := range faults {
		t.Error(f)
	}
	want := []string{"replaced version", "replaced sources/joint", "replaced options/pill", "added options/swim", "added references/ours2020"}
	if !slices.Equal(m.told, want) {
		t.Errorf("told %q, want %q", m.told, want)
	}
	b, err := rules.Compile(m.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Knowledge().Options) != 6 || b.Knowledge().Version.Version != "ours-1" {
		t.Error("the overlay is not in the result")
	}
	for _, o := range b.Knowledge().Options {
		if o.ID == "pill" && (o.About.Patient != "Our pill." || len(o.Effect) != 0) {
			t.Error("an entry is replaced whole")
		}
	}
}

func TestOverlayMayNotDropSafeguards(t *testing.T) {
	source := smallFiles["sources/joint.yaml"]
	flag := smallFiles["red-flags.yaml"]
	block := "- id: numb\n  name: Block\n  tier: diagnosis\n  kind: test\n  invasive: true\n  about: A shot.\n  needs: [{when: {tests.press: positive}, says: A test., refs: [practice]}]\n"
	replaced := func(file, old, new string) string {
		if strings.Count(file, old) != 1 {
			t.Fatalf("%q stands not once", old)
		}
		return strings.Replace(file, old, new, 1)
	}
	for _, c := range []struct {
		name, file, text, what string
	}{
		{"a never that is gone", "options/x.yaml", pill(""), "options/pill/avoid/kidney"},
		{"a never that is less", "options/x.yaml", pill(cautionRow), "options/pill/avoid/kidney"},
		{"a never for fewer", "options/x.yaml", pill(strings.Replace(kidneyRow, "yes}", "yes, pain.lead: leg}", 1)), "options/pill/avoid/kidney"},
		{"a prerequisite that is gone", "options/x.yaml", replaced(block, "  needs: [{when: {tests.press: positive}, says: A test., refs: [practice]}]\n", "  limits: {says: Once., refs: [practice]}\n"), "options/numb/needs/1"},
		{"a prerequisite that lets more through", "options/x.yaml", replaced(block, "{tests.press: positive}", `{any: [{tests.press: positive}, {pain.severity: "> 8"}]}`), "options/numb/needs/1"},
		{"an option no longer invasive", "options/x.yaml", replaced(block, "invasive: true", "invasive: false"), "options/numb/invasive"},
		{"an option no longer held", "options/x.yaml", replaced(block, "invasive: true", "invasive: true\n  in-danger: safe"), "options/numb/in-danger"},
		{"a gate that is gone", "sources/joint.yaml", replaced(source, `opens: {when: {pain.severity: ">= 4"}, says: Bad enough.}, `, ""), "sources/joint/ladder/block/opens"},
		{"a gate that is wider", "sources/joint.yaml", replaced(source, `">= 4"`, `">= 3"`), "sources/joint/ladder/block/opens"},
		{"a level that is gone", "red-flags.yaml", replaced(flag, "    emergency: {when: {safety.legs: weak, safety.onset: days}, act: Go now., options: [scan]}\n", ""), "red-flags/cord/levels/emergency"},
		{"a trigger for fewer", "red-flags.yaml", replaced(flag, "[weak, numb]", "weak"), "red-flags/cord/levels/urgent"},
		{"a hold that is gone", "red-flags.yaml", replaced(flag, "  holds: [all-invasive]\n", ""), "red-flags/cord/holds/all-invasive"},
		{"no hold in danger", "red-flags.yaml", replaced(flag, "  holds:", "  no-default-hold: true\n  holds:"), "red-flags/cord/holds/default"},
		{"a mark that is gone", "questions/safety.yaml", replaced(smallFiles["questions/safety.yaml"], "  unsure: urgent\n", ""), "questions/safety.legs/unsure"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := over(t, map[string]string{c.file: c.text})
			if len(faults) != 1 || faults[0].Entry != c.what || faults[0].Place.File != c.file || !strings.Contains(faults[0].Problem, "say so, and why, in removes.yaml") {
				t.Fatalf("faults %v, want one of %s", faults, c.what)
			}
			m, faults := over(t, map[string]string{c.file: c.text, removesFile: "- {what: " + c.what + ", why: We decided so.}\n"})
			if len(faults) != 0 {
				t.Errorf("faults although it is said: %v", faults)
			}
			last := m.told[len(m.told)-1]
			if !strings.HasPrefix(last, "removed "+c.what) || !strings.HasSuffix(last, "We decided so.") {
				t.Errorf("told %q", m.told)
			}
		})
	}
}

func TestOverlayMaySayMore(t *testing.T) {
	for _, rows := range []string{
		strings.Replace(kidneyRow, "{health.kidney: yes}", "{any: [{health.kidney: yes}, {pain.lead: leg}]}", 1),
		kidneyRow + ", " + strings.Replace(kidneyRow, "health.kidney: yes", "pain.lead: leg", 1),
	} {
		if _, faults := over(t, map[string]string{"options/x.yaml": pill(rows)}); len(faults) != 0 {
			t.Errorf("a wider `never` is no fault: %v", faults)
		}
	}
}

func TestOverlayRemovesEntries(t *testing.T) {
	m, faults := over(t, map[string]string{
		removesFile:          "- {what: red-flags/cord, why: Not our patients.}\n- {what: options/scan, why: No scanner.}\n",
		"sources/joint.yaml": strings.Replace(smallFiles["sources/joint.yaml"], "base: [walk]", "base: []", 1),
	})
	if len(faults) != 0 || len(m.Knowledge.Flags) != 0 || len(m.Knowledge.Options) != 4 {
		t.Errorf("%v, %d flags, %d options", faults, len(m.Knowledge.Flags), len(m.Knowledge.Options))
	}
	if !slices.Contains(m.told, "removed red-flags/cord (is taken out): Not our patients.") {
		t.Errorf("told %q", m.told)
	}
}

func TestOverlayRemovesFaults(t *testing.T) {
	for text, want := range map[string]string{
		"- {what: options/pill/avoid/kidny, why: x}\n":  `removes.yaml:1:3: options/pill/avoid/kidny: is said to be removed, but is still there or never was; did you mean "options/pill/avoid/kidney"?`,
		"- {what: options/pill/avoid/kidney}\n":         "removes.yaml:1:3: options/pill/avoid/kidney: is removed without a why",
		"- {whot: options/pill/avoid/kidney, why: x}\n": `removes.yaml:1:4: there is no key "whot"; did you mean "what"?`,
		"what: options/pill/avoid/kidney\n":             "removes.yaml:1:1: options/pill/avoid/kidney: is removed without a why",
		"options/pill/avoid/kidney\n":                   "removes.yaml:1:1: a list is wanted here, not a value",
	} {
		base := loadSmall(t).Knowledge
		_, faults, err := overlayFS(base, folderOf(map[string]string{"options/x.yaml": pill(""), removesFile: text}))
		found := err == nil
		for _, f := range faults {
			found = found && (f.String() == want || strings.Contains(f.Problem, removesFile))
		}
		if !found || len(faults) == 0 || faults[0].String() != want {
			t.Errorf("%s: %v %v, want %q", text, faults, err, want)
		}
	}
}

func TestOverlayIsLinted(t *testing.T) {
	for text, want := range map[string]string{
		strings.Replace(pill(kidneyRow), "Our pill.", "30 percent.", 1):     "options/x.yaml:5:10: pill: a text for patients holds a percentage",
		strings.Replace(pill(kidneyRow), "tried.pill", "tried.pil", 1):      `options/x.yaml:1:3: pill: there is no question "tried.pil"; did you mean "tried.pill"?`,
		strings.Replace(pill(kidneyRow), "kind: treatment", "knd: food", 1): `options/x.yaml:4:3: there is no key "knd"; did you mean "kind"?`,
	} {
		_, faults, err := overlayFS(loadSmall(t).Knowledge, folderOf(map[string]string{"options/x.yaml": text}))
		if err != nil || len(faults) != 1 || !strings.HasPrefix(faults[0].String(), want) {
			t.Errorf("%v %v, want %q", faults, err, want)
		}
	}
}

// TestOverlayOfTheEmbedded goes the whole way, over what the program carries.
func TestOverlayOfTheEmbedded(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "version.yaml"), []byte("version: ours\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if told, faults, err := LintOverlay(dir); err != nil || len(faults) != 0 || !slices.Equal(told, []string{"replaced version"}) {
		t.Fatal(told, faults, err)
	}
	if _, err := rules.Compile(Embedded()); err != nil {
		t.Skip("the embedded knowledge is not finished:", err)
	}
	base, edition, err := Overlay(dir)
	if err != nil {
		t.Fatal(err)
	}
	if edition.Version != "ours" || edition.SHA256 != Sum(base.Knowledge()) || edition.SHA256 == EmbeddedEdition().SHA256 || !slices.Equal(edition.Replaced, []string{"replaced version"}) {
		t.Errorf("edition %+v", edition)
	}
	if Embedded().Version.Version == "ours" {
		t.Error("the embedded knowledge was changed")
	}
}

func TestOverlayFolders(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"/nowhere/at/all", file} {
		if _, _, err := Overlay(dir); err == nil || !strings.Contains(err.Error(), "is not a folder") {
			t.Errorf("%s: %v", dir, err)
		}
	}
	bad := t.TempDir()
	if err := os.WriteFile(filepath.Join(bad, "odd.yaml"), []byte("a: b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Overlay(bad); err == nil || !strings.Contains(err.Error(), "odd.yaml") {
		t.Errorf("a file that does not belong: %v", err)
	}
}
