package tui

import (
	"fmt"
	"strings"

	"afterfusion/data/report"
	"afterfusion/tui/chart"
)

// leastGain is the gain in bits below which nothing is listed by itself.
const leastGain = 0.005

// writeNext lists what would settle it, by kind, with the gain drawn.
func (m *app) writeNext(w *writer) {
	d := m.document()
	if d.First.Says != "" {
		w.head(m.pick("First", "First step"))
		w.item(linked(d.First.Opens()), w.key, d.First.Says)
	}
	most := 0.0
	for i := range d.Next {
		most = max(most, d.Next[i].Gain)
	}
	if most < leastGain {
		w.blank()
		w.para(w.text, 0, m.pick("No further question or test would change much now.", "Nothing open would change a ladder."))
		return
	}
	w.blank()
	w.para(w.muted, 0, m.pick("What would tell the most. First what is easy and safe. The longer the bar, the more it tells.",
		"Expected drop in uncertainty over all sources whose ladder could change, in bits (an estimate); then how far it could move the source that it tells most about."))
	kind, less := "", 0
	for i := range d.Next {
		n := &d.Next[i]
		if n.Gain < leastGain {
			less++
			continue
		}
		if n.Obtain != kind {
			kind = n.Obtain
			w.head(capital(m.word("obtain", kind)))
		}
		m.nextItem(w, n, most)
	}
	if less > 0 {
		w.blank()
		w.para(w.muted, 0, fmt.Sprintf("%d more would tell next to nothing.", less))
	}
}

// nextItem is one thing to find out: what it is, what it gains, and for which sources.
func (m *app) nextItem(w *writer, n *report.Next, most float64) {
	t := target{"mend", n.ID}
	says := strings.TrimSuffix(n.Says, ".")
	if n.Option != "" {
		t = target{report.LinkOption, n.Option}
		says += " (" + m.word("status", n.Status) + ")"
	}
	w.item(t, w.text, says)
	var also []string
	for _, id := range n.For {
		if id != n.Source {
			also = append(also, short(m.sourceName(id)))
		}
	}
	words := m.pick("Tells about: ", "") + short(m.sourceName(n.Source))
	if m.numbers() {
		words = fmt.Sprintf("%.2f bits · %s: %s now, %s after", n.Gain, short(m.sourceName(n.Source)), report.InHundred(n.Now),
			strings.TrimSuffix(report.Span(n.Could[0], n.Could[1]), " in 100"))
	}
	w.drawn(4, chart.Bar(n.Gain/most, min(w.width/4, 20), w.g), words)
	if len(also) > 0 {
		w.para(w.muted, 4, m.pick("It tells about these too: ", "Also for: ")+strings.Join(also, "; "))
	}
}
