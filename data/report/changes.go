package report

import (
	"math"
	"slices"

	"afterfusion/rules"
)

// movedBy is how much a probability must move to be told: one in a hundred.
const movedBy = 0.01

// changed tells what is different from the earlier set of answers, if there is one.
func (b *builder) changed() (*Changed, error) {
	e := b.set.Earlier
	if e == nil {
		return nil, nil
	}
	was := e.Assessment
	if was == nil {
		var err error
		if was, err = b.base.Assess(e.Answers); err != nil {
			return nil, err
		}
	}
	c := &Changed{Answers: b.answersChanged(e.Answers), Raised: []string{}, Lowered: []string{}, Sources: b.sourcesMoved(was), Options: b.statusChanges(was)}
	if x, y := was.Triage.Level.String(), b.a.Triage.Level.String(); x != y {
		c.Triage = &WordChange{x, y}
	}
	if was.Enough != b.a.Enough {
		words := map[bool]string{true: "enough", false: "not enough"}
		c.Enough = &WordChange{words[was.Enough], words[b.a.Enough]}
	}
	c.Raised = b.flagsWithout(b.a, was)
	c.Lowered = b.flagsWithout(was, b.a)
	return c, nil
}

// flagsWithout names the flags that one assessment raises and another does not.
func (b *builder) flagsWithout(a, other *rules.Assessment) []string {
	out := []string{}
	for _, f := range a.Triage.Flags {
		if slices.ContainsFunc(other.Triage.Flags, func(g rules.RaisedFlag) bool { return g.Flag == f.Flag }) {
			continue
		}
		name := b.text(b.k.Flags[f.Flag].Name)
		if b.hidden(&b.k.Flags[f.Flag]) {
			name = "Private safety answer"
		}
		out = append(out, name)
	}
	return out
}

func (b *builder) answersChanged(was rules.Answers) []AnswerChange {
	out := []AnswerChange{}
	for i := range b.k.Questions {
		q := &b.k.Questions[i]
		if q.Private && !b.set.SelfHarm {
			continue
		}
		x, y := answerWords(q, was[q.ID], b.set.Reader), answerWords(q, b.ans[q.ID], b.set.Reader)
		if x != y {
			out = append(out, AnswerChange{q.ID, b.text(q.Text), x, y})
		}
	}
	return out
}

// sourcesMoved lists the sources that moved by one in a hundred or more, or to another
// band, as they rank now.
func (b *builder) sourcesMoved(was *rules.Assessment) []SourceChange {
	out := []SourceChange{}
	for rank := range b.a.Sources {
		r := &b.a.Sources[rank]
		at := slices.IndexFunc(was.Sources, func(x rules.SourceResult) bool { return x.Source == r.Source })
		if at < 0 {
			continue
		}
		x := &was.Sources[at]
		if x.Band == r.Band && math.Abs(x.Probability-r.Probability) < movedBy {
			continue
		}
		in := &b.k.Sources[r.Source]
		out = append(out, SourceChange{ID: in.ID, Name: b.text(in.Name), Before: x.Probability, After: r.Probability,
			BandBefore: x.Band.String(), BandAfter: r.Band.String(), Rank: [2]int{at + 1, rank + 1}, Interval: [2]float64{r.Lo, r.Hi}})
	}
	return out
}

// statusChanges lists the options whose best status is another now, on the ladders of the
// sources that the reports tell of. One that came or went with a ladder has no status.
func (b *builder) statusChanges(was *rules.Assessment) []StatusChange {
	before := standings(was)
	out := []StatusChange{}
	for i := range b.k.Options {
		x, had := before[i]
		y, has := b.best[i]
		if !had && !has || had && has && x.status == y.status || has && y.rank >= b.likely() {
			continue
		}
		c := StatusChange{Option: b.k.Options[i].ID, Name: b.text(b.k.Options[i].Name)}
		if had {
			c.Before = x.status.String()
		}
		if has {
			c.After = y.status.String()
		}
		if b.privately(x, had, was) || b.privately(y, has, b.a) {
			continue
		}
		out = append(out, c)
	}
	return out
}

// privately says whether nothing but a private answer gave an option its status.
func (b *builder) privately(s standing, has bool, a *rules.Assessment) bool {
	if !has || b.set.SelfHarm {
		return false
	}
	own := *b
	own.a, own.refs = a, map[string]bool{}
	return own.groundsOf(s.OptionResult, nil).private
}
