package report

import (
	"afterfusion/rules"
)

// Brief is an assessment in ids and figures alone, for those who assess many people. Each
// of its values is that of the same key of the Document.
type Brief struct {
	Scope   Scope         `json:"scope"`
	Triage  BriefTriage   `json:"triage"`
	Sources []BriefSource `json:"sources"`
	Enough  bool          `json:"enough"`
	Plan    []BriefPlan   `json:"plan"`
}

// BriefTriage is the danger found.
type BriefTriage struct {
	Level    string      `json:"level"`
	Flags    []BriefFlag `json:"flags"`
	NotAsked []string    `json:"not_asked"`
}

// BriefFlag is one danger that was raised.
type BriefFlag struct {
	ID      string   `json:"id"`
	Level   string   `json:"level"`
	Because []string `json:"because"`
	Unsure  bool     `json:"unsure,omitempty"`
}

// BriefSource is how likely one source is.
type BriefSource struct {
	ID          string     `json:"id"`
	Probability float64    `json:"probability"`
	Interval    [2]float64 `json:"interval"`
	Band        string     `json:"band"`
}

// BriefPlan is one thing to do next.
type BriefPlan struct {
	Option string   `json:"option"`
	Status string   `json:"status"`
	For    []string `json:"for"`
}

// BuildBrief draws an assessment in brief. It needs no answers, for it gives no reasons.
func BuildBrief(base *rules.Base, a *rules.Assessment, set Settings) *Brief {
	b := &builder{base: base, k: base.Knowledge(), a: a, set: set}
	out := &Brief{Scope: b.scope(), Enough: a.Enough, Sources: make([]BriefSource, len(a.Sources)), Plan: make([]BriefPlan, 0, len(a.Plan)),
		Triage: BriefTriage{Level: a.Triage.Level.String(), Flags: make([]BriefFlag, len(a.Triage.Flags)), NotAsked: b.shown(b.questionIDs(a.Triage.NotAsked))}}
	for i := range a.Triage.Flags {
		out.Triage.Flags[i] = b.briefFlag(&a.Triage.Flags[i])
	}
	for i := range a.Sources {
		r := &a.Sources[i]
		out.Sources[i] = BriefSource{b.k.Sources[r.Source].ID, r.Probability, [2]float64{r.Lo, r.Hi}, r.Band.String()}
	}
	for i := range a.Plan {
		if e := &a.Plan[i]; !b.onlyPrivate(e) {
			out.Plan = append(out.Plan, BriefPlan{b.k.Options[e.Option].ID, e.Status.String(), b.plannedFor(e)})
		}
	}
	return out
}

func (b *builder) briefFlag(r *rules.RaisedFlag) BriefFlag {
	in := &b.k.Flags[r.Flag]
	if b.hidden(in) {
		return BriefFlag{ID: private, Level: r.Level.String(), Because: []string{}}
	}
	return BriefFlag{in.ID, r.Level.String(), b.questionIDs(r.Because), r.Unsure}
}
