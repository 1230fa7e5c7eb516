package report_test

import (
	"afterfusion/data/report"
	"afterfusion/rules"
)

// made is a made-up document in the words of a reader, with the knowledge that its
// writers read.
func made(reader rules.Reader, level string) (*report.Document, *rules.Knowledge) {
	return madeOf(reader, level, func(s string) string { return s })
}

// madeOf is made with every free text put through a function.
func madeOf(reader rules.Reader, level string, w func(string) string) (*report.Document, *rules.Knowledge) {
	say := func(patient, clinician string) string {
		return w(rules.Text{Patient: patient, Clinician: clinician}.For(reader))
	}
	text := func(patient, clinician string) rules.Text {
		return rules.Text{Patient: w(patient), Clinician: w(clinician)}
	}
	d := &report.Document{Format: 1, As: string(reader), Enough: true,
		Knowledge: report.Edition{Version: "2026.11", SHA256: "0123456789abcdef"}, Scope: report.Scope{In: true},
		Intended: say("This is for learning.", "Decision support."), NoCause: say("Sometimes no clear cause is found.", "No cause found: 5 to 10 in 100."),
		Lines: []string{say("Ask for naloxone.", "Offer naloxone.")}, Suspicion: "joint",
		Decisions:         []report.Decision{{Option: "block", Accepted: true}, {Option: "belt", Reason: w("tried at home")}},
		Come:              []report.Come{{Lead: say("Go at once if", "Safety net"), Items: []string{say("You go numb.", "saddle change, fever."), say("A leg turns weak.", "New weakness.")}}},
		First:             report.First{Option: "block", Says: say("Talk with your doctor about this: a numbing test.", "SIJ block, for sacroiliac joint (open now).")},
		History:           []report.SummaryLine{{Label: "Person", Text: w("Aged 52 years, fused L4 to S1.")}, {Label: "Pain", Text: w("Worst site: L PSIS. No or none: night pain.")}},
		Examination:       []report.SummaryLine{{Label: "Examination", Text: w("Thigh thrust: positive.")}},
		Team:              []report.SummaryLine{{Label: "Red flag", Text: w("Infection: fever.")}, {Label: "Last operation, needle", Text: w("30 months ago.")}},
		NoCauseReferences: []string{"two2001"}, LineReferences: [][]string{{"one1999"}},
		NotNow: []report.Shut{
			{Status: "never", Options: []string{"block", "belt"}, Names: []string{say("A numbing test", "SIJ block"), say("A belt", "Pelvic belt")},
				Says: say("You may have an infection.", "Infection."), Until: say("it is gone", "infection cleared"), References: []string{"one1999"}},
			{Status: "hold", Options: []string{"belt"}, Names: []string{say("A belt", "Pelvic belt")}, Kinds: []string{say("new medicines", "new medicines")}, Says: say("First: an infection", "Held: infection")},
			{Status: "stop", Options: []string{"belt"}, Names: []string{say("A belt", "Pelvic belt")}}},
		Changed: &report.Changed{Answers: []report.AnswerChange{{Text: say("At night?", "Night pain"), Before: "", After: "No"}}, Triage: &report.WordChange{Before: "soon", After: level},
			Sources: []report.SourceChange{{ID: "joint", Name: say("The joint (SI joint)", "Sacroiliac joint"), Before: 0.25, After: 0.79, BandBefore: "not-ruled-out", BandAfter: "likely", Rank: [2]int{2, 1}}},
			Options: []report.StatusChange{{Option: "block", Name: say("A numbing test", "SIJ block"), Before: "later", After: "now"}, {Option: "belt", Name: say("A belt", "Pelvic belt"), After: "ask"}}},
		Zones: []report.Zone{{ID: "psis-left", Name: say("The dimple on the left", "L PSIS"), Worst: true},
			{ID: "buttock-left", Name: say("The left buttock", "L buttock")}},
		Said: []report.Said{{Section: "Pain", Question: "pain.zones", Text: say("Where?", "Drawing"), Answer: say("The left buttock", "L buttock")},
			{Section: "Pain", Question: "pain.night", Text: say("At night?", "Night pain"), Answer: "No", Negative: true},
			{Section: "Examination", Question: "exam.thrust", Text: say("Push", "Thigh thrust"), Answer: say("Sore", "Positive")}},
		Unasked: []string{say("Any fever?", "Infection")},
		Summary: []report.SummaryLine{{Label: "Red flags", Text: w("None raised.")}, {Label: "Construct, course", Text: w("L4 to S1; 30 months")},
			{Label: "Next step", Text: w("Block (open now)")}},
		References: []report.Reference{{ID: "one1999", Cite: w("One A. A study. Spine 1999"), DOI: "10.1/x", Read: "yes"},
			{ID: "two2001", Cite: w("Two B. Another. 2001"), Read: "recalled"}, {ID: "never2002", Cite: "Not cited here", Read: "yes"}}}
	d.Sources = sampleSources(say)
	samplePlan(d, say)
	d.Triage = report.Triage{Level: level, Flags: []report.Flag{}, Notices: []string{}}
	if level != "routine" {
		d.Triage.Flags = []report.Flag{{ID: "infection", Name: say("An infection", "Infection"), Level: level, Says: say("An infection. You said \"Fever\".", "Infection. Fever: yes."),
			Why: say("You said \"Fever\".", "Fever: yes."), Reasons: []string{say("You said \"Fever\".", "Fever: yes.")},
			Do: say("Call your surgeon today.", "CRP, MRI today."), Meanwhile: say("Take your usual medicines.", "Usual medicines."), References: []string{"two2001"}, Unsure: true}}
	}
	k := &rules.Knowledge{Policy: rules.Policy{
		Emergency:       text("Get help now. Call 112. Do not drive. Bring: your medicines.", "Arrange transfer now."),
		NoFlag:          text("Nothing points to an emergency. This is not an all-clear. Go at once if: You go numb. A leg turns weak.", "No red flag raised. Safety net: saddle change."),
		RegenerativeTxt: text("Not shown to work after a fusion.", "Not shown to work after fusion.")},
		Questions: []rules.Question{{ID: "pain.zones", Section: "pain"}, {ID: "pain.night", Section: "pain"}, {ID: "exam.thrust", Section: "exam"}},
		Sources:   []rules.Source{{ID: "joint", Name: text("The joint", "Sacroiliac joint")}},
		Options: []rules.Option{{ID: "block", Name: text("A numbing test", "SIJ block")}, {ID: "belt", Name: text("A belt", "Pelvic belt")},
			{ID: "pacing", Kind: rules.Habit, Name: text("Pacing your day", "Activity pacing"), About: text("Plan by time, not by pain.", "Pacing.")}}}
	return d, k
}

func sampleSources(say func(string, string) string) []report.Source {
	return []report.Source{
		{ID: "joint", Name: say("The joint (SI joint)", "Sacroiliac joint"), About: say("It sits low in the back.", "SIJ complex."), Caveat: say("Signs only hint.", "Blocks confirm; 40 % do not."),
			Probability: 0.79, Interval: [2]float64{0.46, 0.97}, Band: "likely", Certainty: "weak", Prior: 0.25, PriorReferences: []string{"one1999"},
			PriorEstimate: true, PriorMark: report.Estimated, Ceiling: 0.79, AtCeiling: true, ICD10CM: []string{"M53.3"},
			Contributions: []report.Contribution{
				{Says: say("Three tests hurt", "Three of five tests positive"), LikelihoodRatio: 2.2, Interval: [2]float64{1.4, 3.4}, Weight: 0.8, Strength: "moderate", References: []string{"one1999", "two2001"}},
				{Says: say("No groin pain", "No groin pain"), LikelihoodRatio: 0.85, Interval: [2]float64{0.5, 1.2}, Counted: 0.852, Weight: -0.16, Strength: "low", Capped: true, Estimate: true, Mark: report.Estimated},
				{Says: say("Better for a while", "Better, then pain again"), LikelihoodRatio: 1.5, Interval: [2]float64{1.2, 1.9}, Counted: 1.22, Weight: 0.2, Strength: "expert", Halved: true, Practice: true, Estimate: true, Mark: report.Estimated}}},
		{ID: "segment", Name: say("The level next to the fusion", "Adjacent segment"), About: say("It moves more.", "Next level."),
			Probability: 0.42, Interval: [2]float64{0.19, 0.73}, Band: "possible", Certainty: "fair", Prior: 0.28, ICD10CM: []string{"M48.061", "M51.16"}},
		{ID: "spasm", Name: say("Stiff muscles", "Spasticity"), Probability: 0.01, Interval: [2]float64{0.01, 0.03}, Band: "unlikely", Certainty: "firm"}}
}

// samplePlan gives the document its next steps, ladder and plan.
func samplePlan(d *report.Document, say func(string, string) string) {
	here := "care"
	option := func(id, status string) report.Option {
		return report.Option{ID: id, Name: say("Patient's "+id, "Clinician's "+id), Status: status, Grounds: report.Grounds{Evidence: "low"}}
	}
	prp := option("prp", "ask")
	prp.Investigational = true
	unsafe := option("unsafe", "never")
	unsafe.Says, unsafe.Until = []string{say("You may have an infection.", "Infection.")}, say("it is gone", "infection cleared")
	d.Next = []report.Next{{ID: "exam.thrust", Obtain: "examine", Says: say("A check of the joint", "Thigh thrust"), Gain: 0.1, For: []string{"joint"}, Source: "joint", Now: 0.79, Could: [2]float64{0.31, 0.62}},
		{ID: "pain.night", Obtain: "ask", Says: say("Pain at night", "Night pain"), Asks: []string{say("Does it hurt at night?", "Night pain")}, Gain: 0.05, For: []string{"joint"}, Source: "joint", Now: 0.79, Could: [2]float64{0.7, 0.82}},
		{ID: "block.sij", Option: "block", Status: "now", Obtain: "block", Says: say("A numbing shot", "SIJ block"), Gain: 0.3, For: []string{"joint", "segment"}, Source: "joint", Now: 0.79, Could: [2]float64{0.48, 0.91}}}
	d.Ladders = []report.Ladder{{Source: "joint", Current: &here, Base: []report.Option{option("pacing", "now"), unsafe},
		Beside: []report.Option{prp}, Rungs: []report.Rung{
			{ID: "care", Open: true, State: "here", Says: say("A short try of a medicine", "Short NSAID course"), Options: []report.Option{option("tablets", "caution")}},
			{ID: "diagnosis", State: "shut", Says: say("A numbing test", "Block, repeated where positive"), Options: []report.Option{option("block", "later")}}}}}
	d.Plan = []report.Plan{
		{Option: "block", Name: say("A numbing test", "SIJ block"), Kind: rules.Test, Status: "now", Tier: "diagnosis", For: []string{"joint"}, Grounds: grounds(say("Needed first: pain for three months.", "Needs: pain for 3 months.")), AskYourDoctor: say("Which joint is it?", "")},
		{Option: "pacing", Name: say("Pacing your day", "Activity pacing"), Kind: rules.Habit, Status: "now", Tier: "self-care", Says: say("Plan by time, not by pain.", "Pacing.")},
		{Option: "opioid", Name: say("Strong pain medicine", "Opioid"), Kind: rules.Treatment, Status: "review", Tier: "medication", Grounds: report.Grounds{InUse: say("You use this now. Never stop suddenly.", "In use: review; never stop suddenly."), Soon: "week", Says: []string{say("You said it does not help enough.", "In use without enough benefit.")}}, AskYourDoctor: say("Do I still need it?", "")},
		{Option: "tablets", Name: say("Tablets", "NSAID"), Kind: rules.Treatment, Status: "caution", Tier: "medication", Current: true, Grounds: report.Grounds{Cautions: []string{say("Your kidneys are weak.", "eGFR 42.")}, ToKnow: []string{say("a stomach ulcer", "peptic ulcer")}}},
		{Option: "prp", Name: say("Blood plasma shot", "PRP"), Kind: rules.Treatment, Status: "caution", Tier: "regenerative", Investigational: true}}
}

// grounds are those of an option with everything in them.
func grounds(says string) report.Grounds {
	return report.Grounds{Says: []string{says}, ToKnow: []string{"eGFR"}, First: []string{"belt"}, Advice: []string{"Record each hour."}, Evidence: "low",
		Against: true, AgainstSays: []string{"No better than sham."}, References: []string{"one1999", "two2001", "never2002"}}
}
