package plain

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// width is how wide the lines are.
const width = 78

// writer remembers the first fault, after which nothing more is asked.
type writer struct {
	to    io.Writer
	err   error
	blank bool // the last line is empty
}

func (w *writer) write(s string) {
	w.blank = s == "\n"
	if w.err == nil {
		_, w.err = io.WriteString(w.to, s)
	}
}

func (r *run) say(format string, args ...any) {
	r.out.write(report.Wrap(fmt.Sprintf(format, args...), "", width) + "\n")
}

// item says a text behind a mark, its further lines below its first.
func (r *run) item(mark, s string) {
	indent := strings.Repeat(" ", len(mark)+1)
	r.out.write(mark + " " + strings.TrimPrefix(report.Wrap(s, indent, width), indent) + "\n")
}

// gap parts what follows by one empty line.
func (r *run) gap() {
	if !r.out.blank {
		r.out.write("\n")
	}
}

func (r *run) words(t rules.Text) string { return t.For(r.Reader) }

// pick returns one of two interface wordings for the reader.
func (r *run) pick(patient, clinician string) string {
	if r.Reader == rules.Clinician {
		return clinician
	}
	return patient
}

// quote shows what was typed so that nothing in it can act on a terminal.
func quote(s string) string {
	const most = 40
	if c := []rune(s); len(c) > most {
		s = string(c[:most]) + "..."
	}
	return strconv.QuoteToGraphic(s)
}

// headings says a section, or a part of the quick interview, and a grid where they begin.
func (r *run) headings(q int) {
	if p := r.partOf(q); p != r.part {
		r.part, r.grid = p, -1
		r.gap()
		name := r.words(r.know.Sections[r.sectionOf(q)].Name)
		if r.Quick {
			list := r.list()
			r.say("Step %d of %d: %s", p, r.partOf(list[len(list)-1]), name)
		} else {
			n, of, left := r.sections(p)
			r.pause(n, left)
			r.say("Section %d of %d: %s", n, of, name)
		}
	}
	for i := range r.know.Grids {
		if g := &r.know.Grids[i]; g.ID == r.know.Questions[q].Grid && i != r.grid {
			r.grid = i
			if r.words(g.Text) == r.words(r.know.Questions[q].Text) || r.isDrawing(g.ID) {
				return // the question says it, and its own help goes without a picture
			}
			r.gap()
			r.say("%s", r.words(g.Text))
			if help := r.words(g.Help); help != "" {
				r.say("%s", help)
			}
			return
		}
	}
	if r.know.Questions[q].Grid == "" {
		r.grid = -1
	}
}

// isDrawing says whether a grid is the drawing of the body, of which nothing is said where
// there are only lines.
func (r *run) isDrawing(grid string) bool {
	return slices.ContainsFunc(r.know.Questions, func(q rules.Question) bool { return q.Grid == grid && q.Kind == rules.KindZones })
}

// sections counts the sections with questions for this person, and the questions that are
// left.
func (r *run) sections(s int) (n, of int, left []int) {
	last := -1
	for _, q := range r.list() {
		if x := r.sectionOf(q); x != last {
			last = x
			of++
			if x <= s {
				n++
			}
		}
		if !r.seen[q] {
			left = append(left, q)
		}
	}
	return n, of, left
}

// pause parts the sections for a patient: how much is left, and that one may stop here.
func (r *run) pause(n int, left []int) {
	if r.Reader != rules.Patient || n < 2 || r.jumped || len(left) == 0 {
		return
	}
	r.say("About %s to go.", asking.Minutes(r.know, left, r.Reader))
	if r.Kept {
		r.say("You can stop here with quit, and come back another day.")
	}
}

// question says a question with its help and the answer it has.
func (r *run) question(q *rules.Question) {
	r.gap()
	r.say("%s", r.words(q.Text))
	if help := r.words(q.Help); help != "" {
		r.item(" ", help)
	}
	r.prompts++
}

// present says the answer that a question has already.
func (r *run) present(q *rules.Question) {
	if v, ok := r.answers[q.ID]; ok {
		r.say("Answered before: %s. Enter keeps it, clear takes it back.", r.answer(q, v))
	}
}

// label is a question's text, ready to stand before its answer.
func (r *run) label(q *rules.Question) string {
	s := r.words(q.Text)
	if strings.HasSuffix(s, "?") || strings.HasSuffix(s, ".") || strings.HasSuffix(s, ":") {
		return s
	}
	return s + ":"
}

// answer is a value in words.
func (r *run) answer(q *rules.Question, v rules.Value) string {
	return strings.TrimSuffix(asking.Answer(q, v, r.Reader), ".")
}

// hint ends a prompt: the first few name every way on, the others only remind.
func (r *run) hint(choices string) string {
	if r.prompts <= 3 {
		return choices + ". u not sure, Enter skip, b back, ? why, h help:"
	}
	return choices + ". u not sure, Enter skip, h help:"
}

// why says why a question is asked. Where none is, what is typed only says how to go on.
func (r *run) why(q *rules.Question) {
	if q == nil {
		r.say("This only tells how to go on.")
		return
	}
	if s := r.words(q.Why); s != "" {
		r.say("Why: %s", s)
		return
	}
	if r.grid >= 0 {
		if s := r.words(r.know.Grids[r.grid].Why); s != "" {
			r.say("Why: %s", s)
			return
		}
	}
	r.say("It is part of the whole picture. You may leave it open.")
}

// help lists what every prompt takes.
func (r *run) help() {
	for _, line := range [][2]string{
		{"a number or a letter", "answers; where several fit, type several numbers: 1 3"},
		{"6 or 6-12", "answers a question that asks for a number, or for one you know roughly"},
		{"u", "not sure"},
		{"Enter", "skips the question, or keeps the answer it has"},
		{"clear", "takes the answer back"},
		{"b or back", "to the question before; nothing is lost"},
		{"? or why", "why this is asked"},
		{"again", "says the question again"},
		{"review", "lists your answers and lets you change one"},
		{"skip", "leaves out the rest of this section"},
		{"done", "straight to the result of what you have said"},
		{"save", "writes the result of what you have said into a file"},
		{"quit", "leaves without a result"},
	} {
		if line[0] != "save" || r.Save != nil {
			r.item("  "+line[0]+":", line[1])
		}
	}
}

// welcome says what this is, and asks who reads where that is not known.
func (r *run) welcome() move {
	reader := r.Reader
	if reader == "" {
		reader = rules.Patient // the plainer words serve both
	}
	r.say("afterfusion: pain after a fusion of the low back")
	r.gap()
	r.say("%s", r.know.Policy.IntendedUse.For(reader))
	r.gap()
	for _, s := range r.Keeping {
		r.say("%s", s)
	}
	r.gap()
	if r.Found != "" {
		if m := r.same(); m != on {
			return m
		}
	}
	r.known = true
	if r.Reader == "" {
		r.chooseReader = true
		if m := r.who(); m != on {
			return m
		}
	}
	r.begin()
	return on
}

// same asks whether the answers that were kept are this person's.
func (r *run) same() move {
	r.say("%s Same person?", r.Found)
	r.item("  1.", "Yes: go on with these answers")
	r.item("  2.", "No: forget them and start anew")
	for {
		line, m := r.prompt(nil, "1 or 2, quit to leave, h for help:")
		switch strings.ToLower(line) {
		case "1", "y", "yes":
			return on
		case "2", "n", "no":
			r.answers, r.aside, r.weighed, r.applies = rules.Answers{}, rules.Answers{}, nil, nil
			r.Suspicion, r.Decisions = "", nil
			if r.Keep != nil {
				if err := r.Keep(r.answers, r.aside); err != nil {
					r.say("They could not be removed: %v", err)
				}
			}
			if err := r.look(); err != nil {
				r.say("%v", err)
			}
			return on
		}
		switch m {
		case leave, ended:
			return m
		default:
			r.refuse("This comes first: 1 or 2.")
		}
	}
}

func (r *run) begin() {
	if n := len(r.answers); n > 0 {
		r.say("%s there already; only what is open is asked. review lists them.", count(n, "answer is", "answers are"))
	}
	r.say("Answer with a number or a letter, then press Enter. h lists what else you can type.")
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// who asks who reads.
func (r *run) who() move {
	r.say("Who is answering?")
	r.item("  1.", "The person in pain, or someone who helps: plain words, nothing to examine")
	r.item("  2.", "A clinician: medical terms, examination and tests")
	for {
		line, m := r.prompt(nil, "1 or 2, quit to leave, h for help:")
		switch strings.ToLower(line) {
		case "1", "patient", "p":
			r.chose(rules.Patient)
			return on
		case "2", "clinician", "c":
			r.chose(rules.Clinician)
			r.gap()
			r.say("%s", r.words(r.know.Policy.IntendedUse))
			return on
		}
		switch m {
		case finish, leave, ended:
			return m
		}
		if m == typed && line != "" {
			r.refuse("%s is not 1 or 2.", quote(line))
		} else {
			r.refuse("This comes first: 1 or 2.")
		}
	}
}

// chose takes the words of a reader from now on.
func (r *run) chose(reader rules.Reader) {
	r.Reader, r.listed, r.weighed = reader, nil, nil
	if r.Chosen != nil {
		r.Chosen(reader)
	}
}

// first is where going back ends: the choice of the reader, or the first question.
func (r *run) first() move {
	if !r.chooseReader {
		r.say("This is the first question.")
		return on
	}
	r.part, r.grid = -1, -1
	return r.who()
}

// last says that all is asked.
func (r *run) last() move {
	r.gap()
	words := "All questions are asked."
	more := r.asker.Waiting(r.answers, r.whom())
	if more > 0 {
		words += fmt.Sprintf(" %s could make the picture sharper: type more to answer.", count(more, "further question", "further questions"))
	}
	line, m := r.prompt(nil, words+" Enter for the result, b to go back, review to see your answers, quit to leave:")
	switch {
	case m == typed && more > 0 && strings.EqualFold(line, "more"):
		r.more, r.listed, r.part = true, nil, -1
		return on
	case m == typed && line == "", m == ended:
		return finish
	case m == typed:
		r.refuse("%s is no answer here.", quote(line))
		return again
	case m == skip:
		return again
	}
	return m
}
