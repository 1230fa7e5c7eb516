package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// everything visits every command, hidden ones left out.
func everything(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, s := range c.Commands() {
		if !s.Hidden {
			everything(s, visit)
		}
	}
}

func TestEveryCommandHasExamplesAndManners(t *testing.T) {
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &sink{to: &out}, errs: &errs}
	root := a.root()
	page := string(manual(root))
	everything(root, func(c *cobra.Command) {
		if !strings.Contains(c.Example, "afterfusion") || c.Short == "" {
			t.Errorf("%s has no examples, or does not say what it does", c.CommandPath())
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if c.Parent() == nil || c.Parent().Name() != "completion" {
				if name := "\\-\\-" + strings.ReplaceAll(f.Name, "-", `\-`); f.Name != "help" && !strings.Contains(page, name) {
					t.Errorf("the manual page says nothing of --%s", f.Name)
				}
			}
		})
	})
	for _, line := range strings.Split(page, "\n") {
		if strings.HasPrefix(line, "'") {
			t.Errorf("a line of the manual page is read as a command: %q", line)
		}
	}
}

// TestWrongUsageIsOneHarmlessLine: whatever is typed, and exit code 2.
func TestWrongUsageIsOneHarmlessLine(t *testing.T) {
	for _, args := range [][]string{
		{"version", "x"}, {"forget", "x"}, {"man", "x"}, {"validate", "a", "b"}, {"knowledge"}, {"knowledge", "lst"}, {"knowledge", "\x1b[2J"}, {"completion"},
		{"completion", "x"}, {"help", "x"}, {"help", "knowledge", "x"}, {"a", "b"}, {"assess", "--\x1b[2J\nall is well"}, {"assess", "--format", "\x1b[2J"},
		{"--as", "nurse\nall is well", "assess"}, {"--knowledge", "", "version"}, {"assess", "-o", "", "x"}, {"knowledge", "sample", "--n", "x"},
		{"knowledge", "sample", "--n", "0"}, {"knowledge", "list", "x"}, {"knowledge", "show"}, {"knowledge", "lint", "a", "--coverage", "b"}, {"validate"}, {"-"},
	} {
		var out, errs bytes.Buffer
		code := run(context.Background(), args, strings.NewReader(""), &out, &errs)
		if said := errs.String(); code != exitUsage || out.Len() > 0 || strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "afterfusion: error: ") ||
			strings.ContainsAny(strings.TrimSuffix(said, "\n"), "\x1b\n") {
			t.Errorf("%q: exit code %d, %q, %q", args, code, out.String(), said)
		}
	}
}

func TestEveryFaultHasItsLine(t *testing.T) {
	var errs bytes.Buffer
	a := &app{errs: &errs}
	code := a.end(errors.Join(errors.New("one\nforged"), nil, errors.Join(errors.New("two \x1b[2J"), fmt.Errorf("three"))))
	want := "afterfusion: error: one\\nforged\nafterfusion: error: two \\x1b[2J\nafterfusion: error: three\n"
	if code != exitFailed || errs.String() != want {
		t.Errorf("%d, %q", code, errs.String())
	}
}

// lost is standard output on a full disk.
type lost struct{}

var errLost = errors.New("no space left on device")

func (lost) Write([]byte) (int, error) { return 0, errLost }

func TestNothingIsLostInSilence(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--help"}, {"help", "assess"}, {"man"}, {"completion", "bash"}, {"completion", "zsh"}, {"knowledge", "list"}, {"knowledge", "list", "--format", "json"},
		{"knowledge", "show", "sij-block"}, {"knowledge", "sample"}, {"assess", "--format", "json", "testdata/interviews/out-of-scope-age-15.yaml"}} {
		var errs bytes.Buffer
		if code := run(context.Background(), args, strings.NewReader(""), lost{}, &errs); code != exitFailed || errs.String() != "afterfusion: error: standard output cannot be written: no space left on device\n" {
			t.Errorf("%q: exit code %d, %q", args, code, errs.String())
		}
	}
}
