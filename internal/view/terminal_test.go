package view_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"kycspec/internal/outcome"
	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
	"kycspec/internal/view"
)

const levels = "features/starting_kyc/levels.feature"

func TestTerminalShowsWhatNeedsReading(t *testing.T) {
	v2 := func(name string, line int) reporttest.Played {
		return reporttest.Played{Path: levels, Name: name, Line: line, Verdict: "broken", Reason: "the answer breaks the contract", Details: reporttest.Flow(`"KYC_OCC_V2"`), Asked: reporttest.Asked(201)}
	}
	for name, test := range map[string]struct {
		scenarios []reporttest.Played
		want      string
	}{
		"all passed": {[]reporttest.Played{{Name: "a"}, {Name: "b", After: 1700 * time.Millisecond}}, "2 passed in 1.9s\n"},
		"a minute":   {[]reporttest.Played{{Name: "a", After: 125 * time.Second}}, "1 passed in 2m05s\n"},
		"one broken": {[]reporttest.Played{v2("Level 4 under OCC_RULES_ENGINE_V2", 21), {Name: "b"}},
			`Broken: Level 4 under OCC_RULES_ENGINE_V2
  features/starting_kyc/levels.feature:21   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got "KYC_OCC_V2"   (schemas/openapi.yaml:318)
  Ask again:  curl -sS -X POST 'https://api.test/compliance/v2/kyc' -H "Authorization: Bearer $KYC_TOKEN"

1 passed, 1 broken in 0.2s
`},
		"one cause, many scenarios": {
			[]reporttest.Played{v2("A", 1), v2("B", 2), {Path: levels, Name: "X", Line: 9, Verdict: "broken", Details: reporttest.Flow(`null`), Asked: reporttest.Asked(201)}, v2("C", 3), v2("D", 4), v2("E", 5), v2("F", 6), v2("G", 7)},
			`Broken: A
  features/starting_kyc/levels.feature:1   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got "KYC_OCC_V2"   (schemas/openapi.yaml:318)
  and 6 more: B, C, D, E, F, …
  Ask again:  ` + reporttest.Curl + `

Broken: X
  features/starting_kyc/levels.feature:9   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got null   (schemas/openapi.yaml:318)
  Ask again:  ` + reporttest.Curl + `

0 passed, 8 broken in 0.8s
`},
		"branches": {[]reporttest.Played{{Path: levels, Name: "Banned", Line: 3, Verdict: "broken", Asked: reporttest.Asked(200), Details: []outcome.Violation{{
			Clause: "response/200/$/oneOf", Document: "schemas/openapi.yaml", Line: 40, Want: reporttest.Text("one of 2 forms"), Got: reporttest.Text("none of them"),
			Branches: []outcome.Violation{
				{Clause: "response/200/data/required", Document: "schemas/openapi.yaml", Line: 50, Want: reporttest.Text("data"), Got: reporttest.Text("{}")},
				{Clause: "response/200/error/type", Document: "schemas/openapi.yaml", Line: 60, Pointer: "/error", Want: reporttest.Text("an object"), Got: reporttest.Text("7")}}}}}},
			`Broken: Banned
  features/starting_kyc/levels.feature:3   POST /compliance/v2/kyc → 200
  response/200/$/oneOf   whole: want one of 2 forms, got none of them   (schemas/openapi.yaml:40)
    response/200/data/required   whole: want data, got {}   (schemas/openapi.yaml:50)
    response/200/error/type   /error: want an object, got 7   (schemas/openapi.yaml:60)
  Ask again:  ` + reporttest.Curl + `

0 passed, 1 broken in 0.1s
`},
		"a promise of the feature": {[]reporttest.Played{{Path: levels, Name: "Row", Row: "why", Line: 3, Verdict: "broken", Reason: "want status 201\ngot status 403"}},
			`Broken: Row (Rows: why)
  features/starting_kyc/levels.feature:3
  Then it is kept   (line 4)
    want status 201
    got status 403

0 passed, 1 broken in 0.1s
`},
		"not judged": {[]reporttest.Played{
			{Path: levels, Name: "A", Line: 3, Verdict: "inconclusive", Reason: "no answer from 127.0.0.1:4001\nis it running?", Asked: reporttest.Asked(0)},
			{Path: levels, Name: "S", Line: 4, Verdict: "skipped", Reason: "needs KYC_SIWE_CLIENT_ID"},
			{Path: levels, Name: "B", Line: 5, Verdict: "inconclusive", Reason: "no answer from 127.0.0.1:4002\nis it running?", Asked: reporttest.Asked(0)},
			{Path: levels, Name: "T", Line: 6, Verdict: "skipped", Reason: "needs a target that can be told to fail"},
			{Path: levels, Name: "U", Line: 7, Verdict: "skipped", Reason: "needs KYC_SIWE_CLIENT_ID"},
			{Path: levels, Name: "K", Line: 8, Verdict: "known", Reason: "KYC-12, 3 days left (until 2024-05-04)\nwant 201", Asked: reporttest.Asked(201)},
			{Path: levels, Name: "F", Line: 9, Verdict: "flaky", Reason: "kept when asked again"},
		}, `Flaky: kept when asked again
  features/starting_kyc/levels.feature:9
  1 scenario: F

Known: KYC-12, 3 days left (until 2024-05-04)
  features/starting_kyc/levels.feature:8   POST /compliance/v2/kyc → 201
  Then it is kept   (line 9)
    want 201
  1 scenario: K

Inconclusive: no answer from 127.0.0.1:4001
  is it running?
  features/starting_kyc/levels.feature:3   POST /compliance/v2/kyc → no answer
  2 scenarios: A, B
  Ask again:  ` + reporttest.Curl + `

Skipped: needs KYC_SIWE_CLIENT_ID
  2 scenarios: S, U
Skipped: needs a target that can be told to fail
  1 scenario: T

0 passed, 1 known, 1 flaky, 2 inconclusive, 3 skipped in 0.7s
`},
	} {
		t.Run(name, func(t *testing.T) {
			list := reporttest.Log(test.scenarios...)
			if diff := cmp.Diff(test.want, shown(t, view.Terminal{}, list)); diff != "" {
				t.Errorf("live (-want +got):\n%s", diff)
			}
			run, err := report.Read(strings.NewReader(reporttest.NDJSON(list)))
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			terminal := view.Terminal{Writer: &view.Writer{Out: &out}}
			terminal.Show(run)
			if diff := cmp.Diff(test.want, out.String()); diff != "" {
				t.Errorf("stored (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTerminalBoundsValuesButNotCommands(t *testing.T) {
	long := reporttest.Asked(201)
	long.Curl = "curl " + strings.Repeat("x", 500)
	violation := reporttest.Flow(`"` + strings.Repeat("ä", 300) + `"`)
	want := `Broken: A
  f:1   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got "` + strings.Repeat("ä", 99) + "…" + strings.Repeat("ä", 98) + `"   (schemas/openapi.yaml:318)
  Ask again:  ` + long.Curl + `

0 passed, 1 broken in 0.1s
`
	list := reporttest.Log(reporttest.Played{Path: "f", Name: "A", Line: 1, Verdict: "broken", Details: violation, Asked: long})
	if diff := cmp.Diff(want, shown(t, view.Terminal{Writer: &view.Writer{Width: 60}}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalSaysHowToAskAgainWithASignature(t *testing.T) {
	signed := reporttest.Asked(201)
	signed.URL = "$KYC_BASE_URL/compliance/v2/kyc"
	signed.Curl = `curl --data-binary '{"signature":"'"$SIWE_SIGNATURE"'"}'`
	want := `Broken: A
  f:7   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got 7   (schemas/openapi.yaml:318)
  Ask again:  ` + signed.Curl + `
  With a new signature:  kycspec run f:7

0 passed, 1 broken in 0.1s
`
	list := reporttest.Log(reporttest.Played{Path: "f", Name: "A", Line: 7, Verdict: "broken", Details: reporttest.Flow("7"), Asked: signed})
	if diff := cmp.Diff(want, shown(t, view.Terminal{}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalShowsWhatATerminalWouldActOn(t *testing.T) {
	nasty := "\x1b]0;pwned\a\x7f\u202e\u009b\xff\ttab"
	list := reporttest.Log(reporttest.Played{Path: "f" + nasty, Name: "A" + nasty, Line: 1, Verdict: "broken", Reason: nasty, Details: reporttest.Flow(nasty), Asked: reporttest.Asked(201)},
		reporttest.Played{Name: nasty, Verdict: "skipped", Reason: nasty})
	got := shown(t, view.Terminal{Verbose: true}, list)
	for _, bad := range []string{"\x1b", "\a", "\x7f", "\u202e", "\u009b", "\t"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q is in %q", bad, got)
		}
	}
	if !strings.Contains(got, `got \x1b]0;pwned\x07\x7f\u202e\u009b`) {
		t.Errorf("it is not shown in %q", got)
	}
}

func TestTerminalShowsEveryScenarioInThePlansOrder(t *testing.T) {
	list := reporttest.Log(reporttest.Played{Path: "a", Name: "One", After: 20 * time.Millisecond}, reporttest.Played{Path: "a", Name: "Two", Verdict: "broken", Reason: "no"}, reporttest.Played{Path: "b", Name: "Three"})
	// The third ends first: its start, its step and its end come before those of the others.
	first := len(list) - 1 - 9
	list = append(append(append(list[:first:first], list[first+6:first+9]...), list[first:first+6]...), list[len(list)-1])
	want := `Feature of a   a
  passed        One   120ms
  broken        Two   100ms

Feature of b   b
  passed        Three   100ms

Broken: Two
  a:0
  Then it is kept   (line 1)
    no

2 passed, 1 broken in 0.3s
`
	if diff := cmp.Diff(want, shown(t, view.Terminal{Verbose: true}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalDrawsProgressWhereItCan(t *testing.T) {
	list := reporttest.Log(reporttest.Played{Name: "A"}, reporttest.Played{Name: "B", Verdict: "broken", Reason: "no"}, reporttest.Played{Name: "C"})
	const erase = "\r\x1b[2K"
	want := "1 of 3" + erase + "2 of 3, 1 broken" + erase + "3 of 3, 1 broken" + erase
	got := shown(t, view.Terminal{Writer: &view.Writer{Live: true}}, list)
	if !strings.HasPrefix(got, want+"Broken: B\n") {
		t.Errorf("got %q", got)
	}
	if got := shown(t, view.Terminal{Writer: &view.Writer{Live: true, Width: 10}}, list); !strings.Contains(got, erase+"2 of 3, 1"+erase) {
		t.Errorf("in 10 columns: %q", got)
	}
	if got := shown(t, view.Terminal{}, list); strings.ContainsAny(got, "\r\x1b") {
		t.Errorf("without a terminal: %q", got)
	}
}

func TestTerminalDrawsProgressAtAPace(t *testing.T) {
	scenarios := make([]reporttest.Played, 100)
	for i := range scenarios {
		scenarios[i] = reporttest.Played{Name: "A", After: -99 * time.Millisecond} // a millisecond each
	}
	got := shown(t, view.Terminal{Writer: &view.Writer{Live: true}}, reporttest.Log(scenarios...))
	if n := strings.Count(got, " of 100"); n != 3 || !strings.Contains(got, "100 of 100") {
		t.Errorf("drawn %d times: %q", n, got)
	}
}

func TestTerminalPaintsOnlyWhereAsked(t *testing.T) {
	list := reporttest.Log(reporttest.Played{Name: "A"}, reporttest.Played{Path: "f", Name: "B", Verdict: "broken", Reason: "no"}, reporttest.Played{Name: "S", Verdict: "skipped", Reason: "why"})
	want := "\x1b[1;31mBroken:\x1b[0m B\n  f:0\n  Then it is kept   (line 1)\n    no\n\n\x1b[36mSkipped:\x1b[0m why\n  1 scenario: S\n\n" +
		"\x1b[32m1 passed\x1b[0m, \x1b[1;31m1 broken\x1b[0m, \x1b[36m1 skipped\x1b[0m in 0.3s\n"
	if diff := cmp.Diff(want, shown(t, view.Terminal{Writer: &view.Writer{Color: true}}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalSaysThatALogIsCut(t *testing.T) {
	list := reporttest.Log(reporttest.Played{Path: "f", Name: "A"}, reporttest.Played{Path: "f", Name: "B", Line: 7}, reporttest.Played{Path: "f", Name: "C"})
	want := `Inconclusive: the run was stopped
  f:7
  1 scenario: B

Skipped: the run was stopped
  1 scenario: C

The log ends before the run did.
1 passed, 1 inconclusive, 1 skipped in 0.1s
`
	if diff := cmp.Diff(want, shown(t, view.Terminal{}, list[:len(list)-6])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalSaysThatItCannotWrite(t *testing.T) {
	terminal := view.Terminal{Writer: &view.Writer{Out: full{}}}
	terminal.Show(&report.Run{Whole: true})
	if err := terminal.Flush(); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestColorsAreForTerminalsThatWantThem(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	tty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no terminal to be had: %v", err)
	}
	defer tty.Close()
	for name, test := range map[string]struct {
		file        *os.File
		set         string
		color, live bool
	}{
		"a terminal":              {tty, "TERM=xterm", true, true},
		"a terminal of few words": {tty, "TERM=dumb", false, false},
		"no colours wanted":       {tty, "NO_COLOR=1", false, true},
		"a file":                  {file, "TERM=xterm", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			environ := func(name string) string {
				value, _ := strings.CutPrefix(test.set, name+"=")
				if value == test.set {
					return ""
				}
				return value
			}
			if got := view.NewWriter(test.file, environ); got.Color != test.color || got.Live != test.live {
				t.Errorf("colours: %v, live: %v", got.Color, got.Live)
			}
		})
	}
}

// shown feeds the messages to the terminal and gives what it wrote.
func shown(t *testing.T, terminal view.Terminal, list []*messages.Envelope) string {
	t.Helper()
	var out strings.Builder
	if terminal.Writer == nil {
		terminal.Writer = &view.Writer{}
	}
	terminal.Out = &out
	var collector report.Collector
	for _, envelope := range list {
		if !collector.Add(envelope) {
			continue
		}
		terminal.Update(&collector)
	}
	terminal.Show(collector.Run())
	return out.String()
}
