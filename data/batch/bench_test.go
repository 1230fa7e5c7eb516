package batch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"afterfusion/data/answers"
	"afterfusion/data/batch"
	"afterfusion/data/knowledge"
	"afterfusion/data/report"
	"afterfusion/data/sample"
	"afterfusion/rules"
)

func embedded(t testing.TB) *rules.Base {
	t.Helper()
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	return base
}

// people makes up lines, as `knowledge sample` does.
func people(t testing.TB, base *rules.Base, n int, seed uint64) [][]byte {
	t.Helper()
	pick := rand.New(rand.NewPCG(seed, 0))
	return linesOf(t, base, n, func() rules.Answers { return sample.Person(base, pick, 20+pick.IntN(81)) })
}

func linesOf(t testing.TB, base *rules.Base, n int, person func() rules.Answers) (lines [][]byte) {
	t.Helper()
	for range n {
		line, err := json.Marshal(answers.JSON(&answers.File{As: rules.Clinician, Answers: person()}, base))
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return lines
}

func brief(base *rules.Base) batch.Stream {
	return batch.Brief(base, report.Settings{}, func(r rules.Reader) rules.Reader { return r })
}

// BenchmarkPerson is what one line costs in brief, beside decoding the same line and
// encoding the same result with encoding/json, and beside reading and writing it as here
// without an assessment between: of people who answered everything, and of those made up
// who left much open, of whom there is most to reckon. They take turns, so that what else
// the machine does falls on all, and the medians are told.
func BenchmarkPerson(b *testing.B) {
	base := embedded(b)
	pick := rand.New(rand.NewPCG(1, 2))
	b.Run("all-answered", func(b *testing.B) {
		benchmarkPerson(b, base, linesOf(b, base, 100, func() rules.Answers { return sample.Full(base, pick) }))
	})
	b.Run("made-up", func(b *testing.B) { benchmarkPerson(b, base, people(b, base, 200, 1)) })
}

func benchmarkPerson(b *testing.B, base *rules.Base, lines [][]byte) {
	work, out := brief(base).New(), new(bytes.Buffer)
	reader := answers.NewLineReader(base)
	results := make([]report.Brief, len(lines))
	for i, line := range lines {
		out.Reset()
		if err := work(line, out); err != nil {
			b.Fatal(err)
		}
		if err := json.Unmarshal(out.Bytes(), &results[i]); err != nil {
			b.Fatal(err)
		}
	}
	turns := map[string]func(i int) error{
		"brief": func(i int) error { return work(lines[i], out) },
		"json": func(i int) error {
			var file struct {
				Format  int            `json:"afterfusion"`
				As      string         `json:"as"`
				Answers map[string]any `json:"answers"`
			}
			if err := json.Unmarshal(lines[i], &file); err != nil {
				return err
			}
			_, err := json.Marshal(&results[i])
			return err
		},
		"own": func(i int) error {
			if _, err := reader.Read(lines[i]); err != nil {
				return err
			}
			return report.WriteJSON(out, &results[i])
		},
	}
	took := map[string][]float64{}
	for i := 0; b.Loop(); i++ {
		for name, turn := range turns {
			out.Reset()
			from := time.Now()
			if err := turn(i % len(lines)); err != nil {
				b.Fatal(err)
			}
			took[name] = append(took[name], float64(time.Since(from).Nanoseconds()))
		}
	}
	for name := range turns {
		b.ReportMetric(median(took[name]), name+"-ns")
	}
	b.ReportMetric(median(took["brief"])/median(took["json"]), "times-json")
	b.ReportMetric(median(took["brief"])/median(took["own"]), "times-own")
	b.ReportMetric(0, "ns/op")
}

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// BenchmarkCores is a whole stream on one processor and on two, in turns; the best of each
// is told, for a second processor is there only when nothing else has it.
func BenchmarkCores(b *testing.B) {
	base := embedded(b)
	stream := append(bytes.Join(people(b, base, 1000, 2), []byte("\n")), '\n')
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	best := [3]float64{1: math.Inf(1), 2: math.Inf(1)}
	for b.Loop() {
		for cores := 1; cores <= 2; cores++ {
			runtime.GOMAXPROCS(cores)
			from := time.Now()
			if n, err := brief(base).Run(context.Background(), bytes.NewReader(stream), io.Discard); err != nil || n.Lines != 1000 || n.Wrong > 0 {
				b.Fatal(n, err)
			}
			best[cores] = min(best[cores], time.Since(from).Seconds())
		}
	}
	b.ReportMetric(1000/best[1], "people/s")
	b.ReportMetric(1000/best[2], "people-two-cores/s")
	b.ReportMetric(best[1]/best[2], "times-one-core")
	b.ReportMetric(0, "ns/op")
}
