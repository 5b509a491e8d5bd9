package cli

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/spec"
	"kycspec/schemas"
)

// newerContract writes the contract with texts replaced, each of which it must
// have, and gives the file's name.
func newerContract(t *testing.T, pairs ...string) string {
	t.Helper()
	document, err := fs.ReadFile(schemas.FS, spec.DocumentFile)
	if err != nil {
		t.Fatal(err)
	}
	text := string(document)
	for i := 0; i+1 < len(pairs); i += 2 {
		if !strings.Contains(text, pairs[i]) {
			t.Fatalf("the contract has no %q", pairs[i])
		}
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	file := filepath.Join(t.TempDir(), "new.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// projectFolder is the project's folder, from wherever a test has gone.
var projectFolder, _ = filepath.Abs(project)

// specOptions say how a comparison of contracts is shown.
type specOptions struct {
	asJSON, detailed bool
	suggest          func(spec.Clause) string
}

// toldSpec gives what is printed, with the file called new.yaml, what goes to
// stderr, and the exit code.
func toldSpec(t *testing.T, file string, o specOptions) (out, problems string, code int) {
	t.Helper()
	t.Chdir(projectFolder)
	p, stdout, stderr := captured()
	code = p.conclude((&detailedFlag{o.detailed}).exit(p.driftSpec(t.Context(), file, o.asJSON, o.suggest)))
	short := func(text string) string { return strings.ReplaceAll(text, filepath.ToSlash(file), "new.yaml") }
	return short(stdout.String()), short(stderr.String()), code
}

const goneChain, newChain = "                    - soneium\n", "                    - tron\n"

func TestDriftSpecIsTold(t *testing.T) {
	suggest := func(c spec.Clause) string { return "Add a row for " + c.ID[strings.LastIndex(c.ID, "/")+1:] + "." }
	tests := map[string]struct {
		pairs   []string
		suggest func(spec.Clause) string
		want    string
	}{
		"the same": {nil, nil, `
schemas/openapi.yaml (v1.0.0) → new.yaml (v1.0.0)
No change: the documents are the same.
`},
		"other words": {[]string{"version: v1.0.0", "version: v1.0.1", "KYC Level requested for the user", "The level"}, nil, `
schemas/openapi.yaml (v1.0.0) → new.yaml (v1.0.1)
No change: the operation promises the same in both, only wording or what it does not use differs.
`},
		"a blockchain for another": {[]string{goneChain, newChain, "version: v1.0.0", "version: v2.0.0"}, suggest, `
schemas/openapi.yaml (v1.0.0) → new.yaml (v2.0.0)

Breaking (1)
  In a request, the blockchain of the wallet of the customer may no longer be soneium.
    schemas/openapi.yaml:193   request/customer.wallet.blockchain/enum/soneium and 1 more

Not breaking (1)
  In a request, the blockchain of the wallet of the customer may now be tron.
    new.yaml:193   request/customer.wallet.blockchain/enum/tron and 1 more

Clauses: +1 −1 ~1
TOUCHED
To cover (1)
  request/customer.wallet.blockchain/enum/tron
    Add a row for tron.
`},
		"a name loses its place": {[]string{"            level:\n", "            tier:\n", "            - level\n", "            - tier\n"}, nil, `
schemas/openapi.yaml (v1.0.0) → new.yaml (v1.0.0)

Breaking (2)
  In a request, the action must now have the property tier.
    new.yaml:127   request/action/required/tier and 3 more
  In a request, the action no longer has the property level.
    schemas/openapi.yaml:127   request/action/required/level and 3 more

Clauses: +4 −4 ~0
TOUCHED

Names that lose their place (1)
  schemas/names.yaml:5: level: the contract has no action.level; the nearest are action.tier, action.type, action
`},
		"only oasdiff knows": {[]string{"required: false", "required: true"}, suggest, `
schemas/openapi.yaml (v1.0.0) → new.yaml (v1.0.0)

Breaking (1)
  Request body became required.
    schemas/openapi.yaml:28 → new.yaml:28

Clauses: +0 −0 ~0
Scenarios touched (0)
`},
		"a stranger's text": {[]string{goneChain, goneChain + "                    - \"a\\e[31m\\nb\"\n"}, nil, `
schemas/openapi.yaml (v1.0.0) → new.yaml (v1.0.0)

Not breaking (1)
  In a request, the blockchain of the wallet of the customer may now be a\x1b[31m b.
    new.yaml:194   request/customer.wallet.blockchain/enum/a\x1b[31m b and 1 more

Clauses: +1 −0 ~1
TOUCHED
`},
	}
	for name, test := range some(tests) {
		t.Run(name, func(t *testing.T) {
			out, problems, code := toldSpec(t, newerContract(t, test.pairs...), specOptions{suggest: test.suggest})
			if diff := cmp.Diff(strings.TrimPrefix(test.want, "\n"), withoutScenarios(out)); diff != "" || problems != "" || code != 0 {
				t.Errorf("exit code %d, stderr %q, stdout (-want +got):\n%s", code, problems, diff)
			}
		})
	}
}

// withoutScenarios puts one word for the scenarios that are touched, which the features decide.
func withoutScenarios(out string) string {
	before, rest, found := strings.Cut(out, "Scenarios touched (")
	if !found || strings.HasPrefix(rest, "0)") {
		return out
	}
	_, rest, _ = strings.Cut(rest, "\n")
	for strings.HasPrefix(rest, "  ") {
		_, rest, _ = strings.Cut(rest, "\n")
	}
	return before + "TOUCHED\n" + rest
}

func TestDriftSpecNamesTheScenariosThatItTouches(t *testing.T) {
	out, _, _ := toldSpec(t, newerContract(t, goneChain, ""), specOptions{asJSON: true})
	var form struct {
		Version   int
		Changes   []struct{ Breaking bool }
		Scenarios []struct{ Address string }
	}
	if err := json.Unmarshal([]byte(out), &form); err != nil {
		t.Fatal(err)
	}
	if len(form.Scenarios) == 0 {
		t.Fatal("no scenario is touched")
	}
	named := 0
	for _, s := range form.Scenarios {
		if strings.Contains(s.Address, "soneium") && !strings.Contains(s.Address, "soneium_minato") {
			named++
		}
	}
	if named == 0 || form.Version != 1 || len(form.Changes) != 1 || !form.Changes[0].Breaking {
		t.Errorf("%d scenarios with the blockchain, %+v", named, form)
	}
	text, _, _ := toldSpec(t, newerContract(t, "pattern: ^[-a-zA-Z0-9_/+]+=*$", "pattern: ^[a-z]+$"), specOptions{})
	if lines := strings.Count(text, "\n"); lines > 60 || !strings.Contains(text, "    and ") {
		t.Errorf("the scenarios are not bounded, %d lines:\n%s", lines, text)
	}
}

func TestDriftSpecExitCodes(t *testing.T) {
	tests := map[string]struct {
		pairs          []string
		plain, details int
	}{
		"no change":           {nil, 0, 0},
		"only words":          {[]string{"description: Forbidden", "description: No"}, 0, 0},
		"a change":            {[]string{"maximum: 4", "maximum: 5"}, 0, 2},
		"a breaking change":   {[]string{"maximum: 4", "maximum: 3"}, 0, 2},
		"no contract":         {[]string{"/compliance/v2/kyc", "/other"}, 2, 1},
		"no version we speak": {[]string{"openapi: 3.0.0", "openapi: 3.1.0"}, 2, 1},
	}
	for name, test := range some(tests) {
		t.Run(name, func(t *testing.T) {
			file := newerContract(t, test.pairs...)
			if _, problems, code := toldSpec(t, file, specOptions{}); code != test.plain || (problems != "") != (code != 0) {
				t.Errorf("exit code %d, want %d; stderr %q", code, test.plain, problems)
			}
			if _, problems, code := toldSpec(t, file, specOptions{asJSON: true, detailed: true}); code != test.details || (problems != "") != (code == 1) {
				t.Errorf("in detail: exit code %d, want %d; stderr %q", code, test.details, problems)
			}
		})
	}
}

func TestDriftSpecNamesEverythingThatIsWrong(t *testing.T) {
	_, got, code := toldSpec(t, newerContract(t, "maximum: 4", "maximum: four", "minLength: 100", "minLength: -1"), specOptions{})
	want := "Error: new.yaml:127: components.schemas.start_kyc_workflow_request.properties.action.properties.level.maximum: want a number\n" +
		"Error: new.yaml:212: components.schemas.start_kyc_workflow_request.properties.customer.properties.wallet.properties.siwe.properties.message.minLength: want a whole number, 0 or more\n"
	if got != want || code != exitMisused {
		t.Errorf("exit code %d, stderr:\n%s", code, got)
	}
	_, got, code = toldSpec(t, filepath.Join(t.TempDir(), "gone.yaml"), specOptions{detailed: true})
	if !strings.Contains(got, "no such file or directory\n  Name the file of the newer contract: --spec openapi.yaml.") || code != exitBroken {
		t.Errorf("exit code %d, stderr:\n%s", code, got)
	}
}

// A comparison that nobody can read is an error.
func TestDriftSpecThatCannotBePrinted(t *testing.T) {
	t.Chdir(projectFolder)
	for _, asJSON := range []bool{false, true} {
		p, _, stderr := captured()
		p.stdout.Out = closedOutput{}
		if code := p.conclude(p.driftSpec(t.Context(), newerContract(t), asJSON, nil)); code != exitInconclusive || stderr.String() != "Error: "+os.ErrClosed.Error()+"\n" {
			t.Errorf("exit code %d, %s", code, stderr)
		}
	}
}

type closedOutput struct{}

func (closedOutput) Write([]byte) (int, error) { return 0, os.ErrClosed }
