package explore

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"kycspec/internal/spec"
)

// trial is one request that is tried, before it is written.
type trial struct {
	number  int // of the case, from 1
	attempt int // 0; more where it is asked again
	tree    any
	layout  uint64 // of the text; 0: as small as can be
	spoil   spoil  // of the text; nil: none

	siwe        bool // of the application that requires signatures
	anonymous   bool
	contentType string
	breaks      []string // the clauses that it breaks
}

// order is how the kinds of requests take turns: six valid ones, three that
// break one clause, one that breaks two.
var order = []int{0, 1, 0, 0, 1, 0, 2, 0, 1, 0}

// turnOf is how many clauses the request of a number breaks, and how many of
// its kind come before it.
func turnOf(number int) (turn, nth int) {
	whole, rest := (number-1)/len(order), (number-1)%len(order)
	turn = order[rest]
	for i, kind := range order {
		if kind == turn {
			nth += whole
			if i < rest {
				nth++
			}
		}
	}
	return turn, nth
}

// mostTries bounds the draws for one request.
const mostTries = 60

// trial makes the request of a number. It depends on nothing but that, the
// seed and the contract.
func (x *explorer) trial(number int) *trial {
	turn, nth := turnOf(number)
	chance := rand.New(rand.NewPCG(x.Seed, uint64(number)<<8))
	switch {
	case turn == 0 && len(x.held) > 0 || len(x.defended) == 0:
		return x.valid(number, nth, chance)
	case turn == 0: // nothing is to be held: break instead
		turn = 1
	}
	for i := range x.defended {
		if t := x.broken(number, x.defended[(nth+i)%len(x.defended)], turn == 2, chance); t != nil {
			return t
		}
	}
	return x.valid(number, nth, chance)
}

// valid makes a request that the contract allows, at the edge of a clause if it can.
func (x *explorer) valid(number, nth int, chance *rand.Rand) *trial {
	for try := range mostTries {
		t := &trial{number: number, layout: layout(chance)}
		d := x.drawer(chance)
		d.signed = x.signed != nil && chance.IntN(5) < 2
		required, fragment := false, false
		if try < mostTries/2 && len(x.held) > 0 {
			c := x.held[nth%len(x.held)]
			required = c.Keyword == spec.KeywordSIWE
			// An application that requires signatures can want whole messages.
			fragment = c.Keyword == "minLength" && slices.Equal(spec.SplitPlace(c.Place), x.roles.message)
			d.wishes = []wish{{place: spec.SplitPlace(c.Place), edge: &c}}
			d.avoid(c)
		}
		t.tree = x.roles.settle(d, d.draw([]*node{x.root}, nil))
		isSigned := len(where(t.tree, x.roles.siwe)) > 0
		t.siwe = x.SIWE && isSigned && x.signed != nil && !fragment && (required || chance.IntN(2) == 0)
		if x.isIntended(t) {
			return t
		}
	}
	return &trial{number: number, tree: x.plain}
}

// avoid makes room for what an edge rules out: what is to be left out cannot be signed.
func (d *drawer) avoid(c spec.Clause) {
	if c.Keyword == spec.KeywordOptional && d.roles.isSignIn(append(spec.SplitPlace(c.Place), asText(c.Value))) {
		d.signed = false
	}
	place := spec.SplitPlace(c.Place)
	if c.Keyword == "enum" && slices.Equal(place, d.roles.blockchain) && !isEVM(c.Value) || slices.Equal(place, d.roles.address) {
		d.signed = false
	}
}

func asText(v any) string {
	text, _ := v.(string)
	return text
}

// broken makes a request that breaks a clause, or that one and another; nil if none was found.
func (x *explorer) broken(number int, c spec.Clause, two bool, chance *rand.Rand) *trial {
	for range mostTries {
		clauses := []spec.Clause{c}
		if two {
			second := x.others[chance.IntN(len(x.others))]
			if c.ID == second.ID || c.Keyword == spec.KeywordJSON || second.Keyword == spec.KeywordJSON {
				continue
			}
			clauses = append(clauses, second)
		}
		t := &trial{number: number, layout: layout(chance)}
		if x.breakAll(t, clauses, chance) && x.isIntended(t) {
			return t
		}
	}
	return nil
}

// layout draws how a text is laid out: plainly half the time.
func layout(chance *rand.Rand) uint64 {
	if drawn := chance.Uint64(); drawn&1 == 1 {
		return drawn
	}
	return 0
}

// breakAll draws a body and breaks clauses in it; false if one cannot be.
func (x *explorer) breakAll(t *trial, clauses []spec.Clause, chance *rand.Rand) bool {
	d := x.drawer(chance)
	d.signed = x.signed != nil && chance.IntN(3) == 0
	for _, c := range clauses {
		path := spec.SplitPlace(c.Place)
		if c.Keyword == spec.KeywordSIWE {
			d.signed, t.siwe = false, true
			continue
		}
		d.wishes = append(d.wishes, wish{place: path})
		if d.roles.address != nil && (slices.Equal(path, d.roles.address) || slices.Equal(path, d.roles.blockchain)) {
			d.signed = false // the signature would be what is wrong
		}
	}
	t.tree = x.roles.settle(d, d.draw([]*node{x.root}, nil))
	t.siwe = t.siwe || x.SIWE && x.signed != nil && len(where(t.tree, x.roles.siwe)) > 0 && chance.IntN(3) == 0
	for _, c := range clauses {
		if !x.breakOne(t, d, c) {
			return false
		}
		t.breaks = append(t.breaks, c.ID)
	}
	return true
}

// isIntended says whether the request, written with stand-ins, breaks exactly the
// clauses that it is to break, and can be held against the API.
func (x *explorer) isIntended(t *trial) bool {
	tree := x.roles.fill(t.tree, newIdentity(x.Seed, t.number, t.attempt), nil)
	return x.isFair(t, tree) && x.asIntended(t, t.text(tree))
}

// isFair says whether a request is for nobody whom the target knows, and, if it
// is valid, whether its sign-in is one that holds.
func (x *explorer) isFair(t *trial, filled any) bool {
	for _, place := range [][]string{x.roles.customer, x.roles.address} {
		for _, at := range where(filled, place) {
			v, _ := get(filled, at)
			if slices.ContainsFunc(x.Avoid, func(known string) bool { return strings.EqualFold(known, asText(v)) }) {
				return false
			}
		}
	}
	if len(t.breaks) > 0 || len(where(t.tree, x.roles.siwe)) == 0 {
		return true
	}
	for _, place := range [][]string{x.roles.address, x.roles.message, x.roles.signature} {
		for _, at := range where(t.tree, place) {
			if v, _ := get(t.tree, at); reflect.TypeOf(v) != reflect.TypeFor[mark]() {
				return false
			}
		}
	}
	for _, at := range where(t.tree, x.roles.blockchain) {
		if v, _ := get(t.tree, at); !isEVM(v) {
			return false
		}
	}
	return x.signed != nil
}

// asIntended says whether a text breaks exactly the clauses of the body that the request is to break.
func (x *explorer) asIntended(t *trial, text []byte) bool {
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

// text writes a tree without marks as the request has it.
func (t *trial) text(tree any) []byte {
	var chance *rand.Rand
	if t.layout != 0 {
		chance = rand.New(rand.NewPCG(t.layout, 0))
	}
	text := write(tree, chance)
	if t.spoil != nil {
		text = t.spoil(text)
	}
	return text
}

// question writes the request for its identity, signed. Where the signer's
// text is not what the contract allows here, the request goes without, if it may.
func (x *explorer) question(t *trial) (q Question, ok bool) {
	who := newIdentity(x.Seed, t.number, t.attempt)
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
