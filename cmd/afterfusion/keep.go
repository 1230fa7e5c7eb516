package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"afterfusion/data/answers"
	"afterfusion/data/knowledge"
	"afterfusion/data/printable"
	"afterfusion/data/session"
	"afterfusion/rules"
	"afterfusion/tui"
)

// knower gives the compiled knowledge; the first call makes it ready.
type knower func() (*rules.Base, knowledge.Edition, error)

// keeper keeps the unfinished interview.
type keeper struct {
	store *session.Store // nil keeps nothing
	why   string         // why nothing is kept
	note  string         // what else is to be known of what was kept
	know  knower
	found *session.Saved
	next  uint64
	fault error // of the last state that was to be kept
}

// keep opens the store unless nothing is to be kept, and reads what was kept there.
func (a *app) keep(k *keeper, fromFile bool) {
	if a.private {
		k.why = "that was asked for with --private"
		return
	}
	if err := k.open(fromFile); err != nil {
		// Answers that cannot be kept are no reason not to ask.
		k.why = err.Error()
		k.close()
		k.store = nil
	}
}

func (k *keeper) open(fromFile bool) error {
	folder, err := session.Folder()
	if err != nil {
		return err
	}
	if k.store, err = session.Open(folder); err != nil {
		return err
	}
	switch {
	case !k.store.Exists():
		return nil // nothing to read, so the knowledge can wait
	case fromFile: // an interview that starts from a file leaves another alone
		return errors.New("another interview is unfinished and kept; go on with that one, or forget it, first")
	}
	base, _, err := k.know()
	if err != nil {
		return err
	}
	k.found, err = k.store.Load(base)
	k.next = k.store.Last()
	var aside *session.Aside
	switch {
	case errors.As(err, &aside):
		k.note = "Answers that were kept before cannot be read. They were put aside in " + printable.Name(aside.Path) + ": " + printable.Clean(aside.Err.Error()) + "."
		return nil
	case err == nil && k.found != nil && len(k.found.Left) > 0:
		k.note = leftWords(k.found.Left)
	}
	return err
}

// leftWords says what was kept but no longer fits.
func leftWords(ids []string) string {
	shown := make([]string, 0, len(ids))
	for _, id := range ids[:min(len(ids), 5)] {
		shown = append(shown, printable.Name(printable.Cut(id)))
	}
	if len(ids) > len(shown) {
		shown = append(shown, "and others")
	}
	words := "1 kept answer fits the questions no longer and was left out: "
	if len(ids) > 1 {
		words = fmt.Sprintf("%d kept answers fit the questions no longer and were left out: ", len(ids))
	}
	return words + strings.Join(shown, ", ") + ". Please look through your answers."
}

func (k *keeper) close() {
	if k.store != nil {
		k.store.Close()
	}
}

// path is where the answers are kept, "" where they are not.
func (k *keeper) path() string {
	if k.store == nil {
		return ""
	}
	return printable.Name(k.store.Path())
}

// foundSays tells when and as whom the unfinished interview was kept.
func (k *keeper) foundSays() string {
	words := "Answers were kept"
	if t := k.found.Time; !t.IsZero() {
		words += " on " + t.Local().Format("2 January 2006, 15:04")
	}
	if as := k.found.File.As; as != "" {
		words += ", as " + string(as)
	}
	return words + "."
}

// Save keeps the state of an interview, or removes what was kept where the person is
// done with it.
func (k *keeper) Save(s tui.State) error {
	k.fault = k.save(s)
	return k.fault
}

func (k *keeper) save(s tui.State) error {
	switch {
	case k.store == nil:
		return nil
	case s.Forget:
		return k.store.Forget()
	case len(s.Answers) == 0:
		return k.store.Empty()
	}
	base, _, err := k.know()
	if err != nil {
		return err
	}
	return k.store.Save(&session.Saved{Sequence: k.next + s.Sequence, Time: time.Now(), Quick: s.Quick, File: *fileOf(s), Aside: s.Aside}, base)
}

func fileOf(s tui.State) *answers.File {
	f := &answers.File{As: s.Reader, Answers: s.Answers, Suspicion: s.Suspicion}
	for _, d := range s.Decisions {
		f.Decisions = append(f.Decisions, answers.Decision{Option: d.Option, Accepted: d.Accepted, Reason: answers.Reason(d.Reason)})
	}
	return f
}

// decisions are those of a file, as the screens take them.
func decisions(f *answers.File) []tui.Decision {
	var out []tui.Decision
	for _, d := range f.Decisions {
		out = append(out, tui.Decision{Option: d.Option, Accepted: d.Accepted, Reason: d.Reason})
	}
	return out
}

// remaining says where answers are kept when the program ends; "" where none are.
func (k *keeper) remaining() string {
	if k.store == nil || !k.store.Exists() {
		return ""
	}
	return fmt.Sprintf("They lie in %s. The command afterfusion forget removes them.", k.path())
}

// departure says that the person left before the end, and what became of the answers.
type departure string

func (d departure) Error() string { return string(d) }

// Is makes every departure end the program as an interruption does.
func (d departure) Is(err error) bool { return err == errInterrupted }

// interrupted says that the interview was cut off, and what became of the answers.
func (k *keeper) interrupted() error { return departure("interrupted. " + k.became(" up to here")) }

// quit says the same to somebody who left by a word.
func (k *keeper) quit() error { return departure("you left. " + k.became(" up to here")) }

// became says what became of the answers, one thought a sentence.
func (k *keeper) became(which string) string {
	rest := k.remaining()
	switch {
	case k.fault != nil && rest != "":
		return fmt.Sprintf("What was answered last could not be kept: %v. What was answered before is kept. %s", k.fault, rest)
	case k.fault != nil:
		return fmt.Sprintf("Nothing was kept: %v.", k.fault)
	case rest == "" && k.why != "":
		return fmt.Sprintf("Nothing was kept: %s.", k.why)
	case rest == "":
		return "Nothing was kept."
	}
	return "Your answers" + which + " are kept. The next start offers to go on. " + rest
}

// left says the same of a person who left in peace; "" where there is nothing to say.
func (k *keeper) left() string {
	if k.remaining() == "" {
		return ""
	}
	return k.became("")
}
