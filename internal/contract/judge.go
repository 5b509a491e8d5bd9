package contract

import (
	"cmp"
	"fmt"
	"mime"
	"slices"
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
		came := statusText(e.Status())
		if to := e.Header().Get("Location"); to != "" && e.Status()/100 == 3 {
			came += " to " + j.teller().quote(to)
		}
		j.add(j.clause(c.index[spec.StatusClause]), "", "one of "+c.documentedStatuses(), came)
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

// violation makes a violation. What it got is without secrets already, as a
// [teller] says it, if it was shortened; the rest is seen to here.
func (j *judgement) violation(c spec.Clause, pointer, want, got string) Violation {
	tell := j.teller()
	return Violation{Clause: c.ID, Document: j.contract.bundle.Manifest.Document, Line: c.Line,
		Pointer: tell.pointer(pointer), Want: want, Got: tell(got)}
}

func (j *judgement) add(c spec.Clause, pointer, want, got string) {
	j.violations = append(j.violations, j.violation(c, pointer, want, got))
}

// sorted orders violations as the contract orders clauses, and drops
// repetitions. One whose clause is not the contract's comes last.
func (j *judgement) sorted() []Violation {
	rank := func(v Violation) int {
		if i, known := j.contract.index[v.Clause]; known {
			return i
		}
		return len(j.contract.index)
	}
	slices.SortStableFunc(j.violations, func(a, b Violation) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a.Clause, b.Clause),
			strings.Compare(a.Pointer, b.Pointer), strings.Compare(a.Got, b.Got), strings.Compare(a.Want, b.Want))
	})
	return slices.CompactFunc(j.violations, func(a, b Violation) bool {
		return a.Clause == b.Clause && a.Pointer == b.Pointer && a.Got == b.Got && a.Want == b.Want
	})
}

func (j *judgement) answer(r *response) {
	if r.body == nil {
		return
	}
	if judged := j.mediaType(r); !judged {
		return
	}
	if j.exchange.Cut() {
		j.add(j.clause(r.body.json), "", "one JSON document", "a body that was cut short: "+j.teller().quote(string(j.exchange.Body())))
		return
	}
	if document := j.judgeBody(r.body, j.exchange.Body()); document != nil {
		j.semantics(r, document.value)
	}
}

// mediaType judges the Content-Type of the answer; its parameters and case are
// free (RFC 9110 section 8.3). It says whether the body is to be judged as
// JSON: not where it is of a documented type that is none.
func (j *judgement) mediaType(r *response) (isJSON bool) {
	values := j.exchange.Header().Values("Content-Type")
	wanted := strings.Join(r.MediaTypes, " or ")
	media, _ := j.contract.Clause("media/" + r.Status + "/" + r.MediaTypes[0])
	if len(values) == 0 {
		j.add(media, "", wanted, "no Content-Type")
		return true
	}
	isJSON = true
	for _, value := range values {
		key, ok := taken(r.MediaTypes, value)
		if !ok {
			j.add(media, "", wanted, j.teller().quote(value))
			return true
		}
		isJSON = isJSON && spec.IsJSON(key)
	}
	return isJSON
}

// taken finds the documented media type, or range, that a value falls under:
// the most specific one (OpenAPI 3.0, Media Type Object).
func taken(documented []string, value string) (key string, ok bool) {
	have := baseType(value)
	best := -1
	for _, name := range documented {
		want := baseType(name)
		prefix, isRange := strings.CutSuffix(want, "*")
		specific := len(want)
		switch {
		case have == want:
			return name, true
		case want == "*/*":
			specific = 0
		case !isRange || !strings.HasPrefix(have, prefix):
			continue
		}
		if specific > best {
			key, best = name, specific
		}
	}
	return key, best >= 0
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

// judgeBody judges a body's JSON and its schema; nil if it is no JSON.
func (j *judgement) judgeBody(b *body, text []byte) *document {
	document, malformed := decode(text)
	if malformed != nil {
		j.add(j.clause(b.json), "", "one JSON document", malformed.told(j.teller()))
		return nil
	}
	for _, d := range document.duplicates {
		j.add(j.clause(b.json), d.pointer, "each key once", "the key "+j.teller().quote(d.name)+" twice")
	}
	if document.unlisted > 0 {
		j.add(j.clause(b.json), "", "each key once", fmt.Sprintf("keys again, %d times more", document.unlisted))
	}
	for _, finding := range b.validate(document.value) {
		j.violations = append(j.violations, j.explain(b, document.value, finding)...)
	}
	return document
}
