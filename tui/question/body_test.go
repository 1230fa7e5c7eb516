package question

import (
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/rules"
)

// TestBothSides: while both sides are wished each mark counts for left and right, and is
// taken back for both; the worst is one place, and a place in the middle stays one.
func TestBothSides(t *testing.T) {
	const zones, worst = "pain.zones", "pain.worst-zone"
	for keys, want := range map[string]rules.Answers{
		"M":                 {},
		"M B":               {zones: rules.List("buttock-left", "buttock-right")},
		"M b space":         {zones: rules.List("buttock-left", "buttock-right")},
		"M b space M space": {zones: rules.List("buttock-right"), worst: rules.One("buttock-right")},
		"M B space":         {},
		"B M B":             {zones: rules.List("buttock-left", "buttock-right")},
		"M B M T":           {zones: rules.List("buttock-left", "buttock-right", "thigh-back-left")},
		"M space":           {zones: rules.List("lumbar-midline"), worst: rules.One("lumbar-midline")},
		"M b w":             {zones: rules.List("buttock-left"), worst: rules.One("buttock-left")},
		"M B w space":       {},
	} {
		p := made(setting(t, nil, zones, worst))
		typed(p, keys)
		if got := p.Answers(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %v", keys, got)
		}
	}
	alone := made(setting(t, nil, worst))
	if e := typed(alone, "M B"); e != Finished || !reflect.DeepEqual(alone.Answers(), rules.Answers{worst: rules.One("buttock-left")}) {
		t.Errorf("the worst alone gives %d, %v", e, alone.Answers())
	}
}

// TestBothSidesByMouse: it is told whether both sides count, at every size, and a click on
// the words changes it.
func TestBothSidesByMouse(t *testing.T) {
	for _, size := range [][2]int{{160, 40}, {100, 30}, {80, 18}, {60, 12}, {40, 9}} {
		p := made(setting(t, nil, "pain.zones", "pain.worst-zone"))
		x, y := find(p.View(size[0], size[1]), "M both sides: off")
		if y < 0 {
			t.Errorf("at %v nothing tells of both sides:\n%s", size, ansi.Strip(p.View(size[0], size[1])))
			continue
		}
		if e := p.Click(x, y); e != Handled {
			t.Errorf("at %v the click gives %d", size, e)
		}
		if text := ansi.Strip(p.View(size[0], size[1])); !strings.Contains(text, "M both sides: on") {
			t.Errorf("at %v it is not told that both sides count:\n%s", size, text)
		}
		typed(p, "B")
		if got := p.Answers()["pain.zones"]; len(got.Yes) != 2 {
			t.Errorf("at %v a mark counts for %v", size, got.Yes)
		}
	}
}

// TestLetters: a letter leads to the place close by, or to the next one of the list; pressed
// again it leads to all others of that letter.
func TestLetters(t *testing.T) {
	for keys, want := range map[string]string{
		"b t": "thigh-back-left", "b b t": "thigh-back-right", "b t c": "calf-left", "b b t c": "calf-right", "g t": "thigh-front-left",
		"t": "thigh-front-left", "t t": "thigh-front-right", "c": "coccyx", "b c": "coccyx", "g k s": "shin-outer-left",
	} {
		b := made(setting(t, nil, "pain.zones")).(*body)
		typed(b, keys)
		if got := b.id(b.focus); got != want {
			t.Errorf("%s leads to %s, not %s", keys, got, want)
		}
	}
	b := made(setting(t, nil, "pain.zones")).(*body)
	for i := range b.items {
		letter := b.id(i)[:1]
		if strings.ContainsAny(letter, "umvwx") {
			continue
		}
		b.focusOn(b.index("lumbar-midline"))
		for n := 0; b.focus != i && n < len(b.items); n++ {
			typed(b, letter)
		}
		if b.focus != i {
			t.Errorf("%s does not lead to %s", letter, b.id(i))
		}
	}
	list := made(setting(t, nil, "pain.zones")).(*body)
	typed(list, "v b t")
	if got := list.id(list.focus); got != "thigh-front-left" {
		t.Errorf("in the list t leads to %s, not the next one", got)
	}
}

// TestRowLetters: letters lead to the rows of a long table, and are shown; warning signs
// are read one after the other.
func TestRowLetters(t *testing.T) {
	p := made(setting(t, nil, "exam.sij")).(*table)
	if !strings.Contains(ansi.Strip(p.View(100, 30)), "F ") {
		t.Errorf("the letters are not shown:\n%s", ansi.Strip(p.View(100, 30)))
	}
	if typed(p, "F p"); p.rows[5].answer < 0 || p.answered() != 1 {
		t.Errorf("F p answers %v", p.Answers())
	}
	signs := made(setting(t, nil, "safety.infection"))
	if e := typed(signs, "C"); e != None {
		t.Errorf("a letter among warning signs gives %d", e)
	}
}

// TestListOfPlaces: where there is no room for the drawing, the key for it says so; where only
// the worst place is asked, Enter chooses the place that was moved to, and the help line says it.
func TestListOfPlaces(t *testing.T) {
	const zones, worst = "pain.zones", "pain.worst-zone"
	p := made(setting(t, nil, zones, worst))
	p.View(40, 9)
	p.Key(press("v"))
	if view := strings.Join(strings.Fields(ansi.Strip(p.View(40, 9))), " "); !strings.Contains(view, "too small for the drawing.") || !InList(p, 40, 9) {
		t.Errorf("v says nothing:\n%s", view)
	}
	p.Key(press("down"))
	if view := ansi.Strip(p.View(40, 9)); strings.Contains(view, "too small") {
		t.Errorf("it stays:\n%s", view)
	}
	if InList(p, 120, 36) {
		t.Error("no drawing where there is room")
	}
	alone := made(setting(t, nil, worst))
	alone.View(40, 9)
	if e := typed(alone, "enter"); e == Finished {
		t.Error("Enter chose what nobody moved to")
	}
	if e := typed(alone, "down enter"); e != Finished || len(alone.Answers()) != 1 {
		t.Errorf("Enter on a place that was moved to gives %v", alone.Answers())
	}
	if k := alone.Keys()[0]; !strings.Contains(k.Press, "Enter") {
		t.Errorf("the help line says %v", k)
	}
}
