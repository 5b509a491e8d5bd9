package steps

import (
	"context"
	"fmt"
	"net/http"

	"github.com/cucumber/godog"

	"kycspec/internal/client"
	"kycspec/internal/contract"
)

var resilienceSentences = []Sentence{
	sentence(requests+" faster than it may", requests+" faster than it may", requestTooFast),
	sentence("a customer whose application asked too fast", "a customer whose application asked too fast",
		func(ctx context.Context) error { of(ctx).newCustomer(""); return requestTooFast(ctx) }),
	sentence(requests+" again after waiting as it was told", requests+" again after waiting as it was told", requestAfterWaiting),
	sentence(requests+" while the API fails with (\\d{3})", requests+" while the API fails with <status>", requestWhileFailing),
	sentence("the application is told how long to wait", "the application is told how long to wait", isToldToWait),
}

// tooMany is after how many requests at once a limit of one a second must have struck.
const tooMany = 5

// requestTooFast asks for a token of its own with a low limit, so that nobody
// else is held back by what it does.
func requestTooFast(ctx context.Context) error {
	w := of(ctx)
	token, applied, err := w.kit.Sender.Token(ctx, w.app, "rate=1")
	if err != nil {
		return err
	}
	if !applied {
		return fmt.Errorf("%w: the target cannot be asked for a low rate limit, and its own would hold back every other scenario", godog.ErrSkip)
	}
	w.token = token
	for range tooMany {
		if err := w.askWithToken(ctx); err != nil {
			return err
		}
		if w.answer.Status() == http.StatusTooManyRequests {
			return nil
		}
	}
	return contract.Keep(w.kit.Contract.Answered(w.answer, http.StatusTooManyRequests, nil)...)
}

func (w *world) askWithToken(ctx context.Context) error {
	return w.ask(ctx, client.Call{Auth: client.Auth{Kind: client.Given, Value: w.token}, ExpectThrottle: true})
}

func requestAfterWaiting(ctx context.Context) error {
	w := of(ctx)
	if w.answer == nil || w.token == "" {
		return misuse{errNotAsked}
	}
	if err := w.kit.Sender.Await(ctx, w.answer); err != nil {
		return err
	}
	return w.askWithToken(ctx)
}

// requestWhileFailing asks the target to answer as it would if it failed (RFC
// 7240). What it answers is held to the contract whether it does so or not.
func requestWhileFailing(ctx context.Context, status string) error {
	w, preference := of(ctx), "code="+status
	if err := w.ask(ctx, client.Call{Header: http.Header{"Prefer": {preference}}}); err != nil {
		return err
	}
	if !client.Applied(w.answer.Header(), preference) {
		return fmt.Errorf("%w: the target cannot be asked to fail with %s", godog.ErrSkip, status)
	}
	return nil
}

func isToldToWait(ctx context.Context) error {
	w := of(ctx)
	answer, err := w.answered()
	if err != nil {
		return err
	}
	if _, ok := client.RetryAfter(answer.Header(), w.kit.Now()); ok {
		return nil
	}
	got := "no Retry-After"
	if value := answer.Header().Get("Retry-After"); value != "" {
		got = fmt.Sprintf("Retry-After: %q", value)
	}
	v := w.kit.Contract.Unkept(answer, "", "a Retry-After in seconds or as a date (RFC 9110 section 10.2.3)", got)
	return contract.Keep(v)
}
