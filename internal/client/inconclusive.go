package client

import "net/http"

// Trouble names what kept the API from being judged.
type Trouble string

const (
	// Unreachable is no connection: the name, the route or the port.
	Unreachable Trouble = "unreachable"
	// TLS is a connection that cannot be made secure.
	TLS Trouble = "tls"
	// Timeout is a phase of the exchange that took too long.
	Timeout Trouble = "timeout"
	// Lost is a connection that ended before the answer did.
	Lost Trouble = "lost"
	// Gateway is a 502, 503 or 504 that stayed.
	Gateway Trouble = "gateway"
	// Throttled is a 429 that stayed.
	Throttled Trouble = "throttled"
	// Credentials is a refusal to give a token.
	Credentials Trouble = "credentials"
	// TokenAnswer is an answer of the token call that makes no sense.
	TokenAnswer Trouble = "token-answer"
	// TooLarge is an answer past the limits.
	TooLarge Trouble = "too-large"
	// Malformed is an answer that is not HTTP.
	Malformed Trouble = "malformed"
	// Unsendable is a request that HTTP cannot carry.
	Unsendable Trouble = "unsendable"
	// Interrupted is a run that was stopped.
	Interrupted Trouble = "interrupted"
)

// Inconclusive says why the API could not be judged. It holds no secret.
type Inconclusive struct {
	Trouble Trouble
	Reason  string // a phrase
	Mend    string // a sentence; may be empty
	Err     error  // the context's error if that ended; else nil
}

// Error is the reason and, on a line of its own, what to do about it.
func (i *Inconclusive) Error() string {
	if i.Mend == "" {
		return i.Reason
	}
	return i.Reason + "\n" + i.Mend
}

// Unwrap gives the context's error if that was the cause.
func (i *Inconclusive) Unwrap() error { return i.Err }

// Verdict is "inconclusive".
func (i *Inconclusive) Verdict() string { return "inconclusive" }

func interrupted(cause error) *Inconclusive {
	return &Inconclusive{Trouble: Interrupted, Reason: "stopped before there was an answer", Err: cause}
}

// passing says whether an answer was under way that may come whole another time.
func (f *fault) passing() bool { return f.begun && (f.trouble == Lost || f.trouble == Timeout) }

// fault is why one attempt has no answer that can be judged.
type fault struct {
	trouble  Trouble
	reason   string
	mend     string
	again    bool        // it may go better next time, and no byte of an answer came
	begun    bool        // some of an answer came
	received bool        // the target may have acted on the request
	header   http.Header // of a gateway's answer
	cause    error
}
