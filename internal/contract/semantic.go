package contract

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// semantics judges what the descriptions promise of an answer's values. That
// one is missing is the schema's to say.
func (j *judgement) semantics(r *compiledResponse, body any) {
	for _, i := range j.contract.semantic[r.Status] {
		c := j.clause(i)
		for _, s := range spots(body, spec.SplitPlace(c.Place), "") {
			if wanted, broken := j.breaks(c, s.value); broken {
				j.add(outcome.FaultAnswer, c, s.pointer, wanted, j.formatter().value(s.value))
			}
		}
	}
}

// breaks says what a semantic clause wants, where the value is something else.
func (j *judgement) breaks(c spec.Clause, value any) (wanted outcome.Term, broken bool) {
	switch c.Keyword {
	case spec.KeywordNull:
		return outcome.Term{Kind: outcome.WantNull}, value != nil
	case spec.KeywordNotNull:
		return outcome.Term{Kind: outcome.WantValue}, value == nil
	case spec.KeywordBase64:
		text, ok := value.(string)
		return outcome.Term{Kind: outcome.WantBase64}, !ok || !decodesAsBase64(text)
	case spec.KeywordHTTPStatus:
		status := j.exchange.Status()
		_, isNumber := value.(json.Number)
		return outcome.Term{Kind: outcome.WantSameStatus, Status: status}, isNumber && !spec.Same(value, json.Number(strconv.Itoa(status)))
	case spec.KeywordHTTPReason:
		text, _ := value.(string)
		return outcome.Term{Kind: outcome.WantReason, Status: j.exchange.Status()}, spec.DescribesAnother(text, j.exchange.Status())
	}
	return outcome.Term{}, false
}

// gjsonPath writes a clause's place as a path of gjson.
func gjsonPath(place string) string {
	path := spec.SplitPlace(place)
	for i, token := range path {
		path[i] = gjson.Escape(token)
	}
	return strings.Join(path, ".")
}
