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
func (s *Sheet) composeClinician() {
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
func (s *Sheet) glance() {
	kind := s.d.Triage.Level
	switch {
	case kind == "routine" && s.d.Triage.Calm():
		kind = "calm"
	case kind == "routine":
		kind = "soon"
	}
	level := s.words("level", s.d.Triage.Level)
	if kind == "soon" && s.d.Triage.Level == "routine" {
		level = "no red flag raised, most not asked"
	}
	s.begin("glance", "At a glance: "+level, kind)
	if !s.d.Scope.In {
		s.strong(s.d.Scope.Reason)
	}
	if s.d.Triage.Level == "emergency" {
		s.strong(s.k.Policy.Emergency.Clinician)
	}
	s.rows(append(s.d.summaryRows(), plainRows(s.opinions())...))
}

// history tells the answers by chapter; examination and tests stand by themselves.
func (s *Sheet) history() {
	s.begin("history", "History", "")
	s.rows(plainRows(s.d.History))
	if len(s.d.Zones) > 0 {
		s.add(Block{Figure: &Figures{Drawings: bodyDrawings(s.d.Zones, 0.125), Caption: "Pain drawing: " + zoneWords(s.d.Zones) + "."}})
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
func (s *Sheet) assessment() {
	d := s.d
	s.begin("assessment", "Assessment", "")
	s.dangers()
	if !d.Enough {
		says := d.NoneStandsOut(rules.Clinician)
		if len(d.Missing) > 0 {
			says = "Not enough information to name a source. Missing: " + strings.Join(lowered(d.Missing), "; ") + "."
		}
		s.strong(says)
	}
	s.sub("Candidate sources: + speaks for it, − against it, or is unusual for it")
	n := s.drawn()
	s.add(Block{Figure: &Figures{Drawings: []*drawing{barsDrawing(d, d.Sources[:n])}, Wide: true, Table: sourceTable(d.Sources[:n], d.As),
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

func (s *Sheet) dangers() {
	for _, f := range s.d.Triage.Flags {
		s.add(Block{Text: capital(s.words("level", f.Level)) + ". " + stop(f.Says), Style: "strong", cites: s.judged(f.References, f.Practice)})
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
		s.say(NoFlag(s.k, rules.Clinician))
	}
}

// source is one source: prior, findings by weight, caveat, codes.
func (s *Sheet) source(n int, x *Source) {
	s.sub(fmt.Sprintf("%d. %s: %s, %s (plausible range %s; certainty %s)", n, shortName(x.Name), s.words("band", x.Band),
		InHundred(x.Probability), Span(x.Interval[0], x.Interval[1]), x.Certainty))
	most := noteFindings
	if s.d.Full {
		most = len(x.Contributions)
	}
	items := []Item{{Mark: "·", Text: priorWords(x), cites: s.refs(x.PriorReferences)}}
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
		items = append(items, Item{Mark: "·", Text: fmt.Sprintf("%s: in the full report.", counted(weaker, "weaker finding"))})
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
	if x.PriorMark != "" {
		out += ", " + x.PriorMark
	}
	return out
}

// finding is one finding with its ratio as published and as it counted.
func (s *Sheet) finding(c *Contribution) Item {
	mark := "+"
	if c.Weight < 0 {
		mark = "−"
	}
	notes := fmt.Sprintf("LR %.3g (%.3g to %.3g)", c.LikelihoodRatio, c.Interval[0], c.Interval[1])
	if s := c.CountedWords(); s != "" {
		notes += ", " + s
	}
	notes += ", " + c.Strength
	if c.Mark != "" {
		notes += ", " + c.Mark
	}
	return Item{Mark: mark, Text: c.Says + "; " + notes, cites: s.judged(c.References, c.Practice)}
}

// detailedFrom is the probability from which the findings of a source beyond the first
// three are told.
const detailedFrom = 0.30

// drawnFrom is the probability from which a source beyond the first five is drawn.
const drawnFrom = 0.05

// drawn is how many sources have a bar.
func (s *Sheet) drawn() int {
	n := 0
	for n < len(s.d.Sources) && (n < 5 || s.d.Sources[n].Probability >= drawnFrom || s.d.Full) {
		n++
	}
	return n
}

// below names the sources that have no bar.
func (s *Sheet) below(n int) string {
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
