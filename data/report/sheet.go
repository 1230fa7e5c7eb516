package report

import (
	"slices"
	"strconv"
	"strings"

	"afterfusion/rules"
)

// Sheet is a report: its parts in the order in which they are read. The writers of
// text, Markdown, HTML and PDF and the screens draw the same sheet.
type Sheet struct {
	Title, Sub string
	Patient    bool
	Parts      []Part
	Foot       []string
	References []numbered

	d     *Document
	k     *rules.Knowledge
	cited []string
}

// Part is a chapter. Its kind is "", a level of danger, calm, or doctor, for what
// stands in a box.
type Part struct {
	ID      string
	Heading string
	Kind    string
	Blocks  []Block
}

// Block is one thing in a part: a paragraph, a list, rows or figures.
type Block struct {
	Text  string
	Style string // "", strong, muted, sub (a heading within the part)
	Opens Link
	cites
	Items    []Item
	Numbered bool
	Rows     []Row
	Figure   *Figures
	Narrow   bool // a list of short items that may stand in columns
}

// Row is a label with what it says.
type Row struct {
	Label, Text string
	Opens       Link
	cites
}

// Item is a point of a list: a title, what it says, and what to ask.
type Item struct {
	Opens Link
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

// Figures are drawings side by side, with a caption in words.
type Figures struct {
	Drawings []*drawing
	Caption  string
	Plain    string // the caption for writers that do not draw; Caption where it is ""
	Wide     bool   // one drawing over the width
	Table    *table // the same as a table, for writers that do not draw
}

// Words are the caption without the pictures.
func (f *Figures) Words() string {
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

// Compose makes the sheet for the document's reader.
func Compose(d *Document, k *rules.Knowledge) *Sheet {
	s := &Sheet{d: d, k: k, Patient: d.As == string(rules.Patient)}
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
func (s *Sheet) refs(ids []string) cites {
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
func (s *Sheet) judged(ids []string, practice bool) cites {
	c := s.refs(ids)
	c.Practice = practice && len(ids) == 0
	return c
}

// begin opens a part; add puts a block into the last one.
func (s *Sheet) begin(id, heading, kind string) {
	s.Parts = append(s.Parts, Part{ID: id, Heading: heading, Kind: kind})
}

func (s *Sheet) add(b ...Block) {
	p := &s.Parts[len(s.Parts)-1]
	p.Blocks = append(p.Blocks, b...)
}

func (s *Sheet) say(text string) {
	if text != "" {
		s.add(Block{Text: text})
	}
}

func (s *Sheet) strong(text string) {
	if text != "" {
		s.add(Block{Text: text, Style: "strong"})
	}
}

// first is the step that comes before the others.
func (s *Sheet) first(text string) {
	if text != "" {
		s.add(Block{Text: text, Style: "strong", Opens: s.d.First.Opens()})
	}
}

func (s *Sheet) muted(text string) { s.add(Block{Text: text, Style: "muted"}) }

// sub is a heading within a part.
func (s *Sheet) sub(text string) { s.add(Block{Text: text, Style: "sub"}) }

func (s *Sheet) list(items []Item) {
	if len(items) > 0 {
		s.add(Block{Items: items})
	}
}

// points are short items.
func (s *Sheet) points(texts []string) {
	var items []Item
	for _, t := range texts {
		items = append(items, Item{Text: t})
	}
	if len(items) > 0 {
		s.add(Block{Items: items, Narrow: true})
	}
}

func (s *Sheet) rows(rows []Row) {
	if len(rows) > 0 {
		s.add(Block{Rows: rows})
	}
}

// plainRows are lines without references.
func plainRows(lines []SummaryLine) []Row {
	var out []Row
	for _, l := range lines {
		out = append(out, Row{Label: l.Label, Text: l.Text})
	}
	return out
}

func (s *Sheet) words(kind, id string) string { return Words(kind, id, s.d.As) }

// drop removes the last part when nothing came to stand in it.
func (s *Sheet) drop() {
	if n := len(s.Parts) - 1; len(s.Parts[n].Blocks) == 0 {
		s.Parts = s.Parts[:n]
	}
}

func (s *Sheet) either(patient, clinician string) string {
	if s.Patient {
		return patient
	}
	return clinician
}

// lines are the sentences that hold for this person, and that tests were only told.
func (s *Sheet) lines() {
	for i, l := range s.d.Lines {
		b := Block{Text: l, Style: "strong"}
		if i < len(s.d.LineReferences) {
			b.cites = s.refs(s.d.LineReferences[i])
		}
		s.add(b)
	}
	s.say(s.d.Unverified)
}

// noCause says that no cause may be found, with what that rests on.
func (s *Sheet) noCause() {
	s.add(Block{Text: s.d.NoCause, cites: s.refs(s.d.NoCauseReferences)})
}

// named is how many sources are told of in full.
func (s *Sheet) named() int {
	n := 0
	for n < len(s.d.Sources) && (n < summaryNamed || s.d.Sources[n].Probability >= likelyFrom) {
		n++
	}
	return n
}

// names are the names of sources and flags by their ids.
func (s *Sheet) names(ids []string) []string {
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
func (s *Sheet) optionNames(ids []string) []string {
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
func (s *Sheet) opinions() []SummaryLine {
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

// decided is what was decided of an option, ready to stand behind its status; "" where
// nothing was.
func (d *Document) decided(option string) string {
	for _, x := range d.Decisions {
		switch {
		case x.Option != option:
		case x.Accepted:
			return "; accepted"
		case x.Reason != "":
			return "; set aside: " + x.Reason
		default:
			return "; set aside"
		}
	}
	return ""
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
