package steps

import (
	"testing"

	"kycspec/internal/client"
)

func TestAPromiseWithoutAnAnswerIsNotKept(t *testing.T) {
	for _, promise := range []string{
		"KYC is started", "the request is refused as documented", "the request is refused as 401 Unauthorized", "the answer is 500 Internal Server Error",
		"the customer is reported as banned", "the customer is not reported as banned", "the error code is ERR01",
		"the application is told how long to wait", "the widget is given what it needs to start", "the widget is given nothing to start with",
		"the KYC session is the same", "the KYC session is another", "each of them is answered as documented",
		"the application requests KYC again after waiting as it was told",
	} {
		t.Run(promise, func(t *testing.T) {
			ctx, _, box := newScenario(t)
			err := say(t, ctx, promise)
			if err == nil || err.Error() != errNotAsked.Error() || verdictOf(err) != "inconclusive" {
				t.Errorf("got %v (%s)", err, verdictOf(err))
			}
			if len(box.calls) > 0 {
				t.Errorf("%d requests were sent", len(box.calls))
			}
		})
	}
}

func TestAStepOutOfPlaceSaysWhatToDo(t *testing.T) {
	const (
		noCustomer = "there is no customer yet\nsay \"Given a customer\" first"
		notSigned  = "the customer has not signed in\nsay \"Given a customer who signs in with the wallet\" first"
		noText     = "\nwrite texts in quotes"
		noNumber   = "\nwrite it in digits; any other value goes into \"with the level given as <JSON>\""
		noPlace    = "the contract has no place for \"colour\" in a request\nuse one of the names that kycspec steps lists"
		noLimit    = "\nnumbers have a lowest and a highest, texts a shortest and a longest, where the contract says so"
		unlisted   = "\nkycspec steps lists those that are"
	)
	for name, test := range map[string]struct {
		before []string
		step   string
		want   string
	}{
		"a request without a customer":        {nil, "the application requests KYC", noCustomer},
		"a level without a customer":          {nil, "the application requests KYC at level 2", noCustomer},
		"a change without a customer":         {nil, "the application requests KYC without the level", noCustomer},
		"a message without a customer":        {nil, "the customer signs a message that has expired", noCustomer},
		"a long message without a customer":   {nil, "the customer signs a message at its longest", noCustomer},
		"trailing text without a customer":    {nil, "the application requests KYC with something after the body", noCustomer},
		"a flaw without a signature":          {[]string{"a customer"}, "the signature has v 29", notSigned},
		"altered without a signature":         {[]string{"a customer"}, "the message is altered after signing", notSigned},
		"used without a signature":            {[]string{"a customer"}, "the application has used the signature before", notSigned},
		"a level that is no number":           {[]string{"a customer"}, "the application requests KYC at level two", `the level "two" is no number` + noNumber},
		"a level that JSON cannot write":      {[]string{"a customer"}, "the application requests KYC at level 01", `the level "01" is no number` + noNumber},
		"a level that Go alone can read":      {[]string{"a customer"}, "the application requests KYC at level NaN", `the level "NaN" is no number` + noNumber},
		"a level in quotes":                   {[]string{"a customer"}, `the application requests KYC at level "1"`, `the level "\"1\"" is no number` + noNumber},
		"a name that is removed and unknown":  {[]string{"a customer"}, "the application requests KYC without the colour", noPlace},
		"a stray property in what is unknown": {[]string{"a customer"}, "the application requests KYC with a stray property in the colour", noPlace},
		"a stray property that is known":      {[]string{"a customer"}, `the application requests KYC with a stray property in the wallet called "address"`, `"address" is no stray property of the wallet: the contract names it` + "\ncall it otherwise"},
		"lower case of what has none":         {[]string{"a customer"}, "the application requests KYC with the level in lower case", "the level is no text, so there is no lower case of it\nname a text of the request"},
		"a session without one before":        {[]string{"a customer", "the application requests KYC"}, "the KYC session is another", `there is no KYC session from before` + "\nsay \"Given a customer for whom KYC was started\" first"},
		"a value for what is unknown":         {[]string{"a customer"}, `the application requests KYC with the colour given as "red"`, noPlace},
		"a value for what answers have":       {[]string{"a customer"}, `the application requests KYC with the error code given as "ERR01"`, "the contract has no place for \"error code\" in a request\nuse one of the names that kycspec steps lists"},
		"a name that is misspelt":             {[]string{"a customer"}, `the application requests KYC with the extrenal id given as "x"`, "the contract has no place for \"extrenal id\" in a request\ndid you mean the external id?"},
		"a misspelt name at its limit":        {[]string{"a customer"}, `the application requests KYC with the adress at its longest`, "the contract has no place for \"adress\" in a request\ndid you mean the address?"},
		"a misspelt name in lower case":       {[]string{"a customer"}, `the application requests KYC with the adress in lower case`, "the contract has no place for \"adress\" in a request\ndid you mean the address?"},
		"a quality that is misspelt":          {[]string{"a customer"}, "the customer signs a message that has a statment", "no message that \"has a statment\" is known\ndid you mean \"has a statement\"?"},
		"a value that is no JSON":             {[]string{"a customer"}, "the application requests KYC with the level given as one", "one is no JSON value" + noText},
		"a value and more":                    {[]string{"a customer"}, "the application requests KYC with the level given as 1 2", "1 2 is no JSON value" + noText},
		"a value and a bracket":               {[]string{"a customer"}, "the application requests KYC with the level given as 1}", "1} is no JSON value" + noText},
		"a limit that there is not":           {[]string{"a customer"}, "the application requests KYC with the level at its longest", `the contract sets no limit "longest" to level (action.level)` + noLimit},
		"a message of an unknown kind":        {[]string{"a customer"}, "the customer signs a message that rhymes", `no message that "rhymes" is known` + unlisted},
		"a signature whose v is no byte":      {[]string{"a customer who signs in with the wallet"}, "the signature has v 256", `no signature that "has v 256" is known` + unlisted},
		"a signature whose v is no number":    {[]string{"a customer who signs in with the wallet"}, "the signature has v 29x", `no signature that "has v 29x" is known` + unlisted},
		"a signature of an unknown kind":      {[]string{"a customer who signs in with the wallet"}, "the signature is purple", `no signature that "is purple" is known` + unlisted},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, _, box := newScenario(t)
			sayAll(t, ctx, test.before...)
			sent := len(box.calls)
			err := say(t, ctx, test.step)
			if err == nil || err.Error() != test.want || verdictOf(err) != "inconclusive" {
				t.Errorf("got %v (%s)\nwant %s", err, verdictOf(err), test.want)
			}
			if len(box.calls) > sent {
				t.Errorf("%d requests were sent", len(box.calls)-sent)
			}
		})
	}
}

func TestACustomerThatNobodyConfiguredIsSkipped(t *testing.T) {
	ctx, _, _ := newScenario(t)
	err := say(t, ctx, "a customer that is forbidden")
	if err == nil || err.Error() != "no customer is configured as forbidden" || verdictOf(err) != "skipped" {
		t.Errorf("got %v (%s)", err, verdictOf(err))
	}
}

// What was sent for the application that the scenario is about says nothing of another one.
func TestATokenOfAnotherApplicationNeedsAnother(t *testing.T) {
	for name, test := range map[string]struct {
		app    string
		forget func(*Environment)
	}{
		"one that requires no signatures": {"an application that requires wallet signatures", func(k *Environment) { k.App = client.Application{} }},
		"one that requires them": {"an application that requires no wallet signatures",
			func(k *Environment) { k.SIWEApp = client.Application{SIWERequired: true} }},
	} {
		t.Run(name, func(t *testing.T) {
			_, env, box := newScenario(t)
			test.forget(env)
			ctx := env.Begin(t.Context(), nil)
			sayAll(t, ctx, test.app, "a customer")
			err := say(t, ctx, "the application requests KYC with the token of another application")
			want := "there is no other application"
			if err == nil || err.Error() != want || verdictOf(err) != "skipped" {
				t.Errorf("got %v (%s)\nwant %s", err, verdictOf(err), want)
			}
			if len(box.calls) > 0 {
				t.Errorf("%d requests were sent", len(box.calls))
			}
		})
	}
}
