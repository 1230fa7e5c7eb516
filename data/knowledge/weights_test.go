package knowledge

import (
	"maps"
	"math"
	"regexp"
	"testing"

	"afterfusion/rules"
)

// weighed are the findings of a source that counted, with the ratio that each has
// left after halving and capping, to two decimals.
func weighed(t *testing.T, said rules.Answers, source string) map[string]float64 {
	t.Helper()
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	a, err := base.Assess(said)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for i := range a.Sources {
		s := &base.Knowledge().Sources[a.Sources[i].Source]
		if s.ID != source {
			continue
		}
		for _, c := range a.Sources[i].Contributions {
			got[s.Evidence[c.Item].ID] = math.Round(math.Exp(c.Weight)*100) / 100
		}
		return got
	}
	t.Fatalf("there is no source %s", source)
	return nil
}

// TestWhatCountsTogether: findings that repeat each other count once, what is not
// known counts for nothing, and a condition is that of the study.
func TestWhatCountsTogether(t *testing.T) {
	is := rules.One
	for _, c := range []struct {
		source, why string
		said        rules.Answers
		want        map[string]float64
	}{
		{"sacroiliac-joint", "single tests count while fewer than four are done, the second by half",
			rules.Answers{"exam.thigh-thrust": is("positive"), "exam.distraction": is("positive")},
			map[string]float64{"sij-distraction": 1.8, "sij-thigh-thrust": 1.3}},
		{"sacroiliac-joint", "one negative test",
			rules.Answers{"exam.thigh-thrust": is("negative")}, map[string]float64{"sij-thigh-thrust": 0.5}},
		{"sacroiliac-joint", "FABER alone says nothing",
			rules.Answers{"exam.faber": is("positive")}, map[string]float64{}},
		{"sacroiliac-joint", "none of four done, Gaenslen left out",
			rules.Answers{"exam.thigh-thrust": is("negative"), "exam.distraction": is("negative"), "exam.compression": is("negative"), "exam.sacral-thrust": is("negative")},
			map[string]float64{"sij-provocation": 0.15}},
		{"sacroiliac-joint", "two of four done are one or two positive",
			rules.Answers{"exam.thigh-thrust": is("positive"), "exam.distraction": is("positive"), "exam.compression": is("negative"), "exam.sacral-thrust": is("negative")},
			map[string]float64{"sij-provocation": 0.45}},
		{"sacroiliac-joint", "three positive are three, whatever else would have come out; FABER is one of the set",
			rules.Answers{"exam.thigh-thrust": is("positive"), "exam.distraction": is("positive"), "exam.faber": is("positive")},
			map[string]float64{"sij-provocation": 2.2}},
		{"sacroiliac-joint", "the set stands in for single tests",
			rules.Answers{"exam.sij-tests": is("negative"), "exam.gaenslen": is("positive")}, map[string]float64{"sij-tests-untold": 0.3}},
		{"sacroiliac-joint", "not centralising alone says nothing",
			rules.Answers{"exam.centralisation": is("neither")}, map[string]float64{}},
		{"sacroiliac-joint", "not centralising beside positive tests",
			rules.Answers{"exam.centralisation": is("neither"), "exam.sij-tests": is("positive")},
			map[string]float64{"sij-tests-untold": 2.5, "sij-centralisation": 1.2}},
		{"sacroiliac-joint", "tenderness counts only where the finger is not known",
			rules.Answers{"exam.psis-tenderness": is("positive"), "pain.one-finger": is("no")}, map[string]float64{"sij-psis-tender": 1.4}},
		{"sacroiliac-joint", "the finger stands in for tenderness",
			rules.Answers{"exam.psis-tenderness": is("positive"), "pain.one-finger": is("elsewhere")}, map[string]float64{"sij-one-finger": 0.5}},
		{"sacroiliac-joint", "pelvic fixation stands in for levels and alignment",
			rules.Answers{"surgery.top-level": is("l2"), "surgery.bottom-level": is("pelvis"), "imaging.pelvic-tilt": rules.Number(30)},
			map[string]float64{"sij-to-sacrum": 0.5}},
		{"hardware", "a new pain counts for metal too, and stands in for the course",
			rules.Answers{"course.same-pain": is("different"), "course.after": is("better-for-a-while"), "course.better-months": rules.Number(12)},
			map[string]float64{"hw-new-pattern": 1.8}},
		{"hardware", "two blocks that disagree speak against",
			rules.Answers{"block.hardware-relief": rules.Number(90), "block.hardware-second-relief": rules.Number(0)},
			map[string]float64{"hw-second-block": 0.5}},
		{"hardware", "two that agree are more than one, and halve the sign they were checked against",
			rules.Answers{"block.hardware-relief": rules.Number(90), "block.hardware-second-relief": rules.Number(80), "exam.hardware-tenderness": is("positive")},
			map[string]float64{"hw-second-block": 8, "hw-tender-exam": 1.34}},
		{"nonunion", "never better and new pattern are one finding",
			rules.Answers{"course.after": is("never-better"), "course.same-pain": is("same")}, map[string]float64{"nonunion-timing": 2}},
		{"nonunion", "osteopenia counts as weak bone",
			rules.Answers{"imaging.bone-density": is("osteopenia")}, map[string]float64{"nonunion-bone": 1.4}},
		{"adjacent-segment", "a good time and a new pain are one finding; with the new place they stay below the cap of timing",
			rules.Answers{"course.after": is("better-for-a-while"), "course.better-months": rules.Number(60), "course.same-pain": is("different"), "pain.zones": rules.PartialList("scar-above")},
			map[string]float64{"asd-course": 2, "asd-new-place": 1.41, "asd-midline": 1.3}},
		{"adjacent-segment", "a sacral root below a fusion that stops at L5",
			rules.Answers{"surgery.bottom-level": is("l5"), "leg.root": is("s1"), "course.leg-onset": is("later-gradual")},
			map[string]float64{"asd-stops-at-l5": 1.3, "asd-new-leg": 2}},
		{"adjacent-segment", "claudication from before the fusion is not new next to it",
			rules.Answers{"pain.walking": is("sit-to-ease"), "course.leg-onset": is("before-surgery")}, map[string]float64{"asd-new-leg": 0.9}},
		{"adjacent-segment", "after two levels not centralising has half its weight",
			rules.Answers{"surgery.levels": rules.Number(2), "exam.centralisation": is("neither")}, map[string]float64{"asd-levels": 1.3, "asd-centralisation": 0.9}},
		{"adjacent-segment", "marrow oedema counts beside a normal CRP only",
			rules.Answers{"imaging.adjacent": rules.List("disc-worn"), "imaging.bone": rules.List("marrow-oedema")}, map[string]float64{"asd-imaging": 1.5}},
		{"adjacent-segment", "worn facets alone, all else of the list absent",
			rules.Answers{"imaging.adjacent": rules.List("facet-arthropathy")}, map[string]float64{"asd-imaging": 0.2}},
		{"adjacent-segment", "the same row by row",
			rules.Answers{"imaging.adjacent": rules.Map([]string{"facet-arthropathy"}, []string{"normal", "disc-worn", "disc-herniation", "stenosis", "slip", "instability"}, nil)},
			map[string]float64{"asd-imaging": 0.2}},
		{"adjacent-segment", "worn facets, the rest not told",
			rules.Answers{"imaging.adjacent": rules.PartialList("facet-arthropathy")}, map[string]float64{}},
		{"adjacent-segment", "worn facets beside a stenosis",
			rules.Answers{"imaging.adjacent": rules.List("facet-arthropathy", "stenosis")}, map[string]float64{"asd-imaging": 4}},
		{"hardware", "a screw in the facet, all else of the list absent",
			rules.Answers{"imaging.hardware": rules.List("in-facet")}, map[string]float64{"hw-loose": 0.6}},
		{"hardware", "a screw in the facet, the rest not told",
			rules.Answers{"imaging.hardware": rules.PartialList("in-facet")}, map[string]float64{}},
		{"nerve-compression", "each form of compression denied",
			rules.Answers{"imaging.nerve": rules.Map(nil, []string{"foraminal-stenosis", "lateral-recess-stenosis", "canal-stenosis", "disc-herniation", "cyst", "screw-at-root", "bone-overgrowth"}, nil)},
			map[string]float64{"nerve-imaging": 0.2}},
		{"hip", "two that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"hip-second-block": 6}},
		{"hip", "the second one fails", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(0)}, map[string]float64{"hip-second-block": 0.5}},
		{"adjacent-segment", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"asd-other-blocks": 0.4}},
		{"sacroiliac-joint", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"sij-other-blocks": 0.4}},
		{"facet-joint", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"facet-other-blocks": 0.4}},
		{"hardware", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"hw-joint-blocks": 0.4}},
		{"nonunion", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"nonunion-joint-blocks": 0.4}},
		{"sagittal-imbalance", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"sag-joint-blocks": 0.4}},
		{"ligament", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"lig-joint-blocks": 0.4}},
		{"myofascial", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"myo-joint-blocks": 0.4}},
		{"peripheral-nerve", "two hip blocks that agree", rules.Answers{"block.hip-relief": rules.Number(90), "block.hip-second-relief": rules.Number(80)}, map[string]float64{"pn-joint-blocks": 0.4}},
		{"peripheral-nerve", "two that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"pn-second-cluneal-block": 4}},
		{"peripheral-nerve", "the second one fails", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(0)}, map[string]float64{"pn-second-cluneal-block": 0.5}},
		{"adjacent-segment", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"asd-other-blocks": 0.4}},
		{"sacroiliac-joint", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"sij-other-blocks": 0.4}},
		{"facet-joint", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"facet-other-blocks": 0.4}},
		{"hardware", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"hw-joint-blocks": 0.4}},
		{"nonunion", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"nonunion-joint-blocks": 0.4}},
		{"sagittal-imbalance", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"sag-joint-blocks": 0.4}},
		{"ligament", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"lig-joint-blocks": 0.4}},
		{"myofascial", "two cluneal blocks that agree", rules.Answers{"block.cluneal-relief": rules.Number(90), "block.cluneal-second-relief": rules.Number(80)}, map[string]float64{"myo-joint-blocks": 0.4}},
		{"myofascial", "two that agree", rules.Answers{"block.trigger-point-relief": rules.Number(90), "block.trigger-point-second-relief": rules.Number(80)}, map[string]float64{"myo-second-trigger-block": 1.8}},
		{"myofascial", "the second one fails", rules.Answers{"block.trigger-point-relief": rules.Number(90), "block.trigger-point-second-relief": rules.Number(0)}, map[string]float64{"myo-second-trigger-block": 0.5}},
		{"sacroiliac-joint", "two trigger-point tests say nothing elsewhere", rules.Answers{"block.trigger-point-relief": rules.Number(90), "block.trigger-point-second-relief": rules.Number(80)}, map[string]float64{}},
		{"nerve-compression", "both legs, and a reflex reduced, in a stocking pattern with diabetes",
			rules.Answers{"leg.side": is("both"), "exam.reflex": is("ankle-reduced"), "exam.sensation": is("stocking"), "health.conditions": rules.PartialList("diabetes")},
			map[string]float64{}},
		{"nerve-compression", "both legs, and a reflex reduced, with diabetes and no such pattern",
			rules.Answers{"leg.side": is("both"), "exam.reflex": is("ankle-reduced"), "exam.sensation": is("normal"), "health.conditions": rules.PartialList("diabetes")},
			map[string]float64{"nerve-bilateral": 2.5, "nerve-reflex": 1.5, "nerve-sensation": 0.7}},
		{"nerve-compression", "both legs, no more known",
			rules.Answers{"leg.side": is("both")}, map[string]float64{"nerve-bilateral": 2.5}},
		{"hardware", "pain in the soles alone",
			rules.Answers{"pain.zones": rules.List("foot-sole-left", "foot-sole-right")}, map[string]float64{"hw-leg-only": 0.5}},
		{"hardware", "pain in the leg and the back",
			rules.Answers{"pain.zones": rules.List("foot-sole-left", "lumbar-left")}, map[string]float64{}},
		{"hardware", "pain in the leg, the back not told",
			rules.Answers{"pain.zones": rules.PartialList("foot-sole-left")}, map[string]float64{}},
		{"nerve-compression", "a strip of which the reach is not told",
			rules.Answers{"leg.root": is("l5")}, map[string]float64{"nerve-strip": 1.5}},
		{"nerve-compression", "a strip counts with its reach where that is told",
			rules.Answers{"leg.strip": is("yes"), "leg.reach": is("foot")}, map[string]float64{"nerve-leg-reach": 2.5}},
		{"nerve-compression", "gone when seated is more than eased",
			rules.Answers{"pain.better": rules.PartialList("sitting-gone")}, map[string]float64{"nerve-seated": 4}},
		{"nerve-compression", "negative tension tests do not lower it below 0.7",
			rules.Answers{"exam.slr": is("negative"), "exam.slump": is("negative"), "exam.crossed-slr": is("negative"), "exam.femoral-stretch": is("negative")},
			map[string]float64{"nerve-slr": 0.92, "nerve-crossed-slr": 0.96, "nerve-slump": 0.82, "nerve-femoral-stretch": 0.96}},
		{"nerve-compression", "a leg raise under 30 degrees, and one of no told angle",
			rules.Answers{"exam.slr": is("positive"), "exam.slr-angle": rules.Number(20)}, map[string]float64{"nerve-slr": 2}},
		{"nerve-compression", "no told angle", rules.Answers{"exam.slr": is("positive")}, map[string]float64{"nerve-slr": 1.4}},
		{"nerve-compression", "no leg symptoms stand in for what only legs show",
			rules.Answers{"leg.reach": is("none"), "pain.walking": is("sit-to-ease")}, map[string]float64{"nerve-no-leg": 0.15}},
		{"nerve-compression", "the cluster of five stands in for each of its items",
			rules.Answers{"leg.side": is("both"), "pain.back-or-leg": is("mostly-leg"), "pain.worse": rules.PartialList("walking"), "pain.better": rules.PartialList("sitting"), "health.age": rules.Number(60)},
			map[string]float64{"nerve-cook": 4.6}},
		{"neuropathic", "a sensory sign weighs in full where the words are not known",
			rules.Answers{"exam.sensation": is("one-dermatome")}, map[string]float64{"neuro-signs": 3}},
		{"neuropathic", "and its square root, or the words theirs, beside the other",
			rules.Answers{"exam.sensation": is("one-dermatome"), "pain.words": rules.PartialList("burning")},
			map[string]float64{"neuro-signs": 3, "neuro-one-word": 1.18}},
		{"neuropathic", "words and signs stay within 5",
			rules.Answers{"exam.sensation": is("one-dermatome"), "pain.words": rules.List("burning", "tingling", "numbness", "itching"), "pain.touch": is("light-touch-hurts")},
			map[string]float64{"neuro-words": 2.92, "neuro-signs": 1.71}},
		{"neuropathic", "one or two words of a whole list say nothing",
			rules.Answers{"pain.words": rules.List("burning", "aching")}, map[string]float64{}},
		{"neuropathic", "no leg symptoms", rules.Answers{"leg.reach": is("none"), "leg.numb": is("none")}, map[string]float64{"neuro-no-leg": 0.15}},
		{"neuropathic", "no leg pain, numbness not told", rules.Answers{"leg.reach": is("none")}, map[string]float64{"neuro-leg-reach": 0.4}},
		{"epidural-fibrosis", "a gradual return counts with leg pain only, and without the leg's own onset",
			rules.Answers{"course.after": is("better-for-a-while"), "course.better-months": rules.Number(4), "course.return": is("gradual"), "leg.reach": is("foot")},
			map[string]float64{"scar-timing": 2, "scar-leg-reach": 2.5}},
		{"epidural-fibrosis", "back pain that returns gradually",
			rules.Answers{"course.after": is("better-for-a-while"), "course.better-months": rules.Number(4), "course.return": is("gradual"), "leg.reach": is("buttock")},
			map[string]float64{"scar-leg-reach": 0.4}},
		{"epidural-fibrosis", "a leg raise under 30 degrees is no scar",
			rules.Answers{"exam.slr": is("positive"), "exam.slr-angle": rules.Number(20)}, map[string]float64{"scar-slr": 0.5}},
		{"epidural-fibrosis", "no told angle", rules.Answers{"exam.slr": is("positive")}, map[string]float64{"scar-slr": 1.4}},
		{"facet-joint", "uptake in the first year says nothing",
			rules.Answers{"imaging.spect": rules.List("facet"), "surgery.months-since": rules.Number(8)}, map[string]float64{}},
		{"facet-joint", "uptake later", rules.Answers{"imaging.spect": rules.List("facet"), "surgery.months-since": rules.Number(30)},
			map[string]float64{"facet-spect": 1.7}},
		{"sagittal-imbalance", "the tilt is one of the three films",
			rules.Answers{"imaging.pelvic-tilt": rules.Number(30)}, map[string]float64{"sag-films": 4}},
		{"sagittal-imbalance", "a tilt that was not told is no good tilt",
			rules.Answers{"imaging.mismatch": rules.Number(5), "imaging.sva": rules.Number(20)}, map[string]float64{"sag-films": 0.4}},
		{"sagittal-imbalance", "all three within limits",
			rules.Answers{"imaging.mismatch": rules.Number(5), "imaging.sva": rules.Number(20), "imaging.pelvic-tilt": rules.Number(15)}, map[string]float64{"sag-films": 0.2}},
		{"hip", "a replaced hip halves the odds", rules.Answers{"imaging.hip": is("replaced")}, map[string]float64{"hip-film": 0.5}},
		{"ligament", "the two findings that may raise it, and no other",
			rules.Answers{"exam.hypermobility": is("positive"), "imaging.adjacent": rules.List("instability"), "pain.feels": rules.List("giving-way"), "tried.sij-belt": is("helped-a-lot")},
			map[string]float64{"lig-hypermobile": 2.46, "lig-instability": 1.22}},
	} {
		if got := weighed(t, c.said, c.source); !maps.Equal(got, c.want) {
			t.Errorf("%s: %s: got %v, want %v", c.source, c.why, got, c.want)
		}
	}
}

// TestShiftsOfThePriorShareOneCap: what shifts the prior odds, films included, may not
// pass the cap that the evidence sets for all of it.
func TestShiftsOfThePriorShareOneCap(t *testing.T) {
	for _, c := range []struct {
		source string
		most   float64
		said   rules.Answers
	}{
		{"sacroiliac-joint", 2.5, rules.Answers{"surgery.top-level": rules.One("t9-or-above"), "surgery.bottom-level": rules.One("s1"),
			"health.age": rules.Number(70), "imaging.mismatch": rules.Number(25), "imaging.pelvic-tilt": rules.Number(30)}},
		{"adjacent-segment", 2, rules.Answers{"surgery.levels": rules.Number(4), "health.age": rules.Number(70), "health.bmi": rules.Number(35), "surgery.bottom-level": rules.One("l5"),
			"surgery.adjacent-laminectomy": rules.One("yes"), "surgery.adjacent-worn-before": rules.One("yes"), "imaging.mismatch": rules.Number(25)}},
	} {
		product := 1.0
		for _, lr := range weighed(t, c.said, c.source) {
			product *= lr
		}
		if product > c.most*1.01 || product < 1.5 {
			t.Errorf("%s: the prior is shifted by %.2f, at most %v", c.source, product, c.most)
		}
	}
}

// TestAResultNamesItsTest: a report tells the strongest finding alone, so that no words
// may be a bare share, rank or age.
func TestAResultNamesItsTest(t *testing.T) {
	bare := regexp.MustCompile(`^(Under |Over |Less than )?[0-9]+( %|-| to )?[0-9 %]*( or more| or less)?$|^(Under|Over|None of the) \w+$|^(One|Two)( concordant)? blocks?,`)
	base, err := Base()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range base.Knowledge().Sources {
		for _, e := range s.Evidence {
			for _, o := range e.Outcomes {
				if says := o.Says.Clinician; bare.MatchString(says) {
					t.Errorf("%s says %q: of what?", e.ID, says)
				}
			}
		}
	}
	for says, want := range map[string]bool{"50 % or more": true, "50-74 %": true, "Under 50 %": true, "Over 65": true, "One block, 75 % relief or more": true,
		"Two concordant blocks elsewhere, 75 % or more": false, "Hardware block: 50 % or more relief": false, "Age over 65": false} {
		if bare.MatchString(says) != want {
			t.Errorf("%q counts as bare: %v", says, !want)
		}
	}
}
