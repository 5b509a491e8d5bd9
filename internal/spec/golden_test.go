package spec_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/spec"
	"kycspec/schemas"
)

var update = flag.Bool("update", false, "write schemas/extracted anew from schemas/openapi.yaml")

// The contract as it is committed, and the name by which its manifest calls it.
const (
	folder   = "../../schemas"
	contract = "schemas/openapi.yaml"
)

func TestCommittedSchemasAreWhatTheContractGives(t *testing.T) {
	if *update {
		rewrite(t)
	}
	stale, err := spec.Stale(os.DirFS(folder), contract)
	if err != nil {
		t.Fatal(err)
	}
	if len(stale) > 0 {
		t.Errorf("run this test with -update:\n%s", strings.Join(stale, "\n"))
	}
}

// rewrite makes the extracted folder anew, and removes from it what does not belong.
func rewrite(t *testing.T) {
	t.Helper()
	files := extract(t, string(document(t))).Files()
	for name, text := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	err := fs.WalkDir(os.DirFS(folder), "extracted", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || files[name] != nil {
			return err
		}
		return os.Remove(filepath.Join(folder, filepath.FromSlash(name)))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEmbeddedSchemasAreNotStale(t *testing.T) {
	stale, err := spec.Stale(schemas.FS, contract)
	if err != nil || len(stale) > 0 {
		t.Errorf("stale %v, error %v", stale, err)
	}
}

func TestLoadGivesWhatExtractGives(t *testing.T) {
	loaded, err := spec.Load(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	extracted := extract(t, string(document(t)))
	if diff := cmp.Diff(extracted.Manifest, loaded.Manifest); diff != "" {
		t.Errorf("manifest (-extracted +loaded):\n%s", diff)
	}
	if diff := cmp.Diff(extracted.Schemas, loaded.Schemas); diff != "" {
		t.Errorf("schemas (-extracted +loaded):\n%s", diff)
	}
	if problems := loaded.Names.Check(loaded.Manifest); problems != nil {
		t.Errorf("names: %v", problems)
	}
}

func TestStaleNamesExactlyWhatDiffers(t *testing.T) {
	tests := map[string]struct {
		edit func(files fstest.MapFS)
		want []string
	}{
		"nothing": {func(fstest.MapFS) {}, nil},
		"a schema is edited": {func(files fstest.MapFS) {
			replace(files, "extracted/components/ERR01.json", "1000", "999")
		}, []string{"extracted/components/ERR01.json: not what the contract gives"}},
		"a line end is gone": {func(files fstest.MapFS) {
			file := files["extracted/request.json"]
			file.Data = file.Data[:len(file.Data)-1]
		}, []string{"extracted/request.json: not what the contract gives"}},
		"a schema is gone": {func(files fstest.MapFS) {
			delete(files, "extracted/response-201.json")
		}, []string{"extracted/response-201.json: missing"}},
		"a schema too many": {func(files fstest.MapFS) {
			files["extracted/components/ERR02.json"] = &fstest.MapFile{Data: []byte("{}")}
		}, []string{"extracted/components/ERR02.json: not made from the contract"}},
		"the manifest is edited": {func(files fstest.MapFS) {
			replace(files, "extracted/manifest.json", `"maximum"`, `"minimum"`)
		}, []string{"extracted/manifest.json: not what the contract gives"}},
		"the contract changed": {func(files fstest.MapFS) {
			replace(files, "openapi.yaml", "maximum: 4", "maximum: 5")
		}, []string{
			"extracted/components/start_kyc_workflow_request.json: not what the contract gives",
			"extracted/manifest.json: not what the contract gives",
		}},
		"a white space of the contract changed": {func(files fstest.MapFS) {
			replace(files, "openapi.yaml", "maximum: 4", "maximum:  4")
		}, []string{"extracted/manifest.json: not what the contract gives"}},
		"nothing was extracted yet": {func(files fstest.MapFS) {
			maps.DeleteFunc(files, func(name string, _ *fstest.MapFile) bool {
				return strings.HasPrefix(name, "extracted/") && !strings.Contains(name, "response-")
			})
		}, []string{
			"extracted/components/ERR01.json: missing",
			"extracted/components/JsonErrorResponse.json: missing",
			"extracted/components/kyc_workflow_start_customer_banned.json: missing",
			"extracted/components/kyc_workflow_started.json: missing",
			"extracted/components/start_kyc_workflow_request.json: missing",
			"extracted/manifest.json: missing",
			"extracted/request.json: missing",
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := committed(t)
			test.edit(files)
			stale, err := spec.Stale(files, contract)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, stale); diff != "" {
				t.Errorf("stale files (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStaleWithoutAReadableContract(t *testing.T) {
	tests := map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"none":  {fstest.MapFS{}, "read contract: open openapi.yaml: file does not exist"},
		"empty": {fstest.MapFS{"openapi.yaml": {}}, "schemas/openapi.yaml: the document is empty; want an OpenAPI 3.0 document"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := spec.Stale(test.files, contract); err == nil || err.Error() != test.want {
				t.Errorf("error %v\nwant  %s", err, test.want)
			}
		})
	}
}

func TestLoadNamesWhatIsMissingOrDamaged(t *testing.T) {
	tests := map[string]struct {
		edit func(files fstest.MapFS)
		want string
	}{
		"no folder": {func(files fstest.MapFS) {
			maps.DeleteFunc(files, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "extracted/") })
		}, "load schemas: open extracted: file does not exist"},
		"no manifest": {func(files fstest.MapFS) {
			delete(files, "extracted/manifest.json")
		}, "load schemas: extracted/manifest.json: missing; extract the schemas again"},
		"a manifest of another shape": {func(files fstest.MapFS) {
			files["extracted/manifest.json"].Data = []byte(`{"clauses": 1}`)
		}, "load schemas: extracted/manifest.json: json: cannot unmarshal number into Go struct field Manifest.clauses of type []spec.Clause; extract the schemas again"},
		"a damaged schema": {func(files fstest.MapFS) {
			replace(files, "extracted/components/ERR01.json", "}", "")
		}, "load schemas: extracted/components/ERR01.json: want JSON; extract the schemas again"},
		"no schema of the request": {func(files fstest.MapFS) {
			delete(files, "extracted/request.json")
		}, "load schemas: extracted/request.json: missing; extract the schemas again"},
		"no schema of an answer": {func(files fstest.MapFS) {
			delete(files, "extracted/response-429.json")
		}, "load schemas: extracted/response-429.json: missing; extract the schemas again"},
		"no names": {func(files fstest.MapFS) {
			delete(files, "names.yaml")
		}, "load schemas: open names.yaml: file does not exist"},
		"a name is missing": {func(files fstest.MapFS) {
			replace(files, "names.yaml", "siwe: customer.wallet.siwe\n", "")
		}, `names.yaml: the name "siwe" is missing; add it with its place in the contract, the steps need to know it`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := committed(t)
			test.edit(files)
			b, err := spec.Load(files)
			if err == nil || err.Error() != test.want {
				t.Errorf("error %v\nwant  %s", err, test.want)
			}
			if b != nil {
				t.Error("a bundle beside an error")
			}
		})
	}
}

// A component may be called like a file that has another meaning one folder up.
func TestLoadReadsAComponentThatIsCalledManifest(t *testing.T) {
	b := extract(t, strings.ReplaceAll(string(document(t)), "kyc_workflow_started", "manifest"))
	files := fstest.MapFS{"names.yaml": committed(t)["names.yaml"]}
	for name, text := range b.Files() {
		files[name] = &fstest.MapFile{Data: text}
	}
	loaded, err := spec.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(loaded.Schemas)); !slices.Contains(got, "components/manifest.json") {
		t.Errorf("schemas %v", got)
	}
}

// committed is a copy of the folder of schemas, to be edited.
func committed(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(schemas.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(schemas.FS, name)
		files[name] = &fstest.MapFile{Data: slices.Clone(text)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// replace edits a file, which must have the text, once.
func replace(files fstest.MapFS, name, old, by string) {
	text := string(files[name].Data)
	if !strings.Contains(text, old) {
		panic(name + " has no " + old)
	}
	files[name].Data = []byte(strings.Replace(text, old, by, 1))
}

// document is the contract.
func document(t testing.TB) []byte {
	t.Helper()
	text, err := fs.ReadFile(schemas.FS, spec.DocumentFile)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// extract is Extract of a document that has no problems.
func extract(t testing.TB, document string) *spec.Bundle {
	t.Helper()
	b, err := spec.Extract(contract, []byte(document))
	if err != nil {
		t.Fatalf("extract:\n%v", err)
	}
	return b
}
