package session

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"afterfusion/data/answers"
	"afterfusion/data/knowledge"
	"afterfusion/rules"
)

func store(t *testing.T) (*Store, *rules.Base) {
	t.Helper()
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(filepath.Join(t.TempDir(), "state"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, base
}

func saved(sequence uint64, age float64) *Saved {
	return &Saved{Sequence: sequence, Time: time.Date(2026, 11, 20, 21, 0, 0, 0, time.UTC),
		File: answers.File{As: rules.Patient, Answers: rules.Answers{"health.age": rules.Number(age)}}}
}

func TestKeepAndGoOn(t *testing.T) {
	s, base := store(t)
	if got, err := s.Load(base); got != nil || err != nil {
		t.Fatalf("an empty folder gives %v, %v", got, err)
	}
	if err := s.Save(saved(1, 50), base); err != nil {
		t.Fatal(err)
	}
	got, err := s.Load(base)
	if err != nil || got.File.Answers["health.age"].Lo != 50 || got.File.As != rules.Patient || got.Sequence != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if st, _ := os.Stat(s.Path()); st.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", st.Mode())
	}
	if err := s.Forget(); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Load(base); got != nil || err != nil {
		t.Errorf("forgotten, yet %v, %v", got, err)
	}
	if err := s.Forget(); err != nil {
		t.Errorf("forgetting nothing: %v", err)
	}
}

func TestOlderNeverReplacesNewer(t *testing.T) {
	s, base := store(t)
	for _, x := range []*Saved{saved(2, 60), saved(1, 50)} {
		if err := s.Save(x, base); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := s.Load(base); got.File.Answers["health.age"].Lo != 60 {
		t.Errorf("an older state replaced a newer one: %+v", got)
	}
}

func TestOneWriter(t *testing.T) {
	s, _ := store(t)
	if _, err := Open(filepath.Dir(s.Path())); !errors.Is(err, ErrBusy) {
		t.Errorf("a second writer gets %v", err)
	}
}

func TestDamagedFileIsKeptAndTold(t *testing.T) {
	s, base := store(t)
	for _, data := range []string{"", "{", `{"afterfusion_session": 9}`, `{"afterfusion_session": 1, "answers": "x"}`} {
		if err := os.WriteFile(s.Path(), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Load(base); err == nil || got != nil || !strings.Contains(err.Error(), "unfinished") {
			t.Errorf("%q gives %v, %v", data, got, err)
		}
		if _, err := os.Stat(s.Path()); err != nil {
			t.Errorf("%q is gone: %v", data, err)
		}
	}
}

func TestFailedWriteLeavesTheOldOne(t *testing.T) {
	s, base := store(t)
	if err := s.Save(saved(1, 50), base); err != nil {
		t.Fatal(err)
	}
	s.path = filepath.Join(filepath.Dir(s.path), "gone", "unfinished.json")
	if err := s.Save(saved(2, 60), base); err == nil {
		t.Fatal("a write into a folder that is not there went well")
	}
	s.path = filepath.Join(filepath.Dir(filepath.Dir(s.path)), "unfinished.json")
	if got, err := s.Load(base); err != nil || got.File.Answers["health.age"].Lo != 50 {
		t.Errorf("%+v, %v", got, err)
	}
}
