package report_test

import (
	"maps"
	"strings"
	"testing"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// workedUp is somebody whose scans, blocks and examination were done and showed nothing.
var workedUp = rules.Answers{
	"health.devices": rules.List("none"), "health.blood-thinner": rules.One("no"), "safety.last-needle": rules.One("longer"),
	"safety.infection-risk": rules.List("none"), "safety.bladder-bowel": rules.List("none"), "safety.weakness": rules.One("none"),
	"safety.both-legs": rules.One("no"), "safety.cord": rules.List("none"), "safety.infection": rules.List("none"), "safety.headache": rules.List("none"),
	"safety.clot": rules.List("none"), "safety.vascular": rules.List("none"), "safety.injury": rules.One("none"), "safety.bone": rules.List("none"),
	"safety.cancer": rules.List("none"), "safety.sedation": rules.List("none"), "safety.self-harm": rules.One("not-at-all"),
	"surgery.region": rules.One("lumbar"), "health.conditions": rules.List("none"), "health.medicines": rules.List("none"),
	"health.allergies": rules.List("none"), "health.smoking": rules.One("never"), "health.alcohol": rules.One("none"), "health.egfr": rules.Number(85),
	"course.after": rules.One("better-for-a-while"), "course.better-months": rules.Number(14), "course.return": rules.One("gradual"),
	"course.same-pain": rules.One("different"), "course.trend": rules.One("steady"), "pain.severity": rules.Number(6), "pain.months": rules.Number(12),
	"health.age": rules.Number(45), "health.sex": rules.One("male"), "surgery.months-since": rules.Number(24), "surgery.top-level": rules.One("l4"),
	"surgery.bottom-level": rules.One("s1"), "surgery.screws": rules.One("in-place"), "pain.zones": rules.List("lumbar-left", "lumbar-right"),
	"pain.worst-zone": rules.One("lumbar-left"), "pain.back-or-leg": rules.One("back-only"), "leg.reach": rules.One("none"),
	"pain.feels": rules.List("none"), "exam.hardware-tenderness": rules.One("negative"), "block.hardware-relief": rules.Number(0),
	"imaging.fusion": rules.One("solid"), "imaging.fusion-months": rules.Number(22), "imaging.hardware": rules.List("intact"),
	"labs.crp": rules.One("normal"), "tried.physical-therapy": rules.One("no-help"), "tried.physical-therapy-weeks": rules.Number(12),
	"tried.nsaid-oral": rules.One("no-help"), "function.activity": rules.Number(7), "imaging.explains": rules.One("no"),
	"imaging.adjacent": rules.List("normal"), "imaging.nerve": rules.List("clear"), "imaging.scar": rules.One("none"), "imaging.hip": rules.One("normal"),
	"block.any": rules.List("sij", "medial-branch", "hardware"), "block.sij-relief": rules.Number(0), "block.medial-branch-relief": rules.Number(0),
	"exam.trigger-point": rules.One("negative"), "exam.hip-rotation": rules.One("normal"), "wide.regions": rules.Number(1),
	"scores.csi": rules.Number(15), "imaging.mismatch": rules.Number(2), "imaging.sva": rules.Number(10), "imaging.pelvic-tilt": rules.Number(15),
	"imaging.spect": rules.List("none"), "pain.worse": rules.List("lifting", "bending-forward"), "pain.better": rules.List("lying"),
	"course.back-and-leg": rules.One("together"), "exam.sij-tests": rules.One("negative"),
}

// TestNegativeWorkUp: where all was done and nothing is left, that is said in place of that
// something is missing, and a clinician's plan has what suits whatever the source.
func TestNegativeWorkUp(t *testing.T) {
	for r, says := range map[rules.Reader]string{rules.Clinician: "Work-up negative so far", rules.Patient: "your tests show no clear cause"} {
		d, k := built(t, workedUp, report.Settings{Reader: r})
		text := flat(report.Text(d, k))
		if d.Enough || !d.Negative || !strings.Contains(text, says) || strings.Contains(text, "Not enough information") || strings.Contains(text, "No one cause stands out") {
			t.Errorf("%s: negative is %v, and %q is told: %v", r, d.Negative, says, strings.Contains(text, says))
		}
		if care := "Base care: Whatever the source: "; r == rules.Clinician && !strings.Contains(text, care) {
			t.Errorf("the plan has no care at all")
		}
	}
	for _, without := range []string{"block.", "imaging.", "course."} {
		said := maps.Clone(workedUp)
		maps.DeleteFunc(said, func(id string, _ rules.Value) bool { return strings.HasPrefix(id, without) })
		if without == "course." {
			said["safety.infection"] = rules.List("fever")
		}
		if d, _ := built(t, said, report.Settings{Reader: rules.Clinician}); d.Negative {
			t.Errorf("without %s the work-up is told to be negative", without)
		}
	}
}

// TestMedicinesOfTheTreatmentsAreTold: an opioid or a sedative that stands only among the
// treatments in use is not told as "none" or "not asked".
func TestMedicinesOfTheTreatmentsAreTold(t *testing.T) {
	using := rules.Answers{"tried.opioid": rules.One("using-not-enough"), "tried.gabapentinoid": rules.One("using-helps")}
	for _, taken := range []rules.Answers{{}, {"health.medicines": rules.List("none")}} {
		said := maps.Clone(using)
		maps.Copy(said, taken)
		d, k := built(t, said, report.Settings{Reader: rules.Clinician})
		text := flat(report.Text(d, k))
		if !strings.Contains(text, "opioid: in use") || !strings.Contains(text, "sedative: in use (gabapentinoid)") || !strings.Contains(text, "naloxone") {
			t.Errorf("with %v: the medicines in use are not told", taken)
		}
	}
}

// TestLevelsAreToldOnce: the number of fused levels has its unit once.
func TestLevelsAreToldOnce(t *testing.T) {
	for want, v := range map[string]rules.Value{"1 level,": rules.Number(1), "2 levels,": rules.Number(2), "1 to 3 levels,": rules.Range(1, 3)} {
		d, k := built(t, rules.Answers{"surgery.region": rules.One("lumbar"), "surgery.levels": v, "surgery.months-since": rules.Number(30)}, report.Settings{Reader: rules.Clinician})
		if text := flat(report.Text(d, k)); !strings.Contains(text, want) || strings.Contains(text, "levels levels") || strings.Contains(text, "level levels") {
			t.Errorf("%q is not told", want)
		}
	}
}
