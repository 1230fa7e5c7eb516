package tui

import (
	"fmt"
	"math"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/chart"
)

// What must be in, beside the questions about danger, before the live differential is shown:
// it would lead the questions otherwise. livePlaces says where it hurts; the quick screens
// ask only for the worst place.
const (
	liveCourse = "course"
	livePlaces = "pain.zones"
	liveWorst  = "pain.worst-zone"
)

// liveWaits counts the questions that keep the live differential hidden.
func (m *app) liveWaits() int {
	n := 0
	if m.suspicion == "" && !m.cfg.Quick {
		n++
	}
	for i := range m.ask.steps {
		s := &m.ask.steps[i]
		id := m.know.Sections[m.sectionOf(i)].ID
		if s.Skipped || id != m.asker.Safety() && id != liveCourse {
			continue
		}
		n += len(s.Questions) - s.Answered
	}
	_, drawn := m.rec.answers[livePlaces]
	_, worst := m.rec.answers[liveWorst]
	if !drawn && !(worst && m.cfg.Quick) {
		n++
	}
	return n
}

// drawLive draws every source with its range, and what the last answer changed.
func (m *app) drawLive(width, height int) []string {
	l := &m.look
	out := append(m.liveTriage(width), "")
	if n := m.liveWaits(); n > 0 {
		for _, s := range wrap(fmt.Sprintf("The differential is shown once safety, course and pain drawing are in: %d to go.", n), width) {
			out = append(out, l.muted.of(s))
		}
		return frame(out, width, height)
	}
	name, bar := m.liveWidths(width)
	out = append(out, l.title.of(pad("Sources", name+1))+l.muted.of(pad(scale(bar), bar+1)+"in 100"))
	for i := range m.now.Sources {
		if len(out) == height-1 && i < len(m.now.Sources)-1 {
			out = append(out, l.muted.of(fmt.Sprintf("%d more in the result", len(m.now.Sources)-i)))
			break
		}
		out = append(out, m.liveRow(&m.now.Sources[i], name, bar))
	}
	return frame(out, width, height)
}

// liveTriage is the danger found. That nothing was found is said only of what was asked.
func (m *app) liveTriage(width int) []string {
	l := &m.look
	level := m.toldLevel()
	open, elsewhere := m.openSafety()
	words := l.level(level.String()).of(strings.TrimSpace(mark(level.String()) + " " + report.Words("level", level.String(), string(m.as()))))
	if level == rules.Routine && open > 0 {
		words = l.unsure.of("not yet known")
	}
	out := []string{l.title.of("Triage  ") + words}
	if open == 0 {
		return out
	}
	s := fmt.Sprintf("%d questions about danger are open", open)
	if open == 1 {
		s = "1 question about danger is open"
	}
	if elsewhere != "" {
		s += elsewhere
	}
	for _, s := range wrap(s+".", width) {
		out = append(out, l.muted.of(s))
	}
	return out
}

// openSafety counts the questions that could still raise a danger, are asked and have no
// answer, and says which sections other than safety hold some.
func (m *app) openSafety() (n int, elsewhere string) {
	var names []string
	own := false
	askable := m.askable()
	for _, q := range m.now.Triage.NotAsked {
		section := m.know.Questions[q].Section
		if section == "exam" || section == "tests" || !askable(q) {
			continue
		}
		n++
		own = own || section == m.asker.Safety()
		if name := m.questionSection(&m.know.Questions[q]); section != m.asker.Safety() && !contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return n, ""
	}
	return n, map[bool]string{true: ", also in ", false: ", in "}[own] + strings.Join(names, ", ")
}

// The columns of the live differential beside name and bar: the share and its change.
const liveNumbers = 9

// liveWidths parts the width between names and bars.
func (m *app) liveWidths(width int) (name, bar int) {
	const least, most = 11, 44
	name = len("Sources")
	for i := range m.know.Sources {
		name = max(name, wide(short(m.text(m.know.Sources[i].Name))))
	}
	name = min(name, width-liveNumbers-least-2)
	return name, min(width-liveNumbers-name-2, most)
}

// scale labels a bar from 0 to 100.
func scale(width int) string {
	half := width / 2
	return pad(pad("0", half-1)+"50", width-3) + "100"
}

// liveRow is one source: name, range, probability, change.
func (m *app) liveRow(s *rules.SourceResult, name, bar int) string {
	l := &m.look
	style := l.muted
	if s.Band >= rules.Possible {
		style = l.text
	}
	return style.of(pad(shorter(short(m.text(m.know.Sources[s.Source].Name)), name), name)) + " " + l.bar.of(chart.Interval(s.Probability, s.Lo, s.Hi, bar, l.g)) +
		" " + style.of(fmt.Sprintf("%3s", percent(s.Probability))) + l.accent.of(m.change(s))
}

// shorter leaves out the second half of a name that does not fit.
func shorter(name string, width int) string {
	if wide(name) > width {
		name, _, _ = strings.Cut(name, " or ")
	}
	return clip(name, width)
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

// isAsked says whether a question is asked of this reader as things stand.
func (m *app) isAsked(q int) bool { return m.ask.now[q] }
