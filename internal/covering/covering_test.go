package covering

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// aModel draws a model of which some values cannot be together.
func aModel(t *rapid.T) Model {
	m := Model{Values: rapid.SliceOfN(rapid.IntRange(1, 5), 1, 6).Draw(t, "values"), Strength: rapid.IntRange(1, 2).Draw(t, "strength")}
	apart := map[[2]Cell]bool{}
	for i, first := range m.cells() {
		for _, second := range m.cells()[i+1:] {
			if first.Column != second.Column && rapid.IntRange(0, 9).Draw(t, "apart") == 0 {
				apart[keyOf(first, second)] = true
			}
		}
	}
	m.Apart = func(a, b Cell) bool { return apart[keyOf(a, b)] }
	return m
}

func TestAnArrayCoversWhatGoesTogetherAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModel(t)
		rows := m.Array()
		for _, row := range rows {
			for i, first := range row.Cells() {
				for _, second := range row.Cells()[i+1:] {
					if m.Apart(first, second) {
						t.Fatalf("%v has %v and %v", row, first, second)
					}
				}
			}
		}
		for _, target := range m.Targets() {
			if !some(rows, target...) {
				t.Fatalf("no row has %v: %v", target, rows)
			}
		}
		if len(rows) < m.AtLeast() {
			t.Fatalf("%d rows, and no array has less than %d", len(rows), m.AtLeast())
		}
	})
}

func TestAnArrayIsTheSameEachTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModel(t)
		if one, other := m.Array(), m.Array(); !reflect.DeepEqual(one, other) {
			t.Fatalf("%v, then %v", one, other)
		}
	})
}

func TestAnArrayLocates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModel(t)
		rows, targets := m.Array(), m.Targets()
		b := builder{Model: m}
		for i, one := range targets {
			for _, other := range targets[i+1:] {
				same := standing(rows, one) == standing(rows, other)
				if same && (b.apart(one, other) != nil || b.apart(other, one) != nil) {
					t.Fatalf("%v and %v are in the same rows: %v", one, other, rows)
				}
			}
		}
	})
}

// TestWhatRowsFailForIsFound lets the rows fail that have one target, and finds that target by them.
func TestWhatRowsFailForIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := aModel(t)
		rows, targets := m.Array(), m.Targets()
		if len(targets) == 0 {
			return
		}
		target := rapid.SampledFrom(targets).Draw(t, "target")
		blamed := Blame(rows, func(i int) bool { return rows[i].has(target...) })
		if blamed == nil {
			return // it cannot be told from another one
		}
		for _, row := range rows {
			if row.has(blamed...) != row.has(target...) {
				t.Fatalf("%v is blamed for what fails with %v: %v", blamed, target, rows)
			}
		}
	})
}

func TestSizes(t *testing.T) {
	// apart: no row has the last value of the last two columns.
	apart := func(values ...int) func(a, b Cell) bool {
		last := len(values) - 1
		one, other := Cell{last - 1, values[last-1] - 1}, Cell{last, values[last] - 1}
		return func(a, b Cell) bool { return keyOf(a, b) == keyOf(one, other) }
	}
	tests := map[string]struct {
		Model
		atLeast, most int // most: with the rows that locate
	}{
		"nothing":             {Model{}, 0, 0},
		"a column of nothing": {Model{Values: []int{2, 0}, Strength: 1}, 0, 0},
		"one value each":      {Model{Values: []int{1, 1, 1}, Strength: 2}, 1, 1},
		"every value":         {Model{Values: []int{22, 4, 2, 2}, Strength: 1}, 22, 22},
		"three switches":      {Model{Values: []int{2, 2, 2}, Strength: 2}, 4, 8},
		"two columns":         {Model{Values: []int{22, 4}, Strength: 2}, 88, 88},
		"one pair apart":      {Model{Values: []int{3, 3}, Strength: 2, Apart: apart(3, 3)}, 8, 8},
		"what KYC has":        {Model{Values: []int{4, 2, 22, 2, 2, 2}, Strength: 2}, 88, 130},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if n := test.AtLeast(); n != test.atLeast {
				t.Errorf("at least %d rows, want %d", n, test.atLeast)
			}
			if n := len(test.Array()); n < test.atLeast || n > test.most {
				t.Errorf("%d rows, want %d to %d", n, test.atLeast, test.most)
			}
		})
	}
}

func TestBlame(t *testing.T) {
	rows := []Row{{0, 0, 0}, {0, 1, 1}, {1, 0, 1}, {1, 1, 0}}
	tests := map[string]struct {
		failed []int
		want   []Cell
	}{
		"nothing failed":     {nil, nil},
		"everything failed":  {[]int{0, 1, 2, 3}, nil},
		"a value":            {[]int{0, 1}, []Cell{{0, 0}}},
		"one of three pairs": {[]int{0}, nil},
		"nothing in common":  {[]int{0, 1, 2}, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			failed := map[int]bool{}
			for _, i := range test.failed {
				failed[i] = true
			}
			if got := Blame(rows, func(i int) bool { return failed[i] }); !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
