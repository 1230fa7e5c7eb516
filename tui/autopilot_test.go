package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"afterfusion/rules"
	"afterfusion/tui/question"
)

// pilot gives answers to the app by keys alone, as a person would who has them on
// paper: what the paper does not answer is left open.
type pilot struct {
	m      *app
	know   *rules.Knowledge
	paper  rules.Answers
	reader rules.Reader

	keys   int            // pressed in all
	mends  int            // of them from the review on, to answer what was skipped
	idle   int            // of them to pass over what the paper does not answer
	cost   map[string]int // keys by step
	seen   map[string]int // rows on each step that was shown
	read   map[string]int // questions on each, as questionsOn counts them
	at     string         // the step on show
	done   bool           // with the step on show
	ended  bool           // an emergency does not lead a patient on
	faults []string

	part   question.Part // whose rows or places are tracked
	focus  int
	tried  map[string]bool // answers that the part at hand has refused
	mended map[string]bool // questions that were opened from the review
}

func newPilot(t testing.TB, base *rules.Base, reader rules.Reader, paper rules.Answers, quick bool) *pilot {
	t.Helper()
	m := opened(t, Config{Base: base, Quick: quick}, 120, 50)
	return &pilot{m: m, know: base.Knowledge(), paper: paper, reader: reader, cost: map[string]int{}, seen: map[string]int{}, read: map[string]int{},
		tried: map[string]bool{}, mended: map[string]bool{}, at: "start"}
}

// press presses a key. Only forms need their commands done; nothing is kept here.
func (p *pilot) press(names ...string) {
	for _, k := range names {
		p.keys++
		p.cost[p.at]++
		p.m.ask.unread = false // the time in which keys are not taken has passed
		p.m.View()
		form := p.m.screen == atHome
		_, cmd := p.m.Update(keyNamed(k))
		if form {
			send(p.m, cmd)
		}
	}
}

func (p *pilot) fault(format string, args ...any) {
	p.faults = append(p.faults, fmt.Sprintf(format, args...))
}

// mostTurns is more screens than any interview has.
const mostTurns = 3000

// fly goes from the first screen to the result.
func (p *pilot) fly() {
	p.press(map[rules.Reader]string{rules.Patient: "1", rules.Clinician: "2"}[p.reader], "1")
	for range mostTurns {
		switch p.m.screen {
		case atSuspicion:
			p.press("right")
		case atStep:
			p.step()
		case atAlert:
			p.alarm()
		case atPause:
			p.press("enter")
		case atReview:
			p.review()
		case atResult:
			return
		default:
			p.fault("the interview led to screen %d", p.m.screen)
			return
		}
		if p.ended {
			return
		}
	}
	p.fault("the interview does not end; last at %s", p.at)
}

// step answers the step on show, one action at a time, for answers can change what
// is asked beside them.
func (p *pilot) step() {
	m := p.m
	p.at = p.stepName()
	p.seen[p.at] = max(p.seen[p.at], len(m.ask.asked))
	p.read[p.at] = p.questionsOn() // as it is left: a row that an answer takes away is not answered
	if m.ask.part != p.part {
		p.part, p.tried = m.ask.part, map[string]bool{}
	}
	p.done = false
	if p.act() {
		return
	}
	for _, q := range m.ask.asked {
		p.compare(&p.know.Questions[q], m.ask.part.Answers())
	}
	p.done = true
	before := m.ask.part
	if len(before.Answers()) == 0 {
		p.idle++
	}
	if p.sectionDone() {
		p.press("ctrl+n")
		return
	}
	p.press("tab")
	if m.screen == atStep && m.ask.part == before { // a half-typed value is pointed out once
		p.fault("%s: %q holds the person back", p.at, m.ask.problem)
		p.press("tab")
	}
}

// sectionDone says whether the paper answers nothing more of the section on show, of
// which more than this page is left.
func (p *pilot) sectionDone() bool {
	m := p.m
	section := m.sectionOf(m.ask.at)
	id := p.know.Sections[section].ID
	if p.reader == rules.Patient || m.cfg.Quick || m.ask.mending || id == "basics" || id == "safety" {
		return false
	}
	left := 0
	for i := range m.ask.steps {
		if m.sectionOf(i) != section || m.needless(i) || m.ask.visited[m.ask.steps[i].Step] {
			continue
		}
		left++
		if p.answersStep(i) {
			return false
		}
	}
	return left > 0
}

func (p *pilot) stepName() string {
	q := &p.know.Questions[p.m.ask.asked[0]]
	if p.m.cfg.Quick {
		return fmt.Sprintf("quick %d from %s", q.Quick, q.ID)
	}
	if q.Grid != "" {
		return "grid " + q.Grid
	}
	return q.ID
}

// compare notes an answer that the keys could not give.
func (p *pilot) compare(q *rules.Question, got rules.Answers) {
	want, ok := p.paper[q.ID]
	have, said := got[q.ID]
	if ok != said || ok && canon(q, want) != canon(q, have) {
		p.fault("%s: the paper says %q, the keys gave %q", q.ID, show(q, want, ok), show(q, have, said))
	}
}

func show(q *rules.Question, v rules.Value, ok bool) string {
	if !ok {
		return "(nothing)"
	}
	return canon(q, v)
}

// canon writes an answer in one way, whichever way it was given.
func canon(q *rules.Question, v rules.Value) string {
	switch {
	case v.Unsure:
		return "not sure"
	case v.Numeric:
		return fmt.Sprintf("%v to %v", v.Lo, v.Hi)
	}
	var out []string
	for i := range q.Choices {
		if id := q.Choices[i].ID; id != "none" {
			out = append(out, id+"="+[...]string{"open", "yes", "no", "unsure"}[itemOf(v, id)])
		}
	}
	return strings.Join(out, " ")
}

// The states of an item of a list.
const (
	itemOpen = iota
	itemYes
	itemNo
	itemUnsure
)

func itemOf(v rules.Value, id string) int {
	switch {
	case slices.Contains(v.Yes, id):
		return itemYes
	case slices.Contains(v.No, id):
		return itemNo
	case slices.Contains(v.NotSure, id), v.Unsure, v.Partial:
		return itemUnsure
	case v.Listed, slices.Contains(v.Yes, "none"):
		return itemNo
	}
	return itemOpen
}

// alarm goes on from a warning: to the question that decides, back to a step that is
// half answered, or on.
func (p *pilot) alarm() {
	m := p.m
	m.alert.armed = true // the time in which keys are not taken has passed
	p.at = "warning"
	m.View()
	var offered []string
	for _, a := range m.alertActions() {
		offered = append(offered, a.id)
	}
	follow := m.qualifier()
	if follow >= 0 {
		follow = m.stepOf(follow)
	}
	switch {
	case !p.done && m.alert.from == atStep && p.part == m.ask.part && p.unfinished():
		p.press("left")
	case follow >= 0 && slices.Contains(offered, actFollow) && p.answersStep(follow):
		p.chooseAction(actFollow)
	case slices.Contains(offered, actOn):
		p.chooseAction(actOn)
	default:
		p.ended = true
	}
}

// unfinished says whether the step on show lacks answers that the paper has.
func (p *pilot) unfinished() bool {
	have := p.m.ask.part.Answers()
	for _, i := range p.m.ask.asked {
		q := &p.know.Questions[i]
		if want, ok := p.paper[q.ID]; ok && !p.tried[q.ID] {
			if v, said := have[q.ID]; !said || canon(q, v) != canon(q, want) {
				return true
			}
		}
	}
	return false
}

// answersStep says whether the paper has an answer to a step that was not given yet.
func (p *pilot) answersStep(i int) bool {
	for _, q := range p.m.ask.steps[i].Questions {
		id := p.know.Questions[q].ID
		_, ok := p.paper[id]
		if _, said := p.m.rec.answers[id]; ok && !said {
			return true
		}
	}
	return false
}

func (p *pilot) chooseAction(id string) {
	p.walk(&p.m.alert.leaf, "act", id)
}

// walk moves along a page to a row and opens it.
func (p *pilot) walk(l *leaf, do, id string) bool {
	for range mostTurns {
		rows := p.m.laid(l, p.m.width).targets
		at := slices.Index(rows, target{do, id})
		switch {
		case at < 0:
			p.fault("%s %s is not on the page", do, id)
			return false
		case l.chosen < at:
			p.press("down")
		case l.chosen > at:
			p.press("up")
		default:
			on := p.m.screen
			if p.press("enter"); p.m.screen == on && l.chosen == at {
				p.press("enter") // the first showed a row that was out of sight
			}
			return true
		}
	}
	p.fault("%s %s cannot be reached on its page", do, id)
	return false
}

// review answers there what the interview passed over, then goes to the result.
func (p *pilot) review() {
	m := p.m
	p.at = "review"
	from := p.keys
	defer func() { p.mends += p.keys - from }()
	m.View()
	for i := range p.know.Questions {
		q := &p.know.Questions[i]
		want, ok := p.paper[q.ID]
		have, said := m.rec.answers[q.ID]
		if !ok || said && canon(q, want) == canon(q, have) || !m.ask.now[i] || p.mended[q.ID] {
			continue
		}
		p.mended[q.ID] = true
		if !p.walk(&m.review, "mend", q.ID) {
			continue
		}
		for m.screen == atStep && !p.ended {
			p.step()
		}
		p.mended[q.ID] = true
		return
	}
	p.press("right")
}

// missing lists what the paper answers and the app does not hold, and the reverse.
func (p *pilot) missing() (lost, added []string) {
	for _, id := range slices.Sorted(maps.Keys(p.paper)) {
		q := p.question(id)
		if v, ok := p.m.rec.answers[id]; !ok || canon(q, v) != canon(q, p.paper[id]) {
			lost = append(lost, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.m.rec.answers)) {
		if _, ok := p.paper[id]; !ok {
			added = append(added, id)
		}
	}
	return lost, added
}

func (p *pilot) question(id string) *rules.Question {
	i := slices.IndexFunc(p.know.Questions, func(q rules.Question) bool { return q.ID == id })
	return &p.know.Questions[i]
}

// differ shows where two lines part.
func differ(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, min(i, len(s))-160):min(i+160, len(s))] }
	return fmt.Sprintf("at byte %d\n got …%s…\nwant …%s…", i, cut(got), cut(want))
}
