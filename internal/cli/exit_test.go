package cli

import (
	"errors"
	"testing"

	"kycspec/internal/report"
	"kycspec/internal/report/reporttest"
	"kycspec/internal/session"
)

// runWith is a run of one scenario with the verdict; "" is kept.
func runWith(verdict string) *report.Run {
	var collector report.Collector
	for _, envelope := range reporttest.Log(reporttest.Played{Name: "A", Verdict: verdict}) {
		collector.Add(envelope)
	}
	return collector.Run()
}

func TestTheExitCodeOfARun(t *testing.T) {
	for verdict, want := range map[string]error{"": nil, "broken": exitCode(exitBroken), "inconclusive": exitCode(exitInconclusive), "known": nil} {
		if got := exitOf(runWith(verdict)); got != want {
			t.Errorf("%q: %v, want %v", verdict, got, want)
		}
	}
}

func TestEveryErrorHasAnExitCodeAndIsShown(t *testing.T) {
	plain := errors.New("it is so")
	const shown = "Error: it is so\n"
	for name, test := range map[string]struct {
		err  error
		code int
		want string
	}{
		"none":                     {nil, 0, ""},
		"a code alone":             {exitCode(3), 3, ""},
		"of cobra":                 {plain, 2, shown + "  kycspec --help lists the commands.\n"},
		"misuse":                   {misused(plain), 2, shown},
		"not judged":               {inconclusive(plain), 3, shown},
		"with a hint":              {misused(session.WithHint(plain, "Mend it.\n  Well.")), 2, shown + "  Mend it.\n    Well.\n"},
		"several":                  {misused(errors.Join(plain, session.WithHint(plain, "Mend it."))), 2, shown + shown + "  Mend it.\n"},
		"after a break":            {worst(exitCode(exitBroken), inconclusive(plain)), 1, shown},
		"after what was kept":      {worst(nil, inconclusive(plain)), 3, shown},
		"a break after a break":    {worst(exitCode(exitBroken), exitCode(exitBroken)), 1, ""},
		"an open end, then misuse": {worst(exitCode(exitInconclusive), misused(plain)), 2, shown},
	} {
		p, _, stderr := captured()
		if code := p.conclude(test.err); code != test.code || stderr.String() != test.want {
			t.Errorf("%s: exit code %d, want %d\ngot  %q\nwant %q", name, code, test.code, stderr.String(), test.want)
		}
	}
}

func TestAChangeHasAnExitCodeOfItsOwnOnDemand(t *testing.T) {
	for name, test := range map[string]struct {
		err             error
		plain, detailed int
	}{
		"nothing changed":      {nil, 0, 0},
		"a change":             {errChanged, 0, 2},
		"a break":              {exitCode(exitBroken), 1, 1},
		"an open end":          {exitCode(exitInconclusive), 3, 1},
		"a mistake":            {misused(errors.New("no")), 2, 1},
		"what was not judged":  {inconclusive(errors.New("no")), 3, 1},
		"a change, and an end": {worst(errChanged, inconclusive(errors.New("no"))), 3, 1},
	} {
		for detailed, want := range map[bool]int{false: test.plain, true: test.detailed} {
			flag := detailedFlag{detailed}
			p, _, _ := captured()
			if got := p.conclude(flag.exit(test.err)); got != want {
				t.Errorf("%s, detailed %v: exit code %d, want %d", name, detailed, got, want)
			}
		}
	}
}
