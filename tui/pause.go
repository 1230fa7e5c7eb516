package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// pause is the stop between two sections, for patients: what is done, what is left, and
// that one may leave here and come back.
type pause struct {
	leaf
	step int // that comes next, by its number in the rules
}

// pausesBefore says whether there is a stop before a step.
func (m *app) pausesBefore(i int) bool {
	return m.patient() && !m.cfg.Quick && !m.ask.mending && m.sectionOf(i) != m.sectionOf(m.ask.at)
}

func (m *app) openPause(next int) {
	m.leaveStep()
	m.pause.step = m.ask.steps[next].Step
	m.pause.leaf = leaf{kind: pagePause}
	m.screen = atPause
	m.era++
}

func (m *app) writePause(w *writer) {
	counts := m.sectionProgress()
	at := m.base.Steps()[m.pause.step].Section
	section := m.sectionOf(m.ask.at)
	w.head(passed(m.text(m.know.Sections[section].Name), counts[section], m.private()))
	if c := counts[section]; c.said < c.asked && m.asker.LeadsToSafety(section) {
		w.para(w.unsure, 0, "These questions look for danger. It is best to answer them all.")
	}
	if s := m.openWords(); s != "" {
		w.para(w.unsure, 0, strings.Replace(s, "Shift+Tab", "←", 1))
	}
	w.para(w.text, 0, fmt.Sprintf("About %s to go. Next: %s.", asking.Minutes(m.know, m.openFrom(at), m.as()), m.text(m.know.Sections[at].Name)))
	if m.keep.keeps() {
		w.para(w.text, 0, "You can stop here and come back another day. "+m.keepsWords())
	} else {
		w.para(w.text, 0, "You can rest here. "+m.keepsWords()+" What you said is gone once you stop.")
	}
	w.blank()
	w.item(target{"go", "on"}, w.text, "Go on")
	w.item(target{"go", "review"}, w.text, "Look at my answers so far")
	w.item(target{"go", "quit"}, w.text, "Stop for now")
	w.blank()
	for i := range m.know.Sections {
		if counts[i].asked == 0 {
			continue
		}
		sign, ink := " ", w.muted
		switch {
		case i < at && counts[i].said < counts[i].asked:
			sign, ink = w.g.Dot, w.text
		case i < at:
			sign, ink = w.g.Done, w.good
		case i == at:
			sign, ink = w.g.Cursor, w.text
		}
		w.row("  " + ink.of(pad(sign, 2)+m.text(m.know.Sections[i].Name)))
	}
}

// openFrom are the questions without an answer from a section on.
func (m *app) openFrom(section int) []int {
	var out []int
	for i := range m.ask.steps {
		if m.sectionOf(i) < section || m.needless(i) {
			continue
		}
		for _, q := range m.ask.steps[i].Questions {
			if _, said := m.rec.answers[m.know.Questions[q].ID]; !said {
				out = append(out, q)
			}
		}
	}
	return out
}

// private says whether a private answer has words of its own to be read.
func (m *app) private() bool {
	return len(m.notices()) > 0 || slices.ContainsFunc(m.now.Triage.Flags, func(f rules.RaisedFlag) bool { return m.know.Flags[f.Flag].BecausePrivate })
}

// passed says what became of a section: praise is for what was answered, and not for somebody
// who has just read the words for a crisis.
func passed(name string, c progress, private bool) string {
	switch {
	case c.said == 0:
		return name + " is left out for now. You can come back to it."
	case c.said < c.asked:
		return name + " is behind you, with some lines left open."
	case private:
		return name + " is behind you."
	}
	return "Well done: " + name + " is behind you."
}

func (m *app) pauseKeys() []binding {
	return []binding{{show: "Enter", does: "choose"}, {show: "→", does: "on"}, m.keys.down, m.keys.back, m.keys.quit}
}

func (m *app) pauseKey(k tea.KeyPressMsg) tea.Cmd {
	l := &m.pause.leaf
	p := m.laid(l, m.width)
	switch {
	case m.keys.open.is(k):
		if t, ok := l.open(p, m.bodyHeight()); ok {
			return m.afterPause(t.id)
		}
		return nil
	case m.keys.on.is(k):
		return m.afterPause("on")
	case m.keys.back.is(k):
		m.openStep(m.ask.at)
		m.dropTrail()
		return nil
	case m.keys.safety.is(k) && m.banner() != "":
		return m.showAlert()
	case m.scrolled(l, k, m.width, m.bodyHeight()):
		return nil
	}
	cmd, _ := m.common(k)
	return cmd
}

// dropTrail takes the step on show off the trail: it was left and come back to.
func (m *app) dropTrail() {
	if a := &m.ask; len(a.trail) > 0 && a.trail[len(a.trail)-1] == a.steps[a.at].Step {
		a.trail = a.trail[:len(a.trail)-1]
	}
}

func (m *app) afterPause(choice string) tea.Cmd {
	switch choice {
	case "review":
		m.openReview()
		return nil
	case "quit":
		return m.quit()
	}
	if i := m.stepIndex(m.pause.step); i >= 0 {
		m.openStep(i)
		return nil
	}
	m.openReview()
	return nil
}
