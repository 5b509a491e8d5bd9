package cli

import (
	"fmt"
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/combination"
	"kycspec/internal/gherkin"
	"kycspec/internal/session"
	"kycspec/internal/view"
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

// readmeLink is a link in Markdown to a file or folder of the project, by a name that it may have in code.
var readmeLink = regexp.MustCompile(`\[(` + "`?([^`\\]]*)`?" + `)\]\(([^):]+)\)`)

// identifier is how a name in code is written.
var identifier = regexp.MustCompile(`^[A-Za-z]\w*$`)

// TestTheReadmeLeadsToWhatThereIs resolves every link of the README: the file is
// there, and a name that it is linked by is declared in it.
func TestTheReadmeLeadsToWhatThereIs(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(project, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, linked := sources(t), map[string]bool{}
	for _, link := range readmeLink.FindAllStringSubmatch(string(text), -1) {
		name, file := link[2], link[3]
		linked[file] = true
		if _, err := os.Stat(filepath.Join(project, file)); err != nil {
			t.Errorf("%s leads nowhere: %v", link[0], err)
		}
		if source, isGo := files[file]; isGo && strings.HasPrefix(link[1], "`") && identifier.MatchString(name) && !source.declares(name) {
			t.Errorf("%s: %s is not declared there", link[0], name)
		}
	}
	for file := range files {
		if dir := path.Dir(file); strings.Count(dir, "/") == 1 && strings.HasPrefix(dir, "internal/") && !linked[dir] {
			t.Errorf("README.md does not say what %s is", dir)
			linked[dir] = true
		}
	}
}

// declares says whether the file declares the name, of whatever kind.
func (s source) declares(name string) bool {
	found := false
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			found = found || n.Name.Name == name
			return false
		case *ast.TypeSpec:
			found = found || n.Name.Name == name
		case *ast.ValueSpec:
			for _, declared := range n.Names {
				found = found || declared.Name == name
			}
		}
		return true
	})
	return found
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
	covered := view.Coverage{CoverageReport: c.NewCoverage().Report(), Pairs: combination.New(c, true).NewCoverage().Report()}
	covered.Covered, covered.Pairs.Covered = covered.Clauses, covered.Pairs.Pairs
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
