package rules

import "testing"

// Short forms for conditions in tests.
func is(q string, choices ...string) Condition {
	return Condition{Op: Is, Question: q, Choices: choices}
}
func num(q string, c Cmp, x float64) Condition {
	return Condition{Op: Compare, Question: q, Cmp: c, Number: x}
}
func allOf(args ...Condition) Condition  { return Condition{Op: All, Args: args} }
func anyOf(args ...Condition) Condition  { return Condition{Op: Any, Args: args} }
func noneOf(args ...Condition) Condition { return Condition{Op: None, Args: args} }
func negate(c Condition) Condition       { return Condition{Op: Not, Args: []Condition{c}} }
func count(c Cmp, n int, args ...Condition) Condition {
	return Condition{Op: Count, Cmp: c, N: n, Args: args}
}

func choices(ids ...string) []Choice {
	out := make([]Choice, len(ids))
	for i, id := range ids {
		out[i] = Choice{ID: id, Text: both(id)}
	}
	return out
}

func both(s string) Text { return Text{s, s} }

var bothReaders = []Reader{Patient, Clinician}

func choice(id, section string, ids ...string) Question {
	return Question{ID: id, Section: section, Kind: KindChoice, Readers: bothReaders, Choices: choices(ids...)}
}

func list(id, section string, ids ...string) Question {
	q := choice(id, section, append(ids, "none")...)
	q.Kind = KindChoices
	return q
}

func number(id, section string, lo, hi float64) Question {
	return Question{ID: id, Section: section, Kind: KindNumber, Readers: bothReaders, Range: []float64{lo, hi}}
}

// small is a knowledge in which every mechanism of the method occurs once.
func small() *Knowledge {
	marked := list("safety.legs", "safety", "numb", "weak")
	marked.Unsure = "urgent"
	tried := choice("tried.pill", "pain", "not-tried", "helped-some", "no-help", "worse", "side-effects", "using-helps", "using-not-enough", "using-side-effects")
	zones := list("pain.zones", "pain", "left", "right", "mid")
	zones.Kind = KindZones
	for i, side := range []string{"left", "right", "midline"} {
		zones.Choices[i].Side, zones.Choices[i].Region = side, side
	}
	zones.Choices = zones.Choices[:3]
	side := choice("pain.side", "pain", "left", "right", "both", "midline")
	side.Derive = "side-from-zones"
	follow := choice("safety.onset", "safety", "days", "stable")
	follow.When = is("safety.legs", "numb", "weak")
	late := choice("pain.late", "pain", "yes", "no")
	return &Knowledge{
		Version:  Version{Version: "test"},
		Sections: []Section{{ID: "safety"}, {ID: "pain"}, {ID: "exam"}, {ID: "tests"}},
		Questions: []Question{
			number("age", "safety", 0, 120), choice("recent", "safety", "under-2-weeks", "longer"), marked, follow,
			zones, side, choice("pattern", "pain", "a", "b"), choice("lead", "pain", "back", "leg"), number("severity", "pain", 0, 10),
			late, tried, number("weeks", "pain", 0, 99), choice("kidney", "pain", "yes", "no"),
			choice("exam.one", "exam", "positive", "negative"), choice("exam.two", "exam", "positive", "negative"),
			number("block", "tests", 0, 100), choice("told", "tests", "report", "told"),
		},
		Policy: Policy{
			RecentProcedure: is("recent", "under-2-weeks"),
			Scope:           []Exclusion{{When: num("age", Less, 18), Says: both("too young")}},
			Core: []CoreAnswer{{ID: "zones", When: Condition{Op: Known, Question: "pain.zones"}}, {ID: "pattern", When: Condition{Op: Known, Question: "pattern"}},
				{ID: "lead", When: Condition{Op: Known, Question: "lead"}}, {ID: "severity", When: Condition{Op: Known, Question: "severity"}}},
			Unverified: Unverified{When: is("told", "told"), Section: "tests"},
		},
		Sources: []Source{{
			ID: "joint", Name: both("joint"), Ceiling: 0.79,
			Prior:  []Prior{{When: is("lead", "leg"), P: 0.10, Interval: []float64{0.04, 0.20}}, {P: 0.25, Interval: []float64{0.10, 0.40}}},
			Groups: []Group{{Name: "map", Cap: []float64{0.3, 3}}, {Name: "exam", Cap: []float64{0.15, 4}}, {Name: "block", Cap: []float64{0.2, 15}, Test: true}},
			Evidence: []Evidence{
				{ID: "side", Group: "map", Obtain: Ask, Strength: "low", Outcomes: []Outcome{
					{When: is("pain.side", "left", "right"), LR: 2, Interval: []float64{1.2, 3}}, {When: is("pain.side", "both", "midline"), LR: 0.5}}},
				{ID: "pattern", Group: "map", Obtain: Ask, Strength: "expert", Outcomes: []Outcome{
					{When: is("pattern", "a"), LR: 2}, {When: is("pattern", "b"), LR: 0.7}}},
				{ID: "tests", Group: "exam", Obtain: Examine, Strength: "moderate", Outcomes: []Outcome{
					{When: count(AtLeast, 2, is("exam.one", "positive"), is("exam.two", "positive")), LR: 3, Interval: []float64{2, 5}},
					{When: count(AtLeast, 1, is("exam.one", "positive"), is("exam.two", "positive")), LR: 0.6},
					{When: count(Equal, 0, is("exam.one", "positive"), is("exam.two", "positive")), LR: 0.2}}},
				{ID: "block", Group: "block", Obtain: Block, Option: "numb", Strength: "moderate", Outcomes: []Outcome{
					{When: num("block", AtLeast, 75), LR: 6, Halves: []string{"exam"}}, {When: num("block", Less, 50), LR: 0.25}}},
			},
			Base: []string{"walk"},
			Ladder: []Rung{
				{ID: "pills", Options: []string{"pill"}, Passed: Gate{When: is("tried.pill", "no-help")}},
				{ID: "block", Options: []string{"numb"}, Opens: Gate{When: num("severity", AtLeast, 4)}},
				{ID: "burn", Options: []string{"burn"}},
			},
		}, {
			ID: "nerve", Name: both("nerve"), Ceiling: 0.79, Prior: []Prior{{P: 0.3, Interval: []float64{0.2, 0.4}}},
			Groups: []Group{{Name: "lead", Cap: []float64{0.2, 5}}},
			Evidence: []Evidence{{ID: "lead", Group: "lead", Obtain: Ask, Strength: "high", Outcomes: []Outcome{
				{When: is("lead", "leg"), LR: 3}, {When: is("lead", "back"), LR: 0.3}}},
				{ID: "late", Group: "lead", Obtain: Ask, Strength: "low", OneSided: "no study", Otherwise: 0.9, Outcomes: []Outcome{
					{When: is("pain.late", "yes"), LR: 1.5}}}},
			Ladder: []Rung{{ID: "pills", Options: []string{"pill"}}},
		}},
		Options: []Option{
			{ID: "walk", Tier: "self-care", Kind: Habit, InDanger: "safe"},
			{ID: "pill", Tier: "medication", Kind: Treatment, Tried: "tried.pill", Adequate: Gate{When: num("weeks", AtLeast, 4)},
				Avoid: []Avoid{{When: is("kidney", "yes"), Level: Never, Says: both("kidneys")}, {When: num("age", AtLeast, 65), Level: Caution, Says: both("age")}}},
			{ID: "numb", Tier: "diagnosis", Kind: Test, Invasive: true, Result: Condition{Op: Known, Question: "block"},
				Needs: []Need{{When: is("exam.one", "positive"), Says: both("a test"), First: nil}}},
			{ID: "burn", Tier: "targeted", Kind: Treatment, Invasive: true, Most: "caution",
				Needs: []Need{{When: num("block", AtLeast, 75), Says: both("a block"), First: []string{"numb"}}}},
			{ID: "scan", Tier: "diagnosis", Kind: Test, InDanger: "act"},
		},
		Flags: []Flag{{
			ID: "cord", Name: both("cord"), Trigger: anyOf(is("safety.legs", "numb"), is("safety.legs", "weak"), is("exam.two", "positive")),
			Levels: Levels{
				Emergency: FlagLevel{When: allOf(is("safety.legs", "numb", "weak"), is("safety.onset", "days")), Act: both("go"), Options: []string{"scan"}},
				Urgent:    FlagLevel{When: is("safety.legs", "numb", "weak"), Act: both("today")},
				Soon:      FlagLevel{Act: both("this week")}},
		}},
	}
}

func compileSmall(t testing.TB, spoil ...func(*Knowledge)) *Base {
	t.Helper()
	k := small()
	for _, f := range spoil {
		f(k)
	}
	b, err := Compile(k)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func assessSmall(t testing.TB, a Answers, spoil ...func(*Knowledge)) (*Base, *Assessment) {
	t.Helper()
	b := compileSmall(t, spoil...)
	got, err := b.Assess(a)
	if err != nil {
		t.Fatal(err)
	}
	return b, got
}

// of returns the result of a source.
func (a *Assessment) of(b *Base, id string) *SourceResult {
	for i := range a.Sources {
		if b.know.Sources[a.Sources[i].Source].ID == id {
			return &a.Sources[i]
		}
	}
	return nil
}

// option returns the result of an option wherever it stands first.
func (a *Assessment) option(b *Base, id string) *OptionResult {
	for i := range a.Ladders {
		l := &a.Ladders[i]
		for _, row := range [][]OptionResult{l.Base, l.Beside} {
			for j := range row {
				if b.know.Options[row[j].Option].ID == id {
					return &row[j]
				}
			}
		}
		for k := range l.Rungs {
			for j := range l.Rungs[k].Options {
				if b.know.Options[l.Rungs[k].Options[j].Option].ID == id {
					return &l.Rungs[k].Options[j]
				}
			}
		}
	}
	return nil
}
