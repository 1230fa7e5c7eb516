package main

import (
	"bytes"
	"testing"

	"afterfusion/data/knowledge"
	"afterfusion/rules"
	"afterfusion/tui"
)

// TestSavedOnTheScreens: every form that the screens save leaves the answers on self-harm out,
// unless they were asked for.
func TestSavedOnTheScreens(t *testing.T) {
	base, err := knowledge.Base()
	if err != nil {
		t.Fatal(err)
	}
	s := tui.State{Reader: rules.Clinician, Answers: rules.Answers{"surgery.region": rules.One("lumbar"),
		"safety.self-harm": rules.One("nearly-every-day"), "safety.self-harm-plan": rules.One("no")}}
	for _, format := range []string{"json", answersFormat, "text", "markdown", "html"} {
		for _, in := range []bool{false, true} {
			s.SelfHarm = in
			data, err := exported(base, knowledge.EmbeddedEdition(), format, s)
			if err != nil {
				t.Fatal(err)
			}
			told := bytes.Contains(data, []byte("nearly-every-day")) || bytes.Contains(bytes.ToLower(data), []byte("self-harm"))
			if told != in {
				t.Errorf("%s, asked for %v: the answers on self-harm are told: %v", format, in, told)
			}
		}
	}
}
