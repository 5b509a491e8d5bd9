package runner_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
	"kycspec/internal/runner"
)

func TestEachStepKnowsTheOneThatFollowsIt(t *testing.T) {
	const text = `@known:KYC-1 @until:9999-12-31
Feature: F
  Background:
    Given a hotel
  Scenario: S
    Given a room
    When it burns
    Then it is gone
    And 2 guests are safe
`
	for name, options := range map[string]runner.Options{"with hooks": {Before: withName, Known: true}, "without": {}} {
		t.Run(name, func(t *testing.T) {
			got := map[string]string{}
			note := func(name string) func(context.Context) error {
				return func(ctx context.Context) error {
					next, ok := gherkin.Next(ctx)
					if got[name] = next.Text; ok {
						got[name] += " = " + next.Sentence.Wording
					}
					return nil
				}
			}
			options.Vocabulary = steps(`a hotel`, note("hotel"), `a room`, note("room"), `it burns`, note("burns"), `it is gone`, note("gone"),
				`(\d) guests are safe`, func(ctx context.Context, _ int) error { return note("safe")(ctx) })
			recorded(t, t.Context(), load(t, text), options)
			want := map[string]string{"hotel": "a room = a room", "room": "it burns = it burns", "burns": "it is gone = it is gone",
				"gone": `2 guests are safe = (\d) guests are safe`, "safe": ""}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
