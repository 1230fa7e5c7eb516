package report

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
)

// pspsTerm is the name of the condition, for what older texts call failed back surgery.
const pspsTerm = "Persistent spinal pain syndrome type 2 (PSPS-T2)"

// pspsCode is the code that is billed for it in the United States.
const pspsCode = "ICD-10-CM M96.1, postlaminectomy syndrome, not elsewhere classified"

// How much of each kind a clinician's three pages hold.
const (
	noteFindings, noteSettling, noteSteps, noteLadders, noteNames, noteShut, noteUnasked = 3, 2, 5, 2, 5, 4, 12
)

// composeClinician writes a note that is ready to paste: the one screen, then
// history, examination, tests, assessment and plan.
func (s *sheet) composeClinician() {
	s.Title = "Pain after lumbar fusion: assessment"
	s.Sub = pspsTerm + "; " + pspsCode + "."
	if s.d.Date != "" {
		s.Sub = s.d.Date + ". " + s.Sub
	}
	s.glance()
	s.whatChanged("Changed since the last file")
	s.history()
	s.assessment()
	s.plan()
}

// glance is the one screen: it can be read aloud.
func (s *sheet) glance() {
	kind := s.d.Triage.Level
	switch {
	case kind == "routine" && s.d.Triage.Calm():
		kind = "calm"
	case kind == "routine":
		kind = "soon"
	}
	s.begin("glance", "At a glance: "+s.words("level", s.d.Triage.Level), kind)
	if !s.d.Scope.In {
		s.strong(s.d.Scope.Reason)
	}
	if s.d.Triage.Level == "emergency" {
		s.strong(s.k.Policy.Emergency.Clinician)
	}
	s.rows(plainRows(append(slices.Clone(s.d.Summary), s.opinions()...)))
}

// history tells the answers by chapter; examination and tests stand by themselves.
func (s *sheet) history() {
	s.begin("history", "History", "")
	s.rows(plainRows(s.d.History))
	if len(s.d.Zones) > 0 {
		s.add(block{Figure: &figures{Drawings: bodyDrawings(s.d.Zones, 0.11), Caption: "Pain drawing: " + zoneWords(s.d.Zones) + "."}})
	}
	if len(s.d.Unasked) > 0 {
		open, more := s.d.Unasked, ""
		if n := len(open) - noteUnasked; n > 1 && !s.d.Full {
			open, more = open[:noteUnasked], " and "+number(float64(n))+" more"
		}
		s.say("Not asked or not known: " + listed(lowered(open)) + more + ". Absence of an answer is not reassurance.")
	}
	s.drop()
	s.begin("examination", "Examination and tests", "")
	rows := plainRows(s.d.Examination)
	if len(rows) == 0 {
		s.say("None recorded.")
	}
	s.rows(rows)
}

func lowered(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, lower(w))
	}
	return out
}

// assessment is danger, the ranked sources with figures and codes, and the findings
// that moved the first of them.
func (s *sheet) assessment() {
	d := s.d
	s.begin("assessment", "Assessment", "")
	s.dangers()
	if !d.Enough {
		missing := "No source stands out from its prior."
		if len(d.Missing) > 0 {
			missing = "Missing: " + strings.Join(lowered(d.Missing), "; ") + "."
		}
		s.strong("Not enough information to name a source. " + missing)
	}
	s.sub("Candidate sources: + speaks for it, − against it, or is unusual for it")
	n := s.drawn()
	s.add(block{Figure: &figures{Drawings: []*drawing{barsDrawing(d, d.Sources[:n])}, Wide: true, Table: sourceTable(d.Sources[:n], d.As),
		Caption: map[bool]string{false: "Out of scope: the figures are those of people with a lumbar fusion. "}[d.Scope.In] + "Probability in 100 that each source is a main contributor its reference standard would confirm, with its plausible range. Sources coexist and need not sum to 100." + s.below(n)}})
	for i := range d.Sources {
		if d.Enough && (i < summaryNamed || i < s.named() && (d.Full || d.Sources[i].Probability >= detailedFrom)) && (d.Triage.Level != "emergency" || d.Full) {
			s.source(i+1, &d.Sources[i])
		}
	}
	if d.Triage.Level == "emergency" && !d.Full {
		s.muted("The danger comes first: the findings behind these figures are in the full report.")
	}
	s.noCause()
	s.lines()
}

func (s *sheet) dangers() {
	for _, f := range s.d.Triage.Flags {
		s.add(block{Text: capital(s.words("level", f.Level)) + ". " + stop(f.Says), Style: "strong", cites: s.judged(f.References, f.Practice)})
		if f.ID == private {
			continue
		}
		text := f.Do
		if f.Meanwhile != "" {
			text += " Meanwhile: " + f.Meanwhile
		}
		if f.Unsure {
			text += " Raised because the answer was \"not sure\"."
		}
		s.say(text)
	}
	for _, n := range s.d.Triage.Notices {
		s.say(n)
	}
	if len(s.d.Triage.Flags) == 0 {
		before, _ := lists(s.k.Policy.NoFlag.Clinician)
		s.say(before)
	}
}

// source is one source: prior, findings by weight, caveat, codes.
func (s *sheet) source(n int, x *Source) {
	s.sub(fmt.Sprintf("%d. %s: %s, %s (plausible range %s; certainty %s)", n, shortName(x.Name), s.words("band", x.Band),
		InHundred(x.Probability), Span(x.Interval[0], x.Interval[1]), x.Certainty))
	most := noteFindings
	if s.d.Full {
		most = len(x.Contributions)
	}
	items := []item{{Mark: "·", Text: priorWords(x), cites: s.refs(x.PriorReferences)}}
	weaker := 0
	for _, side := range []float64{1, -1} {
		for i, c := range strongest(x.Contributions, side) {
			if i >= most {
				weaker++
				continue
			}
			items = append(items, s.finding(&c))
		}
	}
	if weaker > 0 {
		items = append(items, item{Mark: "·", Text: fmt.Sprintf("%s: in the full report.", counted(weaker, "weaker finding"))})
	}
	s.list(items)
	var after []string
	if x.AtCeiling {
		after = append(after, fmt.Sprintf("Held at %s: history and examination alone say no more.", InHundred(x.Ceiling)))
	}
	after = append(after, x.Caveat, codeWords(x.ICD10CM))
	s.muted(strings.TrimSpace(strings.Join(slices.DeleteFunc(after, func(t string) bool { return t == "" }), " ")))
}

func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return number(float64(n)) + " " + thing + "s"
}

func priorWords(x *Source) string {
	out := "Prior " + InHundred(x.Prior)
	if len(x.PriorInterval) == 2 {
		out += fmt.Sprintf(" (%s)", strings.TrimSuffix(Span(x.PriorInterval[0], x.PriorInterval[1]), " in 100"))
	}
	if x.PriorEstimate {
		out += ", estimate"
	}
	return out
}

// finding is one finding with its ratio as published and as it counted.
func (s *sheet) finding(c *Contribution) item {
	mark := "+"
	if c.Weight < 0 {
		mark = "−"
	}
	notes := fmt.Sprintf("LR %.3g (%.3g to %.3g)", c.LikelihoodRatio, c.Interval[0], c.Interval[1])
	switch {
	case c.Capped:
		notes += fmt.Sprintf(", counted as %.3g (its group is capped)", c.Counted)
	case c.Halved:
		notes += fmt.Sprintf(", counted as %.3g (half: a stronger finding of its group counts)", c.Counted)
	}
	notes += ", " + c.Strength
	if c.Estimate {
		notes += ", estimate"
	}
	return item{Mark: mark, Text: c.Says + "; " + notes, cites: s.judged(c.References, c.Practice)}
}

// detailedFrom is the probability from which the findings of a source beyond the first
// three are told.
const detailedFrom = 0.30

// drawnFrom is the probability from which a source beyond the first five is drawn.
const drawnFrom = 0.05

// drawn is how many sources have a bar.
func (s *sheet) drawn() int {
	n := 0
	for n < len(s.d.Sources) && (n < 5 || s.d.Sources[n].Probability >= drawnFrom || s.d.Full) {
		n++
	}
	return n
}

// below names the sources that have no bar.
func (s *sheet) below(n int) string {
	var out []string
	for _, x := range s.d.Sources[n:] {
		out = append(out, lower(shortName(x.Name))+" "+strings.TrimSuffix(InHundred(x.Probability), " in 100"))
	}
	if len(out) == 0 {
		return ""
	}
	return " Below these: " + strings.Join(out, ", ") + "."
}

// sourceTable says in words what the bars draw.
func sourceTable(sources []Source, as string) *table {
	t := &table{Head: []string{"Source", "In 100", "Plausible range", "Band", "Certainty"}}
	for _, x := range sources {
		t.Rows = append(t.Rows, []string{shortName(x.Name), strings.TrimSuffix(InHundred(x.Probability), " in 100"),
			strings.TrimSuffix(Span(x.Interval[0], x.Interval[1]), " in 100"), Words("band", x.Band, as), x.Certainty})
	}
	return t
}

// plan is the steps in their order with their reasons, what is in use, what would settle
// it, what is not for now, with which signs to come, and the ladders.
func (s *sheet) plan() {
	if !s.d.Scope.In { // ladders and plan are withheld
		s.begin("net", "Safety net", "")
		s.rows(s.safetyNet())
		return
	}
	s.begin("plan", "Plan", "")
	s.strong(firstLine(s.d.First.Says))
	s.planSteps()
	s.settlesNote()
	rows := s.reviewed()
	s.rows(slices.Concat(rows, s.notNowRows(), s.safetyNet()))
	s.ladderFigures()
	s.drop()
}

// safetyNet is with which signs to come.
func (s *sheet) safetyNet() []row {
	var rows []row
	for _, c := range s.d.Come {
		rows = append(rows, row{Label: c.Lead, Text: capital(strings.Join(c.Items, " "))})
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
func (s *sheet) planSteps() {
	danger := s.d.Triage.Level == "emergency" || s.d.Triage.Level == "urgent"
	var items []item
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
		s.add(block{Items: items, Numbered: true})
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
func (s *sheet) noteStep(p *Plan) item {
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
	return item{Title: name + " (" + s.words("status", p.Status) + ").", Text: strings.Join(append(text, s.grounds(&g)...), " "),
		cites: s.judged(p.Grounds.References, p.Grounds.Practice)}
}

// grounds are the reasons of an option as sentences.
func (s *sheet) grounds(g *Grounds) []string {
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
func (s *sheet) settlesNote() {
	if s.d.Triage.Level == "emergency" || s.d.Triage.Level == "urgent" {
		return
	}
	perKind := map[string]int{}
	var items []item
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
		items = append(items, item{Title: capital(s.words("obtain", n.Obtain)) + ": " + stop(n.Says),
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
func (s *sheet) reviewed() []row {
	var out []row
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
		when := map[string]string{"week": "Review within a week.", "visit": "Review at the next visit."}[g.Soon]
		out = append(out, row{"In use, " + lower(shortName(p.Name)), strings.Join(append([]string{when}, text...), " "), s.judged(g.References, g.Practice)})
	}
	return out
}

// notNowRows name what is not safe, on hold, or did not help, and what is investigational.
func (s *sheet) notNowRows() []row {
	var rows []row
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
		rows = append(rows, row{capital(s.words("status", status)), strings.Join(texts[status], " "), s.refs(refs[status])})
	}
	return append(rows, s.investigational()...)
}

func shortNames(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, shortName(n))
	}
	return out
}

// investigational names the side branches that are not shown to work.
func (s *sheet) investigational() []row {
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
	return []row{{Label: "Investigational", Text: capital(strings.Join(side, "; ")) + ". " + s.k.Policy.RegenerativeTxt.Clinician}}
}

func (s *sheet) ladderFigures() {
	if !s.d.Enough || s.d.Triage.Level == "emergency" {
		return
	}
	var f figures
	var names []string
	for i := range min(noteLadders, len(s.d.Ladders)) {
		if l := &s.d.Ladders[i]; len(l.Rungs) > 0 {
			name := strings.Join(s.names([]string{l.Source}), "")
			f.Drawings = append(f.Drawings, ladderDrawing(s.d, l, fmt.Sprintf("ladder-%d", i+1)))
			f.Drawings[len(f.Drawings)-1].Name = "Ladder: " + name
			names = append(names, name)
		}
	}
	if len(f.Drawings) > 0 {
		f.Caption = "Ladders: " + strings.Join(names, " (first); ") + map[bool]string{true: " (second).", false: "."}[len(names) > 1]
		s.add(block{Figure: &f})
	}
}
