package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// The questions and entries that the summary tells by name.
var (
	zonesQuestion, worstQuestion  = "pain.zones", "pain.worst-zone"
	infectionFlag, nonunionSource = "infection", "nonunion"
	safetySection                 = "safety"
	surgerySection                = "surgery"
	sectionsOfOthers              = []string{"exam", "tests"}
	redFlag                       = "Red flag"
	nextStep                      = "Next step"
	sourceLine, notCleared        = "Source ", "Not cleared"
	summaryNamed                  = 3
)

// summarise fills what the reports tell beside the assessment itself.
func (b *builder) summarise() {
	b.come()
	b.zones()
	b.said()
	b.unasked()
	b.oneScreen()
	if b.patient() {
		if b.a.Triage.Level == rules.Emergency {
			b.doc.Team = b.team()
		}
		return
	}
	b.doc.History, b.doc.Examination = b.note()
}

func (b *builder) zones() {
	b.doc.Zones = []Zone{}
	q, ok := b.base.Question(zonesQuestion)
	if !ok {
		return
	}
	worst := b.ans[worstQuestion].Yes
	for _, c := range q.Choices {
		if isWorst := slices.Contains(worst, c.ID); isWorst || slices.Contains(b.ans[zonesQuestion].Yes, c.ID) {
			b.doc.Zones = append(b.doc.Zones, Zone{c.ID, b.text(c.Text), isWorst})
		}
	}
}

// said lists what was answered, chapter by chapter. What is private stays out unless
// it was asked for.
func (b *builder) said() {
	b.doc.Said = []Said{}
	for _, s := range b.k.Sections {
		for i := range b.k.Questions {
			q := &b.k.Questions[i]
			if q.Section != s.ID || q.Private && !b.set.SelfHarm {
				continue
			}
			v, derived := b.ans[q.ID], false
			if w := AnswerWords(q, v, b.set.Reader); w == "" && q.Derive != "" && slices.Contains(b.a.Derived, i) {
				v, derived = b.follows(q), true
			}
			if w := AnswerWords(q, v, b.set.Reader); w != "" {
				b.doc.Said = append(b.doc.Said, Said{b.text(s.Name), q.ID, b.text(q.Text), w, negativeAnswer(q, v), derived})
			}
		}
	}
}

// follows is an answer that followed from others, as far as it is one of the choices.
func (b *builder) follows(q *rules.Question) rules.Value {
	var v rules.Value
	for _, c := range q.Choices {
		if b.holds(q.ID, c.ID) == rules.True {
			v.Yes, v.Listed = append(v.Yes, c.ID), true
		}
	}
	return v
}

func (b *builder) add(label, text string) {
	if text != "" {
		b.doc.Summary = append(b.doc.Summary, SummaryLine{label, text})
	}
}

// oneScreen writes what a clinician reads aloud in a minute. In a patient's report it
// names no figures beside a disease, and in an emergency what the team needs takes its
// place.
func (b *builder) oneScreen() {
	d := b.doc
	d.Summary = []SummaryLine{}
	for i := range b.a.Triage.Flags {
		b.add(redFlag, b.raisedLine(i))
	}
	negative, open := b.flagNames(d.Triage.Negative), b.flagNames(d.Triage.NotCleared)
	if len(d.Triage.Flags) == 0 {
		b.add("Red flags", map[bool]string{true: "None raised by the answers given; this excludes nothing.",
			false: "None raised, but most have not been asked about; this excludes nothing."}[d.Triage.Calm()])
	}
	b.add("Asked and negative", inLine(negative))
	b.add(notCleared, inLine(open))
	b.add("Scope", b.scopeLine())
	b.add("Construct, course", b.constructLine())
	if b.patient() && b.a.Triage.Level == rules.Emergency {
		return
	}
	if d.Scope.In {
		b.leading()
	}
	b.add("Infection, nonunion", b.excluded(negative))
	b.add("Blocks, care so far", b.trials())
	b.add("Before any procedure", b.beforeProcedure())
	next := b.firstSays(&d.First, rules.Clinician)
	switch {
	case d.First.Flag == private:
		next = privateLine.Clinician
	case next == "" && d.First.Says != "":
		next = askMood.Clinician
	}
	b.add(nextStep, next)
	b.add("Not now", b.notLine())
	b.add("Changed since the last file", changedLine(d.Changed))
}

// inLine joins labels within one line.
func inLine(names []string) string {
	if len(names) == 0 {
		return ""
	}
	for i := range names {
		if i > 0 {
			names[i] = lower(names[i])
		}
	}
	return strings.Join(names, "; ") + "."
}

func (b *builder) raisedLine(i int) string {
	r, f := &b.a.Triage.Flags[i], &b.doc.Triage.Flags[i]
	in := &b.k.Flags[r.Flag]
	level := capital(Words("level", r.Level.String(), string(rules.Clinician)))
	if b.hidden(in) {
		return level + ". " + privateLine.Clinician
	}
	own := *b
	own.set.Reader = rules.Clinician
	why := own.why(in, r, givenLevel(in, r.Level))
	out := level + ". " + in.Name.For(rules.Clinician) + ". " + strings.Join(why, " ")
	if !b.patient() {
		out = strings.TrimSpace(out) + " " + f.Do
	}
	return strings.TrimSpace(out)
}

func (b *builder) scopeLine() string {
	if !b.a.Scope.In {
		return b.k.Policy.Scope[b.a.Scope.Reason].Says.For(rules.Clinician)
	}
	var open []string
	for _, q := range b.a.ScopeOpen {
		open = append(open, lower(b.k.Questions[q].Text.For(rules.Clinician)))
	}
	if len(open) == 0 {
		return ""
	}
	return "Taken as in scope; not known: " + strings.Join(open, "; ") + "."
}

// leading are the first sources with the strongest finding for and against.
func (b *builder) leading() {
	if !b.doc.Enough {
		var missing []string
		for _, i := range b.a.Missing {
			missing = append(missing, lower(b.k.Policy.Core[i].Says.For(rules.Clinician)))
		}
		says := b.doc.NoneStandsOut(rules.Clinician)
		if len(missing) > 0 {
			says = "Not enough information to name one. Missing: " + strings.Join(missing, "; ") + "."
		}
		b.add("Sources", says)
		return
	}
	for i := range min(summaryNamed, len(b.a.Sources)) {
		r := &b.a.Sources[i]
		in := &b.k.Sources[r.Source]
		text := in.Name.For(rules.Clinician) + ": " + b.howLikely(r) + "."
		for _, side := range []struct {
			sign float64
			lead string
		}{{1, " For: "}, {-1, " Against: "}} {
			if s := b.strongest(in, r, side.sign); s != "" {
				text += side.lead + lower(stop(s))
			} else {
				text += side.lead + "nothing told."
			}
		}
		b.add(sourceLine+string('1'+rune(i)), text)
	}
}

func (b *builder) howLikely(r *rules.SourceResult) string {
	w := Words("band", r.Band.String(), string(rules.Clinician))
	if b.patient() {
		return w
	}
	return w + ", " + InHundred(r.Probability) + " (" + Span(r.Lo, r.Hi) + ")"
}

// strongest is the finding that weighs most on one side.
func (b *builder) strongest(in *rules.Source, r *rules.SourceResult, sign float64) string {
	best, says := 0.0, ""
	for _, c := range r.Contributions {
		if w := c.Weight * sign; w > best {
			best, says = w, in.Evidence[c.Item].Outcomes[c.Said].Says.For(rules.Clinician)
			if b.patient() { // a patient's page has no percentages
				says = strings.ReplaceAll(says, " %", " in 100")
			}
		}
	}
	return says
}

// excluded says how infection and nonunion stand.
func (b *builder) excluded(negative []string) string {
	var out []string
	for i := range b.k.Flags {
		f := &b.k.Flags[i]
		if f.ID != infectionFlag {
			continue
		}
		state := "not excluded, a risk or an old sign told"
		switch {
		case slices.Contains(b.doc.Triage.Negative, f.ID):
			state = "no sign by history, which does not exclude it"
		case slices.Contains(b.doc.Triage.NotCleared, f.ID):
			state = "not excluded, questions open"
		}
		for k := range b.a.Triage.Flags {
			if r := &b.a.Triage.Flags[k]; r.Flag == i {
				state = "raised, " + r.Level.String()
			}
		}
		out = append(out, f.Name.For(rules.Clinician)+": "+state+".")
	}
	for i := range b.a.Sources {
		if in := &b.k.Sources[b.a.Sources[i].Source]; in.ID == nonunionSource {
			out = append(out, in.Name.For(rules.Clinician)+": "+b.howLikely(&b.a.Sources[i])+".")
		}
	}
	return strings.Join(out, " ")
}

// notLine names what is not for now, reason by reason. Of what a danger holds the kinds
// are enough.
func (b *builder) notLine() string {
	var reasons []string
	names := map[string][]string{}
	for i := range b.doc.NotNow {
		s := &b.doc.NotNow[i]
		if s.Status == "stop" {
			continue
		}
		reason := capital(Words("status", s.Status, string(rules.Clinician))) + " (" + b.reasonWords(s) + ")"
		if names[reason] == nil {
			reasons = append(reasons, reason)
		}
		if s.Status == "hold" {
			own := *b
			own.set.Reader = rules.Clinician
			names[reason] = append(names[reason], own.tierNames(s.Options)...)
		} else {
			names[reason] = append(names[reason], b.optionNames(s.Options)...)
		}
	}
	out := b.agreedLine()
	for _, reason := range reasons[:min(notGroups, len(reasons))] {
		n := names[reason]
		if more := len(n) - notNames; more > 1 {
			n = append(n[:notNames:notNames], number(float64(more))+" more")
		}
		out = append(out, reason+": "+strings.Join(n, ", ")+".")
	}
	if more := len(reasons) - notGroups; more > 0 {
		out = append(out, "More for "+counted(more, "other reason")+".")
	}
	return strings.Join(out, " ")
}

const notGroups, notNames = 3, 5

// agreedLine names what others must agree to first, and for which answers.
func (b *builder) agreedLine() []string {
	var texts []string
	for _, s := range b.doc.IfAgreed[:min(notGroups, len(b.doc.IfAgreed))] {
		names := b.optionNames(s.Options)
		if more := len(names) - notNames; more > 1 {
			names = append(names[:notNames:notNames], number(float64(more))+" more")
		}
		texts = append(texts, strings.Join(names, ", ")+" ("+strings.Join(s.Why, "; ")+")")
	}
	if len(texts) == 0 {
		return nil
	}
	if more := len(b.doc.IfAgreed) - notGroups; more > 0 {
		texts = append(texts, "more for "+counted(more, "other reason"))
	}
	return []string{"Only if prescriber and specialist agree: " + strings.Join(texts, "; ") + "."}
}

// reasonWords is the clinical reason of options that are not for now.
func (b *builder) reasonWords(s *Shut) string {
	st := b.best[b.optionIndex(s.Options[0])]
	own := *b
	own.set.Reader = rules.Clinician
	own.refs = map[string]bool{}
	if g := own.groundsOf(st.OptionResult, nil); len(g.Says) > 0 {
		reason, _, _ := strings.Cut(strings.TrimPrefix(lower(strings.TrimSuffix(g.Says[0], ".")), "held: "), ":")
		return reason
	}
	return "see the report"
}

func (b *builder) optionIndex(id string) int {
	return slices.IndexFunc(b.k.Options, func(o rules.Option) bool { return o.ID == id })
}

// optionNames are the clinical names of options, without what stands in brackets.
func (b *builder) optionNames(ids []string) []string {
	var out []string
	for _, id := range ids {
		if o, ok := b.base.Option(id); ok {
			out = append(out, lower(shortName(o.Name.For(rules.Clinician))))
		}
	}
	return out
}

// tierWords name what the options of a tier are, for patients and for clinicians; the
// order is that of harm.
var tierWords = []struct {
	tier  string
	words rules.Text
}{
	{"surgery", rules.Text{Patient: "surgery", Clinician: "surgery"}},
	{"targeted", rules.Text{Patient: "shots and heat treatment of nerves", Clinician: "injections and ablation"}},
	{"intrathecal", rules.Text{Patient: "drug pumps", Clinician: "pumps"}},
	{"neuromodulation", rules.Text{Patient: "stimulators", Clinician: "stimulators"}},
	{"regenerative", rules.Text{Patient: "healing shots such as PRP", Clinician: "regenerative injections"}},
	{"diagnosis", rules.Text{Patient: "test shots", Clinician: "blocks and elective tests"}},
	{"medication", rules.Text{Patient: "new medicines", Clinician: "new medicines"}},
	{"rehabilitation", rules.Text{Patient: "exercise plans and hands-on care", Clinician: "exercise and hands-on treatment"}},
	{"self-care", rules.Text{Patient: "other self-care", Clinician: "other self-care"}}}

// tierNames tells held options tier by tier: as a whole where no option of the tier is
// open, else by their names. Habits are left out: they do no harm.
func (b *builder) tierNames(ids []string) []string {
	held, open := map[string][]string{}, map[string]bool{}
	for i, st := range b.best {
		o := &b.k.Options[i]
		if slices.Contains(ids, o.ID) || o.InDanger != "" || o.Kind != rules.Treatment && o.Kind != rules.Test {
			continue
		}
		open[o.Tier] = open[o.Tier] || st.status.Open()
	}
	for _, id := range ids {
		if o, ok := b.base.Option(id); ok && o.Kind != rules.Habit && o.Kind != rules.Monitoring {
			held[o.Tier] = append(held[o.Tier], id)
		}
	}
	var out []string
	for _, t := range tierWords {
		switch of := held[t.tier]; {
		case len(of) == 0:
		case open[t.tier]:
			for _, id := range of[:min(len(of), notNames)] {
				o, _ := b.base.Option(id)
				out = append(out, lower(shortName(b.text(o.Name))))
			}
		default:
			out = append(out, b.text(t.words))
		}
	}
	return out
}
