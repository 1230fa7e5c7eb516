package tui

import (
	"fmt"
	"math"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/chart"
)

// What must be in before the live differential is shown: it would lead the
// questions otherwise.
var liveSections = [...]string{"safety", "course"}

const livePlaces = "pain.zones"

// liveWaits counts the questions that keep the live differential hidden.
func (m *app) liveWaits() int {
	n := 0
	if m.suspicion == "" && !m.cfg.Quick {
		n++
	}
	for i := range m.ask.steps {
		s := &m.ask.steps[i]
		id := m.know.Sections[m.sectionOf(i)].ID
		if s.Skipped || id != liveSections[0] && id != liveSections[1] {
			continue
		}
		n += len(s.Questions) - s.Answered
	}
	if _, ok := m.rec.answers[livePlaces]; !ok {
		n++
	}
	return n
}

// drawLive draws every source with its range, and what the last answer changed.
func (m *app) drawLive(width, height int) []string {
	l := &m.look
	level := m.now.Triage.Level
	out := []string{l.title.of("Triage ") + l.level(level.String()).of(mark(level.String())+" "+report.Words("level", level.String(), string(m.as())))}
	if len(m.now.Triage.NotAsked) > 0 && height > 16 {
		out = append(out, l.muted.of(fmt.Sprintf("%d safety questions without an answer", m.askableSafety())))
	}
	out = append(out, "")
	if n := m.liveWaits(); n > 0 {
		for _, s := range wrap(fmt.Sprintf("The differential is shown once safety, course and pain drawing are in: %d to go.", n), width) {
			out = append(out, l.muted.of(s))
		}
		return frame(out, width, height)
	}
	out = append(out, l.title.of("Sources")+l.muted.of("  in 100 · change"))
	for i := range m.now.Sources {
		if len(out) == height-1 && i < len(m.now.Sources)-1 {
			out = append(out, l.muted.of(fmt.Sprintf("%d more in the result", len(m.now.Sources)-i)))
			break
		}
		out = append(out, m.liveRow(&m.now.Sources[i], width))
	}
	return frame(out, width, height)
}

// liveRow is one source: name, range, probability, change.
func (m *app) liveRow(s *rules.SourceResult, width int) string {
	const numberWidth = 8
	nameWidth := min(max(width-30, 16), 26)
	l := &m.look
	name := pad(clip(short(m.text(m.know.Sources[s.Source].Name)), nameWidth), nameWidth)
	bar := chart.Interval(s.Probability, s.Lo, s.Hi, width-nameWidth-numberWidth-2, l.g)
	style := l.muted
	if s.Band >= rules.Possible {
		style = l.text
	}
	return style.of(name) + " " + l.bar.of(bar) + " " + style.of(fmt.Sprintf("%3s", percent(s.Probability))) + l.accent.of(m.change(s))
}

// change is by how many in a hundred the last answer moved a source.
func (m *app) change(s *rules.SourceResult) string {
	was, ok := m.before[s.Source]
	d := math.Round(s.Probability*100) - math.Round(was*100)
	if !ok || d == 0 {
		return "     "
	}
	return fmt.Sprintf(" %+4.0f", d)
}

// askableSafety counts the safety questions without an answer that asking alone
// could answer, and that are asked as things stand.
func (m *app) askableSafety() int {
	n := 0
	for _, q := range m.now.Triage.NotAsked {
		if s := m.know.Questions[q].Section; s != "exam" && s != "tests" && m.isAsked(q) {
			n++
		}
	}
	return n
}

// isAsked says whether a question is asked of this reader as things stand.
func (m *app) isAsked(q int) bool { return m.ask.now[q] }
