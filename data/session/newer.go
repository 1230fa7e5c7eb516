package session

import (
	"encoding/json"
	"strconv"

	"afterfusion/data/answers"
	"afterfusion/data/yamltree"
)

// Newer says whether the interview that is kept is of a newer edition.
func (s *Store) Newer() bool {
	data, err := s.bytes()
	return err == nil && newer(data)
}

// newer looks at the formats alone: all else may be of another shape there.
func newer(data []byte) bool {
	var f struct {
		Format  int             `json:"afterfusion_session"`
		Answers json.RawMessage `json:"answers"`
	}
	if json.Unmarshal(data, &f) != nil || f.Format > format {
		return f.Format > format
	}
	var text string
	if json.Unmarshal(f.Answers, &text) != nil {
		return false
	}
	n, err := yamltree.Parse("", []byte(text), yamltree.ForAnswers)
	if err != nil {
		return false
	}
	v := n.Get("afterfusion")
	if v == nil {
		return false
	}
	x, err := strconv.Atoi(v.Value)
	return err == nil && x > answers.Format
}
