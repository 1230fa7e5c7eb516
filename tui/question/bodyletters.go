package question

import (
	"strings"

	"afterfusion/data/figure"
)

// jump goes by letter: to the place close by whose id begins so, else to the next one of the
// list; a capital marks it too.
func (b *body) jump(key string) Event {
	if len(key) != 1 {
		return None
	}
	letter := strings.ToLower(key)
	i := b.nearestBy(letter)
	if i < 0 {
		return None
	}
	b.goTo(i)
	if letter == key {
		return Handled
	}
	return b.mark(i)
}

// mark marks a place, on both sides where that is wished.
func (b *body) mark(i int) Event {
	j := b.twin(i)
	twin := b.both && j >= 0 && b.of[j] != yes
	switch {
	case b.of[i] != yes && b.all == nil:
		return b.setWorst(i)
	case b.of[i] == yes && !twin:
		return Handled
	}
	b.put(i, true)
	if twin {
		b.put(j, true)
	}
	return b.changed()
}

// nearestBy is the place that a letter leads to, -1 where none begins so.
func (b *body) nearestBy(letter string) int {
	best, least := -1, int(figure.Frame().Height())/4
	ordered := b.list || b.panel < 0 || strings.HasPrefix(b.id(b.focus), letter)
	for n := range b.items {
		i := (b.focus + 1 + n) % len(b.items)
		if !strings.HasPrefix(b.id(i), letter) {
			continue
		}
		if ordered {
			return i
		}
		if far := b.far(i); best < 0 || far < least {
			best, least = i, min(far, least)
		}
	}
	return best
}

// far is how far a place lies from the focus, in dots; a step aside, to the middle or to the
// other side, counts more than one along the body. What is drawn on the other view lies
// further than anything on this one.
func (b *body) far(i int) int {
	const aside = 25
	least := int(figure.Frame().Width() + figure.Frame().Height())
	at := &b.panels[b.panel]
	here := at.spots[b.focus]
	for p := range b.panels {
		if d, ok := b.panels[p].spots[i]; ok && b.panels[p].view == at.view {
			least = min(least, abs(d.X-here.X)+abs(d.Y-here.Y))
		}
	}
	if sideOf(b.id(i)) != sideOf(b.id(b.focus)) {
		least += aside
	}
	return least
}

// twin is the same place on the other side, -1 where there is none.
func (b *body) twin(i int) int {
	id := b.id(i)
	switch side := sideOf(id); side {
	case "-left":
		return b.index(strings.TrimSuffix(id, side) + "-right")
	case "-right":
		return b.index(strings.TrimSuffix(id, side) + "-left")
	}
	return -1
}

// sideOf is the ending of an id that tells the side, "" of a place in the middle.
func sideOf(id string) string {
	for _, side := range []string{"-left", "-right"} {
		if strings.HasSuffix(id, side) {
			return side
		}
	}
	return ""
}

// mirror marks, or takes back, the place on the other side.
func (b *body) mirror() Event {
	i := b.twin(b.focus)
	if i < 0 {
		return Handled
	}
	if b.all == nil {
		return b.setWorst(i)
	}
	b.put(i, b.of[i] != yes)
	return b.changed()
}

// bothSides lets each mark count for both sides from now on, or ends that. It marks nothing
// by itself. Where only the worst place is asked there is one.
func (b *body) bothSides() Event {
	if b.all == nil {
		return None
	}
	b.both = !b.both
	return Handled
}

// bothWords says what the key for both sides does next.
func (b *body) bothWords() string {
	if b.both {
		return "one side at a time"
	}
	return "both sides at once"
}

// bothLine tells whether each mark counts for both sides; a click on it changes that.
func (b *body) bothLine() line {
	t := b.Theme
	words, look := "off", &t.Muted
	if b.both {
		words, look = "on", &t.Chosen
	}
	return line{segments: []segment{{"  ", nil, pickBoth}, {"M", &t.Key, pickBoth}, {" both sides: " + words, look, pickBoth}}}
}
