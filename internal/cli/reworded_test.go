package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// speaking are the packages whose sentences are for people.
var speaking = []string{"outcome", "contract", "report", "runner", "gherkin", "client", "config", "state", "plan", "revision", "explore",
	"mutate", "session", "view", "spec", "cli"}

// notSentences are files in which texts of several words are something else:
// what another program says or reads, or the names that features use.
var notSentences = []string{"internal/client/wire.go", "internal/client/auth.go", "internal/client/send.go", "internal/spec/names.go", "internal/gherkin/feature.go"}

// TestNoWordDecides builds a kycspec in which every sentence has other words,
// and sees that it comes to the same verdicts, groups and exit codes: nothing
// is decided by reading what the program says.
func TestNoWordDecides(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program anew")
	}
	reworded := buildReworded(t)
	work := newWorkplace(t, "starting_kyc", "banned_customers", "access", "request_rules", "wallet_signatures")
	target := startSandbox(t, work, "--like", "phoenix")
	for name, run := range map[string]struct {
		args []string
		env  []string
	}{
		"a target that breaks its contract": {[]string{"run", "--env-file", target}, nil},
		"a target that is not there":        {[]string{"run", "features/banned_customers"}, []string{"KYC_BASE_URL=http://127.0.0.1:1", "KYC_CLIENT_ID=app-1234", "KYC_CLIENT_SECRET=secret-1234", "KYC_RETRIES=0"}},
		"a target with little configured":   {[]string{"run", "features/wallet_signatures", "features/banned_customers", "--env-file", fewSettings(t, target)}, nil},
		"the embedded sandbox":              {[]string{"run", "--retries", "1", "features/starting_kyc"}, nil},
		"what nobody knows":                 {[]string{"run", "--tags", "@nothing"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var came, said [2]string
			for i, program := range []string{"", reworded} {
				cmd := work.command(run.args...)
				if program != "" {
					cmd.Path = program
				}
				state := t.TempDir()
				cmd.Env = append(cmd.Env, append(run.env, "KYC_STATE_DIR="+state, "KYC_RATE=0")...)
				text, _ := cmd.CombinedOutput()
				came[i] = fmt.Sprintf("exit code %d\n%s", cmd.ProcessState.ExitCode(), groups(t, state))
				said[i] = string(text)
			}
			if diff := cmp.Diff(came[0], came[1]); diff != "" || said[0] == said[1] {
				t.Errorf("with other words (-before +after):\n%s\n%s", diff, said[1][max(0, len(said[1])-2000):])
			}
		})
	}
}

// groups says which scenarios of the run that is stored below a folder are one entry.
func groups(t *testing.T, state string) string {
	t.Helper()
	var b strings.Builder
	logs, _ := filepath.Glob(filepath.Join(state, "runs", "*.ndjson"))
	for _, name := range logs {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		run, err := report.Read(file)
		_ = file.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, verdict := range outcome.Verdicts() {
			var entries []string
			groups := run.Grouped(verdict)
			if verdict == outcome.Broken {
				groups = nil
				for _, e := range run.Causes() {
					groups = append(groups, e.Outcomes)
				}
			}
			for _, group := range groups {
				var addresses []string
				for _, o := range group {
					addresses = append(addresses, o.Address())
				}
				entries = append(entries, strings.Join(addresses, "\n    "))
			}
			slices.Sort(entries)
			if verdict != outcome.Passed {
				fmt.Fprintf(&b, "%s: %d entries\n  %s\n", verdict, len(entries), strings.Join(entries, "\n  "))
			}
		}
	}
	return b.String()
}

// startSandbox serves a sandbox until the test ends, and gives the file of its settings.
func startSandbox(t *testing.T, work workplace, args ...string) string {
	t.Helper()
	cmd := work.command(append([]string{"sandbox", "--addr", "127.0.0.1:0"}, args...)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	var settings []byte
	for buffer := make([]byte, 4096); !bytes.Contains(settings, []byte("KYC_FORBIDDEN_BLOCKCHAIN")); {
		n, err := out.Read(buffer)
		if settings = append(settings, buffer[:n]...); err != nil {
			t.Fatalf("%v after %s", err, settings)
		}
	}
	file := filepath.Join(t.TempDir(), "settings")
	if err := os.WriteFile(file, settings, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// fewSettings are the settings that a run cannot do without.
func fewSettings(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "KYC_BASE_URL") || strings.HasPrefix(line, "KYC_CLIENT") {
			kept = append(kept, line)
		}
	}
	few := file + "-few"
	if err := os.WriteFile(few, []byte(strings.Join(kept, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	return few
}

// buildReworded builds the program with other words, without changing a file of it.
func buildReworded(t *testing.T) string {
	t.Helper()
	dir, root := t.TempDir(), project
	root, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	replace := map[string]string{}
	for _, name := range speaking {
		files, _ := filepath.Glob(filepath.Join(root, "internal", name, "*.go"))
		for i, file := range files {
			relative, _ := filepath.Rel(root, file)
			if strings.HasSuffix(file, "_test.go") || slices.Contains(notSentences, filepath.ToSlash(relative)) {
				continue
			}
			changed := filepath.Join(dir, fmt.Sprintf("%s-%d.go", name, i))
			if err := os.WriteFile(changed, reword(t, file), 0o600); err != nil {
				t.Fatal(err)
			}
			replace[file] = changed
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	file, program := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "kycspec")
	if err := os.WriteFile(file, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-overlay", file, "-o", program, ".")
	build.Dir = root
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return program
}

// reword gives a Go file with other words in its sentences: texts of several
// words that are no regular expression, tag, key or usage.
func reword(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	syntax, err := parser.ParseFile(files, file, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[ast.Node]bool{}
	var sentences []*ast.BasicLit
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			kept[n.Tag] = true
		case *ast.KeyValueExpr:
			if key, isName := n.Key.(*ast.Ident); isName && key.Name == "Use" {
				kept[n.Value] = true
			}
			kept[n.Key] = true
		case *ast.CallExpr:
			if called, ok := n.Fun.(*ast.SelectorExpr); ok && fmt.Sprint(called.X) == "regexp" {
				return false
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING && !kept[n] {
				sentences = append(sentences, n)
			}
		}
		return true
	})
	slices.SortFunc(sentences, func(a, b *ast.BasicLit) int { return int(b.Pos() - a.Pos()) })
	for _, sentence := range sentences {
		said, err := strconv.Unquote(sentence.Value)
		if err != nil || !strings.Contains(said, " ") {
			continue
		}
		from := files.Position(sentence.Pos()).Offset
		changed := strconv.Quote(spoken.ReplaceAllStringFunc(said, backwards))
		text = slices.Concat(text[:from], []byte(changed), text[from+len(sentence.Value):])
	}
	return text
}

// spoken is what is said backwards, and not what stands in braces.
var spoken = regexp.MustCompile(`\{[a-z]+\}|[a-z]{4,}`)

func backwards(word string) string {
	if word[0] == '{' {
		return word
	}
	letters := []byte(word)
	slices.Reverse(letters)
	return string(letters)
}
