package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// settles is what would find the cause: questions and checks by hand before scans and
// needles, and of those only what is open. Where a danger comes first, its tests do.
func (s *Sheet) settles() {
	s.begin("settle", "What would help to find the cause", "")
	if s.d.Triage.Level == "urgent" {
		var tests []Item
		for _, p := range s.d.Plan {
			if p.Kind == rules.Test && slices.Contains([]string{"now", "caution", "ask"}, p.Status) && s.ofFlag(&p) {
				tests = append(tests, s.step(&p))
			}
		}
		if len(tests) > 0 {
			s.say("These tests can show if it is dangerous.")
		}
		s.list(tests)
		s.drop()
		return
	}
	var asks, checks []string
	for _, n := range s.d.Next {
		switch {
		case n.Gain < leastGain:
		case n.Obtain == rules.Ask:
			asks = union(asks, n.Asks)
		case n.Obtain == rules.Examine && len(checks) < patientAsk && !slices.Contains(checks, stop(n.Says)):
			checks = append(checks, stop(n.Says))
		}
	}
	var items []Item
	if len(asks) > 0 {
		items = append(items, Item{Title: "Not answered yet.", Text: strings.Join(asks[:min(patientAsk, len(asks))], " ")})
	}
	if len(checks) > 0 {
		items = append(items, Item{Title: "A doctor or a therapist can check this by hand.", Text: strings.Join(checks, " ")})
	}
	s.list(append(items, s.openTests()...))
	s.drop()
}

// ofFlag says whether a danger asks for an entry of the plan.
func (s *Sheet) ofFlag(p *Plan) bool {
	return slices.ContainsFunc(s.d.Triage.Flags, func(f Flag) bool { return slices.Contains(p.For, f.ID) })
}

// leastGain is the gain in bits below which nothing is proposed.
const leastGain = 0.02

// openTests are the scans and test shots that are open now, in the order of the plan.
func (s *Sheet) openTests() []Item {
	var out []Item
	for _, p := range s.d.Plan {
		wanted := slices.ContainsFunc(s.d.Next, func(n Next) bool { return n.Option == p.Option })
		if p.Kind == rules.Test && (p.Status == "now" || p.Status == "caution") && wanted && len(out) < patientTests {
			out = append(out, s.step(&p))
		}
	}
	return out
}

// step is an entry of the plan as a point: with care why, what to find out before it can be
// said to be open, and one question to ask.
func (s *Sheet) step(p *Plan) Item {
	it := Item{Opens: Link{LinkOption, p.Option}, Title: capital(p.Name), Ask: oneQuestion(p.AskYourDoctor)}
	var text []string
	switch p.Status {
	case "caution":
		text = append(text, p.Grounds.Cautions[:min(1, len(p.Grounds.Cautions))]...)
		if len(text) > 0 {
			text[0] = "With care: " + lower(text[0])
		}
	case "ask":
		it.Title += ": " + s.words("status", p.Status)
	}
	if p.Status == "ask" {
		text = append(text, "First, find this out: "+listOf(p.Grounds.ToKnow[:min(3, len(p.Grounds.ToKnow))]))
	}
	it.Title = stop(it.Title)
	it.Text = strings.Join(text, " ")
	return it
}

// oneQuestion is the first question of those that can be taken along, or "".
func oneQuestion(text string) string {
	for _, x := range sentences(text) {
		if strings.HasSuffix(x, "?") {
			return x
		}
	}
	return ""
}

// options is what to talk about: what is in use first, then the step on which the person
// stands, then what else is open.
func (s *Sheet) options() {
	var used, steps []Item
	var tell []string
	more := 0
	for _, current := range []bool{true, false} {
		for _, p := range s.d.Plan {
			open := p.Status == "now" || p.Status == "caution" || p.Current && p.Status == "ask"
			switch {
			case p.Status == "review" && current:
				used = append(used, s.used(&p))
			case p.Current != current || p.Kind != rules.Treatment && p.Kind != rules.Act || !open || p.Investigational || p.Status == "review":
			case len(steps) < patientOptions:
				steps = append(steps, s.step(&p))
				tell = union(tell, p.Grounds.ToKnow)
			default:
				more++
			}
		}
	}
	s.begin("options", "What to talk about with your doctor", "")
	if len(used) > 0 {
		s.strong("You use these now. Do not stop or change them yourself. Ask the person who gives them to you.")
		s.list(used)
	}
	if len(used) > 0 && len(steps) > 0 {
		s.sub("What could come next:")
	}
	s.list(steps)
	if more > 0 {
		s.muted("There are " + number(float64(more)) + " more. Your doctor can tell which of them fit you.")
	}
	tell = slices.DeleteFunc(tell, func(x string) bool { return strings.HasSuffix(x, "?") })
	if len(tell) > 0 {
		s.say("Tell your doctor first if you have, or had: " + strings.Join(tell[:min(patientTell, len(tell))], "; ") + ".")
	}
	s.rows(plainRows(s.opinions()))
	s.drop()
}

// used is what is in use: why it needs a look, and how soon.
func (s *Sheet) used(p *Plan) Item {
	var text []string
	for _, x := range append(slices.Clone(p.Grounds.Says), p.Grounds.Cautions...) {
		if len(text) < patientGrounds {
			text = append(text, stop(x))
		}
	}
	for _, x := range sentences(p.Grounds.InUse) {
		if strings.Contains(x, "ever stop") || strings.Contains(x, "slowly") {
			text = append(text, x)
		}
	}
	text = append(text, s.words("soon", p.Grounds.Soon))
	return Item{Opens: Link{LinkOption, p.Option}, Title: stop(capital(p.Name)), Text: strings.TrimSpace(strings.Join(once(text), " ")), Ask: oneQuestion(p.AskYourDoctor)}
}

// askFirst names what others must agree to before it is begun, and why.
func (s *Sheet) askFirst() {
	var items []Item
	more := 0
	for _, x := range s.d.IfAgreed {
		if len(items) == patientUnsafe {
			more += len(x.Names)
			continue
		}
		it := Item{Title: stop(capital(someOf(x.Names, patientNames))), Text: x.Says}
		if len(x.Options) == 1 {
			it.Opens = Link{LinkOption, x.Options[0]}
		}
		items = append(items, it)
	}
	s.begin("ask-first", "Ask your doctor before you use or have these", "")
	s.list(items)
	if more > 0 {
		s.muted(thereAre(more) + " Ask before you start anything new.")
	}
	s.drop()
}

// thereAre counts what is not named.
func thereAre(more int) string {
	if more == 1 {
		return "There is 1 more."
	}
	return "There are " + number(float64(more)) + " more."
}

// someOf joins the first names, and counts the others.
func someOf(names []string, most int) string {
	if n := len(names) - most; n > 0 {
		names = append(slices.Clone(names[:most]), number(float64(n))+" more")
	}
	return strings.Join(names, "; ")
}

// unsafe names what is not safe for this person now, why, and until when.
func (s *Sheet) unsafe() {
	var items []Item
	more := 0
	for _, x := range s.d.NotNow {
		if x.Status != "never" {
			continue
		}
		if len(items) == patientUnsafe {
			more += len(x.Names)
			continue
		}
		text := x.Says
		if x.Until != "" {
			text += " Until: " + stop(x.Until)
		}
		items = append(items, Item{Title: stop(capital(someOf(x.Names, patientNames))), Text: text})
	}
	s.begin("unsafe", "Not safe for you now", "")
	s.list(items)
	if more > 0 {
		s.muted(thereAre(more) + " Ask before you start anything new.")
	}
	var waits []string
	for _, x := range s.d.NotNow {
		if x.Status == "hold" {
			waits = union(waits, x.Kinds)
		}
	}
	if len(waits) > 0 {
		s.say("Wait with these until the danger has been checked: " + and(waits) + ".")
	}
	s.drop()
}

// aside names what is offered and has not been shown to work.
func (s *Sheet) aside() {
	var names []string
	for i := range min(patientNamed, len(s.d.Ladders)) {
		for _, o := range s.d.Ladders[i].Beside {
			if o.Investigational && o.Status != "never" && !slices.Contains(names, o.Name) && len(names) < patientSide {
				names = append(names, o.Name)
			}
		}
	}
	if len(names) > 0 && s.d.Enough && s.d.Triage.Level != "urgent" {
		s.begin("aside", "Still being studied (investigational)", "")
		s.say(strings.Join(names, "; ") + ". " + s.k.Policy.RegenerativeTxt.Patient)
	}
}

// writeDown is what to note until the visit.
func (s *Sheet) writeDown() {
	s.begin("diary", "Write this down until then", "")
	s.points([]string{"Each day: how bad the pain is, from 0 (none) to 10 (worst).", "Where it hurts, and if it moves down a leg.",
		"What you did just before, and what made it better or worse.", "How you slept, and how far you could walk.",
		"What you took for it, and if it helped.", "The date of your operation, and the names of all your medicines."})
}

// doctor is the half page for the doctor, in clinical words and without figures for causes.
func (s *Sheet) doctor(heading string) {
	s.begin("doctor", heading, "doctor")
	s.muted("Self-reported by the patient. Working term: " + lower(pspsTerm) + ". The clinician report of the same answers has the figures.")
	s.rows(plainRows(s.d.Summary))
}
