package session

import (
	"io"
	"maps"
	"math"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/client"
	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/runner"
)

// fewRounds is how often a soak runs the suite unless KYCSPEC_SOAK says another number.
func fewRounds() int {
	if testing.Short() {
		return 4
	}
	return 10
}

// TestSoak runs the whole suite again and again in one process against a target
// that fails at random: nothing of that is a broken promise, and nothing is left
// behind.
func TestSoak(t *testing.T) {
	rounds := fewRounds()
	if text := os.Getenv("KYCSPEC_SOAK"); text != "" {
		var err error
		if rounds, err = strconv.Atoi(text); err != nil || rounds < fewRounds() {
			t.Fatalf("KYCSPEC_SOAK: want a number from %d, have %q", fewRounds(), text)
		}
	}
	s := newSoak(t)
	before := s.settle()
	first := max(rounds/10, 2)
	middle := (first + rounds) / 2
	held, began := map[int]footprint{}, time.Now()
	for round := 1; round <= rounds; round++ {
		s.round(round)
		switch round {
		case 1, first, middle, rounds:
			held[round] = s.settle()
			t.Logf("round %d, after %v: %v, %v", round, time.Since(began).Round(time.Second), held[round], s.verdicts)
		}
	}
	after := held[rounds]
	if after.goroutines > before.goroutines || after.descriptors > before.descriptors {
		t.Errorf("left behind: %v, after %v before", after, before)
	}
	// What is made once, by this or by a test before, makes the heap grow once; a leak goes on.
	if grew(held[first], held[middle]) && grew(held[middle], after) {
		t.Errorf("the heap grew from %d KiB early on to %d KiB half-way and %d KiB", held[first].heap>>10, held[middle].heap>>10, after.heap>>10)
	}
	s.wantTried(rounds)
}

// grew says whether the heap did, by more than a tenth.
func grew(from, to footprint) bool { return to.heap > from.heap+from.heap/10 }

// soak is a target that fails at random, and what suites made of it.
type soak struct {
	t        *testing.T
	contract *contract.Contract
	clock    *client.JumpClock
	target   *chaos
	settings config.Config
	verdicts map[outcome.Verdict]int
	reasons  map[string]int
}

func newSoak(t *testing.T) *soak {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	s := &soak{t: t, contract: c, clock: &client.JumpClock{}, verdicts: map[outcome.Verdict]int{}, reasons: map[string]int{}}
	s.target = newChaos(t, c, 5, s.clock)
	f := s.target.box.Fixtures()
	s.settings, err = config.Load(config.Source{Environ: []string{"KYC_BASE_URL=" + s.target.URL, "KYC_CONCURRENCY=16", "KYC_TIMEOUT=1s",
		"KYC_CLIENT_ID=" + f.App.ID, "KYC_CLIENT_SECRET=" + f.App.Secret,
		"KYC_SIWE_CLIENT_ID=" + f.SIWEApp.ID, "KYC_SIWE_CLIENT_SECRET=" + f.SIWEApp.Secret,
		"KYC_SIWE_DOMAIN=" + f.SIWEDomain, "KYC_SIWE_URI=" + f.SIWEURI,
		"KYC_BANNED_EXTERNAL_ID=" + f.Banned.ExternalID, "KYC_BANNED_ADDRESS=" + f.Banned.Address, "KYC_BANNED_BLOCKCHAIN=" + f.Banned.Blockchain,
		"KYC_FORBIDDEN_EXTERNAL_ID=" + f.Forbidden.ExternalID, "KYC_FORBIDDEN_ADDRESS=" + f.Forbidden.Address, "KYC_FORBIDDEN_BLOCKCHAIN=" + f.Forbidden.Blockchain,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// round runs the suite once, as a run of its own.
func (s *soak) round(number int) {
	s.t.Helper()
	suite, err := LoadSuiteFrom(os.DirFS(project), gherkin.Selection{})
	if err != nil {
		s.t.Fatal(err)
	}
	t, err := OpenTarget(s.contract, s.settings, s.clock)
	if err != nil {
		s.t.Fatal(err)
	}
	defer t.Close()
	t.needs.throttle = true
	var collector report.Collector
	coverage := s.contract.NewCoverage()
	watch := func(_ gherkin.Scenario, e *exchange.Exchange) { coverage.Add(e) }
	err = runner.Run(s.t.Context(), suite, t.options(watch, runner.NDJSON(io.Discard), func(e *messages.Envelope) error {
		collector.Add(e)
		return nil
	}))
	if err != nil {
		s.t.Fatal(err)
	}
	s.count(number, collector.Run())
}

func (s *soak) count(number int, run *report.Run) {
	s.t.Helper()
	for _, o := range run.Scenarios {
		s.verdicts[o.Verdict]++
		switch o.Verdict {
		case outcome.Broken:
			s.t.Errorf("round %d: %s:%d %s: broken, which it is not: %s\n%v", number, o.Path, o.Line, o.Label(), o.Why(), exchanged(o))
		case outcome.Inconclusive:
			s.reasons[o.Why()]++
		}
	}
	if passed := run.Count(outcome.Passed); passed < len(run.Scenarios)/2 {
		s.t.Errorf("round %d: %d of %d scenarios passed, which is too few to say anything", number, passed, len(run.Scenarios))
	}
}

// exchanged is what went to and fro, in short.
func exchanged(o report.Outcome) (list []string) {
	for _, e := range o.Exchanges {
		list = append(list, e.Method+" "+e.URL+" "+strconv.Itoa(e.Status)+" "+e.ResponseBody)
	}
	return list
}

// wantTried wants every kind of mishap to have happened, and some to have told.
func (s *soak) wantTried(rounds int) {
	s.t.Helper()
	for _, m := range mishaps {
		if s.target.injected[m.name] < rounds*m.chance/10 {
			s.t.Errorf("%s: only %d times in %d rounds", m.name, s.target.injected[m.name], rounds)
		}
	}
	if s.verdicts[outcome.Inconclusive] == 0 {
		s.t.Error("nothing was inconclusive, so nothing was tried")
	}
	s.t.Logf("befallen: %v", s.target.injected)
	for _, reason := range slices.Sorted(maps.Keys(s.reasons)) {
		s.t.Logf("%5d times: %s", s.reasons[reason], reason)
	}
}

// footprint is what a process holds.
type footprint struct {
	goroutines, descriptors int
	heap                    uint64 // bytes that are in use after a collection
}

// settle waits for connections that are being closed, and gives what is left.
// What the sandbox remembers on purpose is forgotten first.
func (s *soak) settle() footprint {
	s.t.Helper()
	s.target.box.Reset()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	var now footprint
	late := time.After(time.Minute)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for still := 0; still < 10; {
		next := footprint{goroutines: runtime.NumGoroutine(), descriptors: descriptors(s.t)}
		if still++; next != now {
			now, still = next, 0
		}
		select {
		case <-tick.C:
		case <-late:
			s.t.Fatalf("it does not settle: %v", now)
		}
	}
	now.heap = leastHeap()
	return now
}

// leastHeap collects until nothing more is let go: pools and finalizers keep
// some of what is garbage for a collection or two, and the runtime takes its time.
func leastHeap() uint64 {
	least := uint64(math.MaxUint64)
	for still := 0; still < 5; still++ {
		var memory runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&memory)
		if memory.HeapAlloc < least-least/100 {
			least, still = memory.HeapAlloc, 0
		}
		time.Sleep(5 * time.Millisecond)
	}
	return least
}

// descriptors counts the files that the process has open; zero where there is no /proc.
func descriptors(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}
