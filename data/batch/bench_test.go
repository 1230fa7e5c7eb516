package batch_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"

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
func people(t testing.TB, base *rules.Base, n int, seed uint64) (lines [][]byte) {
	t.Helper()
	pick := rand.New(rand.NewPCG(seed, 0))
	for range n {
		line, err := json.Marshal(answers.JSON(&answers.File{As: rules.Clinician, Answers: sample.Person(base, pick, 20+pick.IntN(81))}, base))
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
// encoding the same result with encoding/json, and beside what reads and writes it here
// without an assessment between.
func BenchmarkPerson(b *testing.B) {
	base := embedded(b)
	lines := people(b, base, 200, 1)
	b.Run("brief", func(b *testing.B) {
		work, out := brief(base).New(), new(bytes.Buffer)
		for i := 0; b.Loop(); i++ {
			out.Reset()
			if err := work(lines[i%len(lines)], out); err != nil {
				b.Fatal(err)
			}
		}
	})
	results := make([]report.Brief, len(lines))
	for i, line := range lines {
		var out bytes.Buffer
		if err := brief(base).New()(line, &out); err != nil {
			b.Fatal(err)
		}
		if err := json.Unmarshal(out.Bytes(), &results[i]); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("decode-encode", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			var file struct {
				Format  int            `json:"afterfusion"`
				As      string         `json:"as"`
				Answers map[string]any `json:"answers"`
			}
			if err := json.Unmarshal(lines[i%len(lines)], &file); err != nil {
				b.Fatal(err)
			}
			if _, err := json.Marshal(&results[i%len(lines)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("own-decode-encode", func(b *testing.B) {
		reader, out := answers.NewLineReader(base), new(bytes.Buffer)
		for i := 0; b.Loop(); i++ {
			out.Reset()
			if _, _, err := reader.Read(lines[i%len(lines)]); err != nil {
				b.Fatal(err)
			}
			if err := report.WriteJSON(out, &results[i%len(lines)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkCores is a whole stream on one processor and on two.
func BenchmarkCores(b *testing.B) {
	base := embedded(b)
	stream := append(bytes.Join(people(b, base, 2000, 2), []byte("\n")), '\n')
	for _, cores := range []int{1, 2} {
		b.Run(fmt.Sprintf("cores-%d", cores), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			b.SetBytes(int64(len(stream)))
			for b.Loop() {
				if n, err := brief(base).Run(context.Background(), bytes.NewReader(stream), io.Discard); err != nil || n.Lines != 2000 || n.Wrong > 0 {
					b.Fatal(n, err)
				}
			}
		})
	}
}
