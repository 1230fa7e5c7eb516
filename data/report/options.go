package report

import (
	"slices"

	"afterfusion/rules"
)

func (b *builder) ladder(l *rules.LadderResult) Ladder {
	in := &b.k.Sources[l.Source]
	out := Ladder{Source: in.ID, Base: b.options(l.Base, nil), Beside: b.options(l.Beside, nil), Rungs: []Rung{}}
	for i := range l.Rungs {
		r, ru := &l.Rungs[i], &in.Ladder[i]
		rung := Rung{ID: ru.ID, Open: r.Open == rules.True, Passed: r.Passed, Says: b.text(ru.Says), Options: b.options(r.Options, ru)}
		if r.Open != rules.True {
			rung.Gate = b.text(ru.Opens.Says)
			b.cite(ru.Opens.Refs)
		}
		if rung.Says == "" {
			rung.Says = b.text(ru.Opens.Says)
		}
		out.Rungs = append(out.Rungs, rung)
	}
	if l.Current >= 0 {
		out.Current = &out.Rungs[l.Current].ID
	}
	return out
}

func (b *builder) options(rs []rules.OptionResult, rung *rules.Rung) []Option {
	out := make([]Option, 0, len(rs))
	for i := range rs {
		out = append(out, b.option(&rs[i], rung))
	}
	return out
}

func (b *builder) option(r *rules.OptionResult, rung *rules.Rung) Option {
	in := &b.k.Options[r.Option]
	o := Option{ID: in.ID, Name: b.text(in.Name), Status: r.Status.String(), Because: []string{}, First: []string{}, Ask: []string{},
		Cautions: []string{}, Advice: []string{}, Evidence: in.Evidence.Grade, Against: len(in.Evidence.Against) > 0, Limit: in.Most, Investigational: in.Investigative}
	var refs []string
	say := func(list *[]string, t rules.Text) {
		if s := b.text(t); s != "" && !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	for _, reason := range b.a.ReasonsOf(r) {
		refs = append(refs, b.reason(in, r, reason, &o, say)...)
	}
	if r.Gate != rules.True && rung != nil && r.Status != rules.NotSafe && r.Status != rules.Hold && r.Status != rules.Stop {
		say(&o.Because, rung.Opens.Says)
		refs = append(refs, rung.Opens.Refs...)
		if r.Gate == rules.Unknown {
			o.Ask = append(o.Ask, b.explain.Unanswered(&rung.Opens.When)...)
		}
	}
	b.candidacy(r.Option, &o)
	slices.Sort(refs)
	slices.Sort(o.Ask)
	o.Ask = slices.Compact(o.Ask)
	o.References = b.cite(slices.Compact(refs))
	return o
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

// reason writes one ground of a status where it belongs and returns its references.
func (b *builder) reason(in *rules.Option, r *rules.OptionResult, reason rules.Reason, o *Option, say func(*[]string, rules.Text)) []string {
	switch reason.Kind {
	case rules.ByAvoid:
		a := &in.Avoid[reason.Index]
		if b.tellsPrivate(&a.When) {
			if reason.Truth == rules.True && a.Level != rules.Advice {
				say(&o.Because, privateLine)
			}
			return nil
		}
		return b.avoid(a, r, reason, o, say)
	case rules.ByNeed:
		n := &in.Needs[reason.Index]
		if b.tellsPrivate(&n.When) {
			say(&o.Because, privateLine)
			return nil
		}
		if r.Status < rules.Later && r.Status != rules.Review {
			return nil
		}
		say(&o.Because, n.Says)
		if reason.Truth == rules.Unknown {
			o.Ask = append(o.Ask, b.explain.Unanswered(&n.When)...)
		}
		for _, id := range n.First {
			if !slices.Contains(o.First, id) {
				o.First = append(o.First, id)
			}
		}
		return n.Refs
	case rules.ByFlag:
		f := &b.k.Flags[reason.Index]
		name := f.Name
		if b.hidden(f) {
			name = privateLine
		}
		say(&o.Because, rules.Text{Patient: "First: " + name.For(rules.Patient), Clinician: "Held: " + name.For(rules.Clinician)})
		if !b.hidden(f) {
			return f.Refs
		}
	case rules.ByUse:
		say(&o.Because, in.Stopping)
		if in.Stopping.Empty() {
			say(&o.Because, inUse)
		}
	case rules.ByKeep:
		say(&o.Because, notForEver)
	case rules.ByOutcome:
		if reason.Truth == rules.True {
			say(&o.Because, helped)
		} else {
			say(&o.Because, noHelp)
		}
		return in.Adequate.Refs
	case rules.NoFairTrial:
		say(&o.Because, noFairTrial)
		say(&o.Because, in.Adequate.Says)
		return in.Adequate.Refs
	case rules.ByResult:
		say(&o.Because, resultKnown)
	case rules.ByLimit:
		say(&o.Because, limits[in.Most])
	}
	return nil
}

// The fixed wordings of reasons that belong to the method and not to an option.
var (
	inUse = rules.Text{Patient: "You use this now. Do not stop or change it yourself. Ask the person who gave it to you.",
		Clinician: "In use: review with the prescriber; no abrupt change."}
	notForEver = rules.Text{Patient: "This needs a check-up from time to time.", Clinician: "Not to be continued unreviewed."}
	helped     = rules.Text{Patient: "This helped you.", Clinician: "Helped: continue or repeat within its limits."}
	noHelp     = rules.Text{Patient: "This did not help you, or did harm. There is no need to repeat it.",
		Clinician: "Adequate trial without benefit, or harm: no repeat."}
	noFairTrial = rules.Text{Patient: "This did not help, but it may not have had a fair try.", Clinician: "No help, but no adequate trial yet."}
	resultKnown = rules.Text{Patient: "The result is already known.", Clinician: "Result known."}
	limits      = map[string]rules.Text{
		"caution":    {Patient: "Even at best, be careful with this one.", Clinician: "At most with caution: see the evidence against."},
		"trial-only": {Patient: "Only inside a research study.", Clinician: "Within a trial only."},
	}
	notKnown = rules.Text{Patient: "Not known: ", Clinician: "Not known: "}
)

func (b *builder) avoid(a *rules.Avoid, r *rules.OptionResult, reason rules.Reason, o *Option, say func(*[]string, rules.Text)) []string {
	unknown := reason.Truth == rules.Unknown
	switch a.Level {
	case rules.Advice:
		say(&o.Advice, a.Says)
		return a.Refs
	case rules.Caution:
		t := a.Says
		if unknown {
			t = prefixed(notKnown, t)
		}
		say(&o.Cautions, t)
		return a.Refs
	case rules.Never:
		if !unknown {
			say(&o.Because, a.Says)
			o.Until = b.text(a.Until)
			return a.Refs
		}
	default:
		if !unknown {
			say(&o.Because, a.Says)
			return a.Refs
		}
	}
	if r.Status == rules.AskFirst || r.Status == rules.Review {
		say(&o.Because, prefixed(notKnown, a.Says))
		o.Ask = append(o.Ask, b.explain.Unanswered(&a.When)...)
		return a.Refs
	}
	return nil
}

func prefixed(p, t rules.Text) rules.Text {
	return rules.Text{Patient: p.Patient + t.For(rules.Patient), Clinician: p.Clinician + t.For(rules.Clinician)}
}

// onlyPrivate says whether an entry is there for a private danger alone.
func (b *builder) onlyPrivate(e *rules.PlanEntry) bool {
	for _, f := range e.Flags {
		if !b.hidden(&b.k.Flags[f]) {
			return false
		}
	}
	return len(e.Flags) > 0 && len(e.For) == 0
}

func (b *builder) plan(e *rules.PlanEntry) Plan {
	in := &b.k.Options[e.Option]
	p := Plan{Option: in.ID, Name: b.text(in.Name), Kind: in.Kind, Status: e.Status.String(), For: []string{}, Says: b.text(in.About),
		Tier: in.Tier, AskYourDoctor: b.text(in.AskYourDoctor), Investigational: in.Investigative}
	for _, f := range e.Flags {
		if id := b.k.Flags[f].ID; b.hidden(&b.k.Flags[f]) {
			p.For = append(p.For, private)
		} else {
			p.For = append(p.For, id)
		}
	}
	for _, s := range e.For {
		p.For = append(p.For, b.k.Sources[s].ID)
	}
	return p
}

// lines gathers the sentences that the policy shows when their condition holds.
func (b *builder) lines() {
	p := &b.k.Policy
	for _, l := range append([]rules.Line{p.NaloxoneLine}, p.Lines...) {
		if l.When.Given() && b.explain.Holds(&l.When) == rules.True {
			b.doc.Lines = append(b.doc.Lines, b.text(l.Says))
			b.cite(l.Refs)
		}
	}
}

func round(x float64) float64 {
	if x < 0 {
		return -round(-x)
	}
	return float64(int64(x*1e4+0.5)) / 1e4
}
