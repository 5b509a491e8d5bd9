package session

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/report"
	"kycspec/internal/sandbox"
)

// inItsOwnForm words every refusal of the status as frameworks do.
func inItsOwnForm(status int) func(*sandbox.Answer) {
	return rewriting(status, func(a *sandbox.Answer) { a.Body = []byte(`{"errors":{"detail":"No"}}`) }).Rewrite
}

// formOf are the clauses that a refusal in a form of its own breaks.
func formOf(status string) []string {
	return []string{"response/" + status + "/$/additionalProperties", "response/" + status + "/$/required/error"}
}

func TestARefusalInAFormOfItsOwnHidesNothing(t *testing.T) {
	const soneium = "request/customer.wallet.blockchain/enum/soneium"
	for name, test := range map[string]struct {
		faults   sandbox.Faults
		path     string
		scenario string
		want     []string
	}{
		"what is to be accepted is refused": {
			sandbox.Faults{RefuseBoundaries: map[string]bool{soneium: true}, Rewrite: inItsOwnForm(422)},
			"features/starting_kyc/blockchains.feature", "A wallet on soneium at the lowest level",
			append([]string{"request/action.level/minimum", soneium}, append(formOf("422"), "status/201")...)},
		"what is to be refused is refused as something else": {
			sandbox.Faults{SkipChecks: map[sandbox.RequestCheck]bool{sandbox.CheckForbid: true}, RefuseBoundaries: map[string]bool{"request/action.level/minimum": true}, Rewrite: inItsOwnForm(422)},
			"features/banned_customers/banned.feature", "A forbidden customer asks for level 1",
			append(formOf("422"), "status/403")},
		"what is to be refused is refused": {
			sandbox.Faults{Rewrite: inItsOwnForm(403)},
			"features/banned_customers/banned.feature", "A forbidden customer asks for level 1",
			formOf("403")[1:]},
		"what comes before the promise is not asked about it": {
			sandbox.Faults{RefuseBoundaries: map[string]bool{"request/action.level/minimum": true}, Rewrite: inItsOwnForm(422)},
			"features/starting_kyc/resuming.feature", "The one where the same customer asks for another level",
			formOf("422")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := stage(t, test.faults, test.path)
			for _, o := range run.Scenarios {
				if o.Name != test.scenario {
					continue
				}
				clauses, _ := breaks(&report.Run{Scenarios: []report.Outcome{o}})
				if diff := cmp.Diff(test.want, clauses); diff != "" {
					t.Errorf("clauses (-want +got):\n%s", diff)
				}
				return
			}
			t.Errorf("no scenario is called %q", test.scenario)
		})
	}
}
