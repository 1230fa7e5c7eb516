package rules

// pack moves what an assessment walks through for every source into memory of its own,
// source after source, out from among all else that compiling made.
func (c *compiler) pack() {
	var priors []*[]prior
	var groups []*[]group
	var items []*[]item
	var outcomes []*[]outcome
	var whens []*[]slot
	var composites []*[]composite
	var rungs []*[]rung
	var options []*[]int32
	var places []*[]int
	for i := range c.sources {
		s := &c.sources[i]
		priors, groups = append(priors, &s.priors), append(groups, &s.groups)
		items, outcomes, whens = append(items, &s.items), append(outcomes, &s.outcomes), append(whens, &s.whens)
		composites, rungs = append(composites, &s.composites), append(rungs, &s.rungs)
	}
	packed(priors)
	packed(groups)
	packed(items)
	packed(outcomes)
	packed(whens)
	packed(composites)
	packed(rungs)
	for i := range c.sources { // what hangs on lists that have moved
		s := &c.sources[i]
		for k := range s.composites {
			places = append(places, &s.composites[k].replaces, &s.composites[k].halves)
		}
		options = append(options, &s.base, &s.beside)
		for k := range s.rungs {
			options = append(options, &s.rungs[k].options)
		}
	}
	packed(places)
	packed(options)
}

// packed moves lists into one piece of memory, in their order.
func packed[T any](lists []*[]T) {
	n := 0
	for _, l := range lists {
		n += len(*l)
	}
	slab := make([]T, 0, n)
	for _, l := range lists {
		if from := len(slab); len(*l) > 0 {
			slab = append(slab, *l...)
			*l = slab[from:len(slab):len(slab)]
		}
	}
}
