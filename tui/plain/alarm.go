package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"afterfusion/data/report"
	"afterfusion/rules"
)

// alarms says at once what the last answer has raised: an emergency, for a patient a
// danger of today, a danger of which only this person's screen may speak, a notice. What
// was said to be an emergency and is none by a later answer is said too. A danger whose
// level hangs on the very next question waits for that one, and for no other; unless all
// is to be said now.
func (r *run) alarms(all bool) {
	now, err := r.assessed()
	if err != nil {
		return
	}
	explain, err := r.Base.Explain(r.answers)
	if err != nil {
		return
	}
	var fresh []rules.RaisedFlag
	standing := map[int]rules.Level{}
	for _, f := range now.Triage.Flags {
		standing[f.Flag] = f.Level
		if f.Level < r.from(f.Flag) || f.Level <= r.told[f.Flag] {
			continue
		}
		if !all && r.waits(explain, &f) {
			r.wait(&f)
			continue
		}
		r.told[f.Flag] = f.Level
		fresh = append(fresh, f)
	}
	r.lowered(standing)
	if len(fresh) > 0 {
		r.alarm(fresh)
	}
	r.notices(now)
}

// from is the level from which a danger is said as soon as it is raised.
func (r *run) from(flag int) rules.Level {
	switch {
	case r.know.Flags[flag].BecausePrivate:
		return rules.Soon
	case r.Reader == rules.Patient:
		return rules.Urgent
	}
	return rules.Emergency
}

// notices says what a private answer has to be told, and that the person is out of scope.
func (r *run) notices(now *rules.Assessment) {
	say := func(words string) {
		if words != "" && !r.said[words] {
			r.said[words] = true
			r.gap()
			r.say("%s", words)
		}
	}
	for _, n := range r.asker.Notices(now, r.answers, r.Reader) {
		say(n.Says)
	}
	if !now.Scope.In {
		words := r.words(r.know.Policy.Scope[now.Scope.Reason].Says)
		if r.Reader == rules.Patient {
			words += " The questions about danger are for you too. Type done at any time for your page."
		}
		say(words)
	}
}

// waits says whether a danger is less, or more, by what is asked next. It waits once; only
// the private questions, which follow each other with the words for a crisis above them,
// are all asked first.
func (r *run) waits(explain *rules.Explanation, f *rules.RaisedFlag) bool {
	if r.asker.Stands(explain, f) {
		return false // also where it waited for less
	}
	if r.waited[f.Flag] && r.decides >= 0 && !r.seen[r.decides] {
		return true // it has not been asked yet
	}
	next := r.nextAfter()
	if next < 0 || r.waited[f.Flag] && !r.know.Flags[f.Flag].BecausePrivate {
		return false
	}
	return slices.Contains(r.asker.Deciding(explain, r.answers, f), r.know.Questions[next].ID)
}

// wait says that the next answer decides, and leaves a list that is gone through for it; but
// where everybody is asked that, the lines that are left decide too and come first.
func (r *run) wait(f *rules.RaisedFlag) {
	if r.waited[f.Flag] {
		return
	}
	r.waited[f.Flag], r.decides = true, r.nextAfter()
	follows := r.know.Questions[r.decides].When.Given()
	r.hurry = r.hurry || follows
	r.gap()
	if r.know.Flags[f.Flag].BecausePrivate {
		r.say("%s", r.words(r.know.Policy.Crisis))
		return
	}
	if follows {
		r.say("%s", r.pick("What you said can matter. The next question tells how soon it must be seen.", "The next question decides how soon this must be seen."))
		return
	}
	r.say("%s", r.pick("What you said can matter. What comes next tells how soon it must be seen.", "What comes next decides how soon this must be seen."))
}

// alarm says dangers: what to do comes first, then why.
func (r *run) alarm(flags []rules.RaisedFlag) {
	said := ""
	r.gap()
	if slices.ContainsFunc(flags, func(f rules.RaisedFlag) bool { return f.Level == rules.Emergency }) {
		words, private := r.emergencyWords(flags)
		if said = words; private {
			r.say("PLEASE READ THIS FIRST")
		} else {
			r.say("STOP AND READ THIS FIRST")
		}
		r.say("%s", said)
	}
	for _, o := range r.asker.Orders(r.wordsOf(flags), said, r.Reader) {
		for _, s := range []string{o.Do, o.Meanwhile, o.Why} {
			if s == "" {
				continue
			}
			r.item(map[bool]string{true: "  !", false: "   "}[s == o.Do], s)
		}
	}
	r.gap()
}

// wordsOf are dangers in the reader's words.
func (r *run) wordsOf(flags []rules.RaisedFlag) []report.Flag {
	now, err := r.assessed()
	if err != nil {
		return nil
	}
	dangers, err := report.Dangers(r.Base, r.answers, now, r.settings(true))
	if err != nil {
		return nil
	}
	var out []report.Flag
	for i, f := range dangers {
		if slices.ContainsFunc(flags, func(x rules.RaisedFlag) bool { return x.Flag == now.Triage.Flags[i].Flag }) {
			out = append(out, f)
		}
	}
	return out
}

// emergencyWords are what to do in an emergency; where all of it is private, the words for
// a crisis.
func (r *run) emergencyWords(flags []rules.RaisedFlag) (words string, private bool) {
	private = !r.know.Policy.Crisis.Empty() && !slices.ContainsFunc(flags, func(f rules.RaisedFlag) bool {
		return f.Level == rules.Emergency && !r.know.Flags[f.Flag].BecausePrivate
	})
	if private {
		return r.words(r.know.Policy.Crisis), true
	}
	return r.words(r.know.Policy.Emergency), false
}

// lowered says which dangers are less by what was said since.
func (r *run) lowered(standing map[int]rules.Level) {
	for i := range r.know.Flags {
		was, now := r.told[i], standing[i]
		if now >= was || was < rules.Emergency {
			continue
		}
		r.told[i] = now
		r.gap()
		name := r.words(r.know.Flags[i].Name)
		if now == rules.Routine {
			r.say("%s: from what you say now this is no emergency. This is not an all-clear. If it is true after all, get help at once.", name)
		} else {
			r.say("%s: from what you say now this counts as: %s.", name, report.Words("level", now.String(), string(r.Reader)))
		}
	}
}

// halts says whether there is one thing to do, and nothing beside it: a patient whose
// emergency was said is not led on.
func (r *run) halts() bool {
	if r.Reader != rules.Patient {
		return false
	}
	for _, level := range r.told {
		if level == rules.Emergency {
			return true
		}
	}
	return false
}

// halt takes only what helps in an emergency.
func (r *run) halt() move {
	ways := "Get help first. Type change to go back to your answer, again to hear this once more, done for this page as a text, "
	if r.Save != nil {
		ways += "save to keep it in a file, "
	}
	for r.out.err == nil {
		r.say("%squit to leave:", ways)
		line, m := r.in.line()
		if m != typed {
			return m
		}
		switch strings.ToLower(line) {
		case "change", "c", "b", "back":
			if m := r.change(); m != again {
				return m
			}
		case "save", "s":
			r.save()
		case "again", "a":
			r.alarm(r.emergencies())
		case "done":
			return finish
		case "quit", "q":
			return leave
		}
	}
	return ended
}

// emergencies are the dangers that cannot wait.
func (r *run) emergencies() []rules.RaisedFlag {
	now, err := r.assessed()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(now.Triage.Flags), func(f rules.RaisedFlag) bool { return f.Level < rules.Emergency })
}

// toChange are the questions that could make an emergency less: what was left open and
// decides, and what was answered and raised it.
func (r *run) toChange() []int {
	explain, err := r.Base.Explain(r.answers)
	if err != nil {
		return nil
	}
	var out []int
	for _, f := range r.emergencies() {
		for _, id := range r.asker.Open(explain, r.answers, &f) {
			out = append(out, r.asker.Index(id))
		}
		out = append(out, r.asker.Raising(&f, r.answers)...)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(q int) bool { return !slices.Contains(r.list(), q) })
}

// change asks which answer is to be changed, where there are several.
func (r *run) change() move {
	could := r.toChange()
	if len(could) == 1 {
		r.target = could[0]
		return jump
	}
	for n, i := range could {
		q := &r.know.Questions[i]
		said := "no answer"
		if v, ok := r.answers[q.ID]; ok && q.Private {
			said = "answered (private)"
		} else if ok {
			said = r.answer(q, v)
		}
		r.item(fmt.Sprintf("  %d.", n+1), r.label(q)+" "+said)
	}
	r.say("Type the number of the answer to change, Enter to go back:")
	line, m := r.in.line()
	if m != typed {
		return m
	}
	switch m := moves[commands[strings.ToLower(line)]]; m {
	case finish, leave:
		return m
	}
	if n, err := strconv.Atoi(line); err == nil && n >= 1 && n <= len(could) {
		r.target = could[n-1]
		return jump
	}
	return again
}

// save keeps the page where it can be taken along.
func (r *run) save() {
	if r.Save == nil {
		r.say("Nothing can be saved from here. Type done for the result.")
		return
	}
	path, err := r.Save(r.answers)
	if err != nil {
		r.say("Not saved: %s", quote(err.Error()))
		return
	}
	r.say("Saved: %s", path)
}
