package steps

import (
	"context"
	"encoding/json"
	"fmt"

	"kycspec/internal/client"
	"kycspec/internal/spec"
)

const requests = "the application requests KYC"

var requestSentences = []Sentence{
	when(requests+"(?: again)?", requests+" [again]", requestKYC),
	when(requests+" for another customer", requests+" for another customer", requestForAnother),
	when(requests+" at level (\\S+)(?: under (\\S+))?", requests+" at level <level> [under <rules engine>]", requestAtLevel),
	when(requests+` accepting "([^"]*)"`, requests+` accepting "<media types>"`, requestAccepting),
	when(requests+" without saying what it accepts", requests+" without saying what it accepts",
		func(ctx context.Context) error { return requestAccepting(ctx, "") }),
	when(requests+" without saying what it sends", requests+" without saying what it sends",
		func(ctx context.Context) error {
			unsaid := ""
			return of(ctx).ask(ctx, client.Call{ContentType: &unsaid})
		}),
	when(requests+` in the media type "([^"]*)"`, requests+` in the media type "<media type>"`,
		func(ctx context.Context, mediaType string) error {
			return of(ctx).ask(ctx, client.Call{ContentType: &mediaType})
		}),
	when(requests+" with the body (.+)", requests+" with the body <text>",
		func(ctx context.Context, body string) error {
			return of(ctx).send(ctx, client.Call{Body: []byte(body)})
		}),
	when(requests+" with no body", requests+" with no body",
		func(ctx context.Context) error { return of(ctx).send(ctx, client.Call{}) }),
	when(requests+" with something after the body", requests+" with something after the body", requestTrailing),
}

func requestKYC(ctx context.Context) error { return of(ctx).ask(ctx, client.Call{}) }

func requestForAnother(ctx context.Context) error {
	if err := of(ctx).anotherCustomer(); err != nil {
		return err
	}
	return requestKYC(ctx)
}

func requestAtLevel(ctx context.Context, level, engine string) error {
	w := of(ctx)
	if w.draft == nil {
		return misuse{errNoCustomer}
	}
	number := json.Number(level)
	if _, err := number.Float64(); err != nil || !json.Valid([]byte(level)) { // Go reads NaN and 01 too
		return misuse{fmt.Errorf("the level %q is no number: write it in digits", level)}
	}
	w.draft.Set(spec.RoleLevel, number)
	if engine != "" {
		w.draft.Set(spec.RoleEngine, engine)
	}
	return requestKYC(ctx)
}

// requestAccepting sends an Accept field, or none if it is empty.
func requestAccepting(ctx context.Context, accept string) error {
	return of(ctx).ask(ctx, client.Call{Accept: &accept})
}

func requestTrailing(ctx context.Context) error {
	w := of(ctx)
	if w.draft == nil {
		return misuse{errNoCustomer}
	}
	return w.send(ctx, client.Call{Body: append(w.draft.Bytes(), " {}"...)})
}
