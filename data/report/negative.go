package report

import (
	"strings"

	"afterfusion/rules"
)

// tellsLittle is the gain in bits below which what is still open changes next to nothing.
const tellsLittle = 0.05

// negative says whether a work-up has been done and leaves no source: tests spoke against
// some, none is likely enough to be told of, and what is open would tell little.
func (b *builder) negative() bool {
	a := b.a
	if a.Enough || len(a.Missing) > 0 || a.Triage.Level > rules.Routine || !a.Scope.In || len(a.Sources) == 0 || a.Sources[0].Probability >= likelyFrom {
		return false
	}
	for i := range a.Next {
		if a.Next[i].Gain >= tellsLittle {
			return false
		}
	}
	imaged, blocked := false, false
	for i := range a.Sources {
		r := &a.Sources[i]
		for _, c := range r.Contributions {
			obtain := b.k.Sources[r.Source].Evidence[c.Item].Obtain
			imaged = imaged || c.Weight < 0 && obtain == rules.Image
			blocked = blocked || c.Weight < 0 && obtain == rules.Block
		}
	}
	return imaged && blocked
}

// NoneStandsOut is what is said where all was told and no source can be named.
func (d *Document) NoneStandsOut(r rules.Reader) string {
	switch {
	case d.Negative && r == rules.Patient:
		return "So far, what you told us and your tests show no clear cause."
	case d.Negative:
		return "Work-up negative so far: no source is left that stands out, and what is open would change little."
	case r == rules.Patient:
		return "No one cause stands out from what you told us. A check by hand or a test can tell more."
	}
	return "Not enough information to name a source: none stands out from its prior."
}

// baseCare is what suits whatever the source, where none can be named: what runs beside
// the rungs of the first and is open.
func (s *Sheet) baseCare() []Row {
	if s.d.Enough || s.d.Triage.Level == "emergency" || s.d.Triage.Level == "urgent" {
		return nil
	}
	var names []string
	for i := range min(summaryNamed, len(s.d.Ladders)) {
		for _, o := range s.d.Ladders[i].Base {
			if o.Status == "now" || o.Status == "caution" {
				names = union(names, []string{lower(shortName(o.Name))})
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []Row{{Label: "Base care", Text: "Whatever the source: " + strings.Join(names, "; ") + "."}}
}
