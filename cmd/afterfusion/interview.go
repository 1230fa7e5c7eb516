package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"afterfusion/data/answers"
	"afterfusion/data/knowledge"
	"afterfusion/data/printable"
	"afterfusion/data/report"
	"afterfusion/rules"
	"afterfusion/tui"
	"afterfusion/tui/plain"
)

// interview asks a person, full screen or as plain prompts.
func (a *app) interview(ctx context.Context, args []string) error {
	full := !a.plainWanted() && terminal(a.in) && terminal(a.out)
	if len(args) == 1 && args[0] == "-" {
		return usagef("the interview reads its answers from a file; afterfusion assess reads standard input")
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	know := a.knowledge
	if a.overlay != "" { // read once, and its faults told before anything is shown
		base, edition, err := a.knowledge()
		if err != nil {
			return err
		}
		know = func() (*rules.Base, knowledge.Edition, error) { return base, edition, nil }
	}
	file := &answers.File{Answers: rules.Answers{}}
	if len(args) == 1 {
		base, _, err := know()
		if err != nil {
			return err
		}
		if file, err = answers.Read(args[0], nil, base); err != nil {
			return err
		}
	}
	k := &keeper{know: know}
	defer k.close()
	if full {
		return a.screens(ctx, know, file, k, args)
	}
	a.keep(k, len(args) == 1)
	base, edition, err := know()
	if err != nil {
		return err
	}
	return a.prompts(ctx, base, edition, file, k)
}

// noSuchFile tells a command that was misspelt from a file that is missing.
func noSuchFile(c *cobra.Command, name string, err error) error {
	if near := misspelt(c, name); near != "" {
		return usagef("there is no command and no file %s; did you mean %q?", printable.Quote(name), near)
	}
	return err
}

// misspelt is the command that is meant by a word which is none and no file; "" where the
// word looks like the name of a file.
func misspelt(c *cobra.Command, word string) string {
	if present(word) || strings.ContainsAny(word, "./\\") {
		return ""
	}
	return rules.Nearest(word, subcommands(c))
}

// oneFile allows one answer file, and tells several of them from a misspelt command.
func oneFile(c *cobra.Command, args []string) error {
	if len(args) > 1 {
		if near := misspelt(c, args[0]); near != "" {
			return usagef("there is no command and no file %s; did you mean %q?", printable.Quote(args[0]), near)
		}
	}
	return atMost(1, "one answer file at most starts an interview; assess takes several")(c, args)
}

// interruptible is done at the first signal that asks the program to end, so that it
// can say what became of the answers; a second one ends it at once. What was ignored
// when the program was started, as by nohup, stays ignored.
func interruptible(ctx context.Context) (context.Context, func()) {
	var signals []os.Signal
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	if len(signals) == 0 {
		return ctx, func() {}
	}
	ctx, stop := signal.NotifyContext(ctx, signals...)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// plainWanted says whether prompts are wanted rather than screens.
func (a *app) plainWanted() bool {
	term := os.Getenv("TERM")
	return a.accessible || os.Getenv("ACCESSIBLE") != "" || term == "dumb" || term == ""
}

func (a *app) screens(ctx context.Context, know knower, file *answers.File, k *keeper, args []string) error {
	cfg := tui.Config{Reader: rules.Reader(a.as), Quick: a.quick, Private: a.private, NoColor: a.noColor, ASCII: !unicodeTerminal(), Formats: screenFormats}
	cfg.Complete = func(cfg *tui.Config) error { return a.complete(cfg, know, file, k, args) }
	err := tui.Run(ctx, cfg)
	switch {
	case errors.Is(err, tui.ErrInterrupted) || errors.Is(err, context.Canceled):
		return k.interrupted()
	case err == nil:
		a.sayLeft(k)
	}
	return err
}

// complete adds what takes a moment to find: what was kept, the knowledge for it, and what
// is done with files.
func (a *app) complete(cfg *tui.Config, know knower, file *answers.File, k *keeper, args []string) error {
	a.keep(k, len(args) == 1)
	cfg.Kept, cfg.NotKept, cfg.Note = k.path(), k.why, k.note
	if k.store != nil {
		cfg.Saver = k
	}
	edition := knowledge.EmbeddedEdition()
	if a.overlay == "" && len(args) == 0 && k.found == nil {
		cfg.Know, cfg.Load = knowledge.Embedded(), knowledge.Base
	} else {
		var err error
		if cfg.Base, edition, err = know(); err != nil {
			return err
		}
	}
	cfg.SHA256, cfg.Replaced = edition.SHA256, edition.Replaced
	switch {
	case len(args) == 1:
		cfg.Found = "Answers were read from " + printable.Name(args[0]) + "."
	case k.found != nil:
		file = &k.found.File
		cfg.Quick, cfg.Aside = cfg.Quick || k.found.Quick, k.found.Aside
		cfg.Found = k.foundSays()
	}
	cfg.Answers, cfg.Suspicion, cfg.Decisions = file.Answers, file.Suspicion, decisions(file)
	if cfg.Reader == "" {
		cfg.Reader = file.As
		cfg.ReaderKept = k.found != nil && cfg.Reader != ""
	}
	cfg.Open = func(path string) (tui.Opened, error) { return opened(path, know) }
	if len(args) == 1 {
		cfg.Earlier = file.Answers
	}
	cfg.Compare = func(name string) (rules.Answers, error) {
		base, _, err := know()
		if err != nil {
			return nil, err
		}
		f, err := answers.Read(name, nil, base)
		if err != nil {
			return nil, err
		}
		return f.Answers, nil
	}
	cfg.Export = func(format string, s tui.State) (string, error) {
		base, edition, err := know()
		if err != nil {
			return "", err
		}
		return a.export(base, edition, format, s)
	}
	return nil
}

// opened reads an answer file whose name a person typed.
func opened(path string, know knower) (tui.Opened, error) {
	base, _, err := know()
	if err != nil {
		return tui.Opened{}, err
	}
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	file, err := answers.Read(path, nil, base)
	if err != nil {
		return tui.Opened{}, err
	}
	return tui.Opened{Name: printable.Name(path), Answers: file.Answers, Suspicion: file.Suspicion, Decisions: decisions(file)}, nil
}

// unicodeTerminal says whether the terminal is likely to draw more than ASCII.
func unicodeTerminal() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := os.Getenv(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}

func (a *app) prompts(ctx context.Context, base *rules.Base, edition knowledge.Edition, file *answers.File, k *keeper) error {
	found := ""
	if k.found != nil {
		file, found = &k.found.File, k.foundSays()
	}
	s := tui.State{Reader: rules.Reader(a.as), Suspicion: file.Suspicion, Decisions: decisions(file), Quick: a.quick}
	if k.found != nil {
		s.Quick, s.Aside = s.Quick || k.found.Quick, k.found.Aside
	}
	if s.Reader == "" {
		s.Reader = file.As
	}
	in := a.in
	if !terminal(a.in) {
		in = newReplies(a.in)
	}
	s.Answers = file.Answers
	save := func(format string, selfHarm bool) (string, error) {
		if s.Reader == "" {
			s.Reader = rules.Clinician
		}
		own := s
		own.SelfHarm = selfHarm
		return a.export(base, edition, format, own)
	}
	_, err := plain.Run(ctx, plain.Config{Base: base, SHA256: edition.SHA256, Replaced: edition.Replaced, Reader: s.Reader,
		Answers: file.Answers, Aside: s.Aside, Found: found, Quick: s.Quick, Kept: k.store != nil, Keeping: a.keeping(k), In: in, Prompts: a.errs, Out: a.out,
		Attended: terminal(a.in), Suspicion: file.Suspicion, Decisions: madeBefore(s.Decisions),
		Decided: func(suspicion string, made []report.Decision) {
			s.Suspicion, s.Decisions = suspicion, nil
			for _, x := range made {
				s.Decisions = append(s.Decisions, tui.Decision(x))
			}
			s.Sequence++
			if len(s.Answers) > 0 {
				_ = k.Save(s) // what could not be kept is said at the end
			}
		},
		Formats: plainFormats(), SaveAs: save,
		Save:   func(rules.Answers) (string, error) { return save("text", false) },
		Chosen: func(r rules.Reader) { s.Reader = r },
		Keep: func(said, aside rules.Answers) error {
			s.Sequence++
			s.Answers, s.Aside = said, aside
			if s.Forget = len(said) == 0 && found != ""; s.Forget { // not the same person
				found, s.Suspicion, s.Decisions = "", "", nil
			}
			return k.Save(s)
		}})
	switch {
	case errors.Is(err, errAnswerFile):
		return usageError{errAnswerFile}
	case errors.Is(err, plain.ErrLeft) && ctx.Err() == nil:
		return k.quit()
	case errors.Is(err, plain.ErrLeft):
		return k.interrupted()
	case errors.Is(err, plain.ErrEnded): // what was said has been assessed and shown
		a.sayLeft(k)
		if unheard := (*plain.Unheard)(nil); errors.As(err, &unheard) {
			return unheard
		}
		return nil
	case err != nil:
		return err
	}
	return a.finished(k)
}

// madeBefore are decisions as reports take them.
func madeBefore(made []tui.Decision) []report.Decision {
	var out []report.Decision
	for _, x := range made {
		out = append(out, report.Decision(x))
	}
	return out
}

// plainFormats are the forms of the screens with their words, plain text first: it is what
// a screen reader reads best.
func plainFormats() []plain.Format {
	out := []plain.Format{{ID: "text", Says: tui.FormatName("text")}}
	for _, f := range screenFormats {
		if f != "text" {
			out = append(out, plain.Format{ID: f, Says: tui.FormatName(f)})
		}
	}
	return out
}

// keeping says what becomes of the answers.
func (a *app) keeping(k *keeper) []string {
	var out []string
	if k.note != "" {
		out = append(out, k.note)
	}
	switch {
	case k.store != nil:
		out = append(out, "Your answers are kept in "+k.path()+" as you go. You can stop and come back. The command \"afterfusion forget\" removes them.")
		if !terminal(a.in) { // see finished
			out = append(out, "They go once all questions are through.")
		}
	default:
		out = append(out, "Your answers are not kept: "+printable.Clean(k.why)+".")
	}
	return out
}

// finished ends an interview whose result is printed. A person at a terminal may want
// to go back to the answers; a program that fed them through a pipe has its result.
func (a *app) finished(k *keeper) error {
	if !terminal(a.in) {
		return k.Save(tui.State{}) // without answers: what was kept meanwhile goes
	}
	a.sayLeft(k)
	return nil
}

// sayLeft says that answers are kept for another day, where some are.
func (a *app) sayLeft(k *keeper) {
	if words := k.left(); words != "" {
		a.line("afterfusion: " + words)
	}
}

// answersFormat saves the answers themselves, to go on from later.
const answersFormat = "answers"

// letterFormat is a PDF for the other size of paper.
const letterFormat = "pdf-letter"

// screenFormats are the forms that the screens offer, those for people first.
var screenFormats = []string{"pdf", letterFormat, "html", "text", "markdown", answersFormat, "json"}

var extensions = map[string]string{"text": "txt", "json": "json", "markdown": "md", "html": "html", "pdf": "pdf", letterFormat: "pdf", answersFormat: "yaml"}

// export writes the result under a name with the date, never over an existing file,
// and says where.
func (a *app) export(base *rules.Base, edition knowledge.Edition, format string, s tui.State) (string, error) {
	data, err := exported(base, edition, format, s)
	if err != nil {
		return "", err
	}
	where := "the folder you started in"
	if folder, err := os.Getwd(); err == nil {
		where = printable.Name(folder)
	}
	stem := fmt.Sprintf("afterfusion-%s-%s", time.Now().Format("2006-01-02"), s.Reader)
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.%s", stem, extensions[format])
		if n > 1 {
			name = fmt.Sprintf("%s-%d.%s", stem, n, extensions[format])
		}
		if present(name) && n < 1000 {
			continue
		}
		return name + " in " + where, a.write(data, name, false)
	}
}

// exported draws the state of an interview in a format, without what is private unless that
// was asked for.
func exported(base *rules.Base, edition knowledge.Edition, format string, s tui.State) ([]byte, error) {
	f := fileOf(s)
	if format != answersFormat {
		set := report.Settings{Reader: s.Reader, Date: today(format), SelfHarm: s.SelfHarm}
		if format == letterFormat {
			format, set.Paper = "pdf", "letter"
		}
		if s.Earlier != nil {
			set.Earlier = &report.Earlier{Answers: s.Earlier}
		}
		d, err := assess(base, edition, f, set)
		if err != nil {
			return nil, err
		}
		return writers[format](d, base.Knowledge())
	}
	said := rules.Answers{}
	for id, v := range f.Answers {
		if q, ok := base.Question(id); ok && (!q.Private || s.SelfHarm) {
			said[id] = v
		}
	}
	note := ""
	if len(said) < len(f.Answers) {
		note = "# The private safety answers are not in this file. They are asked again.\n"
	}
	f.Answers = said
	return append([]byte(note), answers.Encode(f, base)...), nil
}
