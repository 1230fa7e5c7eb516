package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

func (b *builder) triage() {
	t := &b.doc.Triage
	*t = Triage{Level: b.a.Triage.Level.String(), Flags: []Flag{}, NotAsked: b.shown(b.questionIDs(b.a.Triage.NotAsked)), Notices: []string{},
		Negative: []string{}, NotCleared: []string{}}
	for i := range b.a.Triage.Flags {
		t.Flags = append(t.Flags, b.flag(&b.a.Triage.Flags[i]))
	}
	b.within(t.Flags)
	for _, i := range b.a.Triage.Notices {
		if f := &b.k.Flags[i]; !b.hidden(f) {
			t.Notices = append(t.Notices, b.text(f.Notice.Says))
		}
	}
	b.cleared()
}

// The words that stand in for a danger whose answers stay between two people.
var (
	privateLine = rules.Text{
		Patient:   "One of your safety answers is private. Please talk about it with someone you trust.",
		Clinician: "One safety answer is private: ask in person.",
	}
	privateDo = map[rules.Level]rules.Text{
		rules.Emergency: {Patient: "Get help now. Call your emergency number (such as 112, 911 or 999). Stay with someone you trust until help is there.",
			Clinician: "One safety answer is private: ask in person now, and do not leave alone until then."},
		rules.Urgent: {Patient: "Talk to a doctor today, face to face. Stay near someone you trust.",
			Clinician: "One safety answer is private: ask in person today."},
	}
)

func (b *builder) hidden(f *rules.Flag) bool { return f.BecausePrivate && !b.set.SelfHarm }

func (b *builder) flag(r *rules.RaisedFlag) Flag {
	in := &b.k.Flags[r.Flag]
	if b.hidden(in) {
		do, ok := privateDo[r.Level]
		if !ok {
			do = privateLine
		}
		return Flag{ID: private, Name: "Private safety answer", Level: r.Level.String(), Says: b.text(privateLine),
			Do: b.text(do), Options: []string{}, Because: []string{}, References: []string{}, Why: b.text(privateLine), Reasons: []string{b.text(privateLine)}}
	}
	level := givenLevel(in, r.Level)
	f := Flag{ID: in.ID, Name: b.text(in.Name), Level: r.Level.String(), Do: b.text(level.Act),
		Meanwhile: b.text(level.Meanwhile), Options: level.Options, Because: b.questionIDs(r.Because),
		References: b.cite(in.Refs), Practice: slices.Contains(in.Refs, practice), Unsure: r.Unsure}
	if r.Unsure && !in.Unsure.Empty() {
		f.Do = b.unsureDo(in, r, f.Do)
	}
	f.Reasons = b.why(in, r, level)
	f.Why = strings.Join(f.Reasons, " ")
	f.Says = strings.TrimSpace(stop(f.Name) + " " + f.Why)
	if f.Options == nil {
		f.Options = []string{}
	}
	return f
}

// unsureDo is what to do where only "not sure" raised a flag. As an emergency the act of
// that level comes first; at soon it stands alone, as the words for "not sure" are about
// today.
func (b *builder) unsureDo(in *rules.Flag, r *rules.RaisedFlag, act string) string {
	if r.Level < rules.Urgent && in.Levels.Soon.Given() {
		return act
	}
	if r.Level < rules.Emergency || !in.Levels.Emergency.Given() {
		return b.text(in.Unsure)
	}
	if b.patient() { // that they were not sure is why, see why
		return act
	}
	return act + " " + b.text(in.Unsure)
}

// givenLevel is the entry of a level, or of the nearest that the flag has: "not sure"
// can raise a flag to a level that it has no words for.
func givenLevel(in *rules.Flag, l rules.Level) *rules.FlagLevel {
	level := in.Levels.At(l)
	for up := l; !level.Given() && up < rules.Emergency; {
		up++
		level = in.Levels.At(up)
	}
	for down := l; !level.Given() && down > rules.Soon; {
		down--
		level = in.Levels.At(down)
	}
	return level
}

// within marks the flags that a graver one with the same grounds has told already: the same
// answers, or what was not sure about them.
func (b *builder) within(flags []Flag) {
	told := func(q string, by *Flag) bool {
		return slices.ContainsFunc(by.Because, func(id string) bool {
			in, ok := b.base.Question(id)
			return id == q || ok && b.ans[id].Unsure && hangsOn(in, q)
		})
	}
	for i := range flags {
		f := &flags[i]
		for j := range flags[:i] { // the gravest come first
			g := &flags[j]
			if g.Level != f.Level && len(f.Because) > 0 && !slices.ContainsFunc(f.Because, func(q string) bool { return !told(q, g) }) {
				f.Within = g.ID
				break
			}
		}
	}
}

// hangsOn says whether a question is asked because of the answer to another.
func hangsOn(q *rules.Question, other string) bool {
	found := false
	q.When.Walk(func(c *rules.Condition) { found = found || c.Question == other })
	return found
}

// why tells the answers that raised a flag, point by point: the signs, when they began
// or how they went, and what examination and tests showed.
func (b *builder) why(in *rules.Flag, r *rules.RaisedFlag, level *rules.FlagLevel) []string {
	out, shown := []string{}, []string{}
	for _, i := range r.Because {
		q := &b.k.Questions[i]
		switch said := b.grounds(q, &in.Trigger); {
		case b.patient() && b.ans[q.ID].Unsure && !in.Unsure.Empty():
			if first := sentences(b.text(in.Unsure)); r.Level != rules.Urgent || !r.Unsure {
				out = union(out, first[:1])
			}
		case said == "", b.doc.As == string(rules.Patient) && b.ofOthers(q): // a dose is not for a patient's page
		case b.patient() && !slices.Contains(q.Readers, rules.Patient):
			shown = append(shown, said)
		default:
			out = append(out, said)
		}
	}
	for _, i := range b.explain.Speaking(&level.When) {
		q := &b.k.Questions[i]
		if !slices.Contains(r.Because, i) && followsUp(q, r.Because, b.k) && !(q.Private && !b.set.SelfHarm) {
			if said := b.onset(q); said != "" {
				out = append(out, said)
			}
		}
	}
	if len(shown) > 0 {
		out = append(out, "An examination or a test showed this. "+strings.Join(shown, " "))
	}
	return out
}

// ofOthers says whether a question is not for patients, what is examined and tested aside.
func (b *builder) ofOthers(q *rules.Question) bool {
	return !slices.Contains(q.Readers, rules.Patient) && !slices.Contains(sectionsOfOthers, q.Section)
}

// followsUp says whether a question is asked because of an answer to one of others.
func followsUp(q *rules.Question, others []int, k *rules.Knowledge) bool {
	found := false
	q.When.Walk(func(c *rules.Condition) {
		found = found || slices.ContainsFunc(others, func(i int) bool { return c.Op == rules.Is && k.Questions[i].ID == c.Question })
	})
	return found
}

// grounds is one answer behind a flag. A patient reads their own words back, a clinician
// the finding. Of a list only what the flag reads is told.
func (b *builder) grounds(q *rules.Question, trigger *rules.Condition) string {
	v := b.ans[q.ID]
	if q.Kind == rules.KindChoices && !v.Unsure {
		v = onlyRead(v, q, trigger)
	}
	words := answerWords(q, v, b.set.Reader)
	switch {
	case words == "":
		return ""
	case !b.patient():
		return stop(b.text(q.Text) + ": " + clinical(q, v))
	case v.Unsure:
		return "You were not sure about this: " + b.text(q.Text)
	case !slices.Contains(q.Readers, rules.Patient):
		return b.text(q.Text) + colon(b.text(q.Text)) + stop(words)
	case q.Kind == rules.KindChoices && q.Section == safetySection:
		return b.quoted(q, v)
	}
	return b.text(q.Text) + " You said \"" + words + "\"."
}

// quoted is a list in the person's own words: You said "a" and "b".
func (b *builder) quoted(q *rules.Question, v rules.Value) string {
	var yes, unsure []string
	for _, c := range q.Choices {
		if slices.Contains(v.Yes, c.ID) {
			yes = append(yes, `"`+b.text(c.Text)+`"`)
		} else if slices.Contains(v.NotSure, c.ID) {
			unsure = append(unsure, `"`+b.text(c.Text)+`"`)
		}
	}
	out := ""
	if len(yes) > 0 {
		out = "You said " + and(yes) + "."
	}
	if len(unsure) > 0 {
		out += " You were not sure about " + and(unsure) + "."
	}
	return strings.TrimSpace(out)
}

// onset is how long a sign has been there, or how it went.
func (b *builder) onset(q *rules.Question) string {
	words := answerWords(q, b.ans[q.ID], b.set.Reader)
	if words == "" {
		return ""
	}
	if b.patient() {
		return "And: \"" + words + "\"."
	}
	label, _, _ := strings.Cut(b.text(q.Text), " of ")
	return stop(label + ": " + clinical(q, b.ans[q.ID]))
}

// onlyRead leaves of a list what a condition names.
func onlyRead(v rules.Value, q *rules.Question, c *rules.Condition) rules.Value {
	var named []string
	c.Walk(func(x *rules.Condition) {
		if x.Op == rules.Is && x.Question == q.ID {
			named = append(named, x.Choices...)
		}
	})
	keep := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return !slices.Contains(named, id) })
	}
	return rules.Value{Yes: keep(v.Yes), NotSure: keep(v.NotSure), Listed: v.Listed, Partial: false}
}

// cleared notes which flags the answers speak against, and of which something that this
// reader can be asked is open.
func (b *builder) cleared() {
	t := &b.doc.Triage
	raised := map[int]bool{}
	for i := range b.a.Triage.Flags {
		raised[b.a.Triage.Flags[i].Flag] = true
	}
	because := map[string]bool{}
	for i := range b.a.Triage.Flags {
		for _, q := range b.a.Triage.Flags[i].Because {
			because[b.k.Questions[q].ID] = true
		}
	}
	open := map[string]bool{}
	for _, q := range b.a.Triage.NotAsked {
		open[b.k.Questions[q].ID] = b.askable(&b.k.Questions[q])
	}
	for i := range b.k.Flags {
		f := &b.k.Flags[i]
		switch {
		case raised[i], f.BecausePrivate: // of what is private nothing is said either way
		case b.graverRaised(&f.Trigger, because): // no weakness is slight where it is marked
		case b.explain.Holds(&f.Trigger) != rules.False && slices.ContainsFunc(b.questionIDs(b.explain.Open(&f.Trigger)), func(id string) bool { return open[id] }):
			t.NotCleared = append(t.NotCleared, f.ID)
		case !b.riskTold(&f.Trigger):
			t.Negative = append(t.Negative, f.ID)
		}
	}
}

// riskTold says whether a sign of a danger holds, however old, or a line of a safety list
// that it reads was told and raised no other danger: a cancer in the past, thin bones.
// Then it was not denied.
func (b *builder) riskTold(trigger *rules.Condition) bool {
	if b.explain.Holds(trigger) == rules.True {
		return true
	}
	found := false
	b.toldLines(trigger, func(q *rules.Question, line string) { found = found || !b.lineRaised(q, line) })
	return found
}

// toldLines visits the lines of safety lists that a condition names and that were told.
func (b *builder) toldLines(c *rules.Condition, visit func(q *rules.Question, line string)) {
	c.Walk(func(c *rules.Condition) {
		q, ok := b.base.Question(c.Question)
		if !ok || c.Op != rules.Is || !strings.HasPrefix(q.ID, safetySection+".") || q.Kind != rules.KindChoices {
			return // risk of infection is asked under another heading
		}
		for _, line := range b.ans[q.ID].Yes {
			if slices.Contains(c.Choices, line) {
				visit(q, line)
			}
		}
	})
}

// lineRaised says whether a line of a list is a ground of a danger that was raised.
func (b *builder) lineRaised(q *rules.Question, line string) bool {
	found := false
	for i := range b.a.Triage.Flags {
		r := &b.a.Triage.Flags[i]
		if slices.Contains(b.questionIDs(r.Because), q.ID) {
			b.toldLines(&b.k.Flags[r.Flag].Trigger, func(of *rules.Question, l string) { found = found || of.ID == q.ID && l == line })
		}
	}
	return found
}

// graverRaised says whether all that is asked for a flag has raised another.
func (b *builder) graverRaised(trigger *rules.Condition, because map[string]bool) bool {
	found, all := false, true
	trigger.Walk(func(c *rules.Condition) {
		q, ok := b.base.Question(c.Question)
		if !ok || slices.Contains(sectionsOfOthers, q.Section) {
			return
		}
		found, all = found || because[q.ID], all && because[q.ID]
	})
	return found && all
}

// askable says whether this reader can be asked: not what needs an examination or a
// test, not what is asked of others, and not a follow-up of something that was denied.
func (b *builder) askable(q *rules.Question) bool {
	can, known := b.can[q.ID]
	if !known {
		can = b.applies(q)
		b.can[q.ID] = can
	}
	return can
}

func (b *builder) applies(q *rules.Question) bool {
	return !slices.Contains(sectionsOfOthers, q.Section) && slices.Contains(q.Readers, b.set.Reader) && !q.Private &&
		(!q.When.Given() || b.explain.Holds(&q.When) != rules.False)
}

// flagNames are the clinical names of flags.
func (b *builder) flagNames(ids []string) []string {
	var out []string
	for _, id := range ids {
		for i := range b.k.Flags {
			if b.k.Flags[i].ID == id {
				out = append(out, b.k.Flags[i].Name.For(rules.Clinician))
			}
		}
	}
	return out
}
