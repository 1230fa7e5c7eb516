package tui

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// typing is a line that is typed at the foot of the screen: what is looked for, or the
// reason for a decision.
type typing struct {
	what  typed
	text  string
	found int    // the line of the review that was found
	id    string // the option that is decided on
}

type typed uint8

const (
	nothing     typed = iota
	searchWords       // among the answers and open questions of the review
	searchAll         // in everything that the result is made of
	reasonWords
	fileWords // the name of an earlier file
)

// longestTyped is how much can be typed.
const longestTyped = 200

// openSearch looks through everything: the hits are a page of their own.
func (m *app) openSearch() {
	r := &m.result
	if r.leaf().kind != pageSearch {
		r.open(leaf{kind: pageSearch})
		r.sought = ""
	}
	r.typing = typing{what: searchAll, text: r.sought}
	m.era++
}

// typingKey takes a letter, or ends the line.
func (m *app) typingKey(k tea.KeyPressMsg) tea.Cmd {
	t := &m.result.typing
	switch key := k.String(); {
	case t.what == searchAll && m.seekKey(k):
	case key == "esc", key == "shift+tab", t.what == searchWords && (key == "/" || key == "left" || key == "tab"):
		t.what = nothing
	case key == "enter" && t.what == reasonWords:
		t.what = nothing
		return m.decide(t.id, false, t.text)
	case key == "enter" && t.what == fileWords:
		t.what = nothing
		return m.compareWith(t.text)
	case key == "enter" && t.what == searchWords:
		t.what = nothing // what was found is chosen; the next Enter opens it
	case key == "down":
		m.seek(t.found + 1)
	case key == "up" && t.what == searchWords:
		m.seekBack(t.found - 1)
	case key == "backspace":
		if r := []rune(t.text); len(r) > 0 {
			t.text = string(r[:len(r)-1])
		}
	default:
		m.addTyped(k.Text)
	}
	m.lookAgain()
	return nil
}

// addTyped adds to the line what was typed or pasted, as far as there is room.
func (m *app) addTyped(text string) {
	t := &m.result.typing
	for _, r := range text {
		if len(t.text)+utf8.RuneLen(r) > longestTyped {
			break
		}
		t.text += string(r)
	}
	if text != "" {
		m.seek(t.found)
	}
}

// lookAgain shows the hits of what is looked for now.
func (m *app) lookAgain() {
	if t := &m.result.typing; t.what == searchAll && t.text != m.result.sought {
		m.result.sought = t.text
		m.result.leaf().pager = pager{}
		m.era++
	}
}

// paste adds to the line that is typed at the foot; on the home screen the name of a file
// takes it. Nowhere else does a paste mean anything: it must not answer questions.
func (m *app) paste(msg tea.PasteMsg) tea.Cmd {
	typing := m.screen == atResult || m.screen == atReview
	if m.quitting || m.help != nil || m.saving != nil || !typing || m.result.typing.what == nothing {
		return m.passToForm(msg)
	}
	m.notice = ""
	m.addTyped(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(strings.TrimSpace(msg.Content), "")))
	m.lookAgain()
	return nil
}

// seekKey does what keys do on the page of hits that are no letters.
func (m *app) seekKey(k tea.KeyPressMsg) bool {
	r := &m.result
	l, height := r.leaf(), m.resultHeight()
	p := m.laid(l, m.width)
	switch k.String() {
	case "esc", "shift+tab", "left":
		r.typing.what = nothing
		m.resultBack()
	case "enter", "right":
		if t, ok := l.open(p, height); ok {
			r.typing.what = nothing
			m.follow(t)
		}
	case "up":
		l.move(p, -1, height)
	case "down", "tab":
		l.move(p, 1, height)
	case "pgup":
		l.scroll(p, -max(height-1, 1), height)
	case "pgdown":
		l.scroll(p, max(height-1, 1), height)
	case "backspace":
		if r.typing.text == "" {
			r.typing.what = nothing
			m.resultBack()
			return true
		}
		return false
	default:
		return false
	}
	return true
}

// seek goes to the next line of the review whose question, section or answer holds every
// word, also where the page breaks its lines or writes them in another way.
func (m *app) seek(from int) {
	m.seekBy(max(from, 0), +1)
}

// seekBack goes to the one before.
func (m *app) seekBack(from int) { m.seekBy(from, -1) }

func (m *app) seekBy(from, by int) {
	t := &m.result.typing
	words := strings.Fields(strings.ToLower(t.text))
	if t.what != searchWords || len(words) == 0 {
		return
	}
	l := &m.review
	p := m.laid(l, m.width)
	for n := range p.targets {
		i := ((from+n*by)%len(p.targets) + len(p.targets)) % len(p.targets)
		if q := m.question(p.targets[i].id); p.targets[i].do == "mend" && q != nil && holdsAll(m.soughtIn(q), words) {
			l.chosen, t.found = i, i
			l.show(p, m.bodyHeight())
			return
		}
	}
	m.notice = "no question here holds this"
}

// soughtIn is all of a question and its answer that is looked through, in small letters.
func (m *app) soughtIn(q *rules.Question) string {
	all := []string{m.text(q.Text), m.text(q.Help), q.ID, m.questionSection(q), m.answer(q.ID)}
	if _, said := m.rec.answers[q.ID]; !said {
		all = append(all, "no answer")
	}
	return strings.ToLower(strings.Join(all, " "))
}

// typingLine is the line as it is typed; end is the column of its end.
func (m *app) typingLine() (line string, end int) {
	t := &m.result.typing
	label, hint := "Search: ", "↑↓ more, Enter takes it"
	switch t.what {
	case reasonWords:
		label, hint = "Set aside, because: ", "Enter keeps (may be empty), Esc closes"
	case fileWords:
		label, hint = "Compare with the file: ", "Enter opens (empty: no comparison), Esc closes"
	case searchAll:
		label, hint = "Search: ", "↑↓ choose, Enter open, Esc close"
	}
	if m.notice != "" {
		hint = m.notice
	}
	said := t.text
	for wide(label+said) > m.width-1 && said != "" { // the end of it is what is being typed
		_, n := utf8.DecodeRuneInString(said)
		said = said[n:]
	}
	text := clip(label+said, m.width)
	end = wide(text)
	return m.look.key.of(text) + m.look.muted.of(clip("   "+hint, max(m.width-wide(text), 0))), end
}

// hit is one thing that can be found: what it is called, what else is told of it, and what
// opens it.
type hit struct {
	name, detail string
	target
	text string // in small letters, all that is looked through
}

func hitOf(name, detail string, t target) hit {
	return hit{name, detail, t, strings.ToLower(name + " " + detail + " " + t.id)}
}

// hits are all things of one kind.
type hits struct {
	kind string
	list []hit
}

// hitsMost is how many hits of a kind are listed: more are not read, and slow the typing.
const hitsMost = 30

// writeSearch lists all that holds every word of what is looked for, kind by kind.
func (m *app) writeSearch(w *writer) {
	words := strings.Fields(strings.ToLower(m.result.sought))
	if len(words) == 0 {
		w.para(w.muted, 0, m.pick("Type what you look for. We look in your answers, the questions, the causes, the steps, the danger signs and the studies.",
			"Type what to look for: in answers, open questions, sources and their findings, options, flags and references."))
		return
	}
	n := 0
	for _, kind := range m.everything() {
		var found []hit
		for _, h := range kind.list {
			if holdsAll(h.text, words) {
				found = append(found, h)
			}
		}
		if len(found) == 0 {
			continue
		}
		n += len(found)
		w.head(fmt.Sprintf("%s (%d)", kind.kind, len(found)))
		for _, h := range found[:min(len(found), hitsMost)] {
			w.item(h.target, w.key, h.name)
			w.para(w.muted, 4, h.detail)
		}
		if more := len(found) - hitsMost; more > 0 {
			w.para(w.muted, 2, fmt.Sprintf("and %d more: type more letters", more))
		}
	}
	if n == 0 {
		w.para(w.text, 0, fmt.Sprintf("Nothing holds %q.", m.result.sought))
	}
}

func holdsAll(text string, words []string) bool {
	for _, s := range words {
		if !strings.Contains(text, s) {
			return false
		}
	}
	return true
}

// found is all that can be found in a document, gathered when it is first searched.
type found struct {
	of      *report.Document
	numbers bool
	all     []hits
}

// everything is all that can be found, in the words of the reader.
func (m *app) everything() []hits {
	d, f := m.document(), &m.result.found
	if f.of == d && f.numbers == m.numbers() {
		return f.all
	}
	*f = found{d, m.numbers(), m.gather(d)}
	return f.all
}

func (m *app) gather(d *report.Document) []hits {
	return []hits{{m.pick("Your answers", "Answers"), m.answerHits(d)}, {m.pick("Causes", "Sources"), m.sourceHits(d)},
		{m.pick("What speaks for and against", "Findings"), m.findingHits(d)}, {m.pick("Steps", "Options"), m.optionHits(d)},
		{m.pick("Danger signs", "Flags"), m.flagHits(d)}, {m.pick("Questions without an answer", "Open questions"), m.openHits(d)},
		{m.pick("Studies", "References"), m.referenceHits(d)}}
}

func (m *app) answerHits(d *report.Document) (out []hit) {
	for _, s := range d.Said {
		out = append(out, hitOf(label(s.Text)+": "+s.Answer, s.Section, target{"mend", s.Question}))
	}
	return out
}

func (m *app) sourceHits(d *report.Document) (out []hit) {
	for i := range d.Sources {
		s := &d.Sources[i]
		out = append(out, hitOf(capital(s.Name)+": "+m.howLikely(s.Probability, s.Interval[0], s.Interval[1], s.Band), s.About, target{report.LinkSource, s.ID}))
	}
	return out
}

func (m *app) findingHits(d *report.Document) (out []hit) {
	for i := range d.Sources {
		s := &d.Sources[i]
		for _, c := range s.Contributions {
			out = append(out, hitOf(c.Says, map[bool]string{true: m.pick("For: ", "For "), false: m.pick("Against: ", "Against ")}[c.Weight > 0]+s.Name, target{report.LinkSource, s.ID}))
		}
	}
	return out
}

func (m *app) optionHits(d *report.Document) (out []hit) {
	for i := range m.know.Options {
		o := &m.know.Options[i]
		name := m.text(o.Name)
		if status, _, _ := m.standing(o.ID, m.places(o.ID)); status != "" {
			name += ": " + m.word("status", status)
		}
		out = append(out, hitOf(name, m.text(o.About), target{report.LinkOption, o.ID}))
	}
	return out
}

func (m *app) flagHits(d *report.Document) (out []hit) {
	raised := map[string]string{}
	for _, f := range d.Triage.Flags {
		raised[f.ID] = ": " + m.word("level", f.Level)
	}
	for i := range m.know.Flags {
		f := &m.know.Flags[i]
		out = append(out, hitOf(m.text(f.Name)+raised[f.ID], m.text(f.Watch), target{report.LinkFlag, f.ID}))
	}
	return out
}

func (m *app) openHits(d *report.Document) (out []hit) {
	for q := range m.know.Questions {
		in := &m.know.Questions[q]
		if _, said := m.rec.answers[in.ID]; !said && m.isAsked(q) {
			out = append(out, hitOf(m.text(in.Text), m.questionSection(in), target{"mend", in.ID}))
		}
	}
	return out
}

func (m *app) referenceHits(d *report.Document) (out []hit) {
	for i := range d.References {
		r := &d.References[i]
		out = append(out, hitOf(r.ID+". "+strings.TrimSpace(r.Cite), where(r.DOI, r.PMID), target{doReference, r.ID}))
	}
	return out
}
