package client

import (
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// FailureKind names what kept the API from being judged.
type FailureKind string

const (
	// Unreachable is no connection: the name, the route or the port.
	Unreachable FailureKind = "unreachable"
	// TLS is a connection that cannot be made secure.
	TLS FailureKind = "tls"
	// Timeout is a phase of the exchange that took too long.
	Timeout FailureKind = "timeout"
	// Lost is a connection that ended before the answer did.
	Lost FailureKind = "lost"
	// Gateway is a 502, 503 or 504 that stayed.
	Gateway FailureKind = "gateway"
	// Throttled is a 429 that stayed.
	Throttled FailureKind = "throttled"
	// Credentials is a refusal to give a token.
	Credentials FailureKind = "credentials"
	// TokenAnswer is an answer of the token call that makes no sense.
	TokenAnswer FailureKind = "token-answer"
	// TooLarge is an answer past the limits.
	TooLarge FailureKind = "too-large"
	// Malformed is an answer that is not HTTP.
	Malformed FailureKind = "malformed"
	// Unsendable is a request that HTTP cannot carry.
	Unsendable FailureKind = "unsendable"
	// Interrupted is a run that was stopped.
	Interrupted FailureKind = "interrupted"
)

// Inconclusive says why the API could not be judged. It holds no secret.
//
// Kind, Failure, Target and Detail are the same for all requests that fail for
// one cause; Reason may have times and counts of one request in it.
type Inconclusive struct {
	Kind    FailureKind
	Failure string // which one of its kind, such as "connection refused"; never reworded
	Target  string // what was asked: the base URL if no connection came about, else method and URL
	Detail  string // what else tells it from others: a status, a host name, an application

	Reason string // a phrase for people
	Hint   string // a sentence that says what to do; may be empty
	Err    error  // the context's error if that ended; else nil
}

// Cause is the same for two failures that one remedy would mend, and differs
// otherwise: the kind of failure, and what tells it from others of that kind.
func (i *Inconclusive) Cause() (kind, subject string) {
	parts := slices.DeleteFunc([]string{i.Failure, i.Target, i.Detail}, func(part string) bool { return part == "" })
	return string(i.Kind), strings.Join(parts, ", ")
}

// Error is the reason and, on a line of its own, what to do about it.
func (i *Inconclusive) Error() string {
	if i.Hint == "" {
		return i.Reason
	}
	return i.Reason + "\n" + i.Hint
}

// Unwrap gives the context's error if that was the cause.
func (i *Inconclusive) Unwrap() error { return i.Err }

// Verdict is that of the scenario.
func (i *Inconclusive) Verdict() outcome.Verdict { return outcome.Inconclusive }

// Proof is what kept the API from being judged.
func (i *Inconclusive) Proof() outcome.Proof {
	kind, subject := i.Cause()
	return outcome.Proof{Obstacle: outcome.Obstacle{Kind: outcome.ObstacleKind(kind), Subject: subject}}
}

func interrupted(cause error) *Inconclusive {
	return &Inconclusive{Kind: Interrupted, Reason: "stopped before there was an answer", Err: cause}
}

func (c *Client) throttledOut(request exchange.Request, answer *exchange.Exchange, times int) *Inconclusive {
	why := &Inconclusive{Kind: Throttled, Target: c.what(request), Hint: "Set a lower KYC_RATE, or try later."}
	why.Reason = fmt.Sprintf("%s was throttled (429) %s in a row", why.Target, count(times))
	if after := answer.Header().Get("Retry-After"); after != "" {
		why.Detail = "with Retry-After"
		why.Reason += fmt.Sprintf(", last with Retry-After %q", c.text(after))
	}
	return why
}

// giveUp says how the last round trip of a request failed, and remembers it of the target.
func (c *Client) giveUp(request exchange.Request, last *failedTrip, times int) *Inconclusive {
	why := &Inconclusive{Kind: last.kind, Failure: last.code, Target: c.what(request), Detail: c.lasting(last.detail), Hint: last.hint, Err: last.cause}
	if why.Kind == Unreachable || why.Kind == TLS {
		why.Target = c.text(c.options.BaseURL) // whatever was asked, nobody was there to ask
		if proxy := c.through(request); proxy != "" {
			// Which of the two failed is not always known: a proxy may speak for the target.
			why.Target, why.Hint = why.Target+" through the proxy "+c.text(proxy), proxyHint
		}
	}
	why.Reason = why.Target + ": " + c.text(last.Error())
	if times > 1 {
		why.Reason += fmt.Sprintf(" (asked %s)", count(times))
	}
	if last.passing() {
		c.reachability.received() // not whole, but somebody is there
	} else {
		c.reachability.failed(why)
	}
	return why
}

// what names a request: its method and URL.
func (c *Client) what(request exchange.Request) string {
	return request.Method + " " + c.text(request.URL)
}

const shownCharacters = 200

// text is foreign text as it may be shown: one short line without secrets.
func (c *Client) text(text string) string {
	shown := []rune(c.options.Secrets.Redact(text))
	if len(shown) > shownCharacters {
		shown = append(shown[:shownCharacters], '…')
	}
	for i, r := range shown {
		if r < ' ' || r == 0x7f {
			shown[i] = ' '
		}
	}
	return string(shown)
}

func count(times int) string {
	switch times {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", times)
}
