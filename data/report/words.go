package report

import (
	"fmt"
	"math"
	"strings"
)

// The words for bands, levels and statuses, by reader: patient first.
var (
	bandWords = map[string][2]string{
		"very-likely":   {"very likely", "very likely"},
		"likely":        {"likely", "likely"},
		"possible":      {"possible", "possible"},
		"not-ruled-out": {"less likely, but not ruled out", "not ruled out"},
		"unlikely":      {"not likely", "unlikely"},
	}
	certaintyWords = map[string][2]string{
		"firm": {"More answers would not change this much.", "firm"},
		"fair": {"This could still shift a little.", "fair"},
		"weak": {"This could still shift a lot.", "weak"},
	}
	levelWords = map[string][2]string{
		"routine":   {"nothing urgent", "routine"},
		"soon":      {"see a doctor within one to two weeks", "soon: 1 to 2 weeks"},
		"urgent":    {"talk to a doctor today", "urgent: same day"},
		"emergency": {"get help now", "EMERGENCY: now"},
	}
	statusWords = map[string][2]string{
		"review":  {"you use this: do not change it yourself", "in use: review with prescriber"},
		"never":   {"not safe for you now", "not safe now"},
		"hold":    {"wait: safety first", "on hold"},
		"stop":    {"did not help: not again", "did not help, no repeat"},
		"later":   {"not yet", "later"},
		"ask":     {"something must be found out first", "ask first"},
		"done":    {"done", "done"},
		"caution": {"with care", "with caution"},
		"now":     {"can be talked about now", "open now"},
	}
	// soonWords say how soon the prescriber is asked about what is in use.
	soonWords = map[string][2]string{
		"visit":        {"Ask at your next visit.", "Review at the next visit."},
		"week":         {"Ask this week.", "Review within a week."},
		"today":        {"Ask about it today.", "Review the same day."},
		"same-contact": {"Ask about it in the same call or visit today.", "Review in the same-day contact."},
		"emergency":    {"Tell the emergency team that you use it.", "Tell the emergency team; review there."},
	}
	obtainWords = map[string][2]string{
		"ask": {"a question", "history"}, "examine": {"a check by a clinician", "examination"}, "image": {"a scan", "imaging"},
		"lab": {"a blood test", "laboratory"}, "block": {"a numbing test", "block"},
	}
)

var wordTables = map[string]map[string][2]string{"band": bandWords, "certainty": certaintyWords, "level": levelWords, "status": statusWords, "obtain": obtainWords, "rung": rungStates, "soon": soonWords}

// Words returns the reader's words for a band, certainty, level, status, way of finding out,
// state of a rung, or how soon.
func Words(kind, id, reader string) string {
	w, ok := wordTables[kind][id]
	if !ok {
		return id
	}
	if reader == "patient" {
		return w[0]
	}
	return w[1]
}

// InHundred writes a probability as people read it: "42 in 100".
func InHundred(p float64) string { return fmt.Sprintf("%.0f in 100", math.Round(p*100)) }

// Span writes an interval of probabilities: "24 to 62 in 100".
func Span(lo, hi float64) string {
	a, b := math.Round(lo*100), math.Round(hi*100)
	if a == b {
		return fmt.Sprintf("%.0f in 100", a)
	}
	return fmt.Sprintf("%.0f to %.0f in 100", a, b)
}

// Wrap breaks text into lines of at most width characters, each indented.
func Wrap(text, indent string, width int) string {
	var out strings.Builder
	for i, para := range strings.Split(text, "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		line := indent
		for _, w := range strings.Fields(para) {
			if len(line) > len(indent) && len([]rune(line))+1+len([]rune(w)) > width {
				out.WriteString(line + "\n")
				line = indent
			}
			if len(line) > len(indent) {
				line += " "
			}
			line += w
		}
		out.WriteString(line)
	}
	return out.String()
}
