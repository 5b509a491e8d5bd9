package wallet

import (
	"errors"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The rules of RFC 3986 (appendix A) that EIP-4361 refers to, by their names there.
const (
	unreserved = `A-Za-z0-9\-._~`
	subDelims  = `!$&'()*+,;=`
	pctEncoded = `%[0-9A-Fa-f]{2}`
	pchar      = `(?:[` + unreserved + subDelims + `:@]|` + pctEncoded + `)`
	scheme     = `[A-Za-z][A-Za-z0-9+\-.]*`
	userinfo   = `(?:[` + unreserved + subDelims + `:]|` + pctEncoded + `)*`
	regName    = `(?:[` + unreserved + subDelims + `]|` + pctEncoded + `)*` // IPv4 addresses too
	ipLiteral  = `\[(?:([0-9A-Fa-f:.]+)|[vV][0-9A-Fa-f]+\.[` + unreserved + subDelims + `:]+)\]`
	authority  = `(?:` + userinfo + `@)?(?:` + ipLiteral + `|` + regName + `)(?::[0-9]*)?`
	segments   = `(?:/` + pchar + `*)*`
	hierPart   = `(?://` + authority + segments + `|/?` + pchar + `+` + segments + `|/|)`
	afterPath  = `(?:` + pchar + `|[/?])*`
)

var (
	schemeForm    = regexp.MustCompile(`^` + scheme + `$`)
	authorityForm = regexp.MustCompile(`^` + authority + `$`)
	uriForm       = regexp.MustCompile(`^` + scheme + `:` + hierPart + `(?:\?` + afterPath + `)?(?:#` + afterPath + `)?$`)
	requestIDForm = regexp.MustCompile(`^` + pchar + `*$`)
	statementForm = regexp.MustCompile(`^[` + unreserved + subDelims + `:/?#\[\]@ ]*$`)
	nonceForm     = regexp.MustCompile(`^[A-Za-z0-9]{8,}$`)
	dateTimeForm  = regexp.MustCompile(`^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:(\d\d)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$`)
)

// isAuthority says whether the text is an authority of RFC 3986 that names a host.
func isAuthority(text string) bool { return text != "" && fits(authorityForm, text) }

// isURI says whether the text is a URI of RFC 3986: absolute, and maybe with a fragment.
func isURI(text string) bool { return fits(uriForm, text) }

// fits matches a form whose first group is the IPv6 address of an authority: its
// rule counts groups, which is not for a regular expression.
func fits(form *regexp.Regexp, text string) bool {
	match := form.FindStringSubmatch(text)
	if match == nil || match[1] == "" {
		return match != nil
	}
	address, err := netip.ParseAddr(match[1])
	return err == nil && address.Is6()
}

// parseDateTime reads a date-time of RFC 3339 (section 5.6) that is an instant
// of the calendar. Lower-case "t" and "z" are allowed, as that section notes,
// and so is second 60 where there was a leap second (section 5.7): it is the
// same instant as the second after it. Fractions are cut after nanoseconds. The
// first instant of year 1 in UTC, which a Message uses for "no time", is read a
// nanosecond late.
func parseDateTime(text string) (time.Time, error) {
	match := dateTimeForm.FindStringSubmatchIndex(text)
	if match == nil {
		return time.Time{}, errors.New("is no RFC 3339 date-time")
	}
	at, end, leap := match[2], match[3], time.Duration(0)
	seconds := text[at:end]
	if seconds == "60" {
		seconds, leap = "59", time.Second
	}
	instant, err := time.Parse(time.RFC3339Nano, strings.ToUpper(text[:at]+seconds+text[end:]))
	if err != nil {
		return time.Time{}, errors.New("is no date of the calendar")
	}
	instant = instant.Add(leap)
	switch {
	case leap > 0 && !followsLeapSecond(instant):
		return time.Time{}, errors.New("has a second 60 where there was no leap second")
	case instant.IsZero():
		instant = instant.Add(1)
	}
	return instant, nil
}

// shown quotes a text that somebody sent, short enough for an error's sentence.
func shown(text string) string {
	const most = 60
	if len(text) <= most {
		return strconv.QuoteToASCII(text)
	}
	return strconv.QuoteToASCII(text[:most]) + "…"
}
