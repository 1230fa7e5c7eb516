package question

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// word is a word that stands for a range, such as "moderate".
type word struct {
	id, text string
	value    rules.Value
}

// number asks for a number or a range. What is typed is an answer only while it is
// a value that may be; it never holds anybody back.
type number struct {
	asked
	q       *rules.Question
	text    string
	typed   bool // by digits, so that a minus begins a range and a digit adds to it
	half    bool // the text is no answer: value is what was answered before
	closed  bool // nothing more is to be typed: it was told in years
	value   rules.Value
	has     bool
	before  rules.Value // the answer when this field was come to
	had     bool
	words   []word
	lo, hi  float64
	onScale bool // 0 to 10, drawn as a scale
	view    window
}

// longest is how much can be typed.
const longest = 16

func newNumber(a asked) *number {
	n := &number{asked: a, q: a.questions[0]}
	if len(n.q.Range) == 2 {
		n.lo, n.hi = n.q.Range[0], n.q.Range[1]
	}
	n.onScale = n.lo == 0 && n.hi == 10 && n.q.Decimals == 0
	policy := &a.Base.Knowledge().Policy
	for _, list := range [][]rules.WordRange{policy.SeverityWords, policy.ReliefWords} {
		for _, w := range list {
			if v, ok := a.Base.Word(n.q.ID, w.ID); ok && v.Lo >= n.lo && v.Hi <= n.hi {
				n.words = append(n.words, word{w.ID, n.wording(w), v})
			}
		}
	}
	if v, ok := a.kept[n.q.ID]; ok {
		n.value, n.has = v, true
		n.text = n.write(v)
	}
	n.before, n.had = n.value, n.has
	if d, ok := a.Setting.Drafts[n.q.ID]; ok && d.Text != "" {
		n.text, n.typed = d.Text, true
		n.read()
	}
	return n
}

// Drafts implements Part.
func (n *number) Drafts() map[string]Draft {
	if !n.typed || n.text == "" {
		return nil
	}
	return map[string]Draft{n.q.ID: {n.text, n.half}}
}

// settle is called when the field is left: what it holds now is what was answered.
func (n *number) settle() { n.before, n.had, n.typed, n.closed = n.value, n.has, n.half, false }

func (n *number) wording(w rules.WordRange) string {
	if s := n.say(w.Text); s != "" {
		return strings.ToLower(s)
	}
	return spaced(w.ID)
}

// spaced is an id as words.
func spaced(id string) string { return strings.ReplaceAll(id, "-", " ") }

// write shows a value as it would be typed.
func (n *number) write(v rules.Value) string {
	if !v.Numeric {
		return ""
	}
	s := digits(v.Lo)
	if v.Hi != v.Lo {
		s += " to " + digits(v.Hi)
	}
	return s
}

func digits(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// Key implements Part.
func (n *number) Key(k tea.KeyPressMsg) Event {
	switch key := k.String(); key {
	case "up", "+", "=":
		return n.step(key, +1)
	case "down", "-", "_":
		return n.step(key, -1)
	case "u":
		if !n.typingWord() {
			return n.setUnsure()
		}
		return n.letter(key)
	case "backspace":
		return n.erase()
	case "delete", "ctrl+u":
		return n.clear()
	case "space":
		return n.add(" ")
	case ".", ",":
		return n.add(".")
	case "t", "o":
		if n.typed && !n.typingWord() {
			return n.to(key)
		}
		return n.letter(key)
	case "y":
		if n.typed && !n.typingWord() && asking.InMonths(n.q) {
			return n.years()
		}
		return n.letter(key)
	default:
		if len(key) == 1 && key[0] >= '0' && key[0] <= '9' {
			return n.digit(key)
		}
		if len(key) == 1 && key[0] >= 'a' && key[0] <= 'z' {
			return n.letter(key)
		}
		return None
	}
}

// typingWord says whether the text so far is the beginning of a word.
func (n *number) typingWord() bool {
	return n.text != "" && (n.text[0] >= 'a' && n.text[0] <= 'z')
}

// to types the word between the ends of a range.
func (n *number) to(key string) Event {
	if _, _, isRange := n.cutRange(n.text); key == "t" && !isRange && n.text != "" {
		return n.add(" to ")
	}
	return Handled
}

// digit adds a digit to what is being typed; the first one replaces an answer of before.
// On a scale a digit that would leave it starts again.
func (n *number) digit(key string) Event {
	if n.typingWord() || !n.typed {
		n.text = ""
	}
	if n.onScale && n.text != "" && !strings.HasSuffix(n.text, "-") && !strings.HasSuffix(n.text, " ") {
		if _, ok := n.parse(n.text + key); !ok {
			n.text = ""
		}
	}
	return n.add(key)
}

// letter adds to a word, where this question takes words and one begins so.
func (n *number) letter(key string) Event {
	text := key
	if n.typingWord() {
		text = n.text + key
	}
	for _, w := range n.words {
		if strings.HasPrefix(w.text, text) || strings.HasPrefix(spaced(w.id), text) {
			n.text = text
			return n.read()
		}
	}
	if n.typingWord() {
		return Handled
	}
	return None
}

func (n *number) add(s string) Event {
	if s == " " && (n.text == "" || strings.HasSuffix(n.text, " ")) || len(n.text)+len(s) > longest {
		return Handled
	}
	if s == "." && !n.typed {
		n.text = "" // what is typed replaces an answer of before
	}
	n.text += s
	n.typed = true
	return n.read()
}

// step raises or lowers the number by one. A minus after typed digits begins a range,
// and where a number can be negative it is a sign.
func (n *number) step(key string, by float64) Event {
	if key == "-" && n.takesMinus() {
		return n.add("-")
	}
	at := n.start()
	if n.has && n.value.Numeric {
		at = min(max(n.value.Lo+by, n.lo), n.hi)
	}
	if at < n.lo || at > n.hi {
		return Handled
	}
	return n.set(at)
}

func (n *number) takesMinus() bool {
	_, second, isRange := n.cutRange(n.text)
	switch {
	case n.typingWord():
		return false
	case n.text == "":
		return n.lo < 0
	case !n.typed:
		return false
	case isRange:
		return n.lo < 0 && second == ""
	}
	return n.text != "-"
}

// start is where the first step lands.
func (n *number) start() float64 {
	if n.onScale {
		return 5
	}
	return max(n.lo, min(n.hi, 1))
}

func (n *number) set(x float64) Event {
	n.text, n.typed = digits(x), false
	return n.read()
}

func (n *number) erase() Event {
	if n.text == "" {
		return n.clear()
	}
	if s, ok := strings.CutSuffix(n.text, " to "); ok {
		n.text = s
	} else {
		n.text = n.text[:len(n.text)-1]
	}
	n.typed = true
	return n.read()
}

func (n *number) clear() Event {
	had := n.has || n.text != ""
	n.text, n.value, n.has, n.problem, n.typed, n.half = "", rules.Value{}, false, "", false, false
	if !had {
		return Handled
	}
	return Changed
}

func (n *number) setUnsure() Event {
	n.clear()
	n.value, n.has = rules.Unsure(), true
	return Finished
}

// read takes what is typed for the answer, if it is one. What was answered before
// stands while it is none.
func (n *number) read() Event {
	v, ok := n.parse(n.text)
	n.problem, n.half, n.closed = "", false, false
	if ok {
		n.problem = n.clash(rules.Answers{n.q.ID: v})
		ok = n.problem == ""
	} else if n.text != "" {
		n.problem = n.complaint()
	}
	switch {
	case ok:
		n.value, n.has = v, true
	case n.text == "":
		n.value, n.has = rules.Value{}, false
	default:
		n.half = true
		n.value, n.has = n.before, n.had
	}
	if n.half && n.had && n.before.Numeric {
		n.problem += " Until then your answer stays " + n.write(n.before) + "."
	}
	return Changed
}

// parse reads a number, a range or a word.
func (n *number) parse(text string) (rules.Value, bool) {
	text = strings.TrimSpace(text)
	if n.typingWord() && text == strings.TrimSpace(n.text) {
		return n.parseWord(text)
	}
	first, second, ok := n.cutRange(text)
	lo, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return rules.Value{}, false
	}
	v := rules.Number(lo)
	if ok {
		hi, err := strconv.ParseFloat(second, 64)
		if err != nil {
			return rules.Value{}, false
		}
		v = rules.Range(lo, hi)
	}
	if n.tooFine(first) || n.tooFine(second) || n.Base.Check(rules.Answers{n.q.ID: v}) != nil {
		return rules.Value{}, false
	}
	return v, true
}

// parseWord finds the one word that begins with a text.
func (n *number) parseWord(text string) (rules.Value, bool) {
	var found []word
	for _, w := range n.words {
		id := spaced(w.id)
		if w.text == text || id == text {
			return w.value, true
		}
		if strings.HasPrefix(w.text, text) || strings.HasPrefix(id, text) {
			found = append(found, w)
		}
	}
	if len(found) == 1 {
		return found[0].value, true
	}
	return rules.Value{}, false
}

// cutRange splits "6-12", "6 12" and "6 to 12". A minus right behind a number is a dash;
// in front, behind a dash or a word, or behind a blank where the number can be negative,
// it is a sign: "-10--5" and "-10 -5" both run from -10 to -5, and "-10-5" up to 5.
func (n *number) cutRange(text string) (first, second string, ok bool) {
	end := 0
	for end < len(text) && (text[end] >= '0' && text[end] <= '9' || text[end] == '.' || end == 0 && text[end] == '-') {
		end++
	}
	first, rest := text[:end], text[end:]
	second = strings.TrimSpace(rest)
	switch {
	case rest == "":
		return text, "", false
	case second == "":
		return first, "", true
	case strings.HasPrefix(second, "to"):
		second = strings.TrimSpace(second[len("to"):])
	case second[0] != '-':
	case n.lo < 0 && rest[0] == ' ' && len(second) > 1 && second[1] != ' ':
	default:
		second = strings.TrimSpace(second[1:])
	}
	return first, second, true
}

// tooFine says whether a figure has more decimals than the question takes.
func (n *number) tooFine(s string) bool {
	_, decimals, _ := strings.Cut(s, ".")
	return len(decimals) > n.q.Decimals
}

// complaint says gently why what is typed is not an answer yet.
func (n *number) complaint() string {
	if n.typingWord() {
		return "Type a bit more of the word, or a number."
	}
	first, second, isRange := n.cutRange(n.text)
	switch {
	case n.tooFine(first) || n.tooFine(second):
		if n.q.Decimals == 0 {
			return "Whole numbers only, please."
		}
		return "One digit after the point is enough."
	case n.text == "-":
		return "Now type the number."
	case isRange && (second == "" || second == "-"):
		return "Now type the other end of the range."
	}
	lo, err1 := strconv.ParseFloat(first, 64)
	hi, err2 := strconv.ParseFloat(second, 64)
	switch {
	case isRange && err1 == nil && err2 == nil && lo > hi:
		return "The smaller number comes first, such as " + digits(hi) + " to " + digits(lo) + "."
	case err1 != nil:
		return "That is not a number yet."
	}
	return "It must lie between " + digits(n.lo) + " and " + digits(n.hi) + "."
}

// Answers implements Part.
func (n *number) Answers() rules.Answers {
	if !n.has {
		return rules.Answers{}
	}
	return rules.Answers{n.q.ID: n.value}
}

// Keys implements Part.
func (n *number) Keys() []Key {
	keys := []Key{{"0-9", "type"}, {"u", strings.ToLower(n.notSure(n.q))}}
	if n.onScale {
		keys = append(keys, Key{"+ -", "more, less"})
	} else if e := asking.Example(n.q); e != "" {
		keys = append(keys, Key{e, "a range"})
	}
	if asking.InMonths(n.q) {
		keys = append(keys, Key{"3y", "years"})
	}
	return append(keys, Key{"Bksp", "erase"})
}
