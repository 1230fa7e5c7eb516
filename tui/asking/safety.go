package asking

import "afterfusion/rules"

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
