package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// How much of each kind a patient's two pages hold.
const (
	patientNamed, patientTonight, patientTests, patientOptions, patientUnsafe, patientSide = 3, 4, 4, 6, 3, 3
)

// keepWatch is the heading where no danger was found.
const keepWatch = "Keep watch"

// composePatient writes the pages of a patient: danger first, then tonight, tomorrow,
// and only then the causes in words; at the end half a page for the doctor.
func (s *sheet) composePatient() {
	s.Title = "Pain after spine fusion: your page"
	s.Sub = "Made from your own answers. Bring it to your next visit."
	if s.d.Date != "" {
		s.Sub = s.d.Date + ". " + s.Sub
	}
	s.patientDanger()
	if s.d.Triage.Level == "emergency" {
		s.keepWatch("Tell the team at once if one of these starts")
		s.doctor("For the emergency team: read in a minute")
		return
	}
	flagged := len(s.d.Triage.Flags) > 0
	if flagged {
		s.keepWatch("Get help at once if one of these starts")
	}
	s.outOfScope("This guide is not made for you")
	s.tonight()
	s.causes()
	s.tomorrow()
	s.writeDown()
	if !flagged {
		s.keepWatch(keepWatch)
	}
	s.doctor("For your doctor: read in a minute")
}

func (s *sheet) outOfScope(heading string) {
	if !s.d.Scope.In {
		s.begin("scope", heading, "soon")
		s.say(s.d.Scope.Reason)
	}
}

// patientDanger is the box at the top: what to do now, or that nothing points to an
// emergency, and when to go at once.
func (s *sheet) patientDanger() {
	d := s.d
	switch {
	case d.Triage.Level == "emergency":
		s.begin("now", "Get help now", "emergency")
		s.strong(s.k.Policy.Emergency.Patient)
	case len(d.Triage.Flags) > 0:
		s.begin("now", capital(s.words("level", d.Triage.Level)), d.Triage.Level)
	default:
		s.begin("now", "Is it dangerous?", "calm")
		s.noFlag()
	}
	for _, f := range d.Triage.Flags {
		s.add(block{Text: f.Do, Style: "strong"})
		if f.Meanwhile != "" {
			s.say("Until then: " + f.Meanwhile)
		}
		if f.ID != private {
			s.say("Why: you said this. " + stop(f.Says))
		}
		if f.Unsure {
			s.say("You were not sure. So we treat it with care.")
		}
	}
	for _, n := range d.Triage.Notices {
		s.say(n)
	}
	if len(d.Unasked) > 0 {
		s.muted("Some safety questions have no answer yet. That does not mean all is well.")
	}
}

// noFlag writes the reassurance that is none; its list of dangers stands as a list.
func (s *sheet) noFlag() {
	var lead []string
	all := sentences(s.k.Policy.NoFlag.Patient)
	for i, x := range all {
		lead = append(lead, x)
		if strings.Contains(x, "Go at once") && i+1 < len(all) {
			s.strong(strings.Join(lead, " "))
			var items []item
			for _, y := range all[i+1:] {
				items = append(items, item{Text: y})
			}
			s.add(block{Items: items, Narrow: true})
			return
		}
	}
	s.strong(strings.Join(lead, " "))
}

func (s *sheet) keepWatch(heading string) {
	if len(s.d.Watch) == 0 {
		return
	}
	s.begin("watch", heading, "")
	if heading == keepWatch {
		s.say("Get seen the same day if one of these starts. If it is sudden or bad, get help at once.")
	}
	var items []item
	for _, x := range s.d.Watch {
		items = append(items, item{Text: x})
	}
	s.add(block{Items: items, Narrow: true, Small: len(s.d.Triage.Flags) == 0})
}

// tonight is what runs beside every step and is open: nobody has to be asked.
func (s *sheet) tonight() {
	var items []item
	seen := map[string]bool{}
	for i := range min(patientNamed, len(s.d.Ladders)) {
		for _, o := range s.d.Ladders[i].Base {
			p := s.planned(o.ID)
			if p == nil || p.Kind != rules.Habit || o.Status != "now" || seen[o.ID] || len(items) == patientTonight {
				continue
			}
			seen[o.ID] = true
			items = append(items, item{Title: stop(p.Name), Text: p.Says})
		}
	}
	if len(items) > 0 {
		s.begin("tonight", "Tonight: what you can do now", "")
		s.list(items)
	}
}

func (s *sheet) planned(id string) *Plan {
	for i := range s.d.Plan {
		if s.d.Plan[i].Option == id {
			return &s.d.Plan[i]
		}
	}
	return nil
}

// tomorrow is what to talk about with the doctor: what is in use, what would settle
// it, what can be done, what is not safe, what has not been shown to work.
func (s *sheet) tomorrow() {
	var inUse, tests, options []item
	for _, p := range s.d.Plan {
		it := item{Title: stop(p.Name), Ask: p.AskYourDoctor}
		if p.Status != "now" {
			it.Title = stop(p.Name + ": " + s.words("status", p.Status))
		}
		switch {
		case p.Status == "review":
			inUse = append(inUse, it)
		case p.Status != "now" && p.Status != "caution" || p.Investigational:
		case p.Kind == rules.Test && len(tests) < patientTests:
			tests = append(tests, it)
		case p.Kind == rules.Treatment && len(options) < patientOptions:
			options = append(options, it)
		case p.Kind == rules.Act:
			inUse = append(inUse, it)
		}
	}
	heading := "Tomorrow: what would help to find the cause"
	if len(s.d.Triage.Flags) > 0 {
		heading = "What would help to find the cause"
	}
	s.begin("settle", heading, "")
	s.settles()
	if len(tests) > 0 {
		s.list(tests)
	}
	s.drop()
	s.begin("options", "What you can talk about with your doctor", "")
	s.list(inUse)
	s.list(options)
	s.decided()
	s.drop()
	s.notForYou()
	s.aside()
}

func (s *sheet) settles() {
	var text []string
	for _, n := range settling(s.d, patientTests) {
		text = append(text, stop(n.Says))
	}
	if len(text) > 0 {
		s.say("These would tell most. " + strings.Join(text, " "))
	}
}

func (s *sheet) decided() {
	if rows := s.opinions(); len(rows) > 0 {
		s.add(block{Rows: rows})
	}
}

// notForYou names what is not safe for this person now.
func (s *sheet) notForYou() {
	var items []item
	seen := map[string]bool{}
	eachOption(s.d, func(o *Option) {
		if o.Status == "never" && !seen[o.ID] && len(items) < patientUnsafe {
			seen[o.ID] = true
			items = append(items, item{Title: stop(o.Name), Text: strings.Join(o.Because[:min(1, len(o.Because))], "")})
		}
	})
	if len(items) > 0 {
		s.begin("unsafe", "Not safe for you now", "")
		s.list(items)
	}
}

// aside names what is offered and has not been shown to work.
func (s *sheet) aside() {
	var names []string
	for i := range min(patientNamed, len(s.d.Ladders)) {
		for _, o := range s.d.Ladders[i].Beside {
			if o.Investigational && !slices.Contains(names, o.Name) && len(names) < patientSide {
				names = append(names, o.Name)
			}
		}
	}
	if len(names) > 0 && s.d.Enough && s.d.Triage.Level != "urgent" {
		s.begin("aside", "Still being studied (investigational)", "")
		s.say(strings.Join(names, "; ") + ". " + s.k.Policy.RegenerativeTxt.Patient)
	}
}

// causes is what it may be, how sure that is, and where it hurts.
func (s *sheet) causes() {
	d := s.d
	s.begin("causes", "What may cause the pain", "")
	if !d.Enough {
		s.say("We do not know enough yet to name a likely cause. It would help to know:")
		var items []item
		for _, m := range d.Missing {
			items = append(items, item{Text: m})
		}
		s.list(items)
		s.painFigure()
		s.say(d.NoCause)
		s.lines()
		return
	}
	var items []item
	n := 0
	for i := range min(patientNamed, len(d.Sources)) {
		if x := &d.Sources[i]; i == 0 || x.Band != "unlikely" {
			items = append(items, item{Title: capital(x.Name) + ": " + s.words("band", x.Band) + ".", Text: x.About + " " + s.words("certainty", x.Certainty)})
			n++
		}
	}
	s.list(items)
	bars := barsDrawing(d, d.Sources[:n])
	s.add(block{Figure: &figures{Drawings: []*drawing{bars}, Wide: true,
		Caption: "The dot shows what fits best. The line shows how far it could still shift. More than one cause can be true."}})
	s.placeAndSteps()
	s.say(d.NoCause)
	s.lines()
}

// placeAndSteps shows where it hurts beside the steps of care for the first cause.
func (s *sheet) placeAndSteps() {
	var f figures
	if len(s.d.Zones) > 0 {
		f.Drawings = bodyDrawings(s.d.Zones, 0.2)
		f.Caption = "You marked: " + zoneWords(s.d.Zones) + ". "
	}
	if len(s.d.Ladders) > 0 && s.d.Ladders[0].Current != nil {
		f.Drawings = append(f.Drawings, ladderDrawing(s.d, &s.d.Ladders[0], "ladder"))
		f.Caption += "The ladder shows the steps of care for the first cause in the list. Nothing here says that you must take them."
	}
	if len(f.Drawings) > 0 {
		f.Caption = strings.TrimSpace(f.Caption)
		s.add(block{Figure: &f})
	}
}

// writeDown is what to note until the visit.
func (s *sheet) writeDown() {
	s.begin("diary", "Write this down until then", "")
	items := []item{
		{Text: "Each day: how bad the pain is, from 0 (none) to 10 (worst)."},
		{Text: "Where it hurts, and if it moves down a leg."},
		{Text: "What you did just before, and what made it better or worse."},
		{Text: "How you slept, and how far you could walk."},
		{Text: "What you took for it, and if it helped."},
		{Text: "The date of your operation, and the names of all your medicines."},
	}
	s.add(block{Items: items, Narrow: true})
}

// doctor is the half page for the doctor, in clinical words and without figures.
func (s *sheet) doctor(heading string) {
	s.begin("doctor", heading, "doctor")
	s.muted("Self-reported by the patient. " + pspsTerm + " is the working term. Words, not figures; the clinician report of the same answers has both.")
	s.add(block{Rows: s.d.Summary})
}
