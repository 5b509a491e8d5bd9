package session

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/config"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/sandbox"
	"kycspec/internal/state"
)

// served is a sandbox at an address of this machine, whose answers can be changed.
type served struct {
	settings config.Config
	asked    atomic.Int64
	header   atomic.Pointer[string] // a header that every answer has
}

func serve(t *testing.T) *served {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	s := &served{}
	box := sandbox.New(sandbox.Options{Contract: c})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		if name := s.header.Load(); name != nil {
			w.Header().Set(*name, "x")
		}
		box.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s.settings, err = config.Load(config.Source{Environ: append(strings.Fields(box.Fixtures().Env(server.URL)), "KYC_STATE_DIR="+t.TempDir())})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// open holds a feature with these steps to the contract, and opens a session of it against the target.
func (s *served) open(t *testing.T, steps string, change func(*Options)) (*Session, error) {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	features := fstest.MapFS{"features/a.feature": {Data: []byte("Feature: A\n  Scenario: One\n    Given a customer\n" + steps)}}
	held, err := loadHeldFrom(t.Context(), features, c, gherkin.Selection{}, RehearsalOptions{Settings: s.settings, RunOnly: true})
	if err != nil {
		return nil, err
	}
	memory, err := Recall(s.settings)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Settings: s.settings, Contract: c, Suite: held.Suite, Memory: memory, Whole: true, Log: true, Clock: &client.JumpClock{}}
	if change != nil {
		change(&o)
	}
	return Open(t.Context(), o)
}

const started = "    When the application requests KYC\n    Then KYC is started\n"

// run runs the feature and gives what came of it, and the session, which is to be closed.
func (s *served) run(t *testing.T, change func(*Options)) (*Session, *RunResult) {
	t.Helper()
	session, err := s.open(t, started, change)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	result, err := session.Run()
	if err != nil {
		t.Fatal(err)
	}
	return session, result
}

func TestASessionFromOpeningToRemembering(t *testing.T) {
	target := serve(t)
	ended := 0
	first, result := target.run(t, func(o *Options) { o.Ended = func(c *report.Collector) { ended += c.Progress().Ended } })
	if result.Run.Verdict() != outcome.Passed || result.Covered.Covered == 0 || ended != 1 {
		t.Errorf("%s, %d covered, %d ended", result.Run.Verdict(), result.Covered.Covered, ended)
	}
	log, err := os.Open(first.LogFile)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	if stored, err := report.Read(log); err != nil || !stored.Whole || len(stored.Scenarios) != 1 {
		t.Errorf("the log: %v", err)
	}
	if drift, err := first.Remember(t.Context(), state.Lock{}, result); err != nil || drift.Any() {
		t.Errorf("at first: %v, %v", drift, err)
	}

	header := "X-Another"
	target.header.Store(&header)
	second, result := target.run(t, nil)
	if drift := second.Compare(result); len(drift.Changes) != 1 || drift.Changes[0].Name != header {
		t.Errorf("with another header: %+v", drift)
	}
	if err := second.Accept(t.Context(), state.Lock{}, result); err != nil {
		t.Fatal(err)
	}
	third, result := target.run(t, nil)
	if drift := third.Compare(result); drift.Any() {
		t.Errorf("once it was accepted: %+v", drift)
	}
	if runs, err := StoredRuns(target.settings.StateDir); err != nil || len(runs) != 3 {
		t.Errorf("%d runs are stored: %v", len(runs), err)
	}
}

// What nobody knows is for whoever wrote the feature: the target is asked nothing.
func TestASuiteThatAsksForWhatNobodyKnowsIsMisuse(t *testing.T) {
	target := serve(t)
	_, err := target.open(t, "    When the application requests KYC with the nonsense given as 1\n    Then the request is refused as documented\n", nil)
	if _, misuse := errors.AsType[*Misuse](err); !misuse || target.asked.Load() != 0 {
		t.Errorf("%v, after %d requests", err, target.asked.Load())
	}
}

func TestATargetThatIsNotThereStopsTheRun(t *testing.T) {
	target := serve(t)
	target.settings.BaseURL, target.settings.Retries = "http://127.0.0.1:1", 0
	_, result := target.run(t, nil)
	o := result.Run.Scenarios[0]
	if !result.Run.Stopped || o.Verdict != outcome.Skipped || !strings.HasPrefix(o.Why(), "the run was stopped before its first scenario, at the connection\n") {
		t.Errorf("stopped %v, %s: %s", result.Run.Stopped, o.Verdict, o.Why())
	}
}

func TestAStopIsAnnounced(t *testing.T) {
	target := serve(t)
	said := make(chan bool, 1)
	_, result := target.run(t, func(o *Options) { o.Limit, o.Stopping = time.Nanosecond, func() { said <- true } })
	if !<-said || !result.Run.Stopped {
		t.Errorf("stopped %v", result.Run.Stopped)
	}
}
