package report_test

import (
	"encoding/base64"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kycspec/internal/exchange"
	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
)

// stored is a log that the runner's tests write and keep up to date.
const stored = "../runner/testdata/run.ndjson"

func TestReadTellsAStoredRun(t *testing.T) {
	log, err := os.Open(stored)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	run, err := report.Read(log)
	if err != nil {
		t.Fatal(err)
	}
	sail := exchange.Record{Method: "POST", URL: "https://example.test/sail", Status: 201, Curl: "curl -sS -X POST 'https://example.test/sail'"}
	about := func(o report.Outcome) report.Outcome {
		o.Path, o.Feature = "features/a.feature", "Travel"
		if o.Template == "" {
			o.Template = o.Name
		}
		o.Tags = append([]string{"@travel"}, o.Tags...)
		if o.Name != "Leaving" {
			o.Rule = "Ships sail"
			o.Tags = append([]string{"@travel", "@sea"}, o.Tags[1:]...)
		}
		return o
	}
	tea := []outcome.Violation{{Clause: "status/418", Got: reporttest.Text("<tea>")}}
	want := []report.Outcome{
		about(report.Outcome{Identity: outcome.Identity{Name: "Leaving"}, Line: 6, Verdict: outcome.Passed, Duration: 6 * time.Millisecond}),
		about(report.Outcome{Identity: outcome.Identity{Name: "Sailing in June", Template: "Sailing in <month>", Example: "Months: calm"}, Line: 18, Verdict: outcome.Passed,
			Exchanges: []exchange.Record{sail}, Answers: []exchange.Record{sail}, Duration: 9 * time.Millisecond}),
		about(report.Outcome{Identity: outcome.Identity{Name: "Sailing in March", Template: "Sailing in <month>", Example: "Months: wild"}, Line: 19, Verdict: outcome.Broken,
			Reason: "the ship sank", Proof: outcome.Proof{Violations: tea}, FailedStep: report.Step{Text: "When ask March", Line: 13}, Exchanges: []exchange.Record{sail}, Answers: []exchange.Record{sail}, Duration: 10 * time.Millisecond}),
		about(report.Outcome{Identity: outcome.Identity{Name: "Waiting", Example: "Days: some"}, Line: 26, Verdict: outcome.Passed, Duration: 6 * time.Millisecond}),
		about(report.Outcome{Identity: outcome.Identity{Name: "Waiting", Example: "Days: many"}, Line: 27, Verdict: outcome.Broken,
			Reason: "nobody waits so long", FailedStep: report.Step{Text: "When wait 9", Line: 22}, Duration: 6 * time.Millisecond}),
		about(report.Outcome{Identity: outcome.Identity{Name: "Missing"}, Line: 29, Verdict: outcome.Inconclusive, Reason: "send: nobody answers", Proof: outcome.Proof{Violations: tea},
			FailedStep: report.Step{Text: "When be inconclusive", Line: 30}, Duration: 7 * time.Millisecond}),
		about(report.Outcome{Identity: outcome.Identity{Name: "Finding"}, Line: 33, Verdict: outcome.Skipped, Reason: "needs a map", Tags: []string{"@needs:map"}, Duration: 6 * time.Millisecond}),
	}
	if diff := cmp.Diff(want, run.Scenarios, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("scenarios (-want +got):\n%s", diff)
	}
	if !run.Whole || run.Duration != 72*time.Millisecond || run.Verdict() != outcome.Broken {
		t.Errorf("whole %v, took %v, is %s", run.Whole, run.Duration, run.Verdict())
	}
	if got := run.Scenarios[4].Address(); got != "features/a.feature > Ships sail > Waiting > Days: many" {
		t.Errorf("address %q", got)
	}
	if got := run.Scenarios[4].Label() + ", " + run.Scenarios[1].Label(); got != "Waiting (Days: many), Sailing in June" {
		t.Errorf("labels %q", got)
	}
}

// TestReadTakesALogCutAnywhere cuts a log at every byte of some lines and at the end of all.
func TestReadTakesALogCutAnywhere(t *testing.T) {
	text, err := os.ReadFile(stored)
	if err != nil {
		t.Fatal(err)
	}
	log := string(text)
	whole, err := report.Read(strings.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	for at := 1; at < len(log)-1; at++ {
		if rest := log[at:]; rest[0] != '\n' && log[at-1] != '\n' && at%97 != 0 {
			continue
		}
		run, err := report.Read(strings.NewReader(log[:at]))
		if errors.Is(err, report.ErrEmpty) && !strings.Contains(log[:at], "}\n") {
			continue
		}
		if err != nil {
			t.Fatalf("cut at %d: %v", at, err)
		}
		if rest := log[at:]; rest == "\n" {
			continue
		}
		if run.Whole || run.Verdict() == outcome.Passed {
			t.Fatalf("cut at %d: whole %v, %s", at, run.Whole, run.Verdict())
		}
		for i, o := range run.Scenarios {
			full := whole.Scenarios[i]
			if o.Verdict != full.Verdict && o.Why() != "the run was stopped" {
				t.Fatalf("cut at %d: %s is %s, %q", at, o.Label(), o.Verdict, o.Why())
			}
		}
	}
}

func TestReadSaysWhatACutLogLeftOpen(t *testing.T) {
	text, err := os.ReadFile(stored)
	if err != nil {
		t.Fatal(err)
	}
	// In the middle of the third scenario's first step.
	cut := strings.Index(string(text), `{"testStepStarted":{"testCaseStartedId":"83"`)
	run, err := report.Read(strings.NewReader(string(text)[:cut+20]))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range run.Scenarios {
		got = append(got, o.Verdict.String()+": "+o.Why())
	}
	want := []string{"passed: ", "passed: ", "inconclusive: the run was stopped", "skipped: the run was stopped",
		"skipped: the run was stopped", "skipped: the run was stopped", "skipped: the run was stopped"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("scenarios (-want +got):\n%s", diff)
	}
}

func TestReadSaysWhatIsNoLog(t *testing.T) {
	for name, test := range map[string]struct{ log, want string }{
		"empty":        {"", "read run: there is no message in it"},
		"blank":        {"\n\n", "read run: there is no message in it"},
		"not JSON":     {"hello\n", "read run: line 1 is no Cucumber message: invalid character 'h' looking for beginning of value"},
		"another JSON": {`{"meta":{}}` + "\n[1]\n", "read run: line 2 is no Cucumber message: json: cannot unmarshal array into Go value of type messages.Envelope"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := report.Read(strings.NewReader(test.log))
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
	if _, err := report.Read(iotest.ErrReader(errors.New("disk gone"))); err == nil || err.Error() != "read run: disk gone" {
		t.Errorf("got %v", err)
	}
}

func TestVerdictOfAScenarioIsThatOfItsWorstStep(t *testing.T) {
	const unclear = "a step has no definition, or its status is unknown"
	status := func(s messages.TestStepResultStatus, kind string) *messages.TestStepResult {
		result := &messages.TestStepResult{Status: s}
		if kind != "" {
			result.Exception = &messages.Exception{Type: kind, Message: "of " + kind}
		}
		return result
	}
	for name, test := range map[string]struct {
		result *messages.TestStepResult
		want   outcome.Verdict
		reason string
	}{
		"passed":                 {status(messages.TestStepResultStatus_PASSED, ""), outcome.Passed, ""},
		"skipped":                {status(messages.TestStepResultStatus_SKIPPED, ""), outcome.Skipped, ""},
		"failed":                 {status(messages.TestStepResultStatus_FAILED, ""), outcome.Broken, ""},
		"another tool's failure": {status(messages.TestStepResultStatus_FAILED, "AssertionError"), outcome.Broken, "of AssertionError"},
		"inconclusive":           {status(messages.TestStepResultStatus_FAILED, "inconclusive"), outcome.Inconclusive, "of inconclusive"},
		"known":                  {status(messages.TestStepResultStatus_FAILED, "known"), outcome.Known, "of known"},
		"passed cannot fail":     {status(messages.TestStepResultStatus_FAILED, "passed"), outcome.Broken, "of passed"},
		"undefined":              {status(messages.TestStepResultStatus_UNDEFINED, ""), outcome.Inconclusive, unclear},
		"ambiguous":              {status(messages.TestStepResultStatus_AMBIGUOUS, ""), outcome.Inconclusive, unclear},
		"pending":                {status(messages.TestStepResultStatus_PENDING, ""), outcome.Inconclusive, unclear},
		"unknown":                {status(messages.TestStepResultStatus_UNKNOWN, ""), outcome.Inconclusive, unclear},
		"a status of the future": {status("SUPERB", ""), outcome.Inconclusive, unclear},
		"never told":             {nil, outcome.Inconclusive, "not every step ran"},
	} {
		t.Run(name, func(t *testing.T) {
			list := reporttest.Log(reporttest.Played{Name: "a"})
			var c report.Collector
			for _, envelope := range list {
				if done := envelope.TestStepFinished; done != nil {
					done.TestStepResult = test.result
				}
				c.Add(envelope)
			}
			got := c.Run().Scenarios[0]
			if got.Verdict != test.want || got.Why() != test.reason {
				t.Errorf("got %s, %q; want %s, %q", got.Verdict, got.Why(), test.want, test.reason)
			}
		})
	}
}

func TestVerdictOfARunIsItsWorst(t *testing.T) {
	for name, test := range map[string]struct {
		verdicts []string
		want     outcome.Verdict
	}{
		"nothing ran":     {nil, outcome.Inconclusive},
		"all well":        {[]string{"", "skipped"}, outcome.Passed},
		"known and flaky": {[]string{"known", "flaky"}, outcome.Passed},
		"one unclear":     {[]string{"", "inconclusive"}, outcome.Inconclusive},
		"one broken":      {[]string{"inconclusive", "broken", ""}, outcome.Broken},
	} {
		t.Run(name, func(t *testing.T) {
			var c report.Collector
			var scenarios []reporttest.Played
			for _, v := range test.verdicts {
				scenarios = append(scenarios, reporttest.Played{Verdict: v})
			}
			for _, envelope := range reporttest.Log(scenarios...) {
				c.Add(envelope)
			}
			if got := c.Run().Verdict(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestAttachmentsOfBothCodingsAreRead(t *testing.T) {
	list := reporttest.Log(reporttest.Played{Name: "a", Verdict: "broken", Asked: reporttest.Asked(201), Details: reporttest.Flow("7")})
	for _, envelope := range list {
		if a := envelope.Attachment; a != nil {
			a.Body, a.ContentEncoding = base64.StdEncoding.EncodeToString([]byte(a.Body)), messages.AttachmentContentEncoding_BASE64
		}
	}
	var c report.Collector
	for _, envelope := range list {
		c.Add(envelope)
	}
	got := c.Run().Scenarios[0]
	if diff := cmp.Diff(reporttest.Flow("7"), got.Violations); diff != "" || len(got.Exchanges) != 1 || got.Exchanges[0].Curl != reporttest.Curl {
		t.Errorf("%d exchanges, violations (-want +got):\n%s", len(got.Exchanges), diff)
	}
}
