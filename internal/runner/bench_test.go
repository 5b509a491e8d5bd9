package runner_test

import (
	"testing"

	"kycspec/internal/gherkin"
	"kycspec/internal/runner"
)

func BenchmarkRun(b *testing.B) {
	suite, err := gherkin.Load(one(hello(2000)), gherkin.Selection{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		options := standard()
		options.Concurrency = 8
		options.Sinks = []runner.Sink{runner.NDJSON(writer(func(p []byte) (int, error) { return len(p), nil }))}
		if err := runner.Run(b.Context(), suite, options); err != nil {
			b.Fatal(err)
		}
	}
}
