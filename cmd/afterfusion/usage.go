package main

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"afterfusion/data/printable"
	"afterfusion/rules"
)

// atMost allows up to n arguments, and says what is right where there are more.
func atMost(n int, words string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > n {
			return usagef("%s", words)
		}
		return nil
	}
}

// nothing allows no argument.
func nothing(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes nothing behind it, not %s", c.Name(), printable.Quote(args[0]))
	}
	return nil
}

// oneOf is for commands that only hold others: it names them, and the nearest.
func oneOf(c *cobra.Command, args []string) error {
	names := subcommands(c)
	all := strings.Join(names, ", ")
	if len(args) == 0 {
		return usagef("%s needs one of %s", c.Name(), all)
	}
	if near := rules.Nearest(args[0], names); near != "" {
		return usagef("%s has no %s; did you mean %q?", c.Name(), printable.Quote(args[0]), near)
	}
	return usagef("%s has no %s; it has %s", c.Name(), printable.Quote(args[0]), all)
}

func subcommands(c *cobra.Command) []string {
	var names []string
	for _, s := range c.Commands() {
		if s.IsAvailableCommand() {
			names = append(names, s.Name())
		}
	}
	return names
}

var wrongNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^invalid argument (".*") for "(.*)" flag: strconv`) })

// flagProblem says what is wrong with a flag in words of ours.
func flagProblem(err error) error {
	if m := wrongNumber().FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("%s takes a whole number, not %s", m[2], m[1])
	}
	return err
}

// builtIn gives the commands that come with cobra the manners of the others: what does
// not exist is wrong usage, and there are examples.
func (a *app) builtIn(root *cobra.Command) {
	root.SetHelpCommand(&cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Show the help of a command",
		Example: "  afterfusion help assess\n  afterfusion help knowledge lint",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				word := args[len(args)-max(len(rest), 1)]
				if c == nil || !c.HasSubCommands() {
					c = root
				}
				return oneOf(c, []string{word})
			}
			return c.Help()
		},
	})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		c.Args, c.RunE, c.Run = cobra.ArbitraryArgs, oneOf, nil
		c.Example = "  afterfusion completion bash > /etc/bash_completion.d/afterfusion"
		for _, shell := range c.Commands() {
			shell.Args = nothing
			shell.Example = "  " + map[string]string{
				"bash": "source <(afterfusion completion bash)", "zsh": "afterfusion completion zsh > \"${fpath[1]}/_afterfusion\"",
				"fish": "afterfusion completion fish | source", "powershell": "afterfusion completion powershell | Out-String | Invoke-Expression",
			}[shell.Name()]
		}
	}
}
