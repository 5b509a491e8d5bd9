package steps

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/google/uuid"

	"kycspec/internal/client"
	"kycspec/internal/combination"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

var combinationSentences = []gherkin.Sentence{
	needing(when(requests+" with every two choices that go together", requests+" with every two choices that go together", requestAllowed), needsToken),
	needing(when(requests+" with each mistake in the (.+), whatever else it chooses",
		requests+" with each mistake in the <name>, whatever else it chooses", requestMistakes), needsMistake),
}

// needsMistake is of the sentence that asks with mistakes: those in a signature need
// one that has no other.
func needsMistake(arguments, before []string) []string {
	if slices.Contains([]string{spec.RoleSIWE, spec.RoleMessage, spec.RoleSignature}, arguments[0]) {
		return needsSignature(arguments, before)
	}
	return needsToken(arguments, before)
}

// requestAllowed asks with an array of requests that the contract allows.
func requestAllowed(ctx context.Context) error {
	s := fromContext(ctx)
	a := asking{state: s}
	a.all(ctx, s.env.Design().Allowed(), nil, func(e *exchange.Exchange, about []string) []outcome.Violation {
		return s.env.Contract.Answered(e, http.StatusCreated, about)
	})
	return a.end()
}

// requestMistakes asks with an array of requests for each clause about a name that
// a request can break.
func requestMistakes(ctx context.Context, name string) error {
	s := fromContext(ctx)
	d, a := s.env.Design(), asking{state: s}
	ways := d.WaysOf(name)
	if len(ways) == 0 {
		return misuse{fmt.Errorf("the contract rules nothing out of the %s: use a name that kycspec steps lists, or %s, %s or %s",
			name, spec.RequestPart, combination.MediaType, combination.AccessToken)}
	}
	for _, way := range ways {
		a.all(ctx, d.Beside(way), &way, s.refusal(way))
	}
	return a.end()
}

// refusal is how an answer is not what is promised of a request that is ruled out in a way.
func (s *scenarioState) refusal(way spec.Clause) promise {
	c := s.env.Contract
	return func(e *exchange.Exchange, _ []string) []outcome.Violation {
		switch way.Part {
		case spec.SecurityPart:
			return c.Answered(e, http.StatusUnauthorized, nil)
		case spec.MediaPart:
			return c.Answered(e, http.StatusUnsupportedMediaType, nil)
		}
		return c.RefusedAsDocumented(e, []string{way.Place})
	}
}

// combined makes the request of a combination, which is ruled out in a way if that
// is not nil. Not ok where none was found that is ruled out in just that way.
func (s *scenarioState) combined(c combination.Combination, way *spec.Clause) (call client.Call, ok bool) {
	d := s.env.Design()
	s.app, s.signed = s.env.App, signIn{}
	if c.Of(combination.Application) == combination.RequiresSignatures || way != nil && d.NeedsApplication(*way) {
		s.app = s.env.SIWEApp
	}
	s.newCustomer(c.Of(d.Blockchain))
	for _, choice := range c {
		if f, _ := d.Parameter(choice.Name); f.Set(s.draft, choice.Value, uuid.NewString()+"-") != nil {
			return call, false
		}
	}
	if c.Of(combination.Signature) == combination.There || way != nil && d.NeedsSignature(*way) {
		if s.signMessage("is good", good) != nil {
			return call, false // it is longer than the contract has room for
		}
	}
	call = client.Call{App: s.app, Aside: true}
	if mediaType := c.Of(combination.MediaType); mediaType != "" {
		call.ContentType = &mediaType
	}
	if way == nil {
		call.Body = s.draft.Bytes()
		return call, true
	}
	ok = s.ruleOut(&call, *way)
	return call, ok
}

// otherMedia are media types of which a contract of JSON has one at most.
var otherMedia = []string{"text/plain", "application/xml"}

// ruleOut makes what was drafted a call that is ruled out in one way.
func (s *scenarioState) ruleOut(call *client.Call, way spec.Clause) (ok bool) {
	limit := contract.LimitOf(way.Keyword)
	switch names := s.env.Contract.Names(); {
	case way.Part == spec.RequestPart && way.Place == names.Place(spec.RoleMessage) && limit != "":
		if s.signOf(limit, true) != nil { // so that nothing but its length is wrong
			return false
		}
	case way.Part == spec.RequestPart:
		call.Body, ok = s.draft.Breaking(way)
		return ok
	case way.Part == spec.SecurityPart:
		call.Auth = client.Auth{Kind: client.None, NoRenewal: true}
	case way.Part == spec.MediaPart:
		known := s.env.Contract.Bundle().Manifest.Request.MediaTypes
		call.ContentType = &otherMedia[slices.IndexFunc(otherMedia, func(name string) bool { return !slices.Contains(known, name) })]
	}
	call.Body = s.draft.Bytes()
	return true
}
