package explore

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"kycspec/internal/generate"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/spec"
)

// testCase is one request that is tried, before it is written.
type testCase struct {
	number  int // of the case, from 1
	attempt int // 0; more where it is asked again
	tree    any
	layout  uint64       // of the text; 0: as small as can be
	malform malformation // of the text; nil: none

	siwe        bool // of the application that requires signatures
	anonymous   bool
	contentType string
	breaks      []string // the clauses that it breaks
}

// order is how many clauses ten requests in a row break: six are valid, three
// break one clause, one breaks two.
var order = []int{0, 1, 0, 0, 1, 0, 2, 0, 1, 0}

// breaksOf is how many clauses the request of a number breaks, and how many
// requests that break so many come before it.
func breaksOf(number int) (breaks, nth int) {
	whole, rest := (number-1)/len(order), (number-1)%len(order)
	breaks = order[rest]
	for i, other := range order {
		if other == breaks {
			nth += whole
			if i < rest {
				nth++
			}
		}
	}
	return breaks, nth
}

// mostTries bounds the draws for one request.
const mostTries = 60

// caseOf makes the request of a number. It depends on nothing but that, the
// seed and the contract.
func (x *explorer) caseOf(number int) *testCase {
	breaks, nth := breaksOf(number)
	rng := rand.New(rand.NewPCG(x.Seed, uint64(number)<<8))
	switch {
	case breaks == 0 && len(x.atBoundary) > 0 || len(x.toBreak) == 0:
		return x.valid(number, nth, rng)
	case breaks == 0: // no boundary is asked for: break instead
		breaks = 1
	}
	for i := range x.toBreak {
		if t := x.broken(number, x.toBreak[(nth+i)%len(x.toBreak)], breaks == 2, rng); t != nil {
			return t
		}
	}
	return x.valid(number, nth, rng)
}

// valid makes a request that the contract allows, at the boundary of a clause if it can.
func (x *explorer) valid(number, nth int, rng *rand.Rand) *testCase {
	for try := range mostTries {
		t := &testCase{number: number, layout: layout(rng)}
		g := x.generator(rng)
		g.signed = x.signed != nil && rng.IntN(5) < 2
		required := false
		if try < mostTries/2 && len(x.atBoundary) > 0 {
			c := x.atBoundary[nth%len(x.atBoundary)]
			required = c.Keyword == spec.KeywordSIWE
			g.wishes = []wish{{place: spec.SplitPlace(c.Place), boundary: &c}}
			g.avoid(c)
		}
		t.tree = x.roles.settle(g, g.draw([]*generate.Node{x.root}, nil))
		isSigned := len(where(t.tree, x.roles.siwe)) > 0
		t.siwe = x.SIWE && isSigned && x.signed != nil && (required || rng.IntN(2) == 0)
		if x.isIntended(t) {
			return t
		}
	}
	return &testCase{number: number, tree: x.plain}
}

// avoid leaves the sign-in out of a body that could not be signed if it is to stand
// at the boundary of a clause: that the sign-in may be left out, that the
// blockchain is one without sign-ins, or any on the address, which is the wallet's.
func (g *generator) avoid(c spec.Clause) {
	if c.Keyword == spec.KeywordOptional && g.roles.isSignIn(append(spec.SplitPlace(c.Place), asText(c.Value))) {
		g.signed = false
	}
	place := spec.SplitPlace(c.Place)
	if c.Keyword == spec.KeywordEnum && slices.Equal(place, g.roles.blockchain) && !isEVM(c.Value) || slices.Equal(place, g.roles.address) {
		g.signed = false
	}
}

func asText(v any) string {
	text, _ := v.(string)
	return text
}

// broken makes a request that breaks a clause, or that one and another; nil if none was found.
func (x *explorer) broken(number int, c spec.Clause, two bool, rng *rand.Rand) *testCase {
	for range mostTries {
		clauses := []spec.Clause{c}
		if two {
			second := x.breakable[rng.IntN(len(x.breakable))]
			if c.ID == second.ID || c.Keyword == spec.KeywordJSON || second.Keyword == spec.KeywordJSON {
				continue
			}
			clauses = append(clauses, second)
		}
		t := &testCase{number: number, layout: layout(rng)}
		if x.breakAll(t, clauses, rng) && x.isIntended(t) {
			return t
		}
	}
	return nil
}

// layout draws how a text is laid out: plainly, which is 0, half the time.
func layout(rng *rand.Rand) uint64 {
	if drawn := rng.Uint64(); drawn&1 == 1 {
		return drawn
	}
	return 0
}

// breakAll draws a body and breaks clauses in it; false if one cannot be.
func (x *explorer) breakAll(t *testCase, clauses []spec.Clause, rng *rand.Rand) bool {
	g := x.generator(rng)
	g.signed = x.signed != nil && rng.IntN(3) == 0
	for _, c := range clauses {
		path := spec.SplitPlace(c.Place)
		if c.Keyword == spec.KeywordSIWE {
			g.signed, t.siwe = false, true
			continue
		}
		g.wishes = append(g.wishes, wish{place: path})
		if g.roles.address != nil && (slices.Equal(path, g.roles.address) || slices.Equal(path, g.roles.blockchain)) {
			g.signed = false // the signature would be what is wrong
		}
	}
	t.tree = x.roles.settle(g, g.draw([]*generate.Node{x.root}, nil))
	t.siwe = t.siwe || x.SIWE && x.signed != nil && len(where(t.tree, x.roles.siwe)) > 0 && rng.IntN(3) == 0
	for _, c := range clauses {
		if !x.breakOne(t, g, c) {
			return false
		}
		t.breaks = append(t.breaks, c.ID)
	}
	return true
}

// isIntended says whether the request, written with stand-ins, breaks exactly the
// clauses that it is to break, and whether the API is to blame if it fails.
func (x *explorer) isIntended(t *testCase) bool {
	tree := x.roles.fill(t.tree, newFreshCustomer(x.Seed, t.number, t.attempt), nil)
	return x.isFair(t, tree) && x.asIntended(t, t.text(tree))
}

// standIn is the request's text with stand-ins for what is signed when it is sent.
func (x *explorer) standIn(t *testCase) []byte {
	return t.text(x.roles.fill(t.tree, newFreshCustomer(x.Seed, t.number, t.attempt), nil))
}

// isFair says whether a request is for nobody whom the target knows, and, if it
// is valid, whether its sign-in is one that holds. Of wallets that cannot sign the
// contract does not say whether they have to.
func (x *explorer) isFair(t *testCase, filled any) bool {
	for _, place := range [][]string{x.roles.customer, x.roles.address} {
		for _, at := range where(filled, place) {
			v, _ := jsonpointer.Find(filled, at)
			if slices.ContainsFunc(x.Avoid, func(known string) bool { return strings.EqualFold(known, asText(v)) }) {
				return false
			}
		}
	}
	signIns := len(where(t.tree, x.roles.siwe))
	if t.siwe && signIns == 0 && !x.canSign(t.tree) {
		return false
	}
	if len(t.breaks) > 0 || signIns == 0 {
		return true
	}
	for _, place := range [][]string{x.roles.address, x.roles.message, x.roles.signature} {
		for _, at := range where(t.tree, place) {
			if v, _ := jsonpointer.Find(t.tree, at); reflect.TypeOf(v) != reflect.TypeFor[mark]() {
				return false
			}
		}
	}
	return x.signed != nil && x.canSign(t.tree)
}

// canSign says whether the wallets of a body are of blockchains whose wallets can sign in.
func (x *explorer) canSign(tree any) bool {
	return !slices.ContainsFunc(where(tree, x.roles.blockchain), func(at pointer) bool {
		v, _ := jsonpointer.Find(tree, at)
		return !isEVM(v)
	})
}

// asIntended says whether a text breaks exactly the clauses of the body that the request is to break.
func (x *explorer) asIntended(t *testCase, text []byte) bool {
	have := x.breaks(text)
	n := 0
	for _, id := range t.breaks {
		if c, _ := x.Contract.Clause(id); c.Part == spec.RequestPart {
			n++
			if !slices.Contains(have, id) {
				return false
			}
		}
	}
	return n == len(have)
}

// text writes a tree in which no marks are left as the request has it: laid out,
// and malformed if it is to be.
func (t *testCase) text(tree any) []byte {
	var rng *rand.Rand
	if t.layout != 0 {
		rng = rand.New(rand.NewPCG(t.layout, 0))
	}
	text := write(tree, rng)
	if t.malform != nil {
		text = t.malform(text)
	}
	return text
}

// question writes the request for its customer, signed. Where the contract does
// not allow the signer's text here, the request goes without a sign-in, if it may.
func (x *explorer) question(t *testCase) (q Question, ok bool) {
	who := newFreshCustomer(x.Seed, t.number, t.attempt)
	q = Question{SIWERequired: t.siwe, ContentType: t.contentType, Accept: x.accept, Anonymous: t.anonymous}
	if t.contentType == "" {
		q.ContentType = x.mediaType
	}
	q.Body = t.text(x.roles.fill(t.tree, who, x.Sign))
	q.Once = len(where(t.tree, x.roles.siwe)) > 0
	if x.asIntended(t, q.Body) {
		return q, true
	}
	for _, at := range where(t.tree, x.roles.siwe) {
		t.tree = without(t.tree, at)
	}
	q.SIWERequired, q.Once, t.siwe = false, false, false
	q.Body = t.text(x.roles.fill(t.tree, who, x.Sign))
	return q, x.asIntended(t, q.Body)
}
