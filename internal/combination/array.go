package combination

import (
	"slices"

	"kycspec/internal/covering"
	"kycspec/internal/outcome"
	"kycspec/internal/spec"
)

// Combination is what one request is to choose, in the order of the parameters.
type Combination []outcome.Choice

// Of is the value of a parameter; empty where the combination has none.
func (c Combination) Of(name string) string {
	for _, choice := range c {
		if choice.Name == name {
			return choice.Value
		}
	}
	return ""
}

// Array is a few requests in which everything that goes together comes together.
type Array struct {
	Combinations []Combination
	AtLeast      int // no array that covers the same has less

	choices [][]outcome.Choice // of each parameter
	rows    []covering.Row
}

// Allowed are requests that the contract allows, with every two choices that go together.
func (d *Design) Allowed() *Array { return d.array("", d.allowed) }

// allowed has the choices of requests that the contract allows.
func (d *Design) allowed() space {
	return d.space(2, func(_ Parameter, c outcome.Choice) bool { return d.alone(c) == "" })
}

// Beside are requests that are all ruled out in one way, with every choice that
// goes with that. It is empty where none does.
func (d *Design) Beside(way spec.Clause) *Array {
	return d.array(way.ID, func() space { return d.beside(way) })
}

// beside has the choices that go with a way of being ruled out.
func (d *Design) beside(way spec.Clause) space {
	return d.space(1, func(p Parameter, c outcome.Choice) bool { return d.besideWay(way, p, c) == "" })
}

// array makes an array once.
func (d *Design) array(way string, space func() space) *Array {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.arrays[way] == nil {
		d.arrays[way] = space().array()
	}
	return d.arrays[way]
}

// space is what requests can choose of.
type space struct {
	choices [][]outcome.Choice
	covering.Model
}

// space has the choices that are kept, of the parameters of which any is.
func (d *Design) space(strength int, keep func(Parameter, outcome.Choice) bool) space {
	s := space{Model: covering.Model{Strength: strength}}
	for _, p := range d.Parameters {
		var kept []outcome.Choice
		for i := range p.Values {
			if c := p.choice(i); keep(p, c) {
				kept = append(kept, c)
			}
		}
		if kept != nil {
			s.choices = append(s.choices, kept)
			s.Values = append(s.Values, len(kept))
		}
	}
	s.Apart = d.apart(s.choices)
	return s
}

// apart looks up once which choices go together, as that is asked for many times.
func (d *Design) apart(choices [][]outcome.Choice) func(a, b covering.Cell) bool {
	apart := map[[2]covering.Cell]bool{}
	for column, list := range choices {
		for other, others := range choices {
			for i, one := range list {
				for j, two := range others {
					if column != other && d.together(one, two) != "" {
						apart[[2]covering.Cell{{Column: column, Value: i}, {Column: other, Value: j}}] = true
					}
				}
			}
		}
	}
	return func(a, b covering.Cell) bool { return apart[[2]covering.Cell{a, b}] }
}

func (s space) choice(c covering.Cell) outcome.Choice { return s.choices[c.Column][c.Value] }

// possible says whether there is a request with all of the choices.
func (s space) possible(choices ...outcome.Choice) bool {
	var cells []covering.Cell
	for _, wanted := range choices {
		for column, list := range s.choices {
			if value := slices.Index(list, wanted); value >= 0 {
				cells = append(cells, covering.Cell{Column: column, Value: value})
			}
		}
	}
	return len(cells) == len(choices) && s.Possible(cells...)
}

func (s space) array() *Array {
	a := &Array{AtLeast: s.AtLeast(), choices: s.choices, rows: s.Array()}
	for _, row := range a.rows {
		var c Combination
		for _, cell := range row.Cells() {
			c = append(c, s.choice(cell))
		}
		a.Combinations = append(a.Combinations, c)
	}
	return a
}

// Blame finds the choice, or else the two, that all requests which failed have and
// no other one has; nil where there are none, or it could as well be others.
func (a *Array) Blame(failed func(i int) bool) []outcome.Choice {
	var list []outcome.Choice
	for _, cell := range covering.Blame(a.rows, failed) {
		list = append(list, a.choices[cell.Column][cell.Value])
	}
	return list
}
