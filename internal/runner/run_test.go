package runner_test

import (
	"context"
	"io/fs"
	"regexp"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/gherkin"
	"kycspec/internal/runner"
)

// one is a project of one feature.
func one(text string) fs.FS {
	return fstest.MapFS{"features/a.feature": {Data: []byte(text)}}
}

// steps makes a vocabulary of patterns and functions.
func steps(pairs ...any) gherkin.Vocabulary {
	var vocabulary gherkin.Vocabulary
	for i := 0; i < len(pairs); i += 2 {
		pattern := pairs[i].(string)
		vocabulary = append(vocabulary, gherkin.Sentence{Pattern: regexp.MustCompile("^" + pattern + "$"), Do: pairs[i+1], Wording: pattern})
	}
	return vocabulary
}

// clock ticks a millisecond each time it is looked at. It is safe for concurrent use.
func clock() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Millisecond)
		return now
	}
}

// recorded runs the suite and gives its messages.
func recorded(t *testing.T, ctx context.Context, suite *gherkin.Suite, options runner.Options) []*messages.Envelope {
	t.Helper()
	var list []*messages.Envelope
	options.Now = clock()
	options.Sinks = append(options.Sinks, func(envelope *messages.Envelope) error {
		list = append(list, envelope)
		return nil
	})
	if err := runner.Run(ctx, suite, options); err != nil {
		t.Fatal(err)
	}
	return list
}

type nameKey struct{}

func withName(ctx context.Context, scenario gherkin.Scenario) (context.Context, error) {
	return context.WithValue(ctx, nameKey{}, scenario.Name), nil
}

func TestRunRefusesWhatCheckFinds(t *testing.T) {
	nothing := func() error { return nil }
	for name, vocabulary := range map[string]gherkin.Vocabulary{
		"an unknown sentence":            steps(`something else`, nothing),
		"a mistake of the vocabulary":    {{Do: nothing, Wording: "pass"}},
		"nothing beneath a sentence":     steps(`pass`, func(*messages.PickleTable) error { return nil }),
		"one sentence with two meanings": steps(`pass`, nothing, `p(\w+)`, func(string) error { return nil }),
	} {
		t.Run(name, func(t *testing.T) {
			suite := load(t, "Feature: A\n  Scenario: a\n    Given pass\n")
			written := 0
			sink := func(*messages.Envelope) error { written++; return nil }
			err := runner.Run(t.Context(), suite, runner.Options{Vocabulary: vocabulary, Sinks: []runner.Sink{sink}})
			if want := suite.Bind(vocabulary); want == nil || err == nil || err.Error() != want.Error() || written > 0 {
				t.Errorf("Run wrote %d messages and gave %v, want %v", written, err, want)
			}
		})
	}
}
