package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/gherkin"
	"kycspec/internal/session"
	"kycspec/steps"
)

var featureLine = regexp.MustCompile(`features/[a-z_/]+\.feature:[0-9]+`)

// peerRow is how a row of what Prism's mock does begins.
var peerRow = regexp.MustCompile(`(?m)^\| (?:holds|breaks) \| [0-9]+ \|`)

// TestTheReadmeTellsOfTheMockWhatWasFound holds the README's table to the one that make test-peers writes.
func TestTheReadmeTellsOfTheMockWhatWasFound(t *testing.T) {
	var rows [2][]string
	for i, name := range []string{"README.md", "internal/peer/testdata/prism/mock.md"} {
		text, err := os.ReadFile(filepath.Join(project, name))
		if err != nil {
			t.Fatal(err)
		}
		rows[i] = peerRow.FindAllString(string(text), -1)
	}
	if diff := cmp.Diff(rows[1], rows[0]); diff != "" || len(rows[1]) == 0 {
		t.Errorf("README.md (-found +told):\n%s", diff)
	}
}

// TestTheReadmeCountsWhatThereIs holds the numbers of the README to the project.
func TestTheReadmeCountsWhatThereIs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(project, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	suite, err := session.LoadSuiteFrom(os.DirFS(project), gherkin.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := session.LoadContract()
	if err != nil {
		t.Fatal(err)
	}
	covered := c.NewCoverage().Report()
	covered.Covered = covered.Clauses
	flow, _ := c.Clause("response/201/data.flow/enum")
	for _, want := range []string{
		fmt.Sprintf("\n%d passed in ", len(suite.Scenarios())),
		"\n" + covered.String() + "\n",
		fmt.Sprintf("lists the %d sentences ", len(steps.Vocabulary())),
		fmt.Sprintf("%s   /data/flow: want \"KYC_OCC\", got \"KYC_OCC_V2\"   (schemas/openapi.yaml:%d)", flow.ID, flow.Line),
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("README.md does not say %q", want)
		}
	}
	broken := regexp.MustCompile(`(?m)^Broken: (.*)\n  (features/\S+)`).FindStringSubmatch(string(text))
	for _, place := range append(featureLine.FindAllString(string(text), -1), featureLine.FindAllString(newRoot(newProcess()).Example, -1)...) {
		one, err := session.LoadSuiteFrom(os.DirFS(project), gherkin.Selection{Paths: []string{place}})
		switch {
		case err != nil || len(one.Scenarios()) != 1:
			t.Errorf("%s is not one scenario: %v", place, err)
		case place == broken[2] && one.Scenarios()[0].Name != broken[1]:
			t.Errorf("%s is %q, not %q", place, one.Scenarios()[0].Name, broken[1])
		}
	}
}

// What make sandbox prints on stdout is read as a .env: make must not say there what it does.
func TestMakeSandboxPrintsSettingsAlone(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(project, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^sandbox: .*\n\t@go run \. sandbox\n\n`).Match(text) {
		t.Error("the commands of make sandbox do not begin with @")
	}
}
