package spec_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// FuzzExtract: whatever a document holds, there is a bundle whose schemas
// compile, or there are problems that say what is wrong.
func FuzzExtract(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := spec.Extract("d", data)
		if err != nil {
			checkProblems(t, b, err)
			return
		}
		checkBundle(t, b)
	})
}

// FuzzReadNames: the same of names.
func FuzzReadNames(f *testing.F) {
	f.Add(committed(f)["names.yaml"].Data)
	f.Add([]byte("level: a.b\n? [x]\n: 1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		names, err := spec.ReadNames("n", data)
		if err != nil {
			var problems spec.Problems
			if !errors.As(err, &problems) || len(problems) == 0 {
				t.Fatalf("error %#v", err)
			}
		}
		for _, problem := range names.Check(spec.Manifest{}) {
			if problem.Text == "" {
				t.Errorf("a problem without a text: %+v", problem)
			}
		}
	})
}

func checkProblems(t *testing.T, b *spec.Bundle, err error) {
	t.Helper()
	var problems spec.Problems
	if b != nil || !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("bundle %v beside %#v", b, err)
	}
	for _, p := range problems {
		if p.Document != "d" || p.Text == "" || p.Line < 0 || strings.Contains(p.Text, "%!") {
			t.Errorf("problem %+v", p)
		}
	}
}

func checkBundle(t *testing.T, b *spec.Bundle) {
	t.Helper()
	compiler := newCompiler(t, b)
	for name := range b.Schemas {
		if _, err := compiler.Compile(base + name); err != nil {
			t.Errorf("compile %s: %v", name, err)
		}
	}
	seen := map[string]bool{}
	for _, c := range b.Manifest.Clauses {
		if seen[c.ID] || c.ID == "" || c.Sentence == "" || c.Needs == nil || c.Line < 1 {
			t.Errorf("clause %+v", c)
		}
		inBody := c.Part == spec.RequestPart || c.Part == spec.ResponsePart || c.Part == spec.SemanticPart
		made := spec.Intro(c.Status) + spec.Subject(c.Place) + " " + spec.Predicate(c) + spec.InAlternatives(c.Place, spec.Alternatives(c, b.Manifest.Clauses)) + "."
		if inBody && made != c.Sentence {
			t.Errorf("its parts make %q of the sentence %q", made, c.Sentence)
		}
		seen[c.ID] = true
	}
}

// base is the URL below which a bundle's schemas are known to a compiler.
const base = "https://contract.invalid/"

func newCompiler(t testing.TB, b *spec.Bundle) *jsonschema.Compiler {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020
	compiler.LoadURL = func(url string) (r readCloser, err error) { return nil, errors.New("nothing is fetched: " + url) }
	for name, text := range b.Schemas {
		if err := compiler.AddResource(base+name, strings.NewReader(string(text))); err != nil {
			t.Fatalf("add %s: %v", name, err)
		}
	}
	return compiler
}

// seeds are the contract, the documents of testdata, and all of them as JSON.
func seeds(t testing.TB) [][]byte {
	t.Helper()
	seeds := [][]byte{document(t)}
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		seeds = append(seeds, text)
	}
	for _, text := range seeds {
		seeds = append(seeds, asJSON(t, text, "\t"))
	}
	return seeds
}
