package report_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// spoken returns what the pages of one of our PDFs say, a tag and its text a line.
func spoken(t testing.TB, file []byte) string {
	t.Helper()
	var out strings.Builder
	for _, part := range bytes.Split(file, []byte("\nstream\n"))[1:] {
		r, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue
		}
		content, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(content, []byte(" BDC")) {
			continue
		}
		out.WriteString(said(content))
	}
	return out.String()
}

// said reads a page: marks and the strings between them. What is an artifact is not said.
func said(page []byte) string {
	var out strings.Builder
	var words strings.Builder
	tag := ""
	for i := 0; i < len(page); i++ {
		switch {
		case page[i] == '(':
			var s []byte
			for i++; page[i] != ')'; i++ {
				if page[i] == '\\' {
					if i++; page[i] == 'r' {
						s = append(s, '\r')
						continue
					}
				}
				s = append(s, page[i])
			}
			var units []uint16
			for k := 0; k+1 < len(s); k += 2 {
				units = append(units, uint16(s[k])<<8|uint16(s[k+1]))
			}
			words.WriteString(string(utf16.Decode(units)))
		case page[i] == '/' && bytes.Contains(page[i:min(i+60, len(page))], []byte(" BDC")) && bytes.HasPrefix(page[i:], []byte("/")):
			if name, _, ok := strings.Cut(string(page[i+1:i+12]), " <"); ok {
				tag = name
				words.Reset()
			}
		case bytes.HasPrefix(page[i:], []byte("/Artifact BMC")):
			tag = ""
			words.Reset()
		case bytes.HasPrefix(page[i:], []byte("EMC")):
			if tag != "" {
				out.WriteString(tag + ": " + strings.TrimSpace(words.String()) + "\n")
			}
			tag = ""
		}
	}
	return out.String()
}

// TestPDFIsTagged looks for what a screen reader and a printer need.
func TestPDFIsTagged(t *testing.T) {
	for _, date := range []string{"", "2026-11-20"} {
		d, k := made(rules.Patient, "routine")
		d.Date = date
		file, err := report.PDF(d, k)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"/Lang (en)", "/MarkInfo <</Marked true>>", "/StructTreeRoot", "/S /H1", "/S /H2", "/S /LBody", "/S /Figure", "/Alt <FEFF",
			"/ToUnicode", "/FontFile2", "/DisplayDocTitle true", "/StructParents 0", "/Title ("} {
			if !bytes.Contains(file, []byte(want)) {
				t.Errorf("no %s", want)
			}
		}
		if got := bytes.Contains(file, []byte("/CreationDate (D:20261120000000")); got != (date != "") {
			t.Errorf("date %q: a creation date is %v", date, got)
		}
		if date == "" && bytes.Contains(file, []byte("/CreationDate")) {
			t.Error("a date in a document that has none")
		}
	}
}

// TestPDFTextCanBeCopied asks another program, where it is there.
func TestPDFTextCanBeCopied(t *testing.T) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not here")
	}
	d, k := made(rules.Patient, "routine")
	d.Lines = []string{"Häkkinen said: over 38 °C, “now” – 3 ≥ 2…"}
	file, err := report.PDF(d, k)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text := strings.Join(strings.Fields(string(out)), " ")
	for _, want := range []string{"Pain after spine fusion: your page", "Häkkinen said: over 38 °C, “now” – 3 ≥ 2…", "Ask: Which joint is it?", "For your doctor: read in a minute"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if regexp.MustCompile(`(?i)error`).Match(out) {
		t.Errorf("%s", out)
	}
}

// TestLongDocumentsRunOver: many pages, and words wider than a line.
func TestLongDocumentsRunOver(t *testing.T) {
	d, k := made(rules.Clinician, "routine")
	for range 60 {
		d.Summary = append(d.Summary, report.SummaryLine{Label: "Long label that is broken", Text: strings.Repeat("words and words ", 30) + strings.Repeat("x", 400)})
	}
	file, err := report.PDF(d, k)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(file, []byte("/Type /Page\n")); n < 8 {
		t.Errorf("%d page objects", n)
	}
	if got := spoken(t, file); strings.Count(got, "Long label that is broken") != 60 {
		t.Errorf("%d rows of 60", strings.Count(got, "Long label that is broken"))
	}
}
