package plain

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

func isUnsure(line string) bool {
	switch strings.ToLower(line) {
	case "u", "unsure", "unknown", "not sure", "not known", "don't know", "i don't know":
		return true
	}
	return false
}

// parseChoice reads one choice: its number, a letter for yes, no or none, its name
// or the beginning of its words.
func parseChoice(line string, offered []rules.Choice, reader rules.Reader) (string, error) {
	if n, err := strconv.Atoi(line); err == nil {
		if n < 1 || n > len(offered) {
			return "", fmt.Errorf("%s is not one of %s", quote(line), upTo(len(offered)))
		}
		return offered[n-1].ID, nil
	}
	return parseName(line, offered, reader)
}

func parseName(line string, offered []rules.Choice, reader rules.Reader) (string, error) {
	word := strings.ToLower(line)
	for _, letter := range [][3]string{{"y", "yes", "yes"}, {"n", "no", "no"}, {"n", "no", "none"}} {
		if (word == letter[0] || word == letter[1]) && hasChoice(offered, letter[2]) {
			return letter[2], nil
		}
	}
	if (word == "n" || word == "no") && len(offered) > 0 && asking.SaysNo(&offered[0], reader) {
		return offered[0].ID, nil
	}
	var begin []string
	for _, c := range offered {
		words := strings.ToLower(c.Text.For(reader))
		if word == c.ID || word == words {
			return c.ID, nil
		}
		if len(word) > 1 && (strings.HasPrefix(words, word) || strings.HasPrefix(c.ID, word)) {
			begin = append(begin, c.ID)
		}
	}
	switch len(begin) {
	case 1:
		return begin[0], nil
	case 0:
		return "", fmt.Errorf("%s is not one of the answers; type a number, %s", quote(line), upTo(len(offered)))
	}
	return "", fmt.Errorf("%s fits %d of the answers; type a number, %s", quote(line), len(begin), upTo(len(offered)))
}

func hasChoice(cs []rules.Choice, id string) bool {
	return slices.ContainsFunc(cs, func(c rules.Choice) bool { return c.ID == id })
}

// parseList reads all choices that fit. The others are then a no, or with "u"
// among them not known.
func parseList(line string, q *rules.Question, rest []rules.Choice, none *rules.Choice, reader rules.Reader) (rules.Value, error) {
	if isUnsure(line) {
		return rules.Unsure(), nil
	}
	if isNone(line) && none != nil {
		return rules.List(none.ID), nil
	}
	picked, partial, err := parseNumbers(line, len(rest))
	if err != nil {
		c, e := parseName(line, rest, reader) // words name one choice
		if e != nil {
			return rules.Value{}, err
		}
		return rules.List(c), nil
	}
	ids := make([]string, len(picked))
	for i, n := range picked {
		ids[i] = rest[n-1].ID
	}
	switch {
	case len(ids) == 0 && partial:
		return rules.Unsure(), nil
	case partial:
		return rules.PartialList(ids...), nil
	}
	return rules.List(ids...), nil
}

func isNone(line string) bool {
	switch strings.ToLower(line) {
	case "n", "no", "none", "none of these", "0":
		return true
	}
	return false
}

var separators = strings.NewReplacer(",", " ", ";", " ", "+", " ", "&", " ", " and ", " ")

// parseNumbers reads numbers from 1 to n and ranges of them, in any order; unsure
// says that "u" stood among them.
func parseNumbers(line string, n int) (picked []int, unsure bool, err error) {
	for _, word := range strings.Fields(separators.Replace(line)) {
		if isUnsure(word) {
			unsure = true
			continue
		}
		lo, hi, isRange := strings.Cut(word, "-")
		a, errA := strconv.Atoi(lo)
		b := a
		if isRange {
			var errB error
			if b, errB = strconv.Atoi(hi); errB != nil {
				errA = errB
			}
		}
		switch {
		case errA != nil && isNone(word):
			return nil, false, fmt.Errorf("none cannot stand beside another answer")
		case errA != nil:
			return nil, false, fmt.Errorf("%s is not a number; type numbers from %s", quote(word), upTo(n))
		case a < 1 || b > n || a > b:
			return nil, false, fmt.Errorf("%s is not one of %s", quote(word), upTo(n))
		}
		for ; a <= b; a++ {
			picked = append(picked, a)
		}
	}
	if len(picked) == 0 && !unsure {
		return nil, false, fmt.Errorf("%s holds no number; type numbers from %s", quote(line), upTo(n))
	}
	slices.Sort(picked)
	return slices.Compact(picked), unsure, nil
}

var (
	oneNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-?[0-9]{1,9}([.,][0-9]{1,9})?$`) })
	twoNumber = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(-?[0-9.,]+)\s*(?:-|to|\.\.|\x{2013})\s*(-?[0-9.,]+)$`)
	})
	twoWays = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-[0-9.,]+\s*-\s*[0-9.,]+$`) })
	apart   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(-?[0-9.,]+)\s+(-[0-9.,]+)$`) })
)

// parseNumber reads a number, a range or a word that stands for one.
func parseNumber(line string, q *rules.Question, base *rules.Base) (rules.Value, error) {
	s := strings.ToLower(line)
	if isUnsure(s) {
		return rules.Unsure(), nil
	}
	if v, ok := base.Word(q.ID, strings.ReplaceAll(s, " ", "-")); ok {
		return v, nil
	}
	s = years(s, q)
	for _, unit := range []string{q.Unit.Patient, q.Unit.Clinician} {
		if unit != "" {
			s = strings.TrimSpace(strings.TrimSuffix(s, strings.ToLower(unit)))
		}
	}
	ends := []string{s, s}
	belowZero := len(q.Range) == 2 && q.Range[0] < 0
	switch m, two := apart().FindStringSubmatch(s), twoNumber().FindStringSubmatch(s); {
	case m != nil && belowZero:
		ends = m[1:]
	case belowZero && twoWays().MatchString(s):
		return rules.Value{}, fmt.Errorf("%s can be read in two ways; type it with to, such as %s", quote(line), asking.Example(q))
	case two != nil:
		ends = two[1:]
	}
	var x [2]float64
	for i, end := range ends {
		var err error
		if x[i], err = number(end, line, q); err != nil {
			return rules.Value{}, err
		}
	}
	if x[0] > x[1] {
		return rules.Value{}, fmt.Errorf("%s runs backwards; type the smaller number first", quote(line))
	}
	return rules.Range(x[0], x[1]), nil
}

// years reads "3y" and "2-4 years" for a question that is asked in months.
func years(s string, q *rules.Question) string {
	for _, unit := range []string{"years", "year", "yrs", "yr", "y"} {
		if before, ok := strings.CutSuffix(s, unit); ok {
			if m, ok := asking.YearsToMonths(q, before); ok {
				return m
			}
		}
	}
	return s
}

// orRange reminds that a range can be typed, where one makes sense.
func orRange(q *rules.Question, before string) string {
	if s := asking.Example(q); s != "" {
		return before + " a range such as " + s
	}
	return ""
}

func number(s, line string, q *rules.Question) (float64, error) {
	if !oneNumber().MatchString(s) {
		return 0, fmt.Errorf("%s is not a number here; type one in digits%s", quote(line), orRange(q, ", or"))
	}
	s = strings.Replace(s, ",", ".", 1)
	if _, part, _ := strings.Cut(s, "."); len(part) > q.Decimals {
		if q.Decimals == 0 {
			return 0, fmt.Errorf("%s is not a whole number; type one%s", quote(line), orRange(q, ", or"))
		}
		return 0, fmt.Errorf("%s has too many digits behind the point; %d will do", quote(line), q.Decimals)
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, fmt.Errorf("%s is not a number", quote(line))
	}
	if len(q.Range) == 2 && (x < q.Range[0] || x > q.Range[1]) {
		return 0, fmt.Errorf("%s lies outside %v to %v", quote(line), q.Range[0], q.Range[1])
	}
	return x, nil
}
