package tui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"afterfusion/rules"
)

// flight is one way of being asked, and what it may cost at most; 0 is not limited.
type flight struct {
	name            string
	reader          rules.Reader
	quick           bool
	mostKeys, mostQ int
}

var flights = []flight{{"clinician", rules.Clinician, false, 90, 40}, {"patient", rules.Patient, false, 0, 60},
	{"clinician quick", rules.Clinician, true, 35, 0}, {"patient quick", rules.Patient, true, 35, 0}}

// TestKeys counts the keys and the questions (steps) of an interview, for all
// development cases; run it with -v to read the table. What is above the aim of the
// design is marked with a star. Only what never should be is a failure here.
func TestKeys(t *testing.T) {
	base := real(t)
	papers := developmentCases(t, base)
	for _, f := range flights {
		table := &strings.Builder{}
		fmt.Fprintf(table, "%s, keys (of them to pass over what is not answered), steps, rows, keys in the review beside\n", f.name)
		keys, steps, shown := map[string]int{}, map[string]int{}, map[string]int{}
		sections, bySection := map[string]int{}, map[string]int{}
		var allKeys, allSteps []int
		above := 0
		for _, x := range papers {
			p := newPilot(t, base, f.reader, x.answers, f.quick)
			p.fly()
			for _, fault := range p.faults {
				t.Errorf("%s, %s: %s", f.name, x.name, fault)
			}
			for k, n := range p.cost {
				keys[k] += n
			}
			for k := range p.seen {
				shown[k]++
				steps[k] += p.cost[k]
			}
			n, rows := len(p.seen), 0
			for _, r := range p.seen {
				rows += r
			}
			star := " "
			if f.mostKeys > 0 && p.keys-p.mends > f.mostKeys || f.mostQ > 0 && n > f.mostQ {
				star = "*"
				above++
			}
			for k, c := range p.cost {
				section := p.sectionOf(k)
				sections[section] += c
				if p.seen[k] > 0 {
					bySection[section]++
				}
			}
			ended := ""
			if p.ended {
				ended = " (an emergency ends it)"
			}
			allKeys, allSteps = append(allKeys, p.keys-p.mends), append(allSteps, n)
			fmt.Fprintf(table, "%s %4d (%d) %4d %4d  +%d  %s%s\n", star, p.keys-p.mends, p.idle, n, rows, p.mends, x.name, ended)
		}
		fmt.Fprintf(table, "median %d keys, %d steps; %d of %d above %d keys or %d steps\ndearest steps (keys a person who sees it, seen by):",
			median(allKeys), median(allSteps), above, len(papers), f.mostKeys, f.mostQ)
		names := slices.SortedFunc(maps.Keys(shown), func(a, b string) int {
			return cmp.Or(cmp.Compare(keys[b], keys[a]), cmp.Compare(a, b))
		})
		for _, k := range names[:min(14, len(names))] {
			fmt.Fprintf(table, "\n  %-38s %5.1f  %d", k, float64(steps[k])/float64(shown[k]), shown[k])
		}
		table.WriteString("\nkeys and steps a person, by section:")
		for _, section := range slices.Sorted(maps.Keys(sections)) {
			fmt.Fprintf(table, "\n  %-12s %5.1f %5.1f", section, float64(sections[section])/float64(len(papers)), float64(bySection[section])/float64(len(papers)))
		}
		t.Log(table)
	}
}

func median(x []int) int {
	slices.Sort(x)
	return x[len(x)/2]
}

// sectionOf says to which section of the questions a step belongs.
func (p *pilot) sectionOf(step string) string {
	for i := range p.know.Questions {
		if q := &p.know.Questions[i]; q.ID == step || strings.HasSuffix(step, " from "+q.ID) || "grid "+q.Grid == step {
			return q.Section
		}
	}
	return "(" + step + ")"
}
