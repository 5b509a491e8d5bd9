package session

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/outcome"
	"kycspec/internal/plan"
	"kycspec/internal/revision"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

// Revision is how another copy of the contract differs from the one that kycspec
// judges by, and which scenarios that touches.
type Revision struct {
	*revision.Comparison
	Touched []TouchedScenario
	Unbound spec.Problems // names of the features that the new contract has no place for
}

// TouchedScenario is a scenario that exercises clauses which change.
type TouchedScenario struct {
	outcome.Identity
	Line    int
	Clauses []string
}

// CompareContract compares the contract in a file with the embedded one. Nothing
// is sent and nothing is written. The error is a [Misuse] or [Unjudged].
func CompareContract(ctx context.Context, file string) (*Revision, error) {
	document, err := os.ReadFile(file)
	if err != nil {
		return nil, &Misuse{WithHint(fmt.Errorf("read contract: %w", err), "Name the file of the newer contract: --spec openapi.yaml.")}
	}
	embedded, err := schemas.FS.ReadFile(spec.DocumentFile)
	if err != nil {
		return nil, &Misuse{fmt.Errorf("read contract: %w", err)}
	}
	c, err := LoadContract()
	if err != nil {
		return nil, err
	}
	r := &Revision{}
	r.Comparison, err = revision.Compare(revision.Document{Name: c.Bundle().Manifest.Document, Text: embedded},
		revision.Document{Name: filepath.ToSlash(file), Text: document})
	if err != nil {
		return nil, &Misuse{err}
	}
	r.Unbound = c.Bundle().Names.Check(r.Manifest)
	if touched := r.Comparison.Touched(); len(touched) > 0 {
		r.Touched, err = touchedScenarios(ctx, c, touched)
	}
	return r, err
}

// Suggested says what would cover the clauses that are new, by their ids, as far
// as somebody suggests anything.
func (r *Revision) Suggested(suggest func(spec.Clause) string) map[string]string {
	suggestions := map[string]string{}
	for _, c := range r.Clauses.Appeared {
		if suggest == nil || len(c.Needs) == 0 {
			continue
		}
		if text := suggest(c); text != "" {
			suggestions[c.ID] = text
		}
	}
	return suggestions
}

// rehearseAll rehearses the features as they are against the contract as it is.
func rehearseAll(ctx context.Context, c *contract.Contract) (*gherkin.Suite, *Rehearsal, error) {
	settings, err := config.Load(config.Source{})
	if err != nil {
		return nil, nil, &Misuse{err}
	}
	suite, err := LoadSuite(gherkin.Selection{})
	if err != nil {
		return nil, nil, err
	}
	r, err := Rehearse(ctx, c, suite, RehearsalOptions{Settings: settings})
	return suite, r, err
}

// touchedScenarios lists the scenarios that exercise one of the clauses.
func touchedScenarios(ctx context.Context, c *contract.Contract, clauses map[string]bool) ([]TouchedScenario, error) {
	suite, rehearsal, err := rehearseAll(ctx, c)
	if err != nil {
		return nil, err
	}
	var list []TouchedScenario
	for _, s := range suite.Scenarios() {
		var ids []string
		for _, exercise := range rehearsal.Exercised[s.Address()] {
			if clauses[exercise.Clause] && !slices.Contains(ids, exercise.Clause) {
				ids = append(ids, exercise.Clause)
			}
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			list = append(list, TouchedScenario{s.Identity, s.Line, ids})
		}
	}
	return list, nil
}

// Suggestions says of a new clause what to add where, after the model of the
// features as they are; nothing where they cannot be rehearsed.
func Suggestions(ctx context.Context) func(spec.Clause) string {
	rehearsed := sync.OnceValues(func() (*contract.Contract, []plan.ModelScenario) {
		c, err := LoadContract()
		if err != nil {
			return nil, nil
		}
		suite, rehearsal, err := rehearseAll(ctx, c)
		if err != nil {
			return nil, nil
		}
		return c, rehearsal.models(suite, os.DirFS("."))
	})
	return func(clause spec.Clause) string {
		c, scenarios := rehearsed()
		if c == nil {
			return ""
		}
		return plan.Suggest(c, scenarios, clause)
	}
}
