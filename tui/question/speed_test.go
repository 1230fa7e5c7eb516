package question

import "testing"

// BenchmarkView draws each kind of part at the size of a large window, one key between.
func BenchmarkView(b *testing.B) {
	for _, ask := range []string{"safety.last-needle", "health.conditions", "safety.wound-and-head", "tried.rehabilitation", "pain.severity", "pain.zones", "surgery.top-level"} {
		b.Run(ask, func(b *testing.B) {
			p := New(setting(b, nil, ask))
			for b.Loop() {
				p.Key(press("down"))
				p.View(120, 40)
			}
		})
	}
}

// BenchmarkResize draws the body at ever another size.
func BenchmarkResize(b *testing.B) {
	p := New(setting(b, nil, "pain.zones"))
	for i := 0; b.Loop(); i++ {
		p.View(120, 30+i%10)
	}
}

// BenchmarkNew makes the part of the body, as every visit of its step does.
func BenchmarkNew(b *testing.B) {
	s := setting(b, nil, "pain.zones")
	for b.Loop() {
		New(s)
	}
}
