package knowledge

import (
	"math"
	"reflect"
	"slices"
	"strings"

	"afterfusion/rules"
)

// gradeLimit is the reading grade (Flesch-Kincaid) that texts for patients may reach,
// to one decimal, and shortText the number of words below which a grade says nothing.
const (
	gradeLimit = 6.0
	shortText  = 8
)

var (
	sentenceEnd = lazily(`[.!?]+(?:[")\]]*)(?:\s|$)`)
	lettersOnly = lazily(`[a-z]+`)
	percentage  = lazily(`(?i)%|\bper ?cents?\b|\bpercentages?\b`)
	dose        = lazily(`(?i)\d+\s*(?:mg|mcg|µg|micrograms?|milligrams?|g|ml|units|iu)\b`)
	unfinished  = lazily(`\b(?:TODO|FIXME|XXX|TBD)\b`)
)

// texts checks every text that patients read: plain enough, no percentages, no doses.
func (x *linter) texts() {
	x.names = medicalNames(x.k)
	counter := readability{names: x.names, known: map[string]int{}}
	for _, e := range x.entries {
		if q, ok := e.v.Addr().Interface().(*rules.Question); ok && !slices.Contains(q.Readers, rules.Patient) {
			continue
		}
		walk(e.v, e.id, func(path string, v reflect.Value) {
			t, ok := v.Addr().Interface().(*rules.Text)
			if !ok || t.Empty() || strings.HasSuffix(path, ".unit") {
				return
			}
			x.patientText(e.id, path, t.Patient, &counter)
		})
	}
}

func (x *linter) patientText(entry, path, text string, counter *readability) {
	switch {
	case text == "" && strings.Contains(path, ".figures["):
		return // figures of red flags are for clinicians
	case text == "":
		x.fail(entry, path, "has no wording for patients")
		return
	}
	if m := percentage().FindString(text); m != "" {
		x.fail(entry, path, "a text for patients holds a percentage (%q): say it in words, such as 1 in 10", m)
	}
	if m := dose().FindString(text); m != "" {
		x.fail(entry, path, "a text for patients holds a dose (%q)", m)
	}
	if grade, ok := counter.grade(text); ok && math.Round(grade*10)/10 > gradeLimit {
		x.fail(entry, path, "a text for patients reads at grade %.1f, above %.1f: %s", grade, gradeLimit, shorten(text))
	}
}

func shorten(text string) string {
	if len(text) > 60 {
		return strings.ToValidUTF8(text[:60], "") + "..."
	}
	return text
}

// medicalNames are the words in the names of sources, options and flags, which
// patients meet anyway and which are explained where they stand.
func medicalNames(k *rules.Knowledge) map[string]bool {
	names := map[string]bool{}
	add := func(t rules.Text) {
		for _, word := range lettersOnly().FindAllString(strings.ToLower(t.Patient+" "+t.Clinician), -1) {
			names[word] = true
		}
	}
	for i := range k.Sources {
		add(k.Sources[i].Name)
	}
	for i := range k.Options {
		add(k.Options[i].Name)
	}
	for i := range k.Flags {
		add(k.Flags[i].Name)
	}
	return names
}

// readability counts words once and remembers them.
type readability struct {
	names map[string]bool
	known map[string]int
}

// grade is the Flesch-Kincaid grade of a text, with medical names taken to have two
// syllables at most. Short texts have none.
func (r *readability) grade(text string) (float64, bool) {
	words, count := 0, 0
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if !strings.ContainsFunc(word, func(c rune) bool { return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' }) {
			continue
		}
		words++
		n, ok := r.known[word]
		if !ok {
			n = r.syllables(word)
			r.known[word] = n
		}
		count += n
	}
	if words < shortText {
		return 0, false
	}
	sentences := max(1, len(sentenceEnd().FindAllStringIndex(text, -1)))
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(count)/float64(words) - 15.59, true
}

// syllables counts those of a word as it stands in a text, hyphens and all.
func (r *readability) syllables(word string) int {
	n := 0
	for _, part := range lettersOnly().FindAllString(strings.NewReplacer("'", "", "’", "").Replace(word), -1) {
		s := syllables(part)
		if r.names[part] || r.names[strings.TrimSuffix(part, "s")] {
			s = min(s, 2)
		}
		n += s
	}
	return max(n, 1)
}

// strings checks that nothing was left unfinished.
func (x *linter) strings() {
	for _, e := range x.entries {
		walk(e.v, e.id, func(path string, v reflect.Value) {
			text := ""
			switch t := v.Addr().Interface().(type) {
			case *rules.Text:
				text = t.Patient + " " + t.Clinician
			case *string:
				text = *t
			}
			if m := unfinished().FindString(text); m != "" {
				x.fail(e.id, path, "holds %s: it is not finished", m)
			}
		})
	}
}
