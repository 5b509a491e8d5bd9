package explore

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"kycspec/internal/generate"
	"kycspec/internal/jsonpointer"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// roles are the places of a body that have a meaning beyond the schema: who
// the customer is, and how the wallet signs in. A nil path is a place that the
// contract does not have, or in which it wants something else.
type roles struct {
	customer, address, blockchain []string
	siwe, message, signature      []string
	signing                       bool // a real sign-in is what the contract allows
	messageLength                 int  // of a message that is as long as it comes; 0: of its own length
	blockchains                   []any
	shortest, longest             int // of a message, as the contract has it; longest -1: no bound
}

// mark stands in a tree for a text that is made when the body is sent.
type mark struct {
	kind   markKind
	length int    // of a message, in characters; 0: as it comes
	text   string // what stands there while the body is judged beforehand
}

type markKind int

const (
	theCustomer  markKind = iota + 1 // an external id that no other request has
	theAddress                       // the wallet's address on the body's blockchain
	theMessage                       // a sign-in message of the wallet
	theSignature                     // the wallet's signature over the body's message
)

func newRoles(names spec.Names, root *generate.Node) *roles {
	find := func(role string) []string {
		path := spec.SplitPlace(names.Place(role))
		if len(root.At(path)) == 0 {
			return nil
		}
		return path
	}
	r := &roles{customer: find(spec.RoleCustomer), address: find(spec.RoleAddress), blockchain: find(spec.RoleBlockchain),
		siwe: find(spec.RoleSIWE), message: find(spec.RoleMessage), signature: find(spec.RoleSignature)}
	r.signing = r.siwe != nil && r.message != nil && r.signature != nil && r.address != nil
	r.longest = -1
	for _, n := range root.At(r.message) {
		shortest, longest := n.Length.Counts()
		r.shortest = max(r.shortest, shortest)
		if longest >= 0 {
			r.longest = longest
		}
	}
	for _, n := range root.At(r.blockchain) {
		r.blockchains = append(r.blockchains, n.Enum...)
	}
	return r
}

// draw gives what is to stand at a place that has a role; not ok where it has
// none, or is to be drawn like any other place this time.
func (r *roles) draw(g *generator, at []string, boundary *spec.Clause) (any, bool) {
	is := func(role []string) bool { return role != nil && slices.Equal(role, at) }
	switch {
	case r.signing && is(r.message):
		return r.drawMessage(g, boundary), true
	case r.signing && is(r.signature):
		return mark{kind: theSignature}, true
	case boundary != nil && boundary.Keyword != spec.KeywordType && boundary.Keyword != spec.KeywordPattern || !g.bare && g.rng.IntN(4) == 0:
		return nil, false
	case is(r.customer):
		return mark{kind: theCustomer}, true
	case is(r.address):
		return mark{kind: theAddress}, true
	}
	return nil, false
}

// drawMessage draws how long a message is to be. Which lengths a message can
// have at all is the signer's to say.
func (r *roles) drawMessage(g *generator, boundary *spec.Clause) mark {
	m := mark{kind: theMessage}
	length, sized := sizeAt(boundary, outcome.Characters)
	switch {
	case sized:
		m.length = length
	case !g.bare && r.longest > 0 && g.rng.IntN(3) == 0:
		m.length = r.longest - g.rng.IntN(min(r.longest-r.shortest, 120)+1)
	}
	m.text = strings.Repeat("x", r.standInLength(m.length))
	return m
}

// standInLength is how long a stand-in for a message of a length is.
func (r *roles) standInLength(length int) int {
	const usual = 250
	switch {
	case length > 0:
		return length
	case r.longest >= 0:
		return max(r.shortest, min(r.longest, usual))
	}
	return max(r.shortest, usual)
}

// isSignIn says whether a place is the one of the wallet's signature.
func (r *roles) isSignIn(at []string) bool { return r.siwe != nil && slices.Equal(r.siwe, at) }

// isEVM says whether wallets of a blockchain can sign in: those of EVM, which
// is what EIP-4361 is for.
func isEVM(blockchain any) bool {
	name, _ := blockchain.(string)
	b, _ := wallet.Lookup(name)
	return b.Format == wallet.EVM
}

// settle sees to it that the sign-in of a drawn body can be signed. That takes the
// wallet's own address, on a blockchain of EVM; a body that was drawn with another
// blockchain gets one of those if the sign-in is wished for, and else loses the sign-in.
func (r *roles) settle(g *generator, tree any) any {
	signIns := where(tree, r.siwe)
	if !r.signing || len(signIns) == 0 {
		return tree
	}
	for _, at := range where(tree, r.blockchain) {
		if chain, _ := jsonpointer.Find(tree, at); isEVM(chain) {
			continue
		}
		if evm := slices.DeleteFunc(slices.Clone(r.blockchains), func(v any) bool { return !isEVM(v) }); g.wished(r.siwe) && len(evm) > 0 {
			tree = with(tree, at, evm[g.rng.IntN(len(evm))])
			continue
		}
		for _, signIn := range signIns {
			tree = without(tree, signIn)
		}
		return tree
	}
	return put(tree, r.address, mark{kind: theAddress})
}

// where lists the paths to the values of a role; none where the contract has no place for it.
func where(tree any, role []string) []pointer {
	if role == nil {
		return nil
	}
	return spots(tree, role, nil)
}

// put sets every value at a place.
func put(tree any, place []string, v any) any {
	for _, at := range where(tree, place) {
		tree = with(tree, at, v)
	}
	return tree
}

// freshCustomer is whom a request is for: nobody whom another request is for.
type freshCustomer struct {
	id  string
	key [32]byte // from which the wallet is made
}

// newFreshCustomer is the same each time for the same seed, case and attempt.
func newFreshCustomer(seed uint64, number, attempt int) freshCustomer {
	who := freshCustomer{id: fmt.Sprintf("kycspec-%d-%d", seed, number)}
	if attempt > 0 {
		who.id += fmt.Sprintf("-%d", attempt)
	}
	copy(who.key[:], "kycspec wallet")
	binary.BigEndian.PutUint64(who.key[16:], seed)
	binary.BigEndian.PutUint32(who.key[24:], uint32(number))
	binary.BigEndian.PutUint32(who.key[28:], uint32(attempt))
	return who
}

func (i freshCustomer) wallet() *wallet.Wallet {
	w, err := wallet.New(rand.NewChaCha8(i.key))
	if err != nil {
		panic(err) // a source of rng that never ends has no error
	}
	return w
}
