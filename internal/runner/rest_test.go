package runner_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
	"kycspec/internal/runner"
)

func TestEachStepIsToldWhichFollowIt(t *testing.T) {
	const text = `Feature: F
  Background:
    Given a hotel
  Scenario: S
    Given a room
    When it burns
    Then it is gone
    And nobody is hurt
`
	for name, before := range map[string]func(context.Context, gherkin.Scenario) (context.Context, error){"with a hook": withName, "without": nil} {
		t.Run(name, func(t *testing.T) {
			suite, err := gherkin.Load(one(text), gherkin.Selection{})
			if err != nil {
				t.Fatal(err)
			}
			var rests [][]string
			recorded(t, t.Context(), suite, runner.Options{
				Vocabulary: steps(`a hotel`, func() error { return nil }, `a room`, func() error { return nil },
					`it burns`, func() error { return errors.New("no fire") }, `it is gone`, func() error { return nil }, `nobody is hurt`, func() error { return nil }),
				Before: before,
				Step:   func(_ context.Context, rest []string) { rests = append(rests, rest) },
			})
			want := [][]string{
				{"Given a room", "When it burns", "Then it is gone", "And nobody is hurt"},
				{"When it burns", "Then it is gone", "And nobody is hurt"},
				{"Then it is gone", "And nobody is hurt"},
				{"And nobody is hurt"}, {}, // what is skipped is told too
			}
			if diff := cmp.Diff(want, rests); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
