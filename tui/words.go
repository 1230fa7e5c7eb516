package tui

import (
	"fmt"
	"math"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/asking"
)

func (m *app) word(kind, id string) string { return report.Words(kind, id, string(m.as())) }

func (m *app) bandWord(id string) string { return m.word("band", id) }

// percent writes a share as the number of people in a hundred, without the words.
func percent(p float64) string { return fmt.Sprintf("%.0f", math.Round(p*100)) }

// numbers says whether shares are shown as numbers: patients ask for them first.
func (m *app) numbers() bool { return !m.patient() || m.result.numbers }

// how says how likely a source is, in the words or numbers that the reader wants.
func (m *app) howLikely(p, lo, hi float64, band string) string {
	if !m.numbers() {
		return m.bandWord(band)
	}
	return fmt.Sprintf("%s, %s (%s)", m.bandWord(band), report.InHundred(p), report.Span(lo, hi))
}

// strengthWord names how good the evidence for a figure is.
func (m *app) strengthWord(id string) string {
	if id == "expert" {
		return m.pick("experts' view", "expert opinion")
	}
	return m.pick(id+" evidence", id)
}

func (m *app) text(t rules.Text) string { return t.For(m.as()) }

func (m *app) question(id string) *rules.Question {
	q, _ := m.base.Question(id)
	return q
}

// answer writes what was said to a question, or "".
func (m *app) answer(id string) string {
	q := m.question(id)
	v, ok := m.rec.answers[id]
	if q == nil || !ok {
		return ""
	}
	return asking.Answer(q, v, m.as())
}

func (m *app) sourceName(id string) string {
	for i := range m.know.Sources {
		if s := &m.know.Sources[i]; s.ID == id {
			return m.text(s.Name)
		}
	}
	return id
}

func (m *app) option(id string) *rules.Option {
	for i := range m.know.Options {
		if m.know.Options[i].ID == id {
			return &m.know.Options[i]
		}
	}
	return nil
}

func (m *app) optionName(id string) string {
	if o := m.option(id); o != nil {
		return m.text(o.Name)
	}
	return id
}

// short leaves out what a name adds in brackets.
func short(name string) string {
	if i := strings.Index(name, " ("); i > 0 {
		return name[:i]
	}
	return name
}

// index is the place of a question in the knowledge, or -1.
func (m *app) index(id string) int { return m.asker.Index(id) }
