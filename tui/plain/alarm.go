package plain

import (
	"slices"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// alarms says at once what the last answer has raised: an emergency, a danger of
// which only this person's screen may speak, a notice. What was said to be an
// emergency and is none by a later answer is said too. An emergency that only what
// is asked next can confirm waits for it, unless all is to be said now.
func (r *run) alarms(all bool) {
	if r.doc == nil {
		var err error
		if r.doc, err = r.document(true); err != nil {
			return
		}
	}
	d := r.doc
	var fresh []report.Flag
	now := map[string]bool{}
	for _, f := range d.Triage.Flags {
		key := f.ID + " " + f.Level
		emergency := f.Level == "emergency"
		now[f.ID] = emergency
		switch {
		case r.said[key] || !emergency && !r.rule(f.ID).BecausePrivate:
		case emergency && !all && r.waits(f):
			if key += " waits"; !r.said[key] {
				r.said[key] = true
				r.say("What you said can matter. The next questions tell how soon it must be seen.")
			}
		default:
			r.said[key] = true
			fresh = append(fresh, f)
		}
	}
	r.lowered(d, now)
	if len(fresh) > 0 {
		r.alarm(fresh)
	}
	for _, n := range d.Triage.Notices {
		if !r.said[n] {
			r.said[n] = true
			r.gap()
			r.say("%s", n)
		}
	}
}

// rule returns the flag of an id.
func (r *run) rule(id string) *rules.Flag {
	for i := range r.know.Flags {
		if r.know.Flags[i].ID == id {
			return &r.know.Flags[i]
		}
	}
	return &rules.Flag{}
}

// waits says whether a flag is an emergency only because something is not known yet
// that the rest of this section asks: unknown counts as the worst, and a person who
// is about to say that it is old must not first be told to call for help.
func (r *run) waits(f report.Flag) bool {
	when := &r.rule(f.ID).Levels.Emergency.When
	e, err := r.Base.Explain(r.answers)
	if err != nil || f.Unsure || r.now < 0 || !when.Given() || e.Holds(when) == rules.True {
		return false
	}
	open := e.Unanswered(when)
	if r.inRows {
		when.Walk(func(c *rules.Condition) { open = append(open, c.Question) })
	}
	for _, q := range append(r.list(), r.now) {
		if slices.Contains(open, r.know.Questions[q].ID) && r.sectionOf(q) == r.sectionOf(r.now) && (!r.seen[q] || r.inRows && q == r.now) {
			return true
		}
	}
	return false
}

// alarm says dangers: what to do comes first, then why.
func (r *run) alarm(flags []report.Flag) {
	emergency, told := false, false
	words := r.words(r.know.Policy.Emergency)
	call, _, _ := strings.Cut(words, ".")
	for _, f := range flags {
		emergency = emergency || f.Level == "emergency"
		told = told || strings.HasPrefix(f.Do, call) || r.rule(f.ID).BecausePrivate
	}
	r.gap()
	if emergency {
		r.say("STOP AND READ THIS FIRST")
	}
	if emergency && !told {
		r.say("%s", words)
	}
	for _, f := range flags {
		r.item("  !", f.Do)
		if f.Meanwhile != "" {
			r.item("   ", f.Meanwhile)
		}
		if f.Why != "" {
			r.item("   ", "Why: "+f.Why)
		}
		if f.Unsure {
			r.item("   ", "Raised because the answer was not sure.")
		}
	}
	if emergency {
		r.say("The questions can wait. They go on below; done shows the result so far, quit leaves.")
	}
	r.gap()
}

// lowered says which dangers are no longer emergencies by what was said since.
func (r *run) lowered(d *report.Document, now map[string]bool) {
	for i := range r.know.Flags {
		id := r.know.Flags[i].ID
		if !r.said[id+" emergency"] || now[id] {
			continue
		}
		delete(r.said, id+" emergency")
		level := "routine"
		for _, f := range d.Triage.Flags {
			if f.ID == id {
				level = f.Level
			}
		}
		r.gap()
		if level == "routine" {
			r.say("%s: by your answers now this is no longer raised. If it does hold, get help at once.", r.words(r.know.Flags[i].Name))
		} else {
			r.say("%s: by your answers now this counts as: %s.", r.words(r.know.Flags[i].Name), report.Words("level", level, string(r.Reader)))
		}
	}
}
