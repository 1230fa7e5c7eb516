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
	noteDetailed, noteFindings, noteSettling, noteLadders, noteShut = 3, 3, 6, 2, 8
	nameFrom                                                        = 0.20
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
	s.outOfScope("Out of scope")
	s.history()
	s.assessment()
	s.plan()
}

// glance is the one screen: it can be read aloud.
func (s *sheet) glance() {
	kind := s.d.Triage.Level
	if kind == "routine" {
		kind = "calm"
	}
	s.begin("glance", "At a glance: "+s.words("level", s.d.Triage.Level), kind)
	if s.d.Triage.Level == "emergency" {
		s.strong(s.k.Policy.Emergency.Clinician)
	}
	s.add(block{Rows: append(append([]SummaryLine{}, s.d.Summary...), s.opinions()...)})
}

// history tells the answers by chapter, what was denied last; examination and tests
// stand by themselves.
func (s *sheet) history() {
	var rows []SummaryLine
	var denied []string
	flush := func() {
		if n := len(rows) - 1; n >= 0 && len(denied) > 0 {
			rows[n].Text = strings.TrimPrefix(rows[n].Text+". ", ". ") + "No or none: " + strings.Join(denied, "; ")
		}
		denied = nil
	}
	others := map[string][]string{}
	for _, x := range s.d.Said {
		said := x.Text + ": " + x.Answer
		if q := sectionOf(s.k, x.Question); slices.Contains(sectionsOfOthers, q) {
			others[q] = append(others[q], said)
			continue
		}
		if n := len(rows) - 1; n < 0 || rows[n].Label != x.Section {
			flush()
			rows = append(rows, SummaryLine{Label: x.Section})
		}
		if row := &rows[len(rows)-1]; x.Negative {
			denied = append(denied, x.Text)
		} else {
			row.Text = strings.TrimPrefix(row.Text+"; "+said, "; ")
		}
	}
	flush()
	s.begin("history", "History", "")
	if len(rows) > 0 {
		s.add(block{Rows: rows})
	}
	s.painFigure()
	if len(s.d.Unasked) > 0 {
		s.say("Not asked or not known: " + strings.Join(s.d.Unasked, "; ") + ". Absence of an answer is not reassurance.")
	}
	s.drop()
	s.begin("examination", "Examination and tests", "")
	s.add(block{Rows: []SummaryLine{{"Examination", orNone(others["exam"])}, {"Imaging, laboratory, blocks", orNone(others["tests"])}}})
}

func orNone(said []string) string {
	if len(said) == 0 {
		return "none recorded"
	}
	return strings.Join(said, "; ")
}

func sectionOf(k *rules.Knowledge, id string) string {
	for i := range k.Questions {
		if k.Questions[i].ID == id {
			return k.Questions[i].Section
		}
	}
	return ""
}

// assessment is danger, the ranked sources with figures and codes, and the findings
// that moved the first of them.
func (s *sheet) assessment() {
	d := s.d
	s.begin("assessment", "Assessment", "")
	s.dangers()
	if !d.Enough {
		s.strong("Not enough information to name a source. Missing: " + strings.Join(d.Missing, "; ") + ".")
	}
	s.say(d.NoCause)
	s.add(block{Figure: &figures{Drawings: []*drawing{barsDrawing(d, d.Sources)}, Wide: true, Table: sourceTable(d),
		Caption: "Probability in 100 that each source is a main contributor its reference standard would confirm, with its plausible range. Sources coexist and need not sum to 100."}})
	for i := range d.Sources {
		if x := &d.Sources[i]; d.Enough && (i < noteDetailed || x.Probability >= nameFrom) {
			s.source(i+1, x)
		}
	}
	s.lines()
}

func (s *sheet) dangers() {
	for _, f := range s.d.Triage.Flags {
		s.add(block{Text: capital(s.words("level", f.Level)) + ". " + stop(f.Says), Style: "strong", Refs: s.refs(f.References)})
		s.say(f.Do)
		if f.Meanwhile != "" {
			s.say("Meanwhile: " + f.Meanwhile)
		}
		if f.Unsure {
			s.say("Raised because the answer was \"not sure\".")
		}
	}
	for _, n := range s.d.Triage.Notices {
		s.say(n)
	}
	if len(s.d.Triage.Flags) == 0 {
		s.say(s.k.Policy.NoFlag.Clinician)
	}
}

// source is one source: prior, findings by weight, caveat.
func (s *sheet) source(n int, x *Source) {
	head := fmt.Sprintf("%d. %s: %s, %s (plausible range %s; certainty %s)", n, shortName(x.Name), s.words("band", x.Band),
		InHundred(x.Probability), Span(x.Interval[0], x.Interval[1]), x.Certainty)
	s.strong(head + ".")
	prior := "Prior " + InHundred(x.Prior)
	if x.PriorEstimate {
		prior += " (estimate)"
	}
	items := []item{{Mark: "·", Text: prior, Refs: s.refs(x.PriorReferences)}}
	shown := map[bool]int{}
	for _, c := range x.Contributions {
		for_ := c.Weight > 0
		if shown[for_]++; shown[for_] > noteFindings || c.Weight == 0 {
			continue
		}
		mark := "+"
		if !for_ {
			mark = "−"
		}
		notes := fmt.Sprintf("LR %.2g (%.2g to %.2g), %s", c.LikelihoodRatio, c.Interval[0], c.Interval[1], c.Strength)
		if c.Capped {
			notes += ", capped"
		}
		if c.Estimate {
			notes += ", estimate"
		}
		items = append(items, item{Mark: mark, Text: c.Says + "; " + notes, Refs: s.refs(c.References)})
	}
	if more := max(shown[true]-noteFindings, 0) + max(shown[false]-noteFindings, 0); more > 0 {
		items = append(items, item{Mark: "·", Text: fmt.Sprintf("%d weaker findings: see the text or JSON report", more)})
	}
	s.list(items)
	if x.AtCeiling {
		s.muted(fmt.Sprintf("Held at %s: history and examination alone say no more.", InHundred(x.Ceiling)))
	}
	if x.Caveat != "" {
		s.muted(x.Caveat)
	}
}

// sourceTable says in words what the bars draw.
func sourceTable(d *Document) *table {
	t := &table{Head: []string{"Source", "In 100", "Plausible range", "Band", "Certainty", "ICD-10-CM"}}
	for _, x := range d.Sources {
		t.Rows = append(t.Rows, []string{shortName(x.Name), strings.TrimSuffix(InHundred(x.Probability), " in 100"),
			strings.TrimSuffix(Span(x.Interval[0], x.Interval[1]), " in 100"), Words("band", x.Band, d.As), x.Certainty, strings.Join(x.ICD10CM, ", ")})
	}
	return t
}

// plan is what would settle it, what to do by status, and the ladders.
func (s *sheet) plan() {
	d := s.d
	s.begin("plan", "Plan", "")
	if next := settling(d, noteSettling); len(next) > 0 {
		s.strong("What would settle it")
		var items []item
		for _, n := range next {
			for_ := s.sourceNames(n.For)
			if len(for_) > 3 {
				for_ = append(for_[:3], "others")
			}
			items = append(items, item{Title: stop(capital(s.words("obtain", n.Obtain)) + ": " + n.Says),
				Text: fmt.Sprintf("%.2f bits; could move it to %s; for %s", n.Gain, Span(n.Could[0], n.Could[1]), strings.Join(for_, ", "))})
		}
		s.list(items)
	}
	var rows []SummaryLine
	for _, status := range []string{"review", "now", "caution", "ask"} {
		byKind := map[string][]string{}
		var kinds []string
		for _, p := range d.Plan {
			if p.Status != status {
				continue
			}
			name := p.Name
			if p.Investigational {
				name += " (investigational)"
			}
			if len(byKind[p.Tier]) == 0 {
				kinds = append(kinds, p.Tier)
			}
			byKind[p.Tier] = append(byKind[p.Tier], name)
		}
		var text []string
		for _, kind := range kinds {
			text = append(text, capital(kind)+": "+strings.Join(byKind[kind], "; "))
		}
		if len(text) > 0 {
			rows = append(rows, SummaryLine{capital(s.words("status", status)), strings.Join(text, ". ") + "."})
		}
	}
	rows = append(rows, s.shut()...)
	if len(rows) > 0 {
		s.add(block{Rows: rows})
	}
	s.ladderFigures()
	s.drop()
}

// shut names what is not safe, on hold, or did not help, and what is investigational.
func (s *sheet) shut() []SummaryLine {
	var rows []SummaryLine
	for _, status := range []string{"never", "hold", "stop"} {
		if text := s.shutBy(status); text != "" {
			rows = append(rows, SummaryLine{capital(s.words("status", status)), text})
		}
	}
	var side []string
	for i := range min(noteDetailed, len(s.d.Ladders)) {
		for _, o := range s.d.Ladders[i].Beside {
			if name := shortName(o.Name); o.Investigational && !slices.Contains(side, name) {
				side = append(side, name)
			}
		}
	}
	if len(side) > 0 {
		rows = append(rows, SummaryLine{"Investigational", strings.Join(side, "; ") + ". " + s.k.Policy.RegenerativeTxt.Clinician})
	}
	return rows
}

// shutBy names the options of a status, together where they wait for the same.
func (s *sheet) shutBy(status string) string {
	var untils []string
	names := map[string][]string{}
	seen := map[string]bool{}
	eachOption(s.d, func(o *Option) {
		if o.Status != status || seen[o.ID] {
			return
		}
		seen[o.ID] = true
		if len(names[o.Until]) == 0 {
			untils = append(untils, o.Until)
		}
		names[o.Until] = append(names[o.Until], shortName(o.Name))
	})
	var text []string
	for _, u := range untils {
		n := names[u]
		if more := len(n) - noteShut; more > 0 {
			n = append(n[:noteShut], fmt.Sprintf("%d more", more))
		}
		if said := strings.Join(n, "; "); u == "" {
			text = append(text, said+".")
		} else {
			text = append(text, said+" (until: "+u+").")
		}
	}
	return strings.Join(text, " ")
}

func (s *sheet) ladderFigures() {
	if !s.d.Enough {
		return
	}
	var f figures
	var names []string
	for i := range min(noteLadders, len(s.d.Ladders)) {
		if l := &s.d.Ladders[i]; len(l.Rungs) > 0 {
			f.Drawings = append(f.Drawings, ladderDrawing(s.d, l, fmt.Sprintf("ladder-%d", i+1)))
			names = append(names, s.sourceNames([]string{l.Source})...)
		}
	}
	if len(f.Drawings) > 0 {
		f.Caption = "Ladders: " + strings.Join(names, " (first); ") + map[bool]string{true: " (second).", false: "."}[len(names) > 1]
		s.add(block{Figure: &f})
	}
}
