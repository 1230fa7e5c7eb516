//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// screen is a real terminal in which the program runs: a tmux server of its own.
type screen struct {
	t                    *testing.T
	socket, home, binary string
	alone                bool // no shell stands behind the program
}

// patience is how long anything may take to appear.
const patience = 15 * time.Second

// newScreen makes a home and a terminal. The program is this test's own binary under
// the program's name, as in the stories.
func newScreen(t *testing.T) *screen {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("AFTERFUSION_ALL") == "1" {
			t.Fatal("tmux is missing, and AFTERFUSION_ALL=1 wants every test")
		}
		t.Skip("tmux is missing: the tests in a real terminal are left out")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// A socket's path must be short, which a test's folder is not.
	short, err := os.MkdirTemp("", "af")
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, socket: filepath.Join(short, "s"), home: t.TempDir()}
	s.binary = filepath.Join(short, "afterfusion")
	if err := os.Symlink(self, s.binary); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.end()
		os.RemoveAll(short)
	})
	return s
}

// end ends the terminal, if there is one.
func (s *screen) end() { _ = exec.Command("tmux", "-S", s.socket, "kill-server").Run() }

func (s *screen) environment(more ...string) []string {
	env := []string{"HOME=" + s.home, "XDG_STATE_HOME=" + filepath.Join(s.home, "state"), "LC_ALL=C.UTF-8", "PATH=" + os.Getenv("PATH"),
		"SHELL=/bin/sh"}
	return append(env, more...)
}

// start runs the program in a terminal of a size. What it leaves behind is told after it.
func (s *screen) start(width, height int, args ...string) {
	s.t.Helper()
	s.startWith("", width, height, args...)
}

func (s *screen) startWith(prefix string, width, height int, args ...string) {
	s.t.Helper()
	line := "trap : INT; cd '" + s.home + "'; " + prefix + " " + s.binary
	for _, a := range args {
		line += " '" + a + "'"
	}
	line += `; echo "exit code $?"; stty -a | grep -Eo -- ' -?(icanon|echo) ' | tr -d '\n'; echo; exec sleep 300`
	if s.alone {
		line = "exec " + s.binary + " '" + strings.Join(args, "' '") + "'"
	}
	s.serve(width, height, "sh", "-c", line)
}

// shell starts a shell to type into.
func (s *screen) shell(width, height int) {
	s.t.Helper()
	s.serve(width, height, "bash", "--norc", "--noprofile", "-i")
}

// serve starts a command in a new terminal.
func (s *screen) serve(width, height int, command ...string) {
	s.t.Helper()
	// A new server each time: one that is ending takes a new one on its socket along.
	s.end()
	s.socket += "s"
	c := exec.Command("tmux", append([]string{"-f", "/dev/null", "-S", s.socket, "new-session", "-d", "-x", strconv.Itoa(width), "-y", strconv.Itoa(height)}, command...)...)
	c.Env = s.environment("TERM=xterm-256color")
	if out, err := c.CombinedOutput(); err != nil {
		s.t.Fatalf("tmux does not start: %v: %s", err, out)
	}
}

// tmux runs a tmux command and returns what it prints.
func (s *screen) tmux(args ...string) string {
	out, err := exec.Command("tmux", append([]string{"-S", s.socket}, args...)...).CombinedOutput()
	if err != nil {
		return fmt.Sprintf("tmux %v: %v: %s", args, err, out)
	}
	return string(out)
}

func (s *screen) shown() string { return s.tmux("capture-pane", "-p") }

// wait looks again and again until something holds.
func (s *screen) wait(what string, holds func() bool) {
	s.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		if holds() {
			return
		}
	}
	s.t.Fatalf("waited for %s; on the screen:\n%s", what, s.shown())
}

// sees waits until texts are on the screen; behind a ! stands one that must not be.
func (s *screen) sees(texts ...string) {
	s.t.Helper()
	s.wait(fmt.Sprintf("%q", texts), func() bool {
		now := s.shown()
		for _, text := range texts {
			text, not := strings.CutPrefix(text, "!")
			if strings.Contains(now, text) == not {
				return false
			}
		}
		return true
	})
}

// press presses keys by tmux's names; text of more than one letter is typed.
func (s *screen) press(keys ...string) {
	s.t.Helper()
	s.tmux(append([]string{"send-keys"}, keys...)...)
}

// then presses keys and waits for what they bring.
func (s *screen) then(key string, texts ...string) {
	s.t.Helper()
	s.press(key)
	s.sees(texts...)
}

// shows presses a key until texts appear: a screen that came up by itself takes none for a
// moment.
func (s *screen) shows(what, key string, texts ...string) {
	s.t.Helper()
	var last time.Time
	s.wait(what, func() bool {
		now := s.shown()
		missing := ""
		for _, text := range texts {
			if !strings.Contains(now, text) {
				missing = text
			}
		}
		if missing != "" && time.Since(last) > time.Second {
			last = time.Now()
			s.press(key)
		}
		return missing == ""
	})
}

// pid is the process of the program.
func (s *screen) pid() int {
	s.t.Helper()
	shell := strings.TrimSpace(s.tmux("display-message", "-p", "#{pane_pid}"))
	found := 0
	s.wait("the process", func() bool {
		out, _ := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output()
		for line := range strings.Lines(string(out)) {
			if f := strings.Fields(line); len(f) == 2 && f[1] == shell {
				found, _ = strconv.Atoi(f[0])
			}
		}
		return found > 0
	})
	return found
}

func (s *screen) signal(sig syscall.Signal) {
	s.t.Helper()
	if err := syscall.Kill(s.pid(), sig); err != nil {
		s.t.Fatal(err)
	}
}

var exitLine = regexp.MustCompile(`exit code (\d+)`)

// ends waits for the program's end and its exit code, and looks whether the terminal
// is as it was: no second screen, a cursor, echo.
func (s *screen) ends(codes ...int) {
	s.t.Helper()
	s.wait("the end of the program", func() bool { return strings.Contains(s.shown(), "icanon") })
	got, _ := strconv.Atoi(append(exitLine.FindStringSubmatch(s.shown()), "", "-1")[1])
	ok := false
	for _, c := range codes {
		ok = ok || c == got
	}
	if !ok {
		s.t.Errorf("exit code %d, not one of %v\n%s", got, codes, s.shown())
	}
	if state := strings.TrimSpace(s.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}")); state != "0 1 0" {
		s.t.Errorf("the terminal is left with alternate screen, cursor, mouse: %s", state)
	}
	if now := s.shown(); strings.Contains(now, "-icanon") || strings.Contains(now, "-echo") {
		s.t.Errorf("the terminal is left raw:\n%s", now)
	}
}

// kept is the file of the unfinished interview, "" where there is none.
func (s *screen) kept() string {
	data, err := os.ReadFile(filepath.Join(s.home, "state", "afterfusion", "unfinished.json"))
	if err != nil {
		return ""
	}
	return string(data)
}

// keeps waits until the file of the unfinished interview holds a text.
func (s *screen) keeps(text string) {
	s.t.Helper()
	s.wait("the file to hold "+text, func() bool { return strings.Contains(s.kept(), text) })
}

// files lists all files below the home.
func (s *screen) files() []string {
	var out []string
	_ = filepath.WalkDir(s.home, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return nil
	})
	return out
}
