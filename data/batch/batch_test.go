package batch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"afterfusion/data/answers"
	"afterfusion/data/batch"
	"afterfusion/data/report"
	"afterfusion/data/sample"
	"afterfusion/rules"
)

// echo writes every line as it is, but refuses those that begin with a !.
func echo() batch.Work {
	return func(line []byte, out *bytes.Buffer) error {
		out.Write(line)
		if bytes.HasPrefix(line, []byte("!")) {
			return errors.New(`"` + string(line) + `" <refused>`)
		}
		out.WriteByte('\n')
		return nil
	}
}

func echoing(longest, atOnce int) batch.Stream {
	return batch.Stream{Longest: longest, AtOnce: atOnce, New: echo}
}

// TestStream: each line has one line in its place, however the stream is cut.
func TestStream(t *testing.T) {
	long := strings.Repeat("x", 50)
	tooLong := `{"line":%d,"error":"is larger than 0 kB, which no such line is"}` + "\n"
	for in, want := range map[string]string{
		"":                    "",
		"a":                   "a\n",
		"a\nb\n":              "a\nb\n",
		"a\n\nb":              "a\n\nb\n",
		"\ufeffa\n\ufeffb\n":  "a\n\ufeffb\n",
		"a\n!b\nc\n":          "a\n" + `{"line":2,"error":"\"!b\" <refused>"}` + "\nc\n",
		long + "\n":           long + "\n",
		"a\n" + long + "x\nb": "a\n" + fmt.Sprintf(tooLong, 2) + "b\n",
		strings.Repeat(long, 9) + "\nb\n" + long + long: fmt.Sprintf(tooLong, 1) + "b\n" + fmt.Sprintf(tooLong, 3),
	} {
		for name, dress := range map[string]func(io.Reader) io.Reader{
			"at once": func(r io.Reader) io.Reader { return r }, "by letters": iotest.OneByteReader, "by halves": iotest.HalfReader, "data with its end": iotest.DataErrReader,
		} {
			for _, atOnce := range []int{1, 2, 64} {
				var out bytes.Buffer
				n, err := echoing(50, atOnce).Run(context.Background(), dress(strings.NewReader(in)), &out)
				if err != nil || out.String() != want || n.Lines != strings.Count(want, "\n") || n.Wrong != strings.Count(want, `"error"`) {
					t.Errorf("%q %s, %d lines: %q, %+v, %v", in, name, atOnce, out.String(), n, err)
				}
			}
		}
	}
}

// TestOrder: the order stays though some lines take longer than others.
func TestOrder(t *testing.T) {
	var in bytes.Buffer
	for i := range 3000 {
		fmt.Fprintln(&in, i)
	}
	want := in.String()
	s := batch.Stream{Longest: 10, AtOnce: 7, New: func() batch.Work {
		do := echo()
		return func(line []byte, out *bytes.Buffer) error {
			if line[len(line)-1] == '7' {
				runtime.Gosched()
				time.Sleep(10 * time.Microsecond)
			}
			return do(line, out)
		}
	}}
	var out bytes.Buffer
	if n, err := s.Run(context.Background(), &in, &out); err != nil || n.Lines != 3000 || out.String() != want {
		t.Errorf("%+v, %v, in order %v", n, err, out.String() == want)
	}
}

// TestAnswersAtOnce: who sends a line and waits has the answer, without a second line.
func TestAnswersAtOnce(t *testing.T) {
	in, send := io.Pipe()
	hear, out := io.Pipe()
	go func() {
		_, err := echoing(50, 64).Run(context.Background(), in, out)
		out.CloseWithError(err)
	}()
	for _, word := range []string{"a\n", "b\nc\n", "!d\n"} {
		if _, err := io.WriteString(send, word); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(hear, make([]byte, len(word))); err != nil {
			t.Fatal(err)
		}
	}
}

// endless is a stream of short lines that counts what was read of it.
type endless struct{ read atomic.Int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "aaaaaaa\n"[i%8]
	}
	e.read.Add(int64(len(p)))
	return len(p), nil
}

// TestReadsNoMoreThanItWrites: where nobody takes the results, reading stops too.
func TestReadsNoMoreThanItWrites(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	_, stuck := io.Pipe()
	var in endless
	done := make(chan error)
	go func() {
		_, err := echoing(50, 64).Run(ctx, &in, stuck)
		done <- err
	}()
	for before := int64(-1); before != in.read.Load() || before == 0; time.Sleep(50 * time.Millisecond) {
		before = in.read.Load()
	}
	if most := int64(2*runtime.GOMAXPROCS(0)+2) * (64 << 10); in.read.Load() > most {
		t.Errorf("%d bytes were read, %d at most", in.read.Load(), most)
	}
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("ends with %v", err)
	}
}

// TestEndsWhenAsked: neither a reader nor a writer that hangs keeps it from ending.
func TestEndsWhenAsked(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	in, send := io.Pipe()
	go func() {
		_, _ = io.WriteString(send, "a\nb")
		stop()
	}()
	var out bytes.Buffer
	if _, err := echoing(50, 64).Run(ctx, in, &out); !errors.Is(err, context.Canceled) {
		t.Errorf("ends with %v", err)
	}
}

func TestFaultsOfStreams(t *testing.T) {
	broken := errors.New("broken")
	var out bytes.Buffer
	n, err := echoing(50, 64).Run(context.Background(), io.MultiReader(strings.NewReader("a\nhal"), iotest.ErrReader(broken)), &out)
	var read *batch.ReadError
	if !errors.As(err, &read) || read.Err != broken || out.String() != "a\n" || n.Lines != 1 {
		t.Errorf("a stream that breaks: %q, %+v, %v", out.String(), n, err)
	}
	in := new(endless)
	closed, w := io.Pipe()
	closed.CloseWithError(broken)
	if _, err := echoing(50, 64).Run(context.Background(), in, w); err != broken {
		t.Errorf("results that nobody takes: %v", err)
	}
	out.Reset()
	if n, err := echoing(50, 64).Run(context.Background(), zeros{}, &out); !errors.As(err, &read) || read.Err != batch.ErrEndless || n.Wrong != 1 {
		t.Errorf("a line without end: %+v, %v", n, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// TestBatchIsSingle: a line in brief is its document with keys left out, whole it is the
// document; a danger that is private stays so.
func TestBatchIsSingle(t *testing.T) {
	base := embedded(t)
	private := 0
	rapid.Check(t, func(t *rapid.T) {
		pick := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		a := sample.Person(base, pick, pick.IntN(101))
		as := rapid.SampledFrom([]rules.Reader{"", rules.Patient, rules.Clinician}).Draw(t, "as")
		line, err := json.Marshal(answers.JSON(&answers.File{As: as, Answers: a}, base))
		if err != nil {
			t.Fatal(err)
		}
		set := report.Settings{SelfHarm: rapid.Bool().Draw(t, "self-harm"), SHA256: "x"}
		reader := func(file rules.Reader) rules.Reader {
			if file == "" {
				return rules.Clinician
			}
			return file
		}
		draw := func(f *answers.File) (*report.Document, error) {
			got, err := base.Assess(f.Answers)
			if err != nil {
				return nil, err
			}
			own := set
			own.Reader = reader(f.As)
			return report.Build(base, f.Answers, got, own)
		}
		d, err := draw(&answers.File{As: as, Answers: a})
		if err != nil {
			t.Fatal(err)
		}
		whole, err := report.JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		if got := run(t, batch.Full(base, draw), line); !bytes.Equal(got, whole) {
			t.Fatalf("%s\nis in full\n%s, not\n%s", line, got, whole)
		}
		var got report.Brief
		strict := json.NewDecoder(bytes.NewReader(run(t, batch.Brief(base, set, reader), line)))
		strict.DisallowUnknownFields()
		if err := strict.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if want := inBrief(d); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s\nis in brief\n%+v, not\n%+v", line, got, want)
		}
		for _, f := range got.Triage.Flags {
			if f.ID == "private" {
				private++
			}
		}
	})
	if private == 0 && !testing.Short() {
		t.Error("no danger was private")
	}
}

func run(t *rapid.T, s batch.Stream, line []byte) []byte {
	var out bytes.Buffer
	if n, err := s.Run(context.Background(), bytes.NewReader(line), &out); err != nil || n.Lines != 1 || n.Wrong != 0 {
		t.Fatalf("%s: %+v, %v, %s", line, n, err, out.Bytes())
	}
	return out.Bytes()
}

// inBrief takes from a document what belongs into a brief.
func inBrief(d *report.Document) report.Brief {
	b := report.Brief{Scope: d.Scope, Triage: report.BriefTriage{Level: d.Triage.Level, Flags: []report.BriefFlag{}, NotAsked: d.Triage.NotAsked},
		Sources: []report.BriefSource{}, Enough: d.Enough, Plan: []report.BriefPlan{}}
	for _, f := range d.Triage.Flags {
		b.Triage.Flags = append(b.Triage.Flags, report.BriefFlag{ID: f.ID, Level: f.Level, Because: f.Because, Unsure: f.Unsure})
	}
	for _, s := range d.Sources {
		b.Sources = append(b.Sources, report.BriefSource{ID: s.ID, Probability: s.Probability, Interval: s.Interval, Band: s.Band})
	}
	for _, p := range d.Plan {
		b.Plan = append(b.Plan, report.BriefPlan{Option: p.Option, Status: p.Status, For: p.For})
	}
	return b
}
