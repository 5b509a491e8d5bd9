package contract

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/spec"
)

// semantics judges what the descriptions promise of an answer's values. A body
// that is no JSON has been reported already, and is not looked into.
func (j *judgement) semantics(r *response) {
	text := j.exchange.Body()
	if !gjson.ValidBytes(text) {
		return
	}
	for _, i := range j.contract.semantic[r.Status] {
		c := j.clause(i)
		value := gjson.GetBytes(text, gjsonPath(c.Place))
		if !value.Exists() {
			continue // that it is missing is the schema's to say
		}
		if wanted := j.breaks(c, value); wanted != "" {
			j.add(c, "/"+strings.Join(pointerTokens(c.Place), "/"), wanted, shownResult(value))
		}
	}
}

// breaks says what a semantic clause wants, where the value is something else.
func (j *judgement) breaks(c spec.Clause, value gjson.Result) string {
	switch c.Keyword {
	case spec.KeywordNull:
		if value.Type != gjson.Null {
			return "null"
		}
	case spec.KeywordNotNull:
		if value.Type == gjson.Null {
			return "a value"
		}
	case spec.KeywordBase64:
		if value.Type != gjson.String || !decodesAsBase64(value.Str) {
			return "base64 of something"
		}
	case spec.KeywordHTTPStatus:
		if value.Type == gjson.Number && value.Raw != strconv.Itoa(j.exchange.Status()) && value.Num != float64(j.exchange.Status()) {
			return fmt.Sprintf("%d, the answer's HTTP status", j.exchange.Status())
		}
	}
	return ""
}

func shownResult(value gjson.Result) string {
	if value.Type == gjson.String {
		return show(value.Str)
	}
	if len(value.Raw) > longest {
		return value.Raw[:longest] + "…"
	}
	return value.Raw
}

// gjsonPath writes a clause's place as a path of gjson.
func gjsonPath(place string) string {
	path := spec.SplitPlace(place)
	for i, token := range path {
		path[i] = gjson.Escape(token)
	}
	return strings.Join(path, ".")
}

func pointerTokens(place string) []string {
	path := spec.SplitPlace(place)
	for i, token := range path {
		path[i] = escape(token)
	}
	return path
}
