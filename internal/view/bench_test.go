package view_test

import (
	"fmt"
	"strings"
	"testing"

	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
	"kycspec/internal/view"
)

func BenchmarkTerminal(b *testing.B) {
	scenarios := make([]reporttest.Played, 2000)
	for i := range scenarios {
		scenarios[i] = reporttest.Played{Path: fmt.Sprint(i / 50), Name: fmt.Sprint(i), Verdict: []string{"", "broken", "skipped"}[i%3], Reason: fmt.Sprint(i % 7), Asked: reporttest.Asked(201)}
	}
	list := reporttest.Log(scenarios...)
	for b.Loop() {
		terminal := view.Terminal{Writer: &view.Writer{Out: &strings.Builder{}}, Verbose: true}
		var collector report.Collector
		for _, envelope := range list {
			if !collector.Add(envelope) {
				continue
			}
			terminal.Update(&collector)
		}
		terminal.Show(collector.Run())
	}
}
