//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// BenchmarkFirstFrame is the time from the start of the process until the first question
// stands on the terminal, beside that of the least Bubble Tea program. Both are run in
// turns, so that what else the machine does falls on both, and the medians are told.
func BenchmarkFirstFrame(b *testing.B) {
	folder := b.TempDir()
	programs := map[string]string{}
	for name, source := range map[string]string{"afterfusion": ".", "minimal": "./testdata/minimal"} {
		programs[name] = filepath.Join(folder, name)
		build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", programs[name], source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0") // as one file that needs no other, the way it is handed on
		if out, err := build.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	took := map[string][]time.Duration{}
	for b.Loop() {
		for name, path := range programs {
			d, err := firstFrame(path, folder)
			if err != nil {
				b.Fatalf("%s: %v", name, err)
			}
			took[name] = append(took[name], d)
		}
	}
	median := func(name string) float64 {
		slices.Sort(took[name])
		return float64(took[name][len(took[name])/2].Microseconds()) / 1000
	}
	for name := range took {
		b.ReportMetric(median(name), name+"-ms")
	}
	b.ReportMetric(median("afterfusion")/median("minimal"), "times-minimal")
	b.ReportMetric(0, "ns/op")
}

// firstFrame runs a program in a terminal of its own until it asks who is reading.
func firstFrame(path, home string) (time.Duration, error) {
	terminal, shell, err := newTerminal()
	if err != nil {
		return 0, err
	}
	defer terminal.Close()
	c := exec.Command(path)
	c.Stdin, c.Stdout, c.Stderr = shell, shell, shell
	c.Env = []string{"HOME=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state"), "TERM=xterm-256color", "LC_ALL=C.UTF-8"}
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	from := time.Now()
	if err := c.Start(); err != nil {
		return 0, err
	}
	shell.Close()
	defer func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	}()
	var seen []byte
	buffer := make([]byte, 1<<16)
	for !bytes.Contains(seen, []byte("Who is reading?")) {
		n, err := terminal.Read(buffer)
		if err != nil {
			return 0, fmt.Errorf("%w after %q", err, seen)
		}
		seen = append(seen, buffer[:n]...)
	}
	return time.Since(from), nil
}

// newTerminal is a pseudo-terminal of 80 by 24: the end that shows and the end of a program.
func newTerminal() (shows, program *os.File, err error) {
	shows, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	fd := int(shows.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80})
	}
	if err == nil {
		program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		shows.Close()
		return nil, nil, err
	}
	return shows, program, nil
}

// TestFirstFrame looks that the terminal of the benchmark is one, with the test's own
// binary as the program.
func TestFirstFrame(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "afterfusion")
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	if _, err := firstFrame(path, folder); err != nil {
		t.Fatal(err)
	}
}
