package session

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/sandbox"
	"kycspec/internal/wallet"
)

// fault is promises that a sandbox does not keep, and what the suite must say
// of it: the clauses that it names and the areas whose scenarios break, all of
// them and no others.
type fault struct {
	faults  sandbox.Faults
	clauses []string
	areas   []string
}

func without(check sandbox.RequestCheck) sandbox.Faults {
	return sandbox.Faults{SkipChecks: map[sandbox.RequestCheck]bool{check: true}}
}

func ignoring(clause string) sandbox.Faults {
	return sandbox.Faults{IgnoreClauses: map[string]bool{clause: true}}
}

// rewriting changes the answers of the contract's operation that have the status.
func rewriting(status int, change func(*sandbox.Answer)) sandbox.Faults {
	return sandbox.Faults{Rewrite: func(a *sandbox.Answer) {
		if a.Status == status && a.Request.URL.Path != sandbox.TokenPath {
			change(a)
		}
	}}
}

func replacing(from, to string) func(*sandbox.Answer) {
	return func(a *sandbox.Answer) { a.Body = bytes.ReplaceAll(a.Body, []byte(from), []byte(to)) }
}

// page answers with a web page, as servers do on what they did not expect.
func page(status int) func(*sandbox.Answer) {
	return func(a *sandbox.Answer) {
		a.Status, a.Header, a.Body = status, http.Header{"Content-Type": {"text/html"}}, []byte("<html>Sorry</html>")
	}
}

// onMalformedJSON changes the answers to what is no JSON.
func onMalformedJSON(change func(*sandbox.Answer)) func(*sandbox.Answer) {
	return func(a *sandbox.Answer) {
		if bytes.Contains(a.Body, []byte("want one JSON document")) {
			change(a)
		}
	}
}

var (
	everywhere = []string{"access", "banned_customers", "negotiation", "request_rules", "resilience", "starting_kyc", "wallet_signatures"}
	signatures = []string{"wallet_signatures"}
	rules      = []string{"request_rules"}
	// the requests that are made from the contract are among the request rules
	alsoExplored = []string{"request_rules", "wallet_signatures"}
	unsigned     = []string{signIn + "siwe-required"}
	noToken      = []string{"security/authorization"}
)

// signIn is how the ids of the clauses begin that speak of sign-ins as a whole.
const signIn = "semantic/request/customer.wallet.siwe/"

// demands are the clauses of what EIP-4361 demands of a sign-in.
func demands() []string {
	var list []string
	for _, check := range wallet.Checks() {
		list = append(list, signIn+sandbox.Demand(check))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// faults has at least one for each area, by the area and what is wrong.
var faults = map[string]fault{
	"starting_kyc: the flow has another name": {rewriting(201, replacing(`"KYC_OCC"`, `"KYC_OCC_V2"`)),
		[]string{"response/201/data.flow/enum"}, everywhere},
	"starting_kyc: nothing is resumed": {sandbox.Faults{FreshSession: true},
		[]string{"semantic/201/data.widget_data/base64"}, []string{"starting_kyc", "wallet_signatures"}},
	"starting_kyc: everybody has one session": {sandbox.Faults{SameSession: true},
		[]string{"semantic/201/data.widget_data/base64"}, []string{"starting_kyc"}},
	"starting_kyc: a started KYC has an error": {rewriting(201, replacing(`"error_code":null`, `"error_code":"ERR06"`)),
		[]string{"semantic/201/data.error_code/null"}, everywhere},

	"wallet_signatures: none is required": {without(sandbox.CheckSIWERequired), unsigned, alsoExplored},
	"wallet_signatures: none is checked":  {without(sandbox.CheckSIWE), demands(), signatures},
	"wallet_signatures: a signature that breaks the pattern is accepted": {
		ignoring("request/customer.wallet.siwe.signature/pattern"),
		[]string{"request/customer.wallet.siwe.signature/pattern"}, alsoExplored},

	"banned_customers: nobody is banned":    {without(sandbox.CheckBan), []string{"status/200"}, []string{"banned_customers"}},
	"banned_customers: nobody is forbidden": {without(sandbox.CheckForbid), []string{"status/403"}, []string{"banned_customers"}},
	"banned_customers: everybody is banned": {sandbox.Faults{BanEverybody: true}, []string{"status/201"}, everywhere},
	"banned_customers: a banned customer is given a session": {rewriting(200, replacing(`"widget_data":null`, `"widget_data":"e30="`)),
		[]string{"semantic/200/data.widget_data/null"}, []string{"banned_customers"}},
	"banned_customers: the code is another": {rewriting(200, replacing(`"ERR01"`, `"ERR03"`)),
		[]string{"semantic/200/data.error_code/not-null"}, []string{"banned_customers"}},
	"banned_customers: there is no code": {rewriting(200, replacing(`"ERR01"`, `null`)),
		[]string{"response/200/data.error_code/type", "semantic/200/data.error_code/not-null"}, []string{"banned_customers"}},

	"access: no token will do":              {without(sandbox.CheckTokenMissing), noToken, []string{"access"}},
	"access: any scheme will do":            {without(sandbox.CheckScheme), noToken, []string{"access"}},
	"access: any token will do":             {without(sandbox.CheckTokenMadeUp), noToken, []string{"access"}},
	"access: an expired token will do":      {without(sandbox.CheckTokenExpired), noToken, []string{"access"}},
	"access: a refusal is a page elsewhere": {rewriting(401, page(http.StatusFound)), []string{"status"}, []string{"access"}},

	"negotiation: Accept is not read":       {without(sandbox.CheckAccept), []string{"status/406"}, []string{"negotiation"}},
	"negotiation: Content-Type is not read": {without(sandbox.CheckContentType), []string{"media/request/application/json"}, []string{"negotiation"}},
	"negotiation: answers do not say that they are JSON": {rewriting(406, func(a *sandbox.Answer) { a.Header.Del("Content-Type") }),
		[]string{"media/406/application/json"}, []string{"negotiation"}},

	"request_rules: an unknown blockchain is accepted": {ignoring("request/customer.wallet.blockchain/enum"),
		[]string{"request/customer.wallet.blockchain/enum"}, rules},
	"request_rules: a stray wallet property is accepted": {ignoring("request/customer.wallet/additionalProperties"),
		[]string{"request/customer.wallet/additionalProperties"}, rules},
	"request_rules: level 0 is accepted": {ignoring("request/action.level/minimum"), []string{"request/action.level/minimum"}, rules},
	"request_rules: the error's status is not the HTTP status": {rewriting(422, replacing(`"status":422`, `"status":400`)),
		[]string{"semantic/422/error.status/http-status"}, []string{"request_rules", "wallet_signatures"}},
	"request_rules: malformed JSON is answered 400 with a page": {rewriting(422, onMalformedJSON(page(http.StatusBadRequest))),
		[]string{"status"}, rules},
	"request_rules: malformed JSON is answered 422 with a page": {rewriting(422, onMalformedJSON(page(http.StatusUnprocessableEntity))),
		[]string{"media/422/application/json", "response/422/$/json"}, rules},

	"resilience: there is no limit": {without(sandbox.CheckRateLimit), []string{"status/429"}, []string{"resilience"}},
	"resilience: nobody says how long to wait": {rewriting(429, func(a *sandbox.Answer) { a.Header.Del("Retry-After") }),
		[]string{"http/429/retry-after"}, []string{"resilience"}},
	"resilience: a failure is a page": {rewriting(500, page(http.StatusInternalServerError)),
		[]string{"media/500/application/json", "response/500/$/json"}, []string{"resilience"}},
}

func TestEachFaultIsNoticedAtItsClause(t *testing.T) {
	for name, f := range some(faults) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			area, _, _ := strings.Cut(name, ":")
			run := stage(t, f.faults)
			clauses, areas := breaks(run)
			areas = slices.DeleteFunc(areas, func(area string) bool { return area == "combinations" }) // which asks for all of them
			if diff := cmp.Diff(f.clauses, clauses); diff != "" {
				t.Errorf("clauses (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(f.areas, areas); diff != "" || !strings.Contains(strings.Join(areas, " "), area) {
				t.Errorf("areas (-want +got):\n%s", diff)
			}
			wantOnlyBroken(t, run)
		})
	}
}

// wantOnlyBroken wants a run that says what is broken and judges everything else.
func wantOnlyBroken(t *testing.T, run *report.Run) {
	t.Helper()
	if got := run.Verdict(); got != outcome.Broken {
		t.Errorf("the run is %v, want it broken", got)
	}
	if judged := run.Count(outcome.Passed) + run.Count(outcome.Broken); judged != len(run.Scenarios) {
		t.Errorf("%d of %d scenarios were judged", judged, len(run.Scenarios))
	}
}

func TestASandboxWithoutFaultsKeepsEveryPromise(t *testing.T) {
	run := stage(t, sandbox.Faults{})
	if run.Verdict() != outcome.Passed || run.Count(outcome.Passed) != len(run.Scenarios) {
		t.Errorf("%d of %d scenarios passed; %v", run.Count(outcome.Passed), len(run.Scenarios), run.Verdict())
	}
}

// schemaFirst are the checks of a signature that the contract's schemas make
// before: without them nothing gets further.
var schemaFirst = map[wallet.Check]bool{wallet.CheckSignatureForm: true, wallet.CheckSignatureLength: true}

func TestEachCheckOfASignatureIsMissed(t *testing.T) {
	for i, check := range wallet.Checks() {
		if testing.Short() && i%8 != 0 {
			continue
		}
		t.Run(string(check), func(t *testing.T) {
			t.Parallel()
			run := stage(t, without(sandbox.SIWECheck(check)), "features/wallet_signatures")
			if schemaFirst[check] {
				if run.Count(outcome.Passed) != len(run.Scenarios) {
					t.Errorf("the schemas were to make this check")
				}
				return
			}
			clauses, _ := breaks(run)
			if diff := cmp.Diff([]string{signIn + sandbox.Demand(check)}, clauses); diff != "" {
				t.Errorf("clauses (-want +got):\n%s", diff)
			}
			wantOnlyBroken(t, run)
		})
	}
}

func TestARefusedBlockchainIsNamed(t *testing.T) {
	t.Parallel()
	const clause = "request/customer.wallet.blockchain/enum/apechain"
	run := stage(t, sandbox.Faults{RefuseBoundaries: map[string]bool{clause: true}})
	for _, o := range run.Scenarios {
		named := false
		for _, v := range o.Violations {
			named = named || v.Clause == clause
		}
		unserved := strings.Contains(o.Name, "does not sign") || strings.Contains(o.Name, "forged") || strings.Contains(o.Name, "another blockchain")
		about := strings.HasSuffix(o.Name, "apechain") && !unserved || strings.Contains(o.Name, "apechain at") || strings.Contains(o.Name, "made from the contract") ||
			o.Name == "The one where every two choices come together"
		if broken := o.Verdict == outcome.Broken; broken != about || named != about {
			t.Errorf("%s: %s, violations %v", o.Label(), o.Verdict, o.Violations)
		}
	}
	wantOnlyBroken(t, run)
}
