package plain

import (
	"errors"
	"strings"
	"testing"

	"afterfusion/rules"
)

const (
	alarmWords = "STOP AND READ THIS FIRST\nGet help now.\n  ! Go to the hospital.\n    Lie down.\n    Why: You said \"It is "
	halted     = "Get help first. Type change"
)

// flat puts words into one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// In small, weakness is an emergency whatever else is said; numbness only where it
// is new, which is asked next.
func TestEmergencyIsSaidAtOnce(t *testing.T) {
	b := compile(t, small())
	const waiting = "What you said can matter. The next question tells how soon"
	tests := []struct {
		name          string
		lines         []string
		before, after string // what the alarm stands between
		waits         bool
	}{
		{"at once", after(4, "2"), "n for none", halted, false},
		{"at once, in the row", after(4, "y", "n", "y"), "2 of 3", halted, false},
		{"on the next answer", after(4, "1", "1"), "Ask safety.onset?", halted, true},
		{"when the next question is left open", after(4, "1", ""), "Ask safety.onset?", halted, true},
		{"when the next question is not known", after(4, "1", "u"), "Ask safety.onset?", halted, true},
		{"after the row that it hangs on, before the others", after(4, "y", "y", "1"), "Ask safety.onset?", halted, true},
		{"when the section is left out", after(4, "1", "skip"), "Ask safety.onset?", halted, true},
		{"before the result", after(4, "1", "done"), "Ask safety.onset?", "", true},
		{"before leaving", after(4, "1", "quit"), "Ask safety.onset?", "", true},
		{"at the end of the input", after(4, "1"), "Ask safety.onset?", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := hold(Config{Base: b, Reader: rules.Patient}, tt.lines...)
			before, at, after := strings.LastIndex(got.prompts, tt.before), strings.Index(got.prompts, alarmWords), strings.LastIndex(got.prompts, tt.after)
			if before < 0 || at < before || after < at && tt.after != "" {
				t.Errorf("said at %d, not between %d and %d:\n%s", at, before, after, got.prompts)
			}
			if n := strings.Count(got.prompts, "STOP AND READ"); n != 1 {
				t.Errorf("said %d times", n)
			}
			if tt.waits != strings.Contains(got.prompts, waiting) {
				t.Errorf("that more is to be known, want %v:\n%s", tt.waits, got.prompts)
			}
			if at >= 0 && strings.Contains(got.prompts[at:], "Ask ") {
				t.Errorf("asked on in an emergency:\n%s", got.prompts[at:])
			}
		})
	}
}

func TestEmergencyStopsAPatient(t *testing.T) {
	b := compile(t, small())
	ask := func(lines ...string) talk {
		return hold(Config{Base: b, Reader: rules.Patient}, append(after(4, "2"), lines...)...)
	}
	for _, line := range []string{"", "1", "on", "skip", "review", "?"} {
		if got := ask(line); strings.Contains(got.prompts, "Ask safety.onset?") || strings.Count(got.prompts, halted) != 2 {
			t.Errorf("%q leads on:\n%s", line, got.prompts)
		}
	}
	if got := ask("again"); strings.Count(got.prompts, alarmWords) != 2 {
		t.Errorf("not said again:\n%s", got.prompts)
	}
	if got := ask("quit"); !errors.Is(got.err, ErrLeft) || got.out != "" {
		t.Errorf("quit: %v", got.err)
	}
	if got := ask("done"); got.err != nil || !strings.Contains(got.out, "DO THIS FIRST\nGet help now.") {
		t.Errorf("done: %v\n%s", got.err, got.out)
	}
	got := ask("change", "n")
	for _, s := range []string{"Answered before: It is weak.", "Nerve in danger: from what you say now this is no emergency. This is not an all-clear. If it is true after all,", "Ask safety.mood?"} {
		if !strings.Contains(flat(got.prompts), s) {
			t.Errorf("%q is not said:\n%s", s, got.prompts)
		}
	}
	if got := ask("change", ""); strings.Count(got.prompts, halted) != 2 {
		t.Errorf("a kept answer leads on:\n%s", got.prompts)
	}
}

func TestEmergencyCanBeSaved(t *testing.T) {
	b := compile(t, small())
	var saved []rules.Answers
	var fault error
	save := func(a rules.Answers) (string, error) { saved = append(saved, a); return "page.txt", fault }
	got := hold(Config{Base: b, Reader: rules.Patient, Save: save}, after(4, "2", "save")...)
	if len(saved) != 1 || len(saved[0]) != 1 || !strings.Contains(got.prompts, "Saved: page.txt") {
		t.Errorf("saved %v:\n%s", saved, got.prompts)
	}
	fault = errFull
	got = hold(Config{Base: b, Reader: rules.Patient, Save: save}, after(4, "2", "save")...)
	if !strings.Contains(got.prompts, "Not saved: ") || strings.Contains(got.prompts, "\x1b") {
		t.Errorf("that it was not saved is not said:\n%s", got.prompts)
	}
	got = hold(Config{Base: b, Reader: rules.Patient}, after(4, "2", "save")...)
	if strings.Contains(got.prompts, "save to") || !strings.Contains(got.prompts, "Nothing can be saved from here.") {
		t.Errorf("saving is offered where nothing can be saved:\n%s", got.prompts)
	}
}

func TestClinicianGoesOnAfterAnEmergency(t *testing.T) {
	got := hold(Config{Base: compile(t, small()), Reader: rules.Clinician}, after(4, "2", "1")...)
	at := strings.Index(got.prompts, "STOP AND READ")
	if at < 0 || !strings.Contains(got.prompts[at:], "Because: Ask safety.legs? [clin]: is weak.") || !strings.Contains(got.prompts[at:], "Ask safety.mood?") {
		t.Errorf("%s", got.prompts)
	}
}

func TestEmergencyThatIsNone(t *testing.T) {
	b := compile(t, small())
	old := hold(Config{Base: b, Reader: rules.Patient}, after(4, "1", "2")...)
	if strings.Contains(old.prompts, "STOP AND READ") {
		t.Errorf("old numbness is told as an emergency:\n%s", old.prompts)
	}
	less := hold(Config{Base: b, Reader: rules.Patient}, after(4, "1", "1", "change", "2", "2")...)
	if !strings.Contains(less.prompts, "Nerve in danger: from what you say now this counts as:") {
		t.Errorf("that it is less is not said:\n%s", less.prompts)
	}
	saved := hold(Config{Base: b, Reader: rules.Patient, Answers: rules.Answers{"safety.legs": rules.List("numb")}})
	if !strings.Contains(saved.prompts, "STOP AND READ") {
		t.Errorf("not said for answers that were there:\n%s", saved.prompts)
	}
	if !strings.Contains(saved.out, "!!! DO THIS FIRST\nGet help now.") {
		t.Errorf("the result begins:\n%s", saved.out)
	}
}

func TestUrgentDangersAreSaidToPatients(t *testing.T) {
	k := small()
	levels := &k.Flags[0].Levels
	levels.Urgent, levels.Emergency = levels.Emergency, rules.FlagLevel{}
	b := compile(t, k)
	got := hold(Config{Base: b, Reader: rules.Patient}, after(4, "2")...)
	if !strings.Contains(got.prompts, "  ! Go to the hospital.") || strings.Contains(got.prompts, "STOP AND READ") || !strings.Contains(got.prompts, "Ask safety.onset?") {
		t.Errorf("%s", got.prompts)
	}
	if got := hold(Config{Base: b, Reader: rules.Clinician}, after(4, "2")...); strings.Contains(got.prompts, "Go to the hospital.") {
		t.Errorf("a clinician is stopped:\n%s", got.prompts)
	}
}

// crisis is small with the questions that follow dark thoughts, and with urgent made an
// emergency by a plan.
func crisis() *rules.Knowledge {
	k := small()
	k.Policy.Crisis = same("Call the crisis line.")
	plan, means := question("safety.plan", "safety", rules.KindChoice, "no", "yes"), question("safety.means", "safety", rules.KindChoice, "no", "yes")
	plan.When, means.When = is("safety.mood", "often"), is("safety.mood", "often")
	plan.Private, means.Private = true, true
	k.Questions = append(k.Questions[:7:7], append([]rules.Question{plan, means}, k.Questions[7:]...)...)
	k.Flags[1].Levels.Emergency = rules.FlagLevel{When: rules.Condition{Op: rules.Any, Args: []rules.Condition{is("safety.plan", "yes"), is("safety.means", "yes")}}, Act: same("Call now.")}
	return k
}

func TestCrisisWordsComeFirstThenTheQuestionsThenTheDanger(t *testing.T) {
	b := compile(t, crisis())
	got := hold(Config{Base: b, Reader: rules.Patient}, after(5, "2", "1", "2")...)
	at := 0
	for _, s := range []string{"Ask safety.mood?", "Call the crisis line.", "Ask safety.plan?", "Ask safety.means?", "PLEASE READ THIS FIRST", halted} {
		i := strings.Index(got.prompts[at:], s)
		if i < 0 {
			t.Fatalf("%q does not come next:\n%s", s, got.prompts)
		}
		at += i
	}
	if n := strings.Count(got.prompts, "READ THIS FIRST"); n != 1 {
		t.Errorf("said %d times", n)
	}
	if strings.Contains(got.prompts, "It is often\"") {
		t.Errorf("a private answer is repeated:\n%s", got.prompts)
	}
	calm := hold(Config{Base: b, Reader: rules.Patient}, after(5, "2", "1", "1")...)
	if strings.Contains(calm.prompts, "READ THIS FIRST") || !strings.Contains(calm.prompts, "You matter.") {
		t.Errorf("without a plan:\n%s", calm.prompts)
	}
}

func TestPrivateAnswers(t *testing.T) {
	b := compile(t, small())
	got := hold(Config{Base: b, Reader: rules.Patient}, after(5, "2", "review")...)
	if !strings.Contains(got.prompts, "You matter.") {
		t.Errorf("no help is offered at once:\n%s", got.prompts)
	}
	if !strings.Contains(got.prompts, "Ask safety.mood? answered (private)") {
		t.Errorf("the review tells it:\n%s", got.prompts)
	}
	if strings.Contains(got.out, "You matter") || strings.Contains(got.out, "Dark thoughts") || !strings.Contains(got.out, "private") {
		t.Errorf("the result:\n%s", got.out)
	}
	if got := hold(Config{Base: b, Reader: rules.Patient}, after(5, "3")...); !strings.Contains(got.prompts, "Help is there today.") {
		t.Errorf("the notice is not said:\n%s", got.prompts)
	}
}

// TestFeverWaitsForWhatGoesWithIt: a fever alone is no emergency, but only the lines that are
// left and the question after it tell. What makes it one is said at once all the same.
func TestFeverWaitsForWhatGoesWithIt(t *testing.T) {
	b := real(t)
	said := rules.Answers{"health.age": rules.Number(58), "safety.last-operation": rules.One("longer"), "safety.last-needle": rules.One("longer"),
		"health.devices": rules.List("none"), "safety.bladder-bowel": rules.List("none"), "safety.weakness": rules.One("none"),
		"safety.both-legs": rules.One("no"), "safety.cord": rules.List("none"), "surgery.months-since": rules.Number(36),
		"health.sex": rules.One("male"), "health.blood-thinner": rules.One("no"), "safety.infection-risk": rules.List("none")}
	const waits, urgent = "What comes next tells how soon", "Call your surgeon's team or a doctor today."
	tests := []struct {
		name      string
		lines     []string
		says, not string
	}{
		{"a fever alone", []string{"1", "n"}, urgent, "STOP AND READ"},
		{"a fever alone, line by line", []string{"y", "y", "n", "n", "n", "n", "n", "n"}, urgent, "STOP AND READ"},
		{"a fever, and the next question left open", []string{"1", ""}, "STOP AND READ", urgent},
		{"a fever, and not clear in the head", []string{"1", "4"}, "STOP AND READ", urgent},
		{"a fever and a wound that leaks, line by line", []string{"y", "y", "n", "y"}, "STOP AND READ", "Head and neck"},
		{"a fever, then very ill, line by line", []string{"y", "y", "n", "n", "n", "n", "y"}, "STOP AND READ", "Head and neck"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := hold(Config{Base: b, Reader: rules.Patient, Answers: said}, tt.lines...)
			words := flat(got.prompts)
			if !strings.Contains(words, waits) || !strings.Contains(words, tt.says) || strings.Contains(words, tt.not) {
				t.Errorf("want %q and not %q:\n%s", tt.says, tt.not, got.prompts)
			}
		})
	}
	got := hold(Config{Base: b, Reader: rules.Patient, Answers: said}, "1", "", "change")
	if !strings.Contains(flat(got.prompts), "Head and neck: do you have any of these now? no answer") {
		t.Errorf("the open question that decides is not offered:\n%s", got.prompts)
	}
	if got := hold(Config{Base: b, Reader: rules.Patient, Answers: said}, "1 3"); strings.Contains(got.prompts, waits) || !strings.Contains(got.prompts, "STOP AND READ") {
		t.Errorf("a fever with a leaking wound waits:\n%s", got.prompts)
	}
}

// "Not sure" on the private question has the words for a crisis said at once, and raises
// nothing.
func TestNotSureOnThePrivateQuestion(t *testing.T) {
	k := small()
	k.Policy.Crisis = same("You matter. A crisis line is there at any hour.")
	b := compile(t, k)
	got := hold(Config{Base: b, Reader: rules.Patient}, append(after(4, "n"), "u", "done")...)
	if at := strings.Index(got.prompts, "Ask safety.mood?"); at < 0 || !strings.Contains(flat(got.prompts[at:]), "You matter. A crisis line is there at any hour.") {
		t.Errorf("not said:\n%s", got.prompts)
	}
	if strings.Contains(got.prompts, "Talk to someone today") {
		t.Errorf("raised:\n%s", got.prompts)
	}
}
