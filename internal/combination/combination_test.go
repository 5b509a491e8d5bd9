package combination

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/redact"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

func published(t *testing.T) *contract.Contract {
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

const (
	body     = `{"action":{"type":"OCC_RULES_ENGINE_V2","level":4},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"amoy"}}}`
	unsigned = `{"action":{"type":"OCC_RULES_ENGINE_V2","level":5},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"amoy"}}}`
	signed   = `{"action":{"type":"OCC_RULES_ENGINE_V2","level":5},"customer":{"external_id":"a","wallet":{"address":"a","blockchain":"amoy","siwe":{"message":"M","signature":"S"}}}}`
)

// written gives a signature's texts the lengths that they must have.
func written(text string) string {
	return strings.NewReplacer(`"M"`, `"`+strings.Repeat("m", 200)+`"`, `"S"`, `"0x`+strings.Repeat("a", 130)+`"`).Replace(text)
}

func TestWhatARequestChooses(t *testing.T) {
	d := New(published(t), true)
	tests := map[string]struct {
		asked Asked
		want  string
	}{
		"an allowed request": {Asked{Body: []byte(body), ContentType: "application/json"},
			"level 4, rules engine OCC_RULES_ENGINE_V2, external id usual, address usual, blockchain amoy, application requires no signature, signature absent, media type application/json"},
		"a signed one": {Asked{Body: []byte(written(signed)), ContentType: "application/json; charset=utf-8", SIWERequired: true},
			"rules engine OCC_RULES_ENGINE_V2, external id usual, address usual, blockchain amoy, application requires signatures, signature there, media type application/json; charset=utf-8"},
		"as long as may be": {Asked{Body: []byte(strings.Replace(body, `"external_id":"a"`, `"external_id":"`+strings.Repeat("ü", 1000)+`"`, 1))},
			"level 4, rules engine OCC_RULES_ENGINE_V2, external id longest, address usual, blockchain amoy, application requires no signature, signature absent"},
		"too long": {Asked{Body: []byte(strings.Replace(body, `"external_id":"a"`, `"external_id":"`+strings.Repeat("ü", 1001)+`"`, 1))},
			"level 4, rules engine OCC_RULES_ENGINE_V2, address usual, blockchain amoy, application requires no signature, signature absent"},
		"another spelling of the media type": {Asked{Body: []byte(`{}`), ContentType: "Application/JSON"}, "application requires no signature"},
		"a wallet that is none":              {Asked{Body: []byte(`{"customer":{"wallet":"0x"}}`)}, "application requires no signature"},
		"more than one document":             {Asked{Body: []byte(`{"action":{"level":3}} {"action":{"level":4}}`)}, "level 3, application requires no signature"},
		"no JSON":                            {Asked{Body: []byte(`<level>1</level>`), NoToken: true}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, outcome.Chosen(d.Choices(test.asked))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// exchanged is a request with the contract's own sample of an answer.
func exchanged(t *testing.T, c *contract.Contract, body string, requires bool, status int) *exchange.Exchange {
	t.Helper()
	answer, err := json.Marshal(c.Sample(status))
	if err != nil {
		t.Fatal(err)
	}
	header := http.Header{"Content-Type": {"application/json"}}
	return exchange.New(exchange.Request{Method: "POST", URL: "http://127.0.0.1/kyc", Header: header, Body: []byte(body),
		Credential: exchange.Granted, SIWERequired: requires}, exchange.Answer{Status: status, Header: header, Body: answer}, time.Time{}, 0, redact.New())
}

func TestCovered(t *testing.T) {
	c := published(t)
	d := New(c, true)
	const highest = "request/action.level/maximum"
	level, chain := outcome.Choice{Name: "level", Value: "4"}, outcome.Choice{Name: "blockchain", Value: "amoy"}
	requires, none := outcome.Choice{Name: Application, Value: RequiresSignatures}, outcome.Choice{Name: Application, Value: RequiresNone}
	tests := map[string]struct {
		exchange *exchange.Exchange
		count    int
		has      Pair
	}{
		"what is accepted covers every two choices":   {exchanged(t, c, body, false, 201), 28, Pair{One: level, Other: chain}},
		"a ban is a success too":                      {exchanged(t, c, body, false, 200), 28, Pair{One: level, Other: chain}},
		"what is refused for one clause covers that":  {exchanged(t, c, unsigned, false, 422), 7, Pair{Breaks: highest, Other: chain}},
		"so it does with a signature":                 {exchanged(t, c, written(signed), true, 422), 7, Pair{Breaks: highest, Other: requires}},
		"a missing signature hides it":                {exchanged(t, c, unsigned, true, 422), 0, Pair{}},
		"a missing signature alone is one":            {exchanged(t, c, body, true, 422), 6, Pair{Breaks: "semantic/request/customer.wallet.siwe/siwe-required", Other: level}},
		"another clause hides it":                     {exchanged(t, c, strings.Replace(unsigned, "V2", "V3", 1), false, 422), 0, Pair{}},
		"what is allowed and refused covers nothing":  {exchanged(t, c, body, false, 422), 0, Pair{}},
		"what is ruled out and accepted does neither": {exchanged(t, c, unsigned, false, 201), 0, Pair{}},
		"a failure covers nothing":                    {exchanged(t, c, unsigned, false, 500), 0, Pair{}},
		"what leaves no place for a choice":           {exchanged(t, c, `{"action":{"type":"OCC_RULES_ENGINE","level":4},"customer":1}`, false, 422), 4, Pair{Breaks: "request/customer/type", Other: none}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := d.Covered(test.exchange, c.Exercised(test.exchange))
			if len(got) != test.count || test.count > 0 && !slices.Contains(got, test.has) {
				t.Errorf("want %d pairs, one of them %v, got %d: %v", test.count, test.has, len(got), got)
			}
		})
	}
}

func TestWhatCannotBeTogetherIsSaid(t *testing.T) {
	d := New(published(t), true)
	there, absent := outcome.Choice{Name: Signature, Value: There}, outcome.Choice{Name: Signature, Value: Absent}
	requires, solana := outcome.Choice{Name: Application, Value: RequiresSignatures}, outcome.Choice{Name: "blockchain", Value: "solana"}
	amoy := outcome.Choice{Name: "blockchain", Value: "amoy"}
	tests := map[string]struct {
		Pair
		want Reason
	}{
		"a signature on solana":                      {Pair{One: solana, Other: there}, NoSigner},
		"an application that requires one, likewise": {Pair{One: solana, Other: requires}, NoSigner},
		"a signature on amoy":                        {Pair{One: amoy, Other: there}, ""},
		"an application that requires none of it":    {Pair{One: requires, Other: absent}, Unsigned},
		"a level without the action":                 {Pair{Breaks: "request/$/required/action", Other: outcome.Choice{Name: "level", Value: "1"}}, OwnPlace},
		"a blockchain without the action":            {Pair{Breaks: "request/$/required/action", Other: solana}, ""},
		"a level past its limit, and a level":        {Pair{Breaks: "request/action.level/maximum", Other: outcome.Choice{Name: "level", Value: "1"}}, OwnPlace},
		"no wallet, where signatures are required":   {Pair{Breaks: "request/customer/required/wallet", Other: requires}, AlsoUnsigned},
		"no wallet, and no signature in it":          {Pair{Breaks: "request/customer/required/wallet", Other: absent}, OwnPlace},
		"a stray property beside a signature":        {Pair{Breaks: "request/customer.wallet/additionalProperties", Other: there}, ""},
		"no address beside a signature":              {Pair{Breaks: "request/customer.wallet/required/address", Other: there}, ""},
		"another address beside a signature":         {Pair{Breaks: "request/customer.wallet.address/maxLength", Other: there}, OtherSigner},
		"half a signature on solana":                 {Pair{Breaks: "request/customer.wallet.siwe/required/message", Other: solana}, NoSigner},
		"no signature on solana":                     {Pair{Breaks: "semantic/request/customer.wallet.siwe/siwe-required", Other: solana}, Silent},
		"no token, of an application":                {Pair{Breaks: "security/authorization", Other: requires}, OwnPlace},
		"no token, with a signature":                 {Pair{Breaks: "security/authorization", Other: there}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			i := slices.IndexFunc(d.Excluded, func(e Exclusion) bool { return e.Pair == test.Pair })
			switch {
			case test.want == "" && !slices.Contains(d.Pairs, test.Pair):
				t.Errorf("%v is no pair: %v", test.Pair, d.Excluded[i].Reason)
			case test.want != "" && (i < 0 || d.Excluded[i].Reason != test.want):
				t.Errorf("%v is not excluded for %q", test.Pair, test.want)
			}
		})
	}
	for _, e := range d.Excluded {
		if e.Reason.String() == "" {
			t.Errorf("nothing is said of %v: %s", e.Pair, e.Reason)
		}
	}
}

// TestArraysHaveEveryPair counts without any exchange.
func TestArraysHaveEveryPair(t *testing.T) {
	for name, signing := range map[string]bool{"with signatures": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			d := New(published(t), signing)
			have := map[Pair]bool{}
			for _, c := range d.Allowed().Combinations {
				for i, one := range c {
					for _, other := range c[i+1:] {
						have[Pair{One: one, Other: other}] = true
					}
				}
			}
			for _, way := range d.Ways {
				for _, c := range d.Beside(way).Combinations {
					for _, other := range c {
						have[Pair{Breaks: way.ID, Other: other}] = true
					}
				}
			}
			for _, p := range d.Pairs {
				if !have[p] {
					t.Errorf("no array has %v", p)
				}
			}
			for _, e := range d.Excluded {
				if have[e.Pair] {
					t.Errorf("an array has %v, which is excluded: %s", e.Pair, e.Reason)
				}
			}
		})
	}
}

// TestHowMany holds the arrays to their sizes. They are as small as can be but for
// the requests that tell apart what others fail for.
func TestHowMany(t *testing.T) {
	d := New(published(t), true)
	mistakes, least := 0, 0
	for _, way := range d.Ways {
		a := d.Beside(way)
		mistakes += len(a.Combinations)
		least += a.AtLeast
	}
	allowed := d.Allowed()
	got := []int{len(d.Pairs), len(d.Excluded), allowed.AtLeast, len(allowed.Combinations), least, mistakes}
	if want := []int{1538, 328, 88, 150, 646, 652}; !slices.Equal(got, want) {
		t.Errorf("pairs, excluded ones, least and number of allowed requests, least and number of others: want %v, got %v", want, got)
	}
}

func TestEveryWayHasAName(t *testing.T) {
	d := New(published(t), true)
	for _, way := range d.Ways {
		if !slices.ContainsFunc(d.WaysOf(d.NameOf(way.ID)), func(c spec.Clause) bool { return c.ID == way.ID }) {
			t.Errorf("%s is not of the %s", way.ID, d.NameOf(way.ID))
		}
	}
	for name, count := range map[string]int{"level": 4, "wallet": 3, "siwe": 3, "request": 3, "media type": 1, "access token": 1, "action.level": 4, "widget data": 0, "": 0} {
		if n := len(d.WaysOf(name)); n != count {
			t.Errorf("%d ways to rule out the %s, want %d", n, name, count)
		}
	}
}
