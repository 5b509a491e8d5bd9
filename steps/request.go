package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"kycspec/internal/client"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
	"kycspec/internal/wallet"
)

const requests = "the application requests KYC"

var requestSentences = []gherkin.Sentence{
	when(requests+"(?: again)?", requests+" [again]", requestKYC),
	when(requests+" for another customer", requests+" for another customer", requestForAnother),
	when(requests+" with another wallet", requests+" with another wallet", requestWithAnother),
	when(requests+" with the (.+) in lower case", requests+" with the <name> in lower case", requestLowered),
	when(requests+" at level (\\S+)(?: under (\\S+))?", requests+" at level <level> [under <rules engine>]", requestAtLevel),
	when(requests+` accepting "([^"]*)"`, requests+` accepting "<media types>"`, requestAccepting),
	when(requests+" without saying what it accepts", requests+" without saying what it accepts",
		func(ctx context.Context) error { return requestAccepting(ctx, "") }),
	when(requests+" without saying what it sends", requests+" without saying what it sends",
		func(ctx context.Context) error {
			unsaid := ""
			return fromContext(ctx).ask(ctx, client.Call{ContentType: &unsaid})
		}),
	when(requests+` in the media type "([^"]*)"`, requests+` in the media type "<media type>"`,
		func(ctx context.Context, mediaType string) error {
			return fromContext(ctx).ask(ctx, client.Call{ContentType: &mediaType})
		}),
	when(requests+" with the body (.+)", requests+" with the body <text>",
		func(ctx context.Context, body string) error {
			return fromContext(ctx).send(ctx, client.Call{Body: []byte(body)})
		}),
	when(requests+" with no body", requests+" with no body",
		func(ctx context.Context) error { return fromContext(ctx).send(ctx, client.Call{}) }),
	when(requests+" with ("+strings.Join(words(malformations), "|")+")", requests+" with <some mistake in its JSON>", requestMalformed, words(malformations)...),
}

func requestKYC(ctx context.Context) error { return fromContext(ctx).ask(ctx, client.Call{}) }

func requestForAnother(ctx context.Context) error {
	if err := fromContext(ctx).anotherCustomer(); err != nil {
		return err
	}
	return requestKYC(ctx)
}

// requestWithAnother asks for the same customer, now with another wallet.
func requestWithAnother(ctx context.Context) error {
	s := fromContext(ctx)
	other, err := wallet.New(nil)
	if err != nil {
		return err
	}
	return requestChanged(ctx, func(d *contract.Draft) error {
		blockchain, _ := d.Get(spec.RoleBlockchain).(string)
		s.wallet = other
		d.Set(spec.RoleAddress, other.AddressOn(blockchain))
		return nil
	})
}

// requestLowered asks with a text of the request in lower case.
func requestLowered(ctx context.Context, name string) error {
	return requestNamed(ctx, name, "name a text of the request", func(d *contract.Draft) error {
		text, ok := d.Get(name).(string)
		if !ok {
			return fmt.Errorf("the %s is no text, so there is no lower case of it", name)
		}
		d.Set(name, strings.ToLower(text))
		return nil
	})
}

func requestAtLevel(ctx context.Context, level, engine string) error {
	s := fromContext(ctx)
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	number := json.Number(level)
	if _, err := number.Float64(); err != nil || !json.Valid([]byte(level)) { // Go parses NaN and 01 too
		return misuse{advice(fmt.Sprintf("the level %q is no number", level), "write it in digits; any other value goes into \"with the level given as <JSON>\"")}
	}
	s.draft.Set(spec.RoleLevel, number)
	if engine != "" {
		s.draft.Set(spec.RoleEngine, engine)
	}
	return requestKYC(ctx)
}

// requestAccepting asks with an Accept field; without one if accept is empty.
func requestAccepting(ctx context.Context, accept string) error {
	return fromContext(ctx).ask(ctx, client.Call{Accept: &accept})
}

// malformations make a text of a good body that is no JSON any more (RFC 8259).
var malformations = map[string]func(body string) string{
	"something after the body":        func(body string) string { return body + " {}" },
	"the end of the body missing":     func(body string) string { return strings.TrimSuffix(body, "}") },
	"a comma after the last property": func(body string) string { return strings.TrimSuffix(body, "}") + ",}" },
	"a comment in the body":           func(body string) string { return "/* KYC */ " + body },
	"names in single quotes":          func(body string) string { return inQuotes.ReplaceAllString(body, "'$1':") },
	"names without quotes":            func(body string) string { return inQuotes.ReplaceAllString(body, "$1:") },
	"a zero before a number":          func(body string) string { return aNumber.ReplaceAllString(body, "${1}0$2") },
	"a line break in a text":          func(body string) string { return aText.ReplaceAllString(body, "$1\n$2") },
	"a text that is not UTF-8":        func(body string) string { return aText.ReplaceAllString(body, "$1\xfc$2") },
}

// What malformations change in a body: the names of properties, the beginnings of
// numbers, and the customer's id that [scenarioState.newCustomer] made.
var (
	inQuotes = regexp.MustCompile(`"(\w+)":`)
	aNumber  = regexp.MustCompile(`(:)(\d)`)
	aText    = regexp.MustCompile(`(:"[^"]*kycspec)(-)`)
)

// requestMalformed sends a body that only a lenient parser takes for the request.
func requestMalformed(ctx context.Context, mistake string) error {
	s := fromContext(ctx)
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	body := string(s.draft.Bytes())
	malformed := malformations[mistake](body)
	if malformed == body {
		return misuse{fmt.Errorf("the request has no place for %s", mistake)}
	}
	return s.send(ctx, client.Call{Body: []byte(malformed)})
}
