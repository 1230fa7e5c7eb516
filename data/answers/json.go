package answers

import "afterfusion/rules"

// JSON returns an answer file as a value that encoding/json writes: the same
// answers as Encode writes in YAML.
func JSON(f *File, base *rules.Base) map[string]any {
	said := make(map[string]any, len(f.Answers))
	for id, v := range f.Answers {
		if q, ok := base.Question(id); ok {
			said[id] = plainValue(q, v)
		}
	}
	out := map[string]any{"afterfusion": Format, "answers": said}
	if f.As != "" {
		out["as"] = f.As
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
