// Package contract judges exchanges against the contract. Of an exchange it says
// which clauses the answer breaks, with the proof, and which clauses the exchange
// exercises: at whose boundary a request was accepted, which violation was
// refused, what was observed. Of a request alone it says what it breaks and at
// which boundaries it stands; and it drafts requests for those who write them.
// It compiles the schemas that package spec extracted, and knows no document.
package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"kycspec/internal/spec"
)

// Contract is a compiled contract. It is safe for concurrent use.
type Contract struct {
	bundle    *spec.Bundle
	index     map[string]int // clause id → place in the manifest
	request   *compiledBody
	responses map[string]*compiledResponse // by status key
	semantic  map[string][]int             // status key → semantic clauses
}

// compiledBody is the schema of one body, compiled, with its clauses.
type compiledBody struct {
	schema     *jsonschema.Schema
	json       int              // the clause that it is JSON
	byLocation map[string][]int // keyword location → clauses
	clauses    []int
}

type compiledResponse struct {
	spec.Response
	body *compiledBody // nil where the contract describes none
}

// base is the made-up address below which the schemas refer to each other.
const base = "kycspec:///"

// New compiles a contract, once. The error names the schema that does not compile.
func New(b *spec.Bundle) (*Contract, error) {
	c := &Contract{bundle: b, index: map[string]int{}, responses: map[string]*compiledResponse{}, semantic: map[string][]int{}}
	for i, clause := range b.Manifest.Clauses {
		c.index[clause.ID] = i
		if clause.Part == spec.SemanticPart {
			c.semantic[clause.Status] = append(c.semantic[clause.Status], i)
		}
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat = true
	compiler.Formats = judgedFormats()
	compiler.LoadURL = func(url string) (io.ReadCloser, error) {
		return nil, errors.New("it is not one of the extracted schemas")
	}
	for name, text := range b.Schemas {
		if err := compiler.AddResource(base+name, bytes.NewReader(text)); err != nil {
			return nil, fmt.Errorf("compile schemas: %s: %w", name, err)
		}
	}
	var err error
	if c.request, err = c.compile(compiler, b.Manifest.Request.Schema, spec.RequestPart, ""); err != nil {
		return nil, err
	}
	for _, documented := range b.Manifest.Responses {
		r := &compiledResponse{Response: documented}
		if documented.Schema != "" {
			if r.body, err = c.compile(compiler, documented.Schema, spec.ResponsePart, documented.Status); err != nil {
				return nil, err
			}
		}
		c.responses[documented.Status] = r
	}
	return c, nil
}

func (c *Contract) compile(compiler *jsonschema.Compiler, file string, part spec.Part, status string) (*compiledBody, error) {
	schema, err := compiler.Compile(base + file)
	if err != nil {
		return nil, fmt.Errorf("compile schemas: %s: %w", file, err)
	}
	b := &compiledBody{schema: schema, byLocation: map[string][]int{}}
	for i, clause := range c.bundle.Manifest.Clauses {
		if clause.Part != part || clause.Status != status {
			continue
		}
		b.clauses = append(b.clauses, i)
		if clause.Keyword == spec.KeywordJSON {
			b.json = i
			continue
		}
		for _, location := range clause.Locations {
			b.byLocation[location] = append(b.byLocation[location], i)
		}
	}
	return b, nil
}

// Bundle is what the contract was compiled from.
func (c *Contract) Bundle() *spec.Bundle { return c.bundle }

// Names binds the features' vocabulary to the contract.
func (c *Contract) Names() spec.Names { return c.bundle.Names }

// Clauses lists every clause in the document's order of bodies. Do not change it.
func (c *Contract) Clauses() []spec.Clause { return c.bundle.Manifest.Clauses }

// Clause finds a clause by its id.
func (c *Contract) Clause(id string) (spec.Clause, bool) {
	i, found := c.index[id]
	if !found {
		return spec.Clause{}, false
	}
	return c.bundle.Manifest.Clauses[i], true
}

// Documented says whether the contract documents the status, and under which
// key: the exact status first, then its class ("2XX"), then "default".
func (c *Contract) Documented(status int) (key string, ok bool) {
	exact := strconv.Itoa(status)
	class := strconv.Itoa(status/100) + "XX"
	for _, key := range []string{exact, class, "default"} {
		if _, ok := c.responses[key]; ok {
			return key, true
		}
	}
	return "", false
}

// Sample is a body that the contract allows for an answer of that status, made
// of its examples; nil where no body is described. It is the caller's to change.
func (c *Contract) Sample(status int) any {
	key, ok := c.Documented(status)
	if !ok {
		return nil
	}
	sample := clone(c.responses[key].Sample)
	for _, i := range c.semantic[key] {
		clause := c.bundle.Manifest.Clauses[i]
		path := spec.SplitPlace(clause.Place)
		switch reason := http.StatusText(status); {
		case len(path) == 0:
		case clause.Keyword == spec.KeywordHTTPStatus:
			replace(sample, path, json.Number(strconv.Itoa(status)))
		case clause.Keyword == spec.KeywordHTTPReason && reason != "":
			replace(sample, path, reason)
		}
	}
	return sample
}

// replace sets the value at a path, where there is one.
func replace(sample any, path []string, v any) {
	last := len(path) - 1
	for _, holder := range find(sample, path[:last]) {
		if object, ok := holder.(map[string]any); ok && !lacks(object, path[last]) {
			object[path[last]] = v
		}
	}
}

// SampleRequest is a smallest request that the contract allows. It is the caller's to change.
func (c *Contract) SampleRequest() any { return clone(c.bundle.Manifest.Request.Sample) }

// clone copies a JSON value.
func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		object := make(map[string]any, len(v))
		for name, inner := range v {
			object[name] = clone(inner)
		}
		return object
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = clone(inner)
		}
		return list
	}
	return v
}

// Statuses are the keys of the documented answers, such as "201", in the document's order.
func (c *Contract) Statuses() []string {
	keys := make([]string, 0, len(c.bundle.Manifest.Responses))
	for _, r := range c.bundle.Manifest.Responses {
		keys = append(keys, r.Status)
	}
	return keys
}
