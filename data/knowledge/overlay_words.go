package knowledge

import (
	"fmt"

	"afterfusion/rules"
)

// compareActs looks at what a level tells to do and to do meanwhile.
func (m *merger) compareActs(name string, was, now *rules.FlagLevel) {
	m.keepWords(name+"/act", "what it tells to do", was.Act, now.Act)
	m.keepWords(name+"/meanwhile", "what it tells to do meanwhile", was.Meanwhile, now.Meanwhile)
}

// compareNotice looks at the words with which a flag answers what raises no danger.
func (m *merger) compareNotice(questions map[string]*rules.Question, id string, was, now *rules.Line) {
	name := "red-flags/" + id + "/notice"
	if was.When.Given() && !now.Says.Empty() && !wider(questions, was.When, now.When) {
		m.drop(name, "fewer people are told: "+was.Says.For(rules.Clinician))
		return
	}
	m.tellWords(name, was.Says, now.Says)
}

// keepWords is for words that may be replaced only where that is said.
func (m *merger) keepWords(name, what string, was, now rules.Text) {
	if !was.Empty() && was != now {
		m.drop(name, what+" is another")
		m.words = append(m.words, name+": "+change(was, now))
	}
}

// tellWords is for words that may be replaced, but not dropped: what was replaced is told.
func (m *merger) tellWords(name string, was, now rules.Text) {
	switch {
	case was.Empty() || was == now:
	case now.Empty():
		m.drop(name, "these words are dropped: "+was.For(rules.Clinician))
	default:
		m.told = append(m.told, "other words for "+name)
		m.words = append(m.words, name+": "+change(was, now))
	}
}

// change tells the old and the new words of the readers for whom they are not the same.
func change(was, now rules.Text) string {
	out := ""
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		before, after := was.For(reader), now.For(reader)
		if before == after || reader == rules.Clinician && before == was.For(rules.Patient) && after == now.For(rules.Patient) {
			continue
		}
		if out != "" {
			out += "; "
		}
		out += fmt.Sprintf("%q, was %q", after, before)
	}
	return out
}
