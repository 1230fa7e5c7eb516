package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"afterfusion/data/cases"
	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

func (a *app) validateCommand() *cobra.Command {
	var stage, format string
	var cohort bool
	c := &cobra.Command{
		Use:   "validate [DIR]",
		Short: "Replay cases with a known answer",
		Long: `Validate replays published cases and says how often they come out right, beside
what the priors alone would say. With --cohort it compares the assessment with
published results of groups.`,
		Example: "  afterfusion validate data/cases/testdata --stage history\n  afterfusion validate --cohort",
		Args:    atMost(1, "validate takes one folder of case files"),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return usagef("--format takes text or json, not %s", printable.Quote(format))
			}
			if cohort {
				return a.cohort(args, format)
			}
			if len(args) != 1 {
				return usagef("validate needs the folder of the case files")
			}
			if stage != cases.History && stage != cases.Full {
				return usagef("--stage takes history or full, not %s", printable.Quote(stage))
			}
			return a.validate(args[0], stage, format)
		},
	}
	c.Flags().StringVar(&stage, "stage", cases.Full, "history (without tests) or full")
	c.Flags().StringVar(&format, "format", "text", "text or json")
	c.Flags().BoolVar(&cohort, "cohort", false, "compare with published group results")
	return c
}

func (a *app) validate(dir, stage, format string) error {
	base, _, err := a.knowledge()
	if err != nil {
		return err
	}
	list, faults := casesIn(dir, base)
	if len(list) == 0 {
		return faults
	}
	r, err := cases.Validate(base, list, stage)
	if err != nil {
		return err
	}
	return errors.Join(faults, a.result(r, r.Text(), format)) // one file that is off does not take the others along
}

// casesIn reads the case files of a folder: those that are right, and what is wrong.
func casesIn(dir string, base *rules.Base) ([]cases.Case, error) {
	if err := folder(dir, "case files"); err != nil {
		return nil, err
	}
	list, err := cases.Load(os.DirFS(dir), base)
	if errors.Is(err, cases.ErrNone) {
		return nil, fmt.Errorf("%s: %w", printable.Name(dir), err)
	}
	return list, err
}

// folder says what is wrong with a folder of files, if anything is.
func folder(dir, of string) error {
	st, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such folder; name the folder of the %s", printable.Name(dir), of)
	case err != nil:
		return fmt.Errorf("%s: cannot be read: %w", printable.Name(dir), bare(err))
	case !st.IsDir():
		return fmt.Errorf("%s: is a file; name the folder of the %s", printable.Name(dir), of)
	}
	if _, err := os.ReadDir(dir); err != nil {
		return fmt.Errorf("%s: %s", printable.Name(dir), yamltree.OpenProblem(err))
	}
	return nil
}

// result writes a value as JSON, or its text.
func (a *app) result(v any, text, format string) error {
	if format == "text" {
		return a.write([]byte(text), "", false)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return a.write(append(data, '\n'), "", false)
}

func (a *app) cohort(args []string, format string) error {
	base, _, err := a.knowledge()
	if err != nil {
		return err
	}
	var rows []cases.CohortRow
	if len(args) == 1 {
		if err := folder(args[0], "cohorts.yaml"); err != nil {
			return err
		}
		rows, err = cases.CohortsIn(os.DirFS(args[0]), base)
	} else {
		rows, err = cases.Cohorts(base)
	}
	if err != nil {
		return err
	}
	if err := a.result(rows, cases.CohortText(rows), format); err != nil {
		return err
	}
	var outside []string
	for _, r := range rows {
		if !r.Inside {
			outside = append(outside, r.ID)
		}
	}
	if len(outside) > 0 {
		return errors.New("outside the published interval: " + strings.Join(outside, ", "))
	}
	return nil
}
