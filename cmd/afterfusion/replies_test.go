package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReplies(t *testing.T) {
	for text, document := range map[string]bool{
		"afterfusion: 1\nanswers: {}\n": true, "{\"afterfusion\": 1}": true, "{": true, "\n\n# mine\n---\nafterfusion: 1\n": true, "\ufeffafterfusion: 1\n": true,
		"\"afterfusion\": 1\n": true, "  {}\n": true,
		"": false, "58\n30\ndone\n": false, "\n\n58\nafterfusion: 1\n": false, "after\n": false, "58": false, strings.Repeat("x", 9000) + "\n{\n": false,
	} {
		for name, in := range map[string]io.Reader{"at once": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text))} {
			data, err := io.ReadAll(iotest.OneByteReader(newReplies(in)))
			if document != errors.Is(err, errAnswerFile) || !document && (err != nil || string(data) != text) {
				t.Errorf("%.20q %s: %.40q, %v", text, name, data, err)
			}
		}
	}
	fault := errors.New("gone")
	if _, err := io.ReadAll(newReplies(iotest.ErrReader(fault))); !errors.Is(err, fault) {
		t.Error(err)
	}
}
