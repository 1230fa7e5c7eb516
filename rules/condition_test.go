package rules

import (
	"strings"
	"testing"
)

func TestKleene(t *testing.T) {
	b := compileSmall(t)
	e, err := b.Explain(Answers{"pattern": One("a"), "kidney": One("no"), "severity": Range(3, 6), "safety.legs": PartialList("numb")})
	if err != nil {
		t.Fatal(err)
	}
	yes, no, open := is("pattern", "a"), is("kidney", "yes"), is("lead", "leg")
	for _, c := range []struct {
		name string
		c    Condition
		want Truth
	}{
		{"yes", yes, True}, {"no", no, False}, {"open", open, Unknown},
		{"one of several", is("pattern", "b", "a"), True},
		{"all true", allOf(yes, yes), True}, {"all with open", allOf(yes, open), Unknown}, {"all with no", allOf(open, no), False},
		{"any true", anyOf(open, yes), True}, {"any open", anyOf(no, open), Unknown}, {"any no", anyOf(no, no), False},
		{"none true", noneOf(no, no), True}, {"none open", noneOf(no, open), Unknown}, {"none no", noneOf(yes, open), False},
		{"not", negate(yes), False}, {"not open", negate(open), Unknown},
		{"listed item", is("safety.legs", "numb"), True}, {"item beside unknown", is("safety.legs", "weak"), Unknown},
		{"none beside an item", is("safety.legs", "none"), False},
		{"range above", num("severity", AtLeast, 3), True}, {"range across", num("severity", AtLeast, 4), Unknown}, {"range below", num("severity", More, 6), False},
		{"less", num("severity", Less, 7), True}, {"at most", num("severity", AtMost, 6), True}, {"equal", num("severity", Equal, 4), Unknown}, {"equal outside", num("severity", Equal, 8), False},
		{"known", Condition{Op: Known, Question: "pattern"}, True}, {"not known", Condition{Op: Known, Question: "lead"}, False},
		{"count reached", count(AtLeast, 1, yes, open), True}, {"count open", count(AtLeast, 2, yes, open), Unknown}, {"count out of reach", count(AtLeast, 2, no, open), False},
		{"at most passed", count(AtMost, 0, yes, open), False}, {"at most sure", count(AtMost, 2, yes, open), True}, {"at most open", count(AtMost, 1, yes, open), Unknown},
		{"exactly", count(Equal, 1, yes, no), True}, {"exactly open", count(Equal, 1, yes, open), Unknown},
		{"nothing asked", Condition{}, True},
	} {
		if got := e.Holds(&c.c); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestMoreConditionsThanFitAreRefused(t *testing.T) {
	k := small()
	for i := range len(truthTable{}) {
		k.Options[0].Avoid = append(k.Options[0].Avoid, Avoid{When: num("severity", AtLeast, float64(i)/1e5), Level: Caution, Says: both("much")})
	}
	if _, err := Compile(k); err == nil || !strings.Contains(err.Error(), "knowledge: there are 65") {
		t.Fatalf("the error is %v", err)
	}
}
