package generate

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"time"
)

func number(text string) *big.Rat {
	n, _ := new(big.Rat).SetString(text)
	return n
}

// TestPlainNumbers: without chance, a number is one that people would pick.
func TestPlainNumbers(t *testing.T) {
	integer := []string{"integer"}
	for name, tt := range map[string]struct {
		asked Constraints
		want  string
	}{
		"anything":             {Constraints{}, "0"},
		"the least":            {Constraints{Number: Range{Least: number("3"), Most: number("9")}}, "3"},
		"0 within":             {Constraints{Number: Range{Most: number("9")}}, "0"},
		"the greatest":         {Constraints{Number: Range{Most: number("-9")}}, "-9"},
		"above a bound":        {Constraints{Number: Range{Above: number("3")}}, "4"},
		"between two bounds":   {Constraints{Number: Range{Above: number("0"), Below: number("1")}}, "1/1000"},
		"a whole one":          {Constraints{Types: integer, Number: Range{Least: number("1/2")}}, "1"},
		"a multiple":           {Constraints{Number: Range{Least: number("10")}, Step: number("7")}, "14"},
		"as many bits have it": {Constraints{Bits: Range{Least: number("-8"), Most: number("7")}}, "0"},
		"none there is":        {Constraints{Types: integer, Number: Range{Least: number("2"), Most: number("1")}}, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tt.asked.DrawNumber(nil); got.RatString() != tt.want {
				t.Errorf("%s, want %s", got.RatString(), tt.want)
			}
		})
	}
}

// TestDrawnNumbersAreWithin: by chance, it is any that is allowed.
func TestDrawnNumbersAreWithin(t *testing.T) {
	asked := Constraints{Types: []string{"integer"}, Number: Range{Least: number("-3"), Below: number("5")}, Step: number("2")}
	drawn := map[string]bool{}
	for i := range uint64(500) {
		n := asked.DrawNumber(rand.New(rand.NewPCG(1, i)))
		drawn[n.RatString()] = true
	}
	for _, want := range []string{"-2", "0", "2", "4"} {
		if !drawn[want] {
			t.Errorf("%s was never drawn", want)
		}
		delete(drawn, want)
	}
	if len(drawn) > 0 {
		t.Errorf("%v were drawn too", drawn)
	}
}

// TestTextsOfAFormat: what is drawn has the format, whatever the length.
func TestTextsOfAFormat(t *testing.T) {
	for _, layout := range []struct{ format, layout string }{{"date", time.DateOnly}, {"date-time", time.RFC3339}} {
		for i := range uint64(100) {
			text := Constraints{Formats: []string{layout.format}}.DrawText(rand.New(rand.NewPCG(1, i)), int(i))
			if _, err := time.Parse(layout.layout, text); err != nil {
				t.Errorf("%s: %v", layout.format, err)
			}
		}
		if plain, ok := Formatted(layout.format); !ok || (Constraints{Formats: []string{layout.format}}).DrawText(nil, 3) != plain {
			t.Errorf("%s: the plain text is %q", layout.format, plain)
		}
	}
}

// TestConstraintsAreMerged: of several schemas, the tightest bounds count.
func TestConstraintsAreMerged(t *testing.T) {
	a := &Node{Types: []string{"number", "null"}, Number: Range{Least: number("1"), Most: number("9")}, Step: number("2"), Enum: []any{"a", "b"}, Closed: true,
		Names: []string{"x"}, Properties: map[string]*Node{"x": {}}, Required: []string{"x"}}
	b := &Node{Types: []string{"integer"}, Number: Range{Least: number("3"), Below: number("7")}, Step: number("1"), Enum: []any{"b", "c"}, Names: []string{"x", "y"},
		Properties: map[string]*Node{"x": {}, "y": {Unsent: true}}}
	c := Merge([]*Node{{All: []*Node{a}, Choices: [][]*Node{{nil, b}}}}, func(list []*Node) *Node { return list[1] })
	if len(c.Types) != 1 || c.Types[0] != "integer" || len(c.Enum) != 1 || c.Enum[0] != "b" || c.Step.RatString() != "1" {
		t.Errorf("types %v, values %v, step %v", c.Types, c.Enum, c.Step)
	}
	if c.Number.Least.RatString() != "3" || c.Number.Most.RatString() != "9" || c.Number.Below.RatString() != "7" {
		t.Errorf("numbers in %+v", c.Number)
	}
	names, schemas := c.Properties()
	if len(names) != 1 || len(schemas["x"]) != 2 || !c.Requires("x") || c.Admits("y") || !c.Admits("x") {
		t.Errorf("properties %v, %v", names, schemas)
	}
}
