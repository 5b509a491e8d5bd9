package spec_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/spec"
)

// Clauses of the contract, each with its line. A change here is a change of
// what the suite counts as covered.
const (
	requestClauses = `
24 media/request/application/json
24 request/$/json
252 request/$/type
249 request/$/required/customer
250 request/$/required/action
112 request/$/additionalProperties
142 request/action/type
140 request/action/required/type
141 request/action/required/level
142 request/action/additionalProperties
129 request/action.level/type
127 request/action.level/maximum
128 request/action.level/minimum
136 request/action.type/type
134 request/action.type/enum/OCC_RULES_ENGINE
135 request/action.type/enum/OCC_RULES_ENGINE_V2
133 request/action.type/enum
245 request/customer/type
243 request/customer/required/external_id
244 request/customer/required/wallet
146 request/customer/additionalProperties
156 request/customer.external_id/type
155 request/customer.external_id/maxLength
239 request/customer.wallet/type
237 request/customer.wallet/required/blockchain
238 request/customer.wallet/required/address
201 request/customer.wallet/optional/siwe
161 request/customer.wallet/additionalProperties
168 request/customer.wallet.address/type
167 request/customer.wallet.address/maxLength
198 request/customer.wallet.blockchain/type
175 request/customer.wallet.blockchain/enum/ethereum
176 request/customer.wallet.blockchain/enum/sepolia
177 request/customer.wallet.blockchain/enum/polygon
178 request/customer.wallet.blockchain/enum/amoy
179 request/customer.wallet.blockchain/enum/solana
180 request/customer.wallet.blockchain/enum/solana_devnet
181 request/customer.wallet.blockchain/enum/base
182 request/customer.wallet.blockchain/enum/base_sepolia
183 request/customer.wallet.blockchain/enum/avalanche_c
184 request/customer.wallet.blockchain/enum/avalanche_fuji
185 request/customer.wallet.blockchain/enum/binance_smart_chain
186 request/customer.wallet.blockchain/enum/binance_smart_chain_testnet
187 request/customer.wallet.blockchain/enum/arbitrum_one
188 request/customer.wallet.blockchain/enum/arbitrum_sepolia
189 request/customer.wallet.blockchain/enum/apechain
190 request/customer.wallet.blockchain/enum/curtis
191 request/customer.wallet.blockchain/enum/etherlink
192 request/customer.wallet.blockchain/enum/etherlink_testnet
193 request/customer.wallet.blockchain/enum/soneium
194 request/customer.wallet.blockchain/enum/soneium_minato
195 request/customer.wallet.blockchain/enum/aleo
196 request/customer.wallet.blockchain/enum/aleo_testnet
174 request/customer.wallet.blockchain/enum
233 request/customer.wallet.siwe/type
231 request/customer.wallet.siwe/required/message
232 request/customer.wallet.siwe/required/signature
202 request/customer.wallet.siwe/additionalProperties
213 request/customer.wallet.siwe.message/type
211 request/customer.wallet.siwe.message/maxLength
212 request/customer.wallet.siwe.message/minLength
227 request/customer.wallet.siwe.signature/type
223 request/customer.wallet.siwe.signature/maxLength
224 request/customer.wallet.siwe.signature/minLength
226 request/customer.wallet.siwe.signature/pattern
`
	bannedClauses = `
32 response/200/$/json
41 response/200/$/type
295 response/200/$/required/data
291 response/200/data/type
288 response/200/data/required/error_code
289 response/200/data/required/widget_data
290 response/200/data/required/flow
269 response/200/data.error_code/type
268 response/200/data.error_code/maxLength
276 response/200/data.flow/type
274 response/200/data.flow/enum
284 response/200/data.widget_data/type
281 response/200/data.widget_data/maxLength
283 response/200/data.widget_data/pattern
`
	startedClauses = `
57 response/201/$/json
62 response/201/$/type
344 response/201/$/required/data
340 response/201/data/type
337 response/201/data/required/widget_data
338 response/201/data/required/flow
339 response/201/data/required/error_code
318 response/201/data.error_code/type
316 response/201/data.error_code/maxLength
325 response/201/data.flow/type
323 response/201/data.flow/enum
333 response/201/data.widget_data/type
330 response/201/data.widget_data/maxLength
332 response/201/data.widget_data/pattern
`
	// of 401, and with the status changed of 406, 415, 422, 429 and 500
	errorClauses = `
68 response/401/$/json
408 response/401/$/type
406 response/401/$/required/error
351 response/401/$/additionalProperties
402 response/401/error/type
400 response/401/error/required/status
401 response/401/error/required/reason
359 response/401/error/additionalProperties
362 response/401/error.code/oneOf
364 response/401/error.code/oneOf/0/type
363 response/401/error.code/oneOf/0/format
368 response/401/error.code/oneOf/1/type
367 response/401/error.code/oneOf/1/maxLength
381 response/401/error.message/type
379 response/401/error.message/maxLength
380 response/401/error.message/minLength
389 response/401/error.reason/type
387 response/401/error.reason/maxLength
388 response/401/error.reason/minLength
396 response/401/error.status/type
395 response/401/error.status/format
`
	forbiddenClauses = `
74 response/403/$/json
464 response/403/$/type
462 response/403/$/required/error
458 response/403/error/type
455 response/403/error/required/code
456 response/403/error/required/status
457 response/403/error/required/reason
419 response/403/error.code/oneOf
421 response/403/error.code/oneOf/0/type
420 response/403/error.code/oneOf/0/format
427 response/403/error.code/oneOf/1/type
425 response/403/error.code/oneOf/1/enum
437 response/403/error.message/type
436 response/403/error.message/maxLength
444 response/403/error.reason/type
443 response/403/error.reason/maxLength
451 response/403/error.status/type
450 response/403/error.status/format
`
	otherClauses = `
29 status
30 status/200
32 media/200/application/json
55 status/201
57 media/201/application/json
66 status/401
68 media/401/application/json
72 status/403
74 media/403/application/json
78 status/406
80 media/406/application/json
84 status/415
86 media/415/application/json
90 status/422
92 media/422/application/json
96 status/429
98 media/429/application/json
102 status/500
104 media/500/application/json
470 security/authorization
`
	semanticClauses = `
203 semantic/request/customer.wallet.siwe/siwe-required
203 semantic/request/customer.wallet.siwe/eip-4361-form
203 semantic/request/customer.wallet.siwe/eip-4361-domain
203 semantic/request/customer.wallet.siwe/eip-4361-address
203 semantic/request/customer.wallet.siwe/eip-4361-uri
203 semantic/request/customer.wallet.siwe/eip-4361-chain-id
203 semantic/request/customer.wallet.siwe/eip-4361-nonce
203 semantic/request/customer.wallet.siwe/eip-4361-times
203 semantic/request/customer.wallet.siwe/eip-4361-validity
203 semantic/request/customer.wallet.siwe/eip-4361-signature
265 semantic/200/data.widget_data/null
265 semantic/200/data.error_code/not-null
312 semantic/201/data.error_code/null
329 semantic/201/data.widget_data/base64
385 semantic/401/error.reason/http-reason
393 semantic/401/error.status/http-status
441 semantic/403/error.reason/http-reason
448 semantic/403/error.status/http-status
385 semantic/406/error.reason/http-reason
393 semantic/406/error.status/http-status
385 semantic/415/error.reason/http-reason
393 semantic/415/error.status/http-status
385 semantic/422/error.reason/http-reason
393 semantic/422/error.status/http-status
385 semantic/429/error.reason/http-reason
393 semantic/429/error.status/http-status
385 semantic/500/error.reason/http-reason
393 semantic/500/error.status/http-status
`
)

func TestClausesOfTheContract(t *testing.T) {
	clauses := extract(t, string(document(t))).Manifest.Clauses
	part := func(part spec.Part, status string) func(spec.Clause) bool {
		return func(c spec.Clause) bool { return c.Part == part && c.Status == status }
	}
	check := func(name, want string, of func(spec.Clause) bool) {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range clauses {
				if of(c) {
					got = append(got, fmt.Sprintf("%d %s", c.Line, c.ID))
				}
			}
			if diff := cmp.Diff(strings.Split(strings.TrimSpace(want), "\n"), got); diff != "" {
				t.Errorf("clauses (-want +got):\n%s", diff)
			}
		})
	}
	check("request", requestClauses, func(c spec.Clause) bool {
		return c.Part == spec.RequestPart || c.Part == spec.MediaPart && c.Status == ""
	})
	check("200", bannedClauses, part(spec.ResponsePart, "200"))
	check("201", startedClauses, part(spec.ResponsePart, "201"))
	check("403", forbiddenClauses, part(spec.ResponsePart, "403"))
	for _, status := range []string{"401", "406", "415", "422", "429", "500"} {
		lines := strings.ReplaceAll(errorClauses, "/401/", "/"+status+"/")
		first := map[string]string{"401": "68", "406": "80", "415": "86", "422": "92", "429": "98", "500": "104"}[status]
		check(status, strings.Replace(lines, "68 ", first+" ", 1), part(spec.ResponsePart, status))
	}
	check("semantic", semanticClauses, func(c spec.Clause) bool { return c.Part == spec.SemanticPart })
	check("standards", "96 http/429/retry-after\n", func(c spec.Clause) bool { return c.Part == spec.StandardPart })
	check("statuses, media types and security", otherClauses, func(c spec.Clause) bool {
		return c.Part == spec.StatusPart || c.Part == spec.SecurityPart || c.Part == spec.MediaPart && c.Status != ""
	})
}

// TestLinesSayWhatTheClausesSay looks each clause up in the document.
func TestLinesSayWhatTheClausesSay(t *testing.T) {
	text := string(document(t))
	lines := strings.Split(text, "\n")
	for _, c := range extract(t, text).Manifest.Clauses {
		line := strings.TrimSpace(lines[c.Line-1])
		if strings.Contains(line, ": ") {
			line = strings.TrimPrefix(line, "- ") // the first keyword of a branch
		}
		if want := lineOf(c); line != want && !(strings.HasSuffix(want, ":") && strings.HasPrefix(line, want)) {
			t.Errorf("%s: line %d is %q, want %q", c.ID, c.Line, line, want)
		}
	}
}

// lineOf is what the line of a clause says; all of it, or what it begins with up to a colon.
func lineOf(c spec.Clause) string {
	value := fmt.Sprint(c.Value)
	switch {
	case c.ID == spec.StatusClause:
		return "responses:"
	case c.Part == spec.StatusPart:
		return "'" + value + "':"
	case c.Part == spec.StandardPart:
		return "'" + c.Status + "':"
	case c.Part == spec.SecurityPart:
		return "scheme: bearer"
	case c.Part == spec.SemanticPart:
		return "description:"
	case c.Keyword == spec.KeywordMedia, c.Keyword == spec.KeywordJSON:
		return "application/json:"
	case c.Keyword == "type":
		value, _, _ = strings.Cut(strings.Trim(value, "[]"), " ")
		return "type: " + value
	case c.Keyword == "required", c.Keyword == "enum" && !strings.HasPrefix(value, "["):
		return "- " + value
	case c.Keyword == "optional":
		return value + ":"
	case c.Keyword == "enum", c.Keyword == "oneOf":
		return c.Keyword + ":"
	case c.Keyword == "additionalProperties" && c.ID == "request/action/additionalProperties":
		return "type: object" // the contract is silent on it
	}
	return c.Keyword + ": " + value
}

// TestClausesAreWhole: whatever the document, every clause is told apart and complete.
func TestClausesAreWhole(t *testing.T) {
	for i, seed := range seeds(t) {
		t.Run(fmt.Sprint(i), func(t *testing.T) { checkBundle(t, extract(t, string(seed))) })
	}
}

// The ids are those of the document's words, not of its form.
func TestClauseIDsAreStable(t *testing.T) {
	text := string(document(t))
	want := ids(extract(t, text))
	tests := map[string]string{
		"lines inserted":              "# a comment\n\n" + strings.ReplaceAll(text, "properties:\n", "properties:\n\n# what it has\n"),
		"as JSON, so keys reordered":  string(asJSON(t, []byte(text), "  ")),
		"as JSON, indented with tabs": string(asJSON(t, []byte(text), "\t")),
		"as JSON, on one line":        string(asJSON(t, []byte(text), "")),
		"other words":                 strings.ReplaceAll(strings.ReplaceAll(text, "KYC Level requested for the user", "Level"), "description: Forbidden", "description: No"),
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := ids(extract(t, test))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

func ids(b *spec.Bundle) []string {
	var list []string
	for _, c := range b.Manifest.Clauses {
		list = append(list, c.ID)
	}
	slices.Sort(list)
	return list
}
