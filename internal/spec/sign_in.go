package spec

import (
	"regexp"

	"kycspec/internal/outcome"
)

// Names of what EIP-4361 demands of a wallet's sign-in, which the contract cites
// and does not repeat. They are told apart by what a verifier has to do for each.
const (
	KeywordSIWEForm      = "eip-4361-form"      // to read the message
	KeywordSIWETimes     = "eip-4361-times"     // to read its times
	KeywordSIWEDomain    = "eip-4361-domain"    // to compare the domain with its own
	KeywordSIWEURI       = "eip-4361-uri"       // to compare the URI with its own
	KeywordSIWEChain     = "eip-4361-chain-id"  // to compare the chain id with the blockchain's
	KeywordSIWEValidity  = "eip-4361-validity"  // to compare the times with its clock
	KeywordSIWESignature = "eip-4361-signature" // to compare who signed with the message's address
	KeywordSIWEAddress   = "eip-4361-address"   // to compare the message's address with the wallet's
	KeywordSIWENonce     = "eip-4361-nonce"     // to remember the nonce
)

const eip4361 = "EIP-4361"

// demands are the rows of the table of keywords for what EIP-4361 demands, in
// the order of a message's lines.
var demands = []Keyword{
	{Name: KeywordSIWEForm, Says: says("has", "a message in the form of EIP-4361"), Standard: eip4361},
	{Name: KeywordSIWEDomain, Says: says("names", "the domain that it is for (EIP-4361)"), Standard: eip4361},
	{Name: KeywordSIWEAddress, Says: says("names", "the wallet's own address (EIP-4361, EIP-55)"), Standard: eip4361},
	{Name: KeywordSIWEURI, Says: says("names", "the URI that it is for (EIP-4361)"), Standard: eip4361},
	{Name: KeywordSIWEChain, Says: says("names", "the chain id of the wallet's blockchain (EIP-4361, EIP-155)"), Standard: eip4361},
	{Name: KeywordSIWENonce, Says: says("has", "a nonce that no other sign-in had (EIP-4361)"), Standard: eip4361},
	{Name: KeywordSIWETimes, Says: says("has", "times in the form of RFC 3339 (EIP-4361)"), Standard: eip4361},
	{Name: KeywordSIWEValidity, Says: says("is", "within the time for which it says that it is valid (EIP-4361)"), Standard: eip4361},
	{Name: KeywordSIWESignature, Says: says("has", "a personal signature by the address that its message names (EIP-4361, EIP-191)"), Standard: eip4361},
}

// citesSIWE is how descriptions cite the standard.
var citesSIWE = regexp.MustCompile(`(?i)\bEIP-4361\b`)

// signIn adds what the standard demands of an object that is, by its
// description, a sign-in of EIP-4361.
func (w *walker) signIn(s *schema, at position) {
	if s.typ != "object" || !citesSIWE.MatchString(s.description) {
		return
	}
	for _, row := range demands {
		w.semantic(s, at.place, row.Name, []Evidence{BoundaryAccepted, ViolationRejected})
	}
}

// shortestSIWE is how many characters the shortest message of EIP-4361 has: one
// for a domain of one letter, a URI such as "a:" and a chain id of one digit.
const shortestSIWE = 174

// neverAccepted: a text that is to be a message of EIP-4361, and is too short for
// one, may be refused for that, or accepted by the contract's own bound.
func (w *walker) neverAccepted(s *schema, c *Clause) {
	row := c.Row()
	if w.part != RequestPart || !row.Bounds(outcome.Characters, Lower) || !citesSIWE.MatchString(s.description) {
		return
	}
	if bound, ok := row.Boundary(c.Value); ok && bound.IsInt() && bound.Num().Int64() < shortestSIWE {
		c.Needs, c.Unprovokable = []Evidence{ViolationRejected}, noMessage
	}
}
