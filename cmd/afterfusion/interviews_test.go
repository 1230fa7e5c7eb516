package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// told is what the interview files are looked at for.
type told struct {
	Scope struct {
		In     bool
		Reason string
	}
	Triage struct {
		Level string
		Flags []struct{ ID string }
	}
	Sources []struct {
		ID          string
		Probability float64
	}
	Ladders, Plan []struct{}
}

func assessed(t *testing.T, name string) told {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(context.Background(), []string{"assess", "--format", "json", filepath.Join("testdata", "interviews", name+".yaml")}, strings.NewReader(""), &out, &errs)
	if code != exitDone {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	var x told
	if err := json.Unmarshal(out.Bytes(), &x); err != nil {
		t.Fatal(err)
	}
	return x
}

// TestPublishedInterviews assesses published cases: the source that was confirmed is
// among the first three, a danger comes first.
func TestPublishedInterviews(t *testing.T) {
	for name, want := range map[string]string{
		"031-asd-l23-l34-after-l4s1-72f": "adjacent-segment", "039-asd-l34-after-l45-55f": "adjacent-segment",
		"051-s1-screw-l5-root-39m": "nerve-compression", "058-bmp-bone-l5-root-42m": "nerve-compression",
		"202-nofusion-sij-bilateral-27f": "sacroiliac-joint", "204-nofusion-sij-bilateral-74f": "sacroiliac-joint",
	} {
		t.Run(name, func(t *testing.T) {
			x := assessed(t, name)
			at := slices.IndexFunc(x.Sources, func(s struct {
				ID          string
				Probability float64
			}) bool {
				return s.ID == want
			})
			if at < 0 || at >= 3 {
				t.Errorf("%s is number %d: %v", want, at+1, x.Sources[:min(5, len(x.Sources))])
			}
			if inScope := !strings.Contains(name, "nofusion"); inScope != x.Scope.In || inScope == (len(x.Ladders) == 0) {
				t.Errorf("in scope %v, %d ladders", x.Scope.In, len(x.Ladders))
			}
		})
	}
}

func TestPublishedInfectionComesFirst(t *testing.T) {
	x := assessed(t, "133-infection-bacteroides-69f")
	if x.Triage.Level != "emergency" || len(x.Triage.Flags) == 0 || x.Triage.Flags[0].ID != "infection" {
		t.Errorf("%+v", x.Triage)
	}
}

func TestOutOfScopeInterviews(t *testing.T) {
	for name, reason := range map[string]string{"out-of-scope-cervical": "cervical fusion", "out-of-scope-no-fusion": "spine fusion",
		"out-of-scope-age-15": "under 18", "202-nofusion-sij-bilateral-27f": "no fusion", "204-nofusion-sij-bilateral-74f": "no fusion"} {
		x := assessed(t, name)
		if x.Scope.In || !strings.Contains(x.Scope.Reason, reason) {
			t.Errorf("%s: %+v", name, x.Scope)
		}
		if len(x.Ladders) > 0 || len(x.Plan) > 0 {
			t.Errorf("%s: %d ladders, %d in the plan", name, len(x.Ladders), len(x.Plan))
		}
		if len(x.Sources) == 0 {
			t.Errorf("%s: the sources are not ranked", name)
		}
	}
}
