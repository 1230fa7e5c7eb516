package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"afterfusion/data/printable"
	"afterfusion/data/session"
)

func (a *app) forgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "forget",
		Short:   "Forget the answers that are kept on this computer",
		Long:    "Forget removes the answers of the unfinished interview from this computer, and what was put aside because it could not be read. An interview that a newer afterfusion keeps there goes too, and that is said.",
		Example: "  afterfusion forget",
		Args:    nothing,
		RunE:    func(*cobra.Command, []string) error { return a.forget() },
	}
}

func (a *app) forget() error {
	folder, err := session.Folder()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(folder); errors.Is(err, fs.ErrNotExist) {
		return a.write([]byte("No answers were kept.\n"), "", false)
	}
	store, err := session.Open(folder)
	if err != nil {
		return fmt.Errorf("the answers in %s cannot be removed: %w", printable.Name(folder), err)
	}
	defer store.Close()
	words := "No answers were kept.\n"
	if store.Any() {
		words = "Forgotten: no answers are kept in " + printable.Name(folder) + " any more.\n"
	}
	if store.Newer() {
		words += "An interview that a newer afterfusion kept there was removed too.\n"
	}
	if err := store.Forget(); err != nil {
		return err
	}
	return a.write([]byte(words), "", false)
}
