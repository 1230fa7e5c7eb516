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

// flight is one way of being asked, and what it may cost a usual case at most; 0 is not
// limited.
type flight struct {
	name                           string
	reader                         rules.Reader
	quick                          bool
	mostKeys, mostPages, mostAsked int
}

// The marks of the design: for a clinician keys, and questions as screens.md has them, where
// "one question or one grid" is a page; for a patient questions, each counted that is read
// and answered as one.
var flights = []flight{{"clinician", rules.Clinician, false, 90, 40, 0}, {"patient", rules.Patient, false, 0, 0, 60},
	{"clinician quick", rules.Clinician, true, 35, 12, 0}, {"patient quick", rules.Patient, true, 35, 12, 0}}

// What a usual case is: what a spine clinic sees on an ordinary day, told from the answers
// alone: an adult whom this is made for, a lumbar fusion (not one up into the chest, as
// for a crooked spine), and no emergency, which is sent to a hospital and not interviewed.
const whatIsUsual = "usual case: in scope, fusion of the lumbar region (to the sacrum or pelvis at most), no emergency"

func usual(t *testing.T, base *rules.Base, a rules.Answers) bool {
	t.Helper()
	now, err := base.Assess(a)
	if err != nil {
		t.Fatal(err)
	}
	return now.Scope.In && slices.Contains(a["surgery.region"].Yes, "lumbar") && now.Triage.Level < rules.Emergency
}

// count is what an interview cost.
type count struct {
	name                                     string
	usual, ended                             bool
	keys, idle, pages, questions, rows, mend int
}

// above says which marks an interview is above, "" for none.
func (f *flight) above(c *count) string {
	var out []string
	for _, x := range []struct {
		n, most int
		what    string
	}{{c.keys, f.mostKeys, "keys"}, {c.pages, f.mostPages, "pages"}, {c.questions, f.mostAsked, "questions"}} {
		if x.most > 0 && x.n > x.most {
			out = append(out, fmt.Sprintf("%d %s, at most %d", x.n, x.what, x.most))
		}
	}
	return strings.Join(out, "; ")
}

// marks says what a usual case may cost.
func (f *flight) marks() string {
	var out []string
	for _, x := range []struct {
		most int
		what string
	}{{f.mostKeys, "keys"}, {f.mostPages, "pages"}, {f.mostAsked, "questions"}} {
		if x.most > 0 {
			out = append(out, fmt.Sprint("at most ", x.most, " ", x.what))
		}
	}
	return strings.Join(out, ", ")
}

// TestKeys counts what an interview costs for all development cases: run it with -v to read
// the table. It fails where a usual case is above a mark of the design; what else is above
// one has a star.
func TestKeys(t *testing.T) {
	base := real(t)
	papers := developmentCases(t, base)
	for _, f := range flights {
		var all []count
		spent := newSpending()
		for _, x := range papers {
			p := newPilot(t, base, f.reader, x.answers, f.quick)
			p.fly()
			for _, fault := range p.faults {
				t.Errorf("%s, %s: %s", f.name, x.name, fault)
			}
			c := p.count(x.name)
			if c.usual = usual(t, base, x.answers); c.usual && f.above(&c) != "" {
				t.Errorf("%s, %s, a usual case: %s", f.name, x.name, f.above(&c))
			}
			all = append(all, c)
			spent.add(p)
		}
		t.Log(f.table(all) + spent.table(len(papers)))
	}
}

// count sums up an interview that is over.
func (p *pilot) count(name string) count {
	c := count{name: name, ended: p.ended, keys: p.keys - p.mends, idle: p.idle, pages: len(p.seen), mend: p.mends}
	for k, rows := range p.seen {
		c.rows += rows
		c.questions += p.read[k]
	}
	return c
}

// table writes the counts, the usual cases first, with what is held against the marks.
func (f *flight) table(all []count) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\nmarks for a usual case: %s\n%s\n%s\n", f.name, f.marks(), whatIsUsual, howCounted)
	for _, group := range []struct {
		name  string
		usual bool
	}{{"usual cases", true}, {"other cases", false}} {
		fmt.Fprintf(&out, "%s\n  keys (idle) pages questions rows review\n", group.name)
		var keys, pages, questions []int
		above := 0
		for i := range all {
			c := &all[i]
			if c.usual != group.usual {
				continue
			}
			keys, pages, questions = append(keys, c.keys), append(pages, c.pages), append(questions, c.questions)
			star := " "
			if f.above(c) != "" {
				star = "*"
				above++
			}
			ended := ""
			if c.ended {
				ended = " (an emergency ends it)"
			}
			fmt.Fprintf(&out, "%s %4d  %4s %5d %9d %4d %6s %s%s\n", star, c.keys, fmt.Sprintf("(%d)", c.idle), c.pages, c.questions, c.rows,
				fmt.Sprintf("+%d", c.mend), c.name, ended)
		}
		fmt.Fprintf(&out, "median and most of %d: keys %s, pages %s, questions %s; above a mark: %d\n", len(keys), middleAndMost(keys), middleAndMost(pages),
			middleAndMost(questions), above)
	}
	return out.String()
}

// middleAndMost are the median and the largest of some counts.
func middleAndMost(x []int) string {
	slices.Sort(x)
	return fmt.Sprint(x[len(x)/2], " and ", x[len(x)-1])
}

// spending sums up, over all people, what each page and each section costs.
type spending struct {
	keys, seen, sections, pages map[string]int
}

func newSpending() *spending {
	return &spending{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
}

func (s *spending) add(p *pilot) {
	for k := range p.seen {
		s.seen[k]++
		s.keys[k] += p.cost[k]
		s.pages[p.sectionOf(k)]++
	}
	for k, c := range p.cost {
		s.sections[p.sectionOf(k)] += c
	}
}

// table writes the dearest pages and the sections.
func (s *spending) table(people int) string {
	const shown = 14
	var out strings.Builder
	out.WriteString("dearest pages (keys for each who sees it, seen by):")
	names := slices.SortedFunc(maps.Keys(s.seen), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.keys[b], s.keys[a]), cmp.Compare(a, b))
	})
	for _, k := range names[:min(shown, len(names))] {
		fmt.Fprintf(&out, "\n  %-38s %5.1f  %d", k, float64(s.keys[k])/float64(s.seen[k]), s.seen[k])
	}
	out.WriteString("\nkeys and pages a person, by section:")
	for _, section := range slices.Sorted(maps.Keys(s.sections)) {
		fmt.Fprintf(&out, "\n  %-12s %5.1f %5.1f", section, float64(s.sections[section])/float64(people), float64(s.pages[section])/float64(people))
	}
	return out.String()
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
