//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestSignalsEndABatch: an interrupt ends a batch that waits for its next line, and one whose
// results nobody takes, with 130 and a sentence; a file that it was to write is not there.
func TestSignalsEndABatch(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "afterfusion")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	const line = `{"afterfusion":1,"answers":{"health.age":58}}` + "\n"
	for name, args := range map[string][]string{"waiting": nil, "stuck": nil, "into a file": {"-o", "out.ndjson"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			c := exec.Command(program, append([]string{"assess", "--batch"}, args...)...)
			c.Dir, c.Env = folder, []string{"HOME=" + folder}
			typing, err := c.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			results, err := c.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			var errs heard
			c.Stderr = &errs
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			defer c.Process.Kill()
			said := "lines assessed and written: 1"
			switch name {
			case "stuck":
				go func() { _, _ = io.WriteString(typing, strings.Repeat(line, 10_000)) }()
				if _, err := io.ReadFull(results, make([]byte, 1)); err != nil { // it is at work
					t.Fatal(err)
				}
				time.Sleep(300 * time.Millisecond) // and soon has filled the pipe
				said = ""
			case "waiting":
				if _, err := io.WriteString(typing, line); err != nil {
					t.Fatal(err)
				}
				if _, err := io.ReadFull(results, make([]byte, 100)); err != nil {
					t.Fatal(err)
				}
				time.Sleep(100 * time.Millisecond)
			default:
				_, _ = io.WriteString(typing, line)
				for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
					if found, _ := filepath.Glob(filepath.Join(folder, ".afterfusion-*")); len(found) == 1 || time.Now().After(end) {
						break
					}
				}
				said = "nothing was written to out.ndjson"
			}
			if err := c.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			late := time.AfterFunc(patience, func() { _ = c.Process.Kill() })
			var exit *exec.ExitError
			if err := c.Wait(); !errors.As(err, &exit) || exit.ExitCode() != exitInterrupted {
				t.Errorf("ends with %v", err)
			}
			late.Stop()
			if got := errs.String(); !strings.HasPrefix(got, "afterfusion: interrupted; ") || !strings.HasSuffix(got, said+"\n") || strings.Count(got, "\n") != 1 {
				t.Errorf("says %q", got)
			}
			if left, _ := os.ReadDir(folder); len(left) > 0 {
				t.Errorf("leaves %v", left)
			}
		})
	}
}
