// Package covering makes covering arrays: few rows in which every two values that
// go together stand together.
//
// A test of five things with several values each need not try all of them with
// all others: nearly every fault needs one value, or two of different things
// (Kuhn, Wallace and Gallo 2004). An array of strength 2 has a row for every two
// values that can be in one row, and hardly a row more than that takes. For three
// switches that are on or off it is half of the eight rows that there are:
//
//	on  on  on
//	on  off off
//	off on  off
//	off off on
//
// The arrays here also locate: no two of what they cover stand in just the same
// rows, so that the rows which fail say what they fail for (Jin and Tsuchiya 2018,
// "Constrained locating arrays"). That takes some rows more. In the example each
// row is the only one of three pairs; all eight rows tell them apart.
package covering

import "slices"

// Cell is a value of a column, both counted from 0.
type Cell struct{ Column, Value int }

// Row has a value of each column.
type Row []int

// Cells are the row's values.
func (r Row) Cells() []Cell {
	cells := make([]Cell, len(r))
	for column, value := range r {
		cells[column] = Cell{column, value}
	}
	return cells
}

// has says whether the row has all of the cells.
func (r Row) has(cells ...Cell) bool {
	return !slices.ContainsFunc(cells, func(c Cell) bool { return r[c.Column] != c.Value })
}

// Model says what an array is to cover.
type Model struct {
	// Values is how many values each column has. Without a column, and with one
	// that has none, there are no rows.
	Values []int
	// Strength 1 covers every value, 2 every two values of different columns.
	Strength int
	// Apart says that two values of different columns cannot be in one row,
	// whichever is named first; nil: all can.
	Apart func(a, b Cell) bool
}

// open stands in a row for a value that is not chosen yet.
const open = -1

// Possible says whether there is a row with all of the cells.
func (m Model) Possible(cells ...Cell) bool {
	row := make(Row, len(m.Values))
	for i := range row {
		row[i] = open
	}
	for _, c := range cells {
		if !m.fits(row, c) {
			return false
		}
		row[c.Column] = c.Value
	}
	return m.completable(row)
}

// fits says whether a value may stand in a row whose other values are chosen, or open.
func (m Model) fits(row Row, c Cell) bool {
	if row[c.Column] != open {
		return row[c.Column] == c.Value
	}
	for column, value := range row {
		if value != open && m.Apart != nil && m.Apart(Cell{column, value}, c) {
			return false
		}
	}
	return true
}

// completable says whether values can be found for all that are open.
func (m Model) completable(row Row) bool {
	column := slices.Index(row, open)
	if column < 0 {
		return true
	}
	for value := range m.Values[column] {
		if c := (Cell{column, value}); m.fits(row, c) {
			row[column] = value
			found := m.completable(row)
			row[column] = open
			if found {
				return true
			}
		}
	}
	return false
}

// Targets are what an array of the strength has to cover: the cells, alone or by
// two, for which there is a row.
func (m Model) Targets() [][]Cell {
	var list [][]Cell
	add := func(cells ...Cell) {
		if m.Possible(cells...) {
			list = append(list, cells)
		}
	}
	for i, first := range m.cells() {
		if m.Strength < 2 {
			add(first)
			continue
		}
		for _, second := range m.cells()[i+1:] {
			if first.Column != second.Column {
				add(first, second)
			}
		}
	}
	return list
}

func (m Model) cells() []Cell {
	var list []Cell
	for column, values := range m.Values {
		for value := range values {
			list = append(list, Cell{column, value})
		}
	}
	return list
}

// AtLeast is a number of rows that no array has less of: one row holds one of
// the targets that are of the same columns.
func (m Model) AtLeast() int {
	counts, most := map[[2]int]int{}, 0
	for _, target := range m.Targets() {
		columns := [2]int{target[0].Column, target[len(target)-1].Column}
		counts[columns]++
		most = max(most, counts[columns])
	}
	return most
}
