package report

import (
	"afterfusion/rules"
)

// standing is an option at the place where it stands best.
type standing struct {
	*rules.OptionResult
	status rules.Status
	rank   int // of its ladder
	rung   int // on it, -1 where it stands on none
}

// standings finds where each option stands best: what is in use is reviewed wherever it
// stands, else the highest status counts, on the likeliest of equal ladders.
func standings(a *rules.Assessment) map[int]standing {
	best := map[int]standing{}
	for rank := range a.Ladders {
		l := &a.Ladders[rank]
		look := func(options []rules.OptionResult, rung int) {
			for i := range options {
				o := &options[i]
				old, ok := best[int(o.Option)]
				if !ok || old.status != rules.Review && (o.Status == rules.Review || o.Status > old.status) {
					best[int(o.Option)] = standing{o, o.Status, rank, rung}
				}
			}
		}
		look(l.Base, -1)
		for k := range l.Rungs {
			look(l.Rungs[k].Options, k)
		}
		look(l.Beside, -1)
	}
	return best
}

func (b *builder) ladder(l *rules.LadderResult) Ladder {
	in := &b.k.Sources[l.Source]
	out := Ladder{Source: in.ID, Base: b.options(l.Base, nil), Beside: b.options(l.Beside, nil), Rungs: []Rung{}}
	for i := range l.Rungs {
		r, ru := &l.Rungs[i], &in.Ladder[i]
		rung := Rung{ID: ru.ID, Open: r.Open == rules.True, Passed: r.Passed, State: rungState(r, i == l.Current), Says: b.text(ru.Says),
			References: b.cite(ru.Opens.Refs), Options: b.options(r.Options, ru)}
		if r.Open != rules.True {
			rung.Gate = b.text(ru.Opens.Says)
		}
		if rung.Says == "" {
			rung.Says = b.text(ru.Opens.Says)
		}
		b.through(r, &rung)
		out.Rungs = append(out.Rungs, rung)
	}
	if l.Current >= 0 {
		out.Current = &out.Rungs[l.Current].ID
	}
	return out
}

// rungState is where a rung stands. What was passed without that anything on it was
// done was passed over.
func rungState(r *rules.RungResult, here bool) string {
	switch {
	case here:
		return "here"
	case r.Passed:
		for i := range r.Options {
			if s := r.Options[i].Status; s == rules.Done || s == rules.Stop || s == rules.Review {
				return "done"
			}
		}
		return "skipped"
	case r.Open == rules.True:
		return "open"
	}
	return "shut"
}

func (b *builder) options(rs []rules.OptionResult, rung *rules.Rung) []Option {
	out := make([]Option, 0, len(rs))
	for i := range rs {
		r := &rs[i]
		in := &b.k.Options[r.Option]
		o := Option{ID: in.ID, Name: b.text(in.Name), Status: r.Status.String(), Grounds: b.groundsOf(r, rung), Investigational: in.Investigative}
		b.candidacy(r.Option, &o)
		out = append(out, o)
	}
	return out
}

func (b *builder) candidacy(option int32, o *Option) {
	in := &b.k.Options[option]
	for _, c := range b.a.Candidacy {
		if c.Option != option {
			continue
		}
		row := &in.Candidacy[c.Row]
		if b.tellsPrivate(&row.When) {
			continue
		}
		met := map[rules.Truth]string{rules.True: "yes", rules.False: "no", rules.Unknown: "unknown"}[c.Met]
		o.Candidacy = append(o.Candidacy, Criterion{b.text(row.Says), met})
		o.CandidacySays = b.text(in.CandidacySays)
	}
}
