package steps

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/tidwall/gjson"

	"kycspec/internal/client"
	"kycspec/internal/exchange"
)

// mute is a mailbox that leaves every so many requests without an answer.
type mute struct {
	*mailbox
	every int
}

func (m *mute) Send(ctx context.Context, call client.Call) (*exchange.Exchange, error) {
	if len(m.calls)%m.every == m.every-1 {
		m.calls = append(m.calls, call)
		return nil, &client.Inconclusive{Kind: client.Lost, Reason: "the connection was closed before any answer"}
	}
	m.answers = []exchange.Answer{m.answer(http.StatusCreated)}
	if m.contract.JudgeRequest(call.Body) != nil || call.Auth.Kind == client.None || call.ContentType != nil && *call.ContentType != "application/json" {
		m.answers = []exchange.Answer{m.answer(http.StatusUnprocessableEntity)}
	}
	return m.mailbox.Send(ctx, call)
}

// TestAnExplorationIsOfEachRequest: what a few requests came to is not known
// where they were not answered, however many others were.
func TestAnExplorationIsOfEachRequest(t *testing.T) {
	const explores, answered = "the application asks with 40 requests made from the contract, by seed 7", "each of them is answered as documented"
	for name, test := range map[string]struct {
		every int
		want  string
	}{
		"all are answered": {1000, ""},
		"one is not":       {40, "the connection was closed before any answer"},
		"four are not":     {10, "the connection was closed before any answer"},
	} {
		t.Run(name, func(t *testing.T) {
			_, env, box := newScenario(t)
			env.SIWEApp = client.Application{}
			env.Sender = &mute{box, test.every}
			ctx := env.Begin(t.Context(), nil)
			err := say(t, ctx, explores)
			if err == nil {
				err = say(t, ctx, answered)
			}
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != test.want || err != nil && verdictOf(err) != "inconclusive" {
				t.Errorf("got %q (%s)\nwant %q", got, verdictOf(err), test.want)
			}
		})
	}
}

// attacher attaches what it answers, as a client does, and refuses all levels but 1.
type attacher struct{ *mailbox }

func (a attacher) Send(ctx context.Context, call client.Call) (*exchange.Exchange, error) {
	status := http.StatusCreated
	if level := gjson.GetBytes(call.Body, "action.level"); level.Num != 1 {
		status = http.StatusUnprocessableEntity
	}
	a.answers = []exchange.Answer{a.answer(status)}
	e, err := a.mailbox.Send(ctx, call)
	exchange.Attach(ctx, exchange.MediaType, e)
	return e, err
}

func TestWhatAnExplorationFailedAtIsTheLastToBeShown(t *testing.T) {
	ctx, env, box := newScenario(t)
	env.Sender, env.SIWEApp = attacher{box}, client.Application{}
	var last exchange.Record
	ctx = exchange.WithAttach(ctx, func(_ string, body []byte) {
		last = exchange.Record{}
		if err := json.Unmarshal(body, &last); err != nil {
			t.Error(err)
		}
	})
	err := say(t, ctx, "the application asks with 40 requests made from the contract, by seed 7")
	if err == nil || verdictOf(err) != "broken" {
		t.Fatalf("got %v, want that the higher levels are refused", err)
	}
	if last.Status != http.StatusUnprocessableEntity {
		t.Errorf("the last exchange was answered %d", last.Status)
	}
}
