package knowledge

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// smallFiles is a knowledge in which every kind of entry occurs and nothing is wrong.
var smallFiles = map[string]string{
	"version.yaml":  "version: test\ndate: 2026-01-01\n",
	"sections.yaml": "- {id: safety, name: Safety}\n- {id: pain, name: Pain}\n- {id: tests, name: Tests}\n",
	"policy.yaml": `recent-procedure: {safety.recent: recently}
core:
  - {id: worst, when: {known: [pain.worst]}, says: Worst place}
no-cause: {says: At times no cause is found., refs: [practice]}
`,
	"questions/scales.yaml": "- id: result\n  choices:\n    - {id: positive, text: Positive}\n    - {id: negative, text: Negative}\n",
	"questions/safety.yaml": `- id: safety.recent
  section: safety
  readers: [patient, clinician]
  kind: choice
  text: When was it?
  why: It can change how soon.
  choices: [{id: recently, text: Just now}, {id: longer, text: Long ago, context: true}]
- id: safety.legs
  section: safety
  readers: [patient, clinician]
  kind: choices
  text: Are your legs weak or numb?
  why: It can be urgent.
  unsure: urgent
  choices: [{id: weak, text: Weak}, {id: numb, text: Numb}, {id: none, text: None}]
- id: safety.onset
  section: safety
  readers: [patient, clinician]
  kind: choice
  text: Since when?
  why: It can be urgent.
  when: {safety.legs: [weak, numb]}
  choices: [{id: days, text: Days}, {id: stable, text: Always, context: true}]
`,
	"questions/pain.yaml": `- id: pain.worst
  section: pain
  readers: [patient, clinician]
  kind: choice
  text: Where is it worst?
  why: The place tells most.
  choices: [{id: low, text: Low}, {id: high, text: High}]
- id: pain.lead
  section: pain
  readers: [patient, clinician]
  kind: choice
  text: Back or leg?
  why: It tells joint from nerve.
  choices: [{id: back, text: Back}, {id: leg, text: Leg}]
- id: pain.severity
  section: pain
  readers: [patient, clinician]
  kind: number
  range: [0, 10]
  text: How bad is it?
  why: Some steps need a certain level.
- id: tried.pill
  section: pain
  readers: [patient, clinician]
  kind: choice
  text: Did you try the pill?
  why: To not say it again.
  choices: [{id: not-tried, text: No}, {id: no-help, text: No help}, {id: helped-some, text: Helped}]
- id: health.kidney
  section: pain
  readers: [patient, clinician]
  kind: choice
  text: Are your kidneys weak?
  why: Some pills harm them.
  choices: [{id: yes, text: Yes}, {id: no, text: No}]
`,
	"questions/tests.yaml": `- id: tests.press
  section: tests
  readers: [clinician]
  kind: choice
  scale: result
  text: Pressure test
  why: Provokes the joint.
- id: tests.block
  section: tests
  readers: [patient, clinician]
  kind: number
  range: [0, 100]
  text: How much did the test shot help?
  why: It tells if the joint hurts.
`,
	"sources/joint.yaml": `id: joint
status: unreviewed
name: {patient: the joint, clinician: Joint}
about: A joint that can hurt.
prior:
  - {when: {pain.lead: leg}, p: 0.1, interval: [0.05, 0.2], refs: [smith2001]}
  - {when: {pain.lead: back}, p: 0.3, interval: [0.2, 0.4], refs: [smith2001]}
  - {p: 0.2, interval: [0.05, 0.4], estimate: true}
ceiling: 0.79
groups:
  map: {cap: [0.3, 3]}
  block: {cap: [0.2, 15], test: true}
evidence:
  - id: joint-place
    group: map
    obtain: ask
    strength: low
    outcomes:
      - {when: {pain.worst: low}, lr: 2, interval: [1.5, 3], says: It is low., refs: [smith2001]}
      - {when: {pain.worst: high}, lr: 0.5, says: It is high., refs: [smith2001]}
  - id: joint-press
    group: map
    obtain: examine
    strength: moderate
    outcomes:
      - {when: {tests.press: positive}, lr: 2, says: It hurts., refs: [smith2001]}
    otherwise: 0.8
    one-sided: Only a positive test was studied.
  - id: joint-block
    group: block
    obtain: block
    option: numb
    strength: moderate
    outcomes:
      - {when: {tests.block: ">= 75"}, lr: 6, says: It helped., refs: [smith2001]}
      - {when: {tests.block: "< 50"}, lr: 0.3, says: It did not help., refs: [smith2001]}
base: [walk]
ladder:
  - {rung: pills, options: [pill], says: Pills first.}
  - {rung: block, options: [numb], opens: {when: {pain.severity: ">= 4"}, says: Bad enough.}, says: A test.}
  - {rung: burn, options: [burn], says: Then heat.}
`,
	"options/all.yaml": `- id: walk
  name: Walking
  tier: self-care
  kind: habit
  in-danger: safe
  about: Walk a bit each day.
  evidence: {grade: low, for: [{says: It helps a bit., refs: [practice]}]}
- id: pill
  name: {patient: pain pill, clinician: NSAID}
  tier: medication
  kind: treatment
  about: A pill for pain.
  tried: tried.pill
  avoid:
    - {when: {health.kidney: yes}, level: never, says: {patient: Your kidneys are weak., clinician: Renal disease}, factor: kidney, refs: [jones2002]}
  effect: [{says: It helps some., responders: [0.3, 0.5], months: [1, 3], refs: [jones2002]}]
  harms: [{says: It can hurt the gut., rate: 0.01, refs: [jones2002], checked: recalled}]
- id: numb
  name: {patient: test shot, clinician: Diagnostic block}
  tier: diagnosis
  kind: test
  invasive: true
  about: A shot that numbs the joint.
  result: {known: [tests.block]}
  needs:
    - {when: {tests.press: positive}, says: {patient: A test must hurt., clinician: Positive provocation}, refs: [practice]}
- id: burn
  name: {patient: heat treatment, clinician: Radiofrequency}
  tier: targeted
  kind: treatment
  invasive: true
  about: Heat turns the nerve off.
  needs:
    - {when: {tests.block: ">= 75"}, says: The block helped., first: [numb], refs: [smith2001]}
- id: scan
  name: Scan
  tier: diagnosis
  kind: test
  in-danger: act
  about: A picture of the back.
  limits: {says: Once., refs: [practice]}
`,
	"red-flags.yaml": `- id: cord
  name: Squeezed nerves
  ask: Watch for weak legs.
  trigger: {safety.legs: [weak, numb]}
  levels:
    emergency: {when: {safety.legs: weak, safety.onset: days}, act: Go now., options: [scan]}
    urgent: {act: Call today., options: [scan]}
  holds: [all-invasive]
  refs: [practice]
`,
	"references.yaml": `- {id: smith2001, cite: Smith A. Joints. Spine 2001, doi: 10.1/x, design: cohort, read: yes}
- {id: jones2002, cite: Jones B. Pills. Pain 2002, read: recalled}
- {id: practice, cite: Clinical judgement, read: practice}
`,
}

// smallFolder is smallFiles as a folder, with old and new in turn replaced. Old may
// name its file before a bar. Something must be there to be replaced, once.
func smallFolder(t testing.TB, replace ...string) fs.FS {
	t.Helper()
	files := map[string]string{}
	for name, text := range smallFiles {
		files[name] = text
	}
	for i := 0; i < len(replace); i += 2 {
		found := 0
		for name, text := range files {
			found += strings.Count(text, replace[i])
			files[name] = strings.Replace(text, replace[i], replace[i+1], 1)
		}
		if found != 1 {
			t.Fatalf("%q stands %d times in the small knowledge", replace[i], found)
		}
	}
	return folderOf(files)
}

func folderOf(files map[string]string) fs.FS {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return folder
}

func loadSmall(t testing.TB, replace ...string) *Loaded {
	t.Helper()
	l, err := Load(smallFolder(t, replace...))
	if err != nil {
		t.Fatal(err)
	}
	return l
}
