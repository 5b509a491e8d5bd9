package contract_test

import (
	"encoding/json"
	"testing"

	"kycspec/internal/exchange"
)

func BenchmarkJudge(b *testing.B) {
	c := published(b)
	sample, _ := json.Marshal(c.Sample(201))
	for name, e := range map[string]*exchange.Exchange{
		"201":                  answered(201, string(sample), jsonType),
		"422":                  aRefusal(`"status":422,"reason":"Unprocessable Content","message":"level is more than 4","code":"ERR99"`),
		"422 with 7 wrong":     answered(422, `{"error":{"status":400,"message":7,"code":1.5,"z":1},"y":2}`, jsonType),
		"a page instead":       answered(500, "<html><body>Internal Server Error</body></html>", "text/html"),
		"an undocumented page": answered(502, "<html><body>Bad Gateway</body></html>", "text/html"),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Judge(e)
			}
		})
	}
}

func BenchmarkBoundaries(b *testing.B) {
	c := published(b)
	b.ReportAllocs()
	for b.Loop() {
		c.Boundaries([]byte(signedRequest))
	}
}
