package main

import (
	"github.com/spf13/cobra"

	"afterfusion/data/cases"
	"afterfusion/data/report"
	"afterfusion/rules"
)

// completions lets the shell fill in what flags and arguments take.
func (a *app) completions(root *cobra.Command) {
	words := map[string][]string{"as": {string(rules.Patient), string(rules.Clinician)}, "paper": report.Papers,
		"stage": {cases.History, cases.Full}, "detail": details}
	var each func(c *cobra.Command)
	each = func(c *cobra.Command) {
		for name, list := range words {
			if c.LocalNonPersistentFlags().Lookup(name) != nil || c == root && name == "as" {
				_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp))
			}
		}
		if c.LocalNonPersistentFlags().Lookup("format") != nil {
			list := []string{"text", "json"}
			if c.Name() == "assess" {
				list = formats
			}
			_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp))
		}
		if c.Name() == "show" {
			c.ValidArgsFunction = a.ids
		}
		for _, sub := range c.Commands() {
			each(sub)
		}
	}
	each(root)
}

// ids are those of all that is known, each with its name.
func (a *app) ids(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	base, _, err := a.knowledge()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	for _, e := range entries(base.Knowledge(), "", rules.Clinician) {
		out = append(out, cobra.CompletionWithDesc(e.ID, e.Name))
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
