package report

import (
	"slices"
	"strings"

	"afterfusion/rules"
)

// used says what to do with what is in use.
func (g *gathering) used() {
	g.decided(&g.in.InUse)
	g.tried()
	if g.InUse = g.text(g.in.Stopping); g.InUse == "" {
		g.InUse = g.text(inUse)
	}
}

// mayNotBeSafe is what a patient reads of what is in use and contraindicated, where the
// knowledge has no words for that.
const mayNotBeSafe = "This may not be safe for you."

// ofInUse are the words of a row for what is in use: those that it has for that, else its
// own, for a patient without what forbids or ends it.
func (g *gathering) ofInUse(a *rules.Avoid, says string) string {
	switch {
	case !a.InUse.Empty():
		return g.marked(a.InUse, a.Estimate, a.Checked, a.Refs)
	case !g.patient():
		return says
	}
	kept := slices.DeleteFunc(sentences(says), rules.Forbids)
	if a.Level == rules.Never {
		kept = append([]string{mayNotBeSafe}, kept...)
	}
	return strings.Join(kept, " ")
}

// howSoon is when the prescriber is asked about what is in use: never later than the
// contact that a danger asks for.
func (g *gathering) howSoon() string {
	switch {
	case g.a.Triage.Level == rules.Emergency:
		return "emergency"
	case g.a.Triage.Level == rules.Urgent:
		return "same-contact"
	case g.today:
		return "today"
	case g.danger:
		return "week"
	}
	return "visit"
}
