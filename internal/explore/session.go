package explore

import (
	"context"
	"fmt"
	"sync"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
)

// session is one exploration.
type session struct {
	*explorer
	result *Result

	mu       sync.Mutex
	next     int
	failures []failure      // by case, once all were asked
	accepted map[string]int // edges at which accepted requests stood
	spent    int            // asks to make what failed smaller
	silence  int            // of these, the last in a row of which the API could not be judged
	recent   []bool         // of the last requests: whether the API could not be judged
}

// failure is a request of which something is wrong, as it was asked.
type failure struct {
	trial    *trial
	exchange *exchange.Exchange
	findings []finding
}

// recently is how many requests are looked back on to tell that a target is gone.
const recently = 20

// askAll asks every request, and stops where the context ends or the target is gone.
func (s *session) askAll(ctx context.Context) {
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
func (s *session) wanted() int {
	if s.Case > 0 {
		return 1
	}
	return s.Requests
}

// take gives the number of the next request; 0: there is none to ask.
func (s *session) take(ctx context.Context) int {
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

func (s *session) askOne(ctx context.Context, number int) {
	t := s.trial(number)
	e, err := s.send(ctx, t)
	if err != nil && ctx.Err() != nil {
		return // it was not asked to its end
	}
	o := Outcome{Case: number, Breaks: t.breaks, Exchange: e, Err: err}
	var findings []finding
	var edges []string
	if err == nil {
		findings = s.judge(t, e)
		o.Failed = len(findings) > 0
		if len(t.breaks) == 0 && e.Status()/100 == 2 {
			edges = s.edges(t)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count(o)
	s.accept(edges)
	if o.Failed {
		s.failures = append(s.failures, failure{t, e, findings})
	}
	if s.Seen != nil {
		s.Seen(o)
	}
}

// send writes the request, and asks.
func (s *session) send(ctx context.Context, t *trial) (*exchange.Exchange, error) {
	q, ok := s.question(t)
	if !ok {
		return nil, unwritten{}
	}
	return s.Ask(ctx, q)
}

// count adds an outcome to the result.
func (s *session) count(o Outcome) {
	r := s.result
	r.Asked++
	switch len(o.Breaks) {
	case 0:
		r.Valid++
	case 1:
		r.BrokenByOne++
	default:
		r.BrokenByTwo++
	}
	if o.Err != nil {
		r.Inconclusive++
		if r.Why == nil {
			r.Why = o.Err
		}
	}
	s.recent = append(s.recent, o.Err != nil)
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
