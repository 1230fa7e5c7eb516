package report_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// with are the answers of a person who is told by history alone, and more.
func with(t *testing.T, more rules.Answers) rules.Answers {
	t.Helper()
	said := maps.Clone(persons(t)["history"])
	maps.Copy(said, more)
	return said
}

// placed is an option as it stands on the likeliest of the ladders that have it.
func placed(t *testing.T, d *report.Document, id string) *report.Option {
	t.Helper()
	for i := range d.Ladders {
		l := &d.Ladders[i]
		rows := [][]report.Option{l.Base, l.Beside}
		for k := range l.Rungs {
			rows = append(rows, l.Rungs[k].Options)
		}
		for _, o := range slices.Concat(rows...) {
			if o.ID == id {
				return &o
			}
		}
	}
	t.Fatalf("%s stands on no ladder", id)
	return nil
}

// TestNoRowOfAMilderRangeHoldsInAGraverOne: weak kidneys are told as weak as they are.
func TestNoRowOfAMilderRangeHoldsInAGraverOne(t *testing.T) {
	const mild, grave = "eGFR 30 to 59", "eGFR below 30"
	for _, c := range []struct {
		said rules.Answers
		want []string
	}{
		{rules.Answers{"health.egfr": rules.Number(45)}, []string{mild}},
		{rules.Answers{"health.conditions": rules.List("kidney-disease")}, []string{mild}},
		{rules.Answers{"health.egfr": rules.Number(28), "health.conditions": rules.List("kidney-disease")}, []string{grave}},
		{rules.Answers{"safety.infection-risk": rules.List("dialysis")}, []string{grave}},
		{rules.Answers{"health.egfr": rules.Number(75)}, nil},
	} {
		d, _ := built(t, with(t, c.said), report.Settings{Reader: rules.Clinician})
		o := placed(t, d, "nsaid-oral")
		said := strings.Join(slices.Concat(o.Says, o.Cautions), " ")
		for _, row := range []string{mild, grave} {
			if strings.Contains(said, row) != slices.Contains(c.want, row) {
				t.Errorf("%v: %q, want %q", c.said, said, c.want)
			}
		}
	}
}

// TestTramadolIsNamedWhereItMayBe: what goes for tramadol alone is not said to people
// whose whole list has another opioid.
func TestTramadolIsNamedWhereItMayBe(t *testing.T) {
	const told, maybe = "Tramadol with SSRI", "If it is tramadol"
	for _, c := range []struct {
		why  string
		said rules.Value
		want string
	}{
		{"another opioid", rules.List("opioid", "ssri-or-snri"), ""},
		{"tramadol", rules.List("tramadol", "ssri-or-snri"), told},
		{"tramadol and another", rules.List("opioid", "tramadol", "triptan"), told},
		{"none yet", rules.List("lithium"), maybe},
		{"nothing that acts on it", rules.List("tramadol"), ""},
	} {
		d, _ := built(t, with(t, rules.Answers{"health.medicines": c.said}), report.Settings{Reader: rules.Clinician})
		said := strings.Join(placed(t, d, "opioid").Cautions, " ")
		for _, row := range []string{told, maybe} {
			if strings.Contains(said, row) != (row == c.want) {
				t.Errorf("%s: %q", c.why, said)
			}
		}
	}
	// What the rest of the list is, is to be found out.
	d, _ := built(t, with(t, rules.Answers{"health.medicines": rules.PartialList("opioid", "ssri-or-snri")}), report.Settings{Reader: rules.Clinician})
	if o := placed(t, d, "opioid"); !slices.Contains(o.ToKnow, "tramadol") {
		t.Errorf("nobody asks whether it is tramadol: %q", o.ToKnow)
	}
}

// TestPatientsAreNotToldToStopWhatTheyUse: whatever speaks against what is in use, a
// patient reads neither that it is forbidden nor to stop it, in no text of the knowledge.
func TestPatientsAreNotToldToStopWhatTheyUse(t *testing.T) {
	base := embedded(t)
	used, unsafe := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a := someone(t, base)
		for _, q := range base.Knowledge().Questions {
			if q.Scale == "tried" && rapid.Bool().Draw(t, "uses") {
				a[q.ID] = rules.One("using-helps")
			}
		}
		d, _ := build(t, base, a, report.Settings{Reader: rules.Patient})
		for _, l := range d.Ladders {
			rows := [][]report.Option{l.Base, l.Beside}
			for _, r := range l.Rungs {
				rows = append(rows, r.Options)
			}
			for _, o := range slices.Concat(rows...) {
				if o.Status != "review" {
					continue
				}
				used++
				if slices.ContainsFunc(o.Says, func(s string) bool { return strings.Contains(s, "may not be safe") }) {
					unsafe++
				}
				for _, s := range slices.Concat(o.Says, o.Cautions, o.Advice, []string{o.InUse, o.Until}) {
					if rules.Forbids(s) {
						t.Fatalf("%s is in use, and: %q", o.ID, s)
					}
				}
			}
		}
	})
	if used == 0 || unsafe == 0 {
		t.Errorf("%d were in use, %d of them not safe", used, unsafe)
	}
}

// TestHowSoonForWhatIsInUse: what can harm now is asked about today, and nothing later
// than the contact that a danger asks for.
func TestHowSoonForWhatIsInUse(t *testing.T) {
	using := rules.One("using-helps")
	sedated := func(sign string) rules.Answers {
		return rules.Answers{"tried.gabapentinoid": using, "safety.sedation": rules.List(sign), "health.medicines": rules.List("gabapentinoid", "opioid")}
	}
	for _, c := range []struct {
		why, option, soon string
		said              rules.Answers
		patient           string
	}{
		{"pregnant", "nsaid-oral", "today", rules.Answers{"tried.nsaid-oral": using, "health.sex": rules.One("female"), "health.age": rules.Number(31), "health.pregnancy": rules.One("yes")}, "Ask about it today."},
		{"pregnant, a gel", "nsaid-topical", "today", rules.Answers{"tried.nsaid-topical": using, "health.sex": rules.One("female"), "health.age": rules.Number(31), "health.pregnancy": rules.One("possible")}, "Ask about it today."},
		{"an ulcer", "nsaid-oral", "week", rules.Answers{"tried.nsaid-oral": using, "health.conditions": rules.List("stomach-ulcer")}, "Ask this week."},
		{"takes more", "gabapentinoid", "same-contact", sedated("taking-more-than-prescribed"), "Ask about it in the same call or visit today."},
		{"hard to wake", "gabapentinoid", "emergency", sedated("hard-to-wake"), "Get help now."},
	} {
		said := with(t, c.said)
		for _, r := range readers {
			d, k := built(t, said, report.Settings{Reader: r})
			o := placed(t, d, c.option)
			if o.Status != "review" || o.Soon != c.soon {
				t.Errorf("%s, %s: %s is %s, asked about %q, want %q", c.why, r, c.option, o.Status, o.Soon, c.soon)
			}
			if text := flat(report.Text(d, k)); r == rules.Patient && !strings.Contains(text, c.patient) {
				t.Errorf("%s: the page does not say %q", c.why, c.patient)
			}
		}
	}
}
