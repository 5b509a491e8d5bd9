package contract

import (
	"cmp"
	"mime"
	"slices"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Judge gives every violation of the contract in an exchange, in the order of
// the contract's clauses: what is wrong with the answer, and that a request
// was accepted which the contract rules out. Nil: the contract was kept. The
// texts have no secrets in them. Judge never panics, whatever the answer is.
func (c *Contract) Judge(e *exchange.Exchange) []outcome.Violation {
	j := &judgement{contract: c, exchange: e}
	key, documented := c.Documented(e.Status())
	if !documented {
		j.add(outcome.FaultStatus, j.clause(c.index[spec.StatusClause]), "", outcome.Term{Kind: outcome.WantStatuses, Names: c.Statuses()}, j.undocumented())
	} else {
		j.answer(c.responses[key])
		j.retryAfter(key)
	}
	if e.Status()/100 == 2 {
		j.accepted()
	}
	return j.sorted()
}

// JudgeRequest gives every clause that a request's body breaks; nil for one that the contract allows.
func (c *Contract) JudgeRequest(text []byte) []outcome.Violation {
	j := &judgement{contract: c}
	j.judgeBody(c.request, text)
	return j.sorted()
}

// undocumented is a status that the contract does not have, and where it leads.
func (j *judgement) undocumented() outcome.Term {
	status := j.exchange.Status()
	to := j.exchange.Header().Get("Location")
	if to == "" || status/100 != 3 {
		return outcome.Term{Kind: outcome.GotStatus, Status: status}
	}
	shown := j.formatter().text(to)
	return outcome.Term{Kind: outcome.GotRedirect, Status: status, Of: &shown}
}

// judgement collects the violations of one exchange.
type judgement struct {
	contract   *Contract
	exchange   *exchange.Exchange
	violations []outcome.Violation
}

func (j *judgement) clause(i int) spec.Clause { return j.contract.bundle.Manifest.Clauses[i] }

// violation makes a violation. What was shortened of what came is without
// secrets already, as a [formatter] makes it; the rest is seen to here.
func (j *judgement) violation(fault outcome.Fault, c spec.Clause, pointer string, want, got outcome.Term) outcome.Violation {
	f := j.formatter()
	return outcome.Violation{Clause: c.ID, Document: j.contract.bundle.Manifest.Document, Line: c.Line,
		Pointer: f.pointer(pointer), Fault: fault, Want: want, Got: got.Map(f)}
}

func (j *judgement) add(fault outcome.Fault, c spec.Clause, pointer string, want, got outcome.Term) {
	j.violations = append(j.violations, j.violation(fault, c, pointer, want, got))
}

// sorted orders violations as the contract orders clauses, and drops
// repetitions. One whose clause is not the contract's comes last.
func (j *judgement) sorted() []outcome.Violation {
	rank := func(v outcome.Violation) int {
		if i, known := j.contract.index[v.Clause]; known {
			return i
		}
		return len(j.contract.index)
	}
	slices.SortStableFunc(j.violations, func(a, b outcome.Violation) int {
		return cmp.Or(rank(a)-rank(b), strings.Compare(a.Clause, b.Clause),
			strings.Compare(a.Pointer, b.Pointer), a.Got.Compare(b.Got), a.Want.Compare(b.Want))
	})
	return slices.CompactFunc(j.violations, func(a, b outcome.Violation) bool {
		return a.Clause == b.Clause && a.Pointer == b.Pointer && a.Got.Compare(b.Got) == 0 && a.Want.Compare(b.Want) == 0
	})
}

func (j *judgement) answer(r *compiledResponse) {
	if r.body == nil {
		return
	}
	if judged := j.mediaType(r); !judged {
		return
	}
	if j.exchange.Cut() {
		shown := j.formatter().text(string(j.exchange.Body()))
		j.add(outcome.FaultAnswer, j.clause(r.body.json), "", outcome.Term{Kind: outcome.WantDocument}, outcome.Term{Kind: outcome.GotCut, Of: &shown})
		return
	}
	if document := j.judgeBody(r.body, j.exchange.Body()); document != nil {
		j.semantics(r, document.value)
	}
}

// mediaType judges the Content-Type of the answer; its parameters and case are
// free (RFC 9110 section 8.3). It says whether the body is to be judged as
// JSON: not where it is of a documented type that is none.
func (j *judgement) mediaType(r *compiledResponse) (isJSON bool) {
	values := j.exchange.Header().Values("Content-Type")
	wanted := outcome.Term{Kind: outcome.WantMedia, Names: r.MediaTypes}
	media, _ := j.contract.Clause("media/" + r.Status + "/" + r.MediaTypes[0])
	if len(values) == 0 {
		j.add(outcome.FaultAnswer, media, "", wanted, outcome.Term{Kind: outcome.GotNoMedia})
		return true
	}
	isJSON = true
	for _, value := range values {
		key, ok := taken(r.MediaTypes, value)
		if !ok {
			j.add(outcome.FaultAnswer, media, "", wanted, j.formatter().text(value))
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
func (j *judgement) judgeBody(b *compiledBody, text []byte) *decodedBody {
	document, malformed := decode(text)
	if malformed != nil {
		j.add(outcome.FaultAnswer, j.clause(b.json), "", outcome.Term{Kind: outcome.WantDocument}, malformed.term(j.formatter()))
		return nil
	}
	once := outcome.Term{Kind: outcome.WantUniqueKeys}
	for _, d := range document.duplicates {
		name := j.formatter().text(d.name)
		j.add(outcome.FaultAnswer, j.clause(b.json), d.pointer, once, outcome.Term{Kind: outcome.GotDuplicate, Of: &name})
	}
	if document.unlisted > 0 {
		j.add(outcome.FaultAnswer, j.clause(b.json), "", once, outcome.Term{Kind: outcome.GotDuplicates, Length: document.unlisted})
	}
	for _, finding := range b.validate(document.value) {
		j.violations = append(j.violations, j.explain(b, document.value, finding)...)
	}
	return document
}
