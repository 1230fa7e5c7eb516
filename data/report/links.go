package report

import (
	"strings"
)

// Link is what a line of a sheet opens on a screen: a source, an option, a danger or a
// question, by its id; the zero Link opens nothing. A danger without an id is all of them.
type Link struct{ Kind, ID string }

// The kinds of links.
const (
	LinkSource   = "source"
	LinkOption   = "option"
	LinkFlag     = "flag"
	LinkQuestion = "question"
)

// Opens is what the first step opens: the option, or else the first question.
func (f *First) Opens() Link {
	switch {
	case f.Option != "":
		return Link{LinkOption, f.Option}
	case len(f.Questions) > 0:
		return Link{LinkQuestion, f.Questions[0]}
	case f.Flag != "":
		return Link{LinkFlag, f.Flag}
	}
	return Link{}
}

// summaryRows are the lines of the one screen with what each of them opens.
func (d *Document) summaryRows() []Row {
	out := plainRows(d.Summary)
	flags := 0
	for i := range out {
		r := &out[i]
		number, isSource := strings.CutPrefix(r.Label, sourceLine)
		switch {
		case r.Label == redFlag && flags < len(d.Triage.Flags):
			r.Opens = Link{LinkFlag, d.Triage.Flags[flags].ID}
			flags++
		case r.Label == notCleared:
			r.Opens = Link{Kind: LinkFlag}
		case isSource && len(number) == 1 && int(number[0]-'1') < len(d.Sources):
			r.Opens = Link{LinkSource, d.Sources[number[0]-'1'].ID}
		case r.Label == nextStep:
			r.Opens = d.First.Opens()
		}
	}
	return out
}

// Lines are the drawings in words, each under its name where it has one.
func (f *Figures) Lines() []string {
	var out []string
	for _, d := range f.Drawings {
		if len(d.Lines) > 0 && d.Name != "" {
			out = append(out, d.Name+":")
		}
		out = append(out, d.Lines...)
	}
	return out
}
