package plain

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"afterfusion/rules"
)

// typedLines draws what people, pipes and cats type.
func typedLines() *rapid.Generator[[]string] {
	words := rapid.SampledFrom([]string{"", "", "", "y", "n", "u", "b", "b", "back", "?", "h", "again", "clear", "review", "all", "skip", "1 2", "1-3", "1 u",
		"6-12", "mild", "none", "yes", "0", "-1", "1,5", "left", "\x1b[31m", "\x00", "\xff", "1 none", "u u"})
	line := rapid.OneOf(words, words, rapid.Map(rapid.IntRange(0, 60), strconv.Itoa), rapid.String())
	return rapid.Custom(func(t *rapid.T) []string {
		lines := rapid.SliceOfN(line, 0, 120).Draw(t, "lines")
		for i := range lines {
			lines[i] = strings.ReplaceAll(lines[i], "\n", " ")
		}
		end := rapid.SampledFrom([]string{"", "done", "quit"}).Draw(t, "end")
		return append(lines, end)
	})
}

func anything(b *rules.Base) func(*rapid.T) {
	return func(t *rapid.T) {
		c := Config{Base: b, Quick: rapid.Bool().Draw(t, "quick"),
			Reader: rapid.SampledFrom([]rules.Reader{"", rules.Patient, rules.Clinician}).Draw(t, "reader")}
		got := hold(c, typedLines().Draw(t, "typed")...)
		if got.err != nil && !errors.Is(got.err, ErrEnded) && !errors.Is(got.err, ErrLeft) {
			t.Fatal(got.err)
		}
		if err := got.faults(b); err != nil {
			t.Fatal(err)
		}
		// What was said can be said again: the same answers are a sound start.
		more := hold(Config{Base: b, Reader: rules.Patient, Answers: got.answers}, "", "b", "review", "1", "b", "done")
		if err := more.faults(b); err != nil || more.err != nil {
			t.Fatal(err, more.err)
		}
	}
}

func TestAnythingTyped(t *testing.T)                 { rapid.Check(t, anything(compile(t, small()))) }
func TestAnythingTypedOverTheKnowledge(t *testing.T) { rapid.Check(t, anything(real(t))) }

// FuzzParse checks that nothing typed is taken for an answer that the rules refuse.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"1", "1-3", "6 to 12", "mild", "u", "-0", "1..2", "9,9", "١"} {
		f.Add(s)
	}
	b := compile(f, small())
	f.Fuzz(func(t *testing.T, line string) {
		for _, id := range b.QuestionIDs() {
			q, _ := b.Question(id)
			var v rules.Value
			var err error
			rest, none := withoutNone(q)
			switch q.Kind {
			case rules.KindNumber:
				v, err = parseNumber(line, q, b)
			case rules.KindChoice:
				var c string
				c, err = parseChoice(line, q.Choices, rules.Patient)
				v = rules.One(c)
			default:
				v, err = parseList(line, q, rest, none, rules.Patient)
			}
			if err != nil {
				continue
			}
			if err := b.Check(rules.Answers{id: v}); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	})
}
