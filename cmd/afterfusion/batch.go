package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"afterfusion/data/answers"
	"afterfusion/data/batch"
	"afterfusion/data/printable"
	"afterfusion/data/report"
	"afterfusion/data/yamltree"
)

// details are how much of an assessment a batch writes.
var details = []string{"brief", "full"}

// batchUsage checks the flags of a batch beside those of assess.
func (s *assessing) batchUsage(c *cobra.Command) error {
	changed := c.Flags().Changed
	switch {
	case !s.batch && changed("detail"):
		return usagef("--detail goes with --batch")
	case !s.batch:
		return nil
	case !slices.Contains(details, s.detail):
		return usagef("--detail takes brief or full, not %s", printable.Quote(s.detail))
	case changed("format") && s.format != "json":
		return usagef("--batch writes json, one assessment a line; leave --format out")
	case changed("since"), changed("full"), changed("paper"):
		return usagef("--since, --full and --paper are for single assessments; --batch takes --detail brief or full")
	}
	return nil
}

// assessBatch assesses files whose lines are answer files, one after the other.
func (s *assessing) assessBatch(ctx context.Context, files []string) error {
	ctx, stop := interruptible(ctx)
	defer stop()
	stream, err := s.batchStream()
	if err != nil {
		return err
	}
	var total batch.Count
	var faults []error
	err = s.stream(s.output, s.force, func(out io.Writer) error {
		opened := 0
		for _, name := range files {
			if len(files) > 1 {
				stream.Name = name
			}
			in, err := s.opened(name)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			opened++
			n, err := stream.Run(ctx, in, out)
			in.Close()
			total.Lines, total.Wrong = total.Lines+n.Lines, total.Wrong+n.Wrong
			var read *batch.ReadError
			switch {
			case errors.As(err, &read):
				faults = append(faults, fmt.Errorf("%s:%d: %w", inputName(name), n.Lines+1, bare(read.Err)))
			case err != nil:
				return err
			}
		}
		if opened == 0 {
			return errNothingRead
		}
		return nil
	})
	switch {
	case ctx.Err() != nil && err != nil:
		return fmt.Errorf("%w; %s", errInterrupted, s.written(total))
	case err != nil && !errors.Is(err, errNothingRead):
		return err
	case total.Wrong > 0:
		faults = append(faults, fmt.Errorf("%d of %d lines could not be assessed; the result says in the place of each what is wrong", total.Wrong, total.Lines))
	}
	return errors.Join(faults...)
}

// errNothingRead says that there is no result at all; what is wrong is told apart.
var errNothingRead = errors.New("nothing was read")

// written says what a batch that was interrupted leaves.
func (s *assessing) written(n batch.Count) string {
	if s.output != "" && s.output != "-" {
		return "nothing was written to " + printable.Name(s.output)
	}
	return fmt.Sprintf("lines assessed and written: %d", n.Lines)
}

func (s *assessing) batchStream() (batch.Stream, error) {
	base, edition, err := s.knowledge()
	if err != nil {
		return batch.Stream{}, err
	}
	if s.detail == "full" {
		return batch.Full(base, func(f *answers.File) (*report.Document, error) {
			return assess(base, edition, f, report.Settings{Reader: s.reader(f.As), SelfHarm: s.selfHarm})
		}), nil
	}
	return batch.Brief(base, report.Settings{SelfHarm: s.selfHarm}, s.reader), nil
}

func (s *assessing) opened(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(s.in), nil
	}
	return yamltree.Open(name)
}

func inputName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return printable.Name(name)
}
