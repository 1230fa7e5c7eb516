package report

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"afterfusion/rules"
)

// AnswerWords returns an answer in a reader's words, or "" where there is none.
func AnswerWords(q *rules.Question, v rules.Value, r rules.Reader) string {
	return answerWords(q, v, r)
}

func answerWords(q *rules.Question, v rules.Value, r rules.Reader) string {
	return wording(q, v, r, func(s string) string { return s })
}

// clinical is an answer as it stands in the middle of a note.
func clinical(q *rules.Question, v rules.Value) string {
	return wording(q, v, rules.Clinician, lower)
}

func wording(q *rules.Question, v rules.Value, r rules.Reader, each func(string) string) string {
	switch {
	case v.Unsure:
		return each("Not sure")
	case v.Numeric && v.Lo == v.Hi:
		return withUnit(number(v.Lo), q, v.Lo == 1, r)
	case v.Numeric:
		return withUnit(number(v.Lo)+" to "+number(v.Hi), q, false, r)
	}
	var words, no []string
	for _, c := range q.Choices {
		text := each(c.Text.For(r))
		switch {
		case slices.Contains(v.Yes, c.ID):
			words = append(words, text)
		case slices.Contains(v.NotSure, c.ID):
			words = append(words, text+" (not sure)")
		case slices.Contains(v.No, c.ID):
			no = append(no, text)
		}
	}
	if allNo(q, v) {
		return each(noneWord(q, r))
	}
	if len(no) > 0 {
		words = append(words, map[bool]string{true: "no to: ", false: "denied: "}[r == rules.Patient]+listed(no))
	}
	if v.Partial {
		words = append(words, "others not known")
	}
	return listed(words)
}

// allNo says whether every choice but "none" was answered with no.
func allNo(q *rules.Question, v rules.Value) bool {
	if len(v.No) == 0 || len(v.Yes)+len(v.NotSure) > 0 {
		return false
	}
	for _, c := range q.Choices {
		if c.ID != "none" && !slices.Contains(v.No, c.ID) {
			return false
		}
	}
	return true
}

// noneWord is what a question calls none of its choices.
func noneWord(q *rules.Question, r rules.Reader) string {
	for _, c := range q.Choices {
		if c.ID == "none" {
			return c.Text.For(r)
		}
	}
	return "None"
}

// listed joins words by commas, or by semicolons where one of them has a comma.
func listed(words []string) string {
	for _, w := range words {
		if strings.Contains(w, ",") {
			return strings.Join(words, "; ")
		}
	}
	return strings.Join(words, ", ")
}

// and joins words as a sentence does: a, b and c.
func and(words []string) string {
	if n := len(words) - 1; n > 0 {
		return strings.Join(words[:n], ", ") + " and " + words[n]
	}
	return strings.Join(words, "")
}

func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// withUnit puts a unit behind a number: "6/10", "1 month", and none where the question
// names it already.
func withUnit(n string, q *rules.Question, one bool, r rules.Reader) string {
	unit := q.Unit.For(r)
	switch {
	case unit == "", r == rules.Clinician && strings.Contains(strings.ToLower(q.Text.Clinician), unit):
		return n
	case strings.HasPrefix(unit, "/"):
		return n + unit
	case one:
		unit = strings.TrimSuffix(unit, "s")
	}
	return n + " " + unit
}

// properNames keep their capital inside a sentence.
var properNames = []string{"Gaenslen", "Babinski", "Beers", "Oswestry", "Central", "Medicare", "Wells", "Cochrane", "Cook", "European", "American"}

// lower begins a text with a small letter, unless its first word is a name or a code.
func lower(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 || !unicode.IsUpper(first) {
		return s
	}
	rest := s[n:]
	for _, c := range rest {
		if unicode.IsSpace(c) || c == ',' {
			break
		}
		if unicode.IsUpper(c) || unicode.IsDigit(c) {
			return s
		}
	}
	if second, _ := utf8.DecodeRuneInString(rest); rest != "" && first != 'A' && (unicode.IsSpace(second) || second == '-') { // L buttock, X-ray, but: a weak heart
		return s
	}
	if word, _, _ := strings.Cut(s, " "); slices.Contains(properNames, strings.TrimRight(word, ",:;.")) {
		return s
	}
	return string(unicode.ToLower(first)) + rest
}

func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 || unicode.IsUpper(first) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// colon is what stands between a label and what it says.
func colon(label string) string {
	if strings.HasSuffix(label, "?") || strings.HasSuffix(label, ".") {
		return " "
	}
	return ": "
}

// stop ends a text with a full stop where it has none.
func stop(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?!:") || strings.HasSuffix(s, `."`) {
		return s
	}
	return s + "."
}

// sentences cuts a text after each mark that ends a sentence.
func sentences(text string) []string {
	var out []string
	for text != "" {
		i := -1
		for _, mark := range []string{". ", "? ", "! "} {
			if at := strings.Index(text, mark); at >= 0 && (i < 0 || at < i) {
				i = at
			}
		}
		if i < 0 {
			return append(out, text)
		}
		out = append(out, text[:i+1])
		text = strings.TrimSpace(text[i+2:])
	}
	return out
}

func negativeAnswer(q *rules.Question, v rules.Value) bool {
	return len(v.Yes) == 1 && (v.Yes[0] == "none" || v.Yes[0] == "no") && !v.Partial && len(v.NotSure) == 0 || allNo(q, v)
}
