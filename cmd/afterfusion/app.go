package main

import (
	"io"

	"github.com/spf13/cobra"

	"afterfusion/data/knowledge"
	"afterfusion/data/printable"
	"afterfusion/rules"
)

// app is what all commands share: the streams and the common flags.
type app struct {
	in   io.Reader
	out  *sink
	errs io.Writer

	as, overlay                         string
	noColor, quick, accessible, private bool
}

// common checks the flags that every command has.
func (a *app) common(c *cobra.Command) error {
	if c.Flags().Changed("knowledge") && a.overlay == "" {
		return usagef("--knowledge is empty; name the folder of the files, or leave it out")
	}
	switch {
	case a.as == string(rules.Patient), a.as == string(rules.Clinician), !c.Flags().Changed("as"):
		return nil
	}
	return usagef("--as takes patient or clinician, not %s", printable.Quote(a.as))
}

// knowledge returns the compiled knowledge, with the overlay where one is given.
func (a *app) knowledge() (*rules.Base, knowledge.Edition, error) {
	if a.overlay == "" {
		base, err := knowledge.Base()
		return base, knowledge.EmbeddedEdition(), err
	}
	return knowledge.Overlay(a.overlay)
}

// reader is the flag, else what the file says, else the clinician.
func (a *app) reader(file rules.Reader) rules.Reader {
	switch {
	case a.as != "":
		return rules.Reader(a.as)
	case file != "":
		return file
	}
	return rules.Clinician
}
