package knowledge

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

const flagWords = "  holds: [all-invasive, implant]\n  because-private: true\n  unsure: Ask today.\n  watch: New numb skin.\n" +
	"  notice: {when: {pain.lead: leg}, says: Mind your leg.}\n"

// guarded is the small knowledge with more safeguards in it.
func guarded(t *testing.T) *rules.Knowledge {
	t.Helper()
	return loadSmall(t,
		"recent-procedure: {safety.recent: recently}\n", "recent-procedure: {safety.recent: recently}\nintended-use: To learn.\nemergency: Get help now.\ncrisis: Call us.\nno-flag: None was found.\n"+
			"scope: [{when: {pain.lead: leg}, says: Not for legs.}]\nunverified: {when: {safety.recent: recently}, section: tests, says: From memory.}\n",
		"  unsure: urgent\n", "  unsure: urgent\n  private: true\n  quick: 2\n",
		"  result: {known: [tests.block]}\n", "  result: {known: [tests.block]}\n  classes: [implant, other]\n  most: caution\n  keep: review\n",
		"about: Heat turns the nerve off.\n", "about: Heat turns the nerve off.\n  classes: [implant]\n",
		"  holds: [all-invasive]\n", flagWords, "act: Call today., options: [scan]", "act: Call today., options: [scan], meanwhile: Nothing new.").Knowledge
}

// text returns one entry of the guarded knowledge's files, with parts replaced.
func replacedIn(t *testing.T, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if strings.Count(text, pairs[i]) != 1 {
			t.Fatalf("%q stands %d times", pairs[i], strings.Count(text, pairs[i]))
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

// TestOverlayDropsNothingInSilence: each of these loaded once without a word.
func TestOverlayDropsNothingInSilence(t *testing.T) {
	base := guarded(t)
	legs := "- id: safety.legs\n  section: safety\n  readers: [patient, clinician]\n  kind: choices\n  text: Are your legs weak or numb?\n  why: It can be urgent.\n" +
		"  unsure: urgent\n  private: true\n  quick: 2\n  choices: [{id: weak, text: Weak}, {id: numb, text: Numb}, {id: none, text: None}]\n"
	block := "- id: numb\n  name: Block\n  tier: diagnosis\n  kind: test\n  invasive: true\n  about: A shot.\n  classes: [implant, other]\n  most: caution\n  keep: review\n" +
		"  needs: [{when: {tests.press: positive}, says: A test., refs: [practice]}]\n"
	flag := replacedIn(t, smallFiles["red-flags.yaml"], "  holds: [all-invasive]\n", flagWords, "act: Call today., options: [scan]", "act: Call today., options: [scan], meanwhile: Nothing new.")
	source := smallFiles["sources/joint.yaml"]
	scan := "- id: scan\n  name: Scan\n  tier: diagnosis\n  kind: test\n  in-danger: act\n  about: A picture.\n  limits: {says: Once., refs: [practice]}\n"
	for _, c := range []struct{ name, file, text, what string }{
		{"fewer just operated on", "policy.yaml", "recent-procedure: {safety.recent: recently, pain.severity: \"> 9\"}\n", "policy/recent-procedure"},
		{"fewer out of scope", "policy.yaml", "scope: []\n", "policy/scope/1"},
		{"answers from memory", "policy.yaml", "unverified: {when: {safety.recent: longer}, section: tests, says: From memory.}\n", "policy/unverified"},
		{"no core answers", "policy.yaml", "core: []\n", "policy/core/worst"},
		{"a core answer that is always there", "policy.yaml", "core: [{id: worst, when: {any: [{known: [pain.worst]}, {known: [pain.lead]}]}, says: Worst place}]\n", "policy/core/worst"},
		{"a core answer more", "policy.yaml", "core: [{id: worst, when: {known: [pain.worst]}, says: Worst place}, {id: lead, when: {known: [pain.lead]}, says: Lead}]\n", "policy/core/lead"},
		{"a core answer twice", "policy.yaml", "core: [{id: worst, when: {known: [pain.worst]}, says: Worst place}, {id: worst, when: {known: [pain.worst]}, says: Worst place}]\n", "policy/core/worst"},
		{"a private answer shown", "questions/x.yaml", replacedIn(t, legs, "  private: true\n", ""), "questions/safety.legs/private"},
		{"not asked of patients", "questions/x.yaml", replacedIn(t, legs, "[patient, clinician]", "[clinician]"), "questions/safety.legs/readers/patient"},
		{"asked of nobody", "questions/x.yaml", legs + "  when: {pain.severity: \"> 9\"}\n", "questions/safety.legs/when"},
		{"answered by another", "questions/x.yaml", legs + "  implied: {when: {pain.lead: back}, is: none}\n", "questions/safety.legs/implied"},
		{"not asked in haste", "questions/x.yaml", replacedIn(t, legs, "  quick: 2\n", ""), "questions/safety.legs/quick"},
		{"asked last", "questions/x.yaml", replacedIn(t, legs, "section: safety", "section: tests"), "questions/safety.legs/section"},
		{"a class that a danger holds", "options/x.yaml", replacedIn(t, block, "[implant, other]", "[other]"), "options/numb/classes/implant"},
		{"no caution any more", "options/x.yaml", replacedIn(t, block, "  most: caution\n", ""), "options/numb/most"},
		{"kept up unreviewed", "options/x.yaml", replacedIn(t, block, "  keep: review\n", ""), "options/numb/keep"},
		{"nothing shown in danger", "options/x.yaml", scan + "  applies: {pain.lead: leg}\n", "options/scan/applies"},
		{"done from the start", "options/x.yaml", scan + "  result: {any: [{known: [pain.worst]}, {not: {known: [pain.worst]}}]}\n", "options/scan/result"},
		{"a higher ceiling", "sources/joint.yaml", replacedIn(t, source, "ceiling: 0.79", "ceiling: 0.99"), "sources/joint/ceiling"},
		{"nothing to do in danger", "red-flags.yaml", replacedIn(t, flag, "act: Go now., options: [scan]", "act: Go now."), "red-flags/cord/levels/emergency/options/scan"},
		{"a private reason shown", "red-flags.yaml", replacedIn(t, flag, "  because-private: true\n", ""), "red-flags/cord/because-private"},
		{"another kind", "options/x.yaml", replacedIn(t, scan, "kind: test", "kind: treatment"), "options/scan/kind"},
		{"another tier", "options/x.yaml", replacedIn(t, scan, "tier: diagnosis", "tier: surgery"), "options/scan/tier"},
		{"another act", "red-flags.yaml", replacedIn(t, flag, "act: Go now.", "act: Stay at home."), "red-flags/cord/levels/emergency/act"},
		{"no meanwhile", "red-flags.yaml", replacedIn(t, flag, ", meanwhile: Nothing new.", ""), "red-flags/cord/levels/urgent/meanwhile"},
		{"another meanwhile", "red-flags.yaml", replacedIn(t, flag, "meanwhile: Nothing new.", "meanwhile: Take it all."), "red-flags/cord/levels/urgent/meanwhile"},
		{"not sure and told nothing", "red-flags.yaml", replacedIn(t, flag, "  unsure: Ask today.\n", ""), "red-flags/cord/unsure"},
		{"no notice", "red-flags.yaml", replacedIn(t, flag, "  notice: {when: {pain.lead: leg}, says: Mind your leg.}\n", ""), "red-flags/cord/notice"},
		{"a notice for fewer", "red-flags.yaml", replacedIn(t, flag, "{pain.lead: leg}, says", "{pain.lead: leg, pain.worst: low}, says"), "red-flags/cord/notice"},
		{"nothing to watch for", "red-flags.yaml", replacedIn(t, flag, "  watch: New numb skin.\n", ""), "red-flags/cord/watch"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults, err := overlayFS(base, folderOf(map[string]string{c.file: c.text}))
			if err != nil || len(faults) != 1 || faults[0].Entry != c.what || faults[0].Place.File != c.file || faults[0].Place.Line == 0 {
				t.Fatalf("faults %v, %v, want one of %s", faults, err, c.what)
			}
			m, faults, err := overlayFS(base, folderOf(map[string]string{c.file: c.text, removesFile: "removes: [{what: " + c.what + ", why: We decided so.}]\n"}))
			if err != nil || len(faults) != 0 || !strings.HasPrefix(m.told[len(m.told)-1], "removed "+c.what) {
				t.Errorf("although it is said: %v, %v", faults, err)
			}
		})
	}
}

// TestOverlayTellsOtherWords: where numbers and ways of an institution stand, its words are
// taken, and are told beside those that they replace.
func TestOverlayTellsOtherWords(t *testing.T) {
	flag := replacedIn(t, smallFiles["red-flags.yaml"], "  holds: [all-invasive]\n", flagWords, "act: Call today., options: [scan]", "act: Call today., options: [scan], meanwhile: Nothing new.")
	for _, c := range []struct{ file, text, want string }{
		{"policy.yaml", "emergency: Call 112 now.\n", `policy/emergency: "Call 112 now.", was "Get help now."`},
		{"policy.yaml", "crisis: {patient: Call 116123., clinician: Call us.}\n", `policy/crisis: "Call 116123.", was "Call us."`},
		{"red-flags.yaml", replacedIn(t, flag, "Mind your leg.", "Call 116123."), `red-flags/cord/notice: "Call 116123.", was "Mind your leg."`},
		{"red-flags.yaml", replacedIn(t, flag, "watch: New numb skin.", "watch: {patient: No feeling., clinician: Saddle loss.}"), `red-flags/cord/watch: "No feeling.", was "New numb skin."; "Saddle loss.", was "New numb skin."`},
	} {
		m, faults, err := overlayFS(guarded(t), folderOf(map[string]string{c.file: c.text}))
		if err != nil || len(faults) != 0 || !slices.Contains(m.words, c.want) || !slices.Contains(m.told, "other words for "+strings.SplitN(c.want, ":", 2)[0]) {
			t.Errorf("%v %v, told %q %q, want %q", faults, err, m.told, m.words, c.want)
		}
	}
}

// TestOverlayKeepsWhatItDoesNotSay: policy and version are replaced field by field.
func TestOverlayKeepsWhatItDoesNotSay(t *testing.T) {
	base := guarded(t)
	m, faults, err := overlayFS(base, folderOf(map[string]string{"policy.yaml": "no-flag: We found none.\n", "version.yaml": "version: ours-2\n"}))
	if err != nil || len(faults) != 0 {
		t.Fatal(faults, err)
	}
	p, v := m.Knowledge.Policy, m.Knowledge.Version
	if p.NoFlag.Patient != "We found none." || p.Emergency.Patient != "Get help now." || !p.RecentProcedure.Given() || len(p.Scope) != 1 || len(p.Core) != 1 || v.Version != "ours-2" || v.Date != "2026-01-01" {
		t.Errorf("%+v %+v", p, v)
	}
	for _, word := range []string{"emergency", "crisis", "intended-use", "no-flag"} {
		_, faults, err := overlayFS(base, folderOf(map[string]string{"policy.yaml": word + ": \"\"\n"}))
		if err != nil || len(faults) != 1 || faults[0].String() != "policy.yaml:1:"+strconv.Itoa(len(word)+3)+": policy/"+word+": is empty; these words are never missing" {
			t.Errorf("%s: %v, %v", word, faults, err)
		}
	}
}

func TestReviewersHaveNameAndDate(t *testing.T) {
	for text, want := range map[string]string{
		"reviewed: [{by: me}]\nnote: Reviewed by me.\n":                                   "needs by, the name, and date",
		"reviewed: [{by: Dr A, date: soon}]\nnote: Reviewed by Dr A.\n":                   "needs by, the name, and date",
		"reviewed: [{by: Dr A, date: 2026-11-20}]\n":                                      "says that it is reviewed, but the note is that of what is not",
		"reviewed: [{by: Dr A, date: 2026-11-20, scope: all}]\nnote: Reviewed by Dr A.\n": "",
	} {
		_, faults, err := overlayFS(guarded(t), folderOf(map[string]string{"version.yaml": text}))
		if err != nil || want == "" && len(faults) != 0 || want != "" && (len(faults) != 1 || !strings.Contains(faults[0].String(), want)) {
			t.Errorf("%q: %v, %v", text, faults, err)
		}
	}
}

// TestRemovesStandsWhereItBelongs: in a file of its own, under its key or not, and in the
// entry that takes something away, where its own name may be left out.
func TestRemovesStandsWhereItBelongs(t *testing.T) {
	why := ", why: We decided so.}"
	for name, files := range map[string]map[string]string{
		"a list":                    {"options/x.yaml": pill(""), "removes.yaml": "- {what: options/pill/avoid/kidney" + why + "\n"},
		"a table":                   {"options/x.yaml": pill(""), "removes.yaml": "removes:\n  - {what: options/pill/avoid/kidney" + why + "\n"},
		"the other ending":          {"options/x.yaml": pill(""), "removes.yml": "- {what: options/pill/avoid/kidney" + why + "\n"},
		"the entry":                 {"options/x.yaml": pill("") + "  removes: [{what: options/pill/avoid/kidney" + why + "]\n"},
		"the entry, without itself": {"options/x.yaml": pill("") + "  removes: {what: avoid/kidney" + why + "\n"},
		"a source file": {"sources/joint.yaml": strings.Replace(smallFiles["sources/joint.yaml"], "ceiling: 0.79", "ceiling: 0.8", 1) +
			"removes: [{what: ceiling" + why + "]\n"},
		"a flag":     {"red-flags.yaml": strings.Replace(smallFiles["red-flags.yaml"], "  holds: [all-invasive]\n", "  removes: [{what: holds/all-invasive"+why+"]\n", 1)},
		"the policy": {"policy.yaml": "recent-procedure: {safety.recent: recently, pain.severity: \"> 9\"}\nremoves: [{what: recent-procedure" + why + "]\n"},
	} {
		m, faults := over(t, files)
		if len(faults) != 0 || m == nil || !slices.ContainsFunc(m.told, func(s string) bool { return strings.HasPrefix(s, "removed ") }) {
			t.Errorf("%s: %v", name, faults)
		}
	}
	_, faults := over(t, map[string]string{"options/x.yaml": pill("") + "  removes: [{what: avoid/kidny" + why + "]\n"})
	if len(faults) != 2 || !strings.HasPrefix(faults[0].String(), "options/x.yaml:9:13: options/pill/avoid/kidny: is said to be removed") {
		t.Errorf("a misspelt name: %v", faults)
	}
	if _, err := Load(folderOf(map[string]string{"options/x.yaml": pill("") + "  avoid2: 1\n"})); err == nil || !strings.Contains(err.Error(), `there is no key "avoid2"`) {
		t.Error(err)
	}
}

func TestOverlayHoldsNoEntryTwice(t *testing.T) {
	_, faults := over(t, map[string]string{"options/x.yaml": pill(kidneyRow) + pill(kidneyRow)})
	if len(faults) != 1 || !strings.Contains(faults[0].String(), "pill: there is a second entry of this name in options of the overlay") {
		t.Error(faults)
	}
}

// TestOverlayIsReadWhole: nobody shall believe that rules are in use which are not read.
func TestOverlayIsReadWhole(t *testing.T) {
	good := &fstest.MapFile{Data: []byte("version: ours\n")}
	for name, c := range map[string]struct {
		folder fstest.MapFS
		want   string
	}{
		"empty":             {fstest.MapFS{}, "the folder holds no knowledge files"},
		"only notes":        {fstest.MapFS{"README.md": good, ".git/config": good}, "the folder holds no knowledge files"},
		"another ending":    {fstest.MapFS{"options/Foo.YAML": good, "version.yaml": good}, "options/Foo.YAML: is not read"},
		"something else":    {fstest.MapFS{"junk.txt": good}, "junk.txt: is not read: the names of knowledge files end in .yaml"},
		"a copy":            {fstest.MapFS{"version.yaml": good, "version.yaml~": good}, "version.yaml~: is not read"},
		"a folder as file":  {fstest.MapFS{"policy.yaml/x.yaml": good}, "policy.yaml: is a folder, not a file"},
		"an unknown folder": {fstest.MapFS{"drugs/x.yaml": good}, "drugs/x.yaml: does not belong here"},
	} {
		_, faults, err := overlayFS(loadSmall(t).Knowledge, c.folder)
		if err != nil || len(faults) != 1 || !strings.HasPrefix(faults[0].String(), c.want) {
			t.Errorf("%s: %v, %v", name, faults, err)
		}
	}
	if _, faults, err := overlayFS(loadSmall(t).Knowledge, fstest.MapFS{"version.yaml": good, "README": good, "notes/why.md": good, ".hidden": good}); err != nil || len(faults) != 0 {
		t.Errorf("notes beside the knowledge: %v, %v", faults, err)
	}
}

// shut is a folder of which one folder may not be read.
type shut struct {
	fs.FS
	name string
}

func (s shut) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == s.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return fs.ReadDir(s.FS, name)
}

// TestUnreadableFolders: what and where, and not that there is nothing.
func TestUnreadableFolders(t *testing.T) {
	files := fstest.MapFS{"options/x.yaml": &fstest.MapFile{Data: []byte("[]\n")}}
	for _, name := range []string{".", "options"} {
		want := name + ": may not be read; check who owns it"
		if _, faults, err := overlayFS(loadSmall(t).Knowledge, shut{files, name}); err != nil || len(faults) != 1 || faults[0].String() != want {
			t.Errorf("over another: %v, %v, want %q", faults, err, want)
		}
		if faults, err := LintFolder(shut{files, name}); err != nil || len(faults) != 1 || faults[0].String() != want {
			t.Errorf("by itself: %v, %v, want %q", faults, err, want)
		}
	}
}

// TestLinkedFolders: the files behind a link are not read, and that is said.
func TestLinkedFolders(t *testing.T) {
	dir, ours := t.TempDir(), t.TempDir()
	if err := os.Symlink(ours, filepath.Join(dir, "options")); err != nil {
		t.Skip(err)
	}
	_, faults, err := overlayFS(loadSmall(t).Knowledge, os.DirFS(dir))
	if err != nil || len(faults) != 1 || !strings.HasPrefix(faults[0].String(), "options: is a link to a folder, which is not followed; put the files there") {
		t.Error(faults, err)
	}
}

// TestOverlayTextsAreHarmless: they are printed as they are.
func TestOverlayTextsAreHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"version: \"1\\x1b[2J\"\n":             "version.yaml:1:10: the text holds the control character U+001B; take it out",
		"note: {patient: a\u202eb}\n":          "version.yaml:1:17: the text holds the control character U+202E; take it out",
		"note: |\n  two\n  lines\n":            "",
		"\"verion\\x1b[2J\": x\n":              `version.yaml:1:1: there is no key "verion\x1b[2J"`,
		"date: " + strings.Repeat("x", 20_000): "",
	} {
		_, faults, err := overlayFS(loadSmall(t).Knowledge, folderOf(map[string]string{"version.yaml": text}))
		if err != nil || want == "" && len(faults) != 0 || want != "" && (len(faults) == 0 || !strings.HasPrefix(faults[0].String(), want)) {
			t.Errorf("%.30q: %v, %v", text, faults, err)
		}
	}
}

// TestFormsOfTheFormatPage: what the page on knowledge files writes is read.
func TestFormsOfTheFormatPage(t *testing.T) {
	option := "- id: our-option\n  name: Ours\n  tier: targeted\n  kind: treatment\n  stopping: {says: {patient: Ask first., clinician: Ask.}}\n" +
		"  effect: {says: It helps., responders: [0.4, 0.6], months: [6, 12], refs: [practice]}\n  recheck: {weeks: [4, 12], says: Look again.}\n"
	source := strings.NewReplacer("id: joint\n", "id: ours\n", "- id: joint-", "- id: ours-", "cap: [0.2, 15], test: true", "cap: [0.2, 15]",
		"interval: [0.05, 0.2], refs: [smith2001]}", "interval: [0.05, 0.2], refs: [], note: not studied}", "options: [burn]", "options: [burn, our-option]").Replace(smallFiles["sources/joint.yaml"])
	flag := "- id: our-flag\n  trigger: {safety.legs: weak}\n  levels:\n    soon: {act: {patient: Ask us., clinician: Ask us.}}\n  holds: [all-invasive]\n  refs: [practice]\n"
	m, faults := over(t, map[string]string{"options/ours.yaml": option, "sources/ours.yaml": source, "red-flags.yaml": flag})
	for _, f := range faults {
		t.Error(f)
	}
	if m == nil {
		t.FailNow()
	}
	at := func(id string) *rules.Option {
		return &m.Knowledge.Options[slices.IndexFunc(m.Knowledge.Options, func(o rules.Option) bool { return o.ID == id })]
	}
	if o := at("our-option"); o.Stopping.Patient != "Ask first." || len(o.Effect) != 1 || o.About.Patient != "Ours" || !o.Recheck.Estimate {
		t.Errorf("%+v", o)
	}
	s := &m.Knowledge.Sources[slices.IndexFunc(m.Knowledge.Sources, func(s rules.Source) bool { return s.ID == "ours" })]
	if !s.Prior[0].Estimate || s.Groups[0].Test || !s.Groups[1].Test {
		t.Errorf("%+v", s)
	}
	if f := m.Knowledge.Flags[slices.IndexFunc(m.Knowledge.Flags, func(f rules.Flag) bool { return f.ID == "our-flag" })]; f.Name.Patient != "our flag" || f.Ask.Empty() {
		t.Errorf("%+v", f)
	}
}

func TestNumbersOfTheKnowledge(t *testing.T) {
	for _, word := range []string{"nan", "inf", "0x1p3", "1_0", "many"} {
		_, err := Load(smallFolder(t, "ceiling: 0.79", "ceiling: "+word))
		if err == nil || !strings.Contains(err.Error(), "a number is wanted here, not") {
			t.Errorf("%s: %v", word, err)
		}
	}
	n, _ := yamltree.Parse("c.yaml", []byte(`{n: ">= inf"}`), yamltree.ForKnowledge)
	d := decoder{file: "c.yaml", places: map[string]Place{}}
	if d.condition(n); len(d.errs) != 1 {
		t.Error(d.errs)
	}
}
