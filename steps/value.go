package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/spec"
)

var valueSentences = []gherkin.Sentence{
	when(requests+` with the (.+) (at|just past) its (lowest|highest|shortest|longest)(?:, written in "([^"]+)")?`,
		requests+` with the <name> <at or just past> its <limit>[, written in "<letters>"]`, requestAtLimit),
	when(requests+" without the (.+)", requests+" without the <name>",
		func(ctx context.Context, name string) error {
			return requestNamed(ctx, name, "", func(d *contract.Draft) error { return d.Remove(name) })
		}),
	when(requests+` with a stray property in the (.+?)(?: called "([^"]+)")?`,
		requests+` with a stray property in the <name>[ called "<what>"]`,
		func(ctx context.Context, name, called string) error {
			return requestNamed(ctx, name, "call it otherwise", func(d *contract.Draft) error { return d.AddStray(name, called) })
		}),
	when(requests+" with the (.+) given as (.+)", requests+" with the <name> given as <JSON>", requestGiven),
}

// requestChanged changes the drafted request and sends it.
func requestChanged(ctx context.Context, change func(*contract.Draft) error) error {
	s := fromContext(ctx)
	if s.draft == nil {
		return misuse{errNoCustomer}
	}
	if err := change(s.draft); err != nil {
		return misuse{err}
	}
	return requestKYC(ctx)
}

// requestNamed is [requestChanged] for a change at a name, which a request must
// have a place for. The hint is what to do where the change cannot be made.
func requestNamed(ctx context.Context, name, hint string, change func(*contract.Draft) error) error {
	if c := fromContext(ctx).env.Contract; name != string(spec.RequestPart) && !inRequest(c, name) {
		return misuse{unknownName(c, name)}
	}
	return requestChanged(ctx, func(d *contract.Draft) error {
		if err := change(d); err != nil {
			return advice(err.Error(), hint)
		}
		return nil
	})
}

func requestAtLimit(ctx context.Context, name, side, limit, letters string) error {
	if letters == "" {
		letters = "x"
	}
	const hint = "numbers have a lowest and a highest, texts a shortest and a longest, where the contract says so"
	return requestNamed(ctx, name, hint, func(d *contract.Draft) error {
		return d.SetLimit(name, contract.Limit(limit), side == "just past", letters)
	})
}

func requestGiven(ctx context.Context, name, value string) error {
	return requestNamed(ctx, name, "write texts in quotes", func(d *contract.Draft) error {
		decoder := json.NewDecoder(strings.NewReader(value))
		decoder.UseNumber()
		var v any
		if !json.Valid([]byte(value)) || decoder.Decode(&v) != nil {
			return fmt.Errorf("%s is no JSON value", value)
		}
		d.Set(name, v)
		return nil
	})
}

// unknownName says that a request has no place of that name, and which was meant.
func unknownName(c *contract.Contract, name string) error {
	hint := "use one of the names that kycspec steps lists"
	known := slices.DeleteFunc(c.Names().All(), func(each string) bool { return !inRequest(c, each) })
	if near, ok := gherkin.Nearest(name, known); ok {
		hint = fmt.Sprintf("did you mean the %s?", near)
	}
	return advice(fmt.Sprintf("the contract has no place for %q in a request", name), hint)
}

// inRequest says whether the contract has a place of that name in a request. A
// value anywhere else would be refused for being there, whatever it is.
func inRequest(c *contract.Contract, name string) bool {
	place := c.Names().Place(name)
	return slices.ContainsFunc(c.Clauses(), func(clause spec.Clause) bool {
		return clause.Part == spec.RequestPart && clause.Place == place
	})
}
