package steps

import (
	"context"

	"github.com/tidwall/gjson"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

var widgetSentences = []gherkin.Sentence{
	then("the widget is given what it needs to start", "the widget is given what it needs to start", widgetStarts),
	then("the widget is given nothing to start with", "the widget is given nothing to start with", widgetHasNothing),
	then("the KYC session is (the same|another)", "the KYC session is <the same or another>", sessionIs),
}

// sessionKey is the property of the widget's data, in the contract's example, that has the session's id.
const sessionKey = "kyc_session"

func widgetStarts(ctx context.Context) error {
	s := fromContext(ctx)
	answer, err := s.answered()
	if err != nil {
		return err
	}
	if data := s.env.Contract.Value(answer, spec.RoleWidgetData); data.Type == gjson.Null { // no widget starts with that, whatever the status
		return contract.Keep(s.env.Contract.Unkept(answer, spec.RoleWidgetData, outcome.Term{Kind: outcome.WantExampleBase64}, outcome.Term{Kind: outcome.GotNone}))
	}
	return contract.Keep(s.env.Contract.LikeExample(answer, spec.RoleWidgetData)...)
}

func widgetHasNothing(ctx context.Context) error {
	s := fromContext(ctx)
	answer, err := s.answered()
	if err != nil {
		return err
	}
	if data := s.env.Contract.Value(answer, spec.RoleWidgetData); data.Type != gjson.Null {
		return contract.Keep(s.env.Contract.Unkept(answer, spec.RoleWidgetData, outcome.Term{Kind: outcome.WantNull}, outcome.Term{Kind: outcome.GotSomething}))
	}
	return nil
}

func sessionIs(ctx context.Context, wanted string) error {
	s := fromContext(ctx)
	switch {
	case s.answer == nil:
		return misuse{errNotAsked}
	case s.before == nil:
		return misuse{errNoSession}
	}
	now, before := s.session(s.answer), s.session(s.before)
	switch {
	case now == "" || before == "":
		return contract.Keep(s.env.Contract.Unkept(s.answer, spec.RoleWidgetData, outcome.Term{Kind: outcome.WantSessionID}, outcome.Term{Kind: outcome.GotNone}))
	case wanted == "the same" && now != before:
		return contract.Keep(s.env.Contract.Unkept(s.answer, spec.RoleWidgetData, outcome.Term{Kind: outcome.WantSession, Text: before}, outcome.Term{Kind: outcome.GotValue, Text: now}))
	case wanted == "another" && now == before:
		return contract.Keep(s.env.Contract.Unkept(s.answer, spec.RoleWidgetData, outcome.Term{Kind: outcome.WantAnotherSession}, outcome.Term{Kind: outcome.GotSame, Text: now}))
	}
	return nil
}

// session is the id of the session that an answer started; empty if it has none.
func (s *scenarioState) session(e *exchange.Exchange) string {
	data, ok := contract.Unpack(s.env.Contract.Value(e, spec.RoleWidgetData).Str)
	if !ok {
		return ""
	}
	return Session(data)
}

// Session is the session's id in the widget's data, decoded; empty if there is none.
func Session(widgetData string) string { return gjson.Get(widgetData, sessionKey).String() }
