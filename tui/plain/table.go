package plain

import (
	"fmt"
	"slices"

	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// tableOf returns the questions that are settled together with one: the treatments of a
// grid, of which a person is asked first which were tried at all. It is empty for others.
func (r *run) tableOf(q *rules.Question) []*rules.Question {
	if r.jumped || !isTable(q) {
		return nil
	}
	var out []*rules.Question
	for _, i := range r.list() {
		if p := &r.know.Questions[i]; p.Grid == q.Grid && isTable(p) && sameChoices(p, q) {
			out = append(out, p)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// isTable says whether the first answer to a question is that there is nothing to tell.
func isTable(q *rules.Question) bool {
	return q.Kind == rules.KindChoice && q.Grid != "" && len(q.Choices) > 0 && q.Choices[0].ID == "not-tried"
}

func sameChoices(a, b *rules.Question) bool {
	return slices.EqualFunc(a.Choices, b.Choices, func(a, b rules.Choice) bool { return a.ID == b.ID && a.Text == b.Text })
}

// askTable asks which of some treatments were tried, then what came of those.
func (r *run) askTable(rows []*rules.Question) move {
	for {
		had, m := r.whichTried(rows)
		if m != on {
			return m
		}
		switch m := r.whatCame(had); m {
		case back:
			continue
		case on:
			for _, q := range rows {
				r.seen[r.asker.Index(q.ID)] = true
			}
			return on
		default:
			return m
		}
	}
}

// whichTried takes the answer "not tried" for all rows that are not among those returned.
func (r *run) whichTried(rows []*rules.Question) (had []*rules.Question, m move) {
	none := rows[0].Choices[0]
	r.gap()
	r.prompts++
	r.say("%s", r.pick("Which of these did you have?", "Which of these were tried?"))
	said := false
	for i, q := range rows {
		words := r.words(q.Text)
		if v, ok := r.answers[q.ID]; ok {
			said = true
			words = r.label(q) + " " + asking.Answer(q, v, r.Reader)
		}
		r.item(fmt.Sprintf("  %d.", i+1), words)
	}
	hint := "Type the numbers, such as 1 3, or n for none"
	if said {
		hint += ". Enter keeps what is there"
	}
	for {
		line, m := r.prompt(rows[0], r.hint(hint))
		switch {
		case m == cleared:
			for _, q := range rows[1:] {
				r.unset(q)
			}
			return nil, cleared
		case m != typed, line == "":
			return nil, orOn(m)
		case isUnsure(line):
			return nil, r.setRows(rows, rules.Unsure())
		case isNone(line):
			return nil, r.setRows(rows, rules.One(none.ID))
		}
		picked, unsure, err := parseNumbers(line, len(rows))
		if err != nil {
			r.refuse("%s.", err)
			continue
		}
		rest := rules.One(none.ID)
		if unsure {
			rest = rules.Unsure()
		}
		var others []*rules.Question
		for i, q := range rows {
			if slices.Contains(picked, i+1) {
				had = append(had, q)
			} else {
				others = append(others, q)
			}
		}
		for _, q := range had {
			if slices.Equal(r.answers[q.ID].Yes, []string{none.ID}) {
				r.unset(q)
			}
		}
		return had, r.setRows(others, rest)
	}
}

func orOn(m move) move {
	if m == typed {
		return on
	}
	return m
}

// setRows gives several questions one answer, and hands all on at once.
func (r *run) setRows(rows []*rules.Question, v rules.Value) move {
	r.batch = true
	for _, q := range rows {
		r.set(q, v)
	}
	r.batch = false
	r.changed()
	return on
}

// whatCame asks what came of each treatment that was tried.
func (r *run) whatCame(had []*rules.Question) move {
	for i := 0; i < len(had); {
		q := had[i]
		came := q.Choices[1:]
		r.question(q)
		if i == 0 {
			r.choices(came)
		} else {
			r.oneLine(came)
		}
		r.present(q)
		m := r.until(q, "Type "+upTo(len(came)), func(line string) (rules.Value, error) {
			if isUnsure(line) {
				return rules.Unsure(), nil
			}
			c, err := parseChoice(line, came, r.Reader)
			return rules.One(c), err
		})
		switch {
		case m == back && i > 0:
			i--
		case m == again, m == cleared:
		case m != on:
			return m
		default:
			i++
		}
	}
	return on
}
