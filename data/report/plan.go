package report

import (
	"cmp"
	"slices"

	"afterfusion/rules"
)

// The fixed wordings of grounds that belong to the method and not to an option.
var (
	inUse = rules.Text{Patient: "You use this now. Do not stop or change it yourself. Ask the person who gave it to you.",
		Clinician: "In use: review with the prescriber; no abrupt change."}
	notForEver   = rules.Text{Patient: "This needs a check-up from time to time.", Clinician: "Not to be continued unreviewed."}
	helped       = rules.Text{Patient: "This helped you.", Clinician: "Helped: continue or repeat within its limits."}
	helpedBefore = rules.Text{Patient: "This helped you before.", Clinician: "Helped before."}
	helpsInUse   = rules.Text{Patient: "You use this now, and it helps.", Clinician: "In use and helping."}
	noHelp       = rules.Text{Patient: "This did not help you, or did harm. There is no need to repeat it.",
		Clinician: "Adequate trial without benefit, or harm: no repeat."}
	notEnough   = rules.Text{Patient: "You said it does not help enough.", Clinician: "In use without enough benefit."}
	harmInUse   = rules.Text{Patient: "You said it has side effects.", Clinician: "In use with side effects."}
	noFairTrial = rules.Text{Patient: "This did not help, but it may not have had a fair try.", Clinician: "No help, but no adequate trial yet."}
	resultKnown = rules.Text{Patient: "The result is already known.", Clinician: "Result known."}
	resultAgain = rules.Text{Patient: "This was done before. It is needed again now.", Clinician: "Done before; the danger asks for it anew."}
	seenFirst   = rules.Text{Patient: "The report of the scan must be seen first.", Clinician: "Told, not seen: read the report first."}
	askMood     = rules.Text{Patient: "Talk with your doctor about your mood too.", Clinician: "Ask about mood in person."}
	limits      = map[string]rules.Text{
		"caution":    {Patient: "Even at best, be careful with this one.", Clinician: "At most with caution: see the evidence against."},
		"trial-only": {Patient: "Only inside a research study.", Clinician: "Within a trial only."},
	}
)

// plans tells the plan in its order.
func (b *builder) plans() {
	for i := range b.a.Plan {
		if e := &b.a.Plan[i]; !b.onlyPrivate(e) {
			b.doc.Plan = append(b.doc.Plan, b.plan(e))
		}
	}
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
	p := Plan{Option: in.ID, Name: b.text(in.Name), Kind: in.Kind, Status: e.Status.String(), For: b.plannedFor(e), Says: b.text(in.About),
		Tier: in.Tier, AskYourDoctor: b.text(in.AskYourDoctor), Investigational: in.Investigative}
	p.Grounds, p.Current = b.planned(e)
	return p
}

// plannedFor are the dangers and the sources that an entry is for.
func (b *builder) plannedFor(e *rules.PlanEntry) []string {
	out := make([]string, 0, len(e.Flags)+len(e.For))
	for _, f := range e.Flags {
		if in := &b.k.Flags[f]; b.hidden(in) {
			out = append(out, private)
		} else {
			out = append(out, in.ID)
		}
	}
	for _, s := range e.For {
		out = append(out, b.k.Sources[s].ID)
	}
	return out
}

// planned finds the place that gave an entry its status, and its grounds there.
func (b *builder) planned(e *rules.PlanEntry) (g Grounds, current bool) {
	in := &b.k.Options[e.Option]
	g = Grounds{Because: []string{}, Says: []string{}, First: []string{}, Ask: []string{}, ToKnow: []string{}, Cautions: []string{}, Advice: []string{}, Limit: in.Most}
	b.evidence(&g, in)
	g.References = b.cite(g.References)
	found := false
	for rank := range b.a.Ladders {
		l := &b.a.Ladders[rank]
		look := func(options []rules.OptionResult, rung int) {
			for i := range options {
				o := &options[i]
				if int(o.Option) != e.Option || o.Status != e.Status {
					continue
				}
				current = current || rung >= 0 && rung == l.Current && rank == 0
				if found {
					continue
				}
				found = true
				var r *rules.Rung
				if rung >= 0 {
					r = &b.k.Sources[l.Source].Ladder[rung]
				}
				g = b.groundsOf(o, r)
			}
		}
		look(l.Base, -1)
		look(l.Beside, -1)
		for k := range l.Rungs {
			look(l.Rungs[k].Options, k)
		}
	}
	if !found { // what only a danger asks for
		for i := range b.a.Acts {
			if o := &b.a.Acts[i]; int(o.Option) == e.Option {
				g = b.groundsOf(o, nil)
			}
		}
	}
	return g, current
}

// notNow gathers the options of the likely sources' ladders that are not for now, those
// with the same reason together: first what is not safe, then what a danger holds, then
// what did not help; within each what reaches furthest first.
func (b *builder) notNow() []Shut {
	out := []Shut{}
	for i := range b.k.Options {
		st, ok := b.best[i]
		if !ok || st.status != rules.NotSafe && st.status != rules.Hold && st.status != rules.Stop || st.rank >= b.likely() {
			continue
		}
		in := &b.k.Options[i]
		g := b.groundsOf(st.OptionResult, nil)
		if g.private {
			continue
		}
		s := Shut{Status: st.status.String(), Options: []string{in.ID}, Names: []string{b.text(in.Name)}, Until: g.Until, References: g.References}
		if len(g.Says) > 0 {
			s.Says = g.Says[0]
		}
		at := slices.IndexFunc(out, func(x Shut) bool {
			return x.Status == s.Status && (s.Status == "stop" || x.Says == s.Says && x.Until == s.Until)
		})
		if at < 0 {
			out = append(out, s)
			continue
		}
		out[at].Options = append(out[at].Options, in.ID)
		out[at].Names = append(out[at].Names, s.Names[0])
		out[at].References = union(out[at].References, s.References)
	}
	for i := range out {
		out[i].Kinds = append([]string{}, b.tierNames(out[i].Options)...)
	}
	order := map[string]int{"never": 0, "hold": 1, "stop": 2}
	slices.SortStableFunc(out, func(x, y Shut) int {
		return cmp.Or(order[x.Status]-order[y.Status], b.reach(x.Options)-b.reach(y.Options), b.needles(x.Options)-b.needles(y.Options), len(y.Options)-len(x.Options))
	})
	return out
}

// tiersByReach are the tiers with those first of which a mistaken step does most harm or
// is nearest at hand.
var tiersByReach = []string{"medication", "diagnosis", "targeted", "surgery", "intrathecal", "neuromodulation", "regenerative", "rehabilitation", "self-care"}

// reach is the place of the first of the options' tiers.
func (b *builder) reach(ids []string) int {
	best := len(tiersByReach)
	for _, id := range ids {
		if o, ok := b.base.Option(id); ok {
			if at := slices.Index(tiersByReach, o.Tier); at >= 0 {
				best = min(best, at)
			}
		}
	}
	return best
}

// needles is how many of the options are invasive: people meet the others sooner.
func (b *builder) needles(ids []string) int {
	n := 0
	for _, id := range ids {
		if o, ok := b.base.Option(id); ok && o.Invasive {
			n++
		}
	}
	return n
}

func union(a, b []string) []string {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// likelyFrom is the probability from which a source beyond the first three is told of.
const likelyFrom = 0.20

// likely is how many sources the reports tell of: the first three and all that are likely
// enough.
func (b *builder) likely() int {
	n := 0
	for n < len(b.a.Sources) && (n < summaryNamed || b.a.Sources[n].Probability >= likelyFrom) {
		n++
	}
	return n
}
