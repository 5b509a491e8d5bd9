package cli

import (
	"context"
	"errors"
	"testing"

	"kycspec/internal/mutate"
)

func TestMutateTellsHowItEnded(t *testing.T) {
	survivor := mutate.Score{Survivors: []mutate.Survivor{{ID: "answers/a", Says: "Says something else."}}}
	interrupted := inconclusive(errors.New("stopped after 2 of 5 mutants: " + context.Canceled.Error()))
	const stoppedText = "Error: stopped after 2 of 5 mutants: context canceled\n"
	for name, test := range map[string]struct {
		result mutate.Score
		err    error
		code   int
		stderr string
	}{
		"nothing survived":            {mutate.Score{}, nil, exitKept, ""},
		"one survived":                {survivor, nil, exitBroken, ""},
		"stopped":                     {mutate.Score{}, interrupted, exitInconclusive, stoppedText},
		"one survived before the end": {survivor, interrupted, exitBroken, stoppedText},
	} {
		t.Run(name, func(t *testing.T) {
			p, stdout, stderr := captured()
			code := p.conclude((&mutateFlags{process: p}).end(&test.result, test.err))
			if code != test.code || stderr.String() != test.stderr {
				t.Errorf("exit code %d, want %d; stderr %q, want %q", code, test.code, stderr.String(), test.stderr)
			}
			if stdout.Len() == 0 {
				t.Error("nothing was told of the mutants")
			}
		})
	}
}
