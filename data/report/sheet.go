package report

import (
	"slices"
	"strconv"
	"strings"

	"afterfusion/rules"
)

// A sheet is a report: its parts in the order in which they are read. The writers of
// text, Markdown, HTML and PDF draw the same sheet.
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
	Text  string
	Style string // "", strong, muted, sub (a heading within the part)
	cites
	Items    []item
	Numbered bool
	Rows     []row
	Figure   *figures
	Narrow   bool // a list of short items that may stand in columns
}

// row is a label with what it says.
type row struct {
	Label, Text string
	cites
}

// item is a point of a list: a title, what it says, and what to ask.
type item struct {
	Mark  string // a sign before it, such as + or -
	Title string
	Text  string
	Ask   string
	cites
}

// cites are the numbers of the references of a statement: the first ones, how many more
// there are, and whether it rests on the project's judgement.
type cites struct {
	Refs     []int
	More     int
	Practice bool
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
	Plain    string // the caption for writers that do not draw; Caption where it is ""
	Wide     bool   // one drawing over the width
	Table    *table // the same as a table, for writers that do not draw
}

// words are the caption without the pictures.
func (f *figures) words() string {
	if f.Plain != "" {
		return f.Plain
	}
	return f.Caption
}

// numbered is a reference with its number in this report.
type numbered struct {
	N int
	Reference
	Note  string
	Whole bool // with its title
}

// compose makes the sheet for the document's reader.
func compose(d *Document, k *rules.Knowledge) *sheet {
	s := &sheet{d: d, k: k, Patient: d.As == string(rules.Patient)}
	if s.Patient {
		s.composePatient()
	} else {
		s.composeClinician()
	}
	if d.Full && !(s.Patient && d.Triage.Level == "emergency") {
		s.annex()
	}
	for i, id := range s.cited {
		for _, r := range d.References {
			if r.ID == id {
				s.References = append(s.References, numbered{i + 1, r, readWord(r.Read), d.Full})
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

// citedMost is how many references a statement names; how many more there are is said.
const citedMost = 2

// refs numbers references in the order in which they are first cited.
func (s *sheet) refs(ids []string) cites {
	var out cites
	most := citedMost
	if s.d.Full {
		most = len(ids)
	}
	for _, id := range ids[:min(most, len(ids))] {
		i := slices.Index(s.cited, id)
		if i < 0 {
			s.cited = append(s.cited, id)
			i = len(s.cited) - 1
		}
		out.Refs = append(out.Refs, i+1)
	}
	slices.Sort(out.Refs)
	out.More = max(len(ids)-most, 0)
	return out
}

// judged are the references of a row that may rest on the project's judgement too.
func (s *sheet) judged(ids []string, practice bool) cites {
	c := s.refs(ids)
	c.Practice = practice && len(ids) == 0
	return c
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

func (s *sheet) strong(text string) {
	if text != "" {
		s.add(block{Text: text, Style: "strong"})
	}
}

func (s *sheet) muted(text string) { s.add(block{Text: text, Style: "muted"}) }

// sub is a heading within a part.
func (s *sheet) sub(text string) { s.add(block{Text: text, Style: "sub"}) }

func (s *sheet) list(items []item) {
	if len(items) > 0 {
		s.add(block{Items: items})
	}
}

// points are short items.
func (s *sheet) points(texts []string) {
	var items []item
	for _, t := range texts {
		items = append(items, item{Text: t})
	}
	if len(items) > 0 {
		s.add(block{Items: items, Narrow: true})
	}
}

func (s *sheet) rows(rows []row) {
	if len(rows) > 0 {
		s.add(block{Rows: rows})
	}
}

// plainRows are lines without references.
func plainRows(lines []SummaryLine) []row {
	var out []row
	for _, l := range lines {
		out = append(out, row{Label: l.Label, Text: l.Text})
	}
	return out
}

func (s *sheet) words(kind, id string) string { return Words(kind, id, s.d.As) }

// drop removes the last part when nothing came to stand in it.
func (s *sheet) drop() {
	if n := len(s.Parts) - 1; len(s.Parts[n].Blocks) == 0 {
		s.Parts = s.Parts[:n]
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
	for i, l := range s.d.Lines {
		b := block{Text: l, Style: "strong"}
		if i < len(s.d.LineReferences) {
			b.cites = s.refs(s.d.LineReferences[i])
		}
		s.add(b)
	}
	s.say(s.d.Unverified)
}

// noCause says that no cause may be found, with what that rests on.
func (s *sheet) noCause() {
	s.add(block{Text: s.d.NoCause, cites: s.refs(s.d.NoCauseReferences)})
}

// named is how many sources are told of in full.
func (s *sheet) named() int {
	n := 0
	for n < len(s.d.Sources) && (n < summaryNamed || s.d.Sources[n].Probability >= likelyFrom) {
		n++
	}
	return n
}

// names are the names of sources and flags by their ids.
func (s *sheet) names(ids []string) []string {
	var out []string
	for _, id := range ids {
		for i := range s.d.Sources {
			if s.d.Sources[i].ID == id {
				out = append(out, lower(shortName(s.d.Sources[i].Name)))
			}
		}
		for i := range s.d.Triage.Flags {
			if s.d.Triage.Flags[i].ID == id {
				out = append(out, lower(s.d.Triage.Flags[i].Name))
			}
		}
	}
	return out
}

// optionNames are the names of options by their ids.
func (s *sheet) optionNames(ids []string) []string {
	var out []string
	for _, id := range ids {
		for i := range s.k.Options {
			if s.k.Options[i].ID == id {
				out = append(out, lower(shortName(s.k.Options[i].Name.For(rules.Reader(s.d.As)))))
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

// String writes the numbers of references: [1, 4, +2].
func (c cites) String() string {
	var words []string
	for _, n := range c.Refs {
		words = append(words, strconv.Itoa(n))
	}
	if c.More > 0 {
		words = append(words, "+"+strconv.Itoa(c.More))
	}
	if c.Practice {
		words = append(words, practice)
	}
	if len(words) == 0 {
		return ""
	}
	return "[" + strings.Join(words, ", ") + "]"
}

func doi(s string) string {
	if s == "" {
		return ""
	}
	return "doi:" + s + " "
}

func readWord(read string) string {
	return map[string]string{"yes": "", "cited": "(seen quoted, not read)", "recalled": "(not yet verified)"}[read]
}

func short(sha string) string { return sha[:min(12, len(sha))] }
