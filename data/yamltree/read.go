package yamltree

import (
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"strings"
)

// ReadFile reads a file within a limit; "-" is the given standard input. Of what is no
// file, see Open.
func ReadFile(name string, stdin io.Reader, limit Limit) ([]byte, error) {
	if name == "-" {
		return readAll("standard input", stdin, limit)
	}
	f, err := open(name, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(name, f, limit)
}

// Open opens a file of any size. A pipe is opened where the shell made it (<(command) is
// /dev/fd/63); one that lies in a folder, or a device, would be waited for or never end,
// and is refused.
func Open(name string) (*os.File, error) { return open(name, Limit{Bytes: math.MaxInt64}) }

func open(name string, limit Limit) (*os.File, error) {
	if name == "" {
		return nil, &Error{Problem: "the name of a file is empty; give one, or - to read standard input"}
	}
	st, err := os.Stat(name)
	if err != nil {
		return nil, &Error{File: name, Problem: OpenProblem(err)}
	}
	pipe := st.Mode()&fs.ModeNamedPipe != 0 && strings.HasPrefix(path.Clean(name), "/dev/")
	if problem := notAFile(st.Mode()); problem != "" && !pipe {
		return nil, &Error{File: name, Problem: problem}
	}
	if st.Mode().IsRegular() && st.Size() > limit.Bytes {
		return nil, limit.tooLarge(name)
	}
	flags := os.O_RDONLY
	if !pipe {
		flags |= unblocked // what became a pipe meanwhile must not be waited for
	}
	f, err := os.OpenFile(name, flags, 0)
	if err != nil {
		return nil, &Error{File: name, Problem: OpenProblem(err)}
	}
	if st, err := f.Stat(); err == nil && !pipe && notAFile(st.Mode()) != "" {
		f.Close()
		return nil, &Error{File: name, Problem: notAFile(st.Mode())}
	}
	return f, nil
}

// ParseIn reads and parses a file of a folder within a limit.
func ParseIn(folder fs.FS, name string, limit Limit) (*Node, error) {
	data, err := ReadIn(folder, name, limit)
	if err != nil {
		return nil, err
	}
	return Parse(name, data, limit)
}

// ReadIn reads a file of a folder within a limit. Only an ordinary file is opened.
func ReadIn(folder fs.FS, name string, limit Limit) ([]byte, error) {
	st, err := fs.Stat(folder, name)
	if err != nil {
		return nil, &Error{File: name, Problem: OpenProblem(err)}
	}
	if problem := notAFile(st.Mode()); problem != "" {
		return nil, &Error{File: name, Problem: problem}
	}
	if st.Size() > limit.Bytes {
		return nil, limit.tooLarge(name)
	}
	f, err := folder.Open(name)
	if err != nil {
		return nil, &Error{File: name, Problem: OpenProblem(err)}
	}
	defer f.Close()
	return readAll(name, f, limit)
}

func readAll(name string, in io.Reader, limit Limit) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in, limit.Bytes+1))
	switch {
	case err != nil:
		return nil, &Error{File: name, Problem: "cannot be read: " + reason(err)}
	case int64(len(data)) > limit.Bytes:
		return nil, limit.tooLarge(name)
	}
	return data, nil
}

// notAFile says what stands in the place of an ordinary file, "" where one does.
func notAFile(m fs.FileMode) string {
	switch {
	case m.IsRegular():
		return ""
	case m.IsDir():
		return "is a folder, not a file"
	case m&fs.ModeNamedPipe != 0:
		return "is a pipe, not a file; give a file, or - to read standard input"
	case m&fs.ModeSocket != 0:
		return "is a socket, not a file"
	}
	return "is a device, not a file"
}

// OpenProblem says why a file or a folder cannot be opened, and what to do, without its name.
func OpenProblem(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "may not be read; check who owns it"
	}
	return "cannot be opened: " + reason(err)
}

// reason is what went wrong without the name of the file, which is told apart.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
