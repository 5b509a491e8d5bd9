package client

import (
	"context"
	"net/http"

	"kycspec/internal/exchange"
)

// Send makes the call and gives its answer, whatever its status. The error is
// always an [*Inconclusive]: the API could not be judged. Every exchange on the
// way is attached to the context's step.
func (c *Client) Send(ctx context.Context, call Call) (*exchange.Exchange, error) {
	authorization, worth, used, err := c.authorize(ctx, call)
	if err != nil {
		return nil, err
	}
	answer, err := c.call(ctx, call, authorization, worth)
	if err != nil || answer.Status() != http.StatusUnauthorized || !call.renews() || used.fresh {
		return answer, err
	}
	// The token had been used before: it may have expired or been revoked since.
	c.tokens.forget(call.App, used.value)
	if authorization, worth, _, err = c.authorize(ctx, call); err != nil {
		return nil, err
	}
	return c.call(ctx, call, authorization, worth)
}

func (c Call) renews() bool { return c.Auth.Kind == Token && !c.Auth.NoRenewal }

// authorize gives the Authorization field of the call and what it is worth.
func (c *Client) authorize(ctx context.Context, call Call) (string, exchange.Credential, token, error) {
	if value, worth, ok := call.Auth.fixed(c.options.Secrets, call.App); ok {
		return value, worth, token{}, nil
	}
	if call.Auth.Kind == Expired {
		value, applied, err := c.Token(ctx, call.App, "expires_in=0")
		if err == nil && !applied {
			err = &Inconclusive{Kind: Credentials, Failure: "no expired token", Reason: "the target gives no expired token when asked for one",
				Hint: "Skip this where the target cannot do it."}
		}
		return "Bearer " + value, exchange.Worthless, token{}, err
	}
	shared, err := c.tokens.get(ctx, c, call.App)
	if call.Auth.Kind == OtherScheme {
		return "Basic " + shared.value, exchange.Worthless, shared, err
	}
	return "Bearer " + shared.value, exchange.Granted, shared, err
}

func (c *Client) call(ctx context.Context, call Call, authorization string, worth exchange.Credential) (*exchange.Exchange, error) {
	header := call.header()
	if authorization != "" {
		header.Set("Authorization", authorization)
	}
	call.override(header)
	return c.deliver(ctx, delivery{
		request: exchange.Request{
			Method: c.options.Operation.Method, URL: c.options.BaseURL + c.options.Operation.Path,
			Header: header, Body: call.Body,
			Credential: worth, SIWERequired: call.App.SIWERequired, Aside: call.Aside, SignIn: call.SignIn, Number: call.Number,
		},
		expectThrottle: call.ExpectThrottle,
		once:           call.Once,
		attach:         func(e *exchange.Exchange) { exchange.Attach(ctx, exchange.MediaType, e) },
	})
}
