package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"

	"afterfusion/rules"
)

const fontName = "go"

// Papers are the sizes of paper that a PDF can be made for; the first is the usual one.
var Papers = []string{"a4", "letter"}

// margins are the edges of what is written on a page, in millimetres, and where its foot
// stands.
type margins struct{ left, right, top, bottom, foot float64 }

var paperMargins = map[string]margins{"a4": {13, 197, 11, 284, 290}, "letter": {13, 203, 10, 267, 272.5}}

// paper lays a sheet out on pages.
type paper struct {
	f           *fpdf.Fpdf
	s           *Sheet
	page        margins
	y           float64
	left, right float64
	size        float64 // of the text, in points
	tags        tagger
}

// sizes are those of the text, in points, from the usual one down: the first with which a
// report keeps to its pages is taken: two for a patient, one in an emergency, and three
// for a clinician.
var (
	emergencySizes = []float64{13, 12, 11, 10, 9.2}
	patientSizes   = []float64{9.2, 8.9, 8.6, 8.3, 8}
	clinicianSizes = []float64{8, 7.7, 7.4, 7.2}
)

const patientPages, clinicianPages = 2, 3

// PDF writes the document as tagged pages with their fonts inside and a bookmark for
// each chapter. The same document gives the same bytes: its day is the only time in the
// file.
func PDF(d *Document, k *rules.Knowledge) ([]byte, error) {
	s := Compose(d, k)
	size := d.Paper
	if size == "" {
		size = Papers[0]
	}
	page, ok := paperMargins[size]
	if !ok {
		return nil, fmt.Errorf("there is no paper %q; it is %s", size, strings.Join(Papers, " or "))
	}
	if slices.ContainsFunc(s.texts(), func(t string) bool { return printable(t) != t }) {
		s.Foot = append(s.Foot, "A question mark may stand for a character that this file cannot show; the web page of the same answers has it.")
	}
	sizes, most := clinicianSizes, clinicianPages
	switch {
	case s.Patient && d.Triage.Level == "emergency":
		sizes, most = emergencySizes, 1
	case s.Patient:
		sizes, most = patientSizes, patientPages
	}
	if d.Full {
		sizes = sizes[:1]
	}
	var p *paper
	for _, points := range sizes {
		p = &paper{f: fpdf.New("P", "mm", size, ""), s: s, page: page, left: page.left, right: page.right, size: points}
		p.write()
		if p.f.PageCount() <= most {
			break
		}
	}
	var b bytes.Buffer
	if err := p.f.Output(&b); err != nil {
		return nil, fmt.Errorf("the PDF could not be written: %w", err)
	}
	out := b.Bytes()
	if d.Date == "" {
		out = blankDates(out)
	}
	return p.tags.write(out)
}

// write lays the whole sheet out.
func (p *paper) write() {
	p.prepare()
	p.newPage()
	p.text("H1", p.s.Title, pen{size: p.size + 7, bold: true})
	p.text("P", p.s.Sub, pen{muted: true})
	for i := range p.s.Parts {
		p.part(&p.s.Parts[i])
	}
	p.references()
	p.foot()
}

// prepare sets what belongs to the whole file.
func (p *paper) prepare() {
	f := p.f
	when, err := time.Parse("2006-01-02", p.s.d.Date)
	if err != nil {
		when = time.Unix(0, 0).UTC()
	}
	f.SetCreationDate(when)
	f.SetModificationDate(when)
	f.SetCatalogSort(true)
	f.SetTitle(p.s.Title, true)
	f.SetLang("en")
	f.SetCreator("afterfusion", true)
	f.SetProducer("afterfusion", true)
	f.SetSubject(p.s.Sub, true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.AddUTF8FontFromBytes(fontName, "", goregular.TTF)
	f.AddUTF8FontFromBytes(fontName, "B", gobold.TTF)
	f.AddUTF8FontFromBytes(fontName, "I", goitalic.TTF)
}

// blankDates takes the dates out of a file that has none, byte for byte.
func blankDates(b []byte) []byte {
	for _, key := range []string{"/CreationDate (", "/ModDate ("} {
		if i := bytes.LastIndex(b, []byte(key)); i >= 0 {
			if n := bytes.IndexByte(b[i:], ')'); n >= 0 {
				copy(b[i:i+n+1], bytes.Repeat([]byte(" "), n+1))
			}
		}
	}
	return b
}

// newPage begins a page; what runs over it is marked again on the new one.
func (p *paper) newPage() {
	open := p.tags.suspend(p.f)
	p.f.AddPage()
	p.y = p.page.top
	n := p.f.PageNo()
	p.artifact(func() {
		p.ink(pen{size: 7.5, muted: true})
		p.f.Text(p.left, p.page.foot, p.s.Title)
		s := fmt.Sprintf("Page %d", n)
		p.f.Text(p.right-p.f.GetStringWidth(s), p.page.foot, s)
	})
	p.tags.resume(p.f, open)
}

// artifact draws what carries no meaning for those who listen.
func (p *paper) artifact(draw func()) {
	p.f.RawWriteStr("/Artifact BMC")
	draw()
	p.f.RawWriteStr("EMC")
}

// room begins a new page where less than a height is left.
func (p *paper) room(height float64) {
	if p.y+height > p.page.bottom && p.y > p.page.top {
		p.newPage()
	}
}

// pen is how a text looks.
type pen struct {
	size               float64 // in points; that of the page where 0
	bold, italic       bool
	muted              bool
	colour             *rgb
	indent, narrowedBy float64
}

type rgb struct{ r, g, b int }

func (p *paper) ink(n pen) {
	style := ""
	if n.bold {
		style = "B"
	} else if n.italic {
		style = "I"
	}
	size := n.size
	if size == 0 {
		size = p.size
	}
	p.f.SetFont(fontName, style, size)
	c := rgb{20, 26, 28}
	if n.muted {
		c = rgb{75, 85, 90}
	}
	if n.colour != nil {
		c = *n.colour
	}
	p.f.SetTextColor(c.r, c.g, c.b)
}

// leading is the height of a line of the pen in use.
func (p *paper) leading() float64 {
	_, mm := p.f.GetFontSize()
	return mm * 1.27
}

// wrap breaks a text into lines of a width, with the pen in use.
func (p *paper) wrap(text string, width float64) []string {
	var lines []string
	line := ""
	for _, w := range words(text) {
		for p.f.GetStringWidth(w) > width && len([]rune(w)) > 1 { // a word wider than the line
			n := len([]rune(w)) - 1
			for n > 1 && p.f.GetStringWidth(string([]rune(w)[:n])) > width {
				n--
			}
			if line != "" {
				lines, line = append(lines, line), ""
			}
			lines, w = append(lines, string([]rune(w)[:n])), string([]rune(w)[n:])
		}
		switch {
		case line == "":
			line = w
		case p.f.GetStringWidth(line+" "+w) <= width:
			line += " " + w
		default:
			lines, line = append(lines, line), w
		}
	}
	return append(lines, line)
}

// put writes lines one below the other and goes over to the next page where needed.
func (p *paper) put(lines []string, x float64, n pen) {
	for _, s := range lines {
		p.ink(n)
		p.room(p.leading())
		p.ink(n)
		p.f.Text(x, p.y+p.leading()*0.77, s+" ")
		p.y += p.leading()
	}
}

// text writes a paragraph under a tag.
func (p *paper) text(tag, s string, n pen) {
	if s == "" {
		return
	}
	p.ink(n)
	lines := p.wrap(printable(s), p.right-p.left-n.indent-n.narrowedBy)
	if tag != "P" {
		p.room(p.leading() * 3) // a heading stays with what follows
	} else if len(lines) > 1 {
		p.room(p.leading() * 2)
	}
	p.tags.begin(p.f, tag)
	p.put(lines, p.left+n.indent, n)
	p.tags.end(p.f)
}

// printable replaces what the fonts cannot draw.
func printable(s string) string {
	out := []rune(s)
	for i, r := range out {
		if !drawable(r) {
			out[i] = '?'
		}
	}
	return string(out)
}

// drawable says whether the Go fonts have a character. They have those of the WGL4
// set, of which these are the parts without holes, and some signs. A test compares.
func drawable(r rune) bool {
	for _, span := range [][2]rune{{0x20, 0x7E}, {0xA0, 0x17F}, {0x391, 0x3A1}, {0x3A3, 0x3CE}, {0x401, 0x40C}, {0x40E, 0x44F}, {0x451, 0x45C},
		{0x2018, 0x201A}, {0x201C, 0x201E}, {0x2190, 0x2195}} {
		if r >= span[0] && r <= span[1] {
			return true
		}
	}
	return strings.ContainsRune("–—•…−≤≥≈≠±√∞€™′″", r)
}
