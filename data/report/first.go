package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// first tells the one thing to do first in words. A private danger is not named.
func (b *builder) first() First {
	s := b.firstStep()
	out := First{Questions: []string{}}
	if s.Flag >= 0 && b.hidden(&b.k.Flags[s.Flag]) {
		out.Flag, out.Says = private, b.text(privateLine)
		for _, f := range b.doc.Triage.Flags {
			if f.ID == private {
				out.Says = f.Do
			}
		}
		return out
	}
	if s.Flag >= 0 {
		out.Flag = b.k.Flags[s.Flag].ID
	}
	if s.Source >= 0 {
		out.Source = b.k.Sources[s.Source].ID
	}
	for _, q := range s.Questions {
		if !b.k.Questions[q].Private {
			out.Questions = append(out.Questions, b.k.Questions[q].ID)
		}
	}
	if s.Option >= 0 {
		in := &b.k.Options[s.Option]
		out.Option, out.Name = in.ID, b.text(in.Name)
		if st, ok := b.best[s.Option]; ok {
			out.Status = st.status.String()
		}
		for i := range b.doc.Plan {
			if b.doc.Plan[i].Option == in.ID {
				out.Status = b.doc.Plan[i].Status
			}
		}
	}
	if s.Obtains {
		out.Questions = []string{}
	}
	out.Says = b.firstSays(&out, b.set.Reader)
	if out.Says == "" && len(s.Questions) > 0 { // only what is private is open
		out.Says = b.text(askMood)
	}
	return out
}

// firstStep is the one thing to do first; where that is barred for this person, what else
// would tell most, of the cheapest kind.
func (b *builder) firstStep() *rules.FirstStep {
	s := &b.a.First
	if s.Option < 0 || s.Flag >= 0 || !b.barred(b.k.Options[s.Option].ID) {
		return s
	}
	var best *rules.NextStep
	for i := range b.a.Next {
		n := &b.a.Next[i]
		if n.Option >= 0 && b.barred(b.k.Options[n.Option].ID) || n.Option < 0 && n.ObtainName() != rules.Ask && n.ObtainName() != rules.Examine {
			continue
		}
		if best == nil || n.Obtain < best.Obtain || n.Obtain == best.Obtain && n.Gain > best.Gain {
			best = n
		}
	}
	out := &rules.FirstStep{Option: -1, Source: -1, Flag: -1}
	if best != nil {
		out.Questions, out.Source = best.Questions, best.Source
		if out.Option = best.Option; out.Option >= 0 {
			out.Obtains = true
		}
	}
	return out
}

// sought is the step to know that asks just these questions, nil for none.
func (b *builder) sought(f *First) *rules.NextStep {
	for i := range b.a.Next {
		if n := &b.a.Next[i]; slices.Equal(b.questionIDs(n.Questions), f.Questions) {
			return n
		}
	}
	return nil
}

// firstSays words the first step for a reader; the doctor's half page of a patient has it
// in clinical words.
func (b *builder) firstSays(f *First, r rules.Reader) string {
	own := builder{k: b.k, base: b.base, order: b.order, set: Settings{Reader: r}}
	open := own.askedTogether(f.Questions)
	name := ""
	if o, ok := b.base.Option(f.Option); ok {
		name = own.text(o.Name)
	}
	patient := r == rules.Patient
	examined := ""
	if n := b.sought(f); n != nil && n.ObtainName() == rules.Examine {
		examined = own.text(b.k.Sources[n.Source].Evidence[n.Item].Ask)
	}
	switch {
	case name == "" && len(open) == 0:
		return ""
	case len(open) == 0 && f.Flag != "":
		return name + map[bool]string{true: ".", false: ", for " + lower(own.flagName(f.Flag)) + "."}[patient]
	case len(open) == 0 && patient:
		return "Talk with your doctor about this: " + lower(stop(name))
	case len(open) == 0:
		return name + b.forSource(f) + "."
	case f.Source == "" && name == "":
		return own.askFirst(b, open)
	case patient && name != "":
		return "First, find this out: " + listOf(open) + " This may come next: " + lower(stop(name))
	case patient && examined != "":
		return "Ask a doctor or a therapist for a check by hand. " + stop(examined)
	case patient && own.onPaper(f.Questions):
		return "Find this out first: " + listOf(open) + " Your doctor or your papers from the hospital can tell."
	case patient:
		return "Think about this first: " + listOf(open)
	case name != "":
		return "Establish first: " + listOf(open) + " Then " + lower(name) + b.forSource(f) + "."
	case examined != "":
		return "Examine: " + examined + b.forSource(f) + "."
	}
	return "Ask: " + strings.TrimSuffix(listOf(open), ".") + b.forSource(f) + "."
}

// onPaper says whether all questions are about what was operated on, which few people know
// of themselves.
func (b *builder) onPaper(ids []string) bool {
	return !slices.ContainsFunc(ids, func(id string) bool {
		q, ok := b.base.Question(id)
		return !ok || q.Section != surgerySection
	})
}

// askFirst words the questions that come before all else: those about danger, or what is
// missing for naming causes.
func (b *builder) askFirst(of *builder, open []string) string {
	danger := slices.Contains(of.a.Triage.NotAsked, of.a.First.Questions[0])
	switch {
	case danger && b.patient():
		return "Answer the questions about danger that are still open."
	case danger:
		return "Ask first: " + listOf(open)
	}
	var missing []string
	for _, i := range of.a.Missing {
		missing = append(missing, lower(b.text(b.k.Policy.Core[i].Says)))
	}
	if b.patient() {
		return "Find this out first: " + listOf(missing)
	}
	return "Ask first: " + listOf(missing)
}

// forSource says for which source a step is, and that it waits for nothing.
func (b *builder) forSource(f *First) string {
	if f.Source == "" {
		return ""
	}
	own := builder{k: b.k, base: b.base, set: Settings{Reader: rules.Clinician}}
	out := ", for " + lower(own.sourceName(f.Source))
	if f.Status != "" && len(f.Questions) == 0 {
		out += " (" + Words("status", f.Status, string(rules.Clinician)) + ")"
	}
	return out
}

func (b *builder) flagName(id string) string {
	for i := range b.k.Flags {
		if b.k.Flags[i].ID == id {
			return b.text(b.k.Flags[i].Name)
		}
	}
	return id
}

func (b *builder) sourceName(id string) string {
	if s, ok := b.base.Source(id); ok {
		return shortName(b.text(s.Name))
	}
	return id
}

// askedTogether names questions, each once.
func (b *builder) askedTogether(ids []string) []string {
	var out []string
	tables := b.tables(ids)
	for _, id := range ids {
		if q, ok := b.base.Question(id); ok {
			if words := b.asked(q, tables); !slices.Contains(out, words) {
				out = append(out, words)
			}
		}
	}
	return out
}

// firstMost is how many questions a first step names before it counts the rest.
const firstMost = 6

// listOf joins what is to be found out into a sentence.
func listOf(open []string) string {
	more := ""
	if n := len(open) - firstMost; n > 0 {
		open, more = open[:firstMost], " and "+number(float64(n))+" more"
	}
	question := false
	for _, s := range open {
		question = question || strings.HasSuffix(s, "?")
	}
	if question {
		return strings.Join(open, " ") + stop(more)
	}
	return stop(strings.Join(open, "; ") + more)
}
