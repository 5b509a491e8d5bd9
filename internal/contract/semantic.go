package contract

import (
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

// breaks says what a semantic clause wants, and whether the value is something else.
func (j *judgement) breaks(c spec.Clause, value any) (wanted outcome.Term, broken bool) {
	row, limit := c.Row(), c.Value
	if row.OfStatus {
		limit = spec.StatusLimit(j.exchange.Status())
	}
	return row.Wants(limit), row.Allows != nil && row.Judges(limit, value) && !row.Allows(limit, value)
}

// gjsonPath writes a clause's place as a path of gjson.
func gjsonPath(place string) string {
	path := spec.SplitPlace(place)
	for i, token := range path {
		path[i] = gjson.Escape(token)
	}
	return strings.Join(path, ".")
}
