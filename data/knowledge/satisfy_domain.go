package knowledge

import (
	"cmp"
	"fmt"
	"slices"

	"afterfusion/rules"
)

// domain is what one question, source or flag can be, as far as the conditions of a
// search tell it apart. Its variables lie side by side from first.
type domain struct {
	id         string
	q          *rules.Question // nil for a source, a flag or an id that does not exist
	op         rules.Op
	thresholds []float64
	sets       [][]string
	asksKnown  bool

	first, count int
	known        int        // the variable "was answered", -1 where nothing asks
	points       []float64  // of a number
	classes      [][]string // of choices: those that no test tells apart
	none         int        // the class that is `none`, -1 where no test reads it
	rest         bool       // there are choices that no test reads
	free         map[string]int
}

// bandStarts are the probabilities from which the bands of sources begin.
var bandStarts = map[string]float64{"unlikely": 0, "not-ruled-out": 0.10, "possible": 0.30, "likely": 0.60, "very-likely": 0.80}

// key names the domain that a test reads.
func key(c *rules.Condition) string {
	switch c.Op {
	case rules.SourceIs:
		return "source." + c.Question
	case rules.FlagIs:
		return "flag." + c.Question
	}
	return c.Question
}

// gather notes what a condition tests.
func (s *solver) gather(c *rules.Condition) {
	if c.Op < rules.Known {
		return
	}
	k := key(c)
	d, ok := s.domains[k]
	if !ok {
		d = &domain{id: c.Question, op: c.Op, known: -1, none: -1, q: s.questions[k]}
		s.domains[k] = d
		s.order = append(s.order, d)
	}
	switch c.Op {
	case rules.Known:
		d.asksKnown = true
	case rules.Is:
		d.sets = append(d.sets, c.Choices)
	case rules.Compare:
		d.thresholds = append(d.thresholds, c.Number)
	case rules.SourceIs:
		d.thresholds = append(d.thresholds, sourceFrom(c))
	case rules.FlagIs:
		d.thresholds = append(d.thresholds, float64(c.Level))
	}
}

func sourceFrom(c *rules.Condition) float64 {
	if c.Band != "" {
		return bandStarts[c.Band]
	}
	return c.Number
}

// layOut gives the domain its variables.
func (d *domain) layOut(s *solver) {
	d.first = len(s.values)
	add := func(size int) {
		s.values = append(s.values, open)
		s.sizes = append(s.sizes, int8(size))
	}
	switch {
	case d.op == rules.SourceIs:
		d.points = points(d.thresholds, 0.01, 0.95)
		add(len(d.points))
	case d.op == rules.FlagIs:
		d.points = []float64{0, 1, 2, 3}
		add(len(d.points))
	case d.q == nil:
		d.free = map[string]int{}
		for range len(d.sets) + len(d.thresholds) {
			add(2)
		}
	case d.q.Kind == rules.KindNumber:
		lo, hi := 0.0, 0.0
		if len(d.q.Range) == 2 {
			lo, hi = d.q.Range[0], d.q.Range[1]
		}
		d.points = points(d.thresholds, lo, hi)
		add(len(d.points))
	case d.q.Kind == rules.KindChoice:
		d.classify(true)
		add(len(d.classes))
	default:
		d.classify(false)
		for range d.classes {
			add(2)
		}
	}
	if d.asksKnown || s.partial && d.q != nil {
		d.known = len(s.values)
		add(2)
	}
	d.count = len(s.values) - d.first
}

// points are the thresholds within the range, its ends, and a point between each two.
func points(thresholds []float64, lo, hi float64) []float64 {
	at := []float64{lo, hi}
	for _, x := range thresholds {
		if lo < x && x < hi {
			at = append(at, x)
		}
	}
	slices.Sort(at)
	at = slices.Compact(at)
	for i := len(at) - 1; i > 0; i-- {
		at = append(at, (at[i-1]+at[i])/2)
	}
	slices.Sort(at)
	return at[:min(len(at), 127)]
}

// classify puts choices together that every test reads alike. Those that none reads
// are a class of their own for a single choice, and left out for several.
func (d *domain) classify(single bool) {
	at := map[string]int{}
	for i := range d.q.Choices {
		id := d.q.Choices[i].ID
		signature, read := "", false
		for n, set := range d.sets {
			if slices.Contains(set, id) {
				signature, read = signature+fmt.Sprint(n, ","), true
			}
		}
		if !read && !single {
			d.rest = true
			continue
		}
		none := id == "none" && !single
		if none {
			signature += "none"
			d.none = len(d.classes)
		}
		n, ok := at[signature]
		if !ok {
			n = len(d.classes)
			at[signature] = n
			d.classes = append(d.classes, nil)
		}
		d.classes[n] = append(d.classes[n], id)
	}
	if !single && !slices.ContainsFunc(d.q.Choices, func(c rules.Choice) bool { return c.ID == "none" }) {
		d.rest = true // nothing of it: a table in which every item is a no
	}
}

// consistent says whether the variables, as far as they are given, are an answer
// that can be given: none stands alone, and where nothing else holds none does.
func (d *domain) consistent(s *solver) bool {
	if d.none < 0 || s.values[d.first+d.none] == open {
		return true
	}
	isNone, undecided := s.values[d.first+d.none] == 1, false
	for i := range d.classes {
		switch v := s.values[d.first+i]; {
		case i == d.none:
		case v == 1:
			return !isNone
		case v == open:
			undecided = true
		}
	}
	return isNone || d.rest || undecided
}

// atom is the test of a domain by a condition.
func (d *domain) atom(c *rules.Condition) formula {
	f := formula{op: rules.Is, v: d.first}
	switch {
	case d.free != nil:
		name := fmt.Sprint(c.Op, c.Choices, c.Cmp, c.Number)
		if _, ok := d.free[name]; !ok {
			d.free[name] = len(d.free)
		}
		f.v, f.truths = d.first+d.free[name], answered.truths
	case c.Op == rules.FlagIs, c.Op == rules.SourceIs, c.Op == rules.Compare && d.points != nil:
		want := *c
		switch c.Op {
		case rules.SourceIs:
			want.Number = sourceFrom(c)
		case rules.FlagIs:
			want.Cmp, want.Number = rules.AtLeast, float64(c.Level)
		}
		for _, x := range d.points {
			f.truths = append(f.truths, truth(holds(want.Cmp, x, want.Number)))
		}
	case c.Op != rules.Is || d.classes == nil:
		return formula{op: rules.Any} // a test of the wrong kind holds never; Compile says so
	case d.q.Kind == rules.KindChoice:
		for _, class := range d.classes {
			f.truths = append(f.truths, truth(slices.Contains(c.Choices, class[0])))
		}
	default:
		f = formula{op: rules.Any}
		for i, class := range d.classes {
			if slices.Contains(c.Choices, class[0]) {
				f.args = append(f.args, formula{op: rules.Is, v: d.first + i, truths: answered.truths})
			}
		}
	}
	return f
}

func truth(b bool) rules.Truth {
	if b {
		return rules.True
	}
	return rules.False
}

func holds(c rules.Cmp, x, threshold float64) bool {
	order := cmp.Compare(x, threshold)
	switch c {
	case rules.AtLeast:
		return order >= 0
	case rules.More:
		return order > 0
	case rules.AtMost:
		return order <= 0
	case rules.Less:
		return order < 0
	}
	return order == 0
}

// witness is a search that has succeeded.
type witness struct{ s *solver }

// answers are the answers found. Questions on which nothing hangs are left out.
func (w *witness) answers() rules.Answers {
	a := rules.Answers{}
	for _, d := range w.s.order {
		if d.q == nil || d.known >= 0 && w.s.values[d.known] == 0 {
			continue
		}
		if v, ok := d.answer(w.s.values[d.first : d.first+d.count]); ok {
			a[d.id] = v
		} else if d.known >= 0 && w.s.values[d.known] == 1 {
			a[d.id] = d.some()
		}
	}
	return a
}

func (d *domain) answer(values []int8) (rules.Value, bool) {
	switch {
	case len(values) == 0:
		return rules.Value{}, false
	case d.points != nil && values[0] != open:
		return rules.Number(d.points[values[0]]), true
	case d.points != nil:
		return rules.Value{}, false
	case d.q.Kind == rules.KindChoice:
		if values[0] == open {
			return rules.Value{}, false
		}
		return rules.One(d.classes[values[0]][0]), true
	}
	var yes []string
	given := false
	for i, class := range d.classes {
		given = given || values[i] != open
		if values[i] == 1 {
			yes = append(yes, class[0])
		}
	}
	switch {
	case !given:
		return rules.Value{}, false
	case yes == nil:
		return d.some(), true
	}
	return rules.List(yes...), true
}

// some is an answer in which nothing holds that a test reads.
func (d *domain) some() rules.Value {
	if d.points != nil {
		return rules.Number(d.points[0])
	}
	last := len(d.q.Choices) - 1
	if d.q.Kind == rules.KindChoice {
		return rules.One(d.q.Choices[last].ID)
	}
	var ids []string
	free := ""
	for i := range d.q.Choices {
		id := d.q.Choices[i].ID
		switch read := slices.ContainsFunc(d.sets, func(set []string) bool { return slices.Contains(set, id) }); {
		case !read && (free == "" || id == "none"):
			free = id
		case id != "none":
			ids = append(ids, id)
		}
	}
	if free != "" {
		return rules.List(free)
	}
	return rules.Map(nil, ids, nil)
}
