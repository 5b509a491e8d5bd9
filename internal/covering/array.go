package covering

import (
	"cmp"
	"slices"
)

// Array makes the rows. It is the same each time for the same model.
//
// Rows are made one after the other, greedily (as AETG does: Cohen, Dalal,
// Fredman and Patton 1997). A row begins with the first target that no row covers
// yet; those of the columns with the most values come first, as they decide how
// many rows there must be. Then each other column is given the value that covers
// the most new targets with those that stand there already. Of equally good
// values, the one that stood beside them least often is taken: so all values come
// round, and what failing rows have in common is more likely to be the reason why
// they fail. A value after which the row could not be completed is never taken.
//
// In the end, rows are added until no two targets stand in the same rows, so that
// the rows which fail say which of them they fail for.
func (m Model) Array() []Row {
	if len(m.Values) == 0 || slices.Contains(m.Values, 0) {
		return nil
	}
	b := &builder{Model: m, order: m.byValues(), open: map[[2]Cell]bool{}, beside: map[[2]Cell]int{}}
	targets := m.Targets()
	slices.SortStableFunc(targets, func(a, b []Cell) int { return m.size(b) - m.size(a) })
	for _, target := range targets {
		b.open[key(target)] = true
	}
	for _, target := range targets {
		if b.open[key(target)] {
			b.add(target)
		}
	}
	b.locate(targets)
	return b.rows
}

// builder is an array that is being made.
type builder struct {
	Model
	order  []int // the columns, those with the most values first
	rows   []Row
	open   map[[2]Cell]bool // targets that no row covers yet
	beside map[[2]Cell]int  // how many rows have both; twice the same: have it
}

func (m Model) byValues() []int {
	order := make([]int, len(m.Values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return m.Values[b] - m.Values[a] })
	return order
}

// size is how many combinations there are of the columns of a target.
func (m Model) size(target []Cell) int {
	n := 1
	for _, c := range target {
		n *= m.Values[c.Column]
	}
	return n
}

// key is a target of one or two cells, in either order.
func key(target []Cell) [2]Cell { return keyOf(target[0], target[len(target)-1]) }

func keyOf(a, b Cell) [2]Cell {
	if cmp.Or(a.Column-b.Column, a.Value-b.Value) > 0 {
		a, b = b, a
	}
	return [2]Cell{a, b}
}

// add makes a row that begins with some cells, which must go together.
func (b *builder) add(cells []Cell) {
	row := make(Row, len(b.Values))
	for i := range row {
		row[i] = open
	}
	for _, c := range cells {
		row[c.Column] = c.Value
	}
	for _, column := range b.order {
		if row[column] == open {
			row[column] = b.best(row, column)
		}
	}
	b.rows = append(b.rows, row)
	for i, first := range row.Cells() {
		for _, second := range row.Cells()[i:] {
			delete(b.open, keyOf(first, second))
			b.beside[keyOf(first, second)]++
		}
	}
}

// best is the value of a column that covers the most beside what a row has.
func (b *builder) best(row Row, column int) int {
	best, most, least := open, 0, 0
	for value := range b.Values[column] {
		c := Cell{column, value}
		if !b.fits(row, c) {
			continue
		}
		row[column] = value
		possible := b.completable(row)
		row[column] = open
		if fresh, often := b.worth(row, c); possible && (best == open || fresh > most || fresh == most && often < least) {
			best, most, least = value, fresh, often
		}
	}
	return best
}

// worth is how many targets a cell covers with those of a row, and how often it
// stood beside them. That counts a hundred times as much as how often it stood at all.
func (b *builder) worth(row Row, c Cell) (fresh, often int) {
	count := func(k [2]Cell) {
		if b.open[k] {
			fresh++
		}
	}
	count(keyOf(c, c))
	for column, value := range row {
		if value != open {
			k := keyOf(Cell{column, value}, c)
			count(k)
			often += 100 * b.beside[k]
		}
	}
	return fresh, often + b.beside[keyOf(c, c)]
}

// locate adds rows until no two targets stand in the same rows, but for those that
// every row must have both or neither of.
func (b *builder) locate(targets [][]Cell) {
	settled := map[[2]int]bool{}
	for {
		one, other, found := twins(b.rows, targets, settled)
		if !found {
			return
		}
		settled[[2]int{one, other}] = true
		if apart := b.apart(targets[one], targets[other]); apart != nil {
			b.add(apart)
		} else if apart := b.apart(targets[other], targets[one]); apart != nil {
			b.add(apart)
		}
	}
}

// apart begins a row that has one target and not the other: instead of a value of
// that, the one that stood least often beside the first. Nil: there is no such row.
func (b *builder) apart(has, lacks []Cell) []Cell {
	var best []Cell
	least := 0
	for _, c := range lacks {
		for value := range b.Values[c.Column] {
			begun := append(slices.Clone(has), Cell{c.Column, value})
			if value == c.Value || !b.Possible(begun...) {
				continue
			}
			often := b.beside[keyOf(has[0], begun[len(has)])]
			if best == nil || often < least {
				best, least = begun, often
			}
		}
	}
	return best
}
