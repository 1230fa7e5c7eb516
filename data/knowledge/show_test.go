package knowledge

import (
	"strings"
	"testing"

	"afterfusion/rules"
)

func TestShowOption(t *testing.T) {
	got, ok := Show(loadSmall(t).Knowledge, "pill")
	want := `pill (option)
name
  patient: pain pill
  clinician: NSAID
tier: medication
kind: treatment
about: A pill for pain.
tried: tried.pill
avoid
  1.
    when: Are your kidneys weak [health.kidney]: "Yes"
    level: never
    says
      patient: Your kidneys are weak.
      clinician: Renal disease
    factor: kidney
    rests on: jones2002 · recalled, not yet verified
effect
  1.
    says: It helps some.
    responders: 0.3 to 0.5
    months: 1 to 3
    rests on: jones2002 · recalled, not yet verified
harms
  1.
    says: It can hurt the gut.
    rate: 0.01
    rests on: jones2002 · recalled, not yet verified

references
  jones2002: Jones B. Pills. Pain 2002. [recalled, not yet verified]
`
	if !ok || got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestShowSource(t *testing.T) {
	got, ok := Show(loadSmall(t).Knowledge, "joint")
	for _, want := range []string{"joint (source)\n", "  1.\n    when: Back or leg [pain.lead]: \"Leg\"\n    p: 0.1\n    interval: 0.05 to 0.2\n    rests on: smith2001\n",
		"    rests on: estimate of this project\n", "  2. block\n    cap: 0.2 to 15\n    test: yes\n", "  1. joint-place\n    group: map\n",
		"when: How much did the test shot help [tests.block] at least 75\n", "  2. block\n    says: A test.\n    opens\n      when: How bad is it [pain.severity] at least 4\n",
		"\nreferences\n  smith2001: Smith A. Joints. Spine 2001. doi:10.1/x (cohort)\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing from\n%s", want, got)
		}
	}
	if !ok {
		t.Error("not found")
	}
}

func TestShowEveryKind(t *testing.T) {
	k := loadSmall(t).Knowledge
	for id, want := range map[string]string{
		"cord":        "  emergency\n    when: all of these\n      - Are your legs weak or numb [safety.legs]: \"Weak\"\n",
		"tests.press": "choices\n  positive: Positive\n", "smith2001": "doi: 10.1/x\n", "joint-block": "joint-block (evidence item of joint)\n",
		"result": "result (scale)\n", "policy": "recent-procedure: When was it [safety.recent]: \"Just now\"\n", "version": "version: test\n",
	} {
		got, ok := Show(k, id)
		if !ok || !strings.Contains(got, want) {
			t.Errorf("%s: %q is missing from\n%s", id, want, got)
		}
	}
	if got, ok := Show(k, "nothing"); ok || got != "" {
		t.Errorf("nothing is shown as %q", got)
	}
}

func TestShowConditions(t *testing.T) {
	w := &shower{questions: smallQuestions()}
	for _, q := range w.questions {
		q.Text = rules.Text{Clinician: strings.ToUpper(q.ID) + "?"}
		for i := range q.Choices {
			q.Choices[i].Text = rules.Text{Clinician: q.Choices[i].ID}
		}
	}
	nested := op(rules.All, op(rules.All, is("side", "left"), num(rules.Less, 3)), op(rules.Any, op(rules.All, op(rules.Not, is("items", "a")), isKnown("level"))),
		rules.Condition{Op: rules.Count, Cmp: rules.AtMost, N: 1, Args: []rules.Condition{is("items", "a", "b"), is("gone", "x")}})
	w.condition(0, "when", &nested)
	for _, c := range []rules.Condition{{}, {Op: rules.SourceIs, Question: "joint", Band: "very-likely"}, {Op: rules.SourceIs, Question: "joint", Number: 0.15},
		{Op: rules.FlagIs, Question: "any", Level: rules.Urgent}, {Op: rules.FlagIs, Question: "cord", Level: rules.Soon}, op(rules.None, is("side", "left"))} {
		w.condition(0, "when", &c)
	}
	want := `when: all of these
  - SIDE [side]: "left"
  - LEVEL [level] less than 3
  - not: ITEMS [items]: "a"
  - LEVEL [level] is known
  - at most 1 of these
    - ITEMS [items]: "a", or "b"
    - [gone]: x
when: always
when: the source joint is very likely or more
when: the source joint has a probability of at least 0.15
when: any red flag is raised, urgent or higher
when: the red flag cord is raised, soon or higher
when: not: SIDE [side]: "left"
`
	if got := w.b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestShowBreaksLines(t *testing.T) {
	w := &shower{}
	w.line(2, "%s", strings.Repeat("word ", 60))
	for i, line := range strings.Split(strings.TrimSuffix(w.b.String(), "\n"), "\n") {
		if len(line) > pageWidth || !strings.HasPrefix(line, "    ") || i > 0 && !strings.HasPrefix(line, "      ") {
			t.Errorf("line %q", line)
		}
	}
}
