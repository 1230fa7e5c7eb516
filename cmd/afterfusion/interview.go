package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"afterfusion/data/answers"
	"afterfusion/data/knowledge"
	"afterfusion/data/report"
	"afterfusion/data/session"
	"afterfusion/rules"
	"afterfusion/tui"
	"afterfusion/tui/plain"
)

// interview asks a person, full screen or as plain prompts.
func (a *app) interview(c *cobra.Command, args []string) error {
	full := !a.plainWanted()
	if full && !(terminal(a.in) && terminal(a.out)) {
		full = false
	}
	if len(args) == 1 && args[0] == "-" {
		return usagef("the interview reads its answers from a file; afterfusion assess reads standard input")
	}
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
	k := a.keep(know, len(args) == 1)
	defer k.close()
	if full {
		return a.screens(c.Context(), know, file, k, args)
	}
	base, edition, err := know()
	if err != nil {
		return err
	}
	return a.prompts(c.Context(), base, edition, file, k)
}

// knower gives the compiled knowledge; the first call makes it ready.
type knower func() (*rules.Base, knowledge.Edition, error)

// plainWanted says whether prompts are wanted rather than screens.
func (a *app) plainWanted() bool {
	term := os.Getenv("TERM")
	return a.accessible || os.Getenv("ACCESSIBLE") != "" || term == "dumb" || term == ""
}

// keeper keeps the unfinished interview; a nil store keeps nothing.
type keeper struct {
	store *session.Store
	know  knower
	found *session.Saved
	next  uint64
}

// keep opens the store unless nothing is to be kept, and reads what was kept there.
// An interview that starts from a file does not touch another that is unfinished.
func (a *app) keep(know knower, fromFile bool) *keeper {
	k := &keeper{know: know}
	if a.private || fromFile {
		return k
	}
	if err := k.open(); err != nil {
		// Answers that cannot be kept are no reason not to ask.
		fmt.Fprintln(a.errs, "afterfusion: warning:", err)
		k.close()
		k.store = nil
	}
	return k
}

func (k *keeper) open() error {
	folder, err := session.Folder()
	if err != nil {
		return err
	}
	if k.store, err = session.Open(folder); err != nil {
		return err
	}
	if !k.store.Exists() {
		return nil // nothing to read, so the knowledge can wait
	}
	base, _, err := k.know()
	if err != nil {
		return err
	}
	k.found, err = k.store.Load(base)
	k.next = k.store.Last()
	return err
}

func (k *keeper) close() {
	if k.store != nil {
		k.store.Close()
	}
}

// foundSays tells when and as whom the unfinished interview was kept.
func (k *keeper) foundSays() string {
	return fmt.Sprintf("Answers were kept on %s, as %s.", k.found.Time.Local().Format("2 January 2006, 15:04"), k.found.File.As)
}

// Save keeps the state of the screens; an interview that was finished is forgotten.
func (k *keeper) Save(s tui.State) error {
	if k.store == nil {
		return nil
	}
	if s.Complete || len(s.Answers) == 0 {
		return k.store.Forget()
	}
	base, _, err := k.know()
	if err != nil {
		return err
	}
	return k.store.Save(&session.Saved{Sequence: k.next + s.Sequence, Time: time.Now(), Quick: s.Quick, File: *fileOf(s)}, base)
}

func fileOf(s tui.State) *answers.File {
	f := &answers.File{As: s.Reader, Answers: s.Answers, Suspicion: s.Suspicion}
	for _, d := range s.Decisions {
		f.Decisions = append(f.Decisions, answers.Decision{Option: d.Option, Accepted: d.Accepted, Reason: d.Reason})
	}
	return f
}

func (a *app) screens(ctx context.Context, know knower, file *answers.File, k *keeper, args []string) error {
	cfg := tui.Config{Reader: rules.Reader(a.as), Quick: a.quick, Private: a.private, Saver: k, NoColor: a.noColor, ASCII: !unicodeTerminal(), Formats: formats}
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
		cfg.Found = "Answers were read from " + args[0] + "."
	case k.found != nil:
		file = &k.found.File
		cfg.Quick = cfg.Quick || k.found.Quick
		cfg.Found = k.foundSays()
	}
	cfg.Answers, cfg.Suspicion = file.Answers, file.Suspicion
	for _, d := range file.Decisions {
		cfg.Decisions = append(cfg.Decisions, tui.Decision{Option: d.Option, Accepted: d.Accepted, Reason: d.Reason})
	}
	if cfg.Reader == "" && len(args) == 1 {
		cfg.Reader = file.As
	}
	cfg.Export = func(format string, s tui.State) (string, error) {
		base, edition, err := know()
		if err != nil {
			return "", err
		}
		return a.export(base, edition, format, s)
	}
	err := tui.Run(ctx, cfg)
	if errors.Is(err, tui.ErrInterrupted) || errors.Is(err, context.Canceled) {
		return k.interrupted()
	}
	return err
}

// interrupted says that the person left, and what became of the answers.
func (k *keeper) interrupted() error {
	if k.store == nil || !k.store.Exists() {
		return fmt.Errorf("%w; nothing was kept", errInterrupted)
	}
	return fmt.Errorf("%w; your answers up to here are kept, the next start offers to go on", errInterrupted)
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

// export writes the result under a name with the date, never over an existing file.
func (a *app) export(base *rules.Base, edition knowledge.Edition, format string, s tui.State) (string, error) {
	d, err := assess(base, edition, fileOf(s), report.Settings{Reader: s.Reader, Date: today(format)})
	if err != nil {
		return "", err
	}
	data, err := writers[format](d, base.Knowledge())
	if err != nil {
		return "", err
	}
	stem := fmt.Sprintf("afterfusion-%s-%s", time.Now().Format("2006-01-02"), s.Reader)
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.%s", stem, extensions[format])
		if n > 1 {
			name = fmt.Sprintf("%s-%d.%s", stem, n, extensions[format])
		}
		if _, err := os.Lstat(name); err == nil && n < 1000 {
			continue
		}
		return name, a.write(data, name, false)
	}
}

var extensions = map[string]string{"text": "txt", "json": "json", "markdown": "md", "html": "html", "pdf": "pdf"}

func (a *app) prompts(ctx context.Context, base *rules.Base, edition knowledge.Edition, file *answers.File, k *keeper) error {
	found := ""
	if k.found != nil {
		file, found = &k.found.File, k.foundSays()
	}
	reader := rules.Reader(a.as)
	if reader == "" {
		reader = file.As
	}
	sequence := uint64(0)
	said, err := plain.Run(ctx, plain.Config{Base: base, SHA256: edition.SHA256, Replaced: edition.Replaced, Reader: reader,
		Answers: file.Answers, Found: found, Quick: a.quick, In: a.in, Prompts: a.errs, Out: a.out,
		Keep: func(said rules.Answers) error {
			sequence++
			return k.Save(tui.State{Sequence: sequence, Reader: reader, Answers: said, Quick: a.quick})
		}})
	switch {
	case errors.Is(err, plain.ErrLeft):
		return k.interrupted()
	case errors.Is(err, plain.ErrEnded):
		return nil // what was said has been assessed and shown
	case err != nil:
		return err
	}
	return k.Save(tui.State{Answers: said, Complete: true})
}
