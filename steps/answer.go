package steps

import (
	"context"
	"fmt"
	"net/http"

	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

var answerSentences = []gherkin.Sentence{
	then("KYC is started", "KYC is started", isStarted),
	then("the request is refused as documented", "the request is refused as documented", isRefused),
	then("the request is served, or refused as documented", "the request is served, or refused as documented", isServedOrRefused),
	then(refusedAs+aStatus, refusedAs+"<status and its name>", isNamed),
	then(answerIs+aStatus, answerIs+"<status and its name>", isNamed),
	then("the customer is (not )?reported as banned", "the customer is [not] reported as banned", isBanned),
	then("the error code is (\\S+)", "the error code is <code>", hasErrorCode),
}

// isNamed checks that the status has the name that the feature gives it, and then
// that the answer has the status.
func isNamed(ctx context.Context, status int, name string) error {
	if right := rightName(status, name); right != "" {
		return misuse{advice(fmt.Sprintf("%d is not %q", status, name), fmt.Sprintf("say %d %s", status, right))}
	}
	return isAnswered(ctx, status)
}

func isBanned(ctx context.Context, not string) error {
	if not != "" {
		return isStarted(ctx)
	}
	return isAnswered(ctx, http.StatusOK)
}

func isStarted(ctx context.Context) error { return isAnswered(ctx, http.StatusCreated) }

func isAnswered(ctx context.Context, status int) error {
	s := fromContext(ctx)
	answer, err := s.answered()
	if err != nil {
		return err
	}
	return contract.Keep(s.env.Contract.Answered(answer, status, s.about())...)
}

func isRefused(ctx context.Context) error {
	s := fromContext(ctx)
	answer, err := s.answered()
	if err != nil {
		return err
	}
	return contract.Keep(s.env.Contract.RefusedAsDocumented(answer, s.about())...)
}

// isServedOrRefused is of requests of which the contract leaves open whether they
// are served.
func isServedOrRefused(ctx context.Context) error {
	answer, err := fromContext(ctx).answered()
	if err == nil && answer.Status()/100 == 2 {
		return nil
	}
	return isRefused(ctx)
}

func hasErrorCode(ctx context.Context, code string) error {
	s := fromContext(ctx)
	answer, err := s.answered()
	if err != nil {
		return err
	}
	name := spec.RoleErrorCode
	if answer.Status() >= http.StatusBadRequest && s.env.Contract.Names().Known(spec.RoleRefusalCode) {
		name = spec.RoleRefusalCode // those who write features call both the error code
	}
	received, wanted := s.env.Contract.Value(answer, name), outcome.Term{Kind: outcome.WantText, Text: code}
	switch {
	case !received.Exists():
		return contract.Keep(s.env.Contract.Unkept(answer, name, wanted, outcome.Term{Kind: outcome.GotNoCode}))
	case received.String() != code:
		return contract.Keep(s.env.Contract.Unkept(answer, name, wanted, outcome.Term{Kind: outcome.GotValue, Text: received.Raw}))
	}
	return nil
}

// Called is what features call an answer of the status, such as "started";
// empty for one that they call by its number.
func Called(status int) string {
	switch status {
	case http.StatusCreated:
		return "started"
	case http.StatusOK:
		return "banned"
	}
	return ""
}
