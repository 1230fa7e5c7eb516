package asking

import (
	"strconv"
	"strings"
	"testing"

	"afterfusion/rules"
)

// How long the questions take counts what is read and every line of a list: the whole of the
// interview takes a patient far longer than the number of its questions lets think.
func TestMinutesCountWordsAndLines(t *testing.T) {
	base := published(t)
	steps, err := New(base).Steps(rules.Answers{}, Asking{Reader: rules.Patient})
	if err != nil {
		t.Fatal(err)
	}
	var all []int
	for _, s := range steps {
		all = append(all, s.Questions...)
	}
	n, err := strconv.Atoi(strings.TrimSuffix(Minutes(base.Knowledge(), all, rules.Patient), " minutes"))
	if err != nil || n < 20 || n > 45 || n%5 != 0 {
		t.Errorf("%d questions take %d minutes, %v", len(all), n, err)
	}
	illnesses := New(base).Index("health.conditions")
	if got := Minutes(base.Knowledge(), []int{illnesses}, rules.Patient); illnesses < 0 || got == "1 minute" {
		t.Errorf("a list of %d lines takes %s", len(base.Knowledge().Questions[max(illnesses, 0)].Choices), got)
	}
	if got := Minutes(base.Knowledge(), nil, rules.Patient); got != "1 minute" {
		t.Errorf("nothing takes %s", got)
	}
}
