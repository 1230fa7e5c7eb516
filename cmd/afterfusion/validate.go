package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"afterfusion/data/cases"
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
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return usagef("--format takes text or json, not %q", format)
			}
			if cohort {
				return a.cohort(args, format)
			}
			if len(args) != 1 {
				return usagef("validate needs the folder of the case files")
			}
			if stage != cases.History && stage != cases.Full {
				return usagef("--stage takes history or full, not %q", stage)
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
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return fmt.Errorf("%s: is no folder of case files", dir)
	}
	list, err := cases.Load(os.DirFS(dir), base)
	if err != nil {
		return err
	}
	r, err := cases.Validate(base, list, stage)
	if err != nil {
		return err
	}
	return a.result(r, r.Text(), format)
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
