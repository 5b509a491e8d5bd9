package runner_test

import (
	"context"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/runner"
)

// steps makes a vocabulary of patterns and functions.
func steps(pairs ...any) runner.Vocabulary {
	var vocabulary runner.Vocabulary
	for i := 0; i < len(pairs); i += 2 {
		pattern := pairs[i].(string)
		vocabulary = append(vocabulary, runner.Step{Pattern: regexp.MustCompile("^" + pattern + "$"), Do: pairs[i+1], Says: pattern})
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
func recorded(t *testing.T, ctx context.Context, suite *runner.Suite, options runner.Options) []*messages.Envelope {
	t.Helper()
	var list []*messages.Envelope
	options.Now = clock()
	options.Sinks = append(options.Sinks, func(envelope *messages.Envelope) error {
		list = append(list, envelope)
		return nil
	})
	if err := suite.Run(ctx, options); err != nil {
		t.Fatal(err)
	}
	return list
}

// ran gives the names of the scenarios whose steps ran, in the order in which they began.
func ran(t *testing.T, suite *runner.Suite) []string {
	t.Helper()
	var names []string
	note := func(ctx context.Context) error {
		if name := ctx.Value(nameKey{}).(string); !slices.Contains(names, name) {
			names = append(names, name)
		}
		return nil
	}
	vocabulary := steps(
		`a guest`, func(ctx context.Context, _ *messages.PickleDocString) error { return note(ctx) },
		`(?:a hotel|a room|a visitor|a guest asks.*|a guest leaves)`, note,
	)
	recorded(t, t.Context(), suite, runner.Options{Vocabulary: vocabulary, Before: withName})
	return names
}

type nameKey struct{}

func withName(ctx context.Context, scenario runner.Scenario) (context.Context, error) {
	return context.WithValue(ctx, nameKey{}, scenario.Name), nil
}
