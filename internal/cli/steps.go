package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"kycspec/internal/spec"
	"kycspec/schemas"
	"kycspec/steps"
)

func newSteps() *cobra.Command {
	return &cobra.Command{
		Use:   "steps",
		Short: "List the sentences and the names that features may use",
		Long: `List the sentences that features may use, by the keyword that they go with (And and But
stand for the one before), with the words that a place in <> may be where it takes no others;
and the names that stand for places of the contract. What is in [] may be left out.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			bundle, err := spec.Load(schemas.FS)
			if err != nil {
				return misused(err)
			}
			out := cmd.OutOrStdout()
			for _, keyword := range []string{"Given", "When", "Then"} {
				fmt.Fprintln(out, keyword)
				for _, s := range steps.Vocabulary() {
					if s.Keyword == keyword {
						fmt.Fprintln(out, "  "+s.Wording)
						tellChoices(out, s.Choices)
					}
				}
				fmt.Fprintln(out)
			}
			fmt.Fprintln(out, "Names, and where the contract keeps them")
			for _, name := range bundle.Names.All() {
				fmt.Fprintf(out, "  %-14s %s\n", name, bundle.Names.Place(name))
			}
			return nil
		},
	}
}

// tellChoices lists what the last place of a sentence may be.
func tellChoices(out io.Writer, choices []string) {
	for _, choice := range choices {
		fmt.Fprintln(out, "      "+choice)
	}
}
