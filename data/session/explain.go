package session

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"afterfusion/data/printable"
)

// reasons are faults of a disk in plain words.
var reasons = []struct {
	err   error
	words string
}{
	{syscall.ENOSPC, "the disk is full"},
	{syscall.EDQUOT, "your share of the disk is full"},
	{syscall.EROFS, "the disk can only be read"},
	{syscall.EIO, "the disk has a fault"},
	{syscall.ENOTDIR, "a file stands in the place of a folder"},
	{fs.ErrPermission, "the folder may not be written to"},
	{fs.ErrNotExist, "the folder is gone"},
}

// explain words a fault of the file system: first what is wrong, last where, because
// what does not fit on a screen is cut at its end.
func explain(err error) error {
	if err == nil {
		return nil
	}
	path, why := "", err
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		path, why = pe.Path, pe.Err
	case errors.As(err, &le):
		path, why = le.New, le.Err
	}
	words := why.Error()
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			words = r.words
			break
		}
	}
	if path == "" {
		return errors.New(words)
	}
	return fmt.Errorf("%s (%s)", words, printable.Name(path))
}
