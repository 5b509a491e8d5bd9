package contract

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/spec"
)

// semantics judges what the descriptions promise of an answer's values. That
// one is missing is the schema's to say.
func (j *judgement) semantics(r *response, body any) {
	for _, i := range j.contract.semantic[r.Status] {
		c := j.clause(i)
		for _, s := range spots(body, spec.SplitPlace(c.Place), "") {
			if wanted := j.breaks(c, s.value); wanted != "" {
				j.add(c, s.pointer, wanted, j.teller().show(s.value))
			}
		}
	}
}

// breaks says what a semantic clause wants, where the value is something else.
func (j *judgement) breaks(c spec.Clause, value any) string {
	switch c.Keyword {
	case spec.KeywordNull:
		if value != nil {
			return "null"
		}
	case spec.KeywordNotNull:
		if value == nil {
			return "a value"
		}
	case spec.KeywordBase64:
		if text, ok := value.(string); !ok || !decodesAsBase64(text) {
			return "base64 of something"
		}
	case spec.KeywordHTTPStatus:
		status := json.Number(strconv.Itoa(j.exchange.Status()))
		if _, isNumber := value.(json.Number); isNumber && compare(value, status) != 0 {
			return fmt.Sprintf("%s, the answer's HTTP status", status)
		}
	}
	return ""
}

// gjsonPath writes a clause's place as a path of gjson.
func gjsonPath(place string) string {
	path := spec.SplitPlace(place)
	for i, token := range path {
		path[i] = gjson.Escape(token)
	}
	return strings.Join(path, ".")
}
