package report

import (
	"bytes"
	_ "embed"
	"html/template"
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
	if err := t.Execute(&b, compose(d, k)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
