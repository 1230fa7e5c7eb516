package question

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/charmbracelet/x/ansi"

	"afterfusion/tui/theme"
)

// spineWidth is the width of the drawn bones with their rods.
const spineWidth = 15

// View implements Part.
func (s *spine) View(width, height int) string {
	top, bottom := s.span()
	names := 0
	for _, l := range s.levels {
		names = max(names, ansi.StringWidth(l.name))
	}
	names = min(names, max(width-spineWidth-6, 6))
	left := 2 + names + 2 + spineWidth + 9 // the last for "bottom"
	words := s.words(top, bottom)
	beside := width-left >= 24
	p := page{from: 0, to: 0}
	room := height
	if !beside {
		room -= len(words)
	}
	s.roomy = room >= 2*len(s.levels)-1
	shown := s.focus
	if shown < 0 {
		shown = s.start() // where most fusions are
	}
	for i := range s.levels {
		if i == shown {
			p.from = len(p.body)
			p.to = p.from
		}
		p.body = append(p.body, s.bone(i, top, bottom, names))
		if s.roomy && i < len(s.levels)-1 {
			p.body = append(p.body, s.disc(i, top, bottom, names))
		}
	}
	if beside {
		s.addBeside(&p, words, left, width)
	} else {
		s.addBelow(&p, words, width, height)
	}
	return s.view.draw(s.Theme, &p, width, height)
}

// addBeside writes the words to the right of the bones.
func (s *spine) addBeside(p *page, words []line, left, width int) {
	var lines []line
	for _, w := range words {
		lines = append(lines, rewrap(w, width-left)...)
	}
	for i := range lines {
		if i >= len(p.body) {
			p.body = append(p.body, line{segments: []segment{{pad("", left), nil, nothing}}})
		}
		l := &p.body[i]
		l.segments = append(l.segments, segment{pad("", left-segmentsWidth(l.segments)), nil, nothing})
		l.segments = append(l.segments, lines[i].segments...)
	}
}

// addBelow writes the words under the bones, as many as there is room for.
func (s *spine) addBelow(p *page, words []line, width, height int) {
	add := func(words []line) {
		p.foot = nil
		for _, w := range words {
			if len(w.segments) > 0 {
				p.foot = append(p.foot, rewrap(w, width)...)
			}
		}
	}
	add(words)
	if room := max(height-6, 3); len(p.foot) > room { // both ends on one line
		ends := line{segments: slices.Concat(words[0].segments, []segment{{"  ", nil, nothing}}, words[1].segments)}
		add(append([]line{ends}, words[2:]...))
		p.foot = p.foot[:min(room, len(p.foot))]
	}
}

// rewrap breaks a line of one look.
func rewrap(l line, width int) []line {
	if len(l.segments) != 1 {
		return []line{l}
	}
	seg := l.segments[0]
	var out []line
	for _, text := range wrap(seg.text, width) {
		out = append(out, line{segments: []segment{{text, seg.look, seg.hit}}})
	}
	return out
}

// span is the fusion as it is set, or as it would be with the focused level.
func (s *spine) span() (top, bottom int) {
	top, bottom = s.ends[0].at, s.ends[1].at
	if s.focus >= 0 && !s.ends[s.active].known && s.objection(s.focus) == "" {
		if s.active == 0 {
			top = s.focus
		} else {
			bottom = s.focus
		}
	}
	if top < 0 || bottom <= top {
		if top >= 0 {
			bottom = -1
		}
	}
	return top, bottom
}

// bone draws one level: its name, the bone, the rods beside it where it is fused.
func (s *spine) bone(i, top, bottom, names int) line {
	t := s.Theme
	pointer, look := "  ", &t.Text
	if i == s.focus {
		pointer, look = pad(t.Glyphs.Cursor, 2), &t.Cursor
	}
	l := line{start: true, segments: []segment{{pointer, &t.Accent, i}, {pad(s.levels[i].name, names+2), look, i}}}
	fused := i == top || i == bottom || top >= 0 && i > top && i < bottom
	l.segments = append(l.segments, s.body(i, fused, s.weighing(i))...)
	if note := s.note(i); note != "" {
		l.segments = append(l.segments, segment{" " + note, &t.Chosen, i})
	}
	return l
}

// weighing says whether a bone would only be fused if the focused level were chosen.
func (s *spine) weighing(i int) bool {
	top, bottom := s.ends[0].at, s.ends[1].at
	return i != top && i != bottom && (top < 0 || bottom < 0 || i < top || i > bottom)
}

// body is the picture of one bone: hollow, held by rods, or held and full.
func (s *spine) body(i int, fused, weighing bool) []segment {
	look := &s.Theme.Muted
	n := s.boneWidth(i)
	fill := strings.Repeat(s.boneGlyph(false), n)
	if !fused {
		return []segment{{centre(fill, spineWidth), look, i}}
	}
	look = &s.Theme.Cursor
	if !weighing {
		look = &s.Theme.Chosen
		fill = strings.Repeat(s.boneGlyph(true), n)
	}
	side := (spineWidth - n) / 2
	return []segment{{s.rod(side, false), look, i}, {fill, look, i}, {s.rod(side, true), look, i}}
}

// boneGlyph fills a bone. Where each has one line, a low block leaves the gap that the
// disc is.
func (s *spine) boneGlyph(full bool) string {
	g := &s.Theme.Glyphs
	switch {
	case g.Full == theme.ASCII.Full && full:
		return g.Full
	case g.Full == theme.ASCII.Full:
		return "="
	case full && s.roomy:
		return g.Full
	case full:
		return "▆"
	case s.roomy:
		return "▒"
	}
	return "▄"
}

// rod is the screw and the rod to the left of a bone, or, mirrored, to the right.
func (s *spine) rod(n int, mirror bool) string {
	left, right, screw := "╠", "╣", "═"
	if s.Theme.Glyphs.Full == theme.ASCII.Full {
		left, right, screw = "|", "|", "-"
	}
	switch {
	case n < 2:
		return pad("", n)
	case mirror:
		return screw + right + pad("", n-2)
	}
	return pad("", n-2) + left + screw
}

// boneWidth is how wide a bone is drawn: wider further down, the pelvis widest.
func (s *spine) boneWidth(i int) int {
	switch id := s.levels[i].id; {
	case id == "pelvis":
		return 13
	case id[0] == 't':
		return 5
	}
	return 7
}

// disc draws what lies between a bone and the next: rods run past it where it is fused.
func (s *spine) disc(i, top, bottom, names int) line {
	g, look := &s.Theme.Glyphs, &s.Theme.Muted
	text := strings.Repeat(g.Horizontal, s.boneWidth(i)-2)
	if top >= 0 && i >= top && i < bottom {
		look = &s.Theme.Chosen
		side := (spineWidth - s.boneWidth(i)) / 2
		rod := g.Vertical
		if rod == theme.Unicode.Vertical {
			rod = "║"
		}
		text = rod + centre(text, spineWidth-2*(side-2)-2) + rod
	}
	return line{segments: []segment{{pad("", names+4), nil, nothing}, {centre(text, spineWidth), look, nothing}}}
}

// note marks the ends.
func (s *spine) note(i int) string {
	switch i {
	case s.ends[0].at:
		return "top"
	case s.ends[1].at:
		return "bottom"
	}
	return ""
}

// words say the fusion in words, one line each.
func (s *spine) words(top, bottom int) []line {
	t := s.Theme
	out := []line{s.endLine(0, "Top"), s.endLine(1, "Bottom"), {}}
	add := func(look *lipgloss.Style, text string) { out = append(out, plainLine(look, text)) }
	if top >= 0 && bottom > top {
		look := &t.Text
		if s.weighing(top) || s.weighing(bottom) {
			look = &t.Muted
			add(look, "With "+strings.Replace(s.levels[s.focus].name, "The ", "the ", 1)+" it would be")
		}
		for _, text := range s.meaning(top, bottom) {
			add(look, text)
		}
		add(&t.Text, "")
	}
	e := &s.ends[s.active]
	look, sign := &t.Muted, t.Glyphs.Open
	if e.known && e.at < 0 {
		look, sign = &t.Unsure, t.Glyphs.Chosen
	}
	return append(out, line{segments: []segment{{"u " + sign + " " + s.notSure(e.q), look, pickUnsure}}})
}

// endLine says what one end is, and whether it is being asked.
func (s *spine) endLine(i int, name string) line {
	t, e := s.Theme, &s.ends[i]
	text, look := name+": no answer yet", &t.Muted
	switch {
	case e.known && e.at < 0:
		text, look = name+": "+strings.ToLower(s.notSure(e.q)), &t.Unsure
	case e.at >= 0:
		text, look = name+": "+s.levels[e.at].name, &t.Chosen
	}
	hit := nothing
	if e.asked {
		hit = pickWords + i
	}
	if i == s.active {
		text = t.Glyphs.Here + " " + text
		if !e.known {
			look = &t.Cursor
		}
	} else {
		text = pad("", ansi.StringWidth(t.Glyphs.Here)+1) + text
	}
	return line{segments: []segment{{text, look, hit}}}
}

// meaning says how many levels are fused, and what lies above and below.
func (s *spine) meaning(top, bottom int) []string {
	s1 := s.levelOf("s1")
	last := bottom
	if s1 >= 0 {
		last = min(bottom, s1)
	}
	n := last - top
	count := strconv.Itoa(n)
	if top == 0 {
		count = "at least " + count
	}
	what := s.pick("joints of the spine are fused", "motion segments fused")
	if n == 1 {
		what = s.pick("joint of the spine is fused", "motion segment fused")
	}
	// A name that is no sign, such as "The pelvis", is small within a sentence.
	to := strings.Replace(s.levels[bottom].name, "The ", "the ", 1)
	out := []string{s.levels[top].name + " to " + to + ": " + count + " " + what}
	sacrum := s.pick("It does not reach the sacrum (S1).", "Sacrum not included.")
	if s1 >= 0 && bottom >= s1 {
		sacrum = s.pick("It reaches the sacrum (S1).", "Sacrum included.")
	}
	out = append(out, sacrum)
	if top > 0 {
		out = append(out, "Free joint above: "+s.joint(top-1))
	}
	return append(out, "Free joint below: "+s.below(bottom, s1))
}

func (s *spine) below(bottom, s1 int) string {
	switch {
	case s1 < 0 || bottom < s1:
		return s.joint(min(bottom, len(s.levels)-2))
	case bottom == s1:
		return s.pick("the joints of the pelvis (SI joints)", "SI joints")
	}
	return s.pick("none, the pelvis is held too", "none, SI joints bridged")
}

// joint names the joint between a level and the next.
func (s *spine) joint(i int) string { return s.levels[i].name + "-" + s.levels[i+1].name }
