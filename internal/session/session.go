// Package session is one suite against one target, from opening to remembering.
//
// It prints nothing: what there is to say is in what it gives back, or is given
// to the functions of [Options] while it goes on. Errors that are not of the
// machine are a [Misuse] or [Unjudged].
package session

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/client"
	"kycspec/internal/combination"
	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/state"
)

// Options say what a session is about.
type Options struct {
	Settings config.Config
	Contract *contract.Contract
	Suite    *gherkin.Suite
	Memory   *Memory
	Whole    bool // nothing was selected: these are all scenarios that there are

	Log      bool          // write the run's messages into a file in the folder of states
	Throttle bool          // ask for the rate limit, wherever the target is
	Retries  int           // see [runner.Options]
	Limit    time.Duration // after which the run is stopped; 0: none
	Version  string        // of kycspec

	Now   func() time.Time // the time of day; nil: time.Now
	Clock client.Clock     // of waits for a remote target; nil: the real one

	// Ended is called whenever a scenario has ended, one call at a time, with
	// what has come of the run so far; nil: nothing is called.
	Ended func(*report.Collector)
	// Stopping is called, from another goroutine, before the run is stopped
	// because somebody asks for it or its time is over; what is under way may
	// then take the [Grace]. nil: nothing is called.
	Stopping func()
}

// Session is a suite that is to be run against a target, with everything that it needs.
type Session struct {
	Target  *Target
	Memory  *Memory
	LogFile string // where the log is; empty: there is none

	options    Options
	log        *os.File
	unlock     func() // the log
	stopper    *stopper
	known      *knownBreaks // nil: none are declared
	coverage   *contract.Coverage
	pairs      *combination.Coverage
	signatures signatureWatch
}

// Open prepares the target and the log. The target is sent nothing yet. The suite
// is one that [LoadHeld] gave: what it promises the contract does not rule out.
// The error is a [Misuse]. Somebody who ends the context asks for a stop of the run.
func Open(ctx context.Context, o Options) (*Session, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	var known []gherkin.KnownEntry
	if !o.Settings.Embedded { // which breaks nothing
		var err error
		if known, err = LoadKnown(o.Contract); err != nil {
			return nil, err
		}
	}
	t, err := OpenTarget(o.Contract, o.Settings, o.Clock)
	if err != nil {
		return nil, err
	}
	t.needs.throttle = o.Throttle
	s := newSession(ctx, t, o)
	if len(known) > 0 {
		s.known = newKnownBreaks(known, o.Now())
	}
	if o.Log {
		if s.log, err = openLog(o.Settings.StateDir, o.Now()); err != nil {
			s.Close()
			return nil, &Misuse{err}
		}
		s.LogFile, s.unlock = s.log.Name(), lock(s.log)
	}
	return s, nil
}

func newSession(ctx context.Context, t *Target, o Options) *Session {
	if o.Stopping == nil {
		o.Stopping = func() {}
	}
	s := &Session{Target: t, Memory: o.Memory, options: o, coverage: o.Contract.NewCoverage(),
		pairs: t.Environment.Design().NewCoverage(), unlock: func() {}}
	s.stopper = newStopper(ctx, o.Limit, o.Stopping)
	return s
}

// Close frees what the session holds.
func (s *Session) Close() {
	s.stopper.close()
	s.Target.Close()
	if s.log != nil {
		_ = s.log.Close()
	}
	s.unlock()
}

// RunResult is what came of a session.
type RunResult struct {
	Run     *report.Run
	Covered contract.CoverageReport
	Pairs   combination.Report
	Notes   []string // what the client noted of the target
	// SignaturesRefused says that no wallet's signature was accepted, which the
	// settings may be the cause of.
	SignaturesRefused bool

	observation state.RunObservation
}

// Run runs the scenarios. The log begins before the target is asked anything:
// whatever happens, there is one to read. The error is that of the log.
func (s *Session) Run() (*RunResult, error) {
	var collector report.Collector
	sinks := []runner.Sink{func(envelope *messages.Envelope) error {
		if collector.Add(envelope) && s.options.Ended != nil {
			s.options.Ended(&collector)
		}
		return nil
	}}
	if s.log != nil {
		sinks = append(sinks, runner.NDJSON(s.log))
	}
	watch := func(_ gherkin.Scenario, e *exchange.Exchange) {
		s.pairs.Add(e, s.coverage.Add(e))
		s.signatures.watch(e)
	}
	options := s.Target.options(watch, sinks...)
	options.Known, options.Retries = true, s.options.Retries
	if s.known != nil {
		options.KnownBreaks = s.known.find
		options.AfterRun = func() []error {
			return s.known.stale(s.options.Whole && s.stopper.why() == "", s.coverage.Report())
		}
	}
	options.Now, options.Version = s.options.Now, s.options.Version
	probed := sync.OnceFunc(s.probe)
	options.Stop = func() string {
		probed()
		return s.stopper.why()
	}
	options.Judged = func(_ gherkin.Scenario, verdict outcome.Verdict) { s.stopper.count(verdict) }
	if err := runner.Run(s.stopper.work, s.options.Suite, options); err != nil {
		return nil, &Unjudged{fmt.Errorf("run: %w", err)}
	}
	run := collector.Run()
	return &RunResult{Run: run, Covered: s.coverage.Report(), Pairs: s.pairs.Report(), Notes: s.Target.Client.Notes(),
		SignaturesRefused: s.signatures.refused(s.options.Contract, run), observation: s.observe(run)}, nil
}

// probe asks a target that is not this program whether it is ready. If it is
// not, the run is stopped.
func (s *Session) probe() {
	if s.Target.Settings.Embedded {
		return
	}
	going := s.stopper.going
	needsToken := func() bool { return s.Target.needsToken(going, s.options.Contract, s.options.Suite) }
	if err := s.Target.probe(going, s.options.Contract, needsToken); err != nil {
		s.stopper.stop(err.Error())
	}
}

// Compare says how what the run observed differs from what was observed before.
func (s *Session) Compare(r *RunResult) state.Drift {
	return state.Compare(s.Memory.State, r.observation)
}

// Accept writes what the run observed into the state, as what is to be expected. The
// error is an [Unjudged].
func (s *Session) Accept(ctx context.Context, l state.Lock, r *RunResult) error {
	return s.Memory.update(ctx, l, func(known *state.State) { known.Accept(r.observation) })
}

// Remember writes what the run observed into the state, and says how that differs
// from what was there before. The error is an [Unjudged]; there is a drift all the same.
func (s *Session) Remember(ctx context.Context, l state.Lock, r *RunResult) (state.Drift, error) {
	m, drift := s.Memory, s.Compare(r)
	err := m.update(ctx, l, func(known *state.State) {
		if m.State != nil {
			drift = state.Compare(known, r.observation) // another run may have written since
		}
		known.Remember(r.observation)
	})
	return drift, err
}
