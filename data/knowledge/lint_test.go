package knowledge

import (
	"os"
	"strings"
	"testing"
)

func TestKnowledgeIsSound(t *testing.T) {
	faults, err := LintFolder(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f)
	}
}

func TestSmallKnowledgeIsSound(t *testing.T) {
	for _, f := range Lint(loadSmall(t)) {
		t.Error(f)
	}
}

// spoiled are ways to spoil the small knowledge in one place, and what lint says.
var spoiled = []struct {
	name, want string
	replace    []string
}{
	{"two entries of one name", "there is a second option of this name", []string{"- id: scan", "- id: walk"}},
	{"one name over two kinds", "this option has the name of a source", []string{"- id: scan", "- id: joint"}},
	{"two evidence items of one name", `there is a second evidence item "joint-place"`, []string{"- id: joint-press", "- id: joint-place"}},
	{"two choices of one name", `choice "back" stands here twice`, []string{"{id: leg, text: Leg}", "{id: back, text: Leg}"}},
	{"two rungs of one name", `rung "pills" stands on this ladder twice`, []string{"{rung: burn", "{rung: pills"}},
	{"a dangling question", `there is no question "pain.wurst"; did you mean "pain.worst"?`, []string{"{pain.worst: high}", "{pain.wurst: high}"}},
	{"a dangling choice", `there is no choice of pain.worst "hihg"; did you mean "high"?`, []string{"{pain.worst: high}", "{pain.worst: hihg}"}},
	{"a dangling option", `there is no option "numbb"`, []string{"option: numb\n", "option: numbb\n"}},
	{"a doubt about no question", `there is no question "pain.severty"; did you mean "pain.severity"?`, []string{"no-cause:", "doubts: [{less: pain.severty, than: tests.block, times: 1}]\nno-cause:"}},
	{"a doubt about a word", "pain.worst is doubted as a number", []string{"no-cause:", "doubts: [{less: pain.worst, than: pain.severity, times: 1}]\nno-cause:"}},
	{"a doubt without bound", "times above 0", []string{"no-cause:", "doubts: [{less: tests.block, than: pain.severity}]\nno-cause:"}},
	{"a wish for no section", `there is no section "pains"; did you mean "pain"?`, []string{"no-cause:", "on-wish: {sections: [pain], numbers: [pains]}\nno-cause:"}},
	{"a wish for no tier", `there is no tier "surgry"; did you mean "surgery"?`, []string{"no-cause:", "on-wish: {tiers: [surgry]}\nno-cause:"}},
	{"a dangling scale", `there is no scale "results"`, []string{"scale: result", "scale: results"}},
	{"an unknown strength", "strength", []string{"obtain: block\n    option: numb\n    strength: moderate", "obtain: block\n    option: numb\n    strength: great"}},
	{"an unknown way to obtain", `obtain is "touch"`, []string{"obtain: examine", "obtain: touch"}},
	{"an unknown kind", `kind is "diet"`, []string{"kind: habit", "kind: diet"}},
	{"an unknown tier", `there is no tier "food"`, []string{"tier: self-care", "tier: food"}},
	{"an unknown level", `there is no level "nevver"`, []string{"level: never", "level: nevver"}},
	{"an unknown grade", `grade is "fine"`, []string{"grade: low", "grade: fine"}},
	{"an unknown mark", `checked is "maybe", but must be one of yes, cited, recalled`, []string{"checked: recalled", "checked: maybe"}},
	{"an unknown population", `post-fusion is "maybe", but must be one of yes, lumbar-surgery, no`, []string{"months: [1, 3]", "months: [1, 3], post-fusion: maybe"}},
	{"an unknown in-danger", `in-danger is "go"`, []string{"in-danger: act", "in-danger: go"}},
	{"an unknown most", `most is "later"`, []string{"result: {known: [tests.block]}", "most: later"}},
	{"an unknown status", `status is "good"`, []string{"status: unreviewed", "status: good"}},
	{"an unknown unsure", `unsure is "soon"`, []string{"unsure: urgent", "unsure: soon"}},
	{"an unknown reader", `readers are patient and clinician, not "nurse"`, []string{"readers: [clinician]", "readers: [clinician, nurse]"}},
	{"an unknown section", `there is no section "test"`, []string{"section: tests\n  readers: [clinician]", "section: test\n  readers: [clinician]"}},
	{"an unknown read", `read is "no"`, []string{"2001, doi: 10.1/x, design: cohort, read: yes", "2001, doi: 10.1/x, design: cohort, read: no"}},
	{"no why", "does not say why the clinician is asked", []string{"\n  why: Provokes the joint.", ""}},
	{"no text for patients", "has no text for the patient", []string{"text: How bad is it?", "text: {clinician: NRS}"}},
	{"a range run backwards", "a number needs a range", []string{"range: [0, 10]", "range: [10, 0]"}},
	{"a dangling reference", `there is no reference "smith2011"; did you mean "smith2001"?`, []string{"first: [numb], refs: [smith2001]", "first: [numb], refs: [smith2011]"}},
	{"a reference of no use", "this reference is used nowhere", []string{"- {id: practice, cite", "- {id: brown2003, cite: Brown, read: cited}\n- {id: practice, cite"}},
	{"an option without references", "has no references", []string{", refs: [practice]}]}\n- id: pill", "}]}\n- id: pill"}},
	{"a flag without references", "has no references", []string{"\n  refs: [practice]\n", "\n"}},
	{"a prior that rests on nothing", "the probability has neither refs", []string{", estimate: true}", "}"}},
	{"a ratio that rests on nothing", "the likelihood ratio has neither refs", []string{"says: It is low., refs: [smith2001]", "says: It is low."}},
	{"an effect that rests on nothing", "the effect has neither refs", []string{"months: [1, 3], refs: [jones2002]", "months: [1, 3]"}},
	{"a harm that rests on nothing", "the rate has neither refs", []string{"rate: 0.01, refs: [jones2002]", "rate: 0.01"}},
	{"a rate above 1", "a rate is a share between 0 and 1", []string{"rate: 0.01", "rate: 1.5"}},
	{"responders run backwards", "the smaller first", []string{"responders: [0.3, 0.5]", "responders: [0.5, 0.3]"}},
	{"an interval without its ratio", "does not hold its ratio", []string{"interval: [1.5, 3]", "interval: [2.5, 3]"}},
	{"a prior outside its interval", "inside its interval", []string{"p: 0.1, interval: [0.05, 0.2]", "p: 0.3, interval: [0.05, 0.2]"}},
	{"a last prior with a condition", "the last prior must have no condition", []string{"- {p: 0.2, ", "- {when: {pain.worst: low}, p: 0.2, "}},
	{"a last prior outside the others", "lies outside those above it", []string{"p: 0.2, interval: [0.05, 0.4], estimate", "p: 0.35, interval: [0.05, 0.4], estimate"}},
	{"a last prior too sure", "does not span", []string{"p: 0.2, interval: [0.05, 0.4], estimate", "p: 0.2, interval: [0.15, 0.25], estimate"}},
	{"no ceiling", "needs a ceiling", []string{"ceiling: 0.79\n", ""}},
	{"a cap that is none", "needs a cap of two ratios around 1", []string{"cap: [0.3, 3]", "cap: [1.3, 3]"}},
	{"a group of no use", `no evidence belongs to group "spare"`, []string{"groups:\n", "groups:\n  spare: {cap: [0.5, 2]}\n"}},
	{"an option twice on a ladder", "stands on this ladder twice", []string{"options: [burn]", "options: [burn, pill]"}},
	{"a clinical item in a group of tests", "is obtained by ask, but its group block is one of tests", []string{"- id: joint-place\n    group: map", "- id: joint-place\n    group: block"}},
	{"a test in a clinical group", "is obtained by block, but its group map is one of history", []string{"group: block\n", "group: map\n"}},
	{"all ratios on one side", "all lie on one side of 1", []string{"lr: 0.5", "lr: 1.5"}},
	{"one-sided without need", "but its ratios lie on both sides", []string{"says: It hurts., refs: [smith2001]}", "says: It hurts., refs: [smith2001]}\n      - {when: {tests.press: negative}, lr: 0.5, says: No., refs: [smith2001]}"}},
	{"otherwise on the same side", "must lie on the other side", []string{"otherwise: 0.8", "otherwise: 1.8"}},
	{"a question in prior and evidence", "reads pain.lead, which a prior of this source reads too", []string{"{pain.worst: low}", "{pain.worst: low, pain.lead: back}"}},
	{"an option on no ladder", "stands on no ladder", []string{"base: [walk]\n", ""}},
	{"an avoid row without words", "the row says nothing", []string{"says: {patient: Your kidneys are weak., clinician: Renal disease}, ", ""}},
	{"in-use words that stop it", "forbids or stops what is in use", []string{"factor: kidney", "in-use: Your kidneys are weak. Do not take it., factor: kidney"}},
	{"in-use words where nothing tells", "nothing tells that this is in use", []string{"factor: kidney", "in-use: Tell your doctor., factor: kidney", "  tried: tried.pill\n", ""}},
	{"how soon without words", "there is no in-use to say it with", []string{"factor: kidney", "soon: today, factor: kidney"}},
	{"an unknown how soon", `there is no "tomorow"`, []string{"factor: kidney", "in-use: Tell your doctor., soon: tomorow, factor: kidney"}},
	{"a second until", "begins with until, which is said before it", []string{"factor: kidney", "until: until they are well, factor: kidney"}},
	{"a circle of prerequisites", "its prerequisites lead back to it: burn needs numb needs burn", []string{"clinician: Positive provocation}", "clinician: Positive provocation}, first: [burn]"}},
	{"an option that needs itself", "lead back to it: burn needs burn", []string{"first: [numb]", "first: [burn]"}},
	{"a question that nothing reads", "no rule reads this question", []string{"{known: [pain.worst]}", "{known: [safety.recent]}", "{pain.worst: low}", "{safety.recent: recently}", "{pain.worst: high}", "{safety.recent: longer}"}},
	{"a context that is read", "is marked as context, but a rule reads it", []string{"scale: result", "scale: result\n  context: true"}},
	{"a choice that nothing reads", "no rule reads longer", []string{", text: Long ago, context: true", ", text: Long ago"}},
	{"a condition that never holds", "this condition can never hold", []string{`opens: {when: {pain.severity: ">= 4"}`, `opens: {when: {pain.severity: ">= 14"}`}},
	{"a contradiction", "this condition can never hold", []string{"{when: {health.kidney: yes}, level", "{when: {health.kidney: yes, not: {health.kidney: yes}}, level"}},
	{"an outcome that is hidden", "outcome of joint-block 2 can never count", []string{`{tests.block: "< 50"}, lr: 0.3`, `{tests.block: ">= 80"}, lr: 0.3`}},
	{"a prior that is hidden", "prior 2 can never count", []string{"{when: {pain.lead: back}, p", "{when: {pain.lead: leg}, p"}},
	{"a level that is hidden", "the level urgent can never be reached", []string{"emergency: {when: {safety.legs: weak, safety.onset: days}", "emergency: {when: {safety.legs: [weak, numb]}"}},
	{"not over a trigger", "not over safety.legs, which the trigger reads", []string{"{safety.legs: weak, safety.onset: days}", "{not: {safety.legs: numb}}"}},
	{"none over a trigger", "none over safety.legs", []string{"{safety.legs: weak, safety.onset: days}", "{none: [{safety.legs: numb}]}"}},
	{"known in a trigger", "known over safety.legs", []string{"trigger: {safety.legs: [weak, numb]}", "trigger: {safety.legs: [weak, numb], known: [safety.legs]}"}},
	{"exactly in a trigger", "exactly over safety.legs", []string{"trigger: {safety.legs: [weak, numb]}", "trigger: {count: {of: [{safety.legs: weak}, {safety.legs: numb}], exactly: 1}}"}},
	{"at-most over a trigger", "at-most over safety.legs", []string{"{safety.legs: weak, safety.onset: days}", "{count: {of: [{safety.legs: weak}, {safety.legs: numb}], at-most: 1}}"}},
	{"a number both ways", "a number test in both directions over pain.severity", []string{"trigger: {safety.legs: [weak, numb]}", `trigger: {pain.severity: ">= 4"}`, "{safety.legs: weak, safety.onset: days}", `{safety.legs: weak, safety.onset: days, pain.severity: "< 9"}`}},
	{"an exact number", "= over pain.severity", []string{"trigger: {safety.legs: [weak, numb]}", `trigger: {any: [{safety.legs: [weak, numb]}, {pain.severity: "= 10"}]}`}},
	{"a flag on a source", "must not hang on a source", []string{"{safety.legs: weak, safety.onset: days}", `{safety.legs: weak, source.joint: ">= likely"}`}},
	{"a sign that no level hears", "no level holds where nothing but [safety.legs] is known", []string{"urgent: {act", "urgent: {when: {safety.legs: weak}, act"}},
	{"a level that says nothing", "does not say what to do", []string{"urgent: {act: Call today., options", "urgent: {options"}},
	{"a hold that is none", `holds "everything"`, []string{"holds: [all-invasive]", "holds: [everything]"}},
	{"an option that is never open", "nobody was found for whom it is now", []string{"first: [numb], refs: [smith2001]", "first: [numb], refs: [smith2001]}\n  avoid:\n    - {when: {tests.block: \">= 60\"}, level: never, says: No., refs: [practice]"}},
	{"a hard text", "reads at grade", []string{"about: A pill for pain.", "about: Pharmacological interventions attenuate inflammatory nociception considerably in susceptible individuals."}},
	{"a text a little too hard", "reads at grade 6.1, above 6.0", []string{"about: A pill for pain.", "about: Ask a doctor or a nurse about a tablet for the heavy pain in the body."}},
	{"an answer against what follows from it", "this condition can never hold", []string{`opens: {when: {pain.severity: ">= 4"}`, `opens: {when: {surgery.bottom-level: l5, surgery.to-sacrum: yes}`, "- id: health.kidney\n", endQuestions + "- id: health.kidney\n"}},
	{"a number against what follows from it", "this condition can never hold", []string{`opens: {when: {pain.severity: ">= 4"}`, `opens: {when: {surgery.top-level: l4, surgery.bottom-level: s1, surgery.levels: ">= 3"}`, "- id: health.kidney\n", endQuestions + "- id: health.kidney\n"}},
	{"an end above the other", "this condition can never hold", []string{`opens: {when: {pain.severity: ">= 4"}`, `opens: {when: {surgery.top-level: s1, surgery.bottom-level: l4, surgery.levels: 2}`, "- id: health.kidney\n", endQuestions + "- id: health.kidney\n"}},
	{"a time against what follows from it", "this condition can never hold", []string{`opens: {when: {pain.severity: ">= 4"}`, `opens: {when: {surgery.months-since: "< 1", safety.last-operation: longer}`, "- id: health.kidney\n", endQuestions + "- id: health.kidney\n"}},
	{"a prior and what follows from it", "reads surgery.bottom-level, and a prior of this source reads surgery.to-sacrum, of which one follows from the other",
		[]string{"- {when: {pain.lead: leg}, p", "- {when: {surgery.to-sacrum: yes}, p", "{pain.worst: low}", "{pain.worst: low, surgery.bottom-level: l5}", "- id: health.kidney\n", endQuestions + "- id: health.kidney\n"}},
	{"a reviewer without a date", "a reviewer needs by, the name, and date", []string{"date: 2026-01-01", "date: 2026-01-01\nreviewed: [{by: me}]"}},
	{"no words for patients", "has no wording for patients", []string{"about: A pill for pain.", "about: {clinician: NSAID}"}},
	{"a percentage", `holds a percentage ("%")`, []string{"It helps some.", "It helps 30 %."}},
	{"a percentage in a word", `holds a percentage ("percent")`, []string{"It helps some.", "It helps 30 percent."}},
	{"a dose", `holds a dose ("400 mg")`, []string{"It helps some.", "Take 400 mg."}},
	{"something unfinished", "holds TODO", []string{"doi: 10.1/x", "doi: TODO"}},
}

// endQuestions are questions of which some follow from others.
const endQuestions = `- {id: surgery.top-level, section: pain, readers: [clinician], kind: choice, text: Top, why: To count., choices: [{id: l4, text: L4}, {id: l5, text: L5}, {id: s1, text: S1}]}
- {id: surgery.bottom-level, section: pain, readers: [clinician], kind: choice, text: Bottom, why: To count., choices: [{id: l4, text: L4}, {id: l5, text: L5}, {id: s1, text: S1}]}
- {id: surgery.levels, section: pain, readers: [clinician], kind: number, range: [1, 17], text: Levels, why: To count., derive: levels-from-ends}
- {id: surgery.to-sacrum, section: pain, readers: [clinician], kind: choice, text: Sacrum, why: To know., derive: to-sacrum-from-bottom, choices: [{id: yes, text: Yes}, {id: no, text: No}]}
- {id: surgery.months-since, section: pain, readers: [clinician], kind: number, range: [0, 720], text: Months, why: To know.}
- {id: safety.last-operation, section: pain, readers: [clinician], kind: choice, text: Last, why: To know., derive: last-operation-from-months, choices: [{id: under-2-weeks, text: A}, {id: under-6-weeks, text: B}, {id: under-90-days, text: C}, {id: under-6-months, text: D}, {id: longer, text: E}, {id: never, text: F}]}
`

// TestLintFinds spoils the small knowledge in one place at a time.
func TestLintFinds(t *testing.T) {
	for _, c := range spoiled {
		t.Run(c.name, func(t *testing.T) {
			l, err := Load(smallFolder(t, c.replace...))
			if err != nil {
				t.Fatal(err)
			}
			faults := Lint(l)
			for _, f := range faults {
				if strings.Contains(f.String(), c.want) {
					if f.Place.Line == 0 || f.Place.File == "" {
						t.Errorf("no place: %+v", f)
					}
					return
				}
			}
			t.Errorf("%q is not among %v", c.want, faults)
		})
	}
}

// TestAFlagMayLeaveASignToAnother: what a level leaves out must raise another flag by
// itself, or it silences a sign.
func TestAFlagMayLeaveASignToAnother(t *testing.T) {
	second := func(out string) string {
		return "  refs: [practice]\n- id: slight\n  name: Slight\n  ask: Watch it.\n  trigger: {safety.legs: [weak, numb]}\n" +
			"  levels:\n    soon: {when: {none: [{" + out + "}]}, act: Show it., options: [scan]}\n  refs: [practice]\n"
	}
	cord := []string{"{safety.legs: [weak, numb]}", "{any: [{safety.legs: weak}, {safety.legs: numb, safety.onset: days}]}"}
	for out, want := range map[string]string{"safety.legs: weak": "", "safety.legs: numb": "none over safety.legs", "safety.legs: numb, safety.onset: days": ""} {
		l, err := Load(smallFolder(t, "\n  refs: [practice]\n", "\n"+second(out), "trigger: "+cord[0]+"\n  levels:\n    emergency", "trigger: "+cord[1]+"\n  levels:\n    emergency"))
		if err != nil {
			t.Fatal(err)
		}
		found := ""
		for _, f := range Lint(l) {
			found += f.String() + "\n"
		}
		if want == "" && found != "" || !strings.Contains(found, want) {
			t.Errorf("without %q: %q, want %q", out, found, want)
		}
	}
}

func TestFaultTellsWhere(t *testing.T) {
	faults, err := LintFolder(smallFolder(t, "lr: 0.5", "lr: 1.5"))
	want := "sources/joint.yaml:14:5: joint: the ratios of joint-place all lie on one side of 1; say why with one-sided"
	if err != nil || len(faults) != 1 || faults[0].String() != want {
		t.Errorf("%v %v, want %q", faults, err, want)
	}
	if got := (Fault{Entry: "x", Problem: "is wrong"}).String(); got != "x: is wrong" {
		t.Errorf("without a place: %q", got)
	}
}

func TestLintFolderTellsWhatCannotBeRead(t *testing.T) {
	faults, err := LintFolder(smallFolder(t, "ceiling: 0.79", "cieling: 0.79"))
	if err != nil || len(faults) != 1 || faults[0].String() != `sources/joint.yaml:9:1: there is no key "cieling"; did you mean "ceiling"?` {
		t.Errorf("%v %v", faults, err)
	}
}

func TestEmbeddedCanBeLinted(t *testing.T) {
	for _, f := range Lint(&Loaded{Knowledge: Embedded()}) {
		if f.Place != (Place{}) {
			t.Errorf("what is embedded has no place: %v", f)
		}
	}
}

// TestSyllables holds the counts of the npm package syllable, faults and all.
func TestSyllables(t *testing.T) {
	for word, want := range map[string]int{
		"a": 1, "the": 1, "pain": 1, "people": 2, "every": 2, "operation": 4, "medicine": 3, "needle": 2, "numbness": 2, "tired": 1,
		"urine": 2, "fusion": 2, "surgery": 3, "emergency": 4, "helped": 2, "walked": 2, "treated": 2, "area": 2, "muscle": 2,
		"asthma": 2, "spasm": 2, "creates": 2, "hospital": 3,
	} {
		if got := syllables(word); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

func TestGrade(t *testing.T) {
	r := readability{names: map[string]bool{"radiofrequency": true}, known: map[string]int{}}
	if _, ok := r.grade("Too short to be graded."); ok {
		t.Error("a short text has no grade")
	}
	got, ok := r.grade("The cat sat on the mat and slept.")
	if want := 0.39*8 + 11.8 - 15.59; !ok || got-want > 1e-9 || want-got > 1e-9 {
		t.Errorf("grade %v, want %v", got, want)
	}
	if r.syllables("radiofrequency") != 2 || r.syllables("3") != 1 || r.syllables("pain-free") != 2 {
		t.Error("names count two at most, numbers one, hyphens nothing")
	}
}
