package mutate

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// leniency is one way in which a verifier of sign-ins is easily too lenient: it
// does not make a check of sign-ins of one kind.
type leniency struct {
	id, says string
	demand   string // the keyword of the clause that is broken
	trusts   func(check wallet.Check, s sandbox.SignIn) bool
}

// of makes a leniency that leaves a check out of sign-ins of one kind.
func (l leniency) of(check wallet.Check, kind func(s sandbox.SignIn) bool) leniency {
	l.demand = sandbox.Demand(check)
	l.trusts = func(made wallet.Check, s sandbox.SignIn) bool { return made == check && kind(s) }
	return l
}

// lenientVerifiers accepts sign-ins that break what EIP-4361 demands in one way.
func (m *maker) lenientVerifiers() {
	for _, l := range slices.Concat(lenientComparisons(), lenientClocks(), lenientSigners(), lenientForms()) {
		clause, noticedBy := m.rejects(l.demand)
		m.add(Mutant{ID: "sign-in/" + l.id, Kind: SkippedChecks, Clause: clause, Says: l.says, Faults: sandbox.Faults{Trusts: l.trusts},
			noticedBy: noticedBy, tryAll: true, hint: "a scenario in which only this is wrong with a sign-in"})
	}
	m.nonceMemories()
}

// strictVerifiers refuses sign-ins that keep what EIP-4361 demands, just so.
func (m *maker) strictVerifiers() {
	names := m.contract.Names()
	for _, s := range strictnesses {
		m.tooStrict(s, sandbox.Faults{Refuse: onText(names.Place(spec.RoleMessage), s.refuses)})
	}
	m.tooStrict(strictness{id: "signature-case", says: "A signature in upper-case hex is refused.", demands: []string{spec.KeywordSIWESignature}},
		sandbox.Faults{Refuse: onText(names.Place(spec.RoleSignature), func(text string) bool { return text != strings.ToLower(text) })})
	m.tooStrict(strictness{id: "nonce-case", says: "A nonce is taken for another one in the other case.", demands: []string{spec.KeywordSIWENonce}},
		sandbox.Faults{UseNonce: remembering(func(s sandbox.SignIn) string { return strings.ToLower(s.Nonce) })})
}

// tooStrict adds a mutant that refuses what is allowed. Where a sign-in stands at
// the edge of several demands, it may be noticed at any.
func (m *maker) tooStrict(s strictness, faults sandbox.Faults) {
	clause, _ := m.rejects(s.demands[0])
	var right []func(outcome.Violation) bool
	for _, demand := range s.demands {
		id, _ := m.rejects(demand)
		right = append(right, breaks(id))
	}
	m.add(Mutant{ID: "sign-in/" + s.id, Kind: OverRejecting, Clause: clause, Says: s.says, Faults: faults,
		noticedBy: []contract.Exercise{{Clause: clause, Evidence: spec.BoundaryAccepted}}, tryAll: true,
		rightReason: func(v outcome.Violation) bool {
			return slices.ContainsFunc(right, func(is func(outcome.Violation) bool) bool { return is(v) })
		},
		hint: "a scenario with such a sign-in, which is served"})
}

// lenientComparisons compare what a message names with less than what is expected.
func lenientComparisons() []leniency {
	domain := func(id, says string, same func(named, expected string) bool) leniency {
		return leniency{id: "domain/" + id, says: says}.of(wallet.CheckDomain, func(s sandbox.SignIn) bool { return same(domainOf(s.Message), s.Domain) })
	}
	uri := func(id, says string, same func(named, expected string) bool) leniency {
		return leniency{id: "uri/" + id, says: says}.of(wallet.CheckURI, func(s sandbox.SignIn) bool { return same(line(s.Message, "URI: "), s.URI) })
	}
	return []leniency{
		domain("below", "A domain below the right one is accepted.", func(named, expected string) bool { return strings.HasSuffix(named, "."+expected) }),
		domain("above", "A domain above the right one is accepted.", func(named, expected string) bool { return strings.HasSuffix(expected, "."+named) }),
		domain("beginning", "A domain need only begin like the right one.", strings.HasPrefix),
		domain("end", "A domain need only end like the right one.", func(named, expected string) bool {
			return strings.HasSuffix(named, expected) && !strings.HasSuffix(named, "."+expected) && !strings.HasSuffix(named, "@"+expected)
		}),
		domain("user", "A user's name before the domain is passed over.", func(named, expected string) bool {
			return strings.HasSuffix(named, "@"+expected)
		}),
		domain("port", "The port of a domain is passed over.", func(named, expected string) bool {
			return (&url.URL{Host: named}).Hostname() == (&url.URL{Host: expected}).Hostname()
		}),
		uri("scheme", "The scheme of a URI is passed over.", func(named, expected string) bool {
			_, after, _ := strings.Cut(named, ":")
			_, right, _ := strings.Cut(expected, ":")
			return after == right
		}),
		uri("beginning", "A URI need only begin like the right one.", func(named, expected string) bool { return strings.HasPrefix(named, strings.TrimRight(expected, "/")) }),
		leniency{id: "chain-id/known", says: "The chain id of any blockchain will do."}.of(wallet.CheckChainID, func(s sandbox.SignIn) bool {
			id := line(s.Message, "Chain ID: ")
			return slices.ContainsFunc(wallet.Blockchains(), func(b wallet.Blockchain) bool { return fmt.Sprint(b.ChainID) == id })
		}),
		leniency{id: "chain-id/wrapped", says: "Of a chain id only 32 bits are compared."}.of(wallet.CheckChainID, func(s sandbox.SignIn) bool {
			chain, _ := wallet.Lookup(s.Blockchain)
			return line(s.Message, "Chain ID: ") == fmt.Sprint(chain.ChainID+1<<32)
		}),
	}
}

// lenientClocks take the digits of a time for those of UTC, whatever its offset is.
func lenientClocks() []leniency {
	return []leniency{
		leniency{id: "validity/offset-of-expiration", says: "The offset of the time of expiration is passed over."}.of(wallet.CheckExpired,
			func(s sandbox.SignIn) bool { return asUTC(line(s.Message, "Expiration Time: ")).After(time.Now()) }),
		leniency{id: "validity/offset-of-not-before", says: "The offset of the time from which a message is valid is passed over."}.of(wallet.CheckNotYetValid,
			func(s sandbox.SignIn) bool { return !asUTC(line(s.Message, "Not Before: ")).After(time.Now()) }),
	}
}

// lenientSigners do not ask who signed in every way in which that can be said.
func lenientSigners() []leniency {
	vs := func(id, says string, any ...string) leniency {
		return leniency{id: "signature/" + id, says: says}.of(wallet.CheckRecoveryID, func(s sandbox.SignIn) bool {
			return slices.Contains(any, strings.ToLower(s.Signature[max(0, len(s.Signature)-2):]))
		})
	}
	isWallets := func(s sandbox.SignIn, signers []string) bool {
		return slices.ContainsFunc(signers, func(signer string) bool { return strings.EqualFold(signer, s.Address) })
	}
	return []leniency{
		vs("v-modulo-27", "The v of a signature is taken modulo 27.", "36", "37"),
		vs("v-of-transactions", "The v of a signature may be that of a transaction.", "25", "26"),
		vs("v-of-29", "A v of 29 is taken, as if there were a third.", "1d"),
		vs("v-of-26", "A v of 26 is taken, as if one were counted from 26.", "1a"),
		vs("v-of-2", "A v of 2 is taken, for which r is hardly ever small enough.", "02"),
		leniency{id: "signature/bare", says: "A signature over the message alone is taken for a personal one."}.of(wallet.CheckSigner,
			func(s sandbox.SignIn) bool { return isWallets(s, wallet.BareSigners(s.Message, s.Signature)) }),
		leniency{id: "signature/nobody", says: "A signature that is by no key at all is accepted."}.of(wallet.CheckSigner,
			func(s sandbox.SignIn) bool { return len(wallet.Signers(s.Message, s.Signature)) == 0 }),
		{id: "address/unread", says: "Who signed is compared with the wallet, and not with the message's address.", demand: spec.KeywordSIWEAddress,
			trusts: func(check wallet.Check, s sandbox.SignIn) bool {
				return (check == wallet.CheckSigner || check == wallet.CheckWalletAddress) && isWallets(s, wallet.Signers(s.Message, s.Signature))
			}},
	}
}

// domainOf is the domain that a message names.
func domainOf(message string) string {
	origin, _, _ := strings.Cut(message, " ")
	if _, domain, found := strings.Cut(origin, "://"); found {
		return domain
	}
	return origin
}

// line is what a message says after a label; empty where it does not.
func line(message, label string) string {
	for text := range strings.SplitSeq(message, "\n") {
		if value, found := strings.CutPrefix(text, label); found {
			return value
		}
	}
	return ""
}

var offset = regexp.MustCompile(`[+-]\d\d:\d\d$`)

// asUTC reads a time as if its digits were those of UTC.
func asUTC(text string) time.Time {
	instant, _ := time.Parse(time.RFC3339, offset.ReplaceAllString(strings.ToUpper(text), "Z"))
	return instant
}
