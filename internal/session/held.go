package session

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"

	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/steps"
)

// Held is a suite that was held to the contract: nothing in it asks for what
// nobody knows, or promises what the contract rules out.
type Held struct {
	Suite     *gherkin.Suite
	Rehearsal *Rehearsal
	// Free are promises that the sandbox does not keep, and need not: the contract
	// leaves free what they say. A target may keep them.
	Free gherkin.Diagnostics
}

// LoadHeld is [LoadSuite] with the scenarios held to the contract before any
// target is sent anything. They are rehearsed against a sandbox within this
// process that has all that they may need, so the verdict is the same whatever
// the target and its settings are. One error, a [Misuse], has everything that is
// wrong with the scenarios; where the rehearsal is stopped it is an [Unjudged].
// Without a contract, which is then told of already, they are only loaded.
func LoadHeld(ctx context.Context, c *contract.Contract, selection gherkin.Selection, o RehearsalOptions) (*Held, error) {
	selection.Paths = relative(selection.Paths)
	return loadHeldFrom(ctx, os.DirFS("."), c, selection, o)
}

func loadHeldFrom(ctx context.Context, fsys fs.FS, c *contract.Contract, selection gherkin.Selection, o RehearsalOptions) (*Held, error) {
	suite, problems := load(fsys, selection)
	if suite == nil || c == nil {
		return &Held{Suite: suite}, misuseOf(problems)
	}
	return hold(ctx, c, suite, problems, o)
}

// hold rehearses those scenarios of a suite that have no problem yet, and adds
// what that finds to the problems.
func hold(ctx context.Context, c *contract.Contract, suite *gherkin.Suite, problems gherkin.Diagnostics, o RehearsalOptions) (*Held, error) {
	held := &Held{Suite: suite}
	problems = problems.And(suite.CheckSteps(func(text string) (string, string) { return steps.Misnamed(c, text) }))
	sound := suite.Without(problems)
	if len(sound.Scenarios()) > 0 {
		var err error
		held.Rehearsal, err = Rehearse(ctx, c, sound, o)
		switch {
		case ctx.Err() != nil:
			return nil, &Unjudged{errors.New(outcome.RunStopped)}
		case err != nil:
			return nil, err
		}
		contradictions, free := held.Rehearsal.contradictions(c)
		problems, held.Free = problems.And(contradictions), free
	}
	return held, misuseOf(problems)
}

// Notes are what is odd about a suite that contradicts nothing: promises that the
// contract leaves free and the sandbox does not keep, known breaks whose day has
// passed, and tags that may be misspelt.
func (h *Held) Notes(now time.Time, known []gherkin.KnownEntry) gherkin.Diagnostics {
	return h.Free.And(slices.Concat(h.Suite.Overdue(now), gherkin.Overdue(known, now), h.Suite.RareTags()))
}

// misuseOf is the error of a suite's problems; nil of none.
func misuseOf(problems gherkin.Diagnostics) error {
	if len(problems) == 0 {
		return nil
	}
	return &Misuse{problems}
}
