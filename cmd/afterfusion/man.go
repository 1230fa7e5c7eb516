package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Write the manual page",
		Long:    "Man writes the manual page of all commands, in the language of man(1).",
		Example: "  afterfusion man > /usr/local/share/man/man1/afterfusion.1\n  afterfusion man | man -l -",
		Args:    nothing,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.write(manual(c.Root()), "", false)
		},
	}
}

// manual draws one page from the commands as they are: what a command says of itself
// and its flags, so that page and program cannot differ.
func manual(root *cobra.Command) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, ".TH AFTERFUSION 1 \"\" \"afterfusion %s\"\n.SH NAME\nafterfusion \\- %s\n.SH SYNOPSIS\n", roff(version), roff(root.Short))
	each(root, func(c *cobra.Command) { fmt.Fprintf(&b, ".B %s\n.br\n", roff(c.UseLine())) })
	fmt.Fprintf(&b, ".SH DESCRIPTION\n%s", paragraphs(root.Long))
	b.WriteString(".SH OPTIONS\nThese belong to every command.\n")
	flags(&b, root.PersistentFlags())
	b.WriteString(".SS The interview\n")
	flags(&b, root.LocalNonPersistentFlags())
	b.WriteString(".SH COMMANDS\n")
	each(root, func(c *cobra.Command) {
		if c == root {
			return
		}
		long := c.Long
		if long == "" {
			long = c.Short + "."
		}
		fmt.Fprintf(&b, ".SS %s\n%s", roff(c.UseLine()), paragraphs(long))
		flags(&b, c.LocalNonPersistentFlags())
	})
	b.WriteString(".SH EXIT STATUS\n0 done, 1 failed, 2 wrong usage, 130 interrupted.\n")
	b.WriteString(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colours\n.TP\n.B ACCESSIBLE\nplain prompts\n.TP\n.B XDG_STATE_HOME\nthe folder below which unfinished answers are kept; else ~/.local/state\n")
	b.WriteString(".SH FILES\n.TP\n.I ~/.local/state/afterfusion/unfinished.json\nthe unfinished interview, readable by its owner alone\n")
	b.WriteString(".SH EXAMPLES\n.nf\n")
	each(root, func(c *cobra.Command) {
		if c.Example != "" {
			b.WriteString(roff(c.Example) + "\n")
		}
	})
	b.WriteString(".fi\n")
	return b.Bytes()
}

// each visits a command and all below it that people use.
func each(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, s := range c.Commands() {
		if s.IsAvailableCommand() && s.Name() != "completion" || s.Name() == "help" {
			each(s, visit)
		} else if s.Name() == "completion" {
			visit(s)
		}
	}
}

func flags(b *bytes.Buffer, set *pflag.FlagSet) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name, usage := pflag.UnquoteUsage(f)
		short := ""
		if f.Shorthand != "" {
			short = "-" + f.Shorthand + ", "
		}
		fmt.Fprintf(b, ".TP\n.B %s\n%s\n", roff(strings.TrimSpace(short+"--"+f.Name+" "+name)), roff(usage))
	})
}

func paragraphs(text string) string {
	return strings.ReplaceAll(roff(text), "\n\n", "\n.PP\n") + "\n"
}

// roff writes text so that nothing in it is a command or a hyphen to break at.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
