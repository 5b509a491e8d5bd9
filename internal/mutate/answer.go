package mutate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"kycspec/internal/contract"
	"kycspec/internal/sandbox"
	"kycspec/internal/spec"
)

// answers breaks each clause of each answer in every way that there is.
func (m *maker) answers() {
	for _, clause := range m.manifest.Clauses {
		if clause.Status == "" || clause.Part != spec.ResponsePart && clause.Part != spec.SemanticPart || clause.Keyword == spec.KeywordJSON {
			continue
		}
		ways := breakages(clause)
		if len(ways) == 0 {
			m.equivalent(Answers, clause.ID, "no value that an answer has room for breaks it")
		}
		for _, way := range ways {
			m.add(Mutant{
				ID: clause.ID + "/" + way.name, Kind: Answers, Clause: clause.ID,
				Says:      fmt.Sprintf("In a %s answer, %s", clause.Status, way.says),
				Faults:    sandbox.Faults{Rewrite: m.onBody(clause.Status, way.change)},
				noticedBy: []contract.Exercise{observed("status/" + clause.Status)},
				hint:      "any scenario that is answered " + clause.Status,
			})
		}
	}
}

// on makes a rewriting of the operation's answers with a documented status.
func (m *maker) on(status string, change func(*sandbox.Answer)) func(*sandbox.Answer) {
	return func(a *sandbox.Answer) {
		if key, documented := m.contract.Documented(a.Status); documented && key == status && m.isOperation(a) {
			change(a)
		}
	}
}

func (m *maker) isOperation(a *sandbox.Answer) bool { return a.Request.URL.Path == m.manifest.Path }

// onBody makes a rewriting of JSON bodies.
func (m *maker) onBody(status string, change func(body any) any) func(*sandbox.Answer) {
	return m.on(status, func(a *sandbox.Answer) {
		if body, ok := decode(a.Body); ok {
			a.Body = encode(change(body))
		}
	})
}

func decode(text []byte) (any, bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var v any
	err := decoder.Decode(&v)
	return v, err == nil
}

func encode(v any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v) // made of what was decoded
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// breakage is one way to break a clause in a body.
type breakage struct {
	name   string
	says   string
	change func(body any) any
}

// breakages lists the ways to break a clause of an answer.
func breakages(c spec.Clause) []breakage {
	path := spec.SplitPlace(c.Place)
	var list []breakage
	for _, breach := range c.Row().Outside(c.Value) {
		if breach.Near && spec.InAlternative(c) {
			continue
		}
		says := breach.Says
		if breach.Change == nil {
			says = "is " + brief(breach.Value)
		}
		list = append(list, breakage{breach.Name, placeName(c.Place) + " " + says + ".",
			func(body any) any { return put(body, path, breach.Apply) }})
	}
	return list
}

func placeName(place string) string {
	if place == "$" {
		return "the body"
	}
	return place
}

// put replaces the values at a path; where there is none, the last name is added.
func put(v any, path []string, change func(any) any) any {
	if len(path) == 0 {
		return change(v)
	}
	switch holder := v.(type) {
	case map[string]any:
		if path[0] == "*" {
			for name, inner := range holder {
				holder[name] = put(inner, path[1:], change)
			}
			break
		}
		if inner, has := holder[path[0]]; has || len(path) == 1 {
			holder[path[0]] = put(inner, path[1:], change)
		}
	case []any:
		for i, inner := range holder {
			holder[i] = put(inner, path[1:], change)
		}
	}
	return v
}

func without(v any, name string) any {
	if object, ok := v.(map[string]any); ok {
		delete(object, name)
	}
	return v
}

func brief(v any) string {
	text := string(encode(v))
	if len(text) > 40 {
		return text[:20] + strings.Repeat(".", 3) + fmt.Sprintf(" (%d bytes)", len(text))
	}
	return text
}
