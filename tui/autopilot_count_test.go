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
	name                       string
	reader                     rules.Reader
	quick                      bool
	mostKeys, mostSteps, mostQ int
}

var flights = []flight{{"clinician", rules.Clinician, false, 90, 40, 0}, {"patient", rules.Patient, false, 0, 0, 60},
	{"clinician quick", rules.Clinician, true, 35, 12, 0}, {"patient quick", rules.Patient, true, 35, 12, 0}}

// limits says what a way may cost.
func (f *flight) limits() string {
	var out []string
	for _, x := range []struct {
		n    int
		what string
	}{{f.mostKeys, "keys"}, {f.mostSteps, "steps"}, {f.mostQ, "questions"}} {
		if x.n > 0 {
			out = append(out, fmt.Sprint(x.n, " ", x.what))
		}
	}
	return strings.Join(out, ", ")
}

// TestKeys counts the keys and the questions (steps) of an interview, for all
// development cases; run it with -v to read the table. What is above the aim of the
// design is marked with a star. Only what never should be is a failure here.
func TestKeys(t *testing.T) {
	base := real(t)
	papers := developmentCases(t, base)
	for _, f := range flights {
		table := &strings.Builder{}
		fmt.Fprintf(table, "%s, keys (of them to pass over what is not answered), steps, questions, rows, keys in the review beside\n%s\n", f.name, howCounted)
		keys, steps, shown := map[string]int{}, map[string]int{}, map[string]int{}
		sections, bySection := map[string]int{}, map[string]int{}
		var allKeys, allSteps, allQuestions []int
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
			n, rows, questions := len(p.seen), 0, 0
			for k, r := range p.seen {
				rows += r
				questions += p.read[k]
			}
			star := " "
			if f.mostKeys > 0 && p.keys-p.mends > f.mostKeys || f.mostSteps > 0 && n > f.mostSteps || f.mostQ > 0 && questions > f.mostQ {
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
			allKeys, allSteps, allQuestions = append(allKeys, p.keys-p.mends), append(allSteps, n), append(allQuestions, questions)
			fmt.Fprintf(table, "%s %4d (%d) %4d %4d %4d  +%d  %s%s\n", star, p.keys-p.mends, p.idle, n, questions, rows, p.mends, x.name, ended)
		}
		fmt.Fprintf(table, "median %d keys, %d steps, %d questions; %d of %d above %s\ndearest steps (keys a person who sees it, seen by):",
			median(allKeys), median(allSteps), median(allQuestions), above, len(papers), f.limits())
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
