package outcome

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAVerdictIsAddedInOneFile adds a made-up verdict to a build of the project,
// by changing verdict.go alone, and runs a test that knows it.
func TestAVerdictIsAddedInOneFile(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds most of the program anew")
	}
	text, err := os.ReadFile("verdict.go")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer(
		"\tInconclusive                // the API", "\tQuarantined // kept apart from the others\n\tInconclusive                // the API",
		"\tInconclusive: {name:", "\tQuarantined: {name: \"quarantined\", place: 7, broke: true, run: Passed, tone: Aside},\n\tInconclusive: {name:",
	).Replace(string(text))
	if strings.Count(changed, "Quarantined") != 2 {
		t.Fatal("verdict.go has no place for another verdict where this test looks for it")
	}
	dir := t.TempDir()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	verdicts, overlay := filepath.Join(dir, "verdict.go"), filepath.Join(dir, "overlay.json")
	test, err := filepath.Abs("testdata/quarantined.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	files, err := json.Marshal(map[string]any{"Replace": map[string]string{
		filepath.Join(root, "internal/outcome/verdict.go"):       verdicts,
		filepath.Join(root, "internal/view/quarantined_test.go"): test,
	}})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{verdicts: []byte(changed), overlay: files} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("go", "test", "-overlay", overlay, "-run", "^TestAVerdictThatWasAdded$", "-v", "./internal/view")
	run.Dir = root
	if out, err := run.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestAVerdictThatWasAdded") {
		t.Errorf("%v\n%s", err, out)
	}
}
