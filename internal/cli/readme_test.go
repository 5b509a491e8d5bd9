package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kycspec/internal/runner"
)

var featureLine = regexp.MustCompile(`features/[a-z_/]+\.feature:[0-9]+`)

// TestTheReadmeCountsWhatThereIs holds the numbers of the README to the project.
func TestTheReadmeCountsWhatThereIs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(project, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	suite, err := loadSuiteFrom(os.DirFS(project), runner.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := loadContract()
	if err != nil {
		t.Fatal(err)
	}
	flow, _ := c.Clause("response/201/data.flow/enum")
	for _, want := range []string{
		fmt.Sprintf("\n%d passed in ", len(suite.Scenarios())),
		fmt.Sprintf("lists the %d sentences ", len(vocabulary())),
		fmt.Sprintf("%s   /data/flow: want \"KYC_OCC\", got \"KYC_OCC_V2\"   (schemas/openapi.yaml:%d)", flow.ID, flow.Line),
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("README.md does not say %q", want)
		}
	}
	broken := regexp.MustCompile(`(?m)^Broken: (.*)\n  (features/\S+)`).FindStringSubmatch(string(text))
	for _, place := range append(featureLine.FindAllString(string(text), -1), featureLine.FindAllString(newRoot().Example, -1)...) {
		one, err := loadSuiteFrom(os.DirFS(project), runner.Selection{Paths: []string{place}})
		switch {
		case err != nil || len(one.Scenarios()) != 1:
			t.Errorf("%s is not one scenario: %v", place, err)
		case place == broken[2] && one.Scenarios()[0].Name != broken[1]:
			t.Errorf("%s is %q, not %q", place, one.Scenarios()[0].Name, broken[1])
		}
	}
}
