package answers

import "afterfusion/rules"

// JSON returns an answer file as a value that encoding/json writes: the same as
// Encode writes in YAML, but for the order of the decisions.
func JSON(f *File, base *rules.Base) map[string]any {
	said := make(map[string]any, len(f.Answers))
	for id, v := range f.Answers {
		q, ok := base.Question(id)
		if !ok {
			continue
		}
		if rows, table := plainValue(q, v).(map[string]string); !table || len(rows) > 0 { // a table of nothing says nothing
			said[id] = plainValue(q, v)
		}
	}
	out := map[string]any{"afterfusion": Format, "answers": said}
	if f.As != "" {
		out["as"] = f.As
	}
	if f.Suspicion != "" {
		out["suspicion"] = f.Suspicion
	}
	if len(f.Decisions) > 0 {
		decisions := map[string]any{}
		for _, d := range f.Decisions {
			decisions[d.Option] = map[string]any{"accepted": d.Accepted, "reason": Reason(d.Reason)}
		}
		out["decisions"] = decisions
	}
	return out
}

func plainValue(q *rules.Question, v rules.Value) any {
	switch {
	case v.Unsure:
		return "unknown"
	case v.Numeric && v.Lo == v.Hi:
		return v.Lo
	case v.Numeric:
		return []float64{v.Lo, v.Hi}
	case v.Listed && q.Kind == rules.KindChoice && len(v.Yes) == 1:
		return v.Yes[0]
	case v.Listed && v.Partial:
		return append(append([]string{}, v.Yes...), "unknown")
	case v.Listed:
		return v.Yes
	}
	rows := map[string]string{}
	for _, part := range []struct {
		ids  []string
		word string
	}{{v.Yes, "yes"}, {v.No, "no"}, {v.NotSure, "unknown"}} {
		for _, id := range part.ids {
			rows[id] = part.word
		}
	}
	return rows
}
