package contract

import (
	"mime"
	"sort"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/spec"
)

// Judge gives every violation of the contract in an exchange, in the order of
// the contract's clauses: what is wrong with the answer, and that a request
// was accepted which the contract rules out. Nil: the contract was kept. The
// texts have no secrets in them. Judge never panics, whatever the answer is.
func (c *Contract) Judge(e *exchange.Exchange) []Violation {
	j := &judgement{contract: c, exchange: e}
	key, documented := c.Documented(e.Status())
	if !documented {
		j.add(j.clause(c.index[spec.StatusClause]), "", "one of "+c.documentedStatuses(), statusText(e.Status()))
	} else {
		j.answer(c.responses[key])
	}
	if e.Status()/100 == 2 {
		j.accepted()
	}
	return j.sorted()
}

// JudgeRequest gives every clause that a request's body breaks; nil for one that the contract allows.
func (c *Contract) JudgeRequest(text []byte) []Violation {
	j := &judgement{contract: c}
	j.judgeBody(c.request, text)
	return j.sorted()
}

// judgement collects the violations of one exchange.
type judgement struct {
	contract   *Contract
	exchange   *exchange.Exchange
	violations []Violation
}

func (j *judgement) clause(i int) spec.Clause { return j.contract.bundle.Manifest.Clauses[i] }

func (j *judgement) violation(c spec.Clause, pointer, want, got string) Violation {
	if j.exchange != nil {
		got = j.exchange.Redact(got)
		pointer = j.exchange.Redact(pointer)
	}
	return Violation{Clause: c.ID, Document: j.contract.bundle.Manifest.Document, Line: c.Line,
		Pointer: pointer, Want: want, Got: got}
}

func (j *judgement) add(c spec.Clause, pointer, want, got string) {
	j.violations = append(j.violations, j.violation(c, pointer, want, got))
}

// sorted orders violations as the contract orders clauses, and drops repetitions.
func (j *judgement) sorted() []Violation {
	index := j.contract.index
	sort.SliceStable(j.violations, func(a, b int) bool {
		x, y := j.violations[a], j.violations[b]
		if x.Clause != y.Clause {
			return index[x.Clause] < index[y.Clause]
		}
		if x.Pointer != y.Pointer {
			return x.Pointer < y.Pointer
		}
		return x.Got < y.Got
	})
	var out []Violation
	for i, v := range j.violations {
		if i > 0 {
			last := out[len(out)-1]
			if last.Clause == v.Clause && last.Pointer == v.Pointer && last.Got == v.Got {
				continue
			}
		}
		out = append(out, v)
	}
	return out
}

func (j *judgement) answer(r *response) {
	if r.body == nil {
		return
	}
	j.mediaType(r)
	if j.exchange.Cut() {
		j.add(j.clause(r.body.json), "", "one JSON document", "a body that was cut short: "+elide(string(j.exchange.Body())))
		return
	}
	j.judgeBody(r.body, j.exchange.Body())
	j.semantics(r)
}

// mediaType judges the Content-Type of the answer; its parameters and case are free (RFC 9110 section 8.3).
func (j *judgement) mediaType(r *response) {
	values := j.exchange.Header().Values("Content-Type")
	wanted := strings.Join(r.MediaTypes, " or ")
	media, _ := j.contract.Clause("media/" + r.Status + "/" + r.MediaTypes[0])
	if len(values) == 0 {
		j.add(media, "", wanted, "no Content-Type")
		return
	}
	for _, value := range values {
		if !takes(r.MediaTypes, value) {
			j.add(media, "", wanted, elide(value))
			return
		}
	}
}

// takes says whether a media type is one of those, which may be ranges.
func takes(ranges []string, value string) bool {
	have := baseType(value)
	for _, name := range ranges {
		want := baseType(name)
		prefix, isRange := strings.CutSuffix(want, "/*")
		if have == want || want == "*/*" || isRange && strings.HasPrefix(have, prefix+"/") {
			return true
		}
	}
	return false
}

// baseType is a media type without parameters, in lower case, however bad its parameters are.
func baseType(value string) string {
	base, _, err := mime.ParseMediaType(value)
	if err == nil {
		return base
	}
	base, _, _ = strings.Cut(value, ";")
	return strings.ToLower(strings.TrimSpace(base))
}

// judgeBody judges a body's JSON and its schema.
func (j *judgement) judgeBody(b *body, text []byte) {
	value, duplicates, err := decode(text)
	if err != nil {
		j.add(j.clause(b.json), "", "one JSON document", err.Error())
		return
	}
	for _, d := range duplicates {
		j.add(j.clause(b.json), d.pointer, "each key once", "the key "+elide(d.name)+" twice")
	}
	for _, finding := range b.validate(value) {
		j.violations = append(j.violations, j.explain(b, value, finding))
	}
}
