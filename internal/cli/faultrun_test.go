package cli

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"kycspec/internal/client"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
)

// theFeature has a customer who is served, and then one whose request meets the fault.
const theFeature = `Feature: Faults

  Rule: Each customer is served

    Scenario: The one that is served
      Given a customer
      When the application requests KYC
      Then KYC is started

    Scenario: The one that meets the fault
      Given a customer with a wallet on ` + victim + `
      When the application requests KYC
      Then KYC is started
`

const (
	// soon is the time limit where it is to be met, for a process of its own and
	// TLS too, and late where it is not, however slow the machine. A machine may be
	// so slow that soon comes before the fault: then it is given so many times more.
	soon, soonApart, late, more = 400 * time.Millisecond, 900 * time.Millisecond, 10 * time.Second, 6
	// mostMemory is what a run may take above what the process had, in bytes.
	mostMemory = 64 << 20
	// mostTime is how long a run may take; a machine that does more than this one thing is slow.
	mostTime = 30 * time.Second
)

// met is what a run against a fault came to.
type met struct {
	code    int
	verdict outcome.Verdict // of the scenario that met it; undecided if none ran
	printed string
	peak    int64 // bytes of the heap above what there was
	took    time.Duration
}

// entry is what the table says of it.
func (m met) entry() string {
	return fmt.Sprintf("exit code %d, %s\n%s\n", m.code, m.verdict, strings.TrimSpace(shown(m.printed)))
}

// meet runs the command line in this process, in a folder of its own.
func meet(t *testing.T, url string, timeout time.Duration) met {
	t.Helper()
	dir := faultFolder(t)
	t.Chdir(dir)
	for name, value := range faultSettings(url, timeout) {
		t.Setenv(name, value)
	}
	p, out, errs := captured()
	p.clock = &client.JumpClock{}
	root := newRoot(p)
	root.SetArgs([]string{"run"})
	began := time.Now()
	var got met
	got.peak = peak(func() { got.code = p.conclude(root.ExecuteContext(t.Context())) })
	got.took = time.Since(began)
	got.printed = out.String() + errs.String()
	got.verdict = verdictIn(t, dir)
	return got
}

// faultFolder is a working folder with the feature in it.
func faultFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "features"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "features", "faults.feature"), []byte(theFeature), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// slow are the ways that meet the time limit, by a part of their names.
var slow = regexp.MustCompile(`silen|trickles|stops|drips|accepts`)

// limit is the time limit for a way of that name, soon or late.
func limit(name string, soon time.Duration) time.Duration {
	if slow.MatchString(name) {
		return soon
	}
	return late
}

func faultSettings(url string, timeout time.Duration) map[string]string {
	return map[string]string{"KYC_BASE_URL": url, "KYC_CLIENT_ID": faultApp.ID, "KYC_CLIENT_SECRET": faultApp.Secret,
		"KYC_TIMEOUT": timeout.String(), "KYC_RETRIES": "1", "KYC_CONCURRENCY": "1", "KYC_STATE_DIR": "state"}
}

// peak runs a function and gives the most that the heap grew by meanwhile. A
// memory limit keeps what is garbage already from counting.
func peak(run func()) int64 {
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	inUse := func() int64 {
		metrics.Read(heap)
		return int64(heap[0].Value.Uint64())
	}
	debug.FreeOSMemory()
	start := inUse()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(start + mostMemory/2))
	done, most := make(chan struct{}), make(chan int64)
	go func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		highest := start
		for {
			highest = max(highest, inUse())
			select {
			case <-tick.C:
			case <-done:
				most <- highest
				return
			}
		}
	}()
	run()
	close(done)
	return <-most - start
}

// verdictIn reads from the log below a folder what became of the scenario.
func verdictIn(t *testing.T, dir string) outcome.Verdict {
	t.Helper()
	logs, err := filepath.Glob(filepath.Join(dir, "state", "runs", "*.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range logs {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }()
		run, err := report.Read(file)
		if err != nil || !run.Whole {
			t.Fatalf("%s: whole %v, %v", name, run.Whole, err)
		}
		for _, o := range run.Scenarios {
			if o.Name == "The one that meets the fault" {
				return o.Verdict
			}
		}
	}
	return outcome.Undecided
}

// faultTable is what is printed about each fault, as it should be and as it is.
type faultTable struct {
	want, got map[string]string
}

const (
	faultFile = "testdata/faults.txt"
	overTLS   = ", over TLS" // how the names end of what was met so
)

func newFaultTable(t *testing.T) *faultTable {
	t.Helper()
	text, err := os.ReadFile(faultFile)
	if err != nil && !*update {
		t.Fatal(err)
	}
	table := &faultTable{want: map[string]string{}, got: map[string]string{}}
	for _, entry := range strings.Split(string(text), "\n== ")[1:] {
		name, body, _ := strings.Cut(entry, "\n")
		table.want[name] = strings.TrimRight(body, "\n") + "\n"
	}
	return table
}

// try meets a fault and holds what comes of it against the table.
func (table *faultTable) try(t *testing.T, name string, target func(*testing.T) string, want expected) {
	t.Run(name, func(t *testing.T) {
		table.hold(t, name, want, limit(name, soon), func(limit time.Duration) met { return meet(t, target(t), limit) })
	})
}

// hold meets a fault within a time limit, and wants of it what the table says.
func (table *faultTable) hold(t *testing.T, name string, want expected, limit time.Duration, meet func(limit time.Duration) met) {
	t.Helper()
	got := meet(limit)
	if limit != late && table.want[name] != got.entry() && !*update {
		got = meet(more * limit)
	}
	if got.code != want.exit || got.verdict != want.verdict {
		t.Errorf("exit code %d, verdict %q; want %d, %q:\n%s", got.code, got.verdict, want.exit, want.verdict, got.printed)
	}
	if got.peak > mostMemory || got.took > mostTime {
		t.Errorf("it took %d KiB and %v", got.peak>>10, got.took)
	}
	text := got.entry()
	if before, twice := table.got[name]; twice && before != text {
		t.Errorf("got:\n%s\nand once before:\n%s", text, before)
	}
	table.got[name] = text
	if table.want[name] != text && !*update {
		t.Errorf("got:\n%s\nwant:\n%s", text, table.want[name])
	}
}

// leftOut are lines that other tests are about.
var leftOut = regexp.MustCompile(`(?m)^(  Ask again:|Coverage:|Target:).*\n`)

// timeLimit is how a time limit is told.
var timeLimit = regexp.MustCompile(`within [0-9.]+m?s\b`)

// shown is what was printed, without what differs from run to run.
func shown(printed string) string {
	printed = timeLimit.ReplaceAllString(printed, "within LIMIT")
	for _, s := range scrubbed {
		printed = s.pattern.ReplaceAllString(printed, s.stand)
	}
	return leftOut.ReplaceAllString(printed, "")
}

// compare wants everything in the table to have been tried whose name ends, or
// does not end, in what the test is about; -update writes that part anew.
func (table *faultTable) compare(t *testing.T, about string) {
	t.Helper()
	whole := !strings.Contains(flag.Lookup("test.run").Value.String(), "/")
	for name := range table.want {
		if (about == "") == strings.HasSuffix(name, overTLS) {
			continue
		}
		if _, tried := table.got[name]; !tried && whole && !*update {
			t.Errorf("%s: %q is not tried", faultFile, name)
		}
		delete(table.want, name)
	}
	if !*update || !whole {
		return
	}
	maps.Copy(table.want, table.got)
	var b strings.Builder
	b.WriteString("What a run prints of each fault of a target, and its exit code. go test -update writes this file.\n")
	for _, name := range namesOf(table.want) {
		b.WriteString("\n== " + name + "\n" + table.want[name])
	}
	if err := os.WriteFile(faultFile, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func namesOf[V any](table map[string]V) []string { return slices.Sorted(maps.Keys(table)) }
