package session

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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
	later := saved(2, 50)
	later.Aside = rules.Answers{"course.better-months": rules.Number(8), "pain.months": rules.Range(6, 12)}
	if err := s.Save(later, base); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Load(base); err != nil || !reflect.DeepEqual(got.Aside, later.Aside) || len(got.File.Answers) != 1 {
		t.Fatalf("what was set aside came back as %+v, %v", got, err)
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

// TestDamagedFileIsPutAside: what cannot be read is moved away, said so, and the next
// interview is kept.
func TestDamagedFileIsPutAside(t *testing.T) {
	s, base := store(t)
	folder := filepath.Dir(s.Path())
	for i, c := range []struct{ data, want string }{
		{"", "damaged"}, {"{", "damaged"}, {`{"afterfusion_session": 0}`, "another edition of afterfusion, format 0"},
		{`{"afterfusion_session": 1, "answers": "x"}`, "an answer file is a table"},
	} {
		if err := os.WriteFile(s.Path(), []byte(c.data), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := s.Load(base)
		var aside *Aside
		if !errors.As(err, &aside) || got != nil || !strings.Contains(err.Error(), c.want) {
			t.Fatalf("%q gives %v, %v", c.data, got, err)
		}
		if data, err := os.ReadFile(aside.Path); err != nil || string(data) != c.data || filepath.Dir(aside.Path) != folder {
			t.Errorf("%q was put aside as %q, %v", c.data, data, err)
		}
		if st, _ := os.Stat(aside.Path); st.Mode().Perm() != 0o600 {
			t.Errorf("others may read %s: %v", aside.Path, st.Mode())
		}
		if err := s.Save(saved(uint64(i+1), 50), base); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Load(base); err != nil || got.File.Answers["health.age"].Lo != 50 {
			t.Errorf("after %q nothing was kept: %+v, %v", c.data, got, err)
		}
	}
	if err := s.Empty(); err != nil {
		t.Fatal(err)
	}
	if left := names(t, folder); s.Exists() || len(left) != 5 {
		t.Errorf("an empty interview took along what was put aside: %v", left)
	}
	if err := s.Forget(); err != nil {
		t.Fatal(err)
	}
	if left := names(t, folder); len(left) != 1 || left[0] != "lock" {
		t.Errorf("forgetting left %v", left)
	}
}

// TestNewerInterviewIsLeft: the newer program finds it where it kept it.
func TestNewerInterviewIsLeft(t *testing.T) {
	s, base := store(t)
	for _, data := range []string{
		`{"afterfusion_session": 9}`, `{"afterfusion_session": 2, "sequence": "x", "answers": {"afterfusion": 1}}`,
		`{"afterfusion_session": 1, "answers": "afterfusion: 2\nanswers: {}"}`,
	} {
		if err := os.WriteFile(s.Path(), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Load(base); !errors.Is(err, ErrNewer) || got != nil || !s.Newer() {
			t.Errorf("%s: %v, %v", data, got, err)
		}
		if left, _ := os.ReadFile(s.Path()); string(left) != data {
			t.Errorf("%s became %s", data, left)
		}
	}
	for _, data := range []string{"", "[]", `{"afterfusion_session": 1}`, `{"afterfusion_session": 1, "answers": "afterfusion: x"}`} {
		if newer([]byte(data)) {
			t.Errorf("%q is taken for newer", data)
		}
	}
}

// TestForgetLeavesFolders: a folder in the place of what was put aside is named, and all
// else is removed.
func TestForgetLeavesFolders(t *testing.T) {
	s, base := store(t)
	if err := os.MkdirAll(filepath.Join(s.Path(), "inner"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(base); err == nil {
		t.Fatal("a folder is read")
	}
	if err := s.Save(saved(1, 50), base); err != nil {
		t.Fatal(err)
	}
	err := s.Forget()
	if err == nil || !strings.Contains(err.Error(), "is a folder with files that are not of afterfusion") || !strings.Contains(err.Error(), "remove it yourself") || s.Exists() {
		t.Errorf("%v, still there: %v", err, s.Exists())
	}
}

// TestFolderInThePlaceOfTheFile: nothing can stand in the way for good.
func TestFolderInThePlaceOfTheFile(t *testing.T) {
	s, base := store(t)
	if err := os.Mkdir(s.Path(), 0o700); err != nil {
		t.Fatal(err)
	}
	var aside *Aside
	if _, err := s.Load(base); !errors.As(err, &aside) {
		t.Fatal(err)
	}
	if err := s.Save(saved(1, 50), base); err != nil {
		t.Fatal(err)
	}
}

// TestOlderKnowledge: what fits is gone on with, what does not is named.
func TestOlderKnowledge(t *testing.T) {
	s, base := store(t)
	const text = `{"afterfusion_session": 1, "sequence": 7, "saved": "2026-11-20T21:00:00Z", "answers": "afterfusion: 1\nas: patient\nanswers: {health.age: 58, health.clinic-x: yes, pain.touch: gone}\n"}`
	if err := os.WriteFile(s.Path(), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := s.Load(base)
	if err != nil || len(got.File.Answers) != 1 || got.File.Answers["health.age"].Lo != 58 || !slices.Equal(got.Left, []string{"health.clinic-x", "pain.touch"}) {
		t.Fatalf("%+v, %v", got, err)
	}
}

// TestSequenceBeyondBelief: a damaged number must not make every later state an older one.
func TestSequenceBeyondBelief(t *testing.T) {
	s, base := store(t)
	if err := os.WriteFile(s.Path(), []byte(`{"afterfusion_session": 1, "sequence": 18446744073709551615, "answers": "afterfusion: 1\nanswers: {health.age: 58}"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(base); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(saved(s.Last()+1, 60), base); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Load(base); got == nil || got.File.Answers["health.age"].Lo != 60 {
		t.Errorf("a state was passed over: %+v", got)
	}
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

// TestWhatAKillLeavesIsCleared: whole answers stand in it.
func TestWhatAKillLeavesIsCleared(t *testing.T) {
	s, base := store(t)
	folder := filepath.Dir(s.Path())
	if err := s.Save(saved(1, 50), base); err != nil {
		t.Fatal(err)
	}
	litter := func() {
		for _, name := range []string{writing, ".unfinished-123456"} {
			if err := os.WriteFile(filepath.Join(folder, name), []byte("answers"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	litter()
	s.Close()
	s, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := names(t, folder); !slices.Equal(got, []string{"lock", kept}) {
		t.Errorf("opening left %v", got)
	}
	litter()
	if err := s.Forget(); err != nil {
		t.Fatal(err)
	}
	if got := names(t, folder); !slices.Equal(got, []string{"lock"}) {
		t.Errorf("forgetting left %v", got)
	}
}

func TestFailedWriteLeavesTheOldOne(t *testing.T) {
	s, base := store(t)
	if err := s.Save(saved(1, 50), base); err != nil {
		t.Fatal(err)
	}
	whole := s.folder
	s.folder = filepath.Join(whole, "gone")
	if err := s.Save(saved(2, 60), base); err == nil || !strings.HasPrefix(err.Error(), "the folder is gone (") {
		t.Fatalf("a write into a folder that is not there: %v", err)
	}
	s.folder = whole
	if got, err := s.Load(base); err != nil || got.File.Answers["health.age"].Lo != 50 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := s.Save(saved(2, 60), base); err != nil {
		t.Errorf("the next answer is not kept: %v", err)
	}
}
