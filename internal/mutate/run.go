package mutate

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sync"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/report"
)

// Try runs scenarios against a mutant: those whose address is wanted, or all if
// wanted is nil. Tries that run at once have different workers.
type Try func(ctx context.Context, worker int, mutant Mutant, wanted func(address string) bool) (*report.Run, error)

// Options say how mutants are tried.
type Options struct {
	Mutants []Mutant
	Try     Try
	// Exercised says, by the address of a scenario, what it exercises of the API
	// as it should be.
	Exercised map[string][]contract.Exercise
	Workers   int
	// Full runs every scenario against every mutant, rather than a sample first.
	Full bool
	// Progress is called after each mutant, one call at a time.
	Progress func(done, all, survived int)
}

// sampleSize is how many scenarios that exercise what is broken are tried first.
const sampleSize = 5

// Only keeps the mutants, and those that are not made, whose id a pattern matches.
func Only(mutants []Mutant, equivalents []Equivalent, pattern *regexp.Regexp) ([]Mutant, []Equivalent) {
	mutants = slices.DeleteFunc(slices.Clone(mutants), func(m Mutant) bool { return !pattern.MatchString(m.ID) })
	equivalents = slices.DeleteFunc(slices.Clone(equivalents), func(e Equivalent) bool { return !pattern.MatchString(e.ID) })
	return mutants, equivalents
}

// Run tries every mutant. The error is that of a try, or of the context; the
// score then has what was tried until then.
//
// Hundreds of mutants times hundreds of scenarios take long, and most mutants
// are noticed by any scenario that exercises what is broken. So a sample of
// those is tried first, and everything only where the sample does not notice. A
// mutant that drops `flow` from 201 answers is tried with 5 of the scenarios
// that are answered 201, from all over their list, and nearly always killed by
// them. One that accepts "ETHEREUM" for "ethereum" may be noticed by a single
// scenario only: of such mutants the sample is every scenario that exercises
// the clause.
func Run(ctx context.Context, o Options) (*Score, error) {
	began := time.Now()
	r := &tries{options: o, fates: make([]*fate, len(o.Mutants)), exercisers: exercisers(o.Exercised)}
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
	score := r.score()
	score.Seconds = time.Since(began).Seconds()
	return score, context.Cause(ctx)
}

// tries is the mutants under way.
type tries struct {
	options    Options
	exercisers map[contract.Exercise][]string

	mu       sync.Mutex
	fates    []*fate // nil: not tried
	done     int
	survived int
}

// exercisers lists the addresses of the scenarios that exercise something, sorted.
func exercisers(exercised map[string][]contract.Exercise) map[contract.Exercise][]string {
	by := map[contract.Exercise][]string{}
	for _, address := range slices.Sorted(maps.Keys(exercised)) {
		for _, exercise := range exercised[address] {
			if list := by[exercise]; len(list) == 0 || list[len(list)-1] != address {
				by[exercise] = append(list, address)
			}
		}
	}
	return by
}

func (r *tries) try(ctx context.Context, worker, i int) error {
	mutant := r.options.Mutants[i]
	ended, err := r.judge(ctx, worker, mutant)
	if err != nil {
		return fmt.Errorf("try %s: %w", mutant.ID, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.fates[i] = ended
	r.done++
	if !ended.right {
		r.survived++
	}
	if r.options.Progress != nil {
		r.options.Progress(r.done, len(r.options.Mutants), r.survived)
	}
	return nil
}

func (r *tries) judge(ctx context.Context, worker int, mutant Mutant) (*fate, error) {
	if sample := r.sample(mutant); len(sample) > 0 && !r.options.Full {
		first, err := r.options.Try(ctx, worker, mutant, func(address string) bool { return sample[address] })
		if err != nil {
			return nil, err
		}
		if ended := mutant.judge(first); ended.right {
			return ended, nil
		}
	}
	all, err := r.options.Try(ctx, worker, mutant, nil)
	if err != nil {
		return nil, err
	}
	return mutant.judge(all), nil
}

// sample picks scenarios that exercise what a mutant breaks.
func (r *tries) sample(mutant Mutant) map[string]bool {
	sample := map[string]bool{}
	for _, exercise := range mutant.noticedBy {
		list := r.exercisers[exercise]
		step, most := max(len(list)/sampleSize, 1), sampleSize
		if mutant.tryAll {
			step, most = 1, len(sample)+len(list)
		}
		for i := 0; i < len(list) && len(sample) < most; i += step {
			sample[list[i]] = true
		}
	}
	return sample
}
