package runner_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/runner"
)

var update = flag.Bool("update", false, "rewrite the stored logs")

// crowd is a feature whose scenarios are of many lengths, each broken or
// skipped at a step of its own: ids of one scenario straddle 9→10, 99→100 and 999→1000.
func crowd() (text string, want map[string]string) {
	want = map[string]string{}
	var b strings.Builder
	b.WriteString("Feature: Crowd\n  Background:\n    Given pass\n")
	for i := range 60 {
		length, name, word := 1+i*i%150, fmt.Sprintf("Scenario %d", i), []string{"pass", "fail", "skip", "be inconclusive"}[i%4]
		if i%10 == 0 {
			fmt.Fprintf(&b, "  Rule: Of %d\n    Background:\n      Given pass\n", i)
		}
		fmt.Fprintf(&b, "  Scenario: %s\n", name)
		for step := range length {
			if step == length/2 {
				fmt.Fprintf(&b, "    * %s\n", word)
			} else {
				fmt.Fprintf(&b, "    * pass with %d\n", step)
			}
		}
		want[name] = fmt.Sprintf("%s at %d of %d", word, length/2+2, length+2)
	}
	b.WriteString("  Scenario Outline: Row <n>\n    * <word>\n  Examples: Rows\n    | n | word |\n    | a | pass |\n    | b | fail |\n    | c | skip |\n")
	for n, word := range map[string]string{"a": "pass", "b": "fail", "c": "skip"} {
		want["Row "+n] = word + " at 2 of 3"
	}
	return b.String(), want
}

func TestRunWritesAWholeStreamUnderConcurrency(t *testing.T) {
	text, want := crowd()
	for _, concurrency := range []int{0, 8} {
		t.Run(fmt.Sprint(concurrency), func(t *testing.T) {
			var log bytes.Buffer
			options := standard()
			options.Concurrency, options.Now = concurrency, clock()
			options.Sinks = []runner.Sink{runner.NDJSON(&log)}
			if err := runner.Run(t.Context(), load(t, text), options); err != nil {
				t.Fatal(err)
			}
			s := check(t, readBack(t, log.Bytes()))
			if diff := cmp.Diff(want, s.ends(readBack(t, log.Bytes()))); diff != "" {
				t.Errorf("scenarios (-want +got):\n%s", diff)
			}
		})
	}
}

// ends says for every scenario at which step it ended, and how.
func (s *stream) ends(list []*messages.Envelope) map[string]string {
	ends := map[string]string{}
	at := map[string]int{}
	for _, envelope := range list {
		done := envelope.TestStepFinished
		if done == nil {
			continue
		}
		id, result := done.TestCaseStartedId, done.TestStepResult
		pickle := s.pickles[s.cases[id].PickleId]
		word := "pass"
		switch {
		case result.Exception != nil && result.Exception.Type == "inconclusive":
			word = "be inconclusive"
		case result.Status == messages.TestStepResultStatus_FAILED:
			word = "fail"
		case result.Status == messages.TestStepResultStatus_SKIPPED:
			word = "skip"
		}
		// A scenario that passes is said to end where the others do.
		_, over := ends[pickle.Name]
		if !over && (word != "pass" || pickle.Steps[at[id]].Text == "pass" && at[id] > 1 || strings.HasPrefix(pickle.Name, "Row") && at[id] == 2) {
			ends[pickle.Name] = fmt.Sprintf("%s at %d of %d", word, at[id], len(pickle.Steps))
		}
		at[id]++
	}
	return ends
}

func TestRunWritesEachMessageAtOnceAndWhole(t *testing.T) {
	var writes [][]byte
	w := writer(func(p []byte) (int, error) {
		writes = append(writes, bytes.Clone(p))
		return len(p), nil
	})
	options := standard()
	finished := 0
	options.Sinks = []runner.Sink{runner.NDJSON(w)}
	options.Before = func(ctx context.Context, _ gherkin.Scenario) (context.Context, error) {
		if got := bytes.Count(bytes.Join(writes, nil), []byte(`{"testCaseFinished"`)); got != finished {
			t.Errorf("%d scenarios are written when %d have finished", got, finished)
		}
		finished++
		return ctx, nil
	}
	if err := runner.Run(t.Context(), load(t, hello(5)), options); err != nil {
		t.Fatal(err)
	}
	for _, line := range writes {
		readBack(t, line)
		if bytes.Count(line, []byte("\n")) != 1 {
			t.Errorf("not one line: %q", line)
		}
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// hello is a feature of n scenarios of three steps.
func hello(n int) string {
	var b strings.Builder
	b.WriteString("Feature: Hello\n")
	for i := range n {
		fmt.Fprintf(&b, "  Scenario: Hello %d\n    Given pass\n    When pass with 1\n    Then pass\n", i)
	}
	return b.String()
}

func TestRunSaysThatASinkFails(t *testing.T) {
	calls, all := 0, 0
	options := standard()
	options.Sinks = []runner.Sink{
		runner.NDJSON(writer(func([]byte) (int, error) { calls++; return 0, errors.New("no space left") })),
		func(*messages.Envelope) error { all++; return nil },
	}
	err := runner.Run(t.Context(), load(t, hello(2)), options)
	if err == nil || err.Error() != "report run: write message: no space left" {
		t.Errorf("got %v", err)
	}
	if calls != 1 || all < 20 {
		t.Errorf("the failing sink got %d messages, the other %d", calls, all)
	}
}

func TestRunStopsWithItsContext(t *testing.T) {
	for name, hook := range map[string]bool{"with a hook": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			options := standard()
			options.Vocabulary = append(options.Vocabulary, steps(`stop`, func(ctx context.Context) error {
				cancel()
				<-ctx.Done()
				return fmt.Errorf("wait: %w", ctx.Err())
			})...)
			if hook {
				options.Before = func(ctx context.Context, _ gherkin.Scenario) (context.Context, error) { return ctx, nil }
			}
			text := "Feature: A\n  Scenario: a\n    Given pass\n  Scenario: b\n    Given stop\n    Then pass\n  Scenario: c\n    Given pass\n"
			list := recorded(t, ctx, load(t, text), options)
			check(t, list)
			want := []string{"PASSED", "FAILED inconclusive: the run was stopped", "SKIPPED", "SKIPPED stopped: the run was stopped"}
			if hook {
				want = []string{"PASSED", "PASSED", "PASSED", "FAILED inconclusive: the run was stopped", "SKIPPED", "SKIPPED stopped: the run was stopped", "SKIPPED"}
			}
			if diff := cmp.Diff(want, results(list)); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRunNeverTakesWhatDidNotEndForPassed(t *testing.T) {
	options := standard()
	options.Concurrency = 2
	options.Vocabulary = append(options.Vocabulary, steps(`leave`, func() error { runtime.Goexit(); return nil })...)
	list := recorded(t, t.Context(), load(t, "Feature: A\n  Scenario: a\n    Given leave\n    Then pass\n"), options)
	check(t, list)
	if diff := cmp.Diff([]string{"FAILED inconclusive: the step did not end", "SKIPPED"}, results(list)); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}

func TestRunTwiceUsesNoIDTwice(t *testing.T) {
	suite := load(t, "Feature: A\n  Scenario: a\n    Given pass\n")
	first := check(t, recorded(t, t.Context(), suite, standard()))
	for id, kind := range check(t, recorded(t, t.Context(), suite, standard())).ids {
		if first.ids[id] == kind && strings.HasPrefix(kind, "test") {
			t.Errorf("%s %s comes again", kind, id)
		}
	}
}

// travel is what the stored log is of: a bit of everything.
const travel = `@travel
Feature: Travel
  Background:
    Given pass

  Scenario: Leaving
    When pass with 7

  @sea
  Rule: Ships sail

    Scenario Outline: Sailing in <month>
      When ask <month>
      Then pass

      Examples: Months
        | why  | month |
        | calm | June  |
        | wild | March |

    Scenario Outline: Waiting
      When wait <days>

      Examples: Days
        | why  | days |
        | some | 2    |
        | many | 9    |

  Scenario: Missing
    When be inconclusive

  @needs:map
  Scenario: Finding
    When pass
`

func TestRunWritesTheStoredLog(t *testing.T) {
	var log bytes.Buffer
	options := standard()
	options.Vocabulary = append(options.Vocabulary, steps(
		`ask (\w+)`, func(ctx context.Context, month string) error {
			exchange.Attach(ctx, exchange.MediaType, exchange.Record{Method: "POST", URL: "https://example.test/sail", Status: 201, Curl: "curl -sS -X POST 'https://example.test/sail'"})
			if month == "March" {
				return &decided{"broken", "the ship sank"}
			}
			return nil
		},
		`wait (\d+)`, func(days int) error {
			if days > 2 {
				return errors.New("nobody waits so long")
			}
			return nil
		},
	)...)
	options.Version, options.Now = "1.2.3", clock()
	options.Sinks = []runner.Sink{runner.NDJSON(&log)}
	options.Before = func(ctx context.Context, scenario gherkin.Scenario) (context.Context, error) {
		for _, tag := range scenario.Tags {
			if tag == "@needs:map" {
				return ctx, fmt.Errorf("%w: needs a map", godog.ErrSkip)
			}
		}
		return ctx, nil
	}
	if err := runner.Run(t.Context(), load(t, travel), options); err != nil {
		t.Fatal(err)
	}
	check(t, readBack(t, log.Bytes()))
	const stored = "testdata/run.ndjson"
	if *update {
		if err := os.WriteFile(stored, steady(log.Bytes()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(stored)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(steady(log.Bytes())), "\n")); diff != "" {
		t.Errorf("log (-want +got), -update rewrites it:\n%s", diff)
	}
}

var machine = regexp.MustCompile(`"runtime":.*}}}|("uri":"runner/\w+\.go","location":{"line":)\d+`)

// steady leaves out of a log what depends on the machine and on the lines of this file.
func steady(log []byte) []byte {
	return machine.ReplaceAllFunc(log, func(found []byte) []byte {
		if bytes.HasPrefix(found, []byte(`"runtime"`)) {
			return []byte(`"runtime":{"name":"go"},"os":{"name":"any"},"cpu":{"name":"any"}}}`)
		}
		return machine.ReplaceAll(found, []byte("${1}1"))
	})
}
