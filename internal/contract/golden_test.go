package contract_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the texts in testdata")

// checkTexts compares texts by name with those in a file of testdata, in
// which each stands below a line "## name". The names must be the same too.
func checkTexts(t *testing.T, file string, got map[string]string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		writeTexts(t, path, got)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, section := range strings.Split(string(text), "## ")[1:] {
		name, body, _ := strings.Cut(section, "\n")
		want[name] = strings.TrimSpace(body)
	}
	for name := range want {
		if _, has := got[name]; !has {
			t.Errorf("%s: nothing is told of %q", path, name)
		}
	}
	for name, text := range got {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(want[name], text); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func writeTexts(t *testing.T, path string, texts map[string]string) {
	t.Helper()
	names := make([]string, 0, len(texts))
	for name := range texts {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	for _, name := range names {
		b.WriteString("## " + name + "\n" + texts[name] + "\n\n")
	}
	if err := os.WriteFile(path, []byte(strings.TrimSuffix(b.String(), "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}
