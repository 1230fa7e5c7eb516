package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

// basics are the answers that stand before the questions about danger.
func basics() rules.Answers {
	return rules.Answers{"health.age": rules.Number(72), "health.sex": rules.One("female"), "surgery.months-since": rules.Number(120),
		"safety.last-needle": rules.One("longer"), "health.blood-thinner": rules.One("no"), "health.devices": rules.List("none"),
		"safety.infection-risk": rules.List("none")}
}

// Whoever was cut off in the middle of a list of warning signs comes back to it: one line
// answered says nothing of the others, and they count as open until then.
func TestHalfAListOfWarningSignsIsOpen(t *testing.T) {
	for _, reader := range readers {
		a := basics()
		a["safety.bladder-bowel"] = rules.Map(nil, []string{"hard-to-pass-urine"}, nil)
		m := opened(t, Config{Base: real(t), Reader: reader, Suspicion: waived, Answers: a}, 140, 40)
		press(m, "enter")
		if hand := m.ask.part.Hand(); hand != "safety.bladder-bowel" {
			t.Fatalf("%s: went on at %s", reader, hand)
		}
		sees(t, m, "0/13")
		waits := m.liveWaits()
		press(m, "tab")
		sees(t, m, "4 lines are left open")
		press(m, "shift+tab", "ctrl+r")
		if reader == rules.Clinician {
			m.result.typing = typing{what: searchWords, text: "bladder bowel"}
			m.seek(0)
			sees(t, m, "? Bladder, bowel, saddle", "the rest not answered", "Could still raise a red flag")
			m.result.typing = typing{}
		}
		m.openStepAt(m.stepOf(m.index("safety.bladder-bowel")), "safety.bladder-bowel")
		m.View() // what was not on the screen is not answered
		press(m, "N")
		if sees(t, m, "1/13"); m.liveWaits() != waits-1 {
			t.Errorf("%s: %d questions keep the differential hidden, %d before", reader, m.liveWaits(), waits)
		}
	}
}

// Where what makes an emergency was left open, the warning says so and leads there: pain in
// both legs that grows over months is one only as long as the bladder is not asked after.
func TestWarningLeadsToWhatWasLeftOpen(t *testing.T) {
	for name, bladder := range map[string]rules.Value{"half": rules.Map(nil, []string{"hard-to-pass-urine"}, nil), "not": {}} {
		a := basics()
		a["safety.weakness"] = rules.One("none")
		if name == "half" {
			a["safety.bladder-bowel"] = bladder
		}
		m := opened(t, Config{Base: real(t), Reader: rules.Clinician, Suspicion: waived, Answers: a}, 120, 40)
		m.begin()
		toQuestion(t, m, "safety.both-legs")
		press(m, "2")
		m.ask.unread = false // the moment in which a row that came up by itself takes no key
		press(m, "3")
		if m.screen != atAlert {
			t.Fatalf("%s: screen %d", name, m.screen)
		}
		sees(t, m, "Answer what decides the level: Bladder, bowel, saddle, sexual function")
		m.alert.armed = true
		press(m, "enter")
		if hand := m.ask.part.Hand(); hand != "safety.bladder-bowel" {
			t.Fatalf("%s: led to %s", name, hand)
		}
		m.View()
		press(m, "N")
		if m.level() >= rules.Urgent {
			t.Errorf("%s: %s with no sign of the bladder", name, m.level())
		}
	}
}

// The lines at the foot take what is pasted: the name of a file, a reason, what is looked
// for. Anywhere else a paste changes nothing.
func TestLinesTakeWhatIsPasted(t *testing.T) {
	var read string
	m := opened(t, Config{Reader: rules.Clinician, Suspicion: waived, Answers: full(), Compare: func(name string) (rules.Answers, error) {
		read = name
		return full(), nil
	}}, 100, 30)
	press(m, "enter", "ctrl+r")
	before := len(m.rec.answers)
	m.Update(tea.PasteMsg{Content: "1 2 3\nq"})
	if m.screen != atReview || len(m.rec.answers) != before {
		t.Fatal("a paste did something on the review")
	}
	press(m, "right", "o")
	m.Update(tea.PasteMsg{Content: " /home/é/an earlier.yaml\x1b\r\n"})
	sees(t, m, "file: /home/é/an earlier.yaml")
	if press(m, "enter"); read != "/home/é/an earlier.yaml" {
		t.Errorf("read %q", read)
	}
	press(m, "/")
	m.Update(tea.PasteMsg{Content: "joi\nnt"})
	if sees(t, m, "Search: joi nt"); m.result.sought != "joi nt" {
		t.Errorf("looked for %q", m.result.sought)
	}
	m.Update(tea.PasteMsg{Content: strings.Repeat("é", longestTyped)})
	if n := len(m.result.typing.text); n > longestTyped {
		t.Errorf("%d bytes were taken", n)
	}
}

// Who leaves a mended answer by the review, and goes on from there, is asked what comes
// next and not led back at once.
func TestMendingEndsInTheReview(t *testing.T) {
	m := opened(t, Config{Reader: rules.Clinician, Suspicion: waived, Answers: full()}, 100, 40)
	press(m, "enter", "ctrl+r")
	m.mend(m.index("course.after"))
	press(m, "ctrl+r", "left")
	at := m.ask.at
	if m.screen != atStep {
		t.Fatalf("screen %d", m.screen)
	}
	if press(m, "tab"); at+1 < len(m.ask.steps) && m.screen != atStep {
		t.Errorf("led to screen %d", m.screen)
	}
}

// Answers of a file are not called kept: those of another person may be kept beside them.
func TestHomeTellsAFileFromWhatIsKept(t *testing.T) {
	for _, reader := range readers {
		m := opened(t, Config{Reader: reader, Answers: full(), Earlier: full(), Found: "Answers were read from a.yaml.",
			NotKept: "another interview is unfinished and kept"}, 100, 30)
		sees(t, m, "answers of the file", "!kept answers", "!answers you gave")
		m = opened(t, Config{Reader: reader, Answers: full(), Found: "Answers were kept."}, 100, 30)
		sees(t, m, "!of the file")
	}
}

// The first digit of an age is no age: that a guide is not made for children is told once
// the number is done.
func TestHalfANumberRaisesNothing(t *testing.T) {
	for _, reader := range readers {
		words := map[rules.Reader]string{rules.Patient: "not made for you", rules.Clinician: "Out of scope"}[reader]
		m := opened(t, Config{Base: real(t), Reader: reader, Suspicion: waived}, 120, 30)
		press(m, "enter", "7")
		sees(t, m, "!"+words)
		press(m, "2")
		sees(t, m, "!"+words)
		press(m, "up", "7", "enter")
		if m.screen != atAlert {
			t.Errorf("%s, 7 years old: screen %d", reader, m.screen)
		}
		m.alert.armed = true
		press(m, "left")
		sees(t, m, words)
	}
}

// Who would lose answers by leaving is told by which keys to leave and to save, in every
// window, and the keys are those that work there: on a question letters are answers.
func TestLeavingWithAnswersThatAreNotKept(t *testing.T) {
	export := func(string, State) (string, error) { return "x.txt", nil }
	for _, width := range []int{40, 80, 120} {
		for _, saver := range []Saver{nil, &notes{err: errors.New("the disk is full (/a/long/folder/of/a/home/afterfusion/unfinished.json), make room")}} {
			m := opened(t, Config{Reader: rules.Clinician, Suspicion: waived, Saver: saver, Export: export}, width, 24)
			press(m, "enter")
			answer(m, "safety.legs", rules.List("none"))
			press(m, "q")
			if sees(t, m, "q again", "Ctrl+S"); m.quitting {
				t.Fatal("left at the first q")
			}
			if press(m, "ctrl+s"); m.saving == nil {
				t.Errorf("%d: Ctrl+S does not save", width)
			}
			press(m, "esc", "ctrl+r", "q")
			sees(t, m, "q again", "!Ctrl+S")
			if press(m, "s"); m.saving == nil {
				t.Errorf("%d: s does not save on the review", width)
			}
		}
	}
}

// In the smallest window N goes through a long list of warning signs to its end: it never
// stops at a row that is too high to be shown whole.
func TestNoneOfTheseEndsInSmallWindows(t *testing.T) {
	base := real(t)
	for _, size := range [][2]int{{40, 12}, {44, 13}} {
		for _, reader := range readers {
			for q := range base.Knowledge().Questions {
				in := &base.Knowledge().Questions[q]
				if in.Kind != rules.KindChoices || in.Section != "safety" && !strings.HasPrefix(in.ID, "safety.") {
					continue
				}
				m := opened(t, Config{Base: base, Reader: reader, Suspicion: waived, Answers: basics()}, size[0], size[1])
				m.begin()
				i := m.stepOf(q)
				if i < 0 {
					continue
				}
				m.openStepAt(i, in.ID)
				for range len(in.Choices) + 1 {
					if _, said := m.rec.answers[in.ID]; said || m.ask.part.Hand() != in.ID {
						break
					}
					m.View()
					press(m, "N")
				}
				if v := m.rec.answers[in.ID]; len(v.Yes) != 1 || v.Yes[0] != "none" {
					t.Errorf("%v, %s: %s is %+v\n%s", size, reader, in.ID, v, shown(m))
				}
			}
		}
	}
}
