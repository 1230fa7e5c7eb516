package report

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// plan is the steps in their order with their reasons, what is in use, what would settle
// it, what is not for now, with which signs to come, and the ladders.
func (s *Sheet) plan() {
	if !s.d.Scope.In { // ladders and plan are withheld
		s.begin("net", "Safety net", "")
		s.rows(s.safetyNet())
		return
	}
	s.begin("plan", "Plan", "")
	s.first(firstLine(s.d.First.Says))
	s.planSteps()
	s.settlesNote()
	s.rows(slices.Concat(s.baseCare(), s.reviewed(), s.notNowRows(), s.safetyNet()))
	s.ladderFigures()
	s.drop()
}

// safetyNet is with which signs to come.
func (s *Sheet) safetyNet() []Row {
	var rows []Row
	for _, c := range s.d.Come {
		rows = append(rows, Row{Label: c.Lead, Text: capital(strings.Join(c.Items, " "))})
	}
	return rows
}

func firstLine(says string) string {
	if says == "" || strings.HasPrefix(says, "Ask") || strings.HasPrefix(says, "Establish") || strings.HasPrefix(says, "Examine") {
		return says
	}
	return "First: " + says
}

// planSteps numbers the first steps, that which comes first before the others and what
// is open before what still needs an answer; in danger they are what the dangers ask for.
func (s *Sheet) planSteps() {
	danger := s.d.Triage.Level == "emergency" || s.d.Triage.Level == "urgent"
	var items []Item
	var more []string
	place := func(p *Plan) int {
		switch {
		case p.Option == s.d.First.Option:
			return 0
		case p.Status == "ask" && !danger:
			return 2
		}
		return 1
	}
	plan := slices.Clone(s.d.Plan)
	slices.SortStableFunc(plan, func(x, y Plan) int { return place(&x) - place(&y) })
	for i := range plan {
		p := &plan[i]
		switch {
		case p.Status == "review" || p.Status == "done":
		case danger && !s.ofFlag(p):
		case len(items) < noteSteps && (p.Kind == rules.Act || p.Kind == rules.Test || p.Current || s.ofFlag(p) || place(p) == 0):
			items = append(items, s.noteStep(p))
		default:
			more = append(more, lower(shortName(p.Name)))
		}
	}
	if len(items) > 0 {
		s.add(Block{Items: items, Numbered: true})
	}
	if len(more) > 0 {
		rest := ""
		if n := len(more) - 2*noteNames; n > 0 {
			more, rest = more[:2*noteNames], "; "+number(float64(n))+" more"
		}
		s.say("Also open: " + strings.Join(more, "; ") + rest + ".")
	}
}

// noteStep is an entry of the plan with its reasons, cautions, grade of evidence and what
// must come first.
func (s *Sheet) noteStep(p *Plan) Item {
	name := p.Name
	if p.Investigational {
		name += " (investigational)"
	}
	var text []string
	if for_ := s.names(p.For); len(for_) > 0 {
		more := ""
		if len(for_) > 3 {
			for_, more = for_[:3], " and others"
		}
		text = append(text, "For "+strings.Join(for_, ", ")+more+".")
	}
	g := p.Grounds
	if !s.d.Full { // what goes for everybody stands on the option's own page
		g.Advice = nil
	}
	return Item{Opens: Link{LinkOption, p.Option}, Title: name + " (" + s.words("status", p.Status) + s.d.decided(p.Option) + ").", Text: strings.Join(append(text, s.grounds(&g)...), " "),
		cites: s.judged(p.Grounds.References, p.Grounds.Practice)}
}

// grounds are the reasons of an option as sentences.
func (s *Sheet) grounds(g *Grounds) []string {
	var out []string
	for _, x := range g.Says {
		out = append(out, stop(x))
	}
	if len(g.Cautions) > 0 {
		out = append(out, "Caution: "+stop(strings.Join(g.Cautions, " ")))
	}
	if len(g.ToKnow) > 0 {
		out = append(out, "To find out: "+listOf(g.ToKnow))
	}
	if len(g.First) > 0 {
		out = append(out, "First: "+strings.Join(s.optionNames(g.First), "; ")+".")
	}
	for _, x := range g.Advice {
		out = append(out, stop(x))
	}
	if g.Until != "" {
		out = append(out, "Until: "+stop(g.Until))
	}
	if g.Evidence != "" && g.Evidence != "none" {
		against := "."
		if len(g.AgainstSays) > 0 {
			against = "; against it: " + lower(stop(g.AgainstSays[0]))
		}
		out = append(out, "Evidence "+strings.ReplaceAll(g.Evidence, "-", " ")+against)
	}
	return out
}

// settlesNote is what would settle it by kind: what is asked and examined first, then
// tests that are open; where a danger comes first, its tests stand among the steps.
func (s *Sheet) settlesNote() {
	if s.d.Triage.Level == "emergency" || s.d.Triage.Level == "urgent" {
		return
	}
	perKind := map[string]int{}
	var items []Item
	for _, n := range s.d.Next {
		test := n.Obtain != rules.Ask && n.Obtain != rules.Examine
		if perKind[n.Obtain] == noteSettling || test && (n.Option == "" && n.Obtain == rules.Block || n.Option != "" && n.Status != "now" && n.Status != "caution") || n.Gain < leastGain {
			continue
		}
		perKind[n.Obtain]++
		others := ""
		if len(n.For) > 1 {
			others = "; also tells about " + strings.Join(s.names(n.For[1:min(4, len(n.For))]), ", ")
		}
		items = append(items, Item{Title: capital(s.words("obtain", n.Obtain)) + ": " + stop(n.Says),
			Text: fmt.Sprintf("%s: %s now, %s after%s (%.2f bits, estimate).", capital(strings.Join(s.names([]string{n.Source}), "")), InHundred(n.Now),
				strings.TrimSuffix(Span(n.Could[0], n.Could[1]), " in 100"), others, n.Gain)})
	}
	if len(items) > 0 {
		s.sub("What would settle it")
		s.list(items)
	}
}

// once leaves out sentences that were said before.
func once(texts []string) []string {
	var out []string
	told := map[string]bool{}
	for _, t := range texts {
		var kept []string
		for _, x := range sentences(t) {
			if !told[x] {
				told[x] = true
				kept = append(kept, x)
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, " "))
		}
	}
	return out
}

// reviewed is what is in use and must be looked at by the prescriber.
func (s *Sheet) reviewed() []Row {
	var out []Row
	for _, p := range s.d.Plan {
		if p.Status != "review" {
			continue
		}
		g := p.Grounds
		if !s.d.Full {
			g.Advice, g.First, g.Says, g.Cautions = nil, nil, g.Says[:min(noteFindings, len(g.Says))], g.Cautions[:min(2, len(g.Cautions))]
			g.ToKnow = g.ToKnow[:min(noteFindings, len(g.ToKnow))]
		}
		text := once(append([]string{stop(g.InUse)}, s.grounds(&g)...))
		when := s.words("soon", g.Soon)
		out = append(out, Row{Label: "In use, " + lower(shortName(p.Name)), Text: strings.Join(append([]string{when}, text...), " "), Opens: Link{LinkOption, p.Option},
			cites: s.judged(g.References, g.Practice)})
	}
	return out
}

// notNowRows name what is not safe, on hold, or did not help, and what is investigational.
func (s *Sheet) notNowRows() []Row {
	var rows []Row
	var order []string
	texts := map[string][]string{}
	refs, left := map[string][]string{}, map[string]int{}
	for _, x := range s.d.NotNow {
		names := lowered(shortNames(x.Names))
		if x.Status == "hold" {
			names = x.Kinds
		}
		more := ""
		if n := len(names) - noteNames; n > 1 && x.Status != "hold" {
			names, more = names[:noteNames], fmt.Sprintf(", %d more", n)
		}
		text := capital(strings.Join(names, ", ")) + more
		if x.Status != "stop" && x.Says != "" {
			text += ": " + strings.TrimPrefix(lower(strings.TrimSuffix(x.Says, ".")), "held: ")
		}
		if x.Until != "" {
			text += "; until " + strings.TrimSuffix(x.Until, ".")
		}
		if texts[x.Status] == nil {
			order = append(order, x.Status)
		}
		if len(texts[x.Status]) < noteShut || s.d.Full {
			texts[x.Status] = append(texts[x.Status], text+".")
			refs[x.Status] = union(refs[x.Status], x.References)
		} else {
			left[x.Status] += len(x.Options)
		}
	}
	for _, status := range order {
		if n := left[status]; n > 0 {
			texts[status] = append(texts[status], "For other reasons: "+number(float64(n))+" more.")
		}
		rows = append(rows, Row{Label: capital(s.words("status", status)), Text: strings.Join(texts[status], " "), cites: s.refs(refs[status])})
	}
	return append(append(s.agreedRows(), rows...), s.investigational()...)
}

// agreedRows are what others must agree to first, with their reasons in full.
func (s *Sheet) agreedRows() []Row {
	var texts, refs []string
	for i, x := range s.d.IfAgreed {
		if i == noteShut && !s.d.Full {
			texts = append(texts, "For other reasons: "+number(float64(len(s.d.IfAgreed)-i))+" more.")
			break
		}
		texts = append(texts, capital(someOf(lowered(shortNames(x.Names)), noteNames))+": "+lower(x.Says))
		refs = union(refs, x.References)
	}
	if len(texts) == 0 {
		return nil
	}
	return []Row{{Label: "Only if agreed", Text: "Prescriber and specialist first. " + strings.Join(texts, " "), cites: s.refs(refs)}}
}

func shortNames(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, shortName(n))
	}
	return out
}

// investigational names the side branches that are not shown to work.
func (s *Sheet) investigational() []Row {
	var side []string
	for i := range min(summaryNamed, len(s.d.Ladders)) {
		for _, o := range s.d.Ladders[i].Beside {
			if name := lower(shortName(o.Name)); o.Investigational && !slices.Contains(side, name) {
				side = append(side, name)
			}
		}
	}
	if len(side) == 0 || !s.d.Enough || s.d.Triage.Level == "emergency" || s.d.Triage.Level == "urgent" {
		return nil
	}
	return []Row{{Label: "Investigational", Text: capital(strings.Join(side, "; ")) + ". " + s.k.Policy.RegenerativeTxt.Clinician}}
}

func (s *Sheet) ladderFigures() {
	if !s.d.Enough || s.d.Triage.Level == "emergency" {
		return
	}
	var f Figures
	var names, refs []string
	for i := range min(noteLadders, len(s.d.Ladders)) {
		if l := &s.d.Ladders[i]; len(l.Rungs) > 0 {
			name := strings.Join(s.names([]string{l.Source}), "")
			f.Drawings = append(f.Drawings, ladderDrawing(s.d, l, fmt.Sprintf("ladder-%d", i+1)))
			f.Drawings[len(f.Drawings)-1].Name = "Ladder: " + name
			names = append(names, name)
			for k := range l.Rungs {
				refs = union(refs, l.Rungs[k].References)
			}
		}
	}
	if len(f.Drawings) > 0 {
		f.Caption = "Ladders: " + strings.Join(names, " (first); ") + map[bool]string{true: " (second).", false: "."}[len(names) > 1]
		s.add(Block{Figure: &f, cites: s.refs(refs)})
	}
}
