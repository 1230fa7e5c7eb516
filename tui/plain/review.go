package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// review lists the answers and lets one be changed. It returns again where the
// question that was being asked goes on.
func (r *run) review() move {
	open := false
	for r.out.err == nil {
		asked := r.list()
		r.listAnswers(asked, open)
		r.say("A number to change that answer, all to list the open questions too, Enter to go on:")
		line, m := r.in.line()
		if m != typed {
			return m
		}
		word := strings.ToLower(line)
		switch commands[word] {
		case "done", "quit":
			return moves[commands[word]]
		case "back":
			return again
		}
		n, err := strconv.Atoi(word)
		switch {
		case word == "":
			return again
		case word == "all":
			open = true
		case err != nil || n < 1 || n > len(asked):
			r.refuse("%s is not a number from the list.", quote(line))
		default:
			r.target = asked[n-1]
			return jump
		}
	}
	return ended
}

// listAnswers lists the answers by section; the numbers are those of all questions
// that are asked, so that they stay the same with and without the open ones.
func (r *run) listAnswers(asked []int, open bool) {
	section, left, danger := -1, 0, 0
	could := r.couldRaise()
	r.gap()
	for n, i := range asked {
		q := &r.know.Questions[i]
		v, ok := r.answers[q.ID]
		said := "no answer"
		switch {
		case ok && q.Private:
			said = "answered (private)"
		case ok:
			said = r.answer(q, v)
		case slices.Contains(could, i):
			danger++
			said = "no answer (a safety question)"
		}
		if !ok {
			left++
		}
		if !ok && !open {
			continue
		}
		if s := r.sectionOf(i); s != section {
			section = s
			r.say("%s", r.words(r.know.Sections[s].Name))
		}
		r.item(fmt.Sprintf("  %d.", n+1), r.label(q)+" "+said)
	}
	r.say("Without an answer: %s, of which safety questions: %d.", count(left, "question", "questions"), danger)
}

// couldRaise returns the open questions that could still raise a danger.
func (r *run) couldRaise() []int {
	a, err := r.Base.Assess(r.answers)
	if err != nil {
		return nil
	}
	return a.Triage.NotAsked
}
