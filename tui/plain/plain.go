// Package plain is the interview and its result as prompts and lines, for screen
// readers, dumb terminals and pipes. It asks what rules.Base.Interview says is to be
// asked, and prints the report that every other form prints.
//
// Rules of this interface: every line ends, and is at most 78 characters wide;
// nothing is redrawn, no escape sequence is written; prompts go to one stream and
// the result to another; every prompt takes the same few words (help lists them);
// wrong input says what is wrong and asks again; back works everywhere.
package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// Config is what an interview is made from.
type Config struct {
	Base     *rules.Base
	SHA256   string        // of the knowledge, for the report
	Replaced []string      // what an overlay replaced, for the report
	Reader   rules.Reader  // "" asks first
	Answers  rules.Answers // what was said before; those questions are not asked again
	Aside    rules.Answers // to questions that are not asked, for when they are again
	// Found tells where Answers were kept and when; the first prompt then asks whether
	// this is the same person. "" where there is nothing to ask.
	Found   string
	Quick   bool
	In      io.Reader
	Prompts io.Writer
	Out     io.Writer
	// Keep is called after each answer with all answers, and those set aside; nil keeps nothing.
	Keep func(said, aside rules.Answers) error
	// Keeping says what becomes of the answers, after the intended use.
	Keeping []string
	// Kept says that Keep keeps the answers for another day.
	Kept bool
	// Save writes a report of the answers and returns where; nil where nothing can be saved.
	Save func(rules.Answers) (path string, err error)
	// Attended says that a person sits at the prompts, not a pipe: a clinician's own suspicion
	// is asked before the questions, and after the result what becomes of it.
	Attended bool
	// Suspicion is the source that the clinician named beforehand ("" asks, "waived" for
	// none), Decisions what was accepted or set aside; Decided is told when either changes.
	Suspicion string
	Decisions []report.Decision
	Decided   func(suspicion string, decisions []report.Decision)
	// Formats are those that SaveAs writes, the first that for most people; none saves nothing.
	Formats []Format
	// With selfHarm it holds the answers on self-harm, which are left out else.
	SaveAs func(format string, selfHarm bool) (path string, err error)
	// Chosen is told who reads where that was asked; nil tells nobody.
	Chosen func(rules.Reader)
}

// The ways in which an interview ends before its end. The answers so far are
// returned beside both.
var (
	// ErrEnded says that the input ended; what was said has been assessed.
	// Where the last replies of a pipe were not understood, *Unheard stands beside it.
	ErrEnded = errors.New("the input ended before the interview did")
	// ErrLeft says that the person left; nothing has been assessed.
	ErrLeft = errors.New("the interview was left")
)

// Run asks, prints the result and returns the answers. A context that is done ends
// the run like leaving it; a read that hangs is then left behind.
func Run(ctx context.Context, c Config) (rules.Answers, error) {
	r := &run{Config: c, know: c.Base.Knowledge(), asker: asking.New(c.Base), in: newInput(ctx, c.In), out: writer{to: c.Prompts},
		answers: rules.Answers{}, aside: rules.Answers{}, history: []int{}, at: -1, now: -1, decides: -1, part: -1, grid: -1,
		seen: map[int]bool{}, skipped: map[int]bool{}, said: map[string]bool{}, told: map[int]rules.Level{}, waited: map[int]bool{}}
	defer r.in.close()
	maps.Copy(r.answers, c.Answers)
	maps.Copy(r.aside, c.Aside)
	if err := r.look(); err != nil {
		return r.answers, err
	}
	m := r.interview()
	switch {
	case m == leave:
		return r.answers, errors.Join(ErrLeft, context.Cause(ctx))
	case r.out.err != nil:
		return r.answers, r.out.err
	case m == ended && r.in.err != nil:
		return r.answers, fmt.Errorf("the input cannot be read on: %w", r.in.err) // a result would look whole
	case !r.known: // of answers that may be another person's nothing is told
		return r.answers, ErrLeft
	}
	if err := r.result(m != ended); err != nil {
		return r.answers, err
	}
	if m == ended {
		return r.answers, r.ending()
	}
	return r.answers, nil
}

// move is what came of a prompt.
type move uint8

const (
	typed   move = iota // an answer was typed
	on                  // the question is answered or left open
	again               // ask the same question once more
	cleared             // its answer was taken back: ask it once more
	back                // to the question before
	jump                // to the question that the review chose
	skip                // leave out the rest of the section
	finish              // straight to the result
	leave               // no result
	ended               // the input is at its end
)

// run is one interview.
type run struct {
	Config
	know    *rules.Knowledge
	asker   *asking.Asker
	more    bool // a patient wished to say more
	known   bool // whose the answers are: kept ones may be another person's
	in      *input
	out     writer
	answers rules.Answers
	aside   rules.Answers     // of questions that no longer apply, in case they do again
	batch   bool              // several answers are being given: what follows from them waits
	listed  []int             // see list
	weighed *rules.Assessment // see assessed; nil once an answer has changed
	derived []int             // questions whose answers follow from others
	applies []bool            // by question: its condition is true

	at      int          // the question that was asked last, reviews left aside
	target  int          // the question that the review chose
	jumped  bool         // it is being asked
	now     int          // the question that is being asked
	hurry   bool         // a danger waits for the next question: nothing is gone through before it
	decides int          // the question that a danger waits for, -1 for none
	resume  []int        // lists that were left in the middle for it
	seen    map[int]bool // asked, or answered at the start
	skipped map[int]bool // seen only because its section was left out
	history []int        // the questions asked, for back

	part, grid   int                 // the headings said last
	lastGrid     string              // of the question said last
	lastChoices  []rules.Choice      // and its choices
	prompts      int                 // how many questions have been said
	chooseReader bool                // who reads was asked here
	said         map[string]bool     // the notices that have been told
	told         map[int]rules.Level // what each danger was told to be
	waited       map[int]bool        // the dangers that waited for the next question once
	keepFault    string
	unheard      Unheard // the replies that were refused last, one after the other
}

// interview asks until there is nothing left to ask.
func (r *run) interview() move {
	if m := r.welcome(); m != on {
		return m
	}
	r.markSeen()
	r.alarms(true)
	if m := r.suspect(); m != on {
		return m
	}
	for q := r.next(); r.out.err == nil; {
		m := r.stepOrHalt(q)
		switch m {
		case finish, leave, ended:
			return m
		case again, cleared:
			r.lastGrid = ""
			continue
		case skip:
			r.skipSection(q)
			r.alarms(false)
		case jump:
			q, r.jumped, r.grid = r.target, true, -1
			continue
		case back:
			if p := r.before(q); p >= 0 {
				q = p
				continue
			}
			if m := r.first(); m != on {
				return m
			}
		}
		r.jumped = false
		q = r.next()
	}
	return ended
}

// stepOrHalt asks one question and says what it raised. A patient in an emergency that was
// said is asked nothing more.
func (r *run) stepOrHalt(q int) move {
	if r.halts() && !r.jumped {
		return r.halt()
	}
	m := r.step(q)
	r.alarms(m == finish || m == leave || m == ended)
	return m
}

// step asks one question, or at the end whether that was all.
func (r *run) step(q int) move {
	if q < 0 {
		return r.last()
	}
	r.headings(q)
	r.now, r.hurry = q, false
	decided := q == r.decides
	if decided {
		r.decides = -1
	}
	r.resume = slices.DeleteFunc(r.resume, func(x int) bool { return x == q })
	m := r.ask(&r.know.Questions[q])
	if m != on {
		return m
	}
	r.seen[q] = !slices.Contains(r.resume, q)
	if !r.jumped {
		r.at, r.history = q, append(r.history, q)
	}
	if n := len(r.resume); decided && n > 0 {
		r.at = r.resume[n-1]
	}
	return on
}

// markSeen leaves out the questions that were answered before this interview; a list of
// warning signs that was left in the middle is gone through again.
func (r *run) markSeen() {
	for i := range r.know.Questions {
		q := &r.know.Questions[i]
		if _, ok := r.answers[q.ID]; ok && !r.asker.Half(q, r.answers) {
			r.seen[i] = true
		}
	}
}

// list returns the questions that are asked of this person now, in order. It is
// kept until an answer changes.
func (r *run) list() []int {
	if r.listed == nil {
		r.listed = slices.Clip(r.find())
	}
	return r.listed
}

// whom is asked, and how much: a patient is asked for more only on wish.
func (r *run) whom() asking.Asking {
	return asking.Asking{Reader: r.Reader, Quick: r.Quick, More: r.more || r.Reader != rules.Patient}
}

func (r *run) find() []int {
	states, err := r.asker.Steps(r.answers, r.whom())
	if err != nil {
		return nil // cannot be: answers are checked before they are taken
	}
	out := []int{}
	for _, st := range states {
		for _, q := range st.Questions {
			if !st.Skipped && !r.settled(q) {
				out = append(out, q)
			}
		}
	}
	return out
}

// next returns the question to ask now, or -1: the next of this section, then what
// was left behind, then the next section.
func (r *run) next() int {
	if r.decides >= 0 && !r.seen[r.decides] && slices.Contains(r.list(), r.decides) {
		return r.decides
	}
	return r.nextFrom(r.at, -1)
}

// nextAfter returns the question that follows the one being asked, or -1.
func (r *run) nextAfter() int { return r.nextFrom(r.now, r.now) }

// nextFrom returns the question that follows another, leaving out one.
func (r *run) nextFrom(at, without int) int {
	first := -1
	list := r.list()
	place := slices.Index(list, at)
	for i, q := range list {
		if r.seen[q] || q == without {
			continue
		}
		if at >= 0 && r.partOf(q) == r.partOf(at) && (i >= place && place >= 0 || place < 0 && q >= at) {
			return q
		}
		if first < 0 {
			first = q
		}
	}
	return first
}

// before returns the question asked before this one that is still asked, or -1.
// From a question that the review chose, back leads to where the review was opened.
func (r *run) before(q int) int {
	if r.jumped {
		r.jumped = false
		return r.next()
	}
	now := r.list()
	delete(r.seen, q)
	for n := len(r.history); n > 0; n = len(r.history) {
		p := r.history[n-1]
		r.history = r.history[:n-1]
		delete(r.seen, p)
		if !slices.Contains(now, p) {
			continue
		}
		for s := range r.skipped {
			delete(r.seen, s)
		}
		clear(r.skipped)
		r.at, r.grid = p, -1
		return p
	}
	return -1
}

// skipSection leaves out what is still to be asked in a question's section.
func (r *run) skipSection(q int) {
	if q < 0 || r.jumped {
		return
	}
	for _, p := range r.list() {
		if !r.seen[p] && r.partOf(p) == r.partOf(q) {
			r.seen[p], r.skipped[p] = true, true
		}
	}
	r.at = q
}

// partOf is what a question is asked within: its section, or of the quick interview its screen,
// of which one holds questions of several sections.
func (r *run) partOf(q int) int {
	if r.Quick {
		return r.know.Questions[q].Quick
	}
	return r.sectionOf(q)
}

func (r *run) sectionOf(q int) int {
	return slices.IndexFunc(r.know.Sections, func(s rules.Section) bool { return s.ID == r.know.Questions[q].Section })
}

// assessed is what the answers mean, worked out once after a change.
func (r *run) assessed() (*rules.Assessment, error) {
	if r.weighed == nil {
		a, err := r.Base.Assess(r.answers)
		if err != nil {
			return nil, err
		}
		r.weighed = a
	}
	return r.weighed, nil
}
