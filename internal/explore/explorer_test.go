package explore

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"kycspec/internal/jsonpointer"
	"kycspec/internal/spec"
)

// shapes are request schemas that this contract does not have, in YAML's flow style.
var shapes = map[string]string{
	"a list":          `{type: array, minItems: 2, maxItems: 3, uniqueItems: true, items: {type: integer, minimum: 1, maximum: 9}}`,
	"a text":          `{type: string, pattern: '^[A-Z]{2}-[0-9]+$', maxLength: 12, minLength: 5}`,
	"a number":        `{type: number, minimum: 0, exclusiveMinimum: true, maximum: 2.5, multipleOf: 0.25}`,
	"a yes or no":     `{type: boolean}`,
	"anything":        `{}`,
	"an open object":  `{type: object, required: [a], minProperties: 2, maxProperties: 4, additionalProperties: {type: integer, format: int32}, properties: {a: {type: string, nullable: true}}}`,
	"a tree":          `{$ref: '#/components/schemas/Tree'}`,
	"one of two":      `{type: object, required: [pay], properties: {pay: {oneOf: [{type: string, maxLength: 4}, {type: object, additionalProperties: false, required: [iban], properties: {iban: {type: string, minLength: 5}}}]}}}`,
	"any of two":      `{type: object, properties: {n: {anyOf: [{type: integer, maximum: 3}, {type: integer, minimum: 1000}]}}, required: [n]}`,
	"all of two":      `{allOf: [{type: object, required: [a], properties: {a: {type: integer, minimum: 3}}}, {type: object, required: [b], properties: {b: {type: string, enum: [x, y, z]}, a: {maximum: 5}}}]}`,
	"not that":        `{type: object, required: [n], properties: {n: {type: integer, minimum: 0, maximum: 3, not: {enum: [2]}}}}`,
	"formats":         `{type: object, additionalProperties: false, required: [a, b, c, d, e, f, g, h, i], properties: {a: {type: string, format: date}, b: {type: string, format: date-time}, c: {type: string, format: uuid}, d: {type: string, format: ipv4}, e: {type: string, format: uri}, f: {type: string, format: email}, g: {type: string, format: hostname}, h: {type: string, format: byte}, i: {type: integer, format: int64}}}`,
	"names to escape": `{type: object, additionalProperties: false, required: ['a/b', 'c~d', 'e.f', 'g h'], properties: {'a/b': {type: integer}, 'c~d': {type: string, maxLength: 3}, 'e.f': {type: object, additionalProperties: false}, 'g h': {type: array, items: {type: string, maxLength: 2}, maxItems: 2}}}`,
	"mixed enums":     `{type: object, required: [v, w], properties: {v: {enum: [1, 'one', true, null, 2.5]}, w: {type: integer, enum: [10, 20]}}}`,
}

// provokable are the clauses that a request can break, alone.
func provokable(x *explorer) []string {
	var list []string
	for _, c := range x.breakable {
		if c.Part == spec.RequestPart {
			list = append(list, c.ID)
		}
	}
	slices.Sort(list)
	return list
}

func TestOtherShapesOfRequests(t *testing.T) {
	for name, schema := range some(shapes) {
		t.Run(name, func(t *testing.T) {
			c := asking(t, schema)
			x, err := newExplorer(Options{Contract: c, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			broken := map[string]bool{}
			valid := map[string]bool{}
			for number := 1; number <= 400; number++ {
				made, q := written(t, x, number)
				if !x.asIntended(made, q.Body) {
					t.Fatalf("number %d is to break %v and breaks %v: %s", number, made.breaks, x.breaks(q.Body), q.Body)
				}
				if len(made.breaks) == 0 {
					valid[string(q.Body)] = true
				}
				if len(made.breaks) == 1 {
					broken[made.breaks[0]] = true
				}
			}
			for _, id := range provokable(x) {
				if !broken[id] {
					t.Errorf("no request breaks %s", id)
				}
			}
			if len(valid) < 2 {
				t.Errorf("only %d valid requests", len(valid))
			}
			s := &stub{contract: c}
			if r := run(t, s.options(100)); len(r.Failures) > 0 || r.Inconclusive > 0 {
				t.Errorf("%v %s", r.Why, rendered(r))
			}
		})
	}
}

func TestNothingToAsk(t *testing.T) {
	tests := map[string]struct {
		schema, only string
		err          error
		says         string
	}{
		"a schema that allows nothing": {`{type: string, minLength: 5, maxLength: 3}`, "", nil, "explore: no request was found that the contract allows"},
		"a filter that matches nothing": {`{type: string}`, "^status", ErrNoClause,
			"explore: no clause that a request can hold or break matches"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := (&stub{contract: asking(t, test.schema)}).options(10)
			if test.only != "" {
				o.Only = regexp.MustCompile(test.only)
			}
			r, err := Run(context.Background(), o)
			if r != nil || err == nil || err.Error() != test.says || test.err != nil && !errors.Is(err, test.err) {
				t.Errorf("%v, %v; want %s", r, err, test.says)
			}
		})
	}
}

func TestOnly(t *testing.T) {
	tests := map[string]struct {
		only  string
		first bool // every broken request breaks one of these, alone or beside another
	}{
		"a place":    {`^request/customer\.wallet\.siwe`, true},
		"a keyword":  {`/maxLength$`, true},
		"held alone": {`/enum/soneium$`, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			only := regexp.MustCompile(test.only)
			x := explorerOf(t, Options{Contract: published(), Only: only})
			reached := false
			for number := 1; number <= 50; number++ {
				made, q := written(t, x, number)
				if len(made.breaks) > 0 && !slices.ContainsFunc(made.breaks, only.MatchString) {
					t.Errorf("number %d breaks %v", number, made.breaks)
				}
				reached = reached || slices.ContainsFunc(x.Contract.Boundaries(q.Body), only.MatchString)
			}
			if !reached || (len(x.toBreak) > 0) != test.first {
				t.Errorf("boundary reached %v, %d clauses to break", reached, len(x.toBreak))
			}
		})
	}
}

func TestTextsAreManifold(t *testing.T) {
	kinds := map[string]func(r rune) bool{
		"NUL":                    func(r rune) bool { return r == 0 },
		"control characters":     func(r rune) bool { return r > 0 && r < ' ' },
		"quotes":                 func(r rune) bool { return r == '"' || r == '\'' },
		"backslashes":            func(r rune) bool { return r == '\\' },
		"combining marks":        func(r rune) bool { return r >= 0x300 && r < 0x370 },
		"right to left":          func(r rune) bool { return r >= 0x590 && r < 0x700 || r == 0x202e },
		"beyond the basic plane": func(r rune) bool { return r > 0xffff },
		"plain ASCII":            func(r rune) bool { return r >= 'a' && r <= 'z' },
	}
	x := explorerOf(t, Options{Contract: published()})
	const requests = 600
	seen := map[string]int{}
	lengths := map[int]bool{}
	for number := 1; number <= requests; number++ {
		made, _ := written(t, x, number)
		if len(made.breaks) > 0 {
			continue
		}
		id, _ := jsonpointer.Find(made.tree, pointer(x.roles.customer))
		lengths[utf8.RuneCountInString(asText(id))] = true
		for kind, is := range kinds {
			if found := false; true {
				eachText(made.tree, func(text string) { found = found || strings.ContainsFunc(text, is) })
				if found {
					seen[kind]++
				}
			}
		}
	}
	for kind := range kinds {
		if n := seen[kind]; n < 3 {
			t.Errorf("%d of %d requests have %s", n, requests, kind)
		}
	}
	if seen["NUL"] > requests/20 {
		t.Errorf("%d of %d requests have NUL, want few", seen["NUL"], requests)
	}
	for _, n := range []int{0, 1, 999, 1000} {
		if !lengths[n] {
			t.Errorf("no external id has %d characters", n)
		}
	}
}

func TestMessagesOfAnyWrongLengthCanBeSigned(t *testing.T) {
	x := explorerOf(t, Options{Contract: published(), Only: regexp.MustCompile(`siwe\.message/(min|max)Length$`)})
	lengths := map[int]bool{}
	for number := 1; number <= 1500; number++ {
		made, q := written(t, x, number)
		if v, err := parse(q.Body); err == nil && len(made.breaks) == 1 {
			message, _ := jsonpointer.Find(v, pointer(x.roles.message))
			lengths[utf8.RuneCountInString(asText(message))] = true
		}
	}
	for _, n := range []int{0, 99, 401} {
		if !lengths[n] {
			t.Errorf("no message has %d characters", n)
		}
	}
}
