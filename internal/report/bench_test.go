package report_test

import (
	"fmt"
	"strings"
	"testing"

	"kycspec/internal/report"
)

func BenchmarkTerminal(b *testing.B) {
	scenarios := make([]played, 2000)
	for i := range scenarios {
		scenarios[i] = played{path: fmt.Sprint(i / 50), name: fmt.Sprint(i), verdict: []string{"", "broken", "skipped"}[i%3], reason: fmt.Sprint(i % 7), asked: asked(201)}
	}
	list := logOf(scenarios...)
	for b.Loop() {
		terminal := report.Terminal{Out: &strings.Builder{}, Verbose: true}
		for _, envelope := range list {
			if err := terminal.Add(envelope); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := terminal.Finish(); err != nil {
			b.Fatal(err)
		}
	}
}
