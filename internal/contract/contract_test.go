package contract_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/redact"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

// published is the contract as it is committed.
func published(t testing.TB) *contract.Contract {
	t.Helper()
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	c, err := contract.New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// asked is a request that the contract allows, sent with a good token.
func asked() exchange.Request {
	return exchange.Request{
		Method:     http.MethodPost,
		URL:        "https://sandbox.test/compliance/v2/kyc",
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       []byte(validRequest),
		Credential: exchange.Granted,
	}
}

const validRequest = `{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"customer_PK","wallet":{"address":"0xaac1","blockchain":"sepolia"}}}`

// answered is the exchange of a valid request and an answer; several media types are several fields.
func answered(status int, body string, mediaTypes ...string) *exchange.Exchange {
	return exchanged(asked(), exchange.Answer{Status: status, Header: http.Header{"Content-Type": mediaTypes}, Body: []byte(body)})
}

func exchanged(request exchange.Request, answer exchange.Answer) *exchange.Exchange {
	return exchange.New(request, answer, time.Time{}, 0, redact.New())
}

// rendered is the violations as people read them.
func rendered(violations []outcome.Violation) string {
	lines := make([]string, len(violations))
	for i, v := range violations {
		lines[i] = v.String()
	}
	return strings.Join(lines, "\n")
}
