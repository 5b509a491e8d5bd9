package cli

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/session"
	"kycspec/internal/state"
)

// workplace is a folder with some of the project's features.
type workplace struct {
	t   *testing.T
	dir string
}

func newWorkplace(t *testing.T, areas ...string) workplace {
	t.Helper()
	w := workplace{t, t.TempDir()}
	for _, area := range areas {
		if err := os.CopyFS(filepath.Join(w.dir, "features", area), os.DirFS(filepath.Join(project, "features", area))); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// command is kycspec as a process of its own: this binary, by that name.
func (w workplace) command(args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"kycspec"}, args...), Dir: w.dir, Env: []string{"HOME=" + w.dir, raceOptions}}
}

// run runs a command to its end.
func (w workplace) run(args ...string) (out string, code int) {
	w.t.Helper()
	text, err := w.command(args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Error(err)
		return "", -1
	}
	if exit != nil {
		code = exit.ExitCode()
	}
	return string(text), code
}

func (w workplace) file() state.Store { return state.Of(filepath.Join(w.dir, ".kycspec"), "") }

// known is the state, which has to be whole.
func (w workplace) known() *state.State {
	w.t.Helper()
	s, err := w.file().Read()
	if err != nil || s == nil {
		w.t.Fatalf("the state: %v, %v", s, err)
	}
	return s
}

// log is the log of the last run, which has to be readable, and how many
// scenarios' steps it tells all the ends of.
func (w workplace) log() (name string, run *report.Run, ended int) {
	w.t.Helper()
	runs, err := session.StoredRuns(filepath.Join(w.dir, ".kycspec"))
	if err != nil || len(runs) == 0 {
		return "", nil, 0
	}
	text, err := os.ReadFile(runs[0].Path)
	if err != nil {
		w.t.Fatal(err)
	}
	run, err = report.Read(bytes.NewReader(text))
	if err != nil && !errors.Is(err, report.ErrEmpty) {
		w.t.Fatal(err)
	}
	return runs[0].Name, run, endedScenarios(text)
}

// endedScenarios counts in a log the scenarios of which every step has ended. It
// reads the log by itself: a scenario has ended with its last step, whether or
// not the kill left the time to write testCaseFinished too.
func endedScenarios(text []byte) int {
	ended, steps, done := 0, map[string]int{}, map[string]int{}
	of := map[string]string{} // by id of the testCaseStarted, its test case
	for line := range bytes.Lines(text) {
		if !gjson.ValidBytes(line) { // the last, cut by the kill
			break
		}
		message := gjson.ParseBytes(line)
		if planned := message.Get("testCase"); planned.Exists() {
			steps[planned.Get("id").Str] = len(planned.Get("testSteps").Array())
		}
		if started := message.Get("testCaseStarted"); started.Exists() {
			of[started.Get("id").Str] = started.Get("testCaseId").Str
		}
		if step := message.Get("testStepFinished"); step.Exists() {
			id := step.Get("testCaseStartedId").Str
			if done[id]++; done[id] == steps[of[id]] {
				ended++
			}
		}
	}
	return ended
}

// killing bounds how long processes are killed.
const killing = 8 * time.Second

// A run that is killed at any moment leaves the state as it was, or as it is at
// the end, and its log readable up to the last scenario that finished.
func TestARunThatIsKilledHarmsNothing(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t, "access", "banned_customers")
	if out, code := w.run("run"); code != 0 {
		t.Fatal(code, out)
	}
	before := w.known()
	first, _, all := w.log()
	size := w.logLines()
	deadline, kills, early, midway := time.Now().Add(killing), 0, 0, 0
	for time.Now().Before(deadline) {
		kills++
		w.kill(first, rand.IntN(size+1))
		after := w.known()
		if same := cmp.Diff(before.Scenarios, after.Scenarios) == ""; !same {
			for address, known := range after.Scenarios {
				if old := before.Scenarios[address]; known.Verdict != outcome.Passed || known.Verified.Before(old.Verified) {
					t.Fatalf("%s: %+v", address, known)
				}
			}
			if len(after.Scenarios) != len(before.Scenarios) {
				t.Fatalf("%d scenarios, want %d", len(after.Scenarios), len(before.Scenarios))
			}
			before = after
		}
		name, run, ended := w.log()
		if name == first {
			early++
			continue
		}
		if run == nil {
			continue
		}
		if judged := run.Count(outcome.Passed); judged != ended || ended > all {
			t.Fatalf("the log tells of %d scenarios, and %d had ended", judged, ended)
		}
		if ended > 0 && ended < all {
			midway++
		}
		if err := os.Remove(filepath.Join(w.dir, ".kycspec", "runs", name+".ndjson")); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d before there was a log, %d in the midst of the scenarios", kills, early, midway)
	if kills > 20 && midway == 0 {
		t.Error("no run was killed in the midst of its scenarios")
	}
	if out, code := w.run("run"); code != 0 || strings.Contains(out, "rift") {
		t.Errorf("the next run: %d\n%s", code, out)
	}
}

// logLines is how many lines the log of the only run has.
func (w workplace) logLines() int {
	files, err := filepath.Glob(filepath.Join(w.dir, ".kycspec", "runs", "*.ndjson"))
	if err != nil || len(files) != 1 {
		w.t.Fatal(files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		w.t.Fatal(err)
	}
	return bytes.Count(text, []byte("\n"))
}

// kill starts a run and kills it when its log, which is not the first, has so
// many lines, or when it has ended.
func (w workplace) kill(first string, lines int) {
	w.t.Helper()
	cmd := w.command("run")
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
		}
		runs, err := session.StoredRuns(filepath.Join(w.dir, ".kycspec"))
		if err != nil || (lines > 0 && runs[0].Name == first) {
			continue
		}
		text, _ := os.ReadFile(runs[0].Path)
		if lines == 0 || bytes.Count(text, []byte("\n")) >= lines {
			_ = cmd.Process.Kill()
			<-ended
			return
		}
	}
}

// Processes that run at once, each other scenarios, lose nothing of each other.
func TestProcessesThatRunAtOnceLoseNothing(t *testing.T) {
	t.Parallel()
	areas := []string{"access", "banned_customers", "resilience"}
	w := newWorkplace(t, areas...)
	for round := range 3 {
		began := time.Now().UTC().Truncate(time.Second)
		var all sync.WaitGroup
		for _, area := range areas {
			all.Go(func() {
				if out, code := w.run("run", "features/"+area); code != 0 {
					t.Errorf("round %d, %s: %d\n%s", round, area, code, out)
				}
			})
		}
		all.Wait()
		verified := map[string]int{}
		for address, known := range w.known().Scenarios {
			if area := strings.Split(address, "/")[1]; known.Verdict == outcome.Passed && !known.Verified.Before(began) {
				verified[area]++
			}
		}
		for _, area := range areas {
			if verified[area] == 0 {
				t.Errorf("round %d: nothing of %s is known: %v", round, area, verified)
			}
		}
	}
}

// A run that cannot write its state says so after its verdict.
func TestARunWaitsForTheStateAndGivesUp(t *testing.T) {
	t.Parallel()
	w := newWorkplace(t, "access")
	if out, code := w.run("run"); code != 0 {
		t.Fatal(code, out)
	}
	before, err := os.ReadFile(w.file().Path)
	if err != nil {
		t.Fatal(err)
	}
	lock := flock.New(w.file().Path + ".lock")
	if got, err := lock.TryLock(); err != nil || !got {
		t.Fatal(got, err)
	}
	defer lock.Close()
	const broken = "Feature: B\n\n  Scenario: The one that is broken\n    Given a customer for whom KYC was started\n    When the application requests KYC\n    Then KYC is started\n    And the KYC session is another\n"
	if err := os.WriteFile(filepath.Join(w.dir, "features", "b.feature"), []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	const path = ".kycspec/embedded/state.json"
	want := fmt.Sprintf(`Waiting for another kycspec to write %s, for 1ms at most.
Error: write state: another process has held %[1]s.lock for 1ms
  The state is as it was; try again when the other has ended, or give a longer --lock-timeout.
`, path)
	for name, test := range map[string]struct {
		args []string
		code int
	}{
		"a run that is kept":   {[]string{"run", "--lock-timeout", "1ms", "features/access"}, exitInconclusive},
		"a run that is broken": {[]string{"run", "--lock-timeout", "1ms", "features/b.feature"}, exitBroken},
		"a drift":              {[]string{"drift", "--accept", "--lock-timeout", "1ms", "features/access"}, exitInconclusive},
		"a drift in detail":    {[]string{"drift", "--accept", "--lock-timeout", "1ms", "--detailed-exitcode", "features/access"}, exitBroken},
	} {
		t.Run(name, func(t *testing.T) {
			cmd := w.command(test.args...)
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			_ = cmd.Run()
			if diff := cmp.Diff(want, errs.String()); diff != "" || cmd.ProcessState.ExitCode() != test.code {
				t.Errorf("exit code %d, want %d (-want +got):\n%s", cmd.ProcessState.ExitCode(), test.code, diff)
			}
			if !strings.Contains(out.String(), " in ") {
				t.Errorf("no verdict: %s", out.String())
			}
		})
	}
	if after, err := os.ReadFile(w.file().Path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the state was written: %v", err)
	}
}
