package gherkin_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"kycspec/internal/gherkin"
)

func TestAStepRunsWithItsValues(t *testing.T) {
	type key struct{}
	ctx := context.WithValue(t.Context(), key{}, "me")
	for name, test := range map[string]struct {
		pattern, text string
		do            any
		want          string
	}{
		"nothing":        {"it rains", "it rains", func() error { return errors.New("wet") }, "wet"},
		"what is well":   {"it rains", "it rains", func() error { return nil }, "<nil>"},
		"a context":      {"it rains", "it rains", func(ctx context.Context) error { return fmt.Errorf("on %v", ctx.Value(key{})) }, "on me"},
		"a text":         {"it rains (.+)", "it rains cats", func(_ context.Context, what string) error { return errors.New(what) }, "cats"},
		"a number":       {`(\d+) (.+) fall`, "2 cats fall", func(n int, what string) error { return fmt.Errorf("%s: %d", what, n+1) }, "cats: 3"},
		"no number":      {"(.+) cats", "two cats", func(int) error { return nil }, `read number: strconv.Atoi: parsing "two": invalid syntax`},
		"a context back": {"it rains", "it rains", func(ctx context.Context) (context.Context, error) { return ctx, errors.New("wet") }, "wet"},
	} {
		t.Run(name, func(t *testing.T) {
			err := gherkin.Step{Sentence: steps(test.pattern, test.do)[0], Text: test.text}.Run(ctx)
			if got := fmt.Sprint(err); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestOutsideOfARunNoStepFollows(t *testing.T) {
	if next, ok := gherkin.Next(t.Context()); ok {
		t.Errorf("%q follows", next.Text)
	}
}
