package yamltree

import "testing"

func TestNotUTF8(t *testing.T) {
	for text, want := range map[string]string{
		"a: caf\xe9\n":           "x.yaml:1:7: is not UTF-8 text from here on; save it as UTF-8",
		"a: 1\nb: \u00e9\xe9\n":  "x.yaml:2:5: is not UTF-8 text from here on; save it as UTF-8", // letters count, not bytes
		"\xff\xfea\x00:\x00":     "x.yaml:1:1: is not UTF-8 text from here on; save it as UTF-8", // UTF-16
		"a: \ufffd\nb: \xc3\x28": "x.yaml:2:4: is not UTF-8 text from here on; save it as UTF-8",
		"a: \xed\xa0\x80":        "x.yaml:1:4: is not UTF-8 text from here on; save it as UTF-8",
	} {
		if n, err := Parse("x.yaml", []byte(text), ForAnswers); n != nil || err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
	if n, err := Parse("x.yaml", []byte("a: \ufffd"), ForAnswers); err != nil || n.Get("a").Value != "\ufffd" {
		t.Errorf("the replacement mark itself may be written: %v", err)
	}
}

func TestLineEnds(t *testing.T) {
	for _, end := range []string{"\n", "\r\n"} {
		n, err := Parse("x.yaml", []byte("a: 1"+end+"b:"+end+"  - c"+end+"  - d"+end), ForAnswers)
		if err != nil || show(n) != "{a@1:1=1@1:4 b@2:1=[c@3:5 d@4:5]@3:3}@1:1" {
			t.Errorf("%q: %v, %v", end, show(n), err)
		}
	}
}
