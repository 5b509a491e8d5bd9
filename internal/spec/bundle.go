// Package spec reads the vendor's OpenAPI 3.0 document. Out of it come JSON Schemas
// (draft 2020-12) for the bodies, and clauses: each constraint of the contract by
// itself, with a stable id, the line that it stands on, a sentence about it, and
// what it takes to call it covered. Both are committed, so that everything else
// works on them and never on the document. The package also has the one table of
// what is known of each keyword of schemas, which everything else asks; see
// [Keyword].
package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
)

const (
	// DocumentFile is where the contract itself is kept, unchanged, in the folder of schemas.
	DocumentFile = "openapi.yaml"
	// NamesFile binds the vocabulary of the features to places of the contract.
	NamesFile = "names.yaml"

	manifestFile = "manifest.json"
	requestFile  = "request.json"
	// ExtractedDir is the folder, in that of schemas, which holds what Extract makes and nothing else.
	ExtractedDir = "extracted"
)

// Manifest says what was extracted from which document.
type Manifest struct {
	Document  string     `json:"document"` // the document's name, as problems and verdicts show it
	Digest    string     `json:"digest"`   // "sha256:" and the hex digest of the document's bytes
	Title     string     `json:"title"`
	Version   string     `json:"version"`
	Method    string     `json:"method"`
	Path      string     `json:"path"`
	Request   Body       `json:"request"`
	Responses []Response `json:"responses"`
	Clauses   []Clause   `json:"clauses"`
	// Notes are what the document says and no clause judges, such as a format
	// that has no meaning of its own.
	Notes []string `json:"notes,omitempty"`
}

// Body is a request's or an answer's content.
type Body struct {
	// MediaTypes are the keys of the document's content, in its order; none where no body is described.
	MediaTypes []string `json:"media_types,omitempty"`
	// Schema is the file of the JSON Schema; empty where no body is described.
	Schema string `json:"schema,omitempty"`
	// Required: a request has to have a body.
	Required bool `json:"required,omitempty"`
	// Sample is a body that the schema allows, made of the document's examples.
	Sample any `json:"sample,omitempty"`
}

// Response is one documented answer.
type Response struct {
	Status      string `json:"status"` // "201", "2XX" or "default"
	Description string `json:"description"`
	Line        int    `json:"line"`
	Body
}

// Bundle is everything that kycspec takes from a contract.
type Bundle struct {
	Manifest Manifest
	// Schemas are JSON Schemas (draft 2020-12) by file name; they refer to each other by relative name.
	Schemas map[string]json.RawMessage
	Names   Names
}

// Files gives the bundle as the files of the folder of schemas, by path below it.
func (b *Bundle) Files() map[string][]byte {
	files := map[string][]byte{path.Join(ExtractedDir, manifestFile): encode(b.Manifest)}
	for name, text := range b.Schemas {
		files[path.Join(ExtractedDir, name)] = text
	}
	return files
}

// Load reads the folder of schemas as it is committed. The error names the
// file that is missing or damaged.
func Load(fsys fs.FS) (*Bundle, error) {
	b := &Bundle{Schemas: map[string]json.RawMessage{}}
	manifest := path.Join(ExtractedDir, manifestFile)
	err := fs.WalkDir(fsys, ExtractedDir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		switch {
		case err != nil:
			return err
		case !json.Valid(text):
			return fmt.Errorf("%s: want JSON; extract the schemas again", name)
		case name == manifest:
			return b.Manifest.decode(name, text)
		}
		b.Schemas[strings.TrimPrefix(name, ExtractedDir+"/")] = text
		return nil
	})
	if err == nil {
		err = b.missing()
	}
	if err != nil {
		return nil, fmt.Errorf("load schemas: %w", err)
	}
	names, err := fs.ReadFile(fsys, NamesFile)
	if err != nil {
		return nil, fmt.Errorf("load schemas: %w", err)
	}
	if b.Names, err = ReadNames(NamesFile, names); err != nil {
		return nil, err
	}
	return b, nil
}

func (m *Manifest) decode(name string, text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(m); err != nil {
		return fmt.Errorf("%s: %w; extract the schemas again", name, err)
	}
	return nil
}

// missing is an error where the manifest is not there, or names a schema that is not.
func (b *Bundle) missing() error {
	if b.Manifest.Request.Schema == "" {
		return fmt.Errorf("%s: missing; extract the schemas again", path.Join(ExtractedDir, manifestFile))
	}
	files := []string{b.Manifest.Request.Schema}
	for _, r := range b.Manifest.Responses {
		files = append(files, r.Schema)
	}
	for _, file := range files {
		if file != "" && b.Schemas[file] == nil {
			return fmt.Errorf("%s: missing; extract the schemas again", path.Join(ExtractedDir, file))
		}
	}
	return nil
}

// Stale compares the folder of schemas with what its own document gives, and
// lists the files that differ, are missing, or should not be there. Nil: none.
// The error is that of [Extract], or of a document that cannot be read.
func Stale(fsys fs.FS, documentName string) ([]string, error) {
	document, err := fs.ReadFile(fsys, DocumentFile)
	if err != nil {
		return nil, fmt.Errorf("read contract: %w", err)
	}
	fresh, err := Extract(documentName, document)
	if err != nil {
		return nil, err
	}
	want := fresh.Files()
	var stale []string
	for name, text := range want {
		have, err := fs.ReadFile(fsys, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			stale = append(stale, name+": missing")
		case err != nil:
			return nil, fmt.Errorf("read schemas: %w", err)
		case !bytes.Equal(have, text):
			stale = append(stale, name+": not what the contract gives")
		}
	}
	err = fs.WalkDir(fsys, ExtractedDir, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && !entry.IsDir() && want[name] == nil {
			stale = append(stale, name+": not made from the contract")
		}
		return err
	})
	sort.Strings(stale)
	return stale, err
}
