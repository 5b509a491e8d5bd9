package covering

// twins finds two targets, by their numbers, that stand in just the same rows, and
// are not settled yet.
func twins(rows []Row, targets [][]Cell, settled map[[2]int]bool) (one, other int, found bool) {
	earlier := map[string][]int{} // by the rows that they are in
	for i, target := range targets {
		stands := standing(rows, target)
		for _, before := range earlier[stands] {
			if !settled[[2]int{before, i}] {
				return before, i, true
			}
		}
		earlier[stands] = append(earlier[stands], i)
	}
	return 0, 0, false
}

// standing says in which rows cells are: a letter for each row.
func standing(rows []Row, cells []Cell) string {
	stands := make([]byte, len(rows))
	for i, row := range rows {
		stands[i] = '.'
		if row.has(cells...) {
			stands[i] = 'x'
		}
	}
	return string(stands)
}

// Blame finds the fewest cells, one or two, that all rows which failed have and
// no other row has; nil where there are none, or several that are as few.
func Blame(rows []Row, failed func(i int) bool) []Cell {
	var bad, good []Row
	for i, row := range rows {
		if failed(i) {
			bad = append(bad, row)
		} else {
			good = append(good, row)
		}
	}
	if len(bad) == 0 || len(good) == 0 {
		return nil
	}
	var shared []Cell
	for _, c := range bad[0].Cells() {
		if all(bad, c) {
			shared = append(shared, c)
		}
	}
	var ones, twos [][]Cell
	for i, first := range shared {
		if !some(good, first) {
			ones = append(ones, []Cell{first})
		}
		for _, second := range shared[i+1:] {
			if !some(good, first, second) {
				twos = append(twos, []Cell{first, second})
			}
		}
	}
	switch {
	case len(ones) == 1:
		return ones[0]
	case len(ones) == 0 && len(twos) == 1:
		return twos[0]
	}
	return nil
}

func all(rows []Row, cells ...Cell) bool {
	for _, row := range rows {
		if !row.has(cells...) {
			return false
		}
	}
	return true
}

func some(rows []Row, cells ...Cell) bool {
	for _, row := range rows {
		if row.has(cells...) {
			return true
		}
	}
	return false
}
