package main

import (
	"os"
	"strings"
	"testing"
)

// TestFolderThatMayNotBeRead: it is named, with what to do, by every command that takes one.
func TestFolderThatMayNotBeRead(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadDir(dir); err == nil {
		t.Skip("every folder may be read here")
	}
	for _, args := range [][]string{{"validate", dir}, {"knowledge", "lint", dir}, {"--knowledge", dir, "version"}} {
		var out, errs strings.Builder
		if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitFailed || !strings.Contains(errs.String(), dir+": may not be read; check who owns it") {
			t.Errorf("%q ends with %d: %s", args, code, errs.String())
		}
	}
}
