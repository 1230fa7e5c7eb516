package batch

import (
	"bytes"

	"afterfusion/data/answers"
	"afterfusion/data/report"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Longest is how many bytes a line of answers has at most: as many as a file of them.
var Longest = int(yamltree.ForAnswers.Bytes)

// briefAtOnce is how many lines of answers are one piece of work: enough that handing
// it on costs little beside it.
const briefAtOnce = 64

// Brief is the stream whose lines are answer files, each of which becomes an assessment
// in brief. Reader says for whom, from what a file says.
func Brief(base *rules.Base, set report.Settings, reader func(file rules.Reader) rules.Reader) Stream {
	return Stream{Longest: Longest, AtOnce: briefAtOnce, New: func() Work {
		lines, set := answers.NewLineReader(base), set
		return func(line []byte, out *bytes.Buffer) error {
			l, err := lines.Read(line)
			if err != nil {
				return err
			}
			a := base.AssessCoded(l.Coded)
			defer a.Release()
			set.Reader = reader(l.As)
			return report.WriteJSON(out, report.BuildBrief(base, a, set))
		}
	}}
}

// Full is the same with whole documents, which draw builds.
func Full(base *rules.Base, draw func(*answers.File) (*report.Document, error)) Stream {
	return Stream{Longest: Longest, AtOnce: 1, New: func() Work {
		lines := answers.NewLineReader(base)
		return func(line []byte, out *bytes.Buffer) error {
			l, err := lines.Read(line)
			if err != nil {
				return err
			}
			d, err := draw(l.File())
			if err != nil {
				return err
			}
			return report.WriteJSON(out, d)
		}
	}}
}
