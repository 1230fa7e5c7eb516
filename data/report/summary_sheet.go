package report

import (
	"slices"
	"strconv"
	"strings"

	"afterfusion/rules"
)

// A sheet is a report on paper: its parts in the order in which they are read. The
// writers of Markdown, HTML and PDF draw the same sheet.
type sheet struct {
	Title, Sub string
	Patient    bool
	Parts      []part
	Foot       []string
	References []numbered
	d          *Document
	k          *rules.Knowledge
	cited      []string
}

// part is a chapter. Its kind is "", a level of danger, calm, or doctor, for what
// stands in a box.
type part struct {
	ID      string
	Heading string
	Kind    string
	Blocks  []block
}

// block is one thing in a part: a paragraph, a list, rows or figures.
type block struct {
	Text   string
	Style  string // "", strong, muted
	Refs   []int
	Items  []item
	Rows   []SummaryLine
	Figure *figures
	Narrow bool // a list of short items that may stand in columns
	Small  bool // and in small print
}

// item is a point of a list: a title, what it says, and what to ask.
type item struct {
	Mark  string // a sign before it, such as + or -
	Title string
	Text  string
	Ask   string
	Refs  []int
}

// table has a heading for every column.
type table struct {
	Head []string
	Rows [][]string
}

// figures are drawings side by side, with a caption in words.
type figures struct {
	Drawings []*drawing
	Caption  string
	Wide     bool   // one drawing over the width
	Table    *table // the same as a table, for writers that do not draw
}

// numbered is a reference with its number in this report.
type numbered struct {
	N int
	Reference
	Note string
}

// compose makes the sheet for the document's reader.
func compose(d *Document, k *rules.Knowledge) *sheet {
	s := &sheet{d: d, k: k, Patient: d.As == string(rules.Patient)}
	if s.Patient {
		s.composePatient()
	} else {
		s.composeClinician()
	}
	for i, id := range s.cited {
		for _, r := range d.References {
			if r.ID == id {
				s.References = append(s.References, numbered{i + 1, r, readWord(r.Read)})
			}
		}
	}
	s.Foot = append(s.Foot, d.Intended)
	edition := "afterfusion. Knowledge " + d.Knowledge.Version + ", " + short(d.Knowledge.SHA256) + "."
	for _, r := range d.Knowledge.Replaced {
		edition += " Changed by an overlay: " + r + "."
	}
	s.Foot = append(s.Foot, edition)
	return s
}

// citedMost is how many references a line of the note names; the text and JSON
// reports name them all.
const citedMost = 2

// refs numbers references in the order in which they are first cited.
func (s *sheet) refs(ids []string) []int {
	var out []int
	for _, id := range ids[:min(citedMost, len(ids))] {
		i := slices.Index(s.cited, id)
		if i < 0 {
			s.cited = append(s.cited, id)
			i = len(s.cited) - 1
		}
		out = append(out, i+1)
	}
	slices.Sort(out)
	return out
}

// begin opens a part; add puts a block into the last one.
func (s *sheet) begin(id, heading, kind string) {
	s.Parts = append(s.Parts, part{ID: id, Heading: heading, Kind: kind})
}

func (s *sheet) add(b ...block) {
	p := &s.Parts[len(s.Parts)-1]
	p.Blocks = append(p.Blocks, b...)
}

func (s *sheet) say(text string) {
	if text != "" {
		s.add(block{Text: text})
	}
}

func (s *sheet) strong(text string) { s.add(block{Text: text, Style: "strong"}) }

func (s *sheet) muted(text string) { s.add(block{Text: text, Style: "muted"}) }

func (s *sheet) list(items []item) {
	if len(items) > 0 {
		s.add(block{Items: items})
	}
}

func (s *sheet) words(kind, id string) string { return Words(kind, id, s.d.As) }

// drop removes the last part when nothing came to stand in it.
func (s *sheet) drop() {
	if n := len(s.Parts) - 1; len(s.Parts[n].Blocks) == 0 {
		s.Parts = s.Parts[:n]
	}
}

// painFigure shows and lists the marked places.
func (s *sheet) painFigure() {
	if len(s.d.Zones) > 0 {
		s.add(block{Figure: &figures{Drawings: bodyDrawings(s.d.Zones, 0.135), Caption: s.either("You marked: ", "Pain drawing: ") + zoneWords(s.d.Zones) + "."}})
	}
}

func (s *sheet) either(patient, clinician string) string {
	if s.Patient {
		return patient
	}
	return clinician
}

// lines are the sentences that hold for this person, and that tests were only told.
func (s *sheet) lines() {
	for _, l := range s.d.Lines {
		s.strong(l)
	}
	if s.d.Unverified != "" {
		s.say(s.d.Unverified)
	}
}

// settling are the things to find out that tell most, in the order of the document.
// What is not safe or on hold now is not among them.
func settling(d *Document, most int) []Next {
	shut := map[string]bool{}
	eachOption(d, func(o *Option) { shut[o.ID] = shut[o.ID] || o.Status == "never" || o.Status == "hold" })
	best := slices.DeleteFunc(slices.Clone(d.Next), func(n Next) bool { return shut[n.Option] })
	slices.SortStableFunc(best, func(a, b Next) int {
		switch {
		case a.Gain > b.Gain:
			return -1
		case a.Gain < b.Gain:
			return 1
		}
		return 0
	})
	best = best[:min(most, len(best))]
	var out []Next
	for _, n := range d.Next {
		for _, x := range best {
			if x.ID == n.ID && x.Obtain == n.Obtain && x.Says == n.Says {
				out = append(out, n)
				break
			}
		}
	}
	return out[:min(most, len(out))]
}

// sourceNames are the names of sources by their ids.
func (s *sheet) sourceNames(ids []string) []string {
	var out []string
	for _, id := range ids {
		for i := range s.d.Sources {
			if s.d.Sources[i].ID == id {
				out = append(out, shortName(s.d.Sources[i].Name))
			}
		}
	}
	return out
}

// opinions are the suspicion that was named first and what was decided.
func (s *sheet) opinions() []SummaryLine {
	var out []SummaryLine
	if id := s.d.Suspicion; id != "" && id != "waived" {
		name := id
		for i := range s.k.Sources {
			if s.k.Sources[i].ID == id {
				name = s.k.Sources[i].Name.For(rules.Reader(s.d.As))
			}
		}
		out = append(out, SummaryLine{s.either("First thought of your clinician", "First suspicion, named before the ranking"), name})
	}
	for _, x := range s.d.Decisions {
		name := x.Option
		for i := range s.k.Options {
			if s.k.Options[i].ID == x.Option {
				name = s.k.Options[i].Name.For(rules.Reader(s.d.As))
			}
		}
		label := "Set aside"
		if x.Accepted {
			label = "Accepted"
		}
		if x.Reason != "" {
			name += " (" + x.Reason + ")"
		}
		out = append(out, SummaryLine{label, name})
	}
	return out
}

// numbers writes the numbers of references: [1, 4].
func numbers(refs []int) string {
	if len(refs) == 0 {
		return ""
	}
	words := make([]string, len(refs))
	for i, n := range refs {
		words[i] = strconv.Itoa(n)
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// sentences cuts a text after each full stop that ends a sentence.
func sentences(text string) []string {
	var out []string
	for text != "" {
		i := strings.Index(text, ". ")
		if i < 0 {
			return append(out, text)
		}
		out = append(out, text[:i+1])
		text = strings.TrimSpace(text[i+2:])
	}
	return out
}

// stop ends a text with a full stop where it has none.
func stop(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}
