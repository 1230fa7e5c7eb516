//go:build unix

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// These tests run the program in a real terminal (tmux) and look at the screen.

// toQuestions goes from the start to the first question, as a clinician.
func toQuestions(s *screen, args ...string) {
	s.t.Helper()
	s.start(100, 30, append([]string{"--as", "clinician"}, args...)...)
	s.sees("What would you like to do?")
	s.then("Enter", "first suspicion")
	s.then("Right", "Age", "Tab on")
}

// ageAndMonths answers the first two questions.
func ageAndMonths(s *screen) {
	s.t.Helper()
	s.then("58", "58", "Months since")
	s.press("Enter")
	s.press("30")
	s.keeps("surgery.months-since: 30")
	s.sees("58", "30")
}

func TestTerminalClinician(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	ageAndMonths(s)
	s.then("Tab", "!Months since")
	s.then("C-r", "Go to the result", "58")
	s.then("Right", "[1 Summary]")
	s.then("2", "[2 Sources]", "Facet")
	s.then("4", "[4 Ladder]")
	s.then("6", "[6 References]")
	// Looking at the result is no end: what is answered after it is kept too.
	s.keeps("surgery.months-since: 30")
	s.then("r", "Go to the result")
	s.press("Down")
	s.then("Enter", "Tab on", "Age")
	s.press("Home", "BSpace", "BSpace")
	s.press("61")
	s.keeps("health.age: 61")
	s.signal(syscall.SIGKILL)
	s.sees("exit code 137")
	s.start(100, 30, "--as", "clinician")
	s.sees("Answers were kept on", "Same person?")
	// It goes on at the first page with an open line, what was said on it included.
	s.then("Enter", "Tab on", "61 years", "30", "Sex")
	s.then("C-r", "Go to the result", "61", "30")
	s.press("q")
	s.ends(0)
	s.sees("Your answers are kept.", "unfinished.json", "forget")
	s.keeps("health.age: 61")
}

func TestTerminalPatient(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	s.start(80, 24)
	s.sees("Who is reading?")
	s.then("Enter", "Start the questions", "!Who is reading?")
	s.then("Enter", "How old are you?")
	s.then("46", "46")
	s.keeps("health.age: 46")
	// Between two parts a patient may stop, and reads that nothing is lost.
	s.then("Tab", "!How old are you?", "come back another day", "answers are kept", "Go on")
	s.then("Right", "Bladder, bowel")
	s.then("C-r", "See what it may mean")
	s.then("Right", "[1 Summary]", "not an all-clear")
	s.press("q")
	s.ends(0)
}

// basics are answers up to the warning signs.
const basics = `afterfusion: 1
as: patient
answers: {health.age: 58, health.sex: female, surgery.months-since: 30, safety.last-needle: never, health.devices: [none], health.pregnancy: no,
  health.blood-thinner: no, safety.infection-risk: [none], surgery.region: lumbar}
`

func TestTerminalEmergency(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	write(t, filepath.Join(s.home, "basics.yaml"), basics)
	s.start(80, 24, "basics.yaml")
	s.sees("Go on with the answers")
	s.then("Enter", "y yes")
	// That it can matter is said at once; how soon hangs on the lines below.
	s.then("y", "What you said can matter")
	for range 4 {
		s.press("n")
	}
	s.sees("in the last 2 weeks")
	s.then("1", "Get help now", "Call your emergency number", "You said", "pass urine", "It began in the last 2 weeks",
		"Go back and change my answer", "!Go on with the questions")
	// Nothing that was meant for the question closes it, and nothing leads on.
	s.press("n", "n", "Tab", "Right", "Space")
	s.sees("Get help now")
	s.press("C-c")
	s.ends(130)
	// Whoever comes back reads it first, and finds the answer behind it.
	s.start(80, 24)
	s.sees("as patient", "Same person?")
	s.then("Enter", "Get help now")
	s.shows("the way back to the answer", "Left", "Bladder, bowel", "pass urine")
}

// TestTerminalEmergencyLeft: what waited for one more line is said before anybody leaves.
func TestTerminalEmergencyLeft(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	write(t, filepath.Join(s.home, "basics.yaml"), basics)
	s.start(80, 24, "basics.yaml")
	s.sees("Go on with the answers")
	s.then("Enter", "y yes")
	s.then("y", "What you said can matter")
	s.then("q", "Get help now", "Go back and change my answer", "Quit")
	s.shows("the end", "q", "exit code 0")
	s.ends(0)
}

func TestTerminalKilled(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	ageAndMonths(s)
	s.signal(syscall.SIGKILL)
	s.sees("exit code 137")
	s.start(100, 30)
	s.sees("Answers were kept on", "as clinician", "Same person?", "Go on with the kept answers")
	s.then("Enter", "Tab on", "58 years", "30", "Sex")
	s.then("C-r", "58", "30")
	s.press("q")
	s.ends(0)
	s.keeps("surgery.months-since: 30")
}

func TestTerminalSignals(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP, "SIGINT": syscall.SIGINT, "SIGQUIT": syscall.SIGQUIT} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScreen(t)
			toQuestions(s)
			ageAndMonths(s)
			s.then("Tab", "!Months since")
			s.signal(sig)
			s.ends(130)
			s.sees("Your answers up to here are kept.")
			s.keeps("health.age: 58")
			s.keeps("surgery.months-since: 30")
		})
	}
}

// TestTerminalCloses closes the window itself: the answers outlive it.
func TestTerminalCloses(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	s.then("61", "61")
	s.keeps("health.age: 61")
	pid := s.pid()
	s.tmux("kill-server")
	s.wait("the program to end", func() bool { return syscall.Kill(pid, 0) != nil })
	s.keeps("health.age: 61")
}

func TestTerminalResize(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	ageAndMonths(s)
	for range 3 {
		for _, size := range [][2]string{{"40", "12"}, {"200", "60"}, {"80", "24"}, {"41", "50"}, {"160", "12"}, {"20", "5"}, {"120", "40"}, {"79", "23"}} {
			s.tmux("resize-window", "-x", size[0], "-y", size[1])
		}
	}
	s.tmux("resize-window", "-x", "40", "-y", "12")
	s.sees("Months since", "30")
	s.tmux("resize-window", "-x", "200", "-y", "60")
	s.sees("Months since", "Safety", "Ctrl+N next section", "Triage")
	s.then("C-r", "Go to the result", "58", "30")
	s.tmux("resize-window", "-x", "40", "-y", "12")
	s.then("Right", "[Summary]")
	for _, key := range []string{"2", "3", "4", "5", "6", "1"} {
		s.press(key)
		s.tmux("resize-window", "-x", "200", "-y", "60")
		s.sees("["+key, "6 References")
		s.tmux("resize-window", "-x", "40", "-y", "12")
		s.sees(key + " of 6")
	}
	// Margins of another size, such as a resize in the middle of a frame leaves.
	terminal := strings.TrimSpace(s.tmux("display-message", "-p", "#{pane_tty}"))
	s.tmux("resize-window", "-x", "100", "-y", "40")
	if err := os.WriteFile(terminal, []byte("\x1b[1;9r"), 0); err != nil {
		t.Fatal(err)
	}
	s.then("5", "[5 Safety]", "6 References", "1-36 of")
	s.press("q")
	s.ends(0)
}

func TestTerminalBackAndEdit(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	ageAndMonths(s)
	s.then("Tab", "!Months since")
	s.then("BTab", "Age", "58", "Months since", "30")
	s.press("Home", "BSpace", "BSpace")
	s.press("63")
	s.keeps("health.age: 63")
	// A value that cannot be holds nobody back, is there again, and leaves the old one.
	s.press("Enter")
	s.then("9999", "9999", "not an answer yet")
	s.then("BTab", "Go on with the kept answers")
	s.keeps("surgery.months-since: 30")
	s.then("Enter", "Tab on", "9999")
	s.press("BSpace", "BSpace", "BSpace", "BSpace")
	s.then("31", "31", "!not an answer yet")
	s.keeps("surgery.months-since: 31")
	// From the review any answer can be changed.
	s.then("C-r", "Go to the result", "63")
	s.press("Down")
	s.then("Enter", "Age", "63", "Tab on")
	s.press("Home", "BSpace", "BSpace")
	s.then("64", "64")
	s.then("Tab", "Go to the result", "64", "!63")
	s.keeps("health.age: 64")
	s.press("q")
	s.ends(0)
}

func TestTerminalLeaves(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	ageAndMonths(s)
	s.press("C-c")
	s.ends(130)
	s.sees("Your answers up to here are kept.")
	s.keeps("surgery.months-since: 30")
	s.start(80, 24, "--as", "patient")
	s.sees("Same person?")
	s.press("q")
	s.ends(0)
	s.keeps("surgery.months-since: 30")
}

func TestTerminalPrivate(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s, "--private")
	s.then("58", "58")
	s.then("q", "not kept", "Press q again")
	s.press("q")
	s.ends(0)
	s.start(80, 24, "--as", "patient", "--private")
	s.sees("What would you like to do?", "!Go on with")
	s.press("C-c")
	s.ends(130)
	if files := s.files(); len(files) > 0 {
		t.Errorf("--private left %v", files)
	}
}

// TestTerminalSaves goes from an answer file to the result, saves it as JSON and
// compares it with assess, byte for byte.
func TestTerminalSaves(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	data, err := os.ReadFile(filepath.Join("testdata", "interviews", "031-asd-l23-l34-after-l4s1-72f.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(s.home, "case.yaml"), string(data)+"suspicion: waived\n")
	s.start(120, 40, "case.yaml")
	s.sees("Answers were read from case.yaml")
	s.then("Enter", "Tab on")
	s.then("C-r", "Go to the result")
	s.then("Right", "[1 Summary]")
	s.then("s", "Save as", "JSON")
	for range 9 {
		if strings.Contains(lineOf(s.shown(), "JSON"), "»") {
			break
		}
		before := s.shown()
		s.press("Down")
		s.wait("the pointer to move", func() bool { return s.shown() != before })
	}
	s.then("Enter", "Saved: afterfusion-")
	// With its report saved the interview is finished, and leaving twice forgets it.
	s.then("q", "q again leaves and forgets your answers")
	s.press("q")
	s.ends(0)
	if s.kept() != "" {
		t.Error("a finished interview was kept")
	}
	saved, _ := filepath.Glob(filepath.Join(s.home, "afterfusion-*-clinician.json"))
	if len(saved) != 1 {
		t.Fatalf("saved: %v", s.files())
	}
	got, err := os.ReadFile(saved[0])
	if err != nil {
		t.Fatal(err)
	}
	if want := s.run("", nil, "assess", "--format", "json", filepath.Join(s.home, "case.yaml")); string(got) != want {
		t.Error("what the screens save is not what assess says of the same answers")
	}
}

// TestTerminalOpens opens saved answers from the first screen.
func TestTerminalOpens(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	write(t, filepath.Join(s.home, "mine.yaml"), basics)
	s.start(80, 24, "--as", "patient")
	s.sees("Open answers I saved")
	s.then("3", "Type the name of the file")
	s.press("mine.yml")
	s.then("Enter", "mine.yml: there is no such file")
	s.press("BSpace", "BSpace")
	s.press("aml")
	s.then("Enter", "Answers were read from mine.yaml", "Go on with the answers")
	s.then("Enter", "Bladder, bowel", "9/9")
	s.keeps("health.age: 58")
	s.press("C-c")
	s.ends(130)
}

// TestTerminalNotKept: where nothing can be kept the screens say so, and hold who leaves.
func TestTerminalNotKept(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	write(t, filepath.Join(s.home, "state"), "a file in the place of the folder")
	s.start(80, 24, "--as", "patient")
	s.sees("Your answers are not kept: a file", "stands in the place of a folder")
	s.then("Enter", "How old are you?")
	s.then("46", "46")
	s.then("q", "Your answers are not kept", "Press q again")
	s.press("q")
	s.ends(0)
}

// TestTerminalTwo: the second program says that it keeps nothing, the first loses nothing.
func TestTerminalTwo(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	ageAndMonths(s)
	other := newScreen(t)
	other.home = s.home
	other.start(80, 24, "--as", "patient")
	other.sees("afterfusion is open on this computer", "!Go on with")
	other.press("q")
	other.ends(0)
	s.keeps("surgery.months-since: 30")
}

// TestTerminalStops: Ctrl+Z stops the program under a shell, and only there.
func TestTerminalStops(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	toQuestions(s)
	s.then("58", "58")
	// The shell of this terminal runs a script and waits for nobody to go on with it.
	s.press("C-z")
	s.sees("58", "Age")
	s.then("Tab", "!Months since")
	s.press("C-c")
	s.ends(130)
	alone := newScreen(t)
	alone.alone = true
	alone.start(100, 30, "--as", "clinician")
	alone.sees("What would you like to do?")
	alone.then("Enter", "first suspicion")
	alone.then("C-z", "Ctrl+Z does nothing here")
	alone.then("Right", "Age", "Tab on")
}

// TestTerminalStopsUnderAShell goes through a shell that people type into.
func TestTerminalStopsUnderAShell(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is missing")
	}
	s := newScreen(t)
	s.shell(100, 30)
	for _, stop := range []func(){func() { s.press("C-z") }, func() { s.signal(syscall.SIGTSTP) }} {
		s.press(s.binary+" --as clinician --private", "Enter")
		s.sees("What would you like to do?")
		s.then("Enter", "first suspicion")
		stop()
		s.sees("Stopped")
		if on := strings.TrimSpace(s.tmux("display-message", "-p", "#{alternate_on}")); on != "0" {
			t.Error("the screens are still on while the program is stopped")
		}
		s.press("fg", "Enter")
		s.sees("first suspicion")
		s.then("Right", "Age", "Tab on")
		s.press("C-c")
		s.sees("Nothing was kept")
		s.tmux("send-keys", "-R")
		s.press("clear", "Enter")
		s.sees("!Nothing was kept")
	}
}

// lineOf is the first line that holds a text.
func lineOf(text, part string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			return line
		}
	}
	return ""
}

// run runs the program over pipes and returns its standard output.
func (s *screen) run(input string, env []string, args ...string) string {
	s.t.Helper()
	c := exec.Command(s.binary, args...)
	c.Env, c.Dir, c.Stdin = s.environment(env...), s.home, strings.NewReader(input)
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		s.t.Errorf("%v: %v: %s", args, err, errs.String())
	}
	return out.String()
}

func TestTerminalAccessible(t *testing.T) {
	t.Parallel()
	s := newScreen(t)
	for _, env := range [][]string{{"TERM=dumb"}, {"TERM=xterm-256color", "ACCESSIBLE=1"}, {}} {
		out := s.run("58\n30\ndone\n", env, "--as", "clinician")
		if !strings.Contains(out, "ASSESSMENT") || strings.Contains(out, "\x1b") {
			t.Errorf("%v: no plain result:\n%.400s", env, out)
		}
		if s.kept() != "" {
			t.Errorf("%v: a finished interview through a pipe was kept", env)
		}
	}
	// In a dumb terminal the prompts come line by line, and what was said is kept.
	s.startWith("TERM=dumb", 80, 24, "--as", "clinician")
	s.sees("Your own first suspicion?", "Enter for none")
	s.press("Enter")
	s.sees("Age")
	if on := strings.TrimSpace(s.tmux("display-message", "-p", "#{alternate_on}")); on != "0" {
		t.Error("a dumb terminal got the full screen")
	}
	s.press("58", "Enter")
	s.sees("Months since")
	s.keeps("health.age: 58")
	s.press("C-c")
	s.ends(130)
	s.keeps("health.age: 58")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
