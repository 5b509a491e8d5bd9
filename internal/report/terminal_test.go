package report_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/exchange"
	"kycspec/internal/report"
)

const curl = `curl -sS -X POST 'https://api.test/compliance/v2/kyc' -H "Authorization: Bearer $KYC_TOKEN"`

func asked(status int) *exchange.Record {
	return &exchange.Record{Method: "POST", URL: "https://api.test/compliance/v2/kyc?x=1", Status: status, Curl: curl}
}

func flow(got string) []report.Violation {
	return []report.Violation{{Clause: "response/201/data.flow/enum", Line: 318, Document: "schemas/openapi.yaml", Pointer: "/data/flow", Want: `"KYC_OCC"`, Got: got}}
}

const levels = "features/starting_kyc/levels.feature"

func TestTerminalShowsWhatNeedsReading(t *testing.T) {
	v2 := func(name string, line int) played {
		return played{path: levels, name: name, line: line, verdict: "broken", reason: "the answer breaks the contract", details: flow(`"KYC_OCC_V2"`), asked: asked(201)}
	}
	for name, test := range map[string]struct {
		scenarios []played
		want      string
	}{
		"all passed": {[]played{{name: "a"}, {name: "b", after: 1700 * time.Millisecond}}, "2 passed in 1.9s\n"},
		"a minute":   {[]played{{name: "a", after: 125 * time.Second}}, "1 passed in 2m05s\n"},
		"one broken": {[]played{v2("Level 4 under OCC_RULES_ENGINE_V2", 21), {name: "b"}},
			`Broken: Level 4 under OCC_RULES_ENGINE_V2
  features/starting_kyc/levels.feature:21   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got "KYC_OCC_V2"   (schemas/openapi.yaml:318)
  Ask again:  curl -sS -X POST 'https://api.test/compliance/v2/kyc' -H "Authorization: Bearer $KYC_TOKEN"

1 passed, 1 broken in 0.2s
`},
		"one cause, many scenarios": {
			[]played{v2("A", 1), v2("B", 2), {path: levels, name: "X", line: 9, verdict: "broken", details: flow(`null`), asked: asked(201)}, v2("C", 3), v2("D", 4), v2("E", 5), v2("F", 6), v2("G", 7)},
			`Broken: A
  features/starting_kyc/levels.feature:1   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got "KYC_OCC_V2"   (schemas/openapi.yaml:318)
  and 6 more: B, C, D, E, F, …
  Ask again:  ` + curl + `

Broken: X
  features/starting_kyc/levels.feature:9   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got null   (schemas/openapi.yaml:318)
  Ask again:  ` + curl + `

0 passed, 8 broken in 0.8s
`},
		"branches": {[]played{{path: levels, name: "Banned", line: 3, verdict: "broken", asked: asked(200), details: []report.Violation{{
			Clause: "response/200/$/oneOf", Document: "schemas/openapi.yaml", Line: 40, Want: "one of 2 forms", Got: "none of them",
			Branches: []report.Violation{
				{Clause: "response/200/data/required", Document: "schemas/openapi.yaml", Line: 50, Want: "data", Got: "{}"},
				{Clause: "response/200/error/type", Document: "schemas/openapi.yaml", Line: 60, Pointer: "/error", Want: "an object", Got: "7"}}}}}},
			`Broken: Banned
  features/starting_kyc/levels.feature:3   POST /compliance/v2/kyc → 200
  response/200/$/oneOf   whole: want one of 2 forms, got none of them   (schemas/openapi.yaml:40)
    response/200/data/required   whole: want data, got {}   (schemas/openapi.yaml:50)
    response/200/error/type   /error: want an object, got 7   (schemas/openapi.yaml:60)
  Ask again:  ` + curl + `

0 passed, 1 broken in 0.1s
`},
		"a promise of the feature": {[]played{{path: levels, name: "Row", row: "why", line: 3, verdict: "broken", reason: "want status 201\ngot status 403"}},
			`Broken: Row (Rows: why)
  features/starting_kyc/levels.feature:3
  Then it is kept   (line 4)
    want status 201
    got status 403

0 passed, 1 broken in 0.1s
`},
		"not judged": {[]played{
			{path: levels, name: "A", line: 3, verdict: "inconclusive", reason: "no answer from 127.0.0.1:4001\nis it running?", asked: asked(0)},
			{path: levels, name: "S", line: 4, verdict: "skipped", reason: "needs KYC_SIWE_CLIENT_ID"},
			{path: levels, name: "B", line: 5, verdict: "inconclusive", reason: "no answer from 127.0.0.1:4002\nis it running?", asked: asked(0)},
			{path: levels, name: "T", line: 6, verdict: "skipped", reason: "needs a target that can be told to fail"},
			{path: levels, name: "U", line: 7, verdict: "skipped", reason: "needs KYC_SIWE_CLIENT_ID"},
			{path: levels, name: "K", line: 8, verdict: "known", reason: "KYC-12, 3 days left (until 2024-05-04)\nwant 201", asked: asked(201)},
			{path: levels, name: "F", line: 9, verdict: "flaky", reason: "kept when asked again"},
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
  Ask again:  ` + curl + `

Skipped: needs KYC_SIWE_CLIENT_ID
  2 scenarios: S, U
Skipped: needs a target that can be told to fail
  1 scenario: T

0 passed, 1 known, 1 flaky, 2 inconclusive, 3 skipped in 0.7s
`},
	} {
		t.Run(name, func(t *testing.T) {
			list := logOf(test.scenarios...)
			if diff := cmp.Diff(test.want, shown(t, report.Terminal{}, list)); diff != "" {
				t.Errorf("live (-want +got):\n%s", diff)
			}
			run, err := report.Read(strings.NewReader(ndjson(t, list)))
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			terminal := report.Terminal{Out: &out}
			if err := terminal.Show(run); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, out.String()); diff != "" {
				t.Errorf("stored (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTerminalBoundsValuesButNotCommands(t *testing.T) {
	long := asked(201)
	long.Curl = "curl " + strings.Repeat("x", 500)
	violation := flow(`"` + strings.Repeat("ä", 300) + `"`)
	want := `Broken: A
  f:1   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got "` + strings.Repeat("ä", 99) + "…" + strings.Repeat("ä", 98) + `"   (schemas/openapi.yaml:318)
  Ask again:  ` + long.Curl + `

0 passed, 1 broken in 0.1s
`
	list := logOf(played{path: "f", name: "A", line: 1, verdict: "broken", details: violation, asked: long})
	if diff := cmp.Diff(want, shown(t, report.Terminal{Width: 60}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalSaysHowToAskAgainWithASignature(t *testing.T) {
	signed := asked(201)
	signed.URL = "$KYC_BASE_URL/compliance/v2/kyc"
	signed.Curl = `curl --data-binary '{"signature":"'"$SIWE_SIGNATURE"'"}'`
	want := `Broken: A
  f:7   POST /compliance/v2/kyc → 201
  response/201/data.flow/enum   /data/flow: want "KYC_OCC", got 7   (schemas/openapi.yaml:318)
  Ask again:  ` + signed.Curl + `
  With a new signature:  kycspec run f:7

0 passed, 1 broken in 0.1s
`
	list := logOf(played{path: "f", name: "A", line: 7, verdict: "broken", details: flow("7"), asked: signed})
	if diff := cmp.Diff(want, shown(t, report.Terminal{}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalShowsWhatATerminalWouldActOn(t *testing.T) {
	nasty := "\x1b]0;pwned\a\x7f\u202e\u009b\xff\ttab"
	list := logOf(played{path: "f" + nasty, name: "A" + nasty, line: 1, verdict: "broken", reason: nasty, details: flow(nasty), asked: asked(201)},
		played{name: nasty, verdict: "skipped", reason: nasty})
	got := shown(t, report.Terminal{Verbose: true}, list)
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
	list := logOf(played{path: "a", name: "One", after: 20 * time.Millisecond}, played{path: "a", name: "Two", verdict: "broken", reason: "no"}, played{path: "b", name: "Three"})
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
	if diff := cmp.Diff(want, shown(t, report.Terminal{Verbose: true}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalDrawsProgressWhereItCan(t *testing.T) {
	list := logOf(played{name: "A"}, played{name: "B", verdict: "broken", reason: "no"}, played{name: "C"})
	const erase = "\r\x1b[2K"
	want := "1 of 3" + erase + "2 of 3, 1 broken" + erase + "3 of 3, 1 broken" + erase
	got := shown(t, report.Terminal{Live: true}, list)
	if !strings.HasPrefix(got, want+"Broken: B\n") {
		t.Errorf("got %q", got)
	}
	if got := shown(t, report.Terminal{Live: true, Width: 10}, list); !strings.Contains(got, erase+"2 of 3, 1"+erase) {
		t.Errorf("in 10 columns: %q", got)
	}
	if got := shown(t, report.Terminal{}, list); strings.ContainsAny(got, "\r\x1b") {
		t.Errorf("without a terminal: %q", got)
	}
}

func TestTerminalDrawsProgressAtAPace(t *testing.T) {
	scenarios := make([]played, 100)
	for i := range scenarios {
		scenarios[i] = played{name: "A", after: -99 * time.Millisecond} // a millisecond each
	}
	got := shown(t, report.Terminal{Live: true}, logOf(scenarios...))
	if n := strings.Count(got, " of 100"); n != 3 || !strings.Contains(got, "100 of 100") {
		t.Errorf("drawn %d times: %q", n, got)
	}
}

func TestTerminalPaintsOnlyWhereAsked(t *testing.T) {
	list := logOf(played{name: "A"}, played{path: "f", name: "B", verdict: "broken", reason: "no"}, played{name: "S", verdict: "skipped", reason: "why"})
	want := "\x1b[1;31mBroken:\x1b[0m B\n  f:0\n  Then it is kept   (line 1)\n    no\n\n\x1b[36mSkipped:\x1b[0m why\n  1 scenario: S\n\n" +
		"\x1b[32m1 passed\x1b[0m, \x1b[1;31m1 broken\x1b[0m, \x1b[36m1 skipped\x1b[0m in 0.3s\n"
	if diff := cmp.Diff(want, shown(t, report.Terminal{Color: true}, list)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalSaysThatALogIsCut(t *testing.T) {
	list := logOf(played{path: "f", name: "A"}, played{path: "f", name: "B", line: 7}, played{path: "f", name: "C"})
	want := `Inconclusive: the run was stopped
  f:7
  1 scenario: B

Skipped: the run was stopped
  1 scenario: C

The log ends before the run did.
1 passed, 1 inconclusive, 1 skipped in 0.1s
`
	if diff := cmp.Diff(want, shown(t, report.Terminal{}, list[:len(list)-6])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTerminalSaysThatItCannotWrite(t *testing.T) {
	terminal := report.Terminal{Out: full{}}
	_, err := terminal.Finish()
	if !errors.Is(err, errFull) {
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
			if got := report.ColorFor(test.file, environ); got != test.color {
				t.Errorf("colours: %v", got)
			}
			if _, got := report.Screen(test.file, environ); got != test.live {
				t.Errorf("live: %v", got)
			}
		})
	}
}
