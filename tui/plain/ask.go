package plain

import (
	"fmt"
	"slices"
	"strings"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// ask asks a question in the form that its kind needs.
func (r *run) ask(q *rules.Question) move {
	if rows := r.tableOf(q); rows != nil {
		return r.askTable(rows)
	}
	switch {
	case q.Kind == rules.KindNumber:
		return r.askNumber(q)
	case q.Kind == rules.KindZones:
		return r.askZones(q)
	case q.Kind == rules.KindChoices && (q.Section == r.asker.Safety() || q.Unsure != "" || q.Grid != ""):
		return r.askRows(q)
	case q.Kind == rules.KindChoices:
		return r.askSeveral(q)
	}
	return r.askOne(q)
}

// until prompts until what is typed can be taken as an answer.
func (r *run) until(q *rules.Question, hint string, parse func(string) (rules.Value, error)) move {
	for {
		line, m := r.prompt(q, r.hint(hint))
		if m != typed {
			return m
		}
		if line == "" {
			return on
		}
		v, err := parse(line)
		switch {
		case err != nil:
			r.refuse("%s.", err)
		case r.set(q, v) && !r.doubts(q):
			return on
		}
	}
}

func (r *run) askNumber(q *rules.Question) move {
	r.question(q)
	r.present(q)
	hint := "Type a number"
	if len(q.Range) == 2 {
		hint += fmt.Sprintf(" from %v to %v", q.Range[0], q.Range[1])
	}
	if unit := r.words(q.Unit); unit != "" && !strings.HasPrefix(unit, "/") {
		hint += " (" + unit + ")"
	}
	if example := asking.Example(q); example != "" {
		hint += ", or a range such as " + example
	}
	if asking.InMonths(q) {
		hint += ", or years such as 3y"
	}
	if words := r.numberWords(q); len(words) > 0 {
		hint += ", or a word: " + strings.Join(words, ", ")
	}
	return r.until(q, hint, func(line string) (rules.Value, error) { return parseNumber(line, q, r.Base) })
}

// doubts asks once whether two answers can both be right that hardly can.
func (r *run) doubts(q *rules.Question) bool {
	less, than := asking.Doubt(r.Base, r.answers, []string{q.ID})
	if less == nil {
		return false
	}
	words := "Can both be right? " + r.named(less.ID) + ". " + r.named(than.ID) + ". Type it again, or Enter to keep both."
	if r.said[words] {
		return false
	}
	r.said[words] = true
	r.say("%s", words)
	return true
}

// numberWords lists the words that stand for ranges in answers to a question.
func (r *run) numberWords(q *rules.Question) []string {
	var out []string
	for _, w := range slices.Concat(r.know.Policy.SeverityWords, r.know.Policy.ReliefWords) {
		if _, ok := r.Base.Word(q.ID, w.ID); ok && !slices.Contains(out, w.ID) {
			out = append(out, w.ID)
		}
	}
	return out
}

func (r *run) askOne(q *rules.Question) move {
	offered := r.offered(q)
	if len(offered) > short {
		return r.askPlace(q)
	}
	if _, ok := r.answers[q.ID]; !ok && len(offered) == 1 {
		r.question(q)
		r.say("%s: the only one.", r.words(offered[0].Text))
		r.set(q, rules.One(offered[0].ID))
		return on
	}
	brief := r.repeats(q)
	r.question(q)
	if brief {
		r.oneLine(offered)
	} else {
		r.choices(offered)
	}
	r.present(q)
	r.follows(q)
	return r.until(q, "Type "+upTo(len(offered)), func(line string) (rules.Value, error) {
		if isUnsure(line) {
			return rules.Unsure(), nil
		}
		c, err := parseChoice(line, offered, r.Reader)
		if err != nil && len(offered) < len(q.Choices) { // a place that was not marked may still be named in words
			if c, e := parseName(line, q.Choices, r.Reader); e == nil {
				return rules.One(c), nil
			}
		}
		if err != nil {
			return rules.Value{}, err
		}
		return rules.One(c), nil
	})
}

// short is how many choices are listed without parting them.
const short = 20

// offered returns the choices of a question. Where it asks which of the places that
// were marked, only those are offered.
func (r *run) offered(q *rules.Question) []rules.Choice {
	if len(q.Choices) <= short {
		return q.Choices
	}
	for i := range r.know.Questions {
		z := &r.know.Questions[i]
		v := r.answers[z.ID]
		if z.Kind != rules.KindZones || v.Unsure || v.Partial || len(v.Yes) == 0 {
			continue
		}
		out := slices.DeleteFunc(slices.Clone(q.Choices), func(c rules.Choice) bool { return !slices.Contains(v.Yes, c.ID) })
		if len(out) == len(v.Yes) {
			return out
		}
	}
	return q.Choices
}

// repeats says whether the row before this one in the same grid had the same choices,
// which are then not listed line by line again.
func (r *run) repeats(q *rules.Question) bool {
	same := q.Grid != "" && q.Grid == r.lastGrid && slices.EqualFunc(q.Choices, r.lastChoices,
		func(a, b rules.Choice) bool { return a.ID == b.ID && a.Text == b.Text })
	r.lastGrid, r.lastChoices = q.Grid, q.Choices
	return same
}

func (r *run) choices(cs []rules.Choice) {
	for i, c := range cs {
		r.item(fmt.Sprintf("  %d.", i+1), r.words(c.Text))
	}
}

// oneLine lists choices that were listed before. A sign parts each number from its words, which
// may begin with a number or hold commas themselves.
func (r *run) oneLine(cs []rules.Choice) {
	words := make([]string, len(cs))
	for i, c := range cs {
		words[i] = fmt.Sprintf("%d: %s", i+1, r.words(c.Text))
	}
	r.item(" ", strings.Join(words, "; ")+".")
}

// follows says which choice follows from other answers where the question is open.
func (r *run) follows(q *rules.Question) {
	if _, ok := r.answers[q.ID]; ok || !r.isDerived(q) {
		return
	}
	e, err := r.Base.Explain(r.answers)
	if err != nil {
		return
	}
	for _, c := range q.Choices {
		if e.Holds(&rules.Condition{Op: rules.Is, Question: q.ID, Choices: []string{c.ID}}) == rules.True {
			r.say("From your other answers: %s. Enter takes it so.", r.words(c.Text))
		}
	}
}

// askSeveral asks for all choices that fit at once.
func (r *run) askSeveral(q *rules.Question) move {
	rest, none := withoutNone(q)
	r.question(q)
	r.choices(rest)
	if none != nil {
		r.item("  n.", r.words(none.Text))
	}
	r.present(q)
	hint := "Type " + upTo(len(rest)) + ", or several such as 1 3"
	if none != nil {
		hint = "Type n for none, or the numbers that fit, such as 1 3"
	}
	return r.until(q, hint, func(line string) (rules.Value, error) { return parseList(line, q, rest, none, r.Reader) })
}

// withoutNone parts the choices from the one that says "none of these".
func withoutNone(q *rules.Question) (rest []rules.Choice, none *rules.Choice) {
	for i := range q.Choices {
		if q.Choices[i].ID == "none" {
			none = &q.Choices[i]
		} else {
			rest = append(rest, q.Choices[i])
		}
	}
	return rest, none
}

func upTo(n int) string {
	switch n {
	case 1:
		return "1"
	case 2:
		return "1 or 2"
	}
	return fmt.Sprintf("1 to %d", n)
}
