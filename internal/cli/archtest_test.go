package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// leaves are the packages that import none of ours, and that all others may import.
var leaves = []string{"internal/exchange", "internal/generate", "internal/jsonpointer", "internal/outcome", "internal/redact"}

// mayImport is which of our packages, beside the leaves, a package may import. cli may import all.
var mayImport = map[string][]string{
	".":       {"internal/cli"},
	"schemas": {},
	"steps":   {"internal/client", "internal/combination", "internal/contract", "internal/explore", "internal/gherkin", "internal/spec", "internal/wallet"},

	"internal/spec":                {"schemas"},
	"internal/config":              {"schemas"},
	"internal/wallet":              {"schemas"},
	"internal/contract":            {"internal/spec", "internal/wallet"},
	"internal/client":              {},
	"internal/covering":            {},
	"internal/combination":         {"internal/contract", "internal/covering", "internal/spec", "internal/wallet"},
	"internal/sandbox":             {"internal/contract", "internal/spec", "internal/wallet"},
	"internal/sandbox/sandboxtest": {"internal/sandbox"},
	"internal/gherkin":             {},
	"internal/runner":              {"internal/gherkin"},
	"internal/report":              {},
	"internal/report/reporttest":   {"internal/report"},
	"internal/view": {"internal/combination", "internal/config", "internal/contract", "internal/explore", "internal/gherkin", "internal/mutate", "internal/plan", "internal/report", "internal/revision",
		"internal/session", "internal/spec", "internal/state"},
	"internal/session": {"internal/client", "internal/combination", "internal/config", "internal/contract", "internal/explore", "internal/gherkin", "internal/mutate", "internal/plan",
		"internal/report", "internal/revision", "internal/runner", "internal/sandbox", "internal/spec", "internal/state", "internal/wallet", "schemas", "steps"},
	"internal/explore":  {"internal/contract", "internal/spec", "internal/wallet"},
	"internal/mutate":   {"internal/contract", "internal/report", "internal/sandbox", "internal/spec", "internal/wallet"},
	"internal/plan":     {"internal/combination", "internal/contract", "internal/gherkin", "internal/report", "internal/spec"},
	"internal/state":    {"internal/report"},
	"internal/revision": {"internal/spec"},
}

const (
	module         = "kycspec"
	most           = 300 // lines of a file
	mostOfTest     = 500
	mostOfFunction = 60
)

// topLevel is all that may lie in the project's folder.
var topLevel = []string{".ci", ".env.example", ".github", ".gitignore", "LICENSE", "Makefile", "README.md", "features", "go.mod", "go.sum",
	"internal", "main.go", "schemas", "steps"}

func TestTheTopLevelIsTheHouse(t *testing.T) {
	tracked, err := exec.Command("git", "-C", project, "ls-files").Output()
	if err != nil {
		t.Skip("this is no git checkout:", err)
	}
	for _, file := range strings.Fields(string(tracked)) {
		top, _, _ := strings.Cut(file, "/")
		if !slices.Contains(topLevel, top) {
			t.Errorf("%s is not one of %s", file, strings.Join(topLevel, ", "))
		}
	}
}

func TestImportsPointOneWay(t *testing.T) {
	for file, source := range sources(t) {
		from := path.Dir(file)
		allowed, known := mayImport[from]
		switch {
		case from == "internal/cli" || strings.HasSuffix(file, "_test.go"):
			continue
		case slices.Contains(leaves, from):
			allowed = nil
		case !known:
			t.Errorf("%s: the package is not in the table of imports", from)
		default:
			allowed = slices.Concat(allowed, leaves)
		}
		for _, spec := range source.syntax.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			ours, found := strings.CutPrefix(imported, module+"/")
			if found && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s; it may import %v", file, ours, allowed)
			}
		}
	}
}

func TestNothingIsReadFromBesideTheProject(t *testing.T) {
	for file, source := range sources(t) {
		if depth := strings.Count(file, "/"); strings.Contains(source.text, strings.Repeat("../", depth+1)) {
			t.Errorf("%s leads out of the project", file)
		}
	}
}

func TestFilesAndFunctionsAreSmall(t *testing.T) {
	for file, source := range sources(t) {
		limit := most
		if strings.HasSuffix(file, "_test.go") {
			limit = mostOfTest
		}
		if lines := strings.Count(source.text, "\n"); lines > limit {
			t.Errorf("%s has %d lines; %d is the most", file, lines, limit)
		}
		for _, declaration := range source.syntax.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok && limit == most {
				source.checkFunction(t, function)
			}
		}
	}
}

func (s source) checkFunction(t *testing.T, function *ast.FuncDecl) {
	t.Helper()
	lines := s.files.Position(function.End()).Line - s.files.Position(function.Pos()).Line + 1
	if lines > mostOfFunction {
		t.Errorf("%s: %s has %d lines; %d is the most", s.at(function), function.Name, lines, mostOfFunction)
	}
	obvious := function.Recv != nil && (function.Name.Name == "String" || function.Name.Name == "Error")
	if function.Name.IsExported() && function.Doc == nil && isExportedReceiver(function) && !obvious {
		t.Errorf("%s: %s has no comment", s.at(function), function.Name)
	}
}

func isExportedReceiver(function *ast.FuncDecl) bool {
	if function.Recv == nil {
		return true
	}
	receiver := function.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.IsExported()
}

// source is a Go file of the project.
type source struct {
	text   string
	syntax *ast.File
	files  *token.FileSet
}

func (s source) at(n ast.Node) token.Position { return s.files.Position(n.Pos()) }

// sources reads every Go file of the project, by its path with slashes.
func sources(t *testing.T) map[string]source {
	t.Helper()
	found := map[string]source{}
	root := os.DirFS(project)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && name != "." || name == "bin"):
			return fs.SkipDir
		case filepath.Ext(name) != ".go":
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		syntax, err := parser.ParseFile(files, name, text, parser.ParseComments)
		found[name] = source{string(text), syntax, files}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
