package steps

import (
	"context"
	"fmt"
	"net/http"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
)

var resilienceSentences = []gherkin.Sentence{
	needing(when(requests+" faster than it may", requests+" faster than it may", requestTooFast), needsThrottle),
	needing(given("a customer whose application asked too fast", "a customer whose application asked too fast",
		func(ctx context.Context) error { fromContext(ctx).newCustomer(""); return requestFasterThan(ctx, 1) }), needsThrottle),
	when(requests+" again after waiting as it was told", requests+" again after waiting as it was told", requestAfterWaiting),
	when(failsWith+`(\d{3})`, failsWith+"<status>", requestWhileFailing),
	then("the application is told how long to wait", "the application is told how long to wait", isToldToWait),
}

// tooMany is how many requests at once are more than a low limit allows.
const tooMany = 5

// requestTooFast asks with a limit so low that even a slow machine exceeds it. The
// scenario ends with the refusal, so it need not wait until the limit allows more.
func requestTooFast(ctx context.Context) error { return requestFasterThan(ctx, 0.1) }

// requestFasterThan exceeds a limit of so many requests a second. The limit is that
// of a token of the scenario alone, so that no other scenario has to wait for it.
func requestFasterThan(ctx context.Context, rate float64) error {
	s := fromContext(ctx)
	token, applied, err := s.env.Sender.Token(ctx, s.app, fmt.Sprintf("rate=%g", rate))
	if err != nil {
		return err
	}
	if !applied {
		return unsupported("rate limit", "the target cannot be asked for a low rate limit, and its own would hold back every other scenario")
	}
	s.token = token
	ctx = unpromised(ctx)
	began := s.env.Now()
	for range tooMany {
		if err := s.ask(ctx, client.Call{Auth: client.Auth{Kind: client.Given, Value: s.token}, ExpectThrottle: true}); err != nil {
			return err
		}
		if s.answer.Status() == http.StatusTooManyRequests {
			return nil
		}
	}
	// A limit allows more requests as time passes: if they took long, none had to be refused.
	if took := s.env.Now().Sub(began); took.Seconds() >= (tooMany-1)/rate {
		return &client.Inconclusive{Kind: client.Timeout, Failure: "too slow to be throttled", Reason: fmt.Sprintf("%d requests were not faster than %g a second", tooMany, rate),
			Hint: "Set a higher KYC_RATE, or try later."}
	}
	return contract.Keep(s.env.Contract.Answered(s.answer, http.StatusTooManyRequests, nil)...)
}

// mostWaits is how often the application waits as it is told. A limit that it is
// told of the second time may be that of others; one that never ends is no limit.
const mostWaits = 3

// requestAfterWaiting asks when the time is over that the last 429 named.
func requestAfterWaiting(ctx context.Context) error {
	s := fromContext(ctx)
	if s.answer == nil || s.token == "" {
		return misuse{errNotAsked}
	}
	ctx = unpromised(ctx)
	for range mostWaits {
		if untold := s.env.Contract.TellsWhen(s.answer); untold != nil {
			return contract.Keep(untold...)
		}
		if err := s.env.Sender.Await(ctx, s.answer); err != nil {
			return err
		}
		if err := s.ask(ctx, client.Call{Auth: client.Auth{Kind: client.Given, Value: s.token}, ExpectThrottle: true}); err != nil {
			return err
		}
		if s.answer.Status() != http.StatusTooManyRequests {
			return nil
		}
	}
	return contract.Keep(s.env.Contract.StillThrottled(s.answer))
}

// requestWhileFailing asks the target to answer as it would if it failed, by a
// preference (RFC 7240). Its answer is judged whether it honours that or not.
func requestWhileFailing(ctx context.Context, status string) error {
	s, preference := fromContext(ctx), "code="+status
	if err := s.ask(unpromised(ctx), client.Call{Header: http.Header{"Prefer": {preference}}}); err != nil {
		return err
	}
	if !client.Applied(s.answer.Header(), preference) {
		return unsupported("status "+status, "the target cannot be asked to fail with "+status)
	}
	return nil
}

func isToldToWait(ctx context.Context) error {
	s := fromContext(ctx)
	answer, err := s.answered()
	if err != nil {
		return err
	}
	return contract.Keep(s.env.Contract.TellsWhen(answer)...)
}
