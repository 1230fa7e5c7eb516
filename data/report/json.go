package report

import (
	"bytes"
	"encoding/json"
)

// JSON writes the document as one line, the contract of the command line. The same
// document gives the same bytes.
func JSON(d *Document) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
