package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/gherkin"
	"kycspec/internal/plan"
	"kycspec/internal/revision"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

// driftSpecOptions say how a comparison of contracts is told.
type driftSpecOptions struct {
	JSON bool
	// DetailedExit: 0 no change, 2 changes, 1 error. Otherwise a comparison that
	// could be made is 0 whatever it finds, and one that could not is misuse.
	DetailedExit bool
	// Suggest says where to add what would cover a new clause; nil, or an empty
	// answer, is no suggestion.
	Suggest func(spec.Clause) string
}

// specChanges is the exit code of --detailed-exitcode where there are changes.
const specChanges = exitCode(2)

// driftSpec compares the contract in a file with the one that is embedded, and
// tells what changes, which clauses differ and which scenarios that touches.
// Nothing is sent and nothing is written.
func driftSpec(cmd *cobra.Command, file string, o driftSpecOptions) error {
	found, err := compareSpec(cmd, file)
	if err == nil {
		err = found.tell(cmd, o)
	}
	var failed *failure
	switch {
	case err != nil && o.DetailedExit:
		if errors.As(err, &failed) {
			err = failed.err
		}
		return &failure{exitBroken, err}
	case err != nil:
		return err
	case o.DetailedExit && len(found.Changes) > 0:
		return specChanges
	}
	return nil
}

// specDrift is a comparison with the scenarios that it touches.
type specDrift struct {
	*revision.Comparison
	scenarios []touchedScenario
	unbound   spec.Problems // names of the features that the new contract has no place for
}

type touchedScenario struct {
	Address string   `json:"address"`
	Path    string   `json:"path"`
	Line    int      `json:"line"`
	Name    string   `json:"name"`
	Clauses []string `json:"clauses"`

	label string
}

func compareSpec(cmd *cobra.Command, file string) (*specDrift, error) {
	document, err := os.ReadFile(file)
	if err != nil {
		return nil, misused(&advised{fmt.Errorf("read contract: %w", err), "Name the file of the newer contract: --spec openapi.yaml."})
	}
	embedded, err := fs.ReadFile(schemas.FS, spec.DocumentFile)
	if err != nil {
		return nil, misused(fmt.Errorf("read contract: %w", err))
	}
	c, err := loadContract()
	if err != nil {
		return nil, err
	}
	found := &specDrift{}
	found.Comparison, err = revision.Compare(revision.Document{Name: documentName("schemas"), Text: embedded},
		revision.Document{Name: filepath.ToSlash(file), Text: document})
	if err != nil {
		return nil, misused(err)
	}
	found.unbound = c.Bundle().Names.Check(found.Manifest)
	if touched := found.Touched(); len(touched) > 0 {
		found.scenarios, err = touchedScenarios(cmd, c, touched)
	}
	return found, err
}

// touchedScenarios rehearses the features against the contract as it is, and
// lists those that exercise one of the clauses.
func touchedScenarios(cmd *cobra.Command, c *contract.Contract, clauses map[string]bool) ([]touchedScenario, error) {
	settings, err := config.Load(config.Source{})
	if err != nil {
		return nil, misused(err)
	}
	suite, err := loadSuite(gherkin.Selection{})
	if err != nil {
		return nil, err
	}
	made, err := rehearse(cmd.Context(), c, suite, settings)
	if err != nil {
		return nil, inconclusive(err)
	}
	var list []touchedScenario
	for _, s := range suite.Scenarios() {
		var ids []string
		for _, exercise := range made.exercised[s.Address()] {
			if clauses[exercise.Clause] && !slices.Contains(ids, exercise.Clause) {
				ids = append(ids, exercise.Clause)
			}
		}
		if len(ids) == 0 {
			continue
		}
		slices.Sort(ids)
		list = append(list, touchedScenario{s.Address(), s.Path, s.Line, s.Name, ids, label(s)})
	}
	return list, nil
}

// suggestions says of a new clause what to add where, after the model of the
// features as they are; nothing where they cannot be rehearsed.
func suggestions(cmd *cobra.Command) func(spec.Clause) string {
	rehearsal := sync.OnceValues(func() (*contract.Contract, []plan.ModelScenario) {
		settings, err := config.Load(config.Source{})
		if err != nil {
			return nil, nil
		}
		c, err := loadContract()
		if err != nil {
			return nil, nil
		}
		suite, err := loadSuite(gherkin.Selection{})
		if err != nil {
			return nil, nil
		}
		made, err := rehearse(cmd.Context(), c, suite, settings)
		if err != nil {
			return nil, nil
		}
		return c, models(suite, made, os.DirFS("."))
	})
	return func(clause spec.Clause) string {
		c, scenarios := rehearsal()
		if c == nil {
			return ""
		}
		return plan.Suggest(c, scenarios, clause)
	}
}

// label tells the rows of an outline apart.
func label(s gherkin.Scenario) string {
	if s.Example == "" || strings.Contains(s.Name, s.Example) {
		return s.Name
	}
	return s.Name + " (" + s.Example + ")"
}

// specDriftVersion is the version of the form of a comparison's JSON.
const specDriftVersion = 1

type specDriftJSON struct {
	Version int `json:"version"`
	*revision.Comparison
	Scenarios   []touchedScenario `json:"scenarios"`
	Suggestions map[string]string `json:"suggestions,omitempty"` // by the ids of new clauses
	Names       []string          `json:"names,omitempty"`       // of the features that lose their place
}

func (d *specDrift) json(suggestions map[string]string) specDriftJSON {
	form := specDriftJSON{Version: specDriftVersion, Comparison: d.Comparison, Scenarios: d.scenarios, Suggestions: suggestions}
	if form.Scenarios == nil {
		form.Scenarios = []touchedScenario{}
	}
	for _, problem := range d.unbound {
		form.Names = append(form.Names, problem.String())
	}
	return form
}

func (d *specDrift) tell(cmd *cobra.Command, o driftSpecOptions) error {
	suggestions := map[string]string{}
	for _, c := range d.Clauses.Appeared {
		if o.Suggest == nil || len(c.Needs) == 0 {
			continue
		}
		if text := o.Suggest(c); text != "" {
			suggestions[c.ID] = text
		}
	}
	out := cmd.OutOrStdout()
	if !o.JSON {
		_, err := fmt.Fprint(out, d.text(suggestions))
		return err
	}
	text, err := indented(d.json(suggestions))
	if err == nil {
		_, err = out.Write(text)
	}
	return err
}
