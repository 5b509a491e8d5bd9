package runner_test

import (
	"testing"

	"kycspec/internal/runner"
)

func BenchmarkRun(b *testing.B) {
	suite, err := runner.Load(one(hello(2000)), runner.Selection{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		options := standard()
		options.Concurrency = 8
		options.Sinks = []runner.Sink{runner.NDJSON(writer(func(p []byte) (int, error) { return len(p), nil }))}
		if err := suite.Run(b.Context(), options); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	fsys := one(hello(2000))
	for b.Loop() {
		if _, err := runner.Load(fsys, runner.Selection{Tags: "not @slow"}); err != nil {
			b.Fatal(err)
		}
	}
}
