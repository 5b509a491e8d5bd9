package spec_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"kycspec/internal/spec"
)

// literals are the names of keywords that stand in code outside of the table,
// each with why it may. A keyword that is asked about anywhere else has a column
// to say that in, or gets one.
var literals = map[string]string{
	"internal/spec/operation.go required": "OpenAPI's, of a parameter or a header",
	"internal/spec/extract.go required":   "OpenAPI's, of a request body",
	"internal/spec/security.go type":      "OpenAPI's, of a security scheme",

	"internal/outcome/term.go type":    "the JSON of a term, in which nothing of the table is read",
	"internal/outcome/term.go enum":    "the JSON of a term",
	"internal/outcome/term.go pattern": "the JSON of a term",
	"internal/outcome/term.go format":  "the JSON of a term",
	"internal/outcome/term.go not":     "the JSON of a term",

	"internal/state/fact.go type":        "the JSON of a change in what was observed",
	"internal/wallet/verifier.go format": "a check of a wallet's message",
	"internal/gherkin/selection.go not":  "an operator of tag expressions",
}

func TestKeywordsAreNamedInTheTableAlone(t *testing.T) {
	names := map[string]bool{}
	for _, row := range spec.Keywords() {
		names[row.Name] = true
	}
	found := map[string]bool{}
	project := os.DirFS("../..")
	err := fs.WalkDir(project, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"),
			name == "internal/spec/keyword.go", name == "internal/spec/keyword_table.go":
			return nil
		}
		text, err := fs.ReadFile(project, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				if value, err := strconv.Unquote(literal.Value); err == nil && names[value] {
					found[name+" "+value] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for place := range found {
		if literals[place] == "" {
			t.Errorf("%s: a keyword's name outside of the table; ask the table, see keyword_table.go", place)
		}
	}
	for place := range literals {
		if !found[place] {
			t.Errorf("%s: it is not there any more", place)
		}
	}
}
