package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// acting are texts on which a terminal would act, and a part of how they are shown.
var acting = map[string]struct{ text, shown string }{
	"C0":         {"x\x1b[2Jy", `x\x1b[2Jy`},
	"C1":         {"x\u009b2Jy", `x\u009b2Jy`},
	"bidi":       {"x\u202ey", `x\u202ey`},
	"zero width": {"x\u200by", `x\u200by`},
	"no UTF-8":   {"x\xffy", "x\ufffdy"},
}

// acts matches what a terminal acts on, and what is no UTF-8.
var acts = regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f\x{80}-\x{9f}\p{Cf}]`)

// actingProject is a working folder whose feature, plan, contract and log have the text in them.
func actingProject(t *testing.T, text string) {
	t.Helper()
	t.Chdir(t.TempDir())
	inFeature := strings.ToValidUTF8(text, "\ufffd") // Gherkin is UTF-8
	for name, content := range map[string]string{
		"features/a.feature": "Feature: " + inFeature + "\n  Rule: R\n    Scenario: Named " + inFeature + "\n      Given a customer\n      When the application requests KYC\n      Then KYC is started\n",
		"mistaken.feature":   "Feature: F\n  Scenario: S\n    Given " + inFeature + "\n",
		"contract.yaml":      "openapi: " + inFeature + "\n",
		"plan.json":          `{"version": 1, "target": "` + text + `"}`,
		".kycspec/runs/2030-01-01T00-00-00Z.ndjson": text + "\n",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// What anybody wrote into a feature, a plan, a contract, a log, a path or a flag
// is shown, and nothing that a terminal would act on is printed: to stdout, to
// stderr, or as JSON.
func TestNoCommandPrintsWhatATerminalActsOn(t *testing.T) {
	const onStdout, onStderr, inJSON, nowhere = 1, 2, 3, 0
	for name, test := range map[string]struct {
		args  func(text string) []string
		shown int // nowhere: perhaps it is not
	}{
		"a title":              {func(string) []string { return []string{"run", "-v"} }, onStdout},
		"an address as JSON":   {func(string) []string { return []string{"plan", "--json"} }, inJSON},
		"what is known":        {func(string) []string { return []string{"show", "Named"} }, onStdout},
		"a drift":              {func(string) []string { return []string{"drift", "-v"} }, onStdout},
		"a drift as JSON":      {func(string) []string { return []string{"drift", "--json"} }, nowhere},
		"a sentence":           {func(string) []string { return []string{"validate", "mistaken.feature"} }, onStderr},
		"a tag":                {func(text string) []string { return []string{"run", "--tags", "@" + text} }, onStderr},
		"a tag expression":     {func(text string) []string { return []string{"plan", "--tags", "(" + text} }, onStderr},
		"a name":               {func(text string) []string { return []string{"run", "--name", "(" + text} }, onStderr},
		"a path":               {func(text string) []string { return []string{"run", text} }, onStderr},
		"a plan":               {func(string) []string { return []string{"run", "plan.json"} }, nowhere},
		"a scenario":           {func(text string) []string { return []string{"show", "no " + text} }, onStderr},
		"a log":                {func(string) []string { return []string{"show", "2030"} }, nowhere},
		"a contract":           {func(string) []string { return []string{"drift", "--spec", "contract.yaml"} }, nowhere},
		"a contract's path":    {func(text string) []string { return []string{"drift", "--spec", text} }, onStderr},
		"settings":             {func(text string) []string { return []string{"run", "--env-file", text} }, onStderr},
		"a flag's value":       {func(text string) []string { return []string{"explore", "--requests", text} }, onStderr},
		"a flag":               {func(text string) []string { return []string{"run", "--" + text} }, onStderr},
		"a command":            {func(text string) []string { return []string{text} }, onStderr},
		"another server":       {func(text string) []string { return []string{"sandbox", "--like", text} }, onStderr},
		"an address to listen": {func(text string) []string { return []string{"sandbox", "--addr", text} }, onStderr},
	} {
		t.Run(name, func(t *testing.T) {
			for kind, what := range some(acting) {
				actingProject(t, what.text)
				if name == "what is known" || strings.HasPrefix(name, "a drift") {
					execute("run")
				}
				stdout, stderr := execute(test.args(what.text)...)
				for stream, text := range map[string]string{"stdout": stdout, "stderr": stderr} {
					if at := acts.FindStringIndex(text); at != nil {
						t.Errorf("%s: %s has %q in %q", kind, stream, text[at[0]:at[1]], text)
					}
				}
				if shown := [...]bool{
					nowhere:  true,
					onStdout: strings.Contains(stdout, what.shown),
					onStderr: strings.Contains(stderr, what.shown) || strings.Contains(stderr, strings.Trim(strconv.Quote(what.text), `"`)),
					inJSON:   strings.Contains(stdout, "Named x"), // as JSON has it, see the writer's tests
				}[test.shown]; !shown {
					t.Errorf("%s is not shown:\n%s\n%s", kind, stdout, stderr)
				}
			}
		})
	}
}

// execute runs a command within this process.
func execute(args ...string) (stdout, stderr string) {
	p, out, errs := captured()
	root := newRoot(p)
	root.SetArgs(args)
	p.conclude(root.Execute())
	return out.String(), errs.String()
}
