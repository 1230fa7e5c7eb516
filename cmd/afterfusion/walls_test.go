package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestWalls keeps the four floors: cmd -> tui -> data -> rules. Imports run
// downwards only, and rules uses the standard library alone and nothing of the
// world outside.
func TestWalls(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "afterfusion/...").CombinedOutput()
	if err != nil {
		t.Skipf("go list is not to be had here: %v", err)
	}
	floors := []string{"afterfusion/rules", "afterfusion/data", "afterfusion/tui", "afterfusion/cmd"}
	floor := func(pkg string) int {
		for i, f := range floors {
			if pkg == f || strings.HasPrefix(pkg, f+"/") {
				return i
			}
		}
		return -1
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		from := floor(words[0])
		if from < 0 {
			t.Errorf("%s stands on no floor", words[0])
			continue
		}
		seen++
		for _, to := range words[1:] {
			if f := floor(to); f > from {
				t.Errorf("%s imports %s, which lies above it", words[0], to)
			}
			if words[0] == "afterfusion/rules" && (strings.Contains(to, ".") || banned[to]) {
				t.Errorf("rules imports %s", to)
			}
		}
	}
	if seen < 8 {
		t.Errorf("only %d packages were seen", seen)
	}
}

// banned is what package rules must not use: the outside world, clocks and chance.
var banned = map[string]bool{"os": true, "io": true, "io/fs": true, "net": true, "net/http": true, "time": true,
	"math/rand": true, "math/rand/v2": true, "crypto/rand": true, "os/exec": true, "log": true}
