package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// How much of each kind a patient's two pages hold.
const (
	patientNamed, patientTonight, patientAsk, patientTests, patientOptions, patientUnsafe, patientSide, patientNames = 3, 4, 2, 3, 5, 3, 2, 5
)

// patientTell is how many things a patient is reminded to tell.
const patientTell = 5

// patientGrounds is how many reasons a patient reads of what is in use.
const patientGrounds = 3

// crisisLine stands on the page of every patient, so that it tells nothing of one.
const crisisLine = "If dark thoughts come, call a crisis line near you or your emergency number. You can do that at any hour."

// composePatient writes the pages of a patient: danger first and when to come, then
// tonight, tomorrow, and only then the causes in words; at the end half a page for the
// doctor. In an emergency there is one thing to do, and what the team has to know.
func (s *Sheet) composePatient() {
	s.Title = "Pain after spine fusion: your page"
	emergency := s.d.Triage.Level == "emergency"
	s.Sub = map[bool]string{true: "Made from your own answers. Show this to the emergency team.", false: "Made from your own answers. Bring it to your next visit."}[emergency]
	if s.d.Date != "" {
		s.Sub = s.d.Date + ". " + s.Sub
	}
	const notMade = "This guide is not made for you"
	if emergency {
		s.getHelp()
		s.team()
		s.outOfScope(notMade)
		return
	}
	s.outOfScope(notMade)
	s.patientDanger()
	if s.d.Triage.Level != "urgent" {
		s.tonight()
		s.tomorrow()
	}
	if s.d.Scope.In {
		s.causes()
		s.settles()
	}
	s.options()
	s.askFirst()
	s.unsafe()
	s.aside()
	s.writeDown()
	s.whatChanged("What has changed since your last file")
	s.doctor("For your doctor: read in a minute")
}

func (s *Sheet) outOfScope(heading string) {
	if !s.d.Scope.In {
		s.begin("scope", heading, "soon")
		s.say(s.d.Scope.Reason)
	}
}

// patientDanger is the box at the top: what to do now, or that nothing points to an
// emergency, and the one list of when to come.
func (s *Sheet) patientDanger() {
	d := s.d
	fixed := NoFlag(s.k, rules.Patient)
	switch {
	case len(d.Triage.Flags) > 0:
		s.begin("now", capital(s.words("level", d.Triage.Level)), d.Triage.Level)
		s.flagsToPatient()
	case d.Triage.Calm():
		s.begin("now", "Is it dangerous?", "calm")
		s.strong(fixed)
		s.stillOpen("That does not mean all is well.")
	default:
		s.begin("now", "Is it dangerous? We cannot tell yet", "soon")
		s.strong("Some danger questions have no clear answer yet. So we cannot tell if this is dangerous. This is not an all-clear.")
		s.sub("Please answer these first:")
		s.points(d.Unasked)
	}
	for _, n := range d.Triage.Notices {
		s.say(n)
	}
	for _, c := range d.Come {
		s.sub(c.Lead + ":")
		s.points(c.Items)
	}
	if d.Triage.Level != "urgent" { // there it was said first
		s.muted(crisisLine)
	}
}

// flagsToPatient tells what to do for each danger and why; what a graver one has said
// is not said again.
func (s *Sheet) flagsToPatient() {
	var meanwhile []string
	for _, f := range s.d.Triage.Flags {
		if f.Within != "" {
			continue
		}
		s.strong(f.Do)
		if f.ID == private {
			s.say(f.Says)
		} else if f.Why != "" {
			s.say("Why: " + f.Why)
		}
		for _, x := range sentences(f.Meanwhile) {
			if !slices.Contains(meanwhile, x) {
				meanwhile = append(meanwhile, x)
			}
		}
	}
	if len(meanwhile) > 0 {
		s.say("Until then: " + strings.Join(meanwhile, " "))
	}
	s.crisisEarly()
	s.stillOpen("")
}

// stillOpen names the danger questions without an answer.
func (s *Sheet) stillOpen(but string) {
	const lead = "Some danger questions have no clear answer yet"
	switch open := s.d.Unasked; {
	case len(open) > 2:
		s.say(strings.TrimSpace(lead + ". " + but))
		s.points(open)
	case len(open) > 0:
		s.say(strings.TrimSpace(lead + ": " + strings.Join(open, " ") + " " + but))
	}
}

// tonight is what runs beside every step and is open: nobody has to be asked.
func (s *Sheet) tonight() {
	var items []Item
	seen := map[string]bool{}
	for i := range min(patientNamed, len(s.d.Ladders)) {
		for _, o := range s.d.Ladders[i].Base {
			in := s.option(o.ID)
			if in == nil || in.Kind != rules.Habit || o.Status != "now" && o.Status != "caution" || seen[o.ID] || len(items) == patientTonight {
				continue
			}
			seen[o.ID] = true
			text := in.About.Patient
			if len(o.Cautions) > 0 {
				text += " With care: " + o.Cautions[0]
			}
			items = append(items, Item{Opens: Link{LinkOption, o.ID}, Title: stop(capital(o.Name)), Text: text})
		}
	}
	if len(items) > 0 {
		s.begin("tonight", "Tonight: what you can do now", "")
		s.list(items)
	}
}

func (s *Sheet) option(id string) *rules.Option {
	for i := range s.k.Options {
		if s.k.Options[i].ID == id {
			return &s.k.Options[i]
		}
	}
	return nil
}

// tomorrow is the one step to take first.
func (s *Sheet) tomorrow() {
	s.begin("tomorrow", "Tomorrow: one step first", "")
	if s.d.First.Says == "" {
		s.Parts[len(s.Parts)-1].Heading = "Tomorrow"
	}
	s.first(s.d.First.Says)
	s.say("Book a visit with your doctor, and bring this page.")
}

// causes is what it may be, how sure that is, and where it hurts.
func (s *Sheet) causes() {
	d := s.d
	s.begin("causes", "What may cause the pain", "")
	if !d.Enough {
		if len(d.Missing) > 0 {
			s.say("We do not know enough yet to name a likely cause. It would help to know:")
			s.points(d.Missing)
		} else {
			s.say(d.NoneStandsOut(rules.Patient))
		}
		s.placeAndSteps()
		s.noCause()
		s.lines()
		return
	}
	var items []Item
	for i := range min(patientNamed, len(d.Sources)) {
		if x := &d.Sources[i]; i == 0 || x.Band != "unlikely" {
			items = append(items, Item{Opens: Link{LinkSource, x.ID}, Title: capital(x.Name) + ": " + s.words("band", x.Band) + ".", Text: x.About + " " + s.words("certainty", x.Certainty)})
		}
	}
	s.list(items)
	s.add(Block{Figure: &Figures{Drawings: []*drawing{barsDrawing(d, d.Sources[:len(items)])}, Wide: true,
		Plain:   "More than one cause can be true.",
		Caption: "The dot shows what fits best. The line shows how far it could still shift. More than one cause can be true."}})
	s.placeAndSteps()
	s.noCause()
	s.lines()
}

// placeAndSteps shows where it hurts beside the steps of care for the first cause.
func (s *Sheet) placeAndSteps() {
	var f Figures
	if len(s.d.Zones) > 0 {
		f.Drawings = bodyDrawings(s.d.Zones, 0.15)
		f.Caption = "You marked: " + zoneWords(s.d.Zones) + ". "
	}
	if s.d.Enough && len(s.d.Ladders) > 0 && len(s.d.Ladders[0].Rungs) > 0 {
		f.Drawings = append(f.Drawings, ladderDrawing(s.d, &s.d.Ladders[0], "ladder"))
		f.Plain = f.Caption + "These are the steps of care for the first cause in the list. Nothing here says that you must take them."
		f.Caption += "The ladder shows the steps of care for the first cause in the list. Nothing here says that you must take them."
	}
	if len(f.Drawings) > 0 {
		f.Caption = strings.TrimSpace(f.Caption)
		s.add(Block{Figure: &f})
	}
}
