package client

import (
	"context"
	"net/http"

	"kycspec/internal/exchange"
)

// patience is how often a throttled request is sent again.
const patience = 3

// delivery is one request and the rules for sending it again.
type delivery struct {
	request        exchange.Request
	expectThrottle bool                     // a 429 is an answer like any other
	once           bool                     // it is not sent again where it may have been received
	harmless       bool                     // it may be sent again even where some of an answer came
	attach         func(*exchange.Exchange) // keeps each answer, those that are absorbed too
}

// deliver sends until there is an answer that says something about the API. Of
// a round trip comes one of these:
//
//   - a 429: all senders wait for as long as it says, and the request is sent
//     again, three times at most;
//   - the status of a gateway, or a failure before any byte of an answer: the
//     request is sent again, as often as Options.Retries allows, unless it may be
//     sent only once and may have been received;
//   - a failure within the answer, which is final, but for a harmless request;
//   - any other answer: that is the one.
//
// The first two are counted apart: with one retry, a 503, three times 429 and a
// 201 come to the 201, and two times 503 to an [*Inconclusive] about the second.
func (c *Client) deliver(ctx context.Context, d delivery) (*exchange.Exchange, error) {
	throttled, failed := 0, 0
	for {
		if why := c.reachability.lost(); why != nil {
			return nil, why
		}
		if err := c.pace.wait(ctx); err != nil {
			return nil, interrupted(err)
		}
		answer, failure := c.roundTrip(ctx, d.request)
		if failure == nil {
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
				c.reachability.received()
				failure = gatewayFailure(answer)
			default:
				c.reachability.received()
				return answer, nil
			}
		}
		failed++
		again := failure.again && !(d.once && failure.received) || d.harmless && failure.passing()
		if !again || failed > c.options.Retries {
			return nil, c.giveUp(d.request, failure, failed)
		}
		if err := c.pause(ctx, failure.header, failed); err != nil {
			return nil, interrupted(err)
		}
	}
}

// pause waits for another try. Where a gateway says how long it is not to be
// asked, nobody sends meanwhile: it does not mean one request.
func (c *Client) pause(ctx context.Context, header http.Header, tried int) error {
	now := c.options.Clock.Now()
	wait := delay(header, now, tried)
	if named, _ := exchange.RetryAfter(header, now); named > 0 {
		c.pace.suspend(wait)
		return nil
	}
	return c.options.Clock.Sleep(ctx, wait)
}

// throttled suspends all sending after a 429, or gives up if that is one too
// many: for this request, or for a target that has answered nothing else for long.
func (c *Client) throttled(request exchange.Request, answer *exchange.Exchange, times int) *Inconclusive {
	now := c.options.Clock.Now()
	hopeless := c.reachability.throttled(now)
	if times <= patience && !hopeless {
		c.pace.suspend(delay(answer.Header(), now, times))
		return nil
	}
	why := c.throttledOut(request, answer, times)
	if hopeless {
		c.reachability.giveUp(why)
	}
	return why
}
