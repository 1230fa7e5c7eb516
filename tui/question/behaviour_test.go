package question

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/rules"
	"afterfusion/tui/theme"
)

// TestKept: what was said before is shown, and comes back as it was until it is changed.
func TestKept(t *testing.T) {
	for _, c := range []struct {
		ask  string
		a    rules.Answers
		show string
	}{
		{"safety.last-needle", rules.Answers{"safety.last-needle": rules.One("longer")}, "●"},
		{"pain.words", rules.Answers{"pain.words": rules.Map([]string{"aching"}, []string{"sharp"}, []string{"burning"})}, "■"},
		{"pain.words", rules.Answers{"pain.words": rules.PartialList()}, "■ Not sure"},
		{"safety.cord", rules.Answers{"safety.cord": rules.PartialList("clumsy-hands")}, "●"},
		{"safety.cord", rules.Answers{"safety.cord": rules.Unsure()}, "?"},
		{"safety.cord", rules.Answers{"safety.cord": rules.Map(nil, []string{"unsteady-walking", "clumsy-hands", "jerking-or-stiff-legs"}, nil)}, "■"},
		{"safety.wound-and-head", rules.Answers{"safety.infection": rules.List("fever"), "safety.headache": rules.List("none")}, "All lines"},
		{"mood", rules.Answers{"mood.down": rules.Unsure()}, "1 of 4"},
		{"surgery.months-since", rules.Answers{"surgery.months-since": rules.Number(2.25)}, "2.25"},
		{"pain.severity", rules.Answers{"pain.severity": rules.Range(4, 6)}, "4 to 6"},
		{"pain.zones", rules.Answers{"pain.zones": rules.Map([]string{"psis-left"}, []string{"psis-right"}, nil)}, "above the left buttock"},
		{"surgery.top-level+surgery.bottom-level", rules.Answers{topID: rules.One("l4"), bottomID: rules.One("s1")}, "2 joints"},
		{"surgery.top-level+surgery.bottom-level", rules.Answers{topID: rules.Unsure()}, "Top: not sure"},
	} {
		p := made(setting(t, c.a, names(c.ask)...))
		if got := p.Answers(); !reflect.DeepEqual(got, c.a) {
			t.Errorf("%s: %v became %v", c.ask, c.a, got)
		}
		if text := ansi.Strip(p.View(100, 40)); !strings.Contains(text, c.show) {
			t.Errorf("%s: %q is not shown of %v:\n%s", c.ask, c.show, c.a, text)
		}
	}
}

// TestFaultyAnswersAreLeftOut: an answer that its question does not take is none.
func TestFaultyAnswersAreLeftOut(t *testing.T) {
	for ask, v := range map[string]rules.Value{
		"safety.last-needle": rules.One("yesterday"), "pain.words": rules.List("none", "aching"),
		"health.age": rules.Number(400), "pain.zones": rules.List("tail"), "surgery.top-level": rules.One("s1"),
	} {
		if got := made(setting(t, rules.Answers{ask: v}, ask)).Answers(); len(got) != 0 {
			t.Errorf("%s: %v was taken over as %v", ask, v, got)
		}
	}
}

// TestClash: an answer that contradicts another is not taken, and the other is named.
func TestClash(t *testing.T) {
	a := rules.Answers{"surgery.months-since": rules.Number(1)}
	p := made(setting(t, a, "safety.last-operation"))
	if e := typed(p, "5"); e != Handled || len(p.Answers()) != 0 {
		t.Errorf("the answer was taken: %d, %v", e, p.Answers())
	}
	if !strings.Contains(p.Problem(), "months ago") {
		t.Errorf("the problem is %q", p.Problem())
	}
	if e := typed(p, "2"); e != Finished || p.Problem() != "" {
		t.Errorf("a fitting answer was not taken: %d, %q", e, p.Problem())
	}
}

// TestProblem: a half-typed value is explained, and erasing it takes the words away.
func TestProblem(t *testing.T) {
	p := made(setting(t, nil, "health.age"))
	for _, c := range []struct{ keys, problem string }{
		{"9 9 9", "between 0 and 120"}, {"backspace", ""}, {"-", "other end"}, {"9 8", "smaller number comes first"},
		{"delete", ""}, {"4 .", ""}, {"5", "Whole numbers"}, {"delete u", ""},
	} {
		typed(p, c.keys)
		if got := p.Problem(); !strings.Contains(got, c.problem) || c.problem == "" && got != "" {
			t.Errorf("after %s the problem is %q", c.keys, got)
		}
	}
}

// TestSpine: both ends in one step, the order of the bones, and the words.
func TestSpine(t *testing.T) {
	p := made(setting(t, nil, topID, bottomID))
	if e := typed(p, "4"); e != Changed {
		t.Errorf("the top alone gives %d", e)
	}
	if e := typed(p, "3"); e != Handled || p.Problem() == "" {
		t.Errorf("a bottom above the top gives %d, %q", e, p.Problem())
	}
	if e := typed(p, "s"); e != Changed { // what was understood is to be seen
		t.Errorf("the bottom gives %d", e)
	}
	if e := typed(p, "enter"); e != None {
		t.Errorf("Enter on the finished picture gives %d", e)
	}
	want := rules.Answers{topID: rules.One("l4"), bottomID: rules.One("s1")}
	if got := p.Answers(); !reflect.DeepEqual(got, want) {
		t.Errorf("the answers are %v", got)
	}
	text := ansi.Strip(p.View(90, 30))
	for _, words := range []string{"L4 to S1: 2 joints", "reaches the sacrum", "Free joint above: L3-L4", "joints of the pelvis (SI"} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not said:\n%s", words, text)
		}
	}
	typed(p, "backspace backspace")
	if got := p.Answers(); len(got) != 0 {
		t.Errorf("after taking both back the answers are %v", got)
	}
	other := made(setting(t, rules.Answers{bottomID: rules.One("l4")}, topID))
	if e := typed(other, "5"); e != Handled || other.Problem() == "" {
		t.Errorf("a top below the bottom of another step gives %d, %q", e, other.Problem())
	}
}

// TestSpineBottomAlone: the bottom can be given without the top, and the top stays open.
func TestSpineBottomAlone(t *testing.T) {
	for keys, want := range map[string]rules.Answers{
		"s":          {bottomID: rules.One("s1")},
		"right 5":    {bottomID: rules.One("l5")},
		"enter 5":    {bottomID: rules.One("l5")},
		"s 4":        {topID: rules.One("l4"), bottomID: rules.One("s1")},
		"4 s s":      {topID: rules.One("l4"), bottomID: rules.One("s1")},
		"4 s p":      {topID: rules.One("l4"), bottomID: rules.One("pelvis")},
		"4 s left 3": {topID: rules.One("l3"), bottomID: rules.One("s1")},
	} {
		p := made(setting(t, nil, topID, bottomID))
		typed(p, keys)
		if got := p.Answers(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %v", keys, got)
		}
	}
}

// TestArrowsReachEveryPlace: from the first focus the arrows lead to all places, with
// and without the large drawing of the low back.
func TestArrowsReachEveryPlace(t *testing.T) {
	for _, low := range []bool{true, false} {
		b := made(setting(t, nil, "pain.zones")).(*body)
		b.panels = newPanels(&b.marks, low)
		b.focusOn(b.focus)
		type place struct{ panel, item int }
		seen := map[place]bool{}
		reached := map[int]bool{}
		next := []place{{b.panel, b.focus}}
		for len(next) > 0 {
			at := next[0]
			next = next[1:]
			if seen[at] {
				continue
			}
			seen[at], reached[at.item] = true, true
			for _, key := range []string{"up", "down", "left", "right"} {
				panel, item := neighbour(b.panels, at.panel, at.item, key)
				next = append(next, place{panel, item})
			}
		}
		for i := range b.items {
			if !reached[i] {
				t.Errorf("low back larger %v: no arrow leads to %s", low, b.id(i))
			}
		}
	}
}

// TestMarkByMouse: a click on every place of the drawing marks it, and a second one
// takes it back.
func TestMarkByMouse(t *testing.T) {
	b := made(setting(t, nil, "pain.zones")).(*body)
	b.View(120, 36)
	for p := range b.panels {
		panel := &b.panels[p]
		for z, item := range panel.item {
			c := panel.centres[z]
			if !c.OK {
				continue
			}
			x := c.X / 2
			for i := range p {
				x += b.panels[i].columns + panelGap
			}
			hit := b.view.at(x, 1+c.Y/4)
			if e := b.Click(x, 1+c.Y/4); hit%cellsARow == item && (e != Changed || b.of[item] != yes) {
				t.Errorf("a click on %s gives %d", b.id(item), e)
			}
			b.Click(x, 1+c.Y/4)
			b.View(120, 36)
		}
	}
	if got := b.Answers(); len(got) != 0 {
		t.Errorf("after an even number of clicks the answers are %v", got)
	}
	if e := b.Click(0, 0); e != None {
		t.Errorf("a click beside the body gives %d", e)
	}
}

// TestClicks: a click does what the key does.
func TestClicks(t *testing.T) {
	for _, c := range []struct {
		ask, text string
		want      rules.Answers
	}{
		{"safety.last-needle", "2 to 6 weeks", rules.Answers{"safety.last-needle": rules.One("under-6-weeks")}},
		{"safety.last-needle", "Not sure", rules.Answers{"safety.last-needle": rules.Unsure()}},
		{"pain.words", "Burning", rules.Answers{"pain.words": rules.List("burning")}},
		{"pain.words", "None of these", rules.Answers{"pain.words": rules.List("none")}},
		{"safety.cord", "None of these", rules.Answers{"safety.cord": rules.List("none")}},
		{"pain.severity", "severe", rules.Answers{"pain.severity": rules.Range(7, 10)}},
		{"pain.severity", "Not sure", rules.Answers{"pain.severity": rules.Unsure()}},
		{"surgery.bottom-level", "S1", rules.Answers{bottomID: rules.One("s1")}},
	} {
		p := made(setting(t, nil, c.ask))
		x, y := find(p.View(100, 30), c.text)
		if y < 0 {
			t.Errorf("%s: %q is not shown", c.ask, c.text)
			continue
		}
		p.Click(x, y)
		if got := p.Answers(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: a click on %q gives %v", c.ask, c.text, got)
		}
	}
}

// find returns the cell at which a text begins in a drawing.
func find(view, text string) (x, y int) {
	for y, l := range strings.Split(ansi.Strip(view), "\n") {
		if before, _, ok := strings.Cut(l, text); ok {
			return ansi.StringWidth(before), y
		}
	}
	return -1, -1
}

// TestWorstZone: the worst place is marked on the same drawing; it hurts, and what does
// not hurt is not the worst.
func TestWorstZone(t *testing.T) {
	const zones, worst = "pain.zones", "pain.worst-zone"
	for keys, want := range map[string]rules.Answers{
		"w":               {zones: rules.List("lumbar-midline"), worst: rules.One("lumbar-midline")},
		"w w":             {zones: rules.List("lumbar-midline"), worst: rules.One("lumbar-midline")},
		"space":           {zones: rules.List("lumbar-midline"), worst: rules.One("lumbar-midline")},
		"space b space":   {zones: rules.List("lumbar-midline", "buttock-left")},
		"w b space":       {zones: rules.List("lumbar-midline", "buttock-left"), worst: rules.One("lumbar-midline")},
		"space w space":   {},
		"w b w":           {zones: rules.List("lumbar-midline", "buttock-left"), worst: rules.One("buttock-left")},
		"B m w":           {zones: rules.List("buttock-left", "buttock-right"), worst: rules.One("buttock-left")},
		"B m m":           {zones: rules.List("buttock-left"), worst: rules.One("buttock-left")},
		"w u":             {zones: rules.PartialList("lumbar-midline"), worst: rules.One("lumbar-midline")},
		"w delete":        {},
		"space b space w": {zones: rules.List("lumbar-midline", "buttock-left"), worst: rules.One("buttock-left")},
	} {
		p := made(setting(t, nil, zones, worst))
		typed(p, keys)
		if got := p.Answers(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %v", keys, got)
		}
	}
	p := made(setting(t, rules.Answers{zones: rules.List("calf-left", "psis-right"), worst: rules.One("calf-left")}, zones, worst))
	for _, size := range [][2]int{{120, 36}, {60, 12}} {
		if text := ansi.Strip(p.View(size[0], size[1])); !strings.Contains(text, "the worst") {
			t.Errorf("the worst is not told at %v:\n%s", size, text)
		}
	}
	alone := made(setting(t, rules.Answers{zones: rules.List("calf-left", "psis-right")}, worst))
	if e := typed(alone, "c space"); e != Finished {
		t.Errorf("the worst alone gives %d", e)
	}
	if got := alone.Answers(); !reflect.DeepEqual(got, rules.Answers{worst: rules.One("coccyx")}) {
		t.Errorf("the worst alone is %v", got)
	}
}

// TestBodyInWords: every marked place is named beside or below the drawing, and the
// sides are labelled.
func TestBodyInWords(t *testing.T) {
	zones := []string{"psis-left", "buttock-left", "knee-right"}
	s := setting(t, rules.Answers{"pain.zones": rules.List(zones...)}, "pain.zones")
	p := made(s)
	for _, size := range [][2]int{{160, 40}, {120, 40}, {100, 30}} {
		text := strings.Join(strings.Fields(ansi.Strip(p.View(size[0], size[1]))), " ")
		for _, words := range []string{"The left buttock", "The right knee", "Front", "Back", "left"} {
			if !strings.Contains(text, words) {
				t.Errorf("at %v %q is not shown:\n%s", size, words, p.View(size[0], size[1]))
			}
		}
	}
}

// TestASCII: without Unicode there is none in any drawing.
func TestASCII(t *testing.T) {
	for _, ask := range every {
		s := setting(t, nil, names(ask)...)
		s.Theme = theme.For(true, true)
		p := made(s)
		typed(p, "down space 3 right down")
		for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
			text := ansi.Strip(p.View(size[0], size[1]))
			if i := strings.IndexFunc(text, func(r rune) bool { return r > 126 }); i >= 0 {
				t.Errorf("%s at %v: %q", ask, size, text[i:min(i+12, len(text))])
			}
		}
	}
}

// TestHints: where not all is seen, it is said how much more there is.
func TestHints(t *testing.T) {
	p := made(setting(t, nil, "health.conditions"))
	if text := ansi.Strip(p.View(60, 12)); !strings.Contains(text, "↓") || !strings.Contains(text, "more") {
		t.Errorf("no hint of more below:\n%s", text)
	}
	typed(p, "end")
	text := ansi.Strip(p.View(60, 12))
	if !strings.Contains(text, "↑") || !strings.Contains(text, "Not sure") {
		t.Errorf("no hint of more above:\n%s", text)
	}
}

// TestEveryStep: every step of the questionnaire has a part that draws and says
// nothing until it is told.
func TestEveryStep(t *testing.T) {
	b := mustBase(t)
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		for _, step := range b.Steps() {
			s := Setting{Base: b, Questions: slices.Clone(step.Questions), Reader: reader, Theme: theme.Plain(false)}
			p := made(s)
			id := b.Knowledge().Questions[step.Questions[0]].ID
			if len(p.Answers()) != 0 {
				t.Errorf("%s begins with %v", id, p.Answers())
			}
			for _, size := range [][2]int{{20, 5}, {40, 12}, {54, 16}, {80, 24}, {120, 40}} {
				checkSize(t, id, p, size[0], size[1])
			}
			if len(p.Keys()) == 0 {
				t.Errorf("%s has no keys", id)
			}
			if typed(p, "u"); len(p.Answers()) == 0 {
				t.Errorf("%s does not take not sure", id)
			}
		}
	}
}
