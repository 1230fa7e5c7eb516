package asking

import (
	"slices"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// Stands says whether a danger stands at its level whatever is answered to what is open.
func (a *Asker) Stands(explain *rules.Explanation, f *rules.RaisedFlag) bool {
	when := &a.know.Flags[f.Flag].Levels.At(f.Level).When
	return !f.Unsure && when.Given() && explain.Holds(when) == rules.True
}

// Deciding are the questions on which the level of a danger hangs: first those without any
// answer that follow from another one, then those of the safety section that everybody is
// asked and that are open or have lines left open, such as what else goes with a fever. There
// are none where it stands.
func (a *Asker) Deciding(explain *rules.Explanation, said rules.Answers, f *rules.RaisedFlag) []string {
	if a.Stands(explain, f) {
		return nil
	}
	var follow, all []string
	for level := f.Level; level > rules.Routine && (level == f.Level || f.Unsure); level-- {
		when := &a.know.Flags[f.Flag].Levels.At(level).When
		for _, id := range explain.Unanswered(when) {
			q, ok := a.base.Question(id)
			if _, answered := said[id]; ok && !answered && q.When.Given() {
				follow = append(follow, id)
			}
		}
		for _, i := range explain.Open(when) {
			q := &a.know.Questions[i]
			if _, ok := said[q.ID]; level == f.Level && q.Section == a.safety && !q.When.Given() && (!ok || a.Half(q, said)) {
				all = append(all, q.ID)
			}
		}
	}
	return append(follow, all...)
}

// Open are the questions of which no answer, or only a part, was given and on which the
// level of a danger hangs: those that follow from another one first. What was answered with
// "not sure" is not among them.
func (a *Asker) Open(explain *rules.Explanation, said rules.Answers, f *rules.RaisedFlag) []string {
	out := a.Deciding(explain, said, f)
	if a.Stands(explain, f) {
		return out
	}
	for _, i := range explain.Open(&a.know.Flags[f.Flag].Levels.At(f.Level).When) {
		q := &a.know.Questions[i]
		if _, answered := said[q.ID]; (!answered || a.Half(q, said)) && !slices.Contains(out, q.ID) {
			out = append(out, q.ID)
		}
	}
	return out
}

// Order is what is said of one danger: what to do, what meanwhile, and why.
type Order struct{ Level, Do, Meanwhile, Why string }

// Orders says dangers of a document, each sentence once: not what stands above them
// either. Why is "" of a private one, for others may read or hear it too.
func (a *Asker) Orders(flags []report.Flag, said string, reader rules.Reader) []Order {
	out := make([]Order, len(flags))
	meant, why := "", ""
	for i := range flags {
		f := &flags[i]
		o := Order{Level: f.Level, Do: Unsaid(f.Do, said), Meanwhile: Unsaid(f.Meanwhile, meant)}
		said, meant = said+" "+f.Do, meant+" "+f.Meanwhile
		if reasons := Unsaid(f.Why, why); reasons != "" && !a.private(f.ID) {
			o.Why = map[bool]string{true: "Why: ", false: "Because: "}[reader == rules.Patient] + reasons
			why += " " + f.Why
		}
		out[i] = o
	}
	return out
}

func (a *Asker) private(flag string) bool {
	return slices.ContainsFunc(a.know.Flags, func(f rules.Flag) bool { return f.ID == flag && f.BecausePrivate })
}

// Unsaid leaves out of a text the sentences that were said already.
func Unsaid(text, said string) string {
	var out []string
	for _, s := range sentences(text) {
		if !strings.Contains(said, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func sentences(text string) []string {
	var out []string
	for text != "" {
		end := strings.Index(text, ". ")
		if end < 0 {
			return append(out, text)
		}
		out, text = append(out, text[:end+1]), strings.TrimSpace(text[end+1:])
	}
	return out
}

// Raising are the questions whose answers raised a danger, and those that follow from them
// and decided how soon it must be seen.
func (a *Asker) Raising(f *rules.RaisedFlag, said rules.Answers) []int {
	out := slices.Clone(f.Because)
	a.know.Flags[f.Flag].Levels.At(f.Level).When.Walk(func(c *rules.Condition) {
		i := a.Index(c.Question)
		if _, answered := said[c.Question]; !answered || i < 0 || slices.Contains(out, i) {
			return
		}
		a.know.Questions[i].When.Walk(func(c *rules.Condition) {
			if !slices.Contains(out, i) && slices.Contains(f.Because, a.Index(c.Question)) {
				out = append(out, i)
			}
		})
	})
	slices.Sort(out)
	return out
}

// Notice is what a private answer has to be told at once though no danger is raised, and the
// place of its danger in the knowledge.
type Notice struct {
	Flag int
	Says string
}

// Notices are what the answers have to be told without a danger raised. A private question
// that was answered with "not sure" is treated like one that was not to be answered: what is
// unknown is no no. A patient then reads the words for a crisis, as nothing was withheld.
func (a *Asker) Notices(now *rules.Assessment, said rules.Answers, reader rules.Reader) []Notice {
	var out []Notice
	for i := range a.know.Flags {
		f := &a.know.Flags[i]
		says := f.Notice.Says
		if !slices.Contains(now.Triage.Notices, i) {
			if !f.BecausePrivate || !unsureOf(&f.Notice.When, said) || slices.ContainsFunc(now.Triage.Flags, func(r rules.RaisedFlag) bool { return r.Flag == i }) {
				continue
			}
			if crisis := a.know.Policy.Crisis; reader == rules.Patient && !crisis.Empty() {
				says = crisis
			}
		}
		out = append(out, Notice{i, says.For(reader)})
	}
	return out
}

// unsureOf says whether a question of a condition was answered with "not sure".
func unsureOf(when *rules.Condition, said rules.Answers) (is bool) {
	when.Walk(func(c *rules.Condition) { is = is || said[c.Question].Unsure })
	return is
}

// Behind are the questions whose answers the dangers of today and the notices are about,
// where the person is out of scope those that say so, and then those behind what can wait;
// the gravest danger's first.
func (a *Asker) Behind(now *rules.Assessment, said rules.Answers) []int {
	var out []int
	for _, f := range now.Triage.Flags {
		if f.Level >= rules.Urgent {
			out = append(out, f.Because...)
		}
	}
	add := func(c *rules.Condition) {
		if i := a.Index(c.Question); i >= 0 {
			out = append(out, i)
		}
	}
	for _, n := range a.Notices(now, said, rules.Patient) {
		a.know.Flags[n.Flag].Notice.When.Walk(add)
	}
	if !now.Scope.In {
		a.know.Policy.Scope[now.Scope.Reason].When.Walk(add)
	}
	for _, f := range now.Triage.Flags {
		if f.Level < rules.Urgent {
			out = append(out, f.Because...)
		}
	}
	return out
}

// Index is the place of a question in the knowledge, or -1.
func (a *Asker) Index(id string) int {
	if i, ok := a.at[id]; ok {
		return i
	}
	return -1
}
