package report

import (
	"fmt"
	"strings"
)

// annex is what the full report adds: every source with every finding, everything that
// could still tell, and every ladder with the grounds of each option.
func (s *Sheet) annex() {
	if !s.Patient {
		s.begin("all-sources", "All sources", "")
		for i := s.named(); i < len(s.d.Sources); i++ { // the others stand in the assessment
			s.source(i+1, &s.d.Sources[i])
		}
		s.drop()
		s.allNext()
	}
	for i := range s.d.Ladders {
		if i < s.named() {
			s.ladder(i)
		}
	}
}

func (s *Sheet) allNext() {
	s.begin("all-next", "Everything that could still tell", "")
	var items []Item
	for _, n := range s.d.Next {
		items = append(items, Item{Title: capital(s.words("obtain", n.Obtain)) + ": " + stop(n.Says),
			Text: fmt.Sprintf("%.2f bits; %s: %s now, %s after; for %s.", n.Gain, strings.Join(s.names([]string{n.Source}), ""), InHundred(n.Now),
				strings.TrimSuffix(Span(n.Could[0], n.Could[1]), " in 100"), strings.Join(s.names(n.For), ", "))})
	}
	s.list(items)
	s.drop()
}

// ladder is one ladder, rung by rung.
func (s *Sheet) ladder(i int) {
	l := &s.d.Ladders[i]
	s.begin(fmt.Sprintf("ladder-of-%s", l.Source), s.either("Steps of care: ", "Ladder: ")+lower(s.d.Sources[i].Name), "")
	s.places(s.either("Beside every step", "Beside every rung"), l.Base)
	for k := range l.Rungs {
		r := &l.Rungs[k]
		title := fmt.Sprintf("%d. %s (%s)", k+1, strings.TrimSuffix(rungTitle(r), "."), rungWords(r, s.Patient))
		s.places(title, r.Options)
		if r.Gate != "" && r.Gate != r.Says {
			s.add(Block{Text: s.either("Needed first: ", "Opens: ") + r.Gate, Style: "muted", cites: s.refs(r.References)})
		}
	}
	s.places(s.either("Other things, not a next step", "Side branches, never current"), l.Beside)
}

func (s *Sheet) places(title string, options []Option) {
	if len(options) == 0 {
		return
	}
	s.sub(title)
	var items []Item
	for i := range options {
		o := &options[i]
		name := capital(o.Name)
		if o.Investigational {
			name += " (investigational)"
		}
		text := s.grounds(&o.Grounds)
		if o.InUse != "" {
			text = append([]string{stop(o.InUse)}, text...)
		}
		for _, c := range o.Candidacy {
			text = append(text, strings.TrimSuffix(c.Says, ".")+": "+map[string]string{"yes": "met", "no": "not met", "unknown": "not known"}[c.Met]+".")
		}
		if o.CandidacySays != "" {
			text = append(text, o.CandidacySays)
		}
		it := Item{Title: stop(name + ": " + s.words("status", o.Status) + s.d.decided(o.ID)), Text: strings.Join(text, " ")}
		if !s.Patient {
			it.cites = s.judged(o.References, o.Practice)
		}
		items = append(items, it)
	}
	s.list(items)
}
