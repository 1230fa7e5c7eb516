package question

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/rules"
)

func init() {
	every = append(every, "basics.you", "health.body", "surgery.details", "course.how", "pain.behaves", "wide.body", "tests.which",
		"health.medicines+safety.cord+health.alcohol", "pain.worst-zone+pain.one-finger+pain.severity", "pain.zones+pain.touch")
}

// TestStackKeys: a row is answered in place and the next one is at hand.
func TestStackKeys(t *testing.T) {
	const sex, needle, thinner = "health.sex", "safety.last-needle", "health.blood-thinner"
	for _, c := range []struct {
		ask, keys string
		event     Event
		want      rules.Answers
	}{
		{"health.age+surgery.months-since", "", None, rules.Answers{}},
		{"health.age+surgery.months-since", "7 2 enter 1 4", Changed, rules.Answers{"health.age": rules.Number(72), "surgery.months-since": rules.Number(14)}},
		{"health.age+surgery.months-since", "7 2 enter 1 4 enter", None, rules.Answers{"health.age": rules.Number(72), "surgery.months-since": rules.Number(14)}},
		{"health.age+surgery.months-since", "7 2 down 6 - 1 2", Changed, rules.Answers{"health.age": rules.Number(72), "surgery.months-since": rules.Range(6, 12)}},
		{"health.age+surgery.months-since", "enter 6 up 5 0", Changed, rules.Answers{"health.age": rules.Number(50), "surgery.months-since": rules.Number(6)}},
		{"surgery.months-since+health.age", "9 9 9 enter", Handled, rules.Answers{}},
		{"surgery.months-since+health.age", "9 9 9 enter enter 6", Changed, rules.Answers{"health.age": rules.Number(6)}},
		{"health.age+surgery.months-since", "u u", Finished, rules.Answers{"health.age": rules.Unsure(), "surgery.months-since": rules.Unsure()}},
		{sex + "+" + needle + "+" + thinner, "2 enter 3", Finished, rules.Answers{sex: rules.One("male"), thinner: rules.One("antiplatelet")}},
		{sex + "+" + needle + "+" + thinner, "2 u n", Finished, rules.Answers{sex: rules.One("male"), needle: rules.Unsure(), thinner: rules.One("no")}},
		{sex + "+" + needle + "+" + thinner, "2 up backspace", Changed, rules.Answers{}},
		{sex + "+" + needle + "+" + thinner, "end n", Finished, rules.Answers{thinner: rules.One("no")}},
		{sex + "+" + needle + "+" + thinner, "space", Handled, rules.Answers{}},
		{sex + "+" + needle + "+" + thinner, "left", None, rules.Answers{}},
		{"health.allergies+health.alcohol", "1 2 enter 1", Finished, rules.Answers{"health.allergies": rules.List("contrast", "local-anaesthetic"), "health.alcohol": rules.One("none")}},
		{"health.allergies+health.alcohol", "n 1", Finished, rules.Answers{"health.allergies": rules.List("none"), "health.alcohol": rules.One("none")}},
		{"health.sex+safety.cord+pain.touch", "2 N 1", Finished, rules.Answers{"health.sex": rules.One("male"), "safety.cord": rules.List("none"), "pain.touch": rules.One("normal")}},
		{"health.sex+safety.cord+pain.touch", "2 y n n 1", Finished, rules.Answers{"health.sex": rules.One("male"), "safety.cord": rules.List("unsteady-walking"), "pain.touch": rules.One("normal")}},
		{"health.sex+safety.cord+pain.touch", "down up 1", Moved, rules.Answers{"health.sex": rules.One("female")}},
		{"pain.worst-zone+pain.one-finger", "w 1", Finished, rules.Answers{"pain.worst-zone": rules.One("lumbar-midline"), "pain.one-finger": rules.One("at-psis")}},
		{"safety.chest-and-blood", "N", Moved, rules.Answers{"safety.clot": rules.List("none")}},
		{"safety.chest-and-blood", "N N", Finished, rules.Answers{"safety.clot": rules.List("none"), "safety.vascular": rules.List("none")}},
		{"pain.severity+pain.months", "7 + enter 3", Changed, rules.Answers{"pain.severity": rules.Number(8), "pain.months": rules.Number(3)}},
	} {
		t.Run(c.ask+" "+c.keys, func(t *testing.T) {
			p := New(setting(t, nil, names(c.ask)...))
			if e := typed(p, c.keys); e != c.event {
				t.Errorf("the event is %d, not %d", e, c.event)
			}
			if got := p.Answers(); !reflect.DeepEqual(got, c.want) {
				t.Errorf("the answers are %v, not %v", got, c.want)
			}
		})
	}
}

// TestFullNumberGoesOn: a number that can have no more digits leads to the next row, where
// a key that was meant for it still does what it meant.
func TestFullNumberGoesOn(t *testing.T) {
	const age, since, bad, worst = "health.age", "surgery.months-since", "pain.severity", "pain.worst-severity"
	n, r := rules.Number, rules.Range
	for _, c := range []struct {
		ask, keys, hand string
		want            rules.Answers
	}{
		{age + "+" + since, "7 2", since, rules.Answers{age: n(72)}},
		{age + "+" + since, "7 2 1 4", since, rules.Answers{age: n(72), since: n(14)}},
		{age + "+" + since, "1 0", age, rules.Answers{age: n(10)}}, // may become 105
		{age + "+" + since, "1 0 5", since, rules.Answers{age: n(105)}},
		{age + "+" + since + "+health.sex", "7 2 enter 6 enter 2", "health.sex", rules.Answers{age: n(72), since: n(6), "health.sex": rules.One("male")}},
		{age + "+" + since + "+health.sex", "7 2 down 6", since, rules.Answers{age: n(72), since: n(6)}},
		{age + "+" + since + "+health.sex", "7 2 enter enter 2", "health.sex", rules.Answers{age: n(72), "health.sex": rules.One("male")}},
		{age + "+" + since, "7 2 backspace", age, rules.Answers{age: n(7)}},
		{age + "+" + since, "7 2 backspace 3", since, rules.Answers{age: n(73)}},
		{age + "+" + since, "7 2 up", age, rules.Answers{age: n(72)}},
		{age + "+" + since, "7 2 6 backspace", since, rules.Answers{age: n(72)}},
		{bad + "+" + worst, "7 8", worst, rules.Answers{bad: n(7), worst: n(8)}},
		{bad + "+" + worst, "4 - 6 8", worst, rules.Answers{bad: r(4, 6), worst: n(8)}},
		{bad + "+" + worst, "4 - 1 0 8", worst, rules.Answers{bad: r(4, 10), worst: n(8)}},
		{since + "+health.sex", "1 . 5", since, rules.Answers{since: n(1.5)}}, // may be years
		{bad + "+" + worst, "7 +", bad, rules.Answers{bad: n(8)}},
		{bad + "+" + worst, "1 enter 8", worst, rules.Answers{bad: n(1), worst: n(8)}},
		{bad + "+" + worst, "s e v", bad, rules.Answers{bad: r(7, 10)}},                                             // a word is no number that is full
		{age + "+safety.cord", "7 2", age, rules.Answers{age: n(72)}},                                               // nobody has read the warning signs yet
		{"health.age+imaging.sva", "7 2 enter - 5", "imaging.sva", rules.Answers{age: n(72), "imaging.sva": n(-5)}}, // a minus is a sign there
	} {
		t.Run(c.ask+" "+c.keys, func(t *testing.T) {
			p := New(setting(t, nil, names(c.ask)...))
			typed(p, c.keys)
			if got := p.Answers(); !reflect.DeepEqual(got, c.want) || p.Hand() != c.hand {
				t.Errorf("at %s the answers are %v, not at %s %v", p.Hand(), got, c.hand, c.want)
			}
		})
	}
	told := New(setting(t, nil, age, since))
	back := Key{"Bksp", "back to the number"}
	if typed(told, "7 2"); !slices.Contains(told.Keys(), back) {
		t.Errorf("it is not told how to go back to the number: %v", told.Keys())
	}
	if typed(told, "6"); slices.Contains(told.Keys(), back) {
		t.Errorf("Backspace goes nowhere now: %v", told.Keys())
	}
	again := setting(t, rules.Answers{age: n(72)}, age, since, "health.sex") // the form anew, as an answer changed what is asked
	again.Before, again.At = New(setting(t, nil, age, since)), since
	typed(again.Before, "7 2")
	p := New(again)
	if typed(p, "enter"); p.Hand() != since {
		t.Errorf("Enter after a full number passed over %s to %s", since, p.Hand())
	}
}

// TestYears: what is asked in months can be told in years, and shows in months at once.
func TestYears(t *testing.T) {
	const since = "surgery.months-since"
	for keys, want := range map[string]rules.Answers{
		"1 0 y":   {since: rules.Number(120)},
		"2 - 4 y": {since: rules.Range(24, 48)},
		"1 . 5 y": {since: rules.Number(18)},
		". 3 y":   {since: rules.Number(3.6)},
		"8 0 y":   {}, // is more than may be
		"y":       {},
		"6 - y":   {},
		"1 0 y y": {since: rules.Number(120)},
		"4 - 2 y": {}, // the smaller comes first
	} {
		p := New(setting(t, nil, since, "health.sex"))
		typed(p, keys)
		if got := p.Answers(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s gives %v", keys, got)
		}
	}
	p := New(setting(t, nil, since, "health.sex"))
	if typed(p, "3 y 2"); p.Answers()["health.sex"].Yes == nil {
		t.Errorf("years did not lead on: %v", p.Answers())
	}
	age := New(setting(t, nil, "health.age", "health.sex"))
	if typed(age, "4 y"); !reflect.DeepEqual(age.Answers(), rules.Answers{"health.age": rules.Number(4)}) {
		t.Errorf("years of an age are %v", age.Answers())
	}
}

// TestStackStart: what was half done is at hand again.
func TestStackStart(t *testing.T) {
	for _, c := range []struct {
		ask  string
		a    rules.Answers
		want string
	}{
		{"health.sex+safety.last-needle", nil, "health.sex"},
		{"health.sex+safety.last-needle", rules.Answers{"health.sex": rules.One("male")}, "safety.last-needle"},
		{"health.sex+safety.last-needle", rules.Answers{"safety.last-needle": rules.One("never")}, "health.sex"},
		{"health.age+health.sex", rules.Answers{"health.age": rules.Number(4)}, "health.sex"}, // a digit would write over it
		{"health.sex+safety.cord+pain.touch", rules.Answers{"safety.cord": rules.Map([]string{"clumsy-hands"}, nil, nil)}, "safety.cord"},
		{"tests.told-by+tests.any+tests.more", rules.Answers{"tests.told-by": rules.One("report")}, "tests.any"},
	} {
		p := New(setting(t, c.a, names(c.ask)...)).(*stack)
		if got := p.rows[p.at].q.ID; got != c.want {
			t.Errorf("%s with %v begins at %s, not %s", c.ask, c.a, got, c.want)
		}
	}
}

// TestStackClash: rows know what was said to the rows beside them.
func TestStackClash(t *testing.T) {
	p := New(setting(t, nil, "surgery.months-since", "safety.last-operation", "safety.last-needle"))
	typed(p, "1 enter 5")
	if got := p.Answers(); len(got) != 1 || p.Problem() == "" {
		t.Errorf("%v passed, with problem %q", got, p.Problem())
	}
	if text := ansi.Strip(p.View(80, 20)); !strings.Contains(text, "does not fit") {
		t.Errorf("the clash is not shown:\n%s", text)
	}
}

// TestStackShows: every row is seen with its answer, the one at hand with its choices.
func TestStackShows(t *testing.T) {
	p := New(setting(t, rules.Answers{"course.after": rules.One("never-better"), "course.better-months": rules.Number(3), "course.return": rules.One("gradual"),
		"course.same-pain": rules.Unsure()}, "course.how"))
	for size, want := range map[[2]int][]string{
		{78, 24}: {"✓", "got better", "? Is it the same", "Not sure", "○ Over the last weeks", "1 ○ ", "u ○ Not sure"},
		{51, 16}: {"✓", "? Is it the same", "○ Over the last", "u ○ Not sure"},
	} {
		text := ansi.Strip(p.View(size[0], size[1]))
		for _, s := range want {
			if !strings.Contains(text, s) {
				t.Errorf("%v: %q is not shown:\n%s", size, s, text)
			}
		}
	}
}

// TestStackClicks: a click on a row opens it, one on a choice answers.
func TestStackClicks(t *testing.T) {
	p := New(setting(t, nil, "health.sex", "safety.last-needle", "health.blood-thinner"))
	click := func(text string) Event {
		for y, l := range strings.Split(ansi.Strip(p.View(100, 30)), "\n") {
			if at := strings.Index(l, text); at >= 0 {
				return p.Click(ansi.StringWidth(l[:at]), y)
			}
		}
		t.Fatalf("%q is not there", text)
		return None
	}
	if e := click("Do you take a medicine"); e != Handled {
		t.Errorf("a click on a row is %d", e)
	}
	if e := click("Both kinds"); e != Finished {
		t.Errorf("a click on a choice of the last row is %d", e)
	}
	click("What is your sex")
	if e := click("Female"); e != Changed {
		t.Errorf("a click on a choice is %d", e)
	}
	want := rules.Answers{"health.sex": rules.One("female"), "health.blood-thinner": rules.One("both")}
	if got := p.Answers(); !reflect.DeepEqual(got, want) {
		t.Errorf("the answers are %v", got)
	}
}
