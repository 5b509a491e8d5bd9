package redact_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"kycspec/internal/exchange"
	"kycspec/internal/redact"
)

// startedBody is an answer of about 2 KB, as the API gives it.
func startedBody() string {
	widgetData := std(`{"access_token": "` + jwt + `.` + strings.Repeat("x", 700) + `", "kyc_attributes": ["NAME", "ADDRESS"], "kyc_session": "77255aba-fa75-4783-a2bb-6471d3fae3d2"}`)
	return `{"data":{"error_code":null,"flow":"KYC_OCC","widget_data":"` + widgetData + `"},"request_id":"` + strings.Repeat("z", 400) + `"}`
}

// manySecrets are those of a run: four credentials, a private key and some tokens.
func manySecrets() *redact.Secrets {
	secrets := known()
	for _, name := range []string{"KYC_CLIENT_ID", "KYC_SIWE_CLIENT_ID", "KYC_SIWE_CLIENT_SECRET", "KYC_WALLET_PRIVATE_KEY"} {
		secrets.Add(name, name+"-0123456789abcdef0123456789abcdef")
	}
	for i := range 10 {
		secrets.Add("KYC_TOKEN", strings.Replace(jwt, "e868", string(rune('a'+i))+"868", 1))
	}
	return secrets
}

func BenchmarkRedact(b *testing.B) {
	secrets := manySecrets()
	for name, text := range map[string]string{
		"started 2 KB": startedBody(),
		"refused 2 KB": `{"error":{"status":422,"reason":"Unprocessable Content","message":"` + strings.Repeat("a word or two, ", 130) + `"}}`,
		"short":        `{"error":{"status":422,"reason":"Unprocessable Content"}}`,
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				secrets.Redact(text)
			}
		})
	}
}

func BenchmarkRecord(b *testing.B) {
	e := exchange.New(exchange.Request{
		Method: "POST",
		URL:    "https://sandbox.test/compliance/v2/kyc",
		Header: http.Header{"Authorization": {"Bearer " + accessToken}, "Content-Type": {"application/json"}, "Accept": {"application/json"}},
		Body:   []byte(`{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"x","wallet":{"address":"0xaac17f958d2ee523a2206206994597c13d831ec2","blockchain":"sepolia"}}}`),
	}, exchange.Answer{Status: 201, Proto: "HTTP/1.1", Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(startedBody())},
		time.Time{}, 0, manySecrets())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(e.Record()); err != nil {
			b.Fatal(err)
		}
	}
}
