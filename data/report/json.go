package report

import (
	"bytes"
	"encoding/json"
	"io"
)

// JSON writes the document as one line, the contract of the command line. The same
// document gives the same bytes.
func JSON(d *Document) ([]byte, error) {
	var b bytes.Buffer
	if err := WriteJSON(&b, d); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// WriteJSON writes a Document or a Brief as one line.
func WriteJSON[T Document | Brief](w io.Writer, v *T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
