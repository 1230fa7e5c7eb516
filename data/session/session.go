// Package session keeps the one unfinished interview of a person on this machine,
// so that a killed program, a closed terminal or a power loss costs at most the
// last answer.
//
// It is one file, readable by its owner alone, in the XDG state folder. It is
// written whole beside the old one, flushed to the disk and then moved over it.
// There is one writer: a lock keeps a second program out, and a sequence number
// keeps an older state from replacing a newer one. What cannot be read is put aside
// and never written over. Nothing is ever sent anywhere.
package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"afterfusion/data/answers"
	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Saved is an unfinished interview.
type Saved struct {
	Sequence uint64
	Time     time.Time
	Quick    bool
	File     answers.File
	// Aside are answers to questions that are not asked as things stand: they come back
	// with their questions.
	Aside rules.Answers
	// Left are the ids of what was kept but fits the knowledge no longer.
	Left []string
}

// form is how an unfinished interview stands in its file.
type form struct {
	Format   int       `json:"afterfusion_session"`
	Sequence uint64    `json:"sequence"`
	Time     time.Time `json:"saved"`
	Quick    bool      `json:"quick"`
	Answers  string    `json:"answers"`         // an answer file
	Aside    string    `json:"aside,omitempty"` // another one
}

const format = 1

// The files of a folder. The second is the first while it is being written; before
// there was one name for it, a name was made up each time.
const (
	kept     = "unfinished.json"
	writing  = "unfinished.json.new"
	writings = ".unfinished-*"
	asides   = "unfinished-*.json"
)

// ErrBusy says that another afterfusion is keeping its interview here.
var ErrBusy = errors.New("another afterfusion is open on this computer and keeps its answers; close it first")

// ErrNewer says that the interview kept here is of a newer edition, which alone can go on
// with it. It is left where it is.
var ErrNewer = errors.New("an interview of a newer afterfusion is kept here; go on with it there, or remove it with afterfusion forget")

// Aside says that what was kept could not be read, and where it was put.
type Aside struct {
	Path string
	Err  error
}

func (e *Aside) Error() string {
	return fmt.Sprintf("the answers that were kept cannot be read; they were put aside in %s (%v)", e.Path, e.Err)
}

func (e *Aside) Unwrap() error { return e.Err }

// Store is where the unfinished interview is kept. Its methods may be used by many goroutines.
type Store struct {
	folder string
	lock   *os.File
	mu     sync.Mutex
	last   uint64
}

// Folder returns the folder in which the unfinished interview is kept.
func Folder() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "afterfusion"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("there is no home folder; set HOME")
	}
	return filepath.Join(home, ".local", "state", "afterfusion"), nil
}

// Open takes the lock of a folder, which is made where it is missing, and clears away
// what a killed program was writing. Whoever else could write to the folder no longer can.
func Open(folder string) (*Store, error) {
	if err := own(folder); err != nil {
		return nil, err
	}
	lock, err := openLock(filepath.Join(folder, "lock"))
	if err != nil {
		return nil, err
	}
	s := &Store{folder: folder, lock: lock}
	if err := s.clear(writing, writings); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// own makes a folder, or makes sure that it is one and its owner's alone.
func own(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return explain(err)
	}
	st, err := os.Lstat(folder)
	switch {
	case err != nil:
		return explain(err)
	case !st.IsDir():
		return fmt.Errorf("%s is no folder; remove it", folder)
	case !mine(st):
		return fmt.Errorf("%s belongs to somebody else", folder)
	case st.Mode().Perm()&0o077 != 0:
		return explain(os.Chmod(folder, 0o700))
	}
	return nil
}

func openLock(path string) (*os.File, error) {
	lock, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|noFollow, 0o600)
	if err != nil {
		return nil, explain(err)
	}
	if st, err := lock.Stat(); err != nil || !st.Mode().IsRegular() {
		lock.Close()
		return nil, fmt.Errorf("%s is no ordinary file; remove it", path)
	}
	if err := take(lock); err != nil {
		lock.Close()
		return nil, err
	}
	return lock, nil
}

// Path returns the file in which the answers stand.
func (s *Store) Path() string { return filepath.Join(s.folder, kept) }

// Exists says whether an unfinished interview is kept.
func (s *Store) Exists() bool {
	_, err := os.Lstat(s.Path())
	return err == nil
}

// Close gives the lock back.
func (s *Store) Close() error { return s.lock.Close() }

// limit is that of an unfinished interview: an answer file, written as JSON text.
var limit = yamltree.Limit{Bytes: 4 * yamltree.ForAnswers.Bytes}

// highest is the highest sequence number that is believed: with a higher one in the
// file, no state would be newer.
const highest = 1 << 62

// Load reads the unfinished interview; nil where there is none. One that cannot be read
// is put aside (*Aside); any other error, such as ErrNewer, means that nothing may be
// written here.
func (s *Store) Load(base *rules.Base) (*Saved, error) {
	if !s.Exists() {
		return nil, nil
	}
	saved, err := s.read(base)
	switch {
	case errors.Is(err, ErrNewer):
		return nil, err
	case err != nil:
		return nil, s.putAside(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if saved.Sequence > highest {
		saved.Sequence = 0
	}
	s.last = max(s.last, saved.Sequence)
	return saved, nil
}

// bytes reads the file, if it is one of this person.
func (s *Store) bytes() ([]byte, error) {
	st, err := os.Lstat(s.Path())
	switch {
	case err != nil:
		return nil, explain(err)
	case !mine(st):
		return nil, errors.New("it belongs to somebody else")
	case st.Mode()&fs.ModeNamedPipe != 0:
		return nil, errors.New("it is a pipe, not a file")
	}
	data, err := yamltree.ReadFile(s.Path(), nil, limit)
	return data, problemOf(err)
}

func (s *Store) read(base *rules.Base) (*Saved, error) {
	data, err := s.bytes()
	switch {
	case err != nil:
		return nil, err
	case newer(data):
		return nil, ErrNewer
	}
	var f form
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	if f.Format != format {
		return nil, fmt.Errorf("it was kept by another edition of afterfusion, format %d", f.Format)
	}
	file, left, err := answers.Fitting(s.Path(), []byte(f.Answers), base)
	if err != nil {
		return nil, problemOf(err)
	}
	out := &Saved{Sequence: f.Sequence, Time: f.Time, Quick: f.Quick, File: *file, Left: left}
	if f.Aside != "" {
		aside, _, err := answers.Fitting(s.Path(), []byte(f.Aside), base)
		if err != nil {
			return nil, problemOf(err)
		}
		out.Aside = aside.Answers
	}
	return out, nil
}

// problemOf is a fault of a file without its name, which is told apart.
func problemOf(err error) error {
	var e *yamltree.Error
	if errors.As(err, &e) {
		return errors.New(e.Problem)
	}
	return err
}

// putAside moves what cannot be read out of the way, for its owner alone.
func (s *Store) putAside(why error) error {
	stem := "unfinished-" + time.Now().Format("20060102-150405")
	for n := 1; n < 100; n++ {
		name := stem + ".json"
		if n > 1 {
			name = fmt.Sprintf("%s-%d.json", stem, n)
		}
		at := filepath.Join(s.folder, name)
		if _, err := os.Lstat(at); err == nil {
			continue
		}
		if err := os.Rename(s.Path(), at); err != nil {
			break
		}
		if st, err := os.Lstat(at); err == nil && st.Mode().IsRegular() {
			_ = os.Chmod(at, 0o600)
		}
		return &Aside{at, why}
	}
	return fmt.Errorf("%s cannot be read and not be put aside: %w", s.Path(), why)
}

// Save keeps an interview. One that is older than what is kept is passed over.
func (s *Store) Save(saved *Saved, base *rules.Base) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if saved.Sequence <= s.last {
		return nil
	}
	f := form{Format: format, Sequence: saved.Sequence, Time: saved.Time, Quick: saved.Quick, Answers: string(answers.Encode(&saved.File, base))}
	if len(saved.Aside) > 0 {
		f.Aside = string(answers.Encode(&answers.File{Answers: saved.Aside}, base))
	}
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	if err := s.replace(data); err != nil {
		return explain(err)
	}
	s.last = saved.Sequence
	return nil
}

// Last returns the highest sequence number that is kept or was read.
func (s *Store) Last() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last
}

// Empty removes an interview that has no answers any more.
func (s *Store) Empty() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clear(kept, writing, writings)
}

// Forget removes everything that was kept, what was put aside too.
func (s *Store) Forget() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clear(kept, writing, writings, asides)
}

// clear removes files of the folder, by patterns of their names.
func (s *Store) clear(patterns ...string) error {
	list, err := os.ReadDir(s.folder)
	errs := []error{ignoreMissing(err)}
	for _, e := range list {
		if slices.ContainsFunc(patterns, func(p string) bool { ok, _ := path.Match(p, e.Name()); return ok }) {
			errs = append(errs, s.remove(e.Name()))
		}
	}
	return errors.Join(errs...)
}

// remove removes a file of the folder. A folder in its place is not emptied: what lies in
// it was kept by somebody else.
func (s *Store) remove(name string) error {
	at := filepath.Join(s.folder, name)
	err := os.Remove(at)
	if st, e := os.Lstat(at); err != nil && e == nil && st.IsDir() {
		return fmt.Errorf("%s is a folder with files that are not of afterfusion, and is left; look into it, and remove it yourself", printable.Name(at))
	}
	return ignoreMissing(err)
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return explain(err)
}

// replace writes the file whole beside the old one and moves it over it.
func (s *Store) replace(data []byte) error {
	beside := filepath.Join(s.folder, writing)
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer os.Remove(beside) // gone already where all went well
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(beside, s.Path())
	}
	if err == nil {
		err = syncFolder(s.folder)
	}
	return err
}

// syncFolder makes the move itself survive a loss of power. Some file systems
// refuse it; the file is safe all the same.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}

// Any says whether anything at all is kept, be it put aside.
func (s *Store) Any() bool {
	list, _ := os.ReadDir(s.folder)
	return slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() != "lock" })
}
