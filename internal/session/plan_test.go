package session

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/plan"
	"kycspec/internal/sandbox"
)

// TestThePlanCountsWhatARunSends runs the whole suite against a sandbox that
// counts what arrives, and plans it beforehand.
func TestThePlanCountsWhatARunSends(t *testing.T) {
	t.Chdir(project)
	c, err := LoadContract()
	if err != nil {
		t.Fatal(err)
	}
	file, arrived := countingTarget(t, c)
	settings, err := config.Load(config.Source{File: file, FileRequired: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, tags := range map[string]string{"everything whose requests do not depend on how fast they are": "not @throttle", "a part": "@access or @banned", "two scenarios": "@smoke and not @access"} {
		t.Run(name, func(t *testing.T) {
			p := planOf(t, c, gherkin.Selection{Tags: tags}, settings)
			arrived.Store(0)
			run(t, c, gherkin.Selection{Tags: tags}, settings)
			if got := int(arrived.Load()); got != p.Requests.Total() {
				t.Errorf("the plan says %d requests, and the run sent %d: %+v", p.Requests.Total(), got, p.Requests)
			}
		})
	}
}

func planOf(t *testing.T, c *contract.Contract, selection gherkin.Selection, settings config.Config) *plan.Plan {
	t.Helper()
	held, err := LoadHeld(t.Context(), c, selection, RehearsalOptions{Settings: settings})
	if err != nil {
		t.Fatal(err)
	}
	p, err := Plan(t.Context(), PlanOptions{Settings: settings, Contract: c, Held: held, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t *testing.T, c *contract.Contract, selection gherkin.Selection, settings config.Config) {
	t.Helper()
	suite, err := LoadSuite(selection)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), Options{Settings: settings, Contract: c, Suite: suite, Memory: &Memory{}, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	result, err := s.Run()
	if err != nil || result.Run.Verdict() != outcome.Passed {
		t.Fatalf("run: %v, %v", result.Run.Verdict(), err)
	}
}

// countingTarget is a sandbox at an address of this machine that counts what
// arrives, and the .env for it.
func countingTarget(t *testing.T, c *contract.Contract) (file string, arrived *atomic.Int64) {
	t.Helper()
	arrived = &atomic.Int64{}
	var box http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		arrived.Add(1)
		box.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	served := sandbox.New(sandbox.Options{Contract: c, Origin: server.URL})
	box = served
	file = filepath.Join(t.TempDir(), "env")
	if err := os.WriteFile(file, []byte(served.Fixtures().Env(server.URL)), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, arrived
}
