package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

func (a *app) knowledgeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "knowledge",
		Short: "Check, list and show what is known",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return usagef("knowledge needs one of lint, list, show, sample")
		},
	}
	c.AddCommand(a.lintCommand(), a.listCommand(), a.showCommand(), a.sampleCommand())
	return c
}

func (a *app) lintCommand() *cobra.Command {
	var cover string
	c := &cobra.Command{
		Use:   "lint [DIR]",
		Short: "Check the knowledge files",
		Long:  "Lint checks the embedded knowledge, the folder given, or with --knowledge an institution's files over the embedded ones.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			var faults []knowledge.Fault
			var err error
			switch {
			case len(args) == 1:
				faults, err = knowledge.LintFolder(os.DirFS(args[0]))
			case a.overlay != "":
				faults, err = knowledge.LintOverlay(a.overlay)
			default:
				faults = knowledge.Lint(&knowledge.Loaded{Knowledge: knowledge.Embedded()})
			}
			if err != nil {
				return err
			}
			for _, f := range faults {
				fmt.Fprintln(a.errs, f)
			}
			if len(faults) > 0 {
				return fmt.Errorf("%d faults in the knowledge; mend the lines named above", len(faults))
			}
			fmt.Fprintln(a.out, "the knowledge is sound")
			if cover == "" {
				return nil
			}
			base, _, err := a.knowledge()
			if err != nil {
				return err
			}
			return a.coverage(base, cover)
		},
	}
	c.Flags().StringVar(&cover, "coverage", "", "a folder of cases: say which evidence items none of them fired")
	return c
}

// entry is one line of a list.
type entry struct {
	ID   string `json:"id"`
	Kind string `json:"kind"`
	Name string `json:"name"`
}

var kinds = []string{"sources", "options", "questions", "red-flags", "references"}

func entries(k *rules.Knowledge, kind string, reader rules.Reader) []entry {
	list := []entry{}
	add := func(of, id, name string) {
		if kind == "" || kind == of {
			list = append(list, entry{id, of, name})
		}
	}
	for i := range k.Sources {
		add("sources", k.Sources[i].ID, k.Sources[i].Name.For(reader))
	}
	for i := range k.Options {
		add("options", k.Options[i].ID, k.Options[i].Name.For(reader))
	}
	for i := range k.Questions {
		add("questions", k.Questions[i].ID, k.Questions[i].Text.For(reader))
	}
	for i := range k.Flags {
		add("red-flags", k.Flags[i].ID, k.Flags[i].Name.For(reader))
	}
	for i := range k.References {
		add("references", k.References[i].ID, k.References[i].Cite)
	}
	return list
}

func (a *app) listCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:       "list [KIND]",
		Short:     "List sources, options, questions, red-flags or references",
		Example:   "  afterfusion knowledge list sources\n  afterfusion knowledge list --format json options",
		ValidArgs: kinds,
		Args:      cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			kind := ""
			if len(args) == 1 {
				kind = args[0]
				if err := knownKind(kind); err != nil {
					return err
				}
			}
			base, _, err := a.knowledge()
			if err != nil {
				return err
			}
			list := entries(base.Knowledge(), kind, a.reader(""))
			switch format {
			case "json":
				data, err := json.Marshal(list)
				if err != nil {
					return err
				}
				return a.write(append(data, '\n'), "", false)
			case "text":
				for _, e := range list {
					fmt.Fprintf(a.out, "%-32s %s\n", e.ID, e.Name)
				}
				return nil
			}
			return usagef("--format takes text or json, not %q", format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json")
	return c
}

func knownKind(kind string) error {
	for _, k := range kinds {
		if k == kind {
			return nil
		}
	}
	if near := rules.Nearest(kind, kinds); near != "" {
		return usagef("there is no kind %q; did you mean %q?", kind, near)
	}
	return usagef("there is no kind %q; the kinds are %s", kind, strings.Join(kinds, ", "))
}

func (a *app) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show ID",
		Short:   "Show one entry whole, with its references",
		Example: "  afterfusion knowledge show sacroiliac-joint\n  afterfusion knowledge show laslett2005",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("show takes one id")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			base, _, err := a.knowledge()
			if err != nil {
				return err
			}
			k := base.Knowledge()
			text, ok := knowledge.Show(k, args[0])
			if !ok {
				var ids []string
				for _, e := range entries(k, "", rules.Clinician) {
					ids = append(ids, e.ID)
				}
				hint := "; afterfusion knowledge list shows what there is"
				if near := rules.Nearest(args[0], ids); near != "" {
					hint = fmt.Sprintf("; did you mean %q?", near)
				}
				return fmt.Errorf("nothing is known as %q%s", args[0], hint)
			}
			return a.write([]byte(text), "", false)
		},
	}
}

// version is set when a release is built.
var version = "development"

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Show the versions of the program and of its knowledge",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			e := knowledge.EmbeddedEdition()
			if a.overlay != "" {
				_, edition, err := a.knowledge()
				if err != nil {
					return err
				}
				e = edition
			}
			_, err := fmt.Fprintf(a.out, "afterfusion %s\nknowledge %s sha256 %s\n", version, e.Version, e.SHA256)
			return err
		},
	}
}
