package mutate

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"sync"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/report"
)

// Try runs scenarios against a mutant: those of which wanted says so by their
// address, all if it is nil. Worker tells trials apart that run at once.
type Try func(ctx context.Context, worker int, mutant Mutant, wanted func(address string) bool) (*report.Run, error)

// Options say how mutants are tried.
type Options struct {
	Mutants []Mutant
	Try     Try
	// Exercised says, by the address of a scenario, what it exercises of the API
	// as it should be.
	Exercised map[string][]contract.Exercise
	Workers   int
	// Full runs every scenario against every mutant. Otherwise those come first
	// that exercise what is broken, and the rest only where they do not notice.
	Full bool
	// Progress is called after each mutant, one call at a time.
	Progress func(done, all, survived int)
}

// fewest is how many scenarios that exercise what is broken are tried first.
const fewest = 5

// Result is what became of the mutants.
type Result struct {
	Version     int          `json:"version"`
	Mutants     int          `json:"mutants"` // that break something
	Killed      int          `json:"killed"`
	Benign      int          `json:"benign"` // that break nothing
	Tried       int          `json:"tried"`  // of both, less than all if the run was stopped
	Survivors   []Survivor   `json:"survivors"`
	Equivalents []Equivalent `json:"equivalents"`
	Kinds       []Tally      `json:"kinds"`
	Seconds     float64      `json:"seconds"`
}

// Tally counts the mutants of a kind. Of benign ones, passed counts as killed.
type Tally struct {
	Kind    Kind `json:"kind"`
	Mutants int  `json:"mutants"`
	Tried   int  `json:"tried"`
	Killed  int  `json:"killed"`
}

// Survivor is a mutant that the suite did not judge rightly.
type Survivor struct {
	ID     string `json:"id"`
	Kind   Kind   `json:"kind"`
	Clause string `json:"clause,omitempty"`
	Place  string `json:"place,omitempty"` // of the clause: "schemas/openapi.yaml:127"
	Says   string `json:"says"`
	// Why is what the suite made of it.
	Why  string `json:"why"`
	Hint string `json:"hint,omitempty"`
}

// Only keeps the mutants, and those that are not made, whose id a pattern matches.
func Only(mutants []Mutant, equivalents []Equivalent, pattern *regexp.Regexp) ([]Mutant, []Equivalent) {
	mutants = slices.DeleteFunc(slices.Clone(mutants), func(m Mutant) bool { return !pattern.MatchString(m.ID) })
	equivalents = slices.DeleteFunc(slices.Clone(equivalents), func(e Equivalent) bool { return !pattern.MatchString(e.ID) })
	return mutants, equivalents
}

// Run tries every mutant. The error is that of a trial, or of the context; the
// result has what was tried until then.
func Run(ctx context.Context, o Options) (*Result, error) {
	began := time.Now()
	r := &run{options: o, verdicts: make([]*verdict, len(o.Mutants)), finders: finders(o.Exercised)}
	next := make(chan int)
	var workers sync.WaitGroup
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	for worker := range max(o.Workers, 1) {
		workers.Go(func() {
			for i := range next {
				if err := r.try(ctx, worker, i); err != nil {
					stop(err)
				}
			}
		})
	}
feed:
	for i := range o.Mutants {
		select {
		case next <- i:
		case <-ctx.Done():
			break feed
		}
	}
	close(next)
	workers.Wait()
	result := r.result()
	result.Seconds = time.Since(began).Seconds()
	return result, context.Cause(ctx)
}

type run struct {
	options Options
	finders map[contract.Exercise][]string

	mu       sync.Mutex
	verdicts []*verdict // nil: not tried
	done     int
	survived int
}

// finders lists the scenarios that exercise something.
func finders(exercised map[string][]contract.Exercise) map[contract.Exercise][]string {
	by := map[contract.Exercise][]string{}
	for _, address := range sortedAddresses(exercised) {
		told := map[contract.Exercise]bool{}
		for _, exercise := range exercised[address] {
			if !told[exercise] {
				told[exercise] = true
				by[exercise] = append(by[exercise], address)
			}
		}
	}
	return by
}

func (r *run) try(ctx context.Context, worker, i int) error {
	mutant := r.options.Mutants[i]
	judged, err := r.judge(ctx, worker, mutant)
	if err != nil {
		return fmt.Errorf("try %s: %w", mutant.ID, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.verdicts[i] = judged
	r.done++
	if !judged.right {
		r.survived++
	}
	if r.options.Progress != nil {
		r.options.Progress(r.done, len(r.options.Mutants), r.survived)
	}
	return nil
}

func (r *run) judge(ctx context.Context, worker int, mutant Mutant) (*verdict, error) {
	if few := r.few(mutant); len(few) > 0 && !r.options.Full {
		first, err := r.options.Try(ctx, worker, mutant, func(address string) bool { return few[address] })
		if err != nil {
			return nil, err
		}
		if judged := mutant.judge(first); judged.right {
			return judged, nil
		}
	}
	all, err := r.options.Try(ctx, worker, mutant, nil)
	if err != nil {
		return nil, err
	}
	return mutant.judge(all), nil
}

// few picks scenarios that exercise what a mutant breaks, from all over their list.
func (r *run) few(mutant Mutant) map[string]bool {
	few := map[string]bool{}
	for _, exercise := range mutant.found {
		list := r.finders[exercise]
		step, most := max(len(list)/fewest, 1), fewest
		if mutant.every {
			step, most = 1, len(few)+len(list)
		}
		for i := 0; i < len(list) && len(few) < most; i += step {
			few[list[i]] = true
		}
	}
	return few
}
