package rules

import (
	"strings"
	"testing"
)

func TestCodeCompletesLists(t *testing.T) {
	b := compileSmall(t)
	q := b.questions[b.questionIndex["safety.legs"]] // numb, weak, none
	for _, c := range []struct {
		name            string
		v               Value
		yes, no, unsure uint64
		state           state
	}{
		{"a complete list", List("numb"), 0b001, 0b110, 0, known},
		{"none", List("none"), 0b100, 0b011, 0, known},
		{"a partial list", PartialList("numb"), 0b001, 0b100, 0b010, known},
		{"only unknown", PartialList(), 0, 0, 0b111, unsure},
		{"not sure", Unsure(), 0, 0, 0b111, unsure},
		{"a table with a yes", Map([]string{"weak"}, nil, nil), 0b010, 0b100, 0, known},
		{"a table with a no", Map(nil, []string{"weak"}, nil), 0, 0b010, 0, known},
		{"a table of nothing but no", Map(nil, []string{"weak", "numb"}, nil), 0b100, 0b011, 0, known},
		{"a table with not sure", Map(nil, []string{"weak"}, []string{"numb"}), 0, 0b010, 0b001, known},
	} {
		got, err := q.code(c.v)
		if err != nil || got.yes != c.yes || got.no != c.no || got.unsure != c.unsure || got.state != c.state {
			t.Errorf("%s: yes %03b no %03b unsure %03b state %d, %v", c.name, got.yes, got.no, got.unsure, got.state, err)
		}
	}
}

func TestCheckNamesTheFault(t *testing.T) {
	b := compileSmall(t)
	for _, c := range []struct {
		id   string
		v    Value
		want string
	}{
		{"patern", One("a"), `patern: no such question; did you mean "pattern"?`},
		{"safety.legs", List("num"), `"num" is not one of its choices; did you mean "numb"?`},
		{"safety.legs", List("numb", "numb"), `"numb" is given twice`},
		{"safety.legs", List("numb", "none"), "none cannot stand beside another item"},
		{"safety.legs", List(), "an empty list says nothing"},
		{"pattern", List("a", "b"), "takes exactly one choice"},
		{"pattern", Number(3), "takes a choice, not a number"},
		{"severity", One("a"), "takes a number, not a choice"},
		{"severity", Number(11), "must lie between 0 and 10"},
		{"severity", Range(5, 3), "the range runs backwards"},
	} {
		err := b.Check(Answers{c.id: c.v})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %v: got %v, want %q", c.id, c.v, err, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"exam.faber", "exam.slr", "pain.worse", "pain.worst-zone"}
	for word, want := range map[string]string{"exam.fabre": "exam.faber", "pain.wors": "pain.worse", "completely-else": "", "": ""} {
		if got := Nearest(word, words); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
