package runner

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/outcome"
)

// KnownBreaks says whether a violation is known, of a step that sent the request.
type KnownBreaks func(v outcome.Violation, request outcome.Request) (outcome.KnownBreak, bool)

// met is what of the contract an attempt found broken that is known to be.
type met struct {
	request    outcome.Request // the last one that was sent
	known      *outcome.KnownBreak
	violations []outcome.Violation
}

// unknown is what is left of a step's violations without those that are known.
type unknown struct{ violations []outcome.Violation }

// Error is one line for each violation, and one for each branch.
func (u *unknown) Error() string {
	lines := make([]string, len(u.violations))
	for i, v := range u.violations {
		lines[i] = v.String()
	}
	return strings.Join(lines, "\n")
}

// Verdict is that of the scenario.
func (u *unknown) Verdict() outcome.Verdict { return outcome.Broken }

// Proof is the violations.
func (u *unknown) Proof() outcome.Proof { return outcome.Proof{Violations: u.violations} }

// withoutKnown leaves out of a step's error what is known, and keeps that for the
// end of the scenario. A step of which nothing is left goes on, so that whatever
// follows is judged as if nothing had been wrong.
func (a *attempt) withoutKnown(err error) error {
	var more proven
	var means decided
	if a.options.KnownBreaks == nil || !errors.As(err, &more) || errors.As(err, &means) && means.Verdict() != outcome.Broken {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	var rest []outcome.Violation
	violations := more.Proof().Violations
	for _, v := range violations {
		known, is := a.options.KnownBreaks(v, a.met.request)
		if !is {
			rest = append(rest, v)
			continue
		}
		if a.met.known == nil {
			a.met.known = &known
		}
		if !slices.ContainsFunc(a.met.violations, func(other outcome.Violation) bool { return reflect.DeepEqual(other, v) }) {
			a.met.violations = append(a.met.violations, v)
		}
	}
	switch len(rest) {
	case len(violations):
		return err
	case 0:
		return nil
	}
	return &unknown{rest}
}

// note remembers the request that a step sent.
func (m *met) note(mediaType string, body []byte) {
	var request outcome.Request
	if mediaType == outcome.RequestMediaType && json.Unmarshal(body, &request) == nil {
		m.request = request
	}
}

// result is the end of a scenario in which nothing was broken but what is known.
func (m *met) result() result {
	lines := []string{m.known.String()}
	for _, v := range m.violations {
		lines = append(lines, v.String())
	}
	return result{status: messages.TestStepResultStatus_FAILED, verdict: outcome.Known, message: strings.Join(lines, "\n"),
		proof: outcome.Proof{Violations: m.violations, Known: m.known}}
}
