package mutate

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// strictness is one way in which a verifier of sign-ins is easily too strict.
type strictness struct {
	id, says string
	demands  []string // the keywords of the clauses at whose edges such sign-ins stand
	refuses  func(message string) bool
}

// refusing refuses messages that match a pattern.
func refusing(id, says, pattern string, demands ...string) strictness {
	return strictness{id, says, demands, regexp.MustCompile(pattern).MatchString}
}

const (
	form     = spec.KeywordSIWEForm
	times    = spec.KeywordSIWETimes
	validity = spec.KeywordSIWEValidity
)

var strictnesses = []strictness{
	refusing("times/microseconds", "Times to the microsecond are refused.", `:\d\d\.\d{6}Z`, times),
	refusing("times/one-digit", "A fraction of one digit is refused.", `:\d\d\.\dZ`, times),
	refusing("times/many-digits", "A fraction of more than 9 digits is refused.", `:\d\d\.\d{10,}Z`, times),
	refusing("times/fraction", "Times with a fraction are refused.", `:\d\d\.\d`, times),
	refusing("times/lower-case-t", "A lower-case t is refused.", `\dt\d`, times),
	refusing("times/lower-case-z", "A lower-case z is refused.", `\dz\b`, times),
	refusing("times/plus-zero", "Times at +00:00 are refused.", `\+00:00`, times),
	refusing("times/minus-zero", "Times at -00:00 are refused.", `-00:00`, times),
	refusing("times/leap-second", "Leap seconds are refused.", `:60Z`, times),
	refusing("times/leap-century", "Years that end in 00 are never leap years.", `\d\d00-02-29T`, times),
	refusing("times/offset", "Times with an offset are refused.", `:\d\d[+-]\d\d:\d\d(\n|$)`, times, validity),
	refusing("times/behind", "Times behind UTC are refused.", `:\d\d-0[1-9]:\d\d(\n|$)`, validity),
	refusing("times/half-hour", "Offsets of half an hour are refused.", `[+-]\d\d:30(\n|$)`, validity),
	{"validity/offset-of-expiration", "The offset of the time of expiration is passed over.", []string{validity}, func(message string) bool {
		end := line(message, "Expiration Time: ")
		return end != "" && asUTC(end).Before(time.Now())
	}},
	{"validity/offset-of-not-before", "The offset of the time from which a message is valid is passed over.", []string{validity}, func(message string) bool {
		return asUTC(line(message, "Not Before: ")).After(time.Now())
	}},
	{"validity/endless", "A message has to expire.", []string{validity, form}, func(message string) bool { return line(message, "Expiration Time: ") == "" }},
	refusing("validity/not-before", "A message may not say from when it is valid.", `\nNot Before: `, validity, form, times),
	refusing("form/scheme", "A message may not name its scheme.", `^[a-z]+://`, form),
	refusing("form/no-statement", "A message has to have a statement.", `\n\n\nURI: `, form),
	refusing("form/empty-statement", "An empty statement is refused.", `\n\n\n\nURI: `, form),
	refusing("form/statement-text", "A statement may have letters and plain punctuation alone.", `\n\n.*[\[\]#@$&*+;=].*\n\nURI: `, form),
	refusing("form/request-id", "A message may not have a request id.", `\nRequest ID: `, form),
	refusing("form/request-id-text", "A request id may have letters, digits and dashes alone.", `\nRequest ID: .*[^A-Za-z0-9\n-]`, form),
	refusing("form/empty-request-id", "An empty request id is refused.", `\nRequest ID: (\n|$)`, form),
	refusing("form/no-resource", "A list of resources may not be empty.", `\nResources:$`, form),
	refusing("form/resources", "A message may not have resources.", `\n- `, form),
	refusing("form/resources-of-the-web", "Resources have to be of the web.", `\n- (urn|mailto):`, form),
	refusing("form/nonce-of-8", "A nonce of 8 characters is refused.", `\nNonce: .{8}\n`, form),
	refusing("form/nonce-of-40", "A nonce of more than 32 characters is refused.", `\nNonce: .{33,}\n`, form),
	refusing("form/nonce-of-digits", "A nonce has to have a letter.", `\nNonce: \d+\n`, form),
	refusing("chain-id/zero", "A chain id may not begin with a zero.", `\nChain ID: 0`, spec.KeywordSIWEChain),
}

// freeVerifiers do what neither the contract nor EIP-4361 says anything of.
func (m *maker) freeVerifiers() {
	names := m.contract.Names()
	for _, free := range []strictness{
		{id: "short", says: "A text that is too short for a message of EIP-4361 is refused.", refuses: func(message string) bool {
			return utf8.RuneCountInString(message) < wallet.ShortestMessage
		}},
		{id: "old", says: "A message that was issued long ago is refused.", refuses: func(message string) bool { return issuedSince(message) > time.Hour }},
		{id: "future", says: "A message that was issued in the future is refused.", refuses: func(message string) bool { return issuedSince(message) < -time.Hour }},
	} {
		m.add(Mutant{ID: "sign-in/" + free.id, Kind: Benign, Says: free.says,
			Faults: sandbox.Faults{Refuse: onText(names.Place(spec.RoleMessage), free.refuses)}})
	}
	blockchain := names.Place(spec.RoleBlockchain)
	m.add(Mutant{ID: "sign-in/unable", Kind: Benign, Says: "Wallets that cannot sign in need not.",
		Faults: sandbox.Faults{SkipChecks: map[sandbox.RequestCheck]bool{sandbox.CheckSIWERequired: true}, SkipOnly: onText(blockchain, func(name string) bool {
			chain, _ := wallet.Lookup(name)
			return chain.Format != wallet.EVM
		})}})
}

// issuedSince is how long ago a message was issued; 0 where it does not say so in
// the form of RFC 3339.
func issuedSince(message string) time.Duration {
	issued, err := time.Parse(time.RFC3339, strings.ToUpper(line(message, "Issued At: ")))
	if err != nil {
		return 0
	}
	return time.Since(issued)
}

// onText says of bodies what is said of the text that they have at a place.
func onText(place string, is func(text string) bool) func(body any) bool {
	path := spec.SplitPlace(place)
	return func(body any) bool {
		v, _ := jsonpointer.Find(body, path)
		text, isText := v.(string)
		return isText && is(text)
	}
}
