package cli

import (
	"github.com/spf13/cobra"

	"kycspec/internal/spec"
	"kycspec/internal/view"
	"kycspec/schemas"
	"kycspec/steps"
)

func newSteps(p *process) *cobra.Command {
	return &cobra.Command{
		Use:   "steps",
		Short: "List the sentences and the names that features may use",
		Long: `List the sentences that features may use, by the keyword that they go with (And and But
stand for the one before), with the words that a place in <> may be where it takes no others;
and the names that stand for places of the contract. What is in [] may be left out.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			bundle, err := spec.Load(schemas.FS)
			if err != nil {
				return misused(err)
			}
			view.Vocabulary(p.stdout, steps.Vocabulary(), bundle.Names)
			return nil
		},
	}
}
