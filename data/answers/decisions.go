package answers

import (
	"slices"
	"strings"
	"unicode/utf8"

	"afterfusion/data/printable"
	"afterfusion/data/yamltree"
)

func (d *decoder) source(n *yamltree.Node) string {
	ids := []string{"waived"}
	for i := range d.know.Sources {
		ids = append(ids, d.know.Sources[i].ID)
	}
	switch {
	case slices.Contains(ids, n.Value):
		return n.Value
	case d.leave("suspicion"):
	case n.Kind != yamltree.Scalar:
		d.fail(n, "the suspicion is one source, or waived, not %v", n.Kind)
	default:
		d.fail(n, "there is no source %s%s", printable.Quote(n.Value), didYouMean(n.Value, ids))
	}
	return ""
}

func (d *decoder) decisions(n *yamltree.Node, f *File) {
	if n.Kind != yamltree.Map {
		d.fail(n, "decisions is a table from option to {accepted, reason}")
		return
	}
	var ids []string
	for i := range d.know.Options {
		ids = append(ids, d.know.Options[i].ID)
	}
	for i := range n.Keys {
		k, item := &n.Keys[i], n.Items[i]
		if !slices.Contains(ids, k.Name) {
			if d.leave(k.Name) {
				continue
			}
			d.failKey(k, "there is no option %s%s", printable.Quote(k.Name), didYouMean(k.Name, ids))
		}
		f.Decisions = append(f.Decisions, d.decision(printable.Cut(k.Name), item))
	}
}

func (d *decoder) decision(option string, n *yamltree.Node) Decision {
	out := Decision{Option: option}
	if n.Get("accepted") == nil {
		d.fail(n, "%s: a decision is {accepted: yes or no, reason: words}", option)
	}
	for i := range n.Keys {
		v := n.Items[i]
		switch n.Keys[i].Name {
		case "accepted":
			w := word(v)
			if out.Accepted = w == "yes"; !out.Accepted && w != "no" {
				d.fail(v, "%s: accepted takes yes or no, not %s", option, written(v))
			}
		case "reason":
			out.Reason = d.reason(option, v)
		default:
			d.failKey(&n.Keys[i], "%s: a decision has accepted and reason, not %s", option, printable.Quote(n.Keys[i].Name))
		}
	}
	return out
}

// reason reads words of a person, which are printed as they are: nothing in them may
// act on a terminal or look like lines of a report.
func (d *decoder) reason(option string, n *yamltree.Node) string {
	if n.Kind != yamltree.Scalar {
		d.fail(n, "%s: the reason is words, not %v", option, n.Kind)
		return ""
	}
	s := strings.Join(strings.Fields(n.Value), " ")
	if !d.lenient {
		if r, acts := printable.Find(s, false); acts {
			d.fail(n, "%s: the reason holds the control character %U; take it out", option, r)
		}
		if count := utf8.RuneCountInString(s); count > longestReason {
			d.fail(n, "%s: the reason has %d letters, %d at most", option, count, longestReason)
		}
	}
	return Reason(s)
}
