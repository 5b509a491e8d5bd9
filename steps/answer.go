package steps

import (
	"context"
	"net/http"

	"kycspec/internal/contract"
	"kycspec/internal/spec"
)

var answerSentences = []Sentence{
	sentence("KYC is started", "KYC is started", isStarted),
	sentence("the request is refused as documented", "the request is refused as documented", isRefused),
	sentence("the (?:answer is|request is refused as) (\\d{3}) [A-Z].*", "the request is refused as <status and its name>", isAnswered),
	sentence("the customer is (not )?reported as banned", "the customer is [not] reported as banned", isBanned),
	sentence("the error code is (\\S+)", "the error code is <code>", hasErrorCode),
}

func isBanned(ctx context.Context, not string) error {
	if not != "" {
		return isStarted(ctx)
	}
	return isAnswered(ctx, http.StatusOK)
}

func isStarted(ctx context.Context) error { return isAnswered(ctx, http.StatusCreated) }

func isAnswered(ctx context.Context, status int) error {
	w := of(ctx)
	answer, err := w.answered()
	if err != nil {
		return err
	}
	return contract.Keep(w.kit.Contract.Answered(answer, status, w.about())...)
}

func isRefused(ctx context.Context) error {
	w := of(ctx)
	answer, err := w.answered()
	if err != nil {
		return err
	}
	return contract.Keep(w.kit.Contract.RefusedAsDocumented(answer, w.about())...)
}

func hasErrorCode(ctx context.Context, code string) error {
	w := of(ctx)
	answer, err := w.answered()
	if err != nil {
		return err
	}
	if came := w.kit.Contract.Value(answer, spec.RoleErrorCode); came.String() != code {
		return contract.Keep(w.kit.Contract.Unkept(answer, spec.RoleErrorCode, code, came.Raw))
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
