package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cucumber/godog"

	"kycspec/internal/client"
)

var accessSentences = []Sentence{
	when(requests+" with ("+strings.Join(credentials, "|")+")", requests+" with <some credential>", requestWith).of(credentials...),
}

var credentials = []string{"no token", "an empty token", "a made-up token", "another scheme", "an expired token", "a damaged token",
	"the token of another application"}

func requestWith(ctx context.Context, credential string) error {
	w := of(ctx)
	switch credential {
	case "an expired token":
		return requestExpired(ctx)
	case "a damaged token":
		return requestDamaged(ctx)
	case "the token of another application":
		other := w.other()
		if other.ID == "" { // the target's answer to no application at all would be taken for one to the other
			return misuse{errors.New("there is no other application: tag the scenario @needs:credentials @needs:siwe")}
		}
		return w.ask(ctx, client.Call{App: other})
	}
	return w.ask(ctx, client.Call{Auth: client.Auth{Kind: worthless[credential], NoRenewal: true}})
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
