package view

import (
	"bytes"
	"cmp"
	"encoding/json"
)

// JSON is a value as a JSON document for people too: indented, and with > as it
// is, which addresses have. The error says that the value cannot be written so.
func JSON(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return []byte(harmlessJSON(b.String())), nil
}

// JSON prints a value as a JSON document.
func (w *Writer) JSON(value any) {
	document, err := JSON(value)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.err = cmp.Or(w.err, err)
		return
	}
	_, _ = w.Write(document)
}
