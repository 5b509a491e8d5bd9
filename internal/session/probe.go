package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
)

// probe asks the target for a token, and with it for what the contract gives as
// an example, before anything is asked in earnest. The error says which of it
// had no answer and what to do. Any answer will do, but that the token is
// refused: what it is worth is for the scenarios to say. Without credentials only the request is made.
func (t *Target) probe(ctx context.Context, c *contract.Contract, needsToken func() bool) error {
	auth := client.Auth{}
	if t.Environment.App.ID == "" {
		auth.Kind = client.None
	} else if err := t.Client.Ready(ctx, t.Environment.App); err != nil {
		if !refusesToken(err) || needsToken() {
			return unready(err, "the token call")
		}
		auth.Kind = client.None
	}
	body, err := json.Marshal(c.SampleRequest())
	if err != nil {
		return fmt.Errorf("probe target: %w", err)
	}
	answer, err := t.Client.Send(ctx, client.Call{App: t.Environment.App, Auth: auth, Body: body})
	if err != nil {
		return unready(err, "the first request")
	}
	if answer.Status() == http.StatusUnauthorized && auth.Kind == client.Token && needsToken() {
		return unready(&client.Inconclusive{Kind: client.Credentials, Reason: "the target refuses the token that it gave: the request was answered 401",
			Hint: "Check that the application of KYC_CLIENT_ID may ask for KYC, and that KYC_TOKEN_PATH gives tokens for it."}, "the first request")
	}
	return nil
}

// probeCost is what the probe sends: a token call, whose token the scenarios
// then share, and one request.
func (n needs) probeCost() (tokens, requests int) {
	switch {
	case n.settings.Embedded:
		return 0, 0
	case n.settings.App.ID == "":
		return 0, 1
	}
	return 1, 1
}

// refusesToken says whether the target can be reached and gives no token all the same.
func refusesToken(err error) bool {
	why, ok := errors.AsType[*client.Inconclusive](err)
	return ok && (why.Kind == client.Credentials || why.Kind == client.TokenAnswer)
}

// unready says at which place the probe failed.
func unready(err error, at string) error {
	why, ok := errors.AsType[*client.Inconclusive](err)
	if !ok {
		return err
	}
	switch why.Kind {
	case client.Unreachable:
		at = "the connection"
	case client.TLS:
		at = "the TLS handshake"
	case client.Interrupted:
		return errors.New(outcome.RunStopped)
	}
	text := fmt.Sprintf("%s before its first scenario, at %s\n%s", outcome.RunStopped, at, why.Reason)
	if why.Hint == "" {
		why.Hint = "Check that KYC_BASE_URL is the KYC API."
	}
	return errors.New(text + "\n" + why.Hint)
}

// needsToken says whether the suite makes any token call, by rehearsing it.
func (t *Target) needsToken(ctx context.Context, c *contract.Contract, suite *gherkin.Suite) bool {
	r, err := Rehearse(ctx, c, suite, RehearsalOptions{Settings: t.Settings, AsConfigured: true, RunOnly: true})
	return err != nil || r.Requests.Tokens > 0
}
