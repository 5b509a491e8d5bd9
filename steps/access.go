package steps

import (
	"context"
	"fmt"

	"github.com/cucumber/godog"

	"kycspec/internal/client"
)

var accessSentences = []Sentence{
	sentence(requests+" with (no token|an empty token|a made-up token|another scheme)", requests+" with <a worthless credential>",
		func(ctx context.Context, credential string) error {
			return of(ctx).ask(ctx, client.Call{Auth: client.Auth{Kind: worthless[credential], NoRenewal: true}})
		}),
	sentence(requests+" with an expired token", requests+" with an expired token", requestExpired),
	sentence(requests+" with a damaged token", requests+" with a damaged token", requestDamaged),
	sentence(requests+" with the token of another application", requests+" with the token of another application",
		func(ctx context.Context) error { return of(ctx).ask(ctx, client.Call{App: of(ctx).other()}) }),
}

var worthless = map[string]client.Kind{
	"no token":        client.None,
	"an empty token":  client.Empty,
	"a made-up token": client.MadeUp,
	"another scheme":  client.OtherScheme,
}

// other is the application that the scenario is not about.
func (w *world) other() client.Application {
	if w.app == w.kit.App {
		return w.kit.SIWEApp
	}
	return w.kit.App
}

func requestExpired(ctx context.Context) error {
	w := of(ctx)
	token, applied, err := w.kit.Sender.Token(ctx, w.app, "expires_in=0")
	if err != nil {
		return err
	}
	if !applied {
		return fmt.Errorf("%w: the target cannot be asked for a token that has expired", godog.ErrSkip)
	}
	return w.ask(ctx, client.Call{Auth: client.Auth{Kind: client.Expired, Value: token}})
}

// requestDamaged asks with a good token of which one character is another one.
func requestDamaged(ctx context.Context) error {
	w := of(ctx)
	token, _, err := w.kit.Sender.Token(ctx, w.app, "")
	if err != nil {
		return err
	}
	return w.ask(ctx, client.Call{Auth: client.Auth{Kind: client.Expired, Value: damaged(token)}})
}

// damaged changes a character well before the end: the last one of base64 may not count whole.
func damaged(token string) string {
	at := len(token) * 9 / 10
	letter := "A"
	if token[at] == 'A' {
		letter = "B"
	}
	return token[:at] + letter + token[at+1:]
}
