package tui

import (
	"afterfusion/data/report"
)

// becauseWords says which answers raised a danger of the result.
func (m *app) becauseWords(f report.Flag) string {
	return m.asker.Orders([]report.Flag{f}, "", m.as())[0].Why
}
