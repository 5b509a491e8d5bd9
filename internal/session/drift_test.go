package session_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/sandbox"
	"kycspec/internal/sandbox/sandboxtest"
	"kycspec/internal/session"
	"kycspec/internal/state"
	"kycspec/internal/view"
	"kycspec/steps"
)

// look is how a sandbox within this process is looked at.
type look struct {
	faults      sandbox.Faults
	concurrency int
	on          time.Time
	paths       []string
}

// look runs the project's features, and gives what the run saw and its secrets.
func (l look) look(t *testing.T) (state.RunObservation, map[string]string) {
	t.Helper()
	return session.Observe(t, l.faults, l.concurrency, l.on, l.paths)
}

func remembered(seen state.RunObservation) *state.State {
	s := &state.State{}
	s.Remember(seen)
	return s
}

var third = time.Date(2024, time.November, 3, 4, 0, 0, 0, time.UTC)

// told is what a drift comes to in sentences, on 20 November 2024.
func told(d state.Drift) string {
	say := view.ChangeRenderer{Now: third.AddDate(0, 0, 17), Called: steps.Called, Statuses: d.Statuses}
	var lines []string
	for _, c := range append(d.Changes, d.Returned...) {
		lines = append(lines, say.Sentence(c))
	}
	return strings.Join(lines, "\n")
}

func TestAnUnchangedSandboxDoesNotDrift(t *testing.T) {
	t.Parallel()
	first, _ := look{on: third}.look(t)
	known := remembered(first)
	if verified := len(known.Scenarios); verified < 400 {
		t.Fatalf("%d scenarios", verified)
	}
	rounds, ways := 2, []int{1, 8, 32}
	if testing.Short() {
		rounds, ways = 1, []int{8}
	}
	for round := range rounds {
		for _, concurrency := range ways {
			again, _ := look{concurrency: concurrency, on: third}.look(t)
			if drift := state.Compare(known, again); drift.Any() {
				t.Errorf("round %d, %d at a time:\n%s", round, concurrency, told(drift))
			}
			known.Remember(again)
		}
	}
}

// each rewrites one after the other.
func each(changes ...func(*sandbox.Answer)) sandbox.Faults {
	return sandbox.Faults{Rewrite: func(a *sandbox.Answer) {
		for _, change := range changes {
			change(a)
		}
	}}
}

// What moves within the contract's freedom is told, and nothing else.
func TestAFreedomThatMovesIsToldAndNothingElse(t *testing.T) {
	const widget, expires = `"widget_data"`, `"expires_at":"soon","widget_data"`
	forged := `"A signature that is of no key at all is of nobody" and FORGED more`
	paths := []string{"features/access", "features/negotiation", "features/starting_kyc/levels.feature", "features/wallet_signatures"}
	for name, test := range session.Some(map[string]struct {
		before, after sandbox.Faults
		want          string
	}{
		"nothing":        {each(), each(), ""},
		"a refusal":      {each(sandboxtest.RefuseWith401), each(), forged + " were refused with 401 until 3 November, now with 422."},
		"a property":     {each(), each(sandboxtest.InStarted(widget, expires)), "`data.expires_at` (string) is new in started (201) answers (STARTED scenarios)."},
		"none any more":  {each(sandboxtest.InStarted(widget, expires)), each(), "`data.expires_at` (string) is gone from started (201) answers; there until 3 November (STARTED scenarios)."},
		"a header":       {each(), each(sandboxtest.WithRefusals("x-powered-by")), "The header X-Powered-By is new in 4xx answers (REFUSED scenarios)."},
		"another header": {each(sandboxtest.WithRefusals("X-Powered-By")), each(sandboxtest.WithRefusals("Server")), "The header Server is new in 4xx answers (REFUSED scenarios).\nThe header X-Powered-By is gone from 4xx answers; there until 3 November (REFUSED scenarios)."},
		"everything": {each(sandboxtest.RefuseWith401), each(sandboxtest.InStarted(widget, expires), sandboxtest.WithRefusals("X-Powered-By")),
			forged + " were refused with 401 until 3 November, now with 422.\n`data.expires_at` (string) is new in started (201) answers (STARTED scenarios).\nThe header X-Powered-By is new in 4xx answers (UNMOVED scenarios)."},
	}) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, _ := look{faults: test.before, on: third, paths: paths}.look(t)
			after, _ := look{faults: test.after, on: third.AddDate(0, 0, 17), concurrency: 8, paths: paths}.look(t)
			started, refused := count(after, func(o state.Observation) bool { return o.Status == http.StatusCreated }), count(after, isRefusal)
			forged := count(after, func(o state.Observation) bool { return o.Says["/error/code"] == `"siwe_signer"` })
			want := strings.NewReplacer("STARTED", fmt.Sprint(started), "REFUSED", fmt.Sprint(refused),
				"UNMOVED", fmt.Sprint(refused-forged), "FORGED", fmt.Sprint(forged-1)).Replace(test.want)
			if diff := cmp.Diff(want, told(state.Compare(remembered(before), after))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func isRefusal(o state.Observation) bool { return o.Status/100 == 4 }

// count is of the scenarios with such an answer.
func count(seen state.RunObservation, such func(state.Observation) bool) (n int) {
	for _, s := range seen.Scenarios {
		if slices.ContainsFunc(s.Observed, such) {
			n++
		}
	}
	return n
}

func TestAStateHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	observation, secrets := look{on: third, faults: each(sandboxtest.InStarted(`"widget_data"`, `"token":"eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2VjcmV0","widget_data"`))}.look(t)
	f := state.Of(t.TempDir(), "")
	err := f.Update(t.Context(), state.Lock{}, func(s *state.State) error { s.Remember(observation); return nil })
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	if len(secrets) == 0 || !bytes.Contains(text, []byte(`"/data/token": "string"`)) {
		t.Fatalf("%d secrets, and what is observed is not there", len(secrets))
	}
	secrets["a token"] = "eyJ"
	for name, value := range secrets {
		if value != "" && bytes.Contains(text, []byte(value)) {
			t.Errorf("%s is in the state", name)
		}
	}
}
