package explore

import (
	"context"
	"fmt"
	"sync"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// exploration is one [Run] while it goes on.
type exploration struct {
	*explorer
	result *Conclusion

	mu       sync.Mutex
	next     int
	failed   []failedCase   // in the order of their numbers, once all were asked
	accepted map[string]int // how many accepted requests stood at the boundary of each clause
	recent   []bool         // of the last requests: whether the API could not be judged

	shrinkAsks      int // requests that were asked to make what failed smaller
	unjudgedShrinks int // the last of these, in a row, of which the API could not be judged
}

// failedCase is a request of which something is wrong, as it was asked.
type failedCase struct {
	testCase *testCase
	exchange *exchange.Exchange
	symptoms []symptom
}

// recently is how many requests are looked back on to tell that a target is gone.
const recently = 20

// askAll asks every request, and stops where the context ends or the target is gone.
func (s *exploration) askAll(ctx context.Context) {
	s.next = 1
	var workers sync.WaitGroup
	for range max(s.Concurrency, 1) {
		workers.Go(func() {
			for number := s.take(ctx); number > 0; number = s.take(ctx) {
				s.askOne(ctx, number)
			}
		})
	}
	workers.Wait()
	switch r := s.result; {
	case r.Stopped != "":
	case ctx.Err() != nil && r.Asked < s.wanted():
		r.Stopped = "interrupted"
	case 2*r.Inconclusive > r.Asked:
		r.Stopped = fmt.Sprintf("%d could not be judged", r.Inconclusive)
	}
}

// wanted is how many requests there are to ask.
func (s *exploration) wanted() int {
	if s.Case > 0 {
		return 1
	}
	return s.Requests
}

// take gives the number of the next request; 0: there is none to ask.
func (s *exploration) take(ctx context.Context) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ctx.Err() != nil || s.result.Stopped != "" || s.next > s.wanted() {
		return 0
	}
	number := s.next
	s.next++
	if s.Case > 0 {
		return s.Case
	}
	return number
}

// unwritten is the error of a request that cannot be asked. It says nothing of the API.
type unwritten struct{}

func (unwritten) Error() string {
	return "what was signed for the request is not what the contract allows"
}

// Verdict is that of the scenario.
func (unwritten) Verdict() outcome.Verdict { return outcome.Inconclusive }

func (s *exploration) askOne(ctx context.Context, number int) {
	t := s.caseOf(number)
	e, err := s.send(ctx, t)
	if err != nil && ctx.Err() != nil {
		return // it was not asked to its end
	}
	r := CaseResult{Case: number, Breaks: t.breaks, Exchange: e, Err: err}
	var symptoms []symptom
	var boundaries []string
	if err == nil {
		symptoms = s.judge(t, e)
		r.Failed = len(symptoms) > 0
		if len(t.breaks) == 0 && e.Status()/100 == 2 {
			boundaries = s.boundaries(t)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count(r)
	s.accept(boundaries)
	if r.Failed {
		s.failed = append(s.failed, failedCase{t, e, symptoms})
	}
	if s.Asked != nil {
		s.Asked(r)
	}
}

// send writes the request, and asks.
func (s *exploration) send(ctx context.Context, t *testCase) (*exchange.Exchange, error) {
	q, ok := s.question(t)
	if !ok {
		return nil, unwritten{}
	}
	return s.Ask(ctx, q)
}

// count adds what came of a request to the result.
func (s *exploration) count(c CaseResult) {
	r := s.result
	r.Asked++
	switch len(c.Breaks) {
	case 0:
		r.Valid++
	case 1:
		r.BrokenByOne++
	default:
		r.BrokenByTwo++
	}
	if c.Err != nil {
		r.Inconclusive++
		if r.Why == nil {
			r.Why = c.Err
		}
	}
	s.recent = append(s.recent, c.Err != nil)
	if len(s.recent) > recently {
		s.recent = s.recent[1:]
	}
	gone := 0
	for _, is := range s.recent {
		if is {
			gone++
		}
	}
	if window := min(recently, s.wanted()); len(s.recent) == window && 2*gone > window && r.Stopped == "" {
		r.Stopped = fmt.Sprintf("%d of the last %d could not be judged", gone, window)
	}
}
