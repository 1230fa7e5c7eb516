package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The stories in testdata/script run the program as people do. Beside it they have
// the program "exits", which runs a command and checks its exit code.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"afterfusion": main, "exits": exits})
}

func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"sparse": sparse},
		Setup: func(env *testscript.Env) error {
			// A home of its own, so that no story finds what another kept.
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("XDG_STATE_HOME", filepath.Join(env.WorkDir, "state"))
			env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, "share"))
			env.Setenv("TERM", "dumb")
			return nil
		},
	})
}

// exits runs "exits CODE COMMAND..." and fails unless the command ends with the
// code; any stands for every code of the contract.
func exits() {
	c := exec.Command(os.Args[2], os.Args[3:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := c.Run(); c.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := strconv.Itoa(c.ProcessState.ExitCode())
	if os.Args[1] == "any" && slices.Contains([]string{"0", "1", "2", "130"}, code) {
		return
	}
	if code != os.Args[1] {
		fmt.Fprintf(os.Stderr, "exit code %s, not %s\n", code, os.Args[1])
		os.Exit(1)
	}
}

// sparse makes a file that is large and takes no room: sparse FILE BYTES.
func sparse(ts *testscript.TestScript, _ bool, args []string) {
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	name := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(name, nil, 0o600))
	ts.Check(os.Truncate(name, size))
}
