package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// A text of the policy may hold lists: in a sentence with a colon what stands before it
// is the lead of one; what follows, and the sentences up to the next lead, are its points.

// hasList says whether a text holds a list.
func hasList(text string) bool {
	_, lists := lists(text)
	return len(lists) > 0
}

// lists parts a text into what stands before its lists, and the lists.
func lists(text string) (before string, out []Come) {
	var head []string
	for _, s := range sentences(text) {
		switch lead, rest, ok := strings.Cut(s, ": "); {
		case ok:
			out = append(out, Come{lead, []string{rest}})
		case len(out) > 0:
			at := &out[len(out)-1]
			at.Items = append(at.Items, s)
		default:
			head = append(head, s)
		}
	}
	return strings.Join(head, " "), out
}

// NoFlag is what is said where nothing was raised, without the signs with which to come.
func NoFlag(k *rules.Knowledge, r rules.Reader) string {
	before, _ := lists(k.Policy.NoFlag.For(r))
	return before
}

// come gathers with which signs to come: the lists of the policy, and those of its lines
// that apply.
func (b *builder) come() {
	d := b.doc
	d.Come, d.Watch = []Come{}, []string{}
	for i := range b.k.Flags {
		if f := &b.k.Flags[i]; !b.hidden(f) && !f.Watch.Empty() && !slices.Contains(d.Watch, b.text(f.Watch)) {
			d.Watch = append(d.Watch, b.text(f.Watch))
		}
	}
	_, more := lists(b.text(b.k.Policy.NoFlag))
	d.Come = append(d.Come, more...)
	for i := range b.k.Policy.Lines {
		if l := &b.k.Policy.Lines[i]; b.explain.Holds(&l.When) == rules.True {
			_, more = lists(b.text(l.Says))
			d.Come = append(d.Come, more...)
		}
	}
}

// unasked says what of danger is open. A patient reads what the dangers ask about, a
// clinician the questions.
func (b *builder) unasked() {
	d := b.doc
	d.Unasked = []string{}
	add := func(s string) {
		if s != "" && !slices.Contains(d.Unasked, s) {
			d.Unasked = append(d.Unasked, s)
		}
	}
	questions := func(ids []string) {
		for _, id := range ids {
			if q, ok := b.base.Question(id); ok && b.askable(q) {
				add(b.text(q.Text))
			}
		}
	}
	if !b.patient() {
		questions(d.Triage.NotAsked)
		return
	}
	for i := range b.k.Flags {
		f := &b.k.Flags[i]
		if !slices.Contains(d.Triage.NotCleared, f.ID) {
			continue
		}
		open := b.questionIDs(b.explain.Open(&f.Trigger))
		if slices.ContainsFunc(open, b.asksOfDanger) {
			add(stop(b.text(f.Ask)))
		} else { // the signs were told: what is open is asked of everybody
			questions(open)
		}
	}
}

// asksOfDanger says whether a question that is open asks after a sign of danger.
func (b *builder) asksOfDanger(id string) bool {
	q, ok := b.base.Question(id)
	return ok && b.askable(q) && q.Section == safetySection
}
