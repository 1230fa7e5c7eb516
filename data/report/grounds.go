package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// groundsOf gathers why an option stands as it does at one place.
func (b *builder) groundsOf(r *rules.OptionResult, rung *rules.Rung) Grounds {
	in := &b.k.Options[r.Option]
	g := gathering{builder: b, in: in, r: r, Grounds: Grounds{Because: []string{}, Says: []string{}, First: []string{}, Ask: []string{},
		ToKnow: []string{}, Cautions: []string{}, Advice: []string{}, Limit: in.Most}}
	g.evidence(&g.Grounds, in)
	for _, reason := range b.a.ReasonsOf(r) {
		g.reason(reason)
	}
	if r.Gate != rules.True && rung != nil && r.Status != rules.NotSafe && r.Status != rules.Hold && r.Status != rules.Stop {
		g.need(&rules.Need{When: rung.Opens.When, Says: rung.Opens.Says, Refs: rung.Opens.Refs}, r.Gate)
	}
	if r.Status == rules.Review {
		g.Soon = g.howSoon()
	}
	g.private = g.secrets > 0 && len(g.Says) <= 1 && len(g.Because)+len(g.Cautions)+len(g.Advice)+len(g.refs) == 0
	g.Because = b.shown(b.inOrder(g.Because))
	g.Ask = b.shown(b.inOrder(g.Ask))
	if len(g.Because) == 0 { // what is not known decides
		g.Because = slices.Clone(g.Ask)
	}
	g.refs = append(g.refs, g.References...)
	slices.Sort(g.refs)
	g.Practice = slices.Contains(g.refs, practice)
	g.References = b.cite(slices.Compact(g.refs))
	return g.Grounds
}

// evidence tells how well an option is studied.
func (b *builder) evidence(g *Grounds, in *rules.Option) {
	g.Evidence, g.Against, g.AgainstSays = in.Evidence.Grade, len(in.Evidence.Against) > 0, []string{}
	for _, c := range in.Evidence.Against {
		g.AgainstSays = append(g.AgainstSays, b.marked(c.Says, c.Estimate, c.Checked, c.Refs))
		if len(g.AgainstSays) == 1 {
			g.References = append(g.References, c.Refs...)
		}
	}
}

// inOrder sorts ids of questions as they are asked, each once.
func (b *builder) inOrder(ids []string) []string {
	slices.SortFunc(ids, func(x, y string) int { return b.order[x] - b.order[y] })
	return slices.Compact(ids)
}

// gathering writes the grounds of one option.
type gathering struct {
	*builder
	Grounds
	in      *rules.Option
	r       *rules.OptionResult
	refs    []string
	danger  bool // what is in use is contraindicated, or others must agree to it first
	today   bool // and not within a week only
	secrets int
}

func (g *gathering) say(list *[]string, t rules.Text) { say(list, g.text(t)) }

func say(list *[]string, s string) {
	if s != "" && !slices.Contains(*list, s) {
		*list = append(*list, s)
	}
}

// secret stands in for a ground that would tell a private answer.
func (g *gathering) secret(t rules.Truth) {
	if t == rules.True {
		g.secrets++
		g.say(&g.Says, privateLine)
	} else {
		g.say(&g.Advice, askMood)
	}
}

// reason writes one ground of a status where it belongs.
func (g *gathering) reason(r rules.Reason) {
	switch r.Kind {
	case rules.ByAvoid:
		g.avoid(&g.in.Avoid[r.Index], r.Truth)
	case rules.ByNeed:
		if n := &g.in.Needs[r.Index]; g.r.Status >= rules.Later || g.r.Status == rules.Review {
			g.need(n, r.Truth)
			for _, id := range n.First {
				if !slices.Contains(g.First, id) && g.sendsTo(id) {
					g.First = append(g.First, id)
				}
			}
		}
	case rules.ByFlag, rules.ByDanger:
		g.flag(&g.k.Flags[r.Index], r.Kind)
	case rules.ByUse:
		g.used()
	case rules.ByKeep:
		g.say(&g.Says, notForEver)
	case rules.ByOutcome:
		g.came(r.Truth)
	case rules.NoFairTrial:
		if g.r.Status == rules.Review {
			g.say(&g.Says, notEnough)
		} else {
			g.say(&g.Says, noFairTrial)
			g.say(&g.Says, g.in.Adequate.Says)
		}
		g.decided(&g.in.Adequate.When)
		g.tried()
		g.refs = append(g.refs, g.in.Adequate.Refs...)
	case rules.ByResult:
		g.decided(&g.in.Result)
		g.say(&g.Says, map[bool]rules.Text{true: resultKnown, false: resultAgain}[r.Truth == rules.True])
	case rules.ByLimit:
		g.say(&g.Says, limits[g.in.Most])
	}
}

// need writes a prerequisite that is not met, or not known to be: what is needed is never
// told as if it were so.
func (g *gathering) need(n *rules.Need, t rules.Truth) {
	when := &n.When
	if g.tellsPrivate(when) {
		g.secret(t)
		return
	}
	if !n.Says.Empty() && !(g.r.Status == rules.Review && g.patient()) { // what is in use was begun
		lead := map[bool]string{true: "Needed first: ", false: "Needs: "}[g.patient()]
		say(&g.Says, needed(lead, g.marked(n.Says, n.Estimate, n.Checked, n.Refs)))
	}
	g.refs = append(g.refs, n.Refs...)
	g.decided(when)
	if t != rules.Unknown {
		if len(g.explain.Speaking(when)) == 0 { // it asks that something be known
			g.Because = append(g.Because, g.explain.Unanswered(when)...)
		}
		return
	}
	if g.a.Unverified && len(g.explain.Open(when)) == 0 { // it holds by tests that were only told
		g.say(&g.Says, seenFirst)
	}
	g.find(when)
}

func needed(lead, says string) string {
	if says == "" || strings.HasPrefix(says, "First") || strings.HasPrefix(says, "Need") {
		return says
	}
	return lead + lower(says)
}

// flag names the danger that holds an option, or before which it has to wait.
func (g *gathering) flag(f *rules.Flag, kind rules.ReasonKind) {
	if g.hidden(f) {
		g.secret(rules.True)
		return
	}
	if g.r.Status == rules.Review { // what is in use goes on: nothing holds it
		return
	}
	lead := rules.Text{Patient: "First: ", Clinician: "Held: "}
	if kind == rules.ByDanger {
		lead.Clinician = "Only once this is settled: "
	}
	g.say(&g.Says, rules.Text{Patient: lead.Patient + lower(f.Name.For(rules.Patient)), Clinician: lead.Clinician + lower(f.Name.For(rules.Clinician))})
	g.refs = append(g.refs, f.Refs...)
	g.raisers(f.ID)
}

func (g *gathering) tried() {
	if g.in.Tried != "" {
		g.Because = append(g.Because, g.in.Tried)
	}
}

// came tells what came of a try. What is in use is not told as if it were over.
func (g *gathering) came(t rules.Truth) {
	g.tried()
	g.refs = append(g.refs, g.in.Adequate.Refs...)
	switch {
	case t == rules.True && g.r.Status == rules.Done:
		g.say(&g.Says, helped)
	case t == rules.True && slices.Contains(g.ans[g.in.Tried].Yes, "using-helps"):
		g.say(&g.Says, helpsInUse)
	case t == rules.True:
		g.say(&g.Says, helpedBefore)
	case g.r.Status == rules.Review && strings.Contains(strings.Join(g.ans[g.in.Tried].Yes, " "), "side-effects"):
		g.say(&g.Says, harmInUse)
		g.danger = true
	case g.r.Status == rules.Review:
		g.say(&g.Says, notEnough)
	case slices.ContainsFunc(g.ans[g.in.Tried].Yes, func(s string) bool { return strings.HasPrefix(s, "helped") }): // but wore off
		g.say(&g.Says, g.in.WoreOff.Says)
		g.decided(&g.in.WoreOff.When)
		g.refs = append(g.refs, g.in.WoreOff.Refs...)
	default:
		g.say(&g.Says, noHelp)
	}
}

// avoid writes what speaks against an option where it holds, and where that is not known
// what is to be found out.
func (g *gathering) avoid(a *rules.Avoid, t rules.Truth) {
	if g.tellsPrivate(&a.When) {
		if a.Level != rules.Advice {
			g.secret(t)
		}
		return
	}
	if t == rules.Unknown {
		decides := a.Level != rules.Caution && a.Level != rules.Advice
		if g.r.Status == rules.Review || decides && g.r.Status == rules.AskFirst || !decides && g.r.Status == rules.WithCaution {
			g.find(&a.When)
			g.refs = append(g.refs, a.Refs...)
		}
		return
	}
	g.refs = append(g.refs, a.Refs...)
	g.decided(&a.When)
	g.danger = g.danger || a.Level == rules.Never || a.Level == rules.Specialist
	says := g.marked(a.Says, a.Estimate, a.Checked, a.Refs)
	if g.r.Status == rules.Review {
		g.today = g.today || a.Soon == rules.Today
		says = g.ofInUse(a, says)
	}
	switch a.Level {
	case rules.Advice:
		say(&g.Advice, says)
	case rules.Caution:
		say(&g.Cautions, says)
	case rules.Never:
		if g.Until == "" && !(g.r.Status == rules.Review && g.patient()) {
			g.Until = strings.TrimPrefix(g.text(a.Until), "until ")
		}
		fallthrough
	default:
		say(&g.Says, says)
	}
}

// find notes what is to be found out for a condition: the choices that it names of a
// list, else the question.
func (g *gathering) find(c *rules.Condition) {
	open := g.questionIDs(g.explain.Open(c))
	g.Ask = append(g.Ask, open...)
	dangers, questions := g.dangers(c)
	g.Ask = append(g.Ask, questions...)
	for _, s := range append(g.toKnow(c, open), dangers...) {
		if !slices.Contains(g.ToKnow, s) {
			g.ToKnow = append(g.ToKnow, s)
		}
	}
}

// dangers are those that a condition names and that nobody has asked about, with their
// open questions.
func (b *builder) dangers(c *rules.Condition) (names, questions []string) {
	c.Walk(func(x *rules.Condition) {
		if x.Op != rules.FlagIs {
			return
		}
		for i := range b.k.Flags {
			f := &b.k.Flags[i]
			if f.BecausePrivate || x.Question != f.ID && x.Question != "any" || b.raised(i) {
				continue
			}
			var open []string
			for _, id := range b.questionIDs(b.explain.Open(&f.Trigger)) {
				if slices.Contains(b.doc.Triage.NotAsked, id) {
					open = append(open, id)
				}
			}
			if len(open) > 0 {
				questions = append(questions, open...)
				names = append(names, map[bool]string{true: "signs of this: ", false: "signs of "}[b.patient()]+lower(b.text(f.Name)))
			}
		}
	})
	if len(names) > 2 { // "any"
		names = []string{map[bool]string{true: "the danger questions that are open", false: "the danger signs that are open"}[b.patient()]}
	}
	return names, questions
}

func (b *builder) raised(flag int) bool {
	return slices.ContainsFunc(b.a.Triage.Flags, func(r rules.RaisedFlag) bool { return r.Flag == flag })
}

// ownLine are choices that a patient is asked about by themselves, and not in a list.
var ownLine = []string{"psychosis", "substance-use", "injected-drugs", "sexual-change", "past-cancer", "active-cancer"}

func (b *builder) toKnow(c *rules.Condition, open []string) []string {
	var out []string
	tables := b.tables(open)
	c.Walk(func(x *rules.Condition) {
		q, ok := b.base.Question(x.Question)
		if !ok || !slices.Contains(open, x.Question) || q.Private && !b.set.SelfHarm {
			return
		}
		if x.Op == rules.Is && q.Kind == rules.KindChoices {
			v := b.ans[q.ID]
			for _, ch := range q.Choices {
				if slices.Contains(x.Choices, ch.ID) && !slices.Contains(v.Yes, ch.ID) && !slices.Contains(v.No, ch.ID) && !(b.patient() && slices.Contains(ownLine, ch.ID)) {
					out = append(out, b.inSentence(b.text(ch.Text)))
				}
			}
			return
		}
		out = append(out, b.asked(q, tables))
	})
	return out
}

// tables counts the questions of examination and tests by the table in which they are asked.
func (b *builder) tables(ids []string) map[string]int {
	out := map[string]int{}
	for _, id := range ids {
		if q, ok := b.base.Question(id); ok && slices.Contains(sectionsOfOthers, q.Section) {
			out[q.Grid]++
		}
	}
	return out
}

// asked names a question. Three or more of one table, and for a patient any that others
// answer, are told as the table.
func (b *builder) asked(q *rules.Question, tables map[string]int) string {
	if tables[q.Grid] > 2 || b.patient() && slices.Contains(sectionsOfOthers, q.Section) {
		for i := range b.k.Grids {
			if g := &b.k.Grids[i]; g.ID == q.Grid {
				return lower(b.text(g.Text))
			}
		}
	}
	return b.inSentence(b.text(q.Text))
}

// inSentence makes a clinician's label fit into a sentence; a patient's question stays.
func (b *builder) inSentence(s string) string {
	if strings.HasSuffix(s, "?") {
		return s
	}
	return lower(s)
}

// tellsPrivate says whether a condition would give a private answer away.
func (b *builder) tellsPrivate(c *rules.Condition) bool {
	if b.set.SelfHarm {
		return false
	}
	found := false
	c.Walk(func(x *rules.Condition) {
		switch x.Op {
		case rules.FlagIs:
			for i := range b.k.Flags {
				found = found || b.k.Flags[i].ID == x.Question && b.k.Flags[i].BecausePrivate
			}
		case rules.Is, rules.Compare, rules.Known:
			q, ok := b.base.Question(x.Question)
			found = found || ok && q.Private
		}
	})
	return found
}
