package report

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// SummaryLine is a line of the clinician's one screen.
type SummaryLine struct {
	Label string `json:"label"`
	Text  string `json:"text"`
}

// Zone is a place that was marked on the pain drawing.
type Zone struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Worst bool   `json:"worst,omitempty"`
}

// Said is one answer in words, with the chapter it belongs to.
type Said struct {
	Section  string `json:"section"`
	Question string `json:"question"`
	Text     string `json:"text"`
	Answer   string `json:"answer"`
	Negative bool   `json:"negative,omitempty"` // no, or none of them
}

// The questions and entries that the summary tells by name.
var (
	constructQuestions = []string{"surgery.top-level", "surgery.bottom-level", "surgery.levels", "surgery.months-since", "course.after"}
	beforeProcedures   = []string{"health.blood-thinner", "health.allergies", "health.devices", "health.needs-mri", "health.egfr",
		"health.pregnancy", "opioid.mme", "health.medicines"}
	zonesQuestion, worstQuestion   = "pain.zones", "pain.worst-zone"
	infectionFlag, nonunionSource  = "infection", "nonunion"
	sectionsOfOthers               = []string{"exam", "tests"}
	blockPrefix, triedPrefix       = "block.", "tried."
	notTold                        = "not told"
	redFlag                        = "Red flag"
	summaryNamed, summaryForbidden = 3, 5
)

// summarise fills what the reports tell beside the assessment itself.
func (b *builder) summarise() {
	d := b.doc
	d.Date = b.set.Date
	d.Watch, d.Zones, d.Said, d.Unasked = []string{}, []Zone{}, []Said{}, []string{}
	for i := range b.k.Flags {
		if s := b.text(b.k.Flags[i].Watch); s != "" && !b.hidden(&b.k.Flags[i]) && !slices.Contains(d.Watch, s) {
			d.Watch = append(d.Watch, s)
		}
	}
	b.zones()
	b.said()
	for _, id := range d.Triage.NotAsked {
		if q, ok := b.base.Question(id); ok && b.askable(q) {
			d.Unasked = append(d.Unasked, b.text(q.Text))
		}
	}
	b.oneScreen()
}

// askable says whether a person can be asked: not what needs an examination or a
// test, and not a follow-up of something that was denied.
func (b *builder) askable(q *rules.Question) bool {
	return !slices.Contains(sectionsOfOthers, q.Section) && (!q.When.Given() || b.explain.Holds(&q.When) != rules.False)
}

func (b *builder) zones() {
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
	for _, s := range b.k.Sections {
		for i := range b.k.Questions {
			q := &b.k.Questions[i]
			if q.Section != s.ID || q.Private && !b.set.SelfHarm {
				continue
			}
			if w := AnswerWords(q, b.ans[q.ID], b.set.Reader); w != "" {
				b.doc.Said = append(b.doc.Said, Said{b.text(s.Name), q.ID, b.text(q.Text), w, negativeAnswer(b.ans[q.ID])})
			}
		}
	}
}

func negativeAnswer(v rules.Value) bool {
	return len(v.Yes) == 1 && (v.Yes[0] == "none" || v.Yes[0] == "no") && !v.Partial
}

func (b *builder) add(label, text string) {
	if text != "" {
		b.doc.Summary = append(b.doc.Summary, SummaryLine{label, text})
	}
}

// oneScreen writes what a clinician reads in a minute. In a patient's report it
// names no figures beside a disease.
func (b *builder) oneScreen() {
	d := b.doc
	d.Summary = []SummaryLine{}
	negative, open := b.cleared()
	for i := range b.a.Triage.Flags {
		b.add(redFlag, b.raisedLine(&b.a.Triage.Flags[i]))
	}
	if len(d.Triage.Flags) == 0 {
		b.add("Red flags", "None raised by the answers given; this excludes nothing.")
	}
	b.add("Asked and negative", strings.Join(negative, "; "))
	b.add("Not cleared", strings.Join(open, "; "))
	if !d.Scope.In {
		b.add("Scope", b.k.Policy.Scope[b.a.Scope.Reason].Says.For(rules.Clinician))
	}
	b.add("Construct, course", b.answered(constructQuestions))
	if b.set.Reader == rules.Clinician || d.Triage.Level != "emergency" {
		b.leading()
		b.add("Infection, nonunion", b.excluded(negative))
	}
	b.add("Blocks, weeks of care", b.trials())
	b.add("Before any procedure", b.answered(beforeProcedures))
	if b.set.Reader == rules.Clinician || d.Triage.Level != "emergency" {
		b.add("Next step", b.nextStep())
	}
	if b.set.Reader == rules.Clinician || d.Triage.Level != "emergency" {
		b.add("Not now", b.forbidden())
	}
}

func (b *builder) raisedLine(r *rules.RaisedFlag) string {
	in := &b.k.Flags[r.Flag]
	level := Words("level", r.Level.String(), string(rules.Clinician))
	if b.hidden(in) {
		return capital(level) + ". " + privateLine.Clinician
	}
	act := ""
	for _, f := range b.doc.Triage.Flags {
		if f.ID == in.ID && b.set.Reader == rules.Clinician {
			act = " " + f.Do
		}
	}
	return capital(level) + ". " + in.Name.For(rules.Clinician) + "." + act
}

// cleared names the flags whose trigger is known to be false and those that are open.
func (b *builder) cleared() (negative, open []string) {
	raised := map[int]bool{}
	for i := range b.a.Triage.Flags {
		raised[b.a.Triage.Flags[i].Flag] = true
	}
	for i := range b.k.Flags {
		f := &b.k.Flags[i]
		if raised[i] || b.hidden(f) {
			continue
		}
		if b.askedAll(&f.Trigger) || b.explain.Holds(&f.Trigger) == rules.False {
			negative = append(negative, f.Name.For(rules.Clinician))
		} else {
			open = append(open, f.Name.For(rules.Clinician))
		}
	}
	return negative, open
}

// askedAll says whether nothing that can be asked is left open in a condition.
func (b *builder) askedAll(c *rules.Condition) bool {
	for _, id := range b.explain.Unanswered(c) {
		if q, ok := b.base.Question(id); ok && b.askable(q) {
			return false
		}
	}
	return true
}

// answered joins the answers to some questions, in clinical words.
func (b *builder) answered(ids []string) string {
	var out []string
	for _, id := range ids {
		if s := b.answer(id); s != "" {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return notTold
	}
	return strings.Join(out, "; ")
}

func (b *builder) answer(id string) string {
	q, ok := b.base.Question(id)
	if !ok || q.Private && !b.set.SelfHarm {
		return ""
	}
	w := AnswerWords(q, b.ans[id], rules.Clinician)
	if w == "" {
		return ""
	}
	if b.set.Reader == rules.Patient {
		w = strings.ReplaceAll(w, "%", "in 100")
	}
	return q.Text.For(rules.Clinician) + ": " + w
}

// leading are the first sources with the strongest finding for and against.
func (b *builder) leading() {
	if !b.doc.Enough {
		var missing []string
		for _, i := range b.a.Missing {
			missing = append(missing, b.k.Policy.Core[i].Says.For(rules.Clinician))
		}
		b.add("Sources", "Not enough information to name one. Missing: "+strings.Join(missing, "; ")+".")
		return
	}
	for i := range min(summaryNamed, len(b.a.Sources)) {
		r := &b.a.Sources[i]
		in := &b.k.Sources[r.Source]
		text := in.Name.For(rules.Clinician) + ": " + b.howLikely(r) + "."
		for _, sign := range []float64{1, -1} {
			if s := b.strongest(in, r, sign); s != "" {
				text += map[float64]string{1: " For: ", -1: " Against: "}[sign] + s + "."
			}
		}
		b.add("Source "+string('1'+rune(i)), text)
	}
}

func (b *builder) howLikely(r *rules.SourceResult) string {
	w := Words("band", r.Band.String(), string(rules.Clinician))
	if b.set.Reader == rules.Patient {
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
		}
	}
	return says
}

// excluded says how infection and nonunion stand.
func (b *builder) excluded(negative []string) string {
	out := ""
	for i := range b.k.Flags {
		if f := &b.k.Flags[i]; f.ID == infectionFlag {
			out = f.Name.For(rules.Clinician) + ": not excluded, questions open"
			if slices.Contains(negative, f.Name.For(rules.Clinician)) {
				out = f.Name.For(rules.Clinician) + ": no sign by history (does not exclude)"
			}
			for k := range b.a.Triage.Flags {
				if r := &b.a.Triage.Flags[k]; r.Flag == i {
					out = f.Name.For(rules.Clinician) + ": raised, " + r.Level.String()
				}
			}
		}
	}
	for i := range b.a.Sources {
		if in := &b.k.Sources[b.a.Sources[i].Source]; in.ID == nonunionSource {
			out += "; " + in.Name.For(rules.Clinician) + ": " + b.howLikely(&b.a.Sources[i])
		}
	}
	return strings.TrimPrefix(out, "; ")
}

// trials tells the results of blocks and how long things were tried.
func (b *builder) trials() string {
	var ids []string
	for i := range b.k.Questions {
		q := &b.k.Questions[i]
		block := strings.HasPrefix(q.ID, blockPrefix) && strings.HasSuffix(q.ID, "relief")
		if block || strings.HasPrefix(q.ID, triedPrefix) && q.Kind == rules.KindNumber {
			ids = append(ids, q.ID)
		}
	}
	return b.answered(ids)
}

// nextStep is the one thing to do next.
func (b *builder) nextStep() string {
	for i := range b.a.Plan {
		p := &b.a.Plan[i]
		if s := p.Status; (s == rules.Now || s == rules.WithCaution || s == rules.AskFirst) && !b.onlyPrivate(p) {
			return b.k.Options[p.Option].Name.For(rules.Clinician) + " (" + Words("status", s.String(), string(rules.Clinician)) + ")"
		}
	}
	for i := range b.a.Next {
		n := &b.a.Next[i]
		ev := &b.k.Sources[n.Source].Evidence[n.Item]
		return capital(Words("obtain", n.ObtainName(), string(rules.Clinician))) + ": " + ev.Ask.For(rules.Clinician)
	}
	return ""
}

// forbidden names what is not to be done now: first what is not safe.
func (b *builder) forbidden() string {
	var out []string
	for _, status := range []string{"never", "hold"} {
		var names []string
		eachOption(b.doc, func(o *Option) {
			if name := shortName(b.optionName(o.ID)); o.Status == status && !slices.Contains(names, name) {
				names = append(names, name)
			}
		})
		if more := len(names) - summaryForbidden; more > 0 {
			names = append(names[:summaryForbidden], fmt.Sprintf("%d more", more))
		}
		if len(names) > 0 {
			out = append(out, capital(Words("status", status, string(rules.Clinician)))+": "+strings.Join(names, "; ")+".")
		}
	}
	return strings.Join(out, " ")
}

// optionName is the clinical name of an option.
func (b *builder) optionName(id string) string {
	for i := range b.k.Options {
		if b.k.Options[i].ID == id {
			return b.k.Options[i].Name.For(rules.Clinician)
		}
	}
	return id
}

// eachOption visits every option of every ladder.
func eachOption(d *Document, visit func(*Option)) {
	for i := range d.Ladders {
		l := &d.Ladders[i]
		for k := range l.Base {
			visit(&l.Base[k])
		}
		for k := range l.Rungs {
			for j := range l.Rungs[k].Options {
				visit(&l.Rungs[k].Options[j])
			}
		}
		for k := range l.Beside {
			visit(&l.Beside[k])
		}
	}
}
