package tui

import (
	"afterfusion/data/report"
)

// becauseWords says which answers raised a danger of the result.
func (m *app) becauseWords(f report.Flag) string {
	for i := range m.now.Triage.Flags {
		if x := &m.now.Triage.Flags[i]; m.know.Flags[x.Flag].ID == f.ID {
			return m.asker.Why(x, m.rec.answers, m.as())
		}
	}
	return ""
}
