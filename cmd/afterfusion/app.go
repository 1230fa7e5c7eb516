package main

import (
	"fmt"
	"io"
	"os"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

// app is what all commands share: the streams and the common flags.
type app struct {
	in        io.Reader
	out, errs io.Writer

	as, overlay                         string
	noColor, quick, accessible, private bool
}

// terminal says whether a stream is a terminal.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0 && st.Name() != os.DevNull
}

func (a *app) checkReader() error {
	switch a.as {
	case "", string(rules.Patient), string(rules.Clinician):
		return nil
	}
	return usagef("--as takes patient or clinician, not %q", a.as)
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

// write puts a result on standard output, or into a file that is not replaced
// unless that is asked for.
func (a *app) write(data []byte, path string, force bool) error {
	if path == "" || path == "-" {
		_, err := a.out.Write(data)
		return err
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(path, flags, 0o600)
	switch {
	case os.IsExist(err):
		return fmt.Errorf("%s exists already; give another name, or --force to replace it", path)
	case err != nil:
		return fmt.Errorf("%s cannot be written: %w", path, err)
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return fmt.Errorf("%s could not be written whole: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("%s could not be written whole: %w", path, err)
	}
	return nil
}
