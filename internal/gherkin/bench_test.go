package gherkin_test

import (
	"fmt"
	"strings"
	"testing"

	"kycspec/internal/gherkin"
)

func BenchmarkLoad(b *testing.B) {
	var text strings.Builder
	text.WriteString("Feature: Hello\n")
	for i := range 2000 {
		fmt.Fprintf(&text, "  Scenario: Hello %d\n    Given pass\n    When pass with 1\n    Then pass\n", i)
	}
	fsys := one(text.String())
	for b.Loop() {
		if _, err := gherkin.Load(fsys, gherkin.Selection{Tags: "not @slow"}); err != nil {
			b.Fatal(err)
		}
	}
}
