package report

import (
	"cmp"
	"slices"
	"strings"

	"afterfusion/rules"
)

// What only the named people may allow for a person is neither open nor forbidden. It is
// told wherever the step on which it stands is, or that step would recommend it.

// agreement are the known reasons for which others must agree to an option first: none
// unless it waits for that. What is private is not among them.
func (b *builder) agreement(o *rules.OptionResult) []*rules.Avoid {
	if o.Status != rules.Later {
		return nil
	}
	var out []*rules.Avoid
	in := &b.k.Options[o.Option]
	for _, r := range b.a.ReasonsOf(o) {
		if r.Kind != rules.ByAvoid || r.Truth != rules.True {
			continue
		}
		if a := &in.Avoid[r.Index]; a.Level == rules.Specialist && !b.tellsPrivate(&a.When) {
			out = append(out, a)
		}
	}
	return out
}

// onlyIfAgreed gathers what others must agree to first on the open and the current rungs
// of the likely sources' ladders, and beside them.
func (b *builder) onlyIfAgreed() []Shut {
	out, seen := []Shut{}, map[int32]bool{}
	for rank := range min(b.likely(), len(b.a.Ladders)) {
		l := &b.a.Ladders[rank]
		look := func(options []rules.OptionResult) {
			for i := range options {
				o := &options[i]
				if rows := b.agreement(o); len(rows) > 0 && !seen[o.Option] {
					seen[o.Option] = true
					out = gathered(out, b.agreed(o, rows))
				}
			}
		}
		look(l.Base)
		for k := range l.Rungs {
			if r := &l.Rungs[k]; k == l.Current || r.Open == rules.True && !r.Passed {
				look(r.Options)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y Shut) int {
		return cmp.Or(b.reach(x.Options)-b.reach(y.Options), b.needles(x.Options)-b.needles(y.Options))
	})
	return out
}

func (b *builder) agreed(o *rules.OptionResult, rows []*rules.Avoid) Shut {
	in := &b.k.Options[o.Option]
	s := Shut{Status: o.Status.String(), Options: []string{in.ID}, Names: []string{b.text(in.Name)}, Why: []string{}, References: []string{}}
	var says []string
	for _, a := range rows {
		says = append(says, stop(b.marked(a.Says, a.Estimate, a.Checked, a.Refs)))
		s.Why = union(s.Why, b.speaking(a))
		s.References = union(s.References, b.cite(a.Refs))
	}
	s.Says = strings.Join(once(says), " ")
	s.Kinds = append([]string{}, b.tierNames(s.Options)...)
	return s
}

// gathered puts options with the same words together.
func gathered(list []Shut, s Shut) []Shut {
	at := slices.IndexFunc(list, func(x Shut) bool { return x.Says == s.Says && slices.Equal(x.Why, s.Why) })
	if at < 0 {
		return append(list, s)
	}
	x := &list[at]
	x.Options, x.Names = append(x.Options, s.Options...), append(x.Names, s.Names...)
	x.Kinds, x.References = union(x.Kinds, s.Kinds), union(x.References, s.References)
	return list
}

// speaking are the answers for which a row holds, in a few clinical words; where none
// speaks, what the row is about.
func (b *builder) speaking(a *rules.Avoid) []string {
	var out []string
	for _, i := range b.explain.Speaking(&a.When) {
		q := &b.k.Questions[i]
		v := b.ans[q.ID]
		if v.Unsure || q.Private && !b.set.SelfHarm {
			continue
		}
		if q.Kind == rules.KindChoices {
			v = onlyRead(v, q, &a.When)
		}
		label := lower(q.Text.Clinician)
		switch words := clinical(q, v); {
		case words == "":
		case words == "yes":
			out = append(out, label)
		case q.Kind == rules.KindNumber:
			out = append(out, label+" "+words)
		case q.Kind == rules.KindChoices, strings.Contains(label, words):
			out = append(out, words)
		default:
			out = append(out, label+": "+words)
		}
	}
	if len(out) == 0 {
		about, _, _ := strings.Cut(lower(a.Says.For(rules.Clinician)), ":")
		out = append(out, strings.TrimSuffix(about, "."))
	}
	return out
}

// barred says whether an option must not be named as what comes first: it is not safe,
// did not help, or others must agree to it first.
func (b *builder) barred(id string) bool {
	st, ok := b.best[b.optionIndex(id)]
	return ok && (st.status == rules.NotSafe || st.status == rules.Stop || len(b.agreement(st.OptionResult)) > 0)
}

// sendsTo says whether an option can still come first: one that is done has nothing to add,
// and what is lacking of its result is told as such.
func (b *builder) sendsTo(id string) bool {
	st, ok := b.best[b.optionIndex(id)]
	return !b.barred(id) && !(ok && st.status == rules.Done)
}

// The reasons for which nothing on a rung can be taken up.
const (
	barredAgree = "agree" // others must agree first
	barredNever = "never"
)

// through says what can be taken up on a rung of which something is barred, or that
// nothing can.
func (b *builder) through(r *rules.RungResult, out *Rung) {
	if r.Open != rules.True || r.Passed {
		return
	}
	unsafe, agree := false, false
	var open []string
	for i := range r.Options {
		o := &r.Options[i]
		in := &b.k.Options[o.Option]
		switch {
		case o.Status == rules.NotSafe:
			unsafe = true
		case len(b.agreement(o)) > 0:
			agree = true
		case (o.Status.Open() || o.Status == rules.Done || o.Status == rules.Review) && in.Kind != rules.Habit && in.Kind != rules.Monitoring:
			open = append(open, lower(shortName(b.text(in.Name))))
		}
	}
	switch {
	case !unsafe && !agree:
	case len(open) > 0:
		out.Through = open
	case agree:
		out.Barred = barredAgree
	default:
		out.Barred = barredNever
	}
}
