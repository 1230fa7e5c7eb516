// Package session keeps the one unfinished interview of a person on this machine,
// so that a killed program, a closed terminal or a power loss costs at most the
// last answer.
//
// It is one file, readable by its owner alone, in the XDG state folder. It is
// written whole beside the old one, flushed to the disk and then moved over it.
// There is one writer: a lock keeps a second program out, and a sequence number
// keeps an older state from replacing a newer one. Nothing is ever sent anywhere.
package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"afterfusion/data/answers"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Saved is an unfinished interview.
type Saved struct {
	Sequence uint64
	Time     time.Time
	Quick    bool
	File     answers.File
}

// form is how an unfinished interview stands in its file.
type form struct {
	Format   int       `json:"afterfusion_session"`
	Sequence uint64    `json:"sequence"`
	Time     time.Time `json:"saved"`
	Quick    bool      `json:"quick"`
	Answers  string    `json:"answers"` // an answer file
}

const format = 1

// ErrBusy says that another afterfusion is keeping its interview here.
var ErrBusy = errors.New("another afterfusion is open on this machine and keeps its answers; this one keeps nothing")

// Store is where the unfinished interview is kept. Its methods may be used by many goroutines.
type Store struct {
	path string
	lock *os.File
	mu   sync.Mutex
	last uint64
}

// Folder returns the folder in which the unfinished interview is kept.
func Folder() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "afterfusion"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("there is no home folder to keep answers in: %w", err)
	}
	return filepath.Join(home, ".local", "state", "afterfusion"), nil
}

// Open takes the lock of a folder, which is made where it is missing.
func Open(folder string) (*Store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("answers cannot be kept: %w", err)
	}
	lock, err := os.OpenFile(filepath.Join(folder, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("answers cannot be kept: %w", err)
	}
	if err := take(lock); err != nil {
		lock.Close()
		return nil, ErrBusy
	}
	return &Store{path: filepath.Join(folder, "unfinished.json"), lock: lock}, nil
}

// Path returns the file in which the answers stand.
func (s *Store) Path() string { return s.path }

// Exists says whether an unfinished interview is kept.
func (s *Store) Exists() bool {
	_, err := os.Lstat(s.path)
	return err == nil
}

// Close gives the lock back.
func (s *Store) Close() error { return s.lock.Close() }

// limit is that of an unfinished interview: an answer file, written as JSON text.
var limit = yamltree.Limit{Bytes: 4 * yamltree.ForAnswers.Bytes}

// Load reads the unfinished interview; nil where there is none. One that cannot be
// read, or that does not fit the knowledge, is an error and stays where it is.
func (s *Store) Load(base *rules.Base) (*Saved, error) {
	data, err := yamltree.ReadFile(s.path, nil, limit)
	if err != nil {
		if _, missing := os.Stat(s.path); errors.Is(missing, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	var f form
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%s: is not an unfinished interview: %w", s.path, err)
	}
	if f.Format != format {
		return nil, fmt.Errorf("%s: was kept by another edition of afterfusion (format %d)", s.path, f.Format)
	}
	file, err := answers.Decode(s.path, []byte(f.Answers), base)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.last = max(s.last, f.Sequence)
	s.mu.Unlock()
	return &Saved{f.Sequence, f.Time, f.Quick, *file}, nil
}

// Save keeps an interview. One that is older than what is kept is passed over.
func (s *Store) Save(saved *Saved, base *rules.Base) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if saved.Sequence <= s.last {
		return nil
	}
	data, err := json.Marshal(form{format, saved.Sequence, saved.Time, saved.Quick, string(answers.Encode(&saved.File, base))})
	if err != nil {
		return err
	}
	if err := replace(s.path, data); err != nil {
		return fmt.Errorf("the last answer could not be kept: %w", err)
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

// Forget removes the unfinished interview.
func (s *Store) Forget() error {
	err := os.Remove(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// replace writes a file whole beside the old one and moves it over it.
func replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".unfinished-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already where all went well
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
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
