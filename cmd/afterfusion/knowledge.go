package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"afterfusion/data/knowledge"
	"afterfusion/data/printable"
	"afterfusion/rules"
)

func (a *app) knowledgeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "knowledge",
		Short: "Check, list and show what is known",
		Long:  "Knowledge checks, lists and shows what the program knows, or with --knowledge an institution's files over it.",
		Example: "  afterfusion knowledge list sources\n  afterfusion knowledge show sij-block\n" +
			"  afterfusion --knowledge our-files knowledge lint",
		Args: cobra.ArbitraryArgs,
		RunE: oneOf,
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
		Example: "  afterfusion knowledge lint\n  afterfusion --knowledge our-files knowledge lint\n" +
			"  afterfusion knowledge lint --coverage data/cases/testdata",
		Args: atMost(1, "lint takes one folder of knowledge files"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 && (a.overlay != "" || cover != "") {
				return usagef("lint takes either a folder of whole knowledge, or the flags --knowledge and --coverage")
			}
			return a.lint(args, cover)
		},
	}
	c.Flags().StringVar(&cover, "coverage", "", "a folder of cases: say which evidence items none of them fired")
	return c
}

// lint checks the embedded knowledge, that of a folder, or an overlay, and then says
// what cases cover of it where a folder of cases is given.
func (a *app) lint(args []string, cover string) error {
	var faults []knowledge.Fault
	var told []string
	var err error
	switch {
	case len(args) == 1:
		if err := folder(args[0], "knowledge files"); err != nil {
			return err
		}
		faults, err = knowledge.LintFolder(os.DirFS(args[0]))
	case a.overlay != "":
		told, faults, err = knowledge.LintOverlay(a.overlay)
	default:
		faults = knowledge.Lint(&knowledge.Loaded{Knowledge: knowledge.Embedded()})
	}
	if err != nil {
		return err
	}
	for i, f := range faults {
		if i == mostFaults {
			fmt.Fprintf(a.errs, "and %d more\n", len(faults)-i)
			break
		}
		fmt.Fprintln(a.errs, printable.Clean(f.String()))
	}
	if len(faults) > 0 {
		return fmt.Errorf("%d %s in the knowledge; mend the lines named above%s", len(faults), map[bool]string{true: "fault", false: "faults"}[len(faults) == 1], overInstead(args))
	}
	words := ""
	for _, s := range told {
		words += printable.Clean(s) + "\n"
	}
	words += "the knowledge is sound\n"
	if cover != "" {
		base, _, err := a.knowledge()
		if err != nil {
			return err
		}
		covered, err := coverage(base, cover)
		if err != nil {
			return err
		}
		words += covered
	}
	return a.write([]byte(words), "", false)
}

// overInstead says how the files of an institution are checked that stand over others and
// are not whole knowledge; "" where they are.
func overInstead(args []string) string {
	if len(args) == 0 || present(filepath.Join(args[0], "questions")) && present(filepath.Join(args[0], "options")) {
		return ""
	}
	return "; files over the embedded ones are checked with afterfusion --knowledge " + printable.Name(args[0]) + " knowledge lint"
}

// mostFaults is how many faults of the knowledge are told at once.
const mostFaults = 20

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
		Args:      atMost(1, "list takes one kind: "+strings.Join(kinds, ", ")),
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
				var b strings.Builder
				for _, e := range list {
					fmt.Fprintf(&b, "%-32s %s\n", e.ID, e.Name)
				}
				return a.write([]byte(b.String()), "", false)
			}
			return usagef("--format takes text or json, not %s", printable.Quote(format))
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
		return usagef("there is no kind %s; did you mean %q?", printable.Quote(kind), near)
	}
	return usagef("there is no kind %s; the kinds are %s", printable.Quote(kind), strings.Join(kinds, ", "))
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
				return fmt.Errorf("nothing is known as %s%s", printable.Quote(args[0]), nearest(args[0], ids))
			}
			return a.write([]byte(text), "", false)
		},
	}
}

// nearest names the ids that are meant by what is none: the one that is spelt most like it,
// or else those that begin with it.
func nearest(word string, ids []string) string {
	const most = 5
	if near := rules.Nearest(word, ids); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	begin := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return word == "" || !strings.HasPrefix(id, word) })
	more := ""
	if len(begin) > most {
		begin, more = begin[:most], " and others"
	}
	switch len(begin) {
	case 0:
		return "; afterfusion knowledge list shows what there is"
	case 1:
		return fmt.Sprintf("; did you mean %q?", begin[0])
	}
	return "; these begin with it: " + strings.Join(begin, ", ") + more
}

// version is set when a release is built.
var version = "development"

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Show the versions of the program and of its knowledge",
		Long:    "Version shows the version of the program, that of its knowledge, and the SHA-256 of the knowledge in its canonical form.",
		Example: "  afterfusion version\n  afterfusion --knowledge our-files version",
		Args:    nothing,
		RunE: func(*cobra.Command, []string) error {
			e := knowledge.EmbeddedEdition()
			if a.overlay != "" {
				_, edition, err := a.knowledge()
				if err != nil {
					return err
				}
				e = edition
			}
			return a.write(fmt.Appendf(nil, "afterfusion %s\nknowledge %s sha256 %s\n", version, printable.Clean(e.Version), e.SHA256), "", false)
		},
	}
}
