package tui

import (
	"maps"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// toQuestion opens the page that asks a question.
func toQuestion(t *testing.T, m *app, id string) {
	t.Helper()
	i := m.stepOf(m.index(id))
	if i < 0 {
		t.Fatalf("%s is not asked", id)
	}
	m.openStep(i)
}

// Why and how say no sentence of a help twice.
func TestHelpIsSaidOnce(t *testing.T) {
	base := real(t)
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		m := opened(t, Config{Base: base, Reader: reader, Answers: rules.Answers{"surgery.region": rules.One("lumbar")}}, 100, 40)
		m.begin()
		for i := range m.ask.steps {
			m.openStep(i)
			m.openHelp()
			step := base.Steps()[m.ask.steps[m.ask.at].Step]
			if step.Grid < 0 {
				continue
			}
			text := " " + flatten(strings.Join(rowsOf(m.laid(m.help, m.width)), " "))
			help := m.text(m.know.Grids[step.Grid].Help)
			for s := range strings.SplitSeq(help, ". ") {
				const short = 20 // such as "That is fine", which is said of other things too
				if s = strings.TrimSuffix(s, "."); len(s) > short && strings.Count(text, flatten(s)) > 1 {
					t.Errorf("%s, %s: %q is said %d times", reader, m.know.Grids[step.Grid].ID, s, strings.Count(text, flatten(s)))
				}
			}
		}
	}
	m := opened(t, Config{Base: base, Reader: rules.Clinician}, 100, 60)
	m.begin()
	toQuestion(t, m, "pain.zones")
	m.openHelp()
	if text := flatten(strings.Join(rowsOf(m.laid(m.help, m.width)), " ")); strings.Count(text, "own left and right") != 1 || !strings.Contains(text, "Why: Pain maps") {
		t.Errorf("the drawing is explained %d times:\n%s", strings.Count(text, "own left and right"), text)
	}
}

func rowsOf(p *page) []string {
	out := make([]string, len(p.rows))
	for i := range p.rows {
		out[i] = p.rows[i].text
	}
	return out
}

// The search of the review finds every question that is asked or answered by words of its
// text, its answer or its id, also where the page breaks them, and goes there.
func TestReviewSearchFindsQuestions(t *testing.T) {
	base := real(t)
	a := rules.Answers{"surgery.region": rules.One("lumbar"), "health.age": rules.Number(66), "surgery.cage": rules.One("yes"),
		"exam.thigh-thrust": rules.One("positive")}
	for _, size := range [][2]int{{40, 12}, {100, 30}} {
		for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
			m := opened(t, Config{Base: base, Reader: reader, Answers: a}, size[0], size[1])
			m.begin()
			m.openReview()
			m.View()
			for q := range m.know.Questions {
				in := &m.know.Questions[q]
				_, said := a[in.ID]
				if !said && !m.isAsked(q) || said && !slices.Contains(in.Readers, reader) && m.isAsked(q) {
					continue
				}
				m.result.typing = typing{what: searchWords, text: m.text(in.Text) + " " + in.ID, found: 0}
				m.seek(0)
				if got, _ := m.review.target(m.laid(&m.review, m.width)); got.id != in.ID { // its name is part of another's
					m.seek(m.result.typing.found + 1)
				}
				if got, _ := m.review.target(m.laid(&m.review, m.width)); got.id != in.ID {
					t.Errorf("%s at %v: the search for %s goes to %s", reader, size, in.ID, got.id)
				}
				if y, ok := m.review.cursor(m.laid(&m.review, m.width), m.bodyHeight()); !ok {
					t.Errorf("%s at %v: %s is not on the screen but on line %d", reader, size, in.ID, y)
				}
			}
		}
	}
	m := opened(t, Config{Base: base, Reader: rules.Clinician, Answers: a}, 100, 30)
	m.begin()
	m.openReview()
	press(m, "/", "o", "n", "e", "space", "f", "i", "n", "g", "e", "r", "esc", "enter")
	if m.screen != atStep || m.ask.part.Hand() != "pain.one-finger" {
		t.Errorf("the search did not lead to the question but to screen %d, %s", m.screen, m.ask.part.Hand())
	}
	m.openReview()
	press(m, "/", "z", "z", "z")
	sees(t, m, "no question here holds this")
	press(m, "esc", "/", "b", "a", "s", "i", "c", "s")
	first := m.review.chosen
	if press(m, "down"); m.review.chosen == first {
		t.Error("the arrow does not go to the next question of a section")
	}
	if press(m, "up"); m.review.chosen != first {
		t.Error("the arrow does not go back to the first one")
	}
	sees(t, m, "Enter takes it")
	if press(m, "enter"); m.review.chosen != first || m.screen != atReview || m.result.typing.what != nothing {
		t.Error("Enter does not end the search at what it found")
	}
	m.notice = "Mouse on"
	if m.Update(tea.MouseClickMsg{X: 1, Y: 0, Button: tea.MouseLeft}); m.notice != "" {
		t.Error("a click does not end a notice")
	}
}

// A pause praises only what was answered, and says so where danger was left open.
func TestPauseIsTrue(t *testing.T) {
	base := real(t)
	const open, skipped, praise, danger = "with some lines left open", "is left out for now", "Well done", "look for danger"
	for _, c := range []struct {
		name, section string
		answer        func(*rules.Question, int) bool
		want, never   []string
	}{
		{"nothing", "safety", func(*rules.Question, int) bool { return false }, []string{skipped, danger}, []string{praise, open}},
		{"some", "safety", func(_ *rules.Question, n int) bool { return n == 0 }, []string{open, danger}, []string{praise, skipped}},
		{"all", "course", func(*rules.Question, int) bool { return true }, []string{praise}, []string{skipped, open, danger}},
		{"no course", "course", func(*rules.Question, int) bool { return false }, []string{skipped}, []string{praise, open, danger}},
	} {
		m := opened(t, Config{Base: base, Reader: rules.Patient, Answers: rules.Answers{"surgery.region": rules.One("lumbar"), "health.age": rules.Number(50)}}, 80, 40)
		m.begin()
		at := -1
		for i := range m.ask.steps {
			if m.know.Sections[m.sectionOf(i)].ID == c.section && !m.needless(i) {
				at = i
			}
		}
		n := 0
		for q := range m.know.Questions {
			if in := &m.know.Questions[q]; in.Section == c.section && m.isAsked(q) {
				if c.answer(in, n) {
					if _, err := m.rec.set([]string{in.ID}, rules.Answers{in.ID: rules.Unsure()}); err != nil {
						t.Fatal(err)
					}
				}
				n++
			}
		}
		m.assess()
		m.openStep(at)
		m.openPause(m.nextStep())
		text := flatten(strings.Join(rowsOf(m.laid(&m.pause.leaf, m.width)), " "))
		for _, s := range c.want {
			if !strings.Contains(text, s) {
				t.Errorf("%s: %q is not said:\n%s", c.name, s, text)
			}
		}
		for _, s := range c.never {
			if strings.Contains(text, s) {
				t.Errorf("%s: %q is said:\n%s", c.name, s, text)
			}
		}
	}
}

// What is saved holds the answers on self-harm only where that was chosen in the form, anew
// each time; without such an answer the choice is not there.
func TestPrivateAnswersAreSavedOnWishOnly(t *testing.T) {
	base := real(t)
	for _, size := range [][2]int{{40, 12}, {80, 24}} {
		for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
			var saved []bool
			open := func(a rules.Answers) *app {
				m := opened(t, Config{Base: base, Reader: reader, Answers: a, Formats: []string{"pdf", "pdf-letter", "html", "text", "markdown", "answers", "json"},
					Export: func(_ string, s State) (string, error) { saved = append(saved, s.SelfHarm); return "x", nil }}, size[0], size[1])
				m.begin()
				m.openReview()
				return m
			}
			m := open(rules.Answers{"surgery.region": rules.One("lumbar"), "safety.self-harm": rules.One("rather-not-say")})
			press(m, "s", "1", "s", "8", "1", "s", "8", "8", "1", "s", "4")
			if !slices.Equal(saved, []bool{false, true, false, false}) {
				t.Errorf("%s at %v: the private answers are in %v", reader, size, saved)
			}
			press(m, "s")
			if size[1] > 12 {
				sees(t, m, "Put in "+m.privateWords(), "!Save as, with")
				press(m, "8")
				sees(t, m, "Leave out "+m.privateWords(), "Save as, with "+m.privateWords())
			}
			for range 9 { // it is reached by arrows too
				press(m, "down")
			}
			press(m, "up")
			sees(t, m, m.pick("private answers", "self-harm"))
			fits(t, m, size[0], size[1])
			press(m, "9")
			if m.state().SelfHarm {
				t.Error("the wish is kept")
			}
			m = open(rules.Answers{"surgery.region": rules.One("lumbar")})
			press(m, "s")
			sees(t, m, "!self-harm", "!private")
			press(m, "8")
			if m.saving != nil {
				t.Error("the eighth choice is not to cancel")
			}
		}
	}
}

// The whole intended use can be read on the first page at every size, by keys and by the
// wheel, with the form in sight.
func TestIntendedUseCanBeRead(t *testing.T) {
	base := real(t)
	for _, reader := range []rules.Reader{"", rules.Patient, rules.Clinician} {
		for _, found := range []string{"", "Answers were kept on 27 November 2026 at 19:37, as a clinician."} {
			for _, size := range [][2]int{{40, 12}, {52, 14}, {80, 24}, {120, 40}} {
				for _, down := range []func(*app){func(m *app) { press(m, "pgdown") }, func(m *app) { m.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown}) }} {
					cfg := Config{Base: base, Reader: reader, Found: found, Open: func(string) (Opened, error) { return Opened{}, nil }}
					if found != "" {
						cfg.Answers = rules.Answers{"health.age": rules.Number(50)}
					}
					m := opened(t, cfg, size[0], size[1])
					text := wrap(m.know.Policy.IntendedUse.For(m.as()), min(size[0], textWidth))
					seen := map[string]bool{}
					for range text {
						for _, l := range strings.Split(shown(m), "\n") {
							seen[strings.TrimSpace(l)] = true
						}
						fits(t, m, size[0], size[1])
						down(m)
					}
					for _, l := range text {
						if !seen[strings.TrimSpace(l)] {
							t.Errorf("%q, %q at %v: %q is never shown:\n%s", reader, found, size, l, shown(m))
						}
					}
					sees(t, m, "» 1")
				}
			}
		}
	}
}

// TestSectionsAreTheReadersOwn: nobody sees a part that is for others.
func TestSectionsAreTheReadersOwn(t *testing.T) {
	m := opened(t, Config{Base: real(t), Reader: rules.Patient}, 120, 40)
	m.begin()
	exam := func() string {
		i := slices.IndexFunc(m.know.Sections, func(s rules.Section) bool { return s.ID == "exam" })
		return m.text(m.know.Sections[i].Name)
	}
	sees(t, m, "!"+exam())
	m.openSections()
	sees(t, m, "Pick a part", "!"+exam())
	m = opened(t, Config{Base: real(t), Reader: rules.Clinician, Suspicion: waived}, 120, 40)
	m.begin()
	m.openSections()
	sees(t, m, exam())
}

// TestNothingIsAnsweredUnseen: in a window that shows only that it is too small, keys and
// clicks answer nothing, and one can leave.
func TestNothingIsAnsweredUnseen(t *testing.T) {
	m := opened(t, Config{Base: real(t), Reader: rules.Clinician, Suspicion: waived}, 80, 24)
	press(m, "enter", "5", "0", "tab")
	before := maps.Clone(m.rec.answers)
	for _, size := range [][2]int{{30, 8}, {39, 40}, {120, 11}} {
		m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		press(m, "n", "N", "1", "2", "y", "tab", "n", "enter", "u", "right", "ctrl+s", "!", "?")
		for y := range size[1] {
			m.Update(tea.MouseClickMsg{X: 3, Y: y, Button: tea.MouseLeft})
		}
		if !maps.EqualFunc(before, m.rec.answers, asking.Same) || m.saving != nil || m.help != nil || m.screen != atStep {
			t.Fatalf("%v: %v became %v", size, before, m.rec.answers)
		}
	}
	press(m, "q", "q")
	if !m.quitting {
		t.Error("one cannot leave a window that is too small")
	}
}
