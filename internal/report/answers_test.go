package report_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/cucumber/messages/go/v34"

	"kycspec/internal/exchange"
	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
)

// Each word is an exchange: the step it belongs to, its status, and a dash if it is aside.
func TestAnswersAreThoseThatTheStepsAskedFor(t *testing.T) {
	for name, test := range map[string]struct{ exchanges, want string }{
		"none":                              {"", ""},
		"one":                               {"a201", "201"},
		"one of each step, in order":        {"a201 b422", "201 422"},
		"an attempt that was made again":    {"a429 a502 a201", "201"},
		"a token before it":                 {"a200- a201", "201"},
		"a token renewed in the midst":      {"a401 a200- a201 b201", "201 201"},
		"drawn by lot":                      {"a201- a422- b201", "201"},
		"nothing but asides":                {"a201- b201-", ""},
		"a step that is limited on purpose": {"a201 a201 a429 b201", "429 201"},
	} {
		t.Run(name, func(t *testing.T) {
			list := reporttest.Log(reporttest.Played{Name: "a"})
			var c report.Collector
			for _, envelope := range list {
				if envelope.TestStepFinished != nil {
					for _, word := range strings.Fields(test.exchanges) {
						c.Add(attached(t, word))
					}
				}
				c.Add(envelope)
			}
			got := c.Run().Scenarios[0]
			var statuses []string
			for _, answer := range got.Answers {
				statuses = append(statuses, fmt.Sprint(answer.Status))
			}
			if have := strings.Join(statuses, " "); have != test.want || len(got.Exchanges) != len(strings.Fields(test.exchanges)) {
				t.Errorf("answers %q of %d exchanges, want %q", have, len(got.Exchanges), test.want)
			}
		})
	}
}

func attached(t *testing.T, word string) *messages.Envelope {
	t.Helper()
	record := exchange.Record{Aside: strings.HasSuffix(word, "-")}
	if _, err := fmt.Sscanf(word[1:4], "%d", &record.Status); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return &messages.Envelope{Attachment: &messages.Attachment{TestCaseStartedId: "attempt 00", TestStepId: word[:1], MediaType: exchange.MediaType, Body: string(body)}}
}
