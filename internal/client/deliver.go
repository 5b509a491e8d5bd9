package client

import (
	"context"
	"fmt"
	"net/http"

	"kycspec/internal/exchange"
)

// patience is how often a throttled request is sent again.
const patience = 3

// delivery is one request and the rules for sending it again.
type delivery struct {
	request        exchange.Request
	expectThrottle bool
	once           bool
	harmless       bool // to send it again, even where some of an answer came
	attach         func(*exchange.Exchange)
}

// deliver sends until there is an answer that says something about the API.
func (c *Client) deliver(ctx context.Context, d delivery) (*exchange.Exchange, error) {
	throttled, failed := 0, 0
	for {
		if gone := c.reach.gone(); gone != nil {
			return nil, gone
		}
		if err := c.pace.wait(ctx); err != nil {
			return nil, interrupted(err)
		}
		answer, fault := c.attempt(ctx, d.request)
		if fault == nil {
			d.attach(answer)
			switch answer.Status() {
			case http.StatusTooManyRequests:
				if d.expectThrottle {
					return answer, nil
				}
				throttled++
				if why := c.throttled(d.request, answer, throttled); why != nil {
					return nil, why
				}
				continue
			case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
				c.reach.came()
				fault = gatewayFault(answer)
			default:
				c.reach.came()
				return answer, nil
			}
		}
		failed++
		again := fault.again && !(d.once && fault.received) || d.harmless && fault.passing()
		if !again || failed > c.options.Retries {
			return nil, c.giveUp(d.request, fault, failed)
		}
		if err := c.pause(ctx, fault.header, failed); err != nil {
			return nil, interrupted(err)
		}
	}
}

// pause waits for another try. Where a gateway says how long it is not to be
// asked, everybody is held back: it does not mean one request.
func (c *Client) pause(ctx context.Context, header http.Header, tried int) error {
	now := c.options.Clock.Now()
	wait := delay(header, now, tried)
	if named, _ := RetryAfter(header, now); named > 0 {
		c.pace.hold(wait)
		return nil
	}
	return c.options.Clock.Sleep(ctx, wait)
}

// throttled holds everybody back after a 429, or says that it is one too many:
// of this request, or of all that the target has been asked lately.
func (c *Client) throttled(request exchange.Request, answer *exchange.Exchange, times int) *Inconclusive {
	now := c.options.Clock.Now()
	hopeless := c.reach.throttled(now)
	if times <= patience && !hopeless {
		c.pace.hold(delay(answer.Header(), now, times))
		return nil
	}
	why := c.throttledOut(request, answer, times)
	if hopeless {
		c.reach.forget(why)
	}
	return why
}

func (c *Client) throttledOut(request exchange.Request, answer *exchange.Exchange, times int) *Inconclusive {
	reason := fmt.Sprintf("%s was throttled (429) %s in a row", c.what(request), count(times))
	if after := answer.Header().Get("Retry-After"); after != "" {
		reason += fmt.Sprintf(", last with Retry-After %q", c.text(after))
	}
	return &Inconclusive{Trouble: Throttled, Reason: reason, Mend: "Set a lower KYC_RATE, or try later."}
}

func (c *Client) giveUp(request exchange.Request, fault *fault, times int) *Inconclusive {
	about, mend := c.what(request), fault.mend
	if fault.trouble == Unreachable || fault.trouble == TLS {
		about = c.text(c.options.BaseURL) // whatever was asked, nobody was there to ask
		if proxy := c.through(request); proxy != "" {
			// Which of the two it was cannot always be told: a proxy may speak for the target.
			about, mend = about+" through the proxy "+c.text(proxy), proxyMend
		}
	}
	reason := about + ": " + c.text(fault.reason)
	if times > 1 {
		reason += fmt.Sprintf(" (asked %s)", count(times))
	}
	why := &Inconclusive{Trouble: fault.trouble, Reason: reason, Mend: mend, Err: fault.cause}
	if fault.passing() {
		c.reach.came() // not whole, but somebody is there
	} else {
		c.reach.failed(why)
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
