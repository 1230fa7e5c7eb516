package rules

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// dice makes choices from the bytes of a fuzzer and, when they are used up, from a seed.
type dice struct {
	bytes []byte
	rest  *rand.Rand
}

func newDice(bytes []byte, seed uint64) *dice { return &dice{bytes, rand.New(rand.NewPCG(seed, 1))} }

func (d *dice) roll(n int) int {
	if n < 2 {
		return 0
	}
	if len(d.bytes) == 0 {
		return d.rest.IntN(n)
	}
	x := int(d.bytes[0])
	d.bytes = d.bytes[1:]
	return x % n
}

func (d *dice) chance() bool { return d.roll(2) == 1 }

// numbers that a comparison or a count may hold, odd ones among them.
var oddNumbers = []float64{4, 0, 7, 10, -1, 3.5, 75, 1e300, math.Inf(1), math.NaN()}

// condition makes a condition over the fixture. Where wild, names may be wrong.
func (d *dice) condition(k *Knowledge, depth int, wild bool) Condition {
	q := &k.Questions[d.roll(len(k.Questions))]
	kind := d.roll(8)
	if depth == 0 {
		kind = d.roll(2)
	}
	c := Condition{Question: q.ID}
	switch kind {
	case 0, 1:
		if q.Kind == KindNumber {
			c.Op, c.Cmp, c.Number = Compare, Cmp(d.roll(5)), oddNumbers[d.roll(len(oddNumbers))]
			break
		}
		c.Op = Is
		for range d.roll(3) + 1 {
			c.Choices = append(c.Choices, q.Choices[d.roll(len(q.Choices))].ID)
		}
	case 2, 3, 4:
		c = Condition{Op: []Op{All, Any, None}[kind-2]}
	case 5:
		c = Condition{Op: Not, Args: []Condition{d.condition(k, depth-1, wild)}}
	case 6:
		c = Condition{Op: Count, Cmp: Cmp(d.roll(5)), N: d.roll(5) - 1}
	default:
		if wild {
			return d.wild(k, q, depth)
		}
		c = Condition{Op: Any}
	}
	if c.Op == All || c.Op == Any || c.Op == None || c.Op == Count {
		for range d.roll(4) {
			c.Args = append(c.Args, d.condition(k, depth-1, wild))
		}
	}
	return c
}

// wild makes a condition that may name what is not there, or look at sources, flags
// and whether something is known.
func (d *dice) wild(k *Knowledge, q *Question, depth int) Condition {
	c := Condition{Op: Op(d.roll(int(opLast) + 1)), Question: q.ID, Cmp: Cmp(d.roll(6)), Number: oddNumbers[d.roll(len(oddNumbers))], N: d.roll(9) - 4, Level: Level(d.roll(4))}
	for range d.roll(3) {
		c.Choices = append(c.Choices, []string{"none", "no-such", "left", "yes"}[d.roll(4)])
	}
	for range d.roll(3) {
		c.Args = append(c.Args, d.condition(k, depth-1, true))
	}
	switch c.Op {
	case SourceIs:
		c.Question = []string{"joint", "nerve", "no-such"}[d.roll(3)]
		c.Band = []string{"", "likely", "sure"}[d.roll(3)]
	case FlagIs:
		c.Question = []string{"cord", "any", "no-such"}[d.roll(3)]
	default:
		if d.roll(4) == 1 {
			c.Question = "no-such"
		}
	}
	return c
}

// answer makes an answer to a question of which everything is known, and one that
// says the same but less.
func (d *dice) answer(q *Question) (full, less Value) {
	if q.Kind == KindNumber {
		x := q.Range[0] + float64(d.roll(101))/100*(q.Range[1]-q.Range[0])
		lo := q.Range[0] + float64(d.roll(101))/100*(x-q.Range[0])
		hi := x + float64(d.roll(101))/100*(q.Range[1]-x)
		return Number(x), Range(min(lo, x), min(max(hi, x), q.Range[1]))
	}
	if q.Kind == KindChoice {
		full = One(q.Choices[d.roll(len(q.Choices))].ID)
		return full, full
	}
	var yes, no []string
	for _, c := range q.Choices {
		if c.ID == "none" {
			continue
		}
		if d.chance() {
			yes = append(yes, c.ID)
		} else {
			no = append(no, c.ID)
		}
	}
	full = Map(yes, no, nil)
	if len(yes) > 0 && d.chance() {
		full = List(yes...)
	}
	keep := func(ids []string) (kept, open []string) {
		for _, id := range ids {
			switch d.roll(3) {
			case 0:
				kept = append(kept, id)
			case 1:
				open = append(open, id)
			}
		}
		return kept, open
	}
	someYes, unsure1 := keep(yes)
	if d.chance() {
		return full, PartialList(someYes...)
	}
	someNo, unsure2 := keep(no)
	if less = Map(someYes, someNo, slices.Concat(unsure1, unsure2)); len(someYes)+len(someNo)+len(less.NotSure) == 0 {
		less = Unsure()
	}
	return full, less
}

// people makes two sets of answers, of which the second says all that the first says, and more.
func (d *dice) people(k *Knowledge) (less, more Answers) {
	less, more = Answers{}, Answers{}
	for i := range k.Questions {
		q := &k.Questions[i]
		full, some := d.answer(q)
		switch d.roll(5) {
		case 0: // not asked
		case 1:
			less[q.ID], more[q.ID] = some, full
		case 2:
			less[q.ID], more[q.ID] = Unsure(), some
		case 3:
			less[q.ID], more[q.ID] = full, full
		default:
			more[q.ID] = full
		}
	}
	return less, more
}

// FuzzConditions makes conditions of any shape. What hangs together compiles, and
// what is true or false stays so, whatever else becomes known. (Only `known` does
// not: it asks whether something is known.)
func FuzzConditions(f *testing.F) {
	for seed := range uint64(40) {
		f.Add([]byte{}, seed)
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		d := newDice(data, seed)
		k := small()
		c := d.condition(k, 4, false)
		k.Policy.Core = append(k.Policy.Core, CoreAnswer{ID: "fuzzed", When: c})
		b, err := Compile(k)
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		less, more := d.people(k)
		if b.Check(less) != nil || b.Check(more) != nil {
			delete(less, "pain.side") // it may contradict the drawing
			delete(more, "pain.side")
		}
		truth := func(a Answers) Truth {
			e, err := b.Explain(a)
			if err != nil {
				t.Fatalf("%+v: %v", a, err)
			}
			return e.Holds(&c)
		}
		before, after := truth(less), truth(more)
		if before != Unknown && before != after {
			t.Fatalf("%+v\nis %v for %+v\nand %v for %+v", c, before, less, after, more)
		}
		e, err := b.Explain(less)
		if err != nil {
			t.Fatal(err)
		}
		for _, opposite := range []Condition{negate(c), noneOf(c), noneOf(c, c)} {
			if got := e.Holds(&opposite); got != True-before {
				t.Fatalf("%+v is %v, and its opposite %v", c, before, got)
			}
		}
		// The compiled policy sees the same truth as the explanation of it.
		for _, a := range []Answers{less, more} {
			got, err := b.Assess(a)
			if err != nil {
				t.Fatal(err)
			}
			if missing := slices.Contains(got.Missing, len(k.Policy.Core)-1); missing == (truth(a) == True) {
				t.Fatalf("%+v is %v, and missing %v", c, truth(a), missing)
			}
		}
	})
}

// FuzzCompile puts conditions with any fault at any place of a knowledge. Compile says
// what is wrong, each fault with the id at fault, or the knowledge can be used on anyone.
func FuzzCompile(f *testing.F) {
	for seed := range uint64(40) {
		f.Add([]byte{}, seed)
	}
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		d := newDice(data, seed)
		k := small()
		options := d.roll(2) // sources and flags are looked at from ladders only
		for range d.roll(3) + 1 {
			c := d.condition(k, 3, true)
			places := []*Condition{&k.Sources[0].Ladder[1].Opens.When, &k.Sources[0].Ladder[0].Passed.When, &k.Options[3].Needs[0].When,
				&k.Options[1].Avoid[0].When, &k.Options[0].Applies, &k.Options[2].Result, &k.Options[1].InUse, &k.Options[1].Adequate.When}
			looks := false
			c.Walk(func(x *Condition) { looks = looks || x.Op == SourceIs || x.Op == FlagIs })
			if options == 1 && !looks {
				places = []*Condition{&k.Sources[0].Prior[0].When, &k.Sources[0].Evidence[0].Outcomes[0].When, &k.Flags[0].Trigger, &k.Flags[0].Levels.Emergency.When,
					&k.Flags[0].Notice.When, &k.Policy.Scope[0].When, &k.Policy.Core[0].When, &k.Policy.RecentProcedure, &k.Policy.Unverified.When}
			}
			*places[d.roll(len(places))] = c
		}
		b, err := Compile(k)
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				if at, problem, ok := strings.Cut(line, ": "); !ok || at == "" || problem == "" {
					t.Fatalf("a poor error: %q", line)
				}
			}
			if b != nil {
				t.Fatal("a base beside an error")
			}
			return
		}
		less, more := d.people(k)
		for _, a := range []Answers{{}, less, more} {
			delete(a, "pain.side")
			got, err := b.Assess(a)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range got.Sources {
				if !(0 < s.Lo && s.Lo <= s.Probability && s.Probability <= s.Hi && s.Hi < 1) {
					t.Fatalf("%+v", s)
				}
			}
			for _, l := range got.Ladders {
				for _, r := range l.Rungs {
					for _, o := range r.Options {
						if o.Status == Now && r.Open != True {
							t.Fatalf("%s is open on a rung that is not", k.Options[o.Option].ID)
						}
					}
				}
			}
			if _, err := b.Interview(a, Asking{Reader: Clinician}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
