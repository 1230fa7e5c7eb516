package report_test

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"afterfusion/data/report"
	people "afterfusion/data/sample"
	"afterfusion/rules"
)

// allNo is somebody of whom every list about danger was denied, two years after a fusion.
func allNo(t *testing.T, more rules.Answers) rules.Answers {
	t.Helper()
	base := embedded(t)
	a := rules.Answers{"health.age": rules.Number(54), "surgery.months-since": rules.Number(24), "safety.last-needle": rules.One("never")}
	for i := range base.Knowledge().Questions {
		q := &base.Knowledge().Questions[i]
		has := func(id string) bool {
			return slices.ContainsFunc(q.Choices, func(c rules.Choice) bool { return c.ID == id })
		}
		switch {
		case q.Section != "safety" || strings.HasSuffix(q.ID, "-onset") || q.ID == "safety.device" || strings.HasPrefix(q.ID, "safety.self-harm-"):
		case q.Kind == rules.KindChoices:
			a[q.ID] = rules.List("none")
		case has("none"):
			a[q.ID] = rules.One("none")
		case has("no"):
			a[q.ID] = rules.One("no")
		case has("not-at-all"):
			a[q.ID] = rules.One("not-at-all")
		}
	}
	maps.Copy(a, more)
	return a
}

// page is what a patient reads of a danger before the lists of when to come.
func page(t *testing.T, more rules.Answers) (*report.Document, string) {
	t.Helper()
	d, k := built(t, allNo(t, more), report.Settings{Reader: rules.Patient})
	text, _, _ := strings.Cut(flat(report.Text(d, k)), "FOR THE EMERGENCY TEAM")
	return d, text
}

func flagOf(d *report.Document, id string) *report.Flag {
	for i := range d.Triage.Flags {
		if d.Triage.Flags[i].ID == id {
			return &d.Triage.Flags[i]
		}
	}
	return nil
}

func TestFaintingWithThePainIsForToday(t *testing.T) {
	fainting := rules.List("fainting")
	for _, c := range []struct {
		name  string
		said  rules.Answers
		level string
	}{
		{"alone", rules.Answers{"safety.vascular": fainting, "pain.severity": rules.Number(4), "pain.worst-severity": rules.Number(5)}, "urgent"},
		{"young, with bad pain", rules.Answers{"safety.vascular": fainting, "pain.worst-severity": rules.Number(9)}, "urgent"},
		{"old, with bad pain", rules.Answers{"safety.vascular": fainting, "health.age": rules.Number(70), "pain.worst-severity": rules.Number(9)}, "emergency"},
		{"with an aneurysm", rules.Answers{"safety.vascular": rules.List("fainting", "known-aneurysm")}, "emergency"},
		{"two months after the operation", rules.Answers{"safety.vascular": fainting, "surgery.months-since": rules.Number(2)}, "emergency"},
	} {
		d, text := page(t, c.said)
		f := flagOf(d, "vascular")
		if f == nil || f.Level != c.level {
			t.Errorf("%s: %+v", c.name, f)
		} else if c.level == "urgent" && (!strings.Contains(text, "See a doctor today.") || !strings.Contains(text, "If you faint from now on") || strings.Contains(text, "two weeks. Ask")) {
			t.Errorf("%s: %s", c.name, text)
		}
	}
}

// ordersOf are the sentences of a text that hang on nothing.
func ordersOf(text string) string {
	var out []string
	for s := range strings.SplitSeq(text, ". ") {
		if !strings.HasPrefix(s, "If ") {
			out = append(out, s)
		}
	}
	return strings.ToLower(strings.Join(out, ". "))
}

// TestNotSureIsToldAtItsOwnLevel: what to do where only "not sure" raised a danger says
// as soon as the heading above it, whatever row it was.
func TestNotSureIsToldAtItsOwnLevel(t *testing.T) {
	base := embedded(t)
	today := regexp.MustCompile(`today|same day|\bnow\b`)
	seen := map[string]int{}
	for i := range base.Knowledge().Questions {
		q := &base.Knowledge().Questions[i]
		if q.Unsure == "" {
			continue
		}
		said := []rules.Value{rules.Unsure()}
		for _, c := range q.Choices {
			if q.Kind == rules.KindChoices && c.ID != "none" {
				row := rules.Value{Listed: true, NotSure: []string{c.ID}}
				for _, other := range q.Choices {
					if other.ID != c.ID && other.ID != "none" {
						row.No = append(row.No, other.ID)
					}
				}
				said = append(said, row)
			}
		}
		for _, v := range said {
			for _, r := range readers {
				d, _ := built(t, allNo(t, rules.Answers{q.ID: v, "health.medicines": rules.List("opioid"), "opioid.mme": rules.Number(20)}), report.Settings{Reader: r})
				for _, f := range d.Triage.Flags {
					if !f.Unsure {
						continue
					}
					seen[f.Level]++
					if is := today.MatchString(ordersOf(f.Do)); is != (f.Level != "soon") {
						t.Errorf("%s %s, %s: at %s it says %q", q.ID, strings.Join(v.NotSure, ""), r, f.Level, f.Do)
					}
				}
			}
		}
	}
	if seen["soon"] < 4 || seen["urgent"] < 20 {
		t.Errorf("seen only %v", seen)
	}
}

// TestOnePostureInAnEmergency: of postures that contradict each other the page keeps
// that of the gravest danger.
func TestOnePostureInAnEmergency(t *testing.T) {
	breathless, drowsy, slow := rules.List("breathless"), rules.List("confused-or-drowsy", "worse-upright"), rules.List("slow-breathing")
	const side, sit, flatly = "- Lie on your side.", "- Sit still.", "lie flat"
	for _, c := range []struct {
		name      string
		said      rules.Answers
		has, lack []string
	}{
		{"all three", rules.Answers{"safety.clot": breathless, "safety.headache": drowsy, "safety.sedation": slow}, []string{side}, []string{sit, flatly}},
		{"breathless and a leak", rules.Answers{"safety.clot": breathless, "safety.headache": drowsy}, []string{sit, "mixed up, lie on your side."}, []string{flatly}},
		{"a leak and drowsy", rules.Answers{"safety.headache": drowsy}, []string{"If your head is worse when you sit up, lie flat.", "mixed up, lie on your side."}, []string{sit, "Lie flat"}},
		{"breathless after a fall", rules.Answers{"safety.clot": breathless, "safety.injury": rules.One("major")}, []string{sit, "twist your back"}, []string{"Lie still"}},
	} {
		_, text := page(t, c.said)
		_, text, _ = strings.Cut(text, "Until help is there:")
		for _, x := range c.has {
			if strings.Count(text, x) != 1 {
				t.Errorf("%s: %d times %q: %s", c.name, strings.Count(text, x), x, text)
			}
		}
		for _, x := range c.lack {
			if strings.Contains(text, x) {
				t.Errorf("%s: says %q: %s", c.name, x, text)
			}
		}
	}
}

// Whatever tells how to lie or sit in an emergency is one of the postures that are
// weighed against each other.
func TestPosturesAreKnown(t *testing.T) {
	tells := regexp.MustCompile(`(?i)\b(lie|lay|sit)\b`)
	known := regexp.MustCompile(`(?i)on (your|their) side|sit still|lie flat|lie still`)
	k := embedded(t).Knowledge()
	seen := 0
	for i := range k.Flags {
		l := k.Flags[i].Levels.Emergency
		for s := range strings.SplitSeq(l.Act.Patient+" "+l.Meanwhile.Patient, ". ") {
			if tells.MatchString(s) {
				seen++
				if !known.MatchString(s) {
					t.Errorf("%s: %q", k.Flags[i].ID, s)
				}
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d", seen)
	}
}

// TestEmergencyPageHoldsTogether: no act of a lesser danger, and no word to go on with
// the usual medicines beside an overdose; nothing twice.
func TestEmergencyPageHoldsTogether(t *testing.T) {
	base := embedded(t)
	lesser := regexp.MustCompile(`(Call|See|Talk to|Ask)[^.]* today`)
	overdoses, seen := 0, 0
	for seed := range uint64(300) {
		d, _ := built(t, people.Person(base, rand.New(rand.NewPCG(seed, 1)), 60), report.Settings{Reader: rules.Patient})
		if d.Triage.Level != "emergency" {
			continue
		}
		seen++
		text, _, _ := strings.Cut(flat(report.Text(d, base.Knowledge())), "FOR THE EMERGENCY TEAM")
		_, meanwhile, _ := strings.Cut(text, "Until help is there:")
		lines := slices.Sorted(strings.SplitSeq(meanwhile, " - "))
		if n := len(lines); len(slices.Compact(lines)) != n {
			t.Fatalf("said twice: %s", text)
		}
		if lesser.MatchString(meanwhile) {
			t.Fatalf("an act for today: %s", text)
		}
		if flagOf(d, "opioid-overdose") != nil {
			overdoses++
			if strings.Contains(text, "usual medicines") {
				t.Fatal(text)
			}
		}
	}
	if seen < 50 || overdoses < 20 {
		t.Errorf("only %d emergencies, %d overdoses", seen, overdoses)
	}
}

// TestHardToWakeWithoutMedicines: the danger stays, the words for an overdose go, but only
// where no strong painkiller is told anywhere.
func TestHardToWakeWithoutMedicines(t *testing.T) {
	hard, none := rules.List("hard-to-wake"), rules.List("none")
	for _, c := range []struct {
		name     string
		said     rules.Answers
		naloxone bool
	}{
		{"medicines not told", rules.Answers{"safety.sedation": hard}, true},
		{"an opioid", rules.Answers{"safety.sedation": hard, "health.medicines": rules.List("opioid")}, true},
		{"none", rules.Answers{"safety.sedation": hard, "health.medicines": none}, false},
		{"none, but an opioid among the treatments", rules.Answers{"safety.sedation": hard, "health.medicines": none, "tried.any": rules.List("medication"), "tried.opioid": rules.One("using-helps")}, true},
		{"none, but a pump", rules.Answers{"safety.sedation": hard, "health.medicines": none, "health.devices": rules.List("drug-pump")}, true},
	} {
		d, text := page(t, c.said)
		if d.Triage.Level != "emergency" || strings.Contains(text, "naloxone") != c.naloxone || (flagOf(d, "opioid-overdose") != nil) != c.naloxone {
			t.Errorf("%s: %s %s", c.name, d.Triage.Level, text)
		}
		if !c.naloxone && (flagOf(d, "hard-to-wake") == nil || strings.Contains(text, "painkiller") || !strings.Contains(text, "Lie on your side.")) {
			t.Errorf("%s: %s", c.name, text)
		}
	}
	q, _ := embedded(t).Question("safety.sedation")
	if text := q.Choices[0].Text.Patient; q.Choices[0].ID != "hard-to-wake" || strings.Contains(text, "very sleepy") {
		t.Errorf("a tired person is asked %q", text)
	}
}

// TestLegPainSoonAfterTheOperationIsNotLost: an open or contradicting answer to when it
// began counts as the worst.
func TestLegPainSoonAfterTheOperationIsNotLost(t *testing.T) {
	early, calf := rules.Number(0.7), rules.List("calf-left")
	none := rules.One("no-leg-pain")
	for _, c := range []struct {
		name  string
		said  rules.Answers
		level string
	}{
		{"open", rules.Answers{"surgery.months-since": early, "pain.zones": calf}, "urgent"},
		{"not sure", rules.Answers{"surgery.months-since": early, "pain.zones": calf, "course.leg-onset": rules.Unsure()}, "urgent"},
		{"denied, yet marked", rules.Answers{"surgery.months-since": early, "pain.zones": calf, "course.leg-onset": none}, "urgent"},
		{"denied, yet only the leg", rules.Answers{"surgery.months-since": early, "pain.back-or-leg": rules.One("leg-only"), "course.leg-onset": none}, "urgent"},
		{"denied, yet to the foot", rules.Answers{"surgery.months-since": early, "leg.reach": rules.One("foot"), "course.leg-onset": none}, "urgent"},
		{"before the fusion", rules.Answers{"surgery.months-since": early, "pain.zones": calf, "course.leg-onset": rules.One("before-surgery")}, ""},
		{"no leg", rules.Answers{"surgery.months-since": early, "pain.zones": rules.List("buttock-left"), "pain.back-or-leg": rules.One("back-only"), "leg.reach": rules.One("buttock"), "course.leg-onset": none, "leg.numb": rules.List("none")}, ""},
		{"long after it", rules.Answers{"pain.zones": calf, "course.leg-onset": none}, ""},
	} {
		d, _ := built(t, allNo(t, c.said), report.Settings{Reader: rules.Clinician})
		got := ""
		if f := flagOf(d, "new-leg-symptoms"); f != nil {
			got = f.Level
		}
		if got != c.level || c.level != "" && slices.Contains(d.Triage.Negative, "new-leg-symptoms") {
			t.Errorf("%s: %q, negative %v", c.name, got, d.Triage.Negative)
		}
	}
}

func TestPregnancyIsSaidInAnEmergency(t *testing.T) {
	breathless := rules.List("breathless")
	for answer, want := range map[string]string{"yes": "Say that you are pregnant", "possible": "Say that you may be pregnant"} {
		said := rules.Answers{"health.age": rules.Number(33), "safety.clot": breathless, "health.pregnancy": rules.One(answer)}
		if _, text := page(t, said); !strings.Contains(text, want) {
			t.Errorf("%s: %s", answer, text)
		}
		d, k := built(t, allNo(t, said), report.Settings{Reader: rules.Clinician})
		if text := flat(report.Text(d, k)); !strings.Contains(text, "call the maternity team") {
			t.Errorf("%s: %s", answer, text)
		}
	}
	if _, text := page(t, rules.Answers{"safety.clot": breathless, "health.pregnancy": rules.One("no")}); strings.Contains(text, "pregnant") {
		t.Error(text)
	}
}

// TestCrisisLineComesEarly: whoever has thoughts of ending their life reads it before the
// open questions, and so does everyone else at that level.
func TestCrisisLineComesEarly(t *testing.T) {
	const line, open = "If dark thoughts come, call a crisis line near you", "Some danger questions have no clear answer yet"
	for name, said := range map[string]rules.Answers{
		"thoughts": {"safety.self-harm": rules.One("several-days"), "safety.self-harm-plan": rules.One("no"), "safety.self-harm-means": rules.One("no"), "safety.self-harm-attempt": rules.One("no")},
		"a leg":    {"safety.clot": rules.List("swollen-warm-leg")},
	} {
		d, text := page(t, said)
		at, then := strings.Index(text, line), strings.Index(text, open)
		if d.Triage.Level != "urgent" || at < 0 || then < at || strings.Count(text, line) != 1 {
			t.Errorf("%s: %s, %d before %d: %s", name, d.Triage.Level, at, then, text)
		}
		if strings.Contains(text, "You think of ending your life") {
			t.Errorf("%s: sends at once whoever was told to talk to a doctor: %s", name, text)
		}
		last := d.Come[len(d.Come)-1]
		if !strings.Contains(last.Lead, "may act on thoughts of ending your life") || len(last.Items) != 1 || !strings.Contains(last.Items[0], "crisis line now") {
			t.Errorf("%s: %+v", name, last)
		}
	}
}

// TestPrivateIsNotAWhy: that an answer is private is said, but not as the reason.
func TestPrivateIsNotAWhy(t *testing.T) {
	_, text := page(t, rules.Answers{"safety.self-harm": rules.One("several-days"), "safety.self-harm-plan": rules.One("yes"), "safety.clot": rules.List("breathless")})
	if !strings.Contains(text, "One of your safety answers is private.") || strings.Contains(text, "Why: One of") || !strings.Contains(text, `Why: You said "Short of breath`) {
		t.Error(text)
	}
}
