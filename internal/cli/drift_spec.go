package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"kycspec/internal/revision"
	"kycspec/internal/session"
	"kycspec/internal/spec"
)

// driftSpec compares the contract in a file with the one that is embedded, and
// tells what changes, which clauses differ and which scenarios that touches.
// Nothing is sent and nothing is written. Suggest says where to add what would
// cover a new clause; an empty answer is no suggestion. Where there is a change,
// the error is [errChanged].
func driftSpec(cmd *cobra.Command, file string, asJSON bool, suggest func(spec.Clause) string) error {
	found, err := session.CompareContract(cmd.Context(), file)
	if err != nil {
		return err
	}
	if err := (&specDrift{found}).tell(cmd, asJSON, suggest); err != nil {
		return inconclusive(err)
	}
	if len(found.Changes) > 0 {
		return errChanged
	}
	return nil
}

// specDrift is a comparison of contracts, for people and for machines.
type specDrift struct{ *session.Revision }

// specDriftVersion is the version of the form of a comparison's JSON.
const specDriftVersion = 1

type specDriftJSON struct {
	Version int `json:"version"`
	*revision.Comparison
	Scenarios   []touchedScenario `json:"scenarios"`
	Suggestions map[string]string `json:"suggestions,omitempty"` // by the ids of new clauses
	Names       []string          `json:"names,omitempty"`       // of the features that lose their place
}

type touchedScenario struct {
	Address string   `json:"address"`
	Path    string   `json:"path"`
	Line    int      `json:"line"`
	Name    string   `json:"name"`
	Clauses []string `json:"clauses"`
}

func (d *specDrift) json(suggestions map[string]string) specDriftJSON {
	form := specDriftJSON{Version: specDriftVersion, Comparison: d.Comparison, Scenarios: []touchedScenario{}, Suggestions: suggestions}
	for _, s := range d.Touched {
		form.Scenarios = append(form.Scenarios, touchedScenario{s.Address(), s.Path, s.Line, s.Name, s.Clauses})
	}
	for _, problem := range d.Unbound {
		form.Names = append(form.Names, problem.String())
	}
	return form
}

func (d *specDrift) tell(cmd *cobra.Command, asJSON bool, suggest func(spec.Clause) string) error {
	suggestions := map[string]string{}
	for _, c := range d.Clauses.Appeared {
		if suggest == nil || len(c.Needs) == 0 {
			continue
		}
		if text := suggest(c); text != "" {
			suggestions[c.ID] = text
		}
	}
	out := cmd.OutOrStdout()
	if !asJSON {
		_, err := fmt.Fprint(out, d.text(suggestions))
		return err
	}
	text, err := indented(d.json(suggestions))
	if err == nil {
		_, err = out.Write(text)
	}
	return err
}
