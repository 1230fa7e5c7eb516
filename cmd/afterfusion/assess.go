package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"afterfusion/data/answers"
	"afterfusion/data/knowledge"
	"afterfusion/data/printable"
	"afterfusion/data/report"
	"afterfusion/rules"
)

// assessing holds the flags of assess.
type assessing struct {
	*app
	format, output, since, paper, detail string
	force, selfHarm, full, batch         bool
}

func (a *app) assessCommand() *cobra.Command {
	s := &assessing{app: a}
	c := &cobra.Command{
		Use:   "assess [FILE...]",
		Short: "Assess answer files without asking",
		Long: `Assess reads answer files, or standard input where no file or - is given, and writes
one assessment for each.

With --batch every line of a file is an answer file, as one JSON object, and becomes one
line of JSON: the assessment in brief (ids and figures), or with --detail full as by
--format json. A line that is wrong has {"line": 7, "error": "..."} in its place, and the
rest goes on; the exit code is then 1. Lines may have 128 kB each, files any size.`,
		Example: `  afterfusion assess case.yaml
  afterfusion assess --format json a.yaml b.yaml      one line each
  afterfusion assess --as patient -o for-me.txt case.yaml
  afterfusion assess --since last-visit.yaml today.yaml   what has changed
  afterfusion assess --format pdf --paper letter -o note.pdf case.yaml
  afterfusion assess --batch people.ndjson > results.ndjson   many people, a line each
  afterfusion knowledge sample --n 100 | afterfusion assess --batch | head -n 3`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, files []string) error {
			if c.Flags().Changed("output") && s.output == "" {
				return usagef("-o is empty; name a file, or - for standard output")
			}
			if err := s.batchUsage(c); err != nil {
				return err
			}
			return s.run(c.Context(), files)
		},
	}
	f := c.Flags()
	f.StringVar(&s.format, "format", "text", strings.Join(formats, ", "))
	f.StringVarP(&s.output, "output", "o", "", "write to this file instead of standard output")
	f.BoolVar(&s.force, "force", false, "replace the output file where it exists")
	f.StringVar(&s.since, "since", "", "tell what changed since this earlier answer file of the same person")
	f.BoolVar(&s.full, "full", false, "add every source, ladder and finding to the report")
	f.StringVar(&s.paper, "paper", report.Papers[0], "of a PDF: "+strings.Join(report.Papers, " or "))
	f.BoolVar(&s.batch, "batch", false, "assess every line as an answer file in JSON, and write a line for each")
	f.StringVar(&s.detail, "detail", details[0], "of a batch: brief (scope, triage, sources, enough, plan) or full")
	f.BoolVar(&s.selfHarm, "include-self-harm", false, "show the private safety answer in the output")
	return c
}

func (s *assessing) run(ctx context.Context, files []string) error {
	if _, ok := writers[s.format]; !ok {
		return usagef("--format takes %s, not %s", strings.Join(formats, ", "), printable.Quote(s.format))
	}
	if len(files) == 0 {
		if terminal(s.in) {
			return usagef("assess needs an answer file; give one, or - to read standard input")
		}
		files = []string{"-"}
	}
	other := func(name string) bool { return name != "-" }
	if len(slices.DeleteFunc(slices.Concat(files, []string{s.since}), other)) > 1 {
		return usagef("standard input can be read only once; give one - at most")
	}
	if whole[s.format] && len(files) > 1 {
		return usagef("--format %s takes one answer file at a time; call it once for each, with -o", s.format)
	}
	if s.format == "pdf" && s.output == "" && terminal(s.out) {
		return usagef("a PDF is not for a terminal; name a file with -o")
	}
	if name := s.overwritten(files); name != "" {
		return usagef("-o %s is an answer file that is read; its report needs another name", printable.Name(name))
	}
	if !slices.Contains(report.Papers, s.paper) {
		return usagef("--paper takes %s, not %q", strings.Join(report.Papers, " or "), s.paper)
	}
	if s.since != "" && len(files) > 1 {
		return usagef("--since compares one answer file with an earlier one; call it once for each")
	}
	if s.batch {
		return s.assessBatch(ctx, files)
	}
	return s.each(files)
}

// each assesses every file as a whole.
func (s *assessing) each(files []string) error {
	base, edition, err := s.knowledge()
	if err != nil {
		return err
	}
	var all []byte
	var errs []error
	for i, name := range files {
		data, err := s.one(name, base, edition)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if s.format != "json" && i > 0 {
			all = append(all, '\n')
		}
		all = append(all, data...)
	}
	if len(all) > 0 {
		errs = append(errs, s.write(all, s.output, s.force))
	}
	return errors.Join(errs...)
}

// overwritten is the answer file in whose place the result would be written, if any.
func (s *assessing) overwritten(files []string) string {
	out, err := os.Stat(s.output)
	if s.output == "" || s.output == "-" || err != nil || !out.Mode().IsRegular() {
		return ""
	}
	for _, name := range files {
		if in, err := os.Stat(name); err == nil && name != "-" && os.SameFile(in, out) {
			return s.output
		}
	}
	return ""
}

// whole are the formats that are one file each and cannot be joined.
var whole = map[string]bool{"html": true, "pdf": true}

func (s *assessing) one(name string, base *rules.Base, edition knowledge.Edition) ([]byte, error) {
	file, err := answers.Read(name, s.in, base)
	if err != nil {
		return nil, err
	}
	set := report.Settings{Reader: s.reader(file.As), SelfHarm: s.selfHarm, Date: today(s.format), Full: s.full, Paper: s.paper}
	if s.since != "" {
		earlier, err := answers.Read(s.since, s.in, base)
		if err != nil {
			return nil, err
		}
		set.Earlier = &report.Earlier{Answers: earlier.Answers}
	}
	d, err := assess(base, edition, file, set)
	if err != nil {
		return nil, err
	}
	return writers[s.format](d, base.Knowledge())
}

// today is the date on reports, as year-month-day. JSON has none: the same answers
// give the same bytes on any day.
func today(format string) string {
	if format == "json" {
		return ""
	}
	return time.Now().Format("2006-01-02")
}

// assess draws the assessment of a file.
func assess(base *rules.Base, edition knowledge.Edition, file *answers.File, set report.Settings) (*report.Document, error) {
	a, err := base.Assess(file.Answers)
	if err != nil {
		return nil, err
	}
	set.SHA256, set.Replaced, set.Suspicion = edition.SHA256, edition.Replaced, file.Suspicion
	for _, x := range file.Decisions {
		set.Decisions = append(set.Decisions, report.Decision{Option: x.Option, Accepted: x.Accepted, Reason: x.Reason})
	}
	return report.Build(base, file.Answers, a, set)
}

// formats lists the forms of a report in the order in which help names them.
var formats = []string{"text", "json", "markdown", "html", "pdf"}

var writers = map[string]func(*report.Document, *rules.Knowledge) ([]byte, error){
	"text": func(d *report.Document, k *rules.Knowledge) ([]byte, error) { return []byte(report.Text(d, k)), nil },
	"json": func(d *report.Document, _ *rules.Knowledge) ([]byte, error) { return report.JSON(d) },
	"markdown": func(d *report.Document, k *rules.Knowledge) ([]byte, error) {
		return []byte(report.Markdown(d, k)), nil
	},
	"html": report.HTML,
	"pdf":  report.PDF,
}
