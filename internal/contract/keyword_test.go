package contract_test

import (
	"regexp"
	"slices"
	"testing"

	"kycspec/internal/contract"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// limits are schemas for each row of the table of keywords, in which it has a limit.
var limits = map[string][]string{
	"type": {"{type: string}", "{type: integer, nullable: true}", "{type: number}", "{type: boolean}", "{type: array, items: {}}", "{type: object}"},
	"enum": {"{enum: [a, b]}", "{enum: [1]}", "{enum: [a, a_OTHER]}"},

	"minimum":          {"{minimum: 3}", "{minimum: -2.5}", "{minimum: 0}"},
	"maximum":          {"{maximum: 3}", "{maximum: 4.0}"},
	"exclusiveMinimum": {"{minimum: 3, exclusiveMinimum: true}"},
	"exclusiveMaximum": {"{maximum: 3, exclusiveMaximum: true}"},
	"multipleOf":       {"{multipleOf: 3}", "{multipleOf: 0.001}"},

	"minLength": {"{minLength: 1}", "{minLength: 300}"},
	"maxLength": {"{maxLength: 0}", "{maxLength: 300}"},
	"pattern":   {"{pattern: '^[a-f0-9]{4,6}$'}", "{pattern: x}", `{pattern: '^(a|bc)+\d?$'}`},
	"format": {"{format: int32}", "{format: int64}", "{format: date}", "{format: date-time}", "{format: byte}", "{format: uuid}",
		"{format: ipv4}", "{format: ipv6}", "{format: uri}", "{format: email}", "{format: hostname}"},

	"minItems":    {"{minItems: 1}", "{minItems: 3}"},
	"maxItems":    {"{maxItems: 0}", "{maxItems: 3}"},
	"uniqueItems": {"{uniqueItems: true}"},

	"minProperties":        {"{minProperties: 1}", "{minProperties: 3}"},
	"maxProperties":        {"{maxProperties: 0}", "{maxProperties: 3}"},
	"required":             {"{required: [a], properties: {a: {}}}", "{required: [a.b/c~d]}"},
	"additionalProperties": {"{additionalProperties: false}", "{type: object, additionalProperties: true}"},

	"oneOf": {"{oneOf: [{type: string}, {type: integer}]}"},
	"anyOf": {"{anyOf: [{type: string}, {type: integer}]}"},
	"not":   {"{not: {type: string}}"},
}

// TestEveryRowOfTheTable: a row says something of its keyword, and what it takes
// for inside and outside of a limit is judged so by the schema that has it.
func TestEveryRowOfTheTable(t *testing.T) {
	rows := spec.Keywords()
	if len(rows) != len(limits) {
		t.Errorf("%d rows, and limits for %d", len(rows), len(limits))
	}
	for _, row := range rows {
		if len(limits[row.Name]) == 0 {
			t.Errorf("no limit is tried of %s", row.Name)
		}
		for _, schema := range limits[row.Name] {
			t.Run(row.Name+" "+schema, func(t *testing.T) {
				c := asking(t, schema)
				tried, free, inside, outside := false, row.Composed, 0, 0
				for _, clause := range c.Clauses() {
					if clause.Keyword == row.Name {
						checkWords(t, clause)
						inside += checkInside(t, c, clause)
						outside += checkOutside(t, c, clause)
						tried, free = true, free || row.Permits(clause.Value)
					}
				}
				switch {
				case !tried:
					t.Error("no clause has the keyword")
				case (inside == 0 || outside == 0) && !free:
					t.Errorf("%d values inside and %d outside were made", inside, outside)
				}
			})
		}
	}
}

// asking compiles a contract whose request has that schema.
func asking(t *testing.T, schema string) *contract.Contract {
	t.Helper()
	b, err := spec.Extract("d", []byte("openapi: 3.0.3\npaths: {/compliance/v2/kyc: {post: {requestBody: {content: {application/json: {schema: "+
		schema+"}}}, responses: {'201': {description: Done}}}}}"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := contract.New(b)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// blank is a word of a phrase that was not filled in.
var blank = regexp.MustCompile(`\{[a-z]+\}`)

func checkWords(t *testing.T, c spec.Clause) {
	t.Helper()
	verb, complement := c.Row().Says(c.Value)
	wanted := c.Row().Wants(c.Value)
	if verb == "" || complement == "" || wanted.Kind == outcome.WantSchema || blank.MatchString(wanted.String()) || wanted.String() == "" {
		t.Errorf("it says %q %q, and wants %q", verb, complement, wanted)
	}
}

func checkInside(t *testing.T, c *contract.Contract, clause spec.Clause) int {
	t.Helper()
	row := clause.Row()
	values := row.Inside(clause.Value)
	for i, v := range values {
		body := []byte(spec.Literal(v))
		if broken := brokenIDs(c, body); slices.Contains(broken, clause.ID) {
			t.Errorf("inside of %s, %s breaks %q", clause.ID, body, broken)
		}
		if v != nil && !row.Judges(clause.Value, v) || row.Allows != nil && !row.Allows(clause.Value, v) {
			t.Errorf("%s is not judged by %s, or not allowed", body, clause.ID)
		}
		needs := slices.Contains(clause.Needs, spec.BoundaryAccepted)
		if stands := slices.Contains(c.Boundaries(body), clause.ID); i == 0 && needs && !stands && v != nil {
			t.Errorf("%s does not stand at the boundary of %s", body, clause.ID)
		}
	}
	return len(values)
}

func checkOutside(t *testing.T, c *contract.Contract, clause spec.Clause) int {
	t.Helper()
	row := clause.Row()
	breaches := row.Outside(clause.Value)
	var have any
	if inside := row.Inside(clause.Value); len(inside) > 0 {
		have = inside[0]
	}
	for _, breach := range breaches {
		before, v := spec.Literal(have), breach.Apply(have)
		body := []byte(spec.Literal(v))
		if broken := brokenIDs(c, body); !slices.Contains(broken, clause.ID) || breach.Name == "" {
			t.Errorf("%q, outside of %s, %s breaks %q", breach.Name, clause.ID, body, broken)
		}
		if _, _, isNumber := spec.FormatRange(spec.Text(clause.Value)); row.Allows != nil && row.Allows(clause.Value, v) && (row.Name != spec.KeywordFormat || isNumber) {
			t.Errorf("%s is allowed outside of %s", body, clause.ID)
		}
		if spec.Literal(have) != before {
			t.Errorf("%q changed the value that it was made of", breach.Name)
		}
	}
	return len(breaches)
}

func brokenIDs(c *contract.Contract, body []byte) []string {
	var ids []string
	for _, v := range c.JudgeRequest(body) {
		ids = append(ids, v.Clause)
	}
	return ids
}

// TestEveryPromise: a row for a promise judges what it makes as the contract does.
func TestEveryPromise(t *testing.T) {
	limit := spec.StatusLimit(422)
	for _, row := range spec.Promises() {
		t.Run(row.Name, func(t *testing.T) {
			verb, complement := row.Says(limit)
			if verb == "" || complement == "" || blank.MatchString(row.Wants(limit).String()) {
				t.Errorf("it says %q %q, and wants %q", verb, complement, row.Wants(limit))
			}
			inside, outside := row.Inside(limit), row.Outside(limit)
			if row.Allows != nil && (len(inside) == 0 || len(outside) == 0) {
				t.Errorf("%d values inside and %d outside are made", len(inside), len(outside))
			}
			for _, v := range inside {
				if row.Allows != nil && !row.Allows(limit, v) {
					t.Errorf("%v is not allowed", v)
				}
			}
			for _, breach := range outside {
				if v := breach.Apply(nil); row.Allows == nil || row.Allows(limit, v) {
					t.Errorf("%q: %v is allowed", breach.Name, v)
				}
			}
		})
	}
}
