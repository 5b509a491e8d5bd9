package spec_test

import (
	"net/http"
	"testing"

	"kycspec/internal/spec"
)

func TestWhichStatusAReasonDescribes(t *testing.T) {
	const unprocessable = http.StatusUnprocessableEntity
	for text, another := range map[string]bool{
		"Unprocessable Entity": false, "Unprocessable Content": false, "unprocessable_entity": false, "422 Unprocessable Entity": false,
		"Validation failed": false, "": false, "422": false, "Not found: the blockchain": false, "ERR06": false,
		"Not Found": true, "NOT_FOUND": true, "404 Not Found": true, "not found": true, "I'm a teapot": true,
		"Content Too Large": true, "Payload Too Large": true, "Request Entity Too Large": true, "OK": true,
	} {
		if got := spec.DescribesAnother(text, unprocessable); got != another {
			t.Errorf("%q describes another status than 422: %v", text, got)
		}
	}
	for _, text := range []string{"Content Too Large", "Payload Too Large", "Request Entity Too Large"} {
		if spec.DescribesAnother(text, http.StatusRequestEntityTooLarge) {
			t.Errorf("%q is what 413 is called", text)
		}
	}
}
