package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// preferences are a request's Prefer fields (RFC 7240 section 2) by lower-case
// name; of a name that stands twice the first counts.
func preferences(header http.Header) map[string]string {
	found := map[string]string{}
	for _, line := range header.Values("Prefer") {
		for _, preference := range split(line, ',') {
			parts := split(preference, ';')
			if len(parts) == 0 {
				continue
			}
			name, value := parameter(parts[0])
			if _, twice := found[name]; !twice {
				found[name] = value
			}
		}
	}
	return found
}

// applied says in an answer which preferences it honours (RFC 7240 section 3).
func applied(a *Answer, preferences ...string) *Answer {
	if len(preferences) > 0 {
		a.Header.Set("Preference-Applied", strings.Join(preferences, ", "))
	}
	return a
}

// forced is the documented answer that a request prefers by "code=NNN", before
// any check; nil where it prefers none, or one that is not documented.
func (s *Sandbox) forced(header http.Header) *Answer {
	wanted := preferences(header)["code"]
	status, err := strconv.Atoi(wanted)
	if err != nil || status < 200 || status > 599 || wanted != strconv.Itoa(status) {
		return nil
	}
	if _, documented := s.contract.Documented(status); !documented {
		return nil
	}
	w := words{code: "forced", message: "This answer was asked for by the Prefer header."}
	if status/100 == 2 {
		w.widget = s.sessions.widgetData("", ask{}, s.sessions.session("", ask{}))
	}
	a := s.compose(status, w)
	if status >= http.StatusBadRequest {
		a = s.undocumented(&refusal{status: status, code: w.code, message: w.message})
	}
	switch status {
	case http.StatusUnauthorized:
		a.Header.Set("WWW-Authenticate", "Bearer")
	case http.StatusTooManyRequests:
		a.Header.Set("Retry-After", "1")
	}
	return applied(a, "code="+wanted)
}

// longestLife bounds the lifetime that a token may be given, so that no date overflows.
const longestLife = 365 * 24 * time.Hour

// preferredLife is the lifetime that a token call prefers by "expires_in=N" seconds.
func preferredLife(wanted map[string]string) (time.Duration, bool) {
	seconds, err := strconv.Atoi(wanted["expires_in"])
	if err != nil || seconds < 0 || seconds > int(longestLife/time.Second) {
		return 0, false
	}
	return time.Duration(seconds) * time.Second, true
}

// The bounds of a token's pace, in requests a second, where it has one: within
// them every wait and every burst is a number that fits into an answer.
const (
	SlowestRate = 0.001
	FastestRate = 1e6
)

// preferredRate is the pace that a token call prefers by "rate=N" requests a second.
func preferredRate(wanted map[string]string) (float64, bool) {
	rate, err := strconv.ParseFloat(wanted["rate"], 64)
	return rate, err == nil && rate >= SlowestRate && rate <= FastestRate
}
