// Package combination knows what the requests of a contract are made of, which of
// that goes together, and which of it was asked for together.
//
// A request makes a few choices: the level, the rules engine, the blockchain, which
// application asks, whether the wallet has signed, how the media type is written.
// Faults often need two of them: a level that is not enforced for one blockchain.
// So what is counted beside single clauses are pairs. Two choices that the contract
// allows together are covered when a request that has both was accepted. A way of
// being ruled out, which is a clause that a request breaks, is covered with a choice
// when a request that has it, and breaks that clause and nothing else, was refused
// as documented. What breaks two clauses would cover neither: the first that is
// noticed hides the other (Fögen and Lichter 2019, "Combinatorial robustness testing
// with negative test cases").
//
// What cannot be together is counted apart, each with its reason.
package combination

import (
	"slices"
	"sync"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// Pair is two things that one request has: two choices, or, where it breaks a
// clause, that and a choice.
type Pair struct {
	Breaks string         `json:"breaks,omitempty"` // the clause; empty: the contract allows the request
	One    outcome.Choice `json:"one,omitzero"`     // zero beside a clause
	Other  outcome.Choice `json:"other"`
}

// String is the pair for people.
func (p Pair) String() string {
	if p.Breaks != "" {
		return p.Breaks + " with " + p.Other.String()
	}
	return p.One.String() + " with " + p.Other.String()
}

// Exclusion is a pair that no request can have, and why.
type Exclusion struct {
	Pair
	Reason Reason `json:"reason"`
}

// Design is what the requests of a contract can be made of. It is safe for
// concurrent use; make it with [New].
type Design struct {
	Parameters []Parameter
	Ways       []spec.Clause // to be ruled out; not those of a standard, such as EIP-4361, that the contract cites
	Pairs      []Pair        // that a request can have, allowed ones first
	Excluded   []Exclusion

	Blockchain string // what the parameter of the wallet's blockchain is called

	contract   *contract.Contract
	signing    bool
	siwe       []string // the path of a signature
	address    string   // the places of the roles
	blockchain string
	possible   map[Pair]bool

	mu     sync.Mutex
	arrays map[string]*Array // that were made, by the way of being ruled out
}

// New makes the design of a contract. Signing says that there is an application
// that requires signatures, so that it is known what a wallet has to sign.
func New(c *contract.Contract, signing bool) *Design {
	names := c.Names()
	d := &Design{contract: c, Parameters: parametersOf(c), signing: signing, possible: map[Pair]bool{}, arrays: map[string]*Array{},
		siwe: spec.SplitPlace(names.Place(spec.RoleSIWE)), address: names.Place(spec.RoleAddress), blockchain: names.Place(spec.RoleBlockchain)}
	d.Blockchain = names.Called(d.blockchain)
	for _, clause := range c.Clauses() {
		if slices.Contains(clause.Needs, spec.ViolationRejected) && clause.Standard == "" {
			d.Ways = append(d.Ways, clause)
		}
	}
	d.pairChoices()
	for _, way := range d.Ways {
		d.pairWay(way)
	}
	return d
}

// pairWay adds a way of being ruled out with every choice.
func (d *Design) pairWay(way spec.Clause) {
	space := d.beside(way)
	for _, p := range d.Parameters {
		for i := range p.Values {
			c := p.choice(i)
			reason := d.besideWay(way, p, c)
			if reason == "" && !space.possible(c) {
				reason = Incomplete
			}
			d.add(Pair{Breaks: way.ID, Other: c}, reason)
		}
	}
}

// pairChoices adds every two choices.
func (d *Design) pairChoices() {
	space := d.allowed()
	for i, p := range d.Parameters {
		for _, q := range d.Parameters[i+1:] {
			for one := range p.Values {
				for other := range q.Values {
					pair := Pair{One: p.choice(one), Other: q.choice(other)}
					reason := d.together(pair.One, pair.Other)
					if reason == "" && !space.possible(pair.One, pair.Other) {
						reason = Incomplete
					}
					d.add(pair, reason)
				}
			}
		}
	}
}

func (d *Design) add(p Pair, excluded Reason) {
	if excluded != "" {
		d.Excluded = append(d.Excluded, Exclusion{p, excluded})
		return
	}
	d.Pairs = append(d.Pairs, p)
	d.possible[p] = true
}

// Parameter finds a parameter by its name.
func (d *Design) Parameter(name string) (Parameter, bool) {
	i := slices.IndexFunc(d.Parameters, func(p Parameter) bool { return p.Name == name })
	if i < 0 {
		return Parameter{}, false
	}
	return d.Parameters[i], true
}

// together says why two choices cannot be in one request that the contract
// allows; empty where they can.
func (d *Design) together(one, other outcome.Choice) Reason {
	for _, c := range []outcome.Choice{one, other} {
		if reason := d.alone(c); reason != "" {
			return reason
		}
	}
	has := func(name, value string) bool {
		c := outcome.Choice{Name: name, Value: value}
		return one == c || other == c
	}
	requires, signed := has(Application, RequiresSignatures), has(Signature, There)
	switch {
	case requires && has(Signature, Absent):
		return Unsigned
	case (requires || signed) && (d.signsNot(one) || d.signsNot(other)):
		return NoSigner
	case (requires || signed) && (d.another(one) || d.another(other)):
		return OtherSigner
	}
	return ""
}

// alone says why a choice can be in no request at all.
func (d *Design) alone(c outcome.Choice) Reason {
	if !d.signing && (c == outcome.Choice{Name: Application, Value: RequiresSignatures} || c == outcome.Choice{Name: Signature, Value: There}) {
		return NoApplication
	}
	return ""
}

// signsNot says whether a choice is a blockchain whose wallets cannot sign.
func (d *Design) signsNot(c outcome.Choice) bool {
	p, ok := d.Parameter(c.Name)
	return ok && p.Place == d.blockchain && !wallet.Signs(c.Value)
}

// another says whether a choice is an address that is made up, and is no wallet's.
func (d *Design) another(c outcome.Choice) bool {
	p, ok := d.Parameter(c.Name)
	return ok && p.Place == d.address && c.Value != Usual
}

// besideWay says why a way of being ruled out cannot be with a choice.
func (d *Design) besideWay(way spec.Clause, p Parameter, c outcome.Choice) Reason {
	needsSignature := isUnsigned(way) || d.NeedsSignature(way)
	signed := c == outcome.Choice{Name: Signature, Value: There}
	requires := c == outcome.Choice{Name: Application, Value: RequiresSignatures}
	switch {
	case d.alone(c) != "", needsSignature && !d.signing:
		return NoApplication
	case d.takes(way, p):
		return OwnPlace
	case isUnsigned(way) && d.signsNot(c):
		return Silent
	case needsSignature && d.signsNot(c):
		return NoSigner
	case needsSignature && !isUnsigned(way) && d.another(c):
		return OtherSigner
	case requires && d.removes(way, d.siwe):
		return AlsoUnsigned
	case (requires || signed) && d.otherSigner(way):
		return OtherSigner
	}
	return ""
}

// takes says whether a way is about a parameter itself, or leaves no place for it.
func (d *Design) takes(way spec.Clause, p Parameter) bool {
	switch {
	case way.Part == spec.SecurityPart:
		return p.Name == Application
	case way.Part == spec.MediaPart:
		return p.Name == MediaType
	case isUnsigned(way):
		return p.Name == Application || p.Name == Signature
	case p.Name == Signature:
		return within(target(way), d.siwe) || d.removes(way, d.siwe)
	case p.Place == "":
		return false
	}
	place := spec.SplitPlace(p.Place)
	return d.removes(way, place) || within(target(way), place)
}

// removes says whether nothing is left at a place where a way is taken: it is
// there, or further out. A property too many, and something after the document,
// leave everything in its place.
func (d *Design) removes(way spec.Clause, place []string) bool {
	return way.Part == spec.RequestPart && !adds(way) && within(place, target(way))
}

func adds(way spec.Clause) bool {
	return way.Keyword == spec.KeywordAdditional || way.Keyword == spec.KeywordJSON
}

// otherSigner says whether a way changes what a signature is about: then that is wrong too.
// Where it is missing, nothing contradicts the signature.
func (d *Design) otherSigner(way spec.Clause) bool {
	return way.Part == spec.RequestPart && way.Keyword != spec.KeywordRequired && (way.Place == d.address || way.Place == d.blockchain)
}

// target is the path of what a clause is about: of a required property, that property's.
func target(c spec.Clause) []string {
	if c.Keyword == spec.KeywordRequired {
		return spec.SplitPlace(c.PropertyPlace())
	}
	return spec.SplitPlace(c.Place)
}

// within says whether a path is another one, or leads further in.
func within(path, outer []string) bool {
	return len(path) >= len(outer) && slices.Equal(path[:len(outer)], outer)
}
