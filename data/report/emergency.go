package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// getHelp is the page of a patient in an emergency: one order, why, what to bring, and
// what else to do until help is there.
func (s *Sheet) getHelp() {
	s.begin("now", "Do this first", "emergency")
	order, bring := emergencyWords(s.k.Policy.Emergency.Patient)
	crisis := ""
	if only := s.onlyPrivate(); only != nil {
		order, bring = only.Do, ""
		if only.ID != private {
			order = callForHelp
			crisis = s.k.Policy.Crisis.Patient
		}
	}
	s.strong(order)
	s.say(crisis)
	why, meanwhile := s.whyAndMeanwhile()
	if len(why) > 0 {
		s.say("Why: " + strings.Join(why, " "))
	}
	if slices.ContainsFunc(s.d.Triage.Flags, func(f Flag) bool { return f.ID == private }) {
		s.say(privateLine.Patient) // that it is private tells nothing of why
	}
	s.say(bring)
	s.circumstances()
	if len(meanwhile) > 0 {
		s.sub("Until help is there:")
		s.points(meanwhile)
	}
	for _, n := range s.d.Triage.Notices {
		s.say(n)
	}
}

// circumstances are the lines of the policy that hold for this person, such as a
// pregnancy: whoever comes to help has to hear of them.
func (s *Sheet) circumstances() {
	for i := range s.k.Policy.Lines {
		if says := s.k.Policy.Lines[i].Says.Patient; slices.Contains(s.d.Lines, says) {
			s.say(says)
		}
	}
}

// whyAndMeanwhile are the answers that make it an emergency, and what else its dangers
// tell to do, each said once and without the order to get help. What to do of lesser
// dangers waits until help is there.
func (s *Sheet) whyAndMeanwhile() (why, meanwhile []string) {
	told := map[string]bool{}
	note := func(list *[]string, text string) {
		if text != "" && !told[text] {
			told[text] = true
			*list = append(*list, text)
		}
	}
	for _, f := range s.d.Triage.Flags {
		if f.Within != "" || f.Level != "emergency" || f.ID == private {
			continue
		}
		for _, q := range f.Reasons {
			note(&why, q)
		}
		for _, x := range append(sentences(f.Do), sentences(f.Meanwhile)...) {
			if !isOrder(x) {
				note(&meanwhile, x)
			}
		}
	}
	return why, s.agreed(meanwhile)
}

// usual is how the sentence begins that tells to go on with one's medicines.
const usual = "Go on with your usual medicines"

// overdose is the danger of which the usual medicines may be the cause.
const overdose = "opioid-overdose"

// agreed leaves out what another danger speaks against: any posture but that of the
// gravest, and the usual medicines where they may be the danger themselves.
func (s *Sheet) agreed(meanwhile []string) []string {
	may := !slices.ContainsFunc(s.d.Triage.Flags, func(f Flag) bool {
		return f.ID == overdose || f.Level == "emergency" && f.Meanwhile != "" && !strings.Contains(f.Meanwhile, usual)
	})
	gravest := len(postures)
	for _, x := range meanwhile {
		if at := posture(x); at >= 0 && !strings.HasPrefix(x, "If ") { // what hangs on a sign rules out nothing
			gravest = min(gravest, at)
		}
	}
	return slices.DeleteFunc(meanwhile, func(x string) bool {
		return posture(x) > gravest || !may && strings.HasPrefix(x, usual)
	})
}

// postures are the words for how to lie or sit, the gravest reason first: not awake,
// short of breath, a leak, a broken bone.
var postures = [][]string{{"on your side", "on their side"}, {"sit still"}, {"lie flat"}, {"lie still"}}

// posture is the rank of the posture that a sentence tells to take, -1 for none.
func posture(sentence string) int {
	low := strings.ToLower(sentence)
	return slices.IndexFunc(postures, func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(low, w) })
	})
}

// onlyPrivate is the flag about private answers where no other is an emergency.
func (s *Sheet) onlyPrivate() *Flag {
	var found *Flag
	for i := range s.d.Triage.Flags {
		f := &s.d.Triage.Flags[i]
		if f.Level != "emergency" {
			continue
		}
		in := slices.IndexFunc(s.k.Flags, func(x rules.Flag) bool { return x.ID == f.ID })
		if f.ID != private && (in < 0 || !s.k.Flags[in].BecausePrivate) {
			return nil
		}
		found = f
	}
	return found
}

// callForHelp is the order where somebody must not be left alone.
const callForHelp = "Get help now. Call your emergency number (such as 112, 911 or 999). Stay with someone you trust."

// emergencyWords parts the fixed words of an emergency into the order and what to bring.
func emergencyWords(text string) (order, bring string) {
	if at := strings.Index(text, "Bring"); at > 0 {
		return strings.TrimSpace(text[:at]), text[at:]
	}
	return text, ""
}

// orders are how the sentences begin that tell to get help. They are said once, in the
// words of the policy.
var orders = []string{"Get help", "Please get help", "Get to a hospital", "Get to an emergency department", "Go to an emergency department now",
	"Go to a hospital", "Call an ambulance now", "Call an ambulance.", "Call your emergency number", "Do not drive", "Do not wait"}

func isOrder(sentence string) bool {
	return slices.ContainsFunc(orders, func(o string) bool { return strings.HasPrefix(sentence, o) })
}

// team is what the emergency team has to know, in clinical words.
func (s *Sheet) team() {
	s.begin("doctor", "For the emergency team: read in a minute", "doctor")
	s.muted("Self-reported by the patient.")
	s.rows(plainRows(s.d.Team))
}

// crisisEarly says the neutral line for a crisis before the questions that are open. It
// stands there for everyone who is to talk to a doctor today, so that it tells nothing
// of one.
func (s *Sheet) crisisEarly() {
	if s.d.Triage.Level == "urgent" {
		s.say(crisisLine)
	}
}
