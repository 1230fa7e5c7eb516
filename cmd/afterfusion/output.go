package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/charmbracelet/x/term"

	"afterfusion/data/printable"
)

// sink is standard output. It remembers a fault, so that nothing that was lost, not
// even help, ends as if all were well.
type sink struct {
	to  io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	if err != nil && s.err == nil {
		s.err = fmt.Errorf("standard output cannot be written: %w", bare(err))
	}
	return n, err
}

// bare is a fault of a file without the name of the file.
func bare(err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		return pe.Err
	case errors.As(err, &le):
		return le.Err
	}
	return err
}

// terminal says whether a stream is a terminal.
func terminal(stream any) bool {
	if s, ok := stream.(*sink); ok {
		stream = s.to
	}
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}

// write puts a result on standard output, or into a file that is not replaced
// unless that is asked for.
func (a *app) write(data []byte, path string, force bool) error {
	if path == "" || path == "-" {
		if _, err := a.out.Write(data); err != nil {
			return a.out.err
		}
		return nil
	}
	st, err := os.Stat(path)
	switch {
	case err == nil && !force, err != nil && present(path):
		return fmt.Errorf("%s exists already; give another name, or --force to replace it", printable.Name(path))
	case err == nil && st.IsDir():
		return fmt.Errorf("%s cannot be written: it is a folder", printable.Name(path))
	case err == nil && st.Mode()&fs.ModeDevice != 0:
		err = into(path, data)
	case err == nil && !st.Mode().IsRegular():
		return fmt.Errorf("%s cannot be written: it is no ordinary file", printable.Name(path))
	default:
		err = replace(path, data, force)
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already; give another name, or --force to replace it", printable.Name(path))
	}
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", printable.Name(path), bare(err))
	}
	return nil
}

// present says whether something stands under a name, be it a link that leads nowhere.
func present(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// into writes to a device, which cannot be replaced.
func into(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// replace writes a file beside the one that is wanted and gives it the name when all of
// it is on the disk: a full disk leaves neither half a file nor a lost old one.
func replace(path string, data []byte, force bool) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // a link stays one
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".afterfusion-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where it was given its name
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	switch {
	case err != nil:
		return err
	case force:
		return os.Rename(f.Name(), path)
	}
	if err := os.Link(f.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if present(path) { // a file system without links
		return fs.ErrExist
	}
	return os.Rename(f.Name(), path)
}
