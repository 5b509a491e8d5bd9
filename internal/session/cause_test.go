package session

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"kycspec/internal/mutate"
)

// nth is which mutants are looked at: all take minutes. KYCSPEC_CAUSES=1 takes them all.
const nth = 97

// TestOneMutantIsOneEntry runs the whole suite against mutants, and sees that the
// run speaks of one cause and points at the clause that the mutant breaks.
func TestOneMutantIsOneEntry(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs the suite many times")
	}
	step, err := strconv.Atoi(os.Getenv("KYCSPEC_CAUSES"))
	if err != nil {
		step = nth
	}
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	mutants, _ := mutate.List(c)
	all, right := map[mutate.MutantKind]int{}, map[mutate.MutantKind]int{}
	for i := 0; i < len(mutants); i += step {
		m := mutants[i]
		if m.Kind == mutate.Benign {
			continue
		}
		all[m.Kind]++
		entries := stage(t, m.Faults).Causes()
		if len(entries) == 1 && len(entries[0].Violations) > 0 && m.Commits(entries[0].Violations[0]) {
			right[m.Kind]++
			continue
		}
		var b strings.Builder
		for _, e := range entries {
			first := "nothing"
			if len(e.Violations) > 0 {
				first = e.Violations[0].Clause
			}
			fmt.Fprintf(&b, "\n  %d: %s, %v", len(e.Outcomes), first, e.Cause)
		}
		t.Logf("%s (%s): %d entries%s", m.ID, m.Clause, len(entries), b.String())
	}
	sum, found := 0, 0
	for _, kind := range mutate.Kinds() {
		sum, found = sum+all[kind], found+right[kind]
		t.Logf("%-15s %d of %d", kind, right[kind], all[kind])
	}
	if found*100 < sum*95 {
		t.Errorf("%d of %d mutants are one entry that points at the broken clause", found, sum)
	}
}
