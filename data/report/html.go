package report

import (
	"bytes"
	_ "embed"
	"html/template"
	"math"
	"slices"
	"strconv"
	"sync"

	"afterfusion/rules"
)

//go:embed html_page.tmpl
var htmlPage string

// page is the template, parsed when the first page is written.
var page = sync.OnceValues(func() (*template.Template, error) {
	return template.New("page").Funcs(template.FuncMap{"n": decimals}).Parse(htmlPage)
})

func decimals(x float64) string { return strconv.FormatFloat(x, 'f', -1, 32) }

// HTML writes the document as one page that needs nothing else: no network, no
// script, light and dark, and made for paper. All that it says is escaped.
func HTML(d *Document, k *rules.Knowledge) ([]byte, error) {
	t, err := page()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, Compose(d, k)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// printStep is the size of print up to a number of letters.
type printStep struct {
	letters int
	points  string
}

// With these sizes two pages of A4 or Letter hold what a patient reads, and three what a
// clinician does, in a wide typeface.
var (
	patientPrint   = []printStep{{2200, "12"}, {5200, "9"}, {6600, "8.5"}, {8400, "8"}, {math.MaxInt, "7.6"}}
	clinicianPrint = []printStep{{9000, "7.8"}, {12000, "7.5"}, {math.MaxInt, "7.2"}}
)

// PrintSize is the size of the text on paper, in points: the more there is to say the
// smaller, so that a report keeps to its pages.
func (s *Sheet) PrintSize() string {
	steps := clinicianPrint
	if s.Patient {
		steps = patientPrint
	}
	n := s.letters()
	i := slices.IndexFunc(steps, func(x printStep) bool { return n <= x.letters })
	return steps[i].points
}

// letters is how much there is to read.
func (s *Sheet) letters() int {
	n := 0
	for _, t := range s.texts() {
		n += len(t)
	}
	return n
}

// texts are all that the parts and the references say, captions aside.
func (s *Sheet) texts() []string {
	var out []string
	for i := range s.Parts {
		out = append(out, s.Parts[i].Heading)
		for _, b := range s.Parts[i].Blocks {
			out = append(out, b.Text)
			for _, r := range b.Rows {
				out = append(out, r.Label, r.Text)
			}
			for _, it := range b.Items {
				out = append(out, it.Title, it.Text, it.Ask)
			}
		}
	}
	for _, r := range s.References {
		out = append(out, r.Words())
	}
	return out
}
