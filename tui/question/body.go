package question

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"afterfusion/data/figure"
	"afterfusion/rules"
)

// body asks for places on a drawing of the body: the front, the back, and the low
// back once more and larger. Where there is no room for it, it is a list.
//
// It asks for all places, for the worst of them, or for both at once.
type body struct {
	asked
	marks                    // of the places; q is the question that is drawn
	all, one *rules.Question // the places and the worst one, nil where not asked here
	worst    int             // a place, -1 where none is said
	oneKnown bool            // the worst one is answered, "not sure" included
	implied  bool            // it is the worst as no other place is marked
	moved    bool            // an arrow led to the place in focus: Enter chooses nothing unseen
	small    bool            // the window had no room for the drawing when it was drawn last
	hint     string          // why a key did nothing
	focus    int             // a place
	panel    int             // the panel in which the focus stands, -1 where the drawing has no such place
	panels   []panel
	both     bool   // each mark counts for both sides
	list     bool   // the window is too small for the drawing
	asList   bool   // the list was asked for
	drawn    plan   // for which the panels were made
	lit      uint64 // the places that are marked or have the focus
	view     window
}

// isDrawing says whether the step asks for places on the body.
func (a *asked) isDrawing() bool {
	return len(a.questions) > 0 && len(a.questions) < 3 && !slices.ContainsFunc(a.questions, func(q *rules.Question) bool { return !isPlaces(q) })
}

// isPlaces says whether a question is answered on a drawing: all places, or the worst.
func isPlaces(q *rules.Question) bool {
	return q.Kind == rules.KindZones || q.Kind == rules.KindChoice && strings.HasSuffix(q.ID, "worst-zone")
}

func newBody(a asked) Part {
	b := &body{asked: a, marks: newMarks(a.questions[0]), worst: -1}
	for _, q := range a.questions {
		if q.Kind == rules.KindZones {
			b.all = q
		} else {
			b.one = q
		}
	}
	b.readAll()
	b.panels = newPanels(&b.marks, true)
	b.focusOn(max(b.index("lumbar-midline"), 0))
	if first := slices.Index(b.of, yes); first >= 0 {
		b.focusOn(first)
	}
	if b.worst >= 0 {
		b.focusOn(b.worst)
	}
	return b
}

// readAll takes over what was said before; what was said elsewhere to the places is
// shown where only the worst is asked.
func (b *body) readAll() {
	if b.all != nil {
		if v, ok := b.kept[b.all.ID]; ok {
			b.read(v)
		}
	}
	if b.one == nil {
		return
	}
	if v, ok := b.Setting.Answers[strings.TrimSuffix(b.one.ID, "worst-zone")+"zones"]; ok && b.all == nil {
		b.read(v)
	}
	if v, ok := b.kept[b.one.ID]; ok {
		b.oneKnown = true
		if !v.Unsure {
			b.worst = b.index(v.Yes[0])
			b.implied = b.all != nil && b.count(yes) == 1 && b.of[max(b.worst, 0)] == yes
		}
	}
}

// imply takes the only place that is marked for the worst one, until another one is marked.
func (b *body) imply() {
	if b.all == nil || b.one == nil || b.oneKnown && !b.implied {
		return
	}
	b.worst, b.oneKnown, b.implied = -1, false, false
	if b.count(yes) == 1 && b.rest == no {
		b.worst, b.oneKnown, b.implied = slices.Index(b.of, yes), true, true
	}
}

// focusOn goes to a place, in the last panel that shows it: the largest drawing.
func (b *body) focusOn(i int) {
	b.focus, b.panel = i, -1
	for p := range b.panels {
		if _, ok := b.panels[p].spots[i]; ok {
			b.panel = p
		}
	}
}

// Key implements Part.
func (b *body) Key(k tea.KeyPressMsg) Event {
	b.hint = ""
	switch key := k.String(); key {
	case "up", "down", "left", "right":
		b.moved = true
		return b.arrow(key)
	case "enter":
		if b.all != nil || !b.moved || b.focus == b.worst {
			return None
		}
		return b.setWorst(b.focus)
	case "home":
		return b.goTo(0)
	case "end":
		return b.goTo(len(b.items) - 1)
	case "pgup":
		return b.goTo(b.focus - 5)
	case "pgdown":
		return b.goTo(b.focus + 5)
	case "space":
		return b.toggle(b.focus)
	case "w":
		return b.setWorst(b.focus)
	case "m":
		return b.mirror()
	case "M":
		return b.bothSides()
	case "u":
		return b.setUnsure()
	case "v":
		if b.small {
			b.hint = "The window is too small for the drawing."
			return Handled
		}
		b.asList = !b.asList
		return Handled
	case "backspace", "delete":
		return b.clear()
	default:
		return b.jump(key)
	}
}

// arrow moves to the neighbour; in a list left and right are the owner's.
func (b *body) arrow(key string) Event {
	switch {
	case b.list && key == "up":
		return b.goTo(b.focus - 1)
	case b.list && key == "down":
		return b.goTo(b.focus + 1)
	case b.list:
		return None
	case b.panel < 0:
		return b.goTo(max(b.index("lumbar-midline"), 0))
	}
	b.panel, b.focus = neighbour(b.panels, b.panel, b.focus, key)
	return Handled
}

func (b *body) goTo(i int) Event {
	if len(b.items) > 0 {
		b.focusOn(max(0, min(i, len(b.items)-1)))
	}
	return Handled
}

// on says whether a place is marked.
func (b *body) on(i int) bool { return i >= 0 && (b.of[i] == yes || i == b.worst) }

// toggle marks a place or takes it back, on both sides where that is wished. Where only the
// worst is asked, that is it.
func (b *body) toggle(i int) Event {
	switch {
	case len(b.items) == 0:
		return None
	case b.all == nil:
		return b.setWorst(i)
	}
	is := b.of[i] != yes
	b.put(i, is)
	if j := b.twin(i); b.both && j >= 0 {
		b.put(j, is)
	}
	return b.changed()
}

// put marks a place or takes the mark back.
func (b *body) put(i int, is bool) {
	switch {
	case is:
		b.of[i] = yes
	default:
		b.of[i] = unmarked
		if b.worst == i {
			b.worst, b.oneKnown = -1, false
		}
	}
}

// setWorst says that a place is the worst, and so that it hurts; once more takes it back.
func (b *body) setWorst(i int) Event {
	if b.one == nil || len(b.items) == 0 {
		return None
	}
	if b.worst == i && !b.implied {
		b.worst, b.oneKnown = -1, false
		return b.changed()
	}
	b.worst, b.oneKnown, b.implied = i, true, false
	if b.all != nil {
		b.of[i] = yes
	}
	if e := b.changed(); b.all != nil || b.problem != "" {
		return e
	}
	return Finished
}

func (b *body) setUnsure() Event {
	if b.all == nil {
		b.worst, b.oneKnown = -1, true
		b.changed()
		return Finished
	}
	b.rest = no + unsure - b.rest
	for i, s := range b.of {
		if s != yes {
			b.of[i] = unmarked
		}
	}
	e := b.changed()
	if b.rest == unsure && b.count(yes) == 0 {
		return Finished
	}
	return e
}

func (b *body) clear() Event {
	if len(b.Answers()) == 0 {
		return Handled
	}
	clear(b.of)
	b.rest, b.worst, b.oneKnown, b.implied = no, -1, false, false
	return b.changed()
}

func (b *body) changed() Event {
	b.imply()
	clear(b.kept)
	b.problem = b.clash(b.Answers())
	return Changed
}

// Click implements Part.
func (b *body) Click(x, y int) Event {
	hit := b.view.at(x, y)
	switch {
	case hit == scrollUp:
		return b.goTo(b.focus - 3)
	case hit == scrollDown:
		return b.goTo(b.focus + 3)
	case hit == pickUnsure:
		return b.setUnsure()
	case hit == pickBoth:
		return b.bothSides()
	case hit < 0:
		return None
	case hit >= pickWords:
		return b.goTo(hit - pickWords)
	}
	i, panel := hit%cellsARow, hit/cellsARow
	b.focusOn(i)
	if !b.list {
		if _, ok := b.panels[panel].spots[i]; ok {
			b.panel = panel
		}
	}
	return b.toggle(i)
}

// pickWords and above are hits on the words of a marked place, which only go there.
const pickWords = 1 << 16

// Answers implements Part.
func (b *body) Answers() rules.Answers {
	out := rules.Answers{}
	if b.all != nil {
		if v, ok := b.kept[b.all.ID]; ok {
			out[b.all.ID] = v
		} else if v, ok := b.marks.list(); ok {
			out[b.all.ID] = v
		}
	}
	if b.one == nil || !b.oneKnown {
		return out
	}
	out[b.one.ID] = rules.Unsure()
	if b.worst >= 0 {
		out[b.one.ID] = rules.One(b.id(b.worst))
	}
	return out
}

// Cursor implements Part.
func (b *body) Cursor() (x, y int, ok bool) { return b.view.cursor() }

// Keys implements Part.
func (b *body) Keys() []Key {
	g := &b.Theme.Glyphs
	move := Key{"Arrows", "move"}
	if b.list {
		move = Key{g.Up + g.Down, "move"}
	}
	keys := []Key{move}
	if b.all != nil {
		keys = append(keys, Key{"Space", "mark"})
	} else {
		keys[0] = Key{move.Press + " Enter", "move, choose"}
	}
	if b.one != nil {
		keys = append(keys, Key{"w", "worst"})
	}
	if b.all != nil {
		keys = append(keys, Key{"m", "other side too"}, Key{"M", b.bothWords()})
	}
	return append(keys, Key{"u", strings.ToLower(b.notSure(b.q))}, Key{"v", "list or drawing"}, Key{"a-z", "go by letter, A-Z marks"}, Key{"Bksp", "clear"})
}

// panel is one drawing of the body or a part of it.
type panel struct {
	view        *figure.View
	part        figure.Rect
	title       string
	left, right string             // the person's sides, as they lie on the drawing
	item        []int              // of each zone of the view: the place, or -1
	spots       map[int]figure.Dot // the places that arrows reach here, on a raster of one dot a unit
	columns     int                // in cells
	raster      *figure.Raster
	centres     []figure.Dot // of the zones, on the raster
	still       []still      // the cells where nothing is marked
}

// newPanels makes the panels; without the large drawing of the low back its places
// are reached on the back.
func newPanels(m *marks, low bool) []panel {
	front, back := figure.Front(), figure.Back()
	out := frames(low)
	whole := figure.Frame()
	find := func(v *figure.View) []figure.Dot {
		return v.Raster(whole, int(whole.Width()), int(whole.Height()), 1).Centres(len(v.Zones))
	}
	middles := find(back)
	for p := range out {
		out[p].view = back
		if p == 0 {
			out[p].view = front
			out[p].place(m, find(front))
			continue
		}
		out[p].place(m, middles)
	}
	if low {
		for i := range out[2].spots {
			delete(out[1].spots, i)
		}
	}
	return out
}

// frames are the panels before anything is drawn in them.
func frames(low bool) []panel {
	out := []panel{
		{part: figure.Frame(), title: "Front", left: "right", right: "left"},
		{part: figure.Frame(), title: "Back", left: "left", right: "right"},
	}
	if low {
		out = append(out, panel{part: figure.LowBack(), title: "Low back, larger", left: "left", right: "right"})
	}
	return out
}

// place finds where the places lie, from the middles of the zones of the view. The
// large drawing has those whose middle it shows.
func (p *panel) place(m *marks, middles []figure.Dot) {
	whole := figure.Frame()
	p.item = make([]int, len(p.view.Zones))
	p.spots = map[int]figure.Dot{}
	for z := range p.view.Zones {
		p.item[z] = m.index(p.view.Zones[z].ID)
		c := middles[z]
		x, y := float64(c.X)+whole.Left, float64(c.Y)+whole.Top
		if p.item[z] >= 0 && c.OK && x > p.part.Left && x < p.part.Right && y > p.part.Top && y < p.part.Bottom {
			p.spots[p.item[z]] = figure.Dot{X: c.X, Y: c.Y, OK: true}
		}
	}
}

// neighbour is where an arrow leads: the nearest place in its direction, or, at the
// edge of a panel, the one at that height in the next.
func neighbour(panels []panel, at, from int, key string) (panel, place int) {
	p := &panels[at]
	here := p.spots[from]
	if i := nearest(p.spots, here, from, key); i >= 0 {
		return at, i
	}
	next := at
	switch key {
	case "left":
		next--
	case "right":
		next++
	}
	if next == at || next < 0 || next >= len(panels) {
		return at, from
	}
	best, found := 0, -1
	for i, d := range panels[next].spots {
		cost := 2*abs(d.Y-here.Y) + d.X
		if key == "left" {
			cost = 2*abs(d.Y-here.Y) - d.X
		}
		if found < 0 || cost < best || cost == best && i < found {
			best, found = cost, i
		}
	}
	if found < 0 {
		return at, from
	}
	return next, found
}

// nearest returns the nearest place in a direction, or -1. A place further aside
// than ahead does not count.
func nearest(spots map[int]figure.Dot, here figure.Dot, from int, key string) int {
	best, found := 0, -1
	for i, d := range spots {
		ahead, aside := d.Y-here.Y, abs(d.X-here.X)
		if key == "left" || key == "right" {
			ahead, aside = d.X-here.X, abs(d.Y-here.Y)
		}
		if key == "up" || key == "left" {
			ahead = -ahead
		}
		if i == from || ahead <= 0 || aside > 2*ahead {
			continue
		}
		cost := ahead + 3*aside
		if found < 0 || cost < best || cost == best && i < found {
			best, found = cost, i
		}
	}
	return found
}

func abs(x int) int { return max(x, -x) }
