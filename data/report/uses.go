package report

import "slices"

// Use is a line of the result that rests on a publication, with what opens it.
type Use struct {
	Link
	Says string
}

// Uses are the lines of the result that rest on a publication, in the order in which the
// result tells them, each once.
func (d *Document) Uses(reference string) []Use {
	u := uses{reference: reference}
	for i := range d.Triage.Flags {
		f := &d.Triage.Flags[i]
		u.note(f.References, Link{LinkFlag, f.ID}, f.Name)
	}
	for i := range d.Sources {
		u.source(&d.Sources[i])
	}
	for i := range d.Ladders {
		u.ladder(d, &d.Ladders[i])
	}
	for i := range d.Plan {
		u.note(d.Plan[i].Grounds.References, Link{LinkOption, d.Plan[i].Option}, d.Plan[i].Name)
	}
	for _, s := range slices.Concat(d.NotNow, d.IfAgreed) {
		for i, id := range s.Options {
			u.note(s.References, Link{LinkOption, id}, s.Names[i])
		}
	}
	u.note(d.NoCauseReferences, Link{}, d.NoCause)
	for i, l := range d.Lines {
		u.note(d.LineReferences[i], Link{}, l)
	}
	return u.found
}

type uses struct {
	reference string
	found     []Use
}

func (u *uses) note(refs []string, at Link, says string) {
	use := Use{at, says}
	if slices.Contains(refs, u.reference) && !slices.Contains(u.found, use) {
		u.found = append(u.found, use)
	}
}

func (u *uses) source(s *Source) {
	at, name := Link{LinkSource, s.ID}, capital(shortName(s.Name))
	u.note(s.PriorReferences, at, name+": prior")
	for _, c := range s.Contributions {
		u.note(c.References, at, name+": "+lower(c.Says))
	}
	for _, c := range s.Answers {
		u.note(c.References, at, name+": "+lower(c.Says))
	}
}

func (u *uses) ladder(d *Document, l *Ladder) {
	for i := range l.Rungs {
		r := &l.Rungs[i]
		for k := range d.Sources {
			if d.Sources[k].ID == l.Source {
				u.note(r.References, Link{LinkSource, l.Source}, capital(shortName(d.Sources[k].Name))+", step of its ladder: "+lower(rungTitle(r)))
			}
		}
		u.options(r.Options)
	}
	u.options(l.Base)
	u.options(l.Beside)
}

func (u *uses) options(all []Option) {
	for i := range all {
		u.note(all[i].References, Link{LinkOption, all[i].ID}, all[i].Name)
	}
}
