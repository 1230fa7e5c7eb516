// Afterfusion is decision support for people who still hurt after lumbar spinal
// fusion: an interview in the terminal, and the same assessment from files.
//
// Rules of the command line: standard output carries results only; everything
// else goes to standard error. A fault is one line: what, where, what to do. Exit
// codes are 0 done, 1 failed, 2 wrong usage, 130 interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"afterfusion/data/printable"
	"afterfusion/data/report"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// errInterrupted says that the person left before the end.
var errInterrupted = errors.New("interrupted")

// usageError is a command line that cannot be understood.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// run is the program without the process around it: it returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	a := &app{in: in, out: &sink{to: out}, errs: errs}
	err := a.execute(ctx, args)
	if fault := a.out.fault(); fault != nil {
		err = fault // whatever else was right or wrong, the result is lost
	}
	return a.end(err)
}

// execute does what the arguments ask for. Where there are none there is nothing to
// understand, and the first frame does not wait for what would do so.
func (a *app) execute(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return a.interview(ctx, nil)
	}
	root := a.root()
	root.SetArgs(args)
	return root.ExecuteContext(ctx)
}

// end tells what went wrong and returns the exit code.
func (a *app) end(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errInterrupted):
		a.tell("", err)
		return exitInterrupted
	case errors.As(err, &usage):
		a.tell("error: ", fmt.Errorf("%w; afterfusion --help shows what there is", err))
		return exitUsage
	}
	a.tell("error: ", err)
	return exitFailed
}

// tell writes every fault in a line of its own, in which nothing can act on a terminal.
func (a *app) tell(mark string, err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			a.tell(mark, e)
		}
		return
	}
	a.line("afterfusion: " + mark + printable.Clean(err.Error()))
}

// line writes a message in one line, or for a person at a terminal broken at words.
func (a *app) line(words string) {
	if width := columns(a.errs); width > 0 {
		words = report.Wrap(words, "", width)
	}
	fmt.Fprintln(a.errs, words)
}

// root is the command without a name, the interview, with all others.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "afterfusion [ANSWERS]",
		Short: "Decision support for pain after lumbar spinal fusion",
		Long: `Afterfusion asks about pain that goes on after lumbar spinal fusion. It looks for
danger first, then names candidate sources of the pain with the reasons, and shows
the ladder of options with what must come first and what is unsafe.

It supports a decision and does not make one. It is not for emergencies, not a
diagnosis and not a cleared device. It works offline and sends nothing anywhere.`,
		Example: `  afterfusion                          the interview
  afterfusion --as patient             the interview in plain words
  afterfusion saved.yaml               go on from an answer file
  afterfusion assess case.yaml         assess without asking`,
		SilenceUsage: true, SilenceErrors: true,
		Args:              oneFile,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error { return a.common(c) },
		RunE: func(c *cobra.Command, args []string) error {
			err := a.interview(c.Context(), args)
			if err != nil && len(args) == 1 {
				err = noSuchFile(c, args[0], err)
			}
			return err
		},
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.errs)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{flagProblem(err)} })
	pf := root.PersistentFlags()
	pf.StringVar(&a.as, "as", "", "the reader: patient or clinician")
	pf.StringVar(&a.overlay, "knowledge", "", "a folder of an institution's own files, read over the embedded ones")
	pf.BoolVar(&a.noColor, "no-color", false, "no colours (also: NO_COLOR set)")
	f := root.Flags()
	f.BoolVar(&a.quick, "quick", false, "twelve screens only")
	f.BoolVar(&a.accessible, "accessible", false, "plain prompts for screen readers (also: ACCESSIBLE set)")
	f.BoolVar(&a.private, "private", false, "keep nothing on disk")
	root.AddCommand(a.assessCommand(), a.validateCommand(), a.knowledgeCommand(), a.forgetCommand(), a.versionCommand(), a.manCommand())
	a.builtIn(root)
	a.completions(root)
	return root
}
