package tui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/data/answers"
	"afterfusion/data/cases"
	"afterfusion/data/report"
	"afterfusion/rules"
)

// persons are the made-up persons whose reports are proofread.
func persons(t *testing.T, base *rules.Base) map[string]rules.Answers {
	t.Helper()
	files, err := filepath.Glob("../data/report/testdata/people/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no persons", err)
	}
	out := map[string]rules.Answers{}
	for _, f := range files {
		file, err := answers.Read(f, nil, base)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".yaml")] = file.Answers
	}
	return out
}

// resultOf is the result of a person, on a screen of some size.
func resultOf(t *testing.T, base *rules.Base, reader rules.Reader, a rules.Answers, width, height int) *app {
	t.Helper()
	m := opened(t, Config{Base: base, Reader: reader, Answers: a, Suspicion: "facet-joint"}, width, height)
	m.begun = true
	m.refreshSteps()
	m.openStep(0)
	m.openResult()
	return m
}

// pageText is all of the page on show in one line, without colours.
func pageText(m *app) string {
	var b strings.Builder
	for _, r := range m.laid(m.result.leaf(), m.width).rows {
		b.WriteString(r.text + " ")
	}
	return flatten(ansi.Strip(b.String()))
}

func flatten(s string) string { return strings.Join(strings.Fields(s), " ") }

// said are the sentences of a part of a report.
func said(p *report.Part) []string {
	out := []string{p.Heading}
	for _, b := range p.Blocks {
		out = append(out, b.Text)
		if b.Figure != nil {
			out = append(out, b.Figure.Words())
		}
		for _, it := range b.Items {
			out = append(out, it.Title, it.Text, it.Ask)
		}
		for _, r := range b.Rows {
			out = append(out, r.Text)
		}
	}
	return out
}

// The summary says what the paper says, in the same words.
func TestScreenSaysWhatThePaperSays(t *testing.T) {
	base := real(t)
	for name, a := range persons(t, base) {
		for _, reader := range readers {
			m := resultOf(t, base, reader, a, 400, 40) // so wide that no row of two columns is broken
			text := pageText(m)
			for _, p := range report.Compose(m.document(), m.know).Parts {
				onPaperOnly := reader == rules.Patient && p.ID == doctorPart && !m.blocked()
				elsewhere := reader == rules.Clinician && p.ID != glancePart && p.ID != changedPart
				if onPaperOnly || elsewhere {
					continue
				}
				for _, s := range said(&p) {
					if !strings.Contains(text, flatten(s)) {
						t.Errorf("%s, %s, %s: the screen lacks %q", name, reader, p.ID, s)
					}
				}
			}
		}
	}
}

// No row of the result is cut, on no width: what does not fit is broken.
func TestNothingOfTheResultIsCut(t *testing.T) {
	base := real(t)
	for name, a := range persons(t, base) {
		for _, reader := range readers {
			m := resultOf(t, base, reader, a, 80, 24)
			for _, width := range []int{40, 47, 60, 80, 99, 100, 120, 200} {
				m.width = width
				m.era++
				for _, l := range resultLeaves(m) {
					if m.blocked() && l.kind != pageSafety {
						continue
					}
					for _, r := range m.laid(&l, width).rows {
						if s := ansi.Strip(r.text); strings.HasSuffix(s, "…") || wide(s) > width {
							t.Errorf("%s, %s, %d wide, page %d %s: %q", name, reader, width, l.kind, l.id, s)
						}
					}
				}
			}
		}
	}
}

// resultLeaves are all pages of a result.
func resultLeaves(m *app) []leaf {
	var out []leaf
	for _, k := range tabPages {
		out = append(out, leaf{kind: k})
	}
	d := m.document()
	for i := range d.Sources {
		out = append(out, leaf{kind: pageSource, id: d.Sources[i].ID})
	}
	for i := range m.know.Options {
		out = append(out, leaf{kind: pageOption, id: m.know.Options[i].ID})
	}
	for _, r := range d.References[:min(5, len(d.References))] {
		out = append(out, leaf{kind: pageReference, id: r.ID})
	}
	return out
}

// The waterfall goes from the prior to the result without a gap, and the ceiling is a
// step of it.
func TestWaterfallLeadsFromPriorToResult(t *testing.T) {
	base := real(t)
	ceilings := 0
	all := persons(t, base)
	published, err := cases.Load(os.DirFS("../data/cases/testdata"), base)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range published {
		all[c.ID] = c.Full
	}
	for name, a := range all {
		m := resultOf(t, base, rules.Clinician, a, 120, 40)
		for i := range m.document().Sources {
			s := &m.document().Sources[i]
			m.result.opened = []leaf{{kind: pageSource, id: s.ID}}
			text := pageText(m)
			at := percent(s.Prior)
			for _, st := range s.Steps {
				if percent(st.From) != at {
					t.Fatalf("%s, %s: a step begins at %s and not at %s", name, s.ID, percent(st.From), at)
				}
				at = percent(st.To)
				if move := percent(st.From) + " > " + at; !strings.Contains(text, move) {
					t.Errorf("%s, %s: the screen lacks the step %s", name, s.ID, move)
				}
				if st.Kind == "ceiling" {
					ceilings++
					if !strings.Contains(text, "Ceiling: held at "+report.InHundred(s.Ceiling)) {
						t.Errorf("%s, %s: the ceiling is not told", name, s.ID)
					}
				}
			}
			if at != percent(s.Probability) {
				t.Errorf("%s, %s: the steps lead to %s and not to %s", name, s.ID, at, percent(s.Probability))
			}
			for _, c := range s.Contributions {
				if words := c.CountedWords(); words != "" && !strings.Contains(text, flatten(words)) {
					t.Errorf("%s, %s: the screen lacks %q", name, s.ID, words)
				}
			}
		}
	}
	if ceilings == 0 {
		t.Error("no source was held at its ceiling")
	}
}

// A finding that is left out is named, the page is drawn anew without it, and the ranking
// says what moved.
func TestWhatIfNamesAndRedraws(t *testing.T) {
	base := real(t)
	m := resultOf(t, base, rules.Clinician, persons(t, base)["history"], 120, 200)
	s := m.document().Sources[0]
	m.result.turn(tabSources)
	m.result.open(leaf{kind: pageSource, id: s.ID})
	press(m, "space")
	c := s.Contributions[0]
	sees(t, m, "WHAT IF, left out: "+c.Says, "(left out) "+c.Says, "Without what is left out")
	if now := m.ranked().Sources[0]; now.Probability >= s.Probability {
		t.Fatalf("%v without it, %v with it", now.Probability, s.Probability)
	}
	press(m, "left")
	sees(t, m, "WHAT IF", "was "+percent(s.Probability)+", place 1")
	press(m, "0")
	sees(t, m, "!WHAT IF")
}

// Enter on a finding tells why it counts as it does, and opens its publications.
func TestFindingUnfolds(t *testing.T) {
	base := real(t)
	m := resultOf(t, base, rules.Clinician, persons(t, base)["history"], 120, 200)
	s := m.document().Sources[0]
	m.result.open(leaf{kind: pageSource, id: s.ID})
	c := s.Contributions[0]
	if strings.Contains(pageText(m), flatten(c.Why)) {
		t.Error("the grounds are told at once")
	}
	press(m, "enter")
	if !strings.Contains(pageText(m), flatten(c.Why)) {
		t.Error("the grounds are not told")
	}
	press(m, "down", "enter")
	sees(t, m, "What of this result rests on it")
	press(m, "left", "up", "enter")
	if strings.Contains(pageText(m), flatten(c.Why)) {
		t.Error("the grounds are not hidden again")
	}
}

// The search looks through everything and opens what it finds.
func TestSearchFindsEverything(t *testing.T) {
	m := resultOf(t, real(t), rules.Clinician, persons(t, real(t))["medicines"], 100, 300)
	press(m, "/")
	for _, c := range "sacro" {
		press(m, string(c))
	}
	sees(t, m, "Answers (", "Sources (", "Findings (", "Options (", "References (")
	for range 5 {
		press(m, "backspace")
	}
	for _, c := range "cauda" {
		press(m, string(c))
	}
	sees(t, m, "Flags (")
	press(m, "esc", "/")
	for _, c := range "laslett" {
		press(m, string(c))
	}
	press(m, "enter")
	sees(t, m, "What of this result rests on it", "doi:")
	press(m, "left")
	sees(t, m, "Search: laslett")
	press(m, "esc")
	sees(t, m, "!Search:", "At a glance")
}

// What changed since an earlier file stands on the summary; a file that cannot be read
// leaves the comparison as it was.
func TestCompareWithAnEarlierFile(t *testing.T) {
	base := real(t)
	all := persons(t, base)
	m := resultOf(t, base, rules.Clinician, all["medicines"], 100, 60)
	m.cfg.Compare = func(name string) (rules.Answers, error) {
		if name != "x" {
			return nil, errors.New("no such file " + name)
		}
		return all["history"], nil
	}
	sees(t, m, "!Changed since the last file")
	press(m, "o", "x", "enter")
	if m.document().Changed == nil {
		t.Fatal("nothing is compared")
	}
	sees(t, m, "Changed since the last file", "Compared with x")
	if got := m.state().Earlier; len(got) != len(all["history"]) {
		t.Error("what is exported is not compared")
	}
	press(m, "o", "y", "enter")
	sees(t, m, "Not opened: no such file y")
	if m.document().Changed == nil {
		t.Error("a fault ended the comparison")
	}
	m.cfg.Earlier = all["history"]
	press(m, "o", "enter")
	if m.document().Changed != nil {
		t.Error("no name ends the comparison")
	}
	m.cfg.Earlier = m.rec.answers
	if m.earlier() != nil {
		t.Error("what was opened is compared with itself")
	}
}

// What was decided stands in the ladder too.
func TestLadderShowsWhatWasDecided(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 100, 60)
	m.decide("burn", false, "too early")
	m.result.turn(tabLadder)
	sees(t, m, "Set aside by you: too early")
}

// A path that is too long for the foot is told on a page of its own.
func TestLongPathIsNotCut(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 60, 20)
	long := "report.pdf in /" + strings.Repeat("folder/", 20)
	m.exported(exportedMsg{m.sequence, long, nil})
	if got := strings.ReplaceAll(shown(m), "\n", ""); !strings.Contains(got, "folder/folder") || !strings.Contains(got, "Saved") {
		t.Error(got)
	}
	if p := m.laid(m.help, 60); !strings.Contains(strings.ReplaceAll(fmt.Sprint(p.rows), " ", ""), "folder/") {
		t.Error("the path is not there")
	}
	if !m.reported() {
		t.Error("it counts as saved")
	}
}

// What is copied is the sheet as text, with the suspicion and what was decided, and
// without what is private.
func TestCopyIsTheSheet(t *testing.T) {
	base := real(t)
	a := persons(t, base)["medicines"]
	a["safety.self-harm"] = rules.One("nearly-every-day")
	m := resultOf(t, base, rules.Clinician, a, 100, 40)
	m.decide("sij-belt", true, "")
	got := fmt.Sprint(m.copyReport()())
	d, err := report.Build(m.base, m.rec.answers, m.now, m.settings())
	if err != nil {
		t.Fatal(err)
	}
	if got != report.Text(d, m.know) {
		t.Error("another text was copied")
	}
	for _, s := range []string{"First suspicion", "Facet joint", "Accepted: "} {
		if !strings.Contains(got, s) {
			t.Errorf("it lacks %q", s)
		}
	}
	if strings.Contains(strings.ToLower(got), "self-harm") || !strings.Contains(got, "private") {
		t.Error("the private answer is not kept out, or not stood in for")
	}
	if len(got) > 40_000 {
		t.Errorf("%d characters are more than terminals take", len(got))
	}
	if !strings.Contains(pageText(m), "self-harm") {
		t.Error("the person's own screen hides it")
	}
}

// Where too little is known to name a source, nobody stands on a ladder.
func TestNoLadderBeforeASourceIsNamed(t *testing.T) {
	m := resultOf(t, real(t), rules.Clinician, rules.Answers{}, 100, 400)
	m.result.turn(tabLadder)
	sees(t, m, "Not enough information", "runs beside every rung", "Sleep care", "!you are here")
}

// Where only the page on show is named, a click left or right of the middle turns it.
func TestClicksTurnPagesWhereItIsNarrow(t *testing.T) {
	m := toResult(t, rules.Clinician, full(), 50, 20)
	m.click(40, 1)
	if m.result.tab != tabSources {
		t.Fatalf("page %d", m.result.tab)
	}
	m.click(3, 1)
	m.click(3, 1)
	if m.result.tab != tabSummary {
		t.Fatalf("page %d", m.result.tab)
	}
}
