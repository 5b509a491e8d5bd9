package sandbox

import (
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// Faults are promises that a sandbox does not keep, for tests of the suite that
// should notice. Do not change the maps while a sandbox has them.
type Faults struct {
	// IgnoreClauses are ids of clauses that are not enforced on requests. A
	// request that breaks nothing but such clauses counts as a valid one, and
	// its wallet signature, which may be what is broken, is not verified. Beside
	// clauses of the body there are those of the media type, of the token, of the
	// signature that an application requires, and of what EIP-4361 demands of one.
	IgnoreClauses map[string]bool
	// Accept says which bodies that break the contract are accepted all the same,
	// by their decoded JSON with numbers as [json.Number]; what is no JSON never
	// is. Their wallet signature is not verified either. It is called by many at once.
	Accept func(body any) bool
	// RefuseBoundaries are ids of clauses at whose boundary a valid request is
	// refused all the same, see [contract.Contract.Boundaries].
	RefuseBoundaries map[string]bool
	// Refuse says which bodies of valid requests are refused all the same, by
	// their decoded JSON with numbers as [json.Number]. It is called by many at once.
	Refuse func(body any) bool
	// SkipChecks are checks that are not made.
	SkipChecks map[RequestCheck]bool
	// SkipOnly says of which bodies [CheckSIWERequired], [CheckForbid] and [CheckBan]
	// are not made, if they are in SkipChecks; nil: of all.
	SkipOnly func(body any) bool
	// Trusts says which checks are not made of a sign-in, beside those of SkipChecks;
	// nil: none. It is called by many at once.
	Trusts func(check wallet.Check, s SignIn) bool
	// UseNonce says in place of the sandbox whether a sign-in, which holds in every
	// other way, has a nonce that was not used before, and uses it up. It is called
	// by many at once.
	UseNonce func(s SignIn) bool
	// Takes are media types that bodies may have beside the contract's.
	Takes []string
	// NeedsNoBody serves a request without a body, or with null for one.
	NeedsNoBody bool
	// BanEverybody answers every customer as banned.
	BanEverybody bool
	// SameSession gives all customers one session.
	SameSession bool
	// FreshSession gives a new session each time, so that nothing is resumed.
	FreshSession bool
	// Rewrite may change an answer, of the token call too, before it is written.
	// It is called by many at once.
	Rewrite func(*Answer)
}

// RequestCheck names a check that a sandbox makes of a request beside its body's clauses.
type RequestCheck string

// The checks, in the order in which a request passes them.
const (
	CheckContentType  RequestCheck = "content-type"  // 415 for what is not JSON, or says nothing of it
	CheckAccept       RequestCheck = "accept"        // 406 where Accept excludes JSON
	CheckTokenMissing RequestCheck = "token-missing" // 401 without a token, or with an empty one
	CheckScheme       RequestCheck = "scheme"        // 401 for another scheme than Bearer
	CheckTokenMadeUp  RequestCheck = "token-made-up" // 401 for a token that was never given
	CheckTokenExpired RequestCheck = "token-expired" // 401 for a token that has had its time
	CheckRateLimit    RequestCheck = "rate-limit"    // 429 past a token's pace
	CheckSIWERequired RequestCheck = "siwe-required" // 422 without siwe, in an application that requires it
	CheckSIWE         RequestCheck = "siwe"          // 422 for a wallet signature that does not hold; all of [SIWECheck]
	CheckForbid       RequestCheck = "forbid"        // 403 for a forbidden customer
	CheckBan          RequestCheck = "ban"           // the answer to a banned customer
	siwePrefix                     = string(CheckSIWE) + "-"
)

// SIWECheck is the check of a request that is one check of its wallet signature.
func SIWECheck(check wallet.Check) RequestCheck { return RequestCheck(siwePrefix + string(check)) }

// Demand is the keyword of what EIP-4361 demands and a check of wallet signatures
// enforces; of all of them together it is that there is a message at all.
func (c RequestCheck) Demand() string {
	if c == CheckSIWE {
		return spec.KeywordSIWEForm
	}
	return Demand(wallet.Check(strings.TrimPrefix(string(c), siwePrefix)))
}

// OfSIWE says whether a check is one of wallet signatures.
func (c RequestCheck) OfSIWE() bool {
	return c == CheckSIWE || strings.HasPrefix(string(c), siwePrefix)
}

// RequestChecks lists every check, in order.
func RequestChecks() []RequestCheck {
	list := []RequestCheck{CheckContentType, CheckAccept, CheckTokenMissing, CheckScheme, CheckTokenMadeUp,
		CheckTokenExpired, CheckRateLimit, CheckSIWERequired, CheckSIWE}
	for _, check := range wallet.Checks() {
		list = append(list, SIWECheck(check))
	}
	return append(list, CheckForbid, CheckBan)
}

// resolvedFaults are Faults, and what they say of clauses that are not about the body.
type resolvedFaults struct {
	Faults
	skipMedia, skipToken, skipRequired       bool            // clauses that are ignored
	refuseMedia, refuseToken, refuseRequired bool            // clauses that are refused at their boundary
	skipDemands                              map[string]bool // keywords of what is ignored of EIP-4361
}

func (f Faults) resolve(c *contract.Contract) resolvedFaults {
	resolved := resolvedFaults{Faults: f, skipDemands: map[string]bool{}}
	if len(f.IgnoreClauses) == 0 && len(f.RefuseBoundaries) == 0 {
		return resolved
	}
	for _, clause := range c.Clauses() {
		ignored, refused := f.IgnoreClauses[clause.ID], f.RefuseBoundaries[clause.ID]
		switch {
		case clause.Part == spec.MediaPart && clause.Status == "":
			resolved.skipMedia = resolved.skipMedia || ignored
			resolved.refuseMedia = resolved.refuseMedia || refused
		case clause.Part == spec.SecurityPart:
			resolved.skipToken = resolved.skipToken || ignored
			resolved.refuseToken = resolved.refuseToken || refused
		case clause.Keyword == spec.KeywordSIWE:
			resolved.skipRequired = resolved.skipRequired || ignored
			resolved.refuseRequired = resolved.refuseRequired || refused
		case clause.Standard != "" && ignored:
			resolved.skipDemands[clause.Keyword] = true
		}
	}
	return resolved
}

// skipsFor says whether a check that depends on what is asked for is left out.
func (f *resolvedFaults) skipsFor(g RequestCheck, c *incoming) bool {
	if !f.skips(g) || f.SkipOnly == nil {
		return f.skips(g)
	}
	body, isJSON := c.decoded()
	return isJSON && f.SkipOnly(body)
}

// skips says whether a check is left out.
func (f *resolvedFaults) skips(g RequestCheck) bool {
	switch g {
	case CheckContentType:
		return f.skipMedia || f.SkipChecks[g]
	case CheckTokenMissing, CheckScheme, CheckTokenMadeUp, CheckTokenExpired:
		return f.skipToken || f.SkipChecks[g]
	case CheckSIWERequired:
		return f.skipRequired || f.SkipChecks[g]
	}
	return f.SkipChecks[g]
}
