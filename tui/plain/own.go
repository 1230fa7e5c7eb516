package plain

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"afterfusion/data/answers"
	"afterfusion/data/report"
	"afterfusion/rules"
)

// waived is the suspicion of a clinician who gave none on purpose.
const waived = "waived"

// suspect asks a clinician for an own first suspicion, before the program says anything.
func (r *run) suspect() move {
	if !r.Attended || r.reads() != rules.Clinician || r.Suspicion != "" || r.Quick {
		return on
	}
	r.gap()
	r.say("Your own first suspicion? It is optional and stands beside the result.")
	for i := range r.know.Sources {
		r.item(fmt.Sprintf("  %d.", i+1), r.words(r.know.Sources[i].Name))
	}
	for r.out.err == nil {
		line, m := r.prompt(nil, "A number, Enter for none, quit to leave:")
		n := 0
		switch _, err := fmt.Sscanf(line, "%d", &n); {
		case m == on, m == skip, line == "" && m == typed:
			return r.suspects(waived)
		case m == typed && err == nil && n >= 1 && n <= len(r.know.Sources):
			return r.suspects(r.know.Sources[n-1].ID)
		case m == typed:
			r.refuse("%s is no number from 1 to %d.", quote(line), len(r.know.Sources))
		case m == leave, m == ended, m == finish:
			return m
		}
	}
	return ended
}

func (r *run) suspects(id string) move {
	r.Suspicion = id
	r.tellDecided()
	return on
}

func (r *run) tellDecided() {
	if r.Decided != nil {
		r.Decided(r.Suspicion, slices.Clone(r.Decisions))
	}
}

// decide accepts an option of the plan or sets it aside with a reason; the same once more takes it back.
func (r *run) decide(d *report.Document, accept bool, number string) bool {
	if r.reads() != rules.Clinician || len(d.Plan) == 0 {
		r.say("There is nothing here to decide on.")
		return false
	}
	list := slices.Clone(d.Plan)
	slices.SortStableFunc(list, func(x, y report.Plan) int { // what comes first stands first
		return first(d, &y) - first(d, &x)
	})
	if number == "" {
		for n, p := range list {
			r.item(fmt.Sprintf("  %d.", n+1), p.Name+": "+report.Words("status", p.Status, string(r.reads()))+r.decidedNote(p.Option))
		}
	}
	n, ok := r.number(number, len(list), "Type the number of an option, Enter for none:")
	if !ok {
		return false
	}
	id := list[n].Option
	at := slices.IndexFunc(r.Decisions, func(x report.Decision) bool { return x.Option == id })
	back := at >= 0 && r.Decisions[at].Accepted == accept
	if at >= 0 {
		r.Decisions = slices.Delete(slices.Clone(r.Decisions), at, at+1)
	}
	x := report.Decision{Option: id, Accepted: accept}
	switch {
	case back:
		r.say("Taken back: %s.", list[n].Name)
	default:
		if !accept {
			r.say("Why? Enter for no reason:")
			line, _ := r.in.line()
			x.Reason = answers.Reason(line)
		}
		r.Decisions = append(slices.Clip(r.Decisions), x)
		r.say("%s.", r.decidedWords(x))
	}
	r.tellDecided()
	return true
}

func first(d *report.Document, p *report.Plan) int {
	if p.Option == d.First.Option {
		return 1
	}
	return 0
}

func (r *run) decidedNote(id string) string {
	for _, x := range r.Decisions {
		if x.Option == id {
			return map[bool]string{true: "; accepted", false: "; set aside"}[x.Accepted]
		}
	}
	return ""
}

func (r *run) decidedWords(x report.Decision) string {
	words := map[bool]string{true: "Accepted: ", false: "Set aside: "}[x.Accepted] + x.Option
	if o, ok := r.Base.Option(x.Option); ok {
		words = strings.TrimSuffix(words, x.Option) + r.words(o.Name)
	}
	if x.Reason != "" {
		words += " (" + x.Reason + ")"
	}
	return words
}

// writeDecided adds to the result what was decided after it was told.
func (r *run) writeDecided(n int) error {
	if n == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString("\nDECIDED\n")
	for _, x := range r.Decisions {
		b.WriteString(report.Wrap(r.decidedWords(x)+".", "", width) + "\n")
	}
	_, err := io.WriteString(r.Out, b.String())
	return err
}
