package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// Who leaves by a word is not told of an interruption, and reads what becomes of the answers
// one thought a sentence; what --private means is said at the start.
func TestLeavingIsSaidPlainly(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_STATE_HOME", "LOCALAPPDATA"} {
		t.Setenv(name, home)
	}
	t.Setenv("ACCESSIBLE", "1")
	var out, errs bytes.Buffer
	if code := run(context.Background(), []string{"--as", "patient"}, strings.NewReader("58\nquit\n"), &out, &errs); code != exitInterrupted {
		t.Errorf("code %d", code)
	}
	said := errs.String()
	for _, want := range []string{"afterfusion: you left. Your answers up to here are kept. The next start offers to go on. They lie in ", "They go once all questions are through."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said:\n%s", want, said)
		}
	}
	if strings.Contains(said, "interrupted") || out.Len() > 0 {
		t.Errorf("says:\n%s%s", said, out.String())
	}
	errs.Reset()
	run(context.Background(), []string{"--as", "patient", "--private"}, strings.NewReader("quit\n"), &out, &errs)
	if said = errs.String(); !strings.Contains(said, "Your answers are not kept: that was asked for with --private.") || strings.Index(said, "not kept") > strings.Index(said, "How old") {
		t.Errorf("--private is not told at the start:\n%s", said)
	}
}
