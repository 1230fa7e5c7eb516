package asking

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// SafetySection is the section in which the questionnaire asks after danger: the one with
// the most questions on which a "not sure" counts as danger or, where none does, that of
// what raises the first danger; "" where nothing is asked so.
func SafetySection(k *rules.Knowledge) string {
	marked := map[string]int{}
	for i := range k.Questions {
		if q := &k.Questions[i]; q.Unsure != "" {
			marked[q.Section]++
		}
	}
	section := ""
	for i := range k.Sections {
		if id := k.Sections[i].ID; marked[id] > marked[section] {
			section = id
		}
	}
	if section == "" {
		return firstDanger(k)
	}
	return section
}

// firstDanger is the section of the first question that raises the first danger.
func firstDanger(k *rules.Knowledge) (section string) {
	if len(k.Flags) == 0 {
		return ""
	}
	k.Flags[0].Trigger.Walk(func(c *rules.Condition) {
		for i := range k.Questions {
			if section == "" && k.Questions[i].ID == c.Question {
				section = k.Questions[i].Section
			}
		}
	})
	return section
}

// SaidPrivately says whether one of the private questions, those on self-harm, has an answer.
func SaidPrivately(k *rules.Knowledge, said rules.Answers) bool {
	for i := range k.Questions {
		if _, ok := said[k.Questions[i].ID]; ok && k.Questions[i].Private {
			return true
		}
	}
	return false
}

// Safety is the section in which danger is asked after.
func (a *Asker) Safety() string { return a.safety }

// LeadsToSafety says whether a section, by its place among all, is the one that asks after
// danger or stands before it, for what it needs to know: neither is passed over whole.
func (a *Asker) LeadsToSafety(section int) bool {
	for i := range a.know.Sections {
		if a.know.Sections[i].ID == a.safety {
			return section <= i
		}
	}
	return false
}

// Warns says whether a question asks after danger: by its section, or by its id where it is
// asked in another one. Safety is the section that asks after danger.
func Warns(safety string, q *rules.Question) bool {
	return q.Section == safety || safety != "" && strings.HasPrefix(q.ID, safety+".")
}

// Half says whether a list of warning signs, which is gone through line by line, was left
// in the middle: what was said of one line says nothing of the others.
func (a *Asker) Half(q *rules.Question, said rules.Answers) bool { return a.OpenLines(q, said) > 0 }

// OpenLines counts the lines without any answer of a list of warning signs that was begun;
// 0 for all other questions.
func (a *Asker) OpenLines(q *rules.Question, said rules.Answers) (open int) {
	v, answered := said[q.ID]
	if !answered || q.Kind != rules.KindChoices || !Warns(a.safety, q) || v.Unsure || v.Listed || slices.Contains(v.Yes, "none") {
		return 0
	}
	told := slices.Concat(v.Yes, v.No, v.NotSure)
	for i := range q.Choices {
		if id := q.Choices[i].ID; id != "none" && !slices.Contains(told, id) {
			open++
		}
	}
	return open
}
