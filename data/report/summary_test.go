package report_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"afterfusion/data/answers"
	"afterfusion/data/knowledge"
	"afterfusion/data/report"
	"afterfusion/rules"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The formats that are compared with golden files.
var writers = map[string]func(*report.Document, *rules.Knowledge) ([]byte, error){
	"txt": func(d *report.Document, k *rules.Knowledge) ([]byte, error) { return []byte(report.Text(d, k)), nil },
	"md": func(d *report.Document, k *rules.Knowledge) ([]byte, error) {
		return []byte(report.Markdown(d, k)), nil
	},
	"html": report.HTML,
	"pdf":  report.PDF,
}

// TestGolden draws made-up people for both readers in every format. Look at what
// changed, then run it with -update.
func TestGolden(t *testing.T) {
	for _, level := range []string{"routine", "urgent", "emergency"} {
		for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
			d, k := made(reader, level)
			for ext, write := range writers {
				got, err := write(d, k)
				if err != nil {
					t.Fatal(err)
				}
				again, _ := write(d, k)
				if !bytes.Equal(got, again) {
					t.Errorf("%s %s %s: the same document gave other bytes", level, reader, ext)
				}
				if ext == "pdf" { // its text in order; the bytes hang on the compression of the Go release
					got = []byte(spoken(t, got))
				}
				compare(t, filepath.Join("testdata", level+"-"+string(reader)+"."+ext), got)
			}
		}
	}
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	path = strings.TrimSuffix(path, ".pdf")
	if filepath.Ext(path) == "" {
		path += ".pdf.txt"
	}
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: the report changed; look at it, then run with -update", path)
	}
}

// TestNothingComesThrough gives every text a hostile wording.
func TestNothingComesThrough(t *testing.T) {
	const hostile = `<script>alert(1)</script><img src=x onerror=y> "quoted" & [a](javascript:b) **c** | d` + "\n# e \U0001F600 \u4e2d"
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		for _, level := range []string{"routine", "urgent", "emergency"} {
			d, k := madeOf(reader, level, func(s string) string { return s + " " + hostile })
			page, err := report.HTML(d, k)
			if err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"<script", "<img", "onerror=y>"} {
				if strings.Contains(string(page), bad) {
					t.Errorf("%s %s: HTML carries %q", reader, level, bad)
				}
			}
			if !strings.Contains(string(page), "&lt;script&gt;") {
				t.Errorf("%s %s: HTML lost the text", reader, level)
			}
			note := report.Markdown(d, k)
			for _, bad := range []string{"<script", "<img", "\n# e", "[a](", "**c**"} {
				if strings.Contains(note, bad) {
					t.Errorf("%s %s: Markdown carries %q", reader, level, bad)
				}
			}
			if _, err := report.PDF(d, k); err != nil {
				t.Errorf("%s %s: %v", reader, level, err)
			}
		}
	}
}

// TestHTMLStandsAlone: nothing is fetched and no script runs.
func TestHTMLStandsAlone(t *testing.T) {
	d, k := made(rules.Clinician, "routine")
	page, _ := report.HTML(d, k)
	for _, bad := range []string{"<script", "<link", "http:", "https:", "@import", "<iframe", "src="} {
		if strings.Contains(string(page), bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for _, want := range []string{`<html lang="en">`, "<title>", "prefers-color-scheme:dark", "@media print", `role="img"`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page has no %q", want)
		}
	}
}

// cases are the people of the repository's cases, as far as they can be assessed.
func cases(t *testing.T) []rules.Answers {
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("../../cmd/afterfusion/testdata/interviews/*.yaml")
	var out []rules.Answers
	for _, f := range files {
		if file, err := answers.Read(f, nil, base); err == nil {
			out = append(out, file.Answers)
		}
	}
	return append(out, rules.Answers{}, rules.Answers{
		"health.age": rules.Number(50), "surgery.months-since": rules.Number(20), "surgery.levels": rules.Number(2),
		"pain.zones": rules.One("psis-left"), "pain.worst-zone": rules.One("psis-left"), "pain.back-or-leg": rules.One("mostly-back"),
		"pain.worse": rules.One("sitting"), "exam.thigh-thrust": rules.One("positive"), "course.after": rules.One("better-for-a-while"),
	}, rules.Answers{"safety.self-harm": rules.One("nearly-every-day"), "health.age": rules.Number(50)},
		rules.Answers{"safety.bladder-bowel": rules.One("numb-saddle"), "health.age": rules.Number(50)})
}

func built(t *testing.T, a rules.Answers, set report.Settings) (*report.Document, *rules.Knowledge) {
	t.Helper()
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	got, err := base.Assess(a)
	if err != nil {
		t.Skip(err) // the knowledge has moved on; its own tests say so
	}
	d, err := report.Build(base, a, got, set)
	if err != nil {
		t.Fatal(err)
	}
	return d, base.Knowledge()
}

// TestPatientsSeeNoPercentage over real knowledge, in every format.
func TestPatientsSeeNoPercentage(t *testing.T) {
	figure := regexp.MustCompile(`(likely|possible|ruled out)[,.: (]+\d+ (to \d+ )?in 100`)
	for i, a := range cases(t) {
		d, k := built(t, a, report.Settings{Reader: rules.Patient, SHA256: "0123456789abcdef"})
		for ext, write := range writers {
			got, err := write(d, k)
			if err != nil {
				t.Fatal(err)
			}
			text := string(got)
			switch ext {
			case "html":
				text = regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllString(text, "")
			case "pdf":
				text = spoken(t, got)
			}
			if strings.Contains(text, "%") {
				at := strings.Index(text, "%")
				t.Errorf("case %d %s: %q", i, ext, text[max(0, at-60):at+1])
			}
			if s := figure.FindString(text); s != "" {
				t.Errorf("case %d %s: a figure beside a disease: %q", i, ext, s)
			}
			if d.Triage.Level == "emergency" && strings.Contains(text, "What may cause the pain") {
				t.Errorf("case %d %s: causes beside an emergency", i, ext)
			}
		}
	}
}

// TestPrivateStaysPrivate in every format, unless it was asked for.
func TestPrivateStaysPrivate(t *testing.T) {
	a := rules.Answers{"safety.self-harm": rules.One("nearly-every-day"), "health.age": rules.Number(50)}
	leak := regexp.MustCompile(`(?i)nearly every day|better off dead|hurting yourself|self-harm`)
	for _, reader := range []rules.Reader{rules.Patient, rules.Clinician} {
		d, k := built(t, a, report.Settings{Reader: reader})
		for ext, write := range writers {
			got, err := write(d, k)
			if err != nil {
				t.Fatal(err)
			}
			text := string(got)
			if ext == "pdf" {
				text = spoken(t, got)
			}
			if s := leak.FindString(text); s != "" {
				t.Errorf("%s %s: %q is told", reader, ext, s)
			}
			if !strings.Contains(strings.ToLower(text), "private") {
				t.Errorf("%s %s: nothing says that an answer is private", reader, ext)
			}
		}
	}
}

// TestSummaryIsTheOneScreen: its lines come in the order in which they are read aloud.
func TestSummaryIsTheOneScreen(t *testing.T) {
	a := cases(t)
	d, _ := built(t, a[len(a)-3], report.Settings{Reader: rules.Clinician})
	at := -1
	for _, label := range []string{"Red flags", "Not cleared", "Construct, course", "Infection, nonunion", "Blocks, care so far", "Before any procedure"} {
		found := -1
		for i, l := range d.Summary {
			if l.Label == label {
				found = i
			}
		}
		if found <= at {
			t.Errorf("%q stands at %d, after %d", label, found, at)
		}
		at = found
	}
	if len(d.Zones) != 1 || !d.Zones[0].Worst || len(d.Said) < 8 || len(d.Unasked) == 0 || len(d.Watch) == 0 {
		t.Errorf("zones %v, %d answers, %d unasked, %d to watch", d.Zones, len(d.Said), len(d.Unasked), len(d.Watch))
	}
}

func BenchmarkWriters(b *testing.B) {
	d, k := made(rules.Clinician, "routine")
	for ext, write := range writers {
		b.Run(ext, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := write(d, k); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestMarks: what was seen by nobody is marked as such, and what somebody read is not.
func TestMarks(t *testing.T) {
	k := &rules.Knowledge{References: []rules.Reference{{ID: "memory", Read: "recalled"}, {ID: "paper", Read: "yes"}, {ID: "quoted", Read: "cited"}}}
	for _, c := range []struct {
		estimate bool
		checked  string
		refs     []string
		want     string
	}{
		{false, "", []string{"paper"}, ""},
		{false, "", []string{"memory", "quoted"}, ""},
		{false, "", []string{"memory"}, report.Recalled},
		{false, "recalled", []string{"paper"}, report.Recalled},
		{true, "", []string{"paper"}, report.Estimated},
		{true, "recalled", nil, report.Estimated},
		{false, "", []string{"practice"}, report.Estimated},
		{false, "", nil, report.Estimated},
	} {
		if got := report.Mark(k, c.estimate, c.checked, c.refs); got != c.want {
			t.Errorf("%+v: %q", c, got)
		}
	}
}
