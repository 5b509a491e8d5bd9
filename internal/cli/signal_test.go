package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/sandbox"
	"kycspec/internal/session"
)

// holder is a sandbox that holds back what is asked at level 2, and says so.
type holder struct {
	*httptest.Server
	app  sandbox.Application
	held chan struct{}
	free chan struct{} // closed: nothing is held any more
}

func newHolder(t *testing.T) *holder {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	box := sandbox.New(sandbox.Options{Contract: c})
	h := &holder{app: box.Fixtures().App, held: make(chan struct{}, 100), free: make(chan struct{})}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if gjson.GetBytes(body, "action.level").Int() == 2 {
			h.held <- struct{}{}
			select {
			case <-h.free:
			case <-r.Context().Done():
			}
		}
		box.ServeHTTP(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

// child is a run as a process of its own, in a folder of its own.
type child struct {
	*exec.Cmd
	t      *testing.T
	out    bytes.Buffer
	errors *lines
}

// lines is told what is written, line by line.
type lines struct {
	text  bytes.Buffer
	ended chan struct{} // one for each line
}

func (l *lines) Write(p []byte) (int, error) {
	n, err := l.text.Write(p)
	for range bytes.Count(p, []byte("\n")) {
		l.ended <- struct{}{}
	}
	return n, err
}

// patience is far more than any of these runs takes.
const patience = 60 * time.Second

func (h *holder) run(t *testing.T, feature string, args ...string) *child {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "features"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "features", "a.feature"), []byte(feature), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	p := &child{t: t, errors: &lines{ended: make(chan struct{}, 100)}}
	p.Cmd = exec.CommandContext(ctx, "kycspec", append([]string{"run", "--concurrency", "2"}, args...)...)
	p.Dir, p.Stdout, p.Stderr = dir, &p.out, p.errors
	p.Env = append(os.Environ(), "KYC_BASE_URL="+h.URL, "KYC_CLIENT_ID="+h.app.ID, "KYC_CLIENT_SECRET="+h.app.Secret)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// after waits for something to come, and then sends a signal.
func (p *child) after(come <-chan struct{}, times int, signal os.Signal) {
	p.t.Helper()
	for range times {
		select {
		case <-come:
		case <-time.After(patience):
			p.t.Fatalf("it does not come; so far:\n%s", &p.out)
		}
	}
	if signal != nil {
		if err := p.Process.Signal(signal); err != nil {
			p.t.Fatal(err)
		}
	}
}

// ended gives the exit code, or what killed the process, and all that it printed.
func (p *child) ended() (how, printed string) {
	p.t.Helper()
	err := p.Wait()
	how = "exit 0"
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		how = fmt.Sprint("exit ", exit.ExitCode())
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			how = status.Signal().String()
		}
	} else if err != nil {
		p.t.Fatal(err)
	}
	printed = p.errors.text.String() + p.out.String()
	for _, s := range scrubbed {
		printed = s.pattern.ReplaceAllString(printed, s.stand)
	}
	return how, printed
}

// stored reads the run's log.
func (p *child) stored() *report.Run {
	p.t.Helper()
	files, err := filepath.Glob(filepath.Join(p.Dir, ".kycspec", "runs", "*.ndjson"))
	if err != nil || len(files) != 1 {
		p.t.Fatalf("%d logs: %v", len(files), err)
	}
	file, err := os.Open(files[0])
	if err != nil {
		p.t.Fatal(err)
	}
	defer file.Close()
	run, err := report.Read(file)
	if err != nil {
		p.t.Fatal(err)
	}
	return run
}

func verdicts(run *report.Run) string {
	var words []string
	for _, o := range run.Scenarios {
		words = append(words, o.Name+": "+o.Verdict.String())
	}
	return strings.Join(words, ", ")
}

// heldFeature has one scenario that is kept, two that are held, the second of
// which promises as it says, and one that comes later.
func heldFeature(promise string) string {
	return `Feature: Held
  Scenario: First
    Given a customer
    When the application requests KYC
    Then KYC is started

  Scenario: Held
    Given a customer
    When the application requests KYC at level 2
    Then KYC is started

  Scenario: Held too
    Given a customer for whom KYC was started
    When the application requests KYC at level 2
    Then ` + promise + `

  Scenario: Later
    Given a customer
    When the application requests KYC at level 2
    Then KYC is started
`
}

// sessionID is the id of a KYC session.
var sessionID = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

const stopping = "Stopping: what is under way may take 5s more. Ctrl-C stops at once.\n"

func TestASignalStopsARunBetweenScenarios(t *testing.T) {
	const rest = "Coverage: SOME\nTarget: http://127.0.0.1:PORT. Log: .kycspec/runs/WHEN.ndjson\n"
	const later = "Skipped: the run was stopped\n  1 scenario: Later\n\n"
	broken := `Broken: Held too
  features/a.feature:12   POST /compliance/v2/kyc → 201
  semantic/201/data.widget_data/base64   /data/widget_data: want the session UUID, got UUID   (schemas/openapi.yaml:329)

`
	for name, test := range map[string]struct {
		signal            os.Signal
		promise           string
		args              []string
		how, printed, end string
	}{
		"Ctrl-C": {syscall.SIGINT, "KYC is started", nil, "exit 3",
			stopping + later + "3 passed, 1 skipped in TIME\n", "First: passed, Held: passed, Held too: passed, Later: skipped"},
		"SIGTERM": {syscall.SIGTERM, "KYC is started", nil, "exit 3",
			stopping + later + "3 passed, 1 skipped in TIME\n", "First: passed, Held: passed, Held too: passed, Later: skipped"},
		"Ctrl-C when something is broken": {syscall.SIGINT, "KYC is started\n    And the KYC session is the same", []string{"--retries", "1"}, "exit 1",
			stopping + broken + later + "2 passed, 1 broken, 1 skipped in TIME\n", "First: passed, Held: passed, Held too: broken, Later: skipped"},
		"the end of its time": {nil, "KYC is started", []string{"--timeout", "2s"}, "exit 3",
			stopping + "Skipped: the run was stopped: it took longer than 2s\n  1 scenario: Later\n\n" + "3 passed, 1 skipped in TIME\n",
			"First: passed, Held: passed, Held too: passed, Later: skipped"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolder(t)
			p := h.run(t, heldFeature(test.promise), test.args...)
			p.after(h.held, 2, test.signal)
			p.after(p.errors.ended, 1, nil)
			close(h.free)
			how, printed := p.ended()
			if how != test.how {
				t.Errorf("it ended with %s, want %s", how, test.how)
			}
			if diff := cmp.Diff(test.printed+rest, sessionID.ReplaceAllString(withoutCommands(printed), "UUID")); diff != "" {
				t.Errorf("printed (-want +got):\n%s", diff)
			}
			run := p.stored()
			if got := verdicts(run); got != test.end || !run.Whole || !run.Stopped {
				t.Errorf("the log has %s; whole %v, stopped %v", got, run.Whole, run.Stopped)
			}
		})
	}
}

// withoutCommands leaves out the commands to ask again.
func withoutCommands(printed string) string {
	var kept []string
	for _, line := range strings.SplitAfter(printed, "\n") {
		if !strings.HasPrefix(line, "  Ask again:  ") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func TestWhatIsUnderWayIsCutWhenTheGraceIsOver(t *testing.T) {
	t.Parallel()
	h := newHolder(t)
	p := h.run(t, heldFeature("KYC is started"))
	p.after(h.held, 2, syscall.SIGTERM)
	began := time.Now()
	how, printed := p.ended()
	want := stopping + `Inconclusive: the run was stopped
  features/a.feature:7
  2 scenarios: Held, Held too

Skipped: the run was stopped
  1 scenario: Later

1 passed, 2 inconclusive, 1 skipped in TIME
Coverage: SOME
Target: http://127.0.0.1:PORT. Log: .kycspec/runs/WHEN.ndjson
`
	if diff := cmp.Diff(want, printed); diff != "" || how != "exit 3" {
		t.Errorf("%s, printed (-want +got):\n%s", how, diff)
	}
	if took := time.Since(began); took < session.Grace-time.Second {
		t.Errorf("what was under way had only %s", took)
	}
	if run := p.stored(); !run.Whole {
		t.Error("the log is not whole")
	}
}

func TestASignalWhileARunStopsEndsItAtOnceAndLeavesALogToRead(t *testing.T) {
	for name, test := range map[string]struct {
		stop os.Signal
		args []string
	}{
		"after Ctrl-C":              {syscall.SIGINT, nil},
		"after SIGTERM":             {syscall.SIGTERM, nil},
		"after the end of its time": {nil, []string{"--timeout", "2s"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHolder(t)
			p := h.run(t, heldFeature("KYC is started"), test.args...)
			p.after(h.held, 2, test.stop)
			p.after(p.errors.ended, 1, syscall.SIGINT)
			how, printed := p.ended()
			if how != "interrupt" || printed != stopping {
				t.Errorf("it ended with %s and printed\n%s", how, printed)
			}
			run := p.stored()
			want := "First: passed, Held: inconclusive, Held too: inconclusive, Later: skipped"
			if got := verdicts(run); got != want || run.Whole || run.Verdict() != outcome.Inconclusive {
				t.Errorf("the log has %s; whole %v, %s", got, run.Whole, run.Verdict())
			}
		})
	}
}
