package session

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
)

// heldTo holds one scenario of the given steps to the contract, and says what
// that finds: of its third line and below, the steps.
func heldTo(t *testing.T, steps ...string) (wrong, free string) {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	text := "Feature: A\n  Scenario: B\n    " + strings.Join(steps, "\n    ") + "\n"
	held, err := loadHeldFrom(t.Context(), fstest.MapFS{"features/a.feature": {Data: []byte(text)}}, c, gherkin.Selection{},
		RehearsalOptions{Settings: settingsOf(t), RunOnly: true})
	if err != nil {
		wrong = strings.ReplaceAll(err.Error(), "features/a.feature:", "")
	}
	if held != nil && held.Free != nil {
		free = strings.ReplaceAll(held.Free.Error(), "features/a.feature:", "")
	}
	return wrong, free
}

const (
	askFor     = "When the application requests KYC"
	isStarted  = "Then KYC is started"
	someRefuse = "Then the request is refused as documented"
)

func TestAScenarioThatContradictsTheContractIsRefused(t *testing.T) {
	const (
		ruledOut  = ` contradicts the contract, which rules the request out: `
		otherwise = ` contradicts the contract, by which such a request is answered `
		refuse    = "; promise that it is refused, or ask for what the contract allows"
		thatOr    = "; promise that, or ask for something else"
		allowed   = ` contradicts the contract, which allows the request; promise that it is served, or ask for what the contract rules out`
		ofValue   = "; promise what the contract says of the value, or nothing"
		documents = "; it documents 200, 201, 401, 403, 406, 415, 422, 429, 500"
		level9    = `/action/level: want at most 4, got 9 (request/action.level/maximum, schemas/openapi.yaml:127)`
	)
	for name, test := range map[string]struct {
		steps []string
		want  string
	}{
		"a level that there is not": {[]string{"Given a customer", askFor + " at level 9", isStarted}, `5: "Then KYC is started"` + ruledOut + level9 + refuse},
		"a blockchain that there is not": {[]string{"Given a customer with a wallet on dogecoin", askFor, isStarted},
			`5: "Then KYC is started"` + ruledOut + `/customer/wallet/blockchain: want one of "ethereum", "sepolia", "polygon", "amoy", "solana", "solana_devnet", 16 more, got "dogecoin" (request/customer.wallet.blockchain/enum, schemas/openapi.yaml:174)` + refuse},
		"several things that are ruled out": {[]string{"Given a customer", askFor + " with the action given as {}", isStarted},
			`5: "Then KYC is started"` + ruledOut + `/action: want the property "type", got an empty object (request/action/required/type, schemas/openapi.yaml:140), and 1 more` + refuse},
		"something ruled out before": {[]string{"Given a customer for whom KYC was started at level 9", askFor, isStarted},
			`3: "Given a customer for whom KYC was started at level 9"` + ruledOut + level9 + refuse},
		"no token":           {[]string{"Given a customer", askFor + " with no token", isStarted}, `5: "Then KYC is started"` + ruledOut + `"A request is taken with a bearer token that the API gave, and with nothing else." (security/authorization, schemas/openapi.yaml:470)` + refuse},
		"another media type": {[]string{"Given a customer", askFor + ` in the media type "text/plain"`, isStarted}, `5: "Then KYC is started"` + ruledOut + `"A request is application/json, and nothing that is not listed is taken." (media/request/application/json, schemas/openapi.yaml:24)` + refuse},
		"no signature": {[]string{"Given an application that requires wallet signatures", "And a customer", askFor, isStarted},
			`6: "Then KYC is started"` + ruledOut + `"In a request, the siwe of the wallet of the customer is required of an application that is configured to require wallet signatures." (semantic/request/customer.wallet.siwe/siwe-required, schemas/openapi.yaml:203)` + refuse},
		"a ban for what is ruled out": {[]string{"Given a customer that is banned", askFor + " at level 9", "Then the customer is reported as banned"},
			`5: "Then the customer is reported as banned"` + ruledOut + level9 + refuse},

		"nothing but a page": {[]string{"Given a customer", askFor + ` accepting "text/html"`, isStarted}, `5: "Then KYC is started"` + otherwise + "406 Not Acceptable" + thatOr},
		"a signature of somebody else": {[]string{"Given an application that requires wallet signatures", "And a customer who signs in with the wallet", "And the signature is of another wallet", askFor, isStarted},
			`7: "Then KYC is started"` + otherwise + "422 Unprocessable Entity" + thatOr},
		"a ban that nobody knows of": {[]string{"Given a customer", askFor, "Then the customer is reported as banned"}, `5: "Then the customer is reported as banned"` + otherwise + "201 Created" + thatOr},
		"a ban that is known":        {[]string{"Given a customer that is banned", askFor, isStarted}, `5: "Then KYC is started"` + otherwise + "200 OK" + thatOr},
		"another refusal": {[]string{"Given a customer", askFor + " at level 9", "Then the request is refused as 401 Unauthorized"},
			`5: "Then the request is refused as 401 Unauthorized"` + otherwise + "422 Unprocessable Entity, for " + level9 + thatOr},

		"an allowed request":        {[]string{"Given a customer", askFor, someRefuse}, `5: "Then the request is refused as documented"` + allowed},
		"an allowed request, named": {[]string{"Given a customer", askFor, "Then the request is refused as 403 Forbidden"}, `5: "Then the request is refused as 403 Forbidden"` + allowed},
		"a failure of itself":       {[]string{"Given a customer", askFor, "Then the answer is 500 Internal Server Error"}, `5: "Then the answer is 500 Internal Server Error"` + allowed},

		"a status that is not documented": {[]string{"Given a customer", askFor, "Then the request is refused as 418 I'm a teapot"}, "5: the contract documents no answer with the status 418" + documents},
		"a failure that is not documented": {[]string{"Given a customer", askFor + " while the API fails with 503", "Then the answer is 503 Service Unavailable"},
			"4: the contract documents no answer with the status 503" + documents + "\n5: the contract documents no answer with the status 503" + documents},
		"a status of another name":  {[]string{"Given a customer", askFor + " at level 9", "Then the request is refused as 422 Bad Request"}, `5: 422 is not "Bad Request"; say 422 Unprocessable Entity`},
		"a refusal that is none":    {[]string{"Given a customer", askFor, "Then the request is refused as 201 Created"}, `5: 201 is no refusal; say "the answer is 201 Created", or promise a refusal`},
		"a misspelt name":           {[]string{"Given a customer", askFor + ` with the extrenal id given as "x"`, isStarted}, `4: the contract has no place for "extrenal id" in a request; did you mean the external id?`},
		"a request of nobody":       {[]string{askFor, isStarted}, `3: there is no customer yet; say "Given a customer" first`},
		"a code where there is one": {[]string{"Given a customer", askFor, isStarted, "And the error code is ERR01"}, `6: "And the error code is ERR01" contradicts the contract: /data/error_code: want null, got "ERR01" (semantic/201/data.error_code/null, schemas/openapi.yaml:312)` + ofValue},
		"another code than the only one": {[]string{"Given a customer that is forbidden", askFor, "Then the request is refused as 403 Forbidden", "And the error code is ERR15"},
			`6: "And the error code is ERR15" contradicts the contract: /error/code: want exactly one of 2 forms, got "ERR15" (response/403/error.code/oneOf, schemas/openapi.yaml:419)` + ofValue},
		"a started widget without data": {[]string{"Given a customer", askFor, isStarted, "And the widget is given nothing to start with"},
			`6: "And the widget is given nothing to start with" contradicts the contract: /data/widget_data: want base64 of something, got null (semantic/201/data.widget_data/base64, schemas/openapi.yaml:329)` + ofValue},
		"a session of a refusal": {[]string{"Given a customer for whom KYC was started", askFor + " at level 9", someRefuse, "And the KYC session is another"},
			`6: "And the KYC session is another" contradicts the contract: an answer with the status 422 has no such value; promise something else of it`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wrong, _ := heldTo(t, test.steps...)
			if diff := cmp.Diff(test.want, wrong); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A widget's data are never the same, so the value is left out of what is wanted.
func TestABannedCustomersWidgetHasNothing(t *testing.T) {
	wrong, _ := heldTo(t, "Given a customer that is banned", askFor, "Then the customer is reported as banned", "And the widget is given what it needs to start")
	if !strings.HasPrefix(wrong, `6: "And the widget is given what it needs to start" contradicts the contract: /data/widget_data: want null, got `) {
		t.Error(wrong)
	}
}

func TestWhatTheContractLeavesFreeIsForTheTarget(t *testing.T) {
	const free = " is not kept by the sandbox; the contract leaves it free, so a target may keep it"
	for name, test := range map[string]struct {
		steps []string
		want  string
	}{
		"another code of a ban":   {[]string{"Given a customer that is banned", askFor, "Then the customer is reported as banned", "And the error code is ERR15"}, `6: "And the error code is ERR15"` + free},
		"a code of a refusal":     {[]string{"Given a customer", askFor + " at level 9", someRefuse, "And the error code is E42"}, `6: "And the error code is E42"` + free},
		"another session":         {[]string{"Given a customer for whom KYC was started", askFor + " again", isStarted, "And the KYC session is another"}, `6: "And the KYC session is another"` + free},
		"how long to wait":        {[]string{"Given a customer", askFor, isStarted, "And the application is told how long to wait"}, `6: "And the application is told how long to wait"` + free},
		"nothing that is not so":  {[]string{"Given a customer", askFor, isStarted}, ""},
		"after asterisks":         {[]string{"* a customer", "* the application requests KYC", "* KYC is started"}, ""},
		"a property of an action": {[]string{"Given a customer", askFor + " with a stray property in the action", isStarted}, ""},
		"a text with brackets":    {[]string{"Given a customer", askFor + ` with the external id given as "\u003cb\u003e"`, isStarted}, ""},
		"a refusal by its status": {[]string{"Given a customer", askFor + " at level 9", "Then the request is refused as 422 Unprocessable Content"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wrong, got := heldTo(t, test.steps...)
			if wrong != "" {
				t.Errorf("refused: %s", wrong)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("free (-want +got):\n%s", diff)
			}
		})
	}
}

// TestOnePassNamesEverything: what cannot be read, what is not replaced, what no
// vocabulary has and what contradicts the contract are said at once.
func TestOnePassNamesEverything(t *testing.T) {
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\n") + "\n")}
	}
	features := fstest.MapFS{
		"features/a.feature": file("Feature: A", "Rule: One", "Background:", "Given a costumer", "Scenario: Of that", askFor, isStarted,
			"Rule: Two", "@know:K", "Scenario: Level 9", "Given a customer", askFor+" at level 9", isStarted,
			"Scenario: Described", "Givven a customer", "Given a customer", askFor, isStarted,
			"Scenario Outline: Levels", "Given a customer", askFor+" at level <level>", isStarted,
			"Examples: All", "| why | level |", "| a | 8 |", "| b | two |", "| c | 2 |", "| d | 7 |"),
		"features/b.feature": file("Feature: B", "Scenario: Two", "Given a customer", askFor+" with the level given as <what>", isStarted,
			"Scenario: Mute", "Given a customer", isStarted),
		"features/c.feature": file("Scenario: Headless"),
	}
	want := `features/a.feature:4: no sentence of the vocabulary is "a costumer"; did you mean "a customer [with a wallet on <blockchain>]"?
features/a.feature:9: the tag @know:K says nothing; did you mean @known:K?
features/a.feature:13: "Then KYC is started" contradicts the contract, which rules the request out: /action/level: want at most 4, got 9 (request/action.level/maximum, schemas/openapi.yaml:127); promise that it is refused, or ask for what the contract allows
features/a.feature:15: the line "Givven a customer" is read as a description; did you mean "Given"?
features/a.feature:25: "Then KYC is started" contradicts the contract, which rules the request out: /action/level: want at most 4, got 8 (request/action.level/maximum, schemas/openapi.yaml:127); promise that it is refused, or ask for what the contract allows
features/a.feature:26: the level "two" is no number; write it in digits; any other value goes into "with the level given as <JSON>"
features/a.feature:28: "Then KYC is started" contradicts the contract, which rules the request out: /action/level: want at most 4, got 7 (request/action.level/maximum, schemas/openapi.yaml:127); promise that it is refused, or ask for what the contract allows
features/b.feature:4: nothing replaces <what>, because the scenario has no examples; give it "Examples:" with a column of that name; a text with < and > in it is written into a cell, which is taken as it stands
features/b.feature:6: the scenario "Mute" asks nothing: it has no When; give it one, such as "When the application requests KYC"; kycspec steps lists the sentences
features/c.feature:1: no line with "Feature:" is before "Scenario: Headless"; begin the file with "Feature:" and what it is about`
	_, err = loadHeldFrom(t.Context(), features, c, gherkin.Selection{}, RehearsalOptions{Settings: settingsOf(t), RunOnly: true})
	if err == nil {
		t.Fatal("nothing is said")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
