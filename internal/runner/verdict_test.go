package runner_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"testing"

	"github.com/cucumber/godog"
	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"kycspec/internal/exchange"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/runner"
)

// decided is an error that says what it means and can tell more.
type decided struct{ verdict, text string }

func (e *decided) Error() string { return e.text }
func (e *decided) Verdict() outcome.Verdict {
	verdict, _ := outcome.ParseVerdict(e.verdict)
	return verdict
}
func (e *decided) Proof() outcome.Proof {
	return outcome.Proof{Violations: []outcome.Violation{{Clause: "status/418", Got: outcome.Term{Kind: outcome.WantText, Text: "<tea>"}}}}
}

func load(t *testing.T, text string) *gherkin.Suite {
	t.Helper()
	suite, err := gherkin.Load(one(text), gherkin.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

// standard is a vocabulary of everything that a step can do.
func standard() runner.Options {
	return runner.Options{Vocabulary: steps(
		`pass`, func() error { return nil },
		`pass with (\d+)`, func(int) error { return nil },
		`pass a context`, func(ctx context.Context) (context.Context, error) {
			return context.WithValue(ctx, passedKey{}, "kept"), nil
		},
		`see the context`, func(ctx context.Context) error {
			if ctx.Value(passedKey{}) != "kept" {
				return errors.New("it is gone")
			}
			return nil
		},
		`break`, func(ctx context.Context) error {
			exchange.Attach(ctx, "application/json", "asked")
			return fmt.Errorf("check: %w", &decided{"broken", "it broke"})
		},
		`fail`, func() error { return errors.New("no such luck") },
		`be inconclusive`, func() error { return fmt.Errorf("send: %w", &decided{"inconclusive", "nobody answers"}) },
		`be known`, func() error { return &decided{"known", "again"} },
		`be odd`, func() error { return &decided{"passed", "odd"} },
		`skip`, func() error { return fmt.Errorf("%w: needs a hotel", godog.ErrSkip) },
		`be pending`, func() error { return godog.ErrPending },
		`panic`, func(ctx context.Context) (context.Context, error) { panic("oh no") },
		`dereference`, func(ctx context.Context) error { var none *decided; return errors.New(none.text) },
		`lose the context`, func(context.Context) (context.Context, error) { return context.Background(), nil },
		`give no context`, func(context.Context) (context.Context, error) { return nil, errors.New("none") },
	)}
}

type passedKey struct{}

var lineNumber = regexp.MustCompile(`(_test\.go:)\d+`)

// results gives, for each step that finished, its status, its verdict and its
// message, with the numbers of the lines of this file left out.
func results(list []*messages.Envelope) []string {
	var lines []string
	for _, envelope := range list {
		if done := envelope.TestStepFinished; done != nil {
			line := string(done.TestStepResult.Status)
			if exception := done.TestStepResult.Exception; exception != nil {
				line += " " + exception.Type
			}
			if done.TestStepResult.Message != "" {
				line += ": " + lineNumber.ReplaceAllString(done.TestStepResult.Message, "${1}N")
			}
			lines = append(lines, line)
		}
	}
	return lines
}

func TestRunDerivesEveryStatusFromTheSteps(t *testing.T) {
	for step, want := range map[string][]string{
		"pass":             {"PASSED", "PASSED"},
		"pass with 12":     {"PASSED", "PASSED"},
		"break":            {"FAILED broken: check: it broke", "SKIPPED"},
		"fail":             {"FAILED broken: no such luck", "SKIPPED"},
		"be inconclusive":  {"FAILED inconclusive: send: nobody answers", "SKIPPED"},
		"be known":         {"FAILED known: again", "SKIPPED"},
		"be odd":           {"FAILED broken: odd", "SKIPPED"},
		"skip":             {"SKIPPED: needs a hotel", "SKIPPED"},
		"be pending":       {"PENDING inconclusive: step implementation is pending", "SKIPPED"},
		"panic":            {"FAILED inconclusive: the tool has a defect: oh no (runner/verdict_test.go:N)", "SKIPPED"},
		"dereference":      {"FAILED inconclusive: the tool has a defect: runtime error: invalid memory address or nil pointer dereference (runner/verdict_test.go:N)", "SKIPPED"},
		"lose the context": {"FAILED inconclusive: the tool has a defect: the step returned a context that does not come from its own (runner/verdict_test.go:N)", "SKIPPED"},
		"give no context":  {"FAILED broken: none", "SKIPPED"},
		"pass with 99999999999999999999": {"FAILED inconclusive: the step was not run: cannot convert argument 0: \"99999999999999999999\" to int: " +
			"strconv.ParseInt: parsing \"99999999999999999999\": value out of range", "SKIPPED"},
	} {
		t.Run(step, func(t *testing.T) {
			suite := load(t, "Feature: A\n  Scenario: a\n    Given "+step+"\n    Then pass\n")
			list := recorded(t, t.Context(), suite, standard())
			check(t, list)
			if diff := cmp.Diff(want, results(list)); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
			success := want[0] == "PASSED" || want[0][:7] == "SKIPPED" || want[0] == "FAILED known: again"
			if got := list[len(list)-1].TestRunFinished.Success; got != success {
				t.Errorf("success %v, want %v", got, success)
			}
		})
	}
}

func TestRunHandsTheContextOnAndAttaches(t *testing.T) {
	suite := load(t, "Feature: A\n  Scenario: a\n    Given pass a context\n    And see the context\n    Then break\n")
	options := standard()
	options.Redact = func(text string) string { return fmt.Sprint(len(text)) }
	list := recorded(t, t.Context(), suite, options)
	s := check(t, list)
	if diff := cmp.Diff([]string{"PASSED", "PASSED", "FAILED broken: 15"}, results(list)); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	var got []string
	for _, envelope := range list {
		if a := envelope.Attachment; a != nil {
			testCase := s.cases[a.TestCaseStartedId]
			got = append(got, fmt.Sprint(a.MediaType, " ", a.ContentEncoding, " ", a.Body, " ", testCase.TestSteps[2].Id == a.TestStepId))
		}
	}
	if diff := cmp.Diff([]string{`application/json IDENTITY "asked" true`, "application/vnd.kycspec.verdict+json IDENTITY 153 true"}, got); diff != "" {
		t.Errorf("attachments (-want +got):\n%s", diff)
	}
}

func TestRunKeepsTheHookApartFromSteps(t *testing.T) {
	for name, test := range map[string]struct {
		before error
		step   string
		want   []string
	}{
		"all well":       {nil, "pass", []string{"PASSED", "PASSED"}},
		"before skips":   {fmt.Errorf("%w: needs a bar", godog.ErrSkip), "pass", []string{"SKIPPED: needs a bar", "SKIPPED"}},
		"before fails":   {&decided{"inconclusive", "dry"}, "pass", []string{"FAILED inconclusive: dry", "SKIPPED"}},
		"the step fails": {nil, "fail", []string{"PASSED", "FAILED broken: no such luck"}},
		"the step skips": {nil, "skip", []string{"PASSED", "SKIPPED: needs a hotel"}},
	} {
		t.Run(name, func(t *testing.T) {
			options := standard()
			options.Before = func(ctx context.Context, s gherkin.Scenario) (context.Context, error) {
				return ctx, test.before
			}
			list := recorded(t, t.Context(), load(t, "Feature: A\n  Scenario: a\n    Given "+test.step+"\n"), options)
			check(t, list)
			if diff := cmp.Diff(test.want, results(list)); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRunSurvivesAHookThatPanics(t *testing.T) {
	options := standard()
	options.Before = func(context.Context, gherkin.Scenario) (context.Context, error) { panic("before") }
	list := recorded(t, t.Context(), load(t, "Feature: A\n  Scenario: a\n    Given pass\n"), options)
	check(t, list)
	want := []string{"FAILED inconclusive: the tool has a defect: before (runner/verdict_test.go:N)", "SKIPPED"}
	if diff := cmp.Diff(want, results(list)); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}
