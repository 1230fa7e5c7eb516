package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// screens leads an app to every screen, by name.
var screens = []struct {
	name string
	keys func(*app)
}{
	{"home", func(m *app) {}},
	{"file", func(m *app) {
		m.home.stage = askFile
		m.home.file.start(m)
		m.home.file.problem = "mine.yaml: there is no such file"
	}},
	{"how", func(m *app) { m.screen = atHow }},
	{"suspicion", func(m *app) { m.screen = atSuspicion }},
	{"step", func(m *app) { m.openStep(0) }},
	{"drawing", func(m *app) {
		for i := range m.ask.steps {
			m.openStep(i)
			if m.ask.drawing {
				return
			}
		}
	}},
	{"pause", func(m *app) { m.openStep(0); m.openPause(len(m.ask.steps) - 1) }},
	{"sections", func(m *app) { m.openStep(0); m.openSections() }},
	{"why", func(m *app) { m.openStep(0); m.openHelp() }},
	{"review", func(m *app) { m.openReview() }},
	{"alert", func(m *app) {
		for _, id := range []string{"safety.legs", "safety.bladder-bowel"} {
			if q := m.question(id); q != nil {
				m.rec.set([]string{id}, rules.Answers{id: rules.List(q.Choices[0].ID)})
			}
		}
		m.assess()
		m.refreshSteps()
		m.showAlert()
	}},
	{"summary", func(m *app) { m.openResult() }},
	{"sources", func(m *app) { m.openResult(); m.result.turn(tabSources) }},
	{"next", func(m *app) { m.openResult(); m.result.turn(tabNext) }},
	{"ladder", func(m *app) { m.openResult(); m.result.turn(tabLadder) }},
	{"safety", func(m *app) { m.openResult(); m.result.turn(tabSafety) }},
	{"references", func(m *app) { m.openResult(); m.result.turn(tabReferences) }},
	{"source", func(m *app) {
		m.openResult()
		m.result.turn(tabSources)
		m.result.open(leaf{kind: pageSource, id: m.know.Sources[m.now.Sources[0].Source].ID})
	}},
	{"search", func(m *app) {
		m.openResult()
		m.openSearch()
		m.typingKey(keyNamed("n"))
	}},
	{"reference", func(m *app) {
		m.openResult()
		m.result.open(leaf{kind: pageReference, id: m.document().References[0].ID})
	}},
	{"option", func(m *app) {
		m.openResult()
		m.result.turn(tabLadder)
		m.result.open(leaf{kind: pageOption, id: m.know.Options[m.now.Ladders[0].Rungs[0].Options[0].Option].ID})
	}},
}

// at leads a fresh app to a screen.
func at(t testing.TB, cfg Config, name string, width, height int) *app {
	t.Helper()
	m := opened(t, cfg, width, height)
	m.begun = true
	m.refreshSteps()
	if len(m.ask.steps) > 0 {
		m.openStep(0)
		m.screen = atHome
	}
	for _, s := range screens {
		if s.name == name {
			s.keys(m)
		}
	}
	return m
}

// TestNothingIsWiderOrHigherThanTheWindow sweeps all screens over sizes, for both readers.
func TestNothingIsWiderOrHigherThanTheWindow(t *testing.T) {
	base := real(t)
	answers := sample(base)
	for _, reader := range readers {
		for _, s := range screens {
			m := at(t, Config{Base: base, Reader: reader, Answers: answers, Suspicion: waived}, s.name, 80, 24)
			for width := 40; width <= 160; width += 7 {
				for _, height := range []int{12, 13, 15, 20, 24, 31, 40, 50} {
					t.Run(fmt.Sprintf("%s/%s/%dx%d", reader, s.name, width, height), func(t *testing.T) {
						m.Update(tea.WindowSizeMsg{Width: width, Height: height})
						fits(t, m, width, height)
					})
				}
			}
		}
	}
}

// sample answers the first choice of every question, where the answers fit together.
func sample(base *rules.Base) rules.Answers {
	a := rules.Answers{}
	k := base.Knowledge()
	for i := range k.Questions {
		q := &k.Questions[i]
		switch {
		case q.Derive != "", q.Section == "safety":
			continue
		case q.Kind == rules.KindNumber && len(q.Range) == 2:
			a[q.ID] = rules.Number((q.Range[0] + q.Range[1]) / 2)
		case len(q.Choices) > 0:
			a[q.ID] = rules.Value{Yes: []string{q.Choices[0].ID}, Listed: true}
		}
		if base.Check(a) != nil {
			delete(a, q.ID)
		}
	}
	return a
}

// TestGoldenScreens compares the screens of a small knowledge with kept ones.
func TestGoldenScreens(t *testing.T) {
	a := full()
	delete(a, "pain.months")
	for _, reader := range readers {
		for _, s := range screens {
			for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
				name := fmt.Sprintf("%s-%s-%dx%d", s.name, reader, size[0], size[1])
				t.Run(name, func(t *testing.T) {
					m := at(t, Config{Reader: reader, Answers: a, Suspicion: "nerve", SHA256: "0123456789ab"}, s.name, size[0], size[1])
					m.ask.part = still{m.ask.part}
					golden(t, name, shown(m))
				})
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "screens", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got+"\n" != string(want) {
		t.Errorf("the screen changed; look at it, then run with -update\n got:\n%s\nwant:\n%s", got, want)
	}
}
