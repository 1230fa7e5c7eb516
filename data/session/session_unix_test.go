//go:build unix

package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"afterfusion/data/knowledge"
)

// TestFolderBecomesItsOwnersAlone: who may write to the folder may read the answers.
func TestFolderBecomesItsOwnersAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "state")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if st, _ := os.Stat(folder); st.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v", st.Mode())
	}
}

// TestPipeInThePlaceOfTheFile is told as what it is, without advice for answer files.
func TestPipeInThePlaceOfTheFile(t *testing.T) {
	s, base := store(t)
	if err := syscall.Mkfifo(s.Path(), 0o600); err != nil {
		t.Fatal(err)
	}
	var aside *Aside
	if _, err := s.Load(base); !errors.As(err, &aside) || aside.Err.Error() != "it is a pipe, not a file" {
		t.Error(err)
	}
}

// TestPlantedFiles: links lead nowhere, pipes are not waited for.
func TestPlantedFiles(t *testing.T) {
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, plant := range map[string]func(folder string) error{
		"a link as folder": func(folder string) error { return os.Symlink(dir, folder) },
		"a file as folder": func(folder string) error { return os.WriteFile(folder, nil, 0o600) },
		"a link as lock": func(folder string) error {
			return errors.Join(os.Mkdir(folder, 0o700), os.Symlink(filepath.Join(dir, "elsewhere"), filepath.Join(folder, "lock")))
		},
		"a folder as lock": func(folder string) error { return os.MkdirAll(filepath.Join(folder, "lock"), 0o700) },
		"a pipe as lock": func(folder string) error {
			return errors.Join(os.Mkdir(folder, 0o700), syscall.Mkfifo(filepath.Join(folder, "lock"), 0o600))
		},
	} {
		folder := filepath.Join(t.TempDir(), "state")
		if err := plant(folder); err != nil {
			t.Fatal(err)
		}
		if s, err := Open(folder); err == nil {
			s.Close()
			t.Errorf("%s is taken", name)
		}
	}
	if _, err := os.Lstat(filepath.Join(dir, "elsewhere")); err == nil {
		t.Error("a file was made outside the folder")
	}
	folder := filepath.Join(t.TempDir(), "state")
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := syscall.Mkfifo(s.Path(), 0o600); err != nil {
		t.Fatal(err)
	}
	var aside *Aside
	if _, err := s.Load(base); !errors.As(err, &aside) || !strings.Contains(err.Error(), "is a pipe") {
		t.Errorf("a pipe as file: %v", err)
	}
	target := filepath.Join(dir, "target")
	if err := errors.Join(os.WriteFile(target, []byte("mine"), 0o600), os.Symlink(target, filepath.Join(folder, writing))); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(saved(1, 50), base); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(target); string(data) != "mine" {
		t.Error("answers were written through a link")
	}
}

func TestExplainSaysWhyFirst(t *testing.T) {
	for err, want := range map[error]string{
		&os.PathError{Op: "write", Path: "/home/a/x", Err: syscall.ENOSPC}:                  "the disk is full (/home/a/x)",
		&os.LinkError{Op: "rename", Old: "/home/a/y", New: "/home/a/x", Err: syscall.EROFS}: "the disk can only be read (/home/a/x)",
		&os.PathError{Op: "open", Path: "/a\nb", Err: syscall.EACCES}:                       `the folder may not be written to ("/a\nb")`,
		fmt.Errorf("something else"):                                                        "something else",
	} {
		if got := explain(err); got.Error() != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}
}
