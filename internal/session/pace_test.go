package session

import (
	"context"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/client"
	"kycspec/internal/config"
	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/runner"
	"kycspec/internal/sandbox"
)

// paced is a sandbox on this machine that limits how often it may be asked.
type paced struct {
	settings config.Config
	clock    client.Clock
	asked    atomic.Int64
	refused  atomic.Int64 // as too many, against the limit of the sandbox
}

func newPaced(t testing.TB, rate float64, clock client.Clock) *paced {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	origin := "http://" + listener.Addr().String()
	box := sandbox.New(sandbox.Options{Contract: c, Origin: origin, RateLimit: rate, Now: clock.Now})
	p := &paced{clock: clock}
	server := sandbox.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked.Add(1)
		box.ServeHTTP(&watcher{w, &p.refused}, r)
	}))
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	p.settings, err = config.Load(config.Source{Environ: strings.Fields(box.Fixtures().Env(origin))})
	if err != nil {
		t.Fatal(err)
	}
	p.settings.Rate = rate
	return p
}

// watcher counts refusals for asking too often.
type watcher struct {
	http.ResponseWriter
	refused *atomic.Int64
}

func (w *watcher) WriteHeader(status int) {
	if status == http.StatusTooManyRequests {
		w.refused.Add(1)
	}
	w.ResponseWriter.WriteHeader(status)
}

// run runs the project's own features, and gives how long that took.
func (p *paced) run(t testing.TB) (*report.Run, time.Duration) {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	suite, err := LoadSuiteFrom(os.DirFS(project), gherkin.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	target, err := OpenTarget(c, p.settings, p.clock)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	var collector report.Collector
	sink := func(e *messages.Envelope) error {
		collector.Add(e)
		return nil
	}
	began := time.Now()
	if err := runner.Run(context.WithoutCancel(t.Context()), suite, target.options(func(gherkin.Scenario, *exchange.Exchange) {}, sink)); err != nil {
		t.Fatal(err)
	}
	return collector.Run(), time.Since(began)
}

// The time of this test is that of a clock that jumps: one scenario at a time,
// so that nobody's sleep is counted twice.
func TestTheSuiteKeepsThePaceThatTheSandboxAllows(t *testing.T) {
	const rate = 10
	clock := &client.JumpClock{}
	p := newPaced(t, rate, clock)
	p.settings.Concurrency = 1
	began := clock.Now()
	run, _ := p.run(t)
	took, slept := clock.Now().Sub(began).Seconds(), time.Until(clock.Now()).Seconds()
	if run.Count(outcome.Passed) != len(run.Scenarios) {
		t.Errorf("%d of %d scenarios passed", run.Count(outcome.Passed), len(run.Scenarios))
	}
	if refused := p.refused.Load(); refused > throttledOnPurpose {
		t.Errorf("the sandbox refused %d requests", refused)
	}
	// Slept is less by what the machine needs, and more by the waits that scenarios ask for.
	if needs := float64(p.asked.Load()-1) / rate; took < needs-0.1 || slept > needs*1.1 {
		t.Errorf("%d requests took %.1f s, of which %.1f s were slept", p.asked.Load(), took, slept)
	}
}

// BenchmarkPace runs the suite against a sandbox that allows each token just
// the pace that the run keeps. It fails where the run takes more than 5 % longer
// than its requests at that pace, where a scenario has not the verdict that it
// should have, and where the sandbox had to refuse more than the scenarios ask it to.
func BenchmarkPace(b *testing.B) {
	const rate, slack = 100, 1.05
	ratio, requests := 0.0, int64(0)
	for b.Loop() {
		p := newPaced(b, rate, client.RealClock{})
		run, took := p.run(b)
		if run.Count(outcome.Passed) != len(run.Scenarios) {
			b.Fatalf("%d of %d scenarios passed", run.Count(outcome.Passed), len(run.Scenarios))
		}
		if refused := p.refused.Load(); refused > throttledOnPurpose {
			b.Fatalf("the sandbox refused %d requests", refused)
		}
		requests = p.asked.Load()
		if ratio = took.Seconds() * rate / float64(requests); ratio > slack {
			b.Fatalf("%d requests took %s: %.3f of the time that they need", requests, took, ratio)
		}
	}
	b.ReportMetric(ratio, "ratio")
	b.ReportMetric(float64(requests), "requests")
}

// throttledOnPurpose is how often the features are refused because they ask too fast.
const throttledOnPurpose = 3
