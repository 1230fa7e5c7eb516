//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// heard is what a program has written so far.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.String()
}

// TestSignalsEndPrompts: each ends an interview at its prompts with 130 and one sentence
// on what became of the answers, which are kept.
func TestSignalsEndPrompts(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "afterfusion")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	for name, sig := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP, "SIGINT": syscall.SIGINT, "SIGQUIT": syscall.SIGQUIT} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			c := exec.Command(program, "--as", "clinician")
			c.Env = []string{"HOME=" + home, "TERM=dumb"}
			typing, err := c.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			var errs heard
			c.Stderr = &errs
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			defer c.Process.Kill()
			if _, err := typing.Write([]byte("58\n")); err != nil {
				t.Fatal(err)
			}
			for end := time.Now().Add(patience); !strings.Contains(errs.String(), "Months since"); {
				if time.Now().After(end) {
					t.Fatalf("waited for the next prompt:\n%s", errs.String())
				}
				time.Sleep(5 * time.Millisecond)
			}
			if err := c.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			var exit *exec.ExitError
			if err := c.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
				t.Errorf("ends with %v", err)
			}
			if got := errs.String(); !strings.HasSuffix(got, "unfinished.json. The command afterfusion forget removes them.\n") || strings.Count(got, "afterfusion: interrupted. ") != 1 {
				t.Errorf("says:\n%s", got)
			}
			kept, err := os.ReadFile(filepath.Join(home, ".local", "state", "afterfusion", "unfinished.json"))
			if err != nil || !strings.Contains(string(kept), "health.age: 58") {
				t.Errorf("kept %s, %v", kept, err)
			}
		})
	}
}
