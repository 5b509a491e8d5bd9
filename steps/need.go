package steps

import (
	"slices"

	"kycspec/internal/client"
	"kycspec/internal/gherkin"
)

// What steps need of a target. All but the last are names that package config
// gives to settings that belong together.
const (
	NeedCredentials = "credentials" // the application that requires no wallet signatures
	NeedSIWE        = "siwe"        // the application that requires them, and what its signatures name
	NeedBanned      = "banned"      // a customer who is answered as banned
	NeedForbidden   = "forbidden"   // a customer who is refused
	NeedThrottle    = "throttle"    // that it may be asked until it refuses for its rate limit
)

// needing is the sentence with what its steps need.
func needing(s gherkin.Sentence, needs func(arguments, before []string) []string) gherkin.Sentence {
	s.Needs = needs
	return s
}

// needsToken is of sentences that ask with a token of the scenario's application:
// the one without wallet signatures, unless a step before has chosen the other.
func needsToken(_, before []string) []string {
	if slices.Contains(before, NeedSIWE) {
		return nil
	}
	return []string{NeedCredentials}
}

// needsThrottle is of sentences that ask faster than the target allows.
func needsThrottle(arguments, before []string) []string {
	return append(needsToken(arguments, before), NeedThrottle)
}

// needsApplication is of the sentence that chooses the scenario's application.
func needsApplication(arguments, _ []string) []string {
	if no := arguments[0]; no != "" {
		return []string{NeedCredentials}
	}
	return []string{NeedSIWE}
}

// needsSignature is of sentences that sign a message. What it names is known of
// the application that requires one, whichever application is asked then.
func needsSignature(arguments, before []string) []string {
	return append(needsToken(arguments, before), NeedSIWE)
}

// needsKnown is of the sentence about a customer of whom the target knows something.
func needsKnown(arguments, _ []string) []string {
	return map[string][]string{"banned": {NeedBanned}, "forbidden": {NeedForbidden}}[arguments[0]]
}

// needsCredential is of the sentence that asks with some credential.
func needsCredential(arguments, before []string) []string {
	switch credential := arguments[0]; {
	case credential == ofAnother:
		return []string{NeedCredentials, NeedSIWE}
	case slices.Contains([]client.AuthKind{client.None, client.Empty, client.MadeUp}, worthless[credential]):
		return nil
	}
	return needsToken(arguments, before)
}
