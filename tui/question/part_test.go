package question

import (
	"reflect"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"afterfusion/rules"
	"afterfusion/tui/theme"
)

// TestKeys says what keys make of every kind of question.
func TestKeys(t *testing.T) {
	for _, c := range []struct {
		ask, keys string
		event     Event
		want      rules.Answers
	}{
		{"safety.last-needle", "", None, rules.Answers{}},
		{"safety.last-needle", "2", Finished, rules.Answers{"safety.last-needle": rules.One("under-6-weeks")}},
		{"safety.last-needle", "u", Finished, rules.Answers{"safety.last-needle": rules.Unsure()}},
		{"safety.last-needle", "enter", None, rules.Answers{}}, // chooses nothing that was not looked at
		{"safety.last-needle", "down down enter", Finished, rules.Answers{"safety.last-needle": rules.One("under-6-weeks")}},
		{"safety.last-needle", "2 enter", None, rules.Answers{"safety.last-needle": rules.One("under-6-weeks")}},
		{"safety.last-needle", "2 backspace", Changed, rules.Answers{}},
		{"safety.last-needle", "left", None, rules.Answers{}},
		{"safety.last-needle", "9", None, rules.Answers{}},
		{"pain.midline", "n", Finished, rules.Answers{"pain.midline": rules.One("no")}},

		{"pain.words", "1 3", Changed, rules.Answers{"pain.words": rules.List("aching", "burning")}},
		{"pain.words", "3 1 3", Changed, rules.Answers{"pain.words": rules.List("aching")}},
		{"pain.words", "3 3", Changed, rules.Answers{}},
		{"pain.words", "a space", Changed, rules.Answers{}},
		{"pain.words", "3 n", Finished, rules.Answers{"pain.words": rules.List("none")}},
		{"pain.words", "n 3", Changed, rules.Answers{"pain.words": rules.List("burning")}},
		{"pain.words", "u", Finished, rules.Answers{"pain.words": rules.Unsure()}},
		{"pain.words", "3 u", Finished, rules.Answers{"pain.words": rules.PartialList("burning")}},
		{"pain.words", "3 u u", Changed, rules.Answers{"pain.words": rules.List("burning")}},
		{"pain.words", "3 backspace", Changed, rules.Answers{}},
		{"pain.words", "down down space", Changed, rules.Answers{"pain.words": rules.List("burning")}},
		{"pain.words", "enter", None, rules.Answers{}},

		{"safety.cord", "y n u", Changed, rules.Answers{"safety.cord": rules.Map([]string{"unsteady-walking"}, []string{"clumsy-hands"}, []string{"jerking-or-stiff-legs"})}},
		{"safety.cord", "n n n", Changed, rules.Answers{"safety.cord": rules.List("none")}},
		{"safety.cord", "y n n", Changed, rules.Answers{"safety.cord": rules.List("unsteady-walking")}},
		{"safety.cord", "y N", Finished, rules.Answers{"safety.cord": rules.List("unsteady-walking")}},
		{"safety.cord", "N", Finished, rules.Answers{"safety.cord": rules.List("none")}},
		{"safety.cord", "u u u", Changed, rules.Answers{"safety.cord": rules.Unsure()}},
		{"safety.cord", "y", Changed, rules.Answers{"safety.cord": rules.Map([]string{"unsteady-walking"}, nil, nil)}},
		{"safety.cord", "y up delete", Changed, rules.Answers{}},
		{"safety.cord", "right right enter", Changed, rules.Answers{"safety.cord": rules.Map(nil, []string{"unsteady-walking"}, nil)}},
		{"safety.cord", "end space", Finished, rules.Answers{"safety.cord": rules.List("none")}},
		{"safety.cord", "left", None, rules.Answers{}},
		{"safety.cord", "right left left", None, rules.Answers{}},

		{"mood", "1 4 u", Changed, rules.Answers{"mood.interest": rules.One("not-at-all"), "mood.down": rules.One("nearly-every-day"), "mood.nervous": rules.Unsure()}},
		{"exam.sij", "p n u", Changed, rules.Answers{"exam.distraction": rules.One("positive"), "exam.thigh-thrust": rules.One("negative"), "exam.compression": rules.Unsure()}},
		{"exam.sij", "N", None, rules.Answers{}}, // a sign that nobody looked for is not negative

		{"health.age", "7 2", Changed, rules.Answers{"health.age": rules.Number(72)}},
		{"health.age", "6 0 - 6 5", Changed, rules.Answers{"health.age": rules.Range(60, 65)}},
		{"health.age", "6 5 - 6 0", Changed, rules.Answers{}},
		{"health.age", "6 5 -", Changed, rules.Answers{}},
		{"health.age", "9 9 9", Changed, rules.Answers{}},
		{"health.age", "9 9 9 left", None, rules.Answers{}},
		{"health.age", "9 9 9 enter", None, rules.Answers{}},
		{"health.age", "4 . 5", Changed, rules.Answers{}},
		{"health.age", "u", Finished, rules.Answers{"health.age": rules.Unsure()}},
		{"health.age", "u 4 0", Changed, rules.Answers{"health.age": rules.Number(40)}},
		{"health.age", "q", None, rules.Answers{}},
		{"surgery.months-since", "0 , 5", Changed, rules.Answers{"surgery.months-since": rules.Number(0.5)}},
		{"imaging.mismatch", "- 1 0", Changed, rules.Answers{"imaging.mismatch": rules.Number(-10)}},
		{"imaging.mismatch", "- 1 0 - 5", Changed, rules.Answers{"imaging.mismatch": rules.Range(-10, 5)}},
		{"pain.severity", "7", Changed, rules.Answers{"pain.severity": rules.Number(7)}},
		{"pain.severity", "1 0", Changed, rules.Answers{"pain.severity": rules.Number(10)}},
		{"pain.severity", "7 3", Changed, rules.Answers{"pain.severity": rules.Number(3)}},
		{"pain.severity", "7 + + up", Changed, rules.Answers{"pain.severity": rules.Number(10)}},
		{"pain.severity", "4 - 6", Changed, rules.Answers{"pain.severity": rules.Range(4, 6)}},
		{"pain.severity", "4 down", Changed, rules.Answers{"pain.severity": rules.Number(3)}},
		{"pain.severity", "s e v", Changed, rules.Answers{"pain.severity": rules.Range(7, 10)}},
		{"pain.severity", "m", Changed, rules.Answers{}},
		{"pain.severity", "m o", Changed, rules.Answers{"pain.severity": rules.Range(4, 6)}},
		{"block.sij-relief", "g", Changed, rules.Answers{"block.sij-relief": rules.Range(90, 100)}},

		{"pain.zones", "space", Changed, rules.Answers{"pain.zones": rules.List("lumbar-midline")}},
		{"pain.zones", "space space", Changed, rules.Answers{}},
		{"pain.zones", "left space b space", Changed, rules.Answers{"pain.zones": rules.List("lumbar-left", "buttock-left")}},
		{"pain.zones", "space u", Changed, rules.Answers{"pain.zones": rules.PartialList("lumbar-midline")}},
		{"pain.zones", "u", Finished, rules.Answers{"pain.zones": rules.Unsure()}},
		{"pain.zones", "space delete", Changed, rules.Answers{}},

		{"surgery.top-level", "4", Finished, rules.Answers{topID: rules.One("l4")}},
		{"surgery.top-level", "enter", None, rules.Answers{}},
		{"surgery.top-level", "up enter", Finished, rules.Answers{topID: rules.One("l4")}},
		{"surgery.top-level", "s", Handled, rules.Answers{}},
		{"surgery.bottom-level", "s", Finished, rules.Answers{bottomID: rules.One("s1")}},
	} {
		t.Run(c.ask+" "+c.keys, func(t *testing.T) {
			p := made(setting(t, nil, c.ask))
			if e := typed(p, c.keys); e != c.event {
				t.Errorf("the event is %d, not %d", e, c.event)
			}
			if got := p.Answers(); !reflect.DeepEqual(got, c.want) {
				t.Errorf("the answers are %v, not %v", got, c.want)
			}
		})
	}
}

// every is one step of each kind.
var every = []string{"safety.last-needle", "health.conditions", "pain.words", "safety.cord", "safety.wound-and-head", "safety.infection-risk",
	"tried.rehabilitation", "exam.sij", "mood", "safety.self-harm-more", "health.age", "pain.severity", "block.sij-relief", "imaging.mismatch",
	"pain.zones", "pain.worst-zone", "surgery.top-level", "surgery.bottom-level", "surgery.top-level+surgery.bottom-level",
	"health.age+pain.words+pain.severity"}

func names(ask string) []string { return strings.Split(ask, "+") }

var someKeys = []string{"up", "down", "left", "right", "enter", "space", "tab", "shift+tab", "backspace", "delete", "home", "end",
	"pgup", "pgdown", "esc", "1", "2", "3", "4", "5", "9", "0", "-", "+", ".", ",", "n", "N", "y", "u", "b", "g", "k", "m", "s", "p",
	"t", "a", "z", "é", "?", "q"}

// TestRandomKeys: whatever is pressed and clicked, nothing panics, and what comes out
// always passes the check and is shown again by a new part.
func TestRandomKeys(t *testing.T) {
	for _, ask := range every {
		t.Run(ask, func(t *testing.T) {
			s := setting(t, nil, names(ask)...)
			rapid.Check(t, func(t *rapid.T) {
				p := made(s)
				for range rapid.IntRange(0, 30).Draw(t, "n") {
					switch rapid.IntRange(0, 9).Draw(t, "what") {
					case 0:
						p.View(rapid.IntRange(0, 130).Draw(t, "width"), rapid.IntRange(0, 50).Draw(t, "height"))
					case 1:
						p.Click(rapid.IntRange(-1, 130).Draw(t, "x"), rapid.IntRange(-1, 50).Draw(t, "y"))
					default:
						p.Key(press(rapid.SampledFrom(someKeys).Draw(t, "key")))
					}
					a := p.Answers()
					if err := s.Base.Check(a); err != nil {
						t.Fatalf("%v: %v", a, err)
					}
				}
				again := s
				again.Answers = p.Answers()
				if got := made(again).Answers(); !reflect.DeepEqual(got, again.Answers) {
					t.Fatalf("made again from %v, it says %v", again.Answers, got)
				}
			})
		})
	}
}

// TestSizes: at every size no line is too wide and no line too many.
func TestSizes(t *testing.T) {
	for _, ask := range every {
		for _, ascii := range []bool{false, true} {
			s := setting(t, nil, names(ask)...)
			s.Theme = theme.For(false, ascii)
			p := made(s)
			typed(p, "down space 3 down right")
			for width := 20; width <= 160; width += 7 {
				for height := 3; height <= 50; height += 1 + height/8 {
					checkSize(t, ask, p, width, height)
				}
			}
		}
	}
}

func checkSize(t *testing.T, ask string, p Part, width, height int) {
	t.Helper()
	lines := strings.Split(p.View(width, height), "\n")
	if len(lines) > height {
		t.Errorf("%s at %dx%d: %d lines", ask, width, height, len(lines))
	}
	for _, l := range lines {
		if n := ansi.StringWidth(l); n > width {
			t.Errorf("%s at %dx%d: a line of %d cells: %q", ask, width, height, n, ansi.Strip(l))
			return
		}
	}
	if x, y, ok := p.Cursor(); ok && (x < 0 || x >= width || y < 0 || y >= len(lines)) {
		t.Errorf("%s at %dx%d: the cursor stands at %d,%d", ask, width, height, x, y)
	} else if !ok {
		t.Errorf("%s at %dx%d: no cursor", ask, width, height)
	}
}

// TestNothingUnreadIsDenied: in a small window n and Enter of a long list lead through all
// of it before they answer for what was not seen, and always end.
func TestNothingUnreadIsDenied(t *testing.T) {
	long := "health.conditions"
	for _, size := range [][2]int{{40, 8}, {60, 12}, {100, 60}} {
		for _, keys := range [][]string{{"n"}, {"1", "enter"}} {
			p := New(setting(t, nil, long))
			p.View(size[0], size[1])
			seen := p.View(size[0], size[1])
			for _, k := range keys[:len(keys)-1] {
				p.Key(press(k))
			}
			last := keys[len(keys)-1]
			presses := 0
			for ; presses < 60; presses++ {
				e := p.Key(press(last))
				if e != Handled {
					break
				}
				if len(p.Answers()) > 0 && last == "n" {
					t.Fatalf("%v: answered %v before all was shown", size, p.Answers())
				}
				seen += p.View(size[0], size[1])
			}
			q, _ := setting(t, nil, long).Base.Question(long)
			for _, c := range q.Choices[:len(q.Choices)-1] { // none of these is the key itself
				first, _, _ := strings.Cut(wrap(c.Text.For(rules.Patient), size[0]-8)[0], " ")
				if !strings.Contains(ansi.Strip(seen), first) {
					t.Errorf("%v %v: %q was never shown", size, keys, c.Text.For(rules.Patient))
				}
			}
			if want := size[1] < 60; presses == 60 || (presses > 0) != want {
				t.Errorf("%v %v: %d presses led on", size, keys, presses)
			}
		}
	}
}
