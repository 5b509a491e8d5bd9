package report_test

import (
	"slices"
	"strconv"
	"testing"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
)

const document = "schemas/openapi.yaml"

// lacking is an error body without its error, as the judge of an answer tells it.
func lacking(status string, line int) []outcome.Violation {
	return []outcome.Violation{{Clause: "response/" + status + "/$/required/error", Line: line, Document: document,
		Want: outcome.Term{Kind: outcome.WantProperty, Text: "error"}, Got: only("errors")}}
}

// otherStatus is an error body that names another status than the answer's.
func otherStatus(status string, line int) []outcome.Violation {
	return []outcome.Violation{{Clause: "semantic/" + status + "/error.status/http-status", Line: line, Document: document,
		Pointer: "/error/status", Want: outcome.Term{Kind: outcome.WantSameStatus, Status: number(status)}, Got: outcome.Term{Kind: outcome.GotValue, Text: "404"}}}
}

func number(status string) int {
	n, _ := strconv.Atoi(status)
	return n
}

// only is an object with nothing but a property.
func only(name string) outcome.Term {
	return outcome.Term{Kind: outcome.GotOnly, List: []outcome.Term{{Kind: outcome.GotValue, Text: name}}}
}

// unaccepted is what the contract allows and the API refused.
func unaccepted(clause string, got outcome.Term) []outcome.Violation {
	return []outcome.Violation{{Clause: clause, Line: len(clause), Document: document, Fault: outcome.FaultRefused, Want: outcome.Term{Kind: outcome.WantAcceptance}, Got: got},
		{Clause: "status/201", Line: 55, Document: document, Fault: outcome.FaultStatus, Want: outcome.Status(201), Got: got}}
}

// refused is an answer with a status and a reason.
func refused(status int, reason string) outcome.Term {
	return outcome.Term{Kind: outcome.GotStatus, Status: status, Text: reason}
}

func TestOneCauseIsOneEntry(t *testing.T) {
	const solana, aleo = "request/customer.wallet.blockchain/enum/solana", "request/customer.wallet.blockchain/enum/aleo"
	said := func(reason string) outcome.Term { return refused(422, reason) }
	other := lacking("406", 406)
	other[0].Got = only("message")
	for name, test := range map[string]struct {
		a, b []outcome.Violation
		same bool
	}{
		"one line, two statuses":              {lacking("401", 406), lacking("406", 406), true},
		"two lines, two statuses":             {lacking("401", 406), lacking("403", 440), false},
		"one line, another body":              {lacking("401", 406), other, false},
		"no line, two statuses":               {lacking("401", 0), lacking("406", 0), false},
		"more is broken of one":               {lacking("401", 406), append(lacking("406", 406), otherStatus("406", 393)...), false},
		"the status in a body, two of them":   {otherStatus("401", 393), otherStatus("406", 393), true},
		"statuses where others were promised": {unaccepted(solana, said("x"))[1:], []outcome.Violation{{Clause: "status/406", Line: 55, Document: document, Want: outcome.Status(201), Got: said("x")}}, false},
		"refused for one reason":              {unaccepted(solana, said("only EVM wallets")), unaccepted(aleo, said("only EVM wallets")), true},
		"refused for a reason with a value":   {unaccepted(solana, said("no wallet 4Nd1mBQ here")), unaccepted(aleo, said("no wallet aleo1qz here")), true},
		"refused for a long reason":           {unaccepted(solana, said("the blockchain of the wallet is not one that is served: solana")), unaccepted(aleo, said("the blockchain of the wallet is not one that is served: aleo")), true},
		"refused for two reasons":             {unaccepted(solana, said("only EVM wallets")), unaccepted(aleo, said("not on sale")), false},
		"refused with two statuses":           {unaccepted(solana, said("no")), unaccepted(solana, refused(400, "no")), false},
		"refused without a reason":            {unaccepted(solana, said("")), unaccepted(aleo, said("")), false},
		"refused with the status as reason":   {unaccepted(solana, said("Unprocessable Entity")), unaccepted(aleo, said("Unprocessable Entity")), false},
		"refused with its newer name":         {unaccepted(solana, said("Unprocessable Content")), unaccepted(aleo, said("Unprocessable Content")), false},
	} {
		t.Run(name, func(t *testing.T) {
			groups := runOf(reporttest.Log(
				reporttest.Played{Name: "A", Verdict: "broken", Details: test.a, Asked: reporttest.Asked(422)},
				reporttest.Played{Name: "B", Verdict: "broken", Details: test.b, Asked: reporttest.Asked(422)})).Grouped(outcome.Broken)
			if same := len(groups) == 1; same != test.same {
				t.Errorf("one entry: %v\n%v", same, groups)
			}
			var named []string
			for _, group := range groups {
				for _, v := range group[0].Violations {
					named = append(named, v.Clause)
				}
				named = append(named, report.Likewise(group)...)
			}
			for _, v := range append(test.a, test.b...) {
				if !slices.Contains(named, v.Clause) {
					t.Errorf("%s is not named: %v", v.Clause, named)
				}
			}
		})
	}
}
