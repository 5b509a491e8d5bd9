package revision

import (
	"fmt"
	"strings"
	"testing"

	"github.com/oasdiff/oasdiff/checker"

	"kycspec/internal/spec"
)

// oasdiff's rules still have the names of places by which they are matched.
func TestEveryPlaceIsOneOfOasdiff(t *testing.T) {
	known := map[string]bool{}
	for _, rule := range checker.GetAllRules() {
		for _, location := range rule.Locations {
			place, _, _ := strings.Cut(strings.TrimPrefix(location, "paths.*.*."), ":")
			known[place] = true
			for _, begin := range bodySchemas {
				if below, found := strings.CutPrefix(place, begin); found {
					keyword, _, _ := strings.Cut(below, ".")
					known[keyword] = true
				}
			}
		}
	}
	for place := range operationMatters {
		if !known[place] {
			t.Errorf("no rule is about the place %s", place)
		}
	}
	for keyword := range schemaMatters {
		if !known[keyword] {
			t.Errorf("no rule is about the keyword %s", keyword)
		}
	}
	for _, row := range spec.Keywords() {
		if !known[row.Name] && !unseenByOasdiff[row.Name] {
			t.Errorf("no rule is about the keyword %s", row.Name)
		}
	}
}

// unseenByOasdiff are keywords that it does not compare.
var unseenByOasdiff = map[string]bool{spec.KeywordAdditional: true, spec.KeywordNot: true}

func TestWhatRulesAreAbout(t *testing.T) {
	tests := map[string]string{
		"request-property-max-decreased":                  "[{maximum } {exclusiveMaximum }]",
		"request-property-enum-value-added":               "[{enum value added}]",
		"response-property-enum-value-removed":            "[{enum value removed}]",
		"request-property-became-enum":                    "[{enum }]",
		"response-optional-property-added":                "[{property }]",
		"request-parameter-max-decreased":                 "[]",
		"response-header-added":                           "[]",
		"request-property-default-value-added":            "[]",
		"request-property-removed-before-sunset":          "[]",
		"request-read-only-property-max-length-decreased": "[]",
		"response-success-status-added":                   "[{status }]",
		"response-media-type-added":                       "[{media type } {body }]",
		"api-security-added":                              "[{security }]",
	}
	found := 0
	for _, rule := range checker.GetAllRules() {
		want, listed := tests[rule.Id]
		if !listed {
			continue
		}
		found++
		if got := fmt.Sprint(mattersOf(rule)); got != want {
			t.Errorf("%s is about %s, want %s", rule.Id, got, want)
		}
	}
	if found != len(tests) {
		t.Errorf("oasdiff has %d of %d rules", found, len(tests))
	}
}

func TestPlainPaths(t *testing.T) {
	tests := map[string]struct {
		plain  string
		chosen bool
	}{
		"":                      {"", false},
		"action/level":          {"action/level", false},
		"/data/tags/items/name": {"data/tags/[]/name", false},
		"oneOf[subschema #1: kyc_workflow_started]/data/flow": {"data/flow", true},
		"/data/anyOf[#/components/schemas/tag]/name":          {"data/name", true},
		"allOf[#/components/schemas/tag]/":                    {"", true},
	}
	for path, want := range tests {
		if plain, chosen := plainPath(path); plain != want.plain || chosen != want.chosen {
			t.Errorf("%q is %q, %v", path, plain, chosen)
		}
	}
}
