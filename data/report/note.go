package report

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// A note tells what was answered as a clinician writes it down: a sentence on the person
// and the construct, then chapter by chapter, what was denied last.

// gateQuestions only open others: their answers are seen in those.
var gateQuestions = []string{"tried.any", "exam.any", "tests.any", "tests.more", "scores.any"}

// The questions that the lines of a note tell in words of their own.
var (
	leadQuestions = []string{"health.age", "health.sex", "surgery.region", "surgery.top-level", "surgery.bottom-level", "surgery.levels",
		"surgery.to-sacrum", "surgery.pelvic-fixation", "surgery.months-since", "safety.last-operation"}
	courseQuestions = []string{"course.after", "course.better-months", "course.return", "course.same-pain", "course.back-and-leg", "course.trend"}
	courseWords     = map[string]string{"course.after": "%s", "course.better-months": "better for %s, then pain again", "course.return": "return %s",
		"course.same-pain": "compared with before the fusion: %s", "course.back-and-leg": "back and leg: %s", "course.trend": "trend %s"}
	triedPrefix = "tried."
	blockPrefix = "block."
)

// note writes history, and examination and tests.
func (b *builder) note() (history, examination []SummaryLine) {
	add := func(list *[]SummaryLine, label, text string) {
		if text != "" {
			*list = append(*list, SummaryLine{label, text})
		}
	}
	add(&history, "Person", b.personLine())
	for _, s := range b.k.Sections {
		told, denied := b.chapter(s.ID)
		if s.ID == "treatments" {
			told = append(b.treatments(), told...)
		}
		text := strings.Join(told, " ")
		if len(denied) > 0 && s.ID != safetySection { // those stand on the one screen
			text = strings.TrimSpace(text + " No or none: " + listed(denied) + ".")
		}
		if slices.Contains(sectionsOfOthers, s.ID) {
			add(&examination, s.Name.For(rules.Clinician), text)
		} else {
			add(&history, s.Name.For(rules.Clinician), text)
		}
	}
	return history, examination
}

// chapter tells the answers of a section that have no line of their own.
func (b *builder) chapter(section string) (told, denied []string) {
	for i := range b.k.Questions {
		q := &b.k.Questions[i]
		if q.Section != section || q.Private && !b.set.SelfHarm || slices.Contains(gateQuestions, q.ID) || slices.Contains(leadQuestions, q.ID) ||
			q.ID == zonesQuestion || b.isTreatment(q) {
			continue
		}
		v := b.ans[q.ID]
		words := clinical(q, v)
		switch {
		case words == "":
		case negativeAnswer(q, v):
			denied = append(denied, lower(q.Text.Clinician))
		default:
			told = append(told, q.Text.Clinician+": "+stop(words))
		}
	}
	return told, denied
}

// isTreatment says whether a question tells what came of a treatment.
func (b *builder) isTreatment(q *rules.Question) bool {
	return strings.HasPrefix(q.ID, triedPrefix) && q.Kind == rules.KindChoice
}

// treatments are grouped by what came of them, in the order of the choices.
func (b *builder) treatments() []string {
	var order []string
	by := map[string][]string{}
	for i := range b.k.Questions {
		q := &b.k.Questions[i]
		if !b.isTreatment(q) {
			continue
		}
		for _, c := range q.Choices {
			if !slices.Contains(b.ans[q.ID].Yes, c.ID) || c.ID == "not-tried" {
				continue
			}
			if by[c.Text.Clinician] == nil {
				order = append(order, c.Text.Clinician)
			}
			name, _, _ := strings.Cut(q.Text.Clinician, ":")
			by[c.Text.Clinician] = append(by[c.Text.Clinician], lower(name))
		}
	}
	var out []string
	for _, o := range order {
		out = append(out, o+": "+stop(listed(by[o])))
	}
	return out
}

// personLine is who this is: age, sex, construct, time since the fusion.
func (b *builder) personLine() string {
	var who []string
	if s := b.bare("health.age"); s != "" {
		who = append(who, "aged "+s)
	}
	if s := b.bare("health.sex"); s != "" {
		who = append(who, s)
	}
	who = append(who, b.construct())
	return capital(strings.Join(who, ", ")) + "."
}

// bare is a clinical answer without its question, or "".
func (b *builder) bare(id string) string {
	q, ok := b.base.Question(id)
	if !ok || q.Private && !b.set.SelfHarm || b.ans[id].Unsure {
		return ""
	}
	return clinical(q, b.ans[id])
}

// construct is what was fused and when.
func (b *builder) construct() string {
	if b.fused == "" {
		b.fused = b.constructWords()
	}
	return b.fused
}

func (b *builder) constructWords() string {
	var out []string
	top, bottom := b.bare("surgery.top-level"), b.bare("surgery.bottom-level")
	if top != "" && bottom != "" {
		out = append(out, "fused "+top+" to "+bottom)
	} else if s := b.bare("surgery.region"); s != "" {
		out = append(out, "fused region "+s)
	}
	if n := b.levels(); n != "" {
		out = append(out, n)
	}
	switch b.holds("surgery.to-sacrum", "yes") {
	case rules.True:
		out = append(out, "to the sacrum")
	case rules.False:
		out = append(out, "not to the sacrum")
	}
	if b.holds("surgery.pelvic-fixation", "yes") == rules.True {
		out = append(out, "pelvic fixation")
	}
	if len(out) == 0 {
		out = append(out, "levels not told")
	}
	switch months := b.bare("surgery.months-since"); {
	case months == "1":
		out = append(out, "1 month ago")
	case months != "":
		out = append(out, months+" months ago")
	default:
		out = append(out, "time since the fusion not told")
	}
	return strings.Join(out, ", ")
}

// levels is the number of fused segments, told or following from the ends.
func (b *builder) levels() string {
	const id = "surgery.levels"
	if s := b.bare(id); s != "" { // its unit is the word
		return map[bool]string{true: "1 level", false: s}[s == "1 levels"]
	}
	lo, hi, ok := b.explain.Number(id)
	if !ok || lo != hi {
		return ""
	}
	return number(lo) + map[bool]string{true: " level", false: " levels"}[lo == 1]
}

func (b *builder) holds(id, choice string) rules.Truth {
	return b.explain.Holds(&rules.Condition{Op: rules.Is, Question: id, Choices: []string{choice}})
}

// constructLine is the line of the one screen: construct, months, course.
func (b *builder) constructLine() string {
	var course []string
	interval := b.bare("course.better-months")
	for _, id := range courseQuestions {
		if s := b.bare(id); s != "" && !(id == "course.after" && interval != "") {
			course = append(course, fmt.Sprintf(courseWords[id], s))
		}
	}
	if len(course) == 0 {
		course = []string{"course not told"}
	}
	return capital(b.construct()) + ". " + capital(strings.Join(course, "; ")) + "."
}

// trials tells the results of blocks with their hours, and how long things were tried;
// what was not asked is said.
func (b *builder) trials() string {
	var out []string
	for i := range b.k.Questions {
		q := &b.k.Questions[i]
		stem, isRelief := strings.CutSuffix(q.ID, "-relief")
		if !strings.HasPrefix(q.ID, blockPrefix) || !isRelief || b.bare(q.ID) == "" {
			continue
		}
		label, _, _ := strings.Cut(q.Text.Clinician, ":")
		text := label + ": " + b.relief(q)
		if s := b.bare(stem + "-hours"); s != "" {
			text += " for " + s + " h"
		}
		if s := b.bare(stem + "-side"); s != "" {
			text += ", " + s
		}
		out = append(out, text)
	}
	if len(out) == 0 {
		out = append(out, map[bool]string{true: "No diagnostic block done", false: "Blocks: not asked"}[b.holds("block.any", "none") == rules.True])
	}
	for i := range b.k.Questions {
		q := &b.k.Questions[i]
		if strings.HasPrefix(q.ID, triedPrefix) && q.Kind == rules.KindNumber && b.bare(q.ID) != "" {
			out = append(out, lower(q.Text.Clinician)+": "+b.bare(q.ID))
		}
	}
	if !slices.ContainsFunc(out, func(s string) bool { return strings.Contains(s, "weeks of") || strings.Contains(s, "months of") }) {
		out = append(out, "weeks of care: not asked")
	}
	return strings.Join(out, "; ") + "."
}

// relief is what came of a block: for a patient's page in words, else as a percentage.
func (b *builder) relief(q *rules.Question) string {
	v := b.ans[q.ID]
	if !b.patient() || !v.Numeric {
		return clinical(q, v)
	}
	for _, w := range b.k.Policy.ReliefWords {
		if len(w.Range) == 2 && v.Lo >= w.Range[0] && v.Hi <= w.Range[1] {
			return strings.ReplaceAll(w.ID, "-", " ")
		}
	}
	return "some"
}

// beforeProcedure tells what bears on a procedure, what is missing included.
func (b *builder) beforeProcedure() string {
	out := []string{b.orNotAsked("Anticoagulant or antiplatelet", "health.blood-thinner"), b.orNotAsked("allergies", "health.allergies"),
		b.orNotAsked("implanted devices", "health.devices"), b.orNotAsked("MRI foreseeable", "health.needs-mri"), b.orNotAsked("eGFR", "health.egfr"),
		b.pregnancy(), b.ofMedicines("opioid", 0), b.ofMedicines("sedative", 1)}
	if s := b.bare("opioid.mme"); s != "" && !b.patient() {
		out = append(out, "morphine equivalents "+s)
	}
	return strings.Join(out, "; ") + "."
}

func (b *builder) orNotAsked(label, id string) string {
	s := b.bare(id)
	switch {
	case b.ans[id].Unsure:
		s = "not known"
	case s == "":
		s = "not asked"
	}
	return label + ": " + s
}

func (b *builder) pregnancy() string {
	if b.ans["health.pregnancy"].Unsure || b.bare("health.pregnancy") != "" {
		out := b.orNotAsked("pregnancy", "health.pregnancy")
		if weeks := b.bare("health.pregnancy-weeks"); weeks != "" {
			out += ", " + weeks
		}
		return out
	}
	if b.holds("health.pregnancy", "no") == rules.True {
		return "pregnancy: no (age or sex)"
	}
	return "pregnancy: not asked"
}

// ofMedicines names the medicines of one kind that are taken: the kinds are those that
// the naloxone line combines.
func (b *builder) ofMedicines(kind string, i int) string {
	const id = "health.medicines"
	c := b.combination(i)
	v, asked := b.ans[id]
	var words []string
	if c != nil {
		if q, ok := b.base.Question(id); ok && asked && !v.Unsure {
			if s := clinical(q, onlyRead(v, q, c)); s != "" {
				words = append(words, s)
			}
		}
		if s := b.inUse(c); len(words) == 0 && len(s) > 0 {
			words = append(words, "in use ("+strings.Join(s, ", ")+")")
		}
	}
	switch {
	case len(words) > 0:
		return kind + ": " + strings.Join(words, "; ")
	case c == nil || !asked:
		return kind + ": not asked"
	case v.Unsure || v.Partial:
		return kind + ": not known"
	}
	return kind + ": none"
}

// inUse names the treatments that a condition reads and that are told to be in use.
func (b *builder) inUse(c *rules.Condition) []string {
	var out []string
	c.Walk(func(x *rules.Condition) {
		if x.Op != rules.Is || !strings.HasPrefix(x.Question, "tried.") || b.explain.Holds(x) != rules.True {
			return
		}
		for i := range b.k.Options {
			if o := &b.k.Options[i]; o.Tried == x.Question {
				out = append(out, lower(shortName(o.Name.Clinician)))
				return
			}
		}
	})
	return out
}

// team is what an emergency team has to know, in clinical words: the signs and since
// when, who this is, the operation, and what bears on treatment.
func (b *builder) team() []SummaryLine {
	var out []SummaryLine
	for i := range b.a.Triage.Flags {
		if b.doc.Triage.Flags[i].Within == "" {
			out = append(out, SummaryLine{redFlag, b.raisedLine(i)})
		}
	}
	add := func(label string, ids ...string) {
		var text []string
		for _, id := range ids {
			if q, ok := b.base.Question(id); ok && (b.bare(id) != "" || b.ans[id].Unsure) {
				text = append(text, q.Text.Clinician+": "+clinical(q, b.ans[id])+".")
			}
		}
		if len(text) == 0 {
			text = []string{"not told"}
		}
		out = append(out, SummaryLine{label, strings.Join(text, " ")})
	}
	if said := b.otherSigns(); said != "" {
		out = append(out, SummaryLine{"Other signs told", said})
	}
	out = append(out, SummaryLine{"Person", b.personLine()})
	add("Last operation, needle", "safety.last-operation", "safety.last-needle")
	add("Medicines, allergies", "health.medicines", "health.blood-thinner", "health.allergies")
	add("Devices, pregnancy", "health.devices", "health.pregnancy", "health.pregnancy-weeks")
	return out
}

// otherSigns are the danger signs told that raised no flag.
func (b *builder) otherSigns() string {
	raised := map[int]bool{}
	for i := range b.a.Triage.Flags {
		for _, q := range b.a.Triage.Flags[i].Because {
			raised[q] = true
		}
	}
	var out []string
	for i := range b.k.Questions {
		q := &b.k.Questions[i]
		if q.Section != safetySection || q.Private || raised[i] || q.When.Given() || negativeAnswer(q, b.ans[q.ID]) {
			continue
		}
		if s := clinical(q, b.ans[q.ID]); s != "" {
			out = append(out, q.Text.Clinician+": "+s+".")
		}
	}
	return strings.Join(out, " ")
}
