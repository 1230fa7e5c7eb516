// Package cases replays published cases with a known answer and says how often the
// assessment comes out right, beside what the priors alone would say.
package cases

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"afterfusion/data/answers"
	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
	"afterfusion/rules"
)

// Case is a person whose cause of pain, or danger, is known.
type Case struct {
	ID, Who, Cite, DOI string
	PostFusion         bool
	History, Full      rules.Answers // without and with imaging, laboratory and blocks
	Source             string        // a source or a red flag
	Also               []string
	Triage             rules.Level
	Thin               bool
}

// The stages of a replay.
const (
	History = "history"
	Full    = "full"
)

// ErrNone says that a folder holds no case file.
var ErrNone = errors.New("there are no case files (*.yaml, *.yml) in the folder; what lies in folders below it is not read")

// Load reads all case files of a folder, sorted by id. The error joins every fault; the
// cases that are right are returned beside it.
func Load(folder fs.FS, base *rules.Base) ([]Case, error) {
	list, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range list {
		if name := e.Name(); !e.IsDir() && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil, ErrNone
	}
	var out []Case
	from := map[string]string{}
	var errs []error
	for _, name := range names {
		data, err := yamltree.ReadIn(folder, name, yamltree.ForAnswers)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		c, err := decode(name, data, base)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if other, ok := from[c.ID]; ok {
			errs = append(errs, &yamltree.Error{File: name, Problem: fmt.Sprintf("the case has the id %s of that in %s", printable.Quote(c.ID), printable.Name(other))})
			continue
		}
		from[c.ID] = name
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Case) int { return cmp.Compare(a.ID, b.ID) })
	return out, yamltree.Join(errs)
}

var keys = []string{"id", "reference", "population", "who", "answers", "tests", "answer", "thin"}

func decode(name string, data []byte, base *rules.Base) (*Case, error) {
	n, err := yamltree.Parse(name, data, yamltree.ForAnswers)
	if err != nil {
		return nil, err
	}
	if err := only(name, n, "a case", keys...); err != nil {
		return nil, err
	}
	c := &Case{ID: text(n, "id"), Who: text(n, "who")}
	if c.PostFusion, err = either(name, n, "population", "post-fusion", "no-lumbar-fusion"); err != nil {
		return nil, err
	}
	noThin, err := either(name, n, "thin", "false", "true")
	if err != nil {
		return nil, err
	}
	c.Thin = !noThin
	if r := n.Get("reference"); r != nil {
		c.Cite, c.DOI = text(r, "cite"), text(r, "doi")
	}
	if c.ID == "" {
		return nil, n.Errorf(name, "the case has no id")
	}
	if _, acts := printable.Find(c.ID+c.Who+c.Cite+c.DOI, false); acts {
		return nil, n.Errorf(name, "id, who and reference are words of one line, without control characters")
	}
	if c.History, err = answers.Only(name, base, n.Get("answers")); err != nil {
		return nil, err
	}
	if c.Full, err = answers.Only(name, base, n.Get("answers"), n.Get("tests")); err != nil {
		return nil, err
	}
	if err := c.answer(name, n, base); err != nil {
		return nil, err
	}
	return c, nil
}

// only checks that a node is a table with no other keys than these.
func only(name string, n *yamltree.Node, what string, keys ...string) error {
	if n.Kind != yamltree.Map {
		return n.Errorf(name, "%s is a table of %s, not %v", what, strings.Join(keys, ", "), n.Kind)
	}
	for i := range n.Keys {
		if !slices.Contains(keys, n.Keys[i].Name) {
			return n.Keys[i].Errorf(name, "%s has no key %q; its keys are %s", what, n.Keys[i].Name, strings.Join(keys, ", "))
		}
	}
	return nil
}

// either says whether a key has the first of two words, as it has where it is left out.
func either(name string, n *yamltree.Node, key, first, second string) (bool, error) {
	v := n.Get(key)
	if v == nil || v.Value == first || v.Value == second {
		return v == nil || v.Value == first, nil
	}
	return false, v.Errorf(name, "%s is %s or %s, not %q", key, first, second, v.Value)
}

func text(n *yamltree.Node, key string) string {
	if v := n.Get(key); v != nil {
		return v.Value
	}
	return ""
}

func (c *Case) answer(name string, n *yamltree.Node, base *rules.Base) error {
	a := n.Get("answer")
	if a == nil {
		return n.Errorf(name, "the case has no answer: {source, also, triage}")
	}
	if err := only(name, a, "the answer of a case", "source", "also", "triage"); err != nil {
		return err
	}
	c.Source = text(a, "source")
	if also := a.Get("also"); also != nil {
		if also.Kind != yamltree.List && also.Kind != yamltree.Null {
			return also.Errorf(name, "also is a list of sources and red flags, not %v", also.Kind)
		}
		for _, item := range also.Items {
			c.Also = append(c.Also, item.Value)
		}
	}
	ids := names(base.Knowledge())
	for _, id := range append([]string{c.Source}, c.Also...) {
		if !slices.Contains(ids, id) {
			return a.Errorf(name, "there is no source or red flag %q%s", id, near(id, ids))
		}
	}
	level, ok := rules.ParseLevel(text(a, "triage"))
	if !ok {
		return a.Errorf(name, "triage is routine, soon, urgent or emergency, not %q", text(a, "triage"))
	}
	c.Triage = level
	return nil
}

func near(id string, ids []string) string {
	if n := rules.Nearest(id, ids); n != "" {
		return fmt.Sprintf("; did you mean %q?", n)
	}
	return ""
}

func names(k *rules.Knowledge) []string {
	var ids []string
	for i := range k.Sources {
		ids = append(ids, k.Sources[i].ID)
	}
	for i := range k.Flags {
		ids = append(ids, k.Flags[i].ID)
	}
	return ids
}

// Result is how a replay came out. Its JSON form is part of the command's contract.
type Result struct {
	Stage  string  `json:"stage"`
	Cases  int     `json:"cases"`
	Scored int     `json:"scored"`
	Top1   float64 `json:"top1"`
	Top3   float64 `json:"top3"`
	Flags  struct {
		Found int `json:"found"`
		Of    int `json:"of"`
	} `json:"flags"`
	Triage struct {
		Missed      int `json:"missed"`
		FalseAlarms int `json:"false_alarms"`
		Of          int `json:"of"`
		Routine     int `json:"routine"`
	} `json:"triage"`
	Thin struct {
		Abstained int `json:"abstained"`
		Of        int `json:"of"`
	} `json:"thin"`
	// Open counts the scored cases in which the assessment says that it knows not
	// enough; they count in Top1 and Top3 all the same.
	Open struct {
		NotEnough int `json:"not_enough"`
		Of        int `json:"of"`
	} `json:"open"`
	Comparison struct {
		Right int `json:"top3"`
		Of    int `json:"of"`
	} `json:"no_fusion"`
	Brier    float64  `json:"brier"`
	Baseline Baseline `json:"prior_only"`
	Rows     []Row    `json:"rows"`
}

// Baseline is what the priors alone would have said.
type Baseline struct {
	Top1  float64 `json:"top1"`
	Top3  float64 `json:"top3"`
	Brier float64 `json:"brier"`
}

// Row is one case.
type Row struct {
	ID          string  `json:"id"`
	Source      string  `json:"source"`
	Rank        int     `json:"rank"` // of the source or of one that a fair judge accepts; 0 for a red flag
	Probability float64 `json:"probability"`
	Right       bool    `json:"right"`
	Leader      string  `json:"leader"`
	Triage      string  `json:"triage"`
	Wanted      string  `json:"wanted_triage"`
	Enough      bool    `json:"enough"`
	Thin        bool    `json:"thin"`
	PostFusion  bool    `json:"post_fusion"`
}

// Validate replays cases at a stage.
func Validate(base *rules.Base, list []Case, stage string) (*Result, error) {
	r := &Result{Stage: stage, Cases: len(list), Rows: []Row{}}
	var top, brier, baseTop tally
	for i := range list {
		c := &list[i]
		said := c.History
		if stage == Full {
			said = c.Full
		}
		a, err := base.Assess(said)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.ID, err)
		}
		row := c.row(base, a)
		r.Rows = append(r.Rows, row)
		r.count(c, base, a, &row)
		if !c.scored(base) {
			continue
		}
		top.add(row.Rank)
		r.Open.Of++
		if !a.Enough {
			r.Open.NotEnough++
		}
		brier.squares(base, c, a, func(s *rules.SourceResult) float64 { return s.Probability })
		baseTop.add(c.priorRank(base, a))
		baseTop.squares(base, c, a, func(s *rules.SourceResult) float64 { return s.PriorP })
	}
	r.Scored = top.n
	r.Top1, r.Top3, r.Brier = top.share(top.first), top.share(top.third), brier.mean()
	r.Baseline = Baseline{baseTop.share(baseTop.first), baseTop.share(baseTop.third), baseTop.mean()}
	return r, nil
}

// tally adds up ranks and squared errors.
type tally struct {
	n, first, third int
	sum             float64
	terms           int
}

func (t *tally) add(rank int) {
	t.n++
	if rank == 1 {
		t.first++
	}
	if rank <= 3 {
		t.third++
	}
}

func (t *tally) share(x int) float64 {
	if t.n == 0 {
		return 0
	}
	return round(float64(x) / float64(t.n))
}

func (t *tally) squares(base *rules.Base, c *Case, a *rules.Assessment, p func(*rules.SourceResult) float64) {
	for i := range a.Sources {
		truth := 0.0
		if c.accepts(base.Knowledge().Sources[a.Sources[i].Source].ID) {
			truth = 1
		}
		d := p(&a.Sources[i]) - truth
		t.sum += d * d
		t.terms++
	}
}

func (t *tally) mean() float64 {
	if t.terms == 0 {
		return 0
	}
	return round(t.sum / float64(t.terms))
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

func (c *Case) accepts(id string) bool { return id == c.Source || slices.Contains(c.Also, id) }

// danger says whether the answer is a red flag.
func (c *Case) danger(base *rules.Base) bool {
	return slices.ContainsFunc(base.Knowledge().Flags, func(f rules.Flag) bool { return f.ID == c.Source })
}

func (c *Case) scored(base *rules.Base) bool { return c.PostFusion && !c.Thin && !c.danger(base) }

func (c *Case) row(base *rules.Base, a *rules.Assessment) Row {
	row := Row{ID: c.ID, Source: c.Source, Triage: a.Triage.Level.String(), Wanted: c.Triage.String(),
		Enough: a.Enough, Thin: c.Thin, PostFusion: c.PostFusion}
	for rank := range a.Sources {
		id := base.Knowledge().Sources[a.Sources[rank].Source].ID
		if rank == 0 {
			row.Leader = id
		}
		if id == c.Source {
			row.Probability = a.Sources[rank].Probability
		}
		if row.Rank == 0 && c.accepts(id) && !c.danger(base) {
			row.Rank = rank + 1
		}
	}
	row.Right = row.Rank == 1
	if c.danger(base) {
		row.Right = c.raised(base, a)
	}
	return row
}

func (c *Case) raised(base *rules.Base, a *rules.Assessment) bool {
	return slices.ContainsFunc(a.Triage.Flags, func(f rules.RaisedFlag) bool {
		return base.Knowledge().Flags[f.Flag].ID == c.Source
	})
}

// priorRank is the rank of an accepted source by the priors alone.
func (c *Case) priorRank(base *rules.Base, a *rules.Assessment) int {
	by := slices.Clone(a.Sources)
	id := func(r rules.SourceResult) string { return base.Knowledge().Sources[r.Source].ID }
	slices.SortFunc(by, func(x, y rules.SourceResult) int {
		return cmp.Or(cmp.Compare(y.PriorP, x.PriorP), cmp.Compare(id(x), id(y)))
	})
	for i, r := range by {
		if c.accepts(id(r)) {
			return i + 1
		}
	}
	return len(by)
}

func (r *Result) count(c *Case, base *rules.Base, a *rules.Assessment, row *Row) {
	switch {
	case !c.PostFusion:
		r.Comparison.Of++
		if row.Rank >= 1 && row.Rank <= 3 {
			r.Comparison.Right++
		}
		return
	case c.danger(base):
		r.Flags.Of++
		if row.Right {
			r.Flags.Found++
		}
	}
	r.Triage.Of++
	if a.Triage.Level < c.Triage {
		r.Triage.Missed++
	}
	if c.Triage == rules.Routine {
		r.Triage.Routine++
		if a.Triage.Level >= rules.Urgent {
			r.Triage.FalseAlarms++
		}
	}
	if c.Thin {
		r.Thin.Of++
		if !a.Enough {
			r.Thin.Abstained++
		}
	}
}

// NeverFired returns the evidence items that counted in no case, at the full stage,
// as source/item, and how many items there are.
func NeverFired(base *rules.Base, list []Case) (never []string, of int, err error) {
	k := base.Knowledge()
	fired := map[[2]int]bool{}
	for i := range list {
		a, err := base.Assess(list[i].Full)
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", list[i].ID, err)
		}
		for _, r := range a.Sources {
			for _, c := range r.Contributions {
				fired[[2]int{r.Source, int(c.Item)}] = true
			}
		}
		a.Release()
	}
	for s := range k.Sources {
		for e := range k.Sources[s].Evidence {
			of++
			if !fired[[2]int{s, e}] {
				never = append(never, k.Sources[s].ID+"/"+k.Sources[s].Evidence[e].ID)
			}
		}
	}
	return never, of, nil
}
