package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/charmbracelet/x/term"

	"afterfusion/data/printable"
)

// sink is standard output. It remembers a fault, so that nothing that was lost, not
// even help, ends as if all were well.
type sink struct {
	to  io.Writer
	mu  sync.Mutex // a batch that was interrupted may still be writing
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil && s.err == nil {
		s.err = fmt.Errorf("standard output cannot be written: %w", bare(err))
	}
	return n, err
}

// fault is what went wrong first, nil where nothing did.
func (s *sink) fault() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
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

// columns is how wide a terminal is; 0 where there is none, or it does not tell.
func columns(stream any) int {
	if f, ok := stream.(*os.File); ok && terminal(f) {
		if width, _, err := term.GetSize(f.Fd()); err == nil && width > 1 {
			return width - 1
		}
	}
	return 0
}

// write puts a result on standard output, or into a file that is not replaced
// unless that is asked for.
func (a *app) write(data []byte, path string, force bool) error {
	return a.stream(path, force, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// stream is write for a result that is written bit by bit.
func (a *app) stream(path string, force bool, fill func(io.Writer) error) error {
	if path == "" || path == "-" {
		err := fill(a.out)
		if fault := a.out.fault(); err != nil && fault != nil {
			return fault
		}
		return err
	}
	st, err := os.Stat(path)
	switch {
	case err == nil && !force, err != nil && present(path):
		return fmt.Errorf("%s exists already; give another name, or --force to replace it", printable.Name(path))
	case err == nil && st.IsDir():
		return fmt.Errorf("%s cannot be written: it is a folder", printable.Name(path))
	case err == nil && st.Mode()&fs.ModeDevice != 0:
		err = into(path, fill)
	case err == nil && !st.Mode().IsRegular():
		return fmt.Errorf("%s cannot be written: it is no ordinary file", printable.Name(path))
	default:
		err = replace(path, fill, force)
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already; give another name, or --force to replace it", printable.Name(path))
	}
	if errors.As(err, new(*fs.PathError)) || errors.As(err, new(*os.LinkError)) {
		return fmt.Errorf("%s cannot be written: %w", printable.Name(path), bare(err))
	}
	return err
}

// present says whether something stands under a name, be it a link that leads nowhere.
func present(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// into writes to a device, which cannot be replaced.
func into(path string, fill func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = fill(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// replace writes a file beside the one that is wanted and gives it the name when all of
// it is on the disk: a full disk leaves neither half a file nor a lost old one.
func replace(path string, fill func(io.Writer) error, force bool) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // a link stays one
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".afterfusion-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where it was given its name
	if err = fill(f); err == nil {
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
