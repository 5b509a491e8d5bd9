package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"kycspec/internal/spec"
	"kycspec/schemas"
)

func newSteps() *cobra.Command {
	return &cobra.Command{
		Use:   "steps",
		Short: "List the sentences and the names that features may use",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			bundle, err := spec.Load(schemas.FS)
			if err != nil {
				return misused(err)
			}
			out := cmd.OutOrStdout()
			fmt.Fprintln(out, "Sentences, after Given, When, Then, And or But:")
			for _, s := range vocabulary() {
				fmt.Fprintln(out, "  "+s.Says)
			}
			fmt.Fprintln(out, "\nNames, and where the contract keeps them:")
			for _, name := range bundle.Names.All() {
				fmt.Fprintf(out, "  %-14s %s\n", name, bundle.Names.Place(name))
			}
			return nil
		},
	}
}
