package session

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/mutate"
	"kycspec/internal/outcome"
	"kycspec/internal/plan"
	"kycspec/internal/spec"
)

// another is a contract in which names, values and bounds differ, and to which
// a response field was added that did not exist.
var another = strings.NewReplacer(
	// names of properties
	"external_id", "customer_ref",
	"widget_data", "widget_payload",
	"error_code", "problem_code",
	"reason", "headline",
	// values
	"OCC_RULES_ENGINE", "RULES_OF_2027",
	"OCC-RULES-ENGINE", "RULES-OF-2027",
	`"OCC_RULES"`, `"RULES_OF"`,
	"KYC_OCC", "KYC_FLOW",
	"soneium_minato", "soneium_next",
	"curtis", "curtis_two",
	"ERR01", "BANNED",
	// bounds
	"maximum: 4", "maximum: 5",
	"maxLength: 1000\n", "maxLength: 700\n",
	"maxLength: 400", "maxLength: 380",
	// names of schemas
	"JsonErrorResponse", "Problem",
	"kyc_workflow_started", "kyc_begun",
	// a whole field
	"            widget_data:\n              description: Base64 encoded widget initialization data.\n              maxLength: 100000\n              nullable: true\n              pattern: ^[-a-zA-Z0-9_/+]+=*$\n              type: string\n              x-struct: null\n              x-validate: null\n          required:\n            - widget_data\n            - flow\n            - error_code\n",
	"            days_left:\n              description: How long the customer may take.\n              maximum: 90\n              minimum: 1\n              type: integer\n            widget_payload:\n              description: Base64 encoded widget initialization data.\n              maxLength: 90000\n              nullable: true\n              pattern: ^[-a-zA-Z0-9_/+]+=*$\n              type: string\n          required:\n            - days_left\n            - widget_payload\n            - flow\n            - problem_code\n",
)

// edited is the project with a text edit in its contract, names and features.
func edited(t *testing.T, edit func(string) string) (*contract.Contract, fstest.MapFS) {
	t.Helper()
	read := func(name string) string {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		return edit(string(text))
	}
	bundle, err := spec.Extract("schemas/openapi.yaml", []byte(read("schemas/openapi.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	if bundle.Names, err = spec.ReadNames("schemas/names.yaml", []byte(read("schemas/names.yaml"))); err != nil {
		t.Fatal(err)
	}
	if problems := bundle.Names.Check(bundle.Manifest); len(problems) > 0 {
		t.Fatal(problems)
	}
	c, err := contract.New(bundle)
	if err != nil {
		t.Fatal(err)
	}
	features := fstest.MapFS{}
	suite, err := gherkin.Load(os.DirFS("../.."), gherkin.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range suite.Scenarios() {
		if features[s.Path] == nil {
			features[s.Path] = &fstest.MapFile{Data: []byte(read(s.Path))}
		}
	}
	return c, features
}

func settingsOf(t *testing.T) config.Config {
	t.Helper()
	settings, err := config.Load(config.Source{})
	if err != nil {
		t.Fatal(err)
	}
	return settings
}

func TestAnotherContract(t *testing.T) {
	t.Parallel()
	c, features := edited(t, another.Replace)
	load := func() (*gherkin.Suite, error) { return gherkin.Load(features, gherkin.Selection{Tags: "not @pairs"}) }
	suite, err := load()
	if err != nil {
		t.Fatal(err)
	}
	done, err := Rehearse(t.Context(), c, suite, RehearsalOptions{Settings: settingsOf(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range done.Run.Scenarios {
		// The copy's own blockchains have no chain id, so that no message can name another one.
		chainless := o.Verdict == outcome.Skipped && o.Why() == "the chain id of the wallet's blockchain is not known"
		if o.Verdict != outcome.Passed && !chainless {
			t.Errorf("%s:%d: %s: %s %v", o.Path, o.Line, o.Verdict, o.Why(), o.Violations)
		}
	}
	for _, g := range done.Gaps(c, suite, features) {
		t.Errorf("nothing aims at %s: %s", g.Clause.ID, g.Add)
	}
}

// TestMutantsOfAnotherContract tries them all; in short those of
// the field that was added.
func TestMutantsOfAnotherContract(t *testing.T) {
	t.Parallel()
	c, features := edited(t, another.Replace)
	selection := gherkin.Selection{Tags: "not @pairs"}
	held, err := loadHeldFrom(t.Context(), features, c, selection, RehearsalOptions{Settings: settingsOf(t)})
	if err != nil {
		t.Fatal(err)
	}
	load := func() (*gherkin.Suite, error) { return gherkin.Load(features, selection) }
	mutants, _ := mutate.List(c)
	if testing.Short() {
		mutants, _ = mutate.Only(mutants, nil, regexp.MustCompile("days_left|^benign/key-order"))
	}
	result, err := Mutate(t.Context(), c, settingsOf(t), held, load, mutate.Options{Mutants: mutants})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range result.Survivors {
		t.Errorf("%s survived: %s; %s", s.ID, s.Says, s.Why)
	}
	added := 0
	for _, m := range mutants {
		if strings.Contains(m.ID, "days_left") {
			added++
		}
	}
	if added < 7 {
		t.Errorf("the field that was added brought %d mutants of its own", added)
	}
}

// gapsIn rehearses the project with a text edit, and gives what nothing aims at.
func gapsIn(t *testing.T, edit func(string) string) []plan.Gap {
	t.Helper()
	c, features := edited(t, edit)
	suite, err := gherkin.Load(features, gherkin.Selection{Tags: "not @pairs"})
	if err != nil {
		t.Fatal(err)
	}
	done, err := Rehearse(t.Context(), c, suite, RehearsalOptions{Settings: settingsOf(t)})
	if err != nil {
		t.Fatal(err)
	}
	return done.Gaps(c, suite, features)
}

func TestGapsOfAGrownContract(t *testing.T) {
	tests := map[string]struct{ old, grown, clause, add string }{
		"an enum value": {
			"                    - aleo_testnet\n", "                    - aleo_testnet\n                    - dogechain\n",
			"request/customer.wallet.blockchain/enum/dogechain",
			"add after features/starting_kyc/blockchains.feature:41 the row | (why) | dogechain |",
		},
		"a property that is required": {
			"              type: object\n              x-struct: null\n              x-validate: null\n          required:\n            - external_id\n",
			"              type: object\n            country:\n              type: string\n          required:\n            - country\n            - external_id\n",
			"request/customer/required/country",
			"add after features/request_rules/shape.feature:18 the row | (why) | customer.country |",
		},
		"a bound": {
			"              maxLength: 1000\n              type: string\n              x-pnc-external: true\n              x-struct: null\n              x-validate: null\n            wallet:\n",
			"              maxLength: 1000\n              minLength: 3\n              type: string\n              x-pnc-external: true\n              x-struct: null\n              x-validate: null\n            wallet:\n",
			"request/customer.external_id/minLength",
			"add after features/request_rules/limits.feature:17 the row | (why) | external id | shortest |",
		},
		"a status": {
			"        '415':\n", "        '409':\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/JsonErrorResponse'\n          description: Conflict\n        '415':\n",
			"status/409",
			"add a scenario that is answered 409; kycspec steps lists the sentences",
		},
	}
	for name, test := range some(tests) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, g := range gapsIn(t, func(text string) string { return strings.Replace(text, test.old, test.grown, 1) }) {
				if g.Clause.ID == test.clause {
					if g.Add != test.add {
						t.Errorf("%s: %s\nwant %s", g.Clause.ID, g.Add, test.add)
					}
					return
				}
			}
			t.Errorf("%s is no gap", test.clause)
		})
	}
}
