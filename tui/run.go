package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"afterfusion/rules"
)

// Config is what the screens are given. Base is needed, or Know and Load in its
// place; all else may be left out.
type Config struct {
	Base *rules.Base
	// Know and Load spare the first screen the wait for Base: it is drawn from the
	// plain knowledge while Load makes that ready.
	Know *rules.Knowledge
	Load func() (*rules.Base, error)
	// Complete fills in what takes a moment to find, while the terminal is made ready; nil
	// where there is nothing. Input, Output and NoColor must be there before.
	Complete func(*Config) error

	SHA256   string   // of the knowledge
	Replaced []string // what an overlay replaced in it

	Reader    rules.Reader  // "" asks
	Answers   rules.Answers // to go on from
	Aside     rules.Answers // to questions that are not asked, for when they are again
	Suspicion string        // the clinician's own, "" for not asked
	Decisions []Decision
	// ReaderKept says that Reader is who answered before: another person may say so.
	ReaderKept bool
	// Open reads an answer file; nil where none can be opened.
	Open func(path string) (Opened, error)
	// Earlier are the answers of an earlier file of the same person: the result tells what
	// changed since. Compare reads such a file; nil where none can be read.
	Earlier rules.Answers
	Compare func(name string) (rules.Answers, error)
	// Found tells where the answers come from and when they were kept, for the
	// question whether to go on with them; "" where there are none.
	Found string

	Quick   bool
	Private bool  // keep nothing
	Saver   Saver // nil keeps nothing
	// Kept is where Saver keeps the answers; NotKept is why nothing is kept where nothing
	// is. Note is what else is to be known at the start, such as what could not be read.
	Kept, NotKept, Note string
	// Export writes the result in a format for a reader and returns where; nil where
	// nothing can be exported.
	Export  func(format string, s State) (path string, err error)
	Formats []string // that Export knows; text alone unless told

	Input          io.Reader
	Output         io.Writer
	ASCII, NoColor bool
}

// State is an interview as it stands: what is kept so that it can be gone on with.
type State struct {
	// Sequence rises with every change: a lower one never replaces a higher one.
	Sequence  uint64
	Reader    rules.Reader
	Answers   rules.Answers
	Aside     rules.Answers // to questions that are not asked as things stand
	Suspicion string
	Decisions []Decision
	Quick     bool
	Earlier   rules.Answers // that the result is compared with; it is not kept
	Forget    bool          // the person is done with it: what was kept may go
	// SelfHarm lets an export hold the answers on self-harm, as it was asked to; else they
	// are left out. It is not kept.
	SelfHarm bool
}

// Opened is what an answer file holds, and the name it goes by.
type Opened struct {
	Name      string
	Answers   rules.Answers
	Suspicion string
	Decisions []Decision
}

// Decision is what was decided of one option, and why.
type Decision struct {
	Option   string
	Accepted bool
	Reason   string
}

// Saver keeps the unfinished interview. It is called from one goroutine at a time.
type Saver interface {
	Save(State) error
}

// ErrInterrupted says that the person left with Ctrl+C.
var ErrInterrupted = errors.New("interrupted")

// framesPerSecond halves the wait from key to screen against the usual 60.
const framesPerSecond = 120

// Run shows the screens until the person leaves or the context is done, as by a signal.
// The terminal is as it was before when it returns, also after a fault.
func Run(ctx context.Context, cfg Config) error {
	var m *app
	var incomplete error
	g := &guard{}
	p := tea.NewProgram(g, options(ctx, &cfg)...)
	g.quit = p.Quit
	g.make(func() (tea.Model, error) { // while the terminal is made ready
		if incomplete = cfg.complete(); incomplete != nil {
			return nil, incomplete
		}
		m = newApp(cfg)
		m.stops = watchStops(p.Send)
		return m, nil
	})
	_, err := p.Run() // the terminal is back to normal when this returns
	switch g.made(); {
	case incomplete != nil:
		return incomplete
	case m == nil:
		return errors.Join(fmt.Errorf("unexpected fault: %w", g.err), err)
	}
	m.stops.end()
	saved := m.keep.last(m.state()) // nothing where nothing was begun
	switch {
	case m.failed != nil:
		return m.failed
	case g.err != nil:
		return errors.Join(fmt.Errorf("unexpected fault: %w", g.err), saved)
	case errors.Is(err, tea.ErrInterrupted):
		return errors.Join(ErrInterrupted, saved)
	case errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil:
		return errors.Join(ctx.Err(), saved) // the terminal went away
	}
	return errors.Join(err, saved)
}

// complete adds to a configuration what its caller finds meanwhile.
func (c *Config) complete() error {
	if c.Complete != nil {
		if err := c.Complete(c); err != nil {
			return err
		}
	}
	if c.Base == nil && (c.Know == nil || c.Load == nil) {
		return errors.New("the screens need knowledge")
	}
	return nil
}

// warm has the table of the widths of characters made, for the screens after the first.
func warm() { ansi.StringWidthWc("\u2500") }

func options(ctx context.Context, cfg *Config) []tea.ProgramOption {
	out := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(framesPerSecond), tea.WithFilter(knownSize), tea.WithoutSignalHandler()}
	if cfg.Input != nil {
		out = append(out, tea.WithInput(cfg.Input))
	}
	if cfg.Output != nil {
		out = append(out, tea.WithOutput(cfg.Output))
	}
	switch {
	case cfg.NoColor:
		out = append(out, tea.WithColorProfile(colorprofile.ASCII))
	case cfg.Output == nil || cfg.Output == os.Stdout: // which Lip Gloss has looked at
		out = append(out, tea.WithColorProfile(lipgloss.Writer.Profile))
	}
	return out
}

// The largest screen that is drawn: a terminal that claims more would have every frame
// take hundreds of megabytes.
const widest, tallest = 500, 200

// knownSize replaces the 0x0 of a terminal without a size, on which nothing would be
// drawn, and bounds what a terminal claims.
func knownSize(_ tea.Model, msg tea.Msg) tea.Msg {
	s, ok := msg.(tea.WindowSizeMsg)
	switch {
	case !ok:
		return msg
	case s.Width == 0 || s.Height == 0:
		return tea.WindowSizeMsg{Width: 80, Height: 24}
	}
	return tea.WindowSizeMsg{Width: min(s.Width, widest), Height: min(s.Height, tallest)}
}

// keeper saves states one after the other, and never an older one over a newer.
type keeper struct {
	saver Saver
	mu    sync.Mutex
	kept  uint64
}

func newKeeper(cfg *Config) *keeper {
	if cfg.Private {
		return &keeper{}
	}
	return &keeper{saver: cfg.Saver}
}

// keeps says whether answers outlive the program.
func (k *keeper) keeps() bool { return k.saver != nil }

func (k *keeper) save(s State) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.saver == nil || s.Sequence <= k.kept {
		return nil
	}
	if err := k.saver.Save(s); err != nil {
		return err
	}
	k.kept = s.Sequence
	return nil
}

// last saves what the running program did not come to save, or could not.
func (k *keeper) last(s State) error {
	if err := k.save(s); err != nil {
		return fmt.Errorf("the answers could not be kept: %w", err)
	}
	return nil
}
