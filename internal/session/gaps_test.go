package session

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is to be added for a property that the contract gains is about that
// property: a row of another property's values, or of a limit that it has not, is no model.
func TestGapsOfPropertiesThatAreNew(t *testing.T) {
	const (
		level   = "            level:\n              description: KYC Level requested for the user\n"
		grown   = "            purpose: {type: string, enum: [onboarding, refresh]}\n            note: {type: string, nullable: true, minLength: 2}\n            amount: {type: number, minimum: 0, exclusiveMinimum: true}\n            more: {type: object, required: [x], additionalProperties: false, properties: {x: {type: boolean}}}\n"
		beside  = "add a scenario beside "
		limits  = "features/request_rules/limits.feature"
		started = ", Then KYC is started"
		ask     = ": When the application requests KYC with the "
	)
	got := map[string]string{}
	for _, g := range gapsIn(t, func(text string) string { return strings.Replace(text, level, grown+level, 1) }) {
		got[strings.TrimPrefix(g.Clause.ID, "request/action.")] = g.Add
	}
	want := map[string]string{
		"purpose/type":              beside + limits + ":15" + ask + `action.purpose given as "onboarding"` + started,
		"purpose/enum/onboarding":   beside + "features/starting_kyc/blockchains.feature:41" + ask + `action.purpose given as "onboarding"` + started,
		"purpose/enum/refresh":      beside + "features/starting_kyc/blockchains.feature:41" + ask + `action.purpose given as "refresh"` + started,
		"purpose/enum":              `add after features/request_rules/values.feature:87 the row | (why) | action.purpose | "dogecoin" |`,
		"note/type":                 beside + limits + ":15" + ask + `action.note given as "text"` + started,
		"note/minLength":            "add after " + limits + ":15 the row | (why) | action.note | shortest |",
		"amount/type":               beside + limits + ":15" + ask + "action.amount given as 1" + started,
		"amount/exclusiveMinimum":   "add after " + limits + ":15 the row | (why) | action.amount | lowest |",
		"more/type":                 beside + limits + ":15" + ask + `action.more given as {"x":true}` + started,
		"more/required/x":           beside + limits + ":15" + ask + `action.more given as {"x":true}` + started,
		"more/additionalProperties": beside + "features/request_rules/shape.feature:33" + ask + `action.more given as {"stray":true,"x":true}` + ", Then the request is refused as documented",
		"more.x/type":               beside + limits + ":15" + ask + "action.more.x given as true" + started,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what to add (-want +got):\n%s", diff)
	}
}
