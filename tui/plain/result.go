package plain

import (
	"fmt"
	"io"
	"strings"

	"afterfusion/data/printable"
	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui/asking"
)

// Format is one form in which the result can be saved, and what it is good for.
type Format struct{ ID, Says string }

// result writes the assessment of what was said, the same sheet as on paper; then a person
// who sits at the prompts may save it, and accept options or set them aside.
func (r *run) result(more bool) error {
	d, err := r.document()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(r.Out, report.Text(d, r.know)); err != nil {
		return err
	}
	if !more || !r.Attended {
		return nil
	}
	return r.after(d)
}

// document is the assessment in the reader's words.
func (r *run) document() (*report.Document, error) {
	a, err := r.assessed()
	if err != nil {
		return nil, err
	}
	return report.Build(r.Base, r.answers, a, r.settings(false))
}

// settings say in whose words a result is; private ones hold the private answers too.
func (r *run) settings(private bool) report.Settings {
	return report.Settings{Reader: r.reads(), SHA256: r.SHA256, Replaced: r.Replaced, SelfHarm: private,
		Suspicion: r.Suspicion, Decisions: r.Decisions}
}

// reads is who reads the result: a clinician where nobody said.
func (r *run) reads() rules.Reader {
	if r.Reader == "" {
		return rules.Clinician
	}
	return r.Reader
}

// after takes a few words once the result is told, until the person leaves.
func (r *run) after(d *report.Document) error {
	decided := 0
	for r.out.err == nil {
		r.gap()
		r.say("%s", r.afterWays(d))
		line, m := r.in.line()
		if m != typed {
			break
		}
		word, rest, _ := strings.Cut(strings.ToLower(line), " ")
		switch word {
		case "save", "s":
			r.saveAs(rest)
		case "accept", "aside":
			if r.decide(d, word == "accept", rest) {
				decided++
			}
		case "again", "a":
			var err error
			if d, err = r.document(); err != nil {
				return err
			}
			if _, err := io.WriteString(r.Out, report.Text(d, r.know)); err != nil {
				return err
			}
			decided = 0
		case "", "q", "quit", "done", "end":
			return r.writeDecided(decided)
		default:
			r.say("%s is none of these words.", quote(line))
		}
	}
	return r.writeDecided(decided)
}

// afterWays name what can be typed after the result.
func (r *run) afterWays(d *report.Document) string {
	ways := "That is the result. Type "
	if len(r.Formats) > 0 {
		ways += "save to keep it in a file, "
	}
	if r.reads() == rules.Clinician && len(d.Plan) > 0 {
		ways += "accept or aside to decide on an option, "
	}
	return ways + "again to hear it once more, or press Enter to end:"
}

// saveAs writes the result in a form that is chosen by its number.
func (r *run) saveAs(number string) {
	if len(r.Formats) == 0 {
		r.say("Nothing can be saved from here.")
		return
	}
	for n, f := range r.Formats {
		r.item(fmt.Sprintf("  %d.", n+1), f.Says)
	}
	n, ok := r.number(number, len(r.Formats), "Type the number of a form, Enter for none:")
	if !ok {
		return
	}
	path, err := r.SaveAs(r.Formats[n].ID, r.withPrivate())
	if err != nil {
		r.say("Not saved: %s", printable.Clean(err.Error()))
		return
	}
	r.say("Saved: %s", path)
}

// withPrivate asks whether the private answers are to be saved too: only where there are
// some, and only a word puts them in.
func (r *run) withPrivate() bool {
	if !asking.SaidPrivately(r.know, r.answers) {
		return false
	}
	what := "The answers on self-harm"
	if r.reads() == rules.Patient {
		what = "Your private answers"
	}
	r.say("%s are left out. Type include to put them in, Enter to leave them out:", what)
	line, m := r.in.line()
	return m == typed && strings.EqualFold(line, "include")
}

// number reads a number from 1 to most, one less; what was typed before counts first.
func (r *run) number(said string, most int, ask string) (int, bool) {
	for r.out.err == nil {
		if said == "" {
			r.say("%s", ask)
			line, m := r.in.line()
			if m != typed || line == "" {
				return 0, false
			}
			said = line
		}
		n := 0
		if _, err := fmt.Sscanf(said, "%d", &n); err == nil && n >= 1 && n <= most {
			return n - 1, true
		}
		r.say("%s is no number from 1 to %d.", quote(said), most)
		said = ""
	}
	return 0, false
}
