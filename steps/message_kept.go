package steps

import (
	"strings"
	"time"
	"unicode"

	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

// keptQualities are of messages that are good in every way, by the demand whose
// edge they stand at.
var keptQualities = map[string]map[string]quality{
	spec.KeywordSIWEForm: {
		"has a statement":           fields(func(m *wallet.Message) { m.Statement = "I hold this wallet, and I want to start KYC." }),
		"says no more than it must": fields(func(m *wallet.Message) { m.Statement, m.ExpirationTime = "", time.Time{} }),
		"names its scheme":          fields(nameScheme),
		"has every optional part": fields(func(m *wallet.Message) {
			nameScheme(m)
			m.Statement, m.RequestID, m.Resources = "Sign in.", "1", []string{"a:b"}
			m.NotBefore, m.ExpirationTime = m.IssuedAt.Add(-time.Minute), m.IssuedAt.Add(lifetime)
		}),
		"has resources of every kind": fields(func(m *wallet.Message) {
			m.Resources = []string{"urn:isbn:0451450523", "mailto:a@b.example", "http://[::1]:8/%7Ea?b=/?#c", "a:"}
		}),
		"has every character that a statement may have":  fields(func(m *wallet.Message) { m.Statement = "aZ09-._~:/?#[]@!$&'()*+,;= ." }),
		"has every character that a request id may have": fields(func(m *wallet.Message) { m.RequestID = "aZ09-._~%20!$&'()*+,;=:@" }),
		"has a statement, a request id and resources that are empty": fields(func(m *wallet.Message) { m.Statement, m.RequestID = "", "" }).and(func(text string) string {
			return strings.Replace(text, "\n\n\nURI: ", "\n\n\n\nURI: ", 1) + "\nRequest ID: \nResources:"
		}),
		"has a nonce of 8 characters":  fields(func(m *wallet.Message) { m.Nonce = m.Nonce[:8] }),
		"has a nonce of 40 characters": fields(func(m *wallet.Message) { m.Nonce += strings.Repeat(m.Nonce[:8], 4)[:40-len(m.Nonce)] }),
		"has a nonce of digits alone":  fields(func(m *wallet.Message) { m.Nonce = "00" + digits(m.Nonce) }),
	},
	spec.KeywordSIWEChain: {
		"writes its chain id with a zero before it": text(onLine(chainLabel, func(id string) string { return "0" + id })),
	},
	spec.KeywordSIWENonce: {
		"has the nonce of the one before in the other case": {nonce: otherCase},
	},
	spec.KeywordSIWEValidity: {
		"has been valid for a minute": fields(func(m *wallet.Message) { m.NotBefore = m.IssuedAt.Add(-time.Minute) }),
		"never expires":               fields(func(m *wallet.Message) { m.ExpirationTime = time.Time{} }),
		"has times of another time zone": timed(func(m *wallet.Message) {
			m.IssuedAt, m.ExpirationTime, m.NotBefore = m.IssuedAt.In(east), m.ExpirationTime.In(east), m.NotBefore.In(east)
		}),
		"has times of a time zone behind": timed(func(m *wallet.Message) {
			m.IssuedAt, m.ExpirationTime, m.NotBefore = m.IssuedAt.In(west), m.ExpirationTime.In(west), m.NotBefore.In(west)
		}),
	},
	spec.KeywordSIWETimes: {
		"has times to the millisecond":              timed(nil).and(onTimes(fraction(".123"))),
		"has times to the microsecond":              timed(nil).and(onTimes(fraction(".123456"))),
		"has times finer than a nanosecond":         timed(nil).and(onTimes(fraction(".123456789012"))),
		"has times to a tenth of a second":          timed(nil).and(onTimes(fraction(".1"))),
		"has times with t and z in lower case":      timed(nil).and(onTimes(strings.ToLower)),
		"says its times at +00:00 and -00:00":       timed(nil).and(both(onTimes(zone("+00:00")), onLine(beforeLabel, func(string) string { return "2000-01-01T00:00:00-00:00" }))),
		"has been valid since a leap second":        timed(nil).and(onLine(beforeLabel, func(string) string { return "2016-12-31T23:59:60Z" })),
		"has been valid since the leap day of 2000": timed(nil).and(onLine(beforeLabel, func(string) string { return "2000-02-29T00:00:00Z" })),
	},
}

// nameScheme names the scheme that the URI has; https, which is meant where none is
// named, if the URI is not of the web.
func nameScheme(m *wallet.Message) {
	scheme, _, isOfHost := strings.Cut(m.URI, "://")
	if m.Scheme = scheme; !isOfHost {
		m.Scheme = "https"
	}
}

// east and west are time zones whose clocks are well ahead of UTC, and behind it.
var (
	east = time.FixedZone("", int((9 * time.Hour).Seconds()))
	west = time.FixedZone("", -int((9*time.Hour + 30*time.Minute).Seconds()))
)

// timed has all three times, so that how they are written can be seen at each. It
// was issued a second ago, lest a fraction of one be in the future.
func timed(change func(m *wallet.Message)) quality {
	return fields(func(m *wallet.Message) {
		m.ExpirationTime = m.IssuedAt.Add(lifetime)
		m.IssuedAt = m.IssuedAt.Add(-time.Second)
		m.NotBefore = m.IssuedAt.Add(-time.Minute)
		if change != nil {
			change(m)
		}
	})
}

// onTimes changes how each time of a message is written.
func onTimes(change func(string) string) func(string) string {
	return both(both(onLine(issuedLabel, change), onLine(expiresLabel, change)), onLine(beforeLabel, change))
}

// both is two changes, one after the other.
func both(first, second func(string) string) func(string) string {
	return func(text string) string { return second(first(text)) }
}

// fraction adds a fraction of a second to a time in UTC.
func fraction(digits string) func(string) string {
	return func(instant string) string { return strings.TrimSuffix(instant, "Z") + digits + "Z" }
}

// zone writes another zone in place of UTC's Z.
func zone(offset string) func(string) string {
	return func(instant string) string { return strings.TrimSuffix(instant, "Z") + offset }
}

// digits writes each letter of a nonce as a digit.
func digits(nonce string) string {
	return strings.Map(func(r rune) rune { return '0' + r%10 }, nonce)
}

func otherCase(nonce string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, nonce)
}
