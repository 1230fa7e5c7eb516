package plain

import (
	"context"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"afterfusion/rules"
)

// the number of questions of small for a patient who answers nothing.
const open = 13

func enters(n int) []string { return make([]string, n) }

func after(n int, lines ...string) []string { return append(enters(n), lines...) }

// The order of small for an open interview: age, top, bottom, levels, legs, mood,
// zones (3 parts), side, severity, months, words, tried.one, tried.two.
func TestAnswers(t *testing.T) {
	b := compile(t, small())
	tests := []struct {
		name   string
		reader rules.Reader
		lines  []string
		want   rules.Answers
	}{
		{"a number", rules.Patient, []string{"45"}, rules.Answers{"age": rules.Number(45)}},
		{"a number with its unit", rules.Patient, []string{"45 years"}, rules.Answers{"age": rules.Number(45)}},
		{"a range", rules.Patient, []string{"40-50"}, rules.Answers{"age": rules.Range(40, 50)}},
		{"a range in words", rules.Patient, []string{"40 to 50"}, rules.Answers{"age": rules.Range(40, 50)}},
		{"not sure", rules.Patient, []string{"u"}, rules.Answers{"age": rules.Unsure()}},
		{"left open", rules.Patient, []string{""}, rules.Answers{}},
		{"a word for a number", rules.Patient, after(10, "Moderate"), rules.Answers{"pain.severity": rules.Range(4, 6)}},
		{"a decimal comma", rules.Patient, after(11, "0,5"), rules.Answers{"pain.months": rules.Number(0.5)}},
		{"a choice by number", rules.Patient, after(1, "2"), rules.Answers{"surgery.top-level": rules.One("l4")}},
		{"a choice by name", rules.Patient, after(1, "L4"), rules.Answers{"surgery.top-level": rules.One("l4")}},
		{"a choice by its words", rules.Patient, after(1, "it is l5"), rules.Answers{"surgery.top-level": rules.One("l5")}},
		{"a byte order mark and spaces", rules.Patient, []string{"\ufeff 45 \r"}, rules.Answers{"age": rules.Number(45)}},
		{"none of the rows", rules.Patient, after(4, "n"), rules.Answers{"safety.legs": rules.List("none")}},
		{"the rows by number", rules.Patient, after(4, "1 3"), rules.Answers{"safety.legs": rules.List("numb", "cold")}},
		{"the rows by number, others not known", rules.Patient, after(4, "1, u"), rules.Answers{"safety.legs": rules.PartialList("numb")}},
		{"the rows not sure", rules.Patient, after(4, "u"), rules.Answers{"safety.legs": rules.Unsure()}},
		{"the rows one by one", rules.Patient, after(4, "y", "n", "n", "y"), rules.Answers{"safety.legs": rules.List("cold")}},
		{"the rows one by one, all no", rules.Patient, after(4, "y", "n", "no", "N"), rules.Answers{"safety.legs": rules.List("none")}},
		{"the rows one by one, one open", rules.Patient, after(4, "y", "n", "", "y"), rules.Answers{"safety.legs": rules.Map([]string{"cold"}, []string{"numb"}, nil)}},
		{"the rows one by one, one unsure", rules.Patient, after(4, "y", "n", "u", "n"), rules.Answers{"safety.legs": rules.Map(nil, []string{"numb", "cold"}, []string{"weak"})}},
		{"the rows one by one, all unsure", rules.Patient, after(4, "y", "u", "u", "u"), rules.Answers{"safety.legs": rules.Unsure()}},
		{"back within the rows", rules.Patient, after(4, "y", "u", "b", "n", "n", "n"), rules.Answers{"safety.legs": rules.List("none")}},
		{"back out of the rows", rules.Patient, after(4, "y", "b", "n"), rules.Answers{"safety.legs": rules.List("none")}},
		{"places, the others left open", rules.Patient, after(6, "1", "", ""), rules.Answers{"pain.zones": rules.PartialList("back-left")}},
		{"places", rules.Patient, after(6, "1", "n", "n"), rules.Answers{"pain.zones": rules.List("back-left")}},
		{"places of several parts", rules.Patient, after(6, "1-2", "3", "n"), rules.Answers{"pain.zones": rules.List("back-left", "back-right", "leg-both")}},
		{"places until the input ends", rules.Patient, after(6, "1"), rules.Answers{"pain.zones": rules.PartialList("back-left")}},
		{"places with doubt", rules.Patient, after(6, "1 u", "", ""), rules.Answers{"pain.zones": rules.PartialList("back-left")}},
		{"places, back and less", rules.Patient, after(6, "1 2", "b", "2", "n", "n"), rules.Answers{"pain.zones": rules.List("back-right")}},
		{"places, back and none", rules.Patient, after(6, "1 2", "b", "n", "", ""), rules.Answers{}},
		{"places not known", rules.Patient, after(6, "u", "", ""), rules.Answers{"pain.zones": rules.Unsure()}},
		{"several", rules.Patient, after(12, "1, 2"), rules.Answers{"pain.words": rules.List("burning", "aching")}},
		{"several with spaces and commas", rules.Patient, after(12, " 2 ,1 "), rules.Answers{"pain.words": rules.List("burning", "aching")}},
		{"none of several", rules.Patient, after(12, "none"), rules.Answers{"pain.words": rules.List("none")}},
		{"rows of a grid", rules.Patient, after(13, "2", "1"), rules.Answers{"tried.one": rules.One("helped"), "tried.two": rules.One("never")}},
		{"the examination", rules.Clinician, after(15, "1"), rules.Answers{"exam.test": rules.One("positive")}},
		{"clear", rules.Patient, []string{"45", "b", "clear", ""}, rules.Answers{}},
		{"Enter keeps", rules.Patient, []string{"45", "b", ""}, rules.Answers{"age": rules.Number(45)}},
		{"skip the section, then the next", rules.Patient, []string{"skip", "n"}, rules.Answers{"safety.legs": rules.List("none")}},
		{"back over a skipped section", rules.Patient, []string{"45", "skip", "b", "46"}, rules.Answers{"age": rules.Number(46)}},
		{"the reader is asked", "", []string{"2", "45"}, rules.Answers{"age": rules.Number(45)}},
		{"back to the reader", "", []string{"2", "b", "1", "45"}, rules.Answers{"age": rules.Number(45)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := hold(Config{Base: b, Reader: tt.reader}, tt.lines...)
			if !reflect.DeepEqual(got.answers, tt.want) {
				t.Errorf("answers %v, want %v\n%s", got.answers, tt.want, got.prompts)
			}
			if got.err != nil && !errors.Is(got.err, ErrEnded) {
				t.Errorf("error %v", got.err)
			}
			if err := got.faults(b); err != nil {
				t.Error(err)
			}
			if n := len(got.kept); n > 0 && !reflect.DeepEqual(got.kept[n-1], tt.want) {
				t.Errorf("kept last %v, want %v", got.kept[n-1], tt.want)
			}
		})
	}
}

func TestWrongInputSaysWhatAndAsksAgain(t *testing.T) {
	b := compile(t, small())
	tests := []struct {
		name  string
		lines []string
		says  string
	}{
		{"not a number", []string{"many"}, `"many" is not a number here`},
		{"out of range", []string{"121"}, `"121" lies outside 0 to 120`},
		{"negative", []string{"-1"}, `"-1" lies outside 0 to 120`},
		{"backwards", []string{"50-40"}, "runs backwards"},
		{"not whole", []string{"4.5"}, "is not a whole number"},
		{"too precise", after(11, "6,12"), "has too many digits behind the point"},
		{"not finite", []string{"NaN"}, `"NaN" is not a number here`},
		{"exponent", []string{"1e1"}, `"1e1" is not a number here`},
		{"a unit of its own", []string{"2 decades"}, `"2 decades" is not a number here`},
		{"no such choice", after(1, "4"), `"4" is not one of 1 to 3`},
		{"zero", after(1, "0"), `"0" is not one of 1 to 3`},
		{"no such word", after(1, "pelvis"), `"pelvis" is not one of the answers`},
		{"fits several", after(1, "it is"), `"it is" fits 3 of the answers`},
		{"no such row", after(4, "4"), `"4" is not one of 1 to 3`},
		{"none beside a row", after(4, "1 none"), "none cannot stand beside another answer"},
		{"a word in a row", after(4, "y", "perhaps"), `"perhaps" is not y, n or u`},
		{"no such place", after(6, "9"), `"9" is not one of 1 to 3`},
		{"a backward range of places", after(6, "3-1"), `"3-1" is not one of 1 to 3`},
		{"an escape sequence", []string{"\x1b[2J"}, `"\x1b[2J" is not a number here`},
		{"broken bytes", []string{"\xff\xfe"}, "is not a number here"},
		{"very long", []string{strings.Repeat("9", 500)}, "..."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := hold(Config{Base: b, Reader: rules.Patient}, tt.lines...)
			if !strings.Contains(strings.Join(strings.Fields(got.prompts), " "), strings.Join(strings.Fields(tt.says), " ")) {
				t.Errorf("%q is not said:\n%s", tt.says, got.prompts)
			}
			if len(got.answers) != 0 {
				t.Errorf("answers %v", got.answers)
			}
			if err := got.faults(b); err != nil {
				t.Error(err)
			}
			over := hold(Config{Base: b, Reader: rules.Patient}, append(tt.lines, "b", "quit")...)
			if !errors.Is(over.err, ErrLeft) {
				t.Errorf("back and quit after it: %v", over.err)
			}
		})
	}
}

func TestWholeInterviewEndsWithTheResult(t *testing.T) {
	b := compile(t, small())
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		n := open + 2 // the places have three prompts
		if reader == rules.Clinician {
			n++
		}
		got := hold(Config{Base: b, Reader: reader, SHA256: "0123456789abcdef"}, enters(n)...)
		if got.err != nil {
			t.Errorf("%s: %v", reader, got.err)
		}
		if !strings.Contains(got.out, "Knowledge ") || !strings.Contains(got.out, "0123456789ab") {
			t.Errorf("no result:\n%s", got.out)
		}
		if !strings.Contains(got.prompts, "All questions are asked.") {
			t.Errorf("the end is not said:\n%s", got.prompts)
		}
		if strings.Contains(got.prompts, "[clin]") != (reader == rules.Clinician) {
			t.Errorf("%s: wrong words:\n%s", reader, got.prompts)
		}
	}
}

func TestEndOfInputAtEveryPoint(t *testing.T) {
	b := compile(t, small())
	lines := []string{"1", "45", "2", "3", "y", "y", "2", "u", "n", "1", "1", "3", "n", "moderate", "0.5", "1", "2", "1", ""}
	for n := range len(lines) + 1 {
		got := hold(Config{Base: b}, lines[:n]...)
		if err := got.faults(b); err != nil {
			t.Errorf("after %d lines: %v", n, err)
		}
		if got.err != nil != (n < len(lines)-1) || got.err != nil && !errors.Is(got.err, ErrEnded) {
			t.Errorf("after %d lines: %v", n, got.err)
		}
	}
}

func TestBackAtEveryPoint(t *testing.T) {
	b := compile(t, small())
	lines := []string{"45", "2", "3", "n", "1", "1", "", "n", "moderate", "0.5", "1", "2", "1"}
	whole := hold(Config{Base: b, Reader: rules.Patient}, lines...)
	for n := range lines {
		// Back and Enter: where there was an answer it stays, and the talk goes on as if nothing was.
		script := append(append(append([]string{}, lines[:n]...), "b", ""), lines[n:]...)
		got := hold(Config{Base: b, Reader: rules.Patient}, script...)
		if err := got.faults(b); err != nil {
			t.Errorf("back after %d: %v", n, err)
		}
		if n > 0 && n < 6 && !reflect.DeepEqual(got.answers, whole.answers) {
			t.Errorf("back after %d lines: %v, want %v\n%s", n, got.answers, whole.answers, got.prompts)
		}
	}
	all := append(append([]string{}, lines...), make([]string, 40)...)
	for i := len(lines); i < len(all); i++ {
		all[i] = "back"
	}
	got := hold(Config{Base: b, Reader: rules.Patient}, all...)
	if !strings.Contains(got.prompts, "This is the first question.") || !reflect.DeepEqual(got.answers, whole.answers) {
		t.Errorf("back to the start: %v\n%s", got.answers, got.prompts)
	}
}

func TestFollowUpsAreSetAsideAndComeBack(t *testing.T) {
	b := compile(t, small())
	script := after(4, "1", "2", "b", "b", "n") // numb, old; back to legs; none
	got := hold(Config{Base: b, Reader: rules.Patient}, script...)
	if _, ok := got.answers["safety.onset"]; ok {
		t.Errorf("the follow-up stands: %v", got.answers)
	}
	script = append(script, "b", "2") // weak: the onset returns as it was
	got = hold(Config{Base: b, Reader: rules.Patient}, script...)
	if v := got.answers["safety.onset"]; !reflect.DeepEqual(v, rules.One("old")) {
		t.Errorf("the follow-up did not come back: %v\n%s", got.answers, got.prompts)
	}
}

func TestWhatFollowsIsNotAsked(t *testing.T) {
	b := compile(t, small())
	got := hold(Config{Base: b, Reader: rules.Patient}, "45", "2", "3")
	if strings.Contains(got.prompts, "surgery.levels") {
		t.Errorf("levels are asked, though they follow:\n%s", got.prompts)
	}
	got = hold(Config{Base: b, Reader: rules.Patient}, "45", "3", "1")
	if !strings.Contains(got.prompts, "That cannot be taken: it does not fit your answer to: Ask surgery.top-level?") {
		t.Errorf("the contradiction is not told:\n%s", got.prompts)
	}
	got = hold(Config{Base: b, Reader: rules.Patient, Answers: rules.Answers{"pain.side": rules.One("right")}}, after(6, "1", "n", "n")...)
	if _, ok := got.answers["pain.side"]; ok || !strings.Contains(got.prompts, "Taken back, since it does not fit") {
		t.Errorf("the side stands against the places: %v\n%s", got.answers, got.prompts)
	}
}

func TestReview(t *testing.T) {
	b := compile(t, small())
	got := hold(Config{Base: b, Reader: rules.Patient}, "45", "2", "review", "1", "50", "3")
	want := rules.Answers{"age": rules.Number(50), "surgery.top-level": rules.One("l4"), "surgery.bottom-level": rules.One("s1")}
	if !reflect.DeepEqual(got.answers, want) {
		t.Errorf("answers %v, want %v\n%s", got.answers, want, got.prompts)
	}
	got = hold(Config{Base: b, Reader: rules.Patient}, "45", "review", "all", "99", "x", "6", "b", "l4")
	for _, s := range []string{"no answer (a safety question)", `"99" is not a number from the list`, `"x" is not a number`} {
		if !strings.Contains(got.prompts, s) {
			t.Errorf("%q is not said:\n%s", s, got.prompts)
		}
	}
	if v := got.answers["surgery.top-level"]; !reflect.DeepEqual(v, rules.One("l4")) {
		t.Errorf("back from the review does not return: %v\n%s", got.answers, got.prompts)
	}
	if got := hold(Config{Base: b, Reader: rules.Patient}, "review", "quit"); !errors.Is(got.err, ErrLeft) {
		t.Errorf("quit in the review: %v", got.err)
	}
	if got := hold(Config{Base: b, Reader: rules.Patient}, "review", "done"); got.err != nil || got.out == "" {
		t.Errorf("done in the review: %v", got.err)
	}
}

func TestCommands(t *testing.T) {
	b := compile(t, small())
	for _, tt := range []struct {
		lines []string
		says  string
		err   error
	}{
		{[]string{"?"}, "Why: Since age matters.", ErrEnded},
		{[]string{"WHY"}, "Why: Since age matters.", ErrEnded},
		{[]string{"h"}, "straight to the result", ErrEnded},
		{[]string{"again"}, "Ask age?\n  A guess is fine.\nType a number", ErrEnded},
		{[]string{"done"}, "", nil},
		{[]string{"45", "done"}, "", nil},
		{[]string{"quit"}, "", ErrLeft},
		{[]string{"Q"}, "", ErrLeft},
		{[]string{"exit"}, "", ErrLeft},
		{[]string{"stop"}, "", ErrLeft},
		{after(4, "y", "quit"), "", ErrLeft},
		{after(6, "done"), "", nil},
	} {
		got := hold(Config{Base: b, Reader: rules.Patient}, tt.lines...)
		if !errors.Is(got.err, tt.err) || tt.err == nil && got.err != nil {
			t.Errorf("%q: error %v, want %v", tt.lines, got.err, tt.err)
		}
		if !strings.Contains(got.prompts, tt.says) {
			t.Errorf("%q: %q is not said:\n%s", tt.lines, tt.says, got.prompts)
		}
	}
}

func TestIntendedUseComesFirst(t *testing.T) {
	b := compile(t, small())
	for _, reader := range []rules.Reader{"", rules.Patient, rules.Clinician} {
		got := hold(Config{Base: b, Reader: reader}, "2")
		use, first := strings.Index(got.prompts, "For learning only."), strings.IndexByte(got.prompts, '?')
		if use < 0 || first < use {
			t.Errorf("%q:\n%s", reader, got.prompts)
		}
	}
}

func TestGridHeadingIsSaidOnce(t *testing.T) {
	got := hold(Config{Base: compile(t, small()), Reader: rules.Patient}, enters(open+2)...)
	if n := strings.Count(got.prompts, "Since then"); n != 1 {
		t.Errorf("said %d times:\n%s", n, got.prompts)
	}
	if !strings.Contains(got.prompts, "  1: It is never; 2: It is helped.\n") {
		t.Errorf("the second row does not list its choices in one line:\n%s", got.prompts)
	}
}

func TestQuickAsksLess(t *testing.T) {
	got := hold(Config{Base: compile(t, small()), Reader: rules.Patient, Quick: true}, "45", "n")
	if got.err != nil || len(got.answers) != 2 {
		t.Errorf("%v %v", got.answers, got.err)
	}
}

func TestStartsFromAnswers(t *testing.T) {
	b := compile(t, small())
	start := rules.Answers{"age": rules.Number(45)}
	got := hold(Config{Base: b, Reader: rules.Patient, Answers: start}, "1")
	if len(start) != 1 {
		t.Error("the answers given were changed")
	}
	if !strings.Contains(got.prompts, "1 answer is there already") || got.answers["surgery.top-level"].Yes[0] != "l3" {
		t.Errorf("%v\n%s", got.answers, got.prompts)
	}
	if _, err := Run(context.Background(), Config{Base: b, Reader: rules.Patient, Answers: rules.Answers{"nothing": rules.Unsure()},
		In: strings.NewReader(""), Prompts: io.Discard, Out: io.Discard}); err == nil {
		t.Error("wrong answers are taken")
	}
}

var errFull = errors.New("disk full\x1b[31m")

type full struct{ after int }

func (f *full) Write(p []byte) (int, error) {
	if f.after--; f.after < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestFaultsOfStreams(t *testing.T) {
	b := compile(t, small())
	in := func() io.Reader { return strings.NewReader("45\n2\n3\n" + strings.Repeat("\n", 40)) }
	for n := range 40 {
		if _, err := Run(context.Background(), Config{Base: b, Reader: rules.Patient, In: in(), Prompts: &full{n}, Out: io.Discard}); !errors.Is(err, errFull) {
			t.Fatalf("prompts fail after %d: %v", n, err)
		}
	}
	if _, err := Run(context.Background(), Config{Base: b, Reader: rules.Patient, In: in(), Prompts: io.Discard, Out: &full{}}); !errors.Is(err, errFull) {
		t.Errorf("the result cannot be written: %v", err)
	}
	var prompts strings.Builder
	a, err := Run(context.Background(), Config{Base: b, Reader: rules.Patient, In: in(), Prompts: &prompts, Out: io.Discard,
		Keep: func(_, _ rules.Answers) error { return errFull }})
	if err != nil || len(a) != 3 || strings.Count(prompts.String(), "could not be kept") != 1 || strings.Contains(prompts.String(), "\x1b") {
		t.Errorf("keeping fails: %v %v\n%s", a, err, prompts.String())
	}
	var out strings.Builder
	a, err = Run(context.Background(), Config{Base: b, Reader: rules.Patient, In: strings.NewReader("45\n" + strings.Repeat("x", longest+1)),
		Prompts: io.Discard, Out: &out})
	if errors.Is(err, ErrEnded) || err == nil || !strings.Contains(err.Error(), "a line is longer than 1 MB") || len(a) != 1 || out.Len() > 0 {
		t.Errorf("a line without end: %v %v, and a result of %d letters that looks whole", a, err, out.Len())
	}
}

func TestWhoReadsIsTold(t *testing.T) {
	var told []rules.Reader
	_, err := Run(context.Background(), Config{Base: compile(t, small()), In: strings.NewReader("2\n45\ndone\n"), Prompts: io.Discard, Out: io.Discard,
		Chosen: func(r rules.Reader) { told = append(told, r) }})
	if err != nil || !slices.Equal(told, []rules.Reader{rules.Clinician}) {
		t.Errorf("told %v, %v", told, err)
	}
}

func TestContextEndsAWaitingPrompt(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in, typing := io.Pipe()
	defer typing.Close()
	go func() {
		io.WriteString(typing, "45\n")
		cancel()
	}()
	_, err := Run(ctx, Config{Base: compile(t, small()), Reader: rules.Patient, In: in, Prompts: io.Discard, Out: io.Discard})
	if !errors.Is(err, ErrLeft) || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// Whoever types the same thing at every prompt of the whole questionnaire comes to
// its end or is told what to type.
func TestTheWholeQuestionnaire(t *testing.T) {
	b := real(t)
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		for _, quick := range []bool{false, true} {
			for _, line := range []string{"", "u", "1", "n", "y", "2 u", "6-12", "b"} {
				lines := make([]string, 700)
				for i := range lines {
					lines[i] = line
				}
				got := hold(Config{Base: b, Reader: reader, Quick: quick}, lines...)
				if err := got.faults(b); err != nil {
					t.Errorf("%s, quick %v, %q: %v", reader, quick, line, err)
				}
				if line == "" && (got.err != nil || len(got.answers) > 0) || line == "u" && len(got.answers) < 35 {
					t.Errorf("%s, quick %v, %q: %d answers, %v", reader, quick, line, len(got.answers), got.err)
				}
			}
		}
	}
}

// TestWhoIsAskedKindly: the first prompt takes only its answer, and says so without blame.
func TestWhoIsAskedKindly(t *testing.T) {
	b := compile(t, small())
	got := hold(Config{Base: b}, "", "?", "both", "1")
	for _, s := range []string{"or someone who helps", "This comes first: 1 or 2.", "This only tells how to go on.", `"both" is not 1 or 2.`} {
		if !strings.Contains(got.prompts, s) {
			t.Errorf("%q is not said:\n%s", s, got.prompts)
		}
	}
	for _, s := range []string{`"" is`, "You may leave it open"} {
		if strings.Contains(got.prompts, s) {
			t.Errorf("%q is said:\n%s", s, got.prompts)
		}
	}
}

// TestOutOfScopeMayEnd: a person for whom this is not made hears that the page is one word
// away, and that danger is still asked after.
func TestOutOfScopeMayEnd(t *testing.T) {
	k := small()
	k.Policy.Scope = []rules.Exclusion{{When: rules.Condition{Op: rules.Compare, Question: "age", Cmp: rules.Less, Number: 18}, Says: same("This is for adults.")}}
	b := compile(t, k)
	const more = "The questions about danger are for you too. Type done at any time for your page."
	if got := hold(Config{Base: b, Reader: rules.Patient}, "15"); !strings.Contains(flat(got.prompts), "This is for adults. "+more) || strings.Count(flat(got.prompts), more) != 1 {
		t.Errorf("%s", got.prompts)
	}
	if got := hold(Config{Base: b, Reader: rules.Clinician}, "15"); strings.Contains(got.prompts, "are for you too") {
		t.Errorf("a clinician hears it:\n%s", got.prompts)
	}
}

// TestHalfAListIsGoneThroughAgain: what was said of one warning sign says nothing of the others.
func TestHalfAListIsGoneThroughAgain(t *testing.T) {
	b := compile(t, small())
	asks := func(legs rules.Value) bool {
		got := hold(Config{Base: b, Reader: rules.Patient, Answers: rules.Answers{"safety.legs": legs}}, after(4, "quit")...)
		return strings.Contains(got.prompts, "About the legs")
	}
	if !asks(rules.Value{No: []string{"numb"}}) || asks(rules.List("none")) {
		t.Error("a list that was left in the middle is passed over, or a whole one asked again")
	}
}

// TestWhatWasSetAsideOnceComesBack, but not to somebody else.
func TestWhatWasSetAsideOnceComesBack(t *testing.T) {
	b := compile(t, small())
	start := Config{Base: b, Reader: rules.Patient, Aside: rules.Answers{"safety.onset": rules.One("old")}}
	if got := hold(start, after(4, "2")...); !reflect.DeepEqual(got.answers["safety.onset"], rules.One("old")) {
		t.Errorf("the follow-up did not come back: %v\n%s", got.answers, got.prompts)
	}
	start.Answers, start.Found = rules.Answers{"age": rules.Number(45)}, "Answers were kept."
	if got := hold(start, append([]string{"2"}, after(4, "2")...)...); len(got.answers["safety.onset"].Yes) > 0 {
		t.Errorf("another person's answer came back: %v\n%s", got.answers, got.prompts)
	}
}
