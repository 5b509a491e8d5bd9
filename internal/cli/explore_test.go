package cli

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kycspec/internal/config"
	"kycspec/internal/explore"
	"kycspec/internal/sandbox"
	"kycspec/internal/session"
)

// expedition explores a sandbox with faults as the command does, and gives what is printed.
func expedition(t *testing.T, ctx context.Context, faults sandbox.Faults, change func(*exploreFlags, *explore.Options)) (string, *explore.Conclusion) {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	settings, err := config.Load(config.Source{})
	if err != nil {
		t.Fatal(err)
	}
	target, err := session.OpenSandbox(c, session.RehearsalOptions{Settings: settings, Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	p, stdout, _ := captured()
	flags := &exploreFlags{process: p, settingFlags: settingFlags{envFile: defaultEnvFile}, requests: "200", seed: "1"}
	o, err := flags.read()
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(flags, &o)
	}
	result, err := flags.ask(ctx, target, o)
	if err != nil {
		t.Fatal(err)
	}
	return stdout.String(), result
}

// drawn is what depends on the draw, and what stands for it.
var drawn = []struct {
	pattern *regexp.Regexp
	stand   string
}{
	{regexp.MustCompile(`in [0-9.]+s`), "in TIME"},
	{regexp.MustCompile(`0x[0-9a-fA-F]{40}`), "0xADDRESS"},
	{regexp.MustCompile(`[0-9]+ requests?; the first is number [0-9]+`), "N requests; the first is number N"},
	{regexp.MustCompile(`--case [0-9]+`), "--case N"},
	{regexp.MustCompile(`kycspec-1-[0-9-]+`), "kycspec-1-N"},
}

func TestWhatAnExplorationTells(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		faults sandbox.Faults
		want   string
	}{
		"a level that is not bounded": {
			sandbox.Faults{IgnoreClauses: map[string]bool{"request/action.level/maximum": true}},
			`Broken: a request that breaks the contract is accepted
  request/action.level/maximum   /action/level: want a refusal (the contract wants at most 4), got 201 Created for 5   (schemas/openapi.yaml:127)
  N requests; the first is number N of seed 1:  kycspec explore --seed 1 --case N
  Ask again:  curl -sS -X POST "$KYC_BASE_URL"'/compliance/v2/kyc' -H 'Accept: application/json' -H 'Authorization: Bearer '"$KYC_TOKEN" -H 'Content-Type: application/json' -H 'User-Agent: kycspec' --data-binary '{"action":{"level":5,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"kycspec-1-N","wallet":{"address":"0xADDRESS","blockchain":"sepolia"}}}'

200 requests (seed 1): 120 valid, 60 broken by one clause, 20 by two; 1 failure, 0 inconclusive in TIME
Target: the embedded sandbox.
`},
		"a blockchain that is refused": {
			sandbox.Faults{RefuseBoundaries: map[string]bool{"request/customer.wallet.blockchain/enum/soneium": true}},
			`Broken: a request that the contract allows is refused
  request/customer.wallet.blockchain/enum/soneium   whole: want acceptance: the contract allows this, got 422 Unprocessable Entity: "The request is refused at request/customer.wallet.blockchain/enum/soneium."   (schemas/openapi.yaml:193)
  status/201   whole: want 201 Created, got 422 Unprocessable Entity: "The request is refused at request/customer.wallet.blockchain/enum/soneium."   (schemas/openapi.yaml:55)
  N requests; the first is number N of seed 1:  kycspec explore --seed 1 --case N
  Ask again:  curl -sS -X POST "$KYC_BASE_URL"'/compliance/v2/kyc' -H 'Accept: application/json' -H 'Authorization: Bearer '"$KYC_TOKEN" -H 'Content-Type: application/json' -H 'User-Agent: kycspec' --data-binary '{"action":{"level":1,"type":"OCC_RULES_ENGINE"},"customer":{"external_id":"kycspec-1-N","wallet":{"address":"0xADDRESS","blockchain":"soneium"}}}'

200 requests (seed 1): 120 valid, 60 broken by one clause, 20 by two; 1 failure, 0 inconclusive in TIME
Target: the embedded sandbox.
`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, _ := expedition(t, context.Background(), test.faults, nil)
			for _, scrub := range drawn {
				got = scrub.pattern.ReplaceAllString(got, scrub.stand)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestAnExplorationAsJSON(t *testing.T) {
	faults := sandbox.Faults{IgnoreClauses: map[string]bool{"request/customer.wallet.siwe/additionalProperties": true}}
	text, result := expedition(t, context.Background(), faults, func(f *exploreFlags, o *explore.Options) {
		f.asJSON, f.only = true, "it's"
		o.Only = regexp.MustCompile("siwe/additional")
		o.Requests = 20
	})
	var form struct {
		Version, Asked int
		Failures       []struct {
			Clauses, Breaks []string
			Count           int
			Cases           []int
			Replay          string
			Exchange        struct {
				Curl string
				Body string `json:"request_body"`
			}
		}
	}
	if err := json.Unmarshal([]byte(text), &form); err != nil {
		t.Fatal(err)
	}
	if form.Version != 1 || form.Asked != 20 || len(form.Failures) != 1 {
		t.Fatalf("%s", text)
	}
	f := form.Failures[0]
	if want := []string{"request/customer.wallet.siwe/additionalProperties"}; !cmp.Equal(f.Clauses, want) || !cmp.Equal(f.Breaks, want) {
		t.Errorf("clauses %v, breaks %v", f.Clauses, f.Breaks)
	}
	if f.Count != len(f.Cases) || f.Count < 2 || f.Cases[0] != result.Failures[0].Cases[0] {
		t.Errorf("count %d, cases %v", f.Count, f.Cases)
	}
	if want := `--only 'it'\''s'`; !strings.HasSuffix(f.Replay, want) {
		t.Errorf("replay %s, want it to end in %s", f.Replay, want)
	}
	for _, shown := range []string{f.Exchange.Curl, f.Exchange.Body} {
		if !strings.Contains(shown, "$SIWE_SIGNATURE") {
			t.Errorf("a signature is shown: %s", shown)
		}
	}
}

func TestAnExplorationThatIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	faults := sandbox.Faults{IgnoreClauses: map[string]bool{"request/$/json": true}}
	text, result := expedition(t, ctx, faults, func(_ *exploreFlags, o *explore.Options) {
		o.Only = regexp.MustCompile(`^request/\$/json$`)
		o.Asked = func(outcome explore.CaseResult) {
			if outcome.Failed {
				stop()
			}
		}
	})
	if result.Asked >= 200 || len(result.Failures) != 1 || result.Stopped != "interrupted" {
		t.Errorf("%+v", result)
	}
	for _, want := range []string{"Broken: a request that breaks the contract is accepted\n  request/$/json ", "\nStopped after ", " of 200 requests: interrupted.\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing:\n%s", want, text)
		}
	}
	if err := exitOfExploration(result); !errors.Is(err, exitCode(exitBroken)) {
		t.Errorf("exit %v, want broken", err)
	}
}

func TestExitOfExploration(t *testing.T) {
	tests := map[string]struct {
		result explore.Conclusion
		want   error
	}{
		"all is as documented":         {explore.Conclusion{}, nil},
		"some could not be judged":     {explore.Conclusion{Inconclusive: 3}, exitCode(exitInconclusive)},
		"stopped, and nothing found":   {explore.Conclusion{Stopped: "interrupted"}, exitCode(exitInconclusive)},
		"stopped, and something found": {explore.Conclusion{Stopped: "interrupted", Failures: make([]explore.Failure, 1)}, exitCode(exitBroken)},
		"something found":              {explore.Conclusion{Failures: make([]explore.Failure, 1)}, exitCode(exitBroken)},
	}
	for name, test := range tests {
		if got := exitOfExploration(&test.result); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
